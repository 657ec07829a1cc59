"""Scales: ratings of one thing or several, and the likelihood to recommend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.proposing.codes import code_labels, codes_of, is_odd, points_of, spread
from research.proposing.draft import Draft
from research.proposing.words import folded, ladder_of, role_of, speaks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.proposing.facts import Facts

__all__ = ["is_rated", "rated"]

_NPS_TOP, _NPS_SHIFTED = 10, 11
_MOST_POINTS = 11
_LABELLED_ENDS = 2


def is_rated(facts: Sequence[Facts], wording: str = "") -> bool:
    """Whether columns hold points of one scale.

    Parameters
    ----------
    facts : one column, or those of a family.
    wording : what the file says of them.
    """
    if _words_of(facts):
        return True
    if not all(one.numeric or not one.filled for one in facts) or not any(
        one.filled for one in facts
    ):
        return False
    points, labels = points_of(facts), _answers(facts)
    if not points or not all(number.is_integer() for number in points):
        return False
    low, high = min(points), max(points)
    if low < 0 or high > _MOST_POINTS or high <= 1:
        return False
    if labels:
        return (
            _ends_only(labels)
            or bool(ladder_of(list(labels.values())))
            or _is_ordinal(facts)
            or _from_bad_to_good(labels)
        )
    return _measured(facts) or speaks_of("recommend", wording) or len(points) > _LABELLED_ENDS


def rated(facts: Sequence[Facts], wording: str) -> Draft:
    """Draft a scale of one column; of several the caller adds the rows.

    Parameters
    ----------
    facts : the columns, for which `is_rated` holds.
    wording : what the file says of them.
    """
    columns = [one.name for one in facts]
    ladder = _words_of(facts)
    if ladder:
        return _worded(facts, ladder, wording)
    points, labels = points_of(facts), code_labels(facts)
    draft = Draft("scale", columns, wording=wording)
    if speaks_of("recommend", wording) and max(points) > _MOST_POINTS - 3:
        draft = _likely(facts, points, labels, wording)
    elif labels and _answers(facts):
        said = {code: text for code, text in labels.items() if folded(text) != folded(code)}
        draft.keys["codes"] = codes_of(said, _missing(facts))
        _disorder(draft, points, labels)
    else:
        low, high = spread(points)
        draft.keys["range"] = [low, high]
        draft.notes.append(
            f"a scale of {low} to {high}: the file says no ends; the cells hold {_told(points)}"
        )
    _odd(draft, facts, points, labels)
    return draft


def _likely(
    facts: Sequence[Facts], points: Sequence[float], labels: dict[str, str], wording: str
) -> Draft:
    """Draft a likelihood to recommend, 0 to 10, or 1 to 11 as some platforms number the points."""
    draft = Draft("nps", [one.name for one in facts], wording=wording)
    named = {code: text for code, text in labels.items() if role_of(text) != "answer"}
    if named:
        draft.keys["codes"] = codes_of(named)
    if max(points) == _NPS_SHIFTED and min(points) >= 1:
        draft.keys["values"] = {str(at): at - 1 for at in range(1, _NPS_SHIFTED + 1)}
        draft.notes.append(
            "the cells hold 1 to 11: taken for the likelihoods 0 to 10, one less each; "
            "take 'values' away if the questionnaire says otherwise"
        )
    return draft


def _worded(facts: Sequence[Facts], ladder: Sequence[str], wording: str) -> Draft:
    """Draft a scale whose cells are words."""
    draft = Draft("scale", [one.name for one in facts], wording=wording)
    texts = list(dict.fromkeys(text for one in facts for text in one.counts))
    codes: list[Any] = list(ladder)
    codes += [{"text": text, "role": role_of(text)} for text in texts if role_of(text) != "answer"]
    draft.keys["codes"] = codes
    draft.notes.append(f"taken for a scale from '{ladder[0]}' to '{ladder[-1]}'")
    return draft


def _words_of(facts: Sequence[Facts]) -> list[str]:
    """The points of a scale in words, from the lowest; nothing where cells hold other words."""
    texts = {text for one in facts for text in one.counts}
    labels = set(_answers(facts).values())
    if labels or not texts or any(one.numeric for one in facts if one.filled):
        return []
    return ladder_of([text for text in texts if role_of(text) == "answer"])


def _answers(facts: Sequence[Facts]) -> dict[str, str]:
    """Labels of the codes that are answers and say more than the code itself."""
    return {
        code: label
        for code, label in code_labels(facts).items()
        if role_of(label) == "answer" and not any(one.field.is_missing(code) for one in facts)
    }


def _ends_only(labels: dict[str, str]) -> bool:
    """Whether only the ends of a scale have words: 1 to 5 with two labels, or points named 2, 3."""
    said = {code: text for code, text in labels.items() if folded(text) != folded(code)}
    try:
        numbers = sorted(float(code) for code in said)
    except ValueError:
        return False
    if len(said) != _LABELLED_ENDS:
        return False
    return numbers[1] - numbers[0] > 1 or len(labels) > _LABELLED_ENDS


def _from_bad_to_good(labels: dict[str, str]) -> bool:
    """Whether the words of one end are bad ones and those of the other good."""
    try:
        ends = [labels[code] for code in sorted(labels, key=float)]
    except ValueError:
        return False
    pair = (ends[0], ends[-1])
    return len(ends) > _LABELLED_ENDS and any(
        speaks_of("low_end", low) and speaks_of("high_end", high) and not speaks_of("low_end", high)
        for low, high in (pair, pair[::-1])
    )


def _is_ordinal(facts: Sequence[Facts]) -> bool:
    return all(one.field.measure == "ordinal" for one in facts)


def _measured(facts: Sequence[Facts]) -> bool:
    return any(one.field.measure in ("ordinal", "scale") for one in facts)


def _missing(facts: Sequence[Facts]) -> list[str]:
    return [code for code in code_labels(facts) if any(one.field.is_missing(code) for one in facts)]


def _disorder(draft: Draft, points: Sequence[float], labels: dict[str, str]) -> None:
    """Where a ladder is known and codes do not follow it, give the numbers of the points."""
    answers = {code: text for code, text in labels.items() if role_of(text) == "answer"}
    ladder = ladder_of(list(answers.values()))
    by_text = {text: code for code, text in answers.items()}
    order = [by_text[text] for text in ladder]
    if order and order != sorted(order, key=float):
        draft.keys["values"] = {code: at for at, code in enumerate(order, 1)}
        draft.notes.append("the codes do not rise with the words: 'values' gives their order")
    elif not ladder and len(answers) == len(points) and len(points) > _LABELLED_ENDS:
        draft.notes.append("taken for a scale that rises with its codes")


def _odd(
    draft: Draft, facts: Sequence[Facts], points: Sequence[float], named: dict[str, str]
) -> None:
    """Say of numbers off the scale that they were taken for no answer."""
    numbers = sorted({number for one in facts for number in one.numbers})
    found = [
        str(int(number))
        for number in numbers
        if number not in points
        and number.is_integer()
        and str(int(number)) not in named
        and is_odd(str(int(number)), points)
    ]
    if found:
        codes = dict(draft.keys.get("codes", {}))
        codes |= {code: {"text": f"No answer ({code})", "role": "refused"} for code in found}
        draft.keys["codes"] = codes
        draft.notes.append(
            f"{', '.join(found)} {'is' if len(found) == 1 else 'are'} off the scale and taken for "
            "no answer: give the right text and role (don't know, not asked)"
        )


def _told(points: Sequence[float]) -> str:
    return ", ".join(f"{number:g}" for number in points[:12])
