"""Proposals: a stranger's file as the questions, roles and sections that it seems to hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from research.proposing.bases import propose_bases
from research.proposing.dialect import open_stranger
from research.proposing.facts import Facts
from research.proposing.heads import families, is_other_text, question_of
from research.proposing.naming import give_names
from research.proposing.roles import chosen, roles_of
from research.proposing.sets import declared, drafted
from research.proposing.singles import alone, told
from research.proposing.words import language_of, named_like, speaks_of
from research.sources.formats.platforms import PLAIN, PLATFORMS
from research.wording.dates import span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from research.errors import Problem
    from research.proposing.dialect import Dialect
    from research.proposing.draft import Draft
    from research.proposing.roles import Roles
    from research.sources.formats.datafile import DataFile

__all__ = ["Proposal", "propose"]

_MOST_GROUPS = 12
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
    sheet : of a workbook; the first where left out.
    answers : what a person said of it, by key (`research.proposing.choices`); the rest is
        proposed.

    Raises
    ------
    InputError
        It cannot be read.
    """
    said = answers or {}
    dialect, file, remarks = open_stranger(path, sheet=sheet)
    facts = _facts(dialect, file)
    roles = chosen(roles_of(list(facts.values()), dialect.platform), said)
    drafts = _drafts(file, facts, roles, said.get("types", {}))
    _unshift(drafts, said)
    give_names(drafts)
    _link(drafts, facts)
    propose_bases(drafts, facts)
    language = language_of([one.label or one.name for one in facts.values()])
    days = _fieldwork(drafts, facts)
    return Proposal(
        path,
        dialect,
        file.rows,
        list(facts),
        roles,
        drafts,
        language,
        days,
        said.get("banner"),
        remarks,
        facts,
    )


def _unshift(drafts: list[Draft], said: Mapping[str, Any]) -> None:
    """Take likelihoods as they stand where somebody says so."""
    for draft in drafts:
        if said.get(f"shifted.{draft.columns[0]}") == "no":
            draft.type, draft.notes = "scale", []
            draft.keys.pop("values", None)
            draft.keys["range"] = [1, 11]


def _fieldwork(drafts: list[Draft], facts: dict[str, Facts]) -> str:
    """The span of the only day that respondents have; nothing where there are several or none."""
    days = [draft for draft in drafts if draft.type == "day"]
    if len(days) != 1:
        return ""
    held = facts[days[0].columns[0]].column.days()
    found = held.values[~np.isnat(held.values)]
    if not len(found):
        return ""
    first, last = (date.fromisoformat(str(day)) for day in (found.min(), found.max()))
    return span(first, last)


def _facts(dialect: Dialect, file: DataFile) -> dict[str, Facts]:
    shape = PLATFORMS[dialect.platform] if dialect.platform else PLAIN
    columns = file.read(file.fields)
    return {
        name: Facts(file.fields[name], column.without(shape.left_open))
        for name, column in columns.items()
    }


def _drafts(
    file: DataFile, facts: dict[str, Facts], roles: Roles, types: Mapping[str, str]
) -> list[Draft]:
    """Draft declared sets, then families of columns, then what is left alone."""
    taken = roles.taken
    found = [told(facts[name], kind) for name, kind in types.items() if kind != "leave out"]
    roles.aside |= {name: "left out" for name, kind in types.items() if kind == "leave out"}
    taken |= set(types)
    for several in file.sets:
        if not taken & set(several.columns):
            found.append(declared(several, facts))
            taken |= set(several.columns)
    left = [one for one in facts.values() if one.name not in taken]
    for family in families(left):
        draft = drafted(family)
        if draft is not None:
            found.append(draft)
            taken |= set(draft.columns)
    for one in left:
        if one.name in taken:
            continue
        if one.distinct == 1 and not one.field.codes and not one.numeric and not is_other_text(one):
            roles.aside[one.name] = "every cell says the same"
        else:
            found.append(alone(one))
    order = {name: at for at, name in enumerate(facts)}
    return sorted(found, key=lambda draft: order[draft.columns[0]])


def _link(drafts: list[Draft], facts: dict[str, Facts]) -> None:
    """Say of words beside *other* which question they belong to, and who may be quoted."""
    consent = next((one for one in drafts if _asks_consent(one)), None)
    for draft in drafts:
        one = facts[draft.columns[0]]
        if draft.type != "open":
            continue
        stem = question_of(one.name)
        owner = next((each for each in drafts if each is not draft and _owns(each, stem)), None)
        if owner is not None and is_other_text(one):
            draft.name = _numbered_other(owner.name, drafts)
            draft.keys["of"] = owner.name
            draft.keys["title"] = f"{owner.keys['title']}: other answers"
        elif consent is not None:
            codes = list(consent.keys["codes"])
            draft.keys["consent"] = {consent.name: codes[:1]}
            draft.notes.append(f"may be quoted where '{consent.name}' is {codes[0]}: check this")


def _asks_consent(draft: Draft) -> bool:
    codes = draft.keys.get("codes", {})
    return (
        draft.type == "single"
        and isinstance(codes, dict)
        and len(codes) == 2
        and speaks_of("consent", draft.wording)
    )


def _owns(draft: Draft, stem: str) -> bool:
    heads = {question_of(column) for column in draft.columns}
    return draft.type in ("single", "multi") and stem in heads


def _numbered_other(owner: str, drafts: list[Draft]) -> str:
    """A name for words beside *other*."""
    taken, name = {draft.name for draft in drafts}, f"{owner}_other"
    return name if name not in taken else f"{name}2"
