from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from research.edition.judgement import load_edition
from research.errors import InputError
from research.sources.answers.reading import read_answers
from research.sources.cells import read_cells

DATA = Path(__file__).parents[1] / "data" / "small" / "data" / "respondents.csv"
TABLE = load_edition(DATA.parents[1] / "params" / "small.yml").answers
SUPPLIER = load_edition(Path(__file__).parents[2] / "params" / "2016.yml").data
with DATA.open(encoding="utf-8", newline="") as _file:
    HEAD, *ROWS = list(csv.reader(_file))
PERSONAL = ("name", "email", "company", "reason")
TELLING = {
    word.lower()
    for row in ROWS
    for name in PERSONAL
    for word in re.findall(r"[A-Za-z]{4,}", row[HEAD.index(name)])
} - {"that", "this", "when", "example", "alert", "javascript", "overall", "script"}
# Words that stand in reasons and in what errors say of themselves.
TELLING -= {"with", "good", "nothing", "costs", "stands", "people"}


def saved(tmp_path: Path, kind: str, head: list[str], rows: list[list[str]]) -> Path:
    path = tmp_path / f"data.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    else:
        frame = pd.DataFrame([head, *rows], dtype=object)
        frame.to_excel(path, header=False, index=False, engine="openpyxl")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_answers(path, TABLE, name="answers")
    return [str(problem).replace(str(path), path.name) for problem in caught.value.problems]


def told(said: list[str]) -> set[str]:
    return TELLING & set(re.findall(r"[a-z]{4,}", " ".join(said).lower()))


KINDS = pytest.mark.parametrize("kind", ["csv", "xlsx"])


def test_the_search_would_find_what_it_looks_for():
    assert len(TELLING) > 30
    assert told(["row 1, column Quorblat Zimmvex"]) == {"quorblat", "zimmvex"}


@KINDS
def test_a_missing_head_is_one_problem_that_shows_nothing_of_the_first_row(tmp_path, kind):
    (said,) = problems(saved(tmp_path, kind, ROWS[0], ROWS[1:]))
    assert said.startswith("data.")
    assert "row 1: the first line names next to none" in said
    assert "R1" not in said
    assert not told([said])


@KINDS
@pytest.mark.parametrize("places", [1, 2, 5, -1])
def test_shifted_columns_show_nothing_of_their_cells(tmp_path, kind, places):
    rows = [[*row[places:], *row[:places]] for row in ROWS]
    said = problems(saved(tmp_path, kind, HEAD, rows))
    assert any("column sector" in line or "column respondent" in line for line in said)
    assert not told(said)
    assert "@" not in " ".join(said)


@KINDS
@pytest.mark.parametrize("column", ["sector", "region", "rank_retain", "anonymity_waived"])
@pytest.mark.parametrize("name", PERSONAL)
def test_a_personal_cell_in_a_wrong_column_is_told_by_its_place(tmp_path, kind, column, name):
    rows = [list(row) for row in ROWS]
    rows[1][HEAD.index(column)] = rows[1][HEAD.index(name)]
    said = problems(saved(tmp_path, kind, HEAD, rows))
    assert f"row 3, column {column}: '[not shown]'" in said[0]
    assert not told(said)


@KINDS
def test_a_row_that_slipped_shows_nothing_of_it(tmp_path, kind):
    rows = [list(row) for row in ROWS]
    rows[2] = [*rows[2][1:], ""]
    said = problems(saved(tmp_path, kind, HEAD, rows))
    assert all("row 4" in line for line in said)
    assert not told(said)


@KINDS
def test_names_in_the_place_of_keys_are_not_shown_when_they_stand_twice(tmp_path, kind):
    rows = [list(row) for row in ROWS]
    rows[0][0] = rows[1][0] = "Quorblat Zimmvex"
    rows[2][0] = rows[4][0] = "Nimzork Tarrgul"
    said = problems(saved(tmp_path, kind, HEAD, rows))
    assert "'[not shown]' is given twice, first in row 2" in said[0]
    assert "'[not shown]' is given twice, first in row 4" in said[1]
    assert not told(said)


@KINDS
@pytest.mark.parametrize("head", ["ann@example.com", "Call 020 7946 0958", "We lose. Why?"])
def test_a_head_that_looks_like_an_answer_is_told_by_its_number(tmp_path, kind, head):
    said = problems(saved(tmp_path, kind, [*HEAD, head], [[*row, "x"] for row in ROWS]))
    (unknown,) = [line for line in said if "this column is unknown" in line]
    assert f"column no. {len(HEAD) + 1}: " in unknown
    assert head not in unknown


@KINDS
def test_heads_given_twice_are_told_by_their_number_where_they_may_be_answers(tmp_path, kind):
    head = ["Quorblat Zimmvex", "Quorblat Zimmvex", "sector", "sector"]
    with pytest.raises(InputError) as caught:
        read_cells(saved(tmp_path, kind, head, [["a", "b", "c", "d"]]))
    assert [problem.column for problem in caught.value.problems] == ["no. 1", "sector"]


def test_what_is_no_secret_is_shown(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[0][HEAD.index("sector")] = "Retial"
    rows[1][HEAD.index("rank_win")] = "13"
    rows[2][HEAD.index("anonymity_waived")] = "perhaps"
    said = " ".join(problems(saved(tmp_path, "csv", [*HEAD[:-1], "reasons"], rows)))
    for shown in ("'Retial' is unknown", "no rank 13", "'perhaps' is unknown", "column reasons"):
        assert shown in said


@KINDS
def test_a_suppliers_files_show_no_first_row_and_no_cell_of_one(tmp_path, kind):
    path = saved(tmp_path, kind, ["Ann Zimmvex", "Vexplorn Ltd"], [["Nimzork", "Jublatt"]])
    for name in ("accounts", "contacts"):
        with pytest.raises(InputError) as caught:
            read_answers(path, SUPPLIER[name], name=name)
        assert not told([str(caught.value)])
    contacts = SUPPLIER["contacts"]
    head = contacts.named
    row = ["" for _ in head]
    for name, cell in {"contact": "C1", "survey": "2016", "account": "A1", "side": "user"}.items():
        row[head.index(name)] = cell
    row[head.index("decides")] = "yes"
    row[head.index("recommend")] = "Quorblat Zimmvex"
    with pytest.raises(InputError) as caught:
        read_answers(saved(tmp_path, kind, head, [row]), contacts, name="contacts")
    (said,) = [str(problem) for problem in caught.value.problems]
    assert "row 2, column recommend: '[not shown]' is " in said
