"""What integrity is judged by: who answered, what their answers are flagged for, what is blank."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.tabs.rows import about_of, rows_of, waves_of
from research.chapters.thinness import enough
from research.edition.integrity import Integrity
from research.errors import StatisticsError
from research.frameworks.integrity_answers import copies, marked, speeders, straight_liners
from research.frameworks.integrity_blanks import blanks, by_section, skippers, thirds
from research.tabulation.columns import gave
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from research.chapters.tabs.rows import Rows
    from research.edition.questions import Question
    from research.frameworks.integrity_answers import Check
    from research.sources.answers.answers import Answers
    from research.study import Study
    from research.tabulation.tab import About

    Mask = NDArray[np.bool_]

__all__ = ["Flagged", "Material", "material"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

# Kinds of flags that are carelessness, each respondent counted once.
CARELESS = ("speeders", "straight", "copies")
_BREAKABLE = ("scale", "grid", "nps", "allocation", "ranking", "maxdiff")
_CELLS = ("grid", "numeric")


@dataclass(frozen=True)
class Flagged:
    """One rule and whom it flags.

    Parameters
    ----------
    kind : of rule.
    label : what it looks for, as tables print it.
    check : whom it flags; its `who` is for the researcher alone.
    """

    kind: str
    label: str
    check: Check


@dataclass(frozen=True, eq=False)
class Material:
    """The rows of a table that are judged, and what is known of them.

    Parameters
    ----------
    study : the edition with its data.
    settings : the block ``integrity``; its defaults where there is none.
    rows : of the table, in its latest survey: everybody invited where it holds these.
    """

    study: Study
    settings: Integrity
    rows: Rows

    @property
    def about(self) -> About:
        """What a row is called."""
        return about_of(self.study, self.settings.table)

    @cached_property
    def answered(self) -> np.ndarray:
        """Which rows are answers, shape ``(n,)``: all of them where nothing says otherwise."""
        return answered_in(self.rows, self.settings)

    @cached_property
    def own(self) -> Answers:
        """The rows that are answers."""
        return self.rows.answers.taken(np.flatnonzero(self.answered))

    @cached_property
    def asked(self) -> list[Question]:
        """Questions that respondents answered themselves, in their order."""
        before = {self.settings.answered}
        if self.settings.answered:
            before |= {*self.settings.segments, self.settings.role, self.settings.value}
        held = self.study.table(self.settings.table)
        return [one for one in held.questions if one.name not in before and _is_asked(one)]

    @cached_property
    def flags(self) -> list[Flagged]:
        """Rules that the data can be judged by, each with whom it flags."""
        return [*_fast(self), *_straight(self), *_copied(self), *_skipped(self), *_excluded(self)]

    def of(self, *kinds: str) -> list[Check]:
        """Checks of some kinds of rules."""
        return [flag.check for flag in self.flags if flag.kind in kinds]

    @property
    def careless(self) -> list[str]:
        """Kinds of carelessness that these data could show."""
        judged = {flag.kind for flag in self.flags}
        return [kind for kind in CARELESS if kind in judged]

    @property
    def breakable(self) -> bool:
        """Whether answers could contradict what the questions allow."""
        return any(one.type in _BREAKABLE or one.led for one in self.asked)

    @cached_property
    def cells(self) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
        """What was asked, what was given, and the question of each cell."""
        asked, given, of = {}, {}, {}
        for question in self.asked:
            if question.type != "open":
                for name, (wanted, there) in _cells(question, self.own).items():
                    asked[name], given[name], of[name] = wanted, there, question.name
        index = self.own.frame.index
        return pd.DataFrame(asked, index=index), pd.DataFrame(given, index=index), of

    @cached_property
    def blank(self) -> pd.DataFrame:
        """What was left blank, by question."""
        asked, given, of = self.cells
        enough(bool(of), _SAY("nothing asked"))
        return blanks(asked, given, of)

    @property
    def sections(self) -> pd.DataFrame:
        """What was left blank, by section of the questionnaire."""
        given = self.settings.sections or thirds([*self.blank.index])
        held = {name for questions in given.values() for name in questions}
        rest = [name for name in map(str, self.blank.index) if name not in held]
        return by_section(self.blank, {**given, **({_SAY("rest"): rest} if rest else {})})

    @property
    def earlier_name(self) -> str:
        """The survey before; empty where the table holds one survey."""
        known = waves_of(self.study, self.settings.table)
        return known[known.index(self.rows.wave) - 1] if self.rows.wave in known[1:] else ""

    def earlier(self) -> Rows | None:
        """The rows of the survey before; ``None`` where the table holds one survey."""
        before = self.earlier_name
        return rows_of(self.study, self.settings.table, before) if before else None

    def people(self, rows: Rows | None = None) -> pd.DataFrame:
        """Everybody invited, as response is counted: what is known of them, and who answered.

        Parameters
        ----------
        rows : of another survey of the same table; the latest where left out.
        """
        used = self.rows if rows is None else rows
        names = dict.fromkeys(filter(None, (*self.settings.segments, self.settings.role)))
        frame = pd.DataFrame({name: used.answers.question(name)[name] for name in names})
        frame["answered"] = answered_in(used, self.settings)
        clusters = used.clusters
        return frame if clusters is None else frame.assign(cluster=clusters.to_numpy())

    def heading(self, name: str) -> str:
        """What a question is called."""
        held = {one.name: one.heading for one in self.rows.answers.table.questions}
        return held.get(name, name)


@lru_cache(maxsize=8)
def material(study: Study) -> Material:
    """Give what the integrity of an edition is judged by.

    Parameters
    ----------
    study : the edition with its data.

    Raises
    ------
    ThinDataError
        If nobody answered.
    """
    settings = study.config.integrity or Integrity()
    found = Material(study, settings, rows_of(study, settings.table))
    enough(bool(found.answered.any()), _SAY("nobody"))
    return found


def answered_in(rows: Rows, settings: Integrity) -> np.ndarray:
    """Which rows are answers, shape ``(n,)``."""
    if settings.answered is None:
        return np.ones(len(rows.index), dtype=bool)
    held = rows.answers.question(settings.answered)
    return np.asarray(held.notna().any(axis="columns"))


def _is_asked(question: Question) -> bool:
    """Whether respondents answered it: it is neither derived nor coded, and no day of the file."""
    derived = question.of is not None and question.type != "open"
    return not derived and question.coding is None and question.type != "day"


def _cells(question: Question, own: Answers) -> dict[str, tuple[pd.Series, pd.Series]]:
    """What a question asks to be filled, with who was asked and who did: rows of a grid, or all."""
    columns = own.columns(question.name)
    there = {
        row: own.frame[column].notna() | pd.Series(own.said[column] > 0, index=own.frame.index)
        if column in own.said
        else own.frame[column].notna()
        for row, column in columns.items()
    }
    if not columns:
        return {}
    if question.type in _CELLS:
        return {
            columns[row]: (own.asked(question.name, row), given) for row, given in there.items()
        }
    anything = pd.concat(there.values(), axis="columns").any(axis="columns")
    return {question.name: (own.asked(question.name), anything)}


def _fast(found: Material) -> Iterator[Flagged]:
    name, settings = found.settings.duration, found.settings
    if name is None:
        return
    taken = found.own.question(name)[name].astype(float)
    make = lambda: speeders(taken, share=settings.speed, fastest=settings.fastest)  # noqa: E731
    yield from _made("speeders", _SAY("speeders"), make)


def _straight(found: Material) -> Iterator[Flagged]:
    settings = found.settings
    grids = [one for one in found.asked if one.type == "grid"]
    wanted = settings.grids
    for question in grids:
        if wanted is not None and question.name not in wanted:
            continue
        grid = found.own.question(question.name)
        make = lambda grid=grid: straight_liners(  # noqa: E731
            grid, least=settings.rows, run=settings.run
        )
        yield from _made("straight", _SAY("straight", grid=question.heading), make)


def _copied(found: Material) -> Iterator[Flagged]:
    columns = [column for one in found.asked for column in found.own.columns(one.name).values()]
    if found.settings.duration:
        columns = [column for column in columns if column != found.settings.duration]
    yield from _made("copies", _SAY("copies"), lambda: copies(found.own.frame[columns]))


def _skipped(found: Material) -> Iterator[Flagged]:
    asked, given, of = found.cells
    if of:
        yield from _made("skippers", _SAY("skippers"), lambda: skippers(asked, given))


def _excluded(found: Material) -> Iterator[Flagged]:
    """What an author says excludes itself, then what the questions say."""
    for name, rule in found.settings.contradictions.items():
        masks = [gave(key, wanted, found.own) for key, wanted in rule.answers.items()]
        both = marked(name, _SAY("declared"), _flagged(np.logical_and.reduce(masks), found))
        yield Flagged("contradicting", rule.text, both)
    kinds = _SAY.named("kinds")
    asked = {one.name: one for one in found.asked}
    for (kind, name), mask in found.own.contradicted.items():
        if name in asked:
            check = marked(f"{kind}.{name}", kinds[kind], _flagged(mask, found))
            yield Flagged("routing", _SAY("broken", question=asked[name].heading), check)


def _flagged(mask: Mask, found: Material) -> pd.Series[bool]:
    return pd.Series(mask, found.own.frame.index, dtype="bool")


def _made(kind: str, label: str, make: Callable[[], Check]) -> Iterator[Flagged]:
    """Give a rule where the data can be judged by it."""
    try:
        yield Flagged(kind, label, make())
    except StatisticsError:
        return
