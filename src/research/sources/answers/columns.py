"""Columns: those that are named and missing, and those that nothing names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.errors import InputError, Problem
from research.problems.nearest import meant, nearest
from research.problems.values import listed
from research.sources.answers.findings import Finding
from research.sources.answers.personal import cells_look_personal, kind_of_head
from research.sources.withholding import heads_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.sources.answers.findings import Findings
    from research.sources.formats.datafile import DataFile

__all__ = ["check_columns"]

_MOST = 40


def check_columns(
    file: DataFile,
    wanted: Sequence[str],
    personal: Sequence[str],
    findings: Findings,
    *,
    look: bool = False,
    shared: bool = False,
) -> list[str]:
    """Hold the columns of a file against those that are named.

    Parameters
    ----------
    file : the file.
    wanted : names of columns that must be there.
    personal : names of columns that may be there, to be taken out; what a platform adds likewise.
    findings : where columns go that nothing names; errors of those that are missing too.
    look : whether to look at cells of columns that nothing names, for what may be personal.
    shared : whether columns that nothing names are those of other editions: only what looks
        personal among them is told.

    Returns
    -------
    The wanted ones that are there.

    Raises
    ------
    InputError
        Next to none is there: the first line is no head.
    """
    have = list(file.fields)
    here = [name for name in wanted if name in file.fields]
    if len(here) < len(wanted) / 4:
        what = "the first line names next to none of the columns that are expected"
        hint = "put the names of the columns there"
        allowed = listed(wanted, most=_MOST)
        raise InputError([Problem(file.path, what, row=1, allowed=allowed, hint=hint)])
    shown = heads_shown(have, [*wanted, *personal])
    findings.errors += _missing(file, wanted, personal, shown)
    known = {*wanted, *personal}
    unnamed = [name for name in have if name not in known]
    if findings.strict and not shared:
        findings.errors += _unknown(file, unnamed, wanted, personal, shown)
    if unnamed and not shared:
        _tell_unnamed(unnamed, shown, findings)
    if unnamed:
        _tell_personal(file, unnamed, shown, findings, look=look)
    return here


def _missing(
    file: DataFile, wanted: Sequence[str], personal: Sequence[str], shown: dict[str, str]
) -> Iterator[Problem]:
    free = [shown[name] for name in file.fields if name not in {*wanted, *personal}]
    for name in wanted:
        if name in file.fields:
            continue
        near = nearest(name, free) or nearest(name, shown.values())
        hint = f"is it '{near[0]}'?" if near else (
            f"add it; the file has {listed(shown.values(), most=_MOST)}"
        )  # fmt: skip
        yield Problem(file.path, "this column is missing", row=1, column=name, hint=hint)


def _unknown(
    file: DataFile,
    unnamed: Sequence[str],
    wanted: Sequence[str],
    personal: Sequence[str],
    shown: dict[str, str],
) -> Iterator[Problem]:
    known = [*wanted, *personal]
    free = [name for name in known if name not in file.fields]
    for name in unnamed:
        yield Problem(
            file.path,
            "this column is unknown",
            row=1,
            column=shown[name],
            allowed=listed(free or known, most=_MOST),
            hint=meant(name, free) or "delete it, or name it in the parameter file",
        )


def _tell_unnamed(unnamed: Sequence[str], shown: dict[str, str], findings: Findings) -> None:
    count = len(unnamed)
    noun = "1 column is" if count == 1 else f"{count:,} columns are"
    names = listed([shown[name] for name in unnamed], most=12)
    findings.found.append(
        Finding("unnamed", "", "", count, f"{noun} named by nothing, and not read: {names}")
    )


def _tell_personal(
    file: DataFile,
    unnamed: Sequence[str],
    shown: dict[str, str],
    findings: Findings,
    *,
    look: bool,
) -> None:
    by_head = {name for name in unnamed if kind_of_head(name)}
    by_cell = (
        set(_with_persons(file, [one for one in unnamed if one not in by_head])) if look else set()
    )
    found = [shown[name] for name in unnamed if name in by_head | by_cell]
    if found:
        noun = "1 column looks" if len(found) == 1 else f"{len(found):,} columns look"
        findings.found.append(
            Finding(
                "personal",
                "",
                "",
                len(found),
                f"{noun} personal though nothing says so: {listed(found)}",
                hint="name them under 'personal', so that what they tell is taken out of answers "
                "in words",
            )
        )


def _with_persons(file: DataFile, names: Sequence[str]) -> Iterator[str]:
    """Columns whose cells are addresses or telephone numbers."""
    texts = [name for name in names if file.fields[name].kind in ("text", "any")]
    try:
        columns = file.read(texts)
    except InputError:
        return
    for name, column in columns.items():
        _, values = column.coded()
        if values and cells_look_personal(values):
            yield name
