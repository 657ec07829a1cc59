"""Orders compared anew: between groups, between two editions, and position by position."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from recomputation import Recomputed
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LEVEL = 0.05
NORMALS, SEED = 200_000, 29
# Moments of ranks that are the same but for rounding.
SAME = 1e-9


def answers(edition: str) -> pd.DataFrame:
    """Respondents of an edition, with groups as printed."""
    return Recomputed(edition).answers


def ranks_of(frame: pd.DataFrame) -> pd.DataFrame:
    """One column a theme, in the file's order."""
    return frame.filter(regex="^rank_").rename(columns=lambda name: name.removeprefix("rank_"))


def p_values(ranks: Floats, codes: Floats, random: np.random.Generator, draws: int) -> Floats:
    """How often groups formed by lot are as far apart: by theme, then over all themes."""
    centred = ranks - ranks.mean(axis=0)

    def spread(labels: Floats) -> Floats:
        total = np.zeros((len(labels), ranks.shape[1]))
        for group in range(int(codes.max()) + 1):
            inside = (labels == group).astype(float)
            total += np.square(inside @ centred) / inside.sum(axis=1, keepdims=True)
        return np.column_stack([total, total.sum(axis=1)])

    real = spread(codes[None, :])
    reached = np.zeros(real.shape[1])
    for part in range(0, draws, 2000):
        many = min(2000, draws - part)
        drawn = spread(random.permuted(np.tile(codes, (many, 1)), axis=1))
        reached += (drawn >= real - SAME).sum(axis=0)
    found: Floats = (1 + reached) / (1 + draws)
    return found


def holm(p: Iterable[float]) -> Floats:
    """Adjusted for all of them (Holm 1979)."""
    values = np.asarray(list(p))
    order = np.argsort(values)
    stepped = np.maximum.accumulate((len(values) - np.arange(len(values))) * values[order])
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(stepped, 1)
    return adjusted


def pseudo_f(ranks: Floats, codes: Floats) -> float:
    """Spread between groups over that within, all themes together (Anderson 2001)."""
    groups = np.unique(codes)
    centre, between, within = ranks.mean(axis=0), 0.0, 0.0
    for group in groups:
        inside = ranks[codes == group]
        between += len(inside) * np.square(inside.mean(axis=0) - centre).sum()
        within += np.square(inside - inside.mean(axis=0)).sum()
    return float((between / (len(groups) - 1)) / (within / (len(ranks) - len(groups))))


def changes(earlier: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """One row a theme, in the later order: ranks, change of the mean rank, Welch's test."""
    rows = {}
    for theme in later.columns:
        test = stats.ttest_ind(later[theme], earlier[theme], equal_var=False)
        low, high = test.confidence_interval(1 - LEVEL)
        change = later[theme].mean() - earlier[theme].mean()
        rows[theme] = {"change": change, "low": low, "high": high, "p": test.pvalue}
    frame = pd.DataFrame.from_dict(rows, orient="index")
    for name, ranks in (("before", earlier), ("now", later)):
        frame[name] = ranks.sum().rank(method="min").astype(int)
    frame["corrected"] = holm(frame["p"])
    frame["places"] = frame["before"] - frame["now"]
    return frame.sort_values("now")


@dataclass(frozen=True)
class Positions:
    """What the answers leave open about the positions of themes in their order.

    Mogstad, Romano, Shaikh and Wilhelm (2024), step by step (Romano and Wolf 2005), with random
    normal draws in place of the package's even directions.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme.
    normals : draws.
    """

    ranks: pd.DataFrame
    normals: int = NORMALS

    @cached_property
    def ordered(self) -> pd.DataFrame:
        return self.ranks[self.ranks.mean().sort_values(kind="stable").index]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        return list(combinations(range(self.ranks.shape[1]), 2))

    @property
    def reach(self) -> Floats:
        """Half the width of Student's interval around each mean rank."""
        found: Floats = stats.t.ppf(0.975, len(self.ranks) - 1) * self.ordered.sem().to_numpy()
        return found

    @cached_property
    def drawn(self) -> Floats:
        """Normal errors of the mean ranks."""
        covariance = self.ordered.cov().to_numpy() / len(self.ranks)
        random = np.random.default_rng(SEED)
        return random.multivariate_normal(np.zeros(len(covariance)), covariance, self.normals)

    def judged(self, pairs: list[tuple[int, int]]) -> set[tuple[int, int]]:
        """Pairs of which the first is ahead for certain, allowing for all of them at once."""
        first, second = np.array(pairs).T
        apart = self.ordered.iloc[:, second].to_numpy() - self.ordered.iloc[:, first].to_numpy()
        error = apart.std(axis=0, ddof=1) / np.sqrt(len(apart))
        statistics = apart.mean(axis=0) / error
        noise = (self.drawn[:, second] - self.drawn[:, first]) / error
        ahead = np.zeros(len(pairs), dtype=bool)
        while True:
            # The other direction of a pair stays in the family: nothing rejects it.
            largest = np.maximum((-noise).max(axis=1), noise[:, ~ahead].max(axis=1, initial=-9))
            normal = np.quantile(largest, 1 - LEVEL)
            critical = stats.t.ppf(stats.norm.cdf(normal), len(apart) - 1)
            more = ~ahead & (statistics > critical)
            if not more.any():
                return {pair for pair, sure in zip(pairs, ahead, strict=True) if sure}
            ahead |= more

    @cached_property
    def apart(self) -> set[tuple[int, int]]:
        """Pairs told apart when all are judged at once."""
        return self.judged(self.pairs)

    def open(self, place: int, apart: set[tuple[int, int]]) -> tuple[int, int]:
        """Best and worst position that pairs told apart leave to a theme."""
        count = self.ranks.shape[1]
        ahead = sum(second == place for _, second in apart)
        return 1 + ahead, count - sum(first == place for first, _ in apart)

    def alone(self, place: int) -> tuple[int, int]:
        """The same where only the theme's own pairs are judged at once."""
        return self.open(place, self.judged([pair for pair in self.pairs if place in pair]))

    @cached_property
    def letters(self) -> list[str]:
        """Letters of each theme: the largest sets of which no two are told apart, best first."""
        count = self.ranks.shape[1]
        alike = [
            own
            for size in range(1, count + 1)
            for own in combinations(range(count), size)
            if not any(pair in self.apart for pair in combinations(own, 2))
        ]
        largest = sorted(own for own in alike if not any(set(own) < set(other) for other in alike))
        named = dict(zip(largest, "abcdefghijklmnopqrstuvwxyz", strict=False))
        return ["".join(named[own] for own in largest if n in own) for n in range(count)]

    def top(self, deep: int = 3) -> Floats:
        """Share of draws around the mean ranks with each theme in the top."""
        means = self.ordered.mean().to_numpy() + self.drawn
        places = means.argsort(axis=1).argsort(axis=1)
        found: Floats = (places < deep).mean(axis=0)
        return found
