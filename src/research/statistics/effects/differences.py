"""A change against another change: two groups, before and after one of them got something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import numbers
from research.statistics.effects.contrasts import Effect
from research.statistics.effects.rows import read_treated

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["difference_in_differences"]


def difference_in_differences(outcome: ArrayLike, treated: ArrayLike, after: ArrayLike) -> Effect:
    """Give how much more the treated changed than the others did.

    Parameters
    ----------
    outcome : shape ``(n,)``, one a row, whether the same members were asked twice or others.
    treated : whether the row is of the group that got something.
    after : whether it is of the time after that. Series are matched by their labels.

    Returns
    -------
    The change of the treated less that of the others. ``treated`` is their mean afterwards, and
    ``control`` what it would have been, had they changed as the others did. Its interval takes
    clusters: members asked twice, or accounts.

    Raises
    ------
    StatisticsError
        When one of the four cells has fewer than two rows, or labels or values do not fit.

    Notes
    -----
    Card and Krueger (1994), American Economic Review 84:772; clusters as Bertrand, Duflo and
    Mullainathan (2004), Quarterly Journal of Economics 119:249, advise. It takes for granted that
    both groups would have changed alike.

    Examples
    --------
    >>> score = np.array([6.0, 8, 8, 10, 6, 8, 7, 9])
    >>> pilot = np.array([1, 1, 1, 1, 0, 0, 0, 0], dtype=bool)
    >>> after = np.array([0, 0, 1, 1, 0, 0, 1, 1], dtype=bool)
    >>> effect = difference_in_differences(score, pilot, after)
    >>> effect.estimate, effect.treated, effect.control
    (1.0, 9.0, 8.0)
    """
    labels = index_of(outcome, treated, after)
    values = numbers(matched(outcome, labels, "outcome"), "outcome", gaps=False)
    group, later = read_treated(treated, labels), read_treated(after, labels)
    means, influence = [], np.zeros(len(values))
    for ours, then, sign in (
        (True, True, 1),
        (True, False, -1),
        (False, True, -1),
        (False, False, 1),
    ):
        cell = (group == ours) & (later == then)
        if cell.sum() < 2:
            msg = (
                f"{int(cell.sum())} rows of the {'treated' if ours else 'others'} "
                f"{'after' if then else 'before'}; allowed: two or more in each of the four cells"
            )
            raise StatisticsError(msg)
        mean = values[cell].mean()
        means.append(float(mean))
        influence[cell] = sign * (values[cell] - mean) / cell.mean()
    reached, began, others_reached, others_began = means
    expected = began + others_reached - others_began
    return Effect(
        reached - expected, influence, reached, expected, labels, "difference in differences"
    )
