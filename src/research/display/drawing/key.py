"""The key of a chart: a patch of colour and a word for each part, on as many lines as they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.palette import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

__all__ = ["Key", "draw_key", "lay_key"]

SIZE = 9
# Points: of a patch, from it to its word, from a word to the next patch, and of a line.
_PATCH, _NEAR, _APART, _LINE = 9.0, 4.0, 13.0, 13.5
_ACROSS = 72 * WIDTH


@dataclass(frozen=True)
class Key:
    """Where the parts of a key stand.

    Parameters
    ----------
    words : of the parts, each fitted to a line.
    places : of each part, the points from the left and the line, from 0.
    """

    words: Sequence[str]
    places: Sequence[tuple[float, int]]

    @property
    def height(self) -> float:
        """Inches of all lines together, with the room below them."""
        return (_LINE * (self.places[-1][1] + 1) + 4) / 72 if self.places else 0.0


def lay_key(labels: Sequence[str]) -> Key:
    """Lay the parts of a key out on lines across the chart.

    Parameters
    ----------
    labels : of the parts, of any length; each keeps to one line.

    Examples
    --------
    >>> lay_key(["Poor", "Fair", "Good"]).places[0]
    (0.0, 0)
    """
    words = [fitted(label, _ACROSS - _PATCH - _NEAR, SIZE) for label in labels]
    places, left, line = [], 0.0, 0
    for word in words:
        width = _PATCH + _NEAR + text_width(word, SIZE)
        if left and left + width > _ACROSS:
            left, line = 0.0, line + 1
        places.append((left, line))
        left += width + _APART
    return Key(words, places)


def draw_key(figure: Figure, key: Key, colours: Sequence[str], top: float) -> None:
    """Draw a key.

    Parameters
    ----------
    figure : the chart.
    key : where its parts stand.
    colours : of the patches, in order.
    top : inches from the foot of the chart to the top of the key.
    """
    from matplotlib.patches import Rectangle

    height = figure.get_figheight()
    for word, (left, line), colour in zip(key.words, key.places, colours, strict=True):
        middle = top - (line + 0.5) * _LINE / 72
        figure.add_artist(
            Rectangle(
                (left / _ACROSS, (middle - _PATCH / 144) / height),
                _PATCH / _ACROSS,
                _PATCH / 72 / height,
                facecolor=colour,
                transform=figure.transFigure,
            )
        )
        figure.text(
            (left + _PATCH + _NEAR) / _ACROSS,
            middle / height,
            word,
            size=SIZE,
            color=MUTED,
            va="center_baseline",
        )
