"""Separated text: which sign separates, in which encoding it was saved, and what its cells are."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from research.errors import InputError, Problem
from research.sources.content import Content
from research.sources.remarks import remark

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_text"]

_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ARCHIVE = b"PK\x03\x04"

# A first line that only tells Excel which sign separates.
_SEPARATOR = re.compile(r"\s*\"?sep=(?P<sign>[^\r\n])\"?[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read_text(path: Path, shown: Path) -> Content:
    """Read comma, semicolon, tab or bar separated text in UTF-8, UTF-16 or Windows-1252.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.

    Raises
    ------
    InputError
        It is empty, no text, or a quotation mark is never closed.
    """
    text = _decode(path.read_bytes(), shown)
    named = _SEPARATOR.match(text)
    body = text[named.end() :] if named else text
    skipped = text.count("\n", 0, named.end()) if named else 0
    first = body.lstrip("\r\n").partition("\n")[0]
    if not first.strip():
        raise InputError([Problem(shown, "the file is empty", hint="export the data again")])
    delimiter = named["sign"] if named else _delimiter(first)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    rows, lines, before = [], [], skipped
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append(cells)
                lines.append(before + 1)
            before = skipped + reader.line_num
    except csv.Error as error:
        hint = "look for a quotation mark that is never closed, here or further up"
        problem = Problem(shown, f"the text cannot be split: {error}", row=before + 1, hint=hint)
        raise InputError([problem]) from None
    return Content(rows[0], rows[1:], lines[1:], lines[0])


def _delimiter(head: str) -> str:
    """Choose the sign that stands most often in the head, outside of quotation marks."""
    bare = _QUOTED.sub("", head)
    return max(_DELIMITERS, key=bare.count)


def _decode(content: bytes, shown: Path) -> str:
    if content.startswith(_ARCHIVE):
        fault = "this is a zip archive such as .xlsx, not text"
        hint = "name it .xlsx, or save it as CSV UTF-8"
        raise InputError([Problem(shown, fault, hint=hint)])
    if content.startswith(_UTF16):
        text = _utf16(content, shown)
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = _windows(content, error, shown)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        fault = "the line holds a NUL byte, so this is no text"
        hint = "save it as UTF-8; in Excel: Save as, CSV UTF-8"
        raise InputError([Problem(shown, fault, row=line, hint=hint)])
    return text


def _utf16(content: bytes, shown: Path) -> str:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        fault, hint = "this begins as UTF-16 and goes on as something else", "save it as UTF-8"
        raise InputError([Problem(shown, fault, hint=hint)]) from None
    remark(Problem(shown, "read as UTF-16", hint="nothing to do where its letters are right"))
    return text


def _windows(content: bytes, error: UnicodeDecodeError, shown: Path) -> str:
    """Read as Windows-1252 what is no UTF-8, and say by which letter it may be told."""
    start = content.rfind(b"\n", 0, error.start) + 1
    line = content.count(b"\n", 0, error.start) + 1
    byte = content[error.start]
    where = f"byte {error.start - start + 1} of the line is 0x{byte:02X}"
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        fault = f"neither UTF-8 nor Windows-1252: {where}"
        hint = "save it as UTF-8; in Excel: Save as, CSV UTF-8"
        raise InputError([Problem(shown, fault, row=line, hint=hint)]) from None
    letter = bytes([byte]).decode("cp1252")
    fault = f"read as Windows-1252, since it is no UTF-8: {where}, read as '{letter}'"
    hint = "where another letter should stand, save it as UTF-8; in Excel: Save as, CSV UTF-8"
    remark(Problem(shown, fault, row=line, hint=hint))
    return text
