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
