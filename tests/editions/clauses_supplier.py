"""Frames of the titles and sentences on the supplier, and what must be so where they stand.

A frame is a pattern of the whole sentence; its check gets the match and compares every part of it
with what the files give.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from clauses import out_of, spelt
from recomputation import percent, wilson
from recomputation_categories import Categories
from recomputation_checklist import SENTENCES as CHECKLIST
from recomputation_drivers import DRIVERS, DriversOf
from recomputation_loyalty import CATEGORIES, Compared, loyalty, retention
from recomputation_planning import SENTENCES as PLANNING
from recomputation_plans import SENTENCES as PLANS
from recomputation_roi import LABELS, Programme
from recomputation_supplier import CATEGORIES as KINDS
from recomputation_supplier import HAPPY, Supplier, money, printed, signed, span
from test_recomputed_portfolios import changed
from test_recomputed_register import counted

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    import pandas as pd

OUTCOMES = {"Renewal": "renewal", "Revenue growth": "growth"}
TYPICAL = {"Ambassadors": (33.3, 33.3, "33%"), "Rationals": (50, 50, "50%")}
WEAK = "Weak relationships (ambivalent, stalker or opponent)"
SMALLEST = 5


class SupplierFacts:
    """What the sentences on the supplier are held against."""

    @cached_property
    def own(self) -> Supplier:
        return Supplier()

    @cached_property
    def loyalty(self) -> pd.DataFrame:
        return loyalty(self.own)

    @cached_property
    def drivers(self) -> DriversOf:
        return DriversOf(self.own)

    @cached_property
    def categories(self) -> Categories:
        return Categories(self.own)

    @cached_property
    def programme(self) -> Programme:
        return Programme()

    def placed(self, *names: str) -> pd.DataFrame:
        """Accounts of the quadrants named."""
        return self.own.accounts[self.own.accounts["quadrant"].isin(names)]

    def compared(self, outcome: str) -> Compared:
        return Compared(self.loyalty, OUTCOMES[outcome], "promoter", "detractor")

    @cached_property
    def portfolio(self) -> dict[str, int]:
        counts = self.own.accounts["category"].value_counts()
        found = {f"{name.capitalize()}s": int(counts[name]) for name in KINDS}
        return {**found, WEAK: int(counts[KINDS[2:]].sum())}

    @property
    def categorised(self) -> int:
        return int(self.own.accounts["category"].notna().sum())

    @cached_property
    def leaders(self) -> list[str]:
        """Drivers that may be the first."""
        limits = self.drivers.limits
        return list(limits.index[limits["best"] == 1])

    @cached_property
    def urgent(self) -> list[str]:
        """Drivers that surely matter more than an equal share and are rated below the mean."""
        return [
            name for name in DRIVERS if self.drivers.quarter(name) == ("concentrate here", True)
        ]


Frame = tuple[str, "Callable[[SupplierFacts, re.Match[str]], bool]"]


def _opening(f: SupplierFacts, m: re.Match[str]) -> bool:
    risk, grow = f.placed("accounts at risk"), f.placed("underserved advocates")
    held, elsewhere = risk["revenue_this_year"].sum(), grow["untapped"].sum()
    return m.groups() == (money(held), str(len(risk)), str(len(grow)), money(elsewhere))


def _large(f: SupplierFacts, m: re.Match[str]) -> bool:
    risk = len(f.placed("accounts at risk"))
    return m.groups() == (str(len(f.placed("big fans")) + risk), str(risk))


def _untapped(f: SupplierFacts, m: re.Match[str]) -> bool:
    placed = f.own.accounts.dropna(subset=["quadrant"])
    share = f.placed("underserved advocates")["untapped"].sum() / placed["untapped"].sum()
    return m[1] == f"{printed(100 * share)}%"


def _first(f: SupplierFacts, m: re.Match[str]) -> bool:
    first = f.own.first
    sums = (money(first[name].sum()) for name in ("revenue_this_year", "untapped"))
    due = begun(int(first["due"].sum()), len(first))
    return (first.groupby("quadrant").size() == 5).all() and m.groups() == (*sums, *due)


def begun(count: int, total: int) -> tuple[str, str]:
    """A number out of another as they begin a sentence."""
    some, every = out_of(count, total)
    return some.capitalize(), every


def _hidden(f: SupplierFacts, m: re.Match[str]) -> bool:
    unhappy = f.own.hidden[f.own.hidden["unhappy deciders"] > 0]
    held = money(unhappy["revenue_this_year"].sum())
    return m.groups() == (*begun(len(unhappy), len(f.placed(*HAPPY))), held)


def _parents(f: SupplierFacts, m: re.Match[str]) -> bool:
    largest = f.own.parents.head(6)
    share = 100 * largest["revenue"].sum() / f.own.accounts["revenue_this_year"].sum()
    mixed = (largest["quadrants"].str.len() > 1).sum()
    return m.groups() == (f"{printed(share)}%", *begun(int(mixed), len(largest)))


def _relationships(f: SupplierFacts, m: re.Match[str]) -> bool:
    asked, said = f.own.contacts(), f.own.answers()
    quality, nps = said["quality"].astype(float).mean(), said["step"].mean()
    return m.groups() == (printed(quality, 1), signed(nps), f"{percent(len(said), len(asked))}%")


def _share_of(f: SupplierFacts, m: re.Match[str]) -> bool:
    """The share, and a verdict that the interval bears out."""
    count = f.portfolio[m["kind"]]
    low, high = (100 * end for end in wilson(count, f.categorised))
    least, most, said = TYPICAL.get(m["kind"], (10, 20, "10 to 20%"))
    verdict = "above" if low > most else "below" if high < least else ""
    found = (f"{percent(count, f.categorised)}%", verdict, said)
    return (m["share"], m["verdict"], m["typical"]) == found


def _worth(f: SupplierFacts, m: re.Match[str]) -> bool:
    """What remains is smaller, and goes the same way."""
    # The title speaks of the first outcome and does not name it.
    rungs = f.compared(m.groupdict().get("outcome", "Renewal")).rungs()
    crude, sure = (100 * rungs[name][0] for name in ("As it looks", "Doubly robust"))
    return (m["crude"], m["sure"]) == (printed(crude), printed(sure)) and 0 < sure < crude


def _outcome(f: SupplierFacts, m: re.Match[str]) -> bool:
    rungs = f.compared(m["outcome"]).rungs()
    sure, (low, high) = rungs["Doubly robust"]
    verdict = "the difference holds"
    if low <= 0 <= high:
        verdict = "these data cannot tell it from nought"
    crude = printed(100 * rungs["As it looks"][0], 1)
    return m.groups()[1:] == (
        crude, printed(100 * sure, 1), span(100 * low, 100 * high, 1), verdict,
    )  # fmt: skip


def _no_reversal(f: SupplierFacts, m: re.Match[str]) -> bool:
    """In no firmographic do all categories, or the weighted mean of them, turn the difference."""
    own = f.compared(m["outcome"])
    crude = own.crude().value
    for column in CATEGORIES:
        rows = own.rows.assign(y=own.y, t=own.t)
        table = rows.groupby([column, "t"])["y"].agg(["size", "mean"]).unstack().dropna()
        apart = table["mean"][1.0] - table["mean"][0.0]
        weights = table["size"].sum(axis=1)
        if crude * float(np.average(apart, weights=weights)) <= 0:
            return False
        if (apart[(table["size"] >= SMALLEST).all(axis=1)] * crude <= 0).any():
            return False
    return True


def _longest(f: SupplierFacts, m: re.Match[str]) -> bool:
    """At the last time that all curves reach, its interval lies above all others'."""
    curves = retention(f.loyalty)
    curves = curves[curves["at_risk"] >= 10]
    until = curves.groupby("band")["time"].max().min()
    ends = curves[curves["time"] <= until].groupby("band").tail(1).set_index("band")
    best = m[1].lower()
    return bool(ends["low"][best] > ends["high"].drop(best).max())


