from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.prose.answers_contests import apart, contest
from research.prose.answers_view import AnswersView
from tests.prose.answered import counted
from tests.prose.test_answers_items import GRID, items


def test_lines_stand_in_order_with_those_that_cannot_be_told_apart() -> None:
    view = AnswersView(counted("single", {"a": 20, "b": 80, "c": 75, "d": 35}, 210))
    found = contest(view, ["a", "b", "c", "d"])
    assert found is not None
    assert (found.keys, found.first, found.close) == (("b", "c", "d", "a"), ("b",), ("c",))
    assert not found.clear


def test_one_line_is_no_contest() -> None:
    assert contest(AnswersView(counted("single", {"a": 200}, 210)), ["a"]) is None


@pytest.mark.parametrize(("effective", "told"), [(210.0, True), (60.0, False)])
def test_weights_take_answers_away(effective: float, told: bool) -> None:
    made = counted("single", {"a": 100, "b": 65, "c": 45}, 210)
    frame = made.bases["answered"].copy()
    frame.loc["effective"] = effective
    view = AnswersView(replace(made, bases={"answered": frame}))
    assert apart(view, "a", "b") is told


def test_clusters_take_answers_away_by_the_intervals_that_they_widen() -> None:
    made = counted("single", {"a": 100, "b": 65, "c": 45}, 210)
    wide = replace(made, low=made.low - 12, high=made.high + 12)
    assert apart(AnswersView(made), "a", "b") is True
    assert apart(AnswersView(wide), "a", "b") is False


def test_means_are_apart_where_their_intervals_do_not_meet() -> None:
    means = {"speed": 3.1, "skill": 4.2, "tone": 3.35}
    view = AnswersView(items("grid", {"mean": means}, half=0.2, **GRID))
    assert apart(view, "skill.mean", "speed.mean") is True
    assert apart(view, "speed.mean", "tone.mean") is False
    bare = AnswersView(items("grid", {"mean": means}, half=np.nan, **GRID))
    assert apart(bare, "skill.mean", "speed.mean") is None
