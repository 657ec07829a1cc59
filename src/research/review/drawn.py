"""A chart's values before and now as one small picture: a row each, a line where one moved."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from research.review.tolerances import number_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.review.cells import Cell

__all__ = ["moved_svg"]

_ROW, _LEFT, _WIDE, _RIGHT = 22, 210, 260, 190
# Rows that are drawn, and letters of a label.
_MOST = 30
_LONGEST = 32


def moved_svg(cells: Sequence[Cell]) -> str:
    """Draw the numbers that moved: hollow where each was, filled where it is.

    Parameters
    ----------
    cells : with another value; those without numbers are left out.

    Returns
    -------
    An SVG with its text; empty where no number moved.
    """
    found = [
        (cell, before, now)
        for cell in cells
        if (before := number_in(cell.old)) is not None and (now := number_in(cell.new)) is not None
    ][:_MOST]
    if not found:
        return ""
    # Counts and shares have no scale in common: each column has its own.
    ends: dict[str, list[float]] = {}
    for cell, before, now in found:
        ends.setdefault(cell.column, []).extend((before, now))
    rows = [
        _row(at, cell, *(_place(value, ends[cell.column]) for value in (before, now)))
        for at, (cell, before, now) in enumerate(found)
    ]
    wide, tall = _LEFT + _WIDE + _RIGHT, len(found) * _ROW + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" role="img" '
        f'font-family="sans-serif" font-size="12" aria-label="Values that moved, before and now">'
        f"{''.join(rows)}</svg>"
    )


def _place(value: float, among: Sequence[float]) -> float:
    low, high = min(among), max(among)
    return _LEFT + (value - low) * _WIDE / ((high - low) or 1)


def _row(at: int, cell: Cell, before: float, now: float) -> str:
    middle = at * _ROW + _ROW / 2 + 4
    label = f"{cell.row}, {cell.column}".strip(", ")
    if len(label) > _LONGEST:
        label = f"{label[: _LONGEST - 1]}…"
    text = middle + 4
    return (
        f'<text x="{_LEFT - 14}" y="{text}" text-anchor="end">{escape(label)}</text>'
        f'<line x1="{before:.1f}" y1="{middle}" x2="{now:.1f}" y2="{middle}" '
        'stroke="#7b8894" stroke-width="2"/>'
        f'<circle cx="{before:.1f}" cy="{middle}" r="4.5" fill="#fff" stroke="#a3341f" '
        'stroke-width="2"/>'
        f'<circle cx="{now:.1f}" cy="{middle}" r="5" fill="#156d47"/>'
        f'<text x="{_LEFT + _WIDE + 14}" y="{text}">{escape(cell.old)} → {escape(cell.new)}</text>'
    )
