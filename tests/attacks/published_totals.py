"""An attack on a whole book of tables, that shares no code with its protection.

`told` writes down what each table that is shown tells: how many of which respondents gave which
answer. `computable` solves for the rest: it gives every set of respondents, fewer than allowed, of
whom a distribution of answers is a combination of the published totals. Rows from elsewhere, such
as the results of a ledger, are added as further `Row`s.

A question has a name of its own for those who answered it, where not all did: who skipped it is no
group. Membership of a part is an answer like others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from hidden_cells import null_space, small_sets
from scipy import optimize, sparse

from research.statistics.answers.variables import Measure, MultipleResponse, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from research.statistics.tables.banner import Banner
    from research.statistics.tables.crosstabs import Crosstab

__all__ = ["Row", "Shown", "computable", "told"]

_MANY_SETS = 3_000


@dataclass(frozen=True, eq=False)
class Row:
    """A published total.

    `value` is the sum, over the respondents of `mask`, of what `answers` says that their answer to
    `about` counts for: pairs of an answer and its number.
    """

    about: str
    answers: tuple[tuple[Any, float], ...]
    mask: np.ndarray
    value: float


@dataclass(frozen=True, eq=False)
class Shown:
    """A table as it is published; `inside` says whose it is, where not all respondents'."""

    table: Crosstab
    banner: Banner
    stub: Sequence[Any]
    inside: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class _Heading:
    path: tuple[tuple[str, Any], ...]
    members: np.ndarray
    scope: np.ndarray


def told(frame: pd.DataFrame, book: Sequence[Shown]) -> list[Row]:
    """Write down what the tables of a book tell of the respondents of a frame."""
    every = [h for shown in book for h in _headings(frame, shown.banner).values()]
    makes = {_key(variable) for heading in every for variable, _ in heading.path}
    rows: list[Row] = []
    parts = {
        id(shown.inside): number for number, shown in enumerate(book) if shown.inside is not None
    }
    whole = {_title(q) for shown in book if shown.inside is None for q in shown.stub}
    for shown in book:
        headings = _headings(frame, shown.banner)
        inside = np.ones(len(frame), dtype=bool) if shown.inside is None else shown.inside
        part = None if shown.inside is None else f"part {parts[id(shown.inside)]}"
        for question in shown.stub:
            own = shown.table.cells[shown.table.cells["question"] == _title(question)]
            tests = shown.table.tests
            tests = tests[(tests["question"] == _title(question)) & (tests["against"] == "rest")]
            page = _Page(frame, question, inside, part, _title(question) in whole, makes)
            rows += page.rows(own, tests, headings)
    return rows


@dataclass(frozen=True, eq=False)
class _Page:
    """One question of one table."""

    frame: pd.DataFrame
    question: Any
    inside: np.ndarray
    part: str | None
    whole: bool
    makes: set[str]

    def rows(self, cells, tests, headings) -> Iterator[Row]:
        given = dict(_answers(self.frame, self.question))
        base = _asked(self.frame, self.question)
        bases = cells.drop_duplicates(["block", "column"])
        for cell in bases[bases["unweighted_base"].notna()].itertuples():
            heading = headings[cell.block, cell.column]
            yield from self.base(cell.unweighted_base, heading, base)
        for cell in cells[cells["count"].notna() & cells["row"].isin(given)].itertuples():
            heading = headings[cell.block, cell.column]
            about, answers, gave = given[cell.row]
            mask = heading.members & self.inside & base
            value = cell.count if cell.kind != "mean" else cell.value * cell.unweighted_base
            yield Row(about, answers, mask, value)
            if cell.kind != "mean" and _key(about) in self.makes:
                yield from self.crossed(cell.count, heading, gave, about)
        for test in tests[tests["against_value"].notna() & tests["row"].isin(given)].itertuples():
            heading = headings[test.block, test.column]
            about, answers, _ = given[test.row]
            yield Row(about, answers, heading.scope & ~heading.members & self.inside & base, np.nan)

    def base(self, value: float, heading: _Heading, base: np.ndarray) -> Iterator[Row]:
        """What the base of a column tells."""
        name = _title(self.question)
        yield Row(f"answered {name}", ((True, 1.0),), heading.members & self.inside, value)
        known = base & self.inside
        every = bool((base | ~self.inside).all())
        makes = _key(_variable(self.question)) in self.makes and len(heading.path) == 1
        for variable, answer in heading.path:
            others = known & _answered(self.frame, variable)
            for other, own in heading.path:
                if other != variable:
                    others &= _gave(self.frame, other, own)
            if every or makes:
                yield Row(variable, ((answer, 1.0),), others, value)
            yield Row(f"{variable} among {name}", ((answer, 1.0),), others, value)
        if self.part and every and not self.inside.all():
            yield Row(self.part, ((True, 1.0),), heading.members, value)
        if self.part and self.whole and (base & ~self.inside).any():
            yield Row(f"{self.part} among {name}", ((True, 1.0),), heading.members & base, value)

    def crossed(
        self, value: float, heading: _Heading, gave: np.ndarray, about: str
    ) -> Iterator[Row]:
        """What an answer that makes columns tells, as a group of its own."""
        if not heading.path and self.part and (_answered(self.frame, about) & ~self.inside).any():
            # A question that is put to the part alone says of nobody who is in it.
            yield Row(self.part, ((True, 1.0),), gave, value)
        if len(heading.path) == 1:
            variable, answer = heading.path[0]
            if variable != about:
                mask = gave & self.inside & _answered(self.frame, variable)
                yield Row(variable, ((answer, 1.0),), mask, value)


