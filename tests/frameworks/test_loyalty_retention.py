from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.loyalty_retention import months_until_lost, retention_curve


def customers() -> pd.DataFrame:
    """Six customers by hand: two leave after one year, one after two."""
    return pd.DataFrame({"years": [1, 1, 1, 2, 2, 3], "gone": [1, 1, 0, 1, 0, 0], "who": "all"})


def test_the_curve_is_kaplan_and_meier_s():
    curve = retention_curve(customers(), "years", "gone").set_index("time")
    assert curve["retained"].tolist() == pytest.approx([1, 4 / 6, 4 / 6 * 2 / 3])
    assert curve["at_risk"].tolist() == [6, 6, 3]


def test_intervals_stay_between_nought_and_one():
    curve = retention_curve(customers(), "years", "gone")
    assert (curve["low"] >= 0).all()
    assert (curve["high"] <= 1).all()
    assert (curve["low"] <= curve["retained"]).all()
    assert (curve["retained"] <= curve["high"]).all()


def test_each_segment_has_a_curve_even_if_nobody_left():
    frame = pd.concat([customers(), customers().assign(gone=0, who="loyal")])
    curve = retention_curve(frame, "years", "gone", "who")
    assert curve.loc[curve["segment"] == "loyal", "retained"].tolist() == [1.0]


def test_those_seen_late_do_not_count_before():
    frame = customers().assign(since=[0, 0, 0, 1.5, 1.5, 1.5])
    curve = retention_curve(frame, "years", "gone", entry="since").set_index("time")
    assert curve.loc[1.0, "retained"] == pytest.approx(1 / 3)


def test_negative_times_are_an_error():
    with pytest.raises(StatisticsError, match="years holds -1"):
        retention_curve(customers().replace(3, -1), "years", "gone")


def test_an_entry_after_the_end_is_an_error():
    with pytest.raises(StatisticsError, match="6 rows enter"):
        retention_curve(customers().assign(since=5), "years", "gone", entry="since")


def test_lost_accounts_leave_at_their_decision_and_others_stay():
    frame = pd.DataFrame(
        {
            "renewed": ["no", "yes", ""],
            "decided_on": pd.to_datetime(["2015-09-12", "2015-10-01", None]),
        }
    )
    prepared = months_until_lost(frame, pd.Timestamp("2015-06-12"), pd.Timestamp("2016-06-12"))
    assert prepared["months"].round().tolist() == [3, 12, 12]
    assert prepared["left"].tolist() == [1, 0, 0]
