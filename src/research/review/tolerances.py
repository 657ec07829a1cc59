"""Tolerances: how far values may move without a word, by their names or their column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Tolerances", "number_in"]

_NUMBER = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")


@dataclass(frozen=True)
class Tolerances:
    """How far values may move without being told.

    Parameters
    ----------
    by : largest difference, in the units of the value, by name in the ledger
        (``overall.*.mean_rank``) or by column of a table or chart, with its id or without
        (``tbl-overall: Mean``, ``Mean``); ``*`` stands for anything.
    """

    by: Mapping[str, float] = field(default_factory=dict)

    def hold(self, name: str, old: object, new: object) -> bool:
        """Whether two values differ by no more than is allowed.

        Parameters
        ----------
        name : of the ledger, or ``id: column``.
        old, new : numbers, or cells as printed.

        Examples
        --------
        >>> allowed = Tolerances({"*.mean_rank": 0.005, "Mean": 0.1})
        >>> allowed.hold("overall.kam.mean_rank", 4.001, 4.004)
        True
        >>> allowed.hold("tbl-overall: Mean", "4.1", "4.3")
        False
        """
        limit = self._limit(name)
        if limit is None:
            return False
        before, now = number_in(old), number_in(new)
        if before is None or now is None or _words(old) != _words(new):
            return False
        # What a difference of two decimals has lost in binary is no difference.
        return abs(now - before) <= limit * (1 + 1e-9)

    def _limit(self, name: str) -> float | None:
        """The largest difference allowed: of the most exact pattern, which is the longest."""
        column = name.partition(": ")[2]
        fits = [
            (len(pattern), limit)
            for pattern, limit in self.by.items()
            if fnmatchcase(name, pattern) or (column and fnmatchcase(column, pattern))
        ]
        return max(fits)[1] if fits else None


def number_in(value: object) -> float | None:
    """Give the first number of a cell; None where there is none.

    Examples
    --------
    >>> number_in("1,234.5 ▲"), number_in("−3%"), number_in("n/a"), number_in(2)
    (1234.5, -3.0, None, 2.0)
    """
    if isinstance(value, int | float):
        return float(value)
    found = _NUMBER.search(str(value))
    return float(found[0].replace(",", "").replace("−", "-")) if found else None


def _words(value: object) -> str:
    """A cell without its number: marks, letters and units are never within a tolerance."""
    return "" if isinstance(value, int | float) else _NUMBER.sub("", str(value))
