"""The workbook: every table and the data of every chart, a sheet each, to go on computing with."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from research.display.escape import unbroken
from research.display.widths import columns
from research.files import write_bytes
from research.report.checks import number, spoken
from research.report.executed import results
from research.typefaces.house import FAMILY
from research.wording.figures import grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from research.report.executed import Chapter, Result

__all__ = ["write_workbook"]

_SAY = Frames(__file__)

INK, MUTED, ACCENT, RULES = "#17212b", "#566270", "#0b5c73", "#c9d3da"
HEAD_ROW = 3
WIDEST = 60

# What Excel takes in one cell.
LONGEST = 32_767


@dataclass(frozen=True)
class _Sheet:
    """A float on its sheet, with the lines that stand under it."""

    label: str
    result: Result
    notes: Sequence[str] = ()


def write_workbook(path: Path, executed: Sequence[Chapter], title: str = "Tables") -> Path:
    """Write the tables and the charts' data as an Excel workbook.

    A sheet of contents with links comes first; then a sheet for each table and chart, in the order
    of the report, with caption, notes and a head that stays in sight. The same results give the
    same bytes.

    Parameters
    ----------
    path : the file to write.
    executed : chapters in the order of the report.
    title : title of the report.
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
    formats = _formats(book)
    sheets = _sheets(executed)
    _contents(book, sheets, title, formats)
    for sheet in sheets:
        _sheet(book, sheet, formats)
    book.close()
    return write_bytes(path, stream.getvalue())


def _sheets(executed: Sequence[Chapter]) -> list[_Sheet]:
    """Number the floats as the report does."""
    floats: dict[str, list[Any]] = {"tbl": [], "fig": []}
    sheets = []
    for result in results(executed):
        kind = result.id.split("-")[0]
        if kind not in floats:
            continue
        place = number(result.id, floats[kind])
        floats[kind].append(_Numbered(place))
        if not result.content.get("data", {}).get("columns"):
            continue
        label = _SAY("tbl" if kind == "tbl" else "fig", place=place)
        sheets.append(_Sheet(label, result))
    lines = [_notes(sheet.result) for sheet in sheets]
    said = iter(spoken([note for notes in lines for note in notes]))
    return [
        replace(sheet, notes=[next(said) for _ in notes])
        for sheet, notes in zip(sheets, lines, strict=True)
    ]


@dataclass(frozen=True)
class _Numbered:
    number: str


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FAMILY, "font_size": 10.5, "font_color": INK, "valign": "top"}
    wanted: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 16},
        "caption": {"bold": True, "font_size": 12},
        "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
        "text": {"text_wrap": True},
        "whole": {"num_format": "#,##0", "align": "right"},
        "decimal": {"num_format": "#,##0.0", "align": "right"},
        "share": {"num_format": "0.0%", "align": "right"},
        "note": {"font_color": MUTED, "font_size": 9.5, "text_wrap": True},
        "link": {"font_color": ACCENT, "underline": 1},
    }
    return {name: book.add_format(base | more) for name, more in wanted.items()}


def _contents(book: Any, sheets: Sequence[_Sheet], title: str, formats: Mapping[str, Any]) -> None:
    page = book.add_worksheet(_SAY("contents"))
    page.hide_gridlines(2)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, title, formats["title"])
    for row, sheet in enumerate(sheets, 2):
        page.write_url(row, 0, f"internal:'{sheet.label}'!A1", formats["link"], sheet.label)
        page.write_string(row, 1, plain(str(sheet.result.content["caption"])), formats["text"])
    page.freeze_panes(2, 0)


def _sheet(book: Any, sheet: _Sheet, formats: Mapping[str, Any]) -> None:
    page = book.add_worksheet(sheet.label)
    page.hide_gridlines(2)
    content = sheet.result.content
    caption = _SAY("caption", label=sheet.label, caption=plain(str(content["caption"])))
    page.write_string(0, 0, caption, formats["caption"])
    contents = _SAY("contents")
    page.write_url(1, 0, f"internal:'{contents}'!A1", formats["link"], contents)
    columns, rows = content["data"]["columns"], content["data"]["rows"]
    for column, name in enumerate(columns):
        page.write_string(HEAD_ROW, column, plain(str(name)), formats["head"])
        values = [row[column] for row in rows]
        look = "share" if _are_shares(str(name), values) else ""
        page.set_column(column, column, _width(name, values))
        for row, value in enumerate(values, HEAD_ROW + 1):
            _write(page, row, column, value, look, formats)
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    below = HEAD_ROW + len(rows) + 2
    for line, note in enumerate(sheet.notes):
        page.write_string(below + line, 0, plain(note), formats["note"])


def _notes(result: Result) -> list[str]:
    """Give the notes under a float and its bases, in Markdown."""
    content = result.content
    notes = content.get("notes") or []
    lines = [notes] if isinstance(notes, str) else list(notes)
    bases = sorted({record["base"] for record in content.get("results", ()) if record.get("base")})
    if bases:
        lines.append(_SAY("base", bases=", ".join(grouped(base) for base in bases)))
    return [str(line) for line in lines if line]


def _write(
    page: Any, row: int, column: int, value: Any, look: str, formats: Mapping[str, Any]
) -> None:
    if value is None:
        page.write_blank(row, column, None, formats["text"])
    elif isinstance(value, bool) or not isinstance(value, int | float):
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        page.write_string(row, column, plain(text), formats["text"])
    elif look:
        page.write_number(row, column, value, formats[look])
    else:
        whole = float(value).is_integer()
        page.write_number(row, column, value, formats["whole" if whole else "decimal"])


def _are_shares(name: str, values: Sequence[Any]) -> bool:
    """Tell whether a column holds shares of one, which Excel shows as percentages."""
    numbers = [value for value in values if isinstance(value, int | float)]
    return "share" in name.lower() and bool(numbers) and all(0 <= value <= 1 for value in numbers)


def _width(name: object, values: Sequence[Any]) -> int:
    longest = max((columns(plain(str(value))) for value in values), default=0)
    return min(max(longest, min(len(str(name)), 16)) + 3, WIDEST)


def plain(text: str) -> str:
    """Give text from data as a cell can hold it: every sign that it has, and no half ones.

    >>> plain("Offer* [new], 5* hotels, 2*3*4, Firms [EU]{x}")
    'Offer* [new], 5* hotels, 2*3*4, Firms [EU]{x}'
    """
    kept = "".join(sign for sign in text if sign.isprintable() or sign in "\t\n" or sign > "\x9f")
    whole = unbroken(kept)
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
