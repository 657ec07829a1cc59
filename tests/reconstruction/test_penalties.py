from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reconstruction.penalties import Penalties
from reconstruction.targets import Above, Companion, Count, Order, Targets

ITEMS = ("a", "b", "c", "d")
KINDS = {
    "orders": Targets(
        ITEMS,
        orders=[Order((1, 2, 2, 4)), Order((4, 3, 2, 1), "g", "x"), Order((1,) * 4, "g", "y")],
    ),
    "counts": Targets(ITEMS, counts=[Count("a", 1, 2, 3, 3), Count("d", 4, 4, 0, 1)]),
    "aboves": Targets(ITEMS, aboves=[Above("b", 1, 1), Above("c", 2, 3, ("a", "d"), margin=2)]),
    "companions": Targets(ITEMS, companions=[Companion("a", "b", 2, 2), Companion("c", "a", 3, 0)]),
}
rankings = st.lists(st.permutations([1, 2, 3, 4]), min_size=5, max_size=7).map(np.array)


@pytest.mark.parametrize("kind", KINDS)
@given(ranks=rankings, moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=4))
@settings(max_examples=12)
def test_changes_foretell_the_total_after_every_swap(kind, ranks, moves):
    respondents = pd.DataFrame({"g": ["x", "y", "x", "y", "z", "z", "x"][: len(ranks)]})
    penalties = Penalties(KINDS[kind], ranks.copy(), respondents)
    for respondent, pair in moves:
        penalties.swap(respondent, pair)
    before, changes = penalties.total(), penalties.changes()
    for respondent, pair in np.ndindex(changes.shape):
        swapped = penalties.ranks.copy()
        items = [penalties.upper[pair], penalties.lower[pair]]
        swapped[respondent, items] = swapped[respondent, items[::-1]]
        after = Penalties(KINDS[kind], swapped, respondents).total()
        assert after - before == changes[respondent, pair]


@pytest.mark.parametrize("kind", KINDS)
@given(ranks=rankings)
@settings(max_examples=12)
def test_no_penalty_is_left_exactly_when_the_targets_are_met(kind, ranks):
    respondents = pd.DataFrame({"g": ["x", "y", "x", "y", "z", "z", "x"][: len(ranks)]})
    penalty = Penalties(KINDS[kind], ranks, respondents).total()
    unmet = KINDS[kind].unmet(pd.DataFrame(ranks, columns=list(ITEMS)), respondents)
    assert (penalty == 0) == (unmet == [])
