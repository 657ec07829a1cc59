"""Clauses of the computed sentences on themes: patterns, and what must be so where they stand.

A clause is a pattern with a computation from the data files; it shares nothing with the package.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any

from recomputation import Recomputed, percent, ranked
from recomputation_words import NUMBERS, PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

ORD = "(?:" + "|".join(PLACES) + ")"
NUM = "(?:" + "|".join(NUMBERS) + r"|\d+)"
KINDS = "(?:sector|region|size of firm|level of seniority)"
MANY = "(?:sectors|regions|sizes of firm|levels of seniority)(?: shown)?"
NEEDED = re.compile(
    rf"\b(?:{ORD}|\d+|[\w-]*(?:highest|lowest|widest|largest|closest|strongest|weakest)|most|only"
    r"|best|worst|any other)\b",
    re.IGNORECASE,
)


def counted(word: str) -> int:
    """A number as running text has it: in words, or in figures."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def spelt(value: int) -> str:
    """A number as running text has it: in words up to twelve, in figures above."""
    return list(NUMBERS)[value - 1] if 0 < value <= 12 else f"{value:,}"


def out_of(count: int, total: int) -> tuple[str, str]:
    """A number and what it is counted out of: both in words, or both in figures."""
    if max(count, total) > 12:
        return f"{count:,}", f"{total:,}"
    return spelt(count), spelt(total)


BOX = (
    r"(?:top|bottom) (?:three|six)|lower half|one of the last two places|last or last but one|last"
    r"|first"
)


class Theme:
    """What the clauses of one theme's passages are held against."""

    def __init__(self, own: Recomputed, key: str) -> None:
        self.own, self.key, self.name = own, key, own.shorts[key]
        self.overall = int(own.overall[key])
        self.depth = len(own.names)
        self.ranks = {
            (part, label): ranks
            for part in own.breakdowns
            for label in own.shown(part).values()
            if len(own.inside(part, label)) >= own.hide
            for ranks in [ranked(own.inside(part, label).sum())]
        }
        self.phrases = {phrase_of(own, part, label): (part, label) for part, label in self.ranks}
        self.where = (
            "(?:"
            + "|".join(re.escape(phrase) for phrase in sorted(self.phrases, key=len, reverse=True))
            + ")"
        )
        self.list = rf"{self.where}(?:(?:, | and ){self.where})*"

    def at(self, phrase: str, theme: str = "") -> int:
        place = self.phrases[phrase[0].lower() + phrase[1:]]
        return int(self.ranks[place][theme or self.key])

    def found(self, text: str) -> list[str]:
        """The groups that a text names, by their phrases."""
        found = re.findall(self.where, text, re.IGNORECASE)
        return [phrase[0].lower() + phrase[1:] for phrase in found]

    def groups(self, test: Callable[[int], bool], part: str = "") -> set[str]:
        """Phrases of the groups in which the theme's rank passes a test."""
        return {
            phrase
            for phrase, (own, _) in self.phrases.items()
            if test(self.at(phrase)) and part in ("", own)
        }

    def part(self, one: str) -> str:
        """Key of the breakdown that is called so, for one of its groups or for all."""
        return next(
            key
            for key, part in self.own.breakdowns.items()
            if one.removesuffix(" shown") in (part["one"], many(part["one"]))
        )

    def spread(self, theme: str, part: str) -> int:
        own = [ranks[theme] for (key, _), ranks in self.ranks.items() if key == part]
        return int(max(own) - min(own))

    def share(self, box: str, theme: str = "") -> float:
        low, high = self.window(box)
        return float(self.own.ranks()[theme or self.key].between(low, high).mean())

    def shares(self, box: str) -> list[float]:
        return [self.share(box, theme) for theme in self.own.names]

    def window(self, box: str) -> tuple[int, int]:
        """Ranks that a box in words means."""
        if box in PLACES:
            return PLACES[box], PLACES[box]
        depth, word = self.depth, box.replace("-", " ").removesuffix(" share").split()[-1]
        if box == "last":
            return depth, depth
        if "half" in box:
            return depth // 2 + 1, depth
        if "last two" in box or "last but one" in box:
            return depth - 1, depth
        if "first" in box:
            return 1, 1
        count = NUMBERS[word]
        return (1, count) if box.startswith("top") else (depth + 1 - count, depth)

    def place(self, box: str, word: str) -> bool:
        """Whether the theme's share is the highest, second-lowest ... of all, alone."""
        shares = sorted(self.shares(box), reverse="highest" in word)
        own, nth = self.share(box), 1 if word.startswith("second") else 0
        return shares[nth] == own and shares.count(own) == 1


