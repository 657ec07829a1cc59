"""The columns of a table: a total, stacked questions, questions nested in each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import instance_of, listed
from research.statistics.answers.variables import MultipleResponse, Variable, encode

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

__all__ = ["Banner", "Cells", "Column", "Layout", "column_letter", "first_seen"]

# More columns than anyone reads are a nest of the wrong questions.
_MANY_COLUMNS = 2000
# Up to so many combinations of answers are counted as they are, empty ones included.
_FEW_CELLS = 4096

Heading = str | Variable | MultipleResponse | tuple[str | Variable, ...]


@dataclass(frozen=True)
class Banner:
    """The columns of a table, from left to right.

    Parameters
    ----------
    headings : stacked parts. A name or a `Variable` gives a column an answer; a tuple of them nests
        the later in the earlier; a `MultipleResponse` gives columns that may share respondents.
    total : label of the total, always the first column.
    """

    headings: Sequence[Heading]
    total: str = "Total"

    def __post_init__(self) -> None:
        headings = listed("headings of a banner", self.headings, "a list of questions")
        for heading in (part for each in headings for part in _parts(each)):
            kinds = str | Variable | MultipleResponse
            allowed = "a column, a Variable, a MultipleResponse, or a tuple that nests columns"
            instance_of("a heading of a banner", heading, kinds, allowed)
        instance_of("the total of a banner", self.total, str, "its label")


def _parts(heading: Heading) -> tuple[object, ...]:
    return heading if isinstance(heading, tuple) else (heading,)


@dataclass(frozen=True)
class Column:
    """One column of a banner.

    Parameters
    ----------
    block : label of the stacked part.
    label : its own label; nested answers joined by " / ".
    letter : its mark in comparisons; empty for the total.
    family : number of the set of columns that it is compared with; -1 for the total.
    cells : which cells it takes in, shape ``(cells,)`` of its part.
    scope : the cells of all who could have been in it: the base of "the rest".
    source : data columns of each question that it is made of, from the outer to the inner one.
    path : which answer of each of these questions it is; empty where columns share respondents.
    """

    block: str
    label: str
    letter: str
    family: int
    cells: NDArray[np.bool_]
    scope: NDArray[np.bool_]
    source: tuple[frozenset[str], ...] = ()
    path: tuple[int, ...] = ()


@dataclass
class Cells:
    """Respondents by combination of answers, and the columns that these make up.

    Parameters
    ----------
    codes : cell of each respondent, shape ``(n,)``.
    size : number of cells.
    columns : columns in order.
    overlapping : whether columns of one family may share respondents.
    """

    codes: NDArray[np.intp]
    size: int
    columns: list[Column]
    overlapping: bool = False

    @property
    def members(self) -> NDArray[np.float64]:
        """Cells of each column as 0 and 1, shape ``(columns, cells)``."""
        return np.array([column.cells for column in self.columns], dtype=float)


@dataclass
class Layout:
    """A banner laid over respondents: parts that are counted together.

    Parameters
    ----------
    parts : cells with the columns that they make up, in the banner's order.
    n : number of respondents.
    """

    parts: list[Cells] = field(default_factory=list)
    n: int = 0

    @property
    def columns(self) -> list[Column]:
        """All columns from left to right."""
        return [column for part in self.parts for column in part.columns]

    @classmethod
    def of(cls, frame: pd.DataFrame, banner: Banner) -> Layout:
        """Lay a banner over respondents.

        Raises
        ------
        StatisticsError
            If a column does not exist or two columns of the table would have the same name.
        """
        builder = _Builder(frame)
        for heading in banner.headings:
            builder.add(heading)
        layout = cls(builder.finish(banner.total), len(frame))
        names = [(column.block, column.label) for column in layout.columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"columns {twice} stand in the banner twice; allowed: each once (give a label)"
            raise StatisticsError(msg)
        return layout

    def narrowed(self, inside: NDArray[np.bool_]) -> Layout:
        """Leave some of the respondents, shape ``(n,)``, in the same columns."""
        parts = [replace(part, codes=part.codes[inside]) for part in self.parts]
        return Layout(parts, int(inside.sum()))

    def emptied(self, inside: NDArray[np.bool_]) -> Layout:
        """Keep all respondents, and those who are not inside in none of the columns."""
        parts = []
        for part in self.parts:
            columns = [
                replace(column, cells=_beside(column.cells), scope=_beside(column.scope))
                for column in part.columns
            ]
            codes = np.where(inside, part.codes, part.size)
            parts.append(Cells(codes, part.size + 1, columns, part.overlapping))
        return Layout(parts, self.n)


def column_letter(position: int) -> str:
    """Give the mark of a column: A to Z, then AA, AB and so on.

    Examples
    --------
    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _Builder:
    """Gathers headings into as few sets of cells as stay small."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.parts: list[list[_Part]] = []
        self.sizes: list[int] = []
        self.letters = 0
        self.families = 0

    def add(self, heading: Heading) -> None:
        part = self._answers(heading)
        if self.parts and self.sizes[-1] * part.size <= _FEW_CELLS:
            self.parts[-1].append(part)
            self.sizes[-1] *= part.size
        else:
            self.parts.append([part])
            self.sizes.append(part.size)

    def finish(self, total: str) -> list[Cells]:
        if not self.parts:
            self.parts, self.sizes = [[]], [1]
        return [
            self._together(parts, size, total if at == 0 else "")
            for at, (parts, size) in enumerate(zip(self.parts, self.sizes, strict=True))
        ]

    def _together(self, parts: list[_Part], size: int, total: str) -> Cells:
        codes = np.zeros(len(self.frame), dtype=np.intp)
        grid = np.arange(size)
        everyone = np.ones(size, dtype=bool)
        columns = [Column(total, total, "", -1, everyone, everyone)] if total else []
        after = size
        for part in parts:
            after //= part.size
            codes += part.codes * after
            own = (grid // after) % part.size
            for path in part.columns:
                letter = column_letter(self.letters)
                self.letters += 1
                cells, scope = path.cells[own], path.scope[own]
                family = self.families + path.family
                columns.append(
                    Column(
                        part.block,
                        path.label,
                        letter,
                        family,
                        cells,
                        scope,
                        part.source,
                        path.places,
                    )
                )
            self.families += 1 + max(path.family for path in part.columns)
        overlapping = any(part.overlapping for part in parts)
        return Cells(codes, size, columns, overlapping)

    def _answers(self, heading: Heading) -> _Part:
        if isinstance(heading, MultipleResponse):
            return self._several(heading)
        nest = heading if isinstance(heading, tuple) else (heading,)
        variables = [Variable(v) if isinstance(v, str) else v for v in nest]
        if not variables or not all(isinstance(v, Variable) for v in variables):
            msg = "a nest of the banner is empty or holds a question with several answers; "
            msg += "allowed: one or more columns"
            raise StatisticsError(msg)
        return self._nested(variables)

    def _nested(self, variables: list[Variable]) -> _Part:
        coded = [encode(self.frame, variable, complete=False) for variable in variables]
        codes = np.zeros(len(self.frame), dtype=np.intp)
        sizes = [len(categories) + 1 for _, categories in coded]
        for (own, _), size in zip(coded, sizes, strict=True):
            codes *= size
            codes += own
        size = int(np.prod(sizes))
        if size > _MANY_COLUMNS * 8:
            msg = f"nesting {[v.title for v in variables]} makes {size} columns; allowed: about "
            msg += f"{_MANY_COLUMNS} (nest fewer questions, or stack them)"
            raise StatisticsError(msg)
        codes, kept = _dense(codes, size)
        paths: list[_Path] = []
        outer = list(product(*(range(size - 1) for size in sizes[:-1])))
        for family, above in enumerate(outer):
            inner = range(sizes[-1] - 1)
            wanted = {at: _radix((*above, at), sizes) for at in inner}
            scope = np.isin(kept, list(wanted.values()))
            for at in inner:
                label = _label(variables, [c for _, c in coded], (*above, at))
                cells = np.equal(kept, wanted[at])
                paths.append(_Path(label, family, cells, scope, (*above, at)))
        block = " / ".join(variable.title for variable in variables)
        source = tuple(frozenset({variable.column}) for variable in variables)
        return _Part(codes, kept.size, block, paths, source)

    def _several(self, question: MultipleResponse) -> _Part:
        chosen, asked = question.chosen(self.frame)
        pattern = np.ones(len(self.frame), dtype=np.int64) * asked
        seen = np.zeros((1, 0), dtype=bool)
        for at in range(chosen.shape[1]):
            pattern, first = first_seen(pattern * 2 + chosen[:, at])
            seen = chosen[first, : at + 1]
        scope = asked[first] if chosen.shape[1] else np.ones(1, dtype=bool)
        paths = [
            _Path(question.name_of(column), 0, seen[:, at], scope)
            for at, column in enumerate(question.columns)
        ]
        for name, members in question.nets.items():
            where = [list(question.columns).index(member) for member in members]
            paths.append(_Path(name, 0, np.logical_or.reduce(seen[:, where], axis=1), scope))
        source = (frozenset(question.columns),)
        return _Part(pattern, seen.shape[0], question.title, paths, source, overlapping=True)


@dataclass(frozen=True)
class _Path:
    label: str
    family: int
    cells: NDArray[np.bool_]
    scope: NDArray[np.bool_]
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Part:
    codes: NDArray[Any]
    size: int
    block: str
    columns: list[_Path]
    source: tuple[frozenset[str], ...]
    overlapping: bool = False


def _beside(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells with one more, of those outside."""
    return np.append(cells, np.False_)


def _dense(codes: NDArray[np.intp], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Keep few cells as they are; of many, only those that occur."""
    if size <= _FEW_CELLS:
        return codes, np.arange(size)
    dense, kept = pd.factorize(codes)
    return dense, np.asarray(kept)


def first_seen(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Number the values that occur, and say where each occurs first."""
    dense, kept = pd.factorize(codes)
    first = np.full(len(kept), len(dense))
    np.minimum.at(first, dense, np.arange(len(dense)))
    return dense.astype(np.int64), first


def _radix(places: Sequence[int], sizes: Sequence[int]) -> int:
    code = 0
    for place, size in zip(places, sizes, strict=True):
        code = code * size + place
    return code


def _label(
    variables: Sequence[Variable], categories: Sequence[Sequence[Hashable]], places: Sequence[int]
) -> str:
    return " / ".join(
        variable.name_of(names[place])
        for variable, names, place in zip(variables, categories, places, strict=True)
    )
