"""MaxDiff: the best and the worst of the items that each task showed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from research.edition.labels import same_code
from research.errors import InputError
from research.sources.answers.findings import Fault, Finding
from research.sources.answers.maxdiff_sets import items_of, read_design
from research.sources.answers.parts import Cell, Part, either
from research.sources.answers.picks import Picks
from research.sources.answers.single import unknown_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.codebook import CodeBook
    from research.sources.answers.findings import Findings, Kind
    from research.sources.answers.given import Given

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.int16]
    Floats = NDArray[np.float64]

__all__ = ["read_maxdiff"]


def read_maxdiff(question: Question, columns: Mapping[str, Given], findings: Findings) -> Part:
    """Read a MaxDiff.

    Only tasks count whose best and worst item were shown and differ. All others are counted and
    told, each by what is wrong with it.

    Parameters
    ----------
    question : of type maxdiff.
    columns : of the file, by name.
    findings : where cells go that are no item, tasks that cannot be, and the balance of the design.

    Returns
    -------
    One column an item: how much more often it was best than worst, as a share of the times that it
    was shown, from -1 to 1; NaN for who was shown it in no task that counts.
    """
    book = items_of(question)
    sides = [
        [_read(question, columns[getattr(task, side)], book, findings) for task in question.tasks]
        for side in ("best", "worst")
    ]
    best, worst = (
        np.column_stack([places for places, _, _ in side]).astype(np.int16) for side in sides
    )
    filled = either([either([held for _, held, _ in side]) for side in sides])
    unknown = either([either([wrong for _, _, wrong in side]) for side in sides])
    shown = _shown(question, columns, book, findings, len(best))
    first = columns[question.tasks[0].best]
    held = np.column_stack([held for _, held, _ in sides[0]])
    both = held & np.column_stack([held for _, held, _ in sides[1]])
    judged = _Judged(question, first, findings)
    sound = judged.sound(shown, best, worst, both)
    judged.halves(sides[0], sides[1])
    judged.missing(both)
    picks = Picks(
        tuple(code.key for code in question.codes),
        shown,
        np.where(sound, best, np.int16(-1)),
        np.where(sound, worst, np.int16(-1)),
    )
    odd = unknown | (filled & ~picks.answered.any(axis=1))
    part = Part(question, {}, picks=picks)
    said = np.zeros(len(best), dtype=np.int8)
    times, most, least = picks.counts()
    for place, key in enumerate(picks.items):
        seen = times[:, place]
        score = np.divide(
            most[:, place] - least[:, place], seen, out=np.full(len(seen), np.nan), where=seen > 0
        )
        name = f"{question.name}.{key}"
        part.cells[name] = Cell(score, filled, said, first, key, odd)
    return part


_Read = tuple["NDArray[np.int32]", "Mask", "Mask"]


def _read(question: Question, given: Given, book: CodeBook, findings: Findings) -> _Read:
    """Places of the items in a column, which cells hold something, and which no item."""
    codes, values = given.coded
    places = np.append(book.places(values), -1).astype("int32")[codes]
    held = (codes >= 0) & given.undeclared
    wrong = held & (places < 0)
    findings.cells(question.name, given, wrong, unknown_code(question, book, values))
    return np.where(held, places, -1), held, wrong


def _shown(
    question: Question,
    columns: Mapping[str, Given],
    book: CodeBook,
    findings: Findings,
    rows: int,
) -> Codes:
    """Places of the items that each task showed each respondent."""
    if question.design is None:
        wide = max(len(task.shown) for task in question.tasks)
        shown = np.full((rows, len(question.tasks), wide), -1, dtype=np.int16)
        for at, task in enumerate(question.tasks):
            for place, name in enumerate(task.shown):
                shown[:, at, place], _, _ = _read(question, columns[name], book, findings)
        return shown
    try:
        sets, problems = read_design(question, findings.path)
    except InputError as error:
        sets, problems = None, list(error.problems)
    findings.errors += problems
    if sets is None:
        return np.full((rows, len(question.tasks), 1), -1, dtype=np.int16)
    balance = f"'{question.name}' by its design: {sets.balance(len(question.codes))}"
    findings.found.append(Finding("design", question.name, "", 0, balance))
    if question.design.version is None:
        return np.broadcast_to(sets.shown[0], (rows, *sets.shown.shape[1:]))
    given = columns[question.design.version]
    codes, values = given.coded
    known = {version: place for place, version in enumerate(sets.versions)}
    places = np.array([known.get(same_code(value), -1) for value in values] + [-1])[codes]
    fault = Fault(
        "unknown",
        f"no version of the design of '{question.name}'",
        allowed=", ".join(sets.versions[:40]),
        known=sets.versions,
        figures=True,
    )
    findings.cells(question.name, given, (codes >= 0) & (places < 0), fault)
    none = np.full((1, *sets.shown.shape[1:]), -1, dtype=np.int16)
    shown_by: Codes = np.concatenate([sets.shown, none])[places]
    return shown_by


@dataclass(frozen=True)
class _Judged:
    """Tasks held against what they showed.

    Parameters
    ----------
    question : of type maxdiff.
    given : a column for findings to name.
    findings : where they go.
    """

    question: Question
    given: Given
    findings: Findings

    def sound(self, shown: Codes, best: Codes, worst: Codes, both: Mask) -> Mask:
        """Which tasks count; those that cannot be are told by what is wrong with them."""
        picked = both & (best >= 0) & (worst >= 0)
        known = picked & (shown >= 0).any(axis=2)
        same = known & (best == worst)
        self._tell("same_picks", same, "has", "have", "the same item as best and as worst")
        counts: Mask = known & ~same
        for side, places in (("best", best), ("worst", worst)):
            there = (shown == places[:, :, None]).any(axis=2)
            what = f"as {side} an item that was not shown"
            self._tell("not_shown", known & ~there, "has", "have", what)
            counts = counts & there
        lost = picked & ~known
        self._tell("not_shown", lost, "has", "have", "picks, and nothing says what it showed")
        return counts

    def halves(self, best: list[_Read], worst: list[_Read]) -> None:
        """Tell of tasks with a best item alone, or a worst one."""
        half = np.column_stack([b[1] ^ w[1] for b, w in zip(best, worst, strict=True)])
        self._tell("half_task", half, "has", "have", "a best or a worst item alone")

    def missing(self, both: Mask) -> None:
        """Tell of respondents who answered some tasks and not all; nothing is wrong with it."""
        lacking = either(both.T) & either(~both.T)
        count, tasks = int(lacking.sum()), int((~both[lacking]).sum())
        if count:
            who = "1 row lacks" if count == 1 else f"{count:,} rows lack"
            noun = "1 task" if tasks == 1 else f"{tasks:,} tasks"
            what = f"'{self.question.name}': {who} {noun} of {both.shape[1]} each"
            rows = self.given.first(lacking)
            self.findings.found.append(
                Finding("partial", self.question.name, self.given.name, count, what, rows)
            )

    def _tell(self, kind: Kind, tasks: Mask, one: str, many: str, what: str) -> None:
        count = int(np.count_nonzero(tasks))
        said = f"1 task {one}" if count == 1 else f"{count:,} tasks {many}"
        self.findings.rows(
            kind,
            self.question.name,
            self.given,
            either(tasks.T),
            lambda _: f"'{self.question.name}': {said} {what}, and count as no answer",
            one=f"a task has {what}",
            allowed="a best and another worst item of those shown",
            hint="look for a mistake in the design, its version, or the codes of the items",
        )
