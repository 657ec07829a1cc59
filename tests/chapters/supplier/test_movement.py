"""Change between the two surveys of 2016's supplier, and editions with one survey alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import movement
from research.display.chart import Chart
from research.display.table import Table
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_the_streams_are_the_accounts_with_a_category_in_both_surveys(supplier):
    chart, table = movement.flow_chart(supplier), movement.moves_table(supplier)
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    inside = table.frame.iloc[:5, :5].to_numpy()
    assert sum(flow.count for flow in chart.figure.flows) == inside.sum()
    assert [result.value for result in table.results] == [
        sum(inside[row][column] for row in range(5) for column in range(row)),
        sum(inside[row][column] for row in range(5) for column in range(row + 1, 5)),
        sum(inside[row][row] for row in range(5)),
    ]


def test_every_account_is_counted_once(supplier):
    table = movement.moves_table(supplier)
    assert table.frame.iloc[-1, -1] == len(supplier.accounts)
    assert (table.frame.iloc[:-1, :-1].sum(axis=1) == table.frame.iloc[:-1, -1]).all()


def test_the_scores_of_the_later_survey_are_those_of_the_position_table(supplier):
    from research.chapters.supplier import relationship

    found = {one.name: one.value for one in relationship.position_table(supplier).results}
    later = movement.scores_table(supplier).frame["later"]
    for name in ("quality", "solution", "experience", "nps"):
        assert later[name] == pytest.approx(found[f"relationship.{name}"])


@pytest.mark.parametrize("show", ["opening", "scores_table", "flow_chart", "moves_table"])
def test_a_part_of_the_portfolio_has_its_own(supplier, show):
    assert getattr(movement, show)(supplier, "region=Americas").id.endswith("region-americas")
