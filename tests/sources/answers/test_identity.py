from __future__ import annotations

import pytest

from research.sources.answers.identity import folded

X = {"name": "x", "type": "single", "column": "x"}


def test_a_copy_of_an_id_does_not_count(read, remarks):
    lines = ["id,x", "R1,a", "R2,b", " R1,c"]
    found = read(lines, X, id="id")
    assert found.frame["x"].to_list() == ["a", "b"]
    assert (found.audit.rows, found.audit.counted) == (3, 2)
    assert "row 4, column id: 1 row gives an id that stands above" in remarks(lines, X, id="id")[0]


@pytest.mark.parametrize("ids", [["R2", "R10", "R1"], ["10", "2", "007"], ["a_B", "b_a", "x"]])
def test_ids_in_any_order_name_the_records_as_they_stand(read, remarks, ids):
    lines = ["id,x", *(f"{one},a" for one in ids)]
    assert read(lines, X, id="id").frame.index.to_list() == ids
    assert not [told for told in remarks(lines, X, id="id") if "id" in told.split()]


def test_a_respondent_given_twice_is_told_once_with_the_first_row(errors):
    assert errors(["respondent,x", "R1,a", "R2,b", "R1,c"], X, id="respondent", strict=True) == [
        "data.csv, row 4, column respondent: 'R1' is given twice, first in row 2; "
        "allowed: each respondent once (delete the copy, or give it a name of its own)"
    ]


def test_respondents_without_a_name_are_told_row_by_row(errors):
    first, second = errors(["respondent,x", ",a", "R2,b", ",c"], X, id="respondent", strict=True)
    assert first.startswith("data.csv, row 2, column respondent: the cell is empty")
    assert second.startswith("data.csv, row 4, column respondent: the cell is empty")


def test_several_columns_together_tell_rows_apart(read, errors):
    lines = ["contact,survey,x", "C1,2015,a", "C1,2016,b"]
    table = {"id": ["contact", "survey"], "wave": "survey", "strict": True}
    found = read(lines, X, **table)
    assert found.frame.index.to_list() == ["C1", "C1"]
    assert found.keys.to_dict("list") == {"survey": ["2015", "2016"]}
    (told,) = errors([*lines, "C1,2016,c"], X, **table)
    assert "row 4, column contact: 'C1' is given twice with survey 2016; allowed: once" in told


def test_ids_that_differ_in_capitals_or_blanks_are_remarked_and_count_apart(remarks, read):
    lines = ["id,x", "R1,a", "r1,b", "R 1,c", "R2,d"]
    (told,) = remarks(lines, X, id="id", strict=True)
    assert "3 rows have keys that differ in capitals or blanks alone" in told
    assert len(read(lines, X, id="id").frame) == 4


def test_without_an_id_rows_are_told_by_their_number(read):
    found = read(["x,y", "a,1", "b,2"], X)
    assert found.frame.index.to_list() == ["2", "3"]


def test_of_a_personal_id_marks_are_left(read):
    found = read(["mail,x", "ann@x.example,a", "bo@x.example,b"], X, id="mail", personal=["mail"])
    assert found.frame.index.is_unique
    assert "ann" not in found.frame.to_csv()


def test_accounts_are_told_apart_by_marks_that_hold_no_name(read):
    lines = ["id,company,x", "1,Orvando,a", "2,Quistra,b", "3, orvando ,c", "4,,d"]
    found = read(lines, X, id="id", cluster="company", personal=["company"])
    first, second, third, fourth = found.clusters
    assert first == third
    assert len({first, second, fourth}) == 3
    assert not [word for word in ("rvando", "uistra") if word in found.clusters.to_csv()]
    assert read(lines, X, id="id").clusters is None


@pytest.mark.parametrize("values", [["R 1", "r1"], ["a\nb", "AB"], [], ["ß\u00a0x"]])
def test_folding_all_in_one_step_is_folding_each(values):
    assert folded(values) == ["".join(value.split()).casefold() for value in values]


def test_a_row_that_belongs_to_none_is_told(errors, remarks):
    lines = ["contact,account,x", "C1,A1,a", "C2,,b"]
    table = {"id": "contact", "of": "accounts", "by": "account"}
    (told,) = errors(lines, X, strict=True, **table)
    assert told.startswith("data.csv, row 3, column account: the cell is empty; allowed: the key")
    assert (
        "row 3, column account: 1 row belongs to no row of 'accounts'"
        in remarks(lines, X, **table)[0]
    )


def test_ids_that_rise_name_the_records_that_count(read):
    lines = ["id,x", *(f"R{at:03d},{at % 2}" for at in range(30))]
    x = {"name": "x", "type": "single", "column": "x", "codes": ["0", "1"]}
    found = read(lines, x, id="id", filter={"x": ["1"]})
    assert found.frame.index.to_list() == [f"R{at:03d}" for at in range(1, 30, 2)]
    assert found.frame.index.name == "id"
    assert found.frame.index.dtype == "str"
    assert set(found.frame["x"]) == {"1"}


def test_ids_that_rise_and_are_personal_are_marks(read):
    lines = ["id,x", *(f"R{at:03d},1" for at in range(30))]
    x = {"name": "x", "type": "single", "column": "x", "codes": ["1"]}
    found = read(lines, x, id="id", personal=["id"])
    assert len(set(found.frame.index)) == 30
    assert not found.frame.index.str.startswith("R0").any()
