"""A wide table on paper: the measures of its columns, whether it lies across, and its parts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.display.drawing.measure import text_width
from research.display.syllables import SOFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.cell import Cell

__all__ = ["ACROSS", "UPRIGHT", "Paper", "plan"]

UPRIGHT, ACROSS = 160, 247
"""Room for a table on a page that stands, and on one that lies, in millimetres."""

# Columns beyond which a table lies across, though they fit; and beyond which narrow ones do.
_MANY, _MANY_BUT_NARROW = 10, 13
# Type of cells, heads and letters in points, and the room beside a text, as look.typ has them.
_TYPE, _HEAD, _LETTER, _INSET = 8.0, 7.4, 6.4, 6.0
# How much further in each step of a stub begins.
_IN = 8.0
# Room that one letter takes, and that the head of a group leaves between it and the next.
_EACH, _GAP = 0.62 * _LETTER, 1.8
_NARROWEST, _COMFORT, _WIDEST = 9.0, 1.3, 26.0
# What rows are called takes so much of a page, in millimetres, and no less.
_STUB = {UPRIGHT: 52.0, ACROSS: 64.0}
_LEAST = 28.0
_POINT = 25.4 / 72


@dataclass(frozen=True)
class Paper:
    """How a table goes on paper.

    Parameters
    ----------
    widths : of the stub and of each column, in millimetres and halves of them.
    room : `UPRIGHT` or `ACROSS`.
    parts : columns side by side on one page, by place; one part where all fit.
    kept : columns that every part repeats: those that no group is over.
    """

    widths: tuple[float, ...]
    room: int
    parts: tuple[tuple[int, ...], ...]
    kept: tuple[int, ...] = ()

    @property
    def across(self) -> bool:
        """Whether the page lies on its side."""
        return self.room == ACROSS

    @property
    def opening(self) -> frozenset[int]:
        """Columns that a further part opens with."""
        return frozenset(part[0] for part in self.parts[1:])


def plan(
    labels: Sequence[tuple[str, int]],
    heads: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    groups: Sequence[int],
    *,
    across: bool = False,
) -> Paper:
    """Plan the measures of a table's columns, and which of them share a page.

    Every column is at least as wide as what stands in it, so nothing is ever printed over anything
    else; where they are too many for a page that lies across, the table goes on in parts, group by
    group.

    Parameters
    ----------
    labels : of the rows, with how far each stands in.
    heads : of the columns; a soft hyphen is where a word may break.
    cells : of the rows, for each column.
    groups : number of the group that each column belongs to; -1 for those of none.
    across : whether the page lies on its side whatever the measures.
    """
    needs = _needs(heads, cells, groups)
    # A few columns more stay upright where no word of their heads need break.
    whole = _needs([head.replace(SOFT, "") for head in heads], cells, groups)
    kept: tuple[int, ...] = ()
    parts: tuple[tuple[int, ...], ...] = (tuple(range(len(needs))),)
    longest = max(
        (_up(text_width(label, _TYPE) + _IN * depth + _INSET) for label, depth in labels),
        default=0.0,
    )
    for room in (ACROSS,) if across else (UPRIGHT, ACROSS):
        stub = max(min(longest + 2, _STUB[room]), _LEAST)
        upright = len(needs) <= _MANY or (
            len(needs) <= _MANY_BUT_NARROW and stub + sum(whole) <= room
        )
        if (room == ACROSS or upright) and stub + sum(needs) <= room:
            break
    else:
        kept = _kept(needs, groups, (ACROSS - stub) / 3)
        parts = _parts(needs, groups, kept, ACROSS - stub)
    widths = _eased(needs, _wishes(heads, needs), [(*kept, *part) for part in parts], room - stub)
    return Paper((stub, *widths), room, parts, kept)


def _kept(needs: Sequence[float], groups: Sequence[int], room: float) -> tuple[int, ...]:
    """Columns of no group, such as the total, unless they are too many to be repeated."""
    kept = tuple(place for place, group in enumerate(groups) if group < 0)
    return kept if sum(needs[place] for place in kept) < room else ()


def _needs(
    heads: Sequence[str], cells: Sequence[Sequence[Cell]], groups: Sequence[int]
) -> list[float]:
    """Least width of each column, in millimetres."""
    needs = []
    for place, head in enumerate(heads):
        column = [row[place] for row in cells]
        letters = max((len(cell.letters) for cell in column), default=0)
        figures = max(
            (text_width(text, _TYPE) for text in {cell.text for cell in column}), default=0
        )
        beside = _EACH * letters + (_TYPE / 5 if letters else 0)
        wanted = max(
            [figures + beside, *(text_width(piece, _HEAD, 600) for piece in _pieces(head))]
        )
        opens = place > 0 and groups[place] != groups[place - 1]
        needs.append(max(_up(wanted + _INSET), _NARROWEST) + (_GAP if opens else 0))
    return needs


def _pieces(head: str) -> list[str]:
    """What no line of a head parts, with the hyphen that a break adds."""
    return head.replace(SOFT, "- ").split() or [""]


def _wishes(heads: Sequence[str], needs: Sequence[float]) -> list[float]:
    """Widths that do columns good: whole words, and no head on more than three lines."""
    wishes = []
    for head, need in zip(heads, needs, strict=True):
        whole = head.replace(SOFT, "")
        words = [text_width(word, _HEAD, 600) for word in whole.split()]
        lines = text_width(whole, _HEAD, 600) / 2.5
        wishes.append(min(max(need * _COMFORT, _up(max([lines, *words]) + _INSET)), _WIDEST))
    return wishes


def _eased(
    needs: Sequence[float],
    wishes: Sequence[float],
    parts: Sequence[Sequence[int]],
    room: float,
) -> tuple[float, ...]:
    """Widths between need and wish, as far as the fullest part has room."""
    more = [max(wish - need, 0) for need, wish in zip(needs, wishes, strict=True)]
    shares = [
        max(room - sum(needs[place] for place in part), 0) / (sum(more[p] for p in part) or 1)
        for part in parts
    ]
    share = min(1.0, *shares)
    widths = [need + share * extra for need, extra in zip(needs, more, strict=True)]
    return tuple(math.floor(width * 2 + 1e-9) / 2 for width in widths)


def _parts(
    needs: Sequence[float], groups: Sequence[int], kept: Sequence[int], room: float
) -> tuple[tuple[int, ...], ...]:
    """Put groups side by side while they fit; one that no page holds goes over several."""
    room -= sum(needs[place] for place in kept)
    parts: list[list[int]] = []
    left = 0.0
    for group in _runs(groups, kept):
        for piece in _cut(group, needs, room):
            size = sum(needs[place] for place in piece)
            if not parts or size > left:
                parts.append([])
                left = room
            parts[-1] += piece
            left -= size
    return tuple(map(tuple, parts))


def _runs(groups: Sequence[int], kept: Sequence[int]) -> list[list[int]]:
    """Columns group by group; those that no group is over are one."""
    runs: list[list[int]] = []
    for place, group in enumerate(groups):
        if place in kept:
            continue
        if runs and groups[runs[-1][-1]] == group:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _cut(group: Sequence[int], needs: Sequence[float], room: float) -> list[list[int]]:
    """Cut a group that is too wide into pieces of about one width."""
    total = sum(needs[place] for place in group)
    count = max(1, -int(-total // room))
    while True:
        pieces: list[list[int]] = [[]]
        filled = 0.0
        for place in group:
            if pieces[-1] and filled + needs[place] > max(total / count, needs[place]) + 1e-9:
                pieces.append([])
                filled = 0.0
            pieces[-1].append(place)
            filled += needs[place]
        if all(sum(needs[place] for place in piece) <= room for piece in pieces) or count >= len(
            group
        ):
            return pieces
        count += 1


def _up(points: float) -> float:
    """Points in millimetres, up to the next half."""
    return math.ceil(points * _POINT * 2) / 2
