from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from research.chapters.integrity.lights import actions, lights_table, opening
from research.chapters.integrity.readings import lit
from research.display.table import Table
from research.display.text import Text
from research.study import Study, open_study


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study("params/2016.yml")


@pytest.fixture(scope="module")
def customers() -> Study:
    return open_study("params/customers.yml")


def row(table: Table, measure: str) -> pd.Series:
    own = [str(name) for name in table.frame.index if str(name).strip().startswith(measure)]
    assert len(own) == 1
    return table.frame.loc[own[0]]


def lights(table: Table) -> dict[str, str]:
    """The printed sign of each measure."""
    return {label: cells[2].text for label, cells in zip(table.labels, table.cells, strict=True)}


def test_numbers_are_those_of_the_file(supplier):
    table = lights_table(supplier)
    assert isinstance(table, Table)
    held = pd.read_csv("data/2016/contacts.csv").query("survey == 2016")
    answered = row(table, "Answers of those invited")
    assert answered["Number"] == pytest.approx(held["answered_on"].notna().mean())
    assert answered["Base"] == 2500
    assert lights(table)["Answers of those invited"] == "✓ green"
    parts = held[
        ["trust", "commitment", "satisfaction", "value", "solution", "experience"]
    ].dropna()
    covariance = parts.cov().to_numpy()
    k = len(covariance)
    alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert row(table, "Lowest reliability")["Number"] == pytest.approx(alpha)


def test_the_score_of_the_survey_before_tells_who_renewed(supplier):
    contacts = pd.read_csv("data/2016/contacts.csv").query("survey == 2015")
    accounts = pd.read_csv("data/2016/accounts.csv")[["account", "renewed"]]
    both = contacts.merge(accounts, on="account").dropna(subset=["recommend", "renewed"])
    stayed = both.loc[both["renewed"] == "yes", "recommend"].to_numpy()
    left = both.loc[both["renewed"] == "no", "recommend"].to_numpy()
    pairs = np.sign(stayed[:, None] - left[None, :])
    expected = float(((pairs + 1) / 2).mean())
    found = lit(supplier).measures.loc["outcome"]
    assert found["value"] == pytest.approx(expected)
    assert found["base"] == len(both)


def test_columns_that_rest_on_too_few_are_counted(customers):
    assert lit(customers).measures.loc["thin", "value"] == 0
    weights = pd.read_csv("data/customers/answers.csv")["weight"]
    kish = weights.sum() ** 2 / (weights**2).sum() / len(weights)
    assert lit(customers).measures.loc["efficiency", "value"] == pytest.approx(kish)


def test_lights_can_be_told_without_colour(customers):
    table = lights_table(customers)
    signs = {cells[2].text for cells in table.cells}
    assert {"✓ green", "■ red", "not measured"} <= signs
    assert all(cells[2].arrow == "" for cells in table.cells)
    assert re.search(r"\[■ red\]\{\.worse \.top3\}", table.markdown())


def test_the_page_says_what_is_red_what_to_do_and_what_is_not_measured(customers):
    said = opening(customers).markdown
    assert said.startswith("## How far the data can be trusted")
    assert "One of six threats to the data is red: biased answers." in said
    told = actions(customers)
    assert isinstance(told, Text)
    lines = [line for line in told.markdown.splitlines() if line.startswith("- ")]
    assert lines[0].startswith("- **Answers that exclude each other.** Reword the questions")
    assert lines[-1].startswith("- **What is measured.** These data do not tell.")


def test_an_edition_without_the_block_shows_what_its_data_can_tell():
    table = lights_table(open_study("params/quarterly.yml"))
    assert isinstance(table, Table)
    assert set(lights(table).values()) >= {"✓ green", "not measured"}


def test_moved_edges_are_printed_and_used(customers, tmp_path):
    moved = {"contradicting": [0.2, 0.4]}
    block = customers.config.integrity.model_copy(
        update={"lights": type(customers.config.integrity.lights).model_validate(moved)}
    )
    study = Study(
        customers.config.model_copy(update={"integrity": block}), customers.path, customers.root
    )
    table = lights_table(study)
    own = row(table, "Answers that exclude each other")
    assert own[["Green edge", "Red edge"]].tolist() == [0.2, 0.4]
    assert lights(table)["Answers that exclude each other"] == "✓ green"


def test_numbers_enter_the_ledger(supplier):
    results = {one.name: one for one in lights_table(supplier).results}
    assert results["integrity.response"].value == pytest.approx(60.52)
    assert results["integrity.response"].base == 2500
    assert results["integrity.alpha"].unit == "ratio"
