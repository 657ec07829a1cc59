"""Frames of the sentences on orders: what changed, what is sure, and what divides groups most.

A frame is a pattern of the whole sentence; its check gets the match and compares every part of it
with what the files give.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from clauses import MANY, NUM, ORD, many, spelt
from clauses_groups import Groups
from recomputation import ROOT, percent
from recomputation_orders import (
    LEVEL,
    Positions,
    answers,
    changes,
    holm,
    p_values,
    ranks_of,
)
from recomputation_supplier import signed
from recomputation_words import NUMBERS, ORDINALS, PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recomputation import Recomputed

PERMUTATIONS, SEED = 4_000, 37


class OrderFacts:
    """What the sentences on the order of an edition are held against."""

    def __init__(self, own: Recomputed) -> None:
        self.own = own
        self.ranks = own.ranks()
        self.theme = {short: key for key, short in own.shorts.items()}
        self.labels = {part["label"].lower(): key for key, part in own.breakdowns.items()}

    @property
    def base(self) -> int:
        return len(self.ranks)

    @cached_property
    def groups(self) -> dict[str, Groups]:
        """Groups of each breakdown by what they are called."""
        return {
            many(part["one"]): Groups(self.own, key) for key, part in self.own.breakdowns.items()
        }

    @cached_property
    def moved(self) -> pd.DataFrame:
        """Changes since the edition before."""
        return changes(ranks_of(answers("2015")), ranks_of(answers(self.own.edition)))

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.ranks)

    @cached_property
    def tests(self) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
        """p corrected over the breakdowns, and by breakdown and theme over the themes."""
        whole, single = {}, {}
        random = np.random.default_rng(SEED)
        for key, part in self.own.breakdowns.items():
            column = self.own.answers[part["column"]]
            kept = column.isin(list(self.own.shown(key).values()))
            codes, _ = pd.factorize(column[kept])
            p = p_values(self.ranks[kept].to_numpy(dtype=float), codes, random, PERMUTATIONS)
            whole[key] = p[-1]
            themes = zip(self.ranks, holm(p[:-1]), strict=True)
            single |= {(key, theme): value for theme, value in themes}
        return dict(zip(whole, holm(whole.values()), strict=True)), single

    def named(self, text: str) -> list[str]:
        """Keys of the themes that a list names."""
        return [self.theme[name] for name in re.split(r", | and | or ", text)]

    def shorts(self, themes: Iterable[str]) -> list[str]:
        return [self.own.shorts[theme] for theme in themes]

    def at(self, *places: int) -> list[str]:
        """Themes of these ranks, the highest first."""
        return [str(key) for key, rank in self.own.overall.items() if rank in places]


Frame = tuple[str, "Callable[[OrderFacts, re.Match[str]], bool]"]


def _leads(f: OrderFacts, m: re.Match[str]) -> bool:
    return f.named(m[1]) == f.at(1) and f.named(m[2]) == f.at(2, 3)


def _divides(f: OrderFacts, m: re.Match[str]) -> bool:
    """The theme spreads more widely than any other, between the groups named and no others."""
    groups = f.groups[m["many"].removesuffix(" shown")]
    spreads, theme = groups.spreads(), f.theme[m["theme"]]
    ends = re.findall(rf"({ORD}) ((?:{groups.where})(?: and (?:{groups.where}))*)", m["ends"])
    told = {
        phrase: PLACES[rank]
        for rank, where in ends
        for phrase in re.split(" and (?=in |at |among )", where)
    }
    own = {phrase: int(ranks[theme]) for phrase, ranks in groups.ranks.items()}
    outer = {
        phrase: rank
        for phrase, rank in own.items()
        if rank in (min(own.values()), max(own.values()))
    }
    alone = (spreads == spreads.max()).sum() == 1 and spreads[theme] == spreads.max()
    return len(ends) == 2 and told == outer and alone and _chance(f, groups.key, m)


def _divide(f: OrderFacts, m: re.Match[str]) -> bool:
    groups = f.groups[m["many"]]
    spreads = groups.spreads()
    widest = set(spreads[spreads == spreads.max()].index)
    right = set(f.named(m["themes"])) == widest and spreads.max() == NUMBERS[m["n"]]
    return bool(right) and _chance(f, groups.key, m)


def _chance(f: OrderFacts, key: str, m: re.Match[str]) -> bool:
    """What chance can explain is said so; of reconstructed answers nothing is said."""
    if len(f.own.sets) > 1:
        return not m["chance"]
    return bool(m["chance"]) == (f.tests[0][key] > LEVEL)


def _head(f: OrderFacts, m: re.Match[str]) -> bool:
    """Who has come into the first three, who has left them, and how many changed for certain."""
    now, then = (set(f.moved.index[f.moved[name] <= 3]) for name in ("now", "before"))
    sure = int((f.moved["corrected"] <= LEVEL).sum())
    come, gone = set(f.named(m[1])), set(f.named(m[2]))
    return (come, gone, NUMBERS[m[3]]) == (now - then, then - now, sure)


def _whole(f: OrderFacts, m: re.Match[str]) -> bool:
    both = pd.concat([ranks_of(answers("2015")), ranks_of(answers(f.own.edition))])
    codes = np.repeat([0, 1], [len(both) - f.base, f.base])
    p = p_values(both.to_numpy(dtype=float), codes, np.random.default_rng(SEED), PERMUTATIONS)
    return m[1] == "2015" and p[-1] < 0.001


def _risen(f: OrderFacts, m: re.Match[str]) -> bool:
    """Just those that rose (or fell) for certain, the largest change first."""
    sign = -1 if m["way"] == "risen" else 1
    firm = f.moved[(f.moved["corrected"] <= LEVEL) & (sign * f.moved["change"] > 0)]
    firm = firm.loc[firm["change"].abs().sort_values(ascending=False).index]
    told = re.findall(r"(?:^| and |, )([\w& ]+?) \((\S+) in mean rank, (\S+) to (\S+)\)", m["list"])
    expected = [
        (f.own.shorts[key], *(signed(row[name], 2) for name in ("change", "low", "high")))
        for key, row in firm.to_dict("index").items()
    ]
    return told == expected


def _by_chance(f: OrderFacts, m: re.Match[str]) -> bool:
    """All that moved by two places or more though chance could have moved them."""
    rows = f.moved[(f.moved["corrected"] > LEVEL) & (f.moved["places"].abs() >= 2)]
    told = re.findall(rf"(?:^| and |, )([\w& ]+?) \(from ({ORD}) to ({ORD})\)", m[1])
    ends = rows[["before", "now"]].astype(int).to_dict("index")
    return told == [
        (f.own.shorts[str(key)], *(ORDINALS[rank - 1] for rank in row.values()))
        for key, row in ends.items()
    ]


def _kept(f: OrderFacts, m: re.Match[str]) -> bool:
    rows = f.moved[(f.moved["corrected"] <= LEVEL) & (f.moved["places"] == 0)]
    return set(f.named(m[1])) == set(rows.index) and len(rows) > 1


def _said_of_data(_: OrderFacts, m: re.Match[str]) -> bool:
    """What the folders of both editions say of their data."""
    then, now = (
        (ROOT / "data" / edition / "README.md").read_text(encoding="utf-8")
        for edition in m.groups()
    )
    return "reconstruct" in then and now.startswith("These data are simulated")


def _least(f: OrderFacts, m: re.Match[str]) -> bool:
    """Every theme is somebody's first choice, the one named least often."""
    counts = (f.ranks == 1).sum().sort_values()
    share = percent(counts.iloc[0], f.base)
    alone = counts.iloc[0] > 0 and counts.iloc[0] < counts.iloc[1]
    said = (spelt(f.ranks.shape[1]), f.own.shorts[str(counts.index[0])], str(share), str(f.base))
    return bool(alone) and m.groups() == said


