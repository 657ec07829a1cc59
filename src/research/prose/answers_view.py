"""One question by a banner, as the rules on answers look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING

from research.prose.claims import Claim
from research.prose.names import BreakdownName, GroupName, Names
from research.prose.observation import Observation
from research.prose.wordings import worded
from research.tabulation.figures import places_of, printed, printed_value
from research.tabulation.tab import ANSWERED, TOTAL
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from research.edition.questions import Question
    from research.tabulation.tab import Line, LineKind, Point, Tab

__all__ = ["LISTED", "AnswersView", "scale_ends"]

_SAY = Frames(__file__)

LISTED = 3
"""Longer lists of answers or groups become their number."""

# A sentence that opens with an answer written small, and one that opens with several answers.
_SMALL, _SEVERAL = re.compile("“[a-z]"), re.compile("“[^”]*”(?:,| and) “")
# Letters that a label needs to be understood without its question.
_TELLING = 4
# Types whose tables have a line for each figure of each row or item.
_OF_ITEMS = ("grid", "allocation", "ranking", "maxdiff")
# Answers that are none of those asked for.
_ASIDE: tuple[LineKind, ...] = ("other", "none", "dont_know", "refused")


@dataclass(frozen=True)
class AnswersView:
    """A tab with the names and figures that sentences take from it.

    Sentences are plain text: whoever puts them into Markdown escapes them whole, so a label may
    hold any character.
    """

    tab: Tab

    @property
    def kind(self) -> str:
        """Type of the question; of a grid's row ``scale``, of coded words ``open``."""
        question = self.tab.question
        if question.coding:
            return "open"
        return "scale" if question.type == "grid" and self.tab.row else question.type

    @cached_property
    def places(self) -> int:
        """Places of the means as the table prints them."""
        return places_of(self.tab)

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Lines by key."""
        return {line.key: line for line in self.tab.lines}

    def known(self, key: str) -> bool:
        """Whether the total has a value of a line that may be spoken of."""
        return key in self.lines and self.sayable(key)

    def of_kind(self, *kinds: LineKind) -> list[str]:
        """Keys of the lines of some kinds of whose total may be spoken."""
        return [line.key for line in self.tab.of_kind(*kinds) if self.sayable(line.key)]

    def ending(self, suffix: str) -> list[str]:
        """Keys of a figure of every row or item, whether shown or not."""
        return [key for key in self.lines if key.endswith(suffix)]

    def value(self, key: str, point: str = TOTAL) -> float:
        """Value of a cell, unrounded."""
        return float(self.tab.values[point].loc[key])

    def limits(self, key: str, point: str = TOTAL) -> tuple[float, float]:
        """Interval of a cell."""
        return float(self.tab.low[point].loc[key]), float(self.tab.high[point].loc[key])

    def counted(self, key: str) -> float:
        """Respondents behind a percentage; NaN where none are told."""
        return float(self.tab.counts[TOTAL].loc[key])

    def figure(self, key: str, point: str = TOTAL) -> Decimal:
        """Value of a cell as the number that is printed."""
        return printed_value(self.value(key, point), self.lines[key], self.places)

    def printed(self, key: str, point: str = TOTAL) -> str:
        """Value of a cell as printed."""
        return printed(self.value(key, point), self.lines[key], self.places)

    def interval(self, key: str) -> str:
        """Limits of the total as printed."""
        low, high = (printed(each, self.lines[key], self.places) for each in self.limits(key))
        return _SAY("interval", low=low, high=high)

    def ends(self, key: str) -> tuple[float, float]:
        """Limits of the total as the numbers that are printed."""
        low, high = self.limits(key)
        line = self.lines[key]
        printed_low = printed_value(low, line, self.places)
        return float(printed_low), float(printed_value(high, line, self.places))

    def base(self, key: str = "", point: str = TOTAL) -> float:
        """Answers behind a line, unweighted; NaN where hidden."""
        if key:
            return self.tab.base_of(key, point)
        return float(self.tab.bases[ANSWERED][point].loc["unweighted"])

    def mark(self, key: str, point: str = TOTAL) -> str:
        """How a column is marked for the base of a line."""
        return self.tab.mark(point, self.lines[key].base)

    def sayable(self, key: str, point: str = TOTAL) -> bool:
        """Whether a cell may be spoken of: shown with its base, and not marked ``**``."""
        known = self.tab.shown(key, point) and not isnan(self.base(key, point))
        return known and self.mark(key, point) != "**"

    @cached_property
    def comparisons(self) -> dict[tuple[str, str, str], bool]:
        """Whether a line is significantly higher in a column than in another, of those compared."""
        found: dict[tuple[str, str, str], bool] = {}
        tests = self.tab.tests
        columns = (tests[name] for name in ("line", "first", "second", "difference", "significant"))
        for line, first, second, difference, significant in zip(*columns, strict=True):
            found[line, first, second] = bool(significant) and difference > 0
            found[line, second, first] = bool(significant) and difference < 0
        return found

    # Words

    def name(self, key: str) -> str:
        """An answer, a row or an item in running text: its short name, or its text, in quotes."""
        own = key.removeprefix("answer.")
        if self.kind in _OF_ITEMS:
            own = own.partition(".")[0]
        return self._label(own) or _SAY("quoted", label=self.lines[key].label)

    def _label(self, key: str) -> str:
        """Name of a row or code that its author wrote."""
        question = self.tab.question
        for label in (*question.rows, *question.codes):
            if label.key == key:
                return _SAY("quoted", label=label.brief)
        return ""

    def figure_name(self, key: str) -> str:
        """A figure in running text: "the mean of “Speed”", "the share in “Top 2”"."""
        line = self.lines[key]
        figure = key.rpartition(".")[2]
        if line.kind == "box":
            box = line.head if self.kind in _OF_ITEMS else line.label
            told = _SAY("box", name=_SAY("quoted", label=box))
        else:
            own = figure == "mean" or (self.kind == "maxdiff" and figure == "score")
            told = _SAY.named("figure")[self.kind if own else figure]
        return told + (_SAY("of", name=self.name(key)) if self.kind in _OF_ITEMS else self.of)

    @property
    def of(self) -> str:
        """What a row's figures are of: " of “Speed”"; nothing of a whole question."""
        return _SAY("of", name=self.row) if self.row else ""

    @property
    def on(self) -> str:
        """The row that answers are about: " on “Speed”"; nothing of a whole question."""
        return _SAY("about", name=self.row) if self.row else ""

    @property
    def row(self) -> str:
        """Name of the row that the tab is about; empty of a whole question."""
        if not self.tab.row:
            return ""
        return self._label(self.tab.row) or _SAY("quoted", label=self.tab.title)

    def listed(self, names: Sequence[str], noun: str = "answer") -> str:
        """Names as a list, or how many they are."""
        if len(names) > LISTED:
            return _SAY(f"many.{noun}", count=number(len(names)))
        return series(names)

    def people(self, key: str) -> str:
        """Those behind a line: "the 210 respondents", "only 45 respondents (weighted)"."""
        small = "small" if self.mark(key) else "plain"
        weighted = "weighted" if self.tab.weight else "counted"
        rows = self.tab.about.many
        return _SAY(f"people.{small}.{weighted}", base=grouped(self.base(key)), rows=rows)

    def based(self, key: str) -> str:
        """Share with its base: "45% of the 210 respondents"."""
        return _SAY("based", share=self.printed(key), people=self.people(key))

    def where(self, points: Sequence[str]) -> str:
        """Columns in running text, each by its phrase."""
        groups = [_group(self.tab.point(point)) for point in points]
        names = Names((), (BreakdownName("points", tuple(groups)),))
        return names.where([f"points.{group.key}" for group in groups])

    def told(self, key: str, points: Sequence[str]) -> str:
        """Columns in running text, each with its figure: "in Retail (30%)"."""
        return series(
            _SAY("told", where=self.where([point]), share=self.printed(key, point))
            for point in points
        )

    def small(self, key: str, points: Sequence[str]) -> str:
        """Say that columns rest on small bases, where some do."""
        marked = [point for point in points if self.mark(key, point)]
        if not marked:
            return ""
        return _SAY("small.all" if len(marked) == len(points) else "small.some")

    # Observations

    def claim(
        self,
        kind: str,
        keys: Iterable[str],
        *points: str,
        measure: str = "",
        value: float = 0,
        other: float = 0,
        lowest: bool = False,
    ) -> Claim:
        """Claim about this tab and no other."""
        groups = points or (TOTAL,)
        return Claim(kind, tuple(keys), measure, self.tab.id, groups, value, other, lowest)

    def prints(self, key: str, point: str = TOTAL) -> Claim:
        """That a cell prints as it does."""
        return self.claim("answer prints", [key], point, value=float(self.figure(key, point)))

    def found(
        self,
        rule: str,
        about: str,
        salience: float,
        claims: Iterable[Claim],
        frames: Frames,
        /,
        **parts: str | int,
    ) -> Observation:
        """Observation about this tab, with the results that its claims name."""
        stated = tuple(claims)
        cells = dict.fromkeys(
            (key, point) for claim in stated for key in claim.themes for point in claim.groups
        )
        first = [self.tab.question.name, *([self.tab.row] if self.tab.row else [])]
        figures = tuple(
            ".".join([*first, key, *([] if point == TOTAL else [point])]) for key, point in cells
        )
        told = {
            "of": self.of,
            "on": self.on,
            "one": self.tab.about.one,
            "rows": self.tab.about.many,
        }
        words = tuple(map(self._opened, worded(frames, rule, told, **parts)))
        return Observation(rule, about, words, salience, stated, figures)

    def _opened(self, said: str) -> str:
        """A sentence with a capital at its start, also where an answer opens it that has none."""
        if not _SMALL.match(said):
            return said
        many = "many" if _SEVERAL.match(said) else "one"
        return _SAY.named(f"opening.{many}", said=said).get(self.kind, said)

    def asides(self) -> list[str]:
        """Lines of other, none, don't know and refused."""
        return self.of_kind(*_ASIDE)


