"""One difference in loyalty, climbed from crude to defensible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.frameworks.loyalty import Comparison, cluster_codes, compared
from research.statistics.effects.adjustments import (
    doubly_robust,
    g_computation,
    inverse_probability,
)
from research.statistics.effects.confounders import balance, design, overlap, propensity
from research.statistics.effects.contrasts import Effect, crude, e_value
from research.statistics.samples.intervals import newcombe, normal_quantile
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Ladder", "ladder"]


_SAY = Frames(__file__)


@dataclass(frozen=True)
class Ladder:
    """One difference, estimated in ever more defensible ways.

    Parameters
    ----------
    rungs : one row a method, crude first: ``label, estimate, low, high`` (in ``unit``: points for
        shares and for growth given as a proportion, ratio for the E-value, whose ``high`` is
        missing), ``base, clusters, assumes`` and ``method``.
    overlap : of `research.statistics.effects.confounders.overlap`.
    balance : of `research.statistics.effects.confounders.balance`.
    chances : each compared row's group and chance of being treated, for the chart of overlap.
    base, dropped : rows compared, and rows of the two groups left out for missing values.
    notes : what the reader must be told.
    """

    rungs: pd.DataFrame
    overlap: pd.DataFrame
    balance: pd.DataFrame
    chances: pd.DataFrame
    base: int
    dropped: int
    notes: tuple[str, ...] = field(default=())


def ladder(frame: pd.DataFrame, comparison: Comparison, confidence: float = 0.95) -> Ladder:
    """Climb from the crude difference of two groups to one that can be defended.

    Parameters
    ----------
    frame : one row an account or customer.
    comparison : rows, outcome and confounders.
    confidence : of the intervals.

    Raises
    ------
    StatisticsError
        When a group is too small, the outcome does not vary, or no row has a counterpart.

    Notes
    -----
    Newcombe (1998) for shares, Welch's standard error for means; Liang and Zeger (1986) for
    clusters; g-computation after Robins (1986); weighting and its doubly robust form by
    statsmodels; E-value after VanderWeele and Ding (2017), for means by way of the standardised
    difference.
    """
    rows, dropped = compared(frame, comparison)
    outcome = rows[comparison.outcome].to_numpy(dtype=float)
    treated = (rows[comparison.group] == comparison.treated).to_numpy(dtype=bool)
    clusters = cluster_codes(rows, comparison.cluster)
    plain = crude(outcome, treated)
    share = bool(np.isin(outcome, (0.0, 1.0)).all())
    low, high = _first_interval(outcome, treated, plain, share, confidence)
    rungs = [_rung("crude", plain, (low, high))]
    if comparison.cluster:
        rungs.append(_rung("clustered", plain, plain.interval(clusters, confidence)))
    coded = design(rows, comparison.confounders)
    adjusted = None
    for name, method in (
        ("adjusted", g_computation),
        ("weighted", inverse_probability),
        ("doubly robust", doubly_robust),
    ):
        adjusted = method(outcome, treated, coded)
        rungs.append(_rung(name, adjusted, adjusted.interval(clusters, confidence)))
    if adjusted is not None:
        rungs.append(_e_rung(adjusted, outcome, clusters, share, confidence))
    table = pd.DataFrame(rungs)
    table["base"] = len(rows)
    table["clusters"] = len(rows) if clusters is None else int(clusters.max()) + 1
    table.loc[table["rung"] == "crude", "clusters"] = len(rows)
    if not share:
        table["method"] = table["method"].replace({_SAY("method.crude"): _SAY("method.means")})
    chance = propensity(coded, treated)
    return Ladder(
        rungs=table.set_index("rung"),
        overlap=overlap(chance, treated),
        balance=balance(coded, treated, chance),
        chances=pd.DataFrame({"treated": treated, "chance": chance}, index=rows.index),
        base=len(rows),
        dropped=dropped,
        notes=tuple(_notes(comparison, dropped, len(rows), np.asarray(chance, dtype=float))),
    )


def _rung(name: str, effect: Effect, interval: tuple[float, float]) -> dict[str, Any]:
    return {
        "rung": name,
        "unit": "points",
        "estimate": 100 * effect.estimate,
        "low": 100 * interval[0],
        "high": 100 * interval[1],
        "method": _SAY.named("method")[name],
        "assumes": _SAY.named("assumes")[name],
    }


def _first_interval(
    outcome: Floats, treated: NDArray[np.bool_], plain: Effect, share: bool, confidence: float
) -> tuple[float, float]:
    if not share:
        one, nought = outcome[treated], outcome[~treated]
        error = np.sqrt(one.var(ddof=1) / len(one) + nought.var(ddof=1) / len(nought))
        spread = normal_quantile(confidence) * float(error)
        return plain.estimate - spread, plain.estimate + spread
    counts = float(outcome[treated].sum()), float(outcome[~treated].sum())
    low, high = newcombe(
        counts[0], int(treated.sum()), counts[1], int((~treated).sum()), confidence
    )
    return float(low), float(high)


def _e_rung(
    effect: Effect,
    outcome: Floats,
    clusters: NDArray[np.intp] | None,
    share: bool,
    confidence: float,
) -> dict[str, Any]:
    """E-value of the last adjusted estimate, by its risk ratio or standardised difference."""
    low, high = effect.interval(clusters, confidence)
    near = low if effect.estimate > 0 else high
    if share:
        base = max(effect.control, 1e-6)
        ratio, limit = (max((base + step) / base, 1e-6) for step in (effect.estimate, near))
    else:
        spread = float(outcome.std(ddof=1))
        ratio, limit = (float(np.exp(0.91 * step / spread)) for step in (effect.estimate, near))
    value, at_limit = e_value(ratio, limit)
    return {
        "rung": "E-value",
        "unit": "ratio",
        "estimate": value,
        "low": at_limit,
        "high": float("nan"),
        "method": _SAY("method.E-value"),
        "assumes": _SAY("assumes.E-value"),
    }


def _notes(comparison: Comparison, dropped: int, base: int, chance: Floats) -> list[str]:
    notes = []
    if dropped:
        notes.append(
            _SAY(
                "dropped",
                dropped=grouped(dropped),
                rows=grouped(base + dropped),
                treated=comparison.treated,
                control=comparison.control,
            )
        )
    extreme = float(((chance < 0.05) | (chance > 0.95)).mean())
    if extreme > 0:
        notes.append(_SAY("alone", share=percent(100 * extreme)))
    return notes
