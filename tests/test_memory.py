"""Outcomes that the kernels of one build share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.priorities import group_ranks
from research.frameworks.separability import group_differences, ordered_positions
from research.memory import FOLDER, files_read_once, read_once, remembered

if TYPE_CHECKING:
    from collections.abc import Callable

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


@read_once
def lines(path: Path | str, *, start: int = 0) -> list[str]:
    """Give the lines of a file."""
    calls.append(start)
    return Path(path).read_text(encoding="utf-8").splitlines()[start:]


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


def test_a_file_is_read_once_while_it_holds_the_same(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("a\nb\n", encoding="utf-8")
    assert [lines(path), lines(str(path)), lines(path, start=1)] == [["a", "b"], ["a", "b"], ["b"]]
    assert calls == [0, 1]
    path.write_text("c\n", encoding="utf-8")
    assert lines(path) == ["c"]
    assert calls == [0, 1, 0]


def test_a_file_beside_the_named_one_counts_for_what_is_read(folder: Path, tmp_path: Path) -> None:
    beside = tmp_path / "records.txt"

    @files_read_once(lambda path: [path, beside])
    def both(path: Path | str) -> str:
        return Path(path).read_text(encoding="utf-8") + beside.read_text(encoding="utf-8")

    (tmp_path / "head.txt").write_text("head ", encoding="utf-8")
    for content in ("old", "new"):
        beside.write_text(content, encoding="utf-8")
        assert both(tmp_path / "head.txt") == f"head {content}"


def test_a_file_that_is_missing_is_told_of_by_its_reader(folder: Path, tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            lines(tmp_path / "none.txt")
    assert calls == [0, 0]


def test_outside_a_build_a_file_is_read_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls.clear()
    monkeypatch.delenv(FOLDER, raising=False)
    path = tmp_path / "lines.txt"
    path.write_text("a\n", encoding="utf-8")
    assert lines(path) == lines(path) == ["a"]
    assert calls == [0, 0]


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
