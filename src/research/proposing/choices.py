"""Choices: what a person is asked about a stranger's file, and what an answer changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from research.edition.yamlfile import read_yaml
from research.errors import InputError, Problem
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from research.proposing.proposal import Proposal

__all__ = ["NONE", "TYPES", "Asked", "asked", "read_answers"]

NONE = "none"
"""The answer that says that there is no such column."""

TYPES = ("single", "open", "numeric", "scale", "nps", "day", "leave out")
"""What one column may be said to be."""


@dataclass(frozen=True)
class Asked:
    """One thing that is asked.

    Parameters
    ----------
    key : of the answer, in a file of answers.
    prompt : the question.
    proposal : what is taken where nothing is answered.
    allowed : the answers there are; any where empty.
    many : whether the answer is a list, written with commas.
    """

    key: str
    prompt: str
    proposal: str | list[str]
    allowed: Sequence[str] = field(default_factory=tuple)
    many: bool = False

    def read(self, answer: object) -> str | list[str]:
        """Give an answer as it counts.

        Parameters
        ----------
        answer : as typed, or as a file of answers has it.

        Raises
        ------
        ValueError
            It is none of those allowed; the message is a clause that says which are.
        """
        if self.many:
            parts = answer if isinstance(answer, list) else str(answer).split(",")
            said = [str(part).strip() for part in parts if str(part).strip()]
            return [] if said == [NONE] else [self._meant(one) for one in said]
        return self._meant(str(answer).strip())

    def _meant(self, said: str) -> str:
        """The answer that somebody means who does not mind capitals."""
        if not self.allowed or said in self.allowed:
            return said
        alike = [one for one in self.allowed if one.casefold() == said.casefold()]
        if len(alike) == 1:
            return alike[0]
        msg = f"'{said}' is no answer here; {known_or_meant(said, self.allowed)}"
        raise ValueError(msg)


def asked(proposal: Proposal, title: str) -> Iterator[Asked]:
    """Give what is to be asked of a file, what decides most first.

    Parameters
    ----------
    proposal : what the file seems to hold.
    title : of the study, as proposed.
    """
    roles, columns = proposal.roles, [*proposal.columns]
    yield Asked("title", "What is the study called? It stands on the cover.", title)
    if roles.finished:
        column, cells = next(iter(roles.finished.items()))
        yield Asked(
            "finished",
            f"Do only interviews count whose '{column}' is {' or '.join(cells)}?",
            "yes",
            ("yes", "no"),
        )
    yield Asked("id", "Which column tells respondents apart?", roles.id or NONE, (*columns, NONE))
    yield Asked(
        "personal",
        "Which columns tell who somebody is? They are read only to be taken out.",
        roles.personal,
        columns,
        many=True,
    )
    yield Asked("weight", "Which column holds weights?", roles.weight or NONE, (*columns, NONE))
    yield Asked(
        "account",
        "Which column names the account that several respondents may answer for?",
        roles.account or NONE,
        (*columns, NONE),
    )
    for draft in proposal.of_type("nps"):
        if draft.keys.get("values"):
            prompt = f"'{draft.columns[0]}' holds 1 to 11. Are they the likelihoods 0 to 10?"
            yield Asked(f"shifted.{draft.columns[0]}", prompt, "yes", ("yes", "no"))
    for loop in proposal.loops:
        prompt = f"Do '{loop.asks}' and {len(loop.columns) - 1} more columns ask the same of "
        prompt += f"{len(loop.items)} items each, a loop?"
        yield Asked(f"loop.{loop.asks}", prompt, "yes", ("yes", "no"))
    yield Asked(
        "banner",
        "By which questions are tables split?",
        [draft.name for draft in proposal.groups],
        [draft.name for draft in proposal.of_type("single", "multi", "nps", "scale")],
        many=True,
    )


def read_answers(path: Path, proposal: Proposal, title: str) -> dict[str, Any]:
    """Read a file of answers, for a run that can be repeated.

    Parameters
    ----------
    path : YAML: a mapping of the keys of `asked`, and ``types``, columns with what they are.
    proposal, title : as of `asked`.

    Raises
    ------
    InputError
        With every key that is none and every answer that is not allowed.
    """
    file = read_yaml(path)
    given = file.content
    if not isinstance(given, dict):
        hint = "write it as 'title: ...', 'id: ...', a line each"
        raise InputError([Problem(path, "this is no mapping of keys to answers", hint=hint)])
    known = {one.key: one for one in asked(proposal, title)}
    problems: list[Problem] = []
    answers: dict[str, Any] = {}
    for key, answer in given.items():
        try:
            if key == "types":
                answers[key] = _types(answer, proposal)
            elif key in known:
                answers[key] = known[key].read(answer)
            else:
                near = known_or_meant(str(key), [*known, "types"])
                problems.append(
                    Problem(path, f"'{key}' is not asked", row=file.row((key,)), hint=near)
                )
        except ValueError as error:
            problems.append(Problem(path, str(error), key=str(key), row=file.row((key,))))
    if problems:
        raise InputError(problems)
    return answers


def _types(given: Any, proposal: Proposal) -> Mapping[str, str]:
    if not isinstance(given, dict):
        msg = "'types' is a mapping of columns to what they are, such as Q4: single"
        raise ValueError(msg)
    for column, kind in given.items():
        if column not in proposal.columns:
            msg = f"'{column}' is no column; {known_or_meant(column, proposal.columns)}"
            raise ValueError(msg)
        if kind not in TYPES:
            msg = f"'{kind}' is nothing that a column is; {known_or_meant(kind, TYPES)}"
            raise ValueError(msg)
    return {str(column): str(kind) for column, kind in given.items()}
