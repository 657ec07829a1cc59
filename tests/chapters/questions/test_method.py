from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.questions.method import method_box
from research.display.table import Table
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = """
edition: small
title: Small
{more}
data:
  answers:
    file: ../data/answers.csv
    {filter}
questions:
  - {{name: sector, type: single, column: sector, codes: {{1: Banking, 2: Retail}}}}
report:
  sections:
    - heading: Answers
"""


def small(root: Path, *, more: str = "", only: str = "") -> Study:
    (root / "params").mkdir()
    (root / "data").mkdir()
    rows = ["sector,status", *["1,Complete"] * 30, *["2,Complete"] * 20, *["1,Partial"] * 6]
    (root / "data" / "answers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    path = root / "params" / "small.yml"
    path.write_text(PLAIN.format(more=more, filter=only), encoding="utf-8")
    return open_study(path)


def said(table: object) -> dict[str, str]:
    assert isinstance(table, Table)
    return dict(zip(table.frame.index, (row[0].text for row in table.cells), strict=True))


def test_it_says_who_was_left_out_and_why(tmp_path):
    told = said(method_box(small(tmp_path, only="filter: {status: [Complete]}")))
    assert told["Respondents"] == "50 respondents, of 56 records in the file"
    assert told["Not counted"] == "6 rows do not count by the filter on 'status': 'Partial' (6)"


def test_the_response_is_given_where_it_is_known(tmp_path):
    table = method_box(small(tmp_path, more="invited: 224"))
    assert said(table)["Respondents"] == "56 respondents; 224 were invited, of whom 25% answered"
    response = next(one for one in table.results if one.name == "study.response")
    assert (response.value, response.base) == (25.0, 224)


def test_what_is_not_known_has_no_line(tmp_path):
    told = said(method_box(small(tmp_path)))
    assert not {"Fieldwork", "Not counted", "Accounts"} & set(told)
    assert told["Weights"] == "None: each respondent counts for one."


def test_accounts_and_weights_are_said_with_what_they_cost(customers):
    told = said(method_box(customers))
    assert told["Accounts"].startswith("Respondents come from 168 accounts, at most 6 from one.")
    assert "412 respondents tell as much as 372 without weights" in told["Weights"]


@pytest.mark.parametrize("line", ["Tests", "Margin of error", "Confidentiality", "Rounding"])
def test_each_edition_is_told_its_rules(tmp_path, line):
    assert said(method_box(small(tmp_path)))[line]


def test_an_edition_without_letters_is_told_of_no_tests_by_letters(customers):
    told = said(method_box(open_study("params/2015.yml")))
    assert "Tests" not in told
    assert told["Fieldwork"] == "Summer 2015"
    assert told["Respondents"] == "105 respondents"
    assert "Tests" in said(method_box(customers))


@pytest.mark.parametrize(("appendix", "name"), [(False, "tbl-method"), (True, "tbl-a-method")])
def test_the_box_may_be_one_of_the_appendix(tmp_path, appendix, name):
    assert method_box(small(tmp_path), appendix=appendix).id == name


def test_weights_by_response_say_whom_they_make_up_for(tmp_path):
    study = small(tmp_path)
    came = "  - {name: came, type: single, column: status, codes: {Complete: Came}}\n"
    weights = "weights: {main: {response: [sector], answered: came}}\nreport:"
    text = study.path.read_text(encoding="utf-8").replace("report:", came + weights)
    study.path.write_text(text, encoding="utf-8")
    rows = ["sector,status", *["1,Complete"] * 30, *["2,Complete"] * 20, *["2,"] * 10]
    (tmp_path / "data" / "answers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = said(method_box(open_study(study.path)))["Weights"]
    assert told.startswith("Weights are the inverse of response in cells of sector: respondents")
    assert "10 respondents have no weight" in told
