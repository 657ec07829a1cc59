"""A data file before and now: which respondents and columns differ; never what was said."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.errors import ResearchError
from research.scratch import scratch_folder
from research.sources.answers.reading import open_table
from research.sources.formats.opening import FORMATS, open_data
from research.sources.remarks import heard
from research.wording.lists import series
from research.wording.plurals import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.edition.tables import DataTable
    from research.sources.formats.columns import Coded

__all__ = ["data_changes"]

# Rows and columns that are named one by one.
_SHOWN = 5


def data_changes(name: str, old: bytes, new: bytes, table: DataTable | None = None) -> list[str]:
    """Say what differs between two contents of a data file, a line each.

    Ids and heads are told, cells never: they are what people said.

    Parameters
    ----------
    name : of the file, with its ending.
    old, new : contents.
    table : how an edition reads it, with the columns that tell rows apart; its first column does
        where there is none.

    Returns
    -------
    Lines without the name of the file; one that says no more than that it differs where it cannot
    be read as a table.
    """
    try:
        before, now = (_read(name, content, table) for content in (old, new))
    except (ResearchError, OSError, ValueError, EOFError):
        return ["its bytes are others"]
    return list(_told(before, now)) or ["its bytes are others, and no cell of it is"]


@dataclass(frozen=True)
class _Rows:
    """Cells as text, by id and column."""

    id: str
    columns: tuple[str, ...]
    cells: dict[str, tuple[Any, ...]]


def _read(name: str, content: bytes, table: DataTable | None) -> _Rows:
    plain = Path(name)
    if plain.suffix == ".gz":
        plain, content = plain.with_suffix(""), gzip.decompress(content)
    if plain.suffix.lower() not in FORMATS:
        raise ValueError(name)
    with scratch_folder("review-") as folder, heard():
        path = folder / plain.name
        path.write_bytes(content)
        usable = table is not None and table.loop is None and not _has_coding(table)
        file = open_table(path, table) if usable and table is not None else open_data(path)
        columns = tuple(file.fields)
        read = [_texts(column.coded()) for column in file.read(columns).values()]
    ids = _ids(table, columns)
    by = list(zip(*(read[columns.index(one)] for one in ids), strict=True))
    keys = _numbered([" ".join(map(str, key)) for key in by])
    return _Rows(" and ".join(ids), columns, dict(zip(keys, zip(*read, strict=True), strict=True)))


def _has_coding(table: DataTable) -> bool:
    return any(getattr(question, "coding", None) for question in table.questions)


def _texts(coded: Coded) -> list[str]:
    codes, texts = coded
    return [texts[at] if at >= 0 else "" for at in codes.tolist()]


def _ids(table: DataTable | None, columns: Sequence[str]) -> list[str]:
    """The columns that tell rows apart; none that is personal."""
    named = table.id if table is not None and table.id else columns[0]
    ids = [named] if isinstance(named, str) else list(named)
    personal = set(table.personal) if table is not None else set()
    return [one for one in ids if one in columns and one not in personal] or [columns[0]]


def _numbered(keys: Sequence[str]) -> list[str]:
    """Tell rows of one id apart by how often it stood before."""
    seen: Counter[str] = Counter()
    found = []
    for key in keys:
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key} ({seen[key]})")
    return found


def _told(old: _Rows, new: _Rows) -> Iterator[str]:
    for what, before, now in (
        ("columns", old.columns, new.columns),
        ("rows", old.cells, new.cells),
    ):
        added = [one for one in now if one not in before]
        gone = [one for one in before if one not in now]
        if added:
            yield f"{what} added: {_some(added)}"
        if gone:
            yield f"{what} gone: {_some(gone)}"
    yield from _moved(old, new)


def _moved(old: _Rows, new: _Rows) -> Iterator[str]:
    shared = [
        (name, old.columns.index(name), at)
        for at, name in enumerate(new.columns)
        if name in old.columns
    ]
    changed = {
        key: [name for name, before, now in shared if old.cells[key][before] != row[now]]
        for key, row in new.cells.items()
        if key in old.cells
    }
    changed = {key: names for key, names in changed.items() if names}
    for key, names in list(changed.items())[:_SHOWN]:
        yield f"{new.id} {key}: {_some(names)}"
    if (more := len(changed) - _SHOWN) > 0:
        columns = {name for names in list(changed.values())[_SHOWN:] for name in names}
        yield f"and {numbered(more, 'row')} more, in {_some(sorted(columns))}"
    both = [key for key in new.cells if key in old.cells]
    if not changed and both != [key for key in old.cells if key in new.cells]:
        yield "its rows stand in another order"


def _some(names: Sequence[str]) -> str:
    if len(names) <= _SHOWN + 1:
        return series(list(names))
    return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"
