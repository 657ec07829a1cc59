"""Plans for accounts of 2016 recomputed: pairs, asks, introductions, potential, whitespace."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from itertools import product
from typing import Any

import pandas as pd
from recomputation_planning import day, rows
from recomputation_supplier import Supplier, money


class Plans:
    """Pairs, asks, introductions, potential and whitespace, in plain loops."""

    def __init__(self) -> None:
        self.supplier = Supplier()
        self.accounts: dict[str, dict[str, Any]] = {
            str(key): row for key, row in self.supplier.accounts.to_dict("index").items()
        }
        people = self.supplier.contacts()
        self.people = people.to_dict("records")
        self.promoters = [row for row in self.people if row["band"] == "promoter"]

    def score(self, key: str) -> float | None:
        """Score that may stand beside an account's id: of three answers or more."""
        row = self.accounts[key]
        few = row["nps"] is None or row["answered"] < 3
        return None if few else float(row["nps"])

    def quadrant(self, key: str) -> str:
        named = self.accounts[key]["quadrant"]
        return named if isinstance(named, str) else "unplaced"

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Disjoint pairs of equal revenue and share of wallet and of opposite minds."""
        scored = {key: self.score(key) for key in self.accounts}
        known = {key: score for key, score in scored.items() if score is not None}
        near = []
        for one, other in product(known, known):
            if known[one] < 30 or known[other] >= 0:
                continue
            a, b = self.accounts[one], self.accounts[other]
            first, second = a["revenue_this_year"], b["revenue_this_year"]
            alike = abs(a["wallet"] - b["wallet"]) <= 5
            if alike and 100 * abs(first - second) <= 5 * max(first, second):
                near.append((-min(first, second), abs(first - second), one, other))
        taken: set[str] = set()
        found = []
        for *_, one, other in sorted(near):
            if one not in taken and other not in taken:
                taken |= {one, other}
                found.append((one, other))
        return found

    @cached_property
    def asked(self) -> list[dict[str, Any]]:
        """Promoters with what they were asked since they answered."""
        found = []
        for row in self.promoters:
            answered = row["answered_on"].date()
            own = [
                ask
                for ask in rows("asks")
                if ask["contact"] == row["contact"] and day(ask["asked_on"]) >= answered
            ]
            days = [(day(ask["asked_on"]) - answered).days for ask in own]
            found.append(
                {
                    "account": row["account"],
                    "quadrant": self.quadrant(row["account"]),
                    "asked": bool(own),
                    "agreed": any(ask["outcome"] == "agreed" for ask in own),
                    "waiting": any(ask["outcome"] == "waiting" for ask in own),
                    "days": min(days) if days else None,
                }
            )
        return found

    def introduced(self, state: str, decides: str) -> list[int]:
        """Buyers of one kind: all, by a promoter there, only at a sister account, by none."""
        homes = {row["account"] for row in self.promoters}
        parents = {self.accounts[key]["parent"] for key in homes}
        parents = {name for name in parents if isinstance(name, str)}
        counts = [0, 0, 0, 0]
        for row in self.people:
            silent = pd.isna(row["recommend"])
            told = "unreached" if silent else "unhappy" if row["band"] == "detractor" else ""
            if told != state or row["decides"] != decides:
                continue
            counts[0] += 1
            if row["account"] in homes:
                counts[1] += 1
            elif self.accounts[row["account"]]["parent"] in parents:
                counts[2] += 1
            else:
                counts[3] += 1
        return counts

    def called(self, key: str) -> str:
        """An account as tables call it."""
        return f"{self.accounts[key]['name']} ({key})"

    def family(self, parent: str) -> str:
        """A parent company as tables call it."""
        [name] = {row["parent_name"] for row in self.accounts.values() if row["parent"] == parent}
        return f"{name} ({parent})"

    @cached_property
    def paths(self) -> list[list[str]]:
        """To, parent, from, why and untapped spend, the most untapped first."""
        families: dict[str, list[str]] = defaultdict(list)
        for key, row in self.accounts.items():
            if isinstance(row["parent"], str):
                families[row["parent"]].append(key)
        found = []
        for parent, keys in families.items():
            happy = [key for key in keys if (self.score(key) or 0) >= 30]
            if not happy:
                continue
            best = max(
                happy,
                key=lambda key: (self.score(key), self.accounts[key]["revenue_this_year"]),
            )
            for key in keys:
                row, score = self.accounts[key], self.score(key)
                silent = row["answered"] == 0
                if silent or (score is not None and score < 0):
                    why = "nobody answered" if silent else "unhappy"
                    space = row["untapped"]
                    order = (pd.isna(space), -space if not pd.isna(space) else 0, key)
                    names = self.called(key), self.family(parent), self.called(best)
                    found.append((order, [*names, why, money(space)]))
        return [row for _, row in sorted(found)]

    @cached_property
    def potential(self) -> list[tuple[str, int, float, float, int, int]]:
        """Parents that rank higher by spend than by revenue, the most untapped first."""
        sums: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
        for key, row in self.accounts.items():
            if not pd.isna(row["total_spend"]):
                own = sums[row["parent"] if isinstance(row["parent"], str) else key]
                own[0] += 1
                own[1] += row["revenue_this_year"]
                own[2] += row["total_spend"]
        found = []
        for key, (count, revenue, spend) in sums.items():
            ranks = [
                1 + sum(other[at] > value for other in sums.values())
                for at, value in ((1, revenue), (2, spend))
            ]
            if key.startswith("P") and ranks[1] < ranks[0]:
                found.append((key, int(count), revenue, spend, ranks[0], ranks[1]))
        return sorted(found, key=lambda row: row[2] - row[3])

    @cached_property
    def lines(self) -> dict[str, dict[str, Any]]:
        """Per line: accounts by whom they buy of, whitespace and the largest rival."""
        sellers: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        for row in rows("lines"):
            sellers[row["account"], row["line"]][row["supplier"]] = float(row["spend"])
        found: dict[str, dict[str, Any]] = {}
        for (account, line), bought in sellers.items():
            own = found.setdefault(
                line,
                {"accounts": 0, "us": 0, "both": 0, "rivals": 0, "space": 0.0, "happy": 0.0,
                 "sold": defaultdict(float)},
            )  # fmt: skip
            where = "rivals" if "own" not in bought else "us" if len(bought) == 1 else "both"
            own["accounts"] += 1
            own[where] += 1
            for seller, spend in bought.items():
                if seller != "own":
                    own["sold"][seller] += spend
            if where == "rivals":
                space = sum(bought.values())
                own["space"] += space
                score = self.accounts[account]["nps"]
                own["happy"] += space * (score is not None and score >= 30)
        return dict(sorted(found.items(), key=lambda pair: -pair[1]["space"]))


@cache
def plans() -> Plans:
    return Plans()


def plans_lead(_: Any, match: Any) -> bool:
    return int(match[1]) == len(plans().pairs)


def plans_asked(_: Any, match: Any) -> bool:
    left = sum(not row["asked"] for row in plans().asked)
    return match.groups() == (str(left), str(len(plans().asked)))


def plans_introduced(_: Any, match: Any) -> bool:
    counts = [plans().introduced(state, "yes") for state in ("unhappy", "unreached")]
    reached = sum(row[1] + row[2] for row in counts)
    return match.groups() == (str(sum(row[0] for row in counts)), str(reached))


SENTENCES: list[tuple[str, Any]] = [
    (
        r"(\d+) pairs of accounts are alike in revenue \(within 5%\) and share of wallet \(within "
        r"5 points\), and of opposite minds\.",
        plans_lead,
    ),
    (
        r"(\d+) of (\d+) promoters were asked for nothing since they answered\.",
        plans_asked,
    ),
    (
        r"Of (\d+) deciders who are unhappy or were not reached, a promoter could introduce the "
        r"supplier to (\d+)\.",
        plans_introduced,
    ),
]
NOTES: list[tuple[str, Any]] = [
    (
        r"The largest of (\d+) such pairs are shown\.",
        lambda _, m: int(m[1]) == len(plans().pairs),
    ),
    (
        r"From the happiest account of the parent to those that are unhappy or of which nobody "
        r"answered, by what they spend elsewhere; 8 of (\d+) are shown\.",
        lambda _, m: int(m[1]) == len(plans().paths) > 8,
    ),
    (
        r"Shown are 8 of (\d+) parents that rank higher by spend\.",
        lambda _, m: int(m[1]) == len(plans().potential) > 8,
    ),
    (
        r"Of (\d+) accounts whose purchases are known\.",
        lambda _, m: int(m[1]) == len({row["account"] for row in rows("lines")}),
    ),
]
STATED = {
    "Each two rows are a pair: 5% apart in revenue and 5 points in share of wallet at most; the "
    "first has a net promoter score of 30 or more, the second one below 0.",
    "A promoter counts once, as asked from the day of the answer until 1 July 2016; days are the "
    "median from the answer to the first ask.",
    "The last column counts accounts with promoters none of whom was asked.",
    "A parent's accounts count as one customer, and those whose spend is not known are left out.",
    "Whitespace is what accounts spend a year on a line that they buy of rivals alone; happy from "
    "a net promoter score of 30.",
    "A rival with 50% or more of what rivals sell of a line is marked: its stronghold.",
    "Value is the mean of what contacts answered, accounts as clusters; accounts are those whose "
    "purchases are known; happy from a net promoter score of 30.",
}
