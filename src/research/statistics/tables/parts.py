"""Tables of some respondents beside those of all: what the difference of the two would tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from research.statistics.answers.arguments import instance_of, listed
from research.statistics.samples.suppression import protect
from research.statistics.tables.banner import Banner, first_seen
from research.statistics.tables.counts import pieces
from research.statistics.tables.published import counted_by, picked_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.derivation import People
    from research.statistics.tables.counts import Question
    from research.statistics.tables.protection import Headcount, Protection

    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

__all__ = ["Part", "closed_columns", "veiled_rows"]


@dataclass(frozen=True)
class Part:
    """Tables of some of the respondents: a filter, or those whom a question was put to.

    Parameters
    ----------
    members : who they are, true or false, shape ``(n,)``; a Series is matched by its labels.
    banners : of their tables.
    stub : the questions of their tables, all of them.
    label : what they are called in errors.
    """

    members: ArrayLike
    banners: Sequence[Banner]
    stub: Sequence[Question]
    label: str = "part"

    def __post_init__(self) -> None:
        for banner in listed(f"banners of {self.label}", self.banners, "a list of Banners"):
            instance_of(f"a banner of {self.label}", banner, Banner, "a Banner of questions")
        listed(f"stub of {self.label}", self.stub, "a list of questions")


@dataclass
class _Cells:
    """Respondents by the cells of several plans at once."""

    cells: Places
    first: Places

    @classmethod
    def of(cls, codes: Sequence[NDArray[np.intp]]) -> _Cells:
        joint = np.zeros(len(codes[0]), dtype=np.int64)
        first = np.zeros(min(len(joint), 1), dtype=np.intp)
        for own in codes:
            joint, first = first_seen(joint * (int(own.max(initial=0)) + 1) + own)
        return cls(joint.astype(np.intp), first)

    def groups(self, plan: Protection, which: Flags | list[int]) -> Flags:
        """Cells of groups of a plan, shape ``(groups, cells)``."""
        found: Flags = plan.published.groups[which][:, plan.published.cells[self.first]]
        return found

    def people(self, counted: Headcount, inside: Flags) -> People:
        """Count respondents by cell."""
        return counted_by(self.cells, len(self.first), inside, counted.counts, counted.accounts)


@dataclass
class _Groups:
    """Groups numbered as they come, equal ones alike."""

    vectors: list[Flags] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)

    def add(self, vector: Flags) -> int:
        at = self.known.setdefault(vector.tobytes(), len(self.vectors))
        if at == len(self.vectors):
            self.vectors.append(vector)
        return at


def closed_columns(
    whole: Protection, parts: Sequence[Protection], counted: Headcount, *, crossed: bool
) -> list[list[Flags]]:
    """Say which columns of parts would tell of those outside, by their bases.

    A base of a part says how many of the part are in the column; that of all respondents, how many
    of all. The difference is an answer of those outside, who may be few.

    Parameters
    ----------
    whole, parts : plans of the tables of all, and of each part.
    crossed : whether tables of all tell of answers that make columns, by the other columns.

    Returns
    -------
    By part and sheet, the columns to hide, shape ``(columns,)``.
    """
    joint = _Cells.of([plan.published.cells for plan in (whole, *parts)])
    groups = _Groups()
    if whole.sheets:
        groups.add(np.ones(len(joint.first), dtype=bool))
        told = ~whole.whole if crossed else ~whole.whole & _nests(whole)
        for vector in joint.groups(whole, told):
            groups.add(vector)
    kept = len(groups.vectors)
    bases: dict[int, list[tuple[int, int, int]]] = {}
    for number, plan in enumerate(parts):
        for sheet, column, above in _shown(plan):
            for vector in joint.groups(plan, sorted(above)):
                bases.setdefault(groups.add(vector), []).append((number, sheet, column))
    closed = [[np.zeros(len(sheet.columns), dtype=bool) for sheet in p.sheets] for p in parts]
    if len(groups.vectors) == kept:
        return closed
    every = np.array(groups.vectors)
    people = joint.people(counted, np.ones(len(joint.cells), dtype=bool))
    for number, sheet, column, outside in _asked_outside(whole, parts):
        few = counted.too_few(outside[None, joint.first], people) != ""
        closed[number][sheet][column] |= bool(few[0])
    secret = counted.too_few(every, people) != ""
    secret[:kept] = False
    losses = np.array([len(bases.get(at, ())) for at in range(len(every))], dtype=np.int64)
    hidden = protect(
        every, people, secret, counted.rule, losses=losses * len(every), kept=range(kept)
    )
    for at in np.flatnonzero(hidden).tolist():
        for number, sheet, column in bases.get(at, ()):
            closed[number][sheet][column] = True
    return closed


def _asked_outside(
    whole: Protection, parts: Sequence[Protection]
) -> Iterator[tuple[int, int, int, Flags]]:
    """Give columns of parts that tables of all have too, with those outside who could be in them.

    Who was not asked what a column is made of is in none of its answers: of those outside a part
    there may be many, and few who were asked.
    """
    scopes = {
        (column.block, column.label): column.scope[cells.codes]
        for layout in whole.published.layouts
        for cells in layout.parts
        for column in cells.columns
    }
    for number, plan in enumerate(parts):
        for at, sheet in enumerate(plan.sheets):
            for place, column in enumerate(sheet.columns):
                scope = scopes.get((column.block, column.label))
                if scope is not None and sheet.inside is not None and column.family >= 0:
                    outside: Flags = scope & ~sheet.inside
                    if outside.any():
                        yield number, at, place, outside


def _nests(plan: Protection) -> Flags:
    """Groups that nested columns add up to."""
    found = np.zeros(len(plan.published.groups), dtype=bool)
    found[[at for sheet in plan.published.above for above in sheet for at in above]] = True
    return found


def _shown(plan: Protection) -> Iterator[tuple[int, int, set[int]]]:
    """Columns of a plan that show their bases, with the groups that these are bases of."""
    for sheet, above in enumerate(plan.published.above):
        hidden = plan.hidden_columns(sheet)
        for column in np.flatnonzero(~hidden).tolist():
            if column and above[column]:
                yield sheet, column, above[column]


def veiled_rows(
    frame: pd.DataFrame, inside: Flags, question: Question, whole: Protection, counted: Headcount
) -> Flags:
    """Say which rows of a question that makes columns tell who of few is in a part.

    The total of a part counts those of an answer who are in it; where few gave the answer, that is
    an answer of few.

    Parameters
    ----------
    frame : all respondents.
    inside : who is in the part, shape ``(n,)``.
    question : one that makes columns.
    whole : the plan of the tables of all.

    Returns
    -------
    Rows of the question's table of the part, shape ``(rows,)``.
    """
    every, own = pieces(frame, question), pieces(frame[inside], question)
    labels = [(row.label, row.kind == "mean") for piece in own for row in piece.rows]
    base = every[0].codes < every[0].size
    if not (base & ~inside).any():
        return np.zeros(len(labels), dtype=bool)
    joint = _Cells.of([whole.published.cells, *(piece.codes.astype(np.intp) for piece in every)])
    asked = base[joint.first]
    secret = {vector.tobytes() for vector in joint.groups(whole, whole.whole) & asked}
    groups = _Groups()
    groups.add(asked)
    rows = {
        row.label: groups.add(picked)
        for piece in every
        for row, picked in zip(piece.rows, picked_cells(piece, joint.first), strict=True)
        if row.kind != "mean" and picked.any()
    }
    vectors = np.array(groups.vectors)
    people = joint.people(counted, base)
    few = counted.too_few(vectors, people) != ""
    few |= [vector.tobytes() in secret for vector in vectors]
    few[0] = False
    hidden = protect(vectors, people, few, counted.rule)
    found = np.array([not mean and hidden[rows.get(label, 0)] for label, mean in labels])
    return found | (np.array([mean for _, mean in labels]) & found.any())
