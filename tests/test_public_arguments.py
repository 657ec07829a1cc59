"""Every public function of the statistics: arguments are checked, and matched by labels."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics import (
    agreement,
    answers,
    choices,
    drivers,
    effects,
    rankings,
    samples,
    scales,
    segments,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROOMS = (
    "agreement",
    "answers",
    "choices",
    "drivers",
    "effects",
    "rankings",
    "samples",
    "scales",
    "segments",
    "tables",
)
RNG = np.random.default_rng(2015)
N = 24
PEOPLE = pd.Index([f"R{at}" for at in range(N)], name="respondent")


def labelled(values: Any) -> pd.Series[Any]:
    return pd.Series(values, index=PEOPLE)


ITEMS = ["farming", "hunting", "brand", "people"]
RANKS = pd.DataFrame(
    RNG.permuted(np.tile(np.arange(1, 5), (N, 1)), axis=1), index=PEOPLE, columns=ITEMS
)
SHOWN = pd.DataFrame(
    RNG.permuted(np.tile(np.arange(1, 5), (N, 1)), axis=1), index=PEOPLE, columns=ITEMS
)
WEIGHTS = labelled(RNG.uniform(0.5, 3, N))
CLUSTERS = labelled([f"account {at // 3}" for at in range(N)])
GROUPS = labelled([("north", "south")[at // 3 % 2] for at in range(N)])
RATINGS = labelled(RNG.integers(0, 11, N))
OUTCOME = labelled(RNG.normal(size=N))
TREATED = labelled(RNG.permutation([True, False] * (N // 2)))
OVERDUE = labelled([True, True, False, True] * (N // 4))
FRAME = pd.DataFrame(
    {
        "sector": GROUPS,
        "size": labelled(RNG.choice(["small", "large"], N)),
        "rating": RNG.integers(1, 6, N),
        "advice": RNG.integers(1, 6, N),
        "delivery": RNG.integers(1, 6, N),
        "mail": RNG.integers(0, 2, N),
        "web": RNG.integers(0, 2, N),
        "weight": WEIGHTS,
        "account": CLUSTERS,
    }
)
X = effects.design(FRAME, ["size", "advice"])
CODES = pd.DataFrame({"ann": list("aabbab"), "bob": list("aabbaa"), "cat": list("abbbab")})
ITEM = pd.Index(ITEMS)
IMPORTANCE = drivers.importance(FRAME, "rating", ["advice", "delivery"], draws=50)
CORRELATIONS = FRAME[["advice", "delivery", "rating"]].corr().to_numpy()
RULE = samples.Suppression(hide=2)
NUMBERS = labelled(RNG.integers(1, 9, N)).astype(float)
WAVES = {
    str(2014 + at): FRAME[at::3].assign(account=range(8)).reset_index(drop=True) for at in range(3)
}

TASKS = pd.DataFrame(
    {
        "one": ["a", "b", "c", "a"] * 6,
        "two": ["b", "c", "a", "b"] * 6,
        "best": ["a", "b", "c", "b"] * 6,
        "worst": ["b", "c", "a", "a"] * 6,
        "weight": WEIGHTS.to_numpy(),
        "account": CLUSTERS.to_numpy(),
    }
)

SURVEY = {
    "strata": GROUPS,
    "clusters": CLUSTERS,
    "population": labelled(90),
    "domain": labelled([True, True, False] * (N // 3)),
    "raked": FRAME[["size"]],
    "start": WEIGHTS,
    "confidence": 0.9,
}
# One call of each function that is in order.
CALLS: dict[Callable[..., Any], dict[str, Any]] = {
    agreement.cohen_kappa: {
        "first": CODES["ann"],
        "second": CODES["bob"],
        "categories": ["a", "b"],
        "weighting": "linear",
        "confidence": 0.9,
    },
    agreement.cohen_kappa_table: {
        "table": [[9, 2], [1, 8]],
        "weighting": "none",
        "confidence": 0.9,
    },
    agreement.fleiss_kappa: {"ratings": CODES, "confidence": 0.9},
    agreement.intraclass_correlation: {
        "ratings": FRAME[["rating", "advice", "delivery"]],
        "raters": "fixed",
        "confidence": 0.9,
    },
    agreement.krippendorff_alpha: {
        "ratings": CODES,
        "level": "ordinal",
        "categories": ["a", "b"],
        "confidence": 0.9,
        "draws": 20,
        "seed": 1,
    },
    agreement.masi_distance: {"first": frozenset("ab"), "second": frozenset("a")},
    answers.from_categories: {
        "frame": FRAME,
        "columns": ["sector"],
        "categories": ["north", "south"],
    },
    answers.from_dichotomies: {"frame": FRAME, "columns": ["mail", "web"], "counted": 1},
    answers.from_lists: {"answers": pd.Series([["a"], ["b", "a"]]), "categories": ["a", "b"]},
    choices.maxdiff_counts: {
        "tasks": TASKS,
        "shown": ["one", "two"],
        "best": "best",
        "worst": "worst",
        "respondent": "account",
        "weights": "weight",
        "confidence": 0.9,
    },
    choices.maxdiff_design: {
        "items": list("abcdef"),
        "per_set": 3,
        "sets": 4,
        "versions": 2,
        "seed": 1,
    },
    choices.maxdiff_logit: {
        "tasks": TASKS,
        "shown": ["one", "two"],
        "best": "best",
        "worst": "worst",
        "respondent": "account",
        "weights": "weight",
        "confidence": 0.9,
    },
    choices.turf: {
        "chosen": FRAME[["mail", "web"]],
        "sizes": [1, 2],
        "weights": WEIGHTS,
        "always": [],
        "best": 2,
        "search": "exact",
        "confidence": 0.9,
    },
    drivers.decompose: {"correlations": CORRELATIONS},
    drivers.lmg: {"correlations": CORRELATIONS},
    drivers.relative_weights: {"correlations": CORRELATIONS},
    drivers.importance: {
        "frame": FRAME,
        "outcome": "rating",
        "drivers": ["advice", "delivery"],
        "kind": "linear",
        "weights": "weight",
        "clusters": "account",
        "draws": 50,
        "confidence": 0.9,
        "seed": 1,
    },
    drivers.importance_performance: {
        "result": IMPORTANCE,
        "importance_cut": 40,
        "performance_cut": 3,
    },
    drivers.rank_sets_of_draws: {
        "estimate": np.array([3.0, 1.0]),
        "draws": RNG.normal([3.0, 1.0], size=(50, 2)),
        "confidence": 0.9,
    },
    drivers.regression: {
        "frame": FRAME,
        "outcome": "rating",
        "predictors": ["advice", "size"],
        "kind": "linear",
        "weights": "weight",
        "strata": "sector",
        "clusters": "account",
        "population": None,
        "confidence": 0.9,
    },
    effects.balance: {
        "X": X,
        "treated": TREATED,
        "chance": effects.propensity(X, TREATED),
        "weights": WEIGHTS,
    },
    effects.clustered_error: {"influence": OUTCOME, "clusters": CLUSTERS},
    effects.crude: {"outcome": OUTCOME, "treated": TREATED, "weights": WEIGHTS},
    effects.design: {"frame": FRAME, "columns": ["size", "advice"]},
    effects.difference_in_differences: {
        "outcome": OUTCOME,
        "treated": TREATED,
        "after": X["advice"] > X["advice"].median(),
    },
    effects.doubly_robust: {
        "outcome": OUTCOME,
        "treated": TREATED,
        "X": X,
        "weights": WEIGHTS,
        "family": "linear",
        "selection": X[["advice"]],
    },
    effects.e_value: {"ratio": 2.0, "limit": 1.2},
    effects.g_computation: {
        "outcome": OUTCOME,
        "treated": TREATED,
        "X": X,
        "weights": WEIGHTS,
        "family": "linear",
        "interactions": True,
    },
    effects.inverse_probability: {
        "outcome": OUTCOME,
        "treated": TREATED,
        "X": X,
        "weights": WEIGHTS,
    },
    effects.overlap: {
        "chance": effects.propensity(X, TREATED),
        "treated": TREATED,
        "weights": WEIGHTS,
    },
    effects.propensity: {"X": X, "treated": TREATED, "weights": WEIGHTS},
    effects.standardised_shares: {
        "counts": pd.DataFrame(
            {
                "group": list("AABB"),
                "stratum": list("xyxy"),
                "count": [1, 2, 3, 4],
                "n": [5, 5, 5, 9],
            }
        ),
        "mix": {"x": 1, "y": 2},
    },
    rankings.co_occurrence: {
        "ranks": RANKS,
        "given": 1,
        "k": 2,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "unranked": "missing",
        "confidence": 0.9,
        "suppression": RULE,
    },
    rankings.compare_groups: {
        "ranks": RANKS,
        "groups": GROUPS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "permutations": 99,
        "seed": 1,
        "unranked": "missing",
    },
    rankings.correct_by_anchor: {
        "ranks": RANKS,
        "passed": OVERDUE,
        "weights": WEIGHTS,
        "chance": 0.05,
        "clusters": CLUSTERS,
        "top": 2,
        "confidence": 0.9,
        "draws": 100,
        "seed": 1,
        "unranked": "missing",
    },
    rankings.filled_ranks: {"ranks": RANKS, "unranked": "missing"},
    rankings.group_overlap: {
        "ranks": RANKS,
        "groups": GROUPS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "persistence": 0.8,
        "confidence": 0.9,
        "draws": 1024,
        "unranked": "missing",
    },
    rankings.kendall_tau: {
        "first": pd.Series([1.0, 2, 3, 4], index=ITEM),
        "second": pd.Series([1.0, 2, 4, 3], index=ITEM),
    },
    rankings.kendall_w: {
        "ranks": RANKS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "unranked": "missing",
    },
    rankings.largest_random_share: {"ranks": RANKS, "weights": WEIGHTS, "unranked": "missing"},
    rankings.order_effect: {"ranks": RANKS, "shown": SHOWN},
    rankings.plackett_luce: {
        "ranks": RANKS,
        "weights": WEIGHTS,
        "unranked": "missing",
        "pseudo": 0.5,
    },
    rankings.preferences: {
        "ranks": RANKS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "unranked": "missing",
        "confidence": 0.9,
    },
    rankings.random_responders: {
        "ranks": RANKS,
        "weights": WEIGHTS,
        "shares": [0, 0.1],
        "random_mean": pd.Series([1.0, 2, 3, 4], index=ITEM),
        "clusters": CLUSTERS,
        "top": 2,
        "unranked": "missing",
    },
    rankings.rank_biased_overlap: {
        "first": pd.Series([1.0, 2, 3, 4], index=ITEM),
        "second": pd.Series([1.0, 2, 4, 3], index=ITEM),
        "persistence": 0.8,
    },
    rankings.rank_by_group: {
        "ranks": RANKS,
        "groups": GROUPS,
        "weights": WEIGHTS,
        "unranked": "missing",
    },
    rankings.rank_distribution: {
        "ranks": RANKS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "unranked": "missing",
        "confidence": 0.9,
    },
    rankings.rank_sets: {
        "ranks": RANKS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "confidence": 0.9,
        "top": 2,
        "draws": 1024,
        "seed": 1,
        "unranked": "missing",
    },
    rankings.rank_sets_from: {
        "estimates": pd.Series([40.0, 30, 20, 10], index=ITEM),
        "covariance": None,
        "standard_errors": pd.Series([1.0, 2, 3, 4], index=ITEM),
        "df": 20,
        "best": "high",
        "confidence": 0.9,
        "top": 2,
        "draws": 1024,
        "seed": 1,
    },
    rankings.score_sets: {
        "scores": RANKS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "confidence": 0.9,
        "draws": 1024,
        "seed": 1,
    },
    rankings.rank_summary: {
        "ranks": RANKS,
        "weights": WEIGHTS,
        "top": (2,),
        "bottom": (2,),
        "clusters": CLUSTERS,
        "unranked": "missing",
        "confidence": 0.9,
    },
    rankings.straight_lining: {"ranks": RANKS, "shown": SHOWN},
    samples.adjusted: {"p": [0.01, 0.2], "method": "holm"},
    samples.classify: {"ratings": RATINGS, "promoter": 9, "detractor": 6},
    samples.compare_several_waves: {
        "waves": WAVES,
        "items": ["rating"],
        "pairs": "all",
        "kind": "mean",
        "by": "size",
        "weights": "weight",
        "clusters": "account",
        "correction": "holm",
        "confidence": 0.9,
    },
    samples.compare_waves: {
        "earlier": FRAME[: N // 2],
        "later": FRAME[N // 2 :],
        "items": ["rating"],
        "kind": "mean",
        "by": "size",
        "weights": "weight",
        "clusters": "account",
        "panel": False,
        "correction": "holm",
        "confidence": 0.9,
    },
    samples.effective_size: {"total": NUMBERS, "squares": NUMBERS**2 + 1},
    samples.newcombe: {
        "count_a": NUMBERS,
        "n_a": NUMBERS + 3,
        "count_b": NUMBERS,
        "n_b": NUMBERS + 9,
        "confidence": 0.9,
    },
    samples.normal_quantile: {"confidence": 0.9},
    samples.nps: {
        "ratings": RATINGS,
        "weights": WEIGHTS,
        "clusters": CLUSTERS,
        "method": "score",
        "confidence": 0.9,
        "draws": 100,
        "seed": 1,
    },
    samples.nps_difference: {
        "first": RATINGS,
        "second": RATINGS[5:],
        "weights": (WEIGHTS, None),
        "clusters": (CLUSTERS, None),
        "confidence": 0.9,
    },
    samples.nps_interval: {
        "promoters": NUMBERS,
        "passives": NUMBERS + 1,
        "detractors": NUMBERS,
        "method": "score",
        "confidence": 0.9,
    },
    samples.plan_mean: {
        "sd": 2.5,
        "margin": 0.2,
        "n": None,
        "confidence": 0.9,
        "design_effect": 1.2,
        "population": 900,
    },
    samples.plan_mean_difference: {
        "difference": 0.4,
        "sd": 2.5,
        "n": 50,
        "power": None,
        "ratio": 2,
        "confidence": 0.9,
        "design_effect": 1.2,
        "population": 900,
    },
    samples.plan_nps: {
        "promoters": 0.5,
        "detractors": 0.2,
        "margin": None,
        "n": 50,
        "confidence": 0.9,
        "design_effect": 1.2,
        "population": 900,
    },
    samples.plan_nps_difference: {
        "first": (0.5, 0.2),
        "second": (0.3, 0.3),
        "n": 50,
        "power": None,
        "ratio": 2,
        "confidence": 0.9,
        "design_effect": 1.2,
        "population": 900,
    },
    samples.plan_share: {
        "share": 0.3,
        "margin": 0.05,
        "n": None,
        "confidence": 0.9,
        "design_effect": 1.2,
        "population": 900,
    },
    samples.plan_share_difference: {
        "first": 0.5,
        "second": 0.3,
        "n": None,
        "power": 0.8,
        "ratio": 2,
        "confidence": 0.9,
        "design_effect": 1.2,
        "population": 9000,
    },
    samples.rake: {
        "frame": FRAME,
        "targets": {"size": {"small": 40, "large": 60}},
        "start": WEIGHTS,
        "limits": (0.1, 9),
        "total": 100,
        "tolerance": 1e-6,
        "rounds": 50,
        "strict": True,
    },
    samples.summarise_weights: {"weights": WEIGHTS, "counts": NUMBERS},
    samples.survey_mean: {
        "values": OUTCOME,
        "weights": WEIGHTS,
        **SURVEY,
    },
    samples.survey_quantile: {
        "values": OUTCOME,
        "weights": WEIGHTS,
        "q": 0.25,
        **SURVEY,
    },
    samples.survey_ratio: {
        "numerator": OUTCOME,
        "denominator": NUMBERS,
        "weights": WEIGHTS,
        **SURVEY,
    },
    samples.survey_total: {
        "values": OUTCOME,
        "weights": WEIGHTS,
        **SURVEY,
    },
    samples.wave_trend: {
        "waves": WAVES,
        "items": ["rating"],
        "times": [2014, 2015, 2016],
        "kind": "mean",
        "by": "size",
        "weights": "weight",
        "clusters": "account",
        "correction": "holm",
        "confidence": 0.9,
    },
    samples.wilson: {"count": NUMBERS, "n": NUMBERS + 3, "confidence": 0.9},
    scales.battery_correlations: {
        "answers": FRAME[["rating", "advice", "delivery"]],
        "weights": WEIGHTS,
        "kind": "spearman",
        "correction": "bh",
        "confidence": 0.9,
    },
    scales.reliability: {
        "answers": FRAME[["rating", "advice", "delivery"]],
        "weights": WEIGHTS,
        "confidence": 0.9,
    },
    segments.adjusted_rand: {"first": GROUPS, "second": FRAME["size"]},
    segments.find_segments: {
        "answers": FRAME[["rating", "advice", "delivery"]],
        "sizes": [2, 3],
        "weights": WEIGHTS,
        "standardise": True,
        "draws": 10,
        "seed": 1,
    },
    tables.crosstab: {
        "frame": FRAME,
        "stub": ["rating"],
        "banner": tables.Banner(["sector"]),
        "weights": "weight",
        "frequencies": False,
        "comparison": samples.STANDARD,
        "suppression": RULE,
        "accounts": "account",
        "clusters": "account",
        "raked": samples.Calibration(FRAME[["size"]], WEIGHTS, clusters=CLUSTERS),
        "dominance": tables.Dominance(),
        "confidence": 0.9,
    },
    tables.independence: {"table": [[9, 2], [1, 8]], "design_effect": 1.2},
}

WRONG = [
    None,
    "nonsense",
    ["nonsense"],
    95,
    -1,
    float("inf"),
    float("nan"),
    True,
    [],
    [1, "two"],
    {},
    object(),
    pd.DataFrame(),
    pd.Series(dtype=float),
    np.zeros((2, 3)),
]


def public() -> list[Callable[..., Any]]:
    rooms = [importlib.import_module(f"research.statistics.{room}") for room in ROOMS]
    every = [getattr(room, name) for room in rooms for name in room.__all__]
    return [value for value in every if inspect.isfunction(value)]


def test_every_public_function_has_a_call_with_all_its_arguments() -> None:
    assert {function.__name__ for function in public()} == {each.__name__ for each in CALLS}
    for function, given in CALLS.items():
        assert list(inspect.signature(function).parameters) == list(given), function.__name__


@pytest.mark.parametrize("function", CALLS, ids=lambda each: each.__name__)
def test_the_call_is_in_order(function: Callable[..., Any]) -> None:
    assert function(**CALLS[function]) is not None


@pytest.mark.parametrize("function", CALLS, ids=lambda each: each.__name__)
def test_whatever_is_given_there_is_an_answer_or_a_sentence(function: Callable[..., Any]) -> None:
    for name in CALLS[function]:
        for wrong in WRONG:
            try:
                function(**{**CALLS[function], name: wrong})
            except StatisticsError:
                continue
            except Exception as error:
                called = f"{function.__name__}({name}={wrong!r})"
                pytest.fail(f"{called}: {type(error).__name__} {error}")


NOT_A_LEVEL = {"confidence": [95, 0, 1.0, "0.95"], "draws": [0, 2.5], "seed": [-1, "x"]}
NOT_A_COLUMN = {"weights": "nosuch", "clusters": "nosuch", "accounts": "nosuch", "by": "nosuch"}


@pytest.mark.parametrize("function", CALLS, ids=lambda each: each.__name__)
def test_levels_columns_text_and_infinity_are_refused_with_what_was_allowed(
    function: Callable[..., Any],
) -> None:
    given = CALLS[function]
    wrong = [(name, value) for name in given for value in NOT_A_LEVEL.get(name, [])]
    wrong += [(n, v) for n, v in NOT_A_COLUMN.items() if isinstance(given.get(n), str)]
    wrong += [
        (name, value.astype(object).where(value.index != value.index[0], "text"))
        for name, value in given.items()
        if isinstance(value, pd.Series) and value.dtype.kind in "if"
    ]
    wrong += [
        (name, value.astype(float).where(value.index != value.index[0], np.inf))
        for name, value in given.items()
        if isinstance(value, pd.Series) and value.dtype.kind in "if"
    ]
    wrong += [(name, [1, 2]) for name, value in given.items() if isinstance(value, pd.DataFrame)]
    for name, value in wrong:
        with pytest.raises(StatisticsError, match="allowed"):
            function(**{**given, name: value})


def companions() -> list[tuple[Callable[..., Any], str]]:
    """Arguments that go with another by their labels: all Series and frames but the first."""
    found = []
    for function, given in CALLS.items():
        held = [
            name for name, value in given.items() if isinstance(value, pd.Series | pd.DataFrame)
        ]
        own = [n for n in held if given[n].index.equals(given[held[0]].index)]
        found += [(function, name) for name in own[1:] if (function, name) not in APART]
    return found


# Two samples of their own, whose rows have nothing to do with each other.
APART = {(samples.compare_waves, "later"), (samples.nps_difference, "second")}


@pytest.mark.parametrize(
    ("function", "name"), companions(), ids=lambda each: getattr(each, "__name__", each)
)
def test_companions_are_matched_by_their_labels(function: Callable[..., Any], name: str) -> None:
    given = CALLS[function]
    own = given[name]
    expected = function(**given)
    for order in (own.index[::-1], own.index[np.random.default_rng(1).permutation(len(own))]):
        assert_same(function(**{**given, name: own.loc[order]}), expected)
    with pytest.raises(StatisticsError, match=r"missing for 1 of|labelled"):
        function(**{**given, name: own.iloc[:-1]})
    other = own.rename(index={own.index[0]: "nobody"})
    with pytest.raises(StatisticsError, match=r"missing for 1 of"):
        function(**{**given, name: other})
    twice = own.rename(index={own.index[0]: own.index[1]})
    with pytest.raises(StatisticsError, match="occurs twice"):
        function(**{**given, name: twice})


def test_the_companions_are_those_that_were_matched_by_position() -> None:
    names = {(function.__name__, name) for function, name in companions()}
    assert {
        ("nps", "weights"),
        ("nps", "clusters"),
        ("survey_mean", "weights"),
        ("survey_mean", "domain"),
        ("rake", "start"),
        ("doubly_robust", "X"),
        ("cohen_kappa", "second"),
        ("wilson", "n"),
        ("clustered_error", "clusters"),
        ("straight_lining", "shown"),
        ("kendall_tau", "second"),
    } <= names


def test_a_score_of_eighty_is_not_turned_by_the_order_of_the_weights() -> None:
    ratings = pd.Series([10, 0], index=["ann", "bob"])
    weights = pd.Series([1.0, 9.0], index=["bob", "ann"])
    assert samples.nps(ratings, weights).score == pytest.approx(80)


def test_pairs_of_weights_are_matched_each_with_its_own() -> None:
    given = CALLS[samples.nps_difference]
    turned = {"weights": (WEIGHTS[::-1], None), "clusters": (CLUSTERS[::-1], None)}
    assert_same(samples.nps_difference(**{**given, **turned}), samples.nps_difference(**given))


def test_an_effect_matches_clusters_with_its_own_rows() -> None:
    effect = effects.crude(OUTCOME, TREATED)
    assert effect.interval(CLUSTERS[::-1]) == pytest.approx(effect.interval(CLUSTERS))
    with pytest.raises(StatisticsError, match="missing for 1 of"):
        effect.interval(CLUSTERS[1:])


def assert_same(found: Any, expected: Any) -> None:
    """Require two results to be equal, whatever they are made of."""
    if isinstance(expected, pd.DataFrame):
        pd.testing.assert_frame_equal(found, expected)
    elif isinstance(expected, pd.Series):
        pd.testing.assert_series_equal(found, expected)
    elif isinstance(expected, tuple):
        for one, other in zip(found, expected, strict=True):
            assert_same(one, other)
    elif dataclasses.is_dataclass(expected):
        for field in dataclasses.fields(expected):
            assert_same(getattr(found, field.name), getattr(expected, field.name))
    elif isinstance(expected, pd.Index):
        assert found.equals(expected)
    elif isinstance(expected, str | type(None)):
        assert found == expected
    else:
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)
