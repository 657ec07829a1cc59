from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.chapters.supplier import loyalty_value
from research.display.text import Text
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_curves_run_from_the_survey_in_the_order_of_the_groups(supplier):
    chart = loyalty_value.retention_chart(supplier)
    assert list(dict.fromkeys(chart.data.index)) == ["promoter", "passive", "detractor"]
    assert chart.data["time"].between(0, 12).all()
    roles = {curve.label: curve.role for curve in chart.figure.curves}
    assert roles == {"promoter": "subject", "passive": "other", "detractor": "contrast"}


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


@pytest.mark.parametrize(
    ("best", "title"),
    [(0.8, "Promoter accounts stay longest"), (0.72, "How long accounts stay, by sentiment")],
)
def test_the_longest_stay_is_named_where_its_interval_lies_above_all_others(best, title):
    curve = pd.DataFrame(
        [
            ("promoter", 0, 1.0, 1.0, 1.0),
            ("promoter", 9, best, best - 0.05, best + 0.05),
            ("promoter", 12, 0.1, 0.05, 0.2),
            ("passive", 0, 1.0, 1.0, 1.0),
            ("passive", 9, 0.65, 0.6, 0.7),
        ],
        columns=["segment", "time", "retained", "low", "high"],
    )
    assert loyalty_value._longest(curve, "accounts", "sentiment") == title
