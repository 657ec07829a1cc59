"""Where text stands on printed pages: what is printed over what, and what runs off the page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from nbformat.v4 import new_code_cell, new_notebook, new_output

from research.display.drawing.measure import text_width
from research.edition.parameters import Edition
from research.report.assembly import assemble
from research.report.executed import ExecutedChapter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pypdf

    from research.display.table import Table
    from research.report.assembly import Document

MARGIN = 24
SLACK = 0.6


@dataclass(frozen=True)
class Piece:
    """A text as it is set at once, in points from the lower left corner."""

    text: str
    left: float
    base: float
    size: float

    @property
    def right(self) -> float:
        """Where the ink of it ends, in the regular weight: the semibold is no narrower."""
        return self.left + text_width(self.text, self.size)


def document(tables: Sequence[Table], template: Path, output: Path) -> Document:
    """Assemble a report of one chapter with these tables."""
    cells = []
    for table in tables:
        cell = new_code_cell("show(table)")
        cell.outputs = [new_output("display_data", table.bundle())]
        cells.append(cell)
    sections = {"sections": [{"notebook": "crosstab"}]}
    edition = Edition.model_validate({"edition": "2015", "title": "Trial", "report": sections})
    chapter = ExecutedChapter("crosstab", new_notebook(cells=cells))
    return assemble([chapter], edition, template=template, texts=None, output=output)


def pieces(page: pypdf.PageObject) -> list[Piece]:
    """Give the texts of a page that stand level, from the top down and from left to right."""
    found = []

    def visit(text, cm, tm, font, size):
        level = abs(tm[1]) < 1e-6 and abs(cm[1]) < 1e-6
        if text.strip() and level:
            left, base = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append(Piece(text.strip(), left, round(base, 1), size * abs(tm[0] * cm[0])))

    page.extract_text(visitor_text=visit)
    return sorted(found, key=lambda piece: (-piece.base, piece.left))


def overprinted(page: pypdf.PageObject) -> list[tuple[str, str]]:
    """Give the pairs of texts on one line of which the second begins before the first ends."""
    return [
        (one.text, other.text)
        for one, other in pairwise(pieces(page))
        if one.base == other.base and one.right > other.left + SLACK
    ]


def cut_off(page: pypdf.PageObject) -> list[str]:
    """Give the texts that run into the margins of a page."""
    width = float(page.mediabox.width)
    return [
        piece.text
        for piece in pieces(page)
        if piece.left < MARGIN or piece.right > width - MARGIN or piece.base < MARGIN
    ]
