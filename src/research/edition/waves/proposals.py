"""Proposals: what may be the same under another name, to be confirmed by the author."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.edition.labels import Label
    from research.edition.questions import Question
    from research.edition.waves.matching import Matching, Pair

__all__ = ["likeness", "proposals"]

# Under this, what two questions share is the language and the trade.
_ALIKE = 0.6
# Keys of answers and rows stand for a text each: these must be nearly the same.
_ALIKE_TEXTS = 0.75
# More pairs than these are compared by their words as a whole alone.
_MANY = 20_000


def proposals(
    found: Matching, later: Sequence[Question], earlier: Sequence[Question]
) -> dict[str, str]:
    """Propose names of old, as `waves.renamed` takes them: the likest first, each once.

    Parameters
    ----------
    found : what is matched already.
    later, earlier : questions of the respondents.
    """
    new = [question for question in later if question.name in found.new]
    gone = [question for question in earlier if question.name in found.gone]
    named = _best(
        [(likeness(a, b), a.name, b.name) for a in new for b in gone if a.type == b.type]
        if len(new) * len(gone) <= _MANY
        else [(1.0, a.name, b.name) for a, b in _same_words(new, gone)],
        _ALIKE,
    )
    for name, pair in found.pairs.items():
        named |= {f"{name}.{key}": old for key, old in _of_parts(pair).items()}
    return named


def likeness(later: Question, earlier: Question) -> float:
    """Say how alike two questions are, from 0 to 1, by wording, name, column and answers.

    Parameters
    ----------
    later, earlier : of one type, with different names.
    """
    words = max(_ratio(later.wording, earlier.wording), _ratio(later.title, earlier.title))
    places = float(bool(set(later.file_columns) & set(earlier.file_columns)))
    held = [{label.text.casefold() for label in one.items} for one in (later, earlier)]
    answers = len(held[0] & held[1]) / len(held[0] | held[1]) if held[0] | held[1] else None
    told = [words, max(places, _ratio(later.name, earlier.name))]
    told += [] if answers is None else [answers]
    return sum(told) / len(told)


def _of_parts(pair: Pair) -> dict[str, str]:
    """Answers, rows and items that may have another key now."""
    if pair.later.type != pair.earlier.type:
        return {}
    later = {label.key: label for label in pair.later.items}
    earlier = {label.key: label for label in pair.earlier.items}
    new, gone = pair.parts.new, pair.parts.gone
    if len(new) * len(gone) > _MANY:
        return {}
    scored = [(_alike(later[a], earlier[b]), a, b) for a in new for b in gone]
    return _best(scored, _ALIKE_TEXTS)


def _alike(later: Label, earlier: Label) -> float:
    """How alike two labels are; those of one cell or column need share less."""
    same = _place(later) == _place(earlier)
    return min(_ratio(later.text, earlier.text) + 0.2 * same, 1.0)


def _place(label: Label) -> str:
    return str(getattr(label, "code", "") or getattr(label, "column", ""))


def _ratio(first: str, second: str) -> float:
    if not first or not second:
        return 0.0
    pair = difflib.SequenceMatcher(None, first.casefold(), second.casefold(), autojunk=False)
    return pair.ratio() if pair.quick_ratio() >= _ALIKE / 2 else 0.0


def _best(scored: Sequence[tuple[float, str, str]], least: float) -> dict[str, str]:
    """Take the likest pairs first, each side once."""
    kept: dict[str, str] = {}
    for score, later, earlier in sorted(scored, key=lambda one: -one[0]):
        if score >= least and later not in kept and earlier not in kept.values():
            kept[later] = earlier
    return kept


def _same_words(
    new: Sequence[Question], gone: Sequence[Question]
) -> Iterator[tuple[Question, Question]]:
    by_words = {(one.type, one.wording.casefold()): one for one in gone if one.wording}
    for one in new:
        found = by_words.get((one.type, one.wording.casefold()))
        if found is not None:
            yield one, found
