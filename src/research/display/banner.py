"""The banner of a cross-tabulation: heads over heads, letters, bases, and rows in blocks.

A pipe table has one row of heads and no span. What more there is stands in its first rows, each
cell in a span of a class that says what it is; the filter ``look/banners.lua`` makes heads of them,
in every format and for both engines. Who reads the Markdown alone still reads the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from research.display.escape import escape
from research.display.markdown import pipe_table
from research.display.paper import plan
from research.display.syllables import softened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.cell import Cell
    from research.display.paper import Paper

__all__ = ["Banner", "Grid", "Head", "Sizes", "Stub"]


@dataclass(frozen=True)
class Head:
    """A head over columns that stand side by side.

    Parameters
    ----------
    text : as printed; empty where nothing stands over them.
    span : how many columns it heads.
    more : what it says where its columns go on on another page.
    """

    text: str = ""
    span: int = 1
    more: str = ""


@dataclass(frozen=True)
class Sizes:
    """A row of bases.

    Parameters
    ----------
    head : what they count.
    cells : one for each column, its mark in `Cell.letters`.
    """

    head: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Stub:
    """How a row stands among the others.

    Parameters
    ----------
    depth : how far its label stands in.
    block : rows of one block, next to each other, are not parted by the end of a page.
    head : what stands above it in a row of its own.
    sizes : rows of bases above it, where what follows does not rest on those under the heads.
    """

    depth: int = 0
    block: str = ""
    head: str = ""
    sizes: Sequence[Sizes] = ()


@dataclass(frozen=True)
class Banner:
    """What a cross-tabulation has around its cells.

    Parameters
    ----------
    heads : rows of heads above those of the columns, the outermost first; the spans of each add up
        to the columns.
    letters : letter of each column; left out where columns are not compared.
    sizes : rows of bases under the heads.
    stubs : one for each row; all at the margin when left out.
    below : rows of bases below the others, where each row has one of its own; `below_head` stands
        above them.
    across : whether the table lies across though an upright page would hold it, as those beside it
        do.
    """

    heads: Sequence[Sequence[Head]] = ()
    letters: Sequence[str] = ()
    sizes: Sequence[Sizes] = ()
    stubs: Sequence[Stub] = ()
    below: Sequence[Sizes] = ()
    below_head: str = ""
    across: bool = False

    def whole(self, heads: Sequence[str]) -> list[str]:
        """Give the head of each column with those over it, the outermost first.

        Parameters
        ----------
        heads : of the columns.

        Examples
        --------
        >>> Banner([[Head("Mean", 2), Head("Sum")]]).whole(["2015", "2016", "2016"])
        ['Mean, 2015', 'Mean, 2016', 'Sum, 2016']
        """
        over = [[head.text for head in row for _ in range(head.span)] for row in self.heads]
        return [", ".join(filter(None, parts)) for parts in zip(*over, heads, strict=True)]

    def groups(self, count: int) -> list[int]:
        """Give the number of the outermost head over each of so many columns; -1 where none is."""
        if not self.heads:
            return [-1] * count
        return [
            number if head.text else -1
            for number, head in enumerate(self.heads[0])
            for _ in range(head.span)
        ]


@dataclass(frozen=True)
class Grid:
    """A table with a banner, as printed.

    Parameters
    ----------
    banner : heads, letters, bases and blocks.
    stub : head of the first column.
    heads : of the other columns.
    labels : of the rows.
    cells : for each row, for each column behind the stub.
    """

    banner: Banner
    stub: str
    heads: Sequence[str]
    labels: Sequence[str]
    cells: Sequence[Sequence[Cell]]

    @property
    def stubs(self) -> Sequence[Stub]:
        """How each row stands among the others."""
        return self.banner.stubs or [Stub()] * len(self.labels)

    @property
    def lines(self) -> list[tuple[str, Stub, bool, Sequence[Cell]]]:
        """Label and stub of each row, whether its block goes on, and its cells."""
        blocks = ["", *(stub.block for stub in self.stubs)]
        goes_on = [bool(own) and own == before for before, own in pairwise(blocks)]
        return list(zip(self.labels, self.stubs, goes_on, self.cells, strict=True))

    @property
    def bases(self) -> list[Sizes]:
        """All rows of bases, wherever they stand."""
        within = [row for stub in self.stubs for row in stub.sizes]
        return [*self.banner.sizes, *within, *self.banner.below]

    @cached_property
    def paper(self) -> Paper:
        """Measures of the columns in print, and what goes on which page."""
        bases = self.bases
        return plan(
            labels=[
                *zip(self.labels, (stub.depth for stub in self.stubs), strict=True),
                *((row.head, 0) for row in bases),
            ],
            heads=[softened(head) for head in self.heads],
            cells=[*self.cells, *(row.cells for row in bases)],
            groups=self.banner.groups(len(self.heads)),
            across=self.banner.across,
        )

    def markdown(self) -> str:
        """Write the table as a pipe table that the filter makes whole."""
        rows = [*self._heads(), *self._bases()]
        for label, stub, goes_on, cells in self.lines:
            if stub.head:
                rows.append(self._block(stub.head))
            rows += [_sizes(row) for row in stub.sizes]
            marks = [f"in{stub.depth}"] * bool(stub.depth) + ["joined"] * goes_on
            rows.append([_span(label, *marks), *(cell.markdown() for cell in cells)])
        if self.banner.below:
            rows.append(self._block(self.banner.below_head))
            rows += map(_sizes, self.banner.below)
        widths = [round(2 * width) for width in self.paper.widths]
        return pipe_table(rows[0], rows[1:], "l" + "r" * len(self.heads), widths)

    def _block(self, head: str) -> list[str]:
        return [_span(head, "block"), *["[]{.along}"] * len(self.heads)]

    def _heads(self) -> list[list[str]]:
        paper = self.paper
        measure = f' measure="{sum(paper.widths):g}" room="{paper.room}"'
        over = [[_span("", "head", more=measure), *self._over(row)] for row in self.banner.heads]
        own = [
            _span(softened(head), "head", *self._places(place))
            for place, head in enumerate(self.heads)
        ]
        return [*over, [_span(self.stub, "head", more=measure), *own]]

    def _over(self, row: Sequence[Head]) -> list[str]:
        """Write heads that span columns: who goes along says what a page that opens there says."""
        cells, place = [], 0
        for head in row:
            cells.append(_span(head.text, "head", *self._places(place)))
            cells += [
                _span(head.more if place + on in self.paper.opening else "", "along")
                for on in range(1, head.span)
            ]
            place += head.span
        return cells

    def _places(self, place: int) -> list[str]:
        return ["part"] * (place in self.paper.opening) + ["kept"] * (place in self.paper.kept)

    def _bases(self) -> list[list[str]]:
        rows = []
        if any(self.banner.letters):
            rows.append(
                [_span("", "letter"), *(_span(each, "letter") for each in self.banner.letters)]
            )
        return rows + [_sizes(row) for row in self.banner.sizes]


def _sizes(row: Sizes) -> list[str]:
    return [_span(row.head, "base"), *(cell.markdown() for cell in row.cells)]


def _span(text: str, *marks: str, more: str = "") -> str:
    """Write a text in a span, or bare where nothing marks it."""
    if not marks:
        return escape(text)
    return f"[{escape(text)}]{{{' '.join(f'.{mark}' for mark in marks)}{more}}}"
