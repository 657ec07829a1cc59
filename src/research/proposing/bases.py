"""Bases: who was asked a question, found from who left it blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.proposing.draft import Draft
    from research.proposing.facts import Facts

    Mask = NDArray[np.bool_]

__all__ = ["propose_bases"]

_ASKED, _NOT_ASKED = 0.8, 0.1
_FEWEST_BLANK, _FEWEST = 0.05, 10
_MOST_CODES = 12


def propose_bases(drafts: Sequence[Draft], facts: Mapping[str, Facts]) -> None:
    """Find questions that were put only to those who gave certain answers before.

    A base is proposed where nearly all who gave one of some answers to an earlier single question
    answered, and hardly any of the others.

    Parameters
    ----------
    drafts : named, in the order of the file; those with such a base are changed.
    facts : of columns, by name.
    """
    for place, draft in enumerate(drafts):
        answered = _answered(draft, facts)
        if answered.mean() > 1 - _FEWEST_BLANK or answered.sum() < _FEWEST or draft.type == "open":
            continue
        earlier = [one for one in drafts[:place] if one.type == "single" and "column" in one.keys]
        found = next((each for one in earlier if (each := _leading(one, answered, facts))), None)
        if found:
            question, codes, texts = found
            words = " or ".join(texts)
            draft.keys["base"] = {
                "text": f"Those who answered {words} to '{question.keys['title']}'",
                "filter": {question.name: codes},
            }
            draft.notes.append(
                f"blank for nearly all who did not answer {words}: taken for not asked of them"
            )


def _answered(draft: Draft, facts: Mapping[str, Facts]) -> Mask:
    answered: Mask = np.logical_or.reduce([facts[name].mask for name in draft.columns])
    return answered


def _leading(
    draft: Draft, answered: Mask, facts: Mapping[str, Facts]
) -> tuple[Draft, list[str], list[str]] | None:
    """The answers of a question that decide whether another was asked; None where none do."""
    one = facts[draft.columns[0]]
    at, values = one.column.coded()
    if not 1 < len(values) <= _MOST_CODES:
        return None
    rates = {
        text: float(answered[at == place].mean())
        for place, text in enumerate(values)
        if (at == place).sum() >= _FEWEST
    }
    asked = [text for text, rate in rates.items() if rate >= _ASKED]
    spared = [text for text, rate in rates.items() if rate <= _NOT_ASKED]
    if not asked or not spared or len(asked) + len(spared) < len(rates):
        return None
    codes = draft.keys.get("codes", {})
    labels = codes if isinstance(codes, dict) else {}
    return draft, sorted(asked), [_said(labels.get(text, text)) for text in sorted(asked)]


def _said(label: Any) -> str:
    return str(label["text"] if isinstance(label, dict) else label)
