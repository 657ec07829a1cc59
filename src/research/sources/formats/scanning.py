"""Scanning: where the records of a text file stand, found without cutting them into cells."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Places = NDArray[np.int64]

__all__ = ["Records", "scan"]

# Pieces that stay in the cache of a processor, and whose memory is used again and not given back.
_CHUNK = 1 << 17
_LINE_FEED, _RETURN, _QUOTE = 10, 13, 34
# First bytes of records that may be blank: signs that are blank themselves, and those that begin
# a blank beyond ASCII.
_BLANK = (*b" \t\x0b\x0c\x1c\x1d\x1e\x1f\r\n", 0xC2, 0xE1, 0xE2, 0xE3)


class OddError(Exception):
    """The text is not plain enough to be scanned: it is to be split strictly."""


@dataclass(frozen=True)
class Records:
    """The records below the head.

    Parameters
    ----------
    lines : line in the file of each record that is not blank.
    blank : places of blank records that are more than an empty line, among all that are.
    count : how many records are more than an empty line.
    multiline : whether cells go on over several lines.
    """

    lines: Places
    blank: Places
    count: int
    multiline: bool


def scan(file: IO[bytes], delimiter: str, before: int) -> Records | None:
    """Find the records in what is left of a file.

    Quotation marks are taken to enclose whole cells, and line feeds to end records outside of them.

    Parameters
    ----------
    file : open where the first record begins.
    delimiter : one character of ASCII.
    before : lines before the first record.

    Returns
    -------
    None where it holds a NUL byte or lone carriage returns, or where quotation marks stand within
    cells: a strict reader will say what is wrong, or read it nevertheless.

    Raises
    ------
    UnicodeDecodeError
        This is no UTF-8.
    """
    scanner = _Scanner(delimiter, before)
    try:
        for chunk in _chunks(file):
            scanner.add(chunk)
        return scanner.records()
    except OddError:
        return None


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Give pieces of a file that end where lines do, the last one too."""
    while chunk := file.read(_CHUNK):
        whole = chunk if chunk.endswith(b"\n") else chunk + file.readline()
        if whole.endswith(b"\r"):
            raise OddError
        yield whole if whole.endswith(b"\n") else whole + b"\n"


def _among(*signs: int) -> NDArray[np.bool_]:
    """Give for each byte whether it is one of the signs."""
    table = np.zeros(256, dtype=bool)
    table[list(signs)] = True
    return table


class _Scanner:
    def __init__(self, delimiter: str, before: int) -> None:
        self._delimiter = delimiter
        self._bare = bytes([ord(delimiter), *_BLANK[:10], _QUOTE])
        sign = ord(delimiter)
        self._before = _among(sign, _LINE_FEED, _QUOTE)
        self._after = _among(sign, _LINE_FEED, _QUOTE, _RETURN)
        self._blanks = _among(sign, *_BLANK)
        self._odd = _among(sign, *_BLANK, _QUOTE)
        self._line = before + 1
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._inside = False
        self._multiline = False
        self._count = 0
        self._lines: list[Places] = []
        self._blank: list[Places] = []

    def add(self, chunk: bytes) -> None:
        """Scan lines, of which the first may go on with a cell of the chunk before."""
        self._check(chunk)
        signs = np.frombuffer(chunk, dtype="uint8")
        feeds = (signs == _LINE_FEED).nonzero()[0]
        first = np.zeros(0 if self._inside else 1, dtype="int64")
        ends, passed = self._ends(chunk, signs, feeds)
        starts = np.concatenate([first, ends + 1])
        lines = np.concatenate([first, passed]) + self._line
        self._line += len(feeds)
        kept = len(starts) - int(len(starts) > 0 and starts[-1] == len(chunk))
        self._keep(chunk, signs, starts[:kept], lines[:kept])

    def records(self) -> Records:
        """Give all that was found.

        Raises
        ------
        OddError
            A quotation mark was never closed.
        """
        if self._inside:
            raise OddError
        self._decoder.decode(b"", final=True)
        nothing = np.array([], dtype="int64")
        return Records(
            np.concatenate([nothing, *self._lines]),
            np.concatenate([nothing, *self._blank]),
            self._count,
            self._multiline,
        )

    def _check(self, chunk: bytes) -> None:
        if not chunk.isascii():
            self._decoder.decode(chunk)
        if b"\0" in chunk or (b"\r" in chunk and chunk.count(b"\r") != chunk.count(b"\r\n")):
            raise OddError

    def _ends(self, chunk: bytes, signs: NDArray[np.uint8], feeds: Places) -> tuple[Places, Places]:
        """Give the line feeds that end records, and for each how many there are up to it."""
        numbers = np.arange(1, len(feeds) + 1, dtype="int64")
        if b'"' not in chunk:
            self._multiline |= self._inside
            return (feeds[:0], numbers[:0]) if self._inside else (feeds, numbers)
        quotes = (signs == _QUOTE).nonzero()[0]
        self._check_quotes(signs, quotes)
        within = (np.searchsorted(quotes, feeds) + self._inside) % 2 == 1
        self._inside ^= bool(len(quotes) % 2)
        if not within.any():
            return feeds, numbers
        self._multiline = True
        return feeds[~within], numbers[~within]

    def _check_quotes(self, signs: NDArray[np.uint8], quotes: Places) -> None:
        # A line feed ends the chunk: it stands after every quotation mark, and before the first.
        opened, closed = quotes[self._inside :: 2], quotes[not self._inside :: 2]
        if not (self._before[signs[opened - 1]].all() and self._after[signs[closed + 1]].all()):
            raise OddError

    def _keep(self, chunk: bytes, signs: NDArray[np.uint8], starts: Places, lines: Places) -> None:
        """Keep the lines of records that are not blank, and the places of those that are."""
        odd = self._odd[signs[starts]].nonzero()[0]
        if not len(odd):
            self._count += len(starts)
            self._lines.append(lines)
            return
        empty, blank = self._found_blank(chunk, signs, starts, odd)
        numbers = self._count + np.cumsum(~empty) - 1
        self._count += int((~empty).sum())
        self._blank.append(numbers[blank & ~empty])
        self._lines.append(lines[~blank])

    def _found_blank(
        self, chunk: bytes, signs: NDArray[np.uint8], starts: Places, odd: Places
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Find records that are empty lines, and those without a filled cell, among the odd."""
        at = starts[odd]
        first, second = signs[at], signs.take(at + 1, mode="clip")
        empty, blank = np.zeros((2, len(starts)), dtype=bool)
        empty[odd] = (first == _LINE_FEED) | ((first == _RETURN) & (second == _LINE_FEED))
        quoted = (first == _QUOTE) & (self._blanks[second] | (second == _QUOTE))
        blank[odd] = self._blanks[first] | quoted
        for place in (blank & ~empty).nonzero()[0].tolist():
            last = place == len(starts) - 1
            if self._inside and last:
                raise OddError
            end = len(chunk) if last else starts[place + 1]
            blank[place] = self._is_blank(chunk[starts[place] : end])
        return empty, blank

    def _is_blank(self, record: bytes) -> bool:
        bare = record.strip(self._bare)
        if bare.isascii() and (bare or _QUOTE not in record):
            return not bare
        text = io.StringIO(record.decode("utf-8"), newline="")
        return not any(
            cell.strip() for row in csv.reader(text, delimiter=self._delimiter) for cell in row
        )
