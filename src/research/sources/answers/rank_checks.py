"""Checks of rankings: ranks given twice, ranks left out, items without a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from research.errors import Problem
from research.sources.answers.bases import must_answer
from research.sources.answers.findings import Finding
from research.sources.answers.parts import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from research.sources.answers.findings import Findings
    from research.sources.answers.parts import Cell, Part

    Mask = NDArray[np.bool_]

__all__ = ["judge_ranks"]

# Ranks that a whole number has bits for.
_MOST = 62


def judge_ranks(part: Part, findings: Findings, *, most: int | None = None) -> None:
    """Find rankings that contradict themselves, make them no answer, and count partial ones.

    Parameters
    ----------
    part : of a ranking, one column an item; its ranks are changed in place.
    findings : where they go.
    most : places that a respondent can fill; the number of items, or ``top``, if left out.
    """
    question = part.question
    cells = list(part.cells.values())
    few = max(len(cells), question.top or 0) <= _MOST
    seen = _each_once(cells) if few and not question.ties else _in_order(cells)
    nobody = np.zeros(len(seen.gap), dtype=bool)
    doubled, gap = nobody if question.ties else seen.doubled, nobody
    if not question.ties:
        _tell_doubled(part, doubled, findings)
    if not question.gaps:
        gap = seen.gap & ~doubled & ~either([cell.wrong for cell in cells])
        _tell_gaps(part, gap, findings)
    out = doubled | gap
    for cell in cells:
        if out.any():
            cell.values = np.where(out, np.nan, cell.values)
        cell.odd = cell.wrong | out
    wanted = min(most or question.top or len(cells), question.top or len(cells))
    partial = (seen.held > 0) & (seen.held < wanted) & ~out
    _tell_partial(part, partial, wanted, findings)


class _Seen(NamedTuple):
    """Of each of n rankings, whether a rank is doubled or left out, and how many items have one."""

    doubled: Mask
    gap: Mask
    held: NDArray[np.int64]


def _each_once(cells: Sequence[Cell]) -> _Seen:
    """Look at ranks of up to 62 items, which none share: a bit for each rank that was seen."""
    rows = len(cells[0].filled)
    bits, held = np.zeros(rows, dtype="int64"), np.zeros(rows, dtype="int64")
    doubled = np.zeros(rows, dtype=bool)
    for cell in cells:
        given = ~np.isnan(cell.values)
        rank = np.where(given, cell.values, 0).astype("int64")
        bit = np.where(given, np.left_shift(1, np.maximum(rank, 1) - 1), 0)
        doubled |= (bits & bit) != 0
        bits |= bit
        held += given
    return _Seen(doubled, (bits & (bits + 1)) != 0, held)


def _in_order(cells: Sequence[Cell]) -> _Seen:
    """Look at ranks that items may share: 1, 1, 3 and 1, 1, 2 leave none out."""
    ranks = np.sort(np.column_stack([cell.values for cell in cells]), axis=1)
    gap = either((ranks > np.arange(1, ranks.shape[1] + 1)).T)
    held = np.count_nonzero(~np.isnan(ranks), axis=1)
    return _Seen(either((np.diff(ranks, axis=1) == 0).T), gap, held)


def _tell_doubled(part: Part, doubled: Mask, findings: Findings) -> None:
    count = int(np.count_nonzero(doubled))
    if not count:
        return
    name = part.question.name
    findings.contradicted.mark("doubled_rank", name, doubled)
    given = next(iter(part.cells.values())).given
    what = "1 row gives a rank" if count == 1 else f"{count:,} rows give a rank"
    findings.found.append(
        Finding(
            "doubled_rank",
            name,
            "",
            count,
            f"'{name}': {what} twice, and {'counts' if count == 1 else 'count'} as no answer",
            given.first(doubled),
            allowed="each rank once in a row",
            hint="give 'ties: true' where items may share a rank",
        )
    )
    if findings.strict:
        cells = list(part.cells.values())
        for at in np.flatnonzero(doubled).tolist():
            line = int(given.lines[at])
            ranks = np.array([cell.values[at] for cell in cells])
            findings.errors += _doubled_in(cells, ranks, line, findings)


def _doubled_in(
    cells: list[Cell], ranks: NDArray[np.float64], line: int, findings: Findings
) -> Iterator[Problem]:
    for rank in np.unique(ranks[~np.isnan(ranks)]).tolist():
        names = [cell.given.name for cell, own in zip(cells, ranks, strict=True) if own == rank]
        if len(names) > 1:
            times = "twice" if len(names) == 2 else f"{len(names)} times"
            yield Problem(
                findings.path,
                f"rank {rank:g} is given {times}, to {', '.join(names)}",
                row=line,
                column=names[1],
                allowed="each rank once in a row",
            )


def _tell_gaps(part: Part, gap: Mask, findings: Findings) -> None:
    name = part.question.name
    count = int(np.count_nonzero(gap))
    findings.contradicted.mark("gap", name, gap)
    if count:
        given = next(iter(part.cells.values())).given
        what = "1 row leaves" if count == 1 else f"{count:,} rows leave"
        blank = findings.strict and must_answer(part.question)
        finding = Finding(
            "gap",
            name,
            "",
            count,
            f"'{name}': {what} a rank out, and {'counts' if count == 1 else 'count'} as no answer",
            given.first(gap),
            allowed="ranks from 1 on, none left out",
            hint="give 'gaps: true' where ranks may be left out",
        )
        if blank:  # told cell by cell, as empty ones
            findings.found.append(finding)
        else:
            findings.add(finding, lines=given.lines[gap].tolist(), one="a rank is left out")


def _tell_partial(part: Part, partial: Mask, wanted: int, findings: Findings) -> None:
    name = part.question.name
    count = int(np.count_nonzero(partial))
    if count:
        given = next(iter(part.cells.values())).given
        what = "1 row ranks" if count == 1 else f"{count:,} rows rank"
        findings.add(
            Finding(
                "partial",
                name,
                "",
                count,
                f"'{name}': {what} fewer than {wanted} items; the others have no rank there",
                given.first(partial),
            )
        )
