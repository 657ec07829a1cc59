"""Sets: several columns that are one question, by what stands in them together."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from research.identifiers import slug, unused
from research.proposing.codes import code_labels, codes_of, points_of
from research.proposing.draft import Draft
from research.proposing.heads import stem_of
from research.proposing.scales import is_rated, rated
from research.proposing.words import folded, listed, role_of, speaks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from research.proposing.facts import Facts
    from research.proposing.heads import Family
    from research.sources.formats.fields import MultipleSet

__all__ = ["declared", "drafted", "rows_of", "shared_out"]

_MOST = 0.9
_NEARLY_ALL = 0.8
_RANKED = 0.75
_STRAY = 0.02
_HUNDRED = 100.0
_MOST_PLACED = 60
_LETTERED = re.compile(r"[A-Z]{1,2}\d{1,3}")


def drafted(family: Family) -> Draft | None:
    """Draft the question that a family of columns is; None where the columns are apart.

    Parameters
    ----------
    family : columns that are called alike.
    """
    members = [one for one in family.members if one.filled]
    if len(members) < 2:
        return None
    rules: tuple[Callable[[Family, Sequence[Facts]], Draft | None], ...] = (
        _chosen,
        _ranked,
        shared_out,
        _slots,
        _mentioned,
        _grid,
        _lettered,
        _measured,
    )
    return next((made for rule in rules if (made := rule(family, members)) is not None), None)


def declared(one: MultipleSet, facts: Mapping[str, Facts]) -> Draft:
    """Draft a question with several answers that the file itself declares.

    Parameters
    ----------
    one : the set.
    facts : of the columns, by name.
    """
    members = [facts[name] for name in one.columns]
    if one.kind == "C":
        draft = Draft("multi", list(one.columns), wording=one.label)
        draft.keys |= {"columns": list(one.columns), "codes": codes_of(code_labels(members))}
        return draft
    draft = Draft("multi", list(one.columns), wording=one.label)
    counted = one.counted or _counted(members)
    draft.keys["rows"] = _rows(members, lambda each: _item(each, counted, one.label))
    if counted:
        draft.keys["counted"] = [counted]
    return draft


def rows_of(family: Family, members: Sequence[Facts]) -> dict[str, Any]:
    """Give the rows of a question, each with its column and words."""
    return _rows(members, family.row_text)


def _rows(members: Sequence[Facts], text_of: Callable[[Facts], str]) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for one in members:
        text = text_of(one)
        key = unused(_key(text), rows)
        role = role_of(text)
        aside = {"role": role} if role != "answer" else {}
        rows[key] = {"column": one.name, "text": text, **aside}
    return rows


def _key(text: str) -> str:
    """A key of few words, of a row's text."""
    words = slug(text, "_").split("_")
    return "_".join(words[:3])[:40]


def _item(one: Facts, counted: str, shared: str) -> str:
    """The words of an option: its label, or what the counted value says where all share one."""
    said = one.field.codes.get(counted, "")
    own = one.label.removeprefix(shared).strip(" -–—:")
    if said and folded(said) not in listed("chosen"):
        return said
    return own or one.name


def _counted(members: Sequence[Facts]) -> str:
    held = {text for one in members for text in one.counts}
    return next((text for text in sorted(held) if folded(text) in listed("chosen")), "")


