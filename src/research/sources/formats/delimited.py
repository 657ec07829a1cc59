"""Delimited text: the records are found first, then the columns that are named are cut out."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import IO, TYPE_CHECKING, Protocol

from research.errors import InputError, Problem
from research.sources.formats.arrow import stream
from research.sources.formats.datafile import DataFile
from research.sources.formats.decoding import decoded, is_unicode
from research.sources.formats.heads import fields_of, fitted, head_problems
from research.sources.formats.scanning import scan
from research.sources.formats.splitting import split
from research.sources.formats.textcolumn import column_of_texts, has_few
from research.sources.formats.tops import read_top
from research.sources.formats.whole import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from research.sources.formats.columns import Column
    from research.sources.formats.datafile import Reading
    from research.sources.formats.scanning import Records
    from research.sources.formats.tops import Top

__all__ = ["open_delimited"]

# Bytes cut at once; a row that is longer than the first is tried with the second.
_BLOCKS = (1 << 20, 1 << 26)
# Bytes at the top by which it is judged what texts repeat.
_TOP = 1 << 16
# Below this, threads take longer to start than they save.
_MANY = 1 << 20


class _Source(Protocol):
    """A text file, wherever its bytes are."""

    def open(self) -> IO[bytes]: ...

    def stream(self) -> Any: ...

    def text(self) -> str: ...


class _Stored:
    """A file in UTF-8 on disk, which must stay as it was when it was opened."""

    def __init__(self, path: Path, shown: Path, encoding: str | None) -> None:
        self._path, self._shown, self._encoding = path, shown, encoding
        self._state = self._now()

    def open(self) -> IO[bytes]:
        self._check()
        return self._path.open("rb")

    def stream(self) -> Any:
        self._check()
        return stream(self._path)

    def text(self) -> str:
        self._check()
        return decoded(self._path.read_bytes(), self._shown, self._encoding)

    def _check(self) -> None:
        if self._now() != self._state:
            fault, hint = "the file changed while it was read", "run again when it is written"
            raise InputError([Problem(self._shown, fault, hint=hint)])

    def _now(self) -> tuple[int, int, int]:
        state = self._path.stat()
        return state.st_ino, state.st_size, state.st_mtime_ns


class _Decoded:
    """A file in another encoding, as UTF-8 in memory."""

    def __init__(self, text: str) -> None:
        self._content = text.encode("utf-8")

    def open(self) -> IO[bytes]:
        return io.BytesIO(self._content)

    def stream(self) -> Any:
        import pyarrow

        return pyarrow.BufferReader(self._content)

    def text(self) -> str:
        return self._content.decode("utf-8")


def open_delimited(path: Path, shown: Path, reading: Reading) -> DataFile:
    """Open comma, semicolon, tab or bar separated text.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.
    reading : what its owner declared.

    Raises
    ------
    InputError
        It is empty, no text, has only a head, or columns without a name or with the same.
    """
    if is_unicode(reading.encoding, shown):
        try:
            return _opened(_Stored(path, shown, reading.encoding), shown, reading)
        except UnicodeDecodeError:
            pass
    return _opened(_Decoded(decoded(path.read_bytes(), shown, reading.encoding)), shown, reading)


def _opened(source: _Source, shown: Path, reading: Reading) -> DataFile:
    with source.open() as file:
        top = read_top(file, reading)
        records = None if top is None else scan(file, top.delimiter, top.lines)
    if top is None or records is None or not len(records.lines):
        return _split(source, shown, reading)
    width = len(top.heads[0])
    heads = [fitted(row, width) for row in top.heads]
    fields = fields_of(heads, reading.naming)
    if any(head_problems(shown, fields, top.line)):
        return _split(source, shown, reading)
    places = {field.name: field.place - 1 for field in fields}
    cutter = _Cutter(source, shown, reading, top, records)

    def load(names: Sequence[str]) -> dict[str, Column]:
        return cutter.columns({name: places[name] for name in names})

    return DataFile(shown, fields, records.lines, load, heads=heads)


def _split(source: _Source, shown: Path, reading: Reading) -> DataFile:
    return whole(shown, split(source.text(), shown, reading.delimiter), reading)


class _Cutter:
    """Cuts columns out of a file that was found to be plain."""

    def __init__(
        self, source: _Source, shown: Path, reading: Reading, top: Top, records: Records
    ) -> None:
        self._source, self._shown, self._reading = source, shown, reading
        self._top, self._records = top, records

    def columns(self, places: dict[str, int]) -> dict[str, Column]:
        """Give columns by their places; cut strictly where rows are not as wide as the head."""
        import pyarrow

        table = self._table(sorted(set(places.values())))
        if table is None:
            return self._strict.read(places)
        cells = [table.column(str(at)) for at in places.values()]
        if not self._large:
            return dict(zip(places, map(self._column, places, cells), strict=True))
        with ThreadPoolExecutor(pyarrow.cpu_count()) as pool:
            return dict(zip(places, pool.map(self._column, places, cells), strict=True))

    @property
    def _large(self) -> bool:
        return self._records.count * len(self._top.heads[0]) > _MANY

    def _table(self, places: Sequence[int]) -> Any:
        import pyarrow as pa

        for size in _BLOCKS:
            try:
                table = self._cut(places, size)
            except pa.ArrowInvalid as error:
                if "straddling" not in str(error):
                    return None
            else:
                return table if table.num_rows == self._records.count else None
        return None

    def _cut(self, places: Sequence[int], size: int) -> Any:
        import pyarrow as pa

        types = dict.fromkeys(map(str, places), pa.string())
        if self._large:
            types |= dict.fromkeys(self._few(types), pa.dictionary(pa.int32(), pa.string()))
        with self._source.stream() as file:
            file.seek(self._top.size)
            return self._read(file, types, size)

    def _few(self, types: dict[str, Any]) -> list[str]:
        """Name columns whose texts repeat at the top: they are told apart while they are cut."""
        import pyarrow as pa

        with self._source.stream() as file:
            file.seek(self._top.size)
            top = file.read(_TOP)
        try:
            table = self._read(pa.BufferReader(top[: top.rfind(b"\n") + 1]), types, _TOP)
        except pa.ArrowInvalid:
            return []
        return [name for name in types if has_few(table.column(name))]

    def _read(self, file: Any, types: dict[str, Any], size: int) -> Any:
        from pyarrow import csv

        return csv.read_csv(
            file,
            csv.ReadOptions(
                column_names=[str(at) for at in range(len(self._top.heads[0]))],
                block_size=size,
                use_threads=self._large,
            ),
            csv.ParseOptions(
                delimiter=self._top.delimiter, newlines_in_values=self._records.multiline
            ),
            csv.ConvertOptions(
                include_columns=[*types],
                column_types=types,
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )

    def _column(self, name: str, cells: Any) -> Column:
        return column_of_texts(
            name, cells, self._records.lines, self._reading.marks, drop=self._records.blank
        )

    @cached_property
    def _strict(self) -> DataFile:
        return _split(self._source, self._shown, self._reading)
