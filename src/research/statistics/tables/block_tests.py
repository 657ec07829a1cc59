"""Whether a question and a block of columns go together, for every one of a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.statistics.answers.variables import Measure, MultipleResponse
from research.statistics.tables.banner import Layout
from research.statistics.tables.counts import pieces, title_of
from research.statistics.tables.rao_scott import clustered, corrected, weighted_covariance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from research.statistics.tables.clustering import Units
    from research.statistics.tables.counts import Piece, Question, Tally

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

__all__ = ["BlockTests", "block_tests"]

_COLUMNS = [
    "question",
    "row",
    "block",
    "columns",
    "n",
    "units",
    "chi2",
    "df",
    "chi2_first",
    "p_first",
    "f",
    "df1",
    "df2",
    "p",
    "design_effect",
    "cramers_v",
    "smallest_expected",
    "reason",
]


@dataclass(frozen=True)
class BlockTests:
    """What tests of independence are made of.

    Parameters
    ----------
    frame, stub, layout : as of `research.statistics.tables.counts.tally`.
    counted : its result.
    shown : cells that are shown, ``(rows, columns)``; columns with a hidden one are left out.
    weighted : whether respondents bear weights that are no frequencies.
    units : their clusters, where there are any.
    """

    frame: pd.DataFrame
    stub: Sequence[Question]
    layout: Layout
    counted: Tally
    shown: NDArray[np.bool_]
    weighted: bool
    units: Units | None

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        stub: Sequence[Question],
        layout: Layout,
        counted: Tally,
        shown: NDArray[np.bool_],
        weighted: bool,
        units: Units | None,
    ) -> BlockTests:
        """Keep what tests need: without clusters nothing of single respondents."""
        if units is None:
            nobody = np.zeros(0, dtype=np.intp)
            layout = Layout([replace(part, codes=nobody) for part in layout.parts])
            frame = frame.iloc[:0]
        return cls(frame, stub, layout, counted, shown, weighted, units)

    @property
    def method(self) -> str:
        """The test in words."""
        if not self.weighted and self.units is None:
            return "independence: Pearson's chi-squared"
        design = "clusters" if self.units is not None else "weights"
        return (
            "independence: Pearson's chi-squared with Rao and Scott's corrections (1984) of first "
            f"and second order, design effects estimated from the {design}"
        )


def block_tests(told: BlockTests) -> pd.DataFrame:
    """Test each question, or each answer where there may be several, against each block of columns.

    Returns
    -------
    Columns ``question``, ``row`` (of a question with several answers), ``block``, ``columns``
    (letters), ``n`` (respondents), ``units`` (clusters, or respondents), ``chi2`` and ``df``
    (Pearson's), ``chi2_first`` and ``p_first`` (first order), ``f``, ``df1``, ``df2`` and ``p``
    (second order), ``design_effect`` (mean), ``cramers_v``, ``smallest_expected``, and the
    ``reason`` for a missing test. Without weights and clusters all of them say what Pearson's says.
    """
    rows = [_row(told, question, block) for question, block in _asked(told)]
    found = [row for each in rows for row in each]
    return pd.DataFrame(found, columns=_COLUMNS)


def _asked(told: BlockTests) -> Iterator[tuple[Question, Places]]:
    families = np.array([column.family for column in told.layout.columns])
    for question in told.stub:
        if not isinstance(question, Measure):
            for family in np.unique(families[families >= 0]):
                yield question, np.flatnonzero(families == family)


def _row(told: BlockTests, question: Question, block: Places) -> Iterator[dict[str, Any]]:
    title = title_of(question)
    places = [
        at
        for at, row in enumerate(told.counted.rows)
        if row.question == title and row.kind == "category"
    ]
    several = isinstance(question, MultipleResponse)
    tables = [np.array(own) for own in ([[at] for at in places] if several else [places])]
    for number, own in enumerate(tables):
        kept = block[told.shown[np.ix_(own, block)].all(axis=0)]
        columns = [told.layout.columns[at] for at in block]
        yield {
            "question": title,
            "row": told.counted.rows[own[0]].label if several else "",
            "block": columns[0].block,
            "columns": ", ".join(column.letter for column in columns),
            **_tested(told, question, number, own, kept, several),
        }


def _tested(
    told: BlockTests, question: Question, number: int, own: Places, kept: Places, several: bool
) -> dict[str, Any]:
    shared = told.counted.overlaps
    if len(kept) < 2:
        return {"reason": "fewer than two columns can be shown"}
    if shared is not None and _overlapping(shared.n[own[0]][np.ix_(kept, kept)]):
        return {"reason": "the columns share respondents"}
    mass = _with_rest(told.counted.moments.mass, told.counted.bases.weighted, own, kept, several)
    squares = _with_rest(
        told.counted.moments.squares, told.counted.bases.squares, own, kept, several
    )
    full = mass.sum(axis=1) > 0
    if full.sum() < 2:
        return {"reason": "all gave one answer"}
    shares = mass[full] / mass[full].sum()
    n = float(told.counted.bases.n[own[0], kept].sum())
    # Weights that are frequencies stand for as many respondents.
    size = n if told.weighted or told.units is not None else float(mass.sum())
    units = n
    if told.units is not None:
        piece = pieces(told.frame, question)[number]
        sums = _sums(told.layout, piece, told.units, kept)[:, full]
        units = float((sums.sum(axis=(1, 2)) > 0).sum())
        if units < 2:
            return {"reason": "one cluster in all columns", "n": n, "units": units}
        test = clustered(sums, size)
    else:
        spread = weighted_covariance(mass[full].ravel(), squares[full].ravel(), n)
        test = corrected(shares, size, spread if told.weighted else None, n - 1)
    found = asdict(test)
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0)) * size
    return {
        **{name: found[name] for name in ("df", "p_first", "f", "df1", "df2", "p")},
        "n": n,
        "units": units,
        "chi2": found["pearson"],
        "chi2_first": found["chi2"],
        "design_effect": found["design_effect"],
        "cramers_v": float(np.sqrt(found["pearson"] / size / (min(shares.shape) - 1))),
        "smallest_expected": float(expected.min()),
        "reason": "",
    }


def _overlapping(shared: Floats) -> bool:
    return bool((shared - np.diag(np.diag(shared)) > 0).any())


def _with_rest(values: Floats, base: Floats, own: Places, kept: Places, several: bool) -> Floats:
    """Answers by columns; of one among several answers, who chose it and who did not."""
    table = values[np.ix_(own, kept)]
    if several:
        return np.vstack([np.maximum(base[own[0], kept] - table[0], 0.0), table])
    return table


def _sums(layout: Layout, piece: Piece, units: Units, kept: Places) -> Floats:
    """Weights by cluster, answer and column; the columns of a block are in one part."""
    widths = np.array([len(part.columns) for part in layout.parts])
    at = int(np.searchsorted(np.cumsum(widths), kept[0], side="right"))
    part = layout.parts[at]
    members = part.members[kept - widths[:at].sum()]
    sums = units.summed(piece, part) @ np.kron(members.T, np.eye(piece.size))
    found: Floats = sums.reshape(len(sums), len(kept), piece.size).transpose(0, 2, 1)
    return found
