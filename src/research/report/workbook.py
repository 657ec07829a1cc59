"""The workbook: every table and the data of every chart, to go on computing with.

Tables by banners stand in the grid of the tab book, all others on a sheet each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from research.display.result import significant
from research.display.widths import columns
from research.report.bookfile import new_book
from research.report.cells import height, plain, text_of
from research.report.checks import number, spoken
from research.report.executed import results
from research.report.looks import Looks
from research.report.tabbook import WIDTHS, Shown, TabBook, set_contents
from research.tabulation.record import read_record
from research.wording.figures import grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from research.report.executed import Chapter, Result

__all__ = ["write_workbook"]

_SAY = Frames(__file__)

HEAD_ROW = 3
# Columns of a sheet, and what they share of a page before the print is made smaller.
WIDEST, NARROWEST, PAGE = 60, 20, 140
# Room for a note or a caption of the contents; of a column that nobody set.
WIDE, DEFAULT = 90, 8
# Letters of a note in the room of one of a cell.
FINER = 1.1

# How a column is shown that its record names so.
_KINDS = {"shares": "share", "percents": "percent", "dates": "date"}

# A section, a table or a figure that a note refers to.
_REFERENCE = re.compile(r"(?<![\\\w])@((?:sec|tbl|fig)(?:-[^\W_]+)+)")


@dataclass(frozen=True)
class _Sheet:
    """A float on its sheet, with the lines that stand under it."""

    label: str
    result: Result
    notes: Sequence[str] = ()


def write_workbook(
    path: Path, executed: Sequence[Chapter], title: str = "", mark: str = ""
) -> Path:
    """Write the tables and the charts' data as an Excel workbook.

    Contents with links come first; then a sheet for each banner with all tables by it, a sheet for
    every other table and for each chart, in the order of the report, and what method and signs are.
    Heads stay in sight. The same results give the same bytes.

    Parameters
    ----------
    path : the file to write.
    executed : chapters in the order of the report.
    title : above the contents; says what they list when left out.
    mark : what stands beside the first row of each sheet, and above each printed page.
    """
    every, title = _sheets(executed), title or _SAY("title")
    sheets = [sheet for sheet in every if not _tab(sheet)]
    shown = [Shown(read_record(tab), sheet.label) for sheet in every if (tab := _tab(sheet))]
    with new_book(path, title, mark) as book:
        looks, page = Looks(book), book.add_worksheet(_SAY("contents"))
        if not shown:
            _contents(page, sheets, title, looks)
        tabs = TabBook(book, looks, shown, [sheet.label for sheet in sheets])
        tabs.write_grids()
        for sheet in sheets:
            _sheet(book, sheet, looks)
        if shown:
            tabs.write_words()
            set_contents(page, title, looks)
            row = tabs.write_contents(page, 2)
            if sheets:
                page.write_string(row, 0, _SAY("others"), looks["caption"])
                row = _entries(page, sheets, row + 1, looks, WIDTHS[1]) + 1
            tabs.write_links(page, row)
    return path


def _tab(sheet: _Sheet) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = sheet.result.content.get("tab")
    return found


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
        if not (result.content.get("data", {}).get("columns") or result.content.get("tab")):
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


def _contents(page: Any, sheets: Sequence[_Sheet], title: str, looks: Looks) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, WIDE)
    page.write_string(0, 0, title, looks["title"])
    _entries(page, sheets, 2, looks, WIDE)
    page.freeze_panes(2, 0)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _entries(page: Any, sheets: Sequence[_Sheet], row: int, looks: Looks, room: int) -> int:
    """List tables and charts that have a sheet of their own; give the first row below them."""
    for sheet in sheets:
        caption = plain(str(sheet.result.content["caption"]))
        page.write_url(row, 0, f"internal:'{sheet.label}'!A1", looks["link"], sheet.label)
        page.write_string(row, 1, caption, looks["text"])
        page.set_row(row, height([(caption, room)]))
        row += 1
    return row


def _sheet(book: Any, sheet: _Sheet, looks: Looks) -> None:
    page = book.add_worksheet(sheet.label)
    page.hide_gridlines(2)
    content = sheet.result.content
    caption = _SAY("caption", label=sheet.label, caption=plain(str(content["caption"])))
    page.write_string(0, 0, caption, looks["caption"])
    contents = _SAY("contents")
    page.write_url(1, 0, f"internal:'{contents}'!A1", looks["link"], contents)
    widths = _table(page, content["data"], looks)
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    below = HEAD_ROW + len(content["data"]["rows"]) + ("bases" in content["data"]) + 2
    for row, note in enumerate(map(plain, sheet.notes), below):
        _note(page, row, note, widths, looks)


def _table(page: Any, data: Mapping[str, Any], looks: Looks) -> list[int]:
    """Write heads, bases and rows; give the widths of the columns."""
    rows, shows = [list(row) for row in data["rows"]], _shows(data)
    if "bases" in data:
        rows.insert(0, [_SAY("bases"), *data["bases"]])
        shows = [["base", *column] for column in shows]
    first = len(rows) - len(data["rows"])
    marks = {(mark["row"] + first, mark["column"]): mark for mark in data.get("marks", ())}
    names = [plain(str(name)) for name in data["columns"]]
    widths = _widths(names, rows)
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        values = [row[column] for row in rows]
        # Words behind numbers, which end where they begin, keep their distance.
        behind = bool(column) and not _is_text(shows[column - 1])
        text = "text_behind" if behind else "text"
        head = ("head_behind" if behind else "head") if _is_text(shows[column]) else "head_right"
        page.write_string(HEAD_ROW, column, name, looks[head])
        page.set_column(column, column, width)
        for row, (value, show) in enumerate(zip(values, shows[column], strict=True)):
            look = partial(_look_of, looks, marks.get((row, column), {}))
            _write(page, (HEAD_ROW + 1 + row, column), value, show, look, text)
    page.set_row(HEAD_ROW, height([*zip(names, widths, strict=True)]))
    for place, cells in enumerate(rows, HEAD_ROW + 1):
        page.set_row(place, height([*zip(map(text_of, cells), widths, strict=True)]))
    return widths


def _note(page: Any, row: int, note: str, widths: Sequence[int], looks: Looks) -> None:
    """Write a note across the columns of its table, as high as its lines."""
    room, last = widths[0], 0
    while last + 1 < len(widths) and room < WIDE:
        last += 1
        room += widths[last]
    if not last:
        last, room = 5, room + 5 * DEFAULT
    page.merge_range(row, 0, row, last, "", looks["note"])
    page.write_string(row, 0, note, looks["note"])
    page.set_row(row, height([(note, round(room * FINER))]))


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


def _look_of(looks: Looks, mark: Mapping[str, Any], name: str) -> Any:
    """Give the look of a cell with what its table marks it with."""
    return looks.marked(name, mark["signs"], tinted=mark["tinted"]) if mark else looks[name]


def _is_text(shows: Sequence[str]) -> bool:
    """Tell whether nothing in a column stands to the right."""
    return {*shows} <= {"text", "base", "date"}


def _write(
    page: Any,
    place: tuple[int, int],
    value: Any,
    show: str,
    look: Callable[[str], Any],
    text: str = "text",
) -> None:
    if value is None:
        page.write_blank(*place, None, look(text))
    elif show == "date":
        moment = datetime.fromisoformat(value).replace(tzinfo=None)
        page.write_datetime(*place, moment, look("date"))
    elif isinstance(value, bool) or not isinstance(value, int | float):
        page.write_string(*place, text_of(value), look("base" if show == "base" else text))
    elif show == "percent":
        page.write_number(*place, significant(value / 100), look("share"))
    else:
        page.write_number(*place, value, look("base_right" if show == "base" else show))


def _shows(data: Mapping[str, Any]) -> list[list[str]]:
    """Choose how each cell is shown, column by column."""
    mixed = {one["column"]: one["cells"] for one in data.get("mixed", ())}
    shows = []
    for place in range(len(data["columns"])):
        values = [row[place] for row in data["rows"]]
        look = next((look for kind, look in _KINDS.items() if place in data.get(kind, ())), "")
        cells = mixed.get(place, [""] * len(values))
        if place in mixed or (not look and any(isinstance(one, str) for one in values)):
            # Of a column of words and numbers, each has the look that it needs.
            pairs = zip(values, cells, strict=True)
            show = [kind if kind in _KINDS.values() else _look([one]) for one, kind in pairs]
        else:
            show = [look or _look(values)] * len(values)
        shows.append(show)
    return shows


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
        longest = max((columns(text_of(row[column])) for row in rows), default=0)
        wanted.append(min(max(longest, min(columns(name), 16)) + 3, WIDEST))
    limit = max(wanted, default=0)
    while limit > NARROWEST and sum(min(width, limit) for width in wanted) > PAGE:
        limit -= 1
    return [min(width, limit) for width in wanted]