def _look_alike(f: SupplierFacts, _: re.Match[str]) -> bool:
    """On either side of the cut in share of wallet there are happy accounts and others."""
    return all(len(f.placed(name)) > 0 for name in (*HAPPY, "accounts at risk", "selective fixes"))


def _carries(f: SupplierFacts, m: re.Match[str]) -> bool:
    first = f.drivers.methods.iloc[0]
    return m.groups() == (str(first.name).capitalize(), f"{printed(first['share'])}%")


def _low(f: SupplierFacts, m: re.Match[str]) -> bool:
    return m[1].lower() in f.urgent


def _may_be_first(f: SupplierFacts, m: re.Match[str]) -> bool:
    return m[1].lower().split(" or ") == f.leaders and len(f.leaders) > 1


def _weak(f: SupplierFacts, m: re.Match[str]) -> bool:
    weak = f.portfolio[WEAK]
    counts = (f.portfolio["Ambassadors"], weak)
    return m.groups() == tuple(f"{percent(count, f.categorised)}%" for count in counts)


def _thin(f: SupplierFacts, m: re.Match[str]) -> bool:
    return m.groups() == (str(f.own.accounts["thin"].sum()), str(len(f.own.accounts)))


def _counted(count: Callable[[SupplierFacts], int]) -> Callable[..., bool]:
    """The one number of the sentence is so many."""
    return lambda f, m: m[1] == str(count(f))


