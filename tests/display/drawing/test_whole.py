"""Charts of answers at their extremes: no text leaves the picture or stands over another."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from matplotlib.text import Text

from research.display.drawing.backend import draw
from research.display.specification.bars import Bar, Bars
from research.display.specification.columns import Column, Columns, Marker
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis
from research.display.specification.stacks import Answer, Stack, Stacks
from research.display.specification.trends import Break, Moment, Trend, Trends

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from research.display.specification.parts import Specification

LONG = "what respondents were asked to rate, in all the words that the questionnaire has " * 3
HEAD = {"title": "A message " * 12, "subtitle": "What is shown " * 12}


def bars(count: int, label: str, size: float) -> Bars:
    return Bars(
        bars=tuple(
            Bar(
                label=f"{place} {label}",
                value=size * place / count,
                low=size * place / count / 2,
                high=size * (place + 1) / count,
                printed=f"{size * place / count:.3g}",
                role="other" if place == 1 else "subject",
            )
            for place in range(count)
        ),
        **HEAD,
    )


def dots(count: int, label: str, size: float) -> Dots:
    return Dots(
        dots=tuple(
            Dot(
                label=f"{place} {label}",
                estimate=size * place,
                low=size * (place - 1),
                high=size * (place + 1),
                printed=f"{size * place:.3g} (to {size * (place + 1):.3g})",
                role="muted" if place == 1 else "other",
                head=f"Group {place}" if place % 4 == 0 else "",
            )
            for place in range(count)
        ),
        line=size * count / 2,
        marked="Total",
        axis=Axis(label=label),
        **HEAD,
    )


def columns(count: int, label: str, size: float) -> Columns:
    return Columns(
        columns=tuple(Column(label=f"{at} {label}", value=100 * at / count) for at in range(count)),
        markers=(Marker(place=count / 3, text=f"Median {size:.3g}"),),
        **HEAD,
    )


def stacks(count: int, label: str, size: float) -> Stacks:
    sides = ("low", "low", "middle", "high", "high")
    return Stacks(
        answers=tuple(Answer(label=f"{at} {label}"[:200], side=s) for at, s in enumerate(sides)),
        stacks=tuple(
            Stack(
                label=f"{place} {label}",
                shares=(place, 0, 0.4, 80 - place, 10),
                apart=9.6 if place % 2 else 0,
                printed=f"{size:.3g}",
                muted=place == 1,
                head=f"Group {place}" if place % 4 == 0 else "",
            )
            for place in range(count)
        ),
        split=True,
        apart="Don't know",
        figures="Mean of all answers",
        **HEAD,
    )


@pytest.mark.parametrize("panels", [False, True], ids=["together", "panels"])
@pytest.mark.parametrize("label", ["Speed", LONG], ids=["short", "long"])
@pytest.mark.parametrize(("lines", "times"), [(1, 2), (3, 8), (5, 24)])
def test_lines_keep_their_texts_within_the_picture_and_apart(lines, times, label, panels):
    chart = Trends(
        trends=tuple(
            Trend(
                label=f"{line} {label}",
                moments=tuple(
                    Moment(value=50 + line / 9, low=40 - line, high=61, printed=f"{50 + line}%")
                    for _ in range(times)
                ),
                breaks=(1,),
            )
            for line in range(lines)
        ),
        times=tuple(f"Q{1 + at % 4} {2000 + at // 4}" for at in range(times)),
        breaks=(Break(place=1, text=label),) if not panels else (),
        panels=panels,
        axis=Axis(label="Percent"),
        **HEAD,
    )
    figure = draw(chart)
    figure.draw_without_rendering()
    assert not clipped(figure)
    assert not overprinted(figure)
    assert figure.get_figheight() < 9.4


@pytest.mark.parametrize("count", [2, 12, 40])
@pytest.mark.parametrize("label", ["Speed", LONG], ids=["short", "long"])
@pytest.mark.parametrize("make", [bars, dots, columns, stacks])
def test_no_text_leaves_the_picture_or_stands_over_another(
    make: Callable[[int, str, float], Specification], count: int, label: str
) -> None:
    for size in (1e-9, 1e12) if label == "Speed" and count == 2 else (1.0,):
        figure = draw(make(count, label, size))
        figure.draw_without_rendering()
        assert not clipped(figure)
        assert not overprinted(figure)
        assert figure.get_figheight() < 9.4


def texts(figure: Figure) -> list[Text]:
    """Texts that are drawn: a scale keeps ticks beyond its ends, too."""
    beyond = set()
    for axes in figure.axes:
        ends = (
            (axes.get_xticklabels(), axes.get_xlim(), 0),
            (axes.get_yticklabels(), axes.get_ylim(), 1),
        )
        for labels, limits, at in ends:
            low, high = sorted(limits)
            beyond |= {label for label in labels if not low <= label.get_position()[at] <= high}
    found = figure.findobj(Text)
    return [text for text in found if text.get_text() and text not in beyond]


def clipped(figure: Figure) -> list[str]:
    page = figure.bbox.padded(1)
    boxes = {text.get_text(): text.get_window_extent() for text in texts(figure)}
    return [
        words
        for words, box in boxes.items()
        if not (page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1)
    ]


def overprinted(figure: Figure) -> list[tuple[str, str]]:
    """Texts that share more than a hair of their places."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(figure)]
    found = []
    for (first, one), (second, two) in combinations(boxes, 2):
        across = min(one.x1, two.x1) - max(one.x0, two.x0)
        up = min(one.y1, two.y1) - max(one.y0, two.y0)
        if across > 1 and up > 0.3 * min(one.height, two.height):
            found.append((first, second))
    return found
