"""The values behind a table or a chart, as the workbook takes them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.display.result import significant
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["frame_data", "head_of", "held"]

_SAY = Frames(__file__)

# A name that code gave, such as mean_rank; a label of the data is left as it is.
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
# One of columns that all have heads of their own.
_OWN = re.compile(r"[a-z][a-z0-9_ ]*")
_ENDS = re.compile(r"(.+)_(low|high)")


def frame_data(
    frame: pd.DataFrame,
    stub: str = "",
    *,
    shares: Sequence[str] = (),
    kinds: Mapping[int, Sequence[str]] | None = None,
    marks: Sequence[Mapping[str, Any]] = (),
    heads: Sequence[str] = (),
    coded: bool = False,
    bases: Sequence[int | None] = (),
) -> dict[str, Any]:
    """Write a frame as heads and rows for the workbook; an empty cell is None.

    Parameters
    ----------
    frame : the values, unrounded; its index is the first column.
    stub : head of the first column.
    shares : columns that hold shares of one.
    kinds : by the place of a column, the frame's first being 1, what each of its cells holds: a
        ``share`` of one, a ``percent`` from 0 to 100, a ``plain`` number; nothing where unknown.
    marks : of cells that are tinted or have signs behind their numbers: ``row`` from 0, ``column``
        from 1, ``signs`` and ``tinted``.
    heads : printed heads of the frame's columns; made of a column's name where empty.
    coded : whether all names are code's, none a label of the data.
    bases : base of each column of the frame, left out where the columns have none.
    """
    values = [[*map(held, row)] for row in frame.itertuples(index=False)]
    rows = [
        [str(label), *map(_written, row)] for label, row in zip(frame.index, values, strict=True)
    ]
    names = [str(name) for name in frame.columns]
    given = heads or [""] * len(names)
    data: dict[str, Any] = {
        "columns": [
            stub,
            *(head or head_of(name, coded=coded) for head, name in zip(given, names, strict=True)),
        ],
        "rows": rows,
    }
    cells = {
        place: ["date" if isinstance(row[place - 1], date) else "" for row in values]
        for place in range(1, len(names) + 1)
    }
    for place, given_kinds in (kinds or {}).items():
        cells[place] = [day or kind for day, kind in zip(cells[place], given_kinds, strict=True)]
    told = {place: {*each} - {""} for place, each in cells.items()}
    given_shares = [
        place
        for place, name in enumerate(names, 1)
        if name in shares or (not told[place] and _named_share(name, [row[place] for row in rows]))
    ]
    found = {
        "shares": [p for p in told if p in given_shares or told[p] == {"share"}],
        "percents": [p for p in told if p not in given_shares and told[p] == {"percent"}],
        "dates": [p for p in told if told[p] == {"date"}],
        # What each cell of a column holds, where the column holds several kinds.
        "mixed": [
            {"column": p, "cells": cells[p]}
            for p in told
            if p not in given_shares and len(told[p]) > 1
        ],
    }
    data |= {key: told for key, told in {**found, "marks": [*marks]}.items() if told}
    if any(base is not None for base in bases):
        data["bases"] = list(bases)
    return data


def held(value: Any) -> Any:
    """Give a value as the workbook holds it: no digits beyond those that count, None for none."""
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else significant(value)


def _written(value: Any) -> Any:
    """Give a day, or a day and its time, as text that sorts; anything else as it is."""
    if not isinstance(value, date):
        return value
    text = value.isoformat()
    return text.partition("T")[0] if text.endswith("T00:00:00") else text


def _named_share(name: str, values: Sequence[Any]) -> bool:
    """Tell whether a column is called a share and could be one of one."""
    numbers = [value for value in values if isinstance(value, int | float)]
    return "share" in name.lower() and bool(numbers) and all(0 <= value <= 1 for value in numbers)


def head_of(name: str, *, coded: bool) -> str:
    """Make a head of a column's name.

    >>> head_of("mean_rank", coded=False), head_of("web", coded=False), head_of("low", coded=True)
    ('Mean rank', 'web', 'Low')
    >>> head_of("nps_low", coded=True), head_of("p", coded=True), head_of("p, least", coded=True)
    ('NPS, low', 'p', 'p, least')
    """
    if not _CODE.fullmatch(name) and not (coded and _OWN.fullmatch(name)):
        return name
    known = _SAY.named("heads")
    if name in known:
        return known[name]
    if ends := _ENDS.fullmatch(name):
        return f"{head_of(ends[1], coded=True)}, {ends[2]}"
    words = [known.get(word, word) if word.isalpha() else word for word in re.split("[_ ]", name)]
    head = " ".join(words)
    return f"{head[:1].upper()}{head[1:]}"
