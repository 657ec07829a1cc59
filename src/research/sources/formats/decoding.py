"""Decoding: in which encoding a text file was saved, and by what its cells are separated."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from research.errors import InputError, Problem
from research.sources.remarks import remark

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decoded", "is_unicode", "nul_problem", "separator", "separator_line"]

_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ARCHIVE = b"PK\x03\x04"
# Other names of the one encoding that is read without being decoded first.
_UNICODE = {"utf-8", "ascii"}

# A first line that only tells Excel which sign separates.
_SEPARATOR = re.compile(r"\s*\"?sep=(?P<sign>[^\r\n])\"?[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def separator_line(text: str) -> re.Match[str] | None:
    """Find a first line such as ``sep=;``; its group ``sign`` separates."""
    return _SEPARATOR.match(text)


def separator(head: str) -> str:
    """Choose the sign that stands most often in the head, outside of quotation marks."""
    bare = _QUOTED.sub("", head)
    return max(_DELIMITERS, key=bare.count)


def is_unicode(encoding: str | None, shown: Path) -> bool:
    """Whether a declared encoding may be read as UTF-8; so may a file of which none is declared.

    Raises
    ------
    InputError
        There is no such encoding.
    """
    if encoding is None:
        return True
    try:
        "a".encode(encoding)
    except (LookupError, ValueError):
        fault, some = f"there is no encoding '{encoding}'", "utf-8, utf-16, cp1252 and so on"
        raise InputError([Problem(shown, fault, allowed=some)]) from None
    return codecs.lookup(encoding).name in _UNICODE


def decoded(content: bytes, shown: Path, encoding: str | None = None) -> str:
    """Decode a text file, and remark what was not plain about it.

    Parameters
    ----------
    content : all of it.
    shown : its path as a user would type it.
    encoding : that its owner declared; UTF-8, UTF-16 and Windows-1252 are told apart without.

    Raises
    ------
    InputError
        It is no text, or not in that encoding.
    """
    if content.startswith(_ARCHIVE):
        fault = "this is a zip archive such as .xlsx, not text"
        hint = "name it .xlsx, or save it as CSV UTF-8"
        raise InputError([Problem(shown, fault, hint=hint)])
    text = _declared(content, encoding, shown) if encoding else _detected(content, shown)
    if "\0" in text:
        raise InputError([nul_problem(shown, text.count("\n", 0, text.index("\0")) + 1)])
    return text


def nul_problem(shown: Path, line: int) -> Problem:
    """Say that a line holds what no text does."""
    fault = "the line holds a NUL byte, so this is no text"
    return Problem(shown, fault, row=line, hint="save it as UTF-8; in Excel: Save as, CSV UTF-8")


def _declared(content: bytes, encoding: str, shown: Path) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = f"not in the encoding declared, {encoding}: byte 0x{content[error.start]:02X}"
        hint = "declare the encoding that it was saved in, or save it as UTF-8"
        raise InputError([Problem(shown, fault, row=line, hint=hint)]) from None


def _detected(content: bytes, shown: Path) -> str:
    if content.startswith(_UTF16):
        return _utf16(content, shown)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _windows(content, error, shown)


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
