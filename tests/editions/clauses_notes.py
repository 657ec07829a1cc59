"""Frames of the notes under tables and charts, and what must be so where they stand.

A frame is a pattern of the whole sentence; its check gets the match and compares every part of it
with what the files give. What only names a method stands in `STATED` word for word: the
recomputations are made so, and a note that names another level or source matches nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from clauses import spelt
from clauses_comments import CommentFacts
from recomputation import DAGGER, decimals
from recomputation_orders import LEVEL, answers, holm
from recomputation_supplier import HAPPY, money, printed, signed
from recomputation_words import NUMBERS, ORDINALS
from scipy.stats import spearmanr
from test_recomputed_orders import near, verdicts
from test_recomputed_standing import quantile
from test_recomputed_supplier import drawn, overall, part, standing

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from clauses_orders import OrderFacts
    from clauses_supplier import SupplierFacts
    from recomputation import Recomputed


@dataclass(frozen=True)
class NoteFacts:
    """What the notes of one table or chart are held against.

    Parameters
    ----------
    own : edition.
    orders, supplier : what sentences on them are held against.
    of : the table or chart.
    """

    own: Recomputed
    orders: OrderFacts
    supplier: SupplierFacts
    of: str

    @property
    def key(self) -> str:
        """Of the breakdown or theme that the table is about."""
        return self.of.removeprefix("tbl-").removesuffix("-ranks")

    @cached_property
    def bases(self) -> list[int]:
        """Sizes of the groups that have a column, or a row in the table of a theme."""
        chosen = [self.key] if self.key in self.own.breakdowns else list(self.own.breakdowns)
        return [
            len(self.own.inside(key, label))
            for key in chosen
            for label in self.own.shown(key).values()
        ]

    @cached_property
    def single(self) -> dict[str, dict[str, float]]:
        """p of each theme by breakdown: within the breakdown, and over all comparisons."""
        found = {key: p[:-1] for key, (*_, p) in verdicts().items()}
        every = iter(holm([p for own in found.values() for p in own]))
        themes = [name.removeprefix("rank_") for name in answers("2016").filter(regex="^rank_")]
        return {
            key: dict(zip(themes, zip(holm(own), every, strict=False), strict=True))
            for key, own in found.items()
        }


Frame = tuple[str, "Callable[[NoteFacts, re.Match[str]], bool]"]


def _few(f: NoteFacts, m: re.Match[str]) -> bool:
    few = [base < f.own.flag for base in f.bases]
    right = all(few) if m[1].startswith("The base of every") else any(few) and not all(few)
    return right and int(m[2]) == f.own.flag


def _base(f: NoteFacts, m: re.Match[str]) -> bool:
    sectors = m.groupdict().get("sectors")
    return int(m["base"]) == f.own.base and (
        sectors is None or int(sectors) == f.own.answers["sector"].nunique()
    )


def _sets(f: NoteFacts, m: re.Match[str]) -> bool:
    numbers = {int(value) for value in m.groups()}
    return numbers == {len(f.own.sets) - 1}


def _freedom(f: NoteFacts, m: re.Match[str]) -> bool:
    return int(m[1]) == f.own.base - 1


def _whole(f: NoteFacts, m: re.Match[str]) -> bool:
    """p of the breakdown, by itself and corrected, and a verdict that fits it."""
    found = verdicts()
    adjusted = dict(zip(found, holm(p[-1] for *_, p in found.values()), strict=True))[f.key]
    beyond = adjusted <= LEVEL
    right = near(m["p"].removeprefix("= "), found[f.key][3][-1])
    right = right and near(m["corrected"], adjusted, len(found))
    verdict = "these groups differ by more than chance can explain"
    chance = "the differences between these groups cannot be told from chance"
    said = m["verdict"] == (verdict if beyond else chance)
    return right and said and NUMBERS[m["many"]] == len(found)


def _stands_out(f: NoteFacts, m: re.Match[str]) -> bool:
    """The one breakdown by which the theme differs, and no other."""
    own = {key: found[f.key] for key, found in f.single.items()}
    apart = [key for key, (within, _) in own.items() if within <= LEVEL]
    labels = {part["label"].lower(): key for key, part in f.own.breakdowns.items()}
    within, every = own[labels[m["label"]]]
    count = len(f.own.names) * len(own)
    right = near(m["p"], within, 12) and near(m["all"], every, count)
    return apart == [labels[m["label"]]] and right and int(m["count"]) == count


def _alike(f: NoteFacts, _: re.Match[str]) -> bool:
    """The theme differs by no breakdown."""
    return all(found[f.key][0] > LEVEL for found in f.single.values())


def _since(f: NoteFacts, m: re.Match[str]) -> bool:
    """Rank before, change with interval, and whether chance can explain it."""
    row = f.orders.moved.loc[f.key]
    verdict = "cannot be told from chance"
    if row["low"] > 0 or row["high"] < 0:
        verdict = "is beyond chance for this theme alone, and not once all themes are allowed for"
    if row["corrected"] <= LEVEL:
        verdict = "is more than chance can explain"
    return m.groups() == (
        "2015", f.own.shorts[f.key], ORDINALS[int(row["before"]) - 1],
        *(signed(row[name], 2) for name in ("change", "low", "high")), verdict,
    )  # fmt: skip


def _too_random(f: NoteFacts, m: re.Match[str]) -> bool:
    """The first share of the table that leaves a mean rank or a top-three share out of range."""
    ranks, depth = f.own.ranks(), len(f.own.names)
    means, tops = ranks.mean(), (ranks <= 3).mean()

    def possible(share: float) -> bool:
        mean = (means - share * (depth + 1) / 2) / (1 - share)
        top = (tops - share * 3 / depth) / (1 - share)
        return bool(mean.between(1, depth).all() and top.between(0, 1).all())

    return int(m[1]) == next(part for part in (5, 10, 20, 30) if not possible(part / 100))


def _neighbours(f: NoteFacts, _: re.Match[str]) -> bool:
    found = f.orders.positions
    steps = [(place, place + 1) for place in range(len(f.own.names) - 1)]
    return not set(steps) <= found.apart and bool(found.apart)


def _correlations(f: NoteFacts, m: re.Match[str]) -> bool:
    methods = f.supplier.drivers.methods.abs()
    columns = ("johnson", "pratt", "beta", "first", "last")
    return list(m.groups()) == [
        printed(spearmanr(methods["lmg"], methods[column]).statistic, 2) for column in columns
    ]


def _incomplete(f: NoteFacts, m: re.Match[str]) -> bool:
    found = f.supplier.drivers
    return m.groups() == (str(len(found.asked) - len(found.rows)), f"{len(found.asked):,}")


def _explained(f: NoteFacts, m: re.Match[str]) -> bool:
    found = f.supplier.drivers
    low, high = 100 * np.percentile(found.drawn[1], [2.5, 97.5])
    near_by = abs(int(m[2]) - low) <= 1 and abs(int(m[3]) - high) <= 1
    return m[1] == printed(100 * found.explained) and near_by


def _said(count: Callable[[NoteFacts], tuple[object, ...]]) -> Callable[..., bool]:
    """The parts of the sentence are these, printed."""
    return lambda f, m: m.groups() == tuple(map(str, count(f)))


def _accounts(f: NoteFacts) -> pd.DataFrame:
    return f.supplier.own.accounts


def _lost(f: NoteFacts) -> tuple[int, int]:
    frame = f.supplier.loyalty
    return int((frame["renewed"] == "no").sum()), len(frame)


def _outcomes(count: Callable[..., int]) -> Callable[..., bool]:
    return _said(
        lambda f: tuple(count(f.supplier.compared(name)) for name in ("Renewal", "Revenue growth"))
    )


def _left_out(f: NoteFacts) -> tuple[int, int]:
    own = f.supplier.compared("Renewal")
    return own.left_out, own.n + own.left_out


def _at_stake(f: NoteFacts) -> tuple[int, str]:
    frame = f.supplier.loyalty[f.supplier.loyalty["band"] == "detractor"]
    return len(frame), money(frame["revenue_this_year"].sum())


def _without(f: NoteFacts) -> tuple[int, str, str, str, str]:
    own = f.supplier.programme
    shares = (f"{printed(100 * share)}%" for share in (own.deciding, own.renewal))
    grown = f"{printed(100 * own.growth, 1)}%"
    return len(own.detractors), money(own.revenue), *shares, grown


def _hidden(f: NoteFacts) -> tuple[str, str]:
    found = f.supplier.own.hidden
    happy = found[found["quadrant"].isin(HAPPY)]
    either = happy["unhappy deciders"] + happy["unreached deciders"] > 0
    unhappy = int((happy["unhappy deciders"] > 0).sum())
    return spelt(unhappy).capitalize(), spelt(int(either.sum()))


def _sides(f: NoteFacts) -> pd.DataFrame:
    rows = f.supplier.own.answers()
    rows = rows.assign(quality=[float(value) for value in rows["quality"]])
    return rows.groupby(["account", "side"])["quality"].mean().unstack().dropna()


def _apart(f: NoteFacts) -> tuple[int]:
    sides = _sides(f)
    return (int(((sides["payer"] - sides["user"]).abs() > 1 - 1e-9).sum()),)


def _unique(f: NoteFacts, m: re.Match[str]) -> bool:
    """The lower of solution and experience is short of the top tenth, with so much chance of it."""
    own = f.supplier.own
    value, error = min(overall(own)[name] for name in ("solution", "experience"))
    others = own.benchmark[["solution", "experience"]].min(axis=1).to_numpy(dtype=float)
    chance = 100 * (drawn(value, error, others) >= 90).mean()
    return part(standing(value, others), 10) > 1 and abs(int(m[1]) - chance) <= 1.5


AGENDA = "tbl-comments-topics-agenda"
READERS = "tbl-comments-topics-readers"


def _silent(f: NoteFacts, m: re.Match[str]) -> bool:
    supplier = f.supplier.own
    return m[1] == f"{len(supplier.contacts()) - len(supplier.answers()):,}"


STATED = {
    "10,000 draws of all inputs, each independent of the others (seed 2016).",
    "An account's lifetime ends here with the last of the years, and what the accounts do without "
    "the programme is taken as known.",
    "Least and most stand in @tbl-roi-inputs; the dot is the value with every input likely.",
    "Not discounted; year 0 is the day it begins.",
    "On 1 July 2016: what is due that day is not overdue.",
    "Method: t test of pooled shares and of means, variances between clusters, at the "
    "clusters of both columns less two; Holm's correction (1979); level 0.05; independence: "
    "Pearson's chi-squared with Rao and Scott's corrections (1984) of first and second order, "
    "design effects estimated from the clusters.",
    " base under 30: not tested.",
    " base under 100.",
    "It describes who says so and is no effect of what they say.",
    "Codes were given by readers, up to 4 a comment.",
    "Behind a share stands the Net Promoter Score of those whose comments are about the topic, "
    "with its interval, where enough wrote of it.",
    "Changes are in points, with intervals of 95%, each by itself.",
    "Method: t test of pooled shares and of means, variances between clusters, at the "
    "clusters of both columns less two; Holm's correction (1979); level 0.05; accounts that "
    "answered in both surveys are taken into account.",
    "Rows in colour changed beyond chance, those in the second colour downwards.",
    "Several answers were possible: percentages may add up to more than 100%.",
    "Kappa is Cohen's, of each code given or not; the codes on which they part most come first.",
    "In brackets: from the least to the most over all reconstructions.",
    "Quantiles between two scores are interpolated (type 7 of Hyndman and Fan 1996).",
    "Sectors without a column count where they are the best.",
    "Themes are in order of their mean rank, 1 the most important; equal rank sums share a rank.",
    "Open: positions that cannot be ruled out at 95% confidence, for all themes at once.",
    "Open: positions that cannot be ruled out at 95% confidence, for a theme by itself or for all "
    "themes at once.",
    "In brackets the 95% interval, for each share by itself.",
    "Method: score intervals (Wilson 1927).",
    "Sentiment is high from a net promoter score of 30, share of wallet from 50%.",
    "Sentiment is high from an account net promoter score of 30.",
    "Due: the contract ends within six months of 1 July 2016.",
    "Accounts at risk and big fans: renewal due first, then revenue.",
    "Underserved advocates: good fit first, then untapped revenue.",
    "Only accounts with at least three answers are named with their scores.",
    "Interval: at 95% for each theme alone.",
    "p: Welch's t test, Holm's correction (1979) over the twelve themes.",
    "Mean rank with its 95% interval.",
    "Chance of a place in the top three: 100,000 draws of normal mean ranks, seed 2016.",
    "Spread: of the groups' mean ranks, where 1 is what chance alone gives on average.",
    "Method: permutation test of mean ranks between groups (Anderson 2001, on Spearman's "
    "distance), 10,000 permutations of respondents, seed 2016; corrected by the method of Holm "
    "(1979), over four breakdowns and, for single themes, over the twelve themes of a breakdown.",
    "Method, for each reconstruction: permutation test of mean ranks between groups (Anderson "
    "2001, on Spearman's distance), 999 permutations of respondents; seed 2015.",
    "Method: mean ranks and top shares of those who answered in earnest, a share of random "
    "responders taken out (Atsusaka and Kim 2025, Political Analysis 33:339).",
    "Extreme: under 5% or over 95%, so that hardly anybody alike is in the other group.",
    "Standardised mean differences; more than 0.1 either way () is unbalanced.",
    "Categorised: at least 2 answers, or all contacts where there are fewer.",
    "Thin: too few answers, or under 40% of the contacts.",
    "Quarter and tenth: 1 is best; in brackets where the supplier may stand, given the sampling of "
    "its answers and of the benchmark.",
    "The first rule that fits decides: opponent, quality under 3.75; stalker, value under 4 and "
    "commitment under 4.75; ambivalent, quality under 4.5, or solution and experience 1 apart with "
    "one under 4.5; ambassador, quality from 5.25, net promoter score from 30 and both solution "
    "and experience from 5; else rational.",
    "Differences, promoter less detractor, in points with 95% intervals.",
    "In brackets the ranks that each may have, all true at once with 95% confidence; the line "
    "marks equal shares.",
    "Method: LMG (Shapley) shares of the explained variance of the outcome, exact over all subsets "
    "of drivers; percentile intervals and rank sets from 2,000 bootstrap draws of whole clusters.",
    "That a driver goes with the outcome does not show that it causes it.",
    "Means of rows are compared in pairs, over the same contacts: by paired t tests "
    "between clusters, with Holm's correction for all pairs.",
    "Method: importance-performance analysis (Martilla and James 1977).",
    "Sentiment is that of the 2015 survey, before any renewal was decided: accounts are grouped by "
    "their own net promoter score over all who answered.",
}
SETS = r"confidence sets for ranks from studentised differences of mean ranks \(Mogstad, Romano, "
SETS += r"Shaikh and Wilhelm 2024\), step-down \(Romano and Wolf 2005\), t with (\d+) degrees of "
HOLM = r"with Holm's correction for"


def _told(f: NoteFacts, values: list[Fraction], digits: int) -> str:
    """A value as printed, marked where another set of assessments prints another."""
    told = [decimals(value, digits) for value in values]
    return told[0] + (DAGGER if len(set(told)) > 1 else "")


def _opens(f: NoteFacts, m: re.Match[str]) -> bool:
    """Scores from which a firm is on the benchmark, in the best quarter and the best tenth."""
    theme = f.of.removeprefix("tbl-").removesuffix("-objectives")
    sets = [scores[theme] for scores in f.own.scored]
    found: dict[str, list[Fraction]] = {
        "benchmark": [Fraction(int(s.sum()), len(s)) - Fraction(5, 2) for s in sets],
        "upper": [quantile(s, Fraction(3, 4)) for s in sets],
        "decile": [quantile(s, Fraction(9, 10)) for s in sets],
        "third": [quantile(s, Fraction(1, 4)) for s in sets],
    }
    asked = {name: told for name, told in m.groupdict().items() if told}
    return all(_told(f, found[name], 1) == told for name, told in asked.items())


def _assessed(f: NoteFacts, m: re.Match[str]) -> bool:
    return m[1] == _told(f, [Fraction(len(scores)) for scores in f.own.scored], 0)


def _assessed_by_sector(f: NoteFacts, m: re.Match[str]) -> bool:
    groups = [g for g in f.own.benchmark["groups"] if g["key"] in f.own.benchmark["shown"]]
    counts = {"All firms assessed": [Fraction(len(scores)) for scores in f.own.scored]}
    for group in groups:
        own = [(scores["sector"] == group["label"]).sum() for scores in f.own.scored]
        counts[group["label"]] = [Fraction(int(count)) for count in own]
    return m[1] == ", ".join(f"{name} {_told(f, held, 0)}" for name, held in counts.items())


def _not_drawn(f: NoteFacts, m: re.Match[str]) -> bool:
    """Topics that fewer raised than may be shown, all of them."""
    facts = CommentFacts()
    few = {text for text, key in facts.texts.items() if len(facts.naming([key])) < int(m[2])}
    return set(re.split(r", | and ", m[1])) == few and int(m[2]) == f.own.hide


def _both_surveys(f: NoteFacts, m: re.Match[str]) -> bool:
    surveys = CommentFacts().both["survey"]
    return f.of == AGENDA and m.groups() == tuple(
        str((surveys == year).sum()) for year in (2015, 2016)
    )


def _effects(f: NoteFacts, _: re.Match[str]) -> bool:
    return f.of == "tbl-comments-topics-effects"


def _all_topics(f: NoteFacts, m: re.Match[str]) -> bool:
    return f.of == AGENDA and int(m[1]) == len(CommentFacts().agenda)


FRAMES: list[Frame] = [
    (
        r"Comments about a topic and their share of all that were read, (\d+) in 2015 and (\d+) in "
        r"2016\.",
        _both_surveys,
    ),
    # Held against a regression fitted anew beside the table.
    (r"Points by which “Likelihood to recommend” is higher or lower .+", _effects),
    (r"Errors are taken between \d+ groups of contacts that belong together\.", _effects),
    (r"Topics that fewer than 10 speak of, or all but so few, are left out: .+\.", _effects),
    (r"Base: \d+ contacts whose comments were read; .+", _effects),
    (
        r"p is corrected after Holm for all (\d+) topics; ▲ and ▼ mark changes that remain\.",
        _all_topics,
    ),
    (r"No answer, though there was a question: (\S+) contacts\.", _silent),
    (r"Not drawn: (.+) \(base under (\d+)\)\.", _not_drawn),
    # Held against the files beside the table that they stand under.
    (r"\d+ comments were coded by two readers\.", lambda f, _: f.of == READERS),
    (r"On whole sets of codes they agree to [\d.]+ \(.+\)\.", lambda f, _: f.of == READERS),
    (
        r"Benchmark: within 2\.5 points of the mean score of all firms assessed, so from "
        r"(?P<benchmark>[\d.]+†?)\.",
        _opens,
    ),
    (
        r"Upper quartile: the best quarter, from (?P<upper>[\d.]+†?)"
        r"(?:; top decile: the best tenth, from (?P<decile>[\d.]+†?))?\.",
        _opens,
    ),
    (
        r"Third quartile: just below average, between the best half and the last quarter of all "
        r"firms assessed, from (?P<third>[\d.]+†?)\.",
        _opens,
    ),
    (r"Base: (\d+†?) firms assessed, 0 to 100\.", _assessed),
    (r"Firms assessed: (.+)\.", _assessed_by_sector),
    (
        r"(The base of every group here is|Some bases are) under (\d+): read these ranks as "
        r"indications\.",
        _few,
    ),
    (r"Base: (?P<base>\d+) respondents(?: in (?P<sectors>\d+) sectors)?\.", _base),
    (r"From the least to the most over (\d+) reconstructions\.", _sets),
    (
        r"p from the least to the most over (\d+) reconstructions, over all themes at once; beyond "
        r"chance: in how many of the (\d+) chance would hardly give as much \(95% confidence\), "
        r"each breakdown looked at alone and corrected for all of them\.",
        _sets,
    ),
    (
        r"Of (\d+) reconstructions, those in which chance would hardly set the groups of a "
        r"breakdown so far apart in the rank of the theme \(95% confidence, corrected for the "
        r"twelve themes\); in brackets, those left when all 48 comparisons are allowed for at "
        r"once\.",
        _sets,
    ),
    (
        rf"Method, for each reconstruction: {SETS}freedom, 8,192 directions; seed 2015\.",
        _freedom,
    ),
    (rf"Method: {SETS}freedom, 131,072 directions\.", _freedom),
    (
        r"Over all themes, (?P<verdict>[^(]+) \(p (?P<p>[=<] \S+) by permutation, "
        r"(?P<corrected>\S+) "
        rf"{HOLM} (?P<many>\w+) breakdowns\)\.",
        _whole,
    ),
    (
        r"Of the differences between groups, those by (?P<label>.+) \(p = (?P<p>\S+) "
        rf"{HOLM} twelve themes, (?P<all>\S+) for all (?P<count>\d+) comparisons\) stand out; the "
        r"others cannot be told from chance\.",
        _stands_out,
    ),
    (r"Differences between groups in the rank of this theme cannot be told from chance .*", _alike),
    (
        r"In (\d+) (.+) was (\w+) overall; the change of its mean rank, (\S+) \((\S+) to (\S+)\), "
        r"(cannot be told from chance|is more than chance can explain|is beyond chance .+)\.",
        _since,
    ),
    (
        r"Bases: (\d+) and (\d+) respondents, two independent samples\.",
        _said(lambda _: (len(answers("2015")), len(answers("2016")))),
    ),
    (
        r"The figures for (\d+)% and more cannot be true: there would be more random responders "
        r"than the answers allow\.",
        _too_random,
    ),
    (
        r"Not all neighbours in this order can be told apart \(95% confidence, all pairs at "
        r"once\)\.",
        _neighbours,
    ),
    (
        r"Rank correlation of LMG with the other methods: relative weights? (\S+), Pratt (\S+), "
        r"coefficients? (\S+), alone (\S+), last in (\S+)\.",
        _correlations,
    ),
    (r"(\d+) of (\S+) rows lack the outcome or a driver and are left out\.", _incomplete),
    (r"Together the drivers explain (\d+)% of the variance \((\d+) to (\d+)%\)\.", _explained),
    (
        r"Base: (\S+) complete answers from (\d+) accounts\.",
        _said(lambda f: (f"{len(f.supplier.drivers.rows):,}", f.supplier.drivers.accounts)),
    ),
    (
        r"(\d+) accounts that nobody answered for are left out\.",
        _said(lambda f: (len(f.supplier.own.files) - len(f.supplier.loyalty),)),
    ),
    (r"Base: Renewal (\d+); Revenue growth (\d+)\.", _outcomes(lambda own: own.n)),
    (
        r"Clusters, accounts of one parent company counting together: Renewal (\d+); Revenue "
        r"growth (\d+)\.",
        _outcomes(lambda own: own.families.nunique()),
    ),
    (
        r"Renewal: (\d+) of (\d+) promoter and detractor rows lack the outcome or a confounder and "
        r"are left out\.",
        _said(_left_out),
    ),
    (r"The (\d+) detractor accounts bring EUR (\S+) a year\.", _said(_at_stake)),
    (r"(\d+) of (\d+) accounts left\.", _said(_lost)),
    (
        r"Without the programme an account is taken to do as the (\d+) detractor accounts of "
        r"@tbl-loyalty-groups did: it brings EUR (\S+) a year, (\d+%) of them decide in a year, of "
        r"these (\d+%) renew, and revenue grows by (\S+%)\.",
        _said(_without),
    ),
    (
        r"Total spend with all suppliers is unknown for (\d+) accounts, which are not drawn\.",
        _said(lambda f: (int(_accounts(f)["total_spend"].isna().sum()),)),
    ),
    (
        r"(\w+) accounts of high sentiment have an unhappy decider; (\w+) have a decider who is "
        r"unhappy or was not reached\.",
        _said(_hidden),
    ),
    (
        r"(\d+) parents hold (\d+) accounts\.",
        _said(lambda f: (len(f.supplier.own.parents), int(_accounts(f)["parent"].notna().sum()))),
    ),
    (
        r"Base: (\d+) accounts; of (\d+) more too few people were heard for a category, or "
        r"nobody\.",
        _said(lambda f: (f.supplier.categorised, len(_accounts(f)) - f.supplier.categorised)),
    ),
    (
        r"Base: (\S+) answers, (\d+) other suppliers\.",
        _said(lambda f: (f"{len(f.supplier.own.answers()):,}", len(f.supplier.own.benchmark))),
    ),
    (
        r"Unique standing is the top tenth in both solution and experience: the supplier does not "
        r"hold it \(probability (\d+)%\)\.",
        _unique,
    ),
    (
        r"Base: the (\d+) accounts where both sides answered, each counted once\.",
        _said(lambda f: (len(_sides(f)),)),
    ),
    (r"At (\d+) of them the two sides are a point or more apart\.", _said(_apart)),
]
