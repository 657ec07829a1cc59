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
TYPES = ["partner", "learner", "guest", "waiting", "turned away"]
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


def left_out(accounts: pd.DataFrame, value: float) -> float:
    """Half of a 95% interval of costs by revenue: how far the value goes without each family."""
    moves, weights = [], []
    for family in set(accounts["family"]):
        others = accounts[accounts["family"] != family]
        moves.append(others["cost_to_serve"].sum() / others["revenue_this_year"].sum() - value)
        weights.append(1 - others["revenue_this_year"].sum() / accounts["revenue_this_year"].sum())
    freedom = 1 / np.square(weights).sum() - 1
    return float(np.sqrt(np.square(moves).sum()) * t.ppf(0.975, freedom))


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
        if name == "cost":
            half = left_out(known, value)
        ends = [100 * value, 100 * (value - half), 100 * (value + half)]
        if name == "renewal":
            ends = [min(max(end, 0), 100) for end in ends]
        return ends[0], ends[1], ends[2]

    @cached_property
    def premium(self) -> pd.DataFrame:
        """What contacts of each category bear, and what ambassadors bear beyond it."""
        answers, accounts = self.own.answers(), self.own.accounts
        parent = answers["account"].map(accounts["parent"])
        frame = answers.assign(
            category=answers["account"].map(accounts["category"]),
            family=parent.where(parent.notna(), answers["account"]),
        )
        sides = {name: frame[frame["category"] == name] for name in CATEGORIES}
        first = sides[CATEGORIES[0]]
        rows = {}
        for name, side in sides.items():
            values = side["premium"].astype(float)
            mean, families = float(values.mean()), list(side["family"])
            half = limits(((values - mean) / len(values)).to_numpy(), families)
            counts = [len(side), side["account"].nunique()]
            rows[name] = [*counts, values.median(), mean, mean - half, mean + half]
            pulls = []
            for one, sign in ((first, 1), (side, -1)):
                away = sign * (one["premium"] - one["premium"].mean()) / len(one)
                sums = away.groupby(one["family"]).sum()
                pulls.append(sums * np.sqrt(len(sums) / (len(sums) - 1)))
            together = pd.concat(pulls, axis=1).fillna(0).sum(axis=1)
            more, error = first["premium"].mean() - mean, float(np.sqrt((together**2).sum()))
            freedom = sum(map(len, pulls)) - 2
            reach = error * float(t.ppf(0.975, freedom))
            p = 2 * float(t.sf(abs(more) / error, freedom)) if error > 0 else np.nan
            rows[name] += [more, more - reach, more + reach, p]
        frame = pd.DataFrame.from_dict(rows, orient="index")
        names = ["base", "accounts", "median", "mean", "low", "high", "more"]
        frame.columns = pd.Index([*names, "more low", "more high", "p"])
        frame.loc[CATEGORIES[1:], "p"] = list(holm(frame["p"].loc[CATEGORIES[1:]]))
        return frame

    @cached_property
    def personas(self) -> pd.DataFrame:
        """Contacts who answered all three, with their type and their part of revenue."""
        answers = self.own.answers()
        asked = ["satisfaction", "commitment", "knows"]
        known = answers.dropna(subset=asked)
        types = []
        for content, willing, knows in (known[asked].astype(float) >= 5).to_numpy().tolist():
            if content and willing:
                types.append(TYPES[0] if knows else TYPES[1])
            else:
                types.append(TYPES[2] if content else TYPES[3] if willing else TYPES[4])
        heard = known["account"].map(known["account"].value_counts())
        revenue = known["account"].map(self.own.accounts["revenue_this_year"])
        return known.assign(type=types, part=revenue.astype(float) / heard)

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
