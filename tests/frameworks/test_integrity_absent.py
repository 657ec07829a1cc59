from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.frameworks.integrity_absent import absence, representativity


def invited(size: int = 400, *, gap: float = 0.0, seed: int = 1) -> pd.DataFrame:
    """Made-up people of accounts; users answer less often than payers by a gap."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"account": np.arange(size) // 4, "side": ["payer", "user"] * (size // 2)})
    frame["tenure"] = rng.normal(5, 2, size)
    chance = np.where(frame["side"] == "payer", 0.6 + gap / 2, 0.6 - gap / 2)
    return frame.assign(answered=rng.random(size) < chance)


def test_shares_are_tested_as_a_table():
    frame = invited(gap=0.2)
    found = absence(frame, ["side"])
    table = pd.crosstab(frame["side"], frame["answered"])
    chi2, p, df, _ = stats.chi2_contingency(table, correction=False)
    row = found.tests.loc["side"]
    assert row[["statistic", "df", "p"]].tolist() == pytest.approx([chi2, df, p])
    shares = table.div(table.sum())
    lines = found.lines.set_index("value")
    assert lines.loc["user", "answered"] == pytest.approx(shares.loc["user", True])
    assert lines.loc["user", "absent"] == pytest.approx(shares.loc["user", False])
    assert lines["difference"].sum() == pytest.approx(0)


def test_numbers_are_compared_by_their_means():
    frame = invited(gap=0.2)
    frame["tenure"] += 1.0 * frame["answered"]
    found = absence(frame, ["tenure"])
    own = [frame.loc[frame["answered"] == side, "tenure"] for side in (True, False)]
    line = found.lines.iloc[0]
    assert line["difference"] == pytest.approx(own[0].mean() - own[1].mean())
    spread = np.sqrt((own[0].var() + own[1].var()) / 2)
    assert line["standardised"] == pytest.approx(line["difference"] / spread)
    welch = stats.ttest_ind(*own, equal_var=False)
    assert found.tests.loc["tenure", "statistic"] == pytest.approx(welch.statistic, rel=0.01)
    assert line["low"] < line["difference"] < line["high"]


def test_a_variable_of_the_account_counts_accounts_and_not_people():
    """A whole account answers or does not: a hundred people are ten answers."""
    frame = pd.DataFrame({"account": np.repeat(range(20), 10), "region": ["N"] * 100 + ["S"] * 100})
    frame["answered"] = np.repeat([True] * 7 + [False] * 3 + [True] * 4 + [False] * 6, 10)
    alone = absence(frame, ["region"]).tests.loc["region"]
    nested = absence(frame, ["region"], clusters="account").tests.loc["region"]
    assert alone["p"] < 0.001
    assert nested["p"] > 0.1


def test_several_variables_are_corrected_together():
    frame = invited(gap=0.2)
    found = absence(frame, ["side", "tenure"]).tests
    assert (found["p_adjusted"] >= found["p"]).all()
    plain = absence(frame, ["side", "tenure"], correction="none").tests
    assert plain["p_adjusted"].tolist() == plain["p"].tolist()


def test_what_is_not_known_of_somebody_is_told():
    frame = invited()
    frame.loc[frame.index[:40], "tenure"] = np.nan
    frame["blank"] = None
    frame["same"] = "all"
    found = absence(frame, ["tenure", "blank", "same"]).tests
    assert found["unknown"].tolist() == [40, 400, 0]
    assert found["reason"].tolist() == ["", "few", "alike"]
    assert found["p"].notna().tolist() == [True, False, False]
    assert not found.loc["blank", "significant"]


def test_a_planted_difference_is_found_and_none_where_none_is():
    assert absence(invited(gap=0.3), ["side", "tenure"], clusters="account").tests[
        "significant"
    ].tolist() == [True, False]
    alarms = sum(
        bool(
            absence(invited(seed=seed), ["side", "tenure"], clusters="account")
            .tests["significant"]
            .any()
        )
        for seed in range(40)
    )
    assert alarms <= 5


def test_the_r_indicator_is_that_of_the_true_chances():
    """Schouten, Cobben and Bethlehem (2009): 1 less twice the standard deviation of chances."""
    found = representativity(invited(20_000, gap=0.4), ["side", "tenure"])
    assert found.index == pytest.approx(1 - 2 * 0.2, abs=0.02)
    assert found.most == pytest.approx(0.2 / 0.6, abs=0.02)


def test_chance_alone_leaves_a_survey_representative():
    found = [representativity(invited(200, seed=seed), ["side", "tenure"]) for seed in range(30)]
    plain = [np.sqrt(one.spread) for one in found]
    assert np.median([one.index for one in found]) > 0.95
    assert min(plain) == 0.0


def test_the_r_indicator_of_cells_has_a_closed_form():
    """One question of k answers: the noise of chances is that of k shares."""
    frame = pd.DataFrame({"cell": np.repeat(list("ABC"), 100)})
    frame["answered"] = [i < size for size in (80, 60, 30) for i in range(100)]
    chances = np.array([0.8, 0.6, 0.3])
    variance = chances.var() - (chances * (1 - chances)).sum() / 300
    found = representativity(frame, ["cell"])
    assert found.index == pytest.approx(1 - 2 * np.sqrt(variance), abs=1e-6)


def test_what_another_variable_tells_already_adds_nothing():
    frame = invited(gap=0.4)
    frame["role"] = np.where(frame["side"] == "payer", np.where(frame.index % 4, "cfo", "md"), "it")
    alone = representativity(frame, ["role"])
    assert representativity(frame, ["role", "side"]).index == pytest.approx(alone.index, abs=1e-6)


def test_where_everybody_answered_nothing_is_told_apart():
    with pytest.raises(StatisticsError, match="400 of 400 answered"):
        representativity(invited().assign(answered=True), ["side"])
