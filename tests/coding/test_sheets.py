from __future__ import annotations

import csv

import pytest

from research.coding.sheets import comments_to_code, open_sheet
from research.errors import InputError
from research.study import open_study


def cells(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_first_sheet_has_every_comment_that_says_something_and_no_code(study):
    sheet = open_sheet(study)
    written = cells(sheet.write())
    assert len(written) == len(sheet.waiting) == 60
    assert [*written[0]] == ["id", "comment", "code_1", "code_2", "version", "coder"]
    assert written[0]["id"] == "000"
    assert {row["code_1"] for row in written} == {""}


def test_a_sheet_holds_no_personal_column(study):
    assert "Vukasovich" not in open_sheet(study).write().read_text(encoding="utf-8")


def test_codes_given_are_read_back_as_answers(project, study):
    sheet = open_sheet(study)
    sheet.give(("003",), ["slow", "price"], "ann")
    sheet.write()
    found = open_study(project).read().question("topics")
    assert found.loc["003", ["slow", "quick", "price"]].tolist() == [True, False, True]
    assert found.drop(index="003").isna().all(axis=None)


def test_a_sheet_written_again_keeps_codes_order_and_columns_of_others(study):
    first = open_sheet(study)
    first.give(("003",), ["slow"], "ann")
    path = first.write()
    rows = cells(path)
    text = path.read_text(encoding="utf-8").splitlines()
    marks = {0: ",remark", 4: ",ask again"}
    text = [line + marks.get(at, ",") for at, line in enumerate(text)]
    path.write_text("\n".join([text[0], *text[:0:-1]]), encoding="utf-8")
    again = cells(open_sheet(study).write())
    assert [row["id"] for row in again] == [row["id"] for row in rows]
    row = next(row for row in again if row["id"] == "003")
    assert (row["code_1"], row["coder"], row["remark"]) == ("slow", "ann", "ask again")


def test_comments_that_came_later_are_added_and_those_that_went_stay(project, study):
    sheet = open_sheet(study)
    sheet.give(("000",), ["quick"])
    sheet.write()
    answers = project.parents[1] / "data" / "answers.csv"
    text = answers.read_text(encoding="utf-8").splitlines()
    answers.write_text("\n".join([text[0], *text[2:], "950,Jo,A later word"]), encoding="utf-8")
    written = cells(open_sheet(open_study(project)).write())
    assert [row["id"] for row in written][-2:] == ["950", "000"]
    assert written[-1]["code_1"] == "quick"


def test_a_sheet_with_a_wrong_code_is_not_written_over(study):
    path = open_sheet(study).write()
    spoilt = path.read_text(encoding="utf-8").replace(
        "000,0 days for an answer,,", "000,0 days,slwo,"
    )
    path.write_text(spoilt, encoding="utf-8")
    with pytest.raises(InputError, match="'slwo' is no code of the frame"):
        open_sheet(study)
    assert path.read_text(encoding="utf-8") == spoilt


def test_the_second_reader_has_a_sheet_of_his_own(study):
    sheet = open_sheet(study, second=True)
    assert sheet.write().name == "again.csv"
    assert sheet.waiting


@pytest.mark.parametrize(
    ("codes", "what"),
    [(["dear"], "'dear' is no code"), (["slow", "quick", "price"], "3 codes for one comment")],
)
def test_codes_that_cannot_be_given_are_refused(study, codes, what):
    sheet = open_sheet(study)
    with pytest.raises(InputError, match=what):
        sheet.give(("000",), codes)
    assert sheet.codes(("000",)) == []


def test_a_question_that_is_not_coded_is_refused_with_those_that_are(study):
    with pytest.raises(InputError, match="'topcs' is no coded question"):
        open_sheet(study, "topcs")


def test_comments_for_a_frame_are_those_of_the_one_open_question(study):
    assert len(comments_to_code(study)) == 60
    assert comments_to_code(study, "topics") == comments_to_code(study, "comment")
    with pytest.raises(InputError, match="'coment' is no open question"):
        comments_to_code(study, "coment")


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "=1+1 and more", '=HYPERLINK("x")']
)
def test_no_spreadsheet_computes_what_somebody_wrote(project, text):
    answers = project.parents[1] / "data" / "answers.csv"
    with answers.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "name", "comment"), ("1", "Jo", f"{text} is said")])
    for _ in range(2):
        sheet = open_sheet(open_study(project))
        (written,) = cells(sheet.write())
        assert sheet.comments["1",] == f"{text} is said"
        assert written["comment"] == f"'{text} is said"


def test_suggestions_of_a_sheet_are_read_by_the_keys_of_now(study):
    sheet = open_sheet(study)
    sheet.rows["000",] |= {"suggested_1": "slow", "chance_1": "0.82", "suggested_2": "gone"}
    sheet.write()
    assert open_sheet(study).suggested(("000",)) == [("slow", "0.82")]
    assert open_sheet(study).suggested(("001",)) == []


@pytest.mark.parametrize("codes", [["nothing", "price"], ["price", "nothing"]])
def test_a_code_that_excludes_others_is_not_given_beside_them(study, codes):
    with pytest.raises(InputError, match="excludes other codes"):
        open_sheet(study).give(("000",), codes)
