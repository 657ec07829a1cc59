from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.discrete.conditional_models import ConditionalLogit

from research.errors import StatisticsError
from research.statistics.choices.best_worst import maxdiff_counts, maxdiff_logit
from research.statistics.choices.designs import maxdiff_design

UTILITY = pd.Series({"price": 1.2, "speed": 0.4, "care": 0.0, "range": -0.5, "style": -1.1})
SHOWN = ["item1", "item2", "item3"]


def made_up(people: int, seed: int = 1, weights: bool = False) -> pd.DataFrame:
    """Made-up picks after the model: best by its odds, worst of the rest by the inverse."""
    rng = np.random.default_rng(seed)
    sets = maxdiff_design(list(UTILITY.index), per_set=3, sets=5).sets
    tasks = pd.concat([sets.assign(who=who) for who in range(people)], ignore_index=True)
    worth = UTILITY[tasks[SHOWN].to_numpy().ravel()].to_numpy().reshape(-1, 3)
    rows = np.arange(len(tasks))
    best = (worth + rng.gumbel(size=worth.shape)).argmax(axis=1)
    away = -worth + rng.gumbel(size=worth.shape)
    away[rows, best] = -np.inf
    names = tasks[SHOWN].to_numpy()
    tasks["best"], tasks["worst"] = names[rows, best], names[rows, away.argmax(axis=1)]
    if weights:
        tasks["w"] = rng.uniform(0.5, 2, people)[tasks["who"]]
    return tasks


def test_utilities_of_two_at_a_time_are_those_of_agresti():
    """Agresti (2002), "Categorical Data Analysis", table 10.10: baseball 1987, Bradley-Terry."""
    teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"]
    wins = [
        [0, 7, 9, 7, 7, 9, 11],
        [6, 0, 7, 5, 11, 9, 9],
        [4, 6, 0, 7, 7, 8, 12],
        [6, 8, 6, 0, 6, 7, 10],
        [6, 2, 6, 7, 0, 7, 12],
        [4, 4, 5, 6, 6, 0, 6],
        [2, 4, 1, 3, 1, 7, 0],
    ]
    games = [
        {"one": teams[a], "two": teams[b], "best": teams[a], "worst": teams[b]}
        for a in range(7)
        for b in range(7)
        for _ in range(wins[a][b])
    ]
    utility = maxdiff_logit(pd.DataFrame(games), ["one", "two"], "best", "worst").items["utility"]
    found = (utility - utility["Baltimore"])[teams]
    np.testing.assert_allclose(found, [1.58, 1.44, 1.29, 1.25, 1.11, 0.68, 0], atol=0.006)


def test_utilities_and_likelihood_are_those_of_statsmodels():
    tasks = made_up(30)
    found = maxdiff_logit(tasks, SHOWN, "best", "worst", respondent="who")
    names = list(UTILITY.index)
    rows, picked, groups = [], [], []
    for at, task in tasks.iterrows():
        for worst in (False, True):
            for item in task[SHOWN]:
                if worst and item == task["best"]:
                    continue
                sign = -1.0 if worst else 1.0
                rows.append([sign * (item == name) for name in names[1:]])
                picked.append(int(item == task["worst" if worst else "best"]))
                groups.append(2 * at + worst)
    fitted = ConditionalLogit(np.array(picked), np.array(rows), groups=np.array(groups)).fit(disp=0)
    expected = np.append(0, fitted.params)
    utility = found.items["utility"][names].to_numpy()
    np.testing.assert_allclose(utility - utility[0], expected, atol=1e-4)
    assert found.log_likelihood == pytest.approx(fitted.llf)


def test_the_truth_comes_back_within_its_intervals():
    found = maxdiff_logit(made_up(400, seed=3), SHOWN, "best", "worst", respondent="who").items
    truth = (UTILITY - UTILITY.mean())[found.index]
    assert found.index.tolist() == list(UTILITY.index)
    assert (abs(found["utility"] - truth) < 3 * found["se"]).all()
    assert found["share"].sum() == pytest.approx(100)


