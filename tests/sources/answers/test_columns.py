from __future__ import annotations

from pathlib import Path

import pytest

from research.edition.tables import DataTable
from research.sources.answers.reading import judged_answers

SECTOR = {"name": "sector", "type": "single", "column": "sector", "codes": ["Banking", "Retail"]}
REGION = {"name": "region", "type": "single", "column": "region"}


def test_a_missing_column_is_told_with_the_one_it_may_be(errors):
    found = errors(["id,sectro,region", "1,Banking,UK"], SECTOR, REGION, id="id", strict=True)
    assert found[0] == (
        "data.csv, row 1, column sectro: this column is unknown; allowed: sector "
        "(did you mean 'sector'?)"
    )
    assert found[1] == ("data.csv, row 1, column sector: this column is missing (is it 'sectro'?)")


def test_a_missing_column_is_an_error_in_any_table(errors):
    (found,) = errors(["id,region", "1,UK"], SECTOR, REGION, id="id")
    assert found == (
        "data.csv, row 1, column sector: this column is missing (add it; the file has id, region)"
    )


def test_a_first_line_that_is_no_head_shows_no_word_of_it(errors):
    questions = [dict(REGION, name=f"q{at}", column=f"q{at}") for at in range(5)]
    (found,) = errors(["R1,Ann Will,5", "R2,Bo Quince,6"], *questions, id="id")
    assert "the first line names next to none of the columns that are expected" in found
    assert "Ann" not in found


def test_columns_that_nothing_names_are_listed_and_those_marked_that_look_personal(remarks):
    lines = ["id,sector,region,Q7,E-Mail", "1,Banking,UK,1,a@x.example"]
    unnamed, personal = remarks(lines, SECTOR, REGION, id="id")
    assert unnamed == ("data.csv: 2 columns are named by nothing, and not read: Q7, E-Mail")
    assert "1 column looks personal though nothing says so: E-Mail" in personal


@pytest.mark.parametrize("strict", [False, True])
def test_of_a_shared_file_columns_of_other_editions_are_left_but_not_what_looks_personal(
    remarks, strict
):
    lines = ["id,sector,region,Q7,E-Mail", "1,Banking,UK,1,a@x.example"]
    known = {"id": "id", "strict": strict, "shared": True}
    assert remarks([line.rsplit(",", 1)[0] for line in lines], SECTOR, REGION, **known) == []
    (personal,) = remarks(lines, SECTOR, REGION, **known)
    assert "1 column looks personal though nothing says so: E-Mail" in personal


def test_cells_are_looked_into_when_a_file_is_judged(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("id,sector,Q7,Q8\n1,Banking,a@x.example,020 7946 0958\n2,Retail,b@y.example,\n")
    table = DataTable.model_validate(
        {"file": str(path), "id": "id", "questions": [SECTOR]}, context={"folder": tmp_path}
    )
    audit = judged_answers(Path(path), table, name="answers").audit
    (found,) = audit.of("personal")
    assert (found.count, "Q7, Q8" in found.what) == (2, True)


def test_a_personal_column_may_be_missing(read):
    assert len(
        read(["id,sector", "1,Banking"], SECTOR, id="id", personal=["name"], strict=True).frame
    )
