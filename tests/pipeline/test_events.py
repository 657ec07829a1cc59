"""What a build says at the end."""

from __future__ import annotations

from pathlib import Path

from research.errors import ChapterError
from research.pipeline.events import Failure, Part, Summary


def test_a_build_is_unchanged_when_every_part_was_kept() -> None:
    kept, made = Part("report.html", kept=True), Part("report.pdf", 1.0)
    assert Summary(Path(), 0.1, (kept,), (kept,)).unchanged
    assert not Summary(Path(), 0.1, (kept,), (made,)).unchanged


def test_a_failure_names_cell_lines_and_the_kept_notebook() -> None:
    error = ChapterError("overall", "KeyError: 'x'", 4, ("KeyError: 'x'",))
    failure = Failure("overall", error, Path("failed/overall.ipynb"))
    assert str(failure).splitlines() == [
        "chapter overall, cell 4: KeyError: 'x'",
        "  KeyError: 'x'",
        "  partly executed: failed/overall.ipynb",
    ]
    assert not Summary(Path(), 0.1, failures=(failure,)).ok
