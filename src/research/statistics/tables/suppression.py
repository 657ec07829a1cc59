"""Which columns are too thin to show, and which others must go so that none is subtracted back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.samples.weights import effective_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.tables.banner import Layout

__all__ = ["Suppression", "Visibility", "hidden_columns", "protect"]

_NEGLIGIBLE = 1e-8


@dataclass(frozen=True)
class Suppression:
    """From which bases on a column is shown.

    Parameters
    ----------
    hide : a column with an effective base under this shows no cells.
    flag : a column with an effective base under this is flagged as low.
    accounts : a column with fewer accounts than this shows no cells; needs the account of each
        respondent. 0 for respondents who are not nested.
    unlisted : whether those who stand in no column of a block are guarded like a column: with the
        total and the columns shown, they could be subtracted.
    """

    hide: float = 10.0
    flag: float = 30.0
    accounts: int = 0
    unlisted: bool = True


@dataclass(frozen=True)
class Visibility:
    """What becomes of the columns of one question.

    Parameters
    ----------
    shown : shape ``(columns,)``.
    reasons : why a column is hidden; empty for the others.
    """

    shown: NDArray[np.bool_]
    reasons: list[str]


def protect(
    members: NDArray[np.bool_], secret: NDArray[np.bool_], sizes: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Say which further groups to hide so that no secret one can be worked out.

    Counts add up over respondents, so what a reader can work out are the sums and differences of
    the groups shown. A secret group is safe when it is no such combination of them.

    Parameters
    ----------
    members : which sets of respondents make up each group, shape ``(groups, sets)``. The first
        group is the total, which is never hidden for the sake of another.
    secret : groups that are hidden in themselves, shape ``(groups,)``; never shown.
    sizes : base of each group; among those that give a secret away, the smallest goes first.

    Returns
    -------
    Groups to hide besides, shape ``(groups,)``.

    Examples
    --------
    Hiding one of three columns is no help while the total is shown: a second one goes too.

    >>> members = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=bool)
    >>> secret = np.array([False, True, False, False])
    >>> protect(members, secret, np.array([100.0, 5.0, 40.0, 55.0])).tolist()
    [False, False, True, False]
    """
    matrix = members.astype(float)
    also = np.zeros(len(matrix), dtype=bool)
    while True:
        shown = np.flatnonzero(~secret & ~also)
        giving_away = _used(matrix, np.flatnonzero(secret), shown)
        giving_away = giving_away[giving_away > 0]
        if giving_away.size == 0:
            return also
        also[giving_away[np.argmin(sizes[giving_away])]] = True


def hidden_columns(
    layout: Layout,
    rule: Suppression,
    answered: NDArray[np.bool_],
    weights: NDArray[np.float64] | None = None,
    squared: NDArray[np.float64] | None = None,
    accounts: NDArray[np.int64] | None = None,
) -> Visibility:
    """Say which columns of a banner are hidden for a question.

    Parameters
    ----------
    layout : the banner over the respondents.
    rule : the thresholds.
    answered : who is in the question's base, shape ``(n,)``.
    weights, squared : weights for the effective bases and what stands for their squares (the
        weights themselves where they are frequencies); ``None`` for weights of one.
    accounts : account of each respondent as a whole number, shape ``(n,)``.

    Raises
    ------
    StatisticsError
        If the rule counts accounts and none are given.
    """
    if rule.accounts and accounts is None:
        msg = f"suppression asks for {rule.accounts} accounts a column and none are given; "
        msg += "allowed: accounts=the name of the column with each respondent's account"
        raise StatisticsError(msg)
    if weights is not None and squared is None:
        squared = weights * weights
    cells, members, blocks = _joint(layout, answered)
    if rule.unlisted:
        members = np.vstack([members, _unlisted(members, blocks)])
    count = members.shape[1]
    sums = [
        np.bincount(cells, None if each is None else each[answered], minlength=count)
        for each in (weights, squared)
    ]
    sizes = effective_size(members @ sums[0], members @ sums[1])
    columns = len(layout.columns)
    reasons = [
        f"base {size:.0f}, under {rule.hide:g}" if size < rule.hide else "" for size in sizes
    ]
    if rule.accounts and accounts is not None:
        distinct = _distinct(cells, accounts[answered], members)
        for at, number in enumerate(distinct):
            if number < rule.accounts and not reasons[at]:
                reasons[at] = f"{number} accounts, under {rule.accounts}"
    secret = np.array([bool(reason) for reason in reasons])
    nobody = np.array([not group.any() for group in members])
    also = protect(members, secret & ~nobody, np.where(nobody, np.inf, sizes))
    also[columns:] = False
    for at in np.flatnonzero(also[:columns]).tolist():
        reasons[at] = "hidden so that a smaller base cannot be worked out"
    for at in np.flatnonzero(nobody[:columns]).tolist():
        reasons[at] = "nobody answered"
    return Visibility(np.array([not reason for reason in reasons[:columns]]), reasons[:columns])


def _used(
    matrix: NDArray[np.float64], secrets: NDArray[np.intp], shown: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Groups shown that a secret group can be put together from."""
    if secrets.size == 0 or shown.size == 0:
        return np.empty(0, dtype=np.intp)
    basis = matrix[shown].T
    wanted = matrix[secrets].T
    weights = np.linalg.lstsq(basis, wanted, rcond=None)[0]
    found = np.abs(basis @ weights - wanted).max(axis=0, initial=0.0) < _NEGLIGIBLE
    used: NDArray[np.bool_] = (np.abs(weights[:, found]) > _NEGLIGIBLE).any(axis=1)
    return shown[used]


def _joint(
    layout: Layout, answered: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.bool_], list[list[int]]]:
    """Put each respondent of the base in one cell of the whole banner, only cells that occur."""
    joint = np.zeros(int(answered.sum()), dtype=np.int64)
    for part in layout.parts:
        joint, _ = pd.factorize(joint * part.size + part.codes[answered])
        joint = joint.astype(np.int64)
    first = np.full(int(joint.max()) + 1 if joint.size else 0, joint.size)
    np.minimum.at(first, joint, np.arange(joint.size))
    members: list[NDArray[np.bool_]] = []
    blocks: list[list[int]] = []
    at = 0
    for part in layout.parts:
        own = part.codes[answered][first]
        for column in part.columns:
            members.append(column.cells[own])
            if column.family >= 0:
                if not blocks or layout.columns[blocks[-1][-1]].block != column.block:
                    blocks.append([])
                blocks[-1].append(at)
            at += 1
    return joint, np.array(members, dtype=bool).reshape(at, len(first)), blocks


def _unlisted(members: NDArray[np.bool_], blocks: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
    rest = [~members[list(block)].any(axis=0) for block in blocks]
    return np.array(rest, dtype=bool).reshape(len(blocks), members.shape[1])


def _distinct(
    cells: NDArray[np.intp], accounts: NDArray[np.int64], members: NDArray[np.bool_]
) -> list[int]:
    """Number of accounts in each group."""
    pairs = np.unique(np.stack([cells, accounts]), axis=1) if cells.size else np.zeros((2, 0), int)
    return [int(np.unique(pairs[1, group[pairs[0]]]).size) for group in members]
