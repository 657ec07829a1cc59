"""Sheets: the comments that wait for a reader, in a file that keeps what readers have given."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.coding.suggesting import CHANCE, MOST, SUGGESTED
from research.csvtext import no_formula
from research.errors import InputError, Problem
from research.files import write_text
from research.frameworks.verbatims import telling
from research.problems.nearest import known_or_meant
from research.sources.answers.codings import (
    CODE,
    CODER,
    VERSION,
    cells_of,
    frame_for,
    read_coding,
)
from research.sources.answers.reading import read_answers
from research.sources.formats.opening import open_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from research.coding.suggesting import Suggestions
    from research.edition.codeframe import CodeFrame
    from research.edition.coding import Coding, CodingBack
    from research.edition.tables import DataTable
    from research.study import Study

    Ids = tuple[str, ...]

__all__ = ["COMMENT", "Sheet", "coded_question", "comments_to_code", "open_sheet"]

_NOTHING_CODED = "give a multi question 'coding', or words beside an option 'back'"

COMMENT = "comment"
"""Column of a sheet with what somebody wrote; names of people and firms are masked in it."""


@dataclass
class Sheet:
    """Comments with the codes that a reader has given them.

    Parameters
    ----------
    question : name of the coded question.
    table : of the answers.
    coding : how it is coded.
    frame : its codes.
    path : of the sheet.
    comments : what was written, by the ids of its row, in the order of the data.
    rows : cells of the sheet by ids and column; a row for every comment, and for every row that was
        there before.
    """

    question: str
    table: DataTable
    coding: Coding | CodingBack
    frame: CodeFrame
    path: Path
    comments: Mapping[Ids, str]
    rows: dict[Ids, dict[str, str]]

    @property
    def code_columns(self) -> list[str]:
        """Columns of the codes."""
        return [CODE.format(place=place) for place in range(1, self.coding.most + 1)]

    def codes(self, ids: Ids) -> list[str]:
        """Codes of a comment, in the reader's order; none where it waits."""
        row = self.rows.get(ids, {})
        return [row[name] for name in self.code_columns if row.get(name)]

    @property
    def waiting(self) -> list[Ids]:
        """Comments without a code, in the order of the data."""
        return [ids for ids in self.comments if not self.codes(ids)]

    @property
    def coded(self) -> dict[Ids, list[str]]:
        """Codes of the comments that have some."""
        return {ids: codes for ids in self.comments if (codes := self.codes(ids))}

    def suggested(self, ids: Ids) -> list[tuple[str, str]]:
        """Suggestions that the sheet holds for a comment, with their chances as written there."""
        row, found = self.rows.get(ids, {}), []
        for place in range(1, MOST + 1):
            given = row.get(SUGGESTED.format(place=place), "")
            code = self.frame.renamed.get(given, given)
            if code in self.frame.leaves:
                found.append((code, row.get(CHANCE.format(place=place), "")))
        return found

    def give(self, ids: Ids, codes: Sequence[str], coder: str = "") -> None:
        """Give a comment its codes, in place of those it had; nothing is written.

        Parameters
        ----------
        ids : of its row.
        codes : keys of the frame; none to let it wait again.
        coder : who gives them.

        Raises
        ------
        InputError
            One is no code of the frame, there are too many, or one excludes the others.
        """
        if fault := self._unfit(codes):
            raise InputError([fault])
        row = self.rows[ids]
        for place, name in enumerate(self.code_columns):
            row[name] = codes[place] if place < len(codes) else ""
        row[VERSION] = str(self.frame.version)
        row[CODER] = coder if codes else ""

    def _unfit(self, codes: Sequence[str]) -> Problem | None:
        """Find why a comment cannot have these codes together, as its sheet would be refused."""
        leaves = self.frame.leaves
        if unknown := [code for code in codes if code not in leaves]:
            hint = known_or_meant(unknown[0], list(leaves))
            return Problem(self.path, f"'{unknown[0]}' is no code", hint=hint)
        if len(codes) > self.coding.most:
            what = f"{len(codes)} codes for one comment"
            return Problem(self.path, what, allowed=f"{self.coding.most} at most")
        alone = [leaves[code].text for code in codes if leaves[code].role == "none"]
        if alone and len(codes) > 1:
            what = f"'{alone[0]}' says that a comment is about nothing, and excludes other codes"
            return Problem(self.path, what, hint="leave it out, or the others")
        return None

    def write(self, suggestions: Suggestions | None = None) -> Path:
        """Write the sheet whole; what stood in columns of others stays.

        Parameters
        ----------
        suggestions : for the comments that wait, beside the empty cells; none where left out.
        """
        heads = [*self.table.ids, COMMENT, *self.code_columns, VERSION, CODER]
        more = [] if suggestions is None else suggestions.columns
        others = [name for row in self.rows.values() for name in row if name not in heads]
        file = io.StringIO(newline="")
        columns = list(dict.fromkeys([*heads, *more, *others]))
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        waiting = set(self.waiting)
        for ids, row in self.rows.items():
            own = dict(zip(self.table.ids, ids, strict=True))
            beside = suggestions.cells(ids) if suggestions and ids in waiting else {}
            said = {COMMENT: no_formula(row.get(COMMENT, ""))}
            writer.writerow({**row, **dict.fromkeys(more, ""), **beside, **said, **own})
        return write_text(self.path, file.getvalue())


