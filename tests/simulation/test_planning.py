"""Made-up asks and lines of business fit the accounts and contacts that they are about."""

from __future__ import annotations

import pandas as pd
import pytest

from research.simulation.planning import ASKED, PREMIUM, made_up_asks, made_up_lines
from research.simulation.supplier import simulate_supplier


@pytest.fixture(scope="module")
def supplier():
    return simulate_supplier(seed=7)


def test_what_is_bought_comes_to_revenue_and_to_total_spend(supplier):
    lines, accounts = made_up_lines(supplier.accounts, seed=7), supplier.accounts
    known = accounts.dropna(subset=["total_spend"]).set_index("account")
    spent = lines.groupby("account")["spend"].sum()
    own = lines[lines["supplier"] == "own"].groupby("account")["spend"].sum()
    assert set(spent.index) == set(known.index)
    assert (spent == known["total_spend"].reindex(spent.index)).all()
    assert (own == known["revenue_this_year"].reindex(own.index)).all()
    assert (lines["spend"] > 0).all()
    assert not lines.duplicated(["account", "line", "supplier"]).any()


def test_strongholds_and_the_premium_line_are_as_planted(supplier):
    lines = made_up_lines(supplier.accounts, seed=7)
    rivals = lines[(lines["line"] == "Analytics") & (lines["supplier"] != "own")]
    shares = rivals.groupby("supplier")["spend"].sum() / rivals["spend"].sum()
    assert shares["R2"] > 0.5
    buys = set(lines.loc[lines["line"] == "Premium support", "account"])
    known = supplier.accounts.dropna(subset=["total_spend"])
    share = known["account"].isin(buys).groupby(known["industry"].isin(PREMIUM)).mean()
    assert share[True] == pytest.approx(0.45, abs=0.08)
    assert share[False] == pytest.approx(0.2, abs=0.08)


def test_promoters_of_well_won_accounts_are_asked_more_often(supplier):
    asks = made_up_asks(supplier.contacts, supplier.accounts, seed=7)
    answered = supplier.contacts[supplier.contacts["survey"] == 2016].set_index("contact")
    asked = answered.loc[asks["contact"]]
    assert (asked["account"].to_numpy() == asks["account"].to_numpy()).all()
    days = pd.to_datetime(asks["asked_on"]).to_numpy()
    assert (days >= asked["answered_on"].to_numpy()).all()
    assert days.max() <= pd.Timestamp("2016-07-01").to_datetime64()
    promoters = answered[answered["recommend"] >= 9]
    frame = supplier.accounts.set_index("account")
    large = (2 * frame["revenue_this_year"] >= frame["total_spend"])[promoters["account"]]
    share = promoters.index.isin(asks["contact"])
    found = pd.Series(share, index=large.to_numpy()).groupby(level=0).mean()
    assert found[True] == pytest.approx(ASKED["large"], abs=0.1)
    assert found[False] == pytest.approx(ASKED["small"], abs=0.1)
