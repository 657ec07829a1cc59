"""Rows of a chart with their labels at the left: how much room they take, by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from research.display.drawing.canvas import WIDTH
from research.display.drawing.fit import fitted, longest_line
from research.display.palette import INK, MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = ["Rows", "headed", "lay_rows", "name_rows"]

SIZE = 9.5
"""Size of the labels."""

_LINE = 1.2 * SIZE / 72
# Inches between the lines of two rows, of the label to the edge and to what it labels, and the
# share of the width that labels take at most.
_GAP = 0.08
_MARGIN = 0.14
_MOST = 0.42
_LINES = 4
# Inches of a chart that still stands on a page with its caption, and of a row that can be read.
_TALLEST = 8.4
_TIGHTEST = 0.17


class _Headed(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def head(self) -> str: ...


H = TypeVar("H", bound=_Headed)


@dataclass(frozen=True)
class Rows:
    """Where rows stand and what stands before them.

    Parameters
    ----------
    labels : as printed, in lines; of the rows shown.
    places : where each row stands, in rows: 0, 1, 2 and so on where all labels have one line.
    extent : rows that all take together.
    pitch : inches of a row of one line.
    left : share of the chart's width that the labels take.
    more : rows that are not shown, since a page would not hold them.
    """

    labels: Sequence[str]
    places: Sequence[float]
    extent: float
    pitch: float
    left: float
    more: int = 0

    @property
    def height(self) -> float:
        """Inches of all rows together."""
        return self.pitch * self.extent

    @property
    def ticks(self) -> tuple[list[float], list[str]]:
        """Places and labels, with a last one that says how many rows are not shown."""
        if not self.more:
            return list(self.places), list(self.labels)
        return [*self.places, self.extent - 1], [*self.labels, _rest(self.more)]


def headed(items: Sequence[H]) -> list[tuple[str, H | None]]:
    """Give rows with their labels, and before the first row of a group one for its head.

    Parameters
    ----------
    items : in order, each with a label, and with a head where a group begins.
    """
    found: list[tuple[str, H | None]] = []
    for item in items:
        if item.head:
            found.append((item.head, None))
        found.append((item.label, item))
    return found


def lay_rows(
    labels: Sequence[str], pitch: float, around: float, *, least: float = 0.0, weight: int = 400
) -> Rows:
    """Lay rows out by their labels.

    A long label takes up to four lines, and its row as much height as they need. Where a page
    would not hold the chart, labels keep to one line and rows move together; what is still too much
    is counted in a last row.

    Parameters
    ----------
    labels : of the rows, first on top.
    pitch : inches of a row of one line.
    around : inches of the chart above and below its rows.
    least : share of the width that labels take at least.
    weight : of the boldest label.
    """
    room = 72 * (_MOST * WIDTH - _MARGIN)
    texts = [fitted(label, room, SIZE, weight=weight, lines=_LINES) for label in labels]
    extents = [_extent(text, pitch) for text in texts]
    shown = len(texts)
    if around + pitch * sum(extents) > _TALLEST:
        texts = [fitted(label, room, SIZE, weight=weight) for label in labels]
        most = int((_TALLEST - around) / _TIGHTEST)
        shown = len(texts) if len(texts) <= most else most - 1
        texts = texts[:shown]
        extents = [1.0] * shown
        pitch = max(_TIGHTEST, min(pitch, (_TALLEST - around) / len(labels)))
    more = len(labels) - shown
    drawn = [*texts, _rest(more)] if more else texts
    widest = max((longest_line(text, SIZE, weight) for text in drawn), default=0.0) / 72
    tops = [sum(extents[:row]) for row in range(shown)]
    return Rows(
        labels=texts,
        places=[top + (extent - 1) / 2 for top, extent in zip(tops, extents, strict=True)],
        extent=sum(extents) + (1 if shown < len(labels) else 0),
        pitch=pitch,
        left=max(least, (widest + _MARGIN) / WIDTH),
        more=more,
    )


def name_rows(
    axes: Axes,
    rows: Rows,
    *,
    bold: Sequence[bool] = (),
    muted: Sequence[bool] = (),
    pad: float | None = None,
) -> None:
    """Put the labels of rows at the left of a chart, in place of its axis.

    Parameters
    ----------
    axes : changed in place.
    rows : as laid out.
    bold : of each row, whether it is a head, or the subject of the chart.
    muted : of each row, whether it steps back.
    pad : points between labels and chart, where not as elsewhere.
    """
    axes.set_yticks(*rows.ticks)
    axes.tick_params(axis="y", labelsize=SIZE)
    if pad is not None:
        axes.tick_params(axis="y", pad=pad)
    axes.spines["left"].set_visible(False)
    for at, tick in enumerate(axes.get_yticklabels()):
        tick.set_fontweight("semibold" if any(bold[at : at + 1]) else "normal")
        tick.set_color(MUTED if any(muted[at : at + 1]) else INK)


def _rest(more: int) -> str:
    return f"and {more} more"


def _extent(text: str, pitch: float) -> float:
    lines = text.count("\n") + 1
    return 1.0 if lines == 1 else max(1.0, (lines * _LINE + _GAP) / pitch)
