"""What loyalty is worth, recomputed with statsmodels' models and the formulas of its sources.

Every estimate is the mean of something over accounts; how far each account moves it, its influence,
is written out by hand here, with what the estimation of the models adds (Lunceford and Davidian
2004), and summed within parent companies (Liang and Zeger 1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import statsmodels.api as sm
from recomputation import wilson
from recomputation_supplier import BEFORE, Supplier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Z = 1.959963984540054
BANDS = ["promoter", "passive", "detractor"]
CATEGORIES = {
    "service": "Service", "segment": "Segment", "region": "Region", "industry": "Industry",
}  # fmt: skip


@dataclass(frozen=True)
class Estimate:
    """A difference, each account's influence on it, and the mean of the second group."""

    value: float
    influence: Floats
    control: float

    def error(self, families: pd.Series) -> float:
        sums = pd.Series(self.influence).groupby(families.to_numpy()).sum()
        count = len(sums)
        return float(np.sqrt((sums**2).sum() * count / (count - 1)) / len(self.influence))

    def interval(self, families: pd.Series) -> tuple[float, float]:
        reach = Z * self.error(families)
        return self.value - reach, self.value + reach


class Compared:
    """Accounts of two groups whose outcome is known, alike in nothing or in all confounders.

    Parameters
    ----------
    frame : accounts of the first survey.
    outcome : ``renewal`` or ``growth``.
    first, second : bands.
    """

    def __init__(self, frame: pd.DataFrame, outcome: str, first: str, second: str) -> None:
        both = frame[frame["band"].isin([first, second])]
        self.rows = both.dropna(subset=[outcome])
        self.left_out = len(both) - len(self.rows)
        self.y = self.rows[outcome].to_numpy(dtype=float)
        self.t = (self.rows["band"] == first).to_numpy(dtype=float)
        self.families = self.rows["family"]
        self.binary = set(self.y) <= {0.0, 1.0}
        coded = pd.get_dummies(self.rows[[*CATEGORIES]], drop_first=True, dtype=float)
        coded.insert(1, "tenure", self.rows["tenure"])
        self.confounders = coded
        self.X = sm.add_constant(coded.to_numpy())
        self.n = len(self.y)

    def crude(self) -> Estimate:
        means = [self.y[self.t == side].mean() for side in (1, 0)]
        shares = self.t.mean(), 1 - self.t.mean()
        one, nought = (
            (self.t == side) * (self.y - mean) / share
            for side, mean, share in zip((1, 0), means, shares, strict=True)
        )
        return Estimate(means[0] - means[1], one - nought, means[1])

    def plain_interval(self) -> tuple[float, float]:
        """Newcombe (1998) for shares, Welch for means; every account for itself."""
        one, nought = self.y[self.t == 1], self.y[self.t == 0]
        value = one.mean() - nought.mean()
        if not self.binary:
            reach = Z * np.sqrt(one.var(ddof=1) / len(one) + nought.var(ddof=1) / len(nought))
            return value - reach, value + reach
        (low, high), (less, more) = (wilson(int(own.sum()), len(own)) for own in (one, nought))
        p, q = one.mean(), nought.mean()
        return (
            value - np.sqrt((p - low) ** 2 + (more - q) ** 2),
            value + np.sqrt((high - p) ** 2 + (q - less) ** 2),
        )

    def adjusted(self) -> Estimate:
        """Mean difference of the predictions of one model, as if all were one or the other."""
        sides = [np.column_stack([np.full(self.n, side), self.X]) for side in (1.0, 0.0)]
        own = np.column_stack([self.t, self.X])
        if not self.binary:
            fit = sm.OLS(self.y, own).fit()
            moves = self.n * (own * fit.resid[:, None]) @ np.linalg.inv(own.T @ own)
            return Estimate(fit.params[0], moves[:, 0], (sides[1] @ fit.params).mean())
        fit = sm.Logit(self.y, own).fit(disp=0)
        moves = _logit_moves(fit, own, self.y)
        one, nought = (fit.predict(side) for side in sides)
        slopes = [
            (chance * (1 - chance)) @ side / self.n
            for chance, side in zip((one, nought), sides, strict=True)
        ]
        value = (one - nought).mean()
        influence = one - nought - value + moves @ (slopes[0] - slopes[1])
        return Estimate(value, influence, nought.mean())

    @cached_property
    def propensity(self) -> tuple[Floats, Floats]:
        """Chance of the first group, and how far each account moves the model behind it."""
        fit = sm.Logit(self.t, self.X).fit(disp=0)
        return fit.predict(), _logit_moves(fit, self.X, self.t)

    def weighted(self) -> Estimate:
        chance, moves = self.propensity
        means, influences = [], []
        for group, own in ((self.t, chance), (1 - self.t, 1 - chance)):
            share = group / own
            mean = np.average(self.y, weights=share)
            sign = 1 if group is self.t else -1
            slope = -sign * (share * (1 - own) * (self.y - mean)) @ self.X / self.n
            influences.append((share * (self.y - mean) + moves @ slope) / share.mean())
            means.append(mean)
        return Estimate(means[0] - means[1], influences[0] - influences[1], means[1])

    def doubly_robust(self) -> Estimate:
        """Predictions of a linear model for each group, mended by the weighted residuals."""
        chance, moves = self.propensity
        means, influences = [], []
        for group, own in ((self.t, chance), (1 - self.t, 1 - chance)):
            fit = sm.OLS(self.y[group == 1], self.X[group == 1]).fit()
            expected, share = self.X @ fit.params, group / own
            residuals = self.y - expected
            told = expected + share * residuals
            sign = 1 if group is self.t else -1
            by_chance = -sign * (share * (1 - own) * residuals) @ self.X / self.n
            by_model = (1 - share) @ self.X / self.n
            bread = np.linalg.inv((group[:, None] * self.X).T @ self.X / self.n)
            within = (group * residuals)[:, None] * self.X @ bread
            influences.append(told - told.mean() + moves @ by_chance + within @ by_model)
            means.append(told.mean())
        return Estimate(means[0] - means[1], influences[0] - influences[1], means[1])

    def rungs(self) -> dict[str, tuple[float, tuple[float, float]]]:
        """Every estimate with its interval, from crude to defensible."""
        found = {
            "Clustered": self.crude(),
            "Adjusted by g-computation": self.adjusted(),
            "Weighted by inverse probability": self.weighted(),
            "Doubly robust": self.doubly_robust(),
        }
        rungs = {name: (own.value, own.interval(self.families)) for name, own in found.items()}
        return {"As it looks": (self.crude().value, self.plain_interval()), **rungs}

    def e_value(self) -> tuple[float, float]:
        """Of the doubly robust estimate and of its limit (VanderWeele and Ding 2017)."""
        found = self.doubly_robust()
        low, _ = found.interval(self.families)
        if self.binary:
            ratios = [(found.control + step) / found.control for step in (found.value, low)]
        else:
            ratios = [np.exp(0.91 * step / self.y.std(ddof=1)) for step in (found.value, low)]
        first, second = (ratio + np.sqrt(ratio * max(ratio - 1, 0)) for ratio in ratios)
        return first, max(second, 1.0) if ratios[1] > 1 else 1.0

    def overlap(self) -> dict[str, tuple[int, Floats, float, float]]:
        """By group: base, five quantiles of the chance, share of extremes, base after weighting."""
        chance, _ = self.propensity
        found = {}
        for name, side in (("promoter", 1), ("detractor", 0)):
            own = chance[self.t == side]
            weight = 1 / (own if side else 1 - own)
            extreme = ((own < 0.05) | (own > 0.95)).mean()
            kish = weight.sum() ** 2 / (weight**2).sum()
            found[name] = (len(own), np.quantile(own, np.linspace(0, 1, 5)), extreme, kish)
        return found

    def balance(self) -> dict[str, tuple[float, float]]:
        """Standardised mean differences before and after weighting (Austin 2009)."""
        chance, _ = self.propensity
        weight = np.where(self.t == 1, 1 / chance, 1 / (1 - chance))
        found = {}
        for name, column in self.confounders.items():
            values = column.to_numpy()
            sides = [self.t == 1, self.t == 0]
            spread = np.sqrt(sum(values[side].var(ddof=1) for side in sides) / 2)
            before = values[sides[0]].mean() - values[sides[1]].mean()
            after = np.subtract(*(np.average(values[own], weights=weight[own]) for own in sides))
            found[_spoken(str(name))] = (before / spread, after / spread)
        return found


