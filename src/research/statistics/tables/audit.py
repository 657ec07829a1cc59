"""The last look at tables of parts: whether all that is printed together tells of too few."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from research.statistics.samples.suppression import protect
from research.statistics.tables.banner import first_seen
from research.statistics.tables.pages import Cut, Cuts
from research.statistics.tables.published import counted_by, picked_cells

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.derivation import People
    from research.statistics.tables.pages import Page
    from research.statistics.tables.protection import Headcount

    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

__all__ = ["audited"]


class _Told(NamedTuple):
    """A group of whom it is printed how many gave an answer; `key` is the question."""

    key: Hashable
    group: Flags
    cuts: list[Cut]


@dataclass
class _Cells:
    """Respondents by all that groups are made of."""

    place: Places
    first: Places

    @classmethod
    def of(cls, codes: Sequence[NDArray[Any]]) -> _Cells:
        joint = np.zeros(len(codes[0]), dtype=np.int64)
        first = np.zeros(min(len(joint), 1), dtype=np.intp)
        for own in codes:
            joint, first = first_seen(joint * (int(own.max(initial=0)) + 1) + own)
        return cls(joint.astype(np.intp), first)

    def people(self, counted: Headcount) -> People:
        everyone = np.ones(len(self.place), dtype=bool)
        return counted_by(self.place, len(self.first), everyone, counted.counts, counted.accounts)


@dataclass
class _System:
    """Groups of whom a number of the same kind is printed, and what prints it."""

    cells: _Cells
    groups: dict[bytes, Flags] = field(default_factory=dict)
    cuts: dict[bytes, list[Cut]] = field(default_factory=dict)
    kept: set[bytes] = field(default_factory=set)

    def add(self, told: _Told) -> None:
        key = told.group.tobytes()
        self.groups.setdefault(key, told.group)
        for cut in told.cuts:
            if cut.page.number:
                self.cuts.setdefault(key, []).append(cut)
            else:
                self.kept.add(key)


class _Grid:
    """A banner over the cells of respondents: all of them, and those of a page's tables."""

    def __init__(self, page: Page, cells: _Cells) -> None:
        parts = [
            (part.codes[cells.first], column)
            for part in page.layout.parts
            for column in part.columns
        ]
        self.columns = [column for _, column in parts]
        self.inside = page.inside[cells.first]
        self.all = np.array([column.cells[own] for own, column in parts])
        self.members = self.all & self.inside
        self.scopes = np.array([column.scope[own] for own, column in parts]) & self.inside
        blocks: dict[str, list[int]] = {}
        for at, column in enumerate(self.columns):
            if column.family >= 0:
                blocks.setdefault(column.block, []).append(at)
        self.blocks = list(blocks.values())
        self.choices = [choice for block in self.blocks for choice in self._choices(block)]

    def _choices(self, block: Sequence[int]) -> Iterator[tuple[frozenset[str], list[int], Flags]]:
        """By question that columns are made of: those of whom they tell the answers to it."""
        for level, source in enumerate(self.columns[block[0]].source):
            beside: dict[tuple[int, ...], list[int]] = {}
            for at in block:
                path = self.columns[at].path
                beside.setdefault((*path[:level], *path[level + 1 :]), []).append(at)
            for columns in beside.values():
                yield source, columns, np.logical_or.reduce(self.listed(columns))

    def listed(self, columns: Sequence[int]) -> Flags:
        """Those in columns; of columns that share respondents, those asked."""
        several = not self.columns[columns[0]].path
        found: Flags = (self.scopes if several else self.members)[columns]
        return found


