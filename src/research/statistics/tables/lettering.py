"""Column letters: which columns a cell is significantly above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.arguments import listed, numbers, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["letters"]


def letters(
    marks: Sequence[str],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    difference: NDArray[np.float64],
    p: NDArray[np.float64],
    levels: Sequence[float] = (0.05,),
) -> NDArray[np.object_]:
    """Write under each cell the letters of the columns that it is significantly above.

    Parameters
    ----------
    marks : letter of each column.
    first, second : columns of each comparison, shape ``(comparisons,)``.
    difference : value in the first less value in the second, shape ``(rows, comparisons)``.
    p : adjusted p-values of the same shape; missing where not tested.
    levels : one level: letters as they are. Two: as they are at the smaller, in small letters where
        only the larger is reached.

    Returns
    -------
    Text of shape ``(rows, columns)``: the letters in the order of the columns, empty where the cell
        is above no other. Each significant pair leaves exactly one letter, on its higher side.

    Examples
    --------
    >>> pair = np.array([0]), np.array([1])
    >>> letters(["A", "B"], *pair, np.array([[0.2], [-0.2]]), np.array([[0.01], [0.04]])).tolist()
    [['B', ''], ['', 'A']]
    """
    levels = [share("a level", level, 0.05) for level in listed("levels", levels, "a list")]
    marks = list(marks) if isinstance(marks, str) else listed("marks", marks, "one a column")
    difference, p = numbers(difference, "differences"), numbers(p, "p-values")
    columns = [np.atleast_1d(numbers(each, "columns", gaps=False)) for each in (first, second)]
    known = all(((each >= 0) & (each < len(marks))).all() for each in columns)
    shapes = {(difference.shape[0] if difference.ndim else 0, *each.shape) for each in columns}
    if not known or shapes != {difference.shape} or difference.shape != p.shape:
        msg = f"differences of shape {difference.shape}, p-values of {p.shape} and comparisons of "
        msg += f"columns {columns[0].tolist()} with {columns[1].tolist()}; allowed: one row a row "
        msg += f"of the table, one column a comparison, columns from 0 to {len(marks) - 1}"
        raise StatisticsError(msg)
    if not levels:
        msg = "no levels are given; allowed: one or two, such as (0.05,)"
        raise StatisticsError(msg)
    strict, loose = min(levels), max(levels)
    found = np.full((difference.shape[0], len(marks)), "", dtype=object)
    below: dict[tuple[int, int], list[tuple[int, str]]] = {}
    rows, pairs = np.nonzero(np.nan_to_num(p, nan=1.0) <= loose)
    for row, pair in zip(rows.tolist(), pairs.tolist(), strict=True):
        above, other = (int(each[pair]) for each in columns)
        if difference[row, pair] < 0:
            above, other = other, above
        mark = marks[other] if p[row, pair] <= strict else marks[other].lower()
        below.setdefault((row, above), []).append((other, mark))
    for place, others in below.items():
        found[place] = "".join(mark for _, mark in sorted(others))
    return found
