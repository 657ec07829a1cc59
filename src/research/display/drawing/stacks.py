"""Stacked bars of the shares of all answers, with a key, and two columns at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted
from research.display.drawing.key import draw_key, lay_key
from research.display.drawing.measure import text_width
from research.display.drawing.rows import headed, lay_rows, name_rows
from research.display.palette import (
    ACCENT,
    AREAS,
    CONTRAST,
    GREY,
    INK,
    MUTED,
    RULE,
    lightened,
    readable,
    shades,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.stacks import Answer, Stack, Stacks

__all__ = ["colours_of", "draw_stacks"]

# Inches of a row, and of what is above and below the rows; thickness of a bar in rows, and of one
# that stands apart.
_PITCH, _AROUND = 0.3, 0.67
_THICK, _THIN = 0.74, 0.42
# Points: from the bars to what stands at their right, and beside a number in its segment.
_GAP, _BESIDE = 16.0, 2.5
# Points that the head of a column takes at most, and rows that heads take.
_HEAD, _HEADS = 110.0, 0.85
_SIZE = 9
# How far a bar that rests on few is moved towards white.
_FADE = 0.55


@dataclass(frozen=True)
class _Lay:
    """Points across the axes: where bars begin, of one percent, and where the columns stand."""

    begin: float
    percent: float
    apart: float
    figure: float
    across: float


def colours_of(answers: Sequence[Answer]) -> list[str]:
    """Give the colour of each answer: the darker the further from the middle of the scale."""
    low = shades(CONTRAST, sum(answer.side == "low" for answer in answers))
    high = shades(ACCENT, sum(answer.side == "high" for answer in answers))[::-1]
    sides: dict[str | None, Iterator[str]] = {"low": iter(low), "high": iter(high)}
    return [
        RULE
        if answer.side == "middle"
        else next(sides[answer.side])
        if answer.side
        else AREAS[answer.role]
        for answer in answers
    ]


def draw_stacks(chart: Stacks) -> Figure:
    """Draw one stacked bar a row, in the order given."""
    key, colours = (
        lay_key([answer.signed(answer.label) for answer in chart.answers]),
        colours_of(chart.answers),
    )
    heads = _HEADS if chart.figures or chart.apart else 0.0
    around = _AROUND + key.height + heads * _PITCH
    lines = headed(chart.stacks)
    weight = 600 if any(stack is None for _, stack in lines) else 400
    rows = lay_rows([label for label, _ in lines], _PITCH, around, weight=weight)
    inches = rows.height + heads * rows.pitch
    figure, axes = canvas(chart, _AROUND + key.height + inches, left=rows.left)
    height, box = figure.get_figheight(), axes.get_position()
    top = box.y1 * height + 0.06
    draw_key(figure, key, colours, top)
    axes.set_position((rows.left, (0.1 + foot(chart)) / height, 1 - rows.left, inches / height))
    lay = _lay(chart, 72 * WIDTH * (1 - rows.left) - _BESIDE)
    zero = lay.begin + lay.percent * _reach(chart)[0]
    if chart.split:
        axes.plot([zero, zero], [-0.5, rows.extent - 0.5], color=GREY, linewidth=0.7, zorder=0)
    for place, (_, stack) in zip(rows.places, lines, strict=False):
        if stack is not None:
            _draw_stack(axes, chart, stack, place, zero, lay, colours)
            _draw_beside(axes, chart, stack, place, lay)
    _draw_heads(axes, chart, -0.5 - heads / 2, lay)
    axes.set(xlim=(0, lay.across + _BESIDE), ylim=(rows.extent - 0.5, -0.5 - heads), xticks=[])
    axes.spines["bottom"].set_visible(False)
    name_rows(
        axes,
        rows,
        bold=[stack is None for _, stack in lines],
        muted=[stack is not None and stack.muted for _, stack in lines],
    )
    return figure


def _before(chart: Stacks, stack: Stack) -> float:
    """Percent of a bar that stand left of the line."""
    if not chart.split:
        return 0.0
    weights = {"low": 1.0, "middle": 0.5}
    return sum(
        weights.get(answer.side or "", 0.0) * share
        for answer, share in zip(chart.answers, stack.shares, strict=True)
    )


def _reach(chart: Stacks) -> tuple[float, float]:
    """Give the most percent that a bar has left of the line, and right of it."""
    before = [_before(chart, stack) for stack in chart.stacks]
    after = [sum(stack.shares) - left for stack, left in zip(chart.stacks, before, strict=True)]
    return max(before), max(after)


def _lay(chart: Stacks, across: float) -> _Lay:
    """Part the room between the bars and the columns at their right."""
    figures = [text_width(stack.printed, _SIZE, 600) for stack in chart.stacks if stack.printed]
    figure = _column(chart.figures, max(figures)) + _GAP if figures else 0.0
    bars, begin = (sum(_reach(chart)) or 1.0), _BESIDE
    room = across - begin - figure - 1
    shares = [stack.apart for stack in chart.stacks if stack.apart is not None]
    if not shares:
        return _Lay(begin, room / bars, across - figure, across, across)
    number = max(text_width(chart.format.printed(share), _SIZE) for share in shares) + 4
    head, most = _column(chart.apart, 0.0), max(shares)
    room -= _GAP
    percent = min((room - head) / bars, (room - number) / (bars + most))
    return _Lay(begin, percent, begin + percent * bars + _GAP, across, across)


def _column(head: str, widest: float) -> float:
    return max(text_width(fitted(head, _HEAD, _SIZE), _SIZE) if head else 0.0, widest)


def _draw_stack(
    axes: Axes,
    chart: Stacks,
    stack: Stack,
    place: float,
    zero: float,
    lay: _Lay,
    colours: Sequence[str],
) -> None:
    left = zero - lay.percent * _before(chart, stack)
    for answer, share, colour in zip(chart.answers, stack.shares, colours, strict=True):
        width = lay.percent * share
        if not share:
            continue
        shown = lightened(colour, _FADE) if stack.muted else colour
        axes.barh(
            [place],
            [width],
            left=left,
            height=_THICK,
            color=shown,
            edgecolor="white",
            linewidth=0.6,
        )
        printed = chart.format.printed(share)
        if text_width(answer.signed(printed), _SIZE) + 2 * _BESIDE <= width:
            printed = answer.signed(printed)
        if text_width(printed, _SIZE) + 2 * _BESIDE <= width:
            axes.text(
                left + width / 2,
                place,
                printed,
                size=_SIZE,
                color=readable(shown),
                ha="center",
                va="center_baseline",
            )
        left += width


def _draw_beside(axes: Axes, chart: Stacks, stack: Stack, place: float, lay: _Lay) -> None:
    if stack.apart is not None:
        width = lay.percent * stack.apart
        axes.barh([place], [width], left=lay.apart, height=_THIN, color=GREY)
        printed = chart.format.printed(stack.apart)
        axes.text(
            lay.apart + width + 3, place, printed, size=_SIZE, color=MUTED, va="center_baseline"
        )
    if stack.printed:
        axes.text(
            lay.figure,
            place,
            stack.printed,
            size=_SIZE,
            weight=600,
            color=MUTED if stack.muted else INK,
            ha="right",
            va="center_baseline",
        )


def _draw_heads(axes: Axes, chart: Stacks, place: float, lay: _Lay) -> None:
    sides = ((chart.apart, lay.apart, "left"), (chart.figures, lay.figure, "right"))
    for text, x, side in sides:
        if text:
            head = fitted(text, _HEAD, _SIZE)
            axes.text(x, place, head, size=_SIZE, color=MUTED, ha=side, va="center_baseline")
