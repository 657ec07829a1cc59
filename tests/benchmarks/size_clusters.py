"""How often tests find what is not there when respondents are nested: a simulation, run by hand.

    python tests/benchmarks/size_clusters.py [simulations]

40 accounts of 5 respondents whose answers have an intraclass correlation of 0.3; columns and waves
of whole accounts, or of respondents within them. 100 made-up questions of a table are as many runs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.answers.variables import Measure
from research.statistics.rankings.concordance import kendall_w
from research.statistics.samples.waves import compare_waves
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNTS, SIZE, ICC, QUESTIONS = 40, 5, 0.3, 100
ACCOUNT = np.repeat(np.arange(ACCOUNTS), SIZE)
# 0.04 to 0.06 is asked of all of them.
LEVEL = 0.05


def numbers(rng: np.random.Generator, columns: int = QUESTIONS) -> np.ndarray:
    """Normal answers whose correlation within an account is 0.3."""
    common = rng.standard_normal((ACCOUNTS, columns))[ACCOUNT]
    own = rng.standard_normal((len(ACCOUNT), columns))
    return np.sqrt(ICC) * common + np.sqrt(1 - ICC) * own


def answers(rng: np.random.Generator, shares: tuple[float, ...]) -> np.ndarray:
    """Answers of which two of an account are one and the same with chance 0.3."""
    shape = (len(ACCOUNT), QUESTIONS)
    drawn = rng.choice(len(shares), shape, p=shares)
    common = rng.choice(len(shares), (ACCOUNTS, QUESTIONS), p=shares)[ACCOUNT]
    return np.where(rng.random(shape) < np.sqrt(ICC), common, drawn)


def tables(runs: int, columns: int, whole: bool) -> Iterator[tuple[str, np.ndarray]]:
    """Test letters and independence in tables whose columns are accounts, or respondents."""
    rng = np.random.default_rng(columns + 10 * whole)
    names = [f"q{at}" for at in range(QUESTIONS)]
    column = ACCOUNT % columns if whole else np.arange(len(ACCOUNT)) % columns
    for _ in range(runs // QUESTIONS):
        for kind, values in (
            ("mean", numbers(rng)),
            ("share", answers(rng, (0.7, 0.3))),
            ("four answers", answers(rng, (0.4, 0.3, 0.2, 0.1))),
        ):
            frame = pd.DataFrame(values, columns=names).assign(group=column)
            stub = [Measure(name) if kind == "mean" else name for name in names]
            table = crosstab(frame, stub, Banner(["group"]), clusters=ACCOUNT)
            if kind != "four answers":
                tests = table.tests[(table.tests["against"] != "rest")]
                first = tests.groupby("question", sort=False).first()
                yield f"letters, {kind}", first["p"].to_numpy()
            if kind != "mean":
                yield f"independence, {kind}", table.independence["p"].to_numpy()
                yield f"first order, {kind}", table.independence["p_first"].to_numpy()


def waves(runs: int, same: bool) -> Iterator[tuple[str, np.ndarray]]:
    """Test the change of items between two waves of other accounts, or of the same."""
    rng = np.random.default_rng(3 + same)
    names = [f"q{at}" for at in range(QUESTIONS)]
    half = SIZE * ACCOUNTS // 2
    place = np.arange(len(ACCOUNT)) % 2 == 0 if same else np.arange(len(ACCOUNT)) < half
    for _ in range(runs // QUESTIONS):
        for kind, values in (("mean", numbers(rng)), ("share", answers(rng, (0.7, 0.3)))):
            frame = pd.DataFrame(values, columns=names).assign(account=ACCOUNT)
            found = compare_waves(frame[place], frame[~place], names, kind=kind, clusters="account")
            yield f"waves, {kind}", found["p"].to_numpy()


def orders(runs: int, items: int) -> Iterator[tuple[str, np.ndarray]]:
    """Test agreement on an order that nobody has in common with others but their account."""
    rng = np.random.default_rng(items)
    for _ in range(runs):
        ranks = numbers(rng, items).argsort(axis=1).argsort(axis=1) + 1.0
        yield "Kendall's W", np.array([kendall_w(pd.DataFrame(ranks), clusters=ACCOUNT).p])


def report(name: str, found: Iterator[tuple[str, np.ndarray]]) -> None:
    """Print how often each test was significant."""
    kept: dict[str, list[np.ndarray]] = {}
    for kind, p in found:
        kept.setdefault(kind, []).append(p)
    for kind, parts in kept.items():
        p = np.concatenate(parts)
        print(f"{name:<34}{kind:<28}{np.mean(p < LEVEL):.4f} of {p.size:,}", flush=True)


def main() -> None:
    """Print one row a design and test."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for columns in (2, 4):
        report(f"{columns} columns of accounts", tables(runs, columns, whole=True))
        report(f"{columns} columns within accounts", tables(runs, columns, whole=False))
    report("waves of other accounts", waves(runs, same=False))
    report("waves of the same accounts", waves(runs, same=True))
    for items in (4, 12):
        report(f"{items} items", orders(runs, items))


if __name__ == "__main__":
    main()
