from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.choices.designs import maxdiff_design

# Balanced incomplete block designs of Cochran and Cox (1957), "Experimental Designs", plan 11:
# items, items a set, sets, times that every two meet.
BALANCED = [(4, 2, 6, 1), (5, 3, 10, 3), (6, 3, 10, 2), (7, 3, 7, 1), (9, 3, 12, 1), (13, 4, 13, 1)]


@pytest.mark.parametrize(("items", "per_set", "sets", "together"), BALANCED)
def test_small_balanced_designs_are_nearly_or_wholly_found(items, per_set, sets, together):
    design = maxdiff_design(range(items), per_set=per_set, sets=sets)
    apart = design.pairs.to_numpy()[~np.eye(items, dtype=bool)]
    assert design.shown["shown"].nunique() == 1
    assert apart.mean() == pytest.approx(together)
    assert apart.max() - apart.min() <= (0 if (items, per_set) in WHOLLY else 2)


WHOLLY = {(4, 2), (7, 3), (13, 4)}


@settings(max_examples=25)
@given(data=st.data())
def test_a_design_is_as_even_as_its_numbers_allow(data):
    items = data.draw(st.integers(3, 14))
    per_set = data.draw(st.integers(2, items - 1))
    sets = data.draw(st.integers(-(-items // per_set), 14))
    versions = data.draw(st.integers(1, 3))
    names = [f"item {at}" for at in range(items)]
    design = maxdiff_design(names, per_set=per_set, sets=sets, versions=versions, seed=1)
    rows = design.sets.drop(columns=["version", "set"])
    assert rows.shape == (sets * versions, per_set)
    assert all(len(set(row)) == per_set for row in rows.to_numpy())
    assert set(rows.to_numpy().ravel()) == set(names)
    assert design.shown["shown"].max() - design.shown["shown"].min() <= 1
    assert design.shown["shown"].sum() == rows.size
    assert (design.shown.drop(columns="shown").sum(axis=1) == design.shown["shown"]).all()
    assert design.pairs.to_numpy().sum() == rows.size * (per_set - 1)
    for _, version in design.sets.groupby("version"):
        counts = version.drop(columns=["version", "set"]).stack().value_counts()
        assert counts.reindex(names, fill_value=0).min() >= sets * per_set // items


def test_the_exchanges_make_pairs_as_even_as_recounting_says():
    design = maxdiff_design(range(10), per_set=4, sets=8)
    counted = np.zeros((10, 10), dtype=int)
    for row in design.sets[[f"item{place}" for place in range(1, 5)]].to_numpy(dtype=int):
        counted[np.ix_(row, row)] += 1
    np.fill_diagonal(counted, 0)
    assert (design.pairs.to_numpy() == counted).all()
    assert counted[~np.eye(10, dtype=bool)].max() <= 2


def test_places_are_balanced():
    shown = maxdiff_design(range(12), per_set=4, sets=12).shown.drop(columns="shown")
    assert shown.to_numpy().max() <= 2
    assert (shown.to_numpy() == 1).mean() > 0.8


def test_the_same_seed_gives_the_same_design():
    one, other = (maxdiff_design(range(8), seed=5).sets for _ in range(2))
    assert one.equals(other)
    assert not one.equals(maxdiff_design(range(8), seed=6).sets)


@pytest.mark.parametrize(
    "wrong",
    [
        {"items": ["a", "b"]},
        {"items": ["a", "a", "b", "c", "d"]},
        {"items": list("abcde"), "per_set": 5},
        {"items": list("abcdefghij"), "sets": 2},
        {"items": list("abcde"), "versions": 10**6},
    ],
)
def test_numbers_that_do_not_fit_are_refused(wrong):
    with pytest.raises(StatisticsError, match="allowed"):
        maxdiff_design(**wrong)