def _alone(f: SupplierFacts, m: re.Match[str]) -> bool:
    return f.leaders == [m[1].lower()]


def _returns(f: SupplierFacts, m: re.Match[str]) -> bool:
    own = f.programme
    found = float(own.measures(own.likely)["return"])
    gains = 100 * float((own.drawn["value"] > 0).mean())
    way = "more" if found > 0 else "less"
    told = (f"{printed(100 * abs(found))}%", way, spelt(own.years), f"{printed(gains)}%")
    return m.groups() == told


def _paid_back(f: SupplierFacts, m: re.Match[str]) -> bool:
    own = f.programme
    return m[1] == printed(own.payback([float(value) for value in own.held(own.likely)]), 1)


def _moves_most(f: SupplierFacts, m: re.Match[str]) -> bool:
    first = f.programme.swings.iloc[0]
    named: bool = m[1].lower() == LABELS[str(first.name)].lower()
    if m.lastindex == 1:
        return named
    low, high = sorted((first["low"], first["high"]))
    return named and (m[2], m[3]) == (money(low), money(high)) and low <= 0 < high


def _has_come(f: SupplierFacts, m: re.Match[str]) -> bool:
    own = f.programme
    last = len(own.came) - 1
    return m.groups() == (str(last), money(own.came[last]), own.where(last))


def _kinds(f: SupplierFacts, m: re.Match[str]) -> bool:
    counts = f.categories.kinds["kind"].value_counts()
    names = ("Kindly treated, problem unsolved", "Problem solved, badly treated")
    return m.groups() == tuple(map(str, (counts.sum(), *(counts[name] for name in names))))


def _ways(f: SupplierFacts, m: re.Match[str]) -> bool:
    better, worse, same = f.categories.ways
    told = {"both": better + worse + same, "better": better, "worse": worse}
    return all(int(count) == told[name] for name, count in m.groupdict().items())


def _strategic(_: SupplierFacts, m: re.Match[str]) -> bool:
    coming, _falling = changed()
    return m.groups() == (str(len(coming)), money(coming["untapped"].sum()))


