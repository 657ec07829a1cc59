"""Totals by competency and every item, over firms of any number."""

from __future__ import annotations

import pytest
from assessed import FIRMS, stranger

from research.chapters.maturity import competencies
from research.study import Study, open_study


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(FIRMS)


def test_competencies_stand_from_the_strongest_with_their_bands(study):
    table = competencies.competencies_table(study)
    assert table.labels == [
        "Closeness to Customers", "Purposeful Leadership", "Employee Engagement",
        "Compelling Brand Values",
    ]  # fmt: skip
    bands = ["Very Poor", "Poor", "Okay", "Very Good"]
    assert table.frame[bands].sum(axis=1).tolist() == pytest.approx([1.0] * 4)
    assert "Very Poor 5–10, Poor 11–15, Okay 16–20, Very Good 21–25" in table.notes[0]


def test_the_chart_leads_with_the_weakest(study):
    chart = competencies.competencies_chart(study)
    assert chart.figure.title == (
        "Compelling Brand Values is the weakest competency, with a mean total of 11.7"
    )
    assert [stack.printed for stack in chart.figure.stacks] == [
        "15.4 (14.6 to 16.2)",
        "14.9 (14.1 to 15.7)",
        "13.6 (12.9 to 14.4)",
        "11.7 (10.9 to 12.5)",
    ]
    assert [one.side for one in chart.figure.answers] == ["low", "low", "high", "high"]


def test_every_item_stands_once_the_highest_mean_first(study):
    table = competencies.items_table(study)
    assert len(table.frame) == len(set(table.labels)) == 20
    assert table.frame["mean"].is_monotonic_decreasing
    assert [row[2].mark for row in table.cells].count("top3") == 3


def test_an_assessment_of_another_size_has_its_own_bands(tmp_path):
    table = competencies.competencies_table(stranger(tmp_path))
    assert "low 0–9, high 10–20" in table.notes[0]
    assert list(table.frame["firms"]) == [12, 12]