def phrase_of(own: Recomputed, part: str, label: str) -> str:
    group = next(g for g in own.breakdowns[part]["groups"] if g["label"] == label)
    return str(group.get("phrase", f"in {label}"))


def many(one: str) -> str:
    head, _, rest = one.partition(" ")
    return " ".join(filter(None, [f"{head}s", rest]))


Clause = tuple[str, "Callable[[Theme, re.Match[str], str], bool]"]


def groups_of(t: Theme, text: str, rank: int) -> bool:
    count = re.fullmatch(rf"in ({NUM}) groups", text)
    if count:
        return len(t.groups(lambda own: own == rank)) == NUMBERS[count[1]]
    return set(t.found(text)) == t.groups(lambda own: own == rank)


def spans(t: Theme, m: re.Match[str], sentence: str) -> bool:
    aside = t.found(sentence.partition(" aside,")[0]) if " aside," in sentence else []
    named = aside or [p for p in t.phrases if sentence.startswith(f"{p[3:]} aside,")]
    named += [p for p in t.phrases if sentence.startswith(f"The {p[7:]} aside,")]
    but_one = re.search(rf"but one.*[;:] ({t.where}) it comes", sentence)
    named += [but_one[1]] if but_one else []
    kept = [t.at(phrase) for phrase in t.phrases if phrase not in named]
    ends = PLACES[m["low"]], PLACES[m["high"]]
    if (min(kept), max(kept)) != ends or (" aside" in sentence and not named):
        return False
    return all(
        groups_of(t, m[where], end)
        for where, end in zip(("lw", "hw"), ends, strict=True)
        if m[where]
    )


def edge(t: Theme, m: re.Match[str], sentence: str) -> bool:
    part = t.part(m["one"])
    here = [phrase for phrase in t.found(sentence) if t.phrases[phrase][0] == part]
    others = [t.at(p) for p, (own, _) in t.phrases.items() if own == part and p != here[0]]
    own = t.at(here[0])
    return own > max(others) if m["edge"].startswith("low") else own < min(others)


def alone(t: Theme, m: re.Match[str], sentence: str) -> bool:
    named = set(t.found(m["where"]))
    outside = re.search(rf"(?:outside|miss) the top ({NUM})", sentence)
    if outside:
        deep = counted(outside[1])
        return named == t.groups(lambda own: own > deep)
    limit = t.depth // 2 if "lower half" in sentence else t.depth - 3
    return named == t.groups(lambda own: own <= limit)


def kept_in(t: Theme, m: re.Match[str], __: str) -> bool:
    deep = NUMBERS[m["deep"]]
    out = t.groups(lambda own: own > deep)
    return len(t.phrases) - len(out) == counted(m["n"]) and out == set(t.found(m["out"]))


def of_part(t: Theme, m: re.Match[str], __: str) -> bool:
    """So many groups of a breakdown have the theme in their top box."""
    part, top = t.part(m["many"]), counted(m["deep"])
    size = len([1 for own, _ in t.phrases.values() if own == part])
    within = len(t.groups(lambda own: own <= top, part))
    return (size, within) == (counted(m["m"]), counted(m["n"] or m["m"]))


def begun(t: Theme, m: re.Match[str], __: str) -> bool:
    """Just the groups of a breakdown that are named put the theme first."""
    part = t.part(m["many"])
    size = len([1 for own, _ in t.phrases.values() if own == part])
    first = t.groups(lambda own: own == 1, part)
    labels = {t.phrases[phrase][1] for phrase in first}
    named = set(re.split(", | and ", m["names"].rstrip(".")))
    return (size, len(first)) == (counted(m["m"]), counted(m["n"])) and named == labels


def in_all(t: Theme, m: re.Match[str], __: str) -> bool:
    part = t.part(m["many"])
    limit = {"first": 1, "first or second": 2}.get(m["what"], 3)
    size = len([1 for own, _ in t.phrases.values() if own == part])
    return size == counted(m["m"]) == len(t.groups(lambda own: own <= limit, part))


def widest(t: Theme, m: re.Match[str], __: str) -> bool:
    part = t.part(m["many"])
    spreads = [t.spread(theme, part) for theme in t.own.names]
    own = t.spread(t.key, part)
    places = m.groupdict().get("n")
    said = places is None or counted(places) == own
    return said and own == max(spreads) and spreads.count(own) == 1


