"""Tops: the head of a text file, read alone, and where its records begin."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from research.sources.formats.decoding import separator, separator_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.sources.formats.datafile import Reading

__all__ = ["Top", "read_top"]

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Top:
    """What stands above the records.

    Parameters
    ----------
    heads : the rows of the head, without outer blanks, as wide as the first.
    line : line of the first of them.
    delimiter : between cells.
    lines : how many lines the top has.
    size : how many bytes.
    """

    heads: list[list[str]]
    line: int
    delimiter: str
    lines: int
    size: int


def read_top(file: IO[bytes], reading: Reading) -> Top | None:
    """Read the head of a text file, and leave the file open where its records begin.

    Parameters
    ----------
    file : open at its first byte.
    reading : how many rows are the head, and the delimiter where it is declared.

    Returns
    -------
    None where there is no such head, or the lines are not plain.

    Raises
    ------
    UnicodeDecodeError
        This is no UTF-8.
    """
    pulled = _Lines(file)
    first = next((line for line in pulled if line.strip("\r\n")), "")
    named = separator_line(first)
    if named:
        first = next((line for line in pulled if line.strip("\r\n")), "")
    delimiter = reading.delimiter or (named["sign"] if named else separator(first.rstrip("\n")))
    if not first.strip() or not delimiter.isascii():
        return None
    skipped = pulled.count - 1
    rows = csv.reader(pulled.after(first), delimiter=delimiter, strict=True)
    heads: list[list[str]] = []
    line = 0
    try:
        while len(heads) < reading.header_rows:
            begins = skipped + rows.line_num + 1
            cells = [cell.strip() for cell in next(rows)]
            if any(cells):
                line = line or begins
                heads.append(cells)
    except (csv.Error, StopIteration):
        return None
    return None if pulled.odd else Top(heads, line, delimiter, pulled.count, file.tell())


class _Lines:
    """Lines of a file as text, counted, each read when it is asked for."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.count = 0
        self.odd = False

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline():
            if not self.count:
                line = line.removeprefix(_MARK)
            self.count += 1
            text = line.decode("utf-8")
            bare = text.removesuffix("\r\n")
            self.odd |= "\r" in bare or "\0" in bare
            yield text

    def after(self, first: str) -> Iterator[str]:
        yield first
        yield from self
