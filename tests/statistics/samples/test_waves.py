from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.statistics.samples.intervals import newcombe
from research.statistics.samples.waves import compare_waves

BEFORE = pd.DataFrame(
    {"farming": [3.0, 4, 5, 6, 4], "brand": [0.0, 1, 1, 0, 1], "group": list("aabbb"), "w": 1.0}
)
AFTER = pd.DataFrame(
    {"farming": [1.0, 2, 4, 2, 3], "brand": [1.0, 1, 1, 1, 0], "group": list("aabbb"), "w": 1.0}
)


def total(table):
    return table[table["group"] == "Total"].iloc[0]


def test_means_of_independent_waves_agree_with_welch():
    row = total(compare_waves(BEFORE, AFTER, ["farming"]))
    theirs = stats.ttest_ind(AFTER["farming"], BEFORE["farming"], equal_var=False)
    interval = theirs.confidence_interval()
    assert row[["statistic", "p", "df"]].tolist() == pytest.approx(
        [theirs.statistic, theirs.pvalue, theirs.df]
    )
    assert row[["low", "high"]].tolist() == pytest.approx([interval.low, interval.high])


def test_means_of_a_panel_agree_with_paired_t():
    row = total(compare_waves(BEFORE, AFTER, ["farming"], panel=True))
    theirs = stats.ttest_rel(AFTER["farming"], BEFORE["farming"])
    interval = theirs.confidence_interval()
    assert row[["statistic", "p"]].tolist() == pytest.approx([theirs.statistic, theirs.pvalue])
    assert row[["low", "high"]].tolist() == pytest.approx([interval.low, interval.high])


def test_shares_of_independent_waves_have_newcombes_interval_in_points():
    row = total(compare_waves(BEFORE, AFTER, ["brand"], kind="share"))
    low, high = newcombe(4, 5, 3, 5)
    assert row[["earlier", "later", "change", "low", "high"]].tolist() == pytest.approx(
        [60, 80, 20, 100 * low, 100 * high]
    )


def test_shares_of_a_panel_weigh_who_changed():
    row = total(compare_waves(BEFORE, AFTER, ["brand"], kind="share", panel=True))
    assert row["statistic"] == pytest.approx((2 - 1) / np.sqrt(3))
    assert row["low"] < 20 < row["high"]


def test_a_panel_keeps_who_is_in_both_waves_whatever_the_order():
    shuffled = AFTER.iloc[[4, 2, 0]]
    row = total(compare_waves(BEFORE, shuffled, ["farming"], panel=True))
    assert row[["base_earlier", "base_later"]].tolist() == [3, 3]
    assert row["change"] == pytest.approx(np.mean([-2, -1, -1]))


def test_weights_of_one_change_nothing():
    for panel in (False, True):
        plain = compare_waves(BEFORE, AFTER, ["farming"], panel=panel)
        weighted = compare_waves(BEFORE, AFTER, ["farming"], panel=panel, weights="w")
        pd.testing.assert_frame_equal(plain, weighted)


def test_items_are_corrected_within_a_group():
    before, after = (
        wave.assign(hunting=wave["farming"][::-1].to_numpy()) for wave in (BEFORE, AFTER)
    )
    table = compare_waves(
        before, after, ["farming", "hunting"], by="group", correction="bonferroni"
    )
    assert table["p_adjusted"].tolist() == pytest.approx(np.minimum(2 * table["p"], 1).tolist())


def test_a_group_of_one_wave_stays_with_its_reason():
    later = AFTER.assign(group=list("aaccc"))
    table = compare_waves(BEFORE, later, ["farming"], by="group")
    assert table["group"].tolist() == ["Total", "a", "b", "c"]
    gone = table[table["group"].isin(["b", "c"])]
    assert gone["reason"].tolist() == ["nobody answered in one of the waves"] * 2
    assert table.loc[table["p"].isna(), "reason"].ne("").all()


@pytest.mark.parametrize(
    ("kind", "panel", "reason"),
    [
        ("mean", False, "no variation in the answers"),
        ("mean", True, "no variation in the changes"),
        ("share", False, "no variation in the answers"),
        ("share", True, "nobody changed the answer"),
    ],
)
def test_waves_all_alike_say_so(kind, panel, reason):
    alike = pd.DataFrame({"item": [1.0, 1.0, 1.0]})
    row = total(compare_waves(alike, alike, ["item"], kind=kind, panel=panel))
    assert row["change"] == 0
    assert np.isnan(row["p"])
    assert row["reason"] == reason


@pytest.mark.parametrize("panel", [False, True])
def test_a_base_of_one_has_a_change_but_no_test(panel):
    row = total(compare_waves(BEFORE[:1], AFTER[:1], ["farming"], panel=panel))
    assert row["change"] == -2
    assert np.isnan(row[["low", "high", "p"]].astype(float)).all()
    assert row["reason"] == "base under two"


def test_a_share_wants_yes_and_no():
    with pytest.raises(StatisticsError, match="0 and 1"):
        compare_waves(BEFORE, AFTER, ["farming"], kind="share")


def test_a_missing_column_is_named():
    with pytest.raises(StatisticsError, match="hunting"):
        compare_waves(BEFORE, AFTER, ["hunting"])


