from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.statistics.samples.corrections import adjusted
from research.statistics.samples.trends import compare_several_waves, wave_trend
from research.statistics.samples.waves import compare_waves

RNG = np.random.default_rng(6)
# Made up: three waves of 30 accounts, the same in all; two respondents each.
ACCOUNT = np.repeat(np.arange(30), 2)
LEAN = RNG.normal(size=30)[ACCOUNT]
WAVES = {
    name: pd.DataFrame(
        {
            "account": ACCOUNT,
            "rating": LEAN + RNG.normal(size=60) + drift,
            "buys": (LEAN + RNG.normal(size=60) > 0).astype(float),
            "side": np.where(ACCOUNT < 15, "east", "west"),
        }
    )
    for name, drift in (("2014", 0.0), ("2015", 0.2), ("2016", 0.6))
}


def test_pairs_are_those_of_two_waves_corrected_over_pairs():
    found = compare_several_waves(WAVES, ["rating", "buys"], pairs="all", clusters="account")
    assert found.loc[found["item"] == "rating", ["against", "wave"]].to_numpy().tolist() == [
        ["2014", "2015"],
        ["2014", "2016"],
        ["2015", "2016"],
    ]
    own = found[found["item"] == "rating"]
    alone = [
        compare_waves(WAVES[a], WAVES[b], ["rating"], clusters="account")["p"].iloc[0]
        for a, b in (("2014", "2015"), ("2014", "2016"), ("2015", "2016"))
    ]
    assert own["p"].tolist() == pytest.approx(alone)
    assert own["p_adjusted"].tolist() == pytest.approx(adjusted(alone, "holm").tolist())
    assert "over 3 pairs of waves" in found.attrs["method"]
    assert len(compare_several_waves(WAVES, ["rating"], pairs="first")) == 2


def test_the_trend_of_the_same_accounts_is_that_of_their_own_slopes():
    row = wave_trend(WAVES, ["rating"], times=[2014, 2015, 2016], clusters="account").iloc[0]
    means = np.column_stack([w.groupby("account")["rating"].mean() for w in WAVES.values()])
    slopes = (means[:, 2] - means[:, 0]) / 2
    theirs = stats.ttest_1samp(slopes, 0)
    assert row["slope"] == pytest.approx(slopes.mean())
    assert row["statistic"] == pytest.approx(theirs.statistic)
    assert row["df"] == 30 - 3
    changes = np.diff(means, axis=1)
    centre, spread = changes.mean(axis=0), np.cov(changes.T) / 30
    wald = centre @ np.linalg.solve(spread, centre)
    assert row["p_any"] == pytest.approx(stats.f.sf(wald * 26 / (27 * 2), 2, 26))


def test_two_independent_waves_have_the_slope_of_their_change():
    two = {name: WAVES[name] for name in ("2014", "2016")}
    row = wave_trend(two, ["rating"], times=[0, 2]).iloc[0]
    a, b = (two[name]["rating"] for name in two)
    theirs = stats.ttest_ind(b, a, equal_var=False)
    assert row["slope"] == pytest.approx((b.mean() - a.mean()) / 2)
    assert row["statistic"] == pytest.approx(theirs.statistic)
    assert row["p_any"] == pytest.approx(row["p"])


def test_shares_are_in_percent_and_groups_stand_apart():
    found = wave_trend(WAVES, ["buys", "rating"], kind="mean", by="side", clusters="account")
    assert found["group"].tolist() == ["Total"] * 2 + ["east"] * 2 + ["west"] * 2
    share = wave_trend(WAVES, ["buys"], kind="share", clusters="account").iloc[0]
    assert share["slope"] == pytest.approx(100 * found.iloc[0]["slope"])
    assert share["2014"] == pytest.approx(100 * WAVES["2014"]["buys"].mean())


def test_items_without_variation_and_waves_without_answers_say_why():
    same = {name: frame.assign(rating=1.0) for name, frame in WAVES.items()}
    assert wave_trend(same, ["rating"])["reason"].iloc[0] == "no variation in the answers"
    gone = {**WAVES, "2016": WAVES["2016"].assign(rating=np.nan)}
    row = wave_trend(gone, ["rating"]).iloc[0]
    assert row["reason"] == "a wave has fewer than two respondents"
    assert np.isnan(row["p_adjusted"])


@pytest.mark.parametrize("times", [[1, 2], [3, 2, 1], [1, 1, 2], "abc"])
def test_times_rise_with_the_waves(times):
    with pytest.raises(StatisticsError, match="allowed"):
        wave_trend(WAVES, ["rating"], times=times)


@pytest.mark.parametrize("waves", [{"2016": WAVES["2016"]}, [WAVES["2015"], WAVES["2016"]]])
def test_fewer_than_two_named_waves_are_refused(waves):
    for compare in (compare_several_waves, wave_trend):
        with pytest.raises(StatisticsError, match="two or more"):
            compare(waves, ["rating"])
