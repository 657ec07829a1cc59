"""The maturity block: what it names is there, and its bands and stages hold every total."""

from __future__ import annotations

from typing import Any

import pytest

from research.edition.parameters import Edition


def edition(**changes: Any) -> dict[str, Any]:
    """A parameter file with two competencies of two items, changed at dotted places."""
    rows = {key: {"column": key} for key in ("a", "b", "c", "d")}
    grid = {"name": "assessment", "type": "grid", "range": [1, 5], "rows": rows}
    practised = {"name": "practices", "type": "multi", "rows": {"p": {"column": "p"}}}
    numbers = [{"name": name, "type": "numeric", "column": name} for name in ("rated", "more")]
    given: dict[str, Any] = {
        "edition": "x",
        "title": "X",
        "data": {
            "answers": {"file": "a.csv"},
            "raters": {"file": "r.csv", "questions": [grid]},
            "plans": {
                "file": "p.csv",
                "questions": [
                    {"name": name, "type": "open", "column": name}
                    for name in ("action", "owner", "due", "status")
                ],
            },
        },
        "questions": [grid, practised, *numbers],
        "maturity": {
            "question": "assessment",
            "competencies": {
                "one": {"text": "One", "items": ["a", "b"]},
                "two": {"text": "Two", "items": ["c", "d"]},
            },
            "bands": {"low": 2, "high": 7},
            "stages": [{"name": "Early", "least": 4}, {"name": "Late", "least": 15}],
            "practices": {
                "question": "practices",
                "processes": {
                    "sales": {"text": "Sales", "practices": ["p"], "cells": {"one": "p"}}
                },
            },
            "loyalty": {"experience": "rated", "outcomes": ["more"]},
            "company": {"name": "Acme", "raters": "raters", "actions": "plans"},
        },
        "report": {"sections": [{"heading": "H"}]},
    }
    for place, value in changes.items():
        at: Any = given
        *way, last = place.split("__")
        for key in way:
            at = at[int(key)] if isinstance(at, list) else at[key]
        at[last] = value
    return given


def test_a_block_that_agrees_with_its_data_is_read():
    read = Edition.model_validate(edition())
    assert read.maturity is not None
    assert read.maturity.items == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("maturity__question", "assesment", "did you mean 'assessment'"),
        ("maturity__question", "practices", "of type multi, no grid"),
        ("maturity__firms", "firms", "'firms' is no table of data"),
        ("maturity__competencies__one__items", ["a", "e"], "'e' is no row of 'assessment'"),
        ("maturity__competencies__one__items", ["a", "c"], "'c' counts twice"),
        ("maturity__competencies__one__items", ["a"], "one has 1, two has 2"),
        ("maturity__bands", {"low": 3, "high": 7}, "totals of 2 items run from 2 to 10"),
        ("maturity__bands", {"low": 2, "high": 11}, "totals of 2 items run from 2 to 10"),
        ("maturity__bands", {"low": 2, "high": 2}, "bands must rise"),
        ("maturity__stages", [{"name": "E", "least": 5}], "totals of 4 items run from 4 to 20"),
        ("maturity__stages", [], "stages must rise"),
        ("maturity__practices__question", "practise", "is no question of the firms"),
        ("maturity__practices__processes__sales__practices", ["q"], "'q' is no practice here"),
        ("maturity__practices__processes__sales__cells", {"three": "p"}, "is no competency"),
        ("maturity__practices__processes__sales__cells", {"one": "q"}, "'q' is no practice here"),
        ("maturity__loyalty__outcomes", ["less"], "'less' is no number of the firms"),
        ("maturity__loyalty__experience", "practices", "is no number of the firms"),
        ("maturity__company__raters", "rater", "'rater' is no table of data"),
        ("maturity__company__unit", "unit", "'unit' is no question of data.raters"),
        ("maturity__company__practices", "raters", "no question called status"),
        ("maturity__company__actions", "raters", "no question called action, owner, due, status"),
        ("maturity__company__actions", "planz", "'planz' is no table of data"),
    ],
)
def test_what_does_not_agree_is_said_with_what_was_meant(place, value, said):
    with pytest.raises(ValueError, match="validation error") as failed:
        Edition.model_validate(edition(**{place: value}))
    assert said in str(failed.value)


@pytest.mark.parametrize(("name", "edge"), [("bands", 10), ("stages", 20)])
def test_the_highest_band_may_begin_at_the_highest_total(name, edge):
    given = {"low": 2, "high": edge} if name == "bands" else [
        {"name": "Early", "least": 4}, {"name": "Late", "least": edge},
    ]  # fmt: skip
    assert Edition.model_validate(edition(**{f"maturity__{name}": given}))


def test_a_scale_of_codes_has_the_ends_of_its_codes():
    codes = {1: "never", 5: "always", 9: {"text": "Don't know", "role": "dont_know"}}
    given = edition(maturity__bands={"low": 2, "high": 11})
    for asked in (given["questions"][0], given["data"]["raters"]["questions"][0]):
        asked.pop("range", None)
        asked["codes"] = codes
    with pytest.raises(ValueError, match="run from 2 to 10"):
        Edition.model_validate(given)