def steady(t: Theme, __: re.Match[str], ___: str) -> bool:
    away = {
        theme: max(abs(int(ranks[theme]) - int(t.own.overall[theme])) for ranks in t.ranks.values())
        for theme in t.own.names
    }
    return sorted(away.values())[0] == away[t.key] < sorted(away.values())[1]


def just(t: Theme, m: re.Match[str], _: str) -> bool:
    limit = NUMBERS.get(m["deep"]) or PLACES[m["deep"]]
    named = set(t.found(m["where"]))
    return named == t.groups(lambda own: own <= limit) and len(named) == counted(m["n"])


def moved(t: Theme, m: re.Match[str], sentence: str) -> bool:
    sign = 1 if m["way"] in ("higher", "rises") else -1
    named = set(t.found(sentence))
    least = counted(m["n"]) if m.groupdict().get("n") else 3
    return named == t.groups(lambda own: sign * (t.overall - own) >= least)


def ranks_clauses(t: Theme) -> Iterator[Clause]:
    """Clauses on a theme's ranks in groups."""
    yield (
        rf"(?:from|between) (?P<low>{ORD})(?: \((?P<lw>[^)]*)\))? (?:to|and) "
        rf"(?P<high>{ORD})(?: \((?P<hw>[^)]*)\))?",
        spans,
    )
    yield (
        rf"\b(?P<rank>{ORD}) \(?(?P<where>{t.list})",
        lambda _, m, __: all(
            t.at(phrase) == PLACES[m["rank"].lower()] for phrase in t.found(m["where"])
        ),
    )
    yield (
        rf"(?P<where>{t.where})[^.;(]*?(?: \(|ranks |comes |: )(?P<rank>{ORD})\b",
        lambda _, m, __: t.at(m["where"]) == PLACES[m["rank"]],
    )
    for said in (rf"(?P<rank>{ORD})(?: rank| place)? overall", rf"overall it is (?P<rank>{ORD})",
                 rf"overall \((?P<rank>{ORD})\)", rf"it is (?P<rank>{ORD}) overall"):  # fmt: skip
        yield said, lambda _, m, __: PLACES[m["rank"]] == t.overall
    yield (
        rf"aside, where [^,]* ranks (?P<rank>{ORD})",
        lambda _, m, sentence: any(
            t.at(p) == PLACES[m["rank"]]
            for p in t.phrases
            if p.split()[-1] in sentence.partition(",")[0]
        ),
    )
    yield rf"(?P<edge>lower|higher) than any other (?P<one>{KINDS})(?: shown)? places it", edge
    yield rf"no other (?P<one>{KINDS})(?: shown)? puts it so (?P<edge>low|high)", edge
    yield rf"is the (?P<edge>lowest|highest) rank of .* over the (?P<one>{MANY})", edge
    yield r"(?P<n>\d+) groups", lambda _, m, __: int(m["n"]) == len(t.phrases)
    yield rf"only (?P<where>{t.list})", alone
    yield (
        rf"(?P<n>{NUM}) of the (?P<m>{NUM}) groups have .* in the top (?P<deep>{NUM}); "
        r"it drops out (?P<out>.*)",
        lambda _, m, __: counted(m["m"]) == len(t.phrases) and kept_in(t, m, ""),
    )
    yield (
        rf"Of the (?P<m>{NUM}) (?P<many>{MANY}), (?P<n>{NUM}|all) have .* in their top "
        rf"(?P<deep>{NUM})",
        lambda _, m, __: m["n"] != "all" and of_part(t, m, ""),
    )
    yield (
        rf"(?:(?P<n>{NUM}) of the|all) (?P<m>{NUM}) (?P<many>{MANY}) rank .* in their top "
        rf"(?P<deep>{NUM})",
        of_part,
    )
    yield (
        rf"in the top (?P<deep>{NUM}) in (?:(?P<n>{NUM}) of the|all) (?P<m>{NUM}) (?P<many>{MANY})",
        of_part,
    )
    yield (
        rf"first in (?P<n>{NUM}) of the (?P<m>{NUM}) (?P<many>{MANY}) \((?P<names>[^)]*)\)",
        begun,
    )
    yield (
        rf"(?P<n>{NUM}) of the (?P<m>{NUM}) (?P<many>{MANY}) put .* first: (?P<names>.*)",
        begun,
    )
    yield (
        rf"Of the (?P<m>{NUM}) (?P<many>{MANY}), (?P<n>{NUM}) begin with [^:]*: (?P<names>.*)",
        begun,
    )
    what = r"(?P<what>first or second|first|in the top three)"
    yield rf"{what} in all (?P<m>{NUM}) (?P<many>{MANY})", in_all
    yield rf"all (?P<m>{NUM}) (?P<many>{MANY})(?: rank [^,]*?|, .*? is) {what}", in_all
    yield (
        rf"(?P<n>{NUM}) places separate the ranks .*; on no other theme are the "
        rf"(?P<many>{MANY}) so far apart",
        widest,
    )
    yield (
        rf"widest spread of all themes over the (?P<many>{MANY}): (?P<n>{NUM}) places",
        widest,
    )
    yield rf"Over the (?P<many>{MANY}), no theme's ranks spread as widely", widest
    yield r"the most consistent", steady
    among = rf" in (?P<n>{NUM}) of the \d+ groups: (?P<where>{t.list})"
    yield rf"first or (?P<deep>second){among}", just
    yield rf"in the top (?P<deep>{NUM}){among}", just
    yield (
        rf"(?P<n>{NUM}) of the \d+ groups rank .* in the top (?P<deep>{NUM}): (?P<where>{t.list})",
        just,
    )
    yield (
        rf"(?P<n>{NUM}) of the \d+ groups rank .* first or (?P<deep>second): (?P<where>{t.list})",
        just,
    )
    yield rf"By (?P<n>{NUM}) places(?: or more)?, .* (?P<way>rises|falls) from {ORD} overall", moved
    yield r"ranks (?P<way>higher|lower) than overall", moved
    yield r"stands (?P<way>higher|lower)", moved
    yield (
        rf"all but (?P<n>one) of the (?P<m>{NUM}) groups|in all groups but (?P<k>one)",
        lambda _, m, __: m["m"] is None or counted(m["m"]) == len(t.phrases),
    )
    yield (
        rf"none of the (?P<m>{NUM}) groups puts .* more than (?P<n>{NUM}) places? from its",
        lambda _, m, __: (
            counted(m["m"]) == len(t.phrases)
            and counted(m["n"]) == max(abs(t.at(p) - t.overall) for p in t.phrases)
        ),
    )


