from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters import accounts
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_both_views_draw_the_same_accounts(supplier):
    chart = accounts.views_chart(supplier)
    plain, coloured = chart.figure.axes
    assert sum(len(points.get_offsets()) for points in plain.collections) == len(chart.data)
    assert sum(len(points.get_offsets()) for points in coloured.collections) == len(chart.data)


def test_quadrants_and_the_unplaced_are_all_accounts(supplier):
    table = accounts.quadrant_table(supplier)
    assert table.frame["accounts"].sum() == 600
    assert table.frame["revenue"].sum() == pytest.approx(
        supplier.accounts["revenue_this_year"].sum()
    )


def test_five_accounts_come_first_in_each_quadrant(supplier):
    assert len(accounts.order_table(supplier).cells) == 20


def test_hidden_risks_and_parents_name_their_accounts(supplier):
    assert all("(A" in label for label in accounts.hidden_table(supplier).labels)
    assert all("(P" in label for label in accounts.parents_table(supplier).labels)


def test_a_region_adds_up_to_itself(supplier):
    table = accounts.quadrant_table(supplier, "region=Americas")
    assert table.frame["accounts"].sum() == (supplier.accounts["region"] == "Americas").sum()
    assert "-region-americas" in table.id
    assert "accounts" in accounts.observations(supplier, "region=Americas").markdown
