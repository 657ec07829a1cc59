"""Frames of the sentences on how sure an order is: positions, agreement, groups and shares.

As in `clauses_orders`, a frame is a pattern of the whole sentence with its check.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from recomputation import percent, wilson
from recomputation_orders import LEVEL
from recomputation_supplier import printed
from scipy import stats

if TYPE_CHECKING:
    from clauses_orders import Frame, OrderFacts

# Two sets of permutations give a p of 0.01 that differs by no more.
NEAR = 0.008
STRENGTHS = {
    0.0: "hardly agree", 0.1: "agree a little", 0.3: "agree to some extent",
    0.5: "agree moderately", 0.7: "agree strongly", 0.9: "agree almost completely",
}  # fmt: skip


def _pairs(f: OrderFacts, m: re.Match[str]) -> bool:
    apart, pairs = len(f.positions.apart), len(f.positions.pairs)
    found = (str(f.base), str(pairs), str(apart), str(pairs - apart))
    return m.groups() == found and 2 * apart >= pairs


def _told_apart(f: OrderFacts, m: re.Match[str]) -> bool:
    apart, pairs = len(f.positions.apart), len(f.positions.pairs)
    return m.groups() == (str(apart), str(pairs)) and 2 * apart >= pairs


def _ends(f: OrderFacts, m: re.Match[str]) -> bool:
    """Just those named may be first, and just one last."""
    found = f.positions
    limits = [found.open(place, found.apart) for place in range(len(found.ordered.columns))]
    themes = [str(theme) for theme in found.ordered]
    first = [theme for theme, (low, _) in zip(themes, limits, strict=True) if low == 1]
    last = [theme for theme, (_, high) in zip(themes, limits, strict=True) if high == len(themes)]
    return f.named(m[1]) == first and f.named(m[2]) == last


def _top(f: OrderFacts, m: re.Match[str]) -> bool:
    """Those all but certain of the top three, and those of whom it is open, with their chance."""
    chances = dict(zip(f.positions.ordered, f.positions.top(), strict=True))
    sure = [theme for theme, chance in chances.items() if chance >= 0.95]
    told = {m[2]: int(m[3]), m[4]: int(m[5])}
    near = {f.own.shorts[str(k)]: 100 * c for k, c in chances.items() if 0.05 < c < 0.95}
    fits = told.keys() == near.keys() and all(abs(told[name] - near[name]) < 1.1 for name in told)
    return f.named(m[1]) == sure and len(sure) == 2 and fits


def _agreement(f: OrderFacts, m: re.Match[str]) -> bool:
    """Kendall's W, how often two people put two themes in one order, and Friedman's test."""
    count, width = f.ranks.shape
    sums = f.ranks.sum()
    w = 12 * ((sums - sums.mean()) ** 2).sum() / (count**2 * (width**3 - width))
    same = []
    for theme in f.ranks:
        for other in f.ranks.columns.drop(theme):
            above = int((f.ranks[theme] < f.ranks[other]).sum())
            same.append(above * (above - 1) / (count * (count - 1)))
    share = 100 * sum(same) / (width * (width - 1) / 2)
    words = STRENGTHS[min(STRENGTHS, key=lambda known: abs(known - w))]
    friedman = stats.friedmanchisquare(*(f.ranks[theme] for theme in f.ranks))
    said = (words, printed(w, 2), f"{printed(share)}%")
    return m.groups() == said and friedman.pvalue < 0.001


def _differ(f: OrderFacts, m: re.Match[str]) -> bool:
    apart = {key for key, p in f.tests[0].items() if p <= LEVEL}
    told, others = ({f.labels[name] for name in re.split(r", | or ", text)} for text in m.groups())
    return told == apart and others == set(f.tests[0]) - apart


def _single(f: OrderFacts, m: re.Match[str]) -> bool:
    apart = {pair: p for pair, p in f.tests[1].items() if p <= LEVEL}
    pair = (f.labels[m[2]], f.theme[m[1]])
    return set(apart) == {pair} and abs(apart[pair] - float(m[3])) <= NEAR


def _random(f: OrderFacts, _: re.Match[str]) -> bool:
    """Complete rankings: the answers of nobody leave a gap or share a rank."""
    rows = f.ranks.to_numpy()
    return bool((np.sort(rows, axis=1) == np.arange(1, rows.shape[1] + 1)).all())


def _random_means(f: OrderFacts, m: re.Match[str]) -> bool:
    share, middle = int(m["share"]) / 100, (f.ranks.shape[1] + 1) / 2
    means = f.ranks.mean()
    edges = (means.idxmin(), means.idxmax())
    told = [(m["a"], m["b"], m["first"]), (m["c"], m["d"], m["last"])]
    return told == [
        (printed((means[key] - share * middle) / (1 - share), 1), printed(means[key], 1), name)
        for key, name in zip(edges, f.shorts(edges), strict=True)
    ]


def _known(f: OrderFacts, m: re.Match[str]) -> bool:
    """The widest interval of all printed shares: of how many, and how far it reaches."""
    boxes = {"first": (1, 1), "top": (1, 3), "bottom": (f.ranks.shape[1] - 2, f.ranks.shape[1])}
    counts = {
        (box, theme): int(f.ranks[theme].between(*ends).sum())
        for box, ends in boxes.items()
        for theme in f.ranks
    }
    widths = {key: np.subtract(*wilson(count, f.base)) for key, count in counts.items()}
    reach = -min(widths.values()) * 50
    own = counts["top", f.theme[m["theme"]]]
    low, high = (round(100 * end) for end in wilson(own, f.base))
    said = tuple(int(m[name]) for name in ("n", "points", "share", "low", "high"))
    return said == (f.base, round(reach), percent(own, f.base), low, high)


def _respondents(f: OrderFacts, m: re.Match[str]) -> bool:
    return m[1] == str(f.base)


def _in_part(f: OrderFacts, _: re.Match[str]) -> bool:
    return 0 < len(f.positions.apart) < len(f.positions.pairs)


TITLES: list[Frame] = [(r"(\d+) of (\d+) pairs of themes can be told apart", _told_apart)]
SENTENCES: list[Frame] = [
    (
        r"With (\d+) answers some positions cannot be separated\. Of the (\d+) pairs of themes, "
        r"(\d+) can be told apart; the order within each of the other (\d+) might be the other way "
        r"round if everybody could be asked\.",
        _pairs,
    ),
    (r"The first position is open between (.+); (.+) is last\.", _ends),
    (
        r"(.+) belong to the top three almost certainly; the place that is left may go to (.+) \(a "
        r"chance of (\d+)%\) or (.+) \((\d+)%\)\.",
        _top,
    ),
    (
        r"Respondents (.+): on Kendall's scale from 0, where there is no common order, to 1, where "
        r"all give the same, they reach (\S+)\. Take any two respondents and any two themes: in "
        r"(\d+%) of cases both put the two themes in the same order\. Chance alone would give "
        r"half\. That there is some common order at all is beyond doubt \(Friedman's test, "
        r"p < 0\.001\)\.",
        _agreement,
    ),
    (
        r"Taken over all themes, groups by (.+) differ by more than chance can explain; by (.+) "
        r"they do not\.",
        _differ,
    ),
    (
        r"Of single themes, (.+) by (.+) \(p = (\S+)\) differs beyond chance\.",
        _single,
    ),
    (
        r"No theme would change its position\. Whoever answers at random moves every theme towards "
        r"the middle of the list, and none past another; taken out, they leave the same order and "
        r"wider gaps\.",
        _random,
    ),
    (
        r"If (?P<share>\d+)% had answered so, the mean rank among the others would be (?P<a>\S+) "
        r"instead of (?P<b>\S+) for (?P<first>.+) and (?P<c>\S+) instead of (?P<d>\S+) for "
        r"(?P<last>.+)\.",
        _random_means,
    ),
    (
        r"A share of (?P<n>\d+) answers is known to within about (?P<points>\d+) percentage points "
        r"either way at worst: the (?P<share>\d+)% who have (?P<theme>.+) in their top three may "
        r"be (?P<low>\d+)% or (?P<high>\d+)% among all such people \(95% interval\)\.",
        _known,
    ),
    (r"What (\d+) answers can tell", _respondents),
    (r"The order is firm in its broad lines and open in many of its steps\.", _in_part),
]