def share_printed(t: Theme, m: re.Match[str], __: str) -> bool:
    own = t.own.ranks()[t.key].between(*t.window(m["box"])).sum()
    return int(m["p"]) == percent(own, t.own.base)


def share_edge(t: Theme, m: re.Match[str], __: str) -> bool:
    return t.place(m["box"], m["word"])


def share_cell(t: Theme, __: re.Match[str], ___: str) -> bool:
    cells = [share for rank in PLACES for share in t.shares(rank)]
    return t.share("last") == max(cells) and cells.count(max(cells)) == 1


def share_gain(t: Theme, m: re.Match[str], __: str) -> bool:
    added = t.share("top three") - t.share("first")
    return round(100 * added) == int(m["n"])


def share_mode(t: Theme, m: re.Match[str], __: str) -> bool:
    counts: pd.Series = t.own.ranks()[t.key].value_counts()
    alone = counts.iloc[0] > counts.iloc[1]
    share = percent(counts.iloc[0], t.own.base)
    return alone and counts.index[0] == PLACES[m["rank"]] and share == int(m["p"])


def share_less(t: Theme, m: re.Match[str], __: str) -> bool:
    box = m["box"]
    below = {k for k in t.own.names if t.share(box, k) < t.share(box)}
    named = re.split(", | and ", m["themes"])
    return {t.own.shorts[key] for key in below} == set(named)


def share_level(t: Theme, m: re.Match[str], __: str) -> bool:
    shares = sorted(t.shares("first"), reverse=True)
    same = {t.own.shorts[k] for k in t.own.names if t.share("first", k) == t.share("first")}
    right = shares.index(t.share("first")) + 1 == PLACES[m["rank"]]
    return right and same == {t.name, *([m["other"]] if m["other"] else [])}


def share_even(t: Theme, m: re.Match[str], __: str) -> bool:
    """No rank below the first draws more than so much."""
    counts = [int((t.own.ranks()[t.key] == rank).sum()) for rank in range(2, t.depth + 1)]
    return percent(max(counts), t.own.base) == int(m["p"])


