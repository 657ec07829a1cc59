"""Changes from one wave of a study to the next, with tests and intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import (
    column_of,
    columns_of,
    confidence_level,
    numbers,
    one_of,
    truth,
)
from research.statistics.samples.comparisons import (
    REASONS,
    Comparison,
    Sample,
    compare_means,
    compare_shares,
)
from research.statistics.samples.corrections import Correction, adjusted
from research.statistics.samples.intervals import newcombe
from research.statistics.samples.net_promoter import nps_interval
from research.statistics.samples.weights import checked_weights, effective_size

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
    waves = [_Wave.of(frame, items, kind, by, weights) for frame in (earlier, later)]
    if panel:
        waves = _matched(waves)
    groups: list[Any] = ["Total"]
    if by is not None:
        found = [
            wave.groups.dropna().unique().tolist() for wave in waves if wave.groups is not None
        ]
        groups += sorted({group for wave in found for group in wave}, key=str)
    if groups.count("Total") > 1:
        msg = f"a group of {by!r} is called 'Total'; allowed: any other name"
        raise StatisticsError(msg)
    compare = _panel if panel else _independent
    rows = []
    for group in groups:
        masks = [wave.members(group) for wave in waves]
        for at, item in enumerate(items):
            pair = [wave.sample(at, mask) for wave, mask in zip(waves, masks, strict=True)]
            rows.append({"item": item, "group": group, **compare(pair, kind, confidence)})
    table = pd.DataFrame(rows)
    table["p_adjusted"] = np.nan
    for index in table.groupby("group", sort=False).groups.values():
        table.loc[index, "p_adjusted"] = adjusted(table.loc[index, "p"].to_numpy(), correction)
    table["significant"] = table["p_adjusted"].fillna(1.0) <= 1 - confidence
    scale = 100.0 if kind == "share" else 1.0
    table[["earlier", "later", "change", "low", "high"]] *= scale
    table = table[_COLUMNS]
    table.attrs["method"] = _method(kind, panel, correction)
    return table


@dataclass(frozen=True)
class _Answers:
    """Answers of some respondents to one item; missing answers as NaN."""

    values: NDArray[np.float64]
    weights: NDArray[np.float64]

    @property
    def known(self) -> _Answers:
        there = ~np.isnan(self.values)
        return _Answers(self.values[there], self.weights[there])

    @property
    def mean(self) -> float:
        if not self.values.size:
            return float("nan")
        return float(self.weights @ self.values / self.weights.sum())

    @property
    def spread(self) -> float:
        if not self.values.size:
            return 0.0
        return float(self.weights @ (self.values - self.mean) ** 2 / self.weights.sum())

    @property
    def effective(self) -> float:
        return float(effective_size(self.weights.sum(), float(self.weights @ self.weights)))

    def as_sample(self) -> Sample:
        mean = np.array([np.nan_to_num(self.mean)])
        return Sample(mean, np.array([self.spread]), np.array([self.effective]))


@dataclass(frozen=True)
class _Wave:
    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    groups: pd.Series[Any] | None
    index: pd.Index[Any]

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        items: Sequence[str],
        kind: str,
        by: str | None,
        weights: str | None,
    ) -> _Wave:
        listed = columns_of(frame, items, "items of a wave", least=1)
        column_of(frame, by, "groups of a wave")
        column_of(frame, weights, "weights of a wave")
        values = numbers(frame[listed], f"items {listed}")
        if kind == "share" and not np.isin(values[~np.isnan(values)], (0.0, 1.0)).all():
            msg = f"a share of {list(items)} wants 0 and 1 and finds other numbers; allowed: 0, 1, "
            msg += "missing (or kind='mean')"
            raise StatisticsError(msg)
        mass = None if weights is None else frame[weights]
        groups = None if by is None else frame[by]
        return cls(values, checked_weights(mass, len(frame)), groups, frame.index)

    def members(self, group: Any) -> NDArray[np.bool_]:
        if self.groups is None or group == "Total":
            return np.ones(len(self.values), dtype=bool)
        return np.asarray((self.groups == group).fillna(False).to_numpy(dtype=bool))

    def sample(self, item: int, mask: NDArray[np.bool_]) -> _Answers:
        return _Answers(self.values[mask, item], self.weights[mask])


def _matched(waves: list[_Wave]) -> list[_Wave]:
    """Keep who is in both waves, in one order, with group and weight of the later."""
    first, second = waves
    if first.index.has_duplicates or second.index.has_duplicates:
        msg = "a panel names a respondent twice; allowed: an index with each respondent once a wave"
        raise StatisticsError(msg)
    both = second.index.intersection(first.index, sort=False)
    if not len(both):
        msg = "the waves have no respondent in common; allowed: the same index for the same person "
        msg += "(or panel=False)"
        raise StatisticsError(msg)
    at = [wave.index.get_indexer(both) for wave in waves]
    groups = None if second.groups is None else second.groups.iloc[at[1]]
    mass = second.weights[at[1]]
    return [
        _Wave(wave.values[where], mass, groups, both) for wave, where in zip(waves, at, strict=True)
    ]


def _independent(pair: list[_Answers], kind: str, confidence: float) -> dict[str, Any]:
    first, second = (answers.known for answers in pair)
    a, b = second.as_sample(), first.as_sample()
    change = second.mean - first.mean
    low = high = np.nan
    if kind == "share":
        result = compare_shares(a, b, Comparison())
        if min(first.effective, second.effective) > 0:
            counts = [float(np.clip(s.value[0], 0, 1)) * float(s.size[0]) for s in (a, b)]
            low, high = newcombe(
                counts[0], second.effective, counts[1], first.effective, confidence
            )
    else:
        result = compare_means(a, b, Comparison(variance="welch"))
        half = stats.t.ppf(0.5 + confidence / 2, result.df[0]) * _error(first, second)
        low, high = change - half, change + half
    reason = REASONS[int(result.reason[0])].replace("columns", "waves")
    test = (float(result.statistic[0]), float(result.df[0]), float(result.p[0]))
    return _row(first, second, change, (low, high), test, reason)


def _error(first: _Answers, second: _Answers) -> float:
    """Standard error of a difference of means; missing where nothing tells how answers vary."""
    if min(first.effective, second.effective) < 2 or first.spread + second.spread <= 0:
        return float("nan")
    parts = (each.spread / (each.effective - 1) for each in (first, second))
    return float(np.sqrt(sum(parts)))


def _panel(pair: list[_Answers], kind: str, confidence: float) -> dict[str, Any]:
    first, second = pair
    there = ~np.isnan(first.values) & ~np.isnan(second.values)
    mass = first.weights[there]
    first, second = (_Answers(each.values[there], mass) for each in pair)
    own = _Answers(second.values - first.values, mass)
    if own.effective <= 0:
        none = (np.nan, np.nan, np.nan)
        return _row(first, second, np.nan, none[:2], none, "nobody answered in both waves")
    tested = _flips(own, confidence) if kind == "share" else _paired(own, confidence)
    return _row(first, second, own.mean, *tested)


_Tested = tuple[tuple[float, float], tuple[float, float, float], str]


def _flips(own: _Answers, confidence: float) -> _Tested:
    """Test who took the answer up against who gave it up."""
    size = own.effective
    up, down = (
        own.weights[own.values == sign].sum() * size / own.weights.sum() for sign in (1, -1)
    )
    low, high = nps_interval(up, max(size - up - down, 0.0), down, confidence=confidence)
    limits = (float(low) / 100, float(high) / 100)
    if up + down <= 0:
        return limits, (np.nan, np.nan, np.nan), "nobody changed the answer"
    statistic = float((up - down) / np.sqrt(up + down))
    return limits, (statistic, np.inf, float(2 * stats.norm.sf(abs(statistic)))), ""


def _paired(own: _Answers, confidence: float) -> _Tested:
    """Test whether respondents' own changes are 0 on average."""
    nothing = (np.nan, np.nan), (np.nan, np.nan, np.nan)
    df = own.effective - 1
    if df < 1:
        return *nothing, "base under two"
    error = float(np.sqrt(own.spread / df))
    if error <= 0:
        return *nothing, "no variation in the changes"
    half = float(stats.t.ppf(0.5 + confidence / 2, df)) * error
    statistic = own.mean / error
    p = float(2 * stats.t.sf(abs(statistic), df))
    return (own.mean - half, own.mean + half), (statistic, df, p), ""


def _row(
    first: _Answers,
    second: _Answers,
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


def _method(kind: str, panel: bool, correction: str) -> str:
    tests = {
        ("mean", False): "Welch's t of means",
        ("share", False): "pooled z of shares, Newcombe interval",
        ("mean", True): "t of respondents' own changes",
        ("share", True): "McNemar's z, Tango score interval",
    }
    sample = "panel" if panel else "independent waves"
    return f"{sample}: {tests[kind, panel]}, effective bases; correction {correction} over items"
