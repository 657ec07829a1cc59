"""Loops: columns in which respondents are asked the same of several items, one after the other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from research.edition.levels import PLACE
from research.identifiers import slug
from research.proposing.draft import Draft
from research.proposing.drafting import apart
from research.proposing.facts import Facts
from research.proposing.placing import placed
from research.proposing.wordings import one_for_all
from research.sources.formats.columns import Column
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Columns = Mapping[str, str]

__all__ = ["Loop", "loops_of"]

_WORDS_BESIDE = re.compile(r"_TEXT$|\[other\]$")
_MARKS = "_. -"
_MOST_ITEMS = 12
_MOST_NAMES = 60
_NEARLY = 0.98


@dataclass
class Loop:
    """A loop: items, and what is asked of each.

    Parameters
    ----------
    name : of the table that it opens as.
    items : what stands for ``{i}`` in names of columns.
    columns : of the file, item by item.
    drafts : its questions, ``{i}`` in their columns.
    id : column that says which item it is; the place in the loop where empty.
    """

    name: str
    items: list[str]
    columns: list[str]
    drafts: list[Draft]
    id: str = ""

    @property
    def asks(self) -> str:
        """What stands for it among the answers to what is asked: its first column."""
        return self.columns[0]

    @property
    def item(self) -> Draft | None:
        """The question that says which item it is, for tables split by it."""
        wanted = self.id or PLACE
        return next((one for one in self.drafts if one.keys.get("column") == wanted), None)


@dataclass(frozen=True)
class _Found:
    """Columns of a loop, by item, by what they are called with ``{i}`` for it."""

    items: tuple[str, ...]
    templates: dict[str, Columns] = field(default_factory=dict)


def loops_of(facts: Sequence[Facts], *, platform: str = "") -> list[Loop]:
    """Find loops among the columns that are no other's yet.

    Parameters
    ----------
    facts : of these, in the order of the file.
    platform : whose export the file is; empty where of none that is known.
    """
    by_name = {one.name: one for one in facts}
    places = {name: at for at, name in enumerate(by_name)}
    groups = _groups([name for name, one in by_name.items() if not _WORDS_BESIDE.search(name)])
    found: list[_Found] = []
    for items, templates in groups.items():
        found += _numbered_first(items, templates, platform)
        found += _within_one(items, templates)
        found += _in_turn(items, templates, places)
    made: list[Loop] = []
    taken: set[str] = set()
    for one in sorted(found, key=lambda each: -len(each.templates)):
        columns = {name for held in one.templates.values() for name in held.values()}
        if taken & columns or not any(by_name[name].filled for name in columns):
            continue
        whole = _with_id_beside(one, groups[one.items], by_name, taken)
        made.append(_loop(whole, by_name))
        taken |= {name for held in whole.templates.values() for name in held.values()}
    return sorted(made, key=lambda loop: places[loop.columns[0]])


def _groups(names: Sequence[str]) -> dict[tuple[str, ...], dict[str, Columns]]:
    """Columns by what they are called with ``{i}`` for a number, those of the same items as one."""
    groups: dict[tuple[str, ...], dict[str, Columns]] = defaultdict(dict)
    for template, columns in placed(names).items():
        if 1 < len(columns) <= _MOST_ITEMS:
            groups[tuple(columns)][template] = columns
    return groups


def _numbered_first(
    items: tuple[str, ...], templates: Mapping[str, Columns], platform: str
) -> list[_Found]:
    """Names that begin with the item, as Qualtrics writes loops."""
    held = {name: held for name, held in templates.items() if name.startswith(PLACE)}
    return [_Found(items, held)] if len(held) > (platform != "qualtrics") else []


def _within_one(items: tuple[str, ...], templates: Mapping[str, Columns]) -> list[_Found]:
    """Names that share what stands before the item, and differ after it by words."""
    by_stem: dict[str, dict[str, Columns]] = defaultdict(dict)
    for name, held in templates.items():
        stem, _, rest = name.partition(PLACE)
        if stem and rest.strip(_MARKS):
            by_stem[stem][name] = held
    return [
        _Found(items, held)
        for stem, held in by_stem.items()
        if len(held) > 1 and not all(_tail(name).isdigit() for name in held)
    ]


def _tail(template: str) -> str:
    return template.partition(PLACE)[2].strip(_MARKS)


def _in_turn(
    items: tuple[str, ...], templates: Mapping[str, Columns], places: Mapping[str, int]
) -> list[_Found]:
    """Columns that come item by item: everything of the first, then everything of the second."""
    at = {name: [places[held[item]] for item in items] for name, held in templates.items()}
    left = sorted(at, key=lambda name: at[name][0])
    found = []
    while left:
        first, *others = left
        ends = [*at[first][1:], max(places.values()) + 1]
        rising = at[first] == sorted(at[first])
        block = [first] + [
            name
            for name in others
            if rising
            and all(
                low < mid < end for low, mid, end in zip(at[first], at[name], ends, strict=True)
            )
        ]
        left = [name for name in left if name not in block]
        if len({name.partition(PLACE)[0] for name in block}) > 1:
            found.append(_Found(items, {name: templates[name] for name in block}))
    return found


def _with_id_beside(
    found: _Found, others: Mapping[str, Columns], by_name: Mapping[str, Facts], taken: set[str]
) -> _Found:
    """Add the columns that say which item it is, where these stand apart from the others."""
    if _id(found, by_name):
        return found
    for template, held in others.items():
        if template in found.templates or taken & set(held.values()):
            continue
        with_it = replace(found, templates={template: held, **found.templates})
        if _id(with_it, by_name) == template:
            return with_it
    return found


def _id(found: _Found, by_name: Mapping[str, Facts]) -> str:
    """The name of columns that say which item it is: few texts, none twice, leading the rest."""
    for template, held in found.templates.items():
        members = [by_name[held[item]] for item in found.items]
        texts = {text for one in members for text in one.counts}
        coded = any(one.field.codes for one in members) or not all(one.numeric for one in members)
        bare = template.endswith(PLACE) and all(one.whole for one in members if one.filled)
        if not (coded or bare) or not 1 < len(texts) <= _MOST_NAMES:
            continue
        if _apart(members) and _leads(template, found, by_name):
            return template
    return ""


def _apart(members: Sequence[Facts]) -> bool:
    """Whether respondents have an item once each, and not all the same in the same place."""
    cells = np.array([_texts(one) for one in members], dtype=object).T
    filled = cells != ""
    several = filled.sum(axis=1) > 1
    if not several.any():
        return False
    once = [len(set(row[mask])) == mask.sum() for row, mask in zip(cells, filled, strict=True)]
    return float(np.array(once)[several].mean()) >= _NEARLY


def _texts(one: Facts) -> NDArray[np.object_]:
    at, values = one.column.coded()
    return np.array([*values, ""], dtype=object)[at]


def _leads(template: str, found: _Found, by_name: Mapping[str, Facts]) -> bool:
    """Whether hardly anything is answered of an item where a column does not name it."""
    said = asked = 0
    for item in found.items:
        rest = [held[item] for name, held in found.templates.items() if name != template]
        answered = np.logical_or.reduce([by_name[name].mask for name in rest])
        asked += int(answered.sum())
        said += int((answered & by_name[found.templates[template][item]].mask).sum())
    return asked > 0 and said >= _NEARLY * asked


def _loop(found: _Found, by_name: Mapping[str, Facts]) -> Loop:
    """Draft the questions of a loop, each of the cells of all items together."""
    template_of_id = _id(found, by_name)
    wordings, called = one_for_all(
        {
            name: [_wording(by_name[held[item]]) for item in found.items]
            for name, held in found.templates.items()
        }
    )
    stem = _shared_stem([*found.templates])
    stacked = [
        _stacked(name, wordings[name], stem, [by_name[held[item]] for item in found.items])
        for name, held in found.templates.items()
    ]
    drafts = _drafts(stacked, stem)
    name = _name(found, template_of_id)
    if not template_of_id:
        drafts.insert(0, _item(found.items, called))
    for draft in drafts:
        if template_of_id and draft.keys.get("column") == template_of_id:
            draft.name, draft.keys = name, {"title": capitalise(name), **draft.keys}
    columns = [held[item] for item in found.items for held in found.templates.values()]
    return Loop(name, [*found.items], columns, drafts, template_of_id)


def _wording(one: Facts) -> str:
    """What is asked; nothing where a platform repeats the name of the column."""
    return "" if one.label == one.name else one.label


def _stacked(name: str, wording: str, stem: str, members: Sequence[Facts]) -> Facts:
    codes = {code: label for one in members for code, label in one.field.codes.items()}
    # A head of several words is its wording; that of a loop has the item and its stem in it.
    said = wording or (capitalise(_own(name, stem)) if " " in name else "")
    described = replace(members[0].field, name=name, label=said, codes=codes)
    return Facts(described, Column.below(name, [one.column for one in members]))


def _drafts(stacked: Sequence[Facts], stem: str) -> list[Draft]:
    found, _ = apart([one for one in stacked if one.filled])
    order = {one.name: at for at, one in enumerate(stacked)}
    for draft in found:
        draft.head = _own(draft.columns[0], stem)
    return sorted(found, key=lambda draft: order[draft.columns[0]])


def _own(template: str, stem: str) -> str:
    """A name without what stands before the item in all of them, and without the item."""
    return template.removeprefix(stem).replace(PLACE, "").strip(_MARKS) or template


def _shared_stem(templates: Sequence[str]) -> str:
    """What stands before the item in all names, such as the number of the loop."""
    stems = {name.partition(PLACE)[0] for name in templates}
    return stems.pop() if len(stems) == 1 else ""


def _item(items: Sequence[str], called: Sequence[str]) -> Draft:
    """The question that says which item it is, by the place in the loop."""
    named = dict(zip(items, called, strict=True)) if called else {}
    draft = Draft("single", [PLACE], head="item", keys={"title": "Item", "column": PLACE})
    draft.keys["codes"] = {
        item: named.get(item) or f"Item {at}" for at, item in enumerate(items, 1)
    }
    if not named:
        draft.notes.append("the file does not say what the items are: write what each is")
    return draft


def _name(found: _Found, template_of_id: str) -> str:
    """A name of letters: what stands before the item, or in the name of what says which it is."""
    for template in (_shared_stem([*found.templates]), template_of_id):
        words = [word for word in slug(template.replace(PLACE, ""), "_").split("_") if word]
        if words and words[0].isalpha() and len(words[0]) > 1:
            return words[0]
    return "item"
