"""Pages of tables as they would be printed, and what goes from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from research.statistics.tables.protection import GUARD, NOBODY, ROW, Visibility

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from research.statistics.tables.banner import Layout
    from research.statistics.tables.counts import Piece, Row

    Flags = NDArray[np.bool_]

__all__ = ["Cut", "Cuts", "Page"]

# Rows that a table is taken to have where its rows are no groups of respondents.
_ROWS = 8


@dataclass(frozen=True, eq=False)
class Page:
    """Questions with the same base by one banner, as they would be printed.

    Parameters
    ----------
    number : of the tables that it belongs to; 0 for those of all respondents.
    sheet : number of the banner among those of the tables.
    layout : the banner over all respondents.
    inside : whom the tables are about, shape ``(n,)``.
    name : what the question, or all that share this, is called here.
    about : data columns of a question that makes columns; of others the name.
    base : who answered, shape ``(n,)``.
    seen : what would be shown.
    questions : how many they are.
    whole : whether tables of all have them too.
    answers : those of all respondents, where they make columns; none otherwise.
    rows : those that are printed, where answers are given.
    """

    number: int
    sheet: int
    layout: Layout
    inside: Flags
    name: Hashable
    about: Hashable
    base: Flags
    seen: Visibility
    questions: int = 1
    whole: bool = False
    answers: Sequence[Piece] = ()
    rows: Sequence[Row] = ()

    @property
    def shown(self) -> Flags:
        """What would be shown, shape ``(rows, columns)``."""
        found: Flags = np.broadcast_to(
            self.seen.shown, (max(1, len(self.rows)), len(self.seen.columns))
        )
        return found

    @property
    def every(self) -> bool:
        """Whether all whom the tables are about answered."""
        return bool((self.base | ~self.inside).all())

    @property
    def spot(self) -> tuple[int, int, Hashable]:
        """Where it is printed."""
        return self.number, self.sheet, self.name


class Cut(NamedTuple):
    """A column of a page, or one cell of it."""

    page: Page
    column: int
    row: int | None = None


@dataclass(frozen=True, eq=False)
class Cuts:
    """What goes from a page.

    Parameters
    ----------
    columns : with their bases, shape ``(columns,)``.
    cells : of rows, shape ``(rows, columns)``; one row where rows are no groups.
    means : which rows are means, shape ``(rows,)``.
    losses : how many figures go with each column, shape ``(columns,)``.
    """

    columns: Flags
    cells: Flags
    means: Flags
    losses: NDArray[np.int64]

    @classmethod
    def of(cls, page: Page) -> Cuts:
        """None yet."""
        means = [row.kind == "mean" for row in page.rows] or [False]
        wide = len(page.seen.columns)
        return cls(
            np.zeros(wide, dtype=bool),
            np.zeros((len(means), wide), dtype=bool),
            np.array(means),
            1 + page.shown.sum(axis=0) * (1 if page.rows else _ROWS),
        )

    def has(self, cut: Cut) -> bool:
        """Whether a column, or a cell of it, is gone."""
        gone = bool(self.columns[cut.column])
        return gone or (cut.row is not None and bool(self.cells[cut.row, cut.column]))

    def make(self, cut: Cut) -> None:
        """Let a column, or a cell of it, go; without the total no column stands."""
        if cut.row is not None:
            self.cells[cut.row, cut.column] = True
        else:
            self.columns[cut.column if cut.column else slice(None)] = True

    def made(self, seen: Visibility) -> Visibility:
        """Take them from what would be shown."""
        # A mean would tell of the one answer that is missing.
        cells = self.cells | (self.means[:, None] & self.cells.any(axis=0))
        shape = np.broadcast_shapes(seen.reasons.shape, cells.shape)
        reasons = np.broadcast_to(seen.reasons, shape).copy()
        reasons[cells & (reasons == "")] = ROW
        gone = self.columns & ((reasons == "") | (reasons == NOBODY))
        reasons[gone] = GUARD
        return Visibility(reasons == "", reasons, seen.columns & ~self.columns, seen.rest)

    def cost(self, column: int, row: int | None) -> int:
        """How many figures go: a base, and what stands over it."""
        if row is not None:
            return 1
        return int(self.losses[column] if column else self.losses.sum())
