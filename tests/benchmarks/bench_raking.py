"""Raking a million respondents, and tab books by a weight from a column and by a raked one.

Raking to four margins is held against iterative proportional fitting by `Series.groupby`, over as
many rounds. The books have 12 questions by a banner of the four margins, and are made whole: bases,
shares, means, intervals, letters, and what may not be shown; by the raked weight with the variance
that the margins leave. They are held against the weighted counts alone by `pandas.crosstab`. The
data are made up.

Prints medians of interleaved runs and of their ratios: in seconds of the processor, which a machine
that others use tells as well, and by the clock. The limit is on the former.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from bench_tabbook import GROUPS, named, ours, theirs, write_edition

from research.statistics.samples.raking import rake
from research.study import open_study

if TYPE_CHECKING:
    from collections.abc import Callable

RESPONDENTS, SINGLES, SCALES, RUNS, LIMIT = 1_000_000, 8, 4, 3, 0.25

Targets = dict[str, dict[str, float]]


def drawn() -> Targets:
    """Draw targets that the respondents do not meet: they are spread evenly."""
    rng = np.random.default_rng(18)
    return {
        name: {
            f"Answer {code}": round(share, 4)
            for code, share in enumerate(rng.dirichlet(np.full(count, 20)), 1)
        }
        for name, count in GROUPS.items()
    }


def fitted(frame: pd.DataFrame, targets: Targets, rounds: int) -> pd.Series[float]:
    """Fit by groups of rows."""
    weights = pd.Series(1.0, index=frame.index)
    for _ in range(rounds):
        for name, wanted in targets.items():
            held = weights.groupby(frame[name], observed=True).sum() / len(frame)
            shares = pd.Series(wanted) / sum(wanted.values())
            weights *= frame[name].map(shares / held).astype(float)
    return weights


def held(what: str, mine: Callable[[], object], other: Callable[[], object]) -> bool:
    """Measure both in turns, and say whether ours keeps the limit."""
    times = [(*_taken(mine), *_taken(other)) for _ in range(RUNS)]
    own, own_clock, their, their_clock = (
        statistics.median(column) for column in zip(*times, strict=True)
    )
    ratio = statistics.median(one / another for one, _, another, _ in times)
    clock = statistics.median(one / another for _, one, _, another in times)
    print(
        f"{what}, {RESPONDENTS:,} respondents: processor {own:.2f} s, pandas {their:.2f} s, ratio "
        f"{ratio:.3f} (<= {LIMIT}); by the clock {own_clock:.2f} s, pandas {their_clock:.2f} s, "
        f"ratio {clock:.3f}",
        flush=True,
    )
    return ratio <= LIMIT


def _taken(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def raking(frame: pd.DataFrame, targets: Targets) -> bool:
    """Rake, and see that both come to the same weights."""
    made = rake(frame, targets)
    assert np.allclose(made.weights, fitted(frame, targets, made.rounds), rtol=1e-6)
    return held(
        f"raking to {len(targets)} margins in {made.rounds} rounds",
        lambda: rake(frame, targets),
        lambda: fitted(frame, targets, made.rounds),
    )


def book(kind: str, weight: str) -> bool:
    """Make a book by a weight."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_edition(Path(folder), RESPONDENTS, SINGLES, SCALES, weight)
        study, names = open_study(path), named(SINGLES, SCALES)
        frame, weights = study.answers[[*GROUPS, *names]], study.weight()
        return held(
            f"{len(names)} tables by {sum(GROUPS.values())} columns, {kind}",
            lambda: ours(study, names),
            lambda: theirs(frame, weights, names),
        )


def main() -> int:
    """Measure, and fail where the limit is broken."""
    targets = drawn()
    rng = np.random.default_rng(18)
    frame = pd.DataFrame(
        {
            name: pd.Categorical.from_codes(rng.integers(0, len(wanted), RESPONDENTS), [*wanted])
            for name, wanted in targets.items()
        }
    )
    shares = (
        f"{name}: {{{', '.join(f'{code}: {share}' for code, share in wanted.items())}}}"
        for name, wanted in targets.items()
    )
    kept = [
        raking(frame, targets),
        book("a weight from a column", "column: weight"),
        book("a raked weight", f"rake: {{{', '.join(shares)}}}"),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
