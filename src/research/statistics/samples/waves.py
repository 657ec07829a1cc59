"""Changes from one wave of a study to the next, with tests and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import stats

from research.statistics.answers.arguments import confidence_level, one_of, truth
from research.statistics.samples.clusters import Sureness
from research.statistics.samples.comparisons import (
    REASONS,
    Comparison,
    compare_means,
    compare_shares,
)
from research.statistics.samples.corrections import Correction, adjust_families, correction_named
from research.statistics.samples.intervals import newcombe
from research.statistics.samples.nested import Joint, compare_clustered
from research.statistics.samples.trinomial import difference_limits
from research.statistics.samples.wave_answers import Answers, Wave, groups_of, in_both, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["compare_waves"]

_COLUMNS = [
    "item",
    "group",
    "earlier",
    "later",
    "change",
    "low",
    "high",
    "statistic",
    "df",
    "p",
    "p_adjusted",
    "significant",
    "base_earlier",
    "base_later",
    "effective_earlier",
    "effective_later",
    "reason",
]


def compare_waves(
    earlier: pd.DataFrame,
    later: pd.DataFrame,
    items: Sequence[str],
    *,
    kind: Literal["mean", "share"] = "mean",
    by: str | None = None,
    weights: str | None = None,
    clusters: str | None = None,
    panel: bool = False,
    correction: Correction = "holm",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare two waves, item by item and group by group.

    Parameters
    ----------
    earlier, later : one row a respondent; the index names the respondent where ``panel``.
    items : columns that both waves asked: numbers for ``mean``, 0 and 1 (or true and false) for
        ``share``; missing answers leave the base of their item.
    kind : what is compared. Shares come out in percent, their change in points.
    by : column of groups in both waves. Everyone together always stands first, as ``Total``; a
        group of one wave only is kept with its reason.
    weights : column of weights in both waves, above 0.
    clusters : column of both waves that names what respondents are nested in, or who they are. An
        account (or a respondent) of both waves is known by its label, and what it says twice is
        allowed for.
    panel : whether the same respondents were asked twice. Only who answered an item in both waves
        then counts for it, with the group and weight of the later wave.
    correction : over the items within a group.
    confidence : two-sided level.

    Returns
    -------
    One row an item and group: ``item``, ``group``, ``earlier``, ``later``, ``change`` with ``low``
    and ``high``, ``statistic``, ``df``, ``p``, ``p_adjusted``, ``significant``, bases and effective
    bases of both waves, and the ``reason`` for what is missing. ``attrs["method"]`` names the
    method.

    Raises
    ------
    StatisticsError
        If a wave lacks a column, a share is no 0 or 1, a weight cannot be used, or a panel names a
        respondent twice or shares none.

    Notes
    -----
    Independent waves: Welch's t for means; for shares the pooled z test with Newcombe's (1998)
    method 10 interval; both at Kish's effective bases. Panels: t of the respondents' own changes
    for means; for shares the z of McNemar (1947) with Tango's (1998) score interval, at the
    effective base of the weights.

    With clusters: variances between them, less twice the covariance of those in both, and t at
    the clusters of both waves less two. Newcombe's interval then stands on the effective sizes that
    clusters leave and takes the correlation of the two shares into account (Zou and Donner 2008,
    Statistics in Medicine 27:1693). A panel's changes are summed within clusters.

    Examples
    --------
    >>> before = pd.DataFrame({"farming": [3, 4, 5, 4]})
    >>> after = pd.DataFrame({"farming": [2, 3, 2, 1]})
    >>> result = compare_waves(before, after, ["farming"])
    >>> result.loc[0, ["earlier", "later", "change"]].tolist()
    [4.0, 2.0, -2.0]
    """
    confidence_level(confidence)
    one_of("kind", kind, ("mean", "share"))
    truth("panel", panel)
    one_of("correction", correction, get_args(Correction))
    waves = [Wave.of(frame, items, kind, by, weights, clusters) for frame in (earlier, later)]
    if panel:
        waves = in_both(waves)
    waves = numbered(waves)
    groups = groups_of(waves, by)
    compare = _panel if panel else _independent
    rows = []
    for group in groups:
        masks = [wave.members(group) for wave in waves]
        for at, item in enumerate(items):
            pair = [wave.sample(at, mask) for wave, mask in zip(waves, masks, strict=True)]
            rows.append({"item": item, "group": group, **compare(pair, kind, confidence)})
    table = pd.DataFrame(rows)
    adjust_families(table, ["group"], correction)
    table["significant"] = table["p_adjusted"].fillna(1.0) <= 1 - confidence
    scale = 100.0 if kind == "share" else 1.0
    table[["earlier", "later", "change", "low", "high"]] *= scale
    table = table[_COLUMNS]
    table.attrs["method"] = _method(kind, panel, correction, clusters is not None)
    return table


