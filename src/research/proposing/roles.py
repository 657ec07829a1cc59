"""Roles: columns that are no question but say who answered, what they count for, and whether."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from research.proposing.words import folded, listed, named_like
from research.sources.answers.personal import cells_look_personal, kind_of_head
from research.sources.formats.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from research.proposing.facts import Facts

__all__ = ["Roles", "chosen", "roles_of"]

_ID_SHARE = 0.9
_FEW_STATES = 6
_FEWEST_ROWS = 5
_MOST_WAVES = 24
_MOST_WEIGHT = 50.0
_NEARLY = 0.15
# A column that numbers so many rows one by one does not do so by chance.
_FEWEST_COUNTED = 20
_NUMBERED = re.compile(r"(?P<before>\D{0,12})(?P<number>\d{1,18})(?P<after>\D{0,4})")


@dataclass
class Roles:
    """What columns are for.

    Parameters
    ----------
    id, account, weight, volume, wave : columns; empty where none was found.
    personal : columns that tell who somebody is.
    finished : cells that say an interview counts, by column.
    totals : cells that say of a row that it holds totals, by column.
    aside : columns of the platform or of the fieldwork, each with why it is no question.
    beside : files that the edition needs as well, such as the design of a MaxDiff.
    notes : by key of the parameter file, what was guessed.
    """

    id: str = ""
    account: str = ""
    weight: str = ""
    volume: str = ""
    wave: str = ""
    personal: list[str] = field(default_factory=list)
    finished: dict[str, list[str]] = field(default_factory=dict)
    totals: dict[str, list[str]] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    beside: list[Path] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> set[str]:
        """Columns that are no question."""
        one = {self.id, self.account, self.weight, *self.finished} - {""}
        return one | set(self.personal) | set(self.aside)


def roles_of(facts: Sequence[Facts], platform: str = "") -> Roles:
    """Find what columns are for, those left out that are questions.

    Parameters
    ----------
    facts : of all columns, in the order of the file.
    platform : whose export the file is; empty where of none that is known.
    """
    roles = Roles()
    own = PLATFORMS[platform].own_columns([one.name for one in facts]) if platform else []
    counted = PLATFORMS[platform].counted if platform else {}
    for one in facts:
        if one.name in own or one.name in counted:
            roles.aside[one.name] = f"{platform} adds it of its own"
    left = [one for one in facts if one.name not in roles.aside]
    roles.totals = _totals(left)
    roles.id = _id(left)
    roles.personal = [one.name for one in left if one.name != roles.id and _is_personal(one)]
    left = [one for one in left if one.name not in {roles.id, *roles.personal}]
    roles.account = next((one.name for one in left if _is_account(one)), "")
    roles.wave = next((one.name for one in left if _is_wave(one)), "")
    _weighted(roles, left)
    _finished(roles, left)
    roles.aside |= dict(_technical(roles, left, platform))
    return roles


def chosen(roles: Roles, said: Mapping[str, Any]) -> Roles:
    """Give the roles that columns have after what a person said of them.

    Parameters
    ----------
    roles : as found.
    said : answers by key (`research.proposing.choices`).
    """
    for key in ("id", "weight", "account"):
        if key in said:
            setattr(roles, key, "" if said[key] == "none" else said[key])
    if said.get("finished") == "no":
        roles.finished = {}
    roles.personal = list(said.get("personal", roles.personal))
    kept = {roles.id, roles.weight, roles.account, *roles.personal}
    roles.aside = {name: why for name, why in roles.aside.items() if name not in kept}
    return roles


def _id(facts: Sequence[Facts]) -> str:
    """The column that tells respondents apart: called so, and nearly all cells different."""
    fit = [one for one in facts if one.filled and one.unique >= _ID_SHARE and not one.days]
    called = [one for one in fit if _is_called_id(one)]
    # A token is given to a person, a number to a record: the former tells of answers sent twice.
    best = max(called, key=lambda one: (one.filled, one.name == "token"), default=None)
    if best is None:
        best = next((one for one in fit if _is_called_account(one)), None)
    if best is None:
        best = next((one for one in fit if _counts_on(one)), None)
    return best.name if best else ""


def _counts_on(one: Facts) -> bool:
    """Whether a column numbers the rows one by one, whatever it is called: 1001, 1002; R1, R2."""
    if not _FEWEST_COUNTED <= one.filled == len(one.column) == one.distinct:
        return False
    codes, values = one.column.coded()
    found = [_NUMBERED.fullmatch(values[code]) for code in codes]
    if not all(found) or len({(each["before"], each["after"]) for each in found if each}) > 1:
        return False
    numbers = [int(each["number"]) for each in found if each]
    return all(after - before == 1 for before, after in pairwise(numbers))


def _is_called_id(one: Facts) -> bool:
    """Whether a head says so, its label, or the last of several rows of heads."""
    return any(
        named_like("id", told) for told in (one.name, one.label, one.name.rpartition(" - ")[2])
    )


def _totals(facts: Sequence[Facts]) -> dict[str, list[str]]:
    """Find a last row that holds totals: a cell says so, and most others are blank."""
    rows = max((len(one.column) for one in facts), default=0)
    if rows < _FEWEST_ROWS:
        return {}
    last = [one for one in facts if one.mask[-1]]
    for one in last:
        codes, values = one.column.coded()
        said = values[codes[-1]]
        if folded(said) in listed("totals") and len(last) <= len(facts) / 2:
            return {one.name: [said]}
    return {}


def _is_personal(one: Facts) -> bool:
    kind = kind_of_head(one.name)
    ticked = {folded(text) for text in one.counts} <= listed("chosen") | listed("not_chosen")
    if kind and not one.field.codes and not (ticked and one.filled):
        return True
    written = not one.field.codes and one.distinct > _FEW_STATES
    if written and kind_of_head(one.label) not in ("", "title"):
        return True
    return bool(one.filled) and not one.numeric and cells_look_personal(list(one.counts))


def _is_called_account(one: Facts) -> bool:
    return named_like("account", one.name) or named_like("account", one.label)


def _is_account(one: Facts) -> bool:
    called = _is_called_account(one)
    return called and not one.field.codes and 1 < one.distinct < one.filled and one.length < 40


def _is_wave(one: Facts) -> bool:
    return named_like("wave", one.name) and 1 < one.distinct <= _MOST_WAVES


def _weighted(roles: Roles, facts: Sequence[Facts]) -> None:
    for one in facts:
        numbers = one.numbers
        if not numbers or one.field.codes:
            continue
        if not roles.weight and named_like("weight", one.name) and _is_weight(one):
            roles.weight = one.name
            mean = float(one.values[one.mask].mean())
            if abs(mean - 1) > _NEARLY:
                roles.notes["weights"] = f"its mean is {mean:.3g}, not 1: see that it is a weight"
        elif not roles.volume and named_like("volume", one.name):
            roles.volume = one.name


def _is_weight(one: Facts) -> bool:
    return min(one.numbers) >= 0 and max(one.numbers) <= _MOST_WEIGHT and one.distinct > 1


def _finished(roles: Roles, facts: Sequence[Facts]) -> None:
    """Find a column that says which interviews were finished, with the cells of those."""
    for one in facts:
        if not named_like("finished", one.name) or not 1 < one.distinct <= _FEW_STATES:
            continue
        told = {text: folded(one.field.codes.get(text, text)) for text in one.counts}
        complete = [text for text, said in told.items() if said in listed("complete")]
        broken = {"partial", "incomplete", "screened out", "screenout", "quota full", "abbruch"}
        if complete and (set(told.values()) & (broken | {"0", "false", "no"})):
            roles.finished = {one.name: complete}
            return


def _technical(roles: Roles, facts: Sequence[Facts], platform: str) -> Iterator[tuple[str, str]]:
    days = [one for one in facts if named_like("answered", one.name) and one.days]
    kept = days[-1].name if days else ""
    for one in facts:
        if one.name in roles.taken:
            continue
        if not one.filled and not one.field.codes:
            yield one.name, "no cell is filled"
        elif named_like("technical", one.name) or (one in days and one.name != kept):
            yield one.name, "of the fieldwork, no question"
        elif named_like("id", one.name) and one.unique >= _ID_SHARE:
            yield one.name, f"a number of the record; '{roles.id}' tells respondents apart"
        elif platform == "limesurvey" and one.name in ("id", "submitdate"):
            yield one.name, "of the fieldwork, no question"
