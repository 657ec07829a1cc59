from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.frameworks.capability_standing import (
    CHOICES,
    STANDINGS,
    aim,
    choice,
    level,
    lines,
    rule_for,
    standing,
)

BAND = 2.5
# Scores 0, 10, ... 100: quantiles that anybody can check.
SCORES = pd.DataFrame({"win": [float(10 * place) for place in range(11)], "keep": [50.0] * 11})
LINE = lines(SCORES, ["win"], band=BAND).loc["win"].to_dict()
SECTOR = {"high": 70.0}


def test_the_lines_are_those_of_all_firms() -> None:
    assert LINE == {
        "firms": 11,
        "low": 0,
        "third quartile": 25,
        "benchmark": 47.5,
        "second quartile": 50,
        "upper quartile": 75,
        "top decile": 90,
        "mean": 50,
        "high": 100,
    }


@pytest.mark.parametrize(
    ("score", "wanted"),
    [
        (100, "top decile"),
        (90, "top decile"),
        (89.9, "upper quartile"),
        (75, "upper quartile"),
        (74.9, "second quartile"),
        (52.6, "second quartile"),
        (52.5, "benchmark"),
        (50, "benchmark"),
        (47.5, "benchmark"),
        (47.4, "third quartile"),
        (25, "third quartile"),
        (24.9, "fourth quartile"),
        (0, "fourth quartile"),
    ],
)
def test_a_standing_begins_at_its_line(score: float, wanted: str) -> None:
    assert standing(score, LINE, band=BAND) == wanted


def test_the_best_quarter_comes_before_the_benchmark() -> None:
    tight = lines(SCORES, ["keep"], band=BAND).loc["keep"].to_dict()
    assert standing(50, tight, band=BAND) == "top decile"
    assert standing(49.9, tight, band=BAND) == "benchmark"
    assert standing(47.4, tight, band=BAND) == "fourth quartile"


def test_a_score_on_the_edge_of_the_band_is_on_the_benchmark_whatever_fractions_leave() -> None:
    for tenths in range(200, 500):
        mean = tenths / 10
        line = {**LINE, "mean": mean, "upper quartile": 90.0}
        assert standing(mean + 2.5, line, band=BAND) == "benchmark"
        assert standing(round(mean - 2.5, 1), line, band=BAND) == "benchmark"
        assert standing(round(mean + 2.6, 1), line, band=BAND) != "benchmark"


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30), st.integers(0, 100))
def test_who_is_in_the_best_quarter_is_told_so(scores: list[int], score: int) -> None:
    line = lines(pd.DataFrame({"win": scores}), ["win"], band=BAND).loc["win"].to_dict()
    said = standing(score, line, band=BAND)
    assert said in STANDINGS
    assert (said in STANDINGS[:2]) == (score >= line["upper quartile"])
    assert standing(max(scores), line, band=BAND) == "top decile"


@pytest.mark.parametrize(
    ("score", "wanted"),
    [
        (100, "performer"),
        (75, "performer"),
        (74.9, "moderate"),
        (47.5, "moderate"),
        (47.4, "beginner"),
        (0, "beginner"),
    ],
)
def test_a_level_begins_at_its_score(score: float, wanted: str) -> None:
    assert level(score, moderate=47.5, performer=75) == wanted


@pytest.mark.parametrize(
    ("rank", "wanted"),
    [
        (1, "first"),
        (2, "top3"),
        (3, "top3"),
        (4, "top6"),
        (6, "top6"),
        (7, "others"),
        (12, "others"),
        (None, "others"),
    ],
)
def test_a_rank_says_how_much_a_theme_is_wanted(rank: int | None, wanted: str) -> None:
    assert choice(rank) == wanted


def test_a_choice_without_a_rule_takes_that_of_the_next_wider_one() -> None:
    rules = {"first": "", "top3": "best score", "top6": "upper quartile", "others": ""}
    found = {chosen: rule_for(rules, chosen) for chosen in CHOICES}
    assert found == {
        "first": "best score",
        "top3": "best score",
        "top6": "upper quartile",
        "others": "",
    }


@pytest.mark.parametrize(
    ("rule", "score", "most", "appetite"),
    [
        ("match or beat the best score", 100, 100, "best"),
        ("near the overall best", 97.5, 97.5, "best"),
        ("near the sector's best", 67.5, 67.5, "best"),
        ("best score", 100, 100, "best"),
        ("top decile", 90, 90, "best"),
        ("upper quartile or top decile", 75, 90, "second"),
        ("upper quartile", 75, 75, "second"),
        ("upper or second quartile", 50, 75, "first"),
        ("second quartile", 50, 50, "first"),
        ("benchmark", 47.5, 47.5, "first"),
        ("towards the benchmark", 47.5, 47.5, "first"),
        ("third quartile", 25, 25, "first"),
    ],
)
def test_a_rule_asks_for_the_score_that_opens_its_standing(
    rule: str, score: float, most: float, appetite: str
) -> None:
    found = aim(rule, LINE, sector=SECTOR, band=BAND)
    assert (found.score, found.most, found.appetite) == (score, most, appetite)


def test_where_a_sector_is_not_known_all_firms_stand_in_for_it() -> None:
    assert aim("near the sector's best", LINE, band=BAND).score == 97.5


def test_a_rule_that_names_no_standing_is_refused_with_those_it_may_name() -> None:
    with pytest.raises(
        StatisticsError, match="'be nice' names no standing; allowed are best score"
    ):
        aim("be nice", LINE, band=BAND)