LISTED = "service, tenure, segment, region and industry"
TITLES: list[Frame] = [
    (r"Accounts that look alike by size need unequal plans", _look_alike),
    (r"(.+) carries (\d+%) of what is explained", _carries),
    (
        r"(\w+) carries more than an equal share and is rated below the mean",
        lambda f, m: _low(f, m) and len(f.urgent) == 1,
    ),
    (r"Of (?P<crude>\d+) points, (?P<sure>\d+) remain once like is compared with like", _worth),
    (r"(Promoter|Passive|Detractor) accounts stay longest", _longest),
    (r"(\d+%) of the accounts are ambassadors, (\d+%) are weak", _weak),
    (r"Nothing moves the value more than (.+)", _moves_most),
    (r"(?P<better>\d+) accounts got better, (?P<worse>\d+) worse", _ways),
]
SENTENCES: list[Frame] = [
    (
        r"Of 20 key accounts (\d+) would be others if strategic potential and not size chose them; "
        r"these spend EUR (\S+) with other suppliers\.",
        _strategic,
    ),
    *PLANNING,
    *PLANS,
    *CHECKLIST,
    (
        r"Of (\d+) weak relationships (\d+) are kindly treated with their problem unsolved, and "
        r"(\d+) have it solved and are badly treated: the two ask for opposite things\.",
        _kinds,
    ),
    (
        r"Of (?P<both>\d+) accounts with a category in 2015 and in 2016, (?P<better>\d+) got "
        r"better and (?P<worse>\d+) got worse\.",
        _ways,
    ),
    (
        r"EUR (\S+) of revenue is with (\d+) accounts at risk; (\d+) underserved advocates spend "
        r"EUR (\S+) elsewhere\.",
        _opening,
    ),
    (
        r"Of (\d+) accounts with a large share of wallet, (\d+) are not happy: they look as stable "
        r"as the others until sentiment is added\.",
        _large,
    ),
    (
        r"(\d+) of the accounts at risk come up for renewal within six months\.",
        _counted(lambda f: f.placed("accounts at risk")["due"].sum()),
    ),
    (r"(\d+%) of the untapped revenue lies with underserved advocates\.", _untapped),
    (
        r"(\d+) accounts have no quadrant, for want of answers or of their total spend\.",
        _counted(lambda f: f.own.accounts["quadrant"].isna().sum()),
    ),
    (
        r"The first five accounts of each quadrant hold EUR (\S+) of revenue, and spend EUR (\S+) "
        r"with others\. (\S+) of the (\w+) come up for renewal within six months\.",
        _first,
    ),
    (
        r"(\w+) of the (\w+) accounts of high sentiment have a decider who is unhappy, which the "
        r"average over all contacts does not show\. EUR (\S+) of revenue is with them\.",
        _hidden,
    ),
    (
        r"The largest parent companies hold (\d+%) of all revenue\. (\w+) of the (\w+) have "
        r"accounts in more than one quadrant, which one plan for all would not fit\.",
        _parents,
    ),
    (
        r"Relationships score (\S+) out of 7 and (\S+) in net promoters; (\d+%) of the contacts "
        r"asked answered\.",
        _relationships,
    ),
    (
        r"(?P<kind>.+) make up (?P<share>\d+%) of the portfolio, (?P<verdict>above|below) the "
        r"typical (?P<typical>.+%)\.",
        _share_of,
    ),
    (
        r"(\d+) of (\d+) accounts are heard through too few people, or nobody, to be trusted "
        r"alone: widen the choice of contacts there first\.",
        _thin,
    ),
    (
        r"(?P<outcome>.+) differs by (?P<crude>\d+) points between promoter and detractor "
        r"accounts; (?P<sure>\d+) points of it remain once like is compared with like\.",
        _worth,
    ),
    (
        r"(?P<outcome>.+): (\S+) points as it looks, (\S+) \((.+ to .+)\) once groups are alike in "
        rf"{LISTED}; (.+)\.",
        _outcome,
    ),
    (
        r"(?P<outcome>.+): no reversal \(Simpson's paradox\) over service, segment, region and "
        r"industry\.",
        _no_reversal,
    ),
    (
        r"What goes with the recommendation, among contacts and accounts of one made-up supplier: "
        r"(.+) comes first; the answers cannot tell which\.",
        _may_be_first,
    ),
    (
        r"The service programme would return (\d+%) (more|less) than it costs over (\w+) years at "
        r"the likely values of its inputs; in (\d+%) of 10,000 draws it brings more than it costs\."
        r" What it costs and reaches is made up\.",
        _returns,
    ),
    (
        r"Of the (?P<actions>\d+) actions (?P<done>\d+) are done, and (?P<overdue>\d+) are overdue "
        r"on 1 July 2016\. With (?P<closed>\d+) of (?P<accounts>\d+) accounts every action is "
        r"done\.",
        lambda _, m: m.groupdict() == {key: str(value) for key, value in counted().items()},
    ),
    (r"At the likely values its costs are paid back after (\S+) years\.", _paid_back),
    (
        r"Nothing moves the net present value more than (.+): from EUR (\S+) to EUR (\S+), which "
        r"is enough by itself to decide whether the costs are covered\.",
        _moves_most,
    ),
    (
        r"By the end of year (\d+) it has added up to EUR (\S+), (below|within|above) the range of "
        r"the model\.",
        _has_come,
    ),
    (r"(.+) may be the first driver of the recommendation\.", _may_be_first),
    (r"(.+) goes with the recommendation more than any other driver, beyond doubt\.", _alone),
    (
        r"(\w+) carries more than an equal share of what is explained and is rated below the mean: "
        r"there a change is worth testing first\.",
        _low,
    ),
]
