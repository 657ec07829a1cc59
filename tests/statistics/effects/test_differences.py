"""Differences in differences against statsmodels, and against a published worked example."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from research.errors import StatisticsError
from research.statistics.effects.contrasts import clustered_error
from research.statistics.effects.differences import difference_in_differences


def _panel(seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({"account": random.integers(0, 40, 400)})
    frame["treated"] = frame["account"] < 17
    frame["after"] = random.random(400) < 0.55
    level = random.normal(0, 1, 40)[frame["account"]]
    lift = 0.8 * (frame["treated"] & frame["after"])
    frame["score"] = 7 + level + 0.2 * frame["after"] + lift + random.normal(0, 1.5, 400)
    return frame


@pytest.mark.parametrize("clustered", [False, True])
def test_estimate_and_error_are_those_of_least_squares_with_an_interaction(clustered):
    frame = _panel()
    data = sm.add_constant(
        frame[["treated", "after"]].assign(both=frame["treated"] & frame["after"]).astype(float)
    )
    groups = frame["account"] if clustered else pd.Series(range(len(frame)))
    fitted = sm.OLS(frame["score"], data).fit(cov_type="cluster", cov_kwds={"groups": groups})
    effect = difference_in_differences(frame["score"], frame["treated"], frame["after"])
    assert effect.estimate == pytest.approx(fitted.params["both"], rel=1e-10)
    error = clustered_error(effect.influence, groups.to_numpy())
    # Statsmodels has the factor (n - 1) / (n - k) besides.
    rows, parameters = data.shape
    expected = fitted.bse["both"] * np.sqrt((rows - parameters) / (rows - 1))
    assert error == pytest.approx(expected, rel=1e-10)
    assert effect.control == pytest.approx(effect.treated - fitted.params["both"])


def test_the_published_figures_of_card_and_krueger():
    # Card and Krueger (1994), table 3, row 4: change in full-time employment of stores that were
    # asked twice, New Jersey 0.47 (standard error 0.48), Pennsylvania -2.28 (1.25); difference
    # 2.75 (1.34). Stores are made here that have these means and errors.
    random = np.random.default_rng(4)
    rows = []
    for state, count, change, error in (("NJ", 290, 0.47, 0.48), ("PA", 67, -2.28, 1.25)):
        drawn = random.normal(size=count)
        drawn = (drawn - drawn.mean()) / drawn.std()
        changes = change + error * np.sqrt(count) * drawn
        before = random.normal(20, 9, count)
        rows += [
            {"store": f"{state}{place}", "treated": state == "NJ", "after": after, "jobs": jobs}
            for place in range(count)
            for after, jobs in ((False, before[place]), (True, before[place] + changes[place]))
        ]
    frame = pd.DataFrame(rows)
    effect = difference_in_differences(frame["jobs"], frame["treated"], frame["after"])
    assert round(effect.estimate, 2) == 2.75
    assert round(clustered_error(effect.influence, frame["store"].to_numpy()), 2) == 1.34


def test_no_interval_is_narrower_because_accounts_were_asked_more_than_once():
    once = _panel()
    twice = pd.concat([once, once], ignore_index=True)
    first, second = (
        difference_in_differences(one["score"], one["treated"], one["after"]).interval(
            one["account"].to_numpy()
        )
        for one in (once, twice)
    )
    assert second == pytest.approx(first)


def test_labels_decide_which_row_is_which():
    frame = _panel()
    turned = difference_in_differences(frame["score"], frame["treated"][::-1], frame["after"])
    plain = difference_in_differences(frame["score"], frame["treated"], frame["after"])
    assert turned.estimate == plain.estimate


@pytest.mark.parametrize(("count", "fits"), [(2, True), (1, False), (0, False)])
def test_each_of_the_four_cells_has_two_rows_at_least(count, fits):
    frame = _panel()
    cell = frame["treated"] & frame["after"]
    frame = pd.concat([frame[~cell], frame[cell].head(count)])
    if fits:
        found = difference_in_differences(frame["score"], frame["treated"], frame["after"])
        assert np.isfinite(found.estimate)
        return
    with pytest.raises(StatisticsError, match=f"{count} rows of the treated after"):
        difference_in_differences(frame["score"], frame["treated"], frame["after"])
