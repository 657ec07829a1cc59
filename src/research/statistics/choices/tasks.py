"""Tasks of a MaxDiff: which items were shown together, which was best and which was worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import column_of, columns_of, framed
from research.statistics.samples.weights import checked_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

__all__ = ["Tasks", "read_tasks"]


class Tasks(NamedTuple):
    """Answered tasks in codes of the items.

    Parameters
    ----------
    items : names, sorted as text.
    shown : (n, m) codes of the items shown; -1 where a set has fewer.
    best, worst : (n,) codes.
    weights : (n,).
    respondent : (n,) number of the respondent.
    """

    items: list[Any]
    shown: Codes
    best: Codes
    worst: Codes
    weights: Floats
    respondent: Codes


def read_tasks(
    tasks: pd.DataFrame,
    shown: Sequence[str],
    best: str,
    worst: str,
    respondent: str | None,
    weights: str | None,
) -> Tasks:
    """Read tasks and check each of them.

    Parameters
    ----------
    tasks : one row a task.
    shown : two or more columns with the items shown; missing where a set has fewer.
    best, worst : columns with the items picked.
    respondent, weights : columns; each task on its own and of weight one when left out.

    Raises
    ------
    StatisticsError
        With the row of a task whose items occur twice, or whose picks were not shown, are missing
        or the same.
    """
    frame = framed("tasks", tasks)
    names = columns_of(frame, list(shown) if np.iterable(shown) else shown, "items shown", least=2)
    for name, what in ((best, "best"), (worst, "worst")):
        if column_of(frame, name, f"{what} picks") is None:
            msg = f"the {what} picks are None; allowed: the name of one column"
            raise StatisticsError(msg)
    if not len(frame):
        msg = "there are no tasks; allowed: one row a task"
        raise StatisticsError(msg)
    cells = frame[names].to_numpy(dtype=object)
    items = sorted(pd.unique(pd.Series(cells.ravel()).dropna()), key=str)
    code = {item: at for at, item in enumerate(items)}
    codes = pd.Index(items, dtype=object)
    found = np.column_stack([codes.get_indexer(pd.Index(c, dtype=object)) for c in cells.T])
    picks = [
        np.array([code.get(value, -1) for value in frame[name].to_numpy(dtype=object)], dtype=int)
        for name in (best, worst)
    ]
    _check(frame, found, picks[0], picks[1])
    weight = column_of(frame, weights, "weights")
    group = column_of(frame, respondent, "respondents")
    return Tasks(
        items,
        found.astype(np.intp),
        picks[0].astype(np.intp),
        picks[1].astype(np.intp),
        checked_weights(None if weight is None else frame[weight], len(frame)),
        np.arange(len(frame)) if group is None else pd.factorize(frame[group])[0].astype(np.intp),
    )


def _check(frame: pd.DataFrame, shown: Codes, best: Codes, worst: Codes) -> None:
    ordered = np.sort(shown, axis=1)
    problems = {
        "shows an item twice": ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any(1),
        "shows fewer than two items": (shown >= 0).sum(axis=1) < 2,
        "has no best item among those shown": ~((shown == best[:, None]) & (shown >= 0)).any(1),
        "has no worst item among those shown": ~((shown == worst[:, None]) & (shown >= 0)).any(1),
        "has the same item as best and as worst": best == worst,
    }
    for problem, wrong in problems.items():
        if wrong.any():
            row = frame.index[int(np.argmax(wrong))]
            msg = f"the task in row {row!r} {problem} ({int(wrong.sum())} such); allowed: "
            msg += "different items, a best and another worst of them (leave out what was not "
            msg += "answered)"
            raise StatisticsError(msg)
