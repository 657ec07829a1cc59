from __future__ import annotations

import pandas as pd

from research.frameworks.relationship import account_scores
from research.frameworks.relationship_loop import (
    plays,
    whom_to_meet,
)

RATED = ["trust", "commitment", "satisfaction", "value", "solution", "experience"]


def people() -> pd.DataFrame:
    """Made-up contacts of one good account and one with a problem."""
    rows = [
        ("C1", "A", 10, 7, "yes"),
        ("C2", "A", 9, 6, "no"),
        ("C3", "A", None, None, "yes"),
        ("C4", "B", 3, 3, "no"),
        ("C5", "B", 2, 2, "yes"),
        ("C6", "B", 7, 5, "no"),
    ]
    return pd.DataFrame(
        [
            {
                "contact": key,
                "account": account,
                "role": "Finance",
                "recommend": recommend,
                "decides": decides,
                "survey": 2016,
                "answered_on": pd.Timestamp("2016-05-09") if recommend else pd.NaT,
                **dict.fromkeys(RATED, rating),
            }
            for key, account, recommend, rating, decides in rows
        ]
    )


def test_unhappy_deciders_are_met_first_and_promoters_thanked():
    listed = whom_to_meet(people(), account_scores(people()))
    assert listed["contact"].tolist() == ["C5", "C4", "C3", "C2", "C1"]
    assert listed["reason"].iloc[2] == "decides, and did not answer"
    assert listed["urgency"].tolist() == [1, 2, 3, 4, 4]


def test_each_category_has_its_play_even_without_accounts():
    shown = plays(account_scores(people()))
    assert shown["accounts"].sum() == 2
    assert shown.loc["stalker", "accounts"] == 0
    assert shown["play"].str.len().min() > 20