def coded_question(study: Study, name: str = "") -> tuple[str, str]:
    """Find a coded question: the one that is named, or the only one there is.

    Parameters
    ----------
    study : the edition.
    name : of the question.

    Returns
    -------
    Its table and its name.

    Raises
    ------
    InputError
        There is none of that name, none at all, or several and none is named.
    """
    config = study.config
    found = {
        question: table
        for table in config.table_names
        if (held := config.table(table))
        for question in held.readings
    }
    if name in found:
        return found[name], name
    if name or len(found) != 1:
        what = f"'{name}' is no coded question" if name else f"{len(found)} questions are coded"
        hint = known_or_meant(name, list(found)) if found else _NOTHING_CODED
        raise InputError([Problem(study.path, what, hint=hint)])
    ((name, table),) = found.items()
    return table, name


def comments_to_code(study: Study, name: str = "") -> list[str]:
    """Give what was written in answer to an open question, for who begins a code frame.

    Parameters
    ----------
    study : the edition.
    name : of the open question, or of one that is coded; the only one where left out.

    Raises
    ------
    InputError
        There is none of that name, or several and none is named; or the data have problems.
    """
    config = study.config
    found = {
        one.name: (table, one.coding.of if one.coding else one.name)
        for table in config.table_names
        for one in study.table(table).questions
        if one.type == "open" or one.coding
    }
    opened = [key for key, (_, of) in found.items() if key == of]
    coded = [key for key, (_, of) in found.items() if key != of]
    alone = next((some[0] for some in (coded, opened) if len(some) == 1), "")
    wanted = name or alone
    if wanted not in found:
        what = f"'{name}' is no open question" if name else f"{len(opened)} questions are open"
        hint = known_or_meant(name, opened) if opened else "comments are a question of type open"
        raise InputError([Problem(study.path, what, hint=hint)])
    held, of = found[wanted]
    answers = read_answers(study.source(held), study.table(held).uncoded, name=held)
    texts = answers.texts(of)
    return [str(text) for text in texts[telling(texts)]]


def open_sheet(study: Study, name: str = "", *, second: bool = False) -> Sheet:
    """Open the sheet of a coded question, with every comment that is in the data.

    Parameters
    ----------
    study : the edition.
    name : of the question; the only one where left out.
    second : whether the second reader's.

    Raises
    ------
    InputError
        As `coded_question`; or with every problem of the data, of the frame and of the sheet.
    """
    held, name = coded_question(study, name)
    table, source = study.table(held), study.source(held)
    coding = table.readings[name]
    named = coding.second if second else coding.file
    if named is None:
        what, hint = f"'{name}' has one reader", "name the other's file in 'coding.second'"
        raise InputError([Problem(study.path, what, hint=hint)])
    path = source.parent / named
    frame = frame_for(source, table, name)
    answers = read_answers(source, table.uncoded, name=held)
    texts = answers.texts(coding.of)
    keys = [answers.frame.index.astype("str"), *(answers.keys[key] for key in table.ids[1:])]
    ids = list(zip(*(map(str, key) for key in keys), strict=True))
    comments = {
        one: text for one, text, worth in zip(ids, texts, telling(texts), strict=True) if worth
    }
    before = _rows(source, path, table, name) if path.is_file() else {}
    fresh = {one: {COMMENT: text, VERSION: str(frame.version)} for one, text in comments.items()}
    rows = {one: {**fresh[one], **before.get(one, {})} for one in comments}
    rows |= {one: row for one, row in before.items() if one not in comments}
    return Sheet(name, table, coding, frame, path, comments, rows)


def _rows(source: Path, path: Path, table: DataTable, question: str) -> dict[Ids, dict[str, str]]:
    """What a sheet holds already, once it is known to be sound; codes by the keys of now."""
    second = path != source.parent / table.readings[question].file
    read = {row.ids: row for row in read_coding(source, table, question, second=second)}
    file = open_data(path)
    held = {name: cells_of(column) for name, column in file.read([*file.fields]).items()}
    found = {}
    for at in range(file.rows):
        ids = tuple(held[name][at] for name in table.ids)
        row = {name: cells[at] for name, cells in held.items() if name not in table.ids}
        codes = read[ids].codes
        for place in range(table.readings[question].most):
            row[CODE.format(place=place + 1)] = codes[place] if place < len(codes) else ""
        found[ids] = {name: cell for name, cell in row.items() if cell}
    return found
