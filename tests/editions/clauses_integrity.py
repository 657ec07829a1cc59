"""Frames of sentences on how far the data of 2016 can be trusted, and their own recomputation."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from recomputation import REGIONS, ROOT
from recomputation_supplier import printed
from scipy import stats

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

DATA = ROOT / "data" / "2016"
RATINGS = [
    "responsiveness", "expertise", "delivery", "product", "support", "onboarding", "portal",
    "invoicing",
]  # fmt: skip
PARTS = ["trust", "commitment", "satisfaction", "value", "solution", "experience"]
SEGMENTS = ["region", "segment", "service", "role", "side", "decides"]


class IntegrityFacts:
    """What the files of contacts and accounts say of who was asked, and who answered how."""

    @cached_property
    def everybody(self) -> pd.DataFrame:
        contacts = pd.read_csv(DATA / "contacts.csv")
        accounts = pd.read_csv(DATA / "accounts.csv").replace({"region": REGIONS})
        known = accounts[["account", "parent", "region", "segment", "service", "renewed"]]
        both = contacts.merge(known, on="account")
        assert len(both) == len(contacts)
        return both.assign(
            said=both["answered_on"].notna(), family=both["parent"].fillna(both["account"])
        )

    def survey(self, year: int) -> pd.DataFrame:
        return self.everybody[self.everybody["survey"] == year]

    @cached_property
    def invited(self) -> pd.DataFrame:
        return self.survey(2016)

    @cached_property
    def own(self) -> pd.DataFrame:
        return self.invited[self.invited["said"]]

    def flat(self, columns: list[str]) -> pd.Series:
        held = self.own[columns]
        return held.notna().sum(axis=1).ge(4) & (held.max(axis=1) == held.min(axis=1))

    @cached_property
    def copied(self) -> pd.Series:
        """Who said the same as somebody above, in all that contacts say themselves."""
        return self.own[["recommend", *RATINGS, *PARTS, "comment", "quotable"]].duplicated()

    @cached_property
    def careless(self) -> int:
        return int((self.flat(RATINGS) | self.flat(PARTS) | self.copied).sum())

    @cached_property
    def blank(self) -> pd.DataFrame:
        """Cells asked and left blank, by question."""
        rows = {
            "Ratings of the service": self.own[RATINGS],
            "Parts of the relationship": self.own[PARTS],
            "Likelihood to recommend": self.own[["recommend"]],
            "How much dearer than a rival": self.own[["premium"]],
            "Knows what is offered": self.own[["knows"]],
        }
        # Who wrote no comment was not asked; whoever answered was.
        quotable = self.own[["quotable"]].dropna()
        rows["May be quoted"] = quotable
        counts = {
            name: (held.size, int(held.isna().to_numpy().sum())) for name, held in rows.items()
        }
        return pd.DataFrame.from_dict(counts, orient="index", columns=["asked", "blank"])

    @cached_property
    def alpha(self) -> float:
        covariance = self.own[PARTS].dropna().cov().to_numpy()
        k = len(covariance)
        return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))

    @cached_property
    def outcome(self) -> tuple[float, int]:
        """Of all pairs of one who stayed and one who left, how often the former scored higher."""
        known = self.survey(2015).dropna(subset=["recommend", "renewed"])
        stayed = known.loc[known["renewed"] == "yes", "recommend"].to_numpy()
        left = known.loc[known["renewed"] == "no", "recommend"].to_numpy()
        return float(((np.sign(stayed[:, None] - left[None, :]) + 1) / 2).mean()), len(known)

    @cached_property
    def even(self) -> float:
        """R-indicator, by a logistic model fitted here by Newton's method."""
        frame = pd.get_dummies(self.invited[SEGMENTS].astype("str"), drop_first=True).astype(float)
        design = np.column_stack([np.ones(len(frame)), frame.to_numpy()])
        said = self.invited["said"].to_numpy(dtype=float)
        slope = np.zeros(design.shape[1])
        for _ in range(30):
            chance = 1 / (1 + np.exp(-design @ slope))
            weight = chance * (1 - chance)
            information = (design * weight[:, None]).T @ design
            slope += np.linalg.pinv(information) @ (design.T @ (said - chance))
        moved = design * weight[:, None]
        inverse = np.linalg.pinv(information)
        noise = float(np.einsum("ij,jk,ik->", moved, inverse, moved)) / len(said)
        return float(1 - 2 * np.sqrt(max(chance.var() - noise, 0.0)))

    @cached_property
    def columns(self) -> list[int]:
        """Bases of the columns that contacts are compared by: of kinds, reach, sides and topics."""
        own = self.own
        kinds = [*own["service"].value_counts(), *own["segment"].value_counts()]
        nested = [*own.groupby("service")["segment"].value_counts()]
        sides = [*own["side"].value_counts(), *own["decides"].value_counts()]
        coded = pd.read_csv(DATA / "comments.csv").merge(own, on=["contact", "survey"])
        codes = pd.concat([coded["code_1"], coded["code_2"]]).dropna()
        accounts = pd.read_csv(DATA / "accounts.csv").set_index("account")
        held = accounts.loc[own["account"]]
        reach = [*kinds, *held["region"].value_counts(), *held["industry"].value_counts()]
        # The banner of regions shows three of them, of whomever it parts.
        regions = held["region"].value_counts().nlargest(3)
        return [*regions, *kinds, *kinds, *reach, *nested, *sides, *codes.value_counts()]

    @cached_property
    def thin(self) -> float:
        return sum(base < 30 for base in self.columns) / len(self.columns)

    def rates(self, name: str) -> pd.DataFrame:
        """Invited, answered and the rate of this survey and the one before, by segment."""
        now = self.invited.groupby(name)["said"].agg(["size", "sum", "mean"])
        return now.assign(before=self.survey(2015).groupby(name)["said"].mean())

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """Contacts of each account that were invited and answered."""
        return self.invited.groupby("account")["said"].agg(["size", "sum"])

    @cached_property
    def apart(self) -> float:
        """The smallest p-value of a region against the others on a rating, after Bonferroni."""
        own, smallest, many = self.own, 1.0, 0
        families = own["family"].to_numpy()
        for item in RATINGS:
            known = own[item].notna().to_numpy()
            values, region = own[item].to_numpy()[known], own["region"].to_numpy()[known]
            for one in np.unique(region):
                many += 1
                inside = region == one
                influence = np.where(
                    inside,
                    (values - values[inside].mean()) / inside.sum(),
                    -(values - values[~inside].mean()) / (~inside).sum(),
                )
                moves = pd.Series(influence).groupby(families[known]).sum().to_numpy()
                error = float(np.sqrt((moves**2).sum()))
                apart = values[inside].mean() - values[~inside].mean()
                smallest = min(smallest, 2 * float(stats.norm.sf(abs(apart) / error)))
        return min(smallest * many, 1.0)

    def raw(self, item: str, region: str) -> float:
        return float(self.own.loc[self.own["region"] == region, item].mean())

    def level(self, region: str) -> tuple[float, float]:
        """Mean and standard deviation of all ratings of a region."""
        rated = self.own.loc[self.own["region"] == region, RATINGS].to_numpy().ravel()
        rated = rated[~np.isnan(rated)]
        return float(rated.mean()), float(rated.std())


