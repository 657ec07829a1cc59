"""What a printed column tells of a column of values: whether it prints them, and as what."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Standing", "standing"]

# What is printed behind a number, and the number: its bound, sign, digits and unit.
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]|±.*")
_NUMBER = re.compile(r"([<>]?)\s*([≈+−-]?)(\d[\d,]*(?:\.\d+)?)\s*(%|k\b|m\b|bn\b)?")
_PARTS = {"k": 1e3, "m": 1e6, "bn": 1e9}
_WORD = re.compile(r"[^\W_]+")
_SLACK = 1e-9


@dataclass(frozen=True)
class Standing:
    """How a printed column stands to a column of values.

    Parameters
    ----------
    agrees : how many cells print their value.
    differs : how many cells print another.
    words : how many cells print words where the value is a number or nothing.
    kinds : of each cell that prints its value: ``share`` where a hundredfold is printed of a
        share of one, ``percent`` where a percentage is that is one already, ``plain`` else; of
        other cells nothing.
    """

    agrees: int = 0
    differs: int = 0
    words: int = 0
    kinds: tuple[str, ...] = ()

    @property
    def is_it(self) -> bool:
        """Whether the printed column prints these values."""
        return self.agrees > 0 and not self.differs

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed that could tell."""
        return not (self.agrees or self.differs or self.words)


def standing(texts: Sequence[str], values: Sequence[Any]) -> Standing:
    """Compare what is printed with values, cell by cell.

    A number agrees where it is its value rounded to the digits printed, a text where one holds the
    other's words. A dash tells nothing.

    Parameters
    ----------
    texts : what the cells of a column print, without arrows and letters.
    values : as many values; None where there is none.

    Examples
    --------
    >>> standing(["15%", "–"], [0.152, None]).kinds, standing(["15%", "3"], [15.2, 3]).kinds
    (('share', ''), ('percent', 'plain'))
    >>> standing(["2.4", "in"], [34.7, 12.1]).differs
    1
    """
    found = [_scales(text, value) for text, value in zip(texts, values, strict=True)]
    told = [scales for scales in found if scales is not None]
    # Words hold no percentages, whatever stands behind them.
    numbers = [
        (text, scales)
        if isinstance(value, int | float) and not isinstance(value, bool)
        else ("", None)
        for text, value, scales in zip(texts, values, found, strict=True)
    ]
    counted = [scales for _, scales in numbers if scales is not None]
    one, hundred = (all(scale in scales for scales in counted) for scale in (1.0, 100.0))
    rated = any("%" in text for text, _ in numbers)
    whole = "share" if hundred and (rated or not one) else "plain" if one and not rated else None
    kinds = tuple(
        "" if not scales else _kind(scales, "%" in text) if whole is None else whole
        for text, scales in numbers
    )
    return Standing(
        agrees=sum(map(bool, told)),
        differs=sum(not scales for scales in told),
        words=sum(
            scales is None and _WORD.search(text) is not None
            for text, scales in zip(texts, found, strict=True)
        ),
        kinds=kinds,
    )


def _kind(scales: set[float], is_rate: bool) -> str:
    """Give a cell's kind where its column's others leave it open."""
    if 1.0 in scales:
        return "percent" if is_rate else "plain"
    return "share"


def _scales(text: str, value: Any) -> set[float] | None:
    """Give by what the value is multiplied where printed, nothing where it is not; None: unsure."""
    digits = any(sign.isdigit() for sign in text)
    if value is None:
        return set() if digits else None
    if isinstance(value, bool):
        return set() if digits else {1.0} if text else None
    if isinstance(value, date):
        return _dated(text, value)
    if isinstance(value, int | float):
        return _numbered(text, float(value))
    held = str(value)
    if not (_WORD.search(text) and _WORD.search(held)):
        return None
    text, held = (" ".join(_WORD.findall(one.casefold())) for one in (text, held))
    return {1.0} if held in text or text in held else set()


def _numbered(text: str, value: float) -> set[float] | None:
    numbers = _NUMBER.findall(_BRACKETS.sub("", text))
    if not numbers:
        return None
    if len(numbers) > 1:
        return set()
    [(bound, sign, digits, unit)] = numbers
    printed = float(digits.replace(",", "")) * (-1 if sign in {"−", "-"} else 1)
    step = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    found = set()
    for scale in (1.0,) if unit in _PARTS else (1.0, 100.0):
        here = value * scale / _PARTS.get(unit, 1.0)
        slack = _SLACK * max(1.0, abs(here))
        if (
            (bound == "<" and here < printed + slack)
            or (bound == ">" and here > printed - slack)
            or (not bound and math.isclose(here, printed, rel_tol=0, abs_tol=step + slack))
        ):
            found.add(scale)
    return found


def _dated(text: str, value: date) -> set[float] | None:
    numbers = {int(one) for one in re.findall(r"\d+", text)}
    if not numbers:
        return None
    parts = {value.day, value.month, value.year, value.year % 100}
    return {1.0} if numbers <= parts else set()
