from __future__ import annotations

CODES = {"1": "Web", "2": "Phone, mobile", "8": {"text": "None", "role": "none"}}


def test_one_column_is_split_at_its_mark(read, remarks):
    question = {"name": "used", "type": "multi", "column": "q", "split": ";", "codes": CODES}
    lines = ["id,q", "1,1; 2.0;", "2,2", "3,", "4,1;7", "5,8;1"]
    found = read(lines, question, id="id")
    assert found.frame.columns.to_list() == ["used.web", "used.phonemobile", "used.none"]
    assert found.frame["used.web"].to_list()[:2] == [True, False]
    assert found.frame["used.web"].isna().to_list() == [False, False, True, False, False]
    said = remarks(lines, question, id="id")
    assert "row 5, column q: 1 cell holds '7', which is no code of 'used'" in said[0]
    assert "none of them together with others" in said[1]


def test_a_label_that_holds_the_mark_stays_whole(read):
    question = {
        "name": "used",
        "type": "multi",
        "column": "q",
        "split": ",",
        "codes": ["Web", "Phone, mobile"],
    }
    found = read(["id,q", '1,"Web,Phone, mobile"', '2,"Phone, mobile"'], question, id="id")
    assert found.question("used").to_numpy().tolist() == [[True, True], [False, True]]


def test_columns_that_each_hold_a_code(read):
    question = {"name": "used", "type": "multi", "columns": ["a", "b"], "codes": CODES}
    found = read(["id,a,b", "1,2,1", "2,1,0", "3,0,0"], question, id="id")
    assert found.frame["used.web"].to_list() == [True, True, False]


def test_without_codes_every_text_is_an_option(read):
    question = {"name": "used", "type": "multi", "column": "q", "split": "|"}
    found = read(["id,q", "1,b|a", "2,b"], question, id="id")
    assert found.frame.columns.to_list() == ["used.a", "used.b"]
    assert found.frame["used.a"].to_list() == [True, False]


def test_bits_say_of_each_code_whether_it_was_chosen(read):
    question = {
        "name": "used",
        "type": "multi",
        "column": "q",
        "codes": {"1": "A", "2": "B", "3": "C"},
    }
    found = read(["id,q", "1,101", "2,000", "3,", '4,"1,3"', "5,2"], question, id="id")
    answers = found.question("used").astype(object)
    assert answers.where(answers.notna(), None).to_numpy().tolist() == [
        [True, False, True],
        [False, False, False],
        [None, None, None],
        [True, False, True],
        [False, True, False],
    ]