def shares_clauses(t: Theme) -> Iterator[Clause]:
    """Clauses on how often a theme took which rank."""
    box = rf"(?P<box>{BOX})"
    people = r"(?:of respondents )?"
    verb = r"(?:puts?|have|has) (?:it|[\w& ]+?) (?:in |in the |as )?(?:the )?"
    yield rf"(?:only )?(?P<p>\d+)% {people}{verb}{box}", share_printed
    yield rf"in the {box} for (?P<p>\d+)% of respondents", share_printed
    yield rf"in the {box}(?: more often)? \((?P<p>\d+)%\)", share_printed
    yield rf"In (?P<p>\d+)% of the orders .* is in the {box}", share_printed
    yield rf"\((?P<p>\d+)% in the {box}\)", share_printed
    yield (
        r"more often \((?P<q>\d+)%\) than in the (?P<box>top three)",
        lambda _, m, __: int(m["q"]) == round(100 * t.share("bottom three")),
    )
    yield (
        r"is in the (?P<box>bottom three) more often",
        lambda _, __, ___: t.share("bottom three") > t.share("top three"),
    )
    yield (
        r"more respondents put .* in the bottom three .* than in the (?:top three)",
        lambda _, __, ___: t.share("bottom three") > t.share("top three"),
    )
    yield r"(?P<box>lower half): (?P<p>\d+)% of respondents put it there", share_printed
    yield (
        r"more respondents rank .* in the (?P<box>lower half) \((?P<p>\d+)%\) than in the upper",
        lambda _, m, __: share_printed(t, m, "") and t.share("lower half") > 0.5,
    )
    word = r"(?P<word>(?:second-)?(?:highest|lowest))"
    named = r"(?P<box>share of first choices|top-three share|top-six share)"
    yield (
        rf"(?:by far )?the {word} {named}(?:,? \(?(?P<p>\d+)%)",
        lambda _, m, __: share_edge(t, m, "") and share_printed(t, m, ""),
    )
    yield (
        rf"At (?P<p>\d+)%, .*? {named} is (?:by far )?the {word} of all twelve themes",
        lambda _, m, __: share_edge(t, m, "") and share_printed(t, m, ""),
    )
    yield (
        rf"No theme has a lower {named} than .* \((?P<p>\d+)%\)",
        lambda _, m, __: t.place(m["box"], "lowest") and share_printed(t, m, ""),
    )
    less = r"(?P<themes>[\w&, ]+?)"
    yield (
        rf"a lower {named} \((?P<p>\d+)%\) than any theme but {less}\.",
        lambda _, m, __: share_printed(t, m, "") and share_less(t, m, ""),
    )
    yield (
        rf"Only {less} have a lower {named} than .* \((?P<p>\d+)%\)",
        lambda _, m, __: share_printed(t, m, "") and share_less(t, m, ""),
    )
    yield (
        rf"^{less} apart, no theme has a {named} below that of .* \((?P<p>\d+)%\)",
        lambda _, m, __: share_printed(t, m, "") and share_less(t, m, ""),
    )
    yield rf"{box}, the {word} share of all", share_edge
    yield (
        r"(?:the|by far the) largest share (?:of any theme at any rank|that any theme has)",
        (share_cell),
    )
    yield r"On no other rank of any theme do so many agree", share_cell
    yield r"draws by far the largest share that any theme has at any one rank", share_cell
    yield r"of all twelve themes", lambda _, __, ___: t.depth == 12
    yield (
        r"the top three holds (?P<p>\d+)%, only (?P<n>\d+) percentage points more than first place "
        r"alone \((?P<q>\d+)%\)",
        lambda _, m, __: (
            share_gain(t, m, "")
            and int(m["p"]) == round(100 * t.share("top three"))
            and int(m["q"]) == round(100 * t.share("first"))
        ),
    )
    yield (
        r"Beyond its first choices \((?P<q>\d+)%\), .* gains only (?P<n>\d+) percentage points in "
        r"the top three \((?P<p>\d+)%\)",
        lambda _, m, __: (
            share_gain(t, m, "")
            and int(m["p"]) == round(100 * t.share("top three"))
            and int(m["q"]) == round(100 * t.share("first"))
        ),
    )
    yield r"beyond its first choices", lambda _, __, ___: True
    yield rf"most frequent rank is (?P<rank>{ORD}) \((?P<p>\d+)%", share_mode
    yield rf"With (?P<p>\d+)%, (?P<rank>{ORD}) is the rank that .* takes most often", share_mode
    yield (
        rf"More often than anywhere else, respondents put .* (?P<rank>{ORD}) \((?P<p>\d+)%",
        share_mode,
    )
    yield r"(?P<box>first) choices? \((?P<p>\d+)%\)", share_printed
    yield (
        rf"by first choices \(\d+%\) it comes (?P<rank>{ORD})(?:, level with (?P<other>[^,]+))?",
        share_level,
    )
    yield (
        rf"its share of (?P<box>first) choices \((?P<p>\d+)%\) is the "
        rf"(?:(?P<rank>{ORD}) )?highest(?:, level with (?P<other>[^,.]+))?",
        lambda _, m, __: (
            share_printed(t, m, "")
            and (share_level(t, m, "") if m["rank"] else t.place("first", "highest"))
        ),
    )
    yield r"respondents put it (?P<box>first), and", lambda _, __, ___: True
    yield r"no more than (?P<p>\d+)% (?:of respondents put|give)", share_even
    yield r"no rank from second to twelfth draws more than (?P<p>\d+)%", share_even
    yield r"(?:any|any one) rank from second to twelfth", lambda _, __, ___: t.depth == 12
    yield r"below first place", lambda _, __, ___: True
    yield r"Among (?P<n>\d+) respondents", lambda _, m, __: int(m["n"]) == t.own.base
    yield (
        r"one of the (?P<n>\d+) respondents puts .* first",
        lambda _, m, __: int((t.own.ranks()[t.key] == 1).sum()) == 1 and int(m["n"]) == t.own.base,
    )
    for said in (rf"comes (?P<rank>{ORD}) overall", rf"reaches (?P<rank>{ORD}) place overall",
                 rf", (?P<rank>{ORD}) overall,"):  # fmt: skip
        yield said, lambda _, m, __: PLACES[m["rank"]] == t.overall
    yield (
        r"rarely a (?:first) choice|without many (?:first) choices|hardly",
        (lambda _, __, ___: t.share("first") <= 0.05),
    )
    yield (
        rf"not one of the (?P<n>\d+) respondents puts .* in the {box}",
        lambda _, m, __: t.share(m["box"]) == 0 and int(m["n"]) == t.own.base,
    )
    yield rf"(?:is never|Nobody puts .*) in the {box}", lambda _, m, __: t.share(m["box"]) == 0