def _title(question: Any) -> str:
    return question if isinstance(question, str) else question.title


def _variable(question: Any) -> str:
    """What a question is read from: a column, or all columns of one with several answers."""
    if isinstance(question, MultipleResponse):
        return "|".join(question.columns)
    return question if isinstance(question, str) else question.column


def _key(variable: str) -> str:
    """The question that a variable belongs to: options of several answers are one."""
    return variable.split(":")[-1]


def _asked(frame: pd.DataFrame, question: Any) -> np.ndarray:
    return _answered(frame, _variable(question))


def _categories(frame: pd.DataFrame, variable: Variable) -> list[Any]:
    if variable.categories is not None:
        return list(variable.categories)
    return sorted(frame[variable.column].dropna().unique())


def _gave(frame: pd.DataFrame, variable: str, answer: Any) -> np.ndarray:
    """Who gave an answer; an option of several is called by question, columns and option."""
    if ":" in variable:
        return (frame[variable.split(":")[1].split("|")] == 1).any(axis=1).to_numpy()
    return (frame[variable] == answer).to_numpy()


def _answered(frame: pd.DataFrame, variable: str) -> np.ndarray:
    return frame[_key(variable).split("|")].notna().any(axis=1).to_numpy()


def _options(question: MultipleResponse) -> Iterator[tuple[str, str]]:
    every = "|".join(question.columns)
    for column in question.columns:
        yield question.name_of(column), f"{question.label}:{column}:{every}"
    for name, members in question.nets.items():
        yield name, f"{question.label}:{'|'.join(members)}:{every}"


def _answers(frame: pd.DataFrame, question: Any):
    """By row: the variable, what each of its answers counts for, and who gave them."""
    if isinstance(question, Measure):
        return
    if isinstance(question, MultipleResponse):
        for label, variable in _options(question):
            yield label, (variable, ((1, 1.0),), _gave(frame, variable, 1))
        return
    variable = Variable(question) if isinstance(question, str) else question
    categories = _categories(frame, variable)
    wanted = {variable.name_of(answer): [answer] for answer in categories}
    wanted |= variable.boxes(categories)
    for label, members in wanted.items():
        gave = frame[variable.column].isin(members).to_numpy()
        yield label, (variable.column, tuple((answer, 1.0) for answer in members), gave)
    if variable.mean:
        scores = variable.scores or {answer: answer for answer in categories}
        worth = tuple((answer, float(scores[answer])) for answer in categories)
        yield "Mean", (variable.column, worth, _asked(frame, question))


def _headings(frame: pd.DataFrame, banner: Banner) -> dict[tuple[str, str], _Heading]:
    """By block and column: the answers that it is made of, who is in it and who could have been."""
    everyone = np.ones(len(frame), dtype=bool)
    found = {(banner.total, banner.total): _Heading((), everyone, everyone)}
    for heading in banner.headings:
        if isinstance(heading, MultipleResponse):
            scope = _asked(frame, heading)
            for label, variable in _options(heading):
                members = _gave(frame, variable, 1)
                found[heading.title, label] = _Heading(((variable, 1),), members, scope)
            continue
        nest = heading if isinstance(heading, tuple) else (heading,)
        variables = [Variable(each) if isinstance(each, str) else each for each in nest]
        listed = [_categories(frame, variable) for variable in variables]
        block = " / ".join(variable.title for variable in variables)
        for path in product(*listed):
            named = tuple((v.column, answer) for v, answer in zip(variables, path, strict=True))
            held = [_gave(frame, *each) for each in named]
            inner = frame[variables[-1].column].isin(listed[-1]).to_numpy()
            label = " / ".join(v.name_of(a) for v, a in zip(variables, path, strict=True))
            members = np.logical_and.reduce(held)
            found[block, label] = _Heading(
                named, members, np.logical_and.reduce([*held[:-1], inner])
            )
    return found