def scale_ends(question: Question) -> tuple[float, float] | None:
    """Lowest and highest number of a scale, as far as its author tells; None where not.

    Parameters
    ----------
    question : of type scale or grid.

    Examples
    --------
    >>> from research.edition.questions import Question
    >>> codes = {1: "Very poor", 5: "Excellent", 9: {"text": "No idea", "role": "dont_know"}}
    >>> scale_ends(Question(name="speed", type="scale", column="Q7", codes=codes))
    (1.0, 5.0)
    """
    answers = [code.code for code in question.codes if code.role == "answer"]
    try:
        numbers = [float(question.values.get(code, code)) for code in answers]
    except ValueError:
        return None
    low, high = question.range or (None, None)
    ends = [*numbers, *(float(each) for each in (low, high) if each is not None)]
    return (min(ends), max(ends)) if len(set(ends)) > 1 else None


def _group(point: Point) -> GroupName:
    """A column as a group with its phrase, or with words that suit any label.

    A label of few letters ("Yes", "250–999") says too little alone: what was asked goes before it.
    """
    if point.phrase:
        return GroupName(point.key, point.label, point.phrase)
    label = ", ".join([*point.heads[1::2], point.label])
    if point.heads and sum(sign.isalpha() for sign in label) < _TELLING:
        label = _SAY("under", head=point.heads[0], label=label)
    return GroupName(point.key, point.label, _SAY("among", label=label))
