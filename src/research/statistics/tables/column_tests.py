"""Every comparison of a table: column against column, and column against the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.samples.bases import Bases, Moments
from research.statistics.samples.comparisons import (
    FEW,
    HIDDEN,
    NO_REST,
    REASONS,
    UNEVEN,
    Comparison,
    Result,
    Sample,
    base_sizes,
    compare_means,
    compare_shares,
    shared_part,
)
from research.statistics.samples.corrections import adjusted
from research.statistics.samples.nested import Joint, compare_clustered
from research.statistics.tables.lettering import letters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.statistics.tables.banner import Layout
    from research.statistics.tables.clustering import Between
    from research.statistics.tables.counts import Tally

__all__ = ["Tested", "compare_columns", "comparison_frame"]


@dataclass
class Tested:
    """Comparisons of a table.

    Parameters
    ----------
    first, second : columns compared, shape ``(comparisons,)``; -1 as second for the rest.
    values, against : both sides, shape ``(rows, comparisons)``.
    result : statistics and p-values.
    p : p-values adjusted within a row and a family.
    letters, rest_marks : marks of the cells, shape ``(rows, columns)``.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    values: NDArray[np.float64]
    against: NDArray[np.float64]
    result: Result
    p: NDArray[np.float64]
    letters: NDArray[np.object_]
    rest_marks: NDArray[np.object_]


def compare_columns(
    counted: Tally,
    layout: Layout,
    settings: Comparison,
    shown: NDArray[np.bool_],
    open_rest: NDArray[np.bool_] | None = None,
    varied: Between | None = None,
    uneven: NDArray[np.bool_] | None = None,
) -> Tested:
    """Compare every two columns of a family, and every column with the rest.

    Parameters
    ----------
    counted : the table's sums.
    layout : its columns; a family is the set of columns that answers of one innermost question
        make up.
    settings : how to compare.
    shown : cells that are shown, ``(rows, columns)``; hidden ones are not compared, since a
        difference would give them away.
    open_rest : cells that may be compared with the rest, ``(rows, columns)``; all where ``None``.
    varied : how the values vary between clusters; ``None`` for independent respondents.
    uneven : columns of an amount that one account makes too much of, ``(rows, columns)``; ``None``
        where respondents are counted.
    """
    columns = layout.columns
    families = np.array([column.family for column in columns])
    first, second = np.nonzero(np.triu(families[:, None] == families[None, :], k=1))
    own = families[first] >= 0
    first, second = first[own], second[own]
    lone = np.flatnonzero(families >= 0)
    sides = _pairs(counted, first, second, varied), _rest(counted, lone, varied)
    pairs = _tested(counted, sides[0], settings, families, families[first])
    rest = _tested(counted, sides[1], settings, families, families[lone])
    # The rest of a family with a hidden column would let that column be subtracted.
    veiled = (
        np.stack([~shown[:, families == family].all(axis=1) for family in families[lone]], axis=1)
        if lone.size
        else np.zeros((len(counted.rows), 0), dtype=bool)
    )
    if open_rest is not None:
        veiled |= ~open_rest[:, lone]
    for result, side in zip((pairs, rest), sides, strict=True):
        few = np.minimum(side.bases_a.n, side.bases_b.n) < settings.fewest
        _withhold(result, few & (side.bases_a.n > 0) & (side.bases_b.n > 0), FEW)
    if uneven is not None:
        _withhold(pairs, uneven[:, first] | uneven[:, second], UNEVEN)
        beside = [uneven[:, families == family].any(axis=1) for family in families[lone]]
        _withhold(rest, np.stack(beside, axis=1), UNEVEN) if beside else None
    _withhold(pairs, ~(shown[:, first] & shown[:, second]), HIDDEN)
    nobody = sides[1].bases_b.n <= 0
    _withhold(rest, nobody & (sides[1].bases_a.n > 0), NO_REST)
    _withhold(rest, veiled, HIDDEN)
    p_pairs = _by_family(pairs.p, families[first], settings)
    p_rest = _by_family(rest.p, families[lone], settings)
    marks = letters(
        [column.letter for column in columns],
        first,
        second,
        sides[0].a.value - sides[0].b.value,
        p_pairs,
        settings.levels,
    )
    rest_marks = np.full(shown.shape, "", dtype=object)
    above = sides[1].a.value > sides[1].b.value
    rest_marks[:, lone] = np.where(
        np.nan_to_num(p_rest, nan=1.0) <= max(settings.levels),
        np.where(above, "higher", "lower"),
        "",
    )
    return Tested(
        np.concatenate([first, lone]),
        np.concatenate([second, np.full(lone.size, -1)]),
        np.hstack([sides[0].a.value, sides[1].a.value]),
        np.hstack([sides[0].b.value, sides[1].b.value]),
        Result(
            np.hstack([pairs.statistic, rest.statistic]),
            np.hstack([pairs.df, rest.df]),
            np.hstack([pairs.p, rest.p]),
            np.hstack([pairs.reason, rest.reason]),
            np.hstack([pairs.error, rest.error]),
        ),
        np.hstack([p_pairs, p_rest]),
        marks,
        rest_marks,
    )


