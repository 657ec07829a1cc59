"""Answers of a tab as columns: bands of a number, and codes of words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.drawn import APART, Drawn, LeftOut, brief, head_of, value_of
from research.display.specification.bars import Bar, Bars
from research.display.specification.columns import Column, Columns, Marker, hold_labels
from research.display.specification.parts import Axis, NumberFormat
from research.prose.answers_scales import amount
from research.prose.answers_view import AnswersView
from research.tabulation.tab import TOTAL
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.chapters.tabs.drawn import Head
    from research.edition.questions import Question
    from research.tabulation.tab import Line, Tab

__all__ = ["band_columns", "count_columns"]

_SAY = Frames(__file__)


def band_columns(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw a histogram of the bands of a number, with its median.

    Parameters
    ----------
    tab : a number with bands.
    title : the message.
    source : where the data come from.

    Returns
    -------
    None where there are no bands, or one of them has no value: its neighbours would touch.
    """
    bands = tab.of_kind("category")
    if not bands or not all(tab.shown(line.key) for line in bands):
        return None
    question = tab.question
    shown = _SAY("bands.unequal" if _unequal(question) else "bands.shown")
    figure = Columns(
        columns=tuple(
            Column(label=line.label, value=value_of(tab, line), role="subject") for line in bands
        ),
        markers=tuple(_median(tab, bands)),
        axis=Axis(label=question.unit),
        **head_of(tab, title, shown, _SAY("bands.stub"), source=source),
    )
    notes = [
        _SAY("bands.apart", label=line.label, share=percent(value_of(tab, line)))
        for line in tab.of_kind(*APART)
        if tab.shown(line.key)
    ]
    marked = _SAY("bands.median", median=figure.markers[0].text) if figure.markers else ""
    data = (figure.frame() / 100).set_axis([_SAY("bands.share")], axis="columns")
    return Drawn(figure, _SAY("bands.alt", marked=marked), LeftOut(), notes, data)


def _unequal(question: Question) -> bool:
    """Whether bands have other widths than each other; the last has no end."""
    widths = {round(high - low, 9) for low, high in pairwise(question.bands.values())}
    return len(widths) > 1


def _median(tab: Tab, bands: list[Line]) -> Iterator[Marker]:
    """The median where it lies within its band; in the middle of the last, which has no end."""
    lines = tab.of_kind("median")
    ends = list(tab.question.bands.values())
    if not lines or not tab.shown(lines[0].key) or len(ends) != len(bands):
        return
    median = value_of(tab, lines[0])
    band = int(np.searchsorted(ends, median, side="right"))
    if band == 0:
        return
    inside = 0.5
    if band < len(ends):
        inside = (median - ends[band - 1]) / (ends[band] - ends[band - 1])
    text = _SAY("median", label=lines[0].label, amount=amount(AnswersView(tab), lines[0].key))
    yield Marker(place=band - 0.5 + inside, text=text)


def count_columns(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw how many said what, the most first; as bars where labels are too long for columns.

    Parameters
    ----------
    tab : an open question whose words were given codes.
    title : the message.
    source : where the data come from.
    """
    left_out, found = LeftOut(), list[tuple[str, float, float, bool]]()
    for line in (*tab.of_kind("category"), *tab.of_kind(*APART)):
        label, count = brief(tab, line), float(tab.counts[TOTAL].loc[line.key])
        if not tab.shown(line.key) or np.isnan(count):
            left_out.add(label, str(tab.reasons[TOTAL].loc[line.key]))
        else:
            found.append((label, count, value_of(tab, line), line.kind in APART))
    if not found:
        return None
    found.sort(key=lambda one: (one[3], -one[1]))
    head = head_of(tab, title, _SAY("counts.shown"), _SAY("counts.stub"), source=source)
    if hold_labels([label for label, *_ in found]):
        columns = tuple(
            Column(label=label, value=count, role="other" if apart else "subject")
            for label, count, _, apart in found
        )
        figure = Columns(columns=columns, format=NumberFormat(), **head)
        return Drawn(figure, _SAY("counts.alt"), left_out)
    return Drawn(_as_bars(found, head), _SAY("counts.alt"), left_out)


def _as_bars(found: list[tuple[str, float, float, bool]], head: Head) -> Bars:
    return Bars(
        bars=tuple(
            Bar(
                label=label,
                value=count,
                printed=_SAY("counts.printed", count=grouped(count), share=percent(share)),
                role="other" if apart else "subject",
            )
            for label, count, share, apart in found
        ),
        **head,
    )
