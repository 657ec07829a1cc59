"""Tables of some respondents that are published beside those of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import instance_of, listed, truths
from research.statistics.tables.banner import Banner
from research.statistics.tables.counts import title_of
from research.statistics.tables.published import Sheet, made_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.tables.counts import Question

    Flags = NDArray[np.bool_]

__all__ = ["Part", "Tables"]


@dataclass(frozen=True)
class Part:
    """Tables of some of the respondents: a filter, or those whom a question was put to.

    Parameters
    ----------
    members : who they are, true or false, shape ``(n,)``; a Series is matched by its labels.
    banners : of their tables.
    stub : the questions of their tables, all of them.
    label : what they are called in errors.
    """

    members: ArrayLike
    banners: Sequence[Banner]
    stub: Sequence[Question]
    label: str = "part"

    def __post_init__(self) -> None:
        for banner in listed(f"banners of {self.label}", self.banners, "a list of Banners"):
            instance_of(f"a banner of {self.label}", banner, Banner, "a Banner of questions")
        listed(f"stub of {self.label}", self.stub, "a list of questions")


@dataclass(frozen=True, eq=False)
class Tables:
    """Tables about the same respondents: all, or those of a part.

    Parameters
    ----------
    label : what they are called in errors.
    inside : whom they are about, shape ``(n,)``.
    index : labels of these.
    banners, sheets : their columns, and these laid over the respondents.
    stub : their questions.
    """

    label: str
    inside: Flags
    index: pd.Index[Any]
    banners: tuple[Banner, ...]
    sheets: list[Sheet]
    stub: list[Question]

    @classmethod
    def of(cls, frame: pd.DataFrame, part: Part) -> Tables:
        """Lay the banners of a part over its respondents.

        Raises
        ------
        StatisticsError
            If nobody is in the part, or it is one of other respondents.
        """
        inside = truths(matched(part.members, frame.index, f"members of {part.label}"), part.label)
        if not inside.any():
            msg = f"nobody is in {part.label}; allowed: at least one respondent"
            raise StatisticsError(msg)
        banners = tuple(part.banners)
        sheets = [Sheet.of(frame, banner, inside) for banner in banners]
        return cls(part.label, inside, frame.index[inside], banners, sheets, list(part.stub))

    @property
    def titles(self) -> set[str]:
        """What its questions are called."""
        return {title_of(question) for question in self.stub}

    @property
    def makes(self) -> frozenset[str]:
        """Data columns that its columns are made of."""
        every = [made_of(column) for sheet in self.sheets for column in sheet.columns]
        return frozenset().union(*every)

    def place(self, banner: Banner) -> int | None:
        """Give the place of a banner among its own."""
        known = [at for at, own in enumerate(self.banners) if own is banner or own == banner]
        return known[0] if known else None
