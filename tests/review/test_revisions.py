"""Files as git has them, without a checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.errors import InputError
from research.review.revisions import INDEX, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, git: Callable[..., str]) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "kept.txt").write_text("one\ntwo\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("made/\n", encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "x")
    return tmp_path


def test_a_file_is_read_from_a_revision_and_from_what_is_staged(
    project: Path, git: Callable[..., str]
) -> None:
    path = project / "kept.txt"
    repo = repository(project)
    path.write_text("one\n", encoding="utf-8")
    assert repo.content("main", path) == b"one\ntwo\n"
    assert repo.content(INDEX, path) == b"one\ntwo\n"
    repo.stage([path])
    assert repo.content(INDEX, path) == b"one\n"
    assert repo.content("main", path) == b"one\ntwo\n"
    assert repo.content("main", project / "other.txt") is None


def test_what_git_is_told_to_ignore_can_be_staged(project: Path) -> None:
    path = project / "made" / "report.md"
    path.parent.mkdir()
    path.write_text("it", encoding="utf-8")
    repo = repository(project)
    repo.stage([path])
    assert repo.content(INDEX, path) == b"it"


def test_changed_files_have_their_lines_and_new_ones_none(project: Path) -> None:
    (project / "kept.txt").write_text("one\nthree\nfour\n", encoding="utf-8")
    (project / "zwölf.txt").write_text("new", encoding="utf-8")
    assert repository(project).changed("main", project) == {
        "zwölf.txt": (0, 0),
        "kept.txt": (2, 1),
    }


def test_a_revision_that_is_none_is_refused_whatever_it_looks_like(project: Path) -> None:
    repo = repository(project)
    repo.check("main")
    for name in ("mian", "--output=x", ""):
        with pytest.raises(InputError, match=r"there is no revision .*main"):
            repo.check(name)
    assert not (project / "x").exists()


def test_a_folder_without_a_repository_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match=r"in no git repository.*git init"):
        repository(tmp_path)
