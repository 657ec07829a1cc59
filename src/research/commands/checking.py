"""The command that looks at an edition and runs nothing."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer resolves it
from typing import TYPE_CHECKING, Annotated

import typer

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.audit.parts import Section
    from research.build.checks import Examined

__all__ = ["check"]

# Lines of one kind that wait for a build: of more the number is told.
_WAITING = 3


def check(
    params: Annotated[
        Path,
        typer.Argument(metavar="PARAMS", help="Parameter file of the edition: params/2015.yml."),
    ],
    page: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="Where --html writes; audit.html in the report's folder if left."
        ),
    ] = None,
    as_html: Annotated[
        bool, typer.Option("--html", help="Write the audit as a web page too, with distributions.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print every problem with each place, for a program.")
    ] = False,
) -> None:
    """Audit the parameter file, the texts and the data, without running anything.

    Prints a page: what was read and how (file, format, encoding, sheet, who counts and who was left
    out), every question with its base, missing answers and odd cells, duplicates, what looks
    personal, which sections of the report can be made and what the others lack, and what to do
    next. Problems that stop a build go to the other stream, with file, row, column or key and what
    was allowed; then the exit code is 2.

    **research check params/acme.yml --html** also writes reports/acme/audit.html: one file to pass
    on, with a small distribution of each question. It holds no row numbers, no words of
    respondents and no figure of fewer people than **privacy.hide_base**.
    **research check params/acme.yml --html audit.html** writes it there.
    """
    from research.audit.sections import audit
    from research.build.checks import examined

    if page is not None and not as_html:
        hint = "say what to do with it: --html"
        raise InputError([Problem(page, "a file is named, and nothing is written", hint=hint)])
    found = examined(params)
    after = [] if found.problems else [*_after(found, params)]
    if as_json:
        typer.echo(json.dumps([problem.record() for problem in found.problems], indent=1))
    elif found.problems:
        typer.echo(str(InputError(found.problems)), err=True)
    sections = [] if as_json and not as_html else audit(found)
    if not as_json:
        _print(sections, after, params, sound=not found.problems)
    if as_html:
        _write(found, sections, page)
    if found.problems:
        raise typer.Exit(2)


def _print(sections: Sequence[Section], after: Sequence[str], params: Path, *, sound: bool) -> None:
    from research.audit.terminal import show

    show(sections)
    if sound:
        typer.echo(f"{params}: parameter file, texts and data are in order")
    for line in after:
        typer.echo(line)


def _after(found: Examined, params: Path) -> Iterator[str]:
    """What waits for a build, what weights cost, and what changed since earlier waves."""
    from research.build.checks import named
    from research.build.waved import wave_lines
    from research.build.weighted import weight_lines

    problems, waiting = named(params)
    found.problems.extend(problems)
    if problems:
        return
    yield from waiting[:_WAITING]
    if len(waiting) > _WAITING:
        yield f"and {len(waiting) - _WAITING:,} more that wait for the first build"
    yield from weight_lines(params)
    yield from wave_lines(params)


def _write(found: Examined, sections: Sequence[Section], page: Path | None) -> None:
    from research.audit.page import write
    from research.audit.parts import cut

    study = found.study
    if study is None:
        hint = "put right what stands above first"
        raise InputError([Problem(found.params, "nothing could be read for a page", hint=hint)])
    target = page or study.root / "reports" / study.config.edition / "audit.html"
    typer.echo(f"written: {write(target, cut(study.config.title), sections)}", err=True)
