from __future__ import annotations

import pytest

from research.edition.codeframe import read_frame
from research.edition.tables import DataTable
from research.sources.answers.codings import read_coding

FRAME = """\
# A made-up code frame.
version: 2
codes:
  answers:
    text: Getting an answer
    codes:
      slow: {text: Answers come late, was: [late]}
      quick: Answers come fast
  price: {text: Price, since: 2}
  nothing: {text: Says nothing of use, role: none}
"""
COMMENT = {"name": "comment", "type": "open", "column": "comment"}
TOPICS = {
    "name": "topics",
    "type": "multi",
    "coding": {"of": "comment", "frame": "frame.yml", "file": "coded.csv", "most": 3},
    "nets": [{"key": "answers", "text": "Getting an answer", "codes": ["slow", "quick"]}],
}
LINES = ["id,comment", "1,It takes days", "2,Fast and dear", "3,-", "4,", "007,Dear"]
HEAD = "id,version,coder,code_1,code_2,code_3"


@pytest.fixture
def coded(tmp_path):
    """Writes a coding, and gives the coded question as its author's frame makes it."""
    (tmp_path / "frame.yml").write_text(FRAME, encoding="utf-8")
    leaves = read_frame(tmp_path / "frame.yml").leaves
    codes = {key: {"key": key, "text": one.text, "role": one.role} for key, one in leaves.items()}

    def coding(*lines, head=HEAD):
        (tmp_path / "coded.csv").write_text("\n".join([head, *lines]), encoding="utf-8")
        return TOPICS | {"codes": codes}

    return coding


def test_codes_are_options_of_those_whose_comments_were_coded(read, coded):
    asked = coded("1,2,ann,slow,,", "2,2,ann,quick,price,", "3,2,ann,nothing,,")
    frame = read(LINES, COMMENT, asked, id="id").question("topics")
    assert frame.loc["1"].tolist() == [True, False, False, False]
    assert frame.loc["2"].tolist() == [False, True, True, False]
    assert frame.loc["3", "nothing"]
    assert frame.loc[["4", "007"]].isna().all(axis=None)


def test_ids_are_matched_as_they_are_written_in_any_order(read, coded):
    frame = read(LINES, COMMENT, coded("007,2,,price,,", "1,2,,slow,,"), id="id").question("topics")
    assert frame.loc["007", "price"]
    assert frame.loc["1", "slow"]


def test_keys_of_earlier_versions_and_texts_of_codes_are_understood(read, coded):
    asked = coded("1,1,,late,,", "2,2,,Answers come fast,PRICE,")
    frame = read(LINES, COMMENT, asked, id="id").question("topics")
    assert frame.loc["1", "slow"]
    assert frame.loc["2", ["quick", "price"]].tolist() == [True, True]


def test_a_code_given_twice_counts_once(tmp_path, read, coded):
    asked = coded("1,1,ann,late,slow,quick")
    table = DataTable.model_validate(
        {"file": str(tmp_path / "data.csv"), "id": "id", "questions": [COMMENT, asked]},
        context={"folder": tmp_path},
    )
    (row,) = read_coding(tmp_path / "data.csv", table, "topics")
    assert row.codes == ("slow", "quick")
    assert (row.version, row.coder, row.line) == (1, "ann", 2)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("1,2,,slwo,,", "'slwo' is no code of the frame"),
        ("1,2,,answers,,", "'answers' is a net; give one of its codes"),
        ("1,3,,slow,,", "'3' is no version of the frame"),
        ("1,1,,price,,", "'price' came with version 2, and this row is of version 1"),
        ("1,2,,nothing,slow,", "'nothing' says that a comment is about nothing"),
    ],
)
def test_a_wrong_cell_of_a_coding_is_told_with_its_place(errors, coded, line, what):
    asked = coded("2,2,,quick,,", line)
    (problem,) = errors(LINES, COMMENT, asked, id="id")
    assert what in problem
    assert "coded.csv" in problem
    assert "row 3" in problem


def test_all_problems_of_a_coding_are_told_at_once(errors, coded):
    asked = coded("1,2,,slwo,,", "1,2,,quick,,", "2,9,,quick,,")
    assert len(errors(LINES, COMMENT, asked, id="id")) == 3


def test_missing_columns_of_a_coding_are_named_with_those_that_may_be_there(errors, coded):
    asked = coded("1,slow", head="respondent,code")
    told = errors(LINES, COMMENT, asked, id="id")
    assert [one for one in told if "this column is missing" in one] == told
    assert len(told) == 2


def test_more_codes_than_a_comment_may_have_are_told(errors, coded):
    asked = coded("1,slow,,,quick", head="id,code_1,code_2,code_3,code_4")
    (problem,) = errors(LINES, COMMENT, asked, id="id")
    assert "a comment has 3 codes at most" in problem


def test_codes_of_nobody_in_the_file_are_told_and_not_used(remarks, coded):
    asked = coded("1,2,,slow,,", "12,2,,quick,,")
    (told,) = [one for one in remarks(LINES, COMMENT, asked, id="id") if "coded" in one]
    assert "1 coded row is of nobody in the file of answers" in told


def test_a_table_without_ids_cannot_be_coded(errors, coded):
    (problem,) = errors(LINES, COMMENT, coded("1,2,,slow,,"))
    assert "nothing tells rows apart" in problem


def test_where_no_sheet_is_there_nothing_is_coded_and_it_is_said_how_to_begin(
    tmp_path, read, remarks, coded
):
    asked = coded("1,2,,slow,,")
    (tmp_path / "coded.csv").unlink()
    assert read(LINES, COMMENT, asked, id="id").question("topics").isna().all(axis=None)
    (told,) = [one for one in remarks(LINES, COMMENT, asked, id="id") if "coded" in one]
    assert "no comment is coded yet" in told
    assert "research code" in told
