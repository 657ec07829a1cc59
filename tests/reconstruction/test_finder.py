from __future__ import annotations

import pickle

import pandas as pd
import pytest
from reconstruction.finder import TargetsNotMetError, find_rankings
from reconstruction.targets import Above, Companion, Count, Order, Targets

from research.errors import StatisticsError

ITEMS = ("price", "service", "quality", "speed", "range")
RESPONDENTS = pd.DataFrame(
    {"region": ["North"] * 12 + ["South"] * 8, "size": ["small", "large"] * 10},
    index=pd.Index([f"R{number:02d}" for number in range(1, 21)], name="respondent"),
)
TARGETS = Targets(
    ITEMS,
    counts=[
        Count.share("price", 1, 1, percent=40, base=20),
        Count.share("range", 5, 5, percent=45, base=20),
    ],
    aboves=[Above("service", 1, 3)],
    orders=[
        Order((1, 2, 3, 4, 5)),
        Order((1, 3, 2, 4, 4), "region", "North"),
        Order((2, 1, 4, 3, 5), "region", "South"),
        Order((1, 2, 4, 3, 5), "size", "small"),
    ],
    companions=[Companion("price", "service", 2, count=3)],
)
FIRST = ["price"] * 3 + ["speed"] + [None] * 16


def test_finds_rankings_that_meet_every_target():
    found = find_rankings(TARGETS, RESPONDENTS, first_choice=FIRST, seed=1)
    assert TARGETS.unmet(found, RESPONDENTS) == []
    assert (found.apply(sorted, axis="columns").map(tuple) == (1, 2, 3, 4, 5)).all()
    assert found.index.equals(RESPONDENTS.index)
    assert found.columns.to_list() == list(ITEMS)


def test_keeps_the_first_choices_given():
    found = find_rankings(TARGETS, RESPONDENTS, first_choice=FIRST, seed=1)
    assert found.idxmin(axis="columns").to_list()[:4] == FIRST[:4]


def test_one_seed_gives_one_result_and_another_seed_another():
    once, again, other = (find_rankings(TARGETS, RESPONDENTS, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(once, again)
    assert not once.equals(other)


def test_names_the_targets_that_cannot_be_met():
    impossible = Targets(ITEMS, counts=[Count("price", 1, 1, 20, 20), Count("speed", 1, 1, 1, 20)])
    with pytest.raises(TargetsNotMetError, match="the best ones miss 1:") as caught:
        find_rankings(impossible, RESPONDENTS, seed=1, moves=200, restarts=2)
    (unmet,) = caught.value.unmet
    assert "ranked 1 to 1" in unmet
    assert "found" in unmet
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("targets", "options", "message"),
    [
        (TARGETS, {"first_choice": ["price"]}, "1 entries for 20 respondents"),
        (TARGETS, {"first_choice": ["taste"] * 20}, "first choice taste is no item; allowed: pri"),
        (Targets(ITEMS, orders=[Order((1, 2, 3, 4, 5), "sex", "f")]), {}, "there are region, size"),
        (
            Targets(ITEMS, orders=[Order((1, 2, 3, 4, 5), "size", "mid")]),
            {},
            "no respondent has mid",
        ),
        (TARGETS, {"restarts": 0}, "allowed: 1 or more"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(targets, options, message):
    with pytest.raises(StatisticsError, match=message):
        find_rankings(targets, RESPONDENTS, seed=1, **options)
