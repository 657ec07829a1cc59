"""What is heard beside the survey of 2016, recomputed from its files by plain loops."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache, cached_property
from math import atanh, gamma, sqrt, tanh
from statistics import NormalDist, mean
from typing import TYPE_CHECKING, NamedTuple

from recomputation import REGIONS as WORDS
from recomputation import ROOT
from scipy.stats import t

if TYPE_CHECKING:
    from collections.abc import Callable

REGIONS = ["Africa and the Middle East", "Americas", "Asia Pacific", "UK and Europe"]
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
        found = list(csv.DictReader(file))
    return [
        row | ({"region": WORDS.get(row["region"], row["region"])} if "region" in row else {})
        for row in found
    ]


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


# Health and alerts.

PARTS = {"Survey": (10, 0.5), "Product": (100, 0.25), "Service": (100, 0.25)}


class Healthy(NamedTuple):
    """An account's parts, 0 to 100, and its index; nothing where too little is known."""

    parts: dict[str, float | None]
    index: float | None

    @property
    def state(self) -> str:
        if self.index is None:
            return ""
        return "low" if self.index < 40 else "high" if self.index >= 60 else "middle"

    @property
    def hidden(self) -> bool:
        survey, *others = self.parts.values()
        weak = any(one is not None and one < 40 for one in others)
        return survey is not None and survey >= 60 and weak


@cache
def present() -> list[dict[str, str]]:
    """Contacts of the present survey who answered."""
    return [row for row in rows("contacts") if row["survey"] == "2016" and row["recommend"]]


@cache
def healthy() -> dict[str, Healthy]:
    scores: dict[str, list[int]] = {}
    for row in present():
        scores.setdefault(row["account"], []).append(int(row["recommend"]))
    used = {row["account"]: row for row in rows("usage")}
    found = {}
    for name in accounts():
        said = scores.get(name, [])
        raw = {
            "Survey": mean(said) if len(said) >= 3 else None,
            "Product": float(used[name]["active"]) if used[name]["active"] else None,
            "Service": float(used[name]["in_time"]) if used[name]["in_time"] else None,
        }
        parts = {
            key: None if one is None else 100 * one / PARTS[key][0] for key, one in raw.items()
        }
        known = {key: PARTS[key][1] for key, one in parts.items() if one is not None}
        weight = sum(known.values())
        total = sum(parts[key] * own for key, own in known.items())  # type: ignore[operator]
        found[name] = Healthy(parts, total / weight if weight >= 0.5 else None)
    return found


class Alert(NamedTuple):
    """The alert of an account: days until somebody came back, who, and what came of it."""

    account: str
    owner: str
    wait: int | None
    state: str


@cache
def alerted() -> list[Alert]:
    raised: dict[str, date] = {}
    for row in present():
        if int(row["recommend"]) <= 6:
            when = date.fromisoformat(row["answered_on"])
            raised[row["account"]] = min(when, raised.get(row["account"], when))
    found = []
    for name, first in raised.items():
        came = sorted(
            (date.fromisoformat(row["answered_on"]), row["owner"])
            for row in rows("followups")
            if row["account"] == name and date.fromisoformat(row["answered_on"]) >= first
        )
        if came:
            wait = (came[0][0] - first).days
            found.append(Alert(name, came[0][1], wait, "in time" if wait <= 5 else "late"))
        else:
            passed = (date(2016, 7, 1) - first).days > 5
            found.append(Alert(name, "", None, "overdue" if passed else "open"))
    return found


# Engagement.

ITEMS = ("proud", "supported", "would_stay", "effort")


class Unit(NamedTuple):
    """A unit's staff and customers."""

    name: str
    staff: list[float]
    scores: list[int]


@cache
def every_unit() -> list[Unit]:
    """All units, the least engaged first."""
    staff: dict[str, list[float]] = {}
    scores: dict[str, list[int]] = {}
    for row in rows("employees"):
        name = f"{row['region']}, {row['industry']}"
        staff.setdefault(name, []).append(mean(int(row[item]) for item in ITEMS))
    for row in present():
        own = accounts()[row["account"]]
        scores.setdefault(f"{own['region']}, {own['industry']}", []).append(int(row["recommend"]))
    found = [Unit(name, own, scores.get(name, [])) for name, own in staff.items()]
    return sorted(found, key=lambda unit: mean(unit.staff))


@cache
def units() -> list[Unit]:
    return [unit for unit in every_unit() if min(len(unit.staff), len(unit.scores)) >= LEAST]


def correlation(one: list[float], other: list[float]) -> float:
    here, there = mean(one), mean(other)
    both = sum((a - here) * (b - there) for a, b in zip(one, other, strict=True))
    return both / sqrt(sum((a - here) ** 2 for a in one) * sum((b - there) ** 2 for b in other))


def fisher(r: float, n: int, wider: float = 1.0) -> tuple[float, float]:
    reach = NormalDist().inv_cdf(0.975) * sqrt(wider / (n - 3))
    return tanh(atanh(r) - reach), tanh(atanh(r) + reach)


