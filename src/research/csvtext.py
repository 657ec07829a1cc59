"""CSV that programs of tables open without harm: text that looks like a formula stays text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["csv_text", "no_formula"]

# What a program of tables reads as the start of a formula, also in full width and after blanks.
_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_BLANKS = " \ufeff\u00a0"


def no_formula(text: str) -> str:
    """Put an apostrophe before text that a program of tables would compute.

    Parameters
    ----------
    text : of a cell.

    Examples
    --------
    >>> no_formula("=1+1"), no_formula("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text.lstrip(_BLANKS).startswith(_STARTS) else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Give a table as the text of a CSV file.

    Parameters
    ----------
    columns : heads.
    rows : one sequence a row; numbers stay numbers, nothing is an empty cell.

    Examples
    --------
    >>> csv_text(["word", "count"], [["-a", -1], ["b", None]])
    "word,count\n'-a,-1\nb,\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (columns, *rows):
        writer.writerow([no_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()
