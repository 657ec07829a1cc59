"""A result: one published value with its name, unit and base, unrounded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RESULT_MIME", "Result", "Unit", "records", "significant"]

RESULT_MIME = "application/vnd.research.result+json"

Unit = Literal["rank", "percent", "count", "mean", "score", "ratio", "p", "money", "text"]

# Enough digits to compare two editions, too few to see the last bit of a sum.
_DIGITS = 12


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
    """

    name: str
    value: float | int | str
    unit: Unit
    base: float | None = None
    label: str = ""
    tied: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.value, float) and not math.isfinite(self.value):
            msg = f"the result '{self.name}' is {self.value}; leave it out and give the reason"
            raise StatisticsError(msg)

    def record(self, where: str) -> dict[str, Any]:
        """Write the result as a line of the ledger, with the float that shows it."""
        line = {
            "name": self.name,
            "value": significant(self.value),
            "unit": self.unit,
            "base": significant(self.base),
            "where": where,
            "label": self.label,
        }
        return {**line, "tied": True} if self.tied else line


def significant(value: Any) -> Any:
    """Keep 12 significant digits of a float; leave anything else as it is."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        rounded = float(f"{value:.{_DIGITS}g}")
        return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded
    return value


def records(results: Iterable[Result], where: str) -> list[dict[str, Any]]:
    """Write results as lines of the ledger."""
    return [result.record(where) for result in results]