def scores_of(t: Theme) -> pd.DataFrame:
    """Lowest, mean and highest score of the theme by sector."""
    return t.own.assessments.groupby("sector")[t.key].agg(["min", "mean", "max"])


def scored(t: Theme, measure: str, theme: str = "") -> float:
    """A score over all firms: ``best``, ``worst``, ``mean`` or ``range``."""
    own = t.own.assessments[theme or t.key]
    values = {"best": own.max(), "worst": own.min(), "mean": own.mean()}
    return float({**values, "range": own.max() - own.min()}[measure])


def lined(t: Theme) -> pd.DataFrame:
    """The sectors that have a line of their own."""
    return scores_of(t).loc[[group["label"] for group in t.own.benchmark["groups"]]]


def score_edge(t: Theme, m: re.Match[str], _: str) -> bool:
    """The theme's score is the highest, lowest ... of all themes, alone, and prints so."""
    measure = {"mean": "mean", "best": "best", "worst": "worst"}.get(m["what"].split()[0], "range")
    values = [scored(t, measure, theme) for theme in t.own.names]
    ends = max(values) if m["edge"] in ("highest", "widest") else min(values)
    own = scored(t, measure)
    said = m.groupdict().get("p")
    return own == ends and values.count(ends) == 1 and (said is None or round(own) == int(said))


def score_where(t: Theme, m: re.Match[str], _: str) -> bool:
    """The edge of all firms' scores was found in the sector, and prints so."""
    column = "max" if m["edge"] == "highest" else "min"
    whole = scored(t, "best" if column == "max" else "worst")
    if scores_of(t)[column][m["sector"]] != whole:
        return False
    return not m["p"] or round(whole) == int(m["p"])


def score_extreme(t: Theme, m: re.Match[str], _: str) -> bool:
    """No other theme's score is as high, low, wide or narrow, and it prints so."""
    measure = {"mean": "mean", "best": "best", "worst": "worst"}.get(m["what"].split()[0], "range")
    values = [scored(t, measure, theme) for theme in t.own.names]
    ends = max(values) if m["so"] in ("high", "wide") else min(values)
    own = scored(t, measure)
    return own == ends and values.count(ends) == 1 and (not m["p"] or round(own) == int(m["p"]))


