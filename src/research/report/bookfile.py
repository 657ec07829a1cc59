"""Files of workbooks: opened for writing, and written whole when all sheets are there."""

from __future__ import annotations

import datetime
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from research.files import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["new_book"]

_LOUD = "#A64617"


@contextmanager
def new_book(path: Path, title: str, mark: str = "") -> Iterator[Any]:
    """Give a workbook of XlsxWriter; at the end it is in the file, and its bytes tell no time.

    Parameters
    ----------
    path : the file.
    title : among its properties.
    mark : what stands beside the first row of each sheet, and above each printed page.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    # Text from data stays text: no formula, no link, no number is made of it.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(stream, options)
    book.set_properties({"title": title, "created": datetime.datetime(2000, 1, 1)})
    yield book
    if mark:
        look = book.add_format({"bold": True, "font_color": _LOUD})
        for sheet in book.worksheets():
            sheet.set_header(f"&C&B{mark}")
            sheet.set_tab_color(_LOUD)
            sheet.write_string(0, (sheet.dim_colmax or 0) + 1, mark, look)
    book.close()
    write_bytes(path, stream.getvalue())
