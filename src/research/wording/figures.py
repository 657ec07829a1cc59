"""Figures: how a number is printed, everywhere."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from research.wording.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "DASH",
    "figure",
    "grouped",
    "interval",
    "millions",
    "money",
    "plain",
    "signed",
    "span",
    "spans",
]

# Stands where there is no value.
DASH = "–"


def figure(value: float, digits: int = 0) -> str:
    """Number with so many digits after the point; a dash where there is none.

    Examples
    --------
    >>> figure(44.25, 1), figure(12.5), figure(-3.325, 2), figure(float("nan"))
    ('44.2', '12', '−3.32', '–')
    """
    return DASH if isnan(value) else _typographic(f"{rounded(value, digits)}")


def grouped(value: float, digits: int = 0) -> str:
    """Number with its thousands parted; a dash where there is none.

    Examples
    --------
    >>> grouped(1234), grouped(1234.56, 1)
    ('1,234', '1,234.6')
    """
    return DASH if isnan(value) else _typographic(f"{rounded(value, digits):,}")


def signed(value: float, digits: int = 0) -> str:
    """Difference with its sign, none before a zero; a dash where there is none.

    Examples
    --------
    >>> signed(0.494, 2), signed(-3.326, 2), signed(0.001, 2), signed(7)
    ('+0.49', '−3.33', '0.00', '+7')
    """
    text = figure(value, digits)
    return f"+{text}" if value > 0 and rounded(value, digits) else text


def plain(value: float) -> str:
    """Number with no more digits than it needs, six at most: settings and limits.

    Examples
    --------
    >>> plain(95.0), plain(100 * 0.975), plain(-0.5)
    ('95', '97.5', '−0.5')
    """
    return _typographic(f"{value:g}")


def interval(low: float, high: float, digits: int = 1, *, sign: bool = False) -> str:
    """Interval; a dash where there is none.

    Parameters
    ----------
    low, high : its ends.
    digits : after the point.
    sign : whether positive ends bear theirs.

    Examples
    --------
    >>> interval(-1.25, 3.04), interval(2, float("nan")), interval(0.5, 2, sign=True)
    ('−1.2 to 3.0', '–', '+0.5 to +2.0')
    """
    if isnan(low) or isnan(high):
        return DASH
    write = signed if sign else figure
    return f"{write(low, digits)} to {write(high, digits)}"


def span(low: int, high: int) -> str:
    """Whole numbers from one to another.

    Examples
    --------
    >>> span(1, 3), span(4, 4)
    ('1–3', '4')
    """
    return str(low) if low == high else f"{low}–{high}"


def spans(values: Sequence[int]) -> str:
    """Whole numbers in order, neighbours drawn together.

    Examples
    --------
    >>> spans([2, 3, 4, 6, 8, 9])
    '2–4, 6, 8–9'
    """
    parts: list[tuple[int, int]] = []
    for value in values:
        if parts and value == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], value)
        else:
            parts.append((value, value))
    return ", ".join(span(low, high) for low, high in parts)


def money(value: float) -> str:
    """Amount in thousands or millions; a dash where there is none.

    Examples
    --------
    >>> money(1_260_000), money(45_300), money(-2_500_000)
    ('1.3m', '45k', '−2.5m')
    """
    if isnan(value):
        return DASH
    thousands = rounded(value / 1e3)
    if abs(thousands) < 1000:
        return _typographic(f"{thousands}k")
    return _typographic(f"{rounded(value / 1e6, 1)}m")


def millions(value: float) -> str:
    """Amount in millions, for running text.

    Examples
    --------
    >>> millions(30_690_676)
    '30.7 million'
    """
    return f"{grouped(value / 1e6, 1)} million"


def _typographic(text: str) -> str:
    return text.replace("-", "−")
