from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from research.sources.answers.parts import Cell
from research.sources.answers.rank_checks import _each_once, _in_order

RANK = st.sampled_from([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0])


def cells(rows):
    columns = np.array(rows, dtype="float64").T
    nothing = np.zeros(len(rows), dtype="int8")
    return [Cell(column, ~np.isnan(column), nothing, None) for column in columns]


@given(st.lists(st.lists(RANK, min_size=5, max_size=5), min_size=1, max_size=8))
def test_bits_find_what_sorting_finds(rows):
    seen = _each_once(cells(rows))
    for row, doubled, gap, held in zip(rows, *seen, strict=True):
        ranks = [rank for rank in row if not np.isnan(rank)]
        assert doubled == (len(set(ranks)) < len(ranks))
        assert gap == (set(ranks) != set(range(1, len(set(ranks)) + 1)))
        assert held == len(ranks)


@given(st.lists(st.lists(RANK, min_size=5, max_size=5), min_size=1, max_size=8))
def test_without_ties_both_ways_find_the_same_gaps(rows):
    bits, order = _each_once(cells(rows)), _in_order(cells(rows))
    np.testing.assert_array_equal(bits.held, order.held)
    np.testing.assert_array_equal(bits.doubled, order.doubled)
    once = ~bits.doubled
    np.testing.assert_array_equal(bits.gap[once], order.gap[once])


def test_rankings_of_many_items_are_judged_too(read):
    rows = {f"r{at}": {"column": f"c{at}"} for at in range(70)}
    question = {"name": "prio", "type": "ranking", "rows": rows}
    head = ",".join(f"c{at}" for at in range(70))
    good = ",".join(str(at + 1) for at in range(70))
    found = read([head, good, good.replace("70", "69")], question)
    assert found.frame.notna().all(axis="columns").to_list() == [True, False]
