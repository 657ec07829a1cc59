"""The workbook: every table and the data of every chart, a sheet each, to go on computing with."""

from __future__ import annotations

import datetime
import io
import re
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
# Columns of a sheet, and what they share of a page before the print is made smaller.
WIDEST, NARROWEST, PAGE = 60, 20, 140
# Room for a note or a caption of the contents; of a column that nobody set; the height of a line.
WIDE, DEFAULT, LINE = 90, 8, 15.0

# A section, a table or a figure that a note refers to.
_REFERENCE = re.compile(r"(?<![\\\w])@((?:sec|tbl|fig)(?:-[^\W_]+)+)")

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
    known = _titles(executed) | {sheet.result.id: sheet.label for sheet in sheets}
    lines = [
        [_REFERENCE.sub(lambda found: known.get(found[1], found[0]), note) for note in notes]
        for notes in (_notes(sheet.result) for sheet in sheets)
    ]
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
    head = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
    wanted: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 16},
        "caption": {"bold": True, "font_size": 12},
        "head": head,
        "head_right": head | {"align": "right"},
        "base": {"font_color": MUTED},
        "base_right": {"font_color": MUTED, "num_format": "#,##0", "align": "right"},
        "text": {"text_wrap": True},
        "whole": {"num_format": "#,##0", "align": "right"},
        "decimal": {"num_format": "#,##0.0", "align": "right"},
        "decimals": {"num_format": "#,##0.00", "align": "right"},
        "fine": {"num_format": "0.000", "align": "right"},
        "share": {"num_format": "0.0%", "align": "right"},
        "note": {"font_color": MUTED, "font_size": 9.5, "text_wrap": True},
        "link": {"font_color": ACCENT, "underline": 1},
    }
    return {name: book.add_format(base | more) for name, more in wanted.items()}


def _contents(book: Any, sheets: Sequence[_Sheet], title: str, formats: Mapping[str, Any]) -> None:
    page = book.add_worksheet(_SAY("contents"))
    page.hide_gridlines(2)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, WIDE)
    page.write_string(0, 0, title, formats["title"])
    for row, sheet in enumerate(sheets, 2):
        caption = plain(str(sheet.result.content["caption"]))
        page.write_url(row, 0, f"internal:'{sheet.label}'!A1", formats["link"], sheet.label)
        page.write_string(row, 1, caption, formats["text"])
        page.set_row(row, _height([(caption, WIDE)]))
    page.freeze_panes(2, 0)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _sheet(book: Any, sheet: _Sheet, formats: Mapping[str, Any]) -> None:
    page = book.add_worksheet(sheet.label)
    page.hide_gridlines(2)
    content = sheet.result.content
    caption = _SAY("caption", label=sheet.label, caption=plain(str(content["caption"])))
    page.write_string(0, 0, caption, formats["caption"])
    contents = _SAY("contents")
    page.write_url(1, 0, f"internal:'{contents}'!A1", formats["link"], contents)
    widths = _table(page, content["data"], formats)
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    below = HEAD_ROW + len(content["data"]["rows"]) + ("bases" in content["data"]) + 2
    for row, note in enumerate(map(plain, sheet.notes), below):
        _note(page, row, note, widths, formats)


def _table(page: Any, data: Mapping[str, Any], formats: Mapping[str, Any]) -> list[int]:
    """Write heads, bases and rows; give the widths of the columns."""
    rows: list[list[Any]] = list(data["rows"])
    if "bases" in data:
        rows.insert(0, [_SAY("bases"), *data["bases"]])
    looks = [
        "share" if place in data.get("shares", ()) else _look([row[place] for row in data["rows"]])
        for place in range(len(data["columns"]))
    ]
    names = [plain(str(name)) for name in data["columns"]]
    widths = _widths(names, rows)
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        values = [row[column] for row in rows]
        head = formats["head" if looks[column] == "text" else "head_right"]
        page.write_string(HEAD_ROW, column, name, head)
        page.set_column(column, column, width)
        for row, value in enumerate(values, HEAD_ROW + 1):
            base = "bases" in data and row == HEAD_ROW + 1
            _write(page, row, column, value, "base" if base else looks[column], formats)
    page.set_row(HEAD_ROW, _height([*zip(names, widths, strict=True)]))
    for place, cells in enumerate(rows, HEAD_ROW + 1):
        page.set_row(place, _height([*zip(map(_text, cells), widths, strict=True)]))
    return widths


