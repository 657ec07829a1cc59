"""Account planning of 2016 recomputed from its files: pilot, operations, asks and lines."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import cache, cached_property
from itertools import combinations
from math import factorial, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from recomputation import ROOT, percent
from recomputation_drivers import DRIVERS
from recomputation_supplier import Supplier, printed, sentiment, signed
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

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


KINDS = ["delay", "ticket"]
WINDOW = 90


class Operations:
    """Tickets and delays before answers, in plain loops and normal equations."""

    def __init__(self) -> None:
        self.answers = Supplier().answers().reset_index(drop=True)
        self.opened: dict[tuple[str, str], list[date]] = defaultdict(list)
        for row in rows("tickets"):
            for name in (row["kind"], f"{row['kind']}|{row['cause']}"):
                self.opened[row["account"], name].append(day(row["opened"]))

    def counts(self, name: str) -> Floats:
        """How many of a kind, or of a kind's cause, came before each answer."""
        return np.array(
            [
                sum(
                    1 <= (told.date() - opened).days <= WINDOW
                    for opened in self.opened[account, name]
                )
                for account, told in zip(
                    self.answers["account"], self.answers["answered_on"], strict=True
                )
            ],
            dtype=float,
        )

    @cached_property
    def complete(self) -> NDArray[np.bool_]:
        return self.answers[DRIVERS].notna().all(axis=1).to_numpy()

    @cached_property
    def laid(self) -> Floats:
        """The counts of those who rated everything."""
        return np.column_stack([self.counts(kind) for kind in KINDS])[self.complete]

    def fitted(self, *, ratings: bool) -> dict[str, tuple[float, float, float, float]]:
        """Points, limits and p of each kind, between accounts."""
        known = self.answers[self.complete]
        parts = [np.ones((len(known), 1)), self.laid]
        if ratings:
            parts.append(known[DRIVERS].to_numpy(dtype=float))
        X, y = np.hstack(parts), known["recommend"].to_numpy(dtype=float)
        inverse = np.linalg.inv(X.T @ X)
        slopes = inverse @ X.T @ y
        left = X * (y - X @ slopes)[:, None]
        sums = pd.DataFrame(left).groupby(known["account"].to_numpy()).sum().to_numpy()
        groups = len(sums)
        middle = sums.T @ sums * groups / (groups - 1)
        error = np.sqrt(np.diag(inverse @ middle @ inverse))
        freedom = groups - X.shape[1]
        reach = stats.t.ppf(0.975, freedom)
        return {
            kind: (
                slopes[at],
                slopes[at] - reach * error[at],
                slopes[at] + reach * error[at],
                2 * stats.t.sf(abs(slopes[at] / error[at]), freedom),
            )
            for at, kind in enumerate(KINDS, start=1)
        }

    @cached_property
    def shares(self) -> dict[str, float]:
        """Share of each kind in what ratings and kinds explain, over all orders of entry."""
        known = self.answers[self.complete]
        X = np.hstack([known[DRIVERS].to_numpy(dtype=float), self.laid])
        y = known["recommend"].to_numpy(dtype=float)
        joint = np.cov(np.column_stack([X, y]), rowvar=False, bias=True)
        count = X.shape[1]

        @cache
        def explained(own: tuple[int, ...]) -> float:
            if not own:
                return 0.0
            towards = joint[list(own), -1]
            slopes = np.linalg.solve(joint[np.ix_(own, own)], towards)
            return float(slopes @ towards / joint[-1, -1])

        gains = {}
        for at, kind in enumerate(KINDS, start=len(DRIVERS)):
            others = [place for place in range(count) if place != at]
            gains[kind] = sum(
                factorial(size) * factorial(count - 1 - size) / factorial(count)
                * (explained(tuple(sorted((*own, at)))) - explained(own))
                for size in range(count)
                for own in combinations(others, size)
            )  # fmt: skip
        whole = explained(tuple(range(count)))
        return {kind: 100 * gain / whole for kind, gain in gains.items()}

    def apart(self, kind: str, cause: str) -> tuple[float, float, float]:
        """Mean recommendation after a case of a cause, less that of the others."""
        had = self.counts(f"{kind}|{cause}") > 0
        scores = self.answers["recommend"].to_numpy(dtype=float)
        means = scores[had].mean(), scores[~had].mean()
        own = np.where(had, (scores - means[0]) / had.sum(), -(scores - means[1]) / (~had).sum())
        sums = pd.Series(own).groupby(self.answers["account"]).sum()
        error = sqrt(float((sums**2).sum()) * len(sums) / (len(sums) - 1))
        gap = float(means[0] - means[1])
        return gap, gap - Z * error, gap + Z * error


@cache
def operations() -> Operations:
    return Operations()


def operations_lead(_: Any, match: Any) -> bool:
    left = [row for row in rows("tickets") if not row["resolved"]]
    unowned = sum(not row["owner"] for row in left)
    told = (len(left), len(rows("tickets")), unowned)
    return match.groups() == tuple(f"{count:,}" for count in told)


def operations_beside(_: Any, match: Any) -> bool:
    points, low, high, _ = operations().fitted(ratings=True)[match["kind"]]
    sure = low > 0 or high < 0
    return sure == ("may be chance" not in match[0]) and match["points"] == signed(points, 2)


def operations_unowned(_: Any, match: Any) -> bool:
    record = rows("tickets")
    return int(match[1]) == percent(sum(not row["owner"] for row in record), len(record))


SENTENCES: list[tuple[str, Any]] = [
    (
        r"(\S+) of (\S+) tickets and delays are open on 1 July 2016; (\S+) of these have no "
        r"owner\.",
        operations_lead,
    ),
    (
        r"Beside the ratings, one more (?P<kind>\w+) goes with (?P<points>\S+) points of the "
        r"recommendation\.",
        operations_beside,
    ),
    (
        r"Beside the ratings, what one more (?P<kind>\w+) goes with \((?P<points>\S+) points of "
        r"the recommendation\) may be chance\.",
        operations_beside,
    ),
    (r"(\d+)% of all cases have no owner\.", operations_unowned),
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
        r"Base: (\S+) contacts who rated all eight touchpoints\.",
        lambda _, m: m[1] == f"{int(operations().complete.sum()):,}",
    ),
    (
        r"Intervals take the answers of one account together \((\d+) accounts\)\.",
        lambda _, m: int(m[1]) == pilot()["score"].accounts,
    ),
]
STATED = {
    "Points of the answer that go with one more in the 90 days before it, by linear regression, "
    "accounts as clusters; the share is of all drivers together.",
    "With it: the account had a case in the 90 days before the answer.",
    "Intervals at 95%, accounts as clusters.",
    "Tickets and delays are counted in the 90 days before 1 April 2016 and in the 90 from then on.",
    "Difference in differences: the change in the pilot less the change elsewhere.",
    "It is what the pilot did only if both would have changed alike without it.",
}