def _independent(pair: list[Answers], kind: str, confidence: float) -> dict[str, Any]:
    first, second = (answers.known for answers in pair)
    a, b = second.as_sample(), first.as_sample()
    joint = None if first.codes is None else _joint(second, first)
    if joint is not None:
        mean = np.array([kind == "mean"])
        result = compare_clustered(a, b, joint, Comparison(), mean)
    elif kind == "share":
        result = compare_shares(a, b, Comparison())
    else:
        result = compare_means(a, b, Comparison(variance="welch"))
    if kind == "share":
        limits = _share_limits(second, first, joint, confidence)
    else:
        error = _error(first, second) if joint is None else _clustered_error(joint, result.reason)
        change = second.mean - first.mean
        half = float(stats.t.ppf(0.5 + confidence / 2, result.df[0])) * error
        limits = change - half, change + half
    reason = REASONS[int(result.reason[0])].replace("columns", "waves")
    reason = reason.replace("in a column", "in a wave")
    test = (float(result.statistic[0]), float(result.df[0]), float(result.p[0]))
    return _row(first, second, second.mean - first.mean, limits, test, reason)


def _joint(a: Answers, b: Answers) -> Joint:
    """How the means of two waves vary between clusters, and together."""
    moves = [each.moves for each in (a, b)]
    shared = moves[0].index.intersection(moves[1].index)
    both = float(np.dot(moves[0].loc[shared].to_numpy(), moves[1].loc[shared].to_numpy()))
    values = (a.variance, b.variance, both, len(moves[0]), len(moves[1]), len(shared))
    return Joint(*(np.array([float(value)]) for value in values))


def _clustered_error(joint: Joint, reason: NDArray[np.int8]) -> float:
    variance = float((joint.variance_a + joint.variance_b - 2 * joint.covariance)[0])
    return float(np.sqrt(variance)) if reason[0] == 0 else float("nan")


def _share_limits(
    a: Answers, b: Answers, joint: Joint | None, confidence: float
) -> tuple[float, float]:
    """Limits of the difference of two shares, a less b."""
    if min(a.effective, b.effective) <= 0:
        return np.nan, np.nan
    if joint is None:
        counts = [float(np.clip(each.mean, 0, 1)) * each.effective for each in (a, b)]
        low, high = newcombe(counts[0], a.effective, counts[1], b.effective, confidence)
        return float(low), float(high)
    if joint.df[0] <= 0:
        return np.nan, np.nan
    # All of a wave's clusters, and those of the other, tell of the quantile that both sides take.
    units = joint.df + 1
    varies = joint.variance_a * joint.variance_b > 0
    scale = np.sqrt(np.where(varies, joint.variance_a * joint.variance_b, 1.0))
    together = float(np.where(varies, joint.covariance / scale, 0.0)[0])
    sides = [
        Sureness(np.array([each.sure]), units).limits(np.array([each.mean]), confidence)
        for each in (a, b)
    ]
    (low_a, high_a), (low_b, high_b) = ((float(low[0]), float(high[0])) for low, high in sides)
    below = _combined(a.mean - low_a, high_b - b.mean, together)
    above = _combined(high_a - a.mean, b.mean - low_b, together)
    return max(a.mean - b.mean - below, -1.0), min(a.mean - b.mean + above, 1.0)


def _combined(first: float, second: float, together: float) -> float:
    """Distance to a limit of the difference of two correlated estimates."""
    return float(np.sqrt(max(first**2 + second**2 - 2 * together * first * second, 0.0)))


