"""Frames of the titles and sentences on the cross-tabulations of 2016, and what must be so."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from clauses_comments import CommentFacts
from recomputation import percent
from recomputation_crosstabs import (
    INDUSTRIES,
    LEVEL,
    PARTS,
    Crosstab,
    Crosstabs,
    family,
    interval,
    reach,
)
from recomputation_listening import REGIONS
from recomputation_supplier import printed, signed

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    import pandas as pd

GROUPS = {
    "with a dedicated manager": "dedicated", "with pooled service": "pooled",
    "in the smaller segment": "smaller", "in the core segment": "core",
    "in the strategic segment": "strategic", "among payers": "payer", "among users": "user",
    "in the Americas": "Americas", "in the UK and Europe": "UK and Europe",
    f"in {REGIONS[0]}": REGIONS[0], f"in {REGIONS[2]}": REGIONS[2],
    **{f"among “{name}”": name for name in INDUSTRIES},
}  # fmt: skip


class CrosstabFacts:
    """What the sentences on cross-tabulations are held against."""

    @cached_property
    def own(self) -> Crosstabs:
        return Crosstabs()

    @cached_property
    def steps(self) -> pd.Series:
        """What each contact adds to the net promoter score."""
        return self.own.within.rows["step"].astype(float)

    @cached_property
    def means(self) -> pd.Series:
        """Mean of each part of the relationship, the highest first."""
        means = self.own.sides.rows[list(PARTS)].astype(float).mean()
        return means.sort_values(ascending=False)

    def apart(self, part: str) -> bool:
        """Whether a part's mean differs from each other's by more than chance."""
        found = self.own.sides.paired(list(PARTS))
        return all(p < LEVEL for pair, p in found.items() if part in pair)

    def share(self, low: int, high: int) -> int:
        """Whole percentage of contacts who gave a number between two."""
        answers = self.own.within.rows["recommend"]
        return percent(int(answers.between(low, high).sum()), len(answers))

    @cached_property
    def comments(self) -> CommentFacts:
        return CommentFacts()

    @cached_property
    def topics(self) -> Crosstab:
        """Contacts whose comment was read, by service, segment, region and industry."""
        rows = self.comments.comments.reset_index(drop=True)
        return Crosstab(rows, family(rows["parent"], rows["account"]), reach(rows))

    @staticmethod
    def above(
        table: Crosstab, answers: pd.Series, high: str, low: str, *, share: bool
    ) -> tuple[float, float]:
        """Means of two columns of one group; no numbers unless the first lies above the second."""
        names = [name for name, _ in table.columns]
        # Columns within either kind of service bear names that stand before them already.
        one, other = (names.index(GROUPS[where]) for where in (high, low))
        letters = table.letters(answers, share=share)
        if chr(ord("A") + other - 1) not in letters[one]:
            return np.nan, np.nan
        means = table.values(answers)
        return means[one], means[other]


Frame = tuple[str, "Callable[[CrosstabFacts, re.Match[str]], bool]"]


def _score(f: CrosstabFacts, m: re.Match[str]) -> bool:
    low, high = interval(f.own.within, f.steps)
    values = (signed(each) for each in (f.steps.mean(), low, high))
    return m.groups() == (f"{len(f.steps):,}", *values)


def _sides(f: CrosstabFacts, m: re.Match[str]) -> bool:
    return m.groups() == (str(f.share(9, 10)), str(f.share(0, 6)))


def _apart(f: CrosstabFacts, m: re.Match[str]) -> bool:
    means = f.above(f.own.within, f.steps, m["high"], m["low"], share=False)
    return (m["more"], m["less"]) == tuple(map(signed, means))


def _more(f: CrosstabFacts, m: re.Match[str]) -> bool:
    answers = (f.own.kinds.rows["renewed"] == "yes").astype(float)
    means = f.above(f.own.kinds, answers, m["high"], m["low"], share=True)
    sizes = dict(zip(dict(f.own.kinds.columns), f.own.kinds.sizes(), strict=True))
    thin = [sizes[GROUPS[m[side]]] < 100 for side in ("high", "low")]
    small = "" if not any(thin) else " on small bases" if all(thin) else " in part on small bases"
    said = tuple(f"{100 * mean:.0f}" for mean in means)
    return (m["more"], m["less"]) == said and (m["small"] or "").strip(",") == small


def _topic(f: CrosstabFacts, m: re.Match[str]) -> bool:
    """A topic, or a net of topics, that comes up more often in one column than in another."""
    held = next(codes for _, text, codes, _ in f.comments.tree if text == m["what"])
    rows = f.topics.rows
    named = rows[["code_1", "code_2"]].isin(held).any(axis=1).astype(float)
    high = m["high"][0].lower() + m["high"][1:]
    means = f.above(f.topics, named, high, m["low"], share=True)
    return (m["more"], m["less"]) == tuple(f"{100 * mean:.0f}" for mean in means)


def _highest(f: CrosstabFacts, m: re.Match[str]) -> bool:
    """The two highest means, which the same contacts part by more than chance."""
    first, second = f.means.index[:2]
    said = (first.capitalize(), printed(f.means[first], 2))
    next_said = (second.capitalize(), printed(f.means[second], 2))
    told = (m["first"], m["mean"], m["second"], m["other"])
    return told == (*said, *next_said) and f.apart(first)


def _lowest(f: CrosstabFacts, m: re.Match[str]) -> bool:
    """The lowest mean and the next, which the same contacts part by more than chance."""
    above, last = f.means.index[-2:]
    told = [(name.capitalize(), printed(f.means[name], 2)) for name in (above, last)]
    return [(m["above"], m["more"]), (m["last"], m["mean"])] == told and f.apart(last)


def _ends(f: CrosstabFacts, m: re.Match[str]) -> bool:
    """The highest and the lowest mean, each parted from all others by more than chance."""
    ends = (f.means.index[0], f.means.index[-1])
    return m.groups() == tuple(map(str.capitalize, ends)) and all(map(f.apart, ends))


def _part(f: CrosstabFacts, m: re.Match[str]) -> bool:
    answers = f.own.sides.rows[m["part"].lower()].astype(float)
    means = f.above(f.own.sides, answers, m["high"], m["low"], share=False)
    return (m["more"], m["less"]) == tuple(printed(mean, 2) for mean in means)


def _outnumber(f: CrosstabFacts, m: re.Match[str]) -> bool:
    low, _ = interval(f.own.within, f.steps)
    return m[1] == signed(f.steps.mean()) and low > 0 and f.share(9, 10) > f.share(0, 6)


WHERE = "|".join(GROUPS)
OPENING = "|".join(where[0].upper() + where[1:] for where in GROUPS)
TITLES: list[Frame] = [
    (r"More promoters than detractors: a score of (\S+)", _outnumber),
    (r"“(\w+)” has the highest mean, “(\w+)” the lowest", _ends),
]
SENTENCES: list[Frame] = [
    (
        r"Among the (\S+) contacts, the Net Promoter Score is (\S+) \(interval from (\S+) to "
        r"(\S+)\)\.",
        _score,
    ),
    (r"Promoters make up (\d+)%, detractors (\d+)%\.", _sides),
    (
        rf"By more than chance, the Net Promoter Score is higher (?P<high>{WHERE}) "
        rf"\((?P<more>\S+)\) than (?P<low>{WHERE}) \((?P<less>\S+)\)\.",
        _apart,
    ),
    (
        rf"The answer “yes” (?:is given|comes up) more often (?P<high>{WHERE}) "
        rf"\((?P<more>\d+)%\) than (?P<low>{WHERE}) \((?P<less>\d+)%\)(?P<small>, .+)?\.",
        _more,
    ),
    (
        rf"(?:A point under |The point |)“(?P<what>[^”]+)” (?:is mentioned|comes up) more often "
        rf"(?P<high>{WHERE}) \((?P<more>\d+)%\) than (?P<low>{WHERE}) \((?P<less>\d+)%\)\.",
        _topic,
    ),
    (
        rf"(?P<high>{OPENING}) \((?P<more>\d+)%\), (?:a point under )?“(?P<what>[^”]+)” is "
        rf"mentioned more often than (?P<low>{WHERE}) \((?P<less>\d+)%\)\.",
        _topic,
    ),
    (
        r"“(?P<first>\w+)” has the highest mean: (?P<mean>\S+) on a scale from 1 to 7, "
        r"ahead of “(?P<second>\w+)” \((?P<other>\S+)\)\.",
        _highest,
    ),
    (
        r"At (?P<mean>\S+) on a scale from 1 to 7, “(?P<first>\w+)” has the highest mean, "
        r"ahead of “(?P<second>\w+)” \((?P<other>\S+)\)\.",
        _highest,
    ),
    (
        r"Behind “(?P<above>\w+)” \((?P<more>\S+)\), “(?P<last>\w+)” has the lowest mean "
        r"\((?P<mean>\S+) on a scale from 1 to 7\)\.",
        _lowest,
    ),
    (
        rf"The mean of “(?P<part>\w+)” is higher (?P<high>{WHERE}) \((?P<more>\S+)\) than "
        rf"(?P<low>{WHERE}) \((?P<less>\S+)\)\.",
        _part,
    ),
]
