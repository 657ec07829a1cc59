"""An order corrected for those who answered at random, as a question with a known answer tells."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import confidence_level, share, truths, whole
from research.statistics.rankings.meanranks import add_up
from research.statistics.rankings.positions import competition_rank, in_top, tie_flags
from research.statistics.rankings.rankdata import read_clusters, read_ranks
from research.statistics.rankings.sensitivity import by_chance

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import Unranked

    Floats = NDArray[np.float64]

__all__ = ["correct_by_anchor"]

_METHOD = (
    "mean ranks and top shares of those who answered in earnest, by an anchor question passed by "
    "{passed:.0%}, at random by {chance:.2%} (Atsusaka and Kim 2025, Political Analysis 33:339); "
    "percentile intervals from {draws:,} bootstrap samples of {units}"
)


def correct_by_anchor(
    ranks: pd.DataFrame,
    passed: pd.Series | ArrayLike,
    weights: ArrayLike | pd.Series | None = None,
    *,
    chance: float | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    top: int = 3,
    confidence: float = 0.95,
    draws: int = 2_000,
    seed: int = 0,
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """Order of the items among those who answered in earnest, by an anchor question.

    Parameters
    ----------
    ranks, weights, unranked : as for `rank_summary`.
    passed : whether each respondent answered the anchor question rightly: another ranking, beside
        the one that matters and as long, whose right order everybody knows.
    chance : probability that who answers at random passes it; one of all orders of as many items
        where ``None``.
    clusters : label of each respondent's cluster, for the intervals.
    top : depth of the top share.
    confidence, draws, seed : of the bootstrap.

    Returns
    -------
    DataFrame
        Tidy, one row an item: ``item``, ``observed`` (mean rank as answered), ``mean_rank``
        (corrected) with ``low`` and ``high``, ``rank``, ``tied``, ``top_share`` with ``top_low``
        and ``top_high``, and of all ``share_random`` with ``random_low`` and ``random_high``; and
        ``note``, where a corrected figure is outside its range.

    Raises
    ------
    StatisticsError
        If no more pass the anchor question than would by chance, or an input that `read_ranks`
        refuses.

    Notes
    -----
    Who answers at random passes by luck, everybody else for certain: the share in earnest is
    (passed - chance) / (1 - chance), and what they answered is the observed figure less what
    chance gives times the share at random, over the share in earnest. Both shares are estimated
    anew in each bootstrap sample, so that the limits allow for not knowing them. It holds where the
    same people answer both questions at random and the items are shown in random order.

    Examples
    --------
    Six of eight put three months in their order, which one in six does by luck.

    >>> ranks = pd.DataFrame(
    ...     {
    ...         "farming": [1, 1, 2, 1, 1, 2, 3, 3],
    ...         "hunting": [2, 2, 1, 2, 3, 1, 2, 1],
    ...         "brand": [3, 3, 3, 3, 2, 3, 1, 2],
    ...     }
    ... )
    >>> passed = [True, True, True, True, True, True, False, False]
    >>> found = correct_by_anchor(ranks, passed, top=1, draws=200)
    >>> found[["item", "observed", "mean_rank", "share_random"]].round(3)
          item  observed  mean_rank  share_random
    0  farming      1.75      1.643           0.3
    1  hunting      1.75      1.643           0.3
    2    brand      2.50      2.714           0.3
    """
    confidence_level(confidence)
    draws, seed = whole("draws", draws, 100), whole("seed", seed, 0)
    data = read_ranks(ranks, weights, unranked=unranked)
    k = len(data.items)
    top = whole("top", top, 1, k)
    luck = 1 / factorial(k) if chance is None else share("chance", chance, 1 / 24)
    right = truths(matched(passed, ranks.index, "passed"), "passed")[data.rows]
    units = read_clusters(clusters, ranks.index, data.rows)
    present = (~np.isnan(data.values)).astype(np.float64)
    middle, by_luck = by_chance(data, top)
    weight = data.weights[:, None]
    sums = np.hstack(
        [
            weight * np.nan_to_num(data.values),
            weight * present,
            weight * in_top(data, top),
            weight * right[:, None],
            weight,
        ]
    )
    sums = sums if units is None else add_up(sums, units)
    rng = np.random.default_rng(seed)
    times = rng.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), draws)
    drawn = _corrected(times @ sums, k, luck, middle, by_luck)
    whole_sample = _corrected(sums.sum(axis=0)[None], k, luck, middle, by_luck)
    earnest, mean, head = (each[0] for each in whole_sample)
    if not earnest > 0:
        msg = f"{right.mean():.1%} pass the anchor question, and {luck:.1%} would at random; "
        msg += "allowed: an anchor that more pass than by chance"
        raise StatisticsError(msg)
    usable = drawn[0] > 0
    edges = [(1 - confidence) / 2, (1 + confidence) / 2]
    limits = [np.quantile(each[usable], edges, axis=0) for each in drawn]
    order = np.round(mean, 9)
    outside = (order < 1) | (order > k) | (head < -1e-9) | (head > 1 + 1e-9)
    frame = pd.DataFrame(
        {
            "item": data.items,
            "observed": sums[:, :k].sum(axis=0) / sums[:, k : 2 * k].sum(axis=0),
            "mean_rank": mean,
            "low": limits[1][0],
            "high": limits[1][1],
            "rank": competition_rank(order),
            "tied": tie_flags(order),
            "top_share": head,
            "top_low": limits[2][0],
            "top_high": limits[2][1],
            "share_random": 1 - earnest,
            "random_low": 1 - limits[0][1],
            "random_high": 1 - limits[0][0],
            "note": np.where(outside, "outside its range: the anchor and the answers disagree", ""),
        }
    )
    kind = "respondents" if units is None else "clusters"
    rate = float(sums[:, -2].sum() / sums[:, -1].sum())
    frame.attrs["method"] = _METHOD.format(passed=rate, chance=luck, draws=draws, units=kind)
    return frame


def _corrected(
    sums: Floats, k: int, luck: float, middle: Floats, by_luck: Floats
) -> tuple[Floats, Floats, Floats]:
    """Share in earnest (r,), mean ranks and top shares (r, k) of those, from sums of samples."""
    earnest = (sums[:, -2] / sums[:, -1] - luck) / (1 - luck)
    part = np.where(earnest > 0, earnest, np.nan)[:, None]
    base = sums[:, k : 2 * k]
    base = np.where(base > 0, base, np.nan)
    mean = (sums[:, :k] / base - (1 - part) * middle) / part
    head = (sums[:, 2 * k : 3 * k] / base - (1 - part) * by_luck) / part
    return earnest, mean, head
