"""A file looked at again: what it has that its parameter file does not say, and the other way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.labels import same_code
from research.edition.project import find_params
from research.errors import InputError, Problem
from research.proposing.parameterfile import written_loop, written_question
from research.proposing.proposal import propose
from research.starting.place import as_typed

if TYPE_CHECKING:
    from pathlib import Path

    from research.edition.parameters import Edition
    from research.edition.questions import Question
    from research.proposing.proposal import Proposal

__all__ = ["Differences", "look_again"]

_CODED = ("single", "multi")


@dataclass(frozen=True)
class Differences:
    """What a file and its parameter file do not share.

    Parameters
    ----------
    params, data : the two files.
    gone : columns that the parameter file names and the file lacks, with who names them.
    added : columns that the parameter file says nothing of, not even in a comment.
    proposed : questions for these, as they would be written.
    loops : loops among these, as they would be written.
    codes : cells that are no code yet, with their number, by question.
    """

    params: Path
    data: Path
    gone: dict[str, str]
    added: list[str]
    proposed: list[str]
    loops: list[str]
    codes: dict[str, dict[str, int]]

    def lines(self) -> list[str]:
        """Say what differs, a line each, and what to do."""
        gone = self.gone.items()
        if not (gone or self.added or self.codes):
            return [f"{self.params} says all that {self.data} holds."]
        found = [f"{column}: named by {who}, and not in the file" for column, who in gone]
        for name, cells in self.codes.items():
            told = ", ".join(f"'{cell}' ({count})" for cell, count in cells.items())
            found.append(f"{name}: no code yet for {told}: add to its 'codes' what is an answer")
        if self.added:
            found.append(f"new in the file: {', '.join(self.added)}")
        if self.proposed:
            found += ["", "To take them in, add under 'questions' what you want of this:", ""]
            found += self.proposed
        if self.loops:
            found += ["", "And under 'levels' of the answers:", "", *self.loops]
        return found


def look_again(params: Path, source: Path | None = None) -> Differences:
    """Hold a file against the parameter file that describes it; nothing is written.

    Parameters
    ----------
    params : the parameter file.
    source : the file as it is now; the one that the parameter file names where left out.

    Raises
    ------
    InputError
        One of them cannot be read, or there is no table of answers.
    """
    path = find_params(params)
    edition = load_edition(path)
    table = edition.answers
    if table is None:
        raise InputError([Problem(path, "this key is missing", key="data.answers")])
    data = source or (path.parent / table.file).resolve()
    proposal = propose(data, sheet=table.sheet)
    named = _named(edition)
    told = path.read_text(encoding="utf-8")
    added = [column for column in proposal.columns if column not in named and column not in told]
    drafts = [draft for draft in proposal.drafts if set(draft.columns) <= set(added)]
    loops = [loop for loop in proposal.loops if set(loop.columns) <= set(added)]
    return Differences(
        params,
        as_typed(data),
        {column: who for column, who in named.items() if column not in proposal.columns},
        added,
        [line for draft in drafts for line in written_question(draft)],
        [line for loop in loops for line in written_loop(loop)],
        {one.name: cells for one in table.questions if (cells := _unknown(one, proposal))},
    )


def _named(edition: Edition) -> dict[str, str]:
    """Columns of the respondents' table, with the key or question that names them."""
    table = edition.answers
    assert table is not None  # noqa: S101 - looked at before
    ids = table.id if isinstance(table.id, list) else [table.id] if table.id else []
    found = dict.fromkeys(ids, "id") | dict.fromkeys(table.personal, "personal")
    found |= {table.cluster: "cluster"} if table.cluster else {}
    found |= dict.fromkeys(table.filter, "filter")
    found |= dict.fromkeys(edition.figures("answers"), "weights or volumes")
    for question in table.questions:
        found |= dict.fromkeys(question.file_columns, f"'{question.name}'")
    for name, level in table.levels.items():
        found |= dict.fromkeys(level.file_columns, f"'{name}'")
    return {column: who for column, who in found.items() if not table.holds(column)}


def _unknown(question: Question, proposal: Proposal) -> dict[str, int]:
    """Cells of a question that are none of its codes; of words beside *other* it says nothing."""
    if question.type not in _CODED or not question.codes or question.split or question.bands:
        return {}
    known = {same_code(code.code) for code in question.codes}
    found: dict[str, int] = {}
    for column in [*([question.column] if question.column else []), *question.columns]:
        for cell, count in proposal.cells(column).items():
            if same_code(cell) not in known and cell != "0":
                found[cell] = found.get(cell, 0) + count
    return dict(sorted(found.items(), key=lambda one: -one[1])[:12])