def as_ranks(values: list[float]) -> list[float]:
    return [
        sum(other < one for other in values) + (sum(other == one for other in values) + 1) / 2
        for one in values
    ]


# Voices.

RECOMMEND, TRUST, CENTRED = "Likelihood to recommend", "Trust", "Centred on customers"
STAFF = "employees asked how customers would answer"


class Said(NamedTuple):
    """Answers of one place, with the account of each where several may be of one."""

    values: list[float]
    clusters: list[str]

    @property
    def mean(self) -> float:
        return sum(self.values) / len(self.values)

    @property
    def df(self) -> int:
        return len(set(self.clusters)) - 1

    @property
    def se(self) -> float:
        """Linearised, between clusters."""
        moved: dict[str, float] = {}
        for value, name in zip(self.values, self.clusters, strict=True):
            moved[name] = moved.get(name, 0.0) + value - self.mean
        many = len(moved)
        return sqrt(many / (many - 1) * sum(one**2 for one in moved.values())) / len(self.values)

    @property
    def ends(self) -> tuple[float, float]:
        reach = float(t.ppf(0.975, self.df)) * self.se
        return self.mean - reach, self.mean + reach


def net(score: str) -> float:
    return 100.0 * (int(score) >= 9) - 100.0 * (int(score) <= 6)


def said_in(
    found: list[dict[str, str]], key: str, column: str, write: Callable[[str], float]
) -> Said:
    known = [row for row in found if row[column]]
    return Said([write(row[column]) for row in known], [row[key] for row in known])


@cache
def voices() -> dict[str, dict[str, Said]]:
    talks, pulses, staff = rows("conversations"), rows("pulses"), rows("employees")
    return {
        RECOMMEND: {
            "contacts": said_in(present(), "account", "recommend", net),
            "executives": said_in(talks, "account", "recommend", net),
            "projects": said_in(pulses, "account", "recommend", net),
            "partners": said_in(rows("partners"), "partner", "recommend", net),
            STAFF: said_in(staff, "employee", "believed", net),
        },
        TRUST: {
            "contacts": said_in(present(), "account", "trust", float),
            "executives": said_in(talks, "account", "trust", float),
            "projects": said_in(pulses, "account", "trust", float),
        },
        CENTRED: {
            "contacts who would recommend (9 or 10)": said_in(
                present(), "account", "recommend", lambda score: 100.0 * (int(score) >= 9)
            ),
            "employees who call it so": said_in(
                staff, "employee", "centric", lambda said: 100.0 * (said == "yes")
            ),
        },
    }


def apart(first: Said, other: Said) -> tuple[float, float, float]:
    one, two = first.se**2, other.se**2
    df = (one + two) ** 2 / (one**2 / first.df + two**2 / other.df)
    reach = float(t.ppf(0.975, df)) * sqrt(one + two)
    return other.mean - first.mean, other.mean - first.mean - reach, other.mean - first.mean + reach


@cache
def spoken() -> tuple[list[set[str]], list[set[str]]]:
    """Codes of each contact whose comment was read, and of each partner."""
    read = [row for row in rows("comments") if row["survey"] == "2016"]
    return (
        [{row["code_1"], row["code_2"]} - {""} for row in read],
        [{row["theme_1"], row["theme_2"]} - {""} for row in rows("partners")],
    )


# A unit on a page.


def ends(low: float, high: float, digits: int, *, sign: bool = False) -> str:
    told = [f"{one:{'+' if sign else ''}.{digits}f}" for one in (low, high)]
    return " to ".join(re.sub(r"^[+-](0(?:\.0+)?)$", r"\1", one).replace("-", "−") for one in told)


def of_region(found: list[dict[str, str]], region: str) -> list[dict[str, str]]:
    """Rows of the accounts of a region."""
    return [row for row in found if accounts()[row["account"]]["region"] == region]


def unit_scores(region: str) -> tuple[str, str]:
    """Score of a region and its change, as printed."""
    every = of_region([row for row in rows("contacts") if row["recommend"]], region)
    before, now = (
        said_in([row for row in every if row["survey"] == year], "account", "recommend", net)
        for year in ("2015", "2016")
    )
    moved: dict[str, float] = {}
    for own, sign in ((before, -1), (now, 1)):
        for value, name in zip(own.values, own.clusters, strict=True):
            away = sign * (value - own.mean) / len(own.values)
            moved[name] = moved.get(name, 0.0) + away
    many = len(moved)
    error = sqrt(many / (many - 1) * sum(one**2 for one in moved.values()))
    reach = float(t.ppf(0.975, many - 1)) * error
    gap = now.mean - before.mean
    told = [f"{now.mean:+.0f} ({ends(*now.ends, 0, sign=True)})"]
    told.append(f"{gap:+.0f} ({ends(gap - reach, gap + reach, 0, sign=True)})")
    first, second = (re.sub(r"^[+-]0 ", "0 ", one).replace("-", "−") for one in told)
    return first, second
