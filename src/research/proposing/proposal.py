"""Proposals: a stranger's file as the questions, roles and sections that it seems to hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from research.proposing.bases import propose_bases
from research.proposing.beside import let_be_quoted, put_beside
from research.proposing.drafting import apart
from research.proposing.looking import look
from research.proposing.loops import loops_of
from research.proposing.maxdiff import maxdiffs
from research.proposing.naming import give_names
from research.proposing.roles import chosen, roles_of
from research.proposing.sets import declared
from research.proposing.singles import told
from research.proposing.words import language_of, named_like
from research.wording.dates import span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from research.errors import Problem
    from research.proposing.dialect import Dialect
    from research.proposing.draft import Draft
    from research.proposing.facts import Facts
    from research.proposing.looking import Looked
    from research.proposing.loops import Loop
    from research.proposing.roles import Roles

__all__ = ["MOST_QUESTIONS", "Proposal", "propose", "propose_of"]

MOST_QUESTIONS = 120
"""Questions that a first parameter file describes; of a longer file the others are comments."""

_MOST_GROUPS = 12
_NO_DESIGN = "the best or worst of a MaxDiff, whose design is not beside the file"
_GROUPS = ("sector", "region", "country", "size", "role", "segment", "status")


@dataclass
class Proposal:
    """What a file seems to hold.

    Parameters
    ----------
    path : the file.
    dialect : how it is to be read.
    rows : how many records it has.
    columns : what the file calls them, in its order.
    roles : columns that are no question.
    drafts : its questions, in the order of the file.
    loops : what is asked of several items each, as tables of their own.
    language : of its wordings; empty where too few words are known.
    banner : questions that tables are split by, where somebody chose them.
    fieldwork : first and last day of the answers; empty where no column tells.
    remarks : what its reader said.
    facts : of the columns, by name.
    """

    path: Path
    dialect: Dialect
    rows: int
    columns: list[str]
    roles: Roles
    drafts: list[Draft]
    loops: list[Loop] = field(default_factory=list)
    language: str = ""
    fieldwork: str = ""
    banner: list[str] | None = None
    remarks: list[Problem] = field(default_factory=list)
    facts: Mapping[str, Facts] = field(default_factory=dict)

    def cells(self, column: str) -> Mapping[str, int]:
        """How often each text stands in a column; nothing where the file has none of that name."""
        return self.facts[column].counts if column in self.facts else {}

    def of_type(self, *types: str) -> list[Draft]:
        """The questions of some types."""
        return [draft for draft in self.drafts if draft.type in types]

    @property
    def groups(self) -> list[Draft]:
        """Questions that reports are split by: who the respondents are, a few groups each."""
        if self.banner is not None:
            by_name = {draft.name: draft for draft in self.drafts}
            return [by_name[name] for name in self.banner if name in by_name]
        fit = [
            draft
            for draft in self.of_type("single")
            if 1 < len(draft.keys.get("codes", ())) <= _MOST_GROUPS
            and not named_like("language", draft.columns[0])
        ]
        named = [draft for draft in fit if draft.name.rstrip("0123456789") in _GROUPS]
        return (named or fit)[:3]


def propose(path: Path, *, sheet: str = "", answers: Mapping[str, Any] | None = None) -> Proposal:
    """Say what a file of answers seems to hold.

    Parameters
    ----------
    path : of any format that is read.
    sheet : of a workbook; the fullest where left out.
    answers : as of `propose_of`.

    Raises
    ------
    InputError
        It cannot be read.
    """
    return propose_of(look(path, sheet=sheet), answers)


def propose_of(looked: Looked, answers: Mapping[str, Any] | None = None) -> Proposal:
    """Say what a file that was looked at seems to hold.

    Parameters
    ----------
    looked : the file.
    answers : what a person said of it, by key (`research.proposing.choices`); the rest is
        proposed.
    """
    said = answers or {}
    facts = looked.facts
    roles = chosen(roles_of(list(facts.values()), looked.dialect.platform), said)
    drafts, loops = _drafts(looked, roles, said)
    _unshift(drafts, said)
    drafts = put_beside(drafts, facts)
    give_names(drafts)
    named = [one.name for one in drafts]
    for loop in loops:
        give_names(loop.drafts, named, loop.name)
        named += [one.name for one in loop.drafts]
    let_be_quoted(drafts)
    propose_bases(drafts[:MOST_QUESTIONS], facts)
    return Proposal(
        looked.path,
        looked.dialect,
        looked.rows,
        list(facts),
        roles,
        drafts,
        loops,
        language_of([one.label or one.name for one in facts.values()]),
        _fieldwork(drafts, facts),
        said.get("banner"),
        [*looked.remarks],
        facts,
    )


def _unshift(drafts: list[Draft], said: Mapping[str, Any]) -> None:
    """Take likelihoods as they stand where somebody says so."""
    for draft in drafts:
        if said.get(f"shifted.{draft.columns[0]}") == "no":
            draft.type, draft.notes = "scale", []
            draft.keys.pop("values", None)
            draft.keys["range"] = [1, 11]


def _fieldwork(drafts: list[Draft], facts: Mapping[str, Facts]) -> str:
    """The span of the only day that respondents have; nothing where there are several or none."""
    days = [draft for draft in drafts if draft.type == "day"]
    if len(days) != 1:
        return ""
    one = facts[days[0].columns[0]]
    held = one.column.days(one.day_form)
    found = held.values[~np.isnat(held.values)]
    if not len(found):
        return ""
    first, last = (date.fromisoformat(str(day)) for day in (found.min(), found.max()))
    return span(first, last)


def _drafts(
    looked: Looked, roles: Roles, said: Mapping[str, Any]
) -> tuple[list[Draft], list[Loop]]:
    """Draft what somebody said, declared sets, loops, families of columns, and what is left."""
    facts, types = looked.facts, said.get("types", {})
    taken = roles.taken
    found = [told(facts[name], kind) for name, kind in types.items() if kind != "leave out"]
    roles.aside |= {name: "left out" for name, kind in types.items() if kind == "leave out"}
    taken |= set(types)
    for several in looked.sets:
        if not taken & set(several.columns):
            found.append(declared(several, facts))
            taken |= set(several.columns)
    left = [one for one in facts.values() if one.name not in taken]
    for one in maxdiffs(left, looked.path):
        found += [one.draft] if one.draft else []
        used = one.draft.columns if one.draft else []
        why = "the version of a MaxDiff" if one.draft else _NO_DESIGN
        roles.aside |= {name: why for name in one.columns if name not in used}
        roles.beside += [one.design] if one.design else []
        taken |= set(one.columns)
    left = [one for one in left if one.name not in taken]
    loops = [
        loop
        for loop in loops_of(left, platform=looked.dialect.platform)
        if said.get(f"loop.{loop.asks}") != "no"
    ]
    looped = {column for loop in loops for column in loop.columns}
    rest, aside = apart([one for one in left if one.name not in looped])
    roles.aside |= aside
    order = {name: at for at, name in enumerate(facts)}
    return sorted([*found, *rest], key=lambda draft: order[draft.columns[0]]), loops
