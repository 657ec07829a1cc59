"""Progress: years of one company, and what would bring it to the next stage."""

from __future__ import annotations

import pandas as pd
import pytest
from assessed import COMPANY, ROOT

from research.chapters.maturity import progress
from research.study import Study, open_study


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(COMPANY)


def test_every_year_has_its_totals_and_the_last_its_change(study):
    table = progress.years_table(study)
    raters = pd.read_csv(ROOT / "data" / "maturity" / "nordwerk" / "raters.csv")
    by_year = raters.drop(columns=["rater", "unit"]).groupby("year").mean().sum(axis=1)
    assert table.frame["overall"].iloc[:3].tolist() == pytest.approx(by_year.tolist())
    assert table.frame.loc["Change", "overall"] == pytest.approx(by_year[2026] - by_year[2025])
    assert table.frame["stage"].tolist()[:3] == ["Ignore", "Ignore", "Explore"]


def test_the_chart_says_where_it_came_from(study):
    chart = progress.years_chart(study)
    assert chart.figure.title == "Nordwerk rose from 41.3 points in 2024 to 57.5"
    assert chart.figure.times == ("2024", "2025", "2026")


def test_what_is_lacking_and_what_would_do_stand_together(study):
    assert "2.5 points are lacking to Mobilize" in progress.opening(study).markdown
    table = progress.path_table(study)
    assert len(table.frame) == 3
    assert table.frame["rating"].is_monotonic_increasing
    assert (table.frame["step"] - table.frame["rating"]).tolist() == pytest.approx([1.0] * 3)
    assert "one step of each of these three items would do" in table.notes[0]


def test_steps_lead_from_the_company_s_stage_to_the_next(study):
    said = progress.steps(study).markdown
    assert said.startswith("### From Explore to Mobilize")
    assert said.count("\n- ") == 3