def computable(
    rows: Sequence[Row], hide: float, units: np.ndarray | None = None
) -> list[tuple[str, tuple[tuple[Any, float], ...], np.ndarray]]:
    """Sets of fewer respondents, or units, than `hide` of whom a total can be computed."""
    about: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        about[row.about].append(row)
    return [
        (name, answers, members)
        for name, own in about.items()
        for answers, members in _exposed(own, hide, units)
    ]


def _exposed(rows: Sequence[Row], hide: float, units: np.ndarray | None):
    """The same of the answers to one question."""
    masks = np.array([row.mask for row in rows])
    keep = masks.any(axis=1)
    if not keep.any():
        return
    patterns, place = np.unique(masks[keep], axis=1, return_inverse=True)
    inside = np.flatnonzero(patterns.any(axis=0))
    patterns = patterns[:, inside]
    cells = [np.flatnonzero(place == at) for at in inside]
    wanted = [row.answers for row in np.array(rows, dtype=object)[keep]]
    distinct = list(dict.fromkeys(wanted))
    seen = {
        each: frozenset(p.tobytes() for p, own in zip(patterns, wanted, strict=True) if own == each)
        for each in distinct
    }
    if len(set(seen.values())) == 1:
        # All answers are told of the same groups, so that one stands for all.
        first = [own == distinct[0] for own in wanted]
        matrix, distinct, worth = patterns[first].astype(int), distinct[:1], [np.ones(1)]
    else:
        known = list(dict.fromkeys(answer for each in distinct for answer, _ in each))
        worth = [np.array([dict(each).get(answer, 0) for answer in known]) for each in distinct]
        of = dict(zip(distinct, worth, strict=True))
        matrix = np.array([np.kron(of[own], p) for p, own in zip(patterns, wanted, strict=True)])
    matrix = np.unique(matrix, axis=0)
    for each, number in zip(distinct, worth, strict=True):
        for some in _found(matrix, number, cells, hide, units):
            yield each, np.concatenate([cells[at] for at in some])


def _found(matrix, number, cells, hide, units):
    """Sets of cells, few together, whose total is a combination of the rows."""
    light = [at for at, own in enumerate(cells) if _size(own, units) < hide]
    few = []
    for some in small_sets([cells[at] for at in light], hide, units):
        few.append([light[at] for at in some])
        if len(few) > _MANY_SETS:
            return _solved(matrix, number, cells, light, hide, units)
    if not few:
        return []
    loose = np.array(null_space(matrix), dtype=float).reshape(-1, matrix.shape[1])
    wanted = np.zeros((len(few), len(cells)))
    for row, some in enumerate(few):
        wanted[row, some] = 1
    free = np.abs(np.kron(number, wanted) @ loose.T).max(axis=1, initial=0)
    return [some for some, off in zip(few, free, strict=True) if off < 1e-6]


def _size(members: np.ndarray, units: np.ndarray | None) -> int:
    return len(members) if units is None else len(set(units[members]))


def _solved(matrix, number, cells, light, hide, units):
    """The same by integer programming, where the sets are too many to try: one set at most."""
    lines, width = matrix.shape
    count = len(light)
    held = [set() if units is None else set(units[cells[at]]) for at in light]
    every = sorted(set().union(*held))
    place = np.kron(number[:, None], np.eye(len(cells))[:, light])
    # Unknown are a factor for each row, whether a cell is in the set, and whether a unit is.
    size = lines + count + len(every)
    blank = sparse.csr_matrix((width, len(every)))
    limits = [optimize.LinearConstraint(sparse.hstack([matrix.T, -place, blank]).tocsc(), 0, 0)]
    chosen = np.zeros(size)
    chosen[lines : lines + count] = 1
    limits.append(optimize.LinearConstraint(chosen, 1, np.inf))
    weight = np.zeros(size)
    if units is None:
        weight[lines : lines + count] = [len(cells[at]) for at in light]
    else:
        weight[lines + count :] = 1
        for at, own in enumerate(held):
            for unit in own:
                pair = np.zeros(size)
                pair[lines + count + every.index(unit)], pair[lines + at] = 1, -1
                limits.append(optimize.LinearConstraint(pair, 0, np.inf))
    limits.append(optimize.LinearConstraint(weight, 0, hide - 1))
    whole = np.r_[np.zeros(lines), np.ones(count + len(every))]
    bounds = optimize.Bounds(np.where(whole, 0, -np.inf), np.where(whole, 1, np.inf))
    found = optimize.milp(weight, integrality=whole, bounds=bounds, constraints=limits)
    if found.x is None:
        return []
    return [[light[at] for at in np.flatnonzero(found.x[lines : lines + count] > 0.5)]]
