"""What an author types beside a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer
from typer.testing import CliRunner

from research.cli import app
from research.commands import commenting

if TYPE_CHECKING:
    from pathlib import Path


def results(*arguments: str):
    return CliRunner().invoke(app, ["results", *arguments])


def test_names_are_found_by_what_is_typed_of_them(built: Path):
    done = results(str(built), "ret", "len")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("retain.length\n")
    assert "win.length" not in done.stdout


def test_a_program_gets_json_and_a_spreadsheet_csv(built: Path):
    lines = json.loads(results(str(built), "--json").stdout)
    assert [line["name"] for line in lines] == ["retain.length", "win.length"]
    assert results(str(built), "win", "--csv").stdout.startswith("name,value,unit,base,")


def test_what_finds_nothing_is_said_with_the_nearest(built: Path):
    done = results(str(built), "retian")
    assert isinstance(done.exception, Exception)
    assert "nearest: retain" in str(done.exception)


def test_a_list_has_one_form(built: Path):
    assert "a list has one form" in str(results(str(built), "--csv", "--json").exception)


def test_a_shell_completes_names_of_the_edition_that_was_typed(built: Path):
    context = typer.Context(typer.main.get_command(app))
    context.params = {"params": built}
    assert commenting._completed(context, "ret") == ["retain.length"]
    context.params = {}
    assert commenting._completed(context, "ret") == []
