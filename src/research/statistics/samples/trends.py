"""More than two waves of a study: every pair, and the trend through all of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import (
    confidence_level,
    listed,
    numbers,
    one_of,
)
from research.statistics.samples.corrections import Correction, adjust_families, correction_named
from research.statistics.samples.wave_answers import Wave, groups_of, numbered
from research.statistics.samples.waves import compare_waves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.wave_answers import Answers

    Floats = NDArray[np.float64]

__all__ = ["compare_several_waves", "wave_trend"]

Against = Literal["previous", "first", "all"]
_ALLOWED = "by name, one frame a wave, in order of time; two or more"


def compare_several_waves(
    waves: Mapping[str, pd.DataFrame],
    items: Sequence[str],
    *,
    pairs: Against = "previous",
    kind: Literal["mean", "share"] = "mean",
    by: str | None = None,
    weights: str | None = None,
    clusters: str | None = None,
    correction: Correction = "holm",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare waves two by two, corrected for how many comparisons are made.

    Parameters
    ----------
    waves : by name, one frame a wave, in order of time.
    items, kind, by, weights, clusters, confidence : as of `compare_waves`.
    pairs : each wave against the ``previous``, against the ``first``, or ``all`` pairs.
    correction : over the pairs of waves of an item within a group.

    Returns
    -------
    One row a pair, item and group: ``wave`` and ``against``, then the columns of `compare_waves`,
    of which ``earlier`` is of the wave compared against. ``attrs["method"]`` names the method.

    Raises
    ------
    StatisticsError
        If there are fewer than two waves, or as of `compare_waves`.

    Examples
    --------
    >>> waves = {
    ...     "2014": pd.DataFrame({"farming": [3, 4, 5, 4]}),
    ...     "2015": pd.DataFrame({"farming": [3, 4, 4, 4]}),
    ...     "2016": pd.DataFrame({"farming": [2, 3, 2, 1]}),
    ... }
    >>> compare_several_waves(waves, ["farming"])[["wave", "against", "change"]]
       wave against  change
    0  2015    2014   -0.25
    1  2016    2015   -1.75
    """
    _require(waves)
    one_of("pairs", pairs, get_args(Against))
    one_of("correction", correction, get_args(Correction))
    names = list(waves)
    chosen = list(combinations(names, 2))
    if pairs == "previous":
        chosen = list(pairwise(names))
    elif pairs == "first":
        chosen = [(names[0], name) for name in names[1:]]
    tables = []
    for against, name in chosen:
        table = compare_waves(
            waves[against],
            waves[name],
            items,
            kind=kind,
            by=by,
            weights=weights,
            clusters=clusters,
            correction="none",
            confidence=confidence,
        )
        table.insert(0, "against", against)
        table.insert(0, "wave", name)
        tables.append(table)
    method = tables[0].attrs["method"].rpartition("; ")[0]
    found = pd.concat(tables, ignore_index=True)
    adjust_families(found, ["item", "group"], correction)
    found["significant"] = found["p_adjusted"].fillna(1.0) <= 1 - confidence
    found.attrs["method"] = (
        f"{method}; {correction_named(correction)} over {len(chosen)} pairs of waves"
    )
    return found


