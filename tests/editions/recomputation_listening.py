"""What is heard beside the survey of 2016, recomputed from its files by plain loops."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache, cached_property
from math import gamma, sqrt
from statistics import mean
from typing import NamedTuple

from recomputation import ROOT

REGIONS = ["Africa/Middle East", "Americas", "Asia Pacific", "UK/Europe"]
TOUCHPOINTS = {
    "call centre": "Call centre", "delivery": "Delivery", "spare parts": "Spare parts",
    "repair visit": "Repair visits", "social media": "Social media",
}  # fmt: skip
MONTHS = [(2015 + number // 12, number % 12 + 1) for number in range(18)]
LEAST, FEWEST = 10, 12


@cache
def rows(name: str) -> list[dict[str, str]]:
    path = ROOT / "data" / "2016" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def accounts() -> dict[str, dict[str, str]]:
    return {row["account"]: row for row in rows("accounts")}


class Month(NamedTuple):
    """A month of a touchpoint; nothing where too few rated it."""

    base: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def beyond(self) -> bool:
        return None not in (self.value, self.low, self.high) and not (
            self.low <= self.value <= self.high  # type: ignore[operator]
        )


class Panel:
    """Ratings by month of those chosen, held against X-bar limits."""

    def __init__(self, touchpoint: str = "", region: str = "") -> None:
        self.samples: list[list[int]] = [[] for _ in MONTHS]
        for row in rows("touches"):
            at = accounts()[row["account"]]["region"]
            if touchpoint in ("", row["touchpoint"]) and region in ("", at):
                when = date.fromisoformat(row["asked_on"])
                self.samples[MONTHS.index((when.year, when.month))].append(int(row["rating"]))

    @cached_property
    def every(self) -> list[int]:
        return [one for sample in self.samples for one in sample]

    @cached_property
    def months(self) -> list[Month]:
        held = [sample for sample in self.samples if sample]
        within = sum((one - mean(sample)) ** 2 for sample in held for one in sample)
        freedom = sum(len(sample) - 1 for sample in held)
        sigma = sqrt(within / freedom)
        shown = [len(sample) >= LEAST for sample in self.samples]
        found = []
        for sample, known in zip(self.samples, shown, strict=True):
            low = high = None
            n = len(sample)
            if known and sum(shown) >= FEWEST:
                c4 = sqrt(2 / (n - 1)) * gamma(n / 2) / gamma((n - 1) / 2)
                reach = 3 * sigma / c4 / sqrt(n)
                low, high = mean(self.every) - reach, mean(self.every) + reach
            found.append(Month(n, mean(sample) if known else None, low, high))
        return found

    @property
    def limited(self) -> int:
        return sum(month.low is not None for month in self.months)

    @property
    def shown(self) -> int:
        return sum(month.value is not None for month in self.months)

    @property
    def beyond(self) -> list[int]:
        return [place for place, month in enumerate(self.months) if month.beyond]

    @property
    def furthest(self) -> int | None:
        """The month outside that is most of its own limits away."""

        def away(place: int) -> float:
            own = self.months[place]
            reach = (own.high - own.low) / 2  # type: ignore[operator]
            return abs(own.value - mean(self.every)) / reach  # type: ignore[operator]

        return max(self.beyond, key=away, default=None)


@cache
def panels() -> dict[str, Panel]:
    return {label: Panel(name) for name, label in TOUCHPOINTS.items()}


@cache
def levels() -> dict[str, Panel]:
    return {region: Panel(region=region) for region in REGIONS}


def month(place: int, *, short: bool = False) -> str:
    found = date(*MONTHS[place], 1)
    return f"{found:%b %Y}" if short else f"{found:%B %Y}"
