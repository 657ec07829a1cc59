"""The simulated survey of maturity, drawn by the script that stands beside its data."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data" / "maturity"
ITEMS = {
    "Purposeful Leadership": ["metrics", "strategy", "values", "understood", "patience"],
    "Compelling Brand Values": ["promises", "design", "checked", "inside", "lived"],
    "Employee Engagement": ["asked", "judged", "training", "celebrated", "hr"],
    "Closeness to Customers": ["heard", "designed", "segments", "met", "built"],
}
STAGES = {
    "Ignore": (20, 49), "Explore": (50, 59), "Mobilize": (60, 69),
    "Operationalize": (70, 79), "Align": (80, 89), "Embed": (90, 100),
}  # fmt: skip
BANDS = {"Very Poor": (5, 10), "Poor": (11, 15), "Okay": (16, 20), "Very Good": (21, 25)}


def script() -> ModuleType:
    """Load the script as a module."""
    name = "drawn_maturity"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, DATA / "make.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@cache
def firms() -> pd.DataFrame:
    """The file of firms as it is kept."""
    return pd.read_csv(DATA / "firms.csv")


@cache
def raters() -> pd.DataFrame:
    """The file of raters as it is kept."""
    return pd.read_csv(DATA / "nordwerk" / "raters.csv")


def sums(rated: pd.DataFrame) -> pd.DataFrame:
    """Totals of the competencies and overall."""
    found = pd.DataFrame({key: rated[items].sum(axis=1) for key, items in ITEMS.items()})
    return found.assign(Overall=found.sum(axis=1))


def within(values: pd.Series, ends: tuple[int, int]) -> int:
    """How many whole totals lie between two, both among them."""
    return int(values.between(*ends).sum())


def near(total: float, ends: dict[str, tuple[int, int]]) -> str:
    """Band or stage of a mean total, which counts with one digit after the point."""
    return [name for name, (low, _) in ends.items() if round(total, 1) >= low][-1]
