"""Clauses of the computed sentences on groups, and what must be so where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clauses import KINDS, MANY, NUM, ORD, phrase_of
from recomputation import ranked
from recomputation_words import NUMBERS, PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from recomputation import Recomputed

__all__ = ["Groups", "groups_clauses"]

Clause = tuple[str, "Callable[[Groups, re.Match[str], str], bool]"]


class Groups:
    """What the clauses of one breakdown's passage are held against."""

    def __init__(self, own: Recomputed, key: str) -> None:
        self.own, self.key = own, key
        self.part = own.breakdowns[key]
        self.ranks: dict[str, pd.Series] = {
            phrase_of(own, key, label): ranked(own.inside(key, label).sum())
            for label in own.shown(key).values()
            if len(own.inside(key, label)) >= own.hide
        }
        self.labels = {
            own.shown(key)[group]: phrase_of(own, key, own.shown(key)[group])
            for group in own.shown(key)
        }
        self.theme = {short: theme for theme, short in own.shorts.items()}
        self.where = self.any_of(self.ranks)
        self.name = self.any_of(self.theme)
        self.list = rf"{self.name}(?:(?:, | and ){self.name})*"

    @staticmethod
    def any_of(words: object) -> str:
        return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"  # type: ignore[call-overload]

    def group(self, text: str) -> pd.Series:
        """Ranks in the one group that a text names."""
        found = re.search(self.where, text, re.IGNORECASE)
        if found:
            return self.ranks[found[0][0].lower() + found[0][1:]]
        label = re.search(self.any_of(self.labels), text, re.IGNORECASE)
        names = {name.lower(): phrase for name, phrase in self.labels.items()}
        return self.ranks[names[label[0].lower()]]  # type: ignore[index]

    def themes(self, text: str) -> list[str]:
        return [self.theme[name] for name in re.findall(rf"\b{self.name}(?=\W|$)", text)]

    def gains(self, ranks: pd.Series) -> pd.Series:
        return self.own.overall.reindex(ranks.index) - ranks

    def spreads(self) -> pd.Series:
        found = list(self.ranks.values())
        low, high = found[0].copy(), found[0].copy()
        for ranks in found[1:]:
            low, high = low.where(low < ranks, ranks), high.where(high > ranks, ranks)
        return high - low

    def distance(self, ranks: pd.Series) -> int:
        return int(self.gains(ranks).abs().sum())


def moves(g: Groups, m: re.Match[str], sentence: str) -> bool:
    theme = g.theme[m["theme"]]
    ends = (int(g.own.overall[theme]), int(g.group(sentence)[theme]))
    return ends == (PLACES[m["old"]], PLACES[m["new"]])


def movers(g: Groups, m: re.Match[str], sentence: str) -> bool:
    """Just one theme moves by three places or more in the group, or so many rise or fall."""
    gains = g.gains(g.group(sentence))
    named = m.groupdict().get("theme")
    if named:
        far = gains.abs() >= 3
        return set(far[far].index) == {g.theme[named]}
    sign = 1 if m["verb"].startswith("rise") else -1
    return int((sign * gains >= 3).sum()) == NUMBERS[m["n"].lower()]


def rise_or_fall(g: Groups, m: re.Match[str], sentence: str) -> bool:
    """Just the themes that rise, or fall, by three places or more are named."""
    sign = 1 if re.search("rise|higher", sentence) else -1
    gains = sign * g.gains(g.group(sentence))
    told = re.findall(rf"({g.name}) \(from {ORD} to {ORD}\)", sentence)
    return {g.theme[name] for name in told} == set(gains[gains >= 3].index)


def peaks(g: Groups, m: re.Match[str], sentence: str) -> bool:
    """The themes named have their highest or lowest rank of all groups in this one."""
    own = g.group(sentence)
    others = [ranks for ranks in g.ranks.values() if ranks is not own]
    sign = 1 if m["edge"].startswith("low") else -1
    told = re.findall(rf"({g.name}) \(({ORD})\)", sentence)
    found = {
        theme
        for theme in own.index
        if all(sign * own[theme] > sign * ranks[theme] for ranks in others)
    }
    count = re.search(rf"({NUM}) of the twelve themes", sentence, re.IGNORECASE)
    right = all(own[g.theme[name]] == PLACES[rank] for name, rank in told)
    whole = count is None or NUMBERS[count[1].lower()] == len(told)
    return right and whole and {g.theme[name] for name, _ in told} == found


def placed(g: Groups, m: re.Match[str], sentence: str) -> bool:
    return bool(g.group(m["where"])[g.theme[m["theme"]]] == PLACES[m["rank"].lower()])


def widest(g: Groups, m: re.Match[str], sentence: str) -> bool:
    spreads = g.spreads().sort_values(ascending=False)
    theme = g.theme[m["theme"]]
    count = m.groupdict().get("n")
    said = count is None or NUMBERS[count.lower()] == spreads.iloc[0]
    ends = re.findall(rf"({ORD}) ((?:{g.where})(?:(?:, | and ){g.where})*)", sentence)
    right = all(
        g.ranks[phrase][theme] == PLACES[rank]
        for rank, w in ends
        for phrase in re.findall(g.where, w)
    )
    return said and right and spreads.index[0] == theme and spreads.iloc[0] > spreads.iloc[1]


