"""Grid sheets of a tab book: heads that stay in sight, and the tables of a banner under each other.

All tables of a banner stand on one sheet, so that a column is one point from the first table to the
last, its heads are in sight wherever one reads, and a formula copied down goes on holding.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from research.display.palette import MUTED
from research.display.widths import columns
from research.report.bookgrid import rows_of
from research.report.bookprint import set_print
from research.report.cells import LINE, height, plain, text_of
from research.report.looks import edge
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.report.bookgrid import Grid, GridRow
    from research.report.looks import Looks
    from research.tabulation.record import TabRecord
    from research.tabulation.tab import Point

__all__ = ["Area", "GridSheet"]

_SAY = Frames(__file__)

# Widths in characters: the stub, a column of numbers at least and at most, one of letters at least.
STUB, NUMBERS, WIDEST, LETTERS = 44, 8, 15, 4
# Room of a title or a wording that runs over the columns; width of a column that nobody set.
ACROSS, DEFAULT = 110, 8
# Characters of a sheet whose print can be read; height of a title in points.
READABLE, TITLE = 260, 20.0


@dataclass(frozen=True)
class Area:
    """Cells that have a name.

    Parameters
    ----------
    kind : ``heads``, ``table`` or ``row``.
    id : of the banner, the table, or the row in its table.
    first, left, last, right : rows and columns of its corners, from 0.
    """

    kind: str
    id: str
    first: int
    left: int
    last: int
    right: int


class GridSheet:
    """Writes one grid, row by row from the top.

    Parameters
    ----------
    page : the sheet, of XlsxWriter.
    grid : what stands on it.
    looks : formats of the workbook.

    Attributes
    ----------
    areas : cells that get a name.
    starts : first row of each table, in the order of the grid.
    """

    def __init__(self, page: Any, grid: Grid, looks: Looks) -> None:
        self.page = page
        self.grid = grid
        self.looks = looks
        self.areas: list[Area] = []
        self.starts: list[int] = []
        self._tables = [[*rows_of(tab, grid.points)] for tab in grid.tabs]
        self._numbers, self._letters = _widths(self._tables, grid.points)
        self._right = 2 * len(grid.points)
        arrows = any(any(row.rest) for rows in self._tables for row in rows)
        self._same = "same" if arrows else ""
        groups = [point.group for point in grid.points]
        self._firsts = [place > 0 and group != groups[place - 1] for place, group in
                        enumerate(groups)]  # fmt: skip
        self._across, self._room = self._reach()

    def write(self) -> None:
        """Write heads and tables, and set how they are printed."""
        page = self.page
        page.hide_gridlines(2)
        page.set_column(0, 0, STUB)
        for column in range(1, self._right + 1):
            page.set_column(column, column, self._width(column))
        body = self._heads()
        page.freeze_panes(body, 1)
        heights: list[list[float]] = []
        row = body
        for tab, rows in zip(self.grid.tabs, self._tables, strict=True):
            self.starts.append(row)
            heights.append([self._row(row + place, one) for place, one in enumerate(rows)])
            self._name(tab, rows, row)
            row += len(rows)
        width = STUB + sum(map(self._width, range(1, max(self._right, self._across) + 1)))
        set_print(page, width, body, heights)

    def _width(self, column: int) -> int:
        if column > self._right:
            return DEFAULT
        return self._numbers if column % 2 else self._letters

    def _reach(self) -> tuple[int, int]:
        """Give the last column that a text over the columns takes, and its room."""
        last, room = 0, STUB
        while room < ACROSS:
            last += 1
            room += self._width(last)
        return last, room

    def _heads(self) -> int:
        """Write what stands above each column; give the first row below."""
        points, contents = self.grid.points, _SAY("contents")
        link = self.looks["link"]
        self.page.write_url(0, 0, f"internal:'{contents}'!A1", link, contents)
        row = 1
        for level in range(max((len(point.heads) for point in points), default=0)):
            self._spans(row, level)
            row += 1
        room = self._numbers + self._letters
        strong = {"bold": True, "text_wrap": True, "align": "center", "valign": "bottom"}
        labels = [plain(point.label) for point in points]
        self._each(row, labels, strong)
        self.page.set_row(row, height([(label, room) for label in labels]))
        quiet = {"font_color": MUTED, "bottom": 1}
        letter = _SAY("letter") if any(point.letter for point in points) else ""
        self.page.write_string(row + 1, 0, letter, self.looks.made(**quiet))
        self._each(row + 1, [point.letter for point in points], {**quiet, "align": "center"})
        name = self.grid.banner or _SAY("total")
        self.areas.append(Area("heads", name, 1, 0, row + 1, self._right))
        return row + 2

    def _spans(self, row: int, level: int) -> None:
        """Write the heads of one level, each over the columns that share it and all above it."""
        points = self.grid.points
        whole = [(point.group, point.heads[: level + 1]) for point in points]
        for (_, heads), places in groupby(range(len(points)), key=whole.__getitem__):
            held = [*places]
            if len(heads) > level and heads[level]:
                look = self.looks.made(
                    bold=True, text_wrap=True, align="center", bottom=1, **self._edge(held[0])
                )
                text = plain(heads[level])
                self._merged(row, 2 * held[0] + 1, 2 * held[-1] + 2, text, look)

    def _each(self, row: int, texts: Sequence[str], properties: dict[str, Any]) -> None:
        """Write a text over the two columns of each point."""
        for place, text in enumerate(texts):
            look = self.looks.made(**properties, **self._edge(place))
            self._merged(row, 2 * place + 1, 2 * place + 2, text, look)

    def _edge(self, place: int) -> dict[str, Any]:
        return edge(first=self._firsts[place])

    def _merged(self, row: int, left: int, right: int, text: str, look: Any) -> None:
        self.page.merge_range(row, left, row, right, "", look)
        if text:
            self.page.write_string(row, left, text, look)

    def _row(self, row: int, given: GridRow) -> float:
        """Write one row of a table; give its height."""
        if given.kind == "gap":
            return height([])
        if given.kind in ("title", "said", "note"):
            return self._text(row, given)
        stub = plain(given.text)
        base = {"font_color": MUTED} if given.kind == "base" else {}
        strong = {"bold": True} if given.strong or given.kind == "head" else {}
        deep = {"align": "left", "indent": given.depth} if given.depth else {}
        look = self.looks.made(text_wrap=True, **base, **strong, **deep)
        self.page.write_string(row, 0, stub, look)
        for place, value in enumerate(given.values):
            self._cell(row, place, value, given)
        high = height([(stub, STUB - 2 * given.depth)])
        self.page.set_row(row, high)
        return high

    def _text(self, row: int, given: GridRow) -> float:
        looks = {"title": "caption", "said": "text", "note": "note"}
        look, text = self.looks[looks[given.kind]], plain(given.text)
        self._merged(row, 0, self._across, text, look)
        high = height([(text, self._room)]) + (TITLE - LINE) * (given.kind == "title")
        self.page.set_row(row, high)
        return high

    def _cell(self, row: int, place: int, value: float | str, given: GridRow) -> None:
        """Write a number, or the dash in its place, and the letters beside it."""
        first, column = self._firsts[place], 2 * place + 1
        quiet: dict[str, Any] = {"font_color": MUTED}
        more = quiet if given.kind == "base" else {"bold": True} if given.strong else {}
        if isinstance(value, str):
            look = self.looks.number("text", self._same, first=first, **quiet)
            self.page.write_string(row, column, value, look)
        else:
            rest = (given.rest[place] if given.rest else "") or self._same
            look = self.looks.number(given.show, rest, first=first, **more)
            self.page.write_number(row, column, value, look)
        if given.letters and given.letters[place]:
            self.page.write_string(row, column + 1, given.letters[place], self.looks.made(**more))

    def _name(self, tab: TabRecord, rows: Sequence[GridRow], start: int) -> None:
        """Name a table, from its bases to its last line, and each row of it."""
        named = [place for place, one in enumerate(rows) if one.name]
        first, last = start + named[0], start + named[-1]
        self.areas.append(Area("table", tab.id, first, 0, last, self._right))
        for place in named:
            id_, row = f"{tab.id}.{rows[place].name}", start + place
            self.areas.append(Area("row", id_, row, 1, row, self._right))


def _widths(tables: Sequence[Sequence[GridRow]], points: Sequence[Point]) -> tuple[int, int]:
    """Give the widths of a column of numbers and of one of letters, the same over the sheet."""
    rows = [row for table in tables for row in table]
    letters = max((len(mark) for row in rows for mark in row.letters), default=0) + 1
    beside = max(letters, LETTERS)
    words = [word for point in points for word in point.label.split()]
    longest = max((columns(word) for word in words), default=0) + 2 - beside
    widest = min(WIDEST, (READABLE - STUB) // max(len(points), 1) - beside)
    numbers = [value for row in rows if row.show != "share" for value in row.values]
    digits = max((columns(text_of(value)) for value in numbers), default=0) + 2
    return max(NUMBERS, min(longest, widest), digits), beside
