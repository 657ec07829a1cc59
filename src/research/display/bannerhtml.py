"""A table with a banner as HTML for a notebook: heads that span, a stub that stays in sight."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from research.display.palette import ACCENT, INK, MARKS, MUTED, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.banner import Grid, Head, Sizes
    from research.display.cell import Cell

__all__ = ["grid_html"]

_STAYS = "position:sticky;left:0;background:Canvas;text-align:left"
_STUB = f"{_STAYS};min-width:13em;max-width:20em;white-space:normal"
_LETTERS = "display:inline-block;text-align:left;font-size:75%"
# What every cell has it inherits from its row: a large table stays readable for a notebook.
_ROW = "text-align:right;white-space:nowrap"


def grid_html(grid: Grid, caption: str, above: str) -> str:
    """Write the table with its caption; what is too wide scrolls, by the arrow keys too.

    Parameters
    ----------
    grid : the table as printed.
    caption : what it shows.
    above : what stands between caption and heads, as HTML.
    """
    rooms = _rooms(grid)
    *rows, last = [*_heads(grid), *_bases(grid, rooms)]
    head = "".join(f'<tr style="{_ROW}">{row}</tr>' for row in rows)
    head += f'<tr style="{_ROW};border-bottom:1px solid {INK}">{last}</tr>'
    body = "".join(_rows(grid, rooms))
    name = html.escape(caption, quote=True)
    return (
        f'<div role="region" tabindex="0" aria-label="{name}" style="overflow-x:auto">'
        f'<table cellpadding="4" style="border-collapse:collapse;border-bottom:1px solid {RULE}">'
        f'<caption style="text-align:left"><span style="{_STAYS};display:inline-block">'
        f"{html.escape(caption)}{above}</span></caption>"
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _rooms(grid: Grid) -> list[int]:
    """Letters that stand beside the figures of each column at most."""
    rows = [*grid.cells, *(row.cells for row in grid.bases)]
    return [
        max((len(row[place].letters) for row in rows), default=0)
        for place in range(len(grid.heads))
    ]


def _heads(grid: Grid) -> list[str]:
    over = [f"{_stub('')}{''.join(_over(head) for head in row)}" for row in grid.banner.heads]
    own = "".join(
        f'<th scope="col" style="white-space:normal;text-align:right;vertical-align:bottom">'
        f"{html.escape(name)}</th>"
        for name in grid.heads
    )
    return [*over, _stub(grid.stub) + own]


def _over(head: Head) -> str:
    if not head.text:
        return f'<td colspan="{head.span}"></td>'
    return (
        f'<th scope="colgroup" colspan="{head.span}" '
        f'style="text-align:left;border-bottom:1px solid {RULE}">'
        f'<span style="position:sticky;left:14em">{html.escape(head.text)}</span></th>'
    )


def _stub(text: str) -> str:
    if not text:
        return f'<td style="{_STUB}"></td>'
    return f'<th scope="col" style="{_STUB};vertical-align:bottom">{html.escape(text)}</th>'


def _bases(grid: Grid, rooms: Sequence[int]) -> list[str]:
    rows = []
    if any(grid.banner.letters):
        letters = "".join(
            f'<td style="color:{ACCENT};font-size:85%">{html.escape(each)}</td>'
            for each in grid.banner.letters
        )
        rows.append(_stub("") + letters)
    return [*rows, *(_sizes(row, rooms) for row in grid.banner.sizes)]


def _rows(grid: Grid, rooms: Sequence[int]) -> list[str]:
    rows = []
    for label, stub, _, cells in grid.lines:
        if stub.head:
            rows.append(_block(stub.head, len(rooms)))
        rows += [f'<tr style="{_ROW}">{_sizes(row, rooms)}</tr>' for row in stub.sizes]
        inset = f";padding-left:{0.25 + 1.2 * stub.depth:g}em;font-weight:400"
        name = f'<th scope="row" style="{_STUB}{inset}">{html.escape(label)}</th>'
        rows.append(f'<tr style="{_ROW}">{name}{_cells(cells, rooms)}</tr>')
    if grid.banner.below:
        rows.append(_block(grid.banner.below_head, len(rooms)))
        rows += [f'<tr style="{_ROW}">{_sizes(row, rooms)}</tr>' for row in grid.banner.below]
    return rows


def _block(head: str, count: int) -> str:
    look = f"{_STUB};color:{MUTED};font-weight:600;padding-top:.6em"
    name = f'<th scope="row" style="{look}">{html.escape(head)}</th>'
    return f'<tr>{name}<td colspan="{count}"></td></tr>'


def _sizes(row: Sizes, rooms: Sequence[int]) -> str:
    look = f"{_STUB};font-weight:400;{MARKS['base']}"
    head = f'<th scope="row" style="{look}">{html.escape(row.head)}</th>'
    return head + _cells(row.cells, rooms)


def _cells(cells: Sequence[Cell], rooms: Sequence[int]) -> str:
    return "".join(
        f"<td{_css(cell.mark)}>{cell.html()}{_letters(cell.letters, room)}</td>"
        for cell, room in zip(cells, rooms, strict=True)
    )


def _letters(letters: str, room: int) -> str:
    """Letters in a room of the same width all down a column, so that figures stay under figures."""
    if not room:
        return ""
    width = f"width:{0.75 * room:g}em"
    if not letters:
        return f'&nbsp;<span style="{_LETTERS};{width}"></span>'
    look = f"{_LETTERS};color:{ACCENT};font-weight:600;{width}"
    return f'&nbsp;<span style="{look}">{html.escape(letters)}</span>'


def _css(marks: str) -> str:
    known = ";".join(MARKS[mark] for mark in marks.split() if mark in MARKS)
    return f' style="{known}"' if known else ""
