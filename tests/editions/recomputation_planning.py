"""Account planning of 2016 recomputed from its files: pilot, operations, asks and lines."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from math import sqrt
from statistics import NormalDist
from typing import Any

from recomputation import ROOT
from recomputation_supplier import printed, sentiment, signed

Z = NormalDist().inv_cdf(0.975)
START = date(2016, 4, 1)
STEPS = {"promoter": 100, "passive": 0, "detractor": -100}


@cache
def rows(name: str) -> list[dict[str, str]]:
    path = ROOT / "data" / "2016" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    return date.fromisoformat(text)


Row = tuple[bool, bool, str, float]


class Changed:
    """A difference in differences in plain loops: rows of (pilot, after, account, value)."""

    def __init__(self, given: list[Row]) -> None:
        self.base = len(given)
        cells: dict[tuple[bool, bool], list[float]] = defaultdict(list)
        for pilot, after, _, value in given:
            cells[pilot, after].append(value)
        self.means = {key: sum(own) / len(own) for key, own in cells.items()}
        m = self.means
        self.effect = (m[True, True] - m[True, False]) - (m[False, True] - m[False, False])
        self.expected = m[True, True] - self.effect
        sums: dict[str, float] = defaultdict(float)
        for pilot, after, account, value in given:
            sign = 1 if pilot == after else -1
            own = value - m[pilot, after]
            sums[account] += sign * own / len(cells[pilot, after])
        count = len(sums)
        self.accounts = count
        error = sqrt(sum(part**2 for part in sums.values()) * count / (count - 1))
        self.low, self.high = self.effect - Z * error, self.effect + Z * error


@cache
def pilot() -> dict[str, Changed]:
    """The three measures of the pilot."""
    answers = rows("pilot")
    told = {
        name: [
            (row["arm"] == "pilot", row["period"] == "after", row["account"], value(row))
            for row in answers
        ]
        for name, value in (
            ("score", lambda row: float(STEPS[str(sentiment(int(row["recommend"])))])),
            ("mean", lambda row: float(row["recommend"])),
        )
    }
    arms = {row["account"]: row["arm"] == "pilot" for row in answers}
    counts: dict[tuple[str, bool], int] = defaultdict(int)
    for row in rows("tickets"):
        away = (day(row["opened"]) - START).days
        if -90 <= away < 90:
            counts[row["account"], away >= 0] += 1
    told["record"] = [
        (arm, after, key, float(counts[key, after]))
        for key, arm in arms.items()
        for after in (False, True)
    ]
    return {name: Changed(given) for name, given in told.items()}


DIGITS = {"score": 0, "mean": 2, "record": 2}


def limits(low: float, high: float, digits: int) -> str:
    return f"{signed(low, digits)} to {signed(high, digits)}"


def pilot_leads(_: Any, match: Any) -> bool:
    own = pilot()["score"]
    return match.groups() == (signed(own.effect), limits(own.low, own.high, 0))


def pilot_sure(_: Any, match: Any) -> bool:
    own = pilot()["score"]
    return (own.low > 0 or own.high < 0) and match[1] == signed(own.effect)


def pilot_eases(_: Any, match: Any) -> bool:
    own = pilot()["record"]
    part = 100 / own.expected
    told = (printed(-part * own.effect), limits(part * own.low, part * own.high, 0))
    return own.effect < 0 and match.groups() == told


SENTENCES: list[tuple[str, Any]] = [
    (
        r"Relative to accounts outside it, the net promoter score of those in the call-back pilot "
        r"moved by (\S+) points \((.+)\)\.",
        pilot_leads,
    ),
    (
        r"Chance alone does not explain the difference in net promoter score, (\S+)\.",
        pilot_sure,
    ),
    (
        r"With the pilot there were (\d+)% fewer tickets and delays than without it would have "
        r"been expected \((.+)%\)\.",
        pilot_eases,
    ),
]
NOTES: list[tuple[str, Any]] = [
    (
        r"Intervals take the answers of one account together \((\d+) accounts\)\.",
        lambda _, m: int(m[1]) == pilot()["score"].accounts,
    ),
]
STATED = {
    "Tickets and delays are counted in the 90 days before 1 April 2016 and in the 90 from then on.",
    "Difference in differences: the change in the pilot less the change elsewhere.",
    "It is what the pilot did only if both would have changed alike without it.",
}