def test_intervals_cover_what_they_should():
    """100 studies of 40 respondents with five tasks each, 95% asked."""
    truth = UTILITY - UTILITY.mean()
    hits = []
    for seed in range(100):
        found = maxdiff_logit(made_up(40, seed), SHOWN, "best", "worst", respondent="who").items
        true = truth[found.index]
        hits.append(((found["low"] <= true) & (true <= found["high"])).mean())
    assert np.mean(hits) == pytest.approx(0.95, abs=0.03)


def test_counts_are_counted():
    tasks = made_up(20)
    found = maxdiff_counts(tasks, SHOWN, "best", "worst", respondent="who")
    for item, row in found.items.iterrows():
        assert row["shown"] == (tasks[SHOWN] == item).to_numpy().sum()
        assert row["best"] == (tasks["best"] == item).sum()
        assert row["score"] == pytest.approx((row["best"] - row["worst"]) / row["shown"])
    assert (found.respondents, found.tasks) == (20, 100)


def test_one_item_always_shown_has_the_error_of_a_mean():
    rng = np.random.default_rng(4)
    picks = rng.permutation(["a", "a", "a", "b", "c"] * 8)
    others = {"a": "b", "b": "a", "c": "a"}
    tasks = pd.DataFrame({"one": "a", "two": "b", "three": "c", "best": picks})
    tasks["worst"] = tasks["best"].map(others)
    row = maxdiff_counts(tasks, ["one", "two", "three"], "best", "worst").items.loc["a"]
    values = (tasks["best"] == "a").astype(float) - (tasks["worst"] == "a")
    half = 2.0226909 * values.std() / np.sqrt(40)
    assert row["score"] == pytest.approx(values.mean())
    assert row["high"] - row["score"] == pytest.approx(half, rel=1e-6)


@pytest.mark.parametrize("method", [maxdiff_counts, maxdiff_logit])
def test_a_weight_of_two_equals_a_second_respondent(method):
    tasks = made_up(12).assign(w=lambda frame: np.where(frame["who"] < 4, 2.0, 1.0))
    again = tasks[tasks["who"] < 4].assign(who=lambda frame: frame["who"] + 100)
    doubled = pd.concat([tasks, again], ignore_index=True)
    weighted = method(tasks, SHOWN, "best", "worst", respondent="who", weights="w").items
    twice = method(doubled, SHOWN, "best", "worst", respondent="who").items
    by = "score" if method is maxdiff_counts else "utility"
    pd.testing.assert_series_equal(weighted[by], twice[by], atol=1e-8, rtol=0)
    if method is maxdiff_counts:
        assert weighted["shown"].to_numpy() == pytest.approx(twice["shown"].to_numpy())


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_worst_for_best_turns_the_order(seed):
    tasks = made_up(10, seed)
    turned = tasks.rename(columns={"best": "worst", "worst": "best"})
    there = maxdiff_counts(tasks, SHOWN, "best", "worst").items["score"]
    back = maxdiff_counts(turned, SHOWN, "best", "worst").items["score"]
    assert (there + back[there.index]).abs().max() < 1e-12
    assert there.between(-1, 1).all()


def test_an_item_that_always_wins_has_no_finite_utility():
    tasks = pd.DataFrame({"i": ["a", "a", "b"], "j": ["b", "c", "c"], "best": list("aab")})
    tasks["worst"] = ["b", "c", "c"]
    with pytest.raises(StatisticsError, match="no finite estimate"):
        maxdiff_logit(tasks, ["i", "j"], "best", "worst")


def test_items_that_never_meet_cannot_be_compared():
    tasks = pd.DataFrame({"i": ["a", "a", "c", "c"], "j": ["b", "b", "d", "d"]})
    tasks["best"], tasks["worst"] = list("abcd"), list("badc")
    with pytest.raises(StatisticsError, match="never met"):
        maxdiff_logit(tasks, ["i", "j"], "best", "worst")
