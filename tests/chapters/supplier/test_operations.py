"""The chapter on operations: its figures against statsmodels, and a record that cannot be true."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import statsmodels.api as sm

from research.chapters.supplier import operations
from research.display.table import Table
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _afresh():
    operations._operated.cache_clear()
    yield
    operations._operated.cache_clear()


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_points_beside_ratings_are_those_of_least_squares_with_clusters(supplier):
    own = operations._operated(supplier)
    ratings = list(own.asked.labels)
    rows = own.frame.dropna(subset=["recommend", *ratings])
    data = sm.add_constant(rows[[*ratings, *own.kinds]])
    fitted = sm.OLS(rows["recommend"], data).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(rows["account"])[0]}
    )
    found = own.effects
    for name in own.kinds:
        assert found.loc[name, "beside_coefficient"] == pytest.approx(fitted.params[name])
        width = found.loc[name, "beside_high"] - found.loc[name, "beside_low"]
        assert width == pytest.approx(2 * 1.96 * fitted.bse[name], rel=0.02)


def test_delays_are_found_and_causes_add_up(supplier):
    table = operations.drivers_table(supplier)
    assert isinstance(table, Table)
    assert table.frame.loc["Delay", "beside_high"] < 0
    sums = operations.causes_table(supplier).frame
    record = supplier.read("tickets").tidy("id")
    assert sums["count"].sum() == len(record)
    assert sums["open"].sum() == record["resolved"].isna().sum()
    assert sums.loc[sums["owner"] == "", "count"].sum() == record["owner"].isna().sum()


def test_a_cause_that_few_have_had_has_no_difference(supplier, monkeypatch):
    record = supplier.read("tickets").tidy("id")
    record["cause"] = record["cause"].where(record.index != record.index[-1], "Flood")
    accounts = supplier.accounts
    contacts = supplier.contacts
    tidy = type(supplier.read("tickets")).tidy
    monkeypatch.setattr(
        type(supplier.read("tickets")),
        "tidy",
        lambda own, key: record if own.name == "tickets" else tidy(own, key),
    )
    assert len(accounts) < len(contacts)
    table = operations.causes_table(open_study(ROOT / "params" / "2016.yml"))
    assert table.frame["difference"].isna().sum() == 1
    assert pd.isna(table.frame.loc["Flood", "difference"])
    assert len(table.notes) == 2


def test_a_record_that_cannot_be_true_is_refused(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    accounts, record = study.accounts, study.read("tickets").tidy("id")
    record.loc[0, "resolved"] = pd.Timestamp("2015-01-01")
    record.loc[1, "account"] = "A9999"
    monkeypatch.setattr(type(study.read("tickets")), "tidy", lambda _, __: record)
    monkeypatch.setattr(type(study), "accounts", accounts)
    with pytest.raises(InputError) as told:
        operations.opening(study)
    assert "T0001 is resolved before it is opened" in str(told.value)
    assert "T0002 is about A9999" in str(told.value)
