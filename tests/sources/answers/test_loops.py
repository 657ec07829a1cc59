"""Loops open as tables: a row an item, told by the rows and columns that the file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.tabs.planned import study_tab
from research.errors import InputError
from research.sources.remarks import heard
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

PARAMS = """
edition: small
title: Small
data:
  answers:
    file: ../data/answers.csv
    id: id
    filter: {{status: [done]}}
    personal: [name]
    questions:
      - {{name: sector, type: single, column: sector, codes: {{1: A, 2: B}}}}
    levels:
      supplier:
        items: [1, 2, 3]
        {id}
        one: rating
        many: ratings
        questions:
          - {{name: supplier, type: single, column: "{column}", codes: {codes}}}
          - name: rated
            type: grid
            range: [1, 7]
            rows: {{speed: {{column: "q_{{i}}_1"}}, price: {{column: "q_{{i}}_2"}}}}
          - {{name: why, type: open, column: "why_{{i}}"}}
report:
  sections:
    - heading: Answers
"""
HEAD = (
    "id,name,status,sector,sup_1,sup_2,sup_3,q_1_1,q_1_2,q_2_1,q_2_2,q_3_1,q_3_2,why_1,why_2,why_3"
)
ROWS = [
    "a,Ada Byron,done,1,X,Y,,7,6,5,,,,Ada Byron is quick,,",
    "b,Bela,done,2,Y,,,3,9,,,,,,,",
    "c,Cem,stopped,1,X,Y,Z,1,1,1,1,1,1,,,",
    "a,Ada Byron,done,1,Z,,,1,1,,,,,,,",
    "d,Dora,done,2,Z,Z,,2,2,4,4,,,,,",
    "e,Edo,done,1,,,,,,6,6,,,,,",
    "f,Fina,done,2,X,,,,,,,,,,,",
]


def made(
    root: Path,
    rows: list[str],
    *,
    id_: str = 'id: "sup_{i}"',
    column: str = "sup_{i}",
    codes: str = "[X, Y, Z]",
    head: str = HEAD,
) -> Study:
    for folder in ("params", "data"):
        (root / folder).mkdir()
    (root / "data" / "answers.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    path = root / "params" / "small.yml"
    path.write_text(PARAMS.format(id=id_, column=column, codes=codes), encoding="utf-8")
    return open_study(path)


def test_each_item_that_was_asked_about_is_a_row_of_its_respondent(tmp_path):
    with heard() as told:
        found = made(tmp_path, ROWS).read("supplier")
    assert found.keys["id"].tolist() == ["a", "a", "b", "d", "f"]
    assert found.frame["supplier"].astype(str).tolist() == ["X", "Y", "Y", "Z", "X"]
    assert found.frame["rated.speed"].tolist()[:4] == [7, 5, 3, 2]
    assert found.frame["rated.speed"].isna().tolist() == [False, False, False, False, True]
    said = [str(one) for one in told]
    assert any("1 answer set has no sup_1, sup_2, sup_3" in one for one in said)
    assert any("1 row gives an id that stands above" in one for one in said)


def test_odd_cells_are_told_by_the_columns_and_rows_of_the_file(tmp_path):
    found = made(tmp_path, ROWS).read("supplier")
    [odd] = found.audit.of("off_scale")
    assert odd.column == "q_1_2, q_2_2, q_3_2"
    assert odd.rows == (3,)


def test_names_are_taken_out_of_what_was_written(tmp_path):
    found = made(tmp_path, ROWS).read("supplier")
    assert "Ada" not in str(found.frame["why"].iloc[0])


def test_without_an_id_the_place_is_the_item_and_blank_loops_are_none(tmp_path):
    codes = "{1: First, 2: Second, 3: Third}"
    study = made(tmp_path, ROWS, id_="", column="{i}", codes=codes)
    found = study.read("supplier")
    assert found.keys["id"].tolist() == ["a", "a", "b", "d", "d", "e"]
    places = ["First", "Second", "First", "First", "Second", "Second"]
    assert found.frame["supplier"].astype(str).tolist() == places


def test_a_column_of_the_loop_that_is_missing_is_named(tmp_path):
    head = HEAD.replace("q_2_2", "q_2_3")
    with pytest.raises(InputError, match="this column of a loop is missing") as error:
        made(tmp_path, ROWS, head=head).read("supplier")
    assert "q_2_2" in str(error.value)


def test_columns_of_a_loop_are_named_by_it(tmp_path):
    found = made(tmp_path, ROWS).read("answers")
    assert not [one for one in found.audit.findings if one.kind == "unnamed"]


def test_bases_are_those_of_ratings_and_of_respondents(tmp_path):
    rows = [f"r{n},P{n},done,{n % 2 + 1},X,Y,,5,4,{n % 7 + 1},3,,,,," for n in range(40)]
    rows += [f"s{n},Q{n},done,1,Z,,,{n % 3 + 3},2,,,,,,," for n in range(20)]
    tab = study_tab(made(tmp_path, rows), "rated", row="speed", table="supplier")
    base = tab.bases["answered"]["total"]
    assert base.loc[["unweighted", "parents"]].tolist() == [100, 60]
    assert tab.about.many == "ratings"


def test_a_question_without_a_place_for_the_item_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"the column 'sector' has no \{i\}"):
        made(tmp_path, ROWS, column="sector")