def _note(
    page: Any, row: int, note: str, widths: Sequence[int], formats: Mapping[str, Any]
) -> None:
    """Write a note across the columns of its table, as high as its lines."""
    room, last = widths[0], 0
    while last + 1 < len(widths) and room < WIDE:
        last += 1
        room += widths[last]
    if not last:
        last, room = 5, room + 5 * DEFAULT
    page.merge_range(row, 0, row, last, "", formats["note"])
    page.write_string(row, 0, note, formats["note"])
    page.set_row(row, _height([(note, room)]))


def _titles(executed: Sequence[Chapter]) -> dict[str, str]:
    """Title of each chapter that opens with one, by what refers to it."""
    found: dict[str, str] = {}
    for result in results(executed):
        head = str(result.content.get("markdown", "")).partition("\n")[0]
        if head.startswith("## "):
            found.setdefault(f"sec-{result.chapter}", head.removeprefix("## "))
    return found


def _notes(result: Result) -> list[str]:
    """Give the notes under a float and its bases, in Markdown."""
    content = result.content
    notes = content.get("notes") or []
    lines = [notes] if isinstance(notes, str) else list(notes)
    if any(record.get("reconstructed") for record in content.get("results", ())):
        # The rows hold bare numbers: what a chart says of those that no publication fixes.
        lines.append(str((content.get("specification") or {}).get("subtitle") or ""))
    bases = sorted({record["base"] for record in content.get("results", ()) if record.get("base")})
    if bases and "bases" not in content.get("data", {}):
        lines.append(_SAY("base", bases=", ".join(grouped(base) for base in bases)))
    return [str(line) for line in lines if line]


def _write(
    page: Any, row: int, column: int, value: Any, look: str, formats: Mapping[str, Any]
) -> None:
    if value is None:
        page.write_blank(row, column, None, formats["text"])
    elif isinstance(value, bool) or not isinstance(value, int | float):
        page.write_string(row, column, _text(value), formats["base" if look == "base" else "text"])
    else:
        page.write_number(row, column, value, formats["base_right" if look == "base" else look])


def _text(value: Any) -> str:
    """Give a value as a cell shows it, for text cells and for what room a cell needs."""
    if isinstance(value, bool):
        return _SAY("so.true" if value else "so.false")
    if isinstance(value, int | float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if value is None:
        return ""
    return plain("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def _look(values: Sequence[Any]) -> str:
    """Choose how the numbers of a column are shown: whole, or with the decimals that they need."""
    numbers = [
        value for value in values if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    if not numbers:
        return "text"
    if all(float(value).is_integer() for value in numbers):
        return "whole"
    largest = max(map(abs, numbers))
    return "fine" if largest <= 1 else "decimals" if largest < 10 else "decimal"


def _widths(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Give columns the room that they ask for; the widest give way where a page is too narrow."""
    wanted = []
    for column, name in enumerate(names):
        longest = max((columns(_text(row[column])) for row in rows), default=0)
        wanted.append(min(max(longest, min(columns(name), 16)) + 3, WIDEST))
    limit = max(wanted, default=0)
    while limit > NARROWEST and sum(min(width, limit) for width in wanted) > PAGE:
        limit -= 1
    return [min(width, limit) for width in wanted]


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Give the height in points of a row whose texts wrap in columns of these widths."""
    return LINE * max((_lines(text, width) for text, width in cells), default=1)


def _lines(text: str, width: int) -> int:
    """Count the lines of a text where whole words wrap; a little room is left for wide letters."""
    room = max(width - 2, 1)
    lines = 0
    for paragraph in text.split("\n"):
        filled = room + 1
        for word in paragraph.split(" ") or [""]:
            wide = columns(word)
            if filled + 1 + wide > room:
                lines += max(1, -(-wide // room))
                filled = wide % room if wide > room else wide
            else:
                filled += 1 + wide
    return lines


def plain(text: str) -> str:
    """Give text from data as a cell can hold it: every sign that it has, and no half ones.

    >>> plain("Offer* [new], 5* hotels, 2*3*4, Firms [EU]{x}")
    'Offer* [new], 5* hotels, 2*3*4, Firms [EU]{x}'
    """
    kept = "".join(sign for sign in text if sign.isprintable() or sign in "\t\n" or sign > "\x9f")
    whole = unbroken(kept)
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
