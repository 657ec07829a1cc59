"""Commands that start an edition."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from research.build.stopping import Stopped
from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.proposing.choices import Asked
    from research.proposing.proposal import Proposal

__all__ = ["new", "tutorial"]


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the edition: acme-2026.")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Answers (.csv .xlsx .sav .parquet .sss), or the parameter file of last year.",
        ),
    ] = None,
    sheet: Annotated[str, typer.Option(help="Of a workbook; the first if left.")] = "",
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Take all proposals; ask nothing.")
    ] = False,
    answers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="YAML with answers, for a run that can be repeated."),
    ] = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Say what the file has now that the edition does not."),
    ] = False,
    keep_cover: Annotated[
        bool,
        typer.Option("--keep-cover", help="Of last year's edition: title, author, publisher too."),
    ] = False,
    build: Annotated[bool, typer.Option("--build", help="Make a first report at once.")] = False,
) -> None:
    """Start an edition from a file of answers, or from last year's.

    **research new acme --from answers.sav** says what the file seems to hold, asks what decides
    most, and writes params/acme.yml with a comment wherever it guessed, data/acme/ with a copy of
    the file, and reports/acme/texts/ with a text to be written. Enter takes a proposal.

    **research new acme --from answers.sav --yes --build** asks nothing and makes a first report.

    **research new acme --again --from newer.sav** compares a changed file with the edition, and
    writes nothing.

    **research new 2027 --from params/2026.yml** takes over questions, analyses and sections, with
    2026 as the earlier wave; data, dates and cover are yours to fill.
    """
    if again:
        _again(name, source)
        return
    if source is None:
        hint = "name it with --from: a file of answers, or a parameter file"
        raise InputError([Problem(name, "a new edition is made from something", hint=hint)])
    if source.suffix.lower() in (".yml", ".yaml"):
        _next_year(name, source, keep_cover=keep_cover)
        return
    params = _from_file(name, source, sheet, yes, answers)
    if not build:
        typer.echo("Next: read the comments in it, then")
        typer.echo(f"  research check {params}")
        typer.echo(f"  research build {params}")
    else:
        from research.commands.building import build_shown

        build_shown(params)


def _again(name: str, source: Path | None) -> None:
    from research.starting.again import look_again

    for line in look_again(Path("params") / f"{name}.yml", source).lines():
        typer.echo(line)


def _next_year(name: str, source: Path, *, keep_cover: bool) -> None:
    from research.starting.next_year import from_edition

    written = from_edition(name, source, keep_cover=keep_cover)
    params = _shown(written)
    typer.echo(f"Next: put the data where {params} names them, or make dummies before fieldwork:")
    typer.echo(f"  research simulate {params}")
    typer.echo(f"  research check {params}")


def _from_file(name: str, source: Path, sheet: str, yes: bool, answers: Path | None) -> Path:
    from rich.console import Console

    from research.starting.asking import ask
    from research.starting.found import found, notes
    from research.starting.new import from_file

    console = Console(stderr=True)

    def show(proposal: Proposal) -> None:
        for part in found(proposal):
            console.print(part, markup=False) if isinstance(part, str) else console.print(part)

    def interview(proposal: Proposal, questions: list[Asked]) -> Mapping[str, Any]:
        show(proposal)
        if yes or not questions:
            return {}
        if not sys.stdin.isatty():
            hint = "take all proposals with --yes, or write the answers to a file: --answers FILE"
            raise InputError([Problem(source, "there is no terminal to ask on", hint=hint)])
        console.print("Enter takes what stands in brackets; 'none' takes nothing.")
        with _written_whole():
            return ask(questions, input, typer.echo)

    started = from_file(name, source, Path(), sheet=sheet, answers=answers, interview=interview)
    for note in notes(started.proposal):
        typer.echo(f"guessed: {note}", err=True)
    return _shown(started.files)


@contextmanager
def _written_whole() -> Iterator[None]:
    """Say of a person who stops while asked that nothing is there yet."""
    try:
        yield
    except EOFError:
        code = 1
    except Stopped as stop:
        code = stop.exit_code
    else:
        return
    typer.echo("\nStopped: nothing is written.", err=True)
    raise typer.Exit(code)


def _shown(written: list[Path]) -> Path:
    """Tell of files as a person here would type them; give the first."""
    from research.starting.place import as_typed

    told = [as_typed(path) for path in written]
    for path in told:
        typer.echo(f"written: {path}")
    return told[0]


def tutorial(
    folder: Annotated[Path, typer.Argument(help="That gets them; this one if left.")] = Path(),
) -> None:
    """Put the tutorial here: its page, and the workbook that it makes a report of.

    **mkdir visits**, **cd visits**, **research tutorial**; then follow tutorial.md.
    """
    from research.starting.tutorial import put_tutorial

    page = _shown(put_tutorial(folder))
    typer.echo(f"Next: read {page} and follow it.")
