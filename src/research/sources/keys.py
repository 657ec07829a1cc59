"""Keys: what tells rows apart within a file, and what ties the rows of two files together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from research.errors import InputError, Problem
from research.sources.formats.opening import open_data
from research.sources.remarks import remark
from research.sources.withholding import identity_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from research.sources.cells import Cells
    from research.sources.formats.datafile import DataFile

__all__ = ["doubled", "empty", "judge_keys", "remark_alike"]

_BLANKS = re.compile(r"\s+")


def empty(cells: Cells, column: str) -> Iterator[Problem]:
    """Find rows without a key.

    Parameters
    ----------
    cells : the file's.
    column : the key.
    """
    given = cells.frame[column]
    for row in given.index[given == ""]:
        yield Problem(cells.path, "the cell is empty", row=int(row), column=column)


def doubled(cells: Cells, columns: Sequence[str]) -> Iterator[Problem]:
    """Find keys that are given twice, and remark those that differ in case or blanks alone.

    Parameters
    ----------
    cells : the file's.
    columns : what together tells a row apart, the one to name in errors first.
    """
    key = cells.frame[list(columns)]
    filled = key[columns[0]] != ""
    again = key[filled & key.duplicated()]
    for row, values in zip(again.index, again.itertuples(index=False), strict=True):
        shown = [identity_shown(value) for value in values]
        rest = [f"{name} {value}" for name, value in zip(columns[1:], shown[1:], strict=True)]
        what = f"'{shown[0]}' is given twice" + (f" with {' and '.join(rest)}" if rest else "")
        yield Problem(cells.path, what, row=int(row), column=columns[0], allowed="once")
    remark_alike(cells, *columns)


def remark_alike(cells: Cells, *columns: str) -> None:
    """Remark keys that differ in capitals or blanks alone.

    Parameters
    ----------
    cells : the file's.
    columns : what together tells a row apart, the one to name in remarks first.
    """
    key = cells.frame[list(columns)]
    filled = key[columns[0]] != ""
    folded = key.apply(_folded)
    alike = key[filled & folded.duplicated(keep=False) & ~key.duplicated(keep=False)]
    if len(alike):
        last = identity_shown(str(alike[columns[0]].iloc[-1]))
        remark(
            Problem(
                cells.path,
                f"{len(alike)} rows have keys that differ in capitals or blanks alone, and count "
                f"apart (such as '{last}')",
                row=int(str(alike.index[-1])),
                column=columns[0],
                hint="write them alike where they are one",
            )
        )


def judge_keys(
    many: Path | str | DataFile,
    one: Path | str | DataFile,
    *,
    by: str = "account",
    key: str = "account",
) -> None:
    """Hold the keys of one file against those of the file that they point to.

    What no row answers to is remarked with its number. A key that would meet one but for capitals,
    blanks or noughts in front is taken for a slip.

    Parameters
    ----------
    many : file whose column ``by`` points to rows of the other, such as contacts.
    one : file whose column ``key`` tells its rows apart, such as accounts.

    Raises
    ------
    InputError
        With every slip.
    """
    pointing, held = (
        open_data(file) if isinstance(file, Path | str) else file for file in (many, one)
    )
    if by not in pointing.fields or key not in held.fields:
        return
    column = pointing.read([by])[by]
    codes, values = column.coded()
    _, known = held.read([key])[key].coded()
    missing = set(values) - set(known)
    if not missing:
        return
    near = {_bare(name): name for name in sorted(known, reverse=True)}
    slips = [at for at, value in enumerate(values) if value in missing and _bare(value) in near]
    if slips:
        raise InputError(
            [
                Problem(
                    pointing.path,
                    f"'{identity_shown(values[codes[place]])}' meets no row of {held.path.name}",
                    row=int(column.lines[place]),
                    column=by,
                    hint=f"did you mean '{identity_shown(near[_bare(values[codes[place]])])}'?",
                )
                for place in np.flatnonzero(np.isin(codes, slips))
            ]
        )
    unmet = np.isin(codes, [at for at, value in enumerate(values) if value in missing])
    count = int(np.count_nonzero(unmet))
    remark(
        Problem(
            pointing.path,
            f"{count} of {len(codes)} rows name {'a key' if len(missing) == 1 else 'keys'} that "
            f"{held.path.name} does not have ({len(missing)} in all), and count for no {key}",
            row=column.rows(unmet)[0],
            column=by,
            hint=f"add the rows to {held.path.name}, or put the keys right",
        )
    )


def _folded(column: pd.Series[str]) -> pd.Series[str]:
    return column.map(lambda value: _BLANKS.sub("", value).casefold())


def _bare(value: str) -> str:
    """Give a key without what a slip or another program changes."""
    plain = _BLANKS.sub("", value).casefold()
    return (plain.removesuffix(".0").lstrip("0") or "0") if plain[:1].isdigit() else plain