def comparison_frame(
    counted: Tally, layout: Layout, tested: Tested | None, settings: Comparison | None
) -> pd.DataFrame:
    """Give every comparison as a long frame.

    Returns
    -------
    Columns ``question``, ``row``, ``kind``, ``block``, ``column``, ``letter``, ``against`` (a
    column of the block, or "rest"), ``against_letter``, ``value``, ``against_value``,
    ``difference`` (percent points, or of means) and its ``error`` as the test takes it,
    ``statistic``, ``df``, ``p``, ``p_adjusted``, ``significant`` and the ``reason`` for a missing
    p-value.
    """
    if tested is None or settings is None:
        names = "question row kind block column letter against against_letter value against_value"
        more = "difference error statistic df p p_adjusted significant reason"
        return pd.DataFrame(columns=[*names.split(), *more.split()])
    rows, columns = counted.rows, layout.columns
    tall, wide = tested.values.shape
    labels = np.array([*(column.label for column in columns), "rest"], dtype=object)
    marks = np.array([*(column.letter for column in columns), ""], dtype=object)
    blocks = np.array([column.block for column in columns], dtype=object)
    scale = np.array([[1.0 if row.kind == "mean" else 100.0] for row in rows])
    open_ = tested.result.reason != HIDDEN
    values, against = (np.where(open_, v * scale, np.nan) for v in (tested.values, tested.against))
    result = tested.result
    return pd.DataFrame(
        {
            "question": np.repeat([row.question for row in rows], wide),
            "row": np.repeat([row.label for row in rows], wide),
            "kind": np.repeat([row.kind for row in rows], wide),
            "block": np.tile(blocks[tested.first], tall),
            "column": np.tile(labels[tested.first], tall),
            "letter": np.tile(marks[tested.first], tall),
            "against": np.tile(labels[tested.second], tall),
            "against_letter": np.tile(marks[tested.second], tall),
            "value": values.ravel(),
            "against_value": against.ravel(),
            "difference": (values - against).ravel(),
            "error": (result.error * scale).ravel(),
            "statistic": result.statistic.ravel(),
            "df": np.where(np.isnan(result.p), np.nan, result.df).ravel(),
            "p": result.p.ravel(),
            "p_adjusted": tested.p.ravel(),
            "significant": (np.nan_to_num(tested.p, nan=1.0) <= max(settings.levels)).ravel(),
            "reason": np.array(REASONS, dtype=object)[result.reason].ravel(),
        }
    )


@dataclass
class _Sides:
    a: Sample
    b: Sample
    bases_a: Bases
    bases_b: Bases
    both: Bases | None
    joint: Joint | None


def _pairs(
    counted: Tally, first: NDArray[np.intp], second: NDArray[np.intp], varied: Between | None
) -> _Sides:
    bases, moments = counted.bases, counted.moments
    both = None
    if counted.overlaps is not None:
        both = Bases(*(each[:, first, second] for each in _fields(counted.overlaps)))
    a, b = (Bases(*(each[:, at] for each in _fields(bases))) for at in (first, second))
    sums = [Moments(*(each[:, at] for each in _fields(moments))) for at in (first, second)]
    joint = (
        None
        if varied is None
        else Joint(
            varied.variance[:, first],
            varied.variance[:, second],
            varied.covariance[:, first, second],
            varied.units[:, first],
            varied.units[:, second],
            varied.shared[:, first, second],
        )
    )
    return _Sides(_sample(counted, a, sums[0]), _sample(counted, b, sums[1]), a, b, both, joint)


