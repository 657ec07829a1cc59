"""Premiums by category: Student's tests in the plain case, families once, and too little of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.frameworks.relationship_premium import premium_by_category

FIRST, OTHER = [10.0, 12, 14, 9, 15], [4.0, 6, 5, 9]


def contacts(**premiums: list[float]) -> pd.DataFrame:
    rows = [(value, name) for name, values in premiums.items() for value in values]
    frame = pd.DataFrame(rows, columns=["premium", "category"])
    names = [f"A{number}" for number in range(len(frame))]
    return frame.assign(account=names, family=names)


def test_a_mean_has_students_limits():
    row = premium_by_category(contacts(ambassador=FIRST)).loc["ambassador"]
    found = stats.ttest_1samp(FIRST, 0).confidence_interval(0.95)
    assert (row["median"], row["mean"]) == (12, 12)
    assert (row["low"], row["high"]) == pytest.approx((found.low, found.high))
    assert np.isnan(row["more"])


def test_ambassadors_are_held_against_each_other_category():
    found = premium_by_category(contacts(ambassador=FIRST, rational=OTHER, stalker=FIRST))
    rational, stalker = found.loc["rational"], found.loc["stalker"]
    error = np.sqrt(np.var(FIRST, ddof=1) / 5 + np.var(OTHER, ddof=1) / 4)
    raw = 2 * stats.t.sf(6 / error, 7)
    assert rational["more"] == pytest.approx(6)
    assert rational["more_high"] - 6 == pytest.approx(error * stats.t.ppf(0.975, 7))
    # Holm: the smaller of two counts twice, the other once.
    assert rational["p"] == pytest.approx(2 * raw)
    assert (stalker["more"], stalker["p"]) == (0, pytest.approx(1))


def test_people_of_one_family_are_no_independent_answers():
    apart = contacts(ambassador=[10.0, 10, 14, 14], rational=OTHER)
    joined = apart.assign(family=["P1", "P1", "P2", "P2", *apart["family"][4:]])
    spread = [
        premium_by_category(frame).loc["ambassador", ["low", "high"]].diff().iloc[1]
        for frame in (apart, joined)
    ]
    assert spread[1] > 2 * spread[0]


def test_a_family_with_accounts_in_both_categories_counts_once():
    apart = contacts(ambassador=[10.0, 12, 14], rational=[4.0, 6, 8])
    shared = apart.assign(family=["P1", "P2", "P3", "P1", "P2", "P3"])
    # What moves both alike leaves their difference.
    widths = [
        premium_by_category(frame).loc["rational", ["more_low", "more_high"]].diff().iloc[1]
        for frame in (apart, shared)
    ]
    assert widths[1] < widths[0] / 10


def test_one_family_has_a_mean_and_neither_limits_nor_a_test():
    found = premium_by_category(contacts(ambassador=FIRST, opponent=[3.0]))
    row = found.loc["opponent"]
    assert (row["base"], row["mean"]) == (1, 3)
    assert row[["low", "high", "more", "p"]].isna().all()


def test_contacts_without_an_answer_or_a_category_are_left_out():
    frame = contacts(ambassador=[*FIRST, np.nan]).assign(
        category=["ambassador"] * 4 + [None, "ambassador"]
    )
    assert premium_by_category(frame).loc["ambassador", "base"] == 4
