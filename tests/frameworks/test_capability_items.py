from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.frameworks.capability_items import (
    driver_scores,
    item_weights,
    rolled_up,
    theme_scores,
)

MOVES = pd.DataFrame(
    {"trust": [True, True, False], "interdependence": [False, True, True]}, index=["a", "b", "c"]
)


def assessed(**columns: list[object]) -> pd.DataFrame:
    base = {"company": ["acme"] * 3, "year": [2016] * 3, "theme": ["win", "win", "keep"]}
    return pd.DataFrame(
        {**base, "stage": ["plan", "do", "do"], "weight": [1.0, 3.0, 2.0], **columns}
    )


def test_an_item_weighs_what_its_drivers_weigh_together() -> None:
    weights = item_weights(MOVES, {"trust": 2.0, "interdependence": 0.5})
    assert weights.tolist() == [2.0, 2.5, 0.5]


def test_a_driver_without_a_weight_counts_for_one() -> None:
    assert item_weights(MOVES, {"trust": 3.0}).tolist() == [3.0, 4.0, 1.0]


def test_without_drivers_every_item_counts_alike() -> None:
    assert item_weights(pd.DataFrame(index=[0, 1]), {}).tolist() == [1.0, 1.0]


def test_an_item_that_moves_no_driver_is_refused_with_its_row() -> None:
    with pytest.raises(
        StatisticsError, match=r"1 items assessed move no driver, the first in row b"
    ):
        item_weights(MOVES.assign(trust=[True, False, False], interdependence=[0, 0, 1]), {})


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_weight_that_is_not_over_0_is_refused(weight: float) -> None:
    with pytest.raises(StatisticsError, match="allowed: a number over 0"):
        item_weights(MOVES, {"trust": weight})


def test_a_weight_of_no_driver_is_refused_with_the_drivers_there_are() -> None:
    with pytest.raises(StatisticsError, match="'love', which is no driver; known are trust, inter"):
        item_weights(MOVES, {"love": 1.0})


def test_a_score_is_the_weighted_mean_of_the_evidence() -> None:
    found = rolled_up(assessed(evidence=[20, 60, 90]), ["theme"])
    assert found.loc["win"].to_dict() == {"items": 2, "weight": 4, "score": 50}
    assert found.loc["keep", "score"] == 90


def test_what_was_not_assessed_counts_nowhere() -> None:
    found = rolled_up(assessed(evidence=[None, 60, None]), ["theme"])
    assert found["score"].to_dict() == {"win": 60}
    assert found.loc["win", "weight"] == 3


@pytest.mark.parametrize("evidence", [-0.1, 100.1])
def test_evidence_off_its_scale_is_refused(evidence: float) -> None:
    with pytest.raises(StatisticsError, match="allowed: 0, no sign of it, to 100"):
        rolled_up(assessed(evidence=[evidence, 1, 1]), ["theme"])


@pytest.mark.parametrize("evidence", [0, 100])
def test_both_ends_of_the_scale_are_evidence(evidence: float) -> None:
    assert (
        rolled_up(assessed(evidence=[evidence] * 3), ["theme"])["score"].tolist() == [evidence] * 2
    )


def test_scores_of_themes_stand_in_columns_one_row_an_assessment() -> None:
    found = theme_scores(assessed(evidence=[20, 60, 90]))
    assert found.loc[("acme", 2016)].to_dict() == {"keep": 90, "win": 50}


def test_a_driver_scores_the_mean_of_the_items_that_move_it() -> None:
    moves = MOVES.set_axis(range(3))
    found = driver_scores(assessed(evidence=[20, 60, None]), moves)
    assert found.loc["trust"].to_dict() == {"items": 2, "score": 40}
    assert found.loc["interdependence"].to_dict() == {"items": 1, "score": 60}


def test_a_driver_of_which_nothing_was_assessed_has_no_score() -> None:
    found = driver_scores(assessed(evidence=[20, None, None]), MOVES.set_axis(range(3)))
    assert found.loc["interdependence", "items"] == 0
    assert pd.isna(found.loc["interdependence", "score"])


evidence = st.lists(
    st.tuples(st.integers(0, 100), st.integers(1, 7), st.sampled_from(["plan", "do", "learn"])),
    min_size=1,
    max_size=25,
)


def drawn(items: list[tuple[int, int, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(items, columns=["evidence", "weight", "stage"])
    return frame.assign(company="acme", year=2016, theme="win")


@given(evidence)
def test_a_score_lies_within_its_evidence(items: list[tuple[int, int, str]]) -> None:
    frame = drawn(items)
    score = rolled_up(frame, ["theme"])["score"].iloc[0]
    assert frame["evidence"].min() <= score <= frame["evidence"].max()


@given(evidence)
def test_stages_roll_up_to_the_theme_by_their_weights(items: list[tuple[int, int, str]]) -> None:
    frame = drawn(items)
    stages, theme = rolled_up(frame, ["theme", "stage"]), rolled_up(frame, ["theme"]).iloc[0]
    again = (stages["score"] * stages["weight"]).sum() / stages["weight"].sum()
    assert again == pytest.approx(theme["score"])
    assert stages["items"].sum() == theme["items"]


@given(evidence, st.integers(2, 9))
def test_only_the_proportion_of_weights_counts(
    items: list[tuple[int, int, str]], times: int
) -> None:
    frame = drawn(items)
    more = frame.assign(weight=frame["weight"] * times)
    first, second = (rolled_up(one, ["theme"])["score"].iloc[0] for one in (frame, more))
    assert first == pytest.approx(second)


@given(evidence, st.integers(0, 24))
def test_more_evidence_never_lowers_a_score(items: list[tuple[int, int, str]], place: int) -> None:
    frame = drawn(items)
    more = frame.copy()
    more.loc[place % len(frame), "evidence"] = 100
    first, second = (rolled_up(one, ["theme"])["score"].iloc[0] for one in (frame, more))
    assert second >= first
