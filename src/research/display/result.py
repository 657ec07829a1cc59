"""A result: one published value with its name, unit and base, unrounded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from research.errors import StatisticsError
from research.wording.rounding import PLACES, published

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MARKS", "OUTLINED_MIME", "RESULT_MIME", "Result", "Unit", "records", "significant"]

RESULT_MIME = "application/vnd.research.result+json"
# What a record says only where it is so.
MARKS = ("tied", "reconstructed")
# A chart whose letters are outlines, where those of other scripts would be text in the page.
OUTLINED_MIME = "image/svg+xml;outlined"

Unit = Literal["rank", "percent", "count", "mean", "score", "ratio", "p", "money", "text"]


@dataclass(frozen=True)
class Result:
    """One published value.

    Parameters
    ----------
    name : dotted lower-case words, apart from any label: ``overall.farming.top3``.
    value : unrounded; percentages from 0 to 100.
    unit : what the value counts.
    base : how many answers it rests on.
    label : what it is, in words.
    tied : for a rank, whether another item shares it.
    reconstructed : whether no published figure fixes it.
    """

    name: str
    value: float | int | str
    unit: Unit
    base: float | None = None
    label: str = ""
    tied: bool = False
    reconstructed: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.value, float) and not math.isfinite(self.value):
            msg = f"the result '{self.name}' is {self.value}; leave it out and give the reason"
            raise StatisticsError(msg)

    def record(self, where: str) -> dict[str, Any]:
        """Write the result as a line of the ledger, with the float that shows it."""
        line = {
            "name": self.name,
            # A probability is no difference of larger numbers: small ones keep their digits.
            "value": significant(self.value, places=None if self.unit == "p" else PLACES),
            "unit": self.unit,
            "base": significant(self.base),
            "where": where,
            "label": self.label,
        }
        marks = {name: True for name in MARKS if getattr(self, name)}
        return {**line, **marks}


def significant(value: Any, places: int | None = PLACES) -> Any:
    """Keep 12 significant digits of a float, and 12 places; leave anything else as it is.

    Parameters
    ----------
    value : any value of a result or a table.
    places : places after the point that are kept at most; None for all that the digits need.

    Examples
    --------
    >>> significant(2 / 3), significant(0.00280988871274295), significant(3.0)
    (0.666666666667, 0.002809888713, 3)
    """
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        kept = published(value, places)
        return int(kept) if kept.is_integer() and abs(kept) < 1e15 else kept
    return value


def records(results: Iterable[Result], where: str) -> list[dict[str, Any]]:
    """Write results as lines of the ledger."""
    return [result.record(where) for result in results]
