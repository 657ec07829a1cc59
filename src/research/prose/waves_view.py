"""One question by wave, as the rules on waves look at it: what is told of it, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pandas as pd

from research.prose.answers_view import AnswersView
from research.tabulation.changes import PREVIOUS, YEAR
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.tabulation.tab import Break, LineKind, Tab

__all__ = ["Change", "Told", "WavesView", "told_lines"]

_SAY = Frames(__file__)

_COUNTED = ("single", "multi", "open")
# Lines of answers, each with a share of its own.
_GIVEN: tuple[LineKind, ...] = ("category", "other", "none", "dont_know", "refused")
_TINY = 1e-9

State = Literal[
    "up", "down", "alone", "hair", "still", "same", "untested", "missing", "broken"
]  # fmt: skip
"""How a figure moved: beyond chance among all that were compared, beyond it taken alone, by less
than is printed though beyond chance, within chance, not at all as printed, or not known. It is
broken where its row was changed."""


class Told(NamedTuple):
    """A line that sentences and charts tell of, in its table."""

    tab: Tab
    line: str


@dataclass(frozen=True)
class Change:
    """How a line moved from an earlier wave to the last.

    Parameters
    ----------
    told : the line.
    state : how.
    t : the change in units of its error; 0 where that is not known.
    """

    told: Told
    state: State
    t: float = 0.0

    @property
    def up(self) -> bool:
        """Whether the figure is higher now."""
        return self.t > 0


@dataclass(frozen=True)
class WavesView:
    """A question by wave.

    Parameters
    ----------
    tabs : of the question: one, or those of a grid's rows.
    changes : of all questions, from `research.tabulation.changes.wave_changes`.
    """

    tabs: Sequence[Tab]
    changes: pd.DataFrame

    @property
    def first(self) -> Tab:
        """A tab with the waves, their breaks and the question."""
        return self.tabs[0]

    @cached_property
    def told(self) -> list[Told]:
        """Lines that are told of and have a figure in the last wave."""
        found = told_lines(self.tabs)
        return [one for one in found if AnswersView(one.tab).sayable(one.line, self.now)]

    @property
    def partial(self) -> bool:
        """Whether the table has answers that are not told of, such as those who do not know."""
        if self.first.question.type not in _COUNTED:
            return False
        told = {(one.tab.id, one.line) for one in self.told}
        return any(
            (tab.id, line.key) not in told for tab in self.tabs for line in tab.of_kind(*_GIVEN)
        )

    @property
    def now(self) -> str:
        """Key of the last wave."""
        return self.first.points[-1].key

    def before(self, step: str) -> str:
        """Key of the wave that the last one is compared with; empty where there is none."""
        against = self.first.against.get(self.now, ())
        place = (PREVIOUS, YEAR).index(step)
        return against[place] if len(against) > place else ""

    def broken(self, step: str) -> Break | None:
        """Why the two waves are not compared; None where they are, if only in some rows."""
        found = [self.apart(one, step) for one in self.told]
        return found[0] if found and all(found) else None

    def apart(self, told: Told, step: str) -> Break | None:
        """Why a line of the two waves is not compared; None where it is."""
        return told.tab.broken(self.before(step), self.now)

    def label(self, point: str) -> str:
        """What a wave is called."""
        return self.first.point(point).label

    def figure(self, told: Told, point: str) -> str:
        """A figure as its table prints it."""
        return AnswersView(told.tab).printed(told.line, point)

    def name(self, told: Told) -> str:
        """What a line is called among others of its question."""
        view = AnswersView(told.tab)
        return view.row or view.name(told.line)

    def figure_name(self, told: Told) -> str:
        """What a line is called that is alone: "the mean"."""
        view = AnswersView(told.tab)
        if told.tab.question.type in _COUNTED:
            return _SAY("share of", name=view.name(told.line))
        return view.figure_name(told.line)

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str], dict[Any, Any]]:
        rows = self.changes.to_dict("records")
        return {(str(row["table"]), str(row["line"]), str(row["step"])): row for row in rows}

    def change(self, told: Told, step: str) -> Change:
        """How a line moved since the wave of a step."""
        if self.apart(told, step):
            return Change(told, "broken")
        row = self._rows.get((told.tab.id, told.line, step))
        before = self.before(step)
        if row is None or not AnswersView(told.tab).sayable(told.line, before):
            return Change(told, "missing")
        if pd.isna(row["p"]):
            return Change(told, "untested")
        alike = self.figure(told, before) == self.figure(told, self.now)
        t = float(row["t"])
        if row["own"]:
            if alike:
                return Change(told, "hair", t)
            beyond: State = "up" if t > 0 else "down"
            return Change(told, beyond if row["significant"] else "alone", t)
        return Change(told, "same" if alike else "still", t)

    def listed(self, told: Sequence[Told], most: int) -> str:
        """Names of lines as a list; of many the first, and how many others there are."""
        names = [self.name(one) for one in told]
        if len(names) > most + 1:
            names = [*names[:most], _SAY("more", count=len(names) - most)]
        return series(names)


def told_lines(tabs: Sequence[Tab]) -> list[Told]:
    """Give what is told of a question from wave to wave.

    Parameters
    ----------
    tabs : by wave, of one question: one tab, or those of a grid's rows.

    Returns
    -------
    Of a likelihood to recommend the score; of a scale, a number and each row of a grid the mean; of
    a ranking who has each item among the first; of an allocation each mean share; of answers to
    choose from the share of each, or of the first where two leave no third.
    """
    return [Told(tab, key) for tab in tabs for key in _keys(tab)]


def _keys(tab: Tab) -> list[str]:
    kind = tab.question.type
    if kind == "ranking":
        return _deepest(tab)
    if kind == "allocation":
        return [line.key for line in tab.lines if line.key.endswith(".mean")]
    if kind not in _COUNTED:
        known = {line.key for line in tab.lines}
        figures: list[str] = [key for key in ("score", "mean") if key in known]
        return figures[:1] or [line.key for line in tab.of_kind("box")][:1]
    answers = [line.key for line in tab.of_kind("category")]
    now = tab.values[tab.points[-1].key]
    both = kind == "single" and len(answers) == 2
    return answers[:1] if both and abs(now.loc[answers].sum() - 100) < _TINY else answers


def _deepest(tab: Tab) -> list[str]:
    """Shares of those who have each item among the first: of as many as the table tells."""
    ends = dict.fromkeys(line.key.rpartition(".")[2] for line in tab.of_kind("share"))
    last = f".{list(ends)[-1]}" if ends else ".mean"
    return [line.key for line in tab.lines if line.key.endswith(last)]
