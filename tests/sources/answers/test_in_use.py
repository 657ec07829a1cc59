"""Answers in use: what is asked of them is told, by what chapters then depend on."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from research.edition.judgement import load_edition
from research.sources.answers.in_use import AnswersInUse
from research.sources.answers.reading import read_answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from research.sources.answers.answers import Answers

ASKED: dict[str, tuple[Callable[[AnswersInUse], object], set[str]]] = {
    "how many count": (len, set()),
    "keys": (lambda answers: answers.keys, set()),
    "accounts that records are nested in": (lambda answers: answers.clusters, set()),
    "one question": (lambda answers: answers.question("sector"), {"sector:answers"}),
    "texts of one": (lambda answers: answers.texts("sector"), {"sector:answers"}),
    "some": (lambda answers: answers.profile(["sector", "region"]),
             {"sector:answers", "region:answers"}),
    "who was asked": (lambda answers: answers.asked("sector"), {"sector:answers"}),
    "what they said instead": (lambda answers: answers.roles("sector"), {"sector:answers"}),
    "who may be quoted": (lambda answers: answers.consents("reason"), {"reason:answers"}),
    "points of one": (lambda answers: answers.points.get("sector"), {"sector:answers"}),
    "which have points": (lambda answers: list(answers.points), {"*:answers"}),
    "how many have labels": (lambda answers: len(answers.labels), {"*:answers"}),
    "the whole frame": (lambda answers: answers.frame, {"*:answers"}),
    "all as plain columns": (lambda answers: answers.tidy("respondent"), {"*:answers"}),
    "what is odd": (lambda answers: answers.audit, {"*"}),
    "weights": (lambda answers: answers.figures, {"weights", "volumes"}),
}  # fmt: skip


@pytest.fixture
def plain(params: Path) -> Answers:
    edition = load_edition(params)
    table = edition.table("answers")
    assert table is not None
    return read_answers(params.parents[1] / "data" / "respondents.csv", table, name="answers")


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_is_told(plain: Answers, asked: str) -> None:
    told: set[str] = set()
    ask, expected = ASKED[asked]
    answers = AnswersInUse(plain, plain.table, told.add)
    assert not told
    ask(answers)
    assert {name.removeprefix("data.answers.") for name in told} == expected


def test_they_are_the_answers_in_every_respect(plain: Answers) -> None:
    answers = AnswersInUse(plain, plain.table, lambda _: None)
    for name in plain.table.names:
        pd.testing.assert_frame_equal(answers.question(name), plain.question(name))
    pd.testing.assert_frame_equal(answers.tidy("key"), plain.tidy("key"))
    assert len(answers) == len(plain) == len(plain.frame)
    assert dict(answers.points) == dict(plain.points)
    with pytest.raises(KeyError, match="did you mean 'sector'"):
        answers.question("sectr")


def test_who_keeps_them_whole_has_used_all(plain: Answers) -> None:
    told: set[str] = set()
    kept = pickle.loads(pickle.dumps(AnswersInUse(plain, plain.table, told.add)))
    assert told == {"data.answers.*"}
    pd.testing.assert_frame_equal(kept.frame, plain.frame)
