"""The values behind a table or a chart, as the workbook takes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.display.result import significant

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["frame_data", "held"]

# A name that code gave, such as mean_rank; a label of the data is left as it is.
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


def frame_data(
    frame: pd.DataFrame,
    stub: str = "",
    *,
    shares: Sequence[str] = (),
    fractions: Collection[int] = (),
    percents: Collection[int] = (),
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
    fractions : places of columns that hold such shares too, the frame's first being 1.
    percents : places of columns that hold percentages, from 0 to 100.
    heads : printed heads of the frame's columns; made of a column's name where empty.
    coded : whether all names are code's, none a label of the data.
    bases : base of each column of the frame, left out where the columns have none.
    """
    rows = [
        [str(label), *map(held, row)]
        for label, row in zip(frame.index, frame.itertuples(index=False), strict=True)
    ]
    names = [str(name) for name in frame.columns]
    given = heads or [""] * len(names)
    data: dict[str, Any] = {
        "columns": [
            stub,
            *(head or _head(name, coded=coded) for head, name in zip(given, names, strict=True)),
        ],
        "rows": rows,
    }
    found = [
        place
        for place, name in enumerate(names, 1)
        if name in shares or place in fractions or _named_share(name, [row[place] for row in rows])
    ]
    if found:
        data["shares"] = found
    if percents:
        data["percents"] = sorted(percents)
    if any(base is not None for base in bases):
        data["bases"] = list(bases)
    return data


def held(value: Any) -> Any:
    """Give a value as the workbook holds it: no digits beyond those that count, None for none."""
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else significant(value)


def _named_share(name: str, values: Sequence[Any]) -> bool:
    """Tell whether a column is called a share and could be one of one."""
    numbers = [value for value in values if isinstance(value, int | float)]
    return "share" in name.lower() and bool(numbers) and all(0 <= value <= 1 for value in numbers)


def _head(name: str, *, coded: bool) -> str:
    """Make a head of a column's name.

    >>> _head("mean_rank", coded=False), _head("web", coded=False), _head("low", coded=True)
    ('Mean rank', 'web', 'Low')
    """
    if coded or _CODE.fullmatch(name):
        return f"{name[:1].upper()}{name[1:]}".replace("_", " ")
    return name
