"""A small edition in a repository of its own, its report accepted, for changes to be made in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.review.revisions import repository
from research.review.verb import accept, review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "small"
# Two chapters and a text: enough for any change, and built in a few seconds.
SECTIONS = """report:
  engine: pandoc
  formats: [html]
  sections:
    - text: about
    - notebook: overall
    - notebook: theme
      each: {theme: [retain]}
"""


def git(folder: Path, *words: str) -> str:
    """Run git as somebody."""
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def project(folder: Path) -> Path:
    """Copy the small edition, cut to few chapters, into a repository; give its parameter file."""
    shutil.copytree(SMALL, folder)
    (folder / "notebooks").mkdir()
    for name in ("overall", "theme"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder / "notebooks")
    shutil.copy(ROOT / "constraints.txt", folder)
    params = folder / "params" / "small.yml"
    text = params.read_text(encoding="utf-8")
    params.write_text(f"{text[: text.rindex('report:')]}{SECTIONS}", encoding="utf-8")
    (folder / ".gitignore").write_text(".work/\nreports/*/*\n!reports/texts/*\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The edition")
    return params


@pytest.fixture(scope="session")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parameter file of an edition whose report is built, accepted and committed."""
    params = project(tmp_path_factory.mktemp("review") / "project")
    found = review(params)
    assert not found.changes.sections
    accept([found])
    git(params.parent, "commit", "-q", "-m", "Its report")
    return params


@pytest.fixture
def edition(accepted: Path) -> Iterator[Path]:
    """The same, to be changed: afterwards it is as it was."""
    yield accepted
    root = repository(accepted.parent).root
    git(root, "reset", "-q", "--hard", "main")


@pytest.fixture(scope="session", name="git")
def _git() -> Callable[..., str]:
    """Run git as somebody."""
    return git
