"""Tables written as pandoc's Markdown: pipe tables, and grid tables where cells hold lists."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from research.display.widths import columns, countable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["grid_table", "pipe_table"]

_ALIGN = {"l": ":{}-", "c": ":{}:", "r": "-{}:"}
# Words that open a block, or make a heading of the line before, where a line begins with them.
_OPENS = re.compile(r"[-+=%:]+")
_RULE = re.compile(r"[-+=%:]")
_NUMBER = re.compile(r"\(?(?:\d+|[A-Za-z]|[IVXLCDMivxlcdm]+)[.)]")


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
    padding = " " * max(0, 73 - sum(columns(cell) + 3 for cell in head))
    lines = [_line([*head[:-1], head[-1] + padding]), "|" + "|".join(rule) + "|"]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def grid_table(
    head: Sequence[str],
    rows: Sequence[Sequence[Sequence[str]]],
    widths: Sequence[int],
    over: Sequence[tuple[str, int]] = (),
) -> str:
    """Write a grid table whose cells hold a line, or several as a list.

    Parameters
    ----------
    head : heads of the columns, as Markdown.
    rows : for every row, for every column, its paragraphs or bullets as Markdown. A bullet begins
        with ``- ``.
    widths : characters of each column; they are its relative width too.
    over : heads over those of the columns behind the first, each with how many it spans.
    """
    cells = [[[cell] for cell in head], *rows]
    counted = [[[countable(part) for part in cell] for cell in row] for row in cells]
    widths = _roomy(counted, widths)
    rule = _rule(widths)
    lines = [rule, *_block(counted[0], widths), rule.replace("-", "=")]
    if over:
        lines = [*_over(over, widths), *lines[1:]]
    for row in counted[1:]:
        lines += [*_block(row, widths), rule]
    return "\n".join(lines)


def _over(over: Sequence[tuple[str, int]], widths: Sequence[int]) -> list[str]:
    """Write a row of heads that span columns; over the first column it joins the row below."""
    stub, *own = widths
    spans, place = [], 0
    for text, span in over:
        spans.append((countable(text), sum(own[place : place + span]) + 3 * (span - 1)))
        place += span
    across = [stub, *(width for _, width in spans)]
    lines = _block([[""], *([text] for text, _ in spans)], across)
    return [_rule(across), *lines, f"|{' ' * (stub + 2)}{_rule(own)}"]


def _rule(widths: Sequence[int]) -> str:
    return "+" + "+".join("-" * (width + 2) for width in widths) + "+"


def _roomy(rows: Sequence[Sequence[Sequence[str]]], widths: Sequence[int]) -> list[int]:
    """Widen all columns alike until the longest word of each fits: none is ever cut."""
    longest = [
        max(columns(line) for parts in cells for part in parts for line in _wrapped(part, 0))
        for cells in zip(*rows, strict=True)
    ]
    # Three more than the text is what pandoc measures of a column.
    scale = max((word + 3) / (width + 3) for word, width in zip(longest, widths, strict=True))
    if scale <= 1:
        return list(widths)
    return [math.ceil((width + 3) * scale) - 3 for width in widths]


def _block(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    parted = [
        [line for part in cell for line in _wrapped(part, width)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(len(column) for column in parted)
    padded = [column + [""] * (height - len(column)) for column in parted]
    return [
        "| "
        + " | ".join(
            part + " " * (width - columns(part)) for part, width in zip(line, widths, strict=True)
        )
        + " |"
        for line in zip(*padded, strict=True)
    ]


def _wrapped(part: str, width: int) -> list[str]:
    """Break a paragraph or a bullet between words, and there alone."""
    mark = "- " if part.startswith("- ") else ""
    first, *words = part.removeprefix(mark).split(" ")
    lines = [mark + first]
    for word in words:
        joined = f"{lines[-1]} {word}"
        if columns(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(" " * len(mark) + _literal(word))
    return lines


def _literal(word: str) -> str:
    """Keep a word that begins a line from opening a block."""
    if _NUMBER.fullmatch(word):
        return f"{word[:-1]}\\{word[-1]}"
    return _RULE.sub(r"\\\g<0>", word) if _OPENS.fullmatch(word) else word
