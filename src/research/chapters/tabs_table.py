"""A tab as a table of the report: a question by the points of a banner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from research.chapters.tabs_figures import printed, results_of
from research.display.escape import escape
from research.display.table import Cell, Table
from research.identifiers import slug
from research.tabulation.record import record_of
from research.tabulation.tab import ANSWERED
from research.wording.figures import DASH
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.tabulation.tab import Line, Tab

__all__ = ["Detail", "float_id", "table_of"]

_SAY = Frames(__file__)

Detail = Literal["report", "book"]
"""How much a table holds: what a reader of the report needs, or all that a tab book has."""

# Figures that only a tab book prints.
_OF_THE_BOOK = ("error",)


def float_id(tab: Tab) -> str:
    """Identifier of a tab's table, for references: made of keys, so the same from wave to wave.

    A question that is called ``a`` is kept from the floats of the appendix.
    """
    made = slug(tab.id.replace("_", "-"))
    return f"tbl-q-{made}" if made.startswith("a-") or made == "a" else f"tbl-{made}"


def table_of(tab: Tab, *, detail: Detail = "report") -> Table:
    """Give a tab as a table.

    Parameters
    ----------
    tab : a question by a banner, or by the total alone.
    detail : ``book`` with standard errors and effective bases; ``report`` without.

    Returns
    -------
    Table
        Its frame holds percentages as shares of one, and other figures in the question's unit.
    """
    lines = [line for line in tab.lines if detail == "book" or line.kind not in _OF_THE_BOOK]
    keys = [line.key for line in lines]
    frame = tab.values.loc[keys].copy()
    percentages = [line.unit == "percent" for line in lines]
    frame.loc[percentages] = frame.loc[percentages] / 100
    return Table(
        id=float_id(tab),
        caption=_caption(tab),
        frame=frame.set_axis([point.key for point in tab.points], axis="columns").set_axis(
            [line.label for line in lines]
        ),
        cells=_cells(tab, lines),
        heads=[point.short or point.label for point in tab.points],
        bases=[_whole(tab, point.key) for point in tab.points],
        notes=_notes(tab, lines),
        results=results_of(tab, lines),
        kind="tab",
        tab=record_of(tab),
    )


def _caption(tab: Tab) -> str:
    return _SAY("numbered", number=tab.number, title=tab.title) if tab.number else tab.title


def _whole(tab: Tab, point: str) -> int | None:
    value = float(tab.bases[ANSWERED][point].loc["unweighted"])
    return None if np.isnan(value) else round(value)


def _cells(tab: Tab, lines: Sequence[Line]) -> list[list[Cell]]:
    """Print the values, with letters beside them."""
    texts = printed(tab, lines)
    return [
        [
            Cell(DASH, "muted")
            if text == DASH
            else Cell(f"{text} {letters}" if (letters := _letters(tab, line, point.key)) else text)
            for point, text in zip(tab.points, row, strict=True)
        ]
        for line, row in zip(lines, texts, strict=True)
    ]


def _letters(tab: Tab, line: Line, point: str) -> str:
    return str(tab.letters.loc[line.key, point])


def _notes(tab: Tab, lines: Sequence[Line]) -> list[str]:
    """Say who was asked, what letters and stars mean, and why a cell is empty."""
    said = [
        *(_SAY(key, said=text) for key, text in _above(tab) if text),
        *_reasons(tab, lines),
        *tab.notes,
    ]
    if any(point.letter for point in tab.points):
        said.append(_SAY("legend", method=tab.method, flag=tab.flag, thin=tab.thin))
    return [escape(sentence) for sentence in said]


def _above(tab: Tab) -> list[tuple[str, str]]:
    return [
        ("wording", tab.wording),
        ("asked", tab.base),
        ("filtered", tab.filter),
        ("weighted", tab.weight),
    ]


def _reasons(tab: Tab, lines: Sequence[Line]) -> list[str]:
    """Why cells have no value, each reason once."""
    found = tab.reasons.loc[[line.key for line in lines]].to_numpy().ravel()
    reasons = [str(reason) for reason in dict.fromkeys(found) if reason]
    return [_SAY("dash", reasons="; ".join(reasons))] if reasons else []
