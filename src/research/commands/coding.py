"""The command that prepares the coding of comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from research.errors import InputError, Problem, ThinDataError

if TYPE_CHECKING:
    from research.coding.sheets import Sheet
    from research.coding.suggesting import Suggestions

__all__ = ["code"]


def code(
    params: Annotated[
        Path,
        typer.Argument(metavar="PARAMS", help="Parameter file of the edition: params/2016.yml."),
    ],
    question: Annotated[
        str, typer.Argument(help="Coded question; may be left out where there is one.")
    ] = "",
    second: Annotated[
        bool, typer.Option("--second", help="The sheet of the second reader.")
    ] = False,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="Show codes that waiting comments may be worth."),
    ] = False,
    propose: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a code frame to begin with, and no sheet."),
    ] = None,
) -> None:
    """Write the sheet in which a reader codes the comments of an edition.

    **research code params/2016.yml** adds comments that the sheet does not have yet, and changes
    nothing that a reader has given. Fill *code_1*, *code_2*, ... with keys of the code frame, in
    any spreadsheet.

    **--suggest** learns from what is coded, and writes its suggestions with their chances beside
    the empty cells: they count for nothing until a reader takes them.

    **--propose frame.yml** finds topics in the comments where there is no code frame yet.
    """
    from research.coding.sheets import comments_to_code, open_sheet
    from research.study import open_study

    study = open_study(Path(params))
    if propose is not None:
        _propose(comments_to_code(study, question), propose)
        return
    sheet = open_sheet(study, question, second=second)
    _write(sheet, _suggested(sheet) if suggest else None)


def _propose(comments: list[str], path: Path) -> None:
    from research.coding.proposing import proposed_frame, topics_of
    from research.files import write_text

    if path.exists():
        what, hint = "there is a file already", "name another; nothing is written over"
        raise InputError([Problem(path, what, hint=hint)])
    topics = topics_of(comments)
    write_text(path, proposed_frame(topics))
    typer.echo(f"{len(topics)} topics in {len(comments)} comments: {path}")
    typer.echo("Name, merge and part them, then name the file in 'coding.frame'.")


def _suggested(sheet: Sheet) -> Suggestions | None:
    from research.coding.suggesting import suggest

    try:
        found = suggest(sheet.comments, sheet.coded)
    except ThinDataError as error:
        typer.echo(f"No suggestions: {error}.")
        return None
    known = found.accuracy
    typer.echo(
        f"On {known.comments} coded comments, held back in turn, the first suggestion is right for "
        f"{known.first:.0%} (the most frequent code alone: {known.usual:.0%}); suggestions find "
        f"{known.found:.0%} of the codes, and {known.right:.0%} of them are right."
    )
    return found


def _write(sheet: Sheet, suggestions: Suggestions | None) -> None:
    from research.edition.coding import Coding

    before = sheet.path.is_file()
    if not sheet.rows:
        typer.echo(f"Nobody wrote anything to be coded: {sheet.path} is not written.")
        return
    sheet.write(suggestions)
    coded, waiting = len(sheet.coded), len(sheet.waiting)
    typer.echo(f"{'Kept' if before else 'Wrote'} {sheet.path}: {coded} coded, {waiting} waiting.")
    if waiting:
        names, coding = ", ".join(sheet.code_columns), sheet.coding
        held = coding.frame if isinstance(coding, Coding) else f"the codes of '{sheet.question}'"
        typer.echo(f"Fill {names} with keys of {held}, then research build.")
