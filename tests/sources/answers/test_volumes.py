"""Amounts of accounts, split over their respondents."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from research.edition.weights import Volume
from research.errors import InputError
from research.sources.answers.volumes import amounts

SECTOR = {"name": "sector", "type": "single", "column": "sector", "codes": ["a", "b"]}
HEAD = "id,sector,firm,revenue"
ROWS = ["1,a,k,900", "2,b,k,900", "3,a,k,", "4,a,l,60", "5,b,l,40", "6,b,m,"]
PATH = Path("acme.yml")
REVENUE = Volume(column="revenue", unit="EUR")


def test_an_account_is_counted_once_and_split_over_its_respondents(read):
    answers = read([HEAD, *ROWS], SECTOR, id="id", cluster="firm", figures=["revenue"])
    found = amounts(answers, answers, "revenue", REVENUE, PATH)
    assert found.shares.to_list()[:5] == [300, 300, 300, 25, 25]
    assert np.isnan(found.shares["6"])
    assert (found.missing, found.differing) == (1, 1)
    assert found.largest == pytest.approx(900 / 950)


def test_respondents_stand_for_themselves_where_no_column_names_accounts(read):
    answers = read([HEAD, *ROWS], SECTOR, id="id", figures=["revenue"])
    found = amounts(answers, answers, "revenue", REVENUE, PATH)
    assert found.shares.to_list()[:2] == [900, 900]
    assert found.differing == 0


def test_a_further_table_holds_the_amounts(read):
    accounts = read(["firm,revenue", "k,900", "l,100", "m,"], id="firm", figures=["revenue"])
    object.__setattr__(accounts, "name", "accounts")
    answers = read([HEAD, *ROWS], SECTOR, id="id", of="accounts", by="firm")
    found = amounts(answers, accounts, "revenue", REVENUE, PATH)
    assert found.shares.to_list()[:5] == [300, 300, 300, 50, 50]
    lone = read([HEAD, *ROWS], SECTOR, id="id")
    with pytest.raises(InputError, match="nothing says whose is whose"):
        amounts(lone, accounts, "revenue", REVENUE, PATH)
