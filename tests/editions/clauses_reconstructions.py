"""Frames of the sentences on the reconstructions of 2015, and on what its publication prints.

As in `clauses_orders`, a frame is a pattern of the whole sentence with its check. What rests on
permutations or draws may differ by chance, so a count of reconstructions may be off by a few.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import yaml
from clauses import ORD, phrase_of
from published import published
from recomputation import ROOT, ranked
from recomputation_orders import LEVEL
from recomputation_reconstructions import open_positions, verdicts
from recomputation_supplier import printed
from recomputation_words import NUMBERS, PLACES
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from recomputation import Recomputed

SOME = 4
CLAIMS = ROOT / "params" / "2015-published-claims.yml"
TABLES = {"3": "sector", "4": "region", "5": "size", "6": "seniority"}


class ReconstructionFacts:
    """What the sentences on the reconstructions are held against."""

    def __init__(self, own: Recomputed) -> None:
        self.own = own
        self.theme = {short: key for key, short in own.shorts.items()}
        self.name = any_of(self.theme)
        self.labels = {part["label"].lower(): key for key, part in own.breakdowns.items()}
        self.ranks: dict[str, pd.Series] = {
            phrase_of(own, key, label): ranked(own.inside(key, label).sum())
            for key in own.breakdowns
            for label in own.shown(key).values()
        }
        self.ranks["overall"] = own.overall
        self.where = any_of(self.ranks)

    @property
    def sets(self) -> int:
        return len(self.own.sets) - 1

    @cached_property
    def published(self) -> dict[str, dict[str, dict[str, list[int]]]]:
        return published()

    def printed_ranks(self, table: str, sentence: str) -> dict[str, int]:
        """Ranks that one of the publication's tables prints for the group a sentence names."""
        columns = self.published["ranks"][TABLES[table]]
        groups = {phrase_of(self.own, TABLES[table], label): label for label in columns}
        phrase = next(one for one in groups if one in sentence)
        themes = (theme["key"] for theme in self.published["themes"])  # type: ignore[index]
        return dict(zip(themes, columns[groups[phrase]], strict=True))

    def named(self, text: str) -> list[str]:
        return [self.theme[name] for name in re.findall(rf"\b{self.name}(?=\W|$)", text)]


def any_of(words: object) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"  # type: ignore[call-overload]


Frame = tuple[str, "Callable[[ReconstructionFacts, re.Match[str]], bool]"]


