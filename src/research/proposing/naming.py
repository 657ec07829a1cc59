"""Naming: what drafted questions are called, in texts and in the ledger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from research.edition.questions import RESERVED
from research.identifiers import slug
from research.proposing.heads import number_of, question_of
from research.proposing.words import content_words, group_of
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from research.proposing.draft import Draft

__all__ = ["give_names"]

_LONGEST_TITLE = 60
# The first question of a wording of several sentences.
_ASKED = re.compile(r"[^.?!]+\?(?=\s)")
# Names of questions whose wording names nothing.
_PLAIN = {
    "single": "answer",
    "multi": "chosen",
    "scale": "rating",
    "grid": "ratings",
    "numeric": "number",
    "day": "day",
    "allocation": "shares",
    "ranking": "order",
    "maxdiff": "choice",
    "open": "remark",
}


def give_names(drafts: Sequence[Draft], also: Iterable[str] = (), within: str = "") -> None:
    """Give each question a name of its own, a number where columns have one, and a title.

    Parameters
    ----------
    drafts : in the order of the file; they are changed.
    also : names that others have.
    within : name of the loop that they are asked in: a name that is taken begins with it.
    """
    taken: set[str] = set(RESERVED) | set(also)
    for draft in drafts:
        head = draft.head or draft.columns[0]
        stem = question_of(head)
        draft.number = draft.number or number_of(head)
        name = draft.name or _name(draft, stem)
        if name in taken:
            name = f"{within}_{name}" if within else _longer(draft, stem, name)
        name = _numbered(name, taken)
        taken.add(name)
        draft.name = name
        if draft.type == "single" and group_of(draft.wording, stem):
            draft.keys = {"title": capitalise(name), **draft.keys, "one": name}
        draft.keys.setdefault("title", _title(draft, stem))


def _longer(draft: Draft, head: str, name: str) -> str:
    """A name of two words where one is another's already."""
    words = content_words(draft.wording or head)
    return slug(" ".join(words[:2]), "_") if words[1:] and slug(words[0], "_") == name else name


def _numbered(name: str, taken: set[str]) -> str:
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}{count}"
    return found


def _name(draft: Draft, head: str) -> str:
    if draft.type == "nps":
        return "recommend"
    group = group_of(draft.wording, head) if draft.type == "single" else ""
    if group:
        return group
    if not number_of(head) and " " not in head:
        return slug(head, "_")
    words = [word for word in content_words(draft.wording or head) if word not in RESERVED]
    if words:
        return slug(words[0], "_")
    return slug(head, "_") if number_of(head) else _PLAIN[draft.type]


def _title(draft: Draft, head: str) -> str:
    """A short title: the wording where it is short, else the name as words."""
    wording = draft.wording.strip()
    if wording and len(wording) <= _LONGEST_TITLE:
        return wording.rstrip(" :")
    if draft.type == "nps":
        return "Likelihood to recommend"
    asked = _ASKED.match(wording)
    if asked and len(asked[0]) <= _LONGEST_TITLE:
        return asked[0]
    if wording:
        cut = wording[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-–—")
        return f"{cut} …"
    return capitalise(head.replace("_", " "))
