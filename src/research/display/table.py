"""A table: a frame with all that a reader needs to trust it, written in every form asked for."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from research.display.banner import Banner, Grid, Head, Sizes
from research.display.bannerhtml import grid_html
from research.display.cell import Cell
from research.display.crowding import is_crowded
from research.display.escape import escape
from research.display.markdown import grid_table, pipe_table
from research.display.palette import INK, MARKS, RULE, TINT
from research.display.result import RESULT_MIME, Result, records
from research.display.tabledata import table_data
from research.display.text import note_html
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["Cell", "Table"]

_SAY = Frames(__file__)


@dataclass(frozen=True)
class Table:
    """A table of the report.

    Parameters
    ----------
    id : identifier, ``tbl-`` first.
    caption : what the table shows, without a number and without a full stop.
    frame : the values, unrounded; index the stub, columns the banner. What the workbook holds.
    cells : for each row, for each column behind the stub, what is printed.
    stub : head of the first column.
    labels : printed stub of each row; the frame's index when left out.
    heads : printed heads; the frame's columns when left out.
    names : heads of the workbook by the frame's columns, where these are not what is printed.
    bases : base of each column in a row under the head, left out where there is none.
    base_head : what stands before the bases; "Base" when left out.
    align : one of ``l``, ``c``, ``r`` for each column, stub first.
    widths : relative widths, stub first.
    notes : sentences under the table, as Markdown.
    results : the values for the ledger.
    kind : class of the table in the document.
    shares : columns of the frame that hold shares of one, where the printed cells do not tell.
    banner : heads over heads, letters, rows of bases and blocks of rows; the workbook's bases
        stay in `bases`.
    above : lines between the caption and the heads, as Markdown.
    tab : record of the tab that is shown, where it is one: the workbook prints it in its grid.
    """

    id: str
    caption: str
    frame: pd.DataFrame
    cells: Sequence[Sequence[Cell]]
    stub: str = ""
    labels: Sequence[str] = ()
    heads: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    bases: Sequence[int | None] = ()
    base_head: str = ""
    align: str = ""
    widths: Sequence[int] = ()
    notes: Sequence[str] = ()
    results: Sequence[Result] = field(default_factory=tuple)
    kind: str = "datatable"
    shares: Sequence[str] = ()
    banner: Banner | None = None
    above: Sequence[str] = ()
    tab: Mapping[str, Any] | None = None

    def printed(self) -> tuple[list[str], list[list[Cell]]]:
        """Give the heads and the rows as printed, with the stub and the row of bases."""
        heads = [self.stub, *(self.heads or map(str, self.frame.columns))]
        labels = list(self.labels or map(str, self.frame.index))
        rows = [
            [Cell(label), *row] for label, row in zip(labels, map(list, self.cells), strict=True)
        ]
        for row in self._sizes:
            rows.insert(0, [Cell(row.head, "base"), *row.cells])
        return heads, rows

    def markdown(self) -> str:
        """Write the table as a numbered float of the report, its notes behind it."""
        grid = self.grid
        body = self._plain() if grid is None else grid.markdown()
        lines = "\n\n".join(self.above)
        above = f"::: {{.above}}\n\n{lines}\n\n:::\n\n" if lines else ""
        block = (
            f"::: {{#{self.id} .{self.kind}}}\n\n{above}{body}\n\n{escape(self.caption)}\n\n:::\n"
        )
        if self.notes:
            block = f"{block}\n::: {{.notes}}\n\n{' '.join(self.notes)}\n\n:::\n"
        if grid is not None and grid.paper.across:
            return f"::::: {{.turned}}\n\n{block}\n:::::\n"
        return block

    @cached_property
    def grid(self) -> Grid | None:
        """The table as printed where it has a banner, or needs the room of those that have one."""
        banner = self.banner
        if self._has_lists:
            return None
        if banner is None and is_crowded(self._widths, self.cells, self._align):
            banner = Banner(sizes=self._sizes)
        if banner is None:
            return None
        heads = list(self.heads or map(str, self.frame.columns))
        labels = list(self.labels or map(str, self.frame.index))
        return Grid(banner, self.stub, heads, labels, self.cells)

    @property
    def _sizes(self) -> list[Sizes]:
        if not self.bases:
            return []
        cells = [Cell("" if n is None else _SAY("size", base=n), "base") for n in self.bases]
        return [Sizes(self.base_head or _SAY("base"), cells)]

    def _plain(self) -> str:
        """Write a table of one row of heads."""
        heads, rows = self.printed()
        names = [escape(head) for head in heads]
        if self._has_lists:
            parts = [[_parts(cell) for cell in row] for row in rows]
            over = [(escape(head.text), head.span) for head in self._over]
            return grid_table(names, parts, self._widths, over)
        lines = [[cell.markdown() for cell in row] for row in rows]
        return pipe_table(names, lines, self._align, self._widths)

    @property
    def _has_lists(self) -> bool:
        return any(cell.items for row in self.cells for cell in row)

    @property
    def _over(self) -> Sequence[Head]:
        """Heads over those of the columns, of a table of lists; it has one row of them at most."""
        return self.banner.heads[0] if self.banner is not None and self.banner.heads else ()

    @property
    def _align(self) -> str:
        return self.align or "l" + "r" * len(self.heads or self.frame.columns)

    @property
    def _widths(self) -> Sequence[int]:
        if self.widths:
            return self.widths
        return [30, *[max(8, 70 // self.frame.shape[1])] * self.frame.shape[1]]

    def html(self) -> str:
        """Write the table for a notebook."""
        notes = f"<p><small>{note_html(' '.join(self.notes))}</small></p>" if self.notes else ""
        grid = self.grid
        if grid is not None:
            above = "".join(f"<br><small>{note_html(line)}</small>" for line in self.above)
            return grid_html(grid, self.caption, above) + notes
        heads, rows = self.printed()
        sides = [{"l": "left", "c": "center", "r": "right"}[side] for side in self._align]
        head = "".join(
            f'<th scope="col" style="text-align:{side};border-bottom:1px solid {INK}">'
            f"{html.escape(name)}</th>"
            for side, name in zip(sides, heads, strict=True)
        )
        body = "".join(
            "<tr>"
            + "".join(
                f'<td style="text-align:{side};{_css(cell.mark)}">{cell.html()}</td>'
                for side, cell in zip(sides, row, strict=True)
            )
            + "</tr>"
            for row in rows
        )
        over = "".join(
            f'<th scope="colgroup" colspan="{one.span}" style="text-align:left">'
            f"{html.escape(one.text)}</th>"
            for one in self._over
        )
        over = f"<tr><td></td>{over}</tr>" if over else ""
        return (
            f'<table style="border-bottom:1px solid {RULE}"><caption style="text-align:left">'
            f"{html.escape(self.caption)}</caption><thead>{over}<tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{notes}"
        )

    def data(self) -> dict[str, Any]:
        """Give the values for the workbook."""
        return table_data(self)

    def bundle(self) -> dict[str, Any]:
        """Give one output in all its MIME types."""
        payload = {
            "kind": "table",
            "id": self.id,
            "caption": self.caption,
            "markdown": self.markdown(),
            "notes": list(self.notes),
            "results": records(self.results, self.id),
            "data": self.data(),
        }
        if self.tab is not None:
            payload["tab"] = dict(self.tab)
        return {
            "text/html": self.html(),
            "text/markdown": self.markdown(),
            RESULT_MIME: payload,
            "text/plain": _SAY("plain", caption=self.caption),
        }


def _parts(cell: Cell) -> list[str]:
    if cell.items:
        classes = " ".join(f".{mark}" for mark in cell.mark.split())
        said = map(escape, cell.items)
        return [f"- [{item}]{{{classes}}}" if classes else f"- {item}" for item in said]
    return [cell.markdown()]


def _css(marks: str) -> str:
    styles: Mapping[str, str] = {**MARKS, "top3": f"background:{TINT}"}
    return ";".join(styles[mark] for mark in marks.split() if mark in styles)
