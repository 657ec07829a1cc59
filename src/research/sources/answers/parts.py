"""Parts: the answers to one question, as they come out of its columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.given import Given
    from research.sources.answers.picks import Picks

    Mask = NDArray[np.bool_]
    Said = NDArray[np.int8]

__all__ = ["NOT_ASKED", "ROLES", "Cell", "Part", "either", "role_number"]

ROLES = ("answer", "other", "none", "dont_know", "refused", "not_asked")
"""What an answer can be, by number; 0 also stands where nothing was said."""

NOT_ASKED = ROLES.index("not_asked")


def role_number(role: str) -> int:
    """Give the number that stands for a role.

    >>> role_number("refused")
    4
    """
    return ROLES.index(role)


@dataclass
class Cell:
    """One column of answers, n of them.

    Parameters
    ----------
    values : what pandas takes for a column: categories, numbers, days, truths or texts.
    filled : whether something stands in the file that is not said to be missing there.
    said : number of the role of each answer (`ROLES`).
    given : the column of the file, for a finding to name; several share one where
        answers are split.
    key : of the row, option or item; empty where a question has one column.
    odd : which cells were found to be no answer, and told.
    """

    values: Any
    filled: Mask
    said: Said
    given: Given
    key: str = ""
    odd: Mask | None = None

    @property
    def wrong(self) -> Mask:
        """Which cells were found to be no answer."""
        return np.zeros(len(self.filled), dtype=bool) if self.odd is None else self.odd

    @property
    def not_asked(self) -> Mask:
        """Whose answer says that they were not asked."""
        mask: Mask = self.said == NOT_ASKED
        return mask


@dataclass
class Part:
    """All columns of answers to one question.

    Parameters
    ----------
    question : as its author describes it.
    cells : by the names that they have in the frame.
    labels : of a scale, the words for its numbers.
    points : of a scale, the numbers that its codes stand for.
    picks : of a MaxDiff, its tasks.
    """

    question: Question
    cells: dict[str, Cell]
    labels: Mapping[float, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    picks: Picks | None = None

    def each(self) -> Iterator[tuple[str, Cell]]:
        """The columns with their names in the frame."""
        yield from self.cells.items()

    @property
    def filled(self) -> Mask:
        """Who gave any answer."""
        return either([cell.filled for cell in self.cells.values()])


def either(masks: Sequence[Mask] | Mask) -> Mask:
    """Give whom one or more of several masks hold."""
    mask: Mask = np.logical_or.reduce(masks)
    return mask
