"""Reading a supplier's files: accounts, contacts and the benchmark, without personal fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.errors import InputError, Problem
from research.frameworks.relationship import PARTS
from research.memory import read_once
from research.sources.cells import read_cells
from research.sources.celltypes import kind_problems, typed
from research.sources.keys import doubled, empty
from research.sources.masking import mask_persons
from research.sources.privacy import PERSONAL, without_persons
from research.sources.withholding import cell_shown, heads_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from research.sources.cells import Cells

__all__ = ["RATED", "blanks", "read_accounts", "read_benchmark", "read_contacts"]

RATED: dict[str, tuple[float, float]] = {
    "recommend": (0, 10),
    **dict.fromkeys([*PARTS, "value"], (1.0, 7.0)),
}
"""Lowest and highest answer of the questions that every contact is asked."""

_KEYS = ("account", "contact", "parent")


@read_once
def read_accounts(
    path: Path | str,
    *,
    key: str = "account",
    derived: Mapping[str, tuple[str, Mapping[str, str | int | float]]] | None = None,
    personal: Sequence[str] = (),
) -> pd.DataFrame:
    """Read one row an account or customer.

    Parameters
    ----------
    path : a file that `research.sources.cells.read_cells` reads.
    key : column that tells rows apart; named ``account`` in the frame.
    derived : for each new column the one it is made of, and what its values become; without values
        the column is taken as it is.
    personal : columns dropped beside those of `research.sources.privacy.PERSONAL`, of which the
        account's own ``name`` is kept: it is a firm.

    Returns
    -------
    Columns of numbers, days or text, whichever all their cells are; keys are text; empty cells are
    missing.

    Raises
    ------
    InputError
        With every problem: a key missing or given twice, a column that a derived one lacks, an
        amount that is none, a day that no calendar has.
    """
    cells = read_cells(path)
    made = dict(derived or {})
    problems = [
        *_key_problems(cells, key),
        *_derived_problems(cells, made, key),
        *kind_problems(cells),
    ]
    if problems:
        raise InputError(problems)
    dropped = [*(name for name in PERSONAL if name != "name"), *personal]
    text = cells.frame.drop(columns=dropped, errors="ignore")
    frame = _typed(text, [key, *_KEYS])
    for name, (source, values) in made.items():
        column = cells.frame[source]
        frame[name] = (
            column.map({str(old): new for old, new in values.items()}) if values else typed(column)
        )
    return frame.rename(columns={key: "account"}).reset_index(drop=True)


@read_once
def read_contacts(
    path: Path | str, *, rated: Mapping[str, tuple[float, float]] | None = None
) -> pd.DataFrame:
    """Read one row a contact and survey.

    Parameters
    ----------
    path : a file with ``contact, account`` and the questions of ``rated``.
    rated : lowest and highest answer of each rated column; `RATED` when left out.

    Returns
    -------
    As of `read_accounts`; name, address, firm and title are gone, also from comments.

    Raises
    ------
    InputError
        With every problem: a column that is missing, a contact twice in a survey, an answer off
        its scale, a day that no calendar has.
    """
    scales = dict(RATED if rated is None else rated)
    cells = read_cells(path, numbers=scales)
    missing = [name for name in ("contact", "account", *scales) if name not in cells.frame]
    problems = [
        Problem(cells.path, "this column is missing", row=1, column=name) for name in missing
    ]
    for name, (low, high) in scales.items():
        if name in cells.frame:
            problems.extend(_off_scale(cells, name, low, high))
    problems.extend(kind_problems(cells))
    for name in ("contact", "account"):
        if name in cells.frame:
            problems.extend(empty(cells, name))
    if "contact" in cells.frame:
        once = [name for name in ("contact", "survey") if name in cells.frame]
        problems.extend(doubled(cells, once))
    if problems:
        raise InputError(problems)
    text = cells.frame
    if "comment" in text:
        text = text.assign(comment=mask_persons(text["comment"], text, PERSONAL, near="account"))
    tidy = without_persons(text)
    return _typed(tidy, _KEYS).reset_index(drop=True)


@read_once
def read_benchmark(path: Path | str) -> pd.DataFrame:
    """Read one row a supplier of the benchmark.

    Parameters
    ----------
    path : a file with ``supplier, industry, quality, solution, experience``.

    Raises
    ------
    InputError
        With every column that is missing.
    """
    cells = read_cells(path)
    needed = ("supplier", "industry", "quality", "solution", "experience")
    missing = [name for name in needed if name not in cells.frame]
    if missing:
        raise InputError(
            [Problem(cells.path, "this column is missing", row=1, column=name) for name in missing]
        )
    if problems := list(kind_problems(cells)):
        raise InputError(problems)
    return _typed(cells.frame, ["supplier"]).reset_index(drop=True)


def blanks(frame: pd.DataFrame) -> pd.Series[int]:
    """Count the missing cells of each column that has some."""
    counts = frame.isna().sum()
    return counts[counts > 0]


def _key_problems(cells: Cells, key: str) -> Iterator[Problem]:
    if key not in cells.frame:
        yield Problem(
            cells.path, "this column is missing", row=1, column=key, hint=_heads(cells, [key])
        )
        return
    yield from empty(cells, key)
    yield from doubled(cells, [key])


def _typed(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Give columns their types; what tells rows apart or points to some is text, 007 not 7."""
    return pd.DataFrame(
        {
            name: frame[name].where(frame[name] != "") if name in keys else typed(frame[name])
            for name in frame.columns
        }
    )


def _heads(cells: Cells, expected: Sequence[str]) -> str:
    return ", ".join(heads_shown(cells.frame.columns.to_list(), expected).values())


def _derived_problems(
    cells: Cells, made: Mapping[str, tuple[str, Mapping[str, str | int | float]]], key: str
) -> Iterator[Problem]:
    sources = [source for source, _ in made.values()]
    for name, (source, values) in made.items():
        if source not in cells.frame:
            hint = f"'{name}' is made of it; the file has {_heads(cells, [key, *sources])}"
            yield Problem(cells.path, "this column is missing", row=1, column=source, hint=hint)
            continue
        known = set(cells.frame[source]) - {""}
        for value in values:
            if str(value) not in known:
                allowed = _common(cells.frame[source])
                fault = f"no cell holds '{value}', which '{name}' is made of"
                yield Problem(cells.path, fault, column=source, allowed=allowed)


def _common(column: pd.Series[str]) -> str:
    """Cells that stand in several rows: what one row alone holds may tell who it is."""
    counts = column[column != ""].value_counts()
    return ", ".join(sorted(map(str, counts.index[counts > 2]))[:8])


def _off_scale(cells: Cells, name: str, low: float, high: float) -> Iterator[Problem]:
    column = cells.frame[name]
    numbers = pd.to_numeric(column, errors="coerce")
    wrong = (column != "") & ~numbers.between(low, high)
    for row, value in column[wrong].items():
        yield Problem(
            cells.path,
            f"'{cell_shown(str(value))}' is off the scale",
            row=int(str(row)),
            column=name,
            allowed=f"{low:g} to {high:g}, or empty",
        )
