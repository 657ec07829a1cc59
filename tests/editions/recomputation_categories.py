"""Kinds, money, referrals and moves of the accounts of 2016, recomputed from their files."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from recomputation_orders import holm
from recomputation_supplier import BEFORE, CATEGORIES, PRESENT, Supplier
from scipy.stats import t

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEAK = CATEGORIES[2:]
KINDS = {
    "Kindly treated, problem unsolved": "ambivalent",
    "Problem solved, badly treated": "ambivalent",
    "Neither side ahead": "ambivalent",
    "Large, after a discount": "stalker",
    "Small, costly to serve": "stalker",
    "Neither large nor costly": "stalker",
    "Worth recovering": "opponent",
    "No clear path to recovery": "opponent",
}
SCORES = {
    "Relationship quality": "quality",
    **{name.capitalize(): name for name in ("trust", "commitment", "satisfaction", "value")},
    **{name.capitalize(): name for name in ("solution", "experience")},
    "Net promoter score": "step",
}


def kind(account: Any, ends: dict[str, float]) -> str | None:
    """Kind of a weak relationship by the rules as they are printed."""
    if account["category"] == "ambivalent":
        ahead = account["experience"] - account["solution"]
        if abs(ahead) < Fraction(1, 2):
            return "Neither side ahead"
        return [*KINDS][0 if ahead > 0 else 1]
    if account["category"] == "stalker":
        revenue = account["revenue_this_year"]
        if revenue >= ends["large"]:
            return "Large, after a discount"
        costly = account["cost_to_serve"] / revenue >= ends["costly"]
        return [*KINDS][4 if costly and revenue <= ends["small"] else 5]
    if account["category"] == "opponent":
        worth = account["fit"] >= 4 or account["untapped"] >= ends["upside"]
        return [*KINDS][6 if worth else 7]
    return None


def limits(deviations: NDArray[np.float64], by: list[Any]) -> float:
    """Half of a 95% interval from what each cluster adds, Student's t at clusters less one."""
    sums = pd.Series(deviations).groupby(by).sum()
    count = len(sums)
    error = float(np.sqrt((sums**2).sum() * count / (count - 1)))
    return error * float(t.ppf(0.975, count - 1))


class Categories:
    """What the chapters on categories and on change are held against."""

    def __init__(self, own: Supplier) -> None:
        self.own = own

    @cached_property
    def kinds(self) -> pd.DataFrame:
        """Accounts of the present survey with their kind."""
        frame = self.own.accounts
        share = frame["cost_to_serve"] / frame["revenue_this_year"]
        ends = {
            "large": np.percentile(frame["revenue_this_year"], 75),
            "small": np.percentile(frame["revenue_this_year"], 50),
            "costly": np.percentile(share, 50),
            "upside": np.nanpercentile(frame["untapped"].astype(float), 75),
        }
        return frame.assign(kind=[kind(row, ends) for row in frame.to_dict("records")])

    @cached_property
    def bands(self) -> pd.DataFrame:
        """Answers of each category by promoter, passive and detractor."""
        answers = self.own.answers()
        category = answers["account"].map(self.own.accounts["category"])
        return pd.crosstab(category, answers["band"]).reindex(CATEGORIES)

    @cached_property
    def money(self) -> pd.DataFrame:
        """Accounts by their category in the survey before."""
        frame = self.own.files.join(self.own.scored(BEFORE)["category"])
        family = frame["parent"].where(frame["parent"].notna(), frame.index.to_series())
        return frame.assign(
            category=frame["category"].fillna("none"),
            growth=frame["revenue_this_year"] / frame["revenue_last_year"] - 1,
            renewal=frame["renewed"].map({"yes": 1.0, "no": 0.0}),
            family=family,
        )

    def estimate(self, category: str, name: str) -> tuple[float, float, float]:
        """A measure of one category in percent, with its limits."""
        inside = self.money[self.money["category"] == category]
        above, below = "cost_to_serve", "revenue_this_year"
        if name != "cost":
            inside = inside.assign(one=1.0)
            above, below = name, "one"
        known = inside.dropna(subset=[above])
        value = known[above].sum() / known[below].sum()
        deviations = (known[above] - value * known[below]).to_numpy() / known[below].sum()
        half = limits(deviations, list(known["family"]))
        ends = [100 * value, 100 * (value - half), 100 * (value + half)]
        if name == "renewal":
            ends = [min(max(end, 0), 100) for end in ends]
        return ends[0], ends[1], ends[2]

    @cached_property
    def asks(self) -> dict[str, pd.DataFrame]:
        """Promoters at ambassador accounts who agreed, by what they could be asked for."""
        contacts, accounts = self.own.contacts(), self.own.accounts
        fond = contacts["account"].map(accounts["category"]) == "ambassador"
        who = contacts[fond & (contacts["band"] == "promoter") & (contacts["quotable"] == "yes")]
        sizes = accounts["parent"].value_counts()
        sisters = who["account"].map(accounts["parent"]).map(sizes).fillna(0) >= 2
        wrote, decides = who["comment"].notna(), who["decides"] == "yes"
        return {
            "An introduction to another division": who[sisters],
            "A testimonial or a case study": who[wrote],
            "A talk, or a word with an executive elsewhere": who[decides],
            "Any of these": who[sisters | wrote | decides],
        }

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Accounts by category in both surveys."""
        sides = [self.own.scored(survey)["category"] for survey in (BEFORE, PRESENT)]
        order = [*CATEGORIES, "none"]
        pairs = list(zip(*(side.fillna("none") for side in sides), strict=True))
        return pd.DataFrame(
            [[pairs.count((one, other)) for other in order] for one in order],
            index=order,
            columns=order,
        )

    @cached_property
    def ways(self) -> tuple[int, int, int]:
        """Accounts with both categories that got better, worse and stayed."""
        inside = self.moves.loc[CATEGORIES, CATEGORIES].to_numpy()
        better, worse = np.tril(inside, -1).sum(), np.triu(inside, 1).sum()
        return int(better), int(worse), int(np.trace(inside))

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Scores of both surveys with their limits, and the change with its own and with p."""
        surveys = [self.own.answers(survey) for survey in (BEFORE, PRESENT)]
        rows = {}
        for label, name in SCORES.items():
            means, parts, row = [], [], []
            for answers in surveys:
                values = answers[name].astype(float)
                mean = float(values.mean())
                deviations = (values - mean) / len(values)
                half = limits(deviations.to_numpy(), list(answers["account"]))
                row += [mean, mean - half, mean + half]
                added = deviations.groupby(answers["account"]).sum()
                means.append(mean)
                parts.append(added * np.sqrt(len(added) / (len(added) - 1)))
            together = pd.concat([parts[1], -parts[0]], axis=1).fillna(0).sum(axis=1)
            change, error = means[1] - means[0], float(np.sqrt((together**2).sum()))
            freedom = len(together) - 2
            reach = error * float(t.ppf(0.975, freedom))
            p = 2 * float(t.sf(abs(change) / error, freedom))
            rows[label] = [*row, change, change - reach, change + reach, p]
        names = ["then", "then low", "then high", "now", "now low", "now high"]
        frame = pd.DataFrame.from_dict(rows, orient="index")
        frame.columns = pd.Index([*names, "change", "low", "high", "p"])
        return frame.assign(p=holm(frame["p"]))

    @property
    def answered_twice(self) -> int:
        """Accounts where somebody answered in both surveys."""
        first, second = (set(self.own.answers(survey)["account"]) for survey in (BEFORE, PRESENT))
        return len(first & second)
