"""The way in: what is answered before the command line loads."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from research.entry import _wanted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ("build a.yml", ("a.yml", None, "")),
        ("build --to html a.yml --to pdf --engine pandoc", ("a.yml", ["html", "pdf"], "pandoc")),
        ("build a.yml -j 2 --cold", ("a.yml", None, "")),
        ("build --time-limit 60 a.yml", ("a.yml", None, "")),
        ("build", None),
        ("build a.yml b.yml", None),
        ("build a.yml --force", None),
        ("build a.yml --to=html", None),
        ("check a.yml", None),
        ("--help", None),
    ],
)
def test_only_a_plain_build_is_answered_here(arguments: str, wanted: object) -> None:
    assert _wanted(arguments.split()) == wanted


def test_an_unchanged_edition_loads_no_command_line(built: Path) -> None:
    program = (
        "import sys; sys.argv = ['research', 'build', sys.argv[1]];"
        "from research.entry import main; main();"
        "print(sorted({'typer', 'rich', 'pydantic', 'pandas', 'yaml'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(built)]
    lines = subprocess.check_output(command, text=True).splitlines()
    assert lines[0].startswith("Nothing has changed")
    assert lines[-1] == "[]"


def test_everything_else_is_for_the_command_line() -> None:
    command = [sys.executable, "-m", "research.entry", "--version"]
    assert subprocess.check_output(command, text=True).startswith("research ")
