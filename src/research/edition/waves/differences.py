"""Differences: what was changed in a question from one wave to another."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from research.edition.waves.parts import match_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.edition.bases import Base
    from research.edition.questions import Question
    from research.edition.waves.named import Waves
    from research.edition.waves.parts import PartMatch

__all__ = [
    "BREAKING",
    "GRADED",
    "Difference",
    "DifferenceKind",
    "differences",
    "replaced_words",
    "scale_ends",
]

DifferenceKind = Literal["type", "wording", "scale", "base", "items", "words", "cells"]
"""What can be changed in a question. The first five break its row of figures."""

BREAKING = frozenset(get_args(DifferenceKind)[:5])
"""Changes after which figures are no longer those of the wave before."""

GRADED = ("scale", "grid", "nps")
"""Types of questions whose answers are points of a scale."""
# A figure for an item depends on which others stand beside it.
_SHARED_OUT = ("ranking", "allocation", "maxdiff")


@dataclass(frozen=True)
class Difference:
    """One change.

    Parameters
    ----------
    kind : what was changed; ``words`` and ``cells`` are told and break nothing: an answer that is
        called otherwise, or written otherwise in the file.
    before, after : what stood there and what stands there, as printed.
    row : key of the row or answer that it is about; empty for the whole question.
    """

    kind: DifferenceKind
    before: str
    after: str
    row: str = ""


def differences(later: Question, earlier: Question, waves: Waves) -> list[Difference]:
    """Say what was changed in a question.

    Parameters
    ----------
    later, earlier : the question in two waves.
    waves : what the author says of names of old.
    """
    if later.type != earlier.type:
        return [Difference("type", earlier.type, later.type)]
    return [
        *_wording("", earlier.wording, later.wording),
        *_scale(later, earlier),
        *_base("", later.base, earlier.base),
        *_parts(later, earlier, waves),
    ]


def replaced_words(before: str, after: str) -> list[tuple[str, str]]:
    """Give the words that were replaced, each stretch with what stands there now.

    Parameters
    ----------
    before, after : two wordings.

    Examples
    --------
    >>> replaced_words("How good is our service?", "How good was our last service?")
    [('is', 'was'), ('', 'last')]
    """
    old, new = before.split(), after.split()
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        (" ".join(old[a:b]), " ".join(new[c:d])) for kind, a, b, c, d in steps if kind != "equal"
    ]


def scale_ends(question: Question) -> tuple[float, float] | None:
    """Give the lowest and the highest number of a scale; None where nothing says them.

    Parameters
    ----------
    question : as its author describes it.
    """
    if question.type == "nps":
        return 0.0, 10.0
    points = [*_points(question)]
    if len(points) > 1:
        return min(points), max(points)
    low, high = question.range or (None, None)
    return None if low is None or high is None else (float(low), float(high))


def _points(question: Question) -> dict[float, str]:
    """The numbers that have words, with these."""
    codes = [code for code in question.codes if code.role in ("answer", "other")]
    if question.values:
        texts = {code.code: code.text for code in codes}
        return {float(at): texts.get(cell, cell) for cell, at in question.values.items()}
    numbers = [_number(code.code) for code in codes]
    if any(number is None for number in numbers):
        return {float(place): code.text for place, code in enumerate(codes, start=1)}
    return {float(at or 0): code.text for at, code in zip(numbers, codes, strict=True)}


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _wording(row: str, before: str, after: str) -> Iterator[Difference]:
    """Find words that were changed; what one wave does not tell is not known to be changed."""
    if before and after and _plain(before) != _plain(after):
        yield Difference("wording", before, after, row)


def _scale(later: Question, earlier: Question) -> Iterator[Difference]:
    if later.type in GRADED:
        ends = [scale_ends(earlier), scale_ends(later)]
        if None not in ends and ends[0] != ends[1]:
            yield Difference("scale", *(f"{end[0]:g} to {end[1]:g}" for end in ends if end))
            return
        before, after = _points(earlier), _points(later)
        shared = [at for at in after if at in before]
        changed = [at for at in shared if _plain(before[at]) != _plain(after[at])]
        if changed and all(before[at] and after[at] for at in changed):
            told = [", ".join(f"{at:g} {words[at]}" for at in changed) for words in (before, after)]
            yield Difference("scale", told[0], told[1])
    elif later.type in ("numeric", "allocation") and (later.unit, later.sum) != (
        earlier.unit,
        earlier.sum,
    ):
        yield Difference("scale", *(f"{one.sum:g} {one.unit}".strip() for one in (earlier, later)))
    elif later.type == "ranking" and later.top != earlier.top:
        yield Difference("scale", *(f"{one.top or len(one.items)}" for one in (earlier, later)))


def _base(row: str, later: Base | None, earlier: Base | None) -> Iterator[Difference]:
    """Find another base: who was asked by their answers, else by the words for it."""
    led = [_led(one) for one in (earlier, later)]
    texts = [one.text if one else "" for one in (earlier, later)]
    same_words = _plain(texts[0]) == _plain(texts[1])
    if led[0] != led[1] or (not any(led) and not same_words):
        yield Difference("base", texts[0], texts[1], row)


def _led(base: Base | None) -> list[object]:
    """What leads to a question."""
    if base is None:
        return []
    chosen = [
        (key, sorted(cells) if isinstance(cells, list) else ["but", *sorted(cells.but)])
        for key, cells in sorted(base.filter.items())
    ]
    return [*chosen, *filter(None, [base.rows])]


def _parts(later: Question, earlier: Question, waves: Waves) -> Iterator[Difference]:
    if later.type in ("scale", "nps", "numeric") and not later.rows:
        return
    matched = match_parts(later, earlier, waves)
    yield from _items(later, earlier, matched)
    texts = {label.key: label.text for label in later.items}
    before = {label.key: label for label in earlier.items}
    bases = [{row.key: row.base for row in one.rows} for one in (later, earlier)]
    kind: DifferenceKind = "wording" if later.type == "grid" else "words"
    for key, old in matched.same.items():
        if _plain(texts[key]) != _plain(before[old].text):
            yield Difference(kind, before[old].text, texts[key], key)
        yield from _base(key, bases[0].get(key), bases[1].get(old))
    cells = {code.key: code.code for code in earlier.codes}
    for code in later.codes:
        old_cell = cells.get(matched.same.get(code.key, ""))
        if old_cell is not None and code.code not in (old_cell, code.text):
            yield Difference("cells", old_cell, code.code, code.key)


def _items(later: Question, earlier: Question, matched: PartMatch) -> Iterator[Difference]:
    if later.type in _SHARED_OUT and (matched.new or matched.gone):
        names = [_texts(earlier, matched.gone), _texts(later, matched.new)]
        yield Difference("items", names[0], names[1])


def _texts(question: Question, keys: Sequence[str]) -> str:
    return ", ".join(label.text for label in question.items if label.key in keys)