def _logit_moves(fit: object, X: Floats, y: Floats) -> Floats:
    """How far each row moves the coefficients of a logistic regression."""
    chance = fit.predict()  # type: ignore[attr-defined]
    information = (X * (chance * (1 - chance))[:, None]).T @ X
    moves: Floats = len(y) * (X * (y - chance)[:, None]) @ np.linalg.inv(information)
    return moves


def _spoken(name: str) -> str:
    column, _, category = name.partition("_")
    return f"{CATEGORIES[column]}: {category}" if category else name.capitalize()


def at_stake(frame: pd.DataFrame) -> dict[str, tuple[float, float, float]]:
    """What detractor accounts would gain as passive ones, by part and together, as proportions."""
    parts = {name: Compared(frame, name, "passive", "detractor") for name in ("renewal", "growth")}
    found, together = {}, pd.Series(0.0, index=frame["family"].unique())
    for name, own in parts.items():
        effect = own.adjusted()
        found[name] = (effect.value, *effect.interval(own.families))
        sums = pd.Series(effect.influence / own.n).groupby(own.families.to_numpy()).sum()
        together = together.add(sums, fill_value=0.0)
    used = int((together != 0).sum())
    reach = Z * float(np.sqrt((together**2).sum() * used / (used - 1)))
    whole = found["renewal"][0] + found["growth"][0]
    return {**found, "total": (whole, whole - reach, whole + reach)}