def closest(g: Groups, m: re.Match[str], sentence: str) -> bool:
    own = g.group(sentence)
    distances = {phrase: g.distance(ranks) for phrase, ranks in g.ranks.items()}
    return list(distances.values()).count(min(distances.values())) == 1 and (
        g.distance(own) == min(distances.values())
    )


def unmoved(g: Groups, m: re.Match[str], sentence: str) -> bool:
    return bool((g.gains(g.group(sentence)).abs() < 3).all())


def order(g: Groups, m: re.Match[str], sentence: str) -> bool:
    """First and second of one group."""
    own = g.group(m["where"] if m.groupdict().get("where") else sentence)
    wanted = {"first": 1, "second": 2}
    return all(
        own[g.theme[m[key]]] == rank and (own == rank).sum() == 1
        for key, rank in wanted.items()
        if m.groupdict().get(key)
    )


def ends(g: Groups, m: re.Match[str], sentence: str) -> bool:
    """The theme named stands last in the group, alone."""
    own = g.group(sentence)
    return own[g.theme[m["last"]]] == own.max() and (own == own.max()).sum() == 1


def everywhere(g: Groups, m: re.Match[str], sentence: str) -> bool:
    """Just the themes named are in the top five of every group."""
    kept = {theme for theme in g.theme.values() if all(r[theme] <= 5 for r in g.ranks.values())}
    named = set(g.themes(sentence))
    count = m.groupdict().get("n")
    return named == kept and (count is None or NUMBERS[count.lower()] == len(kept))


def both(g: Groups, m: re.Match[str], _: str) -> bool:
    theme = g.theme[m["theme"]]
    if m["rank"] == "last":
        return all(ranks[theme] == ranks.max() for ranks in g.ranks.values())
    return all(ranks[theme] == PLACES[m["rank"]] for ranks in g.ranks.values())


def against(g: Groups, m: re.Match[str], sentence: str) -> bool:
    """A theme's ranks in the two groups, the one that the sentence is about first."""
    first, second = (g.ranks[phrase[0].lower() + phrase[1:]] for phrase in re.findall(
        g.where, sentence, re.IGNORECASE
    )[:2])  # fmt: skip
    theme = g.theme[m["theme"]]
    return [first[theme], second[theme]] == [PLACES[m["own"]], PLACES[m["other"]]]


def groups_clauses(g: Groups) -> Iterator[Clause]:
    """Clauses on one breakdown's groups."""
    theme = rf"(?P<theme>{g.name})"
    yield rf"{theme} \(from (?P<old>{ORD}) to (?P<new>{ORD})\)", moves
    yield (
        rf"(?P<n>{NUM}) of the twelve themes (?P<verb>rises?|falls?) by three places or more",
        movers,
    )
    yield rf"only {theme} (?:is|differs by) three places or more", movers
    yield r"\(from .*(?:rises?|falls?|stands? well higher|stands? well lower)", rise_or_fall
    yield r"(?:rises?|falls?) by three places or more [^:]*: .*", rise_or_fall
    yield rf"(?:{g.name} \({ORD}\).*)?have their (?P<edge>highest|lowest) rank of all.*", peaks
    yield (
        rf"{g.where}, (?:{g.name} \({ORD}\).*)?ranks? (?P<edge>higher|lower) than elsewhere "
        r"among.*",
        peaks,
    )
    yield (
        rf"(?P<n>{NUM}) of the twelve themes rank (?P<edge>higher|lower) {g.where} than "
        r"anywhere .*",
        peaks,
    )
    yield (
        rf"(?P<n>{NUM}) places separate the ranks of {theme} .*? \({ORD}\) and .*? \({ORD}\), "
        r"more than those of any other theme",
        widest,
    )
    yield rf"{theme} spreads? most widely: .*?(?=;|\.)", widest
    yield rf"{theme} has the widest spread .*?: (?P<n>{NUM}) places, from .*?(?=;|\.)", widest
    yield rf"the {KINDS}(?: shown)? closest to it", closest
    yield rf"No other {KINDS}(?: shown)? comes as close to the overall order as", closest
    yield r"no theme differs by three places or more", unmoved
    first, second = rf"(?P<first>{g.name})", rf"(?P<second>{g.name})"
    yield (
        rf"(?P<where>{g.where}), {first} comes first and {second} second",
        order,
    )
    yield rf"{first} leads .*, ahead of {second}", order
    yield rf"First place .* goes to {first}, the second to {second}", order
    yield rf"(?P<last>{g.name}) comes last {g.where}", ends
    yield rf"The last place {g.where} is that of (?P<last>{g.name})", ends
    yield rf"{g.where}, the order ends with (?P<last>{g.name})", ends
    yield rf"in the top five of every {KINDS}", everywhere
    yield rf"(?P<n>{NUM}) of the top five are the same in every {KINDS}", everywhere
    yield r"the top five are much alike", everywhere
    yield rf"put {theme} (?P<rank>first)", both
    yield rf"In both {MANY}, {theme} comes (?P<rank>last|first)", both
    yield g.where, lambda _, __, ___: True
    yield rf"{theme} \((?P<own>{ORD}) against (?P<other>{ORD})\)", against
