"""Kinds of weak relationships: each edge of each rule, on both sides."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from research.frameworks.relationship import CATEGORIES
from research.frameworks.relationship_kinds import (
    KINDS,
    KindRules,
    category_meanings,
    kind_plays,
    kind_rules,
    kind_words,
    kinds,
    mix,
)


def kind(category: str, **given: Any) -> Any:
    """Kind of an account among nine whose revenue, costs and spend with others are 1 to 9."""
    usual = {"solution": 4.0, "experience": 4.0, "fit": 1.0}
    others = [
        {
            "category": "rational", **usual, "revenue_this_year": float(number),
            "cost_to_serve": float(number) ** 2, "total_spend": 2.0 * number,
        }
        for number in range(1, 9)
    ]  # fmt: skip
    own = {"category": category, **usual, "revenue_this_year": 5.0, "cost_to_serve": 1.0,
           "total_spend": 6.0, **given}  # fmt: skip
    found = kinds(pd.DataFrame([*others, own]))
    assert found.iloc[:-1].isna().all()
    return found.iloc[-1]


@pytest.mark.parametrize(
    ("solution", "experience", "told"),
    [
        (4.0, 4.5, "unsolved"),
        (4.0, 4.49, "both sides"),
        (4.5, 4.0, "unkind"),
        (4.49, 4.0, "both sides"),
        (4.0, 4.0, "both sides"),
        # Means of thirds: half a point apart to the last binary place.
        (3 + 1 / 6, 3 + 2 / 3, "unsolved"),
    ],
)
def test_ambivalents_are_told_apart_by_the_weaker_side(solution, experience, told):
    assert kind("ambivalent", solution=solution, experience=experience) == told


@pytest.mark.parametrize(
    ("revenue", "cost", "told"),
    [
        # Of 1 to 8 and the account's own, the upper quarter begins at 6 and the median is 5.
        (6.0, 0.0, "discount"),
        (5.9, 0.0, "price"),
        (5.0, 40.0, "demanding"),
        (5.1, 40.0, "price"),
    ],
)
def test_stalkers_are_large_or_small(revenue, cost, told):
    assert kind("stalker", revenue_this_year=revenue, cost_to_serve=cost) == told


@pytest.mark.parametrize(("share", "told"), [(4.0, "demanding"), (3.9, "price")])
def test_a_small_stalker_is_demanding_from_the_median_of_cost_over_revenue(share, told):
    # Shares of the others are 1 to 8: with the account's own the median is its own from 4 to 5.
    assert kind("stalker", revenue_this_year=2.0, cost_to_serve=2.0 * share) == told


@pytest.mark.parametrize(
    ("fit", "elsewhere", "told"),
    [(4, 0.0, "recover"), (3, 0.0, "release"), (3, 7.0, "recover"), (3, 5.9, "release")],
)
def test_opponents_are_worth_recovering_for_their_fit_or_their_upside(fit, elsewhere, told):
    assert kind("opponent", fit=fit, total_spend=5.0 + elsewhere) == told


def test_a_column_that_is_not_there_tells_nothing():
    frame = pd.DataFrame(
        {"category": ["stalker", "opponent", "ambivalent"], "solution": 3.0, "experience": 5.0}
    )
    assert kinds(frame).tolist() == ["price", "release", "unsolved"]


def test_what_is_not_known_of_an_account_makes_it_no_kind():
    assert kind("stalker", revenue_this_year=None) == "price"
    assert kind("opponent", fit=None, total_spend=None) == "release"
    assert (
        kinds(pd.DataFrame({"category": [None], "solution": 1.0, "experience": 6.0})).isna().all()
    )


def test_other_rules_draw_other_lines():
    frame = pd.DataFrame({"category": ["ambivalent"], "solution": [4.0], "experience": [4.3]})
    assert kinds(frame, KindRules(apart=0.3)).tolist() == ["unsolved"]


def test_every_kind_has_its_words_its_rule_and_its_play():
    named = [kind for kinds in KINDS.values() for kind in kinds]
    assert list(kind_words()) == list(kind_rules()) == list(kind_plays()) == named
    assert tuple(category_meanings()) == CATEGORIES


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([12, 6, 2], [12, 6, 2]),
        ([1, 1, 1], [7, 7, 6]),
        ([0, 0, 5], [0, 0, 20]),
        ([39, 1, 0], [20, 0, 0]),
        ([37, 3, 0], [19, 1, 0]),
    ],
)
def test_a_mix_comes_to_all_of_twenty_people_and_what_is_left_goes_to_most_left_over(counts, told):
    assert mix(counts, 20) == told
    assert sum(told) == 20
