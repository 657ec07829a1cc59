from __future__ import annotations

import pandas as pd
import pytest

from research.chapters.integrity.scales import named_table, scale_table
from research.display.table import Table
from research.display.text import Text
from research.study import Study, open_study

ROWS = {
    "Speed of answer": "speed",
    "Expertise": "expertise",
    "Delivery on time": "delivery",
    "Advice": "advice",
    "Fairness of prices": "prices",
}


@pytest.fixture(scope="module")
def customers() -> Study:
    return open_study("params/customers.yml")


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    held = pd.read_csv("data/customers/answers.csv", keep_default_na=True)
    return held.assign(**{name: held[name].where(held[name] <= 5) for name in ROWS.values()})


def changed(study: Study, **update: object) -> Study:
    block = study.config.integrity.model_copy(update=update)
    return Study(study.config.model_copy(update={"integrity": block}), study.path, study.root)


def test_named_answers_stand_beside_anonymous_ones(customers, answers):
    table = named_table(customers)
    assert isinstance(table, Table)
    for label, column in ROWS.items():
        means = answers.groupby("quote")[column].mean()
        assert table.frame.loc[label, "By name"] == pytest.approx(means[1])
        assert table.frame.loc[label, "Anonymous"] == pytest.approx(means[2])
    assert "No score is higher by name" in " ".join(table.notes)


def test_ratings_stand_raw_and_standardised_side_by_side(customers, answers):
    table = scale_table(customers)
    assert isinstance(table, Table)
    used = answers[answers[list(ROWS.values())].notna().sum(axis="columns") * 2 >= 5]
    own = used[used["region"] == "N"][list(ROWS.values())]
    rated = own.melt()["value"].dropna()
    level, spread = rated.mean(), rated.std(ddof=0)
    for label, column in ROWS.items():
        assert table.frame.loc[label, "Raw means: North"] == pytest.approx(own[column].mean())
        expected = (own[column].mean() - level) / spread
        found = table.frame.loc[label, "Standardised within each: North"]
        assert found == pytest.approx(expected)
    assert table.frame.loc["All ratings", "Raw means: North"] == pytest.approx(level)


def test_where_stated_intent_runs_high_a_plain_warning_stands(customers):
    study = changed(customers, deferential=["E"])
    notes = " ".join(scale_table(study).notes)
    assert "Stated intent is known to run above what people do in East" in notes
    assert "Stated intent" not in " ".join(scale_table(customers).notes)


def test_nothing_stands_where_no_name_and_no_country_is_known(customers):
    study = changed(customers, named={}, country=None)
    assert isinstance(named_table(study), Text)
    assert scale_table(study).markdown == ""
