"""Singles: the question that one column alone is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from research.proposing.codes import code_labels, codes_of, is_odd, points_of, spread
from research.proposing.draft import Draft
from research.proposing.heads import is_other_text
from research.proposing.scales import is_rated, rated
from research.proposing.words import asks_for_words, folded, group_of, role_of

if TYPE_CHECKING:
    from research.proposing.facts import Facts

__all__ = ["alone", "told"]

_SPLIT = re.compile(r"[;|]")
_SENTENCE = re.compile(r"\w+\W+\w+\W+\w+.*[.!?…]|.{41,}", re.DOTALL)
_SENTENCES = 0.25
_LONG = 40
_MOST_ANSWERS = 30
_SHARE_ANSWERS = 0.5
_FEW = 12
_UNIQUE = 0.8
_SEVERAL = 2
_LIMESURVEY_OTHER = "-oth-"


def alone(one: Facts) -> Draft:
    """Draft the question that a column is.

    Parameters
    ----------
    one : its facts; some cell is filled, or the file has labels of its codes.
    """
    wording = one.label
    if one.days:
        return _day(one)
    draft = (
        _labelled(one)
        or _several(one)
        or _rating(one)
        or _number(one)
        or _listed(one)
        or _open(one)
    )
    draft.keys = {"column": one.name, **draft.keys}
    draft.wording = wording
    return draft


def _day(one: Facts) -> Draft:
    draft = Draft("day", [one.name], wording=one.label, keys={"column": one.name})
    if one.day_form:
        draft.keys["form"] = one.day_form
        draft.notes.append(f"days written as {next(iter(one.counts))}")
    if one.day_unsure:
        draft.notes.append(
            "no day is over 12: the first number is taken for the day, not the month"
        )
    return draft


def told(one: Facts, kind: str) -> Draft:
    """Draft the question that somebody says a column is.

    Parameters
    ----------
    one : its facts.
    kind : a type of question of one column.
    """
    draft = alone(one)
    if draft.type == kind:
        return draft
    made = Draft(kind, [one.name], wording=one.label, keys={"column": one.name})
    if kind == "single":
        _list_codes(made, one)
    elif kind == "scale":
        made.keys["range"] = list(spread(points_of([one]))) if points_of([one]) else [1, 5]
    return made


def _list_codes(draft: Draft, one: Facts) -> None:
    """Give a draft all answers of a column: as the file names them, else as they stand there."""
    labels = code_labels([one])
    if labels:
        draft.keys["codes"] = codes_of(labels)
    elif one.numeric:
        draft.keys["codes"] = {f"{number:g}": f"{number:g}" for number in one.numbers}
        draft.notes.append("codes that the file does not name: write what each means")
    else:
        draft.keys["codes"] = [*one.counts]


def _labelled(one: Facts) -> Draft | None:
    """A column whose codes the file names."""
    labels = dict(one.field.codes)
    answers = {code for code in one.field.named if role_of(labels[code]) == "answer"}
    if not labels:
        return None
    if is_rated([one], _said(one)):
        return rated([one], _said(one))
    missing = [code for code in labels if one.field.is_missing(code)]
    if not answers and one.numeric:
        numeric = Draft("numeric", [one.name])
        numeric.keys["codes"] = codes_of(labels, missing)
        return numeric
    draft = Draft("single", [one.name])
    draft.keys["codes"] = codes_of(labels, missing)
    return draft


def _several(one: Facts) -> Draft | None:
    """Several answers in one cell, with a mark between."""
    texts = [text for text in one.counts if _SPLIT.search(text)]
    if len(texts) < _SEVERAL or one.numeric:
        return None
    mark = max(";|", key=lambda sign: sum(sign in text for text in texts))
    parts = {part.strip(): 0 for text in one.counts for part in text.split(mark) if part.strip()}
    if len(parts) > _MOST_ANSWERS or max(map(len, parts), default=0) > 2 * _LONG:
        return None
    if len(parts) >= one.distinct + _SEVERAL and one.distinct > _SEVERAL:
        return None
    draft = Draft("multi", [one.name])
    codes: list[Any] = [
        {"text": part, "role": role_of(part)} if role_of(part) != "answer" else part
        for part in sorted(parts)
    ]
    draft.keys |= {"split": mark, "codes": codes}
    draft.notes.append(f"several answers in a cell, separated by '{mark}'")
    return draft


def _rating(one: Facts) -> Draft | None:
    if not is_rated([one], _said(one)) or group_of(one.name, one.label):
        return None
    return rated([one], _said(one))


def _number(one: Facts) -> Draft | None:
    """A quantity; few different whole numbers are taken for codes that nobody named."""
    if not one.numeric:
        return None
    few = one.whole and one.distinct <= _FEW and min(one.numbers) >= 0
    if few and (max(one.numbers) <= _FEW or group_of(one.name, one.label)):
        return None
    draft = Draft("numeric", [one.name])
    points = points_of([one])
    odd = [
        f"{number:g}"
        for number in one.numbers
        if number not in points and is_odd(f"{number:g}", points)
    ]
    if odd:
        draft.keys["codes"] = {
            code: {"text": f"No answer ({code})", "role": "refused"} for code in odd
        }
        draft.notes.append(
            f"{', '.join(odd)} looks like a mark for no answer: give the right text and role"
        )
    if one.odd_texts:
        some = ", ".join(f"'{text}'" for text in one.odd_texts[:3])
        draft.notes.append(f"not numbers, and so no answer: {some}")
    return draft


def _listed(one: Facts) -> Draft | None:
    """Few different answers: one of them each."""
    if is_other_text(one) or _written(one):
        return None
    few = one.distinct <= _MOST_ANSWERS and one.distinct <= max(
        _SHARE_ANSWERS * one.filled, _SEVERAL
    )
    if not few or _mostly_once(one):
        return None
    draft = Draft("single", [one.name])
    if code_labels([one]):
        return draft
    if one.numeric:
        _list_codes(draft, one)
        if one.numbers in ([0, 1], [1]):
            draft.keys["codes"] = {"1": "Yes", "0": "No"}
            draft.notes = ["1 taken for yes, 0 for no"]
        return draft
    codes: list[Any] = []
    said: set[str] = set()
    for text in one.counts:
        if folded(text) in said:
            continue
        said.add(folded(text))
        codes.append(_code(text))
    draft.keys["codes"] = codes
    return draft


def _code(text: str) -> Any:
    role = role_of(text)
    if text == _LIMESURVEY_OTHER:
        return {"code": text, "text": "Other", "role": role}
    return {"text": text, "role": role} if role != "answer" else text


def _written(one: Facts) -> bool:
    """Whether people were asked for words of their own."""
    sentences = sum(bool(_SENTENCE.search(text)) for text in one.counts)
    return not (one.field.codes or one.numeric) and (
        asks_for_words(one.name, one.label) or sentences > _SENTENCES * len(one.counts)
    )


def _said(one: Facts) -> str:
    """What was asked, as far as the file tells: the head where it has no label."""
    return one.label or one.name


def _mostly_once(one: Facts) -> bool:
    """Whether most answers are given by one person alone: written, and not chosen."""
    once = sum(count == 1 for count in one.counts.values())
    return once > _UNIQUE * one.distinct


def _open(one: Facts) -> Draft:
    return Draft("open", [one.name])
