"""What contacts would bear and know: planted as written, from streams of their own."""

from __future__ import annotations

import numpy as np
import pytest

from research.frameworks.relationship import account_scores
from research.simulation.supplier import simulate_supplier
from research.simulation.valued import KNOWS, PREMIUM, knowledge, premiums


@pytest.fixture(scope="module")
def contacts():
    return simulate_supplier().contacts


def test_only_those_who_answered_say_anything(contacts):
    answered = contacts["recommend"].notna()
    for made in (premiums(contacts), knowledge(contacts)):
        assert (made.notna() == answered).all()


def test_premiums_are_what_is_planted_by_category(contacts):
    made = premiums(contacts)
    for _, survey in contacts.groupby("survey"):
        category = survey["account"].map(account_scores(survey)["category"])
        for name, planted in PREMIUM.items():
            own = made.loc[survey.index][category == name].dropna()
            accounts = survey["account"].loc[own.index].nunique()
            # People differ by half of the mean beside Poisson's noise, accounts by three tenths.
            error = np.sqrt(
                (planted + planted**2 / 4) / len(own) + (0.31 * planted) ** 2 / accounts
            )
            assert abs(own.mean() - planted) < 4 * error


def test_premiums_are_whole_and_never_negative(contacts):
    made = premiums(contacts).dropna()
    assert (made % 1 == 0).all()
    assert made.min() == 0


def test_knowledge_goes_with_nothing_else(contacts):
    made = knowledge(contacts)
    assert set(made.dropna()) <= set(range(1, 8))
    assert made.mean() == pytest.approx(KNOWS, abs=0.1)
    assert abs(made.corr(contacts["recommend"])) < 0.05


def test_a_seed_gives_the_same_and_another_gives_others(contacts):
    for make in (premiums, knowledge):
        assert make(contacts, seed=1).equals(make(contacts, seed=1))
        assert not make(contacts, seed=1).equals(make(contacts, seed=2))
