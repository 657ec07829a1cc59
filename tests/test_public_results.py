"""Every result of the statistics: a frame, a method in words, and a look in a notebook."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from research.statistics import (
    agreement,
    choices,
    drivers,
    effects,
    rankings,
    samples,
    scales,
    segments,
    tables,
)
from research.statistics.answers.results import StatisticalResult

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
RANKS = pd.DataFrame(
    np.random.default_rng(1).permuted(np.tile([1, 2, 3], (20, 1)), axis=1), columns=list("abc")
)
PEOPLE = pd.DataFrame(
    {"sector": ["bank", "shop"] * 10, "rating": [1, 2, 3, 4, 5] * 4, "advice": [1, 3, 2, 5, 4] * 4}
)
TREATED = np.array([True, False] * 10)
X = effects.design(PEOPLE, ["advice"])

RESULTS: dict[str, Any] = {
    "cohen_kappa": agreement.cohen_kappa(list("aabb"), list("aaba")),
    "intraclass_correlation": agreement.intraclass_correlation(
        pd.DataFrame({"ann": [1, 2, 4], "bob": [2, 2, 5]})
    ),
    "maxdiff_design": choices.maxdiff_design(list("abcd"), per_set=2),
    "maxdiff_counts": choices.maxdiff_counts(
        pd.DataFrame({"i": ["a", "b"], "j": ["b", "c"], "best": ["a", "b"], "worst": ["b", "c"]}),
        ["i", "j"],
        "best",
        "worst",
    ),
    "turf": choices.turf(PEOPLE[["rating", "advice"]] > 3, [1]),
    "decompose": drivers.decompose(PEOPLE[["advice", "rating"]].corr().to_numpy()),
    "importance": drivers.importance(PEOPLE, "rating", ["advice"], draws=20),
    "regression": drivers.regression(PEOPLE, "rating", ["advice"]),
    "crude": effects.crude(PEOPLE["rating"], TREATED),
    "g_computation": effects.g_computation(PEOPLE["rating"], TREATED, X),
    "inverse_probability": effects.inverse_probability(PEOPLE["rating"], TREATED, X),
    "doubly_robust": effects.doubly_robust(PEOPLE["rating"], TREATED, X),
    "compare_groups": rankings.compare_groups(RANKS, PEOPLE["sector"], permutations=99),
    "kendall_w": rankings.kendall_w(RANKS),
    "order_effect": rankings.order_effect(RANKS, RANKS[::-1].reset_index(drop=True)),
    "plackett_luce": rankings.plackett_luce(RANKS),
    "rank_sets": rankings.rank_sets(RANKS, draws=1024),
    "nps": samples.nps([10, 9, 3]),
    "nps_difference": samples.nps_difference([10, 9, 3], [7, 7, 10]),
    "plan_share": samples.plan_share(margin=0.05),
    "plan_share_difference": samples.plan_share_difference(0.5, 0.4, n=100),
    "rake": samples.rake(PEOPLE, {"sector": {"bank": 1, "shop": 3}}),
    "summarise_weights": samples.summarise_weights([1, 2, 3]),
    "survey_total": samples.survey_total([1, 2, 4], [2, 3, 4]),
    "survey_mean": samples.survey_mean([1, 2, 4]),
    "battery_correlations": scales.battery_correlations(PEOPLE[["rating", "advice"]]),
    "reliability": scales.reliability(PEOPLE[["rating", "advice"]]),
    "find_segments": segments.find_segments(PEOPLE[["rating", "advice"]], [2], draws=10),
    "crosstab": tables.crosstab(PEOPLE, ["rating"], tables.Banner(["sector"])),
    "independence": tables.independence([[9, 2], [1, 8]]),
}


def given_by_public_functions() -> set[str]:
    """Names of the classes that public functions give back."""
    rooms = [importlib.import_module(f"research.statistics.{room}") for room in ROOMS]
    every = [getattr(room, name) for room in rooms for name in room.__all__]
    classes = {value.__name__ for value in every if inspect.isclass(value)}
    functions = [value for value in every if inspect.isfunction(value)]
    return classes & {str(inspect.signature(f).return_annotation).strip("'") for f in functions}


def test_every_class_that_a_public_function_gives_is_shown_here() -> None:
    assert given_by_public_functions() == {type(result).__name__ for result in RESULTS.values()}


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_a_result_has_a_frame_and_a_method_in_words(result: Any) -> None:
    assert isinstance(result, StatisticalResult)
    assert dataclasses.is_dataclass(result)
    assert isinstance(result.frame, pd.DataFrame)
    assert result.frame.size
    assert len(result.method.split()) > 1


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_a_notebook_shows_it_as_pandas_does_with_its_method(result: Any) -> None:
    shown = result._repr_html_()
    assert shown.startswith(result.frame._repr_html_())
    assert result.method.split()[0] in shown
    assert shown.endswith("</small></p>")


def test_a_reader_who_wants_plain_text_gets_it() -> None:
    with pd.option_context("display.notebook_repr_html", False):
        assert samples.nps([10, 9, 3])._repr_html_() is None


def test_words_of_data_are_no_markup() -> None:
    people = PEOPLE.assign(sector=["<b>bank</b>", "shop"] * 10)
    shown = tables.crosstab(people, ["rating"], tables.Banner(["sector"]))._repr_html_()
    assert "<b>bank</b>" not in shown
    margin = {"<i>sector</i>": {"<b>bank</b>": 1, "shop": 1}}
    raked = samples.rake(people.rename(columns={"sector": "<i>sector</i>"}), margin)
    assert "<i>sector</i>" in raked.method
    assert "<i>sector</i>" not in raked._repr_html_()


def test_the_frame_of_single_values_is_one_row_of_them() -> None:
    frame = samples.nps([10, 9, 8, 3]).frame
    assert len(frame) == 1
    assert frame.loc[0, ["score", "n"]].tolist() == [25.0, 4]
    assert "method" not in frame


def test_a_difference_shows_both_scores_and_itself() -> None:
    found = samples.nps_difference([10, 9, 3], [7, 7, 10])
    assert found.frame.index.tolist() == ["first", "second", "difference"]
    assert found.frame.loc["difference", "score"] == found.difference
    assert found.frame.loc["first", "score"] == found.first.score


def test_statistics_show_themselves_without_the_house_that_displays() -> None:
    package = Path(importlib.import_module("research.statistics").__file__ or "").parent
    imported = {
        node.module or ""
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    assert "research.errors" in imported
    assert not [name for name in imported if name.startswith("research.display")]