def loyalty(supplier: Supplier) -> pd.DataFrame:
    """Accounts with their band in the survey before the renewals, and what came of them."""
    frame = supplier.files.join(supplier.scored(BEFORE))
    frame = frame[frame["answered"] > 0].copy()
    nps = frame["nps"].astype(float)
    frame["band"] = np.select([nps >= 30, nps >= 0], BANDS[:2], BANDS[2])
    frame["renewal"] = frame["renewed"].map({"yes": 1.0, "no": 0.0})
    frame["growth"] = frame["revenue_this_year"] / frame["revenue_last_year"] - 1
    frame["family"] = frame["parent"].fillna(frame.index.to_series())
    asked = supplier.answers(BEFORE).groupby("account")["answered_on"].max()
    frame["answered_on"] = asked
    frame["tenure"] = (asked.min() - frame["customer_since"]).dt.days / 365.25
    return frame


def retention(frame: pd.DataFrame) -> pd.DataFrame:
    """Kaplan and Meier's (1958) shares still there, with log-log limits after Greenwood (1926)."""
    last, moment = frame["decided_on"].max(), frame["answered_on"].max()
    lost = frame["renewed"] == "no"
    until = frame["decided_on"].where(lost, last)
    months = (until - moment).dt.days * 12 / 365.25
    rows = []
    for band in BANDS:
        own, gone = months[frame["band"] == band], lost[frame["band"] == band]
        share, sums = 1.0, 0.0
        for time in sorted(own[gone].unique()):
            at_risk, left = int((own >= time).sum()), int((gone & (own == time)).sum())
            share *= 1 - left / at_risk
            sums += left / (at_risk * (at_risk - left))
            reach = np.exp(Z * np.sqrt(sums) / abs(np.log(share)))
            row = {"band": band, "time": time, "at_risk": at_risk, "left": left}
            rows.append({**row, "share": share, "low": share**reach, "high": share ** (1 / reach)})
    return pd.DataFrame(rows)