def wave_trend(
    waves: Mapping[str, pd.DataFrame],
    items: Sequence[str],
    *,
    times: Sequence[float] | None = None,
    kind: Literal["mean", "share"] = "mean",
    by: str | None = None,
    weights: str | None = None,
    clusters: str | None = None,
    correction: Correction = "holm",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Give the linear trend of items through waves, and test whether they changed at all.

    Parameters
    ----------
    waves : by name, one frame a wave, in order of time.
    items, kind, by, weights, clusters, confidence : as of `compare_waves`.
    times : when each wave was asked, rising (years, say); 0, 1, 2 ... where not given.
    correction : of both tests, over the items within a group.

    Returns
    -------
    One row an item and group: ``item``, ``group``, the mean or percentage in each wave (columns of
    their names), ``slope`` per unit of time with ``low`` and ``high``, its ``statistic``, ``df``,
    ``p`` and ``p_adjusted``, ``significant``, then ``p_any`` and ``p_any_adjusted`` of the test of
    no change between any two waves, and the ``reason`` for what is missing. Shares come out in
    percent, their slope in points. ``attrs["method"]`` names the method.

    Raises
    ------
    StatisticsError
        If there are fewer than two waves, times do not rise, or as of `compare_waves`.

    Notes
    -----
    Least squares through the waves' estimates; variances are linearised between respondents, or
    between clusters with the covariance of those in several waves, and t has the respondents or
    clusters less the waves as degrees of freedom. The test of any change is Wald's, as Hotelling's
    T squared (Korn and Graubard 1990, The American Statistician 44:270).

    Examples
    --------
    >>> waves = {
    ...     "2014": pd.DataFrame({"farming": [3, 4, 5, 4]}),
    ...     "2015": pd.DataFrame({"farming": [3, 4, 3, 2]}),
    ...     "2016": pd.DataFrame({"farming": [2, 3, 2, 1]}),
    ... }
    >>> wave_trend(waves, ["farming"])[["item", "slope"]]
          item  slope
    0  farming   -1.0
    """
    _require(waves)
    confidence_level(confidence)
    one_of("kind", kind, ("mean", "share"))
    one_of("correction", correction, get_args(Correction))
    read = [Wave.of(frame, items, kind, by, weights, clusters) for frame in waves.values()]
    line = _line(len(read), times)
    read = numbered(read)
    scale = 100.0 if kind == "share" else 1.0
    rows = []
    for group in groups_of(read, by):
        masks = [wave.members(group) for wave in read]
        for at, item in enumerate(items):
            own = [wave.sample(at, mask).known for wave, mask in zip(read, masks, strict=True)]
            means = {name: scale * answers.mean for name, answers in zip(waves, own, strict=True)}
            found = _tested(own, line, scale, confidence)
            rows.append({"item": item, "group": group, **means, **found})
    table = pd.DataFrame(rows)
    adjust_families(table, ["group"], correction)
    table["significant"] = table["p_adjusted"].fillna(1.0) <= 1 - confidence
    adjust_families(table, ["group"], correction, "p_any")
    table = table[[name for name in table if name != "reason"] + ["reason"]]
    between = "respondents" if clusters is None else "clusters, with what waves share"
    table.attrs["method"] = (
        f"least squares through {len(read)} waves, t; Wald's test of any change; variances between "
        f"{between}; {correction_named(correction)} over items"
    )
    return table


def _require(waves: object) -> None:
    if not isinstance(waves, Mapping) or len(waves) < 2:
        given = f"{len(waves)}" if isinstance(waves, Mapping) else f"a {type(waves).__name__}"
        msg = f"the waves are {given}; allowed: {_ALLOWED}"
        raise StatisticsError(msg)


def _line(size: int, times: Sequence[float] | None) -> Floats:
    """What each wave's estimate adds to the slope."""
    told = np.arange(size) if times is None else listed("times", times, "one a wave, rising")
    at = numbers(told, "times", gaps=False)
    if at.shape != (size,) or (np.diff(at) <= 0).any():
        msg = f"times are {at.tolist()} for {size} waves; allowed: one a wave, rising"
        raise StatisticsError(msg)
    centred = at - at.mean()
    line: Floats = centred / np.square(centred).sum()
    return line


def _tested(own: list[Answers], line: Floats, scale: float, confidence: float) -> dict[str, Any]:
    """Slope and change of one item in one group."""
    nothing = dict.fromkeys(["slope", "low", "high", "statistic", "df", "p", "p_any"], np.nan)
    if min(answers.units for answers in own) < 2:
        fewest = "respondents" if own[0].codes is None else "clusters"
        return {**nothing, "reason": f"a wave has fewer than two {fewest}"}
    slope = scale * float(line @ [answers.mean for answers in own])
    covariance, units = _covariance(own)
    df = units - len(own)
    error = scale * float(np.sqrt(max(float(line @ covariance @ line), 0.0)))
    if error <= 0 or df < 1:
        return {**nothing, "slope": slope, "reason": "no variation in the answers"}
    half = float(stats.t.ppf(0.5 + confidence / 2, df)) * error
    return {
        "slope": slope,
        "low": slope - half,
        "high": slope + half,
        "statistic": slope / error,
        "df": df,
        "p": float(2 * stats.t.sf(abs(slope / error), df)),
        "p_any": _any_change(np.array([answers.mean for answers in own]), covariance, df),
        "reason": "",
    }


def _covariance(own: list[Answers]) -> tuple[Floats, int]:
    """Covariance of the waves' means, and all their respondents or clusters."""
    if own[0].codes is None:
        return np.diag([a.variance for a in own]), sum(answers.units for answers in own)
    moves = pd.concat([answers.moves for answers in own], axis=1).fillna(0.0).to_numpy()
    return moves.T @ moves, len(moves)


def _any_change(means: Floats, covariance: Floats, df: int) -> float:
    """P-value of no difference between any two waves."""
    steps = np.diff(np.eye(len(means)), axis=0)
    rank = len(steps)
    left = df - rank + 1
    spread: Floats = steps @ covariance @ steps.T
    if left < 1 or np.linalg.matrix_rank(spread) < rank:
        return float("nan")
    wald = float(steps @ means @ np.linalg.solve(spread, steps @ means))
    return float(stats.f.sf(wald * left / (df * rank), rank, left))
