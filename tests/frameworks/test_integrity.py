from __future__ import annotations

import math

import pandas as pd
import pytest

from research.errors import StatisticsError, ThinDataError, UnknownNameError
from research.frameworks.integrity import (
    MEASURES,
    THREATS,
    Edges,
    Reading,
    concordance,
    lights,
    threats,
)

LIGHTS = ["green", "amber", "red", "unmeasured"]


@pytest.mark.parametrize("key", MEASURES)
def test_both_edges_of_every_light(key):
    edges = MEASURES[key].edges
    step = 1e-9 if edges.rising else -1e-9
    assert edges.light(edges.good - step) == "green"
    assert edges.light(edges.good) == "green"
    assert edges.light(edges.good + step) == "amber"
    assert edges.light(edges.bad) == "amber"
    assert edges.light(edges.bad + step) == "red"
    assert edges.light(math.nan) == "unmeasured"


def test_defaults_are_those_that_are_written_down():
    told = {key: (one.edges.good, one.edges.bad) for key, one in MEASURES.items()}
    assert told == {
        "outcome": (0.60, 0.55),
        "alpha": (0.70, 0.60),
        "response": (0.60, 0.40),
        "representative": (0.80, 0.65),
        "efficiency": (0.80, 0.50),
        "blanks": (0.05, 0.10),
        "routing": (0.01, 0.05),
        "careless": (0.05, 0.15),
        "contradicting": (0.01, 0.05),
        "inflation": (0.20, 0.50),
        "scale": (0.20, 0.50),
        "thin": (0.10, 0.33),
        "chance": (0.10, 0.50),
    }


def test_a_threat_has_the_worst_light_of_what_tells_of_it():
    found = lights(
        {
            "blanks": Reading(0.01, 100),
            "routing": Reading(0.03, 100),
            "response": Reading(0.61, 300),
            "efficiency": Reading(0.2, 100),
        }
    )
    assert threats(found).to_dict() == {
        "strategy": "unmeasured",
        "constructs": "unmeasured",
        "sampling": "red",
        "questionnaire": "amber",
        "biases": "unmeasured",
        "analytics": "unmeasured",
    }
    assert list(found.index) == list(MEASURES)
    assert found.loc["response", ["value", "base"]].tolist() == [0.61, 300]


def test_an_author_may_move_the_edges():
    readings = {"response": Reading(0.49, 100)}
    assert lights(readings).loc["response", "light"] == "amber"
    moved = lights(readings, {"response": Edges(0.45, 0.2)})
    assert moved.loc["response", ["good", "bad", "light"]].tolist() == [0.45, 0.2, "green"]


def test_every_threat_is_told_of_and_every_light_has_its_words():
    assert {one.threat for one in MEASURES.values()} == set(THREATS)
    for measure in MEASURES.values():
        assert measure.action("green") == ""
        assert all(measure.action(light).endswith(".") for light in LIGHTS[1:])
        assert measure.rule(measure.edges).startswith("green ")


def test_rules_say_their_edges():
    assert MEASURES["blanks"].rule(Edges(0.05, 0.1)) == "green up to 5%, red above 10%"
    assert MEASURES["alpha"].rule(Edges(0.7, 0.6)) == "green from 0.70, red below 0.60"


def test_what_is_no_measure_is_refused():
    with pytest.raises(UnknownNameError, match="blank"):
        lights({"blank": Reading(0.1, 10)})
    with pytest.raises(UnknownNameError, match="blank"):
        lights({}, {"blank": Edges(0.1, 0.2)})


@pytest.mark.parametrize("edges", [(0.1, 0.1), (math.nan, 0.1), (0.1, math.inf)])
def test_edges_that_are_none_are_refused(edges):
    with pytest.raises(StatisticsError, match="two different numbers"):
        Edges(*edges)


def test_concordance_counts_pairs_and_halves_ties():
    score = pd.Series([10, 9, 7, 7, 2, 5, None])
    did = pd.Series([True, False, True, False, False, None, True], dtype="boolean")
    pairs = [(a, b) for a in (10, 7) for b in (9, 7, 2)]
    expected = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs)
    found = concordance(score, did)
    assert found.value == pytest.approx(expected)
    assert found.base == 5


def test_concordance_needs_both_kinds():
    with pytest.raises(ThinDataError):
        concordance(pd.Series([1.0, 2.0]), pd.Series([True, True]))
