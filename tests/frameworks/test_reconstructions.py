from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.frameworks.reconstructions import Verdicts, verdicts
from research.sources.alternatives import Alternatives, Membership
from research.statistics.rankings.concordance import kendall_w
from research.statistics.rankings.groups import compare_groups

SETTINGS = {
    "confidence": 0.95,
    "draws": 1024,
    "permutations": 999,
    "seed": 7,
    "correction": "holm",
}
THEMES = ("a", "b", "c")
REGIONS = Membership(
    np.array([[0] * 10 + [1] * 10 + [2] * 2] * 2, np.int16), ("north", "south", "east")
)


@pytest.fixture(scope="module")
def sets() -> Alternatives:
    """In the first set north and south rank the other way round, in the second all alike."""
    apart = [[1, 2, 3]] * 10 + [[3, 2, 1]] * 10 + [[1, 2, 3]] * 2
    alike = [[1, 2, 3], [2, 1, 3]] * 11
    return Alternatives(np.array([apart, alike]), {"region": REGIONS}, THEMES)


@pytest.fixture(scope="module")
def found(sets: Alternatives) -> Verdicts:
    return verdicts(sets, {"where": ("region", ["north", "south"])}, **SETTINGS)


def test_every_set_is_tested_by_itself_among_the_groups_shown(
    sets: Alternatives, found: Verdicts
) -> None:
    assert found.breakdowns["breakdown"].to_list() == ["where", "where"]
    for place, ranks in enumerate(sets.ranks):
        frame = pd.DataFrame(ranks[:20], columns=list(THEMES))
        test = compare_groups(frame, REGIONS.codes[place][:20], permutations=999, seed=7)
        assert found.breakdowns["p"][place] == test.p
        own = found.themes[found.themes["set"] == place]
        assert own["p"].to_list() == test.items["p"].to_list()
    assert found.breakdowns["p"][0] < 0.01 < 0.5 < found.breakdowns["p"][1]


def test_positions_and_agreement_are_those_of_each_set(sets: Alternatives, found: Verdicts) -> None:
    for place, answers in enumerate(sets.ranks):
        ranks = pd.DataFrame(answers, columns=list(THEMES))
        own = found.positions[found.positions["set"] == place].set_index("item")
        assert own["mean_rank"].to_dict() == pytest.approx(ranks.mean().to_dict())
        assert found.agreement["w"][place] == pytest.approx(kendall_w(ranks).w)
    pairs = found.pairs.set_index(["set", "item", "other"])["separated"]
    assert pairs.loc[1].to_dict() == {("a", "b"): False, ("a", "c"): True, ("b", "c"): True}
