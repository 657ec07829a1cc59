"""What a customer system gets: ids of those who agreed, and no score that tells on another."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.relationship import account_scores
from research.frameworks.relationship_export import (
    account_rows,
    contact_rows,
    score_rows,
    verbatim_rows,
)

RATED = ["trust", "commitment", "satisfaction", "value", "solution", "experience"]


def people() -> pd.DataFrame:
    """Made-up contacts of two accounts; C3 did not answer."""
    rows = [
        ("C1", "A", 10, 7),
        ("C2", "A", 9, 6),
        ("C3", "A", None, None),
        ("C4", "B", 3, 3),
        ("C5", "B", 2, 2),
        ("C6", "B", 7, 5),
    ]
    return pd.DataFrame(
        [
            {"contact": key, "account": account, "survey": 2016, "recommend": said,
             "decides": "yes", "name": "Zolm", "email": "z@example.com", "role": "Buyer",
             "answered_on": pd.Timestamp("2016-05-09") if said else pd.NaT,
             **dict.fromkeys(RATED, rated)}
            for key, account, said, rated in rows
        ]
    )  # fmt: skip


def agreed(*keys: str) -> pd.Series:
    return people()["contact"].isin(keys)


ACCOUNTS = pd.DataFrame({"account": ["A", "B", "Z"], "name": ["Zolm", "Quarp", "Quiet"]})


@pytest.mark.parametrize(
    ("who", "withheld"),
    [
        # Nobody, or all but two, all but one, all of those who answered at B; at A nobody.
        (("C1", "C2"), {"A": "no", "B": "no"}),
        (("C1", "C2", "C4"), {"A": "no", "B": "no"}),
        (("C1", "C2", "C4", "C5"), {"A": "no", "B": "yes"}),
        (("C1", "C2", "C4", "C5", "C6"), {"A": "no", "B": "no"}),
        # C3 did not answer, and has nothing that could be told.
        (("C1",), {"A": "yes", "B": "no"}),
    ],
)
def test_scores_that_would_tell_what_one_said_who_did_not_agree_are_left_out(who, withheld):
    rows = account_rows(ACCOUNTS, people(), account_scores(people()), agreed(*who))
    rows = rows.set_index("account")
    assert rows["withheld"].to_dict() == {**withheld, "Z": "no"}
    for account in ("A", "B"):
        empty = rows.loc[account, ["nps", "quality", "category"]].isna()
        assert empty.all() == (withheld[account] == "yes")


def test_accounts_have_ids_and_no_names_and_all_stay_in():
    rows = account_rows(ACCOUNTS, people(), account_scores(people()), agreed("C1", "C2"))
    assert rows["account"].tolist() == ["A", "B", "Z"]
    assert "name" not in rows
    assert "Zolm" not in rows.to_csv()
    assert rows.set_index("account")["nps"].to_dict() == pytest.approx(
        {"A": 100, "B": -66.67, "Z": float("nan")}, nan_ok=True
    )


def test_contacts_who_did_not_agree_have_no_row():
    rows = contact_rows(people(), account_scores(people()), agreed("C2", "C5"))
    assert rows["contact"].tolist() == ["C2", "C5"]
    assert rows["answered_on"].tolist() == ["2016-05-09"] * 2
    assert rows["band"].tolist() == ["promoter", "detractor"]
    assert rows.loc[1, "reason"] == "unhappy, and decides"
    assert not {"name", "email"} & set(rows)


def test_each_answer_in_numbers_is_a_row_and_what_was_not_answered_is_none():
    asked = {"recommend": "Likelihood", "trust": "Trust"}
    rows = score_rows(people(), agreed("C2", "C3", "C4"), asked)
    assert rows[["contact", "question", "text", "score"]].to_numpy().tolist() == [
        ["C2", "recommend", "Likelihood", 9],
        ["C2", "trust", "Trust", 6],
        ["C4", "recommend", "Likelihood", 3],
        ["C4", "trust", "Trust", 3],
    ]


def test_comments_are_those_of_who_agreed_to_that_question():
    texts = pd.Series(["good", "=1", None, "bad", "slow", "fine"])
    rows = verbatim_rows(
        people(), {"why": (texts, agreed("C2", "C3")), "else": (texts, agreed("C5"))}
    )
    assert rows[["contact", "question", "comment"]].to_numpy().tolist() == [
        ["C2", "why", "=1"],
        ["C5", "else", "slow"],
    ]
    assert verbatim_rows(people(), {}).empty
