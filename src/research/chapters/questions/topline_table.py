"""Totals of many questions in one compact table: a line a question, or a row of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.tabs.figures import printed, results_of
from research.display.escape import escape
from research.display.table import Cell, Table
from research.identifiers import slug
from research.tabulation.tab import ANSWERED, SCORED, TOTAL
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.tabulation.tab import Line, LineKind, Tab

__all__ = ["told", "topline_table"]

_SAY = Frames(__file__)

_ROLES: tuple[LineKind, ...] = ("other", "none", "dont_know", "refused")
_ANSWERS: tuple[LineKind, ...] = ("category", "net", *_ROLES)


def topline_table(tabs: Sequence[Tab]) -> Table:
    """Give the totals of questions in one table.

    Of a scale its boxes and mean stand for its points, of a grid its rows for their summary.

    Parameters
    ----------
    tabs : of questions by any banner; their total counts.
    """
    with_rows = {tab.question.name for tab in tabs if tab.row}
    lines = [(tab, told(tab)) for tab in tabs if tab.row or tab.question.name not in with_rows]
    return Table(
        id="-".join(
            ["tbl-topline", *dict.fromkeys(slug(t.about.table) for t in tabs if t.about.table)]
        ),
        caption=_caption(tabs),
        frame=pd.DataFrame(
            [
                (_named(tab), line.label, float(tab.values[TOTAL].loc[line.key]), _base(tab, line))
                for tab, found in lines
                for line in found
            ],
            columns=_SAY.listed("columns"),
        ).set_index(_SAY.listed("columns")[0]),
        cells=[
            [Cell(_answers(tab, found)), Cell(_count(_base(tab, None)))] for tab, found in lines
        ],
        stub=_SAY.listed("columns")[0],
        labels=[_asked(tab) for tab, _ in lines],
        heads=_SAY.listed("heads"),
        align="llr",
        widths=(34, 70, 10),
        notes=[escape(note) for note in _notes([tab for tab, _ in lines])],
        results=[result for tab, found in lines for result in results_of(_total(tab), found)],
    )


def _caption(tabs: Sequence[Tab]) -> str:
    rows = list(dict.fromkeys(tab.about.many for tab in tabs if tab.about.table))
    return _SAY("caption of", rows=series(rows)) if rows else _SAY("caption")


def told(tab: Tab) -> list[Line]:
    """Choose what a topline tells of a question: no more than a reader takes in at a glance.

    Parameters
    ----------
    tab : of a question, or of a grid's row.
    """
    if tab.question.type == "nps":
        return [line for line in tab.lines if line.kind in ("net", "score")]
    if boxes := tab.of_kind("box"):
        return [*boxes, *tab.of_kind("mean"), *tab.of_kind(*_ROLES)]
    if tab.question.type in ("ranking", "allocation"):
        return tab.of_kind("mean")
    if tab.question.type == "maxdiff":
        return tab.of_kind("score")
    return [*tab.of_kind(*_ANSWERS), *tab.of_kind("mean", "median")]


def _total(tab: Tab) -> Tab:
    return tab.part([TOTAL])


def _named(tab: Tab) -> str:
    return f"{tab.number} {tab.title}".strip()


def _asked(tab: Tab) -> str:
    """Name a question, and of whom it was asked where not of everybody."""
    base = tab.question.base_of(tab.row)
    return _SAY("asked", title=_named(tab), base=base.text) if base else _named(tab)


def _answers(tab: Tab, lines: Sequence[Line]) -> str:
    """Tell answers with their figures, and of how many where not of all who answered."""
    head = f"{lines[0].head}: " if lines and lines[0].head else ""
    bases = dict.fromkeys([SCORED, *(line.base for line in lines)])
    both = {base: [line for line in lines if line.base == base] for base in bases}
    told = []
    for base, own in both.items():
        said = _said(tab, own)
        fewer = base == SCORED and _base(tab, own[0] if own else None) != _base(tab, None)
        if said and fewer:
            count = _count(_base(tab, own[0]))
            said = _SAY("scored", answers=said, count=count)
        told += [said] if said else []
    # Items of a ranking bear their mean ranks, which only the head of their block says.
    return head + "; ".join(told) if told else DASH


def _said(tab: Tab, lines: Sequence[Line]) -> str:
    """Tell lines with their figures; members of a net behind it."""
    texts = [row[0] for row in printed(_total(tab), lines)] if lines else []
    said: list[str] = []
    inside: list[str] = []
    for line, text in zip(lines, texts, strict=True):
        part = f"{line.label}: {text}" if line.label.isdigit() else f"{line.label} {text}"
        if line.depth and said:
            inside.append(part)
            continue
        _closed(said, inside)
        said.append(part)
    _closed(said, inside)
    return "; ".join(said)


def _closed(said: list[str], inside: list[str]) -> None:
    """Put the members of a net behind the last one."""
    if inside:
        said[-1] += f" ({', '.join(inside)})"
        inside.clear()


def _base(tab: Tab, line: Line | None) -> float:
    return float(tab.bases[line.base if line else ANSWERED][TOTAL].loc["unweighted"])


def _count(base: float) -> str:
    return DASH if np.isnan(base) else grouped(base)


def _notes(tabs: Sequence[Tab]) -> list[str]:
    said = [_SAY("reading")]
    for key in ("filter", "weight"):
        given = dict.fromkeys(getattr(tab, key) for tab in tabs if getattr(tab, key))
        said += [_SAY(key, said=text) for text in given]
    # What all tables must say is said once.
    return said + [note for note in tabs[0].notes if all(note in tab.notes for tab in tabs[1:])]
