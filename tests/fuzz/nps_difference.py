"""Thousands of differences of Net Promoter Scores, held against what must be true of all of them.

    python tests/fuzz/nps_difference.py [cases] [seed]

Run by hand; the tests hold a few dozen such cases. It ends with the first case that breaks a rule.
"""

from __future__ import annotations

import sys

import numpy as np

from research.statistics.samples.net_promoter import NpsDifference, nps_difference

Case = tuple[list[int], list[int], list[float] | None, list[float] | None]


def main(cases: int = 10_000, seed: int = 0) -> int:
    """Draw cases until one breaks a rule; give how many broke one."""
    rng = np.random.default_rng(seed)
    for number in range(cases):
        case = drawn(rng)
        broken = faults(case)
        if broken:
            sys.stdout.write(f"case {number}: {broken}\n  {case}\n")
            return 1
    sys.stdout.write(f"{cases:,} cases, no rule broken\n")
    return 0


def drawn(rng: np.random.Generator) -> Case:
    """Two small groups, often with equal scores, some weighted."""
    first = rng.choice([0, 6, 7, 8, 9, 10], rng.integers(1, 13)).tolist()
    if rng.random() < 0.3:
        # The same shares in another size and order: equal scores in theory, seldom in rounding.
        second = rng.permutation(first * int(rng.integers(1, 8))).tolist()
    else:
        second = rng.choice([0, 6, 7, 8, 9, 10], rng.integers(1, 30)).tolist()
    weights: list[list[float] | None] = [None, None]
    for at, group in enumerate((first, second)):
        if rng.random() < 0.3:
            weights[at] = rng.choice([0.1, 0.3, 1.0, 7.0], len(group)).tolist()
        elif rng.random() < 0.3:
            weights[at] = [float(rng.choice([0.1, 1 / 3, 3.3]))] * len(group)
    return first, second, weights[0], weights[1]


def faults(case: Case) -> str:
    """Name the rule that a case breaks; empty where it breaks none."""
    first, second, *weights = case
    found = nps_difference(first, second, weights=(weights[0], weights[1]))
    mirrored = nps_difference(second, first, weights=(weights[1], weights[0]))
    rules = {
        "p lies outside 0 to 1": 0 < found.p <= 1,
        "the difference lies outside its interval": _inside(found),
        "p and interval disagree": (found.p <= 0.05) == (found.low > 0 or found.high < 0)
        or abs(found.p - 0.05) < 1e-6,
        "the difference is not that of the scores": found.difference
        == found.first.score - found.second.score,
        "exchanging the groups changes p": abs(found.p - mirrored.p) < 1e-6,
        "exchanging the groups changes the limits": abs(found.low + mirrored.high) < 1e-9,
        "equal scores have a p under 1": abs(found.difference) > 1e-9 or found.p > 0.999,
    }
    return next((rule for rule, holds in rules.items() if not holds), "")


def _inside(found: NpsDifference) -> bool:
    return found.low - 1e-9 <= found.difference <= found.high + 1e-9


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