def score_nobody(t: Theme, m: re.Match[str], _: str) -> bool:
    """The best, or the worst, score of all was found in the sector, and prints so."""
    column, measure = ("max", "best") if m["beyond"] == "higher" else ("min", "worst")
    whole = scored(t, measure)
    held = scores_of(t)[column][m["sector"]] == whole
    return held and (not m["p"] or round(whole) == int(m["p"]))


def score_end(t: Theme, m: re.Match[str], _: str) -> bool:
    """Of the sectors with a line this one has the strongest, or the weakest, mean."""
    means = lined(t)["mean"]
    end = means.idxmax() if m["end"] == "strongest" else means.idxmin()
    return end == m["sector"] and (not m["p"] or round(means[end]) == int(m["p"]))


def score_alike(t: Theme, m: re.Match[str], _: str) -> bool:
    """Of the sectors with a line this one has the narrowest range."""
    ranges = (lined(t)["max"] - lined(t)["min"]).sort_values()
    return ranges.index[0] == m["sector"] and ranges.iloc[0] < ranges.iloc[1]


def score_means(t: Theme, m: re.Match[str], sentence: str) -> bool:
    """The strongest and the weakest mean, of all sectors or of those with a line."""
    means = (lined(t) if "of the sectors shown" in sentence else scores_of(t))["mean"]
    ends = (means.idxmax(), round(means.max()), means.idxmin(), round(means.min()))
    return ends == (m["high"], int(m["hp"]), m["low"], int(m["lp"]))


def score_behind(t: Theme, m: re.Match[str], sentence: str) -> bool:
    """Just the sectors named lie seven points or more below the mean of all."""
    means, whole = lined(t)["mean"], scored(t, "mean")
    low = {label for label in means.index if whole - means[label] >= 7}
    named = {label for label in means.index if label in sentence}
    figures = {int(value) for value in re.findall(r"\d+", sentence)}
    told = {round(whole), *(round(means[label]) for label in low)} if figures else set()
    return low == named and figures == told


def score_sound(t: Theme, m: re.Match[str], sentence: str) -> bool:
    """Just in the sectors named no firm with a line scores 25 or less."""
    lows = lined(t)["min"]
    named = {label for label in lows.index if re.search(rf"\b{re.escape(label)}", sentence)}
    return named == {label for label in lows.index if lows[label] > 25}


def score_elsewhere(t: Theme, m: re.Match[str], _: str) -> bool:
    """The best of all is outside the sectors with a line; theirs is the other."""
    best = lined(t)["max"]
    inside = best.idxmax() == m["sector"] and round(best.max()) == int(m["p"])
    return inside and scored(t, "best") == int(m["all"]) > best.max()


def score_stands_out(t: Theme, m: re.Match[str], _: str) -> bool:
    """The best score of a sector, and the best of all others."""
    best = scores_of(t)["max"].sort_values(ascending=False)
    return (best.index[0], round(best.iloc[0]), round(best.iloc[1])) == (
        m["sector"],
        int(m["p"]),
        int(m["next"]),
    )


def score_beaten(t: Theme, m: re.Match[str], sentence: str) -> bool:
    """Just so many sectors with a line lie above the benchmark's band of two and a half points."""
    means, whole = lined(t)["mean"], scored(t, "mean")
    above = {label: round(means[label]) for label in means.index if means[label] > whole + 2.5}
    told = dict(re.findall(r"([A-Z][\w& ]+?) \((\d+)\)", sentence.partition(":")[2]))
    return {k.removeprefix("and "): int(v) for k, v in told.items()} == above and (
        round(whole) == int(m["p"]) and len(above) == counted(m["n"])
    )


P, ALL = r"(?P<p>\d+)", r"(?P<all>\d+)"
LP, HP = r"(?P<lp>\d+)", r"(?P<hp>\d+)"
EDGE = "(?P<edge>highest|lowest|widest|narrowest)"


def scores_clauses(t: Theme) -> Iterator[Clause]:
    """Clauses on how good firms are at a theme; each must hold in every set of assessments."""
    themes = []
    for own in t.own.over_scores():
        one = copy(t)
        one.own = own
        themes.append(one)

    def every(check: Any) -> Any:
        return lambda _, m, sentence: all(check(one, m, sentence) for one in themes)

    for pattern, check in _scores_clauses(t):
        yield pattern, every(check)


