"""The cells of a frame of one's own: how each column is printed, by what it holds or as asked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.wording.dates import day
from research.wording.figures import DASH, figure, grouped, signed
from research.wording.frames import Frames
from research.wording.probabilities import probability
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Format = str | Callable[[Any], str]

__all__ = ["FORMATS", "Printed", "is_square", "printed", "share_columns"]

_SAY = Frames(__file__)

FORMATS = "'.0%' (a share of one), ',.1f', '+.1f', 'd', or a function that gives a text"
"""What a researcher may ask for, in words."""

_FORMAT = re.compile(r"(?P<sign>\+)?(?P<group>,)?(?:\.(?P<digits>\d))?(?P<kind>[f%d])")
_PROBABILITY = re.compile(r"p|p[ _-]?values?|p[ _]adjusted", re.IGNORECASE)
_SHARE = re.compile(r"share|proportion|percent|pct|(?:^|[\W_])rate(?:$|[\W_])", re.IGNORECASE)
_NO_SHARE = re.compile(
    r"(?:^|[\W_])(?:r|r2|z|t|f|v|w|se|sd|std|var|error|corr\w*|coef\w*|alpha|kappa|tau|rho|phi|"
    r"weights?|loadings?|similarity|distance|effect|scores?|index|statistic)(?:$|[\W_])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:year|edition|wave)\b|_year$", re.IGNORECASE)
_YEARS = (1900, 2100)
# Figures that the largest value of a column of measurements is printed with.
_FIGURES = 3
_MOST_DIGITS = 6
# A share as small as this is told apart by a digit after the point.
_SMALL_SHARE = 0.1


@dataclass(frozen=True)
class Printed:
    """A column as it is printed, and as the workbook has it.

    Parameters
    ----------
    texts : one a row.
    values : numbers as they are, all else as printed; None where there is none.
    numeric : whether it holds numbers, which stand to the right.
    """

    texts: Sequence[str]
    values: Sequence[Any]
    numeric: bool


def printed(
    column: pd.Series[Any], given: Format | None = None, *, shares: bool = True, plain: bool = False
) -> Printed:
    """Print a column of a frame by the house's rounding, half to even.

    Parameters
    ----------
    column : of any dtype.
    given : a format for its numbers, see `FORMATS`; chosen by dtype and range when left out:
        whole numbers as such, numbers from 0 to 1 as percentages, probabilities with three places,
        other measurements with three figures of the largest.
    shares : whether numbers from 0 to 1 may be shares.
    plain : whether whole numbers are names, such as years, whose thousands are not parted.

    Raises
    ------
    ValueError
        For a format that is none.

    Examples
    --------
    >>> import pandas as pd
    >>> printed(pd.Series([0.125, 0.5, None])).texts, printed(pd.Series([1250, 3])).texts
    (['12%', '50%', '–'], ['1,250', '3'])
    >>> printed(pd.Series([4.25, 4.35]), ".1f").texts
    ['4.2', '4.4']
    """
    values = [_plain(value) for value in column.array]
    numbers = _numbers(values)
    if callable(given):
        texts = [DASH if value is None else str(given(value)) for value in values]
        return Printed(texts, [_kept(*pair) for pair in zip(values, texts, strict=True)], False)
    name = _name(column)
    write = _asked(given) if given else _chosen(numbers, name, shares=shares, plain=plain)
    texts = [_written(value, write) for value in values]
    kept = [_kept(value, text) for value, text in zip(values, texts, strict=True)]
    others = [value for value in values if value is not None]
    return Printed(texts, kept, bool(numbers) and len(numbers) == len(others))


def is_square(frame: pd.DataFrame) -> bool:
    """Whether a frame has the same names on both sides, as correlations and distances have."""
    return frame.shape[0] > 1 and list(frame.index) == list(frame.columns)


def share_columns(frame: pd.DataFrame) -> list[bool]:
    """Tell of each column whether its numbers from 0 to 1 are shares.

    They are where its name says so; or where no column of fractions holds anything else, so that a
    limit of 0.4 beside a score of 20 is no percentage. Names such as `r` or `weight` say that they
    are none.

    Parameters
    ----------
    frame : with each column once or several times.
    """
    columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
    if is_square(frame):
        return [False] * len(columns)
    held = [_numbers([_plain(value) for value in column.array]) for column in columns]
    fractions = [
        numbers
        for column, numbers in zip(columns, held, strict=True)
        if any(isinstance(number, float) for number in numbers) and not _is_probability(column)
    ]
    together = all(0 <= number <= 1 for numbers in fractions for number in numbers)
    return [
        bool(_SHARE.search(_name(column))) or (together and not _NO_SHARE.search(_name(column)))
        for column in columns
    ]


def _name(column: pd.Series[Any]) -> str:
    """Give the name of a column, of all its levels."""
    name = column.name
    parts = name if isinstance(name, tuple) else (name,)
    return " ".join(str(part) for part in parts if part is not None)


def _is_probability(column: pd.Series[Any]) -> bool:
    return bool(_PROBABILITY.fullmatch(_name(column)))


def _numbers(values: Sequence[Any]) -> list[Any]:
    return [value for value in values if _is_number(value)]


def _plain(value: Any) -> Any:
    """Give a cell as Python has it; None where it is missing."""
    if getattr(value, "shape", None) == ():
        value = value.item()
    if not pd.api.types.is_scalar(value):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, Real | Decimal):
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return value


def _kept(value: Any, text: str) -> Any:
    """Give a cell as the workbook has it."""
    if value is None:
        return None
    return value if _is_number(value) and math.isfinite(value) else text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _written(value: Any, write: Callable[[float], str]) -> str:
    if value is None:
        return DASH
    if isinstance(value, bool):
        return _SAY("true" if value else "false")
    if isinstance(value, int | float):
        return write(value) if math.isfinite(value) else f"{value}".replace("-", "−")
    if isinstance(value, date):
        clock = f"{value:%H:%M}"
        return day(value) if clock == "00:00" else f"{day(value)}, {clock}"
    return str(value)


def _chosen(
    numbers: Sequence[float], name: str, *, shares: bool, plain: bool
) -> Callable[[float], str]:
    """Choose how the numbers of a column are written, by their name and range."""
    if not numbers or all(isinstance(value, int) for value in numbers):
        low, high = _YEARS
        years = bool(_YEAR.search(name)) and all(low <= value <= high for value in numbers)
        return figure if years or plain else grouped
    if not plain and all(0 <= value <= 1 for value in numbers):
        if _PROBABILITY.fullmatch(name):
            return probability
        if shares:
            digits = 1 if max(numbers) < _SMALL_SHARE else 0
            return lambda value: percent(value, 1, digits)
    digits = _digits(numbers)
    return lambda value: grouped(value, digits)


def _digits(numbers: Sequence[float]) -> int:
    """Give the digits after the point that leave three figures to the largest number.

    >>> _digits([44.25, 3.5]), _digits([1234.5]), _digits([0.125]), _digits([0.0])
    (1, 0, 3, 0)
    """
    largest = max((abs(value) for value in numbers if math.isfinite(value)), default=0.0)
    if not largest:
        return 0
    return min(max(_FIGURES - 1 - math.floor(math.log10(largest)), 0), _MOST_DIGITS)


def _asked(given: str) -> Callable[[float], str]:
    """Read a format as Python writes it; rounding stays the house's."""
    match = _FORMAT.fullmatch(given.removeprefix("{:").removesuffix("}"))
    if match is None:
        msg = f"there is no format '{given}': write {FORMATS}"
        raise ValueError(msg)
    kind = match["kind"]
    digits = 0 if kind == "d" else int(match["digits"] or 0)
    if kind == "%":
        plus = match["sign"] or ""
        return lambda value: (plus if value > 0 else "") + percent(value, 1, digits)
    if match["sign"]:
        return lambda value: signed(value, digits)
    return lambda value: (grouped if match["group"] else figure)(value, digits)
