"""How much of an amount one account makes: what of a table by volume may be shown and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from research.statistics.answers.arguments import at_least, instance_of, share
from research.statistics.samples.weights import effective_size
from research.statistics.tables.counts import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from research.statistics.tables.banner import Cells, Layout
    from research.statistics.tables.clustering import Units
    from research.statistics.tables.counts import Piece, Question

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["Concentration", "Dominance", "concentration"]


@dataclass(frozen=True)
class Dominance:
    """How much of an amount one account may make.

    Parameters
    ----------
    most : share of a figure, of what is left beside it, and of what hidden figures come to.
    compared : share of a column that is compared with others.
    fewest : effective number of accounts in a column that is compared.

    Notes
    -----
    The rule of dominance of official statistics, with one contributor (Hundepool et al. 2012,
    "Statistical Disclosure Control"): who knows an amount that one account makes most of knows that
    account's. An answer that is hidden in one column is hidden in all of its group, and in all
    groups where it is in the total; with it nets and means of it, and further answers until what is
    hidden is no single account's.
    """

    most: float = 0.5
    compared: float = 0.2
    fewest: float = 30.0

    def __post_init__(self) -> None:
        share("most", self.most, 0.5)
        share("compared", self.compared, 0.2)
        at_least("fewest", self.fewest, 0)


@dataclass(frozen=True)
class Concentration:
    """What one account makes of a table, arrays ``(rows, columns)``.

    Parameters
    ----------
    hidden : cells of which one account makes too much, and those that would tell them.
    columns : columns of which it does, with their bases.
    base : share that the largest account makes of the column.
    effective : effective number of accounts in the column.
    """

    hidden: Flags
    columns: Flags
    base: Floats
    effective: Floats

    def uneven(self, rule: Dominance) -> Flags:
        """Say which columns are not compared."""
        return (self.base > rule.compared) | (self.effective < rule.fewest)


def concentration(
    frame: pd.DataFrame,
    stub: Sequence[Question],
    layout: Layout,
    units: Units,
    rule: Dominance,
) -> Concentration:
    """Say what one account makes of each cell, and which are hidden for it.

    Parameters
    ----------
    frame, stub, layout : as of `research.statistics.tables.counts.tally`.
    units : accounts, with amounts as weights.
    rule : how much is too much.
    """
    instance_of("dominance", rule, Dominance, "a Dominance, or None")
    found = [
        _of_piece(piece, layout, units, rule)
        for question in stub
        for piece in pieces(frame, question)
    ]
    return Concentration(*(np.concatenate(each) for each in zip(*found, strict=True)))


def _of_piece(piece: Piece, layout: Layout, units: Units, rule: Dominance) -> tuple[Any, ...]:
    """Hidden cells, hidden columns, shares of the largest account and effective numbers."""
    shape = len(piece.rows), len(layout.columns)
    hidden, gone = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    base, size = np.zeros(shape), np.zeros(shape)
    in_total: set[int] = set()
    left = 0
    for part in layout.parts:
        groups = np.array([column.family for column in part.columns])
        for group in np.unique(groups):
            own = np.flatnonzero(groups == group)
            held = _Group(piece, part, own, units, rule)
            veiled = held.veiled(in_total)
            if group < 0:
                in_total = veiled
            at = left + own
            hidden[:, at] = held.rows(veiled)[:, None] | held.dominated
            gone[:, at] = held.dominated
            base[:, at], size[:, at] = held.base, held.size
        left += len(part.columns)
    return hidden, gone, base, size


class _Group:
    """One piece in the columns of a group, and in what they leave of the total."""

    def __init__(
        self, piece: Piece, part: Cells, own: NDArray[np.intp], units: Units, rule: Dominance
    ) -> None:
        self.piece, self.rule = piece, rule
        members = part.members[own]
        outside = (members.sum(axis=0) == 0).astype(float)
        self.side = np.vstack([members, outside]).T
        self.mass = units.summed(piece, part)
        self.held = np.asarray(self.mass @ np.kron(self.side, np.ones((piece.size, 1))))
        largest, total = _largest(self.held), self.held.sum(axis=0)
        self.base = largest[:-1]
        self.size = np.asarray(effective_size(total, np.square(self.held).sum(axis=0)))[:-1]
        # An amount is printed with its base: who makes most of one column is told by all.
        self.dominated = bool((largest > rule.most).any())

    def veiled(self, start: set[int]) -> set[int]:
        """Numbers of the answers that are hidden."""
        if self.piece.values is not None:
            return set()
        kinds = [row.kind for row in self.piece.rows]
        answers = [at for at, kind in enumerate(kinds) if kind == "category"]
        amounts = {at: self._chosen(at) for at in answers}
        found = {at for at in start if at in amounts}
        found |= {at for at, chosen in amounts.items() if self._tells(chosen)}
        order = sorted(answers, key=lambda at: float(amounts[at].sum()))
        while found and len(found) < len(answers):
            together = np.sum([amounts[at] for at in sorted(found)], axis=0)
            if not (_largest(together) > self.rule.most).any():
                break
            found.add(next(at for at in order if at not in found))
        return found

    def rows(self, veiled: set[int]) -> Flags:
        """Say which rows are hidden: answers, and what is made of hidden ones."""
        found = np.zeros(len(self.piece.rows), dtype=bool)
        for at, row in enumerate(self.piece.rows):
            if self.piece.values is not None:
                continue
            if row.kind == "category":
                found[at] = at in veiled
            elif row.kind == "mean":
                found[at] = bool(veiled)
            else:
                parts = {answer for answer in veiled if self._in(answer, at)}
                found[at] = bool(parts) or self._tells(self._chosen(at))
        return found

    def _in(self, answer: int, row: int) -> bool:
        picks = self.piece.picks
        return bool((picks[answer] * picks[row]).any())

    def _chosen(self, at: int) -> Floats:
        pick = (self.piece.picks[at] != 0).astype(float)[:, None]
        return np.asarray(self.mass @ np.kron(self.side, pick))

    def _tells(self, chosen: Floats) -> bool:
        """Whether one account makes too much of a figure, or of what is left beside it."""
        beside = np.maximum(self.held - chosen, 0.0)
        return bool(
            (_largest(chosen) > self.rule.most).any() or (_largest(beside) > self.rule.most).any()
        )


def _largest(amounts: Floats) -> Floats:
    """Share of the largest account by column; 0 where there is nothing."""
    total = amounts.sum(axis=0)
    # Differences of sums leave crumbs where nobody is left.
    known = total > 1e-9 * max(float(amounts.max(initial=0.0)), 1e-300)
    found: Floats = np.where(known, amounts.max(axis=0, initial=0.0), 0.0)
    return found / np.where(known, total, 1.0)