def _scores_clauses(t: Theme) -> Iterator[Clause]:
    sector = (
        "(?:" + "|".join(map(re.escape, sorted(scores_of(t).index, key=len, reverse=True))) + ")"
    )
    here = rf"(?P<sector>{sector})"
    weak, strong = rf"(?P<low>{sector})", rf"(?P<high>{sector})"
    what = r"(?P<what>mean|best score|worst score|range from worst to best)"
    points = r"(?: points)?"
    yield rf"the {EDGE} {what} of all themes(?:: {P}{points})?", score_edge
    yield rf"Of all themes, .* has the {EDGE} {what}(?: \({P}{points}\))?", score_edge
    yield (
        rf"No other theme has so (?P<so>high|low|wide|narrow) a {what} as .*?"
        rf"(?: \({P}{points}\))?\.",
        score_extreme,
    )
    yield rf"{EDGE} score of all(?:, {P},)? was found in {here}", score_where
    yield (
        rf"{EDGE} score of all for [^:]* comes from a firm in {here}(?:: {P})?",
        score_where,
    )
    yield (
        rf"Nobody scores (?P<beyond>higher|lower) in .* than a firm in {here}(?:: {P})?",
        score_nobody,
    )
    end = r"(?P<end>strongest|weakest)"
    yield rf"{end} mean, of the sectors shown, lies in {here}(?: \({P}\))?", score_end
    yield rf"sector shown with the {end} mean for .* is {here}(?: \({P}\))?", score_end
    yield rf"Among the sectors shown, .* is {end} in {here}(?: \({P}\))?", score_end
    yield rf"[Ff]irms are more alike in .* in {here} than in any other sector shown", score_alike
    yield (
        rf"In {here}, best and worst lie closer together in .* than elsewhere among the sectors",
        score_alike,
    )
    yield rf"is narrowest, of the sectors shown, in {here}", score_alike
    yield r"range from worst to best is narrowest", lambda _, __, ___: True
    yield (
        rf"mean(?: of the sectors shown)? is highest in {strong} \({HP}\) and lowest in {weak} "
        rf"\({LP}\)",
        score_means,
    )
    yield rf"From {LP} in {weak} to {HP} in {strong}: so far apart are the means", score_means
    yield rf"the means .* run from {LP} in {weak} to {HP} in {strong}", score_means
    yield r".*(?:well behind|well below|lags far behind).*", score_behind
    yield r".*(?:above 25|scores? (?:of )?25 or less).*", score_sound
    yield (
        rf"best score of all \({ALL}\) lies outside the four sectors shown; their best is "
        rf"{P}, in {here}",
        score_elsewhere,
    )
    yield (
        rf"The four sectors shown reach {P} in .*, in {here}; the best score of all is {ALL}",
        score_elsewhere,
    )
    yield (
        rf"None of the four sectors shown has the best score of all for .*, {ALL}: they come to "
        rf"{P}, in {here}",
        score_elsewhere,
    )
    other = r"(?:no other sector gets beyond|elsewhere it is|against) (?P<next>\d+)"
    yield (
        rf"[Ii]n {here}, the best score for [^;]* is {P}; {other}",
        score_stands_out,
    )
    yield (
        rf"At {P}, the best score for .* in {here} stands alone; {other} at most",
        score_stands_out,
    )
    yield (
        rf"(?:best scores come from one sector: )?{P} in {here}, {other} at most elsewhere",
        score_stands_out,
    )
    yield (
        rf"only (?P<n>\d+) points separate best and worst, against {ALL} over all firms",
        lambda _, m, sentence: (
            round(scored(t, "range")) == int(m["all"])
            and any(
                label in sentence and round(row["max"] - row["min"]) == int(m["n"])
                for label, row in scores_of(t).iterrows()
            )
        ),
    )
    for said in (
        r"a mean of (?P<mean>\d+)",
        r"a best score of (?P<best>\d+)",
        r"a worst score of (?P<worst>\d+)",
    ):
        yield (
            said,
            lambda _, m, __: all(
                round(scored(t, key)) == int(value) for key, value in m.groupdict().items()
            ),
        )
    yield (
        rf"beats its benchmark of {P} in (?P<n>{NUM}) of the {NUM} sectors shown: .*",
        score_beaten,
    )
    yield (
        rf"Above the benchmark of {P} .* (?P<n>{NUM}) of the {NUM} sectors shown: .*",
        score_beaten,
    )
    yield (
        rf"(?P<n>{NUM}) of the {NUM} sectors shown (?:has a mean|have means) above the benchmark "
        rf"of {P} for .*",
        score_beaten,
    )


CLAUSES = {
    "ranks": ranks_clauses,
    "distribution": shares_clauses,
    "benchmark": scores_clauses,
}
