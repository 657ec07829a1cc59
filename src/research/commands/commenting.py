"""Commands for who writes the texts of a report."""

from __future__ import annotations

import contextlib
from pathlib import Path  # noqa: TC003 - typer resolves it
from typing import Annotated

import typer

from research.errors import InputError, Problem, ResearchError

__all__ = ["editor", "results", "watch"]


def _completed(context: typer.Context, incomplete: str) -> list[str]:
    """Give the names that begin as what was typed, for a shell that completes."""
    from research.build.verbs import results as ledger

    with contextlib.suppress(ResearchError, OSError):
        given = context.params.get("params")
        lines = ledger(given) if given else []
        return [line["name"] for line in lines if line["name"].startswith(incomplete)]
    return []


def results(
    params: Annotated[
        Path,
        typer.Argument(metavar="PARAMS", help="Parameter file of the edition: params/2015.yml."),
    ],
    typed: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...",
            help="The beginning of a name or of its parts, or words of its label.",
            autocompletion=_completed,
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="All that is known of each, for a program.")
    ] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="A table for a spreadsheet, values unrounded.")
    ] = False,
) -> None:
    r"""Find the names that author texts may use, with their values in the last build.

    **research results params/2015.yml farm top** finds what has a part or a word of its label that
    begins so: value, unit, base, the table or figure and chapter that show it, and the words that
    each filter makes of it. **overall.\*.first** finds what is called alike.

    Few are shown with their words, many as a table. What finds nothing ends in the nearest names.
    """
    from research.commentary import listing
    from research.commentary.names import find, names

    if as_json and as_csv:
        hint = "ask for one of them"
        raise InputError([Problem("--csv", "and --json: a list has one form", hint=hint)])
    found = find(names(params), typed or ())
    if as_json or as_csv:
        typer.echo((listing.as_json if as_json else listing.as_csv)(found), nl=as_json)
    else:
        listing.show(found)


def editor(
    params: Annotated[
        Path,
        typer.Argument(metavar="PARAMS", help="Parameter file of the edition: params/2015.yml."),
    ],
) -> None:
    """Write the files by which an editor completes names of results, as of the last build.

    **research editor params/2015.yml** writes .vscode/2015.code-snippets, by which VS Code offers
    placeholders in Markdown and YAML as one types the beginning of a name, and
    reports/2015/names.schema.json, a JSON Schema of the names for any editor that takes one
    (docs/how-to/commentary.md).
    """
    from research.commentary.editors import write_editor_files

    for path in write_editor_files(params):
        typer.echo(f"written: {path}")


def watch(params: Path, engine: str = "", jobs: int | None = None, port: int = 0) -> None:
    """Show the report as its author writes it, until asked to stop.

    Parameters
    ----------
    params : the parameter file.
    engine, jobs : of the builds.
    port : of the page; a free one where it is 0.
    """
    from research.build.stopping import Stopped
    from research.commentary.livepage import LivePage
    from research.commentary.watching import Watch
    from research.pipeline.plan import read_edition

    if params.is_dir():
        hint = "name one parameter file"
        raise InputError([Problem(params, "a folder cannot be watched", hint=hint)])
    planned = read_edition(params)
    options = [*(["--engine", engine] if engine else []), *(["--jobs", str(jobs)] if jobs else [])]
    try:
        page = LivePage(port)
    except OSError as error:
        what = f"the page cannot have port {port}: {error.strerror}"
        raise InputError([Problem("--port", what, hint="leave it out for a free one")]) from None
    with page, contextlib.suppress(Stopped):
        typer.echo(f"{planned.path.name} on {page.address} (Ctrl-C ends)")
        Watch(planned.path, page, options, typer.echo).run()
    typer.echo("The watch has ended; the report is as it was last made.")
