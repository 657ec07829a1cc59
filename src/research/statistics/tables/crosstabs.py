"""A stub by a banner, with bases, intervals, letters, tests and what is too thin to show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import (
    column_of,
    confidence_level,
    framed,
    instance_of,
    listed,
    truth,
)
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.calibration import Calibration
from research.statistics.samples.clusters import cluster_codes
from research.statistics.samples.comparisons import STANDARD, Comparison
from research.statistics.samples.suppression import Suppression
from research.statistics.samples.weights import checked_weights, design_effect
from research.statistics.tables.banner import Banner, Layout
from research.statistics.tables.block_tests import BlockTests, block_tests
from research.statistics.tables.calibrated import Raked
from research.statistics.tables.clustering import Units, between
from research.statistics.tables.column_tests import Tested, compare_columns, comparison_frame
from research.statistics.tables.concentration import Dominance, concentration
from research.statistics.tables.counts import tally, title_of
from research.statistics.tables.disclosure import Disclosure
from research.statistics.tables.estimates import Estimates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.clusters import Clusters
    from research.statistics.tables.concentration import Concentration
    from research.statistics.tables.counts import Question, Tally

__all__ = ["Crosstab", "crosstab"]

Shown = Literal[
    "value", "count", "weighted_count", "low", "high", "higher_than", "against_rest", "reason"
]


@dataclass(frozen=True)
class Crosstab(StatisticalResult):
    """A table, long.

    Parameters
    ----------
    cells : one row a cell: ``question``, ``row``, ``kind`` (category, net, box, mean), ``block``,
        ``column``, ``letter``; ``count`` (respondents), ``weighted_count``, ``value`` (percent from
        0 to 100, or the mean) with its interval ``low``, ``high``; ``higher_than`` (letters),
        ``against_rest`` (``higher``, ``lower`` or empty); ``unweighted_base``, ``weighted_base``,
        ``effective_base``, ``design_effect``; ``clusters`` (missing where respondents are
        independent); ``shown``, ``low_base`` and the ``reason`` for a cell without a value. The
        total is always the first column.
    tests : one row a comparison, see `research.statistics.tables.column_tests`.
    method : how the columns were compared.
    """

    cells: pd.DataFrame
    tests: pd.DataFrame
    method: str
    _blocks: BlockTests | None = field(default=None, repr=False, compare=False)

    @cached_property
    def independence(self) -> pd.DataFrame:
        """Tests of each question against each block, see `research.statistics.tables.block_tests`.

        Made when first asked for; empty where columns are not compared.
        """
        return pd.DataFrame() if self._blocks is None else block_tests(self._blocks)

    @property
    def frame(self) -> pd.DataFrame:
        """The values: questions and rows by blocks and columns."""
        return self.wide()

    def wide(self, what: Shown = "value") -> pd.DataFrame:
        """Give one property of the cells as a table: questions and rows by blocks and columns."""
        wide = self.cells.set_index(["question", "row", "block", "column"])[what]
        return wide.unstack(["block", "column"], sort=False)

    def bases(self) -> pd.DataFrame:
        """Give the bases of each question and column, with the design effect."""
        kinds = ["unweighted_base", "weighted_base", "effective_base", "design_effect"]
        names = ["question", "block", "column"]
        return self.cells.groupby(names, sort=False, observed=True)[kinds].first()


def crosstab(
    frame: pd.DataFrame,
    stub: Sequence[Question],
    banner: Banner,
    *,
    weights: str | None = None,
    frequencies: bool = False,
    comparison: Comparison | None = STANDARD,
    suppression: Suppression | Disclosure | None = None,
    accounts: str | None = None,
    clusters: Clusters | None = None,
    raked: Calibration | None = None,
    dominance: Dominance | None = None,
    confidence: float = 0.95,
) -> Crosstab:
    """Tabulate questions by the columns of a banner.

    Parameters
    ----------
    frame : one row a respondent; `research.crosstab` takes a study.
    stub : questions from top to bottom: names, `Variable`, `MultipleResponse` or `Measure`.
    banner : the columns.
    weights : column of weights, all above 0; none for weights of one.
    frequencies : whether a weight says how many respondents a row stands for. Then 2 is the same as
        the row twice, and the effective base is the sum of weights.
    comparison : how columns are compared; ``None`` for no tests.
    suppression : how few are too few to be told about: a rule for this table alone, or the plan of
        all tables that are published together; ``None`` shows all.
    accounts : column with the account of each respondent, where respondents are nested; with a plan
        it is part of the plan.
    clusters : what respondents are nested in: a column, or one label a respondent (a Series is
        matched by its labels); the accounts, of the table or of its plan, where not given.
        Intervals and letters then rest on variances between clusters, with Student's t at the
        column's clusters less one and at the clusters of a pair less two; a comparison whose bases
        are not the effective ones reproduces another program and stays as that has it.
    raked : the sample that the weights were raked over, of which the frame holds all or some. What
        its margins explain of the answers then leaves the variance of intervals and letters; the
        effective base is that of a simple random sample as sure, never above the respondents.
    dominance : how much one account may make, where the weights are amounts and no sampling
        weights; accounts are the clusters, or respondents where there are none.
    confidence : level of the cells' intervals: Wilson at the effective base for shares, Student's t
        at the effective base for means.

    Returns
    -------
    The table, long. A cell without a value says why in ``reason``.

    Raises
    ------
    StatisticsError
        If a column is missing, a weight cannot be used, or a question cannot be tabulated as asked.

    Notes
    -----
    Bases: respondents who answered the question and stand in the column; their weights; and Kish's
    effective size of these weights (1965), whose ratio to the first is the design effect.

    With weights or clusters the tests of independence are corrected by Rao and Scott (1984, Annals
    of Statistics 12:46), their design effects estimated from the data.

    Examples
    --------
    Among energy firms (A) significantly more renew than among food firms (B).

    >>> people = pd.DataFrame(
    ...     {
    ...         "sector": ["energy"] * 40 + ["food"] * 40,
    ...         "renews": ["yes"] * 30 + ["no"] * 10 + ["yes"] * 15 + ["no"] * 25,
    ...     }
    ... )
    >>> table = crosstab(people, ["renews"], Banner(["sector"]))
    >>> table.wide()
    block         Total sector
    column        Total energy  food
    question row
    renews   no   43.75   25.0  62.5
             yes  56.25   75.0  37.5
    >>> table.wide("higher_than")
    block        Total sector
    column       Total energy food
    question row
    renews   no                  A
             yes            B
    """
    stub = _asked(frame, stub, banner, comparison, suppression)
    confidence_level(confidence)
    column_of(frame, accounts, "accounts")
    truth("frequencies", frequencies)
    values = None
    if column_of(frame, weights, "weights") is not None:
        values = checked_weights(frame[weights], len(frame))
    squared = None if values is None else (values if frequencies else values * values)
    if clusters is None:
        planned = suppression.accounts_of(frame) if isinstance(suppression, Disclosure) else None
        clusters = planned if accounts is None else accounts
    codes = cluster_codes(clusters, frame.index, frame)
    whole, codes = _raked_over(raked, frame, codes)
    if isinstance(suppression, Disclosure):
        layout = suppression.layout(frame, banner)
    else:
        layout = Layout.of(frame, banner)
    counted = tally(frame, stub, layout, values, squared)
    plan = suppression
    if isinstance(plan, Suppression):
        often = weights if frequencies else None
        plan = Disclosure(frame, [banner], plan, stub=stub, accounts=accounts, frequencies=often)
    units = varied = None
    if codes is not None:
        units = Units(codes, np.ones(len(frame)) if values is None else values)
    if units is not None or whole is not None:
        varied = between(frame, stub, layout, units, whole)
    estimates = Estimates.of(counted, varied)
    seen = _Seen.of(frame, stub, banner, counted, estimates, plan, amounts=dominance is not None)
    uneven = None
    if dominance is not None:
        alone = np.arange(len(frame)) if codes is None else codes
        amounts = Units(alone, np.ones(len(frame)) if values is None else values)
        held = concentration(frame, stub, layout, amounts, dominance)
        seen, uneven = seen.without(held), held.uneven(dominance)
    tested = None
    told = None
    method = "columns not compared"
    if comparison is not None:
        nested = varied if comparison.base == "effective" else None
        tested = compare_columns(counted, layout, comparison, seen.shown, seen.rest, nested, uneven)
        weighted = values is not None and not frequencies
        told = BlockTests.of(frame, stub, layout, counted, seen.shown, weighted, units)
        how = comparison.described(
            clustered=nested is not None and units is not None,
            raked=nested is not None and whole is not None,
        )
        method = f"{how}; {told.method}"
    answers = counted.bases.weighted if frequencies else counted.bases.n
    cells = _cells(counted, layout, estimates, tested, seen, confidence, answers)
    if plan is not None:
        cells["low_base"] = cells["effective_base"] < plan.rule.flag
    tests = comparison_frame(counted, layout, tested, comparison)
    return Crosstab(cells, tests, method, told)


def _raked_over(
    raked: Calibration | None, frame: pd.DataFrame, codes: NDArray[np.int64] | None
) -> tuple[Raked | None, NDArray[np.int64] | None]:
    """Place the frame in the sample that weights were raked over, and its clusters in theirs."""
    if raked is None:
        return None, codes
    instance_of("raked", raked, Calibration, "the Calibration of the weights, or None")
    if codes is None and raked.owners is None:
        return Raked(raked, frame.index), None
    if raked.units is None:
        if not raked.index.equals(frame.index):
            msg = "respondents are in clusters, and the raked sample does not say which; allowed: "
            msg += "a Calibration with clusters, or one of the respondents of the table alone"
            raise StatisticsError(msg)
        raked = replace(raked, clusters=codes)
    return Raked(raked, frame.index), raked.units_at(frame.index)


def _asked(
    frame: pd.DataFrame,
    stub: Sequence[Question],
    banner: Banner,
    comparison: Comparison | None,
    suppression: Suppression | Disclosure | None,
) -> list[Question]:
    """Check what a table is asked for, and give its questions."""
    framed("data", frame)
    instance_of("banner", banner, Banner, "a Banner of questions, such as Banner(['sector'])")
    if comparison is not None:
        instance_of("comparison", comparison, Comparison, "a Comparison, or None for no tests")
    if suppression is not None:
        kinds = Suppression | Disclosure
        instance_of("suppression", suppression, kinds, "a Suppression, a Disclosure, or None")
    return listed("stub", stub, "a list of questions")


@dataclass(frozen=True)
class _Seen:
    """What is shown: cells, why not the others, columns with their bases, and the rest."""

    shown: NDArray[np.bool_]
    reasons: NDArray[np.object_]
    columns: NDArray[np.bool_]
    rest: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        stub: Sequence[Question],
        banner: Banner,
        counted: Tally,
        estimates: Estimates,
        plan: Disclosure | None,
        *,
        amounts: bool,
    ) -> _Seen:
        empty = counted.bases.n <= 0
        reasons = np.where(empty, "nobody answered", "").astype(object)
        everything = np.ones(empty.shape, dtype=bool)
        if plan is None:
            return cls(~empty, reasons, everything, everything)
        columns, rest = everything.copy(), everything.copy()
        rows = pd.Series([row.question for row in counted.rows])
        for question in stub:
            own = (rows == title_of(question)).to_numpy()
            seen = plan.visibility(frame, banner, question)
            reasons[own], columns[own], rest[own] = seen.reasons, seen.columns, seen.rest
        # Weights may leave little of a base that is large enough to be told about.
        thin = (reasons == "") & (estimates.effective < plan.rule.hide) & (not amounts)
        reasons[thin] = f"effective base under {plan.rule.hide:g}"
        return cls(reasons == "", reasons, columns, rest)

    def without(self, held: Concentration) -> _Seen:
        """Hide cells of an amount that one account makes most of, and their columns with bases."""
        reasons = self.reasons.copy()
        reasons[held.hidden & (reasons == "")] = "one account makes most of an amount"
        return _Seen(reasons == "", reasons, self.columns & ~held.columns, self.rest & ~held.hidden)


def _cells(
    counted: Tally,
    layout: Layout,
    estimates: Estimates,
    tested: Tested | None,
    seen: _Seen,
    confidence: float,
    answers: NDArray[np.float64],
) -> pd.DataFrame:
    shown = seen.shown
    rows, columns = counted.rows, layout.columns
    tall, wide = len(rows), len(columns)
    mean = np.array([[row.kind == "mean"] for row in rows])
    low, high, why = estimates.limits(mean, confidence)
    scale = np.where(mean, 1.0, 100.0)
    blank = np.full((tall, wide), "", dtype=object)
    numbers = {
        "count": counted.moments.count,
        "weighted_count": np.where(mean, counted.bases.weighted, counted.moments.mass),
        "value": estimates.value * scale,
        "low": low * scale,
        "high": high * scale,
        "deviation": estimates.deviation(answers) * scale,
        "error": np.sqrt(estimates.variance) * scale,
    }
    told = estimates.told(counted, shown)
    bases = {
        "unweighted_base": counted.bases.n,
        "weighted_base": counted.bases.weighted,
        "effective_base": told,
        "design_effect": design_effect(counted.bases.n, told),
        "clusters": estimates.clusters,
    }
    return pd.DataFrame(
        {
            "question": np.repeat([row.question for row in rows], wide),
            "row": np.repeat([row.label for row in rows], wide),
            "kind": np.repeat([row.kind for row in rows], wide),
            "block": np.tile([column.block for column in columns], tall),
            "column": np.tile([column.label for column in columns], tall),
            "letter": np.tile([column.letter for column in columns], tall),
            **{key: np.where(shown, each, np.nan).ravel() for key, each in numbers.items()},
            "higher_than": (tested.letters if tested else blank).ravel(),
            "against_rest": (tested.rest_marks if tested else blank).ravel(),
            **{key: np.where(seen.columns, each, np.nan).ravel() for key, each in bases.items()},
            "shown": shown.ravel(),
            "low_base": False,
            "reason": np.where(shown & (why != ""), why, seen.reasons).ravel(),
        }
    )
