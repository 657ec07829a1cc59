"""The groups of respondents that a set of tables tells about, gathered over all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.statistics.answers.variables import Measure, MultipleResponse
from research.statistics.samples.derivation import People
from research.statistics.tables.banner import Layout, first_seen
from research.statistics.tables.counts import pieces, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.tables.banner import Banner, Column
    from research.statistics.tables.counts import Piece, Question

    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

__all__ = ["FREE", "Published", "Sheet", "counted_by", "data_columns", "made_of", "picked_cells"]

# What is no group of its own, and therefore never hidden as one.
FREE = -1
_FINE = 10_000


@dataclass(frozen=True, eq=False)
class Sheet:
    """A banner over respondents, or over some of them.

    Parameters
    ----------
    banner : the columns.
    layout : the same over all respondents; who is not inside is in no column, the total neither.
    inside : whom its tables are about, shape ``(n,)``; ``None`` for all.
    idle : whether no question of the plan is tabulated by it, so that hiding its columns is free.
    """

    banner: Banner
    layout: Layout
    inside: Flags | None = None
    idle: bool = False

    @classmethod
    def of(cls, frame: pd.DataFrame, banner: Banner, inside: Flags | None = None) -> Sheet:
        """Lay a banner over respondents, or over some of them."""
        layout = Layout.of(frame, banner)
        return cls(banner, layout if inside is None else layout.emptied(inside), inside)

    def pieces(self, frame: pd.DataFrame, question: Question) -> list[Piece]:
        """Give the answers to a question of those inside; the others are outside its base."""
        if self.inside is None:
            return pieces(frame, question)
        return [
            replace(piece, codes=_spread(piece.codes, self.inside, piece.size))
            for piece in pieces(frame[self.inside], question)
        ]

    @property
    def columns(self) -> list[Column]:
        """Its columns from left to right, the total first."""
        return self.layout.columns


@dataclass
class Published:
    """Groups that a set of tables tells about, each once; group 0 is everyone.

    Besides the columns these are

    - the answers of a question that makes columns elsewhere: its table by another banner tells of
      each answer what its table as a banner would;
    - what nested columns add up to: their bases are answers to the nested questions;
    - those who were asked a question with several answers, from whom "the rest" is reckoned.

    Parameters
    ----------
    cells : cell of each respondent, shape ``(n,)``; those of one cell are in the same groups.
    first : a respondent of each cell, shape ``(cells,)``.
    groups : cells of each group, shape ``(groups, cells)``.
    printed : how many columns and blocks of rows each group stands for, shape ``(groups,)``.
    takes : pairs of groups: without the first the second cannot be shown.
    above : by sheet and column, what nested columns beside it add up to.
    asked : by sheet, the cells of those who could have been in each column, ``(columns, cells)``.
    columns, scopes : by sheet, the group of each column and of those asked; `FREE` where nobody is
        in it, or where nothing hangs on it.
    rows : by sheet and title of a question, the group of each row in each column, and last of
        those who answered it; `FREE` where a row is no group.
    means : likewise, which rows are means.
    layouts : the sheets' banners over the respondents.
    rows_alone : groups that are rows and nothing else, shape ``(groups,)``.
    """

    cells: Places
    first: Places
    groups: Flags
    printed: NDArray[np.int64]
    takes: list[tuple[int, int]]
    above: list[list[set[int]]]
    asked: list[Flags]
    columns: list[Places]
    scopes: list[Places]
    rows: dict[tuple[int, str], Places]
    means: dict[tuple[int, str], Flags]
    layouts: list[Layout]
    rows_alone: Flags

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        sheets: Sequence[Sheet],
        stub: Sequence[Question],
        elsewhere: frozenset[str] = frozenset(),
    ) -> Published:
        """Gather the groups of sheets, and of the questions of a stub that also make columns.

        `elsewhere` are data columns that columns of other tables are made of.
        """
        layouts = [sheet.layout for sheet in sheets]
        makes = elsewhere.union(*(made_of(c) for each in layouts for c in each.columns))
        makers = [
            question
            for question in stub
            if not isinstance(question, Measure) and data_columns(question) & makes
        ]
        # Sheets of the same respondents share the answers.
        whom = [next(b for b, o in enumerate(sheets) if o.inside is s.inside) for s in sheets]
        answers = {
            (at, title_of(question)): sheets[at].pieces(frame, question)
            for question in makers
            for at in dict.fromkeys(whom)
        }
        asked = {
            (at, title_of(question)): answers[first, title_of(question)]
            for question in makers
            for at, first in enumerate(whom)
        }
        codes = [part.codes for layout in layouts for part in layout.parts]
        codes += [piece.codes for each in answers.values() for piece in each]
        gathering = _Gathering(codes, len(frame))
        gathering.add(np.ones(len(gathering.first), dtype=bool), 1)
        sides = [gathering.banner(sheet) for sheet in sheets]
        before = len(gathering.vectors)
        rows = {
            (at, title_of(question)): gathering.rows(
                layout, question, asked[at, title_of(question)]
            )
            for question in makers
            for at, layout in enumerate(layouts)
        }
        return cls(
            gathering.cells,
            gathering.first,
            np.array(gathering.vectors, dtype=bool),
            np.array(gathering.printed, dtype=np.int64),
            sorted(gathering.takes),
            [above for _, _, above in sides],
            [gathering.asked(layout) for layout in layouts],
            [columns for columns, _, _ in sides],
            [scopes for _, scopes, _ in sides],
            rows,
            {
                key: np.array([row.kind == "mean" for piece in each for row in piece.rows])
                for key, each in asked.items()
            },
            layouts,
            np.arange(len(gathering.vectors)) >= before,
        )

    @property
    def sources(self) -> list[frozenset[str]]:
        """Data columns of each question that columns of the banners are made of."""
        every = [own for each in self.layouts for column in each.columns for own in column.source]
        return list(dict.fromkeys(every))

    @property
    def nests(self) -> list[frozenset[str]]:
        """Those of `sources` that are nested in others, or others in them."""
        columns = [column for each in self.layouts for column in each.columns]
        return list(dict.fromkeys(o for c in columns if len(c.source) > 1 for o in c.source))

    @property
    def makes(self) -> frozenset[str]:
        """Data columns that columns of the banners are made of."""
        return frozenset().union(*self.sources)

    def listed(self, names: frozenset[str]) -> Flags:
        """Cells of those whom a banner lists under a question, by its data columns."""
        found = np.zeros(self.groups.shape[1], dtype=bool)
        for layout, places, scopes in zip(self.layouts, self.columns, self.scopes, strict=True):
            for column, own, scope in zip(layout.columns, places, scopes, strict=True):
                if made_of(column) & names:
                    for at in (own, scope):
                        found |= self.groups[at] if at != FREE else False
        return found

    def losses(self, count: NDArray[np.float64]) -> NDArray[np.int64]:
        """Weigh what hiding each group costs: columns first, then their respondents, then place."""
        size = len(self.groups)
        share = np.rint(_FINE * (self.groups @ count) / max(count.sum(), 1)).astype(np.int64)
        loss: NDArray[np.int64] = ((_FINE + 1) * self.printed + share) * size + np.arange(size)
        virtual = self.printed == 0
        loss[virtual] = np.flatnonzero(virtual)
        return loss

    def rows_about(self, columns: frozenset[str]) -> Flags:
        """Groups of rows that tell of the answers to a question, by its data columns."""
        about = np.zeros(len(self.groups), dtype=bool)
        for (banner, _), places in self.rows.items():
            for at, column in enumerate(self.layouts[banner].columns):
                if made_of(column) & columns:
                    own = places[:, at]
                    about[own[own != FREE]] = True
        return about

    def people(
        self, inside: Flags, counts: NDArray[np.float64] | None, accounts: NDArray[np.int64] | None
    ) -> People:
        """Count some of the respondents, by cell."""
        return counted_by(self.cells, self.groups.shape[1], inside, counts, accounts)


def counted_by(
    cells: Places,
    size: int,
    inside: Flags,
    counts: NDArray[np.float64] | None,
    accounts: NDArray[np.int64] | None,
) -> People:
    """Count respondents, and their accounts, by cell.

    Parameters
    ----------
    cells : cell of each respondent, shape ``(n,)``, out of `size`.
    inside : who is counted, shape ``(n,)``.
    counts : how many respondents each row stands for; one where ``None``.
    accounts : number of each respondent's account; ``None`` where respondents are not nested.
    """
    cells = cells[inside]
    weight = None if counts is None else counts[inside]
    count = np.bincount(cells, weight, minlength=size).astype(float)
    if accounts is None:
        return People(count)
    many = int(accounts.max(initial=0)) + 1
    keys = np.asarray(pd.unique(pd.Series(cells * many + accounts[inside])), dtype=np.int64)
    return People(count, np.stack(np.divmod(keys, many)))


def data_columns(question: Question) -> frozenset[str]:
    """Give the data columns that a question is read from."""
    if isinstance(question, str):
        return frozenset({question})
    if isinstance(question, MultipleResponse):
        return frozenset(question.columns)
    return frozenset({question.column})


def picked_cells(piece: Piece, first: Places) -> Flags:
    """Give the cells of the rows of a question; `first` is a respondent of each cell."""
    outside = np.zeros((len(piece.rows), 1), dtype=bool)
    picks = np.hstack([piece.picks != 0, outside])
    picked: Flags = picks[:, piece.codes[first]]
    return picked


def made_of(column: Column) -> frozenset[str]:
    """Give the data columns that a column of a banner is made of."""
    return frozenset().union(*column.source)


class _Gathering:
    """Numbers groups as they come, equal ones alike."""

    def __init__(self, codes: Sequence[NDArray[Any]], n: int) -> None:
        joint = np.zeros(n, dtype=np.int64)
        self.first = np.zeros(min(n, 1), dtype=np.intp)
        for own in codes:
            joint, self.first = first_seen(joint * (int(own.max(initial=0)) + 1) + own)
        self.cells = joint.astype(np.intp)
        self.vectors: list[Flags] = []
        self.printed: list[int] = []
        self.takes: set[tuple[int, int]] = set()
        self._known: dict[bytes, int] = {}

    def add(self, vector: Flags, printed: int = 0) -> int:
        """Number a group; nobody is no group."""
        if not vector.any():
            return FREE
        at = self._known.setdefault(vector.tobytes(), len(self.vectors))
        if at == len(self.vectors):
            self.vectors.append(vector)
            self.printed.append(0)
        self.printed[at] += printed
        return at

    def banner(self, sheet: Sheet) -> tuple[Places, Places, list[set[int]]]:
        """Number the columns of a sheet, those asked, and what its columns add up to."""
        layout = sheet.layout
        columns, scopes = [], []
        for part in layout.parts:
            own = part.codes[self.first]
            for column in part.columns:
                printed = column.family >= 0 and not sheet.idle
                columns.append(self.add(column.cells[own], int(printed)))
                several = column.family >= 0 and not column.path
                scopes.append(self.add(column.scope[own]) if several else FREE)
        above: list[set[int]] = [set() for _ in columns]
        for block in _blocks(layout):
            self._nested(layout.columns, block, columns, above)
        if sheet.inside is not None and columns[0] != FREE:
            # Nothing of a part is told without the part.
            self.takes |= {(columns[0], at) for at in columns[1:] if at not in (columns[0], FREE)}
            for whole in above[1:]:
                whole.add(columns[0])
        return np.array(columns, dtype=np.intp), np.array(scopes, dtype=np.intp), above

    def asked(self, layout: Layout) -> Flags:
        """Give the cells of those who could have been in each column."""
        codes = [part.codes[self.first] for part in layout.parts for _ in part.columns]
        return np.array(
            [column.scope[own] for column, own in zip(layout.columns, codes, strict=True)]
        )

    def _nested(
        self,
        made: Sequence[Column],
        block: Sequence[int],
        columns: list[int],
        above: list[set[int]],
    ) -> None:
        depth = len(made[block[0]].source)
        # By no level at all: the columns of a nest together are who answered all its questions.
        sizes = range(depth) if depth > 1 else range(0)
        for levels in (some for size in sizes for some in combinations(range(depth), size)):
            together: dict[tuple[int, ...], list[int]] = {}
            for at in block:
                path = tuple(made[at].path[level] for level in levels)
                together.setdefault(path, []).append(at)
            for members in together.values():
                own = [columns[at] for at in members if columns[at] != FREE]
                if not own:
                    continue
                whole = self.add(np.logical_or.reduce([self.vectors[at] for at in own]))
                self.takes |= {(whole, at) for at in own if at != whole}
                for at in members:
                    above[at].add(whole)

    def rows(self, layout: Layout, question: Question, parts: Sequence[Piece]) -> Places:
        """Number the rows of a question, and its base, in each column of a banner."""
        picked = np.concatenate([picked_cells(piece, self.first) for piece in parts])
        means = np.array([row.kind == "mean" for piece in parts for row in piece.rows])
        base = parts[0].codes[self.first] < parts[0].size
        places = np.full((len(picked) + 1, len(layout.columns)), FREE, dtype=np.intp)
        single = not isinstance(question, MultipleResponse)
        scopes = self._scopes(layout)
        for block in _blocks(layout):
            # A question by itself tells nothing but its own bases.
            if single and data_columns(question) <= made_of(layout.columns[block[0]]):
                continue
            scope = scopes[block[0]]
            for row in np.flatnonzero(~means):
                places[row, block] = self.add(picked[row] & scope, 1)
            places[-1, block] = self.add(base & scope, len(block))
        return places

    def _scopes(self, layout: Layout) -> dict[int, Flags]:
        """By first column of each block, who is in the block at all."""
        asked = self.asked(layout)
        return {
            block[0]: np.logical_or.reduce([asked[at] for at in block]) for block in _blocks(layout)
        }


def _blocks(layout: Layout) -> list[list[int]]:
    """Places of the columns of each stacked part of a banner, without the total."""
    blocks: dict[str, list[int]] = {}
    for at, column in enumerate(layout.columns):
        if column.family >= 0:
            blocks.setdefault(column.block, []).append(at)
    return list(blocks.values())


def _spread(codes: NDArray[Any], inside: Flags, size: int) -> NDArray[Any]:
    """Put the codes of some respondents among all; `size` for the others."""
    found = np.full(inside.size, size, dtype=np.intp)
    found[inside] = codes
    return found
