"""Driver importance against pingouin: run with a Python that has pingouin installed.

Prints seconds and the ratio of ours to pingouin's for all-subset importance of 12 drivers, then
20 drivers, and 2,000 clustered bootstrap repetitions of 12 drivers for each kind of outcome. Last
comes a yes-or-no outcome of 7,043 rows: the whole of `importance`, 500 repetitions, beside nothing
but as many fits of statsmodels' `Logit`.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.drivers.decomposition import lmg
from research.statistics.drivers.key_drivers import importance

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS, ACCOUNTS = 1_500, 500


def data(drivers: int) -> tuple[pd.DataFrame, list[str]]:
    """Made-up answers of several contacts an account."""
    rng = np.random.default_rng(20)
    names = [f"driver{number}" for number in range(drivers)]
    X = rng.normal(size=(ROWS, drivers)) + rng.normal(size=(ROWS, 1))
    frame = pd.DataFrame(X, columns=names)
    frame["score"] = X @ np.linspace(0, 1, drivers) + 3 * rng.normal(size=ROWS)
    frame["yes"] = (frame["score"] > 0).astype(int)
    frame["band"] = np.digitize(frame["score"], [-8, -4, 0, 4, 8])
    frame["account"] = rng.integers(0, ACCOUNTS, ROWS)
    return frame, names


def seconds(work: Callable[[], object], repeats: int = 1) -> float:
    """Least time of several runs."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def against_pingouin() -> bool:
    """Compare the same job, data frame in and shares out, for 12 drivers."""
    import pingouin

    frame, names = data(12)

    def ours() -> np.ndarray:
        return lmg(frame[[*names, "score"]].corr().to_numpy())

    def theirs() -> pd.DataFrame:
        return pingouin.linear_regression(frame[names], frame["score"], relimp=True)

    np.testing.assert_allclose(theirs()["relimp"].to_numpy()[1:], ours(), rtol=1e-6)
    mine, rival = seconds(ours, 5), seconds(theirs, 2)
    ratio = mine / rival
    print(f"lmg, 12 drivers: {mine:.4f} s, pingouin {rival:.3f} s, ratio {ratio:.4f} (<= 0.1)")
    return ratio <= 0.1


def against_statsmodels() -> bool:
    """Compare importance with the fits alone that a loop over resampled rows would make."""
    import statsmodels.api as sm

    rng, rows, count, draws = np.random.default_rng(7), 7_043, 11, 500
    X = rng.normal(size=(rows, count)) + 0.7 * rng.normal(size=(rows, 1))
    yes = (X @ np.linspace(0, 1, count) + 3 * rng.normal(size=rows) > 2).astype(int)
    frame, names = pd.DataFrame(X).add_prefix("driver"), [f"driver{at}" for at in range(count)]
    frame["yes"] = yes
    design, few = sm.add_constant(X), 20

    def theirs() -> None:
        for _ in range(few):
            drawn = rng.integers(0, rows, rows)
            sm.Logit(yes[drawn], design[drawn]).fit(disp=0)

    took = seconds(lambda: importance(frame, "yes", names, kind="binary", draws=draws), 3)
    rival = seconds(theirs, 2) * draws / few
    ratio = took / rival
    print(
        f"binary, 7,043 rows, 11 drivers, 500 draws: {took:.2f} s (< 4), statsmodels' Logit alone "
        f"{rival:.1f} s, ratio {ratio:.2f} (<= 0.5)"
    )
    return took < 4 and ratio <= 0.5


def main() -> int:
    """Run all, and fail where a limit is broken."""
    passed = [against_pingouin(), against_statsmodels()]
    frame, names = data(20)
    took = seconds(lambda: lmg(frame[[*names, "score"]].corr().to_numpy()), 2)
    print(f"lmg, 20 drivers: {took:.2f} s (< 6)")
    passed.append(took < 6)
    frame, names = data(12)
    for kind, outcome in (("linear", "score"), ("binary", "yes"), ("ordinal", "band")):
        took = seconds(
            lambda kind=kind, outcome=outcome: importance(
                frame, outcome, names, kind=kind, clusters="account", draws=2_000
            )
        )
        print(f"2,000 clustered bootstraps, 12 drivers, {kind}: {took:.2f} s (< 30)")
        passed.append(took < 30)
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
