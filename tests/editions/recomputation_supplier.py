"""The supplier of 2016 recomputed from its files: scores, categories and quadrants of accounts.

Scores are exact fractions, so that an account on a line between two categories stands where the
rule puts it, whatever a sum of binary fractions makes of it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd
from recomputation import REGIONS, ROOT, decimals

FOLDER = ROOT / "data" / "2016"
BEFORE, PRESENT = 2015, 2016
TODAY = pd.Timestamp("2016-07-01")
WEIGHTS = {"trust": 2, "commitment": 2, "satisfaction": 1, "solution": 1, "experience": 1}
PARTS = [*WEIGHTS, "value"]
CATEGORIES = ["ambassador", "rational", "ambivalent", "stalker", "opponent"]
QUADRANTS = ["big fans", "underserved advocates", "accounts at risk", "selective fixes"]
HAPPY = QUADRANTS[:2]
DASH = "–"


def printed(value: float | Fraction, digits: int = 0) -> str:
    """A number as it is printed: half to even, a true minus, no sign before nought."""
    if isinstance(value, Fraction):
        text = decimals(value, digits)
    else:
        step = Decimal(1).scaleb(-digits)
        text = str(Decimal(f"{float(value):.12g}").quantize(step, ROUND_HALF_EVEN))
    return text.lstrip("-") if not float(text) else text.replace("-", "−")


def signed(value: float | Fraction, digits: int = 0) -> str:
    text = printed(value, digits)
    return f"+{text}" if not text.startswith("−") and text.strip("0.") else text


def span(low: float, high: float, digits: int = 0) -> str:
    return f"{printed(low, digits)} to {printed(high, digits)}"


def money(value: float) -> str:
    """Whole thousands, from a million on millions with one digit."""
    if pd.isna(value):
        return DASH
    thousands = printed(value / 1000)
    return f"{thousands}k" if len(thousands.lstrip("−")) < 4 else f"{printed(value / 10**6, 1)}m"


def sentiment(recommend: float) -> str | None:
    """Promoter, passive or detractor; nothing where nobody answered."""
    if pd.isna(recommend):
        return None
    return "promoter" if recommend >= 9 else "passive" if recommend >= 7 else "detractor"


def mean(values: Any) -> Fraction | None:
    known = [value for value in values if value is not None and not pd.isna(value)]
    return sum(map(Fraction, known), Fraction(0)) / len(known) if known else None


def score(contact: Any) -> Fraction | None:
    """Relationship quality of one contact: trust and commitment count twice."""
    if pd.isna(contact["recommend"]):
        return None
    points = sum(weight * Fraction(int(contact[part])) for part, weight in WEIGHTS.items())
    return points / sum(WEIGHTS.values())


def category(account: Any) -> str | None:
    """The first rule that fits decides."""
    if not account["enough"]:
        return None
    solution, experience = account["solution"], account["experience"]
    lower, quality = min(solution, experience), account["quality"]
    if quality < Fraction("3.75"):
        return "opponent"
    if account["value"] < 4 and account["commitment"] < Fraction("4.75"):
        return "stalker"
    if quality < Fraction("4.5"):
        return "ambivalent"
    if lower < Fraction("4.5") and abs(solution - experience) >= 1:
        return "ambivalent"
    fond = quality >= Fraction("5.25") and account["nps"] >= 30 and lower >= 5
    return "ambassador" if fond else "rational"


def quadrant(account: Any) -> str | None:
    """By sentiment and share of wallet; none where either is unknown."""
    if account["nps"] is None or pd.isna(account["total_spend"]):
        return None
    happy = account["nps"] >= 30
    large = 2 * account["revenue_this_year"] >= account["total_spend"]
    return QUADRANTS[2 * (not happy) + (not large)]


class Supplier:
    """One made-up supplier's accounts and contacts, read afresh."""

    @cached_property
    def everybody(self) -> pd.DataFrame:
        frame = pd.read_csv(FOLDER / "contacts.csv", parse_dates=["answered_on"])
        frame["quality"] = [score(row) for row in frame.to_dict("records")]
        frame["band"] = [sentiment(answer) for answer in frame["recommend"]]
        steps = {"promoter": 100, "passive": 0, "detractor": -100}
        frame["step"] = frame["band"].map(steps)
        return frame

    def contacts(self, survey: int = PRESENT) -> pd.DataFrame:
        return self.everybody[self.everybody["survey"] == survey]

    def answers(self, survey: int = PRESENT) -> pd.DataFrame:
        return self.contacts(survey).dropna(subset=["recommend"])

    def scored(self, survey: int = PRESENT) -> pd.DataFrame:
        """One row an account: what its contacts said."""
        rows = {}
        for key, inside in self.contacts(survey).groupby("account"):
            row: dict[str, Any] = {name: mean(inside[name]) for name in ["quality", *PARTS]}
            row |= {"nps": mean(inside["step"]), "asked": len(inside)}
            row["answered"] = int(inside["recommend"].notna().sum())
            row["enough"] = row["answered"] >= min(2, len(inside))
            row["thin"] = not row["enough"] or 5 * row["answered"] < 2 * len(inside)
            row["category"] = category(row)
            rows[key] = row
        return pd.DataFrame.from_dict(rows, orient="index")

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """Accounts with the scores of the present survey, and where they stand."""
        frame = self.files.join(self.scored())
        frame["nps"] = frame["nps"].astype(object).where(frame["nps"].notna(), None)
        frame["untapped"] = frame["total_spend"] - frame["revenue_this_year"]
        frame["wallet"] = 100 * frame["revenue_this_year"] / frame["total_spend"]
        frame["due"] = frame["contract_end"].between(TODAY, TODAY + pd.DateOffset(months=6))
        frame["months"] = (frame["contract_end"] - TODAY).dt.days * 12 / 365.25
        frame["quadrant"] = [quadrant(row) for row in frame.to_dict("records")]
        return frame

    @cached_property
    def files(self) -> pd.DataFrame:
        """The accounts as their file has them, with regions as printed."""
        days = ["customer_since", "decided_on", "contract_end"]
        frame = pd.read_csv(FOLDER / "accounts.csv", parse_dates=days, index_col="account")
        return frame.astype({"parent": object}).replace({"region": REGIONS})

    @cached_property
    def benchmark(self) -> pd.DataFrame:
        """The other suppliers of its industry."""
        others = pd.read_csv(FOLDER / "benchmark.csv")
        return others[others["industry"] == "Technology Services"]

    @cached_property
    def first(self) -> pd.DataFrame:
        """The first five accounts to work on in each quadrant, with the reasons."""
        frame = self.accounts
        reasons = pd.DataFrame(
            {
                "renewal due": frame["due"],
                "good fit": frame["fit"] >= 4,
                "large upside": frame["untapped"] >= frame["untapped"].quantile(0.75),
            }
        )
        frame = frame.assign(
            because=[
                ", ".join(name for name in reasons if row[name])
                for row in reasons.to_dict("records")
            ],
            held=reasons.sum(axis=1),
            suits=reasons["good fit"],
        )
        # Only accounts that three or more answered for are named.
        frame = frame[frame["answered"] >= 3]
        order = {
            "big fans": ["due", "revenue_this_year"],
            "underserved advocates": ["suits", "untapped"],
            "accounts at risk": ["due", "revenue_this_year"],
            "selective fixes": ["held", "untapped"],
        }
        parts = [
            frame[frame["quadrant"] == name].sort_values(by, ascending=False).head(5)
            for name, by in order.items()
        ]
        return pd.concat(parts)

    @cached_property
    def parents(self) -> pd.DataFrame:
        """Accounts rolled up to their parents, those with most revenue first."""
        named = self.accounts.dropna(subset=["parent"])
        answers = self.answers()
        rows = {}
        for key, inside in named.groupby("parent"):
            known = inside.dropna(subset=["total_spend"])
            said = answers[answers["account"].isin(inside.index)]
            told = inside[inside["answered"] >= 3]
            rows[key] = {
                "name": inside["parent_name"].iloc[0],
                "accounts": len(inside),
                "revenue": inside["revenue_this_year"].sum(),
                "wallet": 100 * known["revenue_this_year"].sum() / known["total_spend"].sum(),
                "untapped": known["untapped"].sum(),
                "nps": mean(said["step"]),
                "answers": len(said),
                "quadrants": [name for name in QUADRANTS if name in set(told["quadrant"])],
            }
        frame = pd.DataFrame.from_dict(rows, orient="index")
        return frame.sort_values("revenue", ascending=False)

    @cached_property
    def hidden(self) -> pd.DataFrame:
        """Buyers of each happy account: those unhappy, those unreached, and who of them decides."""
        rows = {}
        happy = self.accounts[self.accounts["quadrant"].isin(HAPPY)]
        for key, inside in self.contacts().groupby("account"):
            if key not in happy.index:
                continue
            decides = inside["decides"] == "yes"
            unhappy, silent = inside["band"] == "detractor", inside["recommend"].isna()
            rows[key] = {
                "buyers": len(inside),
                "unhappy": unhappy.sum(),
                "unreached": silent.sum(),
                "unhappy deciders": (unhappy & decides).sum(),
                "unreached deciders": (silent & decides).sum(),
            }
        frame = pd.DataFrame.from_dict(rows, orient="index")
        return happy[["quadrant", "revenue_this_year"]].join(frame)

    @cached_property
    def meetings(self) -> dict[str, pd.DataFrame]:
        """Contacts to meet, by the first reason that holds."""
        frame = self.contacts()
        fond = frame["account"].map(self.accounts["category"]) == "ambassador"
        decides, unhappy = frame["decides"] == "yes", frame["band"] == "detractor"
        silent = frame["recommend"].isna()
        return {
            "Unhappy, and decides": frame[unhappy & decides],
            "Unhappy": frame[unhappy & ~decides],
            "Decides, and did not answer": frame[silent & decides],
            "Promoter to thank and involve": frame[(frame["band"] == "promoter") & fond],
        }
