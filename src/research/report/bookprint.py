"""The print of a grid: landscape, as wide as the page, heads and stub on each, tables whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.report.cells import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["breaks", "set_print"]

A4, A3 = 9, 8
# Width and height in points that a page has within its margins, and the width of a character.
_ROOM = {A4: (770, 480), A3: (1110, 720)}
_CHARACTER = 5.8
# A sheet of more characters is printed on A3.
_WIDE = 190
# What Excel takes.
_MOST = 1000


def set_print(page: Any, width: int, body: int, heights: Sequence[Sequence[float]]) -> None:
    """Set how a grid is printed.

    Parameters
    ----------
    page : the sheet, of XlsxWriter.
    width : of all its columns, in characters.
    body : first row below the heads.
    heights : of the rows of each table, in points.
    """
    paper = A3 if width > _WIDE else A4
    across, down = _ROOM[paper]
    scale = min(1.0, across / (width * _CHARACTER))
    page.set_landscape()
    page.set_paper(paper)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, body - 1)
    page.repeat_columns(0, 0)
    page.set_footer("&L&9&A&R&9&P / &N")
    room = down / scale - (body + 1) * LINE
    page.set_h_pagebreaks([body + row for row in breaks(heights, room)][:_MOST])


def breaks(heights: Sequence[Sequence[float]], room: float) -> Iterator[int]:
    """Give the rows before which a new page begins: tables that a page can hold are not parted.

    Parameters
    ----------
    heights : of the rows of each table.
    room : height of a page.

    Examples
    --------
    >>> [*breaks([[15, 15], [15, 15, 15], [15]], 60)]
    [2]
    """
    row, left = 0, room
    for table in heights:
        needed = sum(table)
        if needed > left and left < room:
            yield row
            left = room
        row += len(table)
        left -= needed
        if left < 0:
            # It runs over several pages, and the next begins a new one.
            left = 0.0
