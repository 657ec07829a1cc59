"""Folders of parameter files: which are built, what they share, and how a failure ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from research.build.folders import Ended, build_folder, editions_in
from research.errors import InputError, Problem, ResearchError
from research.pipeline.events import Summary
from research.pipeline.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.yml").write_text(f"edition: {name}\ntitle: x\n", encoding="utf-8")
    (tmp_path / "texts.yml").write_text("key: farming\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("edition: none\n", encoding="utf-8")
    return tmp_path


def test_parameter_files_are_told_by_their_edition(folder: Path) -> None:
    assert [path.name for path in editions_in(folder)] == ["a.yml", "b.yml", "c.yml"]


def test_a_folder_without_editions_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no parameter file is in this folder"):
        editions_in(tmp_path)


def test_all_share_one_memory_that_ends_with_the_last(folder: Path) -> None:
    memories = []

    def build(path: Path, memory: Path, **options: Any) -> Summary:
        assert options == {"force": True}
        memories.append(memory)
        (memory / path.stem).write_text("kept", encoding="utf-8")
        return Summary(path, 0.0)

    ended = list(build_folder(folder, build, force=True))
    assert [one.params.stem for one in ended] == ["a", "b", "c"]
    assert [one.exit_code for one in ended] == [0, 0, 0]
    assert len(set(memories)) == 1
    assert not memories[0].exists()


def test_one_that_fails_stops_no_other(folder: Path) -> None:
    def build(path: Path, **_: Any) -> Summary:
        if path.stem == "a":
            raise InputError([Problem(path, "odd")])
        if path.stem == "b":
            raise ResearchError("busy")
        return Summary(path, 0.0)

    ended = list(build_folder(folder, build))
    assert [type(one.error) for one in ended] == [InputError, ResearchError, type(None)]
    assert ended[0].exit_code == 2
    assert ended[2].exit_code == 0


def test_a_failed_chapter_counts_as_a_failure(folder: Path) -> None:
    failed = Summary(folder, 0.0, failures=(object(),))  # type: ignore[arg-type]
    assert Ended(folder, failed).exit_code == 1


def test_a_shared_memory_outlives_the_build_of_one_edition(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    store = Store(tmp_path / "work", shared)
    with store.held(-1, lambda _: None):
        (store.memory / "known").write_text("x", encoding="utf-8")
    assert (shared / "known").exists()
    own = Store(tmp_path / "work")
    with own.held(-1, lambda _: None):
        own.memory.mkdir(parents=True)
    assert not own.memory.exists()
