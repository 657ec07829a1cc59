"""Where a company stands among firms, and what is between it and the next stage."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.frameworks.maturity import Cuts
from research.frameworks.maturity_path import (
    meaning,
    moves,
    next_step,
    standing,
    standing_table,
)

NAMES = ["Ignore", "Explore", "Mobilize", "Operationalize", "Align", "Embed"]
STAGES = Cuts.of(dict(zip(NAMES, (20, 50, 60, 70, 80, 90), strict=True)))
RATINGS = pd.Series({"a": 5.0, "b": 2.0, "c": 4.5, "d": 1.0, "e": 3.0})


@pytest.mark.parametrize(
    ("overall", "stage", "following", "points"),
    [
        (49, "Ignore", "Explore", 1.0),
        (50, "Explore", "Mobilize", 10.0),
        (59.9, "Explore", "Mobilize", 0.1),
        (60, "Mobilize", "Operationalize", 10.0),
        (79.5, "Operationalize", "Align", 0.5),
        (89, "Align", "Embed", 1.0),
        (90, "Embed", None, 0.0),
    ],
)
def test_points_to_the_next_stage(overall, stage, following, points):
    step = next_step(overall, RATINGS, STAGES)
    assert (step.stage, step.following, step.points) == (stage, following, points)


def test_the_lowest_items_with_room_come_first_as_many_as_would_do():
    assert next_step(58, RATINGS, STAGES).items == ("d", "b")
    assert next_step(57.8, RATINGS, STAGES).items == ("d", "b", "e")
    assert next_step(50, RATINGS, STAGES).items == ("d", "b", "e")
    assert next_step(95, RATINGS, STAGES).items == ()


def test_without_a_total_there_is_no_step():
    assert next_step(float("nan"), RATINGS, STAGES) is None


FIRMS = pd.Series([10.0, 20, 30, 40, 50, np.nan])


@pytest.mark.parametrize(
    ("own", "word"),
    [
        (40, "best quarter"), (39.9, "second quarter"), (30, "second quarter"),
        (29.9, "third quarter"), (20, "third quarter"), (19.9, "last quarter"),
    ],
)  # fmt: skip
def test_every_quarter_on_both_sides_of_its_edge(own, word):
    assert standing(own, FIRMS) == word


def test_nothing_is_said_without_a_total_or_without_firms():
    assert standing(float("nan"), FIRMS) is None
    assert standing(30, FIRMS.iloc[5:]) is None


def test_a_company_is_set_against_firms_with_a_total():
    firms = pd.DataFrame({"x": FIRMS, "overall": FIRMS * 2})
    found = standing_table(pd.Series({"x": 35.0, "overall": 100.0}), firms)
    row = found.loc["x"]
    assert row[["mean", "lower", "median", "upper", "best"]].tolist() == [30, 20, 30, 40, 50]
    assert (row["gap"], row["below"], row["firms"]) == (5, 60, 5)
    assert found.loc["overall", ["below", "standing"]].tolist() == [80, "best quarter"]


@pytest.mark.parametrize("stage", NAMES)
def test_every_stage_has_a_meaning_and_steps_in_words_of_its_own(stage):
    said = {name: meaning(name, {}) for name in NAMES}
    assert len(set(said.values())) == len(NAMES)
    assert len(said[stage].split()) > 15
    assert len(moves(stage, {})) == 3


def test_words_of_the_edition_go_before_ours_and_unknown_stages_have_none():
    assert meaning("Explore", {"Explore": "Looking around."}) == "Looking around."
    assert moves("Explore", {"Explore": ["Go on"]}) == ["Go on"]
    assert (meaning("Seed", {}), moves("Seed", {})) == ("", [])
