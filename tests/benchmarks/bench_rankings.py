"""How fast rankings are analysed, beside what a researcher would otherwise use.

    python tests/benchmarks/bench_rankings.py

Needs choix. Every pair runs in turns within one process; medians of seven runs, and their ratio.
All data are made up.
"""

from __future__ import annotations

import os
import time
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.rankings.groups import compare_groups
from research.statistics.rankings.ranksets import rank_sets
from research.statistics.rankings.summaries import rank_by_group, rank_distribution, rank_summary
from research.statistics.rankings.worths import plackett_luce

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 7


def rankings(n: int, k: int, seed: int = 1) -> pd.DataFrame:
    """Rankings of `k` items of falling worth."""
    rng = np.random.default_rng(seed)
    liking = rng.gumbel(size=(n, k)) - np.linspace(0, 2, k)
    return pd.DataFrame((-liking).argsort(axis=1).argsort(axis=1) + 1).add_prefix("item")


def seconds(run: Callable[[], object]) -> float:
    """One timed run."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def in_turns(*runs: Callable[[], object], times: int = RUNS) -> list[float]:
    """Median seconds of each, run after run in turns, one unmeasured turn first."""
    for run in runs:
        run()
    rows = [[seconds(run) for run in runs] for _ in range(times)]
    return [median(column) for column in zip(*rows, strict=True)]


def line(name: str, ours: float, bound: str, rival: str = "", theirs: float = 0.0) -> None:
    """Print one row."""
    other = f"{rival} {theirs:9.4f} s   ratio {ours / theirs:7.4f}" if theirs else ""
    print(f"{name:58} {ours:9.4f} s   {bound:10} {other}", flush=True)


def worths() -> None:
    """Plackett-Luce, 5,000 rankings of 10 items, beside the fit that choix advises for rankings."""
    import choix

    ranks = rankings(5000, 10)
    orders = [tuple(int(item) for item in row) for row in ranks.to_numpy().argsort(axis=1)]
    theirs, ours = choix.ilsr_rankings(10, orders), plackett_luce(ranks).items["log_worth"]
    gap = np.abs(ours.to_numpy() - (theirs - theirs.mean())).max()
    times = in_turns(lambda: plackett_luce(ranks), lambda: choix.ilsr_rankings(10, orders), times=5)
    name = f"Plackett-Luce 5,000 x 10 (log worths differ by {gap:.0e})"
    line(name, times[0], "<= 0.1", "choix.ilsr_rankings", times[1])


def sets() -> None:
    """Rank sets of 12 items."""
    ranks = rankings(105, 12)
    line("rank sets, 105 x 12, 131,072 directions", *in_turns(lambda: rank_sets(ranks)), "< 1 s")


def permutations() -> None:
    """Omnibus permutation test at 10,000 respondents."""
    ranks = rankings(10_000, 12)
    groups = np.random.default_rng(2).integers(0, 5, 10_000)
    (ours,) = in_turns(lambda: compare_groups(ranks, groups), times=3)
    line("permutation test, 10,000 x 12, 5 groups, 10,000 times", ours, "< 5 s")


def growth() -> None:
    """The same at ten and a hundred times the respondents."""
    tasks: dict[str, Callable[[pd.DataFrame, np.ndarray], object]] = {
        "rank_summary": lambda ranks, groups: rank_summary(ranks),
        "rank_distribution": lambda ranks, groups: rank_distribution(ranks),
        "rank_by_group": lambda ranks, groups: rank_by_group(ranks, groups),
        "rank_sets": lambda ranks, groups: rank_sets(ranks),
        "plackett_luce": lambda ranks, groups: plackett_luce(ranks),
    }
    for name, task in tasks.items():
        for n in (10_000, 100_000, 1_000_000):
            ranks, groups = rankings(n, 12), np.random.default_rng(3).integers(0, 5, n)
            (ours,) = in_turns(lambda r=ranks, g=groups, t=task: t(r, g), times=3)
            line(f"{name}, {n:,} x 12", ours, "linear")


def main() -> None:
    """Print all rows."""
    print(f"cores {os.cpu_count()}, load before the start {os.getloadavg()[0]:.1f}")
    worths()
    sets()
    permutations()
    growth()


if __name__ == "__main__":
    main()
