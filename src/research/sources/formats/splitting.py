"""Splitting: text cut into cells one by one, as strictly as can be, to say where it is odd."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from research.errors import InputError, Problem
from research.sources.content import Content
from research.sources.formats.decoding import separator, separator_line

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["split"]


def split(text: str, shown: Path, delimiter: str | None = None) -> Content:
    """Split comma, semicolon, tab or bar separated text into cells without outer blanks.

    Parameters
    ----------
    text : the file, decoded.
    shown : its path as a user would type it.
    delimiter : that its owner declared.

    Raises
    ------
    InputError
        It is empty, or a quotation mark is never closed.
    """
    named = separator_line(text)
    body = text[named.end() :] if named else text
    skipped = text.count("\n", 0, named.end()) if named else 0
    first = body.lstrip("\r\n").partition("\n")[0]
    if not first.strip():
        raise InputError([Problem(shown, "the file is empty", hint="export the data again")])
    sign = delimiter or (named["sign"] if named else separator(first))
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=sign, strict=True)
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
    if not rows:
        raise InputError([Problem(shown, "the file is empty", hint="export the data again")])
    return Content(rows[0], rows[1:], lines[1:], lines[0])
