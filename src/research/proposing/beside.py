"""Words beside options: what respondents wrote beside *other*, put with the option they chose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from research.proposing.heads import is_other_text, question_of
from research.proposing.words import role_of, speaks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.proposing.draft import Draft
    from research.proposing.facts import Facts

__all__ = ["let_be_quoted", "put_beside"]

_CODE = re.compile(r"_(?P<code>\d+)_TEXT$")
_MOST = 0.8
_OTHER = "Other"


def put_beside(drafts: Sequence[Draft], facts: Mapping[str, Facts]) -> list[Draft]:
    """Put words beside the options that they belong to; give the questions that are left.

    Parameters
    ----------
    drafts : in the order of the file; those that have the options are changed.
    facts : of columns, by name.
    """
    left = []
    for draft in drafts:
        one = facts[draft.columns[0]]
        beside = draft.type == "open" and is_other_text(one)
        owner = _owner(draft, drafts, one) if beside else None
        if owner is None or not _put(owner, one, facts[owner.columns[0]]):
            left.append(draft)
    return left


def let_be_quoted(drafts: Sequence[Draft]) -> None:
    """Say of what respondents wrote who may be quoted, where a question asks for consent.

    Parameters
    ----------
    drafts : named; those with words are changed.
    """
    consent = next((one for one in drafts if _asks_consent(one)), None)
    if consent is None:
        return
    code = next(iter(consent.keys["codes"]))
    given = {consent.name: [code]}
    for draft in drafts:
        options = [one for one in _options(draft) if isinstance(one, dict) and "words" in one]
        for option in options:
            option["words"] = {"column": option["words"], "consent": given}
        if draft.type == "open":
            draft.keys["consent"] = given
        if options or draft.type == "open":
            draft.notes.append(f"may be quoted where '{consent.name}' is {code}: check this")


def _options(draft: Draft) -> list[Any]:
    codes, rows = draft.keys.get("codes", {}), draft.keys.get("rows", {})
    return [*(codes.values() if isinstance(codes, dict) else codes), *rows.values()]


def _asks_consent(draft: Draft) -> bool:
    codes = draft.keys.get("codes", {})
    return (
        draft.type == "single"
        and isinstance(codes, dict)
        and len(codes) == 2
        and speaks_of("consent", draft.wording)
    )


def _owner(draft: Draft, drafts: Sequence[Draft], one: Facts) -> Draft | None:
    """The question with the option; the nearest before where several are called so."""
    stem = question_of(one.name)
    fit = [
        each
        for each in drafts
        if each.type in ("single", "multi")
        and stem in {question_of(column) for column in each.columns}
    ]
    return fit[-1] if fit and draft not in fit else None


def _put(owner: Draft, one: Facts, chosen: Facts) -> bool:
    """Put words with the option whose code they name, or that is called *other*; or give it one."""
    codes = owner.keys.get("codes")
    named = _CODE.search(one.name)
    if isinstance(codes, dict):
        others = [code for code, said in codes.items() if _is_other(said)]
        code = named["code"] if named and named["code"] in codes else ""
        code = code or (others[0] if len(others) == 1 else "")
        if code:
            text = _text(codes[code])
            codes[code] = {
                "text": _OTHER if text in (code, f"{_OTHER} {code}") else text,
                "role": "other",
                "words": one.name,
            }
        return bool(code)
    if isinstance(codes, list):
        others = [said for said in codes if _is_other(said)]
        if others:
            said = others[0] if isinstance(others[0], dict) else {"text": others[0]}
            codes[codes.index(others[0])] = {**said, "role": "other", "words": one.name}
            return True
        alone = one.mask & ~chosen.mask
        if one.filled and np.sum(alone) >= _MOST * one.filled:
            codes.append({"text": _OTHER, "role": "other", "words": one.name})
            return True
    return False


def _text(said: Any) -> str:
    return str(said["text"] if isinstance(said, dict) else said)


def _is_other(said: Any) -> bool:
    return role_of(_text(said)) == "other"
