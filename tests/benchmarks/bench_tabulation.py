"""Tabulation and raking against pandas.crosstab and weightipy: run where weightipy is installed.

Prints medians of interleaved runs and their ratios for 10,000, 100,000 and 1,000,000 respondents:

- the full banner of a study like that of 2015: 12 themes by 12 ranks, 14 columns and a total, with
  bases, intervals, letters and all tests, against the counts alone by pandas.crosstab;
- raking on four margins against weightipy.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.samples.raking import rake
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (10_000, 100_000, 1_000_000)
RUNS = 5
THEMES = [f"theme{number}" for number in range(1, 13)]
BREAKDOWNS = {"sector": 5, "region": 4, "size": 2, "seniority": 3}
MARGINS = {"sex": 2, "age": 6, "region": 4, "education": 3}


def study(respondents: int) -> pd.DataFrame:
    """Made-up rankings of 12 themes and the groups of the respondents, as a file gives them."""
    rng = np.random.default_rng(2015)
    ranks = np.argsort(rng.random((respondents, 12)), axis=1) + 1.0
    frame = pd.DataFrame(ranks, columns=THEMES)
    for name, groups in BREAKDOWNS.items():
        labels = np.array([f"{name} {number}" for number in range(groups)])
        frame[name] = pd.Series(labels[rng.integers(0, groups, respondents)], dtype="str")
    frame["weight"] = rng.uniform(0.5, 2.0, respondents)
    return frame


def population(respondents: int) -> tuple[pd.DataFrame, dict[str, dict[int, float]]]:
    """Made-up respondents and the margins of the population that they stand for."""
    rng = np.random.default_rng(7)
    people, targets = {}, {}
    for name, groups in MARGINS.items():
        people[name] = rng.choice(groups, respondents, p=rng.dirichlet(np.full(groups, 8.0)))
        targets[name] = dict(enumerate(100 * rng.dirichlet(np.full(groups, 8.0))))
    return pd.DataFrame(people), targets


def interleaved(*works: Callable[[], object]) -> list[float]:
    """Median seconds of each, run in turns so that a busy moment hits all."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def banners() -> bool:
    """Time the full banner and measure its memory."""
    passed = True
    banner = Banner(list(BREAKDOWNS))
    for size in SIZES:
        frame = study(size)
        # Weighted runs come third, for information: pandas.crosstab would need a second pass.
        ours, theirs, weighted = interleaved(
            lambda frame=frame: crosstab(frame, THEMES, banner),
            lambda frame=frame: [
                pd.crosstab(frame[theme], frame[name]) for theme in THEMES for name in BREAKDOWNS
            ],
            lambda frame=frame: crosstab(frame, THEMES, banner, weights="weight"),
        )
        ratio = ours / theirs
        print(
            f"banner, {size:>9,}: {ours:.3f} s (weighted {weighted:.3f} s), "
            f"counts by pandas.crosstab {theirs:.3f} s, ratio {ratio:.3f}"
            + (" (<= 0.10)" if size == SIZES[-1] else "")
        )
        passed &= size != SIZES[-1] or ratio <= 0.10
    tracemalloc.start()
    crosstab(frame, THEMES, banner, weights="weight")
    peak = tracemalloc.get_traced_memory()[1] / 2**30
    tracemalloc.stop()
    print(f"banner, {SIZES[-1]:>9,}, weighted: {peak:.3f} GiB above the data (< 1)")
    return passed and peak < 1


def rakings() -> bool:
    """Time raking on four margins."""
    import weightipy

    passed = True
    for size in SIZES:
        people, targets = population(size)
        scheme = weightipy.scheme_from_dict(targets)
        theirs_weights = weightipy.weight_dataframe(people.copy(), scheme, "weight")["weight"]
        difference = float((rake(people, targets).weights - theirs_weights).abs().max())
        ours, theirs = interleaved(
            lambda people=people, targets=targets: rake(people, targets),
            lambda people=people, scheme=scheme: weightipy.weight_dataframe(
                people, scheme, "weight"
            ),
        )
        ratio = ours / theirs
        print(
            f"raking, {size:>9,}: {ours:.4f} s, weightipy {theirs:.3f} s, ratio {ratio:.3f}"
            + (" (<= 0.2)" if size == SIZES[-1] else "")
            + f"; largest difference of a weight {difference:.1e}"
        )
        passed &= size != SIZES[-1] or ratio <= 0.2
    return passed


def main() -> int:
    """Run all, and fail where a limit is broken."""
    return 0 if all([banners(), rakings()]) else 1


if __name__ == "__main__":
    sys.exit(main())
