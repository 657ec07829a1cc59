"""How often intervals of the Net Promoter Score cover the truth: a simulation, run by hand.

    python tests/benchmarks/coverage_nps.py [simulations]

Beside the simulated coverage stands the exact one: the chance of every possible sample, added up
where its interval holds the true score.
"""

from __future__ import annotations

import sys

import numpy as np
from scipy import stats

from research.statistics.samples.net_promoter import nps, nps_interval
from research.statistics.samples.weights import effective_size

METHODS = ("score", "adjusted_wald", "wald")
POPULATIONS = {
    "admired": (0.90, 0.08, 0.02),
    "liked": (0.50, 0.35, 0.15),
    "split": (0.40, 0.20, 0.40),
    "disliked": (0.10, 0.30, 0.60),
}


def exact(n: int, shares: np.ndarray, method: str) -> float:
    """Chance that the interval holds the truth."""
    samples = np.array([(a, n - a - d, d) for a in range(n + 1) for d in range(n + 1 - a)])
    chance = stats.multinomial.pmf(samples, n, shares)
    low, high = nps_interval(*samples.T, method=method)
    truth = 100 * (shares[0] - shares[2])
    return float(chance[(low <= truth) & (truth <= high)].sum())


def simulated(n: int, shares: np.ndarray, method: str, simulations: int) -> float:
    """Share of simulated samples whose interval holds the truth."""
    drawn = np.random.default_rng(n).multinomial(n, shares, simulations)
    low, high = nps_interval(*drawn.T, method=method)
    truth = 100 * (shares[0] - shares[2])
    return float(np.mean((low <= truth) & (truth <= high)))


def clustered(accounts: int, simulations: int) -> float:
    """Coverage with four contacts an account who lean one way, clusters taken into account."""
    rng = np.random.default_rng(accounts)
    ratings = np.array([10, 8, 3])
    leanings = np.array([[0.9, 0.08, 0.02], [0.2, 0.4, 0.4]])
    truth = 100 * float((leanings.mean(axis=0) * [1, 0, -1]).sum())
    account = np.repeat(np.arange(accounts), 4)
    covered = 0
    for _ in range(simulations):
        leaning = leanings[rng.integers(0, 2, accounts)][account]
        place = (rng.random(len(account))[:, None] > leaning.cumsum(axis=1)).sum(axis=1)
        found = nps(ratings[np.minimum(place, 2)], clusters=account)
        covered += found.low <= truth <= found.high
    return covered / simulations


def weighted(heavy: tuple[float, ...], light: tuple[float, ...], simulations: int) -> list[float]:
    """Coverage where a tenth bears half the weight: by the linearised variance, and by Kish."""
    rng = np.random.default_rng(10)
    ratings = np.array([10, 8, 3])
    weights = np.repeat([9.0, 1.0], [20, 180])
    kish = float(effective_size(weights.sum(), weights @ weights))
    truth = 50 * float(np.add(heavy, light) @ [1, 0, -1])
    covered = np.zeros(2)
    for _ in range(simulations):
        drawn = [rng.choice(ratings, n, p=p) for n, p in ((20, heavy), (180, light))]
        found = nps(np.concatenate(drawn), weights)
        shares = np.array([found.promoters, found.passives, found.detractors]) / 100
        low, high = nps_interval(*(shares * kish))
        covered += [found.low <= truth <= found.high, low <= truth <= high]
    return (covered / simulations).tolist()


def main() -> None:
    """Print one row a population, base and method."""
    simulations = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print(f"nominal 95%, {simulations} simulations each; promoters, passives, detractors")
    for name, shares in POPULATIONS.items():
        print(f"{name} {shares}")
        for n in (20, 50, 400):
            found = [
                f"{method} {simulated(n, np.array(shares), method, simulations):.3f} "
                f"(exact {exact(n, np.array(shares), method):.3f})"
                for method in METHODS
            ]
            print(f"  n = {n:>3}: {', '.join(found)}", flush=True)
    for heavy, light in (
        ((0.50, 0.00, 0.50), (0.05, 0.90, 0.05)),
        ((0.45, 0.10, 0.45), (0.20, 0.60, 0.20)),
        ((0.40, 0.30, 0.30), (0.40, 0.30, 0.30)),
        ((0.10, 0.80, 0.10), (0.45, 0.10, 0.45)),
    ):
        own, kish = weighted(heavy, light, min(simulations, 4_000))
        print(f"a tenth of 200 bears half the weight, {heavy} and {light}:", end=" ")
        print(f"linearised {own:.3f}, Kish {kish:.3f}", flush=True)
    for accounts in (10, 30, 100):
        covered = clustered(accounts, min(simulations, 2_000))
        print(
            f"{accounts} accounts of 4 contacts, 2,000 simulations: score, clustered {covered:.3f}"
        )


if __name__ == "__main__":
    main()
