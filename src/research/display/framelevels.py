"""Levels of the rows and columns of a frame: heads over heads, and blocks of rows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from research.display.banner import Banner, Head, Stub

if TYPE_CHECKING:
    from collections.abc import Sequence

    Levels = Sequence[Sequence[str]]

__all__ = ["levelled"]


def levelled(columns: Levels, rows: Levels) -> Banner:
    """Give the banner of a frame with several levels.

    Parameters
    ----------
    columns : texts of each outer level of the columns, the outermost first; one a column.
    rows : texts of each outer level of the rows; one a row.

    Examples
    --------
    >>> found = levelled([["Mean", "Mean", "Count"]], [["North", "North", "South"]])
    >>> [(head.text, head.span) for head in found.heads[0]]
    [('Mean', 2), ('Count', 1)]
    >>> [stub.head for stub in found.stubs]
    ['North', '', 'South']
    """
    heads = [_spans(columns[: depth + 1]) for depth in range(len(columns))]
    return Banner(heads=heads, stubs=_stubs(rows))


def _spans(levels: Levels) -> list[Head]:
    """Join columns that stand side by side under the same heads."""
    paths = zip(*levels, strict=True)
    groups = [(path, len(list(held))) for path, held in groupby(paths)]
    return [Head(path[-1], span, more=path[-1]) for path, span in groups]


def _stubs(levels: Levels) -> list[Stub]:
    """Put rows under the heads of their blocks."""
    if not levels:
        return []
    stubs: list[Stub] = []
    for path, held in groupby(zip(*levels, strict=True)):
        block = f"{len(stubs)}"
        head = ", ".join(filter(None, path))
        stubs += [
            Stub(depth=1, block=block, head="" if place else head) for place, _ in enumerate(held)
        ]
    return stubs