def _chosen(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Options, a column each, chosen or not."""
    held = [set(one.counts) for one in members]
    every = set().union(*held)
    yes = {text for text in every if folded(text) in listed("chosen")}
    no = {text for text in every if folded(text) in listed("not_chosen")}
    marked = bool(yes) and every <= yes | no and len(every) <= 3
    own = all(len(texts) == 1 for texts in held) and len(every) > 1
    if not (marked or own):
        return None
    draft = Draft("multi", [one.name for one in family.members], wording=family.shared)
    draft.keys["rows"] = rows_of(family, family.members)
    if own and not marked:
        for row, one in zip(draft.keys["rows"].values(), family.members, strict=True):
            row["text"] = next(iter(one.counts), row["text"])
        draft.keys["counted"] = sorted(every)
    else:
        draft.keys["counted"] = sorted(yes - no) or sorted(yes)
    for one in family.others:
        row = {"column": one.name, "text": "Other", "role": "other", "words": one.name}
        draft.keys["rows"][unused("other", draft.keys["rows"])] = row
        draft.columns.append(one.name)
    return draft


def _numbers(members: Sequence[Facts]) -> Any:
    return np.column_stack([one.values for one in members])


def _distinct_rows(cells: Any) -> float:
    """The share of records in which no number stands twice, of those with two or more."""
    ordered = np.sort(cells, axis=1)
    several = np.sum(~np.isnan(cells), axis=1) > 1
    twice = (np.diff(ordered, axis=1) == 0).any(axis=1)
    return float((~twice[several]).mean()) if several.any() else 0.0


def _ranked(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Items, a column each, that hold their ranks."""
    aside = {text for one in members for text in one.counts if role_of(text) != "answer"}
    cells = np.column_stack([one.values for one in members])
    held = cells[~np.isnan(cells)]
    words = {text for one in members if not one.numeric for text in one.counts}
    odd = {text for text in words if not text.replace(".", "").isdigit()} - aside
    if odd or not len(held) or len(members) < 3:
        return None
    within = (held == np.round(held)) & (held >= 1) & (held <= len(members))
    if within.mean() < 1 - _STRAY or held.max() < 2 or _distinct_rows(cells) < _RANKED:
        return None
    draft = Draft("ranking", [one.name for one in family.members], wording=family.shared)
    draft.keys["rows"] = rows_of(family, family.members)
    if aside:
        draft.keys["codes"] = {text: {"text": text, "role": "not_asked"} for text in sorted(aside)}
        draft.keys["gaps"] = True
    depth = int(held[within].max())
    if depth < len(members):
        draft.keys["top"] = depth
    if _distinct_rows(cells) < 1:
        draft.keys["ties"] = True
        draft.notes.append("some gave a rank twice: take 'ties' away to leave them out")
    draft.notes.append(f"ranks 1 to {depth}, 1 taken for the best")
    return draft


def _coded_alike(members: Sequence[Facts]) -> dict[str, str]:
    """Codes that all columns share, by their texts; as they stand where none has labels."""
    labels = code_labels(members)
    if labels:
        return labels
    texts = [set(one.counts) for one in members]
    shared = set().union(*texts)
    many = sum(len(one) for one in texts)
    return {text: text for text in sorted(shared)} if len(shared) < many else {}


def _orderly(family: Family) -> bool:
    """Whether the names count up from 1, as places do."""
    found = [one.name.rstrip("]").rpartition("[")[2] for one in family.members]
    tails = [name[-1:] if not name.isdigit() else name for name in found]
    return tails == [str(at) for at in range(1, len(tails) + 1)]


def _counts_up(family: Family, members: Sequence[Facts]) -> bool:
    """Whether columns are rows of one question: by their words, or as they are numbered in turn."""
    found = [stem_of(one.name)[1] for one in members]
    if family.shared or code_labels(members) or not all(index.isdigit() for index in found):
        return True
    numbers = [int(index) for index in found]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _repeats(members: Sequence[Facts]) -> tuple[float, float]:
    """The share of records without a code given twice, and of those with gaps before an answer."""
    codes = []
    for one in members:
        at, values = one.column.coded()
        texts = np.array([*values, ""], dtype=object)[at]
        codes.append(texts)
    cells = np.array(codes, dtype=object).T
    filled = cells != ""
    several = filled.sum(axis=1) > 1
    apart = [len(set(row[mask])) == mask.sum() for row, mask in zip(cells, filled, strict=True)]
    gaps = (~filled[:, :-1] & filled[:, 1:]).any(axis=1)
    share = float(np.array(apart)[several].mean()) if several.any() else 0.0
    return share, float(gaps.mean())


def _slots(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Places, a column each, that hold the code of the first choice, the second and so on."""
    codes = _coded_alike(members)
    if not _orderly(family) or not len(members) <= len(codes) <= _MOST_PLACED:
        return None
    apart, gaps = _repeats(members)
    filled = [one.filled for one in members]
    falling = all(later <= earlier for earlier, later in pairwise(filled))
    ranked = speaks_of("order", family.shared) or filled[-1] >= _NEARLY_ALL * filled[0]
    if apart < _MOST or gaps > 1 - _MOST or not ranked:
        return None
    if is_rated(members, family.shared) and not speaks_of("order", family.shared):
        return None
    draft = Draft("ranking", [one.name for one in members], wording=family.shared)
    draft.keys |= {"slots": [one.name for one in members], "codes": codes_of(codes)}
    draft.keys["top"] = len(members)
    if not falling or gaps:
        draft.keys["gaps"] = True
    draft.notes.append(
        "taken for first, second, third choice; make it a multi if order means nothing"
    )
    return draft


def shared_out(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Draft shares of a whole; None where the numbers do not add up to a hundred.

    Parameters
    ----------
    family : the columns, and what they are called.
    members : those of them that hold anything.
    """
    if not all(one.numeric for one in members):
        return None
    cells = _numbers(members)
    answered = ~np.isnan(cells).all(axis=1)
    sums = np.nansum(cells[answered], axis=1)
    near = np.abs(sums - _HUNDRED) <= 1
    if not len(sums) or near.mean() < _NEARLY_ALL or np.nanmax(cells) <= 11:
        return None
    draft = Draft("allocation", [one.name for one in family.members], wording=family.shared)
    draft.keys["rows"] = rows_of(family, family.members)
    draft.keys["sum"] = 100
    off = np.abs(sums - _HUNDRED)
    if (off[near] > 1e-9).any():
        draft.keys["tolerance"] = 1
        draft.notes.append("some sums are 99 or 101: 'tolerance' lets them count")
    draft.keys["unit"] = "percent"
    return draft


def _grid(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Ratings of several things on one scale."""
    if not is_rated(members, family.shared) or not _counts_up(family, members):
        return None
    if code_labels(members) and len({tuple(one.field.named.items()) for one in members}) > 1:
        return None
    draft = rated(members, family.shared)
    draft.type = "grid"
    draft.columns = [one.name for one in family.members]
    draft.keys = {"rows": rows_of(family, family.members), **draft.keys}
    return draft


def _lettered(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Ratings whose points have codes such as A1 to A5 and no words in the file."""
    codes = {text for one in members for text in one.counts}
    if code_labels(members) or not 1 < len(codes) <= 11:
        return None
    if not all(_LETTERED.fullmatch(code) for code in codes):
        return None
    draft = Draft("grid", [one.name for one in family.members], wording=family.shared)
    draft.keys["rows"] = rows_of(family, family.members)
    draft.keys["codes"] = {code: code for code in sorted(codes, key=lambda code: (len(code), code))}
    draft.notes.append("taken for a scale that rises with its codes: write what the points mean")
    return draft


def _mentioned(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Mentions, a column each, that hold the code of one more answer."""
    labels = code_labels(members)
    filled = [one.filled for one in members]
    apart, _ = _repeats(members)
    if apart < _NEARLY_ALL or filled[0] < max(filled):
        return None
    draft = Draft("multi", [one.name for one in members], wording=family.shared)
    if not labels and _orderly(family) and filled[-1] < _MOST * filled[0]:
        labels = _bare_codes(members)
        draft.notes.append("up to so many answers, a column each; the file does not name the codes")
    if not labels or len({tuple(one.field.codes.items()) for one in members}) > 1:
        return None
    draft.keys |= {"columns": [one.name for one in members], "codes": codes_of(labels)}
    return draft


def _bare_codes(members: Sequence[Facts]) -> dict[str, str]:
    """Whole numbers that several columns share, as codes; nothing where they are quantities."""
    numbers = sorted({number for one in members for number in one.numbers})
    whole = all(one.whole for one in members) and 1 < len(numbers) <= _MOST_PLACED
    return {f"{number:g}": f"{number:g}" for number in numbers} if whole else {}


def _measured(family: Family, members: Sequence[Facts]) -> Draft | None:
    """Numbers of one wording."""
    if not family.shared or code_labels(members) or not all(one.numeric for one in members):
        return None
    if not points_of(members):
        return None
    draft = Draft("numeric", [one.name for one in family.members], wording=family.shared)
    draft.keys["rows"] = rows_of(family, family.members)
    return draft
