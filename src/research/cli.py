"""The command line: thin, quick to start, and every error a sentence."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from research import __version__
from research.build.stopping import Stopped, stoppable
from research.build.verbs import TIME_LIMIT
from research.commands import (
    checking,
    coding,
    commenting,
    exploring,
    exporting,
    reviewing,
    starting,
)
from research.errors import ResearchError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["app", "main"]

app = typer.Typer(
    name="research",
    help="""Parameter file and data in, a finished research report out.

    Start with **research check params/2015.yml**, then
    **research build params/2015.yml**: the report is in **reports/2015/**.""",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Params = Annotated[
    Path, typer.Argument(metavar="PARAMS", help="Parameter file of the edition: params/2015.yml.")
]


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"research {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    pass


@app.command()
def build(
    params: Annotated[
        Path,
        typer.Argument(
            metavar="PARAMS",
            help="Parameter file of the edition, params/2015.yml, or a folder of them.",
        ),
    ],
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="A format: html, pdf or docx; again for more than one."),
    ] = None,
    engine: Annotated[
        str, typer.Option(help="auto, pandoc (built in) or quarto; auto takes Quarto if found.")
    ] = "",
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Chapters at once; the cores if left.")
    ] = None,
    scheduler: Annotated[
        str, typer.Option(help="Address of a dask scheduler, to run chapters on a cluster.")
    ] = "",
    time_limit: Annotated[
        float,
        typer.Option(min=0, metavar="SECONDS", help="Stop a chapter that takes longer; 0: never."),
    ] = TIME_LIMIT,
    memory_limit: Annotated[
        int,
        typer.Option(min=0, metavar="MIB", help="Stop a chapter that takes more memory; 0: never."),
    ] = 0,
    force: Annotated[bool, typer.Option("--force", help="Run every chapter again.")] = False,
    cold: Annotated[bool, typer.Option("--cold", help="Start a fresh Python each time.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Show the report as you write it, until Ctrl-C.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Of the page of --watch; a free one if left.")
    ] = 0,
) -> None:
    """Run the chapters that changed and render the report.

    **research build params/2015.yml** makes reports/2015/report.html, .pdf and .docx,
    tables.xlsx, results.json and a copy of every notebook with its code. A failed chapter stops no
    other and leaves the last good report where it was; the next build resumes.

    **research build params/scorecards/** builds every parameter file of that folder; what they
    share is done once, and one that fails stops no other.

    **research build params/2015.yml --watch** prints the address of a page on this machine that
    shows a saved text at once, and what is wrong with it; what else was changed is made again.
    """
    from research.commands.building import build_shown

    if watch:
        from research.commands.commenting import watch as follow

        follow(params, engine, jobs, port)
        return

    build_shown(
        params,
        formats=to or None,
        engine=engine,
        jobs=jobs,
        scheduler=scheduler,
        force=force,
        cold=cold,
        time_limit=time_limit,
        memory_limit=memory_limit,
    )


app.command()(checking.check)


@app.command()
def explain(params: Params) -> None:
    """Tell which chapters a build would run, and which input changed."""
    from research.build.verbs import explain as reasons

    for line in reasons(params):
        typer.echo(line)


app.command()(commenting.results)
app.command()(commenting.editor)


@app.command()
def tables(
    params: Params,
    banner: Annotated[
        list[str] | None,
        typer.Option(help="Split by this banner; again for more. All of the edition if left out."),
    ] = None,
    question: Annotated[
        list[str] | None,
        typer.Option(help="A question by its name; again for more. All if left out."),
    ] = None,
    filter_: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="QUESTION=ANSWER",
            help="Only who gave this answer; again for another answer, or question.",
        ),
    ] = None,
    weight: Annotated[
        str, typer.Option(help="Name of a weight, or none; main if there is one and this is left.")
    ] = "",
    volume: Annotated[
        str, typer.Option(help="Name of a volume in place of a weight: shares are of the amount.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="The workbook to write: x.xlsx.")
    ] = None,
    table: Annotated[
        str, typer.Option(help="Count rows of this table of data, such as contacts or a loop.")
    ] = "answers",
) -> None:
    """Make a tab book, every question by the banners, without making the report.

    **research tables params/acme.yml** writes reports/acme/tables-all.xlsx: contents, a sheet for
    each banner with all tables under one head, method and legend.

    **research tables params/acme.yml --banner profile --question recommend
    --filter sector=banking --filter sector=insurance** writes tables-profile.xlsx with one
    question, of respondents in either sector. Banners, questions and answers are called as in the
    parameter file; the report's own tables.xlsx stays as it is.

    **research tables params/2016.yml --table contacts** counts contacts in place of respondents,
    of the latest survey, or of another: **--filter survey=2015**.
    """
    from research.build.progress import Terminal
    from research.build.tables import summary_lines
    from research.build.tables import tables as make

    with Terminal() as progress:
        named = (banner or (), question or (), filter_ or ())
        made = make(params, *named, weight, to, table=table, volume=volume, progress=progress)
    for line in summary_lines(made):
        typer.echo(line)


app.command()(reviewing.review)
app.command()(reviewing.compare)
app.command()(starting.new)
app.command()(coding.code)
app.add_typer(exporting.app, name="export")


app.command()(starting.tutorial)


app.command()(exploring.lab)


@app.command()
def simulate(
    params: Params,
    respondents: Annotated[
        int, typer.Option(min=1, help="How many, for an edition without that supplier.")
    ] = 100,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 2016,
    force: Annotated[
        bool, typer.Option("--force", help="Write over dummies that are there.")
    ] = False,
) -> None:
    """Write dummy data for an edition before fieldwork, to see its report.

    An edition with the made-up supplier's tables gets the whole simulated study with its planted
    effects; any other gets random answers to its questions. Reports of dummies say DUMMY DATA on
    every page; real data are never written over.
    """
    from research.simulation.files import simulate as write

    for path in write(params, respondents=respondents, seed=seed, force=force):
        typer.echo(f"made up: {path}")


@app.command()
def notebooks(
    root: Annotated[Path, typer.Argument(help="Folder that holds notebooks/.")] = Path(),
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="Of a notebook; may be given several times."),
    ] = None,
) -> None:
    """Run notebooks on their defaults and store their outputs, to be committed."""
    from research.build.notebooks import refresh

    for path, changed in refresh(root.resolve(), only or ()):
        typer.echo(f"{path.name}: {'outputs changed' if changed else 'as stored'}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of parameter files, for an editor that completes and checks them.

    **research schema > params/schema.json**, then name it in the file's first line:
    **# yaml-language-server: $schema=schema.json**
    """
    import json

    from research.edition.schema import schema as describe

    typer.echo(json.dumps(describe(), indent=1, ensure_ascii=False))


@app.command()
def verify() -> None:
    """Compute published reference values of every method and compare."""
    from research.reference.verification import render
    from research.reference.verification import verify as compute

    checks = compute()
    typer.echo(render(checks))
    if not all(item.passed for item in checks):
        raise typer.Exit(1)


# Faults of the place, not of the program: what to do about each.
_PLACE = {
    errno.EACCES: "see that you may read and write there",
    errno.EPERM: "see that you may read and write there",
    errno.EMFILE: "raise the limit of open files: ulimit -n 4096",
    errno.ENFILE: "end programs that hold files open",
    errno.EROFS: "copy the project to where you may write",
    errno.ENOSPC: "make room, then do the same again: what was finished is kept",
    errno.EDQUOT: "make room, then do the same again: what was finished is kept",
    errno.ENOTDIR: "a file stands where a folder should: move it away",
    errno.EEXIST: "a file stands where a folder should: move it away",
    errno.EISDIR: "a folder stands where a file should: move it away",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EIO: "see whether the disk is sound",
    errno.ESTALE: "see whether the network drive is there",
}


def main(run: Callable[..., Any] = app) -> None:
    """Run the command line; an error of ours is a message and an exit code, no traceback."""
    try:
        with stoppable():
            run()
    except Stopped as stop:
        typer.echo("Stopped. What was finished is kept; the next build takes up there.", err=True)
        sys.exit(stop.exit_code)
    except ResearchError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in _PLACE:
            raise
        place = f"{error.filename}: " if error.filename else ""
        typer.echo(f"{place}{error.strerror} ({_PLACE[error.errno]})", err=True)
        sys.exit(1)
