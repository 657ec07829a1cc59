"""Findings: what is odd in a file, counted, and told without telling who anybody is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from research.errors import Problem
from research.problems.nearest import meant
from research.problems.values import shown as quoted
from research.sources.answers.contradictions import Contradictions
from research.sources.withholding import value_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from research.sources.answers.given import Given

    Mask = NDArray[np.bool_]

__all__ = ["Audit", "Fault", "Finding", "Findings", "Kind"]

Kind = Literal[
    "unknown",
    "off_scale",
    "no_number",
    "no_day",
    "blank",
    "blank_though_asked",
    "answered_though_not_asked",
    "doubled_rank",
    "gap",
    "partial",
    "sum",
    "none_with_others",
    "doubled_id",
    "no_id",
    "alike",
    "left_out",
    "by_words",
    "not_shown",
    "same_picks",
    "half_task",
    "design",
    "unnamed",
    "personal",
    "one_value",
    "no_answers",
    "below_bands",
    "says_nothing",
]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"[A-Za-z]{1,3}[-_]?\d{1,2}")
_TOLD_BY = re.compile(r"@|://|\d(?:\D{0,3}\d){5}")
# What so many hold alike is a label, and nobody's name.
_SHARED, _LONGEST = 5, 40
# Distinct wrong values of a column that are told one by one.
_TOLD = 6
_ROWS = 3
# These say what there is; nothing is wrong with a cell for it.
_NO_FAULT = frozenset(
    {
        "blank",
        "partial",
        "alike",
        "left_out",
        "by_words",
        "design",
        "personal",
        "one_value",
        "no_answers",
        "says_nothing",
    }
)
_QUIET = frozenset({"blank"})


@dataclass(frozen=True)
class Finding:
    """One kind of oddity in one place.

    Parameters
    ----------
    kind : of oddity.
    question : its name; empty where no question is concerned.
    column : of the file; empty where several or none are concerned.
    count : cells, rows or columns.
    what : the fault in one clause.
    rows : the first few rows in the file.
    shown : the value, as it may be shown.
    allowed : what would have been right.
    hint : what to do next.
    """

    kind: Kind
    question: str
    column: str
    count: int
    what: str
    rows: tuple[int, ...] = ()
    shown: str = ""
    allowed: str = ""
    hint: str = ""

    def problem(self, path: Path | str) -> Problem:
        """Give the finding as a problem of its file."""
        if self.count == 1 and len(self.rows) == 1:
            row: int | None = self.rows[0]
            what = self.what
        else:
            row, what = None, self.what + self._places()
        return Problem(
            path, what, row=row, column=self.column, allowed=self.allowed, hint=self.hint
        )

    def _places(self) -> str:
        if not self.rows:
            return ""
        more = ", ..." if self.count > len(self.rows) else ""
        noun = "row" if len(self.rows) == 1 and not more else "rows"
        return f" ({noun} {', '.join(map(str, self.rows))}{more})"


@dataclass(frozen=True)
class Audit:
    """What was read, what counts, and what is odd.

    Parameters
    ----------
    path : the file.
    rows : records in the file.
    counted : records that count.
    findings : in the order of the questions.
    """

    path: Path | str
    rows: int
    counted: int
    findings: tuple[Finding, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """The findings as problems, without those that only say how many cells are blank."""
        return [one.problem(self.path) for one in self.findings if one.kind not in _QUIET]

    def of(self, kind: Kind, question: str | None = None) -> list[Finding]:
        """The findings of one kind, of one question or of all."""
        return [
            one for one in self.findings if one.kind == kind and question in (None, one.question)
        ]


@dataclass(frozen=True)
class Fault:
    """What is wrong with cells that are no answer, in words.

    Parameters
    ----------
    kind : of oddity.
    which : ends "214 cells hold 9, which is ...".
    one : tells a single cell, from its value in quotes; "... is " and ``which`` if left out.
    allowed : what would have been right.
    known : words that may stand there, the nearest of which is asked about.
    hint : what to do next, where no word is near.
    figures : whether short numbers tell nobody, even where most cells are wrong.
    """

    kind: Kind
    which: str
    one: Callable[[str], str] | None = None
    allowed: str = ""
    known: Sequence[str] = ()
    hint: str = ""
    figures: bool = False

    def told(self, value: str) -> str:
        """Tell a single cell by what stands there."""
        said = quoted(value)
        return self.one(said) if self.one else f"{said} is {self.which}"

    def next(self, value: str) -> str:
        """What to do about a cell."""
        return meant(value, self.known) or self.hint


@dataclass
class Findings:
    """Collects what is odd in one file.

    Parameters
    ----------
    path : the file.
    strict : whether wrong cells are errors, each told for itself.
    personal : gives the cells of personal columns in small letters, when first needed.
    contradicted : which records hold answers that cannot be true.
    """

    path: Path | str
    strict: bool
    personal: Callable[[], set[str]]
    found: list[Finding] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    contradicted: Contradictions = field(default_factory=Contradictions)

    def add(self, finding: Finding, *, lines: Sequence[int] = (), one: str = "") -> None:
        """Add a finding that is no value of a cell.

        Parameters
        ----------
        finding : counted.
        lines : all rows concerned; with ``one``, each is an error of its own in a strict table.
        one : the fault of one row.
        """
        self.found.append(finding)
        if self.strict and finding.kind not in _NO_FAULT:
            self.errors += [
                Problem(
                    self.path,
                    one or finding.what,
                    row=line,
                    column=finding.column,
                    allowed=finding.allowed,
                    hint=finding.hint,
                )
                for line in (lines or (None,))
            ]

    def rows(
        self,
        kind: Kind,
        question: str,
        given: Given,
        mask: Mask,
        what: Callable[[int], str],
        *,
        one: str = "",
        allowed: str = "",
        hint: str = "",
    ) -> None:
        """Add a finding of rows, if there are any.

        Parameters
        ----------
        kind, question : of `Finding`.
        given : the column that is named.
        mask : the rows concerned.
        what : the clause, from their number.
        one : the fault of one row.
        allowed, hint : of `Finding`.
        """
        count = int(np.count_nonzero(mask))
        self.contradicted.mark(kind, question, mask)
        if count:
            self.add(
                Finding(
                    kind,
                    question,
                    given.name,
                    count,
                    what(count),
                    given.first(mask),
                    allowed=allowed,
                    hint=hint,
                ),
                lines=given.lines[mask].tolist() if self.strict else (),
                one=one,
            )

    def cells(self, question: str, given: Given, wrong: Mask, fault: Fault) -> None:
        """Add findings of cells that are no answer, those that hold the same together.

        Parameters
        ----------
        question : name of the question.
        given : its column.
        wrong : the cells.
        fault : what is wrong with them.
        """
        if not wrong.any():
            return
        self.contradicted.mark(fault.kind, question, wrong)
        codes, values = given.coded
        held, counts = np.unique(codes[wrong], return_counts=True)
        order = sorted(range(len(held)), key=lambda at: (-counts[at], values[int(held[at])]))
        filled = max(int(np.count_nonzero(given.filled)), 1)
        shifted = 2 * int(np.count_nonzero(wrong)) > filled > 3
        for place, at in enumerate(order[:_TOLD]):
            value = values[int(held[at])]
            count = int(counts[at])
            said = self._shown(value, fault, shifted=shifted, place=place, count=count)
            mask = wrong & (codes == held[at])
            self.found.append(self._same(question, given, mask, fault, value, said))
        if len(order) > _TOLD:
            rest = wrong & np.isin(codes, held[order[_TOLD:]])
            self.found.append(_others(question, given, rest, fault, len(order) - _TOLD))
        if self.strict:
            self._each(given, wrong, fault, shifted=shifted)

    def _same(
        self, question: str, given: Given, mask: Mask, fault: Fault, value: str, said: str
    ) -> Finding:
        count = int(np.count_nonzero(mask))
        verb = "1 cell holds" if count == 1 else f"{count:,} cells hold"
        return Finding(
            fault.kind,
            question,
            given.name,
            count,
            f"{verb} {quoted(said)}, which is {fault.which}",
            given.first(mask),
            said,
            fault.allowed,
            fault.next(value) if said == value else fault.hint,
        )

    def _each(self, given: Given, wrong: Mask, fault: Fault, *, shifted: bool) -> None:
        codes, values = given.coded
        marks: dict[int, tuple[str, str]] = {}
        for at in np.flatnonzero(wrong).tolist():
            code = int(codes[at])
            if code not in marks:
                value = values[code]
                said = self._shown(value, fault, shifted=shifted, place=len(marks))
                marks[code] = said, fault.next(value) if said == value else fault.hint
            said, hint = marks[code]
            self.errors.append(
                Problem(
                    self.path,
                    fault.told(said),
                    row=int(given.lines[at]),
                    column=given.name,
                    allowed=fault.allowed,
                    hint=hint,
                )
            )

    def _shown(self, value: str, fault: Fault, *, shifted: bool, place: int, count: int = 1) -> str:
        if not shifted and (_CODE.fullmatch(value) or _is_no_day(value, fault)):
            return value
        if not shifted and count >= _SHARED and self._is_shared(value):
            return value
        return value_shown(
            value,
            fault.known,
            self.personal(),
            shifted=shifted,
            figures=fault.figures,
            place=place,
        )

    def _is_shared(self, value: str) -> bool:
        """Whether a value that several hold tells nobody."""
        plain = value.casefold()
        known = self.personal()
        told = {plain, *plain.split()} & known
        return len(value) <= _LONGEST and not told and not _TOLD_BY.search(value)


def _is_no_day(value: str, fault: Fault) -> bool:
    """Whether a value is a day that no calendar has, and so nobody's."""
    return fault.kind == "no_day" and bool(_DAY.fullmatch(value))


def _others(question: str, given: Given, mask: Mask, fault: Fault, kinds: int) -> Finding:
    count = int(np.count_nonzero(mask))
    texts = "another text" if kinds == 1 else f"{kinds:,} other texts"
    verb = "1 cell holds" if count == 1 else f"{count:,} cells hold"
    what = f"{verb} {texts}, each of which is {fault.which}"
    return Finding(
        fault.kind,
        question,
        given.name,
        count,
        what,
        given.first(mask),
        allowed=fault.allowed,
        hint=fault.hint,
    )
