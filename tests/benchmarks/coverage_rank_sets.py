"""How often simultaneous rank sets cover the true order: a simulation, run by hand.

    python tests/benchmarks/coverage_rank_sets.py [simulations]

Respondents rank 12 made-up items by a Plackett-Luce model, so that the true order is known. A
simulation counts as covered when every item's set holds all positions that the truth allows it,
where items of equal worth share theirs.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from research.statistics.rankings.ranksets import rank_sets

RESPONDENTS, ITEMS, DRAWS = 105, 12, 4096
WORTHS = {
    "all items equal": np.zeros(ITEMS),
    "three blocks of four": np.repeat([1.0, 0.5, 0.0], 4),
    "as spread as the study": np.linspace(1.2, 0.0, ITEMS),
    "one item ahead": np.r_[1.5, np.zeros(ITEMS - 1)],
}


def simulate(log_worth: np.ndarray, simulations: int, seed: int) -> tuple[float, float]:
    """Share of simulations covered, and the mean width of the sets."""
    rng = np.random.default_rng(seed)
    first = 1 + (log_worth[:, None] < log_worth).sum(axis=1)
    last = ITEMS - (log_worth[:, None] > log_worth).sum(axis=1)
    covered, width = 0, 0.0
    for _ in range(simulations):
        liking = log_worth + rng.gumbel(size=(RESPONDENTS, ITEMS))
        ranks = pd.DataFrame((-liking).argsort(axis=1).argsort(axis=1) + 1)
        items = rank_sets(ranks, draws=DRAWS).items
        low, high = items["simultaneous_low"], items["simultaneous_high"]
        covered += bool((low <= first).all() and (high >= last).all())
        width += float((high - low + 1).mean())
    return covered / simulations, width / simulations


def main() -> None:
    """Print one row per truth."""
    simulations = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"nominal 95%, {RESPONDENTS} respondents, {ITEMS} items, {simulations} simulations each")
    for number, (name, log_worth) in enumerate(WORTHS.items()):
        coverage, width = simulate(log_worth, simulations, seed=number)
        error = (coverage * (1 - coverage) / simulations) ** 0.5
        print(
            f"{name:24} covered {coverage:.4f} (se {error:.4f}), mean width {width:.2f}", flush=True
        )


if __name__ == "__main__":
    main()