def _rest(counted: Tally, lone: NDArray[np.intp], varied: Between | None) -> _Sides:
    own = Bases(*(each[:, lone] for each in _fields(counted.bases)))
    sums = Moments(*(each[:, lone] for each in _fields(counted.moments)))
    scope = (each[:, lone] for each in _fields(counted.scope_bases))
    rest = Bases(*(np.maximum(s - o, 0.0) for s, o in zip(scope, _fields(own), strict=True)))
    rest = Bases(*(np.where(rest.n > 0, each, 0.0) for each in _fields(rest)))
    scope = (each[:, lone] for each in _fields(counted.scope_moments))
    other = Moments(*(s - o for s, o in zip(scope, _fields(sums), strict=True)))
    joint = (
        None
        if varied is None
        else Joint(
            varied.variance[:, lone],
            varied.rest_variance[:, lone],
            varied.rest_covariance[:, lone],
            varied.units[:, lone],
            varied.rest_units[:, lone],
            varied.rest_shared[:, lone],
        )
    )
    sides = _sample(counted, own, sums), _sample(counted, rest, other)
    return _Sides(*sides, own, rest, None, joint)


def _sample(counted: Tally, bases: Bases, moments: Moments) -> Sample:
    known = bases.weighted > 0
    safe = np.where(known, bases.weighted, 1.0)
    mean = moments.mass / safe
    spread = np.maximum(moments.square / safe - mean**2, 0.0)
    share = np.array([[row.kind != "mean"] for row in counted.rows])
    origin = np.array([[row.origin] for row in counted.rows])
    value = np.where(share, np.clip(mean, 0.0, 1.0), mean + origin)
    return Sample(np.where(known, value, np.nan), spread, bases.weighted)


def _tested(
    counted: Tally,
    sides: _Sides,
    settings: Comparison,
    columns: NDArray[np.intp],
    families: NDArray[np.intp],
) -> Result:
    shared, shared_size = shared_part(sides.bases_a, sides.bases_b, sides.both, settings)
    size_a, size_b = (base_sizes(bases, settings) for bases in (sides.bases_a, sides.bases_b))
    a = Sample(np.nan_to_num(sides.a.value), sides.a.spread, size_a)
    b = Sample(np.nan_to_num(sides.b.value), sides.b.spread, size_b)
    mean = np.array([row.kind == "mean" for row in counted.rows])
    if sides.joint is not None:
        return compare_clustered(a, b, sides.joint, settings, mean[:, None])
    if settings.rounded:
        share_a, share_b = (_rounded(s, old) for s, old in ((a, sides.bases_a), (b, sides.bases_b)))
        a.value, b.value = (
            np.where(mean[:, None], s.value, r) for s, r in ((a, share_a), (b, share_b))
        )
    result = compare_shares(a, b, settings, shared, shared_size)
    if mean.any():
        pooled = _family_spread(counted, settings, columns, families)
        means = compare_means(a, b, settings, shared, pooled)
        for share, other in zip(_fields(result), _fields(means), strict=True):
            share[mean] = other[mean]
    return result


def _rounded(sample: Sample, bases: Bases) -> NDArray[np.float64]:
    count = np.rint(sample.value * bases.weighted)
    share: NDArray[np.float64] = np.clip(count / np.where(sample.size > 0, sample.size, 1.0), 0, 1)
    return share


def _family_spread(
    counted: Tally, settings: Comparison, columns: NDArray[np.intp], families: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Variance of an answer within the columns of each comparison's family, and its degrees."""
    sizes = base_sizes(counted.bases, settings)
    sums = _sample(counted, counted.bases, counted.moments).spread * sizes
    df = np.maximum(sizes - 1, 0.0)
    own = (families[:, None] == columns[None, :]).astype(float)
    degrees = df @ own.T
    return sums @ own.T / np.maximum(degrees, 1.0), degrees


def _withhold(result: Result, where: NDArray[np.bool_], reason: int) -> None:
    result.reason[where] = reason
    for values in (result.statistic, result.p, result.error):
        values[where] = np.nan


def _by_family(
    p: NDArray[np.float64], families: NDArray[np.intp], settings: Comparison
) -> NDArray[np.float64]:
    result = np.full(p.shape, np.nan)
    for family in np.unique(families):
        own = families == family
        result[:, own] = adjusted(p[:, own], settings.correction)
    return result


def _fields(group: Bases | Moments | Result) -> list[NDArray[np.float64]]:
    return list(vars(group).values())
