"""What every reader of a format gives, and how values become the text of a cell."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Content", "attempt", "need", "text"]

T = TypeVar("T")


@dataclass(frozen=True)
class Content:
    """A file as text, not yet known to be a rectangle.

    Parameters
    ----------
    head : names of the columns.
    rows : cells, for each row that is not blank.
    lines : line or row of the file for each of the rows.
    head_line : line or row of the head.
    """

    head: list[str]
    rows: list[list[str]]
    lines: list[int]
    head_line: int = 1


def text(value: object) -> str:
    """Give a value as it would stand in a csv file: days in ISO form, no decimal point in vain.

    >>> text(7.0), text(datetime.datetime(2016, 7, 1)), text(None), text("NA"), text(True)
    ('7', '2016-07-01', '', 'NA', 'TRUE')
    """
    if isinstance(value, str):
        return value.strip()
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, float | Decimal) and value == value // 1:
        return str(int(value))
    return str(value).strip()


def attempt(shown: Path, read: Callable[[], T]) -> T:
    """Read by another library, whose ways to fail are not all known."""
    try:
        return read()
    except InputError:
        raise
    except Exception as error:
        fault = f"cannot be read: {error or type(error).__name__}"
        hint = "open it in the program that it comes from and save it again, or as CSV UTF-8"
        raise InputError([Problem(shown, fault, hint=hint)]) from error


def need(module: str, shown: Path) -> None:
    """Say how to install what a format needs."""
    if find_spec(module) is None:
        fault = f"reading {shown.suffix} files needs {module}, which is not installed"
        hint = "pip install 'research-workbench[files]', or save the data as CSV UTF-8"
        raise InputError([Problem(shown, fault, hint=hint)])
