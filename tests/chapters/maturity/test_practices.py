"""Practices by process and competency, with what a company has of them."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml
from assessed import COMPANY, FIRMS, ROOT, stranger

from research.chapters.maturity import practices
from research.display.text import Text
from research.study import Study, open_study


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(FIRMS)


@pytest.fixture(scope="module")
def company() -> Study:
    return open_study(COMPANY)


# Temkin Group 2015, figure 8: number of the practice in each cell, competency by competency.
PUBLISHED = {
    "sales": [2, 4, 3, 1],
    "projects": [5, 6, 7, 5],
    "support": [8, 11, 9, 10],
    "partners": [16, 14, 15, 13],
    "products": [17, 19, 17, 18],
}


def test_the_matrix_has_the_published_practice_in_every_cell():
    held = yaml.safe_load(FIRMS.read_text(encoding="utf-8"))["maturity"]
    processes = held["practices"]["processes"]
    numbered = [key for one in processes.values() for key in one["practices"]]
    assert len(numbered) == len(set(numbered)) == 20
    assert [len(one["practices"]) for one in processes.values()] == [4, 3, 5, 4, 4]
    cells = {
        key: [numbered.index(one["cells"][name]) + 1 for name in held["competencies"]]
        for key, one in processes.items()
    }
    assert cells == PUBLISHED


def test_every_cell_says_how_many_firms_have_its_practice(study):
    table = practices.matrix_table(study)
    firms = pd.read_csv(ROOT / "data" / "maturity" / "firms.csv")
    share = round(100 * firms["practice_executives"].sum() / 148)
    assert table.cells[0][0].text == f"Executives to executives ({share}%)"
    assert len(table.cells) == 5
    assert all(len(row) == 4 for row in table.cells)


def test_all_practices_stand_in_the_list_those_without_a_cell_among_them(study):
    table = practices.practices_table(study)
    said = [row[0].text for row in table.cells]
    assert len(said) == 20
    assert {"Read what customers write where scores are high, too",
            "Ask early and often while something changes"} <= set(said)  # fmt: skip
    values = {one.name: one.value for one in table.results}
    assert values["practices.helpdesk"] == pytest.approx(100 * 36 / 148)


def test_a_company_s_status_stands_in_the_cells_and_in_the_list(company):
    matrix = practices.matrix_table(company)
    assert matrix.cells[0][3].text.endswith(": in place")
    assert matrix.cells[0][3].mark == "top3"
    assert matrix.cells[1][1].text.endswith(": not yet")
    listed = practices.practices_table(company)
    assert [row[2].text for row in listed.cells].count("in place") == 5
    assert listed.frame.columns[-1] == "Nordwerk"


def test_what_many_firms_have_and_the_company_lacks_is_said(company, study):
    said = practices.observations(company).markdown
    assert "Nordwerk has 5 of the 20 practices in place." in said
    assert "though 43% of simulated firms have it: “Ask the customer in the middle" in said
    assert practices.observations(study).markdown == ""


def test_an_edition_without_practices_says_so(tmp_path):
    said = practices.matrix_table(stranger(tmp_path))
    assert isinstance(said, Text)
    assert "the edition names no practices" in said.markdown
