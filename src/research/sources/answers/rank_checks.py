"""Checks of rankings: ranks given twice, ranks left out, items without a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import Problem
from research.sources.answers.bases import must_answer
from research.sources.answers.findings import Finding
from research.sources.answers.parts import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from research.sources.answers.findings import Findings
    from research.sources.answers.parts import Cell, Part

    Mask = NDArray[np.bool_]
    Ranks = NDArray[np.float64]

__all__ = ["judge_ranks"]


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
    ranks = np.column_stack([cell.values for cell in cells])
    ordered = np.sort(ranks, axis=1)
    doubled = np.zeros(len(ranks), dtype=bool)
    if not question.ties:
        doubled = (np.diff(ordered, axis=1) == 0).any(axis=1)
        _tell_doubled(part, ranks, doubled, findings)
    gap = np.zeros(len(ranks), dtype=bool)
    if not question.gaps:
        places = np.arange(1, ranks.shape[1] + 1)
        odd = either([cell.wrong for cell in cells])
        gap = (ordered > places).any(axis=1) & ~doubled & ~odd
        _tell_gaps(part, gap, findings)
    out = doubled | gap
    if out.any():
        ranks[out] = np.nan
    for place, cell in enumerate(cells):
        cell.values = np.ascontiguousarray(ranks[:, place])
        cell.odd = cell.wrong | out
    wanted = min(most or question.top or len(cells), question.top or len(cells))
    held = np.count_nonzero(~np.isnan(ranks), axis=1)
    partial = (held > 0) & (held < wanted)
    _tell_partial(part, partial, wanted, findings)


def _tell_doubled(part: Part, ranks: Ranks, doubled: Mask, findings: Findings) -> None:
    count = int(np.count_nonzero(doubled))
    if not count:
        return
    name = part.question.name
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
            findings.errors += _doubled_in(cells, ranks[at], line, findings)


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
