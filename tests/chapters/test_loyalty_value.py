from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters import loyalty_value
from research.display.text import Text
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_curves_run_from_the_survey_in_the_order_of_the_groups(supplier):
    chart = loyalty_value.retention_chart(supplier)
    assert list(dict.fromkeys(chart.data.index)) == ["promoter", "passive", "detractor"]
    assert chart.data["time"].between(0, 12).all()


def test_the_stake_says_what_it_assumes(supplier):
    table = loyalty_value.stake_table(supplier)
    assert [row[-1].text != "" for row in table.cells] == [True] * 3
    assert {item.unit for item in table.results} == {"money"}


def test_leavers_of_real_data_are_counted_and_nothing_is_at_stake_without_sentiment():
    telco = open_study(ROOT / "params" / "telco.yml")
    (left,) = loyalty_value.retention_chart(telco).results
    assert (left.value, left.base) == (1_869, 7_043)
    stake = loyalty_value.stake_table(telco)
    assert isinstance(stake, Text)
    assert stake.markdown == ""
