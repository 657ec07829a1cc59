"""The reading of a table: its file in, answers and an audit out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.options import YES
from research.errors import InputError, Problem
from research.memory import files_read_once
from research.sources.answers.answers import Answers
from research.sources.answers.back import coded_back
from research.sources.answers.bases import asked
from research.sources.answers.codings import read_coding, tell_strangers, with_codings
from research.sources.answers.columns import check_columns
from research.sources.answers.derived import derive, in_order
from research.sources.answers.figures import read_figures
from research.sources.answers.filters import Answered
from research.sources.answers.findings import Audit, Findings
from research.sources.answers.given import Given
from research.sources.answers.identity import (
    clusters_of,
    first_of_each,
    index_of,
    judge_pointer,
    key_column,
)
from research.sources.answers.impressions import judge_parts
from research.sources.answers.kinds import read_part
from research.sources.answers.loops import looped
from research.sources.answers.personal import Persons
from research.sources.answers.selection import selected
from research.sources.formats.opening import files_of, open_data
from research.sources.formats.platforms import PLAIN, PLATFORMS, all_named
from research.sources.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from research.edition.bases import Filter
    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.sources.answers.parts import Part
    from research.sources.formats.datafile import DataFile
    from research.sources.formats.platforms import Shape

    Mask = NDArray[np.bool_]

__all__ = ["judged_answers", "open_table", "read_answers"]


@files_read_once(files_of)
def read_answers(
    path: Path | str, table: DataTable, *, name: str, figures: Sequence[str] = ()
) -> Answers:
    """Read a table of data as its questions describe it.

    What is odd is counted in the audit and remarked (`research.sources.remarks`); in a strict table
    wrong cells and columns that nothing names are errors.

    Parameters
    ----------
    path : the file.
    table : how to read it, and its questions.
    name : of the table: answers, accounts, ...
    figures : columns of weights and volumes to be read too.

    Raises
    ------
    InputError
        With every problem of the file: columns that are missing, keys and filters that name what is
        not there, and in a strict table every cell that is wrong.
    """
    return _Reading(table, open_table(path, table), figures).answers(name)


def judged_answers(
    path: Path | str, table: DataTable, *, name: str, figures: Sequence[str] = ()
) -> Answers:
    """Hold a file against its table: as `read_answers`, and look into columns that nothing names.

    Parameters
    ----------
    path, table, name, figures : as of `read_answers`.

    Returns
    -------
    What was read; its audit says what is odd.

    Raises
    ------
    InputError
        As `read_answers`.
    """
    return _Reading(table, open_table(path, table), figures, look=True).answers(name)


def open_table(path: Path | str, table: DataTable) -> DataFile:
    """Open a table's file as its author declared it.

    Parameters
    ----------
    path : the file.
    table : how to read it; of a loop the rows are its items.
    """
    if table.loop is not None:
        around = _Reading(table.loop.around, open_table(path, table.loop.around), ())
        return looped(around.file, table, *around.counted())
    shape = shape_of(table)
    declared = "header_rows" in table.model_fields_set
    file = open_data(
        path,
        sheet=table.sheet or None,
        header_rows=table.header_rows if declared else shape.header_rows,
        skip_rows=table.skip_rows,
        encoding=table.encoding or None,
        delimiter=table.delimiter or None,
        decimal=table.decimal,
        thousands=table.thousands,
        naming=all_named if table.heads == "numbered" else shape.naming,
    )
    return with_codings(file, table)


def shape_of(table: DataTable) -> Shape:
    """Give what exports of the platform of a table have in common."""
    return PLATFORMS[table.platform] if table.platform else PLAIN


class _Reading:
    """One file as it is read.

    Parameters
    ----------
    table : its description.
    file : opened.
    wanted : columns of weights and volumes.
    look : whether to look into columns that nothing names.
    """

    def __init__(
        self, table: DataTable, file: DataFile, wanted: Sequence[str], *, look: bool = False
    ) -> None:
        self.table = table
        self.file = file
        self.wanted = list(dict.fromkeys(wanted))
        self.persons = Persons({})
        self.findings = Findings(file.path, table.strict, lambda: self.persons.known())
        shape = shape_of(table)
        self.implied = shape.deciding(file.fields)
        needed = list(dict.fromkeys([*_needed(table), *self.wanted]))
        loops = [name for level in table.levels.values() for name in level.file_columns]
        own = shape.own_columns(file.fields)
        known = [*table.personal, *self.implied, *own, *loops]
        here = check_columns(file, needed, known, self.findings, look=look, shared=table.shared)
        there = [column for column in (*table.personal, *self.implied) if column in file.fields]
        columns = file.read([*here, *there])
        columns = {key: one.without(_left_open(table, key, shape)) for key, one in columns.items()}
        self.givens = {key: Given(one, file.fields[key]) for key, one in columns.items()}
        self.parts: dict[str, Part] = {}
        self.bases: dict[str, Mask] = {}
        self.moved: dict[str, Mask] = {}
        self.unread: set[str] = set()

    def answers(self, name: str) -> Answers:
        """Read everything, and raise what is wrong."""
        self._select()
        self._read()
        figures = read_figures(self.wanted, self.givens, self.findings)
        judge_parts(self.parts, self.bases, self.findings)
        found = self._whole(name, figures)
        if self.findings.errors:
            raise InputError(self._in_order())
        remark(*found.audit.problems)
        return found

    def counted(self) -> tuple[NDArray[np.int64], list[str]]:
        """Give the rows in the file that count, and their keys; who reads all tells what is odd."""
        self._select()
        return self.rows, self._index().tolist()

    def _in_order(self) -> list[Problem]:
        places = {column: place for place, column in enumerate(self.file.fields)}
        once = list(dict.fromkeys(self.findings.errors))
        return sorted(once, key=lambda one: (one.row or 0, places.get(one.column, len(places))))

    def _select(self) -> None:
        """Leave out the records that do not count: by the filter, then copies."""
        self._persons()
        kept = selected(self.table, self.givens, self.findings, self.implied)
        if kept is not None:
            self._keep(kept)
        ids = [self.givens[column] for column in self.table.ids if column in self.givens]
        first = first_of_each(ids, self.findings)
        if first is not None:
            self._keep(first if kept is None else _within(kept, first))
        by = self.givens.get(self.table.by or "")
        if by is not None:
            judge_pointer(by, self.table.of or "", self.findings)
        self._persons()

    def _keep(self, kept: Mask) -> None:
        self.givens = {key: replace(one, kept=kept) for key, one in self.givens.items()}

    def _persons(self) -> None:
        personal = [column for column in self.table.personal if column in self.givens]
        near = self.givens.get(self.table.by or self.table.cluster or "")
        self.persons = Persons({column: self.givens[column] for column in personal}, near)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows in the file of the records that count."""
        if self.givens:
            return next(iter(self.givens.values())).lines
        return self.file.lines

    def _read(self) -> None:
        """Read the questions, the derived after their sources, and say who was asked each."""
        asked_of = [one for one in self.table.questions if not _is_derived(one)]
        for question in asked_of:
            if self._can_be_read(question):
                self.parts[question.name] = read_part(
                    question, self.givens, self.findings, self.persons.masked
                )
        self.unread = {one.name for one in asked_of if one.name not in self.parts}
        derived = {one.name: one for one in self.table.questions if _is_derived(one)}
        order, circle = in_order({one.name: one for one in self.table.questions})
        if circle:
            what = f"questions are derived from one another in a circle: {', '.join(circle)}"
            self.findings.errors.append(Problem(self.file.path, what))
        led = {key for one in asked_of for filters in one.led for key in filters}
        if led & set(order):
            silent = Findings(self.file.path, False, self.findings.personal)
            for name in order:
                self._derive(name, silent)
        plain = list(self.parts)
        answered = self._answered()
        self._ask([name for name in plain if name not in derived], answered)
        # Routing followed what was chosen; what is derived follows what was meant.
        self._code_back()
        for name in order:
            self._derive(name, self.findings)
            self._ask([name] if name in self.parts else [], answered)
        self.findings.errors += answered.problems

    def _code_back(self) -> None:
        """Move answers from *other* to the codes that readers found in the words beside it."""
        table, path = self.table, self.file.path
        for name, coding in table.coded_back.items():
            if name not in self.parts:
                continue
            if not table.ids:
                what, hint = "words are coded back, and nothing tells rows apart", "give 'id'"
                self.findings.errors.append(Problem(path, what, hint=hint))
                continue
            rows = {row.ids: row for row in read_coding(path, table, name)}
            index = self._index()
            keys = [index, *(self._keys(index)[column] for column in table.ids[1:])]
            ids = list(zip(*(map(str, key) for key in keys), strict=True))
            if len(ids) == self.file.rows:
                tell_strangers(path, coding, rows, {*ids})
            made = coded_back(self.parts[name], coding, rows, ids, path.parent / coding.file)
            self.parts[name], self.moved[name] = made.part, made.moved
            self.findings.errors += made.problems

    def _can_be_read(self, question: Question) -> bool:
        """Whether its columns are there; none of them may be personal, since answers pass."""
        if set(question.file_columns) & set(self.table.personal):
            what = f"'{question.name}' asks for a column that is personal"
            hint = "name it as a question or under 'personal', not both"
            self.findings.errors.append(Problem(self.file.path, what, hint=hint))
            return False
        return all(column in self.givens for column in question.file_columns)

    def _derive(self, name: str, findings: Findings) -> None:
        question = self.table.question(name)
        if question.of in self.unread:
            self.unread.add(name)
            return
        part = derive(question, self.parts, findings)
        if part is not None:
            self.parts[name] = part

    def _answered(self) -> Answered:
        return Answered(self.file.path, self.parts, self.givens.get, len(self.rows))

    def _ask(self, names: Sequence[str], answered: Answered) -> None:
        for name in names:
            self.bases |= asked(self.parts[name], answered, self.findings)

    def _whole(self, name: str, figures: dict[str, NDArray[np.float64]]) -> Answers:
        table, givens = self.table, self.givens
        index = self._index()
        values = {
            column: cell.values
            for question in table.questions
            if question.name in self.parts
            for column, cell in self.parts[question.name].each()
        }
        said = {
            column: cell.said
            for part in self.parts.values()
            for column, cell in part.each()
            if cell.said.any()
        }
        audit = Audit(self.file.path, self.file.rows, len(index), tuple(self.findings.found))
        nested = givens.get(table.cluster or "")
        return Answers(
            name,
            table,
            pd.DataFrame(values, index=index, copy=False),
            self._keys(index),
            audit,
            pd.DataFrame(
                {column: self.bases[column] for column in values}, index=index, copy=False
            ),
            said,
            {key: part.labels for key, part in self.parts.items() if part.labels},
            {key: part.points for key, part in self.parts.items() if part.points},
            self._consents(),
            {key: part.picks for key, part in self.parts.items() if part.picks is not None},
            pd.DataFrame(figures, index=index),
            None if nested is None else clusters_of(nested, index),
            contradicted=self.findings.contradicted,
            moved=self.moved,
        )

    def _index(self) -> pd.Index:
        ids = [self.givens[column] for column in self.table.ids if column in self.givens]
        return index_of(ids, self.rows, self.table.personal)

    def _keys(self, index: pd.Index) -> pd.DataFrame:
        wanted = [*self.table.ids[1:], self.table.by, self.table.wave]
        keys = {
            column: key_column(self.givens[column], self.table.personal).to_numpy()
            for column in dict.fromkeys(filter(None, wanted))
            if column in self.givens
        }
        return pd.DataFrame(keys, index=index, dtype="str")

    def _consents(self) -> dict[str, Mask]:
        answered = self._answered()
        found = {}
        for question in self.table.questions:
            mask = answered.mask(self._agreed(question.consent))
            if mask is not None:
                found[question.name] = mask
        self.findings.errors += answered.problems
        return found

    def _agreed(self, consent: Filter) -> Filter:
        """Of the answers that a bare name stands for, leave those that its question has."""
        found: Filter = {}
        for key, answers in consent.items():
            codes = self.table.question(key).codes if self.table.holds(key) else []
            known = {name for code in codes for name in (code.key, code.code, code.text)}
            bare = answers == [*YES] and known & {*YES}
            found[key] = [one for one in YES if one in known] if bare else answers
        return found


def _is_derived(question: Question) -> bool:
    return question.of is not None and question.type != "open"


def _left_open(table: DataTable, column: str, shape: Shape) -> frozenset[str]:
    """Cells that are blank in a column: not those that an author names as codes."""
    asked = [one for one in table.questions if column in one.file_columns]
    return shape.left_open - {code.code for one in asked for code in one.codes}


def _needed(table: DataTable) -> list[str]:
    """Columns that must be there: all that are named but the personal ones."""
    asked = [column for question in table.questions for column in question.file_columns]
    keys = [*table.ids, *filter(None, [table.by, table.wave, table.cluster])]
    answers = {*table.names, *(row.key for one in table.questions for row in one.rows)}
    answers |= {f"{one.name}.{row.key}" for one in table.questions for row in one.rows}
    filters = [*table.filter]
    for question in table.questions:
        filters += [*question.consent, *(key for led in question.led for key in led)]
    columns = [key for key in filters if key not in answers]
    found = dict.fromkeys([*keys, *asked, *columns])
    return [key for key in found if key not in table.personal or key in keys]


def _within(kept: Mask, first: Mask) -> Mask:
    """Leave records out of those that are kept already."""
    both = kept.copy()
    both[np.flatnonzero(kept)[~first]] = False
    return both
