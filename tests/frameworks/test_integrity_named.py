from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.frameworks.integrity_named import named_inflation


def answers(size: int = 600, *, lift: float = 0.0, seed: int = 1) -> pd.DataFrame:
    """Made-up answers: large firms rate higher and give their name more often."""
    rng = np.random.default_rng(seed)
    large = rng.random(size) < 0.5
    named = rng.random(size) < np.where(large, 0.8, 0.4)
    account = np.arange(size) // 3
    mood = rng.normal(0, 0.5, size)[account]
    score = 5 + 1.5 * large + lift * named + mood + rng.normal(0, 1, size)
    return pd.DataFrame(
        {"score": score, "named": named, "size": np.where(large, "l", "s"), "account": account}
    )


def test_the_plain_difference_is_that_of_welch():
    frame = answers()
    found = named_inflation(frame, ["score"], "named").scores.loc["score"]
    own = [frame.loc[frame["named"] == side, "score"] for side in (True, False)]
    assert found["crude"] == pytest.approx(own[0].mean() - own[1].mean())
    assert found["difference"] == found["crude"]
    assert found["p"] == pytest.approx(stats.ttest_ind(*own, equal_var=False).pvalue, rel=0.1)


def test_what_goes_with_the_segment_is_taken_out():
    frame = answers(3000)
    found = named_inflation(frame, ["score"], "named", adjust=["size"]).scores.loc["score"]
    assert found["crude"] > 0.4
    assert found["difference"] == pytest.approx(0, abs=0.1)
    assert not found["inflated"]


def test_planted_inflation_is_found_and_taken_off_the_mean():
    frame = answers(3000, lift=0.5)
    found = named_inflation(frame, ["score"], "named", adjust=["size"], clusters="account")
    row = found.scores.loc["score"]
    assert row["low"] < 0.5 < row["high"]
    assert row["inflated"]
    expected = frame["score"].mean() - frame["named"].mean() * row["difference"]
    assert row["without"] == pytest.approx(expected)
    assert found.named_share == pytest.approx(frame["named"].mean())


def test_false_alarms_are_as_rare_as_promised():
    alarms = [
        named_inflation(answers(seed=seed), ["score"], "named", adjust=["size"], clusters="account")
        .scores["p_adjusted"]
        .iloc[0]
        < 0.05
        for seed in range(40)
    ]
    assert sum(alarms) <= 6


def test_lower_named_answers_are_no_inflation():
    found = named_inflation(answers(3000, lift=-0.5), ["score"], "named", adjust=["size"]).scores
    assert found.loc["score", ["inflated", "deflated"]].tolist() == [False, True]


def test_too_few_on_one_side_are_not_compared():
    frame = answers(60)
    frame["named"] = [True] * 55 + [False] * 5
    row = named_inflation(frame, ["score"], "named").scores.loc["score"]
    assert row["reason"] == "few"
    assert np.isnan(row["difference"])
    assert row["anonymous_base"] == 5


def test_who_did_not_say_and_who_did_not_answer_are_left_out():
    frame = answers().astype({"named": object})
    frame.loc[:9, "named"] = None
    frame.loc[10:19, "score"] = np.nan
    row = named_inflation(frame, ["score"], "named").scores.loc["score"]
    assert row["named_base"] + row["anonymous_base"] == 580


def test_a_segment_that_tells_the_sides_apart_is_no_comparison():
    frame = answers()
    frame["size"] = np.where(frame["named"], "l", "s")
    row = named_inflation(frame, ["score"], "named", adjust=["size"]).scores.loc["score"]
    assert row["reason"] == "apart"
    assert np.isnan(row["difference"])


def test_names_given_are_true_or_false():
    with pytest.raises(StatisticsError, match="true and false, for everybody"):
        named_inflation(answers().assign(named="yes"), ["score"], "named")
