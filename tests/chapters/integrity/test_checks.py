from __future__ import annotations

import pandas as pd
import pytest

from research.chapters.integrity.checks import blanks_table, checks_table, opening
from research.chapters.integrity.lights import lights_table
from research.display.table import Table
from research.study import Study, open_study


@pytest.fixture(scope="module")
def customers() -> Study:
    return open_study("params/customers.yml")


def test_rules_say_how_many_they_flag_of_how_many_and_name_nobody(customers):
    table = checks_table(customers)
    assert isinstance(table, Table)
    ids = set(pd.read_csv("data/customers/answers.csv")["id"])
    printed = table.markdown() + table.html()
    assert not [one for one in ids if one in printed]
    rule = "No dealings last year, and a rating of the care after the sale"
    assert table.frame.loc[rule, "Judged"] == 412
    assert table.frame.loc["Ids given again"].tolist() == [0, 412, 0]
    straight = table.frame.loc["Straight lines in “Our service”"]
    grid = pd.read_csv("data/customers/answers.csv")[
        ["speed", "expertise", "delivery", "advice", "prices"]
    ]
    given = grid.where(grid <= 5)
    judged = given.notna().sum(axis="columns") >= 4
    flat = given[judged].max(axis="columns") == given[judged].min(axis="columns")
    assert straight.tolist() == [flat.sum(), judged.sum(), flat.mean()]


def test_the_opening_counts_everybody_once(customers):
    assert "3 of 412 respondents (1%)" in opening(customers).markdown


def test_only_rules_that_the_data_can_be_judged_by_are_named(customers):
    said = opening(customers).markdown
    assert "answered straight down a grid or the same as somebody else throughout." in said
    labels = lights_table(customers).labels
    assert "Careless answers: straight lines and copies" in labels


def test_blanks_stand_by_section_and_by_question(customers):
    table = blanks_table(customers)
    assert isinstance(table, Table)
    assert "About the firm" in table.labels
    assert table.frame.loc["Renewal", "Asked"] == 336
    asked = table.frame["Asked"].dropna()
    place = asked.index.get_loc("In no section")
    assert asked.iloc[: place + 1].sum() == asked.iloc[place + 1 :].sum()
    assert asked.iloc[place] == asked["Consent to be quoted"]
    assert [stub.head for stub in table.banner.stubs if stub.head] == [
        "By section of the questionnaire",
        "By question",
    ]


def test_too_few_are_not_told_of(customers):
    privacy = customers.config.privacy.model_copy(update={"hide_base": 500})
    study = Study(
        customers.config.model_copy(update={"privacy": privacy}), customers.path, customers.root
    )
    table = checks_table(study)
    assert table.frame.isna().all(axis=None)
    assert {cell.text for cells in table.cells for cell in cells[:3]} == {"–"}
