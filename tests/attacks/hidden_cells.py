"""An attack on tables published together, that shares no code with their protection.

It reads published cells only. For every answer to every question it writes down which groups of
respondents it knows the count of, and solves the linear system in fractions: a set of respondents
is exposed when its count is a combination of those known.

Groups are the columns of the banners, what they add up to, and answers that make columns elsewhere.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import lcm
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.answers.variables import MultipleResponse

if TYPE_CHECKING:
    from research.statistics.tables.banner import Banner

__all__ = ["exposed", "knowledge"]


def groups_of(frame: pd.DataFrame, banner: Banner) -> dict[tuple[str, str], tuple[dict, pd.Series]]:
    """By column: the answers that it is made of, and who is in it; from the data alone."""
    found = {("Total", "Total"): ({}, pd.Series(True, index=frame.index))}
    for heading in banner.headings:
        if isinstance(heading, MultipleResponse):
            for column in heading.columns:
                found[heading.title, column] = ({column: 1}, frame[column] == 1)
            for net, members in heading.nets.items():
                found[heading.title, net] = ({}, (frame[list(members)] == 1).any(axis=1))
            continue
        names = heading if isinstance(heading, tuple) else (heading,)
        for path in product(*(sorted(frame[name].dropna().unique()) for name in names)):
            inside = pd.Series(True, index=frame.index)
            for name, value in zip(names, path, strict=True):
                inside &= frame[name] == value
            label = " / ".join(map(str, path))
            found[" / ".join(names), label] = (dict(zip(names, path, strict=True)), inside)
    return found


def asked(frame: pd.DataFrame, question: str) -> pd.Series:
    """Who is in the base of a question."""
    if question == "Uses":
        return frame[["mail", "web"]].notna().any(axis=1)
    return frame[question].notna()


def answers_to(frame: pd.DataFrame, question: str, row: str) -> tuple[str, object, pd.Series]:
    """Variable and answer that a row stands for, and who gave it."""
    if question == "Uses":
        return (
            row,
            1,
            frame[row] == 1 if row in frame else (frame[["mail", "web"]] == 1).any(axis=1),
        )
    value = next(v for v in frame[question].dropna().unique() if _text(v) == row)
    return question, value, frame[question] == value


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)


def knowledge(frame, tables, banners):
    """By variable and answer: the groups of respondents whose count with it is published."""
    known: dict[tuple[str, object], list[np.ndarray]] = {}

    def learn(variable: str, answer: object, group: pd.Series) -> None:
        # Whoever has no answer is in no distribution of answers.
        name = variable.split(" among ")[0]
        group = group & frame[name].notna() if name in frame else group
        known.setdefault((variable, answer), []).append(group.to_numpy())

    makes = {
        name for banner in banners for path, _ in groups_of(frame, banner).values() for name in path
    }
    for table, banner in zip(tables, banners, strict=True):
        columns = groups_of(frame, banner)
        for cell in table.cells[table.cells["kind"].isin(["category", "net"])].itertuples():
            path, group = columns[cell.block, cell.column]
            base = asked(frame, cell.question)
            if not np.isnan(cell.unweighted_base):
                learn(f"answered {cell.question}", True, group)
                for told in told_by_base(frame, cell.question, path, makes):
                    learn(*told)
            if np.isnan(cell.count):
                continue
            variable, answer, gave = answers_to(frame, cell.question, cell.row)
            learn(variable, answer, group & base)
            # An answer that makes columns is a group itself, of the answers that it is crossed by.
            if variable in makes and len(path) == 1 and variable not in path:
                learn(*next(iter(path.items())), gave)
        for cell in table.tests[table.tests["against"] == "rest"].itertuples():
            if np.isnan(cell.against_value) or cell.kind not in ("category", "net"):
                continue
            variable, answer, _ = answers_to(frame, cell.question, cell.row)
            path, group = columns[cell.block, cell.column]
            rest = scope(frame, columns, cell.block, path) & ~group
            learn(variable, answer, rest & asked(frame, cell.question))
    return known


def told_by_base(frame, question, path, makes):
    """What the base of a column tells of the answers that the column is made of."""
    for name, value in path.items():
        others = asked(frame, question)
        for other, own in path.items():
            others &= (frame[other] == own) if other != name else True
        # Who skipped a question is no group, so bases of other questions stand by themselves.
        own = ("mail" if question == "Uses" else question) in makes and len(path) == 1
        yield name if own else f"{name} among {question}", value, others


def scope(frame, columns, block, path):
    """Everybody who could have been in a column: what the rest is taken from."""
    if block == "Uses":
        return asked(frame, "Uses")
    outer = list(path.items())[:-1]
    inside = [
        group
        for (own, _), (other, group) in columns.items()
        if own == block and list(other.items())[:-1] == outer
    ]
    return pd.concat(inside, axis=1).any(axis=1)


def exposed(frame, known, hide, units=None):
    """Sets of too few respondents of whom the count with some answer can be computed."""
    found = []
    for (variable, answer), groups in known.items():
        members = np.unique(np.array(groups, dtype=int), axis=0)
        patterns, place = np.unique(members, axis=1, return_inverse=True)
        inside = [at for at in range(patterns.shape[1]) if patterns[:, at].any()]
        cells = [np.flatnonzero(place == at) for at in inside]
        some = np.array(list(small_sets(cells, hide, units)), dtype=object)
        if not len(some):
            continue
        wanted = np.zeros((len(some), len(cells)), dtype=np.int64)
        for row, own in enumerate(some):
            wanted[row, list(own)] = 1
        loose = np.array(null_space(patterns[:, inside]), dtype=np.int64).reshape(-1, len(cells))
        told = (wanted @ loose.T == 0).all(axis=1)
        found += [
            (variable, answer, np.concatenate([cells[at] for at in own])) for own in some[told]
        ]
    return found


def small_sets(cells, hide, units):
    """Every union of cells with fewer than `hide` respondents, or units."""

    def size(some):
        inside = np.concatenate([cells[at] for at in some])
        return len(inside) if units is None else len(set(units[inside]))

    pending = [(at,) for at in range(len(cells))]
    while pending:
        some = pending.pop()
        if size(some) < hide:
            yield some
            pending += [(*some, at) for at in range(some[-1] + 1, len(cells))]


def null_space(matrix):
    """Whole-numbered vectors that every row of a matrix is at right angles to."""
    rows = [[Fraction(int(value)) for value in row] for row in matrix]
    pivots: list[int] = []
    for column in range(len(matrix[0])):
        done = len(pivots)
        at = next((row for row in range(done, len(rows)) if rows[row][column]), None)
        if at is None:
            continue
        rows[done], rows[at] = rows[at], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for row in range(len(rows)):
            factor = rows[row][column]
            if row != done and factor:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[done], strict=True)]
        pivots.append(column)
    vectors = []
    for free in set(range(len(matrix[0]))) - set(pivots):
        vector = [Fraction(0)] * len(matrix[0])
        vector[free] = Fraction(1)
        for row, pivot in enumerate(pivots):
            vector[pivot] = -rows[row][free]
        scale = lcm(*(value.denominator for value in vector))
        vectors.append([int(value * scale) for value in vector])
    return vectors
