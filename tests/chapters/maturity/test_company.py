"""One company's assessment: totals as its raters see it together, set against the firms."""

from __future__ import annotations

import pandas as pd
import pytest
from assessed import COMPANY, ROOT

from research.chapters.maturity import company
from research.study import Study, open_study

DATA = ROOT / "data" / "maturity"


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(COMPANY)


@pytest.fixture(scope="module")
def means() -> pd.Series:
    raters = pd.read_csv(DATA / "nordwerk" / "raters.csv")
    return raters[raters["year"] == 2026].drop(columns=["rater", "year", "unit"]).mean()


def test_the_opening_says_total_stage_and_what_it_means(study, means):
    said = company.opening(study).markdown
    assert f"Nordwerk comes to {means.sum():.1f} points out of 100" in said
    assert "the stage Explore, as 26 made-up raters see it together. People from several" in said


def test_totals_add_up_the_mean_of_each_item(study, means):
    table = company.totals_table(study)
    values = {one.name: one.value for one in table.results}
    assert values["assessment.overall"] == pytest.approx(means.sum())
    assert values["assessment.brand"] == pytest.approx(means.iloc[5:10].sum())
    assert values["assessment.overall.place"] == "Explore"
    assert [row[3].text for row in table.cells] == ["11–15"] * 4 + ["50–59"]


def test_the_benchmark_says_how_many_firms_have_less(study, means):
    table = company.benchmark_table(study)
    firms = pd.read_csv(DATA / "firms.csv")[list(means.index)].sum(axis=1)
    row = table.frame.loc["Overall"]
    assert row["below"] == pytest.approx((firms < means.sum()).mean())
    assert row["gap"] == pytest.approx(means.sum() - firms.mean())
    assert row["standing"] == "second quarter"
    assert "of these 22% are in the stage Explore, too" in table.notes[0]


def test_the_chart_has_the_company_over_the_firms_in_every_competency(study):
    chart = company.standing_chart(study)
    heads = [dot.head for dot in chart.figure.dots]
    assert heads[0::2] == [
        "Purposeful Leadership", "Compelling Brand Values", "Employee Engagement",
        "Closeness to Customers",
    ]  # fmt: skip
    assert heads[1::2] == [""] * 4
    assert "Employee Engagement: Nordwerk 14.2, simulated firms 14.0" in chart.alt
    pairs = [dot.estimate for dot in chart.figure.dots]
    above = sum(own > firms for own, firms in zip(pairs[0::2], pairs[1::2], strict=True))
    assert above == 3
    title = "Nordwerk is above the median of simulated firms in three of four competencies"
    assert chart.figure.title == title


def test_every_item_stands_once_the_lowest_first_with_marks_from_half_a_step_on(study, means):
    table = company.items_table(study)
    assert table.frame["own"].tolist() == pytest.approx(sorted(means))
    for row, gap in zip(table.cells, table.frame["gap"], strict=True):
        assert row[3].mark == ("better" if gap >= 0.5 else "worse" if gap <= -0.5 else "")
