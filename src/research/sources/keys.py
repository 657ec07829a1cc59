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
    from research.sources.formats.datafile import DataFile

__all__ = ["judge_keys"]

_BLANKS = re.compile(r"\s+")


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


def _bare(value: str) -> str:
    """Give a key without what a slip or another program changes."""
    plain = _BLANKS.sub("", value).casefold()
    return (plain.removesuffix(".0").lstrip("0") or "0") if plain[:1].isdigit() else plain
