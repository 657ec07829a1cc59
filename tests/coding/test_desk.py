from __future__ import annotations

import csv

import pytest

from research.coding.desk import Desk
from research.coding.sheets import open_sheet
from research.coding.suggesting import suggest
from research.study import open_study


def cells(path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture
def desk(study) -> Desk:
    return Desk(open_sheet(study), coder="ann")


def test_a_desk_opens_at_the_first_comment_that_waits(study, desk):
    desk.give(0, "slow")
    desk.move(1)
    desk.give(1, "quick")
    again = Desk(open_sheet(study))
    assert (again.at, again.view()["coded"]) == (2, 2)


def test_each_code_given_is_in_the_file_at_once(desk):
    desk.give(0, "slow")
    desk.give(0, "price")
    row = cells(desk.sheet.path)["000"]
    assert (row["code_1"], row["code_2"], row["coder"]) == ("slow", "price", "ann")
    desk.take(0, "slow")
    row = cells(desk.sheet.path)["000"]
    assert (row["code_1"], row["code_2"], row["coder"]) == ("price", "", "ann")
    desk.take(0, "price")
    assert cells(desk.sheet.path)["000"]["coder"] == ""


def test_a_code_given_or_taken_twice_counts_once(desk):
    desk.give(0, "slow")
    desk.give(0, "slow")
    assert desk.view()["codes"] == ["slow"]
    desk.take(0, "slow")
    desk.take(0, "slow")
    assert desk.view()["codes"] == []


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["slow", "quick", "price"], "3 codes for one comment; 2 at most."),
        (["slow", "nothing"], "'Says nothing of use' says that a comment is about nothing"),
        (["nothing", "slow"], "'Says nothing of use' says that a comment is about nothing"),
        (["slwo"], "'slwo' is no code; did you mean 'slow'?"),
    ],
)
def test_codes_that_do_not_go_together_are_refused_in_a_sentence(study, desk, codes, said):
    for code in codes:
        desk.give(0, code)
    view = desk.view()
    assert view["said"].startswith(said)
    assert view["codes"] == codes[:-1]
    assert open_sheet(study).codes(("000",)) == codes[:-1]


def test_a_code_for_a_comment_that_lies_there_no_more_is_given_to_none(desk):
    desk.move(1)
    desk.give(0, "slow")
    assert not desk.sheet.coded
    assert desk.view()["said"] == "Another comment lies here now; nothing was changed."


def test_steps_end_where_the_comments_do(desk):
    desk.move(-1)
    assert (desk.at, desk.said) == (0, "There is no comment before this one.")
    for _ in range(len(desk)):
        desk.move(1)
    assert (desk.at, desk.said) == (59, "There is no comment after this one.")


def test_steps_pass_over_codes_given_where_only_waiting_ones_count(desk):
    for at in range(3):
        desk.give(at, "slow")
        desk.move(1)
    desk.move(-1)
    desk.only(True)
    assert desk.at == 3
    desk.move(-1)
    assert (desk.at, desk.said) == (3, "No comment before this one waits.")
    desk.only(False)
    desk.move(-1)
    assert desk.at == 2


def test_who_has_coded_all_is_told_so(desk):
    for at in range(len(desk)):
        desk.give(at, "price")
        desk.move(1)
    desk.only(True)
    assert desk.said == "Every comment has its codes."


def test_a_sheet_that_was_changed_elsewhere_is_not_written_over(study, desk):
    desk.give(0, "slow")
    other = open_sheet(study)
    other.give(("005",), ["price"])
    other.write()
    before = desk.sheet.path.read_bytes()
    desk.move(1)
    desk.give(1, "quick")
    assert desk.said == (
        "coded.csv was changed elsewhere since it was opened here: run the cell again to go on. "
        "Nothing was saved."
    )
    assert desk.view()["codes"] == []
    assert desk.sheet.path.read_bytes() == before


def test_a_sheet_that_cannot_be_written_is_told_and_nothing_counts_as_given(desk, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("research.coding.sheets.write_text", full)
    desk.give(0, "slow")
    assert desk.said == (
        "coded.csv cannot be written, and nothing was saved: No space left on device."
    )
    assert not desk.sheet.coded


def test_suggestions_are_shown_with_their_chances_and_given_to_none(study):
    sheet = open_sheet(study)
    for at, ids in enumerate([*sheet.comments][:45]):
        sheet.give(ids, [["slow", "quick", "price"][at % 3]])
    sheet.write()
    desk = Desk(sheet, suggestions=suggest(sheet.comments, sheet.coded))
    assert desk.at == 45
    first = desk.view()["suggestions"][0]
    assert first["code"] == "slow"
    assert 0.5 < float(first["chance"]) <= 1
    assert desk.view()["codes"] == []
    desk.give(45, "quick")
    held = cells(sheet.path)
    assert (held["045"]["code_1"], held["045"]["suggested_1"]) == ("quick", "")
    assert held["048"]["suggested_1"] == "slow"
    # Whoever opens the sheet later sees what was suggested then.
    assert Desk(open_sheet(study)).view()["suggestions"][0]["code"] == "quick"


def test_a_page_gets_no_character_that_hides_what_somebody_wrote(project):
    answers = project.parents[1] / "data" / "answers.csv"
    text = answers.read_text(encoding="utf-8")
    said = "pay \u202eevil\u202c\u200b now\nand\tthen <script>x</script>"
    answers.write_text(text.replace("0 days for an answer", f'"{said}"', 1), encoding="utf-8")
    view = Desk(open_sheet(open_study(project))).view()
    assert view["comment"] == "pay evil now\nand then <script>x</script>"


def test_a_desk_without_comments_says_so(project):
    answers = project.parents[1] / "data" / "answers.csv"
    answers.write_text("id,name,comment\n1,Jo,-\n", encoding="utf-8")
    desk = Desk(open_sheet(open_study(project)))
    desk.give(0, "slow")
    desk.move(1)
    desk.only(True)
    assert (desk.view()["of"], desk.view()["comment"]) == (0, "")
    assert not desk.sheet.path.exists()


def test_the_frame_reaches_the_page_with_its_nets(desk):
    net, price, nothing = desk.frame
    assert (net["key"], [one["key"] for one in net["codes"]]) == ("answers", ["slow", "quick"])
    assert (price["tone"], price["codes"], nothing["text"]) == (
        "problem",
        [],
        "Says nothing of use",
    )
