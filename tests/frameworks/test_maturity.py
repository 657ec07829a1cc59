"""Totals, bands and stages: every boundary of the published assessment, each edge on both sides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.edition.maturity import Maturity
from research.frameworks.maturity import (
    OVERALL,
    Cuts,
    band_shares,
    item_summary,
    stage_shares,
    totals,
    weakest,
)

COMPETENCIES = {
    "leadership": ["a1", "a2", "a3", "a4", "a5"],
    "brand": ["b1", "b2", "b3", "b4", "b5"],
    "employees": ["c1", "c2", "c3", "c4", "c5"],
    "customers": ["d1", "d2", "d3", "d4", "d5"],
}
ITEMS = [item for items in COMPETENCIES.values() for item in items]
PUBLISHED = Maturity(
    question="q",
    competencies={key: {"text": key, "items": items} for key, items in COMPETENCIES.items()},
)
STAGES = Cuts.of({stage.name: stage.least for stage in PUBLISHED.stages})
BANDS = Cuts.of(PUBLISHED.bands)


def rated(*rows: int | list[float]) -> pd.DataFrame:
    """Firms whose ratings of all items are the same, or as listed."""
    full = [[row] * 20 if isinstance(row, int) else row for row in rows]
    return pd.DataFrame(full, columns=ITEMS, dtype=float)


@pytest.mark.parametrize(
    ("stage", "low", "high"),
    [
        ("Ignore", 20, 49), ("Explore", 50, 59), ("Mobilize", 60, 69),
        ("Operationalize", 70, 79), ("Align", 80, 89), ("Embed", 90, 100),
    ],
)  # fmt: skip
def test_every_stage_begins_and_ends_where_it_is_published(stage, low, high):
    assert STAGES.place(low) == STAGES.place(high) == stage
    assert STAGES.ends(stage, 100) == (low, high)
    below = STAGES.names[STAGES.names.index(stage) - 1] if low > 20 else None
    assert STAGES.place(low - 1) == below
    if high < 100:
        assert STAGES.place(high + 1) == STAGES.after(stage)[0]


@pytest.mark.parametrize(
    ("band", "low", "high"),
    [("Very Poor", 5, 10), ("Poor", 11, 15), ("Okay", 16, 20), ("Very Good", 21, 25)],
)
def test_every_band_begins_and_ends_where_it_is_published(band, low, high):
    assert BANDS.place(low) == BANDS.place(high) == band
    assert BANDS.ends(band, 25) == (low, high)
    below = BANDS.names[BANDS.names.index(band) - 1] if low > 5 else None
    assert BANDS.place(low - 1) == below
    if high < 25:
        assert BANDS.place(high + 1) == BANDS.after(band)[0]


def test_the_highest_stage_has_none_after_it():
    assert STAGES.after("Embed") is None
    assert BANDS.after("Very Good") is None


def test_a_mean_of_raters_stands_where_its_printed_figure_stands():
    assert STAGES.place(59.94) == "Explore"
    assert STAGES.place(59.96) == "Mobilize"
    assert BANDS.place(10.4) == "Very Poor"
    assert BANDS.place(10.96) == "Poor"


@given(total=st.floats(20, 100))
def test_every_total_has_one_stage_and_more_points_never_a_lower_one(total):
    at = STAGES.names.index(STAGES.place(total))
    assert STAGES.names.index(STAGES.place(min(total + 1, 100))) >= at


def test_totals_are_sums_of_five_and_of_all():
    found = totals(rated(1, 3, 5), COMPETENCIES)
    assert found["leadership"].tolist() == [5, 15, 25]
    assert found[OVERALL].tolist() == [20, 60, 100]
    own = totals(rated([1, 2, 3, 4, 5] + [2] * 5 + [4] * 5 + [5] * 5), COMPETENCIES)
    assert own.iloc[0].tolist() == [15, 10, 20, 25, 70]


def test_an_item_left_out_takes_its_total_and_no_other():
    gap = rated(3)
    gap.loc[0, "b2"] = np.nan
    found = totals(gap, COMPETENCIES).iloc[0]
    assert found[["leadership", "employees", "customers"]].tolist() == [15, 15, 15]
    assert found[["brand", OVERALL]].isna().all()


def test_firms_are_counted_by_stage_and_from_it_on():
    overall = pd.Series([20, 49, 50, 69, 70, 79, 80, 89, 90, 100, np.nan])
    found = stage_shares(overall, STAGES)
    assert found["firms"].tolist() == [2, 1, 1, 2, 2, 2]
    assert found["percent"].sum() == pytest.approx(100)
    assert found["above"].tolist() == pytest.approx([100, 80, 70, 60, 40, 20])


def test_nobody_with_a_total_has_no_shares():
    assert stage_shares(pd.Series([np.nan]), STAGES)["percent"].isna().all()


def test_bands_of_a_competency_add_up_and_its_mean_is_of_those_with_a_total():
    held = totals(rated(1, 3, 5), COMPETENCIES)
    held.loc[2, "brand"] = np.nan
    found = band_shares(held, BANDS)
    assert list(found.index) == list(COMPETENCIES)
    assert found.loc["leadership", BANDS.names].tolist() == pytest.approx(
        [100 / 3] * 2 + [0, 100 / 3]
    )
    assert found.loc["brand", ["firms", "mean", "Very Good"]].tolist() == [2, 10, 0]
    assert found.drop(columns=["firms", "mean"]).sum(axis=1).tolist() == pytest.approx([100] * 4)


def test_the_weakest_competency_has_the_lowest_mean_total():
    ratings = rated([3] * 5 + [2] * 5 + [4] * 5 + [3] * 4 + [2], 3)
    assert weakest(totals(ratings, COMPETENCIES)) == [
        "brand",
        "customers",
        "leadership",
        "employees",
    ]


def test_items_stand_by_their_mean_with_those_who_do_it_as_good_as_always():
    ratings = rated([5] * 10 + [3] * 10, [3] * 10 + [4] * 10)
    ratings.loc[1, "a1"] = np.nan
    found = item_summary(ratings, COMPETENCIES, 4)
    assert found.index[0] == "a1"
    assert found.loc["a1"].tolist() == ["leadership", 1, 5.0, 100.0]
    assert found.loc["d1"].tolist() == ["customers", 2, 3.5, 50.0]


def test_the_published_bands_and_stages_are_those_of_the_source():
    assert PUBLISHED.bands == {"Very Poor": 5, "Poor": 11, "Okay": 16, "Very Good": 21}
    assert [stage.least for stage in PUBLISHED.stages] == [20, 50, 60, 70, 80, 90]
