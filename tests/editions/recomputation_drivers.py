"""What drives the recommendation, recomputed: each subset of drivers a regression of its own.

Intervals come from a bootstrap of whole accounts with other draws, and so may differ by chance.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import statsmodels.api as sm

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from recomputation_supplier import Supplier

    Floats = NDArray[np.float64]

DRIVERS = [
    "responsiveness", "expertise", "delivery", "product", "support", "onboarding", "portal",
    "invoicing",
]  # fmt: skip
COUNT = len(DRIVERS)
SUBSETS = [own for size in range(COUNT + 1) for own in combinations(range(COUNT), size)]
DRAWS, SEED = 1_500, 23


class DriversOf:
    """Importance of each driver by every method, and what another sample might have shown."""

    def __init__(self, supplier: Supplier) -> None:
        self.asked = supplier.answers()
        self.rows = self.asked.dropna(subset=DRIVERS)
        self.y = self.rows["recommend"].to_numpy(dtype=float)
        self.X = self.rows[DRIVERS].to_numpy(dtype=float)

    @cached_property
    def worths(self) -> dict[tuple[int, ...], float]:
        """Variance explained by every subset of the drivers."""
        found = {(): 0.0}
        for own in SUBSETS[1:]:
            found[own] = sm.OLS(self.y, sm.add_constant(self.X[:, own])).fit().rsquared
        return found

    @property
    def explained(self) -> float:
        return self.worths[SUBSETS[-1]]

    @cached_property
    def methods(self) -> pd.DataFrame:
        """One row a driver, the most important first."""
        z = (self.X - self.X.mean(axis=0)) / self.X.std(axis=0)
        out = (self.y - self.y.mean()) / self.y.std()
        beta = sm.OLS(out, z).fit().params
        r = z.T @ out / len(out)
        everything = SUBSETS[-1]
        frame = pd.DataFrame(
            {
                "lmg": shapley(self.worths),
                "johnson": johnson(z, out),
                "pratt": beta * r,
                "beta": beta,
                "first": [self.worths[(own,)] for own in everything],
                "last": [self.explained - self.worths[_without(own)] for own in everything],
                "inflation": [
                    1 / (1 - sm.OLS(z[:, own], z[:, _without(own)]).fit().rsquared)
                    for own in everything
                ],
                "r": r,
                "mean": self.X.mean(axis=0),
            },
            index=DRIVERS,
        )
        frame["share"] = 100 * frame["lmg"] / frame["lmg"].sum()
        return frame.sort_values("lmg", ascending=False)

    @cached_property
    def drawn(self) -> tuple[Floats, Floats, Floats]:
        """LMG, variance explained and mean ratings of other samples of whole accounts."""
        codes = pd.factorize(self.rows["account"])[0]
        accounts = int(codes.max()) + 1
        data = np.column_stack([np.ones(len(self.y)), self.X, self.y])
        squares = data[:, :, None] * data[:, None, :]
        moments = np.zeros((accounts, *squares.shape[1:]))
        np.add.at(moments, codes, squares)
        random = np.random.default_rng(SEED)
        picks = random.multinomial(accounts, np.full(accounts, 1 / accounts), size=DRAWS)
        sums = np.einsum("da,aij->dij", picks, moments)
        means = sums[:, 0, 1:] / sums[:, 0, :1]
        covered = sums[:, 1:, 1:] / sums[:, :1, :1] - means[:, :, None] * means[:, None, :]
        worths = {(): np.zeros(DRAWS)}
        for own in SUBSETS[1:]:
            inside = covered[:, own, :][:, :, own]
            towards = covered[:, own, -1]
            slopes = np.linalg.solve(inside, towards[:, :, None])[:, :, 0]
            worths[own] = (slopes * towards).sum(axis=1) / covered[:, -1, -1]
        return np.asarray(shapley(worths)).T, worths[SUBSETS[-1]], means[:, :-1]

    @cached_property
    def limits(self) -> pd.DataFrame:
        """Limits of shares and mean ratings, and the ranks that each driver may have."""
        lmg, _, means = self.drawn
        shares = 100 * lmg / lmg.sum(axis=1, keepdims=True)
        frame = pd.DataFrame(index=DRIVERS)
        for name, values in (("share", shares), ("mean", means)):
            ends = np.percentile(values, [2.5, 97.5], axis=0)
            frame[f"{name}_low"], frame[f"{name}_high"] = ends
        frame["best"], frame["worst"] = self._ranks(lmg)
        return frame.loc[self.methods.index]

    def _ranks(self, drawn: Floats) -> tuple[Floats, Floats]:
        """Ranks that no difference rules out (Mogstad, Romano, Shaikh and Wilhelm 2024)."""
        estimate = self.methods.loc[DRIVERS, "lmg"].to_numpy()
        apart = estimate[:, None] - estimate[None, :]
        moved = drawn[:, :, None] - drawn[:, None, :] - apart
        error = moved.std(axis=0) + np.eye(COUNT)
        bound = np.quantile(np.abs(moved / error).max(axis=(1, 2)), 0.95)
        ahead = apart > bound * error
        return 1 + ahead.sum(axis=0), COUNT - ahead.sum(axis=1)

    @property
    def accounts(self) -> int:
        return int(self.rows["account"].nunique())

    def quarter(self, driver: str) -> tuple[str, bool]:
        """Quarter of the map, and whether both intervals are clear of the lines."""
        row, ends = self.methods.loc[driver], self.limits.loc[driver]
        cut, middle = 100 / COUNT, self.methods["mean"].mean()
        names = [
            ["low priority", "possible overkill"],
            ["concentrate here", "keep up the good work"],
        ]
        high = not ends["share_low"] <= cut <= ends["share_high"]
        right = not ends["mean_low"] <= middle <= ends["mean_high"]
        place = names[int(row["share"] >= cut)][int(row["mean"] >= middle)]
        return place, bool(high and right)


def shapley(worths: dict[tuple[int, ...], Floats]) -> list[Floats]:
    """Gain of each driver, averaged over all orders of entry (Lindeman, Merenda and Gold 1980)."""
    gains = []
    for driver in range(COUNT):
        others = [own for own in SUBSETS if driver not in own]
        gains.append(
            sum(
                factorial(len(own)) * factorial(COUNT - 1 - len(own)) / factorial(COUNT)
                * (worths[tuple(sorted((*own, driver)))] - worths[own])
                for own in others
            )
        )  # fmt: skip
    return gains


def johnson(z: Floats, out: Floats) -> Floats:
    """Relative weights by way of the orthogonal variables nearest to the drivers (Johnson 2000)."""
    left, values, right = np.linalg.svd(z, full_matrices=False)
    nearest = left @ right
    back = (right.T * values) @ right / np.sqrt(len(z))
    weights: Floats = back**2 @ (nearest.T @ out / np.sqrt(len(out))) ** 2
    return weights


def _without(driver: int) -> tuple[int, ...]:
    return tuple(own for own in range(COUNT) if own != driver)
