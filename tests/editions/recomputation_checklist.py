"""The six questions and the page for finance of 2016, recomputed from files and parameters."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

import yaml
from clauses import spelt
from recomputation import ROOT
from recomputation_loyalty import at_stake, loyalty
from recomputation_planning import rows
from recomputation_plans import plans
from recomputation_roi import Programme
from recomputation_supplier import money, printed

NAMES = {
    "revenue": "Revenue", "spend": "Spend in all", "untapped": "Untapped spend",
    "wallet": "Share of wallet", "growth": "Growth", "renewal": "Renewal",
    "risk": "Revenue at risk", "stake": "Revenue at stake", "whitespace": "Whitespace",
    "value": "Net present value",
}  # fmt: skip
LEDGER = {"risk": "accounts.accountsatrisk.revenue", "stake": "loyalty.stake.total",
          "whitespace": "planning.whitespace", "value": "roi.value"}  # fmt: skip


class Checklist:
    """Measures with their bases, and the counts behind each question."""

    def __init__(self) -> None:
        path = ROOT / "params" / "2016.yml"
        params: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.asked: dict[str, Any] = params["supplier"]["finance"]
        self.frame = plans().supplier.accounts

    @cached_property
    def measures(self) -> dict[str, tuple[str, int, int]]:
        """Value as printed, accounts behind it, and those left out."""
        frame, every = self.frame, len(self.frame)
        known = frame.dropna(subset=["total_spend"])
        spend, own = known["total_spend"].sum(), known["revenue_this_year"].sum()
        growth = frame["revenue_this_year"] / frame["revenue_last_year"] - 1
        decided = frame["renewed"].dropna()
        placed = frame[frame["quadrant"].notna()]
        risk = placed.loc[placed["quadrant"] == "accounts at risk", "revenue_this_year"].sum()
        before = loyalty(plans().supplier)
        unhappy = before[before["band"] == "detractor"]
        stake = at_stake(before)["total"][0] * unhappy["revenue_this_year"].sum()
        space = sum(own["space"] for own in plans().lines.values())
        mapped = len({row["account"] for row in rows("lines")})
        programme = Programme()
        value = float(programme.measures(programme.likely)["value"])
        found = {
            "revenue": (money(frame["revenue_this_year"].sum()), every),
            "spend": (money(spend), len(known)),
            "untapped": (money(spend - own), len(known)),
            "wallet": (f"{printed(100 * own / spend, 1)}%", len(known)),
            "growth": (f"{printed(100 * growth.mean(), 1)}%", int(growth.notna().sum())),
            "renewal": (
                f"{printed(100 * (decided == 'yes').mean(), 1)}%", len(decided),
            ),
            "risk": (money(risk), len(placed)),
            "stake": (money(stake), len(unhappy)),
            "whitespace": (money(space), mapped),
        }  # fmt: skip
        told = {name: (text, base, every - base) for name, (text, base) in found.items()}
        return {**told, "value": (money(value), len(programme.detractors), 0)}

    @property
    def agreed(self) -> int:
        return len(self.asked["agreed"])

    @property
    def accountable(self) -> int:
        return len(self.asked["accountable"])

    @cached_property
    def keys(self) -> list[str]:
        """The twenty accounts of most revenue."""
        return list(self.frame["revenue_this_year"].nlargest(20, keep="first").index)

    @cached_property
    def acted(self) -> set[str]:
        return {row["account"] for row in rows("actions")}

    @cached_property
    def goals(self) -> set[str]:
        """Accounts whose customer's goals are written down."""
        return {row["account"] for row in rows("briefs") if row["kind"] == "goal"}

    @cached_property
    def questions(self) -> list[tuple[float, str]]:
        """Percent of what is counted first, and the evidence as printed."""
        frame, every = self.frame, len(self.frame)
        placed = int(frame["quadrant"].notna().sum())
        people = plans().supplier.contacts()
        answers = plans().supplier.answers()
        heard = answers["account"].nunique()
        last = answers["answered_on"].max()
        asked = sum(row["asked"] for row in plans().asked)
        won = sum(row["agreed"] for row in plans().asked)
        held = len(self.acted & set(self.keys))
        first = plans().supplier.first
        grow = first[first["quadrant"] == "underserved advocates"]
        begun = len(self.acted & set(grow.index))
        promoters = len(plans().asked)
        untapped = money(frame["untapped"].sum())
        return [
            (100 * placed / every,
             f"{placed} of {every} accounts are placed by spend and by mind; EUR {untapped} are "
             "spent elsewhere"),
            (100 * heard / every,
             f"{heard} of {every} accounts were heard, through {len(answers):,} of {len(people):,} "
             f"contacts, the last on {last.day} {last:%B %Y}"),
            (100 * self.agreed / len(self.measures),
             f"{self.agreed} of {len(self.measures)} measures are agreed; {self.accountable} have "
             "somebody who answers for them"),
            (100 * held / 20,
             f"with {held} of 20 key accounts an action is agreed; the goals of "
             f"{len(self.goals & set(self.keys))} are written down"),
            (100 * asked / promoters,
             f"{asked} of {promoters} promoters were asked for a favour; {won} agreed"),
            (100 * begun / len(grow),
             f"with {begun} of the {len(grow)} underserved advocates to begin with an action is "
             f"agreed; they spend EUR {money(grow['untapped'].sum())} elsewhere"),
        ]  # fmt: skip

    @cached_property
    def account_rows(self) -> list[list[str]]:
        """Each key account with what is known, heard, agreed, noted and asked."""
        found = []
        for key in self.keys:
            row = plans().accounts[key]
            own = [one for one in plans().asked if one["account"] == key]
            told = f"{sum(one['asked'] for one in own)} of {len(own)}"
            found.append([
                plans().called(key), money(row["revenue_this_year"]), money(row["untapped"]),
                f"{row['answered']} of {row['asked']}",
                "agreed" if key in self.acted else "none",
                "noted" if key in self.goals else "none",
                told if row["answered"] >= 3 else "–",
            ])  # fmt: skip
        return found


@cache
def checklist() -> Checklist:
    return Checklist()


def standing(share: float) -> str:
    return "yes" if share >= 80 else "in part" if share >= 50 else "not yet"


def _finance_lead(_: Any, match: Any) -> bool:
    own = checklist()
    told = [spelt(count) for count in (own.agreed, len(own.measures), own.accountable)]
    return match.groups() == (told[0].capitalize(), *told[1:])


def _questions_lead(_: Any, match: Any) -> bool:
    words = [standing(share) for share, _ in checklist().questions]
    counts = [words.count(word) for word in ("yes", "in part", "not yet")]
    return match.groups() == ("six", *(spelt(count) if count else "none" for count in counts))


SENTENCES: list[tuple[str, Any]] = [
    (
        r"(\S+) of (\S+) measures are agreed with finance, and (\S+) have somebody who answers for "
        r"them\.",
        _finance_lead,
    ),
    (
        r"Of (\S+) questions (\S+) are answered, (\S+) in part, and (\S+) not yet\.",
        _questions_lead,
    ),
]
STATED = {
    "Yes from 80% of what is counted first in the evidence, in part from 50%.",
    "Promoters are told where 3 or more contacts answered.",
}
