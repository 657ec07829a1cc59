"""Steps of a plan: each only where it applies, on both sides of its rule."""

from __future__ import annotations

import pytest

from research.frameworks.accounts_plan import Register, Situation, steps

# Everybody answered and is content, nothing is due or open.
USUAL = Situation(
    answered=4,
    unreached=0,
    unhappy_deciders=0,
    due=False,
    spend_known=True,
    referrals=(),
    actions=Register(),
    goals=1,
)
CLOSE, AGREE, REVIEW = (
    "Meet to close the loop",
    "Agree the actions for the next twelve months",
    "Review the plan next quarter",
)


def test_an_account_where_all_is_well_is_met_agreed_with_and_reviewed():
    assert steps(USUAL) == [CLOSE, AGREE, REVIEW]


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"unreached": 1}, "Reach the buyers who have not answered"),
        ({"unhappy_deciders": 1}, "Have an executive meet those who decide and are unhappy"),
        ({"due": True}, "Agree the renewal before the contract ends"),
        ({"spend_known": False}, "Find out what it spends with others"),
        ({"referrals": ("C1", "C2")}, "Ask for a referral: C1 and C2"),
        ({"goals": 0}, "Write down the goals of the customer"),
        ({"actions": Register(1, 1)}, "Settle the actions that are overdue"),
    ],
)
def test_a_step_stands_only_where_it_applies(change, step):
    assert step not in steps(USUAL)
    assert step in steps(USUAL._replace(**change))


def test_nobody_who_answered_has_to_be_reached():
    """The plan of A0297, whose four contacts had all answered, said otherwise."""
    assert not any("not answered" in step for step in steps(USUAL._replace(answered=4)))


def test_where_nobody_answered_there_is_no_loop_to_close():
    assert CLOSE not in steps(USUAL._replace(answered=0, unreached=4))
    assert CLOSE in steps(USUAL._replace(answered=1, unreached=3))


@pytest.mark.parametrize(("open_", "agreed"), [(0, True), (1, False)])
def test_new_actions_are_agreed_once_none_is_open(open_, agreed):
    assert (AGREE in steps(USUAL._replace(actions=Register(open_, 0)))) == agreed


def test_an_open_action_that_is_not_overdue_has_not_to_be_settled():
    assert not any("Settle" in step for step in steps(USUAL._replace(actions=Register(2, 0))))
