"""A frame or series of one's own as a table of the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.display.escape import clean, escape
from research.display.framecells import FORMATS, Printed, is_square, printed, share_columns
from research.display.framelevels import levelled
from research.display.made import made_id
from research.display.table import Cell, Table
from research.problems.nearest import known_or_meant
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.display.framecells import Format

__all__ = ["table_of_frame"]

_SAY = Frames(__file__)

# What a page of a report can hold; more is data, not a table.
_MOST_ROWS, _MOST_COLUMNS = 500, 60
# Characters of the narrowest and of the widest column.
_NARROW, _WIDE = 7, 40
# A name as code gives it.
_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# Names of columns that a default caption lists.
_LISTED = 3


def table_of_frame(
    given: pd.DataFrame | pd.Series[Any],
    *,
    id: str = "",  # noqa: A002 - what a table calls it
    caption: str = "",
    note: str = "",
    formats: Format | Mapping[Any, Format] | None = None,
) -> Table:
    """Make a table of a frame or series: its index the stub, its columns the banner.

    Parameters
    ----------
    given : what to print, as it stands: sorted, and with what it rests on in its note or columns.
        A plain numbering of its rows is left out, and the first column becomes the stub.
    id : identifier, ``tbl-`` first; made of the caption, or of the names of rows and columns, when
        left out, so that it stays from run to run.
    caption : what the table shows; made of these names when left out.
    note : a sentence under the table; plain text.
    formats : for the numbers of all columns, or by column; see `research.display.framecells`.

    Raises
    ------
    ValueError
        If there is nothing in it, or more than a report can print, or a format is none.
    """
    frame = pd.DataFrame(given)
    if isinstance(given, pd.Series) and given.name is None:
        frame = frame.set_axis([_SAY("value")], axis=1)
    _require_printable(frame)
    by_column = _by_column(frame, formats)
    said = clean(caption) or _caption(given)
    known = [*frame.columns.names, *frame.index.names, *frame.columns]
    anchor = id or made_id("tbl", caption, [str(name) for name in known])
    if _only_numbered(frame):
        frame = frame.set_index(frame.columns[0])
        by_column = by_column[1:]
    columns = _printed(frame, by_column)
    stubs, heads = _stub_levels(frame), _head_levels(frame.columns)
    labels, names = _joined(stubs), _names(frame.index)
    # Text stands to the left, which the columns of a banner do not.
    banner = (
        levelled(heads[:-1], stubs[:-1])
        if len(heads) + len(stubs) > 2 and all(column.numeric for column in columns)
        else None
    )
    cells = [[Cell(text) for text in row] for row in zip(*(c.texts for c in columns), strict=True)]
    values = {place: pd.Series(column.values, dtype=object) for place, column in enumerate(columns)}
    return Table(
        id=anchor,
        caption=said,
        frame=pd.DataFrame(values)
        .set_axis(labels, axis=0)
        .set_axis(_apart(_joined(heads)), axis=1),
        cells=cells,
        stub=(names[-1] if names else "") if banner else series(names),
        labels=stubs[-1] if banner else labels,
        heads=heads[-1] if banner else _joined(heads),
        align="l" + "".join("r" if column.numeric else "l" for column in columns),
        widths=[
            _width([series(names), *labels]),
            *(_width([h, *one.texts]) for h, one in zip(_joined(heads), columns, strict=True)),
        ],
        notes=[escape(note)] if note else [],
        banner=banner,
    )


def _require_printable(frame: pd.DataFrame) -> None:
    rows, columns = frame.shape
    if not (rows and columns):
        msg = (
            f"this frame has {rows:,} rows and {columns:,} columns: there is nothing to print. "
            "Look at what it was selected by, or show a sentence instead"
        )
        raise ValueError(msg)
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        msg = (
            f"this frame has {rows:,} rows and {columns:,} columns, and a table of the report "
            f"{_MOST_ROWS:,} and {_MOST_COLUMNS:,} at most: show a part of it, such as "
            "frame.head(20), or a summary; without show() a cell displays it to you alone"
        )
        raise ValueError(msg)


def _by_column(
    frame: pd.DataFrame, formats: Format | Mapping[Any, Format] | None
) -> list[Format | None]:
    """Give the format that was asked for of each column."""
    if formats is None or isinstance(formats, str) or callable(formats):
        return [formats] * frame.shape[1]
    known = list(frame.columns)
    for name in formats:
        if name not in known:
            msg = (
                f"formats: there is no column {name!r}; {known_or_meant(name, known)}. "
                f"A format is one of {FORMATS}"
            )
            raise ValueError(msg)
    return [formats.get(name) for name in known]


def _only_numbered(frame: pd.DataFrame) -> bool:
    """Whether the index is a plain numbering, and a column is there to take its place."""
    index = frame.index
    return isinstance(index, pd.RangeIndex) and index.name is None and frame.shape[1] > 1


def _printed(frame: pd.DataFrame, formats: Sequence[Format | None]) -> list[Printed]:
    columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
    found = [
        printed(column, wanted, shares=share)
        for column, wanted, share in zip(columns, formats, share_columns(frame), strict=True)
    ]
    if not any(_in_percent(one) for one in found):
        return found
    # Nobody or everybody, among shares, is one as well.
    return [
        printed(column, ".0%") if given is None and _none_or_all(column, one) else one
        for column, given, one in zip(columns, formats, found, strict=True)
    ]


def _in_percent(column: Printed) -> bool:
    return column.numeric and any(text.endswith("%") for text in column.texts)


def _none_or_all(column: pd.Series[Any], found: Printed) -> bool:
    given = {value for value in found.values if value is not None}
    return pd.api.types.is_float_dtype(column.dtype) and bool(given) and given <= {0, 1}


def _label(part: object) -> str:
    return printed(pd.Series([part]), shares=False, plain=True).texts[0]


def _stub_levels(frame: pd.DataFrame) -> list[list[str]]:
    """Give the stub of each row for each level, the outermost first."""
    index = frame.index
    if is_square(frame):
        return _head_levels(index)
    return [
        list(printed(index.get_level_values(at).to_series(), shares=False, plain=True).texts)
        for at in range(index.nlevels)
    ]


def _head_levels(columns: pd.Index[Any]) -> list[list[str]]:
    """Give the head of each column for each level; names of variables as words, labels as such."""
    return [
        [_word(part) if name is None else _label(part) for part in columns.get_level_values(at)]
        for at, name in enumerate(columns.names)
    ]


def _joined(levels: Sequence[Sequence[str]]) -> list[str]:
    """Give all levels of each row or column in one text."""
    return [", ".join(filter(None, parts)) for parts in zip(*levels, strict=True)]


def _apart(heads: Sequence[str]) -> list[str]:
    """Tell columns of one head apart, which the workbook must."""
    return [
        name if name not in heads[:place] else f"{name} ({heads[:place].count(name) + 1})"
        for place, name in enumerate(heads)
    ]


def _names(index: pd.Index[Any]) -> list[str]:
    return [_word(name) for name in index.names if name is not None]


def _word(name: object) -> str:
    """Give the name of a variable as words: ``mean_rank`` as code has it, all else as it stands.

    >>> _word("mean_rank"), _word("count"), _word("eBay")
    ('Mean rank', 'Count', 'eBay')
    """
    text = str(name)
    return text.capitalize().replace("_", " ") if _CODE.fullmatch(text) else text


def _caption(given: pd.DataFrame | pd.Series[Any]) -> str:
    """Say what stands in the columns, and by what."""
    if isinstance(given, pd.Series):
        what = [] if given.name is None else [_word(given.name)]
    elif any(name is not None for name in given.columns.names):
        what = _names(given.columns)
    else:
        what = _joined(_head_levels(given.columns))
    named = series(what) if 0 < len(what) <= _LISTED else _SAY("values")
    by = [name.lower() if name.istitle() else name for name in _names(given.index)]
    return _SAY("by", what=named, by=series(by)) if by else named


def _width(texts: Sequence[str]) -> int:
    """Give a column the room of its longest text, within limits, and of its longest word always."""
    longest = max(map(len, texts))
    word = max((len(word) for text in texts for word in text.split()), default=0)
    return max(min(longest, _WIDE), word, _NARROW)
