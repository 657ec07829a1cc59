"""Levels of the rows and columns of a frame: heads over heads, and blocks of rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pandas as pd

from research.display.banner import Banner, Head, Stub

if TYPE_CHECKING:
    from collections.abc import Sequence

    Levels = Sequence[Sequence[str]]

__all__ = ["headed", "in_blocks", "levelled"]


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


def in_blocks(heads: Sequence[str], depths: Sequence[int] = ()) -> Banner:
    """Give the banner of a table whose rows stand in blocks, each under a head.

    Parameters
    ----------
    heads : what each row stands under.
    depths : how far the label of each row stands in below that; not at all when left out.
    """
    stubs = _stubs([heads])
    further = depths or [0] * len(stubs)
    return Banner(
        stubs=[
            replace(stub, depth=stub.depth + more)
            for stub, more in zip(stubs, further, strict=True)
        ]
    )


def headed(frame: pd.DataFrame, heads: Sequence[str]) -> pd.DataFrame:
    """Give a frame of numbers an empty row with the head before each block, as the workbook has it.

    Parameters
    ----------
    frame : one row a label.
    heads : what each row stands under.

    Examples
    --------
    >>> frame = pd.DataFrame({"Share": [0.4, 0.6]}, index=["North", "South"])
    >>> list(headed(frame, ["Region", "Region"]).index)
    ['Region', 'North', 'South']
    """
    opens = [before != own for before, own in pairwise([None, *heads])]
    index = [
        label
        for head, first, own in zip(heads, opens, frame.index, strict=True)
        for label in ([head, own] if first else [own])
    ]
    blank = [float("nan")] * frame.shape[1]
    rows = [
        row
        for first, own in zip(opens, frame.to_numpy().tolist(), strict=True)
        for row in ([blank, own] if first else [own])
    ]
    return pd.DataFrame(rows, index=index, columns=frame.columns)


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
