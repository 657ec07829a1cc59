"""What an entry of the reference file gives: published and computed values, and its data."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Entries", "Value", "data", "printed", "text"]

Value = tuple[str, float, float, float]
"""What was computed, its published value, its computed value, the tolerance."""

Entries = dict[str, "tuple[str, Callable[[Any], Iterable[Value]]]"]
"""By key of the reference file: the source, and what computes its values."""


def text(name: str) -> str:
    """Give a file of the package."""
    return files("research").joinpath("reference", name).read_text(encoding="utf-8")


def data(name: str) -> pd.DataFrame:
    """Give a data set of the package."""
    with files("research").joinpath("reference", name).open(encoding="utf-8") as file:
        return pd.read_csv(file)


def printed(digits: int) -> float:
    """Half a unit of the last digit printed."""
    return 0.5 * 10.0**-digits
