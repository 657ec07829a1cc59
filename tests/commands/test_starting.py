"""The command that starts an edition, as a person types it."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from research.cli import app
from tests.proposing.files import written

if TYPE_CHECKING:
    from pathlib import Path

SILENT = 60
"""Seconds after which a program that says nothing is taken to hang."""
COLUMNS = {
    "sector": ["Banking", "Retail", "Energy", "Retail"],
    "recommend": [1, 4, 8, 9, 10],
    "service_1": [1, 2, 3, 4, 5],
    "service_2": [5, 4, 4, 2, 1],
}


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def test_with_yes_nothing_is_asked_and_what_comes_next_is_said(project, tmp_path):
    source = written(tmp_path, COLUMNS)
    done = CliRunner().invoke(app, ["new", "acme", "--from", str(source), "--yes"])
    assert done.exit_code == 0, done.output
    assert "written: params/acme.yml" in done.output.replace("\\", "/")
    assert "research check" in done.output
    assert (project / "data" / "acme" / "x.csv").is_file()


def test_without_a_terminal_it_says_how_to_answer(project, tmp_path):
    source = written(tmp_path, COLUMNS)
    done = CliRunner().invoke(app, ["new", "acme", "--from", str(source)])
    assert done.exit_code != 0
    assert "--yes" in str(done.exception)
    assert not (project / "params").exists()


def test_a_new_edition_is_made_from_something(project):
    done = CliRunner().invoke(app, ["new", "acme"])
    assert "--from" in str(done.exception)


def test_again_says_what_a_changed_file_has(project, tmp_path):
    source = written(tmp_path, COLUMNS)
    CliRunner().invoke(app, ["new", "acme", "--from", str(source), "--yes"])
    later = written(tmp_path, {**COLUMNS, "region": ["North", "South"]}, "later.csv")
    done = CliRunner().invoke(app, ["new", "acme", "--again", "--from", str(later)])
    assert done.exit_code == 0, done.output
    assert "new in the file: region" in done.output


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not of Windows")
def test_on_a_terminal_a_person_is_asked_what_decides_most(project, tmp_path):
    import pty

    source = written(tmp_path, COLUMNS)
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the child is another program
        os.environ["COLUMNS"] = "120"
        command = [sys.executable, "-m", "research.entry", "new", "acme", "--from", str(source)]
        os.execv(sys.executable, command)  # noqa: S606 - it is to have the terminal for itself
    told = answered(terminal, b"What Acme's customers say\n\n\n\n\n\n")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, told
    assert "What is the study called?" in told
    assert told.index("tells respondents apart") < told.index("tables split")
    params = (project / "params" / "acme.yml").read_text(encoding="utf-8")
    assert "title: What Acme's customers say" in params


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not of Windows")
@pytest.mark.parametrize(("typed", "code"), [(b"\x03", 130), (b"\x04", 1)])
def test_who_stops_while_asked_leaves_nothing_behind(project, tmp_path, typed, code):
    import pty

    source = written(tmp_path, COLUMNS)
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the child is another program
        command = [sys.executable, "-m", "research.entry", "new", "acme", "--from", str(source)]
        os.execv(sys.executable, command)  # noqa: S606 - it is to have the terminal for itself
    told = ""
    while "brackets" not in told or not told.rstrip().endswith("]"):
        told += os.read(terminal, 4096).decode()
    told += answered(terminal, typed, again=typed)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == code
    assert "Stopped: nothing is written." in told
    assert not any(project.iterdir())


def answered(terminal: int, typed: bytes, again: bytes = b"") -> str:
    """Type lines at once and read all that is shown until the program ends.

    A key that comes while the terminal changes its mode is lost: ``again`` is typed where the
    program is silent for a second.
    """
    os.write(terminal, typed)
    shown, silent = b"", 0
    while silent < SILENT:
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            silent += 1
            with contextlib.suppress(OSError):
                os.write(terminal, again)
            continue
        silent = 0
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    # Who hangs loses the terminal, and with it ends.
    os.close(terminal)
    return shown.decode("utf-8", "replace")
