from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.samples.derivation import People, singled_out
from research.statistics.samples.suppression import Suppression, protect

RULE = Suppression(hide=10)


def columns(*counts):
    """A total and a column each."""
    size = len(counts)
    groups = np.vstack([np.ones(size, bool), np.eye(size, dtype=bool)])
    people = People(np.array(counts, dtype=float))
    return groups, people, groups @ people.count < 10


def hidden(*counts):
    return np.flatnonzero(protect(*columns(*counts), RULE)).tolist()


def test_one_thin_column_takes_the_smallest_of_the_others():
    assert hidden(4, 40, 30) == [1, 3]


def test_two_thin_columns_hide_each_other_only_if_they_are_enough_together():
    assert hidden(5, 6, 40, 57) == [1, 2]
    assert hidden(1, 2, 40, 57) == [1, 2, 3]


def test_nothing_is_hidden_where_nothing_is_thin():
    assert hidden(10, 40, 57) == []


def test_a_total_of_few_hides_everything():
    assert hidden(3, 4) == [0, 1, 2]


def test_few_accounts_are_as_few_respondents():
    groups, people, _ = columns(40, 50, 60)
    pairs = np.array([[0, 1, 1, 1, 2, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]])
    nested = People(people.count, pairs)
    few = np.array([False, True, False, False])
    rule = Suppression(hide=10, accounts=3)
    assert np.flatnonzero(protect(groups, nested, few, rule)).tolist() == [1, 2]


def test_what_a_group_takes_with_it_is_hidden_too():
    groups, people, secret = columns(4, 40, 30)
    assert protect(groups, people, secret, RULE, takes=[(1, 2)]).tolist() == [
        False,
        True,
        True,
        False,
    ]


def test_what_goes_with_a_group_takes_its_own_with_it():
    groups, people, secret = columns(4, 40, 30, 50)
    hidden = protect(groups, people, secret, RULE, takes=[(3, 4), (1, 2), (2, 3)])
    assert np.flatnonzero(hidden).tolist() == [1, 2, 3, 4]


def test_a_cheaper_group_goes_first_and_a_kept_one_never():
    groups, people, secret = columns(4, 40, 30)
    losses = np.array([0, 1, 2, 9])
    assert protect(groups, people, secret, RULE, losses=losses)[2]
    assert protect(groups, people, secret, RULE, kept=[0, 3])[2]


def regions_and_sizes(counts):
    """A total, three regions, two sizes, and each region by size."""
    region, size = np.repeat([0, 1, 2], 2), np.tile([0, 1], 3)
    every = [np.ones(6, bool), *(region == r for r in range(3)), *(size == s for s in range(2))]
    every += [np.arange(6) == cell for cell in range(6)]
    return np.array(every), People(np.array(counts, float))


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_the_choice_is_safe_and_none_that_loses_less_is(counts):
    groups, people = regions_and_sizes(counts)
    rule = Suppression(hide=4)
    held = groups @ people.count
    secret = (held < 4) & (held > 0)
    found = protect(groups, people, secret, rule)
    assert singled_out(groups[~found], people, 4, 0) is None
    if found[0]:
        return
    loss = held[found & ~secret].sum()
    others = np.flatnonzero(~secret & (held > 0))[1:]
    for number in range(min(3, len(others))):
        for some in combinations(others, number):
            if held[list(some)].sum() < loss:
                without = ~secret
                without[list(some)] = False
                assert singled_out(groups[without], people, 4, 0) is not None


def test_a_cell_of_nobody_does_not_mislead_the_choice():
    counts = [0, 4, 3, 1, 1, 0]
    groups, people = regions_and_sizes(counts)
    held = groups @ people.count
    found = protect(groups, people, (held < 4) & (held > 0), Suppression(hide=4))
    assert singled_out(groups[~found], people, 4, 0) is None
    assert held[found & (held >= 4)].sum() == 8


@pytest.mark.parametrize("wrong", [{"hide": -1}, {"accounts": float("nan")}, {"flag": np.inf}])
def test_a_rule_that_is_none_is_refused(wrong):
    with pytest.raises(StatisticsError, match="allowed: 0"):
        Suppression(**wrong)
