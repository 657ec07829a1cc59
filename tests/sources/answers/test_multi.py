from __future__ import annotations

USED = {
    "name": "used",
    "type": "multi",
    "rows": {
        "web": {"column": "a", "text": "Web"},
        "phone": {"column": "b"},
        "none": {"column": "c", "role": "none"},
    },
}


def told(frame):
    return frame.astype(object).where(frame.notna(), None).to_numpy().tolist()


def test_a_blank_is_not_chosen_where_the_file_marks_only_what_was_chosen(read):
    found = read(["id,a,b,c", "1,1,,", "2,,Yes,", "3,,,", "4,Web,,"], USED)
    assert told(found.question("used")) == [
        [True, False, False],
        [False, True, False],
        [None, None, None],
        [True, False, False],
    ]
    assert str(found.frame["used.web"].dtype) == "boolean"


def test_a_blank_is_no_answer_where_the_file_says_what_was_not_chosen(read):
    found = read(["id,a,b,c", "1,1,0,0", "2,0,,No", "3,,,"], USED)
    assert told(found.question("used")) == [
        [True, False, False],
        [False, None, False],
        [None, None, None],
    ]


def test_none_together_with_others_is_counted_and_does_not_count(read, remarks):
    lines = ["id,a,b,c", "1,1,,1", "2,,,1"]
    (said,) = remarks(lines, USED, id="id")
    assert "row 2, column c: 1 row gives none of them together with others" in said
    found = read(lines, USED)
    assert found.frame["used.none"].to_list() == [False, True]
    assert found.roles("used")["none"].to_list() == [False, True]


def test_cells_that_say_neither_are_counted(remarks, read):
    lines = ["id,a,b,c", "1,1,2,0", "2,0,2,0"]
    said = remarks(lines, USED, id="id")
    assert (
        "column b: 2 cells hold '2', which is neither chosen nor not chosen (rows 2, 3)" in said[0]
    )
    found = read(lines, USED | {"counted": ["2"]})
    assert found.frame["used.phone"].to_list() == [True, True]


def test_codes_may_say_who_was_not_asked(read):
    codes = {"0": "no", "1": "yes", "9": {"text": "not asked", "role": "not_asked"}}
    found = read(["id,a,b,c", "1,1,9,0", "2,9,9,9"], USED | {"codes": codes})
    assert found.asked("used").to_list() == [True, False]
    assert found.asked("used", "phone").to_list() == [False, False]


def test_words_in_the_column_of_other_say_that_it_was_chosen(read):
    rows = {"web": {"column": "a"}, "other": {"column": "b", "role": "other"}}
    lines = ["id,a,b", "1,1,", "2,,a friend's van", "3,1,No", "4,,", "5,1,7"]
    found = read(lines, USED | {"rows": rows})
    assert told(found.question("used")) == [
        [True, None],
        [None, True],
        [True, False],
        [None, None],
        [True, None],
    ]
    ((unknown,),) = [found.audit.of("unknown")]
    assert (unknown.column, unknown.count, unknown.shown) == ("b", 1, "7")


def test_an_option_may_be_ticked_by_a_mark_of_its_own(read):
    rows = {"web": {"column": "a", "counted": 2}, "phone": {"column": "b"}}
    used = {"name": "used", "type": "multi", "rows": rows, "counted": ["1"]}
    found = read(["id,a,b", "1,2,0", "2,1,1", "3,0,1"], used, id="id")
    assert found.frame["used.web"].fillna(value=False).to_list() == [True, False, False]
    assert found.frame["used.phone"].to_list() == [False, True, True]
    (odd,) = found.audit.of("unknown")
    assert (odd.column, odd.rows, odd.allowed[:14]) == ("a", (3,), "2 where chosen")