def _counts(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    numbers = {int(number) for number in re.findall(r"\d+", m[0])}
    return numbers <= {f.sets, f.own.base} and f.sets in numbers


def _pairs(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """So many pairs told apart in all, in none and in some of the sets."""
    counts: dict[tuple[str, str], int] = {}
    for one in open_positions():
        themes = [str(theme) for theme in one.ordered]
        for first, second in one.apart:
            pair = (themes[first], themes[second])
            counts[pair] = counts.get(pair, 0) + 1
    total, sets, every, none, some = (
        int(m[name]) for name in ("total", "sets", "all", "none", "some")
    )
    mine = (sum(count == f.sets for count in counts.values()), total - len(counts))
    near = all(abs(a - b) <= SOME for a, b in zip(mine, (every, none), strict=True))
    pairs = len(f.own.names) * (len(f.own.names) - 1) // 2
    return near and (total, sets, every + none + some) == (pairs, f.sets, pairs)


def _open(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """In how many sets the position is open to each theme; to no other in more than a few."""
    end, edge = (0, 1) if m["end"] == "first" else (1, len(f.own.names))
    mine = dict.fromkeys(f.own.names, 0)
    for one in open_positions():
        for place, theme in enumerate(one.ordered):
            mine[str(theme)] += one.open(place, one.apart)[end] == edge
    told = dict.fromkeys(f.named(m["all"]), int(m["sets"]))
    for name, count in re.findall(rf"({f.name}) in (\d+)", m["rest"] or ""):
        told[f.theme[name]] = int(count)
    return all(abs(mine[theme] - told.get(theme, 0)) <= SOME for theme in mine)


def _agreement(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """Kendall's W, how often two people agree on two themes, and Friedman's test, over all sets."""
    w, same, p = [], [], []
    for answers in f.own.sets[1:]:
        ranks = f.own.ranks(answers).to_numpy()
        count, width = ranks.shape
        sums = ranks.sum(axis=0)
        w.append(12 * np.square(sums - sums.mean()).sum() / (count**2 * (width**3 - width)))
        above = (ranks[:, :, None] < ranks[:, None, :]).sum(axis=0)
        agreed = (above * (above - 1)).sum() / (count * (count - 1))
        same.append(100 * agreed / (width * (width - 1) / 2))
        p.append(stats.friedmanchisquare(*ranks.T).pvalue)
    said = (
        f"{printed(min(w), 2)}–{printed(max(w), 2)}",
        f"{printed(min(same))}%–{printed(max(same))}%",
        *(str(count) for count in (sum(one <= LEVEL for one in p), len(p))),
    )
    told = (m[1], m[2], m[3] or m[4], m[4])
    return told == said and max(p) < 0.001 and min(w) > 0.05 and max(w) < 0.2


def _whole(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """In how many sets the groups of each breakdown differ for certain, and once corrected."""
    frame, _ = verdicts()
    told = re.findall(r"by ([a-z ]+) in (\d+) \((\d+)\)", m[1])
    near = []
    for place, column in enumerate(("p", "adjusted"), start=1):
        mine = frame[frame[column] <= LEVEL].groupby("breakdown").size()
        near += [abs(int(one[place]) - mine.get(f.labels[one[0]], 0)) <= SOME for one in told]
    return all(near) and {f.labels[name] for name, *_ in told} == set(f.own.breakdowns)


def _single(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """The comparisons that most sets find beyond chance, and that none stands in all."""
    _, frame = verdicts()
    mine = frame[frame["adjusted"] <= LEVEL].groupby(["theme", "breakdown"]).size()
    told = {
        (f.theme[name], f.labels[label]): int(count)
        for name, label, count in re.findall(rf"({f.name}) by ([a-z ]+) \((\d+)\)", m["list"])
    }
    near = all(abs(count - mine.get(pair, 0)) <= SOME for pair, count in told.items())
    others = mine.drop(list(told), errors="ignore")
    least = others.empty or others.max() <= min(told.values()) + SOME
    total = len(f.own.names) * len(f.own.breakdowns)
    some = abs(len(mine) - NUMBERS[m["some"]]) <= SOME
    lasting = frame[frame["at once"] <= LEVEL].groupby(["theme", "breakdown"]).size()
    late = abs(len(lasting) - NUMBERS[m["late"]]) <= 2 and lasting.max() < f.sets
    totals = {int(m["total"]), int(m["again"])} == {total}
    return bool(near and least and some and late and totals) and mine.max() < f.sets


def _claims(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """All claims of the file were held against the data; the bullets below are those that fail."""
    claims = yaml.safe_load(CLAIMS.read_text(encoding="utf-8"))["claims"]
    return m[1] == str(len(claims))


def _answers(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """What the answers give, clause by clause: places, shared places, spreads."""
    found = list(_places(f, m["answers"])) + list(_shared(f, m["answers"]))
    found += list(_spreads(f, m["answers"])) + list(_prints(f, m[0]))
    told = len(re.findall(rf"\b{ORD}\b|\w+ places", m["answers"]))
    return bool(found) and all(found) and told <= len(found)


def _places(f: ReconstructionFacts, text: str) -> list[bool]:
    """ "IT eighth among MDs and CEOs, twelfth at C-level and eleventh overall and Channels ..."."""
    if "share" in text:
        return []
    found, theme = [], ""
    for part in re.finditer(rf"({f.name})(?= {ORD})|({ORD}) ({f.where})", text):
        theme = f.theme[part[1]] if part[1] else theme
        if part[2]:
            found.append(bool(f.ranks[part[3]][theme] == PLACES[part[2]]))
    return found


def _shared(f: ReconstructionFacts, text: str) -> list[bool]:
    """ "OD and IT share the seventh place in Telecommunications & Technology": just these two."""
    found = []
    for names, rank, where in re.findall(
        rf"((?:{f.name}(?:, | and )?)+) share the ({ORD}) place ({f.where})", text
    ):
        ranks = f.ranks[where]
        same = set(ranks.index[ranks == PLACES[rank]])
        found.append(set(f.named(names)) == same and len(same) > 1)
    return found


def _spreads(f: ReconstructionFacts, text: str) -> list[bool]:
    """ "KAM spreads eight places, Hunting five places ... over the levels of seniority"."""
    levels = [
        f.ranks[phrase_of(f.own, "seniority", label)] for label in f.own.shown("seniority").values()
    ]
    return [
        max(own[f.theme[name]] for own in levels) - min(own[f.theme[name]] for own in levels)
        == NUMBERS[count]
        for name, count in re.findall(rf"({f.name}) (?:spreads )?(\w+) places", text)
        if "levels of seniority" in text
    ]


def _prints(f: ReconstructionFacts, sentence: str) -> list[bool]:
    """What the publication's tables of ranks print, where a sentence quotes them."""
    found = []
    for table, rank in re.findall(r"Table ([3-6]) prints rank (\d+) twice", sentence):
        found.append(list(f.printed_ranks(table, sentence).values()).count(int(rank)) == 2)
    for table, rank in re.findall(r"its Table ([3-6]) prints (\d+)", sentence):
        theme = next(key for key, name in f.own.shorts.items() if f"for {name}," in sentence)
        found.append(f.printed_ranks(table, sentence)[theme] == int(rank))
    return found


def _about(f: ReconstructionFacts, m: re.Match[str]) -> bool:
    """A slip of the publication's: its passage names another theme than its own."""
    place = next(key for key, name in f.own.shorts.items() if f"on {name}," in m[0])
    return f.theme[m["theme"]] == place and " OD; " in m[0]


SENTENCES: list[Frame] = [
    (
        r"What all \d+ reconstructions agree on may be read as a finding; the rest hangs on "
        r"unpublished answers\.",
        _counts,
    ),
    (
        r"The rankings behind this report are one reconstruction of answers that were never "
        r"published\. There are \d+ more, .* of the \d+ respondents, .*",
        _counts,
    ),
    (
        r"Of the (?P<total>\d+) pairs of themes, (?P<all>\d+) can be told apart in all "
        r"(?P<sets>\d+) reconstructions, (?P<none>\d+) in no reconstruction and "
        r"(?P<some>\d+) in some\.",
        _pairs,
    ),
    (
        r"The (?P<end>first|last) position is open to (?P<all>.+) in all (?P<sets>\d+)"
        r"(?P<rest>(?:, | and ).+ in \d+)?\.",
        _open,
    ),
    (
        r"Respondents agree a little: on Kendall's scale from 0, where there is no common order, "
        r"to 1, where all give the same, the reconstructions reach (\S+)\. In (\S+) of cases two "
        r"respondents put two themes in the same order\. Friedman's test finds some common order "
        r"in (?:all|(\d+) of) (\d+) reconstructions \(p < 0\.001 where it is largest\)\.",
        _agreement,
    ),
    (
        r"Of the 50 reconstructions, groups differ beyond chance over all themes together (.+); in "
        r"brackets, corrected for all breakdowns\.",
        _whole,
    ),
    (
        r"Of (?P<total>\d+) comparisons of a single theme, (?P<some>\w+) are beyond chance in some "
        r"reconstruction and none in all, or (?P<late>\w+) and none when all (?P<again>\d+) are "
        r"allowed for at once; most often: (?P<list>.+)\.",
        _single,
    ),
    (
        r"Whatever the publication prints that can be checked was held against the data of this "
        r"edition, table by table; tables and figures are numbered here as it numbers them\. Of "
        r"(\d+) printed claims held against the data, \w+ disagree with them\.",
        _claims,
    ),
    (r".+; the passage is about (?P<theme>[^;]+)\.", _about),
    (r".+; (?:in )?the data (?P<answers>.+)\.", _answers),
]
