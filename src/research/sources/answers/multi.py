"""Several answers: options that are each chosen or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.labels import same_code
from research.sources.answers.findings import Fault
from research.sources.answers.given import number_of
from research.sources.answers.numbers import rows_of
from research.sources.answers.parts import NOT_ASKED, Cell, Part, either, role_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.options import Row
    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given
    from research.sources.formats.fields import Field

    Mask = NDArray[np.bool_]

__all__ = ["chosen_part", "read_options"]

NOT_CHOSEN = frozenset({"0", "no", "n", "false", "off", "nein", "non", "nej", "not selected"})
"""What files write, in small letters, where an option was seen and not chosen."""

_YES, _NO, _UNKNOWN, _UNSAID = 1, 0, -1, -2


def read_options(question: Question, columns: Mapping[str, Given], findings: Findings) -> Part:
    """Read a question with several answers, of which each has a column.

    Where the file says of some option that it was not chosen, a blank is no answer; where it marks
    only what was chosen, a blank of somebody who chose another is *not chosen*. All blank is no
    answer, and not none of them. Words that stand in the column of *other* say that it was chosen.

    Parameters
    ----------
    question : of type multi, with rows.
    columns : of the file, by name.
    findings : where cells go that neither say chosen nor not chosen.

    Returns
    -------
    One column an option: true, false, or missing.
    """
    states: list[NDArray[np.int8]] = []
    said: list[NDArray[np.int8]] = []
    wrong: list[Mask] = []
    for row in question.rows:
        given = columns[row.column]
        state, roles = _states(question, row, given)
        states.append(state)
        said.append(roles)
        wrong.append(state == _UNKNOWN)
        findings.cells(question.name, given, wrong[-1], _neither(row.counted or question.counted))
    # One option lies beside the next, so that each is a column without a copy.
    chosen = np.array(states).T
    says_no = bool((chosen == _NO).any())
    some = (chosen >= 0).any(axis=1, keepdims=True)
    unsaid = chosen < 0
    if not says_no:
        unsaid = unsaid & ~(some & (chosen == _UNSAID))
    roles_of = [row.role for row in question.rows]
    keys = [(name, key, columns[column]) for name, key, column in rows_of(question)]
    missing = np.array(said).T
    return chosen_part(question, chosen == _YES, unsaid, roles_of, keys, findings, missing, wrong)


def _states(
    question: Question, row: Row, given: Given
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    codes, values = given.coded
    found = [_state(question, row, value, given.field) for value in values]
    states = np.array([state for state, _ in found] + [_UNSAID], dtype="int8")
    roles = np.array([role for _, role in found] + [0], dtype="int8")
    return states[codes], roles[codes]


def _state(question: Question, row: Row, cell: str, field: Field) -> tuple[int, int]:
    """Whether a cell says that an option was chosen, and the role that it has instead."""
    plain = same_code(cell)
    label = field.codes.get(plain, "")
    if {plain, label, cell} & {*map(same_code, row.counted or question.counted), row.text}:
        return _YES, 0
    for code in question.codes:
        if plain == same_code(code.code):
            if code.role in ("answer", "other"):
                return _NO, 0
            return _UNSAID, role_number(code.role)
    if field.is_missing(plain):
        return _UNSAID, NOT_ASKED
    if plain.casefold() in NOT_CHOSEN or label.casefold() in NOT_CHOSEN:
        return _NO, 0
    # Platforms give the words that somebody wrote instead of a tick beside them.
    in_words = row.role == "other" and number_of(plain) is None
    return (_YES if in_words else _UNKNOWN), 0


def _neither(cells: Sequence[str]) -> Fault:
    counted = ", ".join(cells)
    return Fault(
        "unknown",
        "neither chosen nor not chosen",
        one=lambda value: f"{value} is neither chosen nor not chosen",
        allowed=f"{counted} where chosen, 0, no or empty where not",
        hint="say in 'counted' which cells mean that an option was chosen",
    )


def chosen_part(
    question: Question,
    chosen: Mask,
    unsaid: Mask,
    roles: Sequence[str],
    keys: list[tuple[str, str, Given]],
    findings: Findings,
    said: NDArray[np.int8],
    wrong: list[Mask] | None = None,
) -> Part:
    """Make the columns of options.

    Parameters
    ----------
    question : of type multi.
    chosen, unsaid : n rows, one column an option: whether it was chosen; whether nothing is known.
    roles : of the options.
    keys : of each option, its name in the frame, its key, and the column that it stands in.
    findings : where those go who chose none together with others.
    said : n rows, one column an option: roles that a cell has in place of an answer.
    wrong : of each option, the cells that were told already.
    """
    excludes = np.array([role == "none" for role in roles])
    if excludes.any():
        both = either(chosen[:, excludes].T) & either(chosen[:, ~excludes].T)
        given = keys[int(np.flatnonzero(excludes)[0])][2]
        findings.rows(
            "none_with_others",
            question.name,
            given,
            both,
            lambda count: f"{_who(count)} none of them together with others, and count without it",
            one="none of them is given together with others",
            allowed="none alone",
        )
        chosen = chosen & ~(both[:, None] & excludes[None, :])
    part = Part(question, {})
    for place, (name, key, given) in enumerate(keys):
        role = role_number(roles[place])
        own = said[:, place].copy()
        own[chosen[:, place]] = role if role else 0
        answers = pd.arrays.BooleanArray(
            np.ascontiguousarray(chosen[:, place]), np.ascontiguousarray(unsaid[:, place])
        )
        filled = given.filled & (own != NOT_ASKED)
        odd = None if wrong is None else wrong[place]
        part.cells[name] = Cell(answers, filled, own, given, key, odd)
    return part


def _who(count: int) -> str:
    return "1 row gives" if count == 1 else f"{count:,} rows give"
