"""Contests: which of several answers, rows or items comes first, and whether chance allows it.

Two rules keep sentences from saying more than a table does. What comes first must do so at the
precision that is printed: figures that print alike share their place. And a lead counts as one only
where the interval of the difference leaves zero out; otherwise those within its reach are named.

The means of a grid's rows, which the same respondents rate, are compared in pairs by
`research.tabulation.pairs`, allowed for as many pairs as there are.

Two shares of the same respondents are compared by `research.statistics.samples.leads`, at no more
answers than the base is worth and than either printed interval is worth, so that what weights and
clusters take away is taken away here. Of other means, and of shares that rest on different answers,
no more is known than their intervals: they count as apart where these do not meet. Whatever the
correlation of the two, the error of their difference is at most the sum of their errors, so that a
difference beyond both half-widths is one beyond chance at the level of the intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from research.statistics.samples.leads import answers_behind, lead_limits
from research.tabulation.tab import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.prose.answers_view import AnswersView

__all__ = ["Contest", "apart", "are_tested", "contest"]

_MEAN = ".mean"


@dataclass(frozen=True)
class Contest:
    """Lines held against each other, the first one first.

    Parameters
    ----------
    keys : all that may be spoken of, in order.
    partial : whether some are hidden or rest on too few; of those nothing is said.
    first : lines that share the first place as printed.
    close : others that cannot be told apart from the first.
    open : whether it is not known how sure the place is.
    """

    keys: tuple[str, ...]
    partial: bool
    first: tuple[str, ...]
    close: tuple[str, ...]
    open: bool

    @property
    def clear(self) -> bool:
        """Whether one line is first, and ahead of every other."""
        return len(self.first) == 1 and not self.close and not self.open


def contest(view: AnswersView, keys: Sequence[str], *, lowest: bool = False) -> Contest | None:
    """Hold lines against each other.

    Parameters
    ----------
    view : of the tab.
    keys : of lines of one kind.
    lowest : whether the lowest value comes first, as of mean ranks.

    Returns
    -------
    Contest or None
        None where there are no two lines to compare.
    """
    shown = [key for key in keys if view.sayable(key)]
    if len(shown) < 2:
        return None
    sign = -1 if lowest else 1
    ordered = sorted(shown, key=lambda key: -sign * view.value(key))
    best = view.figure(ordered[0])
    first = tuple(key for key in ordered if view.figure(key) == best)
    sure = {key: apart(view, first[0], key) for key in ordered if key not in first}
    return Contest(
        tuple(ordered),
        len(shown) < len(keys),
        first,
        tuple(key for key, told in sure.items() if told is False),
        None in sure.values(),
    )


def apart(view: AnswersView, one: str, other: str) -> bool | None:
    """Whether two lines differ by more than chance; None where the table does not say.

    Parameters
    ----------
    view : of the tab.
    one, other : keys of two lines, both shown.
    """
    paired = _paired(view, one, other)
    if paired is not None:
        return paired
    limits = [view.limits(key) for key in (one, other)]
    if _same_shares(view, one, other):
        return _shares_apart(view, one, other)
    if any(isnan(each) for pair in limits for each in pair):
        return None
    (low, high), (other_low, other_high) = limits
    return low > other_high or other_low > high


def are_tested(view: AnswersView, one: str, other: str) -> bool:
    """Whether a test compares two lines: shares of the same respondents, or rows of a grid.

    Of others no sentence says that their difference may be chance: that intervals overlap is all
    that is known.

    Parameters
    ----------
    view : of the tab.
    one, other : keys of two lines, both shown.
    """
    return _paired(view, one, other) is not None or _same_shares(view, one, other)


def _paired(view: AnswersView, one: str, other: str) -> bool | None:
    """Whether the means of two rows of a grid are apart; None where they were not compared."""
    rows = [key.removesuffix(_MEAN) for key in (one, other) if key.endswith(_MEAN)]
    if view.tab.paired is None or view.tab.row or len(rows) < 2:
        return None
    return view.tab.paired.apart(*rows)


def _same_shares(view: AnswersView, one: str, other: str) -> bool:
    lines = [view.lines[key] for key in (one, other)]
    shares = all(line.unit == "percent" and line.kind != "mean" for line in lines)
    return shares and lines[0].base == lines[1].base and view.kind != "grid"


def _shares_apart(view: AnswersView, one: str, other: str) -> bool:
    higher, lower = sorted((view.value(one) / 100, view.value(other) / 100), reverse=True)
    base = view.tab.bases[view.lines[one].base][TOTAL]
    answers = [float(base.loc["effective"]), float(base.loc["unweighted"])]
    for key in (one, other):
        low, high = (each / 100 for each in view.limits(key))
        if not isnan(low) and not isnan(high):
            answers.append(answers_behind(view.value(key) / 100, max(low, 0.0), min(high, 1.0)))
    known = [each for each in answers if not isnan(each)]
    limit, _ = lead_limits(min(higher, 1.0), max(lower, 0.0), min(known, default=0.0))
    return bool(limit > 0)