def _error(first: Answers, second: Answers) -> float:
    """Standard error of a difference of means; missing where nothing tells how answers vary."""
    if min(first.effective, second.effective) < 2 or first.spread + second.spread <= 0:
        return float("nan")
    parts = (each.spread / (each.effective - 1) for each in (first, second))
    return float(np.sqrt(sum(parts)))


def _panel(pair: list[Answers], kind: str, confidence: float) -> dict[str, Any]:
    first, second = pair
    there = ~np.isnan(first.values) & ~np.isnan(second.values)
    mass = first.weights[there]
    codes = None if second.codes is None else second.codes[there]
    first, second = (Answers(each.values[there], mass, codes) for each in pair)
    own = Answers(second.values - first.values, mass, codes)
    if own.effective <= 0:
        none = (np.nan, np.nan, np.nan)
        return _row(first, second, np.nan, none[:2], none, "nobody answered in both waves")
    tested = _flips(own, confidence) if kind == "share" else _paired(own, confidence)
    return _row(first, second, own.mean, *tested)


_Tested = tuple[tuple[float, float], tuple[float, float, float], str]
_NOTHING = (np.nan, np.nan), (np.nan, np.nan, np.nan)


def _flips(own: Answers, confidence: float) -> _Tested:
    """Test who took the answer up against who gave it up."""
    size, df = own.sure, own.df
    if df < 1:
        return *_NOTHING, "base under two"
    up, down = (
        own.weights[own.values == sign].sum() * size / own.weights.sum() for sign in (1, -1)
    )
    critical = float(stats.t.ppf(0.5 + confidence / 2, df))
    low, high = difference_limits(up, max(size - up - down, 0.0), down, "score", critical)
    limits = (float(low), float(high))
    if up + down <= 0:
        return limits, (np.nan, np.nan, np.nan), "nobody changed the answer"
    statistic = float((up - down) / np.sqrt(up + down))
    return limits, (statistic, df, float(2 * stats.t.sf(abs(statistic), df))), ""


def _paired(own: Answers, confidence: float) -> _Tested:
    """Test whether respondents' own changes are 0 on average."""
    df = own.effective - 1 if own.codes is None else own.df
    if df < 1:
        return *_NOTHING, "base under two"
    error = float(np.sqrt(own.spread / df if own.codes is None else own.variance))
    if error <= 0:
        return *_NOTHING, "no variation in the changes"
    half = float(stats.t.ppf(0.5 + confidence / 2, df)) * error
    statistic = own.mean / error
    p = float(2 * stats.t.sf(abs(statistic), df))
    return (own.mean - half, own.mean + half), (statistic, df, p), ""


def _row(
    first: Answers,
    second: Answers,
    change: float,
    limits: tuple[float, float],
    test: tuple[float, float, float],
    reason: str,
) -> dict[str, Any]:
    statistic, df, p = test
    return {
        "earlier": first.mean,
        "later": second.mean,
        "change": change,
        "low": float(limits[0]),
        "high": float(limits[1]),
        "statistic": statistic,
        "df": np.nan if np.isnan(p) else df,
        "p": p,
        "base_earlier": int(first.values.size),
        "base_later": int(second.values.size),
        "effective_earlier": first.effective,
        "effective_later": second.effective,
        "reason": reason,
    }


def _method(kind: str, panel: bool, correction: Correction, clustered: bool) -> str:
    tests = {
        ("mean", False): "Welch's t of means",
        ("share", False): "pooled z of shares, Newcombe interval",
        ("mean", True): "t of respondents' own changes",
        ("share", True): "McNemar's z, Tango score interval",
    }
    if clustered:
        tests |= {
            ("mean", False): "t of means",
            ("share", False): "t of pooled shares, Newcombe interval",
            ("share", True): "t of McNemar's difference, Tango score interval",
        }
    sample = (
        "panel" if panel else "waves with what they share" if clustered else "independent waves"
    )
    bases = "variances between clusters" if clustered else "effective bases"
    return f"{sample}: {tests[kind, panel]}, {bases}; {correction_named(correction)} over items"
