"""Tables written as pandoc's Markdown: pipe tables, and grid tables where cells hold lists."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["grid_table", "pipe_table"]

_ALIGN = {"l": ":{}-", "c": ":{}:", "r": "-{}:"}


def pipe_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], align: str, widths: Sequence[int]
) -> str:
    """Write a pipe table.

    Parameters
    ----------
    head : heads of the columns, as Markdown.
    rows : cells of the body, as Markdown on one line each.
    align : one of ``l``, ``c``, ``r`` for each column.
    widths : relative widths of the columns; pandoc takes them from the dashes.
    """
    rule = [
        _ALIGN[side].format("-" * max(width - 2, 1))
        for side, width in zip(align, widths, strict=True)
    ]
    # A line over pandoc's 72 columns makes it take the widths from the dashes, always.
    padding = " " * max(0, 73 - sum(len(cell) + 3 for cell in head))
    lines = [_line([*head[:-1], head[-1] + padding]), "|" + "|".join(rule) + "|"]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def grid_table(
    head: Sequence[str], rows: Sequence[Sequence[Sequence[str]]], widths: Sequence[int]
) -> str:
    """Write a grid table whose cells hold a line, or several as a list.

    Parameters
    ----------
    head : heads of the columns, as Markdown.
    rows : for every row, for every column, its paragraphs or bullets as Markdown. A bullet begins
        with ``- ``.
    widths : characters of each column; they are its relative width too.
    """
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [rule, *_block([[cell] for cell in head], widths), rule.replace("-", "=")]
    for row in rows:
        lines += [*_block(row, widths), rule]
    return "\n".join(lines)


def _block(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    columns = [
        [line for part in cell for line in _wrapped(part, width)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(len(column) for column in columns)
    padded = [column + [""] * (height - len(column)) for column in columns]
    return [
        "| "
        + " | ".join(part.ljust(width) for part, width in zip(line, widths, strict=True))
        + " |"
        for line in zip(*padded, strict=True)
    ]


def _wrapped(part: str, width: int) -> list[str]:
    indent = "  " if part.startswith("- ") else ""
    return textwrap.wrap(part, width, subsequent_indent=indent, break_on_hyphens=False) or [""]
