"""The filters of author texts: which words or figures each name puts a value of the ledger into."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from research.problems.values import shown
from research.wording.figures import grouped, millions, plain
from research.wording.numbers import number
from research.wording.ordinals import format_rank, ordinal
from research.wording.plurals import numbered
from research.wording.probabilities import probability
from research.wording.rounding import whole
from research.wording.shares import percent, share_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FILTERS", "apply", "fitting"]

MOST_DIGITS = 12
"""Places after the point that a text may ask for; the ledger keeps no more."""


def apply(record: Mapping[str, Any], name: str = "", argument: str = "") -> str:
    """Put a value into words or figures.

    Parameters
    ----------
    record : record of the ledger.
    name : a key of `FILTERS`; when empty, the filter that the unit asks for.
    argument : what stood in brackets after the filter.

    Raises
    ------
    KeyError
        When there is no such filter.
    ValueError
        When the filter does not fit the value.

    Examples
    --------
    >>> apply({"value": 49.52, "unit": "percent", "label": "Farming"}, "percent")
    '50%'
    >>> apply({"value": 3, "unit": "rank", "label": "Brand"}, "ordinal")
    'third'
    >>> apply({"value": 34.3, "unit": "percent", "label": "Brand"}, "share")
    'about a third'
    >>> apply({"value": 30690676, "unit": "money", "label": "at risk"}, "millions")
    '30.7 million'
    """
    chosen = name or _BY_UNIT[str(record["unit"])]
    if chosen == "number":
        return grouped(_number(record), _digits(argument or "1"))
    if argument:
        msg = "takes nothing in brackets"
        raise ValueError(msg)
    return FILTERS[chosen](record)


def fitting(record: Mapping[str, Any]) -> dict[str, str]:
    """Give the words that each filter makes of a value, the one of its unit first.

    Parameters
    ----------
    record : record of the ledger. What a filter would make of a value of another unit, as a
        probability of a count, is left out.

    Examples
    --------
    >>> fitting({"value": 3, "unit": "rank", "label": "Brand"})
    {'rank': '3', 'ordinal': 'third', 'words': 'three', 'label': 'Brand'}
    >>> fitting({"value": "Farming", "unit": "text", "label": "first"})
    {'rank': 'Farming', 'label': 'first'}
    """
    unit = str(record["unit"])
    found = {}
    for name in dict.fromkeys([_BY_UNIT[unit], *_SAYING.get(unit, ()), "label"]):
        with contextlib.suppress(ValueError, ArithmeticError):
            found[name] = apply(record, name)
    return found


def _number(record: Mapping[str, Any]) -> float:
    value = record["value"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"needs a number, and the value is {shown(value)}"
        raise ValueError(msg)
    return value


def _digits(argument: str) -> int:
    digits = int(argument) if len(argument) <= len(str(MOST_DIGITS)) else MOST_DIGITS + 1
    if digits > MOST_DIGITS:
        msg = f"a number has {MOST_DIGITS} places after the point at most"
        raise ValueError(msg)
    return digits


def _place(record: Mapping[str, Any]) -> int:
    value = record["value"]
    if not isinstance(value, str):
        return whole(_number(record))
    place = value.rstrip("=")
    if not place.isdecimal():
        msg = f"needs a rank, and the value is {shown(value)}"
        raise ValueError(msg)
    return int(place)


def _rank(record: Mapping[str, Any]) -> str:
    value = record["value"]
    if isinstance(value, str):
        return value
    return format_rank(plain(_number(record)), bool(record.get("tied")))


def _chart(record: Mapping[str, Any]) -> str:
    if record["unit"] != "chart":
        msg = "it is no chart"
        raise ValueError(msg)
    return str(record["value"])


def _in_words(value: int) -> str:
    return number(value) if value else "none"


FILTERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "chart": _chart,
    "count": lambda record: grouped(_number(record)),
    "label": lambda record: str(record["label"]),
    "millions": lambda record: millions(_number(record)),
    "number": lambda record: grouped(_number(record), 1),
    "ordinal": lambda record: ordinal(_place(record)),
    "percent": lambda record: percent(_number(record)),
    "points": lambda record: numbered(whole(_number(record)), "point"),
    "probability": lambda record: probability(_number(record)),
    "rank": _rank,
    "share": lambda record: share_words(_number(record)).words,
    "words": lambda record: _in_words(whole(_number(record))),
}
_BY_UNIT = {
    "chart": "chart",
    "count": "count",
    "mean": "number",
    "money": "count",
    "p": "probability",
    "percent": "percent",
    "rank": "rank",
    "ratio": "number",
    "score": "number",
    "text": "rank",
}
# What says something of a unit, beside the filter that it asks for and the label.
_SAYING = {
    "count": ("words", "ordinal"),
    "mean": ("count", "words"),
    "money": ("millions", "number"),
    "p": ("number",),
    "percent": ("share", "number", "points"),
    "rank": ("ordinal", "words"),
    "ratio": ("percent", "count"),
    "score": ("count", "points", "words"),
}
