"""Outcomes that the kernels of one build share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.priorities import group_ranks
from research.frameworks.separability import group_differences, ordered_positions
from research.memory import FOLDER, remembered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

calls: list[object] = []

RANKS = pd.DataFrame(
    {"a": [1, 1, 2, 3, 1, 2], "b": [2, 3, 1, 1, 2, 1], "c": [3, 2, 3, 2, 3, 3]},
    index=pd.Index(list("uvwxyz"), name="respondent"),
)
GROUPS = pd.Series(["n", "n", "n", "s", "s", "s"], index=RANKS.index)
OPTIONS = {"confidence": 0.95, "draws": 2048, "seed": 1}


@remembered
def doubled(frame: pd.DataFrame, *, times: int = 2) -> pd.DataFrame:
    """Give a frame many times over."""
    calls.append(times)
    if times < 0:
        msg = "never less than nothing"
        raise StatisticsError(msg)
    return frame * times


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    calls.clear()
    monkeypatch.setenv(FOLDER, str(tmp_path / "memory"))
    return tmp_path / "memory"


def test_the_same_question_is_answered_once(folder: Path) -> None:
    first = doubled(RANKS)
    pd.testing.assert_frame_equal(doubled(RANKS.copy()), first)
    assert calls == [2]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "frame",
    [RANKS.iloc[:3], RANKS.rename(columns={"a": "d"}), RANKS + 1],
    ids=["fewer", "renamed", "moved"],
)
def test_another_question_has_an_answer_of_its_own(folder: Path, frame: pd.DataFrame) -> None:
    doubled(RANKS)
    pd.testing.assert_frame_equal(doubled(frame), frame * 2)
    pd.testing.assert_frame_equal(doubled(RANKS, times=3), RANKS * 3)
    assert calls == [2, 2, 3]


def test_who_changes_an_answer_changes_it_for_himself(folder: Path) -> None:
    answer = doubled(RANKS)
    answer.loc["u", "a"] = 99
    assert doubled(RANKS).loc["u", "a"] == 2


def test_an_error_is_no_answer(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(StatisticsError, match="never less"):
            doubled(RANKS, times=-1)
    assert calls == [-1, -1]


def test_without_a_build_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    calls.clear()
    monkeypatch.delenv(FOLDER, raising=False)
    doubled(RANKS)
    monkeypatch.setenv(FOLDER, "")
    doubled(RANKS)
    assert calls == [2, 2]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: group_ranks(RANKS, GROUPS, {"north": "n", "south": "s"}, hide_base=4),
        lambda: group_differences(RANKS, {"half": GROUPS}, permutations=99, seed=1).themes,
        lambda: ordered_positions(RANKS, **OPTIONS).items,
    ],
    ids=["ranks", "differences", "positions"],
)
def test_what_is_remembered_is_what_was_computed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[], pd.DataFrame]
) -> None:
    computed, recalled = ask(), ask()
    monkeypatch.delenv(FOLDER)
    alone = ask()
    pd.testing.assert_frame_equal(recalled, computed)
    pd.testing.assert_frame_equal(recalled, alone)
    assert recalled.attrs == alone.attrs