def _together(f: OrderFacts, m: re.Match[str]) -> bool:
    """How many of those who rank one theme first have the other in the top three."""
    first = f.ranks[f.ranks[f.theme[m["first"]]] == 1]
    inside = f.ranks[f.theme[m["then"]]] <= 3
    both = int(inside[first.index].sum())
    word = m["n"].lower()
    shares = (percent(both, len(first)), percent(int(inside.sum()), f.base))
    said = (NUMBERS.get(word) or int(word), *(int(m[name]) for name in ("base", "p", "all")))
    return said == (both, len(first), *shares)


REST = r"(?P<then>.+) in the top three \((?P<p>\d+)%\), against (?P<all>\d+)% of all respondents\."
WHO = r"(?P<base>\d+) respondents who rank (?P<first>.+) first"
CHANCE = r"(?P<chance>, all within the reach of chance)?\."
SENTENCES: list[Frame] = [
    (r"(.+) leads the order, ahead of (.+)\.", _leads),
    (
        rf"(?P<theme>[^:]+) divides the (?P<many>{MANY}) most: (?P<ends>.+?){CHANCE}",
        _divides,
    ),
    (
        rf"The (?P<many>{MANY}) differ most over (?P<theme>[^:]+): (?P<ends>.+?){CHANCE}",
        _divides,
    ),
    (
        rf"The (?P<many>{MANY}) differ most over (?P<themes>.+), by (?P<n>{NUM}) places each"
        rf"{CHANCE}",
        _divide,
    ),
    (
        rf"No theme divides the (?P<many>{MANY}) by more than (?P<n>{NUM}) places, and so far "
        rf"apart are (?P<themes>.+?){CHANCE}",
        _divide,
    ),
    (
        rf"No theme divides the (?P<many>{MANY}) more than (?P<theme>[^:]+): (?P<ends>.+?){CHANCE}",
        _divides,
    ),
    (
        rf"(?P<themes>.+) divide the (?P<many>{MANY}) most, by (?P<n>{NUM}) places each{CHANCE}",
        _divide,
    ),
    (
        r"Each of the (\w+) themes is somebody's first choice, (.+) least often \((\d+)% of (\d+) "
        r"respondents\)\.",
        _least,
    ),
    (rf"(?P<n>\w+) of the {WHO} (?:have|has) {REST}", _together),
    (rf"Among the {WHO}, (?P<n>\w+) (?:have|has) {REST}", _together),
    (
        r"(.+) (?:is|are) now among the first three and (.+) (?:is|are) no longer there; (\w+) "
        r"themes have changed by more than chance can explain\.",
        _head,
    ),
    (
        r"Taken over all themes, the order differs from that of (\d+) by more than chance can "
        r"explain \(p < 0\.001\)\.",
        _whole,
    ),
    (
        r"(?P<list>.+) (?:have|has) (?P<way>risen|fallen) by more than chance can explain\.",
        _risen,
    ),
    (
        r"(.+) changed places too, and for each of them chance is explanation enough\.",
        _by_chance,
    ),
    (
        r"The rankings of (\d+) are reconstructed from published figures and those of (\d+) are "
        r"simulated\. What follows shows how a change is measured and read; it is no finding about "
        r"any market\.",
        _said_of_data,
    ),
    (
        r"A rank can hide a change: (.+) have kept their ranks while the mean behind them moved\.",
        _kept,
    ),
]