def share(count: float, base: float) -> str:
    return f"{printed(100 * count / base)}%"


def _lights(f: IntegrityFacts, m: re.Match[str]) -> bool:
    """Biased answers and thin columns are amber; all else is green."""
    return 0.05 < f.careless / len(f.own) <= 0.15 and 0.1 < f.thin <= 0.33 and m[1] == "Four"


def _careless(f: IntegrityFacts, m: re.Match[str]) -> bool:
    return m.groups() == (str(f.careless), f"{len(f.own):,}", share(f.careless, len(f.own)))


SENTENCES: list[tuple[str, Callable[[IntegrityFacts, re.Match[str]], bool]]] = [
    (r"Amber: biased answers and the analysis\. (\w+) are green\.", _lights),
    (
        r"(\d+) of (\S+) contacts \((\d+%)\) answered straight down a grid or the "
        r"same as somebody else throughout\.",
        _careless,
    ),
    (
        r"Careless answers\. Look at them one by one, and see whether results "
        r"hold without them\.",
        lambda f, _: 0.05 < f.careless / len(f.own) <= 0.15,
    ),
    (
        r"Columns that rest on too few\. Read flagged columns as indications\.",
        lambda f, _: 0.1 < f.thin <= 0.33,
    ),
]


def _of(f: IntegrityFacts, m: re.Match[str]) -> bool:
    return m[1] == f"{len(f.own):,}"


def _lacking(f: IntegrityFacts, m: re.Match[str]) -> bool:
    """The role that most accounts invited nobody of."""
    there = f.invited.groupby("role")["account"].nunique()
    first = (len(f.accounts) - there).sort_values(ascending=False)
    return m.groups() == (first.index[0], str(first.iloc[0]))


NOTES: list[tuple[str, Callable[[IntegrityFacts, re.Match[str]], bool]]] = [
    (r"Of the (\S+) contacts who answered; a base may be of questions asked\.", _of),
    (
        r"The target of 60% was met\.",
        lambda f, _: f.invited["said"].mean() >= 0.6,
    ),
    (
        r"None differs from the others on raw answers by more than chance\.",
        lambda f, _: f.apart > 0.05,
    ),
    (
        r"Reminders, and those who are added, are counted on to answer like the others did "
        r"\((\d+%)\)\.",
        lambda f, m: m[1] == share(f.invited["said"].sum(), len(f.invited)),
    ),
    (
        r"The role that most accounts lack among those invited is “(.+)”: (\d+) accounts\.",
        _lacking,
    ),
]
STATED = {
    "A threat is as bad as the worst of its numbers.",
    "Intervals at 95% confidence, Wilson intervals at the effective size of clusters (Wilson 1927, "
    "Korn and Graubard 1998): how far a rate would move if the same people were invited again.",
    "Before: the survey of 2015; changes in percentage points.",
    "Questions left blank most come first.",
    "Differences in percentage points, or of means, with their 95% intervals, one at a time.",
    "Tests over all values of a variable: shares by the test of Rao and Scott (1984), between "
    "clusters, means by t of their difference; Holm's correction (1979).",
    "Every account should give two answers.",
    "Raw means in points; standardised ones in standard deviations of all ratings of the column "
    "(Fischer 2004).",
}
