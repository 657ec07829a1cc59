"""What the programme of 2016 returns, in plain loops over its years, from its inputs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import yaml
from recomputation import ROOT
from recomputation_loyalty import Compared, Z, loyalty
from recomputation_supplier import Supplier, money, printed
from scipy.stats import norm, triang

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ORDER = [
    "outlay", "running", "accounts", "moved", "renewal", "growth", "attributable", "lasting",
    "margin", "discount",
]  # fmt: skip
LABELS = {
    "outlay": "The cost on the first day",
    "running": "The cost a year",
    "accounts": "The number of accounts reached",
    "moved": "The share that moves",
    "renewal": "The effect on renewal",
    "growth": "The effect on growth",
    "attributable": "The share put down to it",
    "lasting": "How long effects last",
    "margin": "The margin",
    "discount": "The discount rate",
}


class Programme:
    """The programme with its inputs: likely values, ends, and draws."""

    def __init__(self) -> None:
        path = ROOT / "params" / "2016.yml"
        params: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.asked = params["supplier"]["roi"]
        self.seed = params["statistics"]["seed"]
        self.years: int = self.asked["years"]
        frame = loyalty(Supplier())
        self.detractors = frame[frame["band"] == "detractor"]
        self.revenue = self.detractors["revenue_this_year"].mean()
        self.renewal = self.detractors["renewal"].mean()
        self.growth = self.detractors["growth"].mean()
        self.deciding = self.detractors["renewal"].count() / len(self.detractors)
        self.inputs: dict[str, tuple[float, float, float]] = {}
        for name in ORDER:
            if name in ("renewal", "growth"):
                own = Compared(frame, name, "promoter", "detractor")
                effect = own.doubly_robust()
                self.inputs[name] = (effect.value, *effect.interval(own.families))
            else:
                given = self.asked[name]
                value = given["likely"]
                self.inputs[name] = (value, given.get("low", value), given.get("high", value))

    @property
    def likely(self) -> dict[str, Any]:
        return {name: ends[0] for name, ends in self.inputs.items()}

    def years_of(self, v: dict[str, Any]) -> list[tuple[Any, Any, Any, Any]]:
        """Cost, gain, and what an account leaves as it is and moved, year by year from 0."""
        found = [(v["outlay"], 0.0, 0.0, 0.0)]
        as_is = moved = self.revenue
        for year in range(1, self.years + 1):
            left = v["lasting"] ** (year - 1)
            lost = self.deciding * (1 - self.renewal)
            better = np.minimum(np.maximum(self.renewal + v["renewal"] * left, 0), 1)
            as_is = as_is * (1 - lost) * (1 + self.growth)
            moved = (
                moved * (1 - self.deciding * (1 - better)) * (1 + self.growth + v["growth"] * left)
            )
            reached = v["accounts"] * v["moved"] * v["attributable"]
            gain = reached * v["margin"] * (moved - as_is)
            found.append((v["running"], gain, v["margin"] * as_is, v["margin"] * moved))
        return found

    def measures(self, v: dict[str, Any]) -> dict[str, Any]:
        years = self.years_of(v)
        present = [
            sum(year[part] / (1 + v["discount"]) ** age for age, year in enumerate(years))
            for part in range(4)
        ]
        cost, gain, as_is, moved = present
        return {
            "gain": gain, "cost": cost, "value": gain - cost, "return": (gain - cost) / cost,
            "as_is": as_is, "moved": moved,
        }  # fmt: skip

    def held(self, v: dict[str, Any]) -> list[Any]:
        """Gains less costs, added up to the end of each year."""
        total, found = 0.0, []
        for cost, gain, _, _ in self.years_of(v):
            total = total + gain - cost
            found.append(total)
        return found

    def payback(self, held: list[float]) -> float:
        """Years until the sum is no longer below nought, on straight lines between year ends."""
        for year, after in enumerate(held):
            if after >= 0:
                before = held[year - 1] if year else 0.0
                return year - after / (after - before) if year else 0.0
        return float("inf")

    @cached_property
    def draws(self) -> dict[str, Floats]:
        chances = np.random.default_rng(self.seed).random((10_000, len(ORDER)))
        found: dict[str, Floats] = {}
        for place, name in enumerate(ORDER):
            value, low, high = self.inputs[name]
            if low == high:
                found[name] = np.full(10_000, float(value))
            elif name in ("renewal", "growth"):
                found[name] = norm.ppf(chances[:, place], value, (high - low) / 2 / Z)
            else:
                turn = (value - low) / (high - low)
                found[name] = triang.ppf(chances[:, place], turn, low, high - low)
        return found

    @cached_property
    def drawn(self) -> dict[str, Floats]:
        found = dict(self.measures(self.draws))
        held = np.array([np.broadcast_to(x, 10_000) for x in self.held(self.draws)]).T
        found["payback"] = np.array([self.payback(list(row)) for row in held])
        return found

    @cached_property
    def ranges(self) -> list[tuple[float, float]]:
        return [ends(np.broadcast_to(held, 10_000)) for held in self.held(self.draws)]

    @cached_property
    def swings(self) -> pd.DataFrame:
        """Value at the least and the most of each input that has both, the longest first."""
        rows = {}
        for name, (_, low, high) in self.inputs.items():
            if low < high:
                at = [
                    float(self.measures({**self.likely, name: end})["value"]) for end in (low, high)
                ]
                rows[name] = {"low": at[0], "high": at[1], "swing": abs(at[1] - at[0])}
        return pd.DataFrame(rows).T.sort_values("swing", ascending=False)

    @cached_property
    def came(self) -> list[float]:
        total, found = 0.0, []
        for year in self.asked["actual"]:
            total += year["gain"] - year["cost"]
            found.append(total)
        return found

    def where(self, year: int) -> str:
        low, high = self.ranges[year]
        came = self.came[year]
        return "below" if came < low else "above" if came > high else "within"

    def told(self, name: str, value: float) -> str:
        """A value of an input as printed."""
        if name in ("outlay", "running"):
            return money(value)
        if name == "accounts":
            return printed(value)
        if name in ("renewal", "growth"):
            return f"{printed(100 * value, 1)} points"
        return f"{printed(100 * value)}%"


def ends(values: Floats) -> tuple[float, float]:
    """The 250th and the 9,750th of 10,000 values."""
    ordered = np.sort(values)
    return float(ordered[249]), float(ordered[9_749])
