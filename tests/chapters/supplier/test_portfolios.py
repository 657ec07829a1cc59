"""Portfolios of the supplier of 2016: what is counted adds up, and few answers are not told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.chapters.customers import customers
from research.chapters.supplier import portfolios
from research.display.table import Table
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_as_many_come_in_as_fall_out_and_the_rest_stays(supplier):
    table = portfolios.potential_table(supplier)
    assert isinstance(table, Table)
    found = {one.name.rpartition(".")[2]: one.value for one in table.results}
    assert found["in"] == found["out"]
    assert found["in"] + found["stays"] == supplier.supplier.key_accounts
    assert len(table.cells) == 2 * min(8, found["in"])


def test_every_account_is_in_one_portfolio(supplier):
    table = portfolios.managers_table(supplier)
    assert isinstance(table, Table)
    assert table.frame["accounts"].sum() == len(supplier.accounts)
    assert table.frame.index[table.frame["quota"] == "over"].tolist() == ["M03"]
    actions = pd.read_csv(ROOT / "data" / "2016" / "actions.csv")
    assert table.frame["open"].sum() == (actions["status"] != "done").sum()


def test_the_board_is_told_no_category_of_a_few_answers(supplier):
    table = portfolios.board_table(supplier)
    assert isinstance(table, Table)
    about = customers(supplier)
    few = about.scores["answered"].reindex(table.frame.index) < 3
    assert few.any()
    assert table.frame.loc[few, ["quadrant", "category"]].isna().all(axis=None)
    assert (table.frame.loc[few, "rhythm"] == "manager").all()


def test_accounts_without_a_column_of_managers_have_no_portfolios(supplier, monkeypatch):
    about = customers(supplier)
    monkeypatch.setitem(about.__dict__, "landscape", about.landscape.drop(columns="manager"))
    told = portfolios.managers_table(supplier)
    assert "no column tells who manages" in told.markdown.lower()
