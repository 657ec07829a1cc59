"""The audit on a terminal: one page, sections under their headings."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from research.audit.parts import Grid, Point, Section

__all__ = ["show"]

# Rows of a table that a page of a terminal shows; a file that is no terminal may be this wide.
_MOST = 60
_WIDTH = 110
_NAMED = {"plain": "", "good": "", "look": "look at: ", "fault": "put right: "}
_STYLE = {"plain": "", "good": "green", "look": "yellow", "fault": "red"}


def show(sections: Iterable[Section]) -> None:
    """Print an audit.

    Parameters
    ----------
    sections : in order. Problems are told on the other stream, by who prints this.
    """
    width = shutil.get_terminal_size((_WIDTH, 40)).columns if sys.stdout.isatty() else _WIDTH
    console = Console(width=width, highlight=False, emoji=False, no_color="NO_COLOR" in os.environ)
    for section in sections:
        if section.key == "problems":
            continue
        console.print(Text(section.title, style="bold"))
        if section.lead:
            console.print(Text(f"  {section.lead}"), soft_wrap=True)
        if section.grid is not None:
            _print(console, section.grid)
        for point in section.points:
            console.print(_line(point), soft_wrap=True)
        console.print()


def _print(console: Console, grid: Grid) -> None:
    if grid.listed:
        for row in grid.rows:
            told = [
                f"{head} {cell}" for head, cell in zip(grid.heads[1:], row[1:], strict=True) if cell
            ]
            console.print(Text(f"  {row[0]}: {'; '.join(told)}"), soft_wrap=True)
        return
    console.print(Padding(_table(grid), (0, 0, 0, 2), expand=False))
    more = len(grid.rows) - _MOST
    if more > 0:
        console.print(Text(f"  and {more:,} more: see the page that --html writes"))


def _line(point: Point) -> Text:
    where = f" ({point.where})" if point.where else ""
    style = _STYLE[point.kind]
    return Text.assemble("  ", (_NAMED[point.kind], style), f"{point.text}{where}")


def _table(grid: Grid) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for at, head in enumerate(grid.heads):
        number = at in grid.numbers
        table.add_column(
            Text(head),
            justify="right" if number else "left",
            overflow="ellipsis",
            no_wrap=True,
            max_width=None if number else 34,
        )
    rows = [*enumerate(grid.rows)]
    if len(rows) > _MOST:
        # What should be looked at is not among those left out.
        rows = sorted(rows, key=lambda one: one[0] not in grid.flagged)[:_MOST]
        rows.sort()
    for at, row in rows:
        style = _STYLE["look"] if at in grid.flagged else ""
        table.add_row(*(Text(cell, style=style) for cell in row))
    return table
