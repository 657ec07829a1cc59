"""Labels of ticks that stand over each other, broken into lines or turned."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from research.display.drawing.fit import fitted, longest_line
from research.display.drawing.measure import text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = ["part_labels"]

_LINES = 4
# Share of the figure's width that labels at its side take at most; degrees of turned labels, and
# points that one of them has at most.
_SIDE, _TURN, _LONGEST = 0.42, 35, 150.0


def part_labels(axes: Axes) -> None:
    """Part labels that would be printed over each other, and break those that are too long.

    Parameters
    ----------
    axes : changed in place; labels that its author turned are left as they are.
    """
    below = [label for label in axes.get_xticklabels() if _stands(label)]
    if below and _overlap(axes, below):
        _part_below(axes, below)
    beside = [label for label in axes.get_yticklabels() if _stands(label)]
    if beside and _is_named(axes, "y"):
        _break_beside(axes, beside)


def _stands(label: Text) -> bool:
    return label.get_visible() and bool(label.get_text()) and not label.get_rotation()


def _is_named(axes: Axes, which: str) -> bool:
    """Whether ticks have labels of their own, no numbers of a scale."""
    from matplotlib.category import StrCategoryFormatter
    from matplotlib.ticker import FixedFormatter, FuncFormatter

    axis = axes.xaxis if which == "x" else axes.yaxis
    kinds = (FixedFormatter, StrCategoryFormatter, FuncFormatter)
    return isinstance(axis.get_major_formatter(), kinds)


def _overlap(axes: Axes, labels: list[Text]) -> bool:
    low, high = sorted(axes.get_xlim())
    shown = [label for label in labels if low <= label.get_position()[0] <= high]
    boxes = sorted((label.get_window_extent() for label in shown), key=lambda box: box.x0)
    return any(first.x1 > second.x0 - 1 for first, second in pairwise(boxes))


def _part_below(axes: Axes, labels: list[Text]) -> None:
    size = float(labels[0].get_fontsize())
    if _is_named(axes, "x"):
        room = axes.get_window_extent().width * 72 / axes.figure.dpi / len(labels) - 4
        words = [word for label in labels for word in label.get_text().split()]
        whole = [fitted(label.get_text(), room, size, lines=_LINES) for label in labels]
        if max(text_width(word, size) for word in words) <= room and not _cut(labels, whole):
            _set(axes, "x", labels, whole)
            return
        _set(axes, "x", labels, [fitted(label.get_text(), _LONGEST, size) for label in labels])
    for label in axes.get_xticklabels():
        label.set(rotation=_TURN, ha="right", rotation_mode="anchor")


def _break_beside(axes: Axes, labels: list[Text]) -> None:
    room = axes.figure.bbox.width * 72 / axes.figure.dpi * _SIDE
    size = float(labels[0].get_fontsize())
    if max(longest_line(label.get_text(), size) for label in labels) > room:
        broken = [fitted(label.get_text(), room, size, lines=_LINES) for label in labels]
        _set(axes, "y", labels, broken)


def _cut(labels: list[Text], broken: list[str]) -> bool:
    """Whether breaking has left out any of the words."""
    held = ["".join(label.get_text().split()) for label in labels]
    return held != ["".join(text.split()) for text in broken]


def _set(axes: Axes, which: str, labels: list[Text], texts: list[str]) -> None:
    at = 0 if which == "x" else 1
    axis = axes.xaxis if which == "x" else axes.yaxis
    limits = axes.get_xlim() if which == "x" else axes.get_ylim()
    axis.set_ticks([label.get_position()[at] for label in labels], texts)
    (axes.set_xlim if which == "x" else axes.set_ylim)(limits)
