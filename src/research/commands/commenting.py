"""Commands for who writes the texts of a report."""

from __future__ import annotations

import contextlib
from pathlib import Path  # noqa: TC003 - typer resolves it
from typing import Annotated

import typer

from research.errors import InputError, Problem, ResearchError

__all__ = ["results"]


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
