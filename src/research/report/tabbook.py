"""The tab book: a sheet for each banner with all its tables, contents, method and legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.report.bookfile import new_book
from research.report.bookgrid import grids_of, key_of
from research.report.bookpages import legend, method, units_of, write_words
from research.report.booksheet import Area, GridSheet
from research.report.bookweights import write_weights
from research.report.cells import height, plain
from research.report.looks import Looks
from research.report.rangenames import range_names, sheet_name
from research.tabulation.tab import ANSWERED
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from research.report.bookgrid import Grid
    from research.tabulation.record import TabRecord
    from research.tabulation.weighted import WeightReport

__all__ = ["WIDTHS", "Shown", "TabBook", "set_contents", "write_tab_book"]

_SAY = Frames(__file__)

WIDTHS = (14, 70, 46, 14)
"""Widths of the contents, in characters: number, title, base, link."""


@dataclass(frozen=True)
class Shown:
    """A table of the book.

    Parameters
    ----------
    tab : what it holds.
    label : what the report calls it; empty outside of one.
    """

    tab: TabRecord
    label: str = ""


def write_tab_book(
    path: Path,
    tabs: Sequence[TabRecord],
    title: str,
    weights: Mapping[WeightReport, Sequence[str]] | None = None,
    mark: str = "",
) -> Path:
    """Write tables as a workbook: contents, a sheet for each banner, weights, method and legend.

    Parameters
    ----------
    path : the file to write.
    tabs : in the order of the book.
    title : what stands above the contents.
    weights : what each weight aims at, with sentences of what it costs.
    mark : what stands beside the first row of each sheet, and above each printed page.
    """
    with new_book(path, title, mark) as book:
        looks = Looks(book)
        contents = book.add_worksheet(_SAY("contents"))
        made = TabBook(book, looks, [Shown(tab) for tab in tabs])
        made.write_grids()
        if weights:
            write_weights(book.add_worksheet(_SAY("weights")), _SAY("weights"), weights, looks)
        made.write_words()
        set_contents(contents, f"{mark}: {title}" if mark else title, looks)
        made.write_links(contents, made.write_contents(contents, 2), weights=bool(weights))
    return path


def set_contents(page: Any, title: str, looks: Looks) -> None:
    """Set columns and print of a page of contents, and write its title."""
    page.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, plain(title), looks["title"])
    page.set_row(0, 24)
    page.freeze_panes(2, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


class TabBook:
    """Sheets of tables in a workbook that may hold others.

    Parameters
    ----------
    book : of XlsxWriter.
    looks : its formats.
    shown : tables in the order of the book.
    taken : names of other sheets.
    """

    def __init__(
        self, book: Any, looks: Looks, shown: Sequence[Shown], taken: Sequence[str] = ()
    ) -> None:
        self.book = book
        self.looks = looks
        self.shown = shown
        self.grids = grids_of(one.tab for one in shown)
        names = [_SAY("contents"), _SAY("weights"), _SAY("method"), _SAY("legend"), *taken]
        self._names: list[str] = []
        for grid in self.grids:
            wanted = grid.banner or _SAY("total")
            self._names.append(sheet_name(wanted, [*names, *self._names]))
        self._places: dict[tuple[str, ...], tuple[str, int]] = {}

    def write_grids(self) -> None:
        """Add a sheet for each banner, and names for its tables and rows."""
        areas: list[tuple[str, Area]] = []
        for name, grid in zip(self._names, self.grids, strict=True):
            sheet = GridSheet(self.book.add_worksheet(name), grid, self.looks)
            sheet.write()
            areas += [(name, area) for area in sheet.areas]
            for tab, row in zip(grid.tabs, sheet.starts, strict=True):
                self._places[key_of(tab)] = (name, row)
        for kind in ("heads", "table", "row"):
            held = [(name, area) for name, area in areas if area.kind == kind]
            named = range_names(kind, [area.id for _, area in held])
            for called, (name, area) in zip(named, held, strict=True):
                self.book.define_name(called, _formula(name, area))

    def write_words(self) -> None:
        """Add the sheets of method and legend."""
        for name, told in (("method", method(self.grids)), ("legend", legend(self.grids))):
            write_words(self.book.add_worksheet(_SAY(name)), _SAY(name), told, self.looks)

    def write_contents(self, page: Any, row: int) -> int:
        """Write the tables' part of the contents; give the first row below it.

        Parameters
        ----------
        page : the sheet of contents.
        row : where to begin.
        """
        heads = _SAY.listed("heads")
        for grid in self.grids:
            page.write_string(row, 0, _title(grid), self.looks["caption"])
            for column, head in enumerate(heads):
                page.write_string(row + 1, column, head, self.looks["head"])
            row += 2
            for one in self.shown:
                if one.tab.banner == grid.banner:
                    self._entry(page, row, one)
                    row += 1
            row += 1
        return row

    def write_links(self, page: Any, row: int, *, weights: bool = False) -> None:
        """Link method and legend from the contents.

        Parameters
        ----------
        page : the sheet of contents.
        row : where to begin.
        weights : whether there is a sheet of weights, too.
        """
        names = ("weights", "method", "legend") if weights else ("method", "legend")
        for place, name in enumerate(names, row):
            page.write_url(place, 0, f"internal:'{_SAY(name)}'!A1", self.looks["link"], _SAY(name))

    def _entry(self, page: Any, row: int, one: Shown) -> None:
        name, start = self._places[key_of(one.tab)]
        quoted = name.replace("'", "''")
        where = f"internal:'{quoted}'!A{start + 1}"
        title, base = plain(one.tab.title), plain(_base(one.tab))
        page.write_string(row, 0, plain(one.tab.number), self.looks["text"])
        page.write_string(row, 1, title, self.looks["text"])
        page.write_string(row, 2, base, self.looks["text"])
        label = one.label or _SAY("row", row=str(start + 1))
        page.write_url(row, 3, where, self.looks["link"], label)
        page.set_row(row, height([(title, WIDTHS[1]), (base, WIDTHS[2])]))


def _title(grid: Grid) -> str:
    return (
        _SAY("banner", name=grid.banner)
        if grid.banner
        else _SAY("answers", rows=units_of(grid.tabs).many)
    )


def _base(tab: TabRecord) -> str:
    """Who was asked, and how many answered."""
    n = tab.unweighted(tab.total, ANSWERED)
    size = _SAY("size", base=DASH if n is None else grouped(n))
    return ", ".join(filter(None, (tab.base, size)))


def _formula(sheet: str, area: Area) -> str:
    from xlsxwriter.utility import xl_range_abs

    quoted = sheet.replace("'", "''")
    return f"='{quoted}'!{xl_range_abs(area.first, area.left, area.last, area.right)}"
