"""Summaries: the rows of a grid side by side, by their boxes and means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.tabulation.tab import ANSWERED, TOTAL, Tab
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.tabulation.tab import Line, Paired

__all__ = ["summary"]

_SAY = Frames(__file__)

_SUMMED = ("box", "mean", "score")


def summary(tabs: Sequence[Tab]) -> Tab:
    """Set the rows of a grid side by side: a block of lines for each box and for the mean.

    Each line rests on its own row's base, which the tab holds under the row's key; the base of all
    is the largest of them. Rows stand in the order of the questionnaire or, where the author says
    so, by the figure of the first block, the largest first.

    Parameters
    ----------
    tabs : of the rows of one grid by one banner, one or more.
    """
    first = tabs[0]
    figures = [line for line in first.lines if line.kind in _SUMMED]
    order = _order(tabs, figures[0].key) if first.question.sort == "size" else list(tabs)
    texts = {row.key: row.text for row in first.question.rows}
    lines = [
        replace(
            line,
            key=f"{tab.row}.{line.key}",
            label=texts.get(tab.row, tab.row),
            base=tab.row,
            block=line.key,
            head=line.label,
        )
        for line in figures
        for tab in order
    ]
    places = [(line.key, tab) for line in figures for tab in order]
    frames: dict[str, Any] = {
        name: _stacked(name, places, lines)
        for name in ("values", "low", "high", "counts", "letters", "rest", "reasons")
    }
    bases = {tab.row: tab.bases[tab.line(figures[0].key).base] for tab in tabs}
    largest = pd.DataFrame(
        np.fmax.reduce([frame.to_numpy() for frame in bases.values()]),
        index=first.bases[ANSWERED].index,
        columns=first.bases[ANSWERED].columns,
    )
    bases_said = {texts.get(tab.row, tab.row): tab.base for tab in tabs}
    differ = len(set(bases_said.values())) > 1
    notes = [_SAY("bases of rows", bases="; ".join(_said_of_rows(bases_said)))] if differ else []
    if first.paired is not None and any(line.kind == "mean" for line in figures):
        notes.append(_pairs_said(first.paired, first))
    tests = pd.concat([_tests(tab, figures) for tab in order], ignore_index=True)
    return replace(
        first,
        id=".".join(filter(None, (first.about.table, first.question.name, first.banner))),
        row="",
        title=first.question.heading,
        base=_SAY("base by row") if differ else first.base,
        notes=(*notes, *first.notes),
        lines=tuple(lines),
        bases={ANSWERED: largest, **bases},
        tests=tests,
        **frames,
    )


def _pairs_said(paired: Paired, tab: Tab) -> str:
    """How the means of rows are held against each other."""
    nested = _SAY("nested") if paired.nested else ""
    correction = _SAY.named("corrected")[paired.correction]
    return _SAY("pairs", many=tab.about.many, nested=nested, corrected=correction)


def _said_of_rows(bases: Mapping[str, str]) -> Iterator[str]:
    for row, base in bases.items():
        yield _SAY("base of row", row=row, base=base)


def _order(tabs: Sequence[Tab], figure: str) -> list[Tab]:
    def size(tab: Tab) -> float:
        value = float(tab.values[TOTAL].loc[figure])
        return np.inf if np.isnan(value) else -value

    return sorted(tabs, key=size)


def _stacked(name: str, places: Sequence[tuple[str, Tab]], lines: Sequence[Line]) -> pd.DataFrame:
    frames = [getattr(tab, name).loc[[key]] for key, tab in places]
    stacked: pd.DataFrame = pd.concat(frames)
    return stacked.set_axis([line.key for line in lines])


def _tests(tab: Tab, figures: Sequence[Line]) -> pd.DataFrame:
    kept = tab.tests[tab.tests["line"].isin([line.key for line in figures])]
    return kept.assign(line=tab.row + "." + kept["line"].astype("str"))
