"""What a build says while it goes and at its end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from research.build.progress import Terminal, summary_lines
from research.errors import ChapterError
from research.pipeline.events import Event, Failure, Part, Summary

if TYPE_CHECKING:
    import pytest

REPORT = Part("report.html", 1.25, path=Path.cwd() / "reports" / "2015" / "report.html")
FAILED = Failure("drivers", ChapterError("drivers", "it failed", 3), Path("kept.ipynb"))


def test_the_summary_tells_what_ran_and_what_to_open() -> None:
    chapters = (Part("overall", 2.0), Part("conclusions", kept=True))
    workbook = Part("tables.xlsx", kept=True, path=Path("/elsewhere/tables.xlsx"))
    made = Summary(Path(), 3.0, chapters, (REPORT, workbook), engine="Quarto 1.10.2")
    assert summary_lines(made) == [
        "1 of 2 chapters run (2.0 s of work), 3.0 s in all.",
        "Rendered by Quarto 1.10.2.",
        "  reports/2015/report.html  1.2 s",
        "  /elsewhere/tables.xlsx    unchanged",
    ]


def test_a_build_with_nothing_to_do_says_so() -> None:
    kept = Part("overall", kept=True)
    assert summary_lines(Summary(Path(), 0.05, (kept,)))[0] == "Nothing has changed (0.1 s)."


def test_failed_chapters_are_counted_among_those_that_ran() -> None:
    summary = Summary(Path(), 3.0, (Part("overall", 2.0),), failures=(FAILED,))
    assert summary_lines(summary) == [
        "2 of 2 chapters run (2.0 s of work), 3.0 s in all.",
        "A chapter failed: the last good report stays as it was.",
    ]
    both = Summary(Path(), 3.0, failures=(FAILED, FAILED))
    assert summary_lines(both)[1].startswith("2 chapters failed")


def test_a_log_gets_a_line_for_all_that_ends(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal(live=False) as tell:
        tell(Event("plan", total=2))
        tell(Event("wait", message="process 7 on a machine"))
        tell(Event("start", "overall", "Overall", chapter=True))
        tell(Event("done", "overall", "Overall", chapter=True, seconds=1.26))
        tell(Event("failed", "drivers", chapter=True))
        tell(Event("kept", "report.html"))
    assert capsys.readouterr().err.splitlines() == [
        "waiting: process 7 on a machine",
        "Overall: 1.3 s",
        "failed: drivers",
    ]


def test_failures_and_warnings_go_to_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    summary = Summary(Path(), 3.0, failures=(FAILED,), warnings=("a digit",))
    Terminal(live=False).summarise(summary)
    shown = capsys.readouterr()
    assert "look at: a digit" in shown.err
    assert "chapter drivers, cell 3: it failed\n  partly executed: kept.ipynb" in shown.err
    assert "0.0 s of work" in shown.out
