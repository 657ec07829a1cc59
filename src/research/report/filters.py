"""The filters of author texts: how a value of the ledger is put into words or figures."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FILTERS", "apply"]

_SMALL = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
# Shares that a reader takes in at once, by their percentage.
_FRACTIONS = {
    10: "a tenth",
    20: "a fifth",
    25: "a quarter",
    100 / 3: "a third",
    40: "two fifths",
    50: "half",
    60: "three fifths",
    200 / 3: "two thirds",
    75: "three quarters",
    80: "four fifths",
    90: "nine tenths",
}


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
    'just over a third'
    >>> apply({"value": 30690676, "unit": "money", "label": "at risk"}, "millions")
    '30.7 million'
    """
    chosen = FILTERS[name or _BY_UNIT[str(record["unit"])]]
    if argument and chosen is not _number:
        msg = "takes nothing in brackets"
        raise ValueError(msg)
    return chosen(record, argument) if chosen is _number else chosen(record)


def whole(value: float | str) -> int:
    """Round to a whole number, half to even.

    >>> whole(12.5), whole(13.5)
    (12, 14)
    """
    return int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_EVEN))


def _numeric(record: Mapping[str, Any]) -> float:
    value = record["value"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"needs a number, and the value is {value!r}"
        raise ValueError(msg)
    return value


def _percent(record: Mapping[str, Any]) -> str:
    return f"{whole(_numeric(record))}%"


def _points(record: Mapping[str, Any]) -> str:
    points = whole(_numeric(record))
    return f"{points} point{'' if abs(points) == 1 else 's'}"


def _text(record: Mapping[str, Any]) -> str:
    value = record["value"]
    text = value if isinstance(value, str) else f"{_numeric(record):g}"
    return f"{text}=" if record.get("tied") else text


def _ordinal(record: Mapping[str, Any]) -> str:
    value = record["value"]
    place = int(value.rstrip("=")) if isinstance(value, str) else whole(_numeric(record))
    if 1 <= place <= len(_ORDINALS):
        return _ORDINALS[place - 1]
    teens = place % 100 in (11, 12, 13)
    return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def _count(record: Mapping[str, Any]) -> str:
    return f"{whole(_numeric(record)):,}"


def _words(record: Mapping[str, Any]) -> str:
    number = whole(_numeric(record))
    if 0 <= number < len(_SMALL):
        return _SMALL[number]
    if not 0 <= number < 100:
        return f"{number:,}"
    ten, one = divmod(number, 10)
    return _TENS[ten - 2] + (f"-{_SMALL[one]}" if one else "")


def _label(record: Mapping[str, Any]) -> str:
    return str(record["label"])


def _share(record: Mapping[str, Any]) -> str:
    """Name the nearest plain fraction, and the side on which the share lies."""
    share = _numeric(record)
    nearest = min(_FRACTIONS, key=lambda percent: abs(percent - share))
    distance = share - nearest
    if abs(distance) > 2.5:
        return _percent(record)
    if abs(distance) < 0.5:
        return _FRACTIONS[nearest]
    return f"{'just over' if distance > 0 else 'nearly'} {_FRACTIONS[nearest]}"


def _number(record: Mapping[str, Any], argument: str = "") -> str:
    digits = Decimal(1).scaleb(-int(argument or 1))
    return f"{Decimal(str(_numeric(record))).quantize(digits, ROUND_HALF_EVEN):,}"


def _millions(record: Mapping[str, Any]) -> str:
    millions = Decimal(str(_numeric(record))) / 1_000_000
    return f"{millions.quantize(Decimal('0.1'), ROUND_HALF_EVEN):,} million"


def _chart(record: Mapping[str, Any]) -> str:
    if record["unit"] != "chart":
        msg = "it is no chart"
        raise ValueError(msg)
    return str(record["value"])


FILTERS: dict[str, Callable[..., str]] = {
    "chart": _chart,
    "count": _count,
    "label": _label,
    "millions": _millions,
    "number": _number,
    "ordinal": _ordinal,
    "percent": _percent,
    "points": _points,
    "rank": _text,
    "share": _share,
    "words": _words,
}
_BY_UNIT = {
    "chart": "chart",
    "count": "count",
    "mean": "number",
    "money": "count",
    "p": "rank",
    "percent": "percent",
    "rank": "rank",
    "ratio": "number",
    "score": "number",
    "text": "rank",
}
