from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.frameworks.relationship import account_scores
from research.frameworks.relationship_loop import (
    account_export,
    contact_export,
    plays,
    safe_csv,
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


def test_exports_keep_everybody_asked():
    scores = account_scores(people())
    accounts = pd.DataFrame({"account": ["A", "B", "Z"], "name": ["Zolm", "=cmd()", "Quiet"]})
    exported = account_export(accounts, scores)
    assert exported["account"].tolist() == ["A", "B", "Z"]
    assert pd.isna(exported.set_index("account").loc["Z", "category"])
    assert len(contact_export(people(), scores)) == 6


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "\uff1d1", "\ufeff=1"]
)
def test_text_that_a_spreadsheet_would_run_is_disarmed(cell):
    written = next(
        csv.DictReader(io.StringIO(safe_csv(pd.DataFrame({"note": [cell]})), newline=""))
    )
    assert written["note"].startswith("'")


@given(cell=st.text(max_size=12))
def test_no_text_starts_like_a_formula_once_written(cell):
    written = safe_csv(pd.DataFrame({"note": [cell]}))
    read = list(csv.reader(io.StringIO(written, newline="")))[1]
    assert not read[0].lstrip(" \ufeff\u00a0").startswith(tuple("=+-@\t\r\n"))


def test_negative_numbers_stay_numbers():
    assert safe_csv(pd.DataFrame({"nps": [-50.0]})) == '"nps"\n-50.0\n'


def test_a_head_that_looks_like_a_formula_is_disarmed():
    assert safe_csv(pd.DataFrame({"=x": [1]})).startswith('"\'=x"')


def test_missing_values_and_dates_are_plain(tmp_path):
    path = tmp_path / "crm.csv"
    safe_csv(pd.DataFrame({"day": [pd.Timestamp("2016-05-09"), pd.NaT]}), path)
    assert path.read_text(encoding="utf-8-sig") == '"day"\n"2016-05-09"\n""\n'
