"""Made-up assessments: scores of firms with a given lowest, mean and highest value.

They stand in for experts' capability assessments where only highs, means and lows were published,
and serve as dummy data before firms are assessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["made_up_assessments"]

LIKENESS = 1.0  # weight of a firm's general standing against its scatter from theme to theme


def made_up_assessments(
    firms: Mapping[str, int],
    scores: Mapping[str, Mapping[str, tuple[int, float, int]]],
    *,
    seed: int,
) -> pd.DataFrame:
    """Make up one row of scores for each firm, in shuffled order.

    Parameters
    ----------
    firms : number of firms of each sector, 3 or more.
    scores : per theme and sector the lowest, mean and highest score, 0 to 100. The lowest and the
        highest occur; the mean is met to the nearest whole sum of scores. Firms that stand high in
        one theme tend to do so in others.
    seed : the same seed and values give the same scores.

    Returns
    -------
    pandas.DataFrame
        Columns firm (token such as ``A017``), sector and one of whole numbers for each theme.

    Raises
    ------
    StatisticsError
        When no whole scores have the lowest, mean and highest value asked for.

    Examples
    --------
    >>> made = made_up_assessments({"Retail": 5}, {"brand": {"Retail": (20, 40, 70)}}, seed=1)
    >>> made["brand"].agg(["min", "mean", "max"]).to_list()
    [20.0, 40.0, 70.0]
    """
    generator = np.random.default_rng(seed)
    parts = []
    for sector, count in firms.items():
        standing = generator.normal(scale=LIKENESS, size=count)
        part = pd.DataFrame({"sector": [sector] * count})
        for theme, by_sector in scores.items():
            values = _draw(count, by_sector[sector], f"{theme} in {sector}", generator)
            places = np.argsort(np.argsort(standing + generator.normal(size=count)))
            part[theme] = np.sort(values)[places]
        parts.append(part)
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.iloc[generator.permutation(len(rows))].reset_index(drop=True)
    rows.insert(0, "firm", [f"A{number:03d}" for number in range(1, len(rows) + 1)])
    return rows


def _draw(
    count: int, wanted: tuple[int, float, int], where: str, generator: np.random.Generator
) -> np.ndarray:
    """Whole scores with the lowest, mean and highest wanted, most of them near the mean."""
    low, mean, high = wanted
    total = round(mean * count) - low - high
    inner = count - 2
    if not (0 <= low <= high <= 100 and inner > 0 and low * inner <= total <= high * inner):
        msg = (
            f"{where}: {count} whole scores from {low} to {high} with both ends among them cannot "
            f"have the mean {mean}; ask for a mean nearer the middle, or for more firms"
        )
        raise StatisticsError(msg)
    spread = (high - low) / 5
    values = np.rint(generator.normal(total / inner, spread, size=inner)).astype(int)
    values = np.clip(values, low, high)
    while (short := total - int(values.sum())) != 0:
        step = 1 if short > 0 else -1
        free = np.nonzero((values + step >= low) & (values + step <= high))[0]
        values[generator.choice(free)] += step
    return np.concatenate([[low, high], values])