class _Reading:
    """All that pages tell, by question."""

    def __init__(self, pages: Sequence[Page]) -> None:
        sheets = {page.spot[:2]: page for page in pages}
        codes = [part.codes for page in sheets.values() for part in page.layout.parts]
        codes += [page.inside.astype(np.intp) for page in sheets.values()]
        self._makers = {page.name: page for page in pages if page.answers}
        codes += [piece.codes for page in self._makers.values() for piece in page.answers]
        self.cells = _Cells.of(codes)
        self.grids = {spot: _Grid(page, self.cells) for spot, page in sheets.items()}
        self._finer: dict[bytes, _Cells] = {}
        self.systems: dict[Hashable, _System] = {}
        for page in pages:
            for told in self._told(page):
                self._add(told, self.cells)
            fine = self._fine(page)
            place = self.cells.place[fine.first]
            base = page.base[fine.first]
            for told in self._among(page):
                self._add(told._replace(group=told.group[place] & base), fine)

    def _add(self, told: _Told, cells: _Cells) -> None:
        if told.cuts and told.group.any():
            self.systems.setdefault(told.key, _System(cells)).add(told)

    def _fine(self, page: Page) -> _Cells:
        """Cells that a base does not divide."""
        if page.answers or page.base.all():
            return self.cells
        key = np.packbits(page.base).tobytes()
        if key not in self._finer:
            self._finer[key] = _Cells.of([self.cells.place, page.base.astype(np.intp)])
        return self._finer[key]

    def _told(self, page: Page) -> Iterator[_Told]:
        """What does not depend on who of others answered."""
        grid = self.grids[page.spot[:2]]
        for source, columns, group in grid.choices:
            single = len(grid.columns[columns[0]].source) == 1
            if page.every or (page.answers and single):
                held = group if page.every else group & page.base[self.cells.first]
                yield _Told(source, held, _columns(page, columns))
        if not page.base.all():
            for at in range(len(grid.columns)):
                yield _Told(("answered", page.name), grid.members[at], _columns(page, [at]))
        if page.number and page.every and not page.inside.all():
            for at in range(len(grid.columns)):
                yield _Told(("part", page.number), grid.all[at], _columns(page, [at]))
        yield from self._crossed(page, grid)

    def _crossed(self, page: Page, grid: _Grid) -> Iterator[_Told]:
        """What answers that make columns elsewhere tell of those who gave them."""
        outside = page.number and bool((page.base & ~page.inside).any())
        for row, gave in self._rows(page):
            cuts = [Cut(page, at, row) for at in np.flatnonzero(page.shown[row]).tolist()]
            if outside:
                yield _Told(("part", page.number), gave, cuts)
            for block in grid.blocks:
                source = grid.columns[block[0]].source
                if len(source) == 1 and source[0] != page.about:
                    scope = np.logical_or.reduce(grid.listed(block))
                    own = [cut for cut in cuts if cut.column in block]
                    yield _Told(source[0], gave & scope, own)

    def _rows(self, page: Page) -> Iterator[tuple[int, Flags]]:
        """Rows that a page prints, with those of all who gave the answer; no means."""
        places = {row.label: at for at, row in enumerate(page.rows)}
        for piece in page.answers:
            picked = picked_cells(piece, self.cells.first)
            for row, gave in zip(piece.rows, picked, strict=True):
                if row.kind != "mean" and row.label in places:
                    yield places[row.label], gave

    def _among(self, page: Page) -> Iterator[_Told]:
        """What is told of those who answered."""
        grid = self.grids[page.spot[:2]]
        for at, column in enumerate(grid.columns):
            cut = _columns(page, [at])
            if page.shown[:, at].any():
                yield _Told(page.about, grid.members[at], cut)
            if column.family >= 0 and not column.path and page.seen.rest[at]:
                yield _Told(page.about, grid.scopes[at], cut)
            if page.number and page.whole and (page.base & ~page.inside).any():
                yield _Told(("part", page.number, page.name), grid.all[at], cut)
        for source, columns, group in grid.choices:
            yield _Told((source, page.name), group, _columns(page, columns))


def _columns(page: Page, columns: Sequence[int]) -> list[Cut]:
    return [Cut(page, at) for at in columns if page.seen.columns[at]]


def audited(pages: Sequence[Page], counted: Headcount) -> dict[tuple[int, int, Hashable], Cuts]:
    """Say what goes from tables of parts so that all pages together tell nothing of too few.

    Parameters
    ----------
    pages : all that would be printed; those of all respondents stay what they are.
    counted : how few are too few, and how they are counted.

    Returns
    -------
    By place of a page, what goes from it.

    Notes
    -----
    Every figure says of a group of respondents how many of them gave an answer. By question, whose
    figures can be added and subtracted, the groups are put into one linear system:

    - a figure tells of those of a column who answered, to the question of its row;
    - a base tells of those who answered, to the questions that its column is made of, and, where a
      part's, whether they are in the part;
    - the figures of a row tell of those who gave its answer, to the question of their columns, and
      in the total of a part, whether they are in it.

    Where a system singles out too few, the groups that cost the fewest cells go (`protect`), with
    all figures that tell of them. That takes something from other systems and adds to none, so that
    one look at each is enough.
    """
    reading = _Reading(pages)
    cuts = {page.spot: Cuts.of(page) for page in pages}
    safe: set[tuple[int, frozenset[bytes]]] = set()
    people: dict[int, People] = {}
    for system in reading.systems.values():
        own = {
            key: held
            for key, all_ in system.cuts.items()
            if key not in system.kept
            and (held := [cut for cut in all_ if not cuts[cut.page.spot].has(cut)])
        }
        mark = id(system.cells), frozenset(own) | system.kept
        if not own or mark in safe:
            continue
        if mark[0] not in people:
            people[mark[0]] = system.cells.people(counted)
        gone = _gone(system, own, people[mark[0]], counted, cuts)
        for key in gone:
            for cut in own[key]:
                cuts[cut.page.spot].make(cut)
        if len(gone) < len(own):
            safe.add((mark[0], mark[1].difference(gone)))
    return cuts


def _gone(
    system: _System,
    own: Mapping[bytes, Sequence[Cut]],
    people: People,
    counted: Headcount,
    cuts: Mapping[tuple[int, int, Hashable], Cuts],
) -> list[bytes]:
    """Choose the groups of a system that go: those that cost the fewest cells."""
    names = [*sorted(system.kept), *own]
    kept = range(len(system.kept))
    losses = np.zeros(len(names), dtype=np.int64)
    for at, name in enumerate(own, len(kept)):
        each = dict.fromkeys((cut.page.spot, cut.column, cut.row) for cut in own[name])
        pages = {cut.page.spot: cut.page for cut in own[name]}
        losses[at] = sum(
            cuts[spot].cost(column, row) * pages[spot].questions for spot, column, row in each
        )
    hidden = protect(
        np.array([system.groups[name] for name in names]),
        people,
        np.zeros(len(names), dtype=bool),
        counted.rule,
        losses=losses * len(names) + np.arange(len(names)),
        kept=kept,
    )
    return [name for at, name in enumerate(names) if hidden[at] and at >= len(kept)]
