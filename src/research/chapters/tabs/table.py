"""A tab as a table of the report: a question by the points of a banner."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

import numpy as np

from research.chapters.tabs.banner import banner_of, is_compared
from research.chapters.tabs.figures import printed, results_of
from research.display.cell import Cell
from research.display.escape import escape
from research.display.table import Table
from research.identifiers import slug
from research.tabulation.record import record_of
from research.tabulation.tab import ANSWERED
from research.wording.figures import DASH
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.sentences import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.tabulation.tab import Line, Tab

__all__ = ["Detail", "float_id", "legend_of", "lying_alike", "table_of"]

_SAY = Frames(__file__)

Detail = Literal["report", "book"]
"""How much a table holds: what a reader of the report needs, or all that a tab book has."""

# Figures that only a tab book prints.
_OF_THE_BOOK = ("error",)
# Groups of a banner that a caption names.
_NAMED = 3


def float_id(tab: Tab) -> str:
    """Identifier of a tab's table, for references: made of keys, so the same from wave to wave.

    A question that is called ``a`` is kept from the floats of the appendix.
    """
    made = slug(tab.id.replace("_", "-"))
    return f"tbl-q-{made}" if made.startswith("a-") or made == "a" else f"tbl-{made}"


def table_of(tab: Tab, *, detail: Detail = "report", legend: bool = True) -> Table:
    """Give a tab as a table.

    Parameters
    ----------
    tab : a question by a banner, or by the total alone.
    detail : ``book`` with standard errors, ``report`` without.
    legend : whether the meaning of stars and letters stands under it (`legend_of`).

    Returns
    -------
    Table
        Its frame holds percentages as shares of one, and other figures in the question's unit.
    """
    told = [line for line in tab.lines if detail == "book" or line.kind not in _OF_THE_BOOK]
    lines = [line for line in told if not _repeats(tab, line)]
    frame = tab.values.loc[[line.key for line in lines]].copy()
    percentages = [line.unit == "percent" for line in lines]
    frame.loc[percentages] = frame.loc[percentages] / 100
    return Table(
        id=float_id(tab),
        caption=_caption(tab),
        frame=frame.set_axis([line.label for line in lines]),
        cells=_cells(tab, lines),
        stub=_SAY("stub.percent" if any(percentages) else "stub.other"),
        heads=[point.short or point.label for point in tab.points],
        bases=[_whole(tab, point.key) for point in tab.points],
        notes=[*map(escape, _notes(tab, lines)), *(legend_of([tab]) if legend else ())],
        # Figures of some respondents alone have no names of their own in the ledger.
        results=() if tab.filter else results_of(tab, told),
        kind="tab",
        banner=banner_of(tab, lines),
        above=_above(tab),
        tab=record_of(tab),
    )


def _repeats(tab: Tab, line: Line) -> bool:
    """Whether a line is a box of one answer that stands above it, under the same words."""
    return line.kind == "box" and any(
        np.array_equal(tab.values.loc[one.key], tab.values.loc[line.key], equal_nan=True)
        for one in tab.lines
        if one.kind == "category" and one.label == line.label
    )


def lying_alike(tables: Sequence[Table]) -> list[Table]:
    """Let tables by one banner lie across where most of them need it: a reader turns no page back.

    Parameters
    ----------
    tables : that stand in one chapter, all with a banner.

    Returns
    -------
    The same tables in the same order.
    """
    across = [table.grid is not None and table.grid.paper.across for table in tables]
    if 2 * sum(across) <= len(across):
        return list(tables)
    return [
        table
        if lies or table.banner is None
        else replace(table, banner=replace(table.banner, across=True))
        for table, lies in zip(tables, across, strict=True)
    ]


def _caption(tab: Tab) -> str:
    """Number and title of the question, and what its columns are where they are few kinds."""
    title = (
        _SAY("caption.numbered", number=tab.number, title=tab.title) if tab.number else tab.title
    )
    groups = list(dict.fromkeys(point.heads[0] for point in tab.points if point.heads))
    if not 0 < len(groups) <= _NAMED:
        return title
    return _SAY("caption.by", title=title, groups=series(map(inside, groups)))


def _whole(tab: Tab, point: str) -> int | None:
    value = float(tab.bases[ANSWERED][point].loc["unweighted"])
    return None if np.isnan(value) else round(value)


def _cells(tab: Tab, lines: Sequence[Line]) -> list[list[Cell]]:
    """Print the values, with letters beside them."""
    keys, points = [line.key for line in lines], [point.key for point in tab.points]
    letters = tab.letters.loc[keys, points].to_numpy(dtype=object).tolist()
    return [
        [
            Cell(text, "muted" if text == DASH else "", letters=str(beside))
            for text, beside in zip(texts, marks, strict=True)
        ]
        for texts, marks in zip(printed(tab, lines), letters, strict=True)
    ]


def _above(tab: Tab) -> list[str]:
    """Say what was asked, and of whom."""
    parts = {"base": tab.base, "filter": tab.filter, "weight": tab.weight}
    asked = [_SAY(f"above.{key}", said=text) for key, text in parts.items() if text]
    said = [_SAY("above.wording", said=tab.wording)] if tab.wording else []
    return [escape(line) for line in [*said, *([" · ".join(asked)] if asked else [])]]


def legend_of(tabs: Sequence[Tab]) -> list[str]:
    """Say what stars and letters mean, as far as tables have any: once for all of one banner.

    Parameters
    ----------
    tabs : by one banner.

    Returns
    -------
    Sentences as Markdown.
    """
    said = (told(tab) for told in (_stars, _letters) for tab in tabs)
    return list(map(escape, dict.fromkeys(chain.from_iterable(said))))


def _notes(tab: Tab, lines: Sequence[Line]) -> list[str]:
    """Say what the figures are, and why some are missing."""
    counted = tab.question.unit and any(line.unit == "mean" for line in lines)
    unit = [_SAY("unit", unit=tab.question.unit)] if counted else []
    return [*unit, *tab.notes, *_reasons(tab, lines)]


def _letters(tab: Tab) -> list[str]:
    """What letters mean, if any two columns are compared."""
    if tab.by_wave:
        periods = any(len(others) > 1 for others in tab.against.values())
        said = _SAY("waves and period" if periods else "waves", method=tab.method)
        return [] if tab.tests.empty else [said]
    return [_SAY("letters", method=tab.method)] if is_compared(tab) else []


def _stars(tab: Tab) -> list[str]:
    """What the marks of bases mean, as far as there are any."""
    found = {tab.mark(point.key, base) for point in tab.points for base in tab.bases}
    tested = "tested" if is_compared(tab) else "alone"
    return [
        _SAY(f"{name}.{tested}", limit=limit)
        for mark, name, limit in (("**", "thin", tab.flag), ("*", "small", tab.thin))
        if mark in found
    ]


def _reasons(tab: Tab, lines: Sequence[Line]) -> list[str]:
    """Why cells have no value, each reason once."""
    found = tab.reasons.loc[[line.key for line in lines]].to_numpy().ravel()
    reasons = [str(reason) for reason in dict.fromkeys(found) if reason]
    return [_SAY("dash", reasons="; ".join(reasons))] if reasons else []
