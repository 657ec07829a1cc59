from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from research.statistics.samples import derivation
from research.statistics.samples.derivation import People, independent, recipe, singled_out


def by_hand(groups, count, few):
    """Whether any union of fewer respondents is a combination of groups: every one is tried."""
    basis = groups.astype(float)
    rank = np.linalg.matrix_rank(basis)
    cells = [at for at in range(groups.shape[1]) if groups[:, at].any() and count[at]]
    for size in range(1, len(cells) + 1):
        for some in combinations(cells, size):
            word = np.zeros(groups.shape[1])
            word[list(some)] = 1
            together = np.vstack([basis, word])[:, count > 0]
            if count[list(some)].sum() < few and np.linalg.matrix_rank(together) == rank:
                return True
    return False


@st.composite
def tables(draw):
    cells, rows = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    flags = st.lists(st.booleans(), min_size=cells, max_size=cells)
    groups = np.array([draw(flags) for _ in range(rows)], dtype=bool)
    return groups, np.array(
        draw(st.lists(st.integers(1, 6), min_size=cells, max_size=cells)), float
    )


@settings(max_examples=150)
@given(tables())
def test_a_set_is_found_just_where_one_can_be_put_together(case):
    groups, count = case
    found = singled_out(groups, People(count), 5, 0)
    assert (found is not None) == by_hand(groups, count, 5)
    if found is not None:
        used = recipe(groups, found)
        assert count[found].sum() < 5
        together = np.vstack([groups[used], found]).astype(float)
        assert np.linalg.matrix_rank(together) == np.linalg.matrix_rank(groups[used].astype(float))


def test_the_union_of_two_hidden_columns_is_found_with_its_recipe():
    shown = np.array([[1, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=bool)
    found = singled_out(shown, People(np.array([1.0, 2.0, 40.0, 57.0])), 10, 0)
    assert found.tolist() == [True, True, False, False]
    assert recipe(shown, found).all()


def test_accounts_count_once_however_many_answer():
    shown = np.array([[1, 1, 1], [0, 1, 1]], dtype=bool)
    pairs = np.array([[0, 0, 1, 1, 1, 2, 2], [1, 2, 3, 4, 5, 6, 7]])
    people = People(np.array([50.0, 60.0, 60.0]), pairs)
    assert singled_out(shown, people, 10, 3).tolist() == [True, False, False]
    assert singled_out(shown, people, 10, 2) is None


def test_large_cells_are_settled_without_trying():
    rng = np.random.default_rng(4)
    groups = np.vstack([np.ones((1, 40), bool), rng.random((12, 40)) < 0.5])
    assert singled_out(groups, People(np.full(40, 10.0)), 10, 0) is None


def test_where_looking_takes_too_long_the_smallest_group_is_doubted(monkeypatch):
    monkeypatch.setattr(derivation, "_TRIES", 0)
    groups = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0]], dtype=bool)
    found = singled_out(groups, People(np.array([6.0, 5.0, 5.0, 7.0])), 10, 0)
    assert found.tolist() in groups.tolist()


def test_ranks_are_those_of_exact_arithmetic():
    matrix = np.array([[1, 2, 3, 0], [2, 4, 6, 1], [3, 6, 9, 1]])
    assert independent(matrix).tolist() == [0, 3]
    assert independent(np.zeros((2, 3), dtype=np.int64)).size == 0


def test_nobody_in_no_group_gives_nothing_away():
    assert singled_out(np.zeros((1, 2), bool), People(np.ones(2)), 10, 0) is None
    assert singled_out(np.ones((1, 2), bool), People(np.zeros(2)), 10, 0) is None
