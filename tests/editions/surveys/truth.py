"""What is in a made-up survey, counted from what was drawn and not from the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Texts = NDArray[np.object_]
    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

__all__ = ["Counted", "Measured", "Truth", "held", "measure", "tally", "ticked"]


@dataclass(frozen=True)
class Counted:
    """What those who count hold in one column, or in the columns of one multi.

    Parameters
    ----------
    asked : who had the question put to them; a code of the role *not asked* takes out of these.
    answered : of these, who gave an answer, don't know and the like among them.
    counts : respondents a code, also of codes that nobody gave.
    blank : asked, and nothing there.
    unasked : not asked, and yet something there.
    unknown : cells of those asked a value that is no code.
    """

    asked: int
    answered: int
    counts: dict[str, int]
    blank: int = 0
    unasked: int = 0
    unknown: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """What those who count hold in a column of numbers.

    Parameters
    ----------
    asked, answered, blank, unasked : as in `Counted`.
    total : sum of the numbers answered.
    off : cells of those asked that are no number, or none of the range.
    """

    asked: int
    answered: int
    total: float
    blank: int = 0
    unasked: int = 0
    off: int = 0


@dataclass(frozen=True)
class Truth:
    """A whole survey.

    Parameters
    ----------
    rows : in the file.
    kept : respondents who count.
    left_out : rows that do not, by reason; a row has one.
    counted : by name of the question, or ``question.row``.
    measured : likewise.
    odd : other things that a reader must count, by a name of their own.
    """

    rows: int
    kept: int
    left_out: dict[str, int]
    counted: dict[str, Counted]
    measured: dict[str, Measured] = field(default_factory=dict)
    odd: dict[str, int] = field(default_factory=dict)


def held(cells: Texts) -> Flags:
    """Which cells hold anything."""
    return np.array([cell is not None for cell in cells], dtype=bool)


def _where(asked: Flags | None, size: int) -> Flags:
    return np.ones(size, dtype=bool) if asked is None else asked


def tally(
    cells: Texts, codes: Iterable[str], *, asked: Flags | None = None, aside: Iterable[str] = ()
) -> Counted:
    """Count the cells of one column.

    Parameters
    ----------
    cells : code of each respondent who counts as text; None is blank.
    codes : all codes that count as answers.
    asked : who was; all by default.
    aside : codes that say that one was not asked.
    """
    some, away = held(cells), np.isin(cells.astype(str), list(aside))
    base = _where(asked, len(cells)) & ~away
    counts = {code: int((base & (cells == code)).sum()) for code in codes}
    strange = base & some & ~np.isin(cells.astype(str), list(counts))
    values, numbers = np.unique(cells[strange].astype(str), return_counts=True)
    return Counted(
        asked=int(base.sum()),
        answered=sum(counts.values()),
        counts=counts,
        blank=int((base & ~some).sum()),
        unasked=int((~base & some & ~away).sum()),
        unknown={str(value): int(n) for value, n in zip(values, numbers, strict=True)},
    )


def ticked(
    ticks: Mapping[str, Flags],
    *,
    asked: Flags | None = None,
    seen: Flags | None = None,
    unknown: Mapping[str, int] | None = None,
) -> Counted:
    """Count a multi.

    Parameters
    ----------
    ticks : who ticked, by item.
    asked : who was asked; all by default.
    seen : whose cells are not all blank, where a box left empty is written; whoever ticked
        one by default.
    unknown : cells that hold a code of no item.
    """
    some = np.any(list(ticks.values()), axis=0)
    written = some if seen is None else seen
    base = _where(asked, len(some))
    return Counted(
        asked=int(base.sum()),
        answered=int((base & written).sum()),
        counts={name: int((base & tick).sum()) for name, tick in ticks.items()},
        blank=int((base & ~written).sum()),
        unasked=int((~base & written).sum()),
        unknown=dict(unknown or {}),
    )


def measure(values: Floats, *, asked: Flags | None = None, wrong: Flags | None = None) -> Measured:
    """Count and add up the numbers of one column.

    Parameters
    ----------
    values : a number for each respondent who counts; nan is blank.
    asked : who was; all by default.
    wrong : cells that hold what is no number of the question.
    """
    base = _where(asked, len(values))
    off = np.zeros(len(values), dtype=bool) if wrong is None else wrong
    good = ~np.isnan(values) & ~off
    return Measured(
        asked=int(base.sum()),
        answered=int((base & good).sum()),
        total=float(values[base & good].sum()),
        blank=int((base & ~good & ~off).sum()),
        unasked=int((~base & (good | off)).sum()),
        off=int((base & off).sum()),
    )
