from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.frameworks.capability_route import Leg, in_turn, route

STAGES = pd.DataFrame(
    {
        "know": [10.0, 60.0, 10.0, None],
        "plan": [10.0, 20.0, 60.0, 20.0],
        "do": [10.0, 20.0, 20.0, 20.0],
    },
    index=["win", "keep", "brand", "tools"],
)
TARGETS = dict.fromkeys(STAGES.index, 50.0)


def test_what_is_wanted_most_comes_first_then_the_widest_gap_then_the_order_given() -> None:
    gaps = pd.DataFrame(
        {
            "choice": ["others", "top6", "others", "first", "top3", "others"],
            "gap": [30.0, 1.0, 30.0, 0.5, None, 40.0],
        },
        index=["a", "b", "c", "d", "e", "f"],
    )
    assert in_turn(gaps) == ["d", "b", "f", "a", "c"]


def test_a_theme_at_its_target_takes_no_turn() -> None:
    gaps = pd.DataFrame({"choice": ["first", "top3"], "gap": [0.0, -3.0]}, index=["a", "b"])
    assert in_turn(gaps) == []


def test_themes_are_worked_through_the_circle_and_free_places_go_to_the_next() -> None:
    found = route(["win", "keep", "brand"], STAGES, TARGETS, at_once=2, pace=2)
    assert found == [
        Leg("win", 1, ("know", "plan")),
        Leg("keep", 1, ("plan", "do")),
        Leg("win", 2, ("do",)),
        Leg("brand", 2, ("know", "do")),
    ]


def test_what_does_not_fit_into_the_years_waits() -> None:
    found = route(["win", "keep"], STAGES, TARGETS, at_once=1, pace=1)
    assert found[:3] == [Leg("win", year, (stage,)) for year, stage in enumerate(STAGES, start=1)]
    assert found[3:] == [Leg("keep", 0, ("plan", "do"))]


def test_a_stage_at_the_target_or_not_assessed_is_no_work() -> None:
    assert route(["keep"], STAGES, {"keep": 60.0}, at_once=1, pace=3) == [
        Leg("keep", 1, ("plan", "do"))
    ]
    assert route(["tools"], STAGES, {"tools": 20.0}, at_once=1, pace=3) == []


@pytest.mark.parametrize("given", [{"at_once": 0, "pace": 1}, {"at_once": 1, "pace": 0}])
def test_a_year_in_which_nothing_is_done_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(StatisticsError, match="allowed: 1 or more"):
        route(["win"], STAGES, TARGETS, **given)


@given(
    st.lists(st.lists(st.integers(0, 100), min_size=5, max_size=5), min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(1, 5),
)
def test_every_stage_below_its_target_stands_once_in_the_order_of_the_circle(
    scores: list[list[int]], at_once: int, pace: int
) -> None:
    stages = pd.DataFrame(scores, index=[f"t{place}" for place in range(len(scores))], dtype=float)
    stages.columns = [f"s{place}" for place in range(5)]
    legs = route(
        list(stages.index), stages, dict.fromkeys(stages.index, 50.0), at_once=at_once, pace=pace
    )
    for theme, row in stages.iterrows():
        own = sorted((leg for leg in legs if leg.theme == theme), key=lambda leg: leg.year or 9)
        done = [stage for leg in own for stage in leg.stages]
        assert done == [stage for stage, score in row.items() if score < 50]
    for year in (1, 2, 3):
        assert sum(leg.year == year for leg in legs) <= at_once
    assert all(len(leg.stages) <= pace for leg in legs if leg.year)