def test_a_panel_knows_its_respondents():
    with pytest.raises(StatisticsError, match="in common"):
        compare_waves(BEFORE, AFTER.set_index(AFTER.index + 10), ["farming"], panel=True)
    with pytest.raises(StatisticsError, match="twice"):
        compare_waves(BEFORE, AFTER.set_index(AFTER.index * 0), ["farming"], panel=True)


def test_the_method_is_named():
    table = compare_waves(BEFORE, AFTER, ["farming"])
    assert table.attrs["method"].startswith("independent waves: Welch")


def nested(seed=1, accounts=40, size=5, items=1):
    """Made-up answers of accounts with an intraclass correlation of 0.3."""
    rng = np.random.default_rng(seed)
    account = np.repeat(np.arange(accounts), size)
    common = rng.standard_normal((accounts, items))[account]
    values = np.sqrt(0.3) * common + np.sqrt(0.7) * rng.standard_normal((len(account), items))
    return pd.DataFrame(values, columns=[f"q{at}" for at in range(items)]).assign(account=account)


def test_waves_of_other_accounts_are_compared_by_the_accounts_means():
    frame = nested()
    place = frame["account"] < 20
    row = total(compare_waves(frame[place], frame[~place], ["q0"], clusters="account"))
    means = frame.groupby("account")["q0"].mean()
    theirs = stats.ttest_ind(means[20:], means[:20])
    interval = theirs.confidence_interval()
    assert row[["statistic", "p", "df", "low", "high"]].tolist() == pytest.approx(
        [theirs.statistic, theirs.pvalue, 38, interval.low, interval.high]
    )


def test_waves_of_the_same_accounts_are_compared_by_the_accounts_changes():
    first, second = nested(1), nested(2)
    second["q0"] += first["q0"]
    shuffled = second.sample(frac=1, random_state=3)
    row = total(compare_waves(first, shuffled, ["q0"], clusters="account"))
    changes = (second["q0"] - first["q0"]).groupby(first["account"]).mean()
    theirs = stats.ttest_1samp(changes, 0)
    assert row["statistic"] == pytest.approx(theirs.statistic)
    assert row["df"] == 38
    apart = total(compare_waves(first, shuffled, ["q0"]))
    assert abs(apart["statistic"]) != pytest.approx(abs(theirs.statistic))


def test_repeated_respondents_take_their_covariance_off_the_variance():
    """Half the respondents answer twice: the variance of a partly overlapping sample."""
    rng = np.random.default_rng(9)
    lean = rng.normal(size=60)
    first = pd.DataFrame({"who": range(40), "q": lean[:40] + rng.normal(size=40)})
    second = pd.DataFrame({"who": range(20, 60), "q": lean[20:] + rng.normal(size=40)})
    row = total(compare_waves(first, second, ["q"], clusters="who"))
    both = first.merge(second, on="who")
    deviations = (both["q_x"] - first["q"].mean()) @ (both["q_y"] - second["q"].mean())
    variance = (first["q"].var() + second["q"].var()) / 40 - 2 * deviations / 40**2 * 40 / 39
    assert row["statistic"] == pytest.approx(row["change"] / np.sqrt(variance))
    assert row["df"] == 60 - 2


def test_shares_with_what_waves_share_have_an_interval_that_narrows():
    first, second = (frame.assign(q0=frame["q0"] > 0) for frame in (nested(1), nested(2)))
    same = total(compare_waves(first, first, ["q0"], kind="share", clusters="account"))
    other = second.assign(account=second["account"] + 40)
    apart = total(compare_waves(first, other, ["q0"], kind="share", clusters="account"))
    assert apart["low"] < apart["change"] < apart["high"]
    assert np.isfinite(apart["p"])
    assert same["high"] - same["low"] < 0.1 * (apart["high"] - apart["low"])
    assert same["reason"] == "the waves hold the same respondents"


def test_a_panel_within_accounts_sums_changes_first():
    first = nested(1)
    second = first.assign(q0=first["q0"] + nested(2)["q0"])
    row = total(compare_waves(first, second, ["q0"], panel=True, clusters="account"))
    changes = (second["q0"] - first["q0"]).groupby(first["account"]).mean()
    theirs = stats.ttest_1samp(changes, 0)
    assert row[["statistic", "p"]].tolist() == pytest.approx([theirs.statistic, theirs.pvalue])
    shares = [frame.assign(q0=frame["q0"] > 0) for frame in (first, second)]
    for clusters, df in ((None, np.inf), ("account", 39)):
        found = compare_waves(*shares, ["q0"], kind="share", panel=True, clusters=clusters)
        assert total(found)["df"] == df


def test_waves_of_nested_respondents_find_no_more_than_they_say():
    frame = nested(5, items=300)
    names = [f"q{at}" for at in range(300)]
    place = frame["account"] < 20
    ignored, allowed = (
        np.mean(compare_waves(frame[place], frame[~place], names, clusters=by)["p"] < 0.05)
        for by in (None, "account")
    )
    assert ignored > 0.12
    assert 0.02 < allowed < 0.08


def test_a_respondent_without_an_account_is_refused():
    frame = nested().astype({"account": float})
    frame.loc[3, "account"] = np.nan
    with pytest.raises(StatisticsError, match="1 respondents of a wave have no 'account'"):
        compare_waves(frame, frame, ["q0"], clusters="account")
