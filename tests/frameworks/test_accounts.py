from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.accounts import (
    Cuts,
    buyers,
    hidden_risks,
    landscape,
    parents,
    quadrant_summary,
    withheld_parents,
    work_order,
)
from research.frameworks.relationship import account_scores

TODAY = pd.Timestamp("2016-07-01")
RATED = ["trust", "commitment", "satisfaction", "value", "solution", "experience"]


def accounts(**changes) -> pd.DataFrame:
    """Four made-up accounts, one a quadrant, and one that nobody answered for."""
    frame = pd.DataFrame(
        {
            "account": ["fan", "advocate", "risk", "fix", "silent"],
            "parent": ["P1", "P1", "", "", "P2"],
            "revenue_this_year": [80.0, 20.0, 90.0, 10.0, 50.0],
            "total_spend": [100.0, 200.0, 100.0, 100.0, np.nan],
            "contract_end": pd.to_datetime(
                ["2017-06-01", "2017-01-15", "2016-09-01", "2016-08-01", "2016-10-01"]
            ),
            "fit": [3, 5, 4, 2, 1],
        }
    )
    return frame.assign(**changes)


def contacts() -> pd.DataFrame:
    answers = {
        "fan": [10, 9, 9, 4],
        "advocate": [9, 9],
        "risk": [2, 3],
        "fix": [7, 8],
        "silent": [None],
    }
    rows = [
        {
            "contact": f"{account}{number}",
            "account": account,
            "role": "Procurement",
            "side": "payer",
            "decides": "yes" if number else "no",
            "recommend": answer,
            **dict.fromkeys(RATED, 5.0 if answer else np.nan),
        }
        for account, given in answers.items()
        for number, answer in enumerate(given)
    ]
    return pd.DataFrame(rows)


def laid_out(**changes) -> pd.DataFrame:
    return landscape(accounts(**changes), account_scores(contacts()), TODAY)


def test_each_quadrant_follows_from_sentiment_and_share_of_wallet():
    quadrants = laid_out()["quadrant"]
    assert quadrants["fan"] == "big fans"
    assert quadrants["advocate"] == "underserved advocates"
    assert quadrants["risk"] == "accounts at risk"
    assert quadrants["fix"] == "selective fixes"


def test_an_account_without_answers_or_spend_says_why_it_has_no_quadrant():
    frame = laid_out()
    assert pd.isna(frame.loc["silent", "quadrant"])
    assert frame.loc["silent", "unplaced"] == "nobody answered, and total spend unknown"
    assert quadrant_summary(frame).loc["unplaced", "accounts"] == 1


def test_untapped_revenue_is_what_goes_to_others():
    frame = laid_out()
    assert frame.loc["advocate", "untapped"] == 180
    assert frame.loc["advocate", "wallet"] == pytest.approx(10)


def test_renewals_within_the_cut_are_due():
    assert laid_out()["due"].tolist() == [False, False, True, True, True]
    later = landscape(accounts(), account_scores(contacts()), TODAY, Cuts(due_months=1))
    assert later["due"].tolist() == [False, False, False, True, False]


def test_months_to_a_renewal_are_those_of_the_calendar():
    # From 1 July, 183 days are more than six months of equal length, and no seventh has begun.
    ends = ["2016-06-30", "2016-07-01", "2016-12-31", "2017-01-01", "2017-01-02"]
    due = laid_out(contract_end=pd.to_datetime(ends))["due"]
    assert due.tolist() == [False, True, True, True, False]


def test_spending_less_in_all_than_with_us_is_an_error():
    with pytest.raises(StatisticsError, match=r"1 accounts spend less .* \(risk\)"):
        laid_out(total_spend=[100.0, 200.0, 80.0, 100.0, np.nan])


def test_within_a_quadrant_the_due_renewal_comes_before_the_larger_account():
    frame = pd.concat([laid_out(), laid_out().rename(index=lambda key: f"{key}2")])
    frame.loc["risk2", ["due", "revenue"]] = [False, 900.0]
    order = work_order(frame)
    assert order[order["quadrant"] == "accounts at risk"].index.tolist() == ["risk", "risk2"]
    assert order.loc["risk", "order"] == 1


def test_selective_fixes_say_what_makes_them_worth_it():
    order = work_order(laid_out(), Cuts(large_upside=1_000))
    assert order.loc["fix", "worth"] == "renewal due"
    assert order.loc["advocate", "worth"] == "good fit"


def test_all_buyers_are_mapped_deciders_first():
    people = buyers(contacts(), "fan")
    assert people["status"].tolist() == ["unhappy", "happy", "happy", "happy"]
    assert people["decides"].tolist() == ["yes", "yes", "yes", "no"]


def test_an_unhappy_decider_behind_a_good_average_is_found():
    risks = hidden_risks(contacts(), laid_out())
    assert risks.index.tolist() == ["fan"]
    assert risks.loc["fan", "unhappy_deciders"] == 1


def test_an_unknown_account_has_no_buyers():
    with pytest.raises(StatisticsError, match="nobody at account 'none'"):
        buyers(contacts(), "none")


def test_parents_add_up_their_accounts_and_all_their_answers():
    rolled = parents(laid_out(), contacts())
    assert rolled.loc["P1", "revenue"] == 100
    assert rolled.loc["P1", "wallet"] == pytest.approx(100 * 100 / 300)
    assert rolled.loc["P1", "nps"] == pytest.approx(100 * (5 - 1) / 6)
    assert rolled.loc["P1", "lowest"] == "fan"
    assert rolled.loc["P2", "spend_known"] == 0
    assert "risk" not in rolled.index


@pytest.mark.parametrize(
    ("own", "fewest", "shown"),
    [
        ([4, 3], 3, True),
        # Two answers remain when those of the other account are taken away.
        ([5, 2], 3, False),
        ([5, 2], 2, True),
        ([2, 2], 3, True),
        ([1, 1], 3, False),
        ([1, 1], 0, True),
        ([7, 0], 3, True),
        ([7, 0], 8, False),
    ],
)
def test_a_parent_s_score_tells_of_no_account_with_few_answers(own, fewest, shown):
    frame = pd.DataFrame({"parent": ["P1", "P1", None], "answered": [*own, 1]})
    rolled = pd.DataFrame({"nps": [50.0], "answered": [sum(own)]}, index=["P1"])
    assert withheld_parents(rolled, frame, fewest)["nps"].notna().tolist() == [shown]
