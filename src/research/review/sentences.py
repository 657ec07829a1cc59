"""Sentences of two states of a text: which were added, removed and reworded, word by word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Piece", "Reworded", "SentenceChanges", "compare_sentences", "word_by_word"]

_WORDS = re.compile(r"\s+|\w+(?:[.,'’-]\w+)*[%†]*|[^\w\s]")
# Sentences that have so much in common say the same thing in other words or of other numbers.
_ALIKE = 0.5


@dataclass(frozen=True)
class Piece:
    """Words that stand in both sentences, or in one of them.

    Parameters
    ----------
    of : ``both``, ``old`` or ``new``.
    text : the words, with the spaces between them.
    """

    of: Literal["both", "old", "new"]
    text: str


@dataclass(frozen=True)
class Reworded:
    """A sentence that has other words than before.

    Parameters
    ----------
    old, new : the sentence, before and now.
    """

    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        """The words of both, in the order of reading."""
        return word_by_word(self.old, self.new)


@dataclass(frozen=True)
class SentenceChanges:
    """What became of the sentences of a text.

    Parameters
    ----------
    added, removed : sentences that stand only now, or stood only before.
    reworded : those that say another thing of the same matter.
    moved : those that stand in another order.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.reworded or self.moved)


def compare_sentences(old: Sequence[str], new: Sequence[str]) -> SentenceChanges:
    """Tell what became of the sentences of a text.

    Parameters
    ----------
    old, new : sentences in their order.

    Examples
    --------
    >>> found = compare_sentences(
    ...     ["Farming leads.", "50% agree with it."], ["49% agree with it.", "Brand is third."]
    ... )
    >>> found.removed, found.added, [one.new for one in found.reworded]
    (('Farming leads.',), ('Brand is third.',), ['49% agree with it.'])
    """
    gone: list[str] = []
    come: list[str] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, begin, end, first, last in matcher.get_opcodes():
        if what != "equal":
            gone += old[begin:end]
            come += new[first:last]
    moved = [*(Counter(gone) & Counter(come)).elements()]
    gone, come = _without(gone, moved), _without(come, moved)
    pairs = _paired(gone, come)
    return SentenceChanges(
        tuple(_without(come, [pair.new for pair in pairs])),
        tuple(_without(gone, [pair.old for pair in pairs])),
        tuple(pairs),
        tuple(moved),
    )


def word_by_word(old: str, new: str) -> list[Piece]:
    """Give two sentences as one, with the words that were changed.

    Parameters
    ----------
    old, new : the sentence, before and now.

    Examples
    --------
    >>> [(one.of, one.text) for one in word_by_word("half agree", "a third agree")]
    [('old', 'half'), ('new', 'a third'), ('both', ' agree')]
    """
    before, now = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    for what, begin, end, first, last in SequenceMatcher(
        None, before, now, autojunk=False
    ).get_opcodes():
        if what == "equal":
            pieces.append(Piece("both", "".join(now[first:last])))
            continue
        pieces += [Piece("old", "".join(before[begin:end]))] if end > begin else []
        pieces += [Piece("new", "".join(now[first:last]))] if last > first else []
    return _joined(pieces)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Take blanks between two changes into both: a row of changed words is one change."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        between = 0 < at < len(pieces) - 1 and piece.of == "both" and not piece.text.strip()
        given = [Piece("old", piece.text), Piece("new", piece.text)] if between else [piece]
        for one in given:
            _add(found, one)
    return found


def _add(found: list[Piece], piece: Piece) -> None:
    """Put a piece behind those of its kind in the change that is open, what was before first."""
    opened = 0
    while piece.of != "both" and opened < min(2, len(found)) and found[-opened - 1].of != "both":
        opened += 1
    for at in range(len(found) - max(opened, 1), len(found)):
        if at >= 0 and found[at].of == piece.of:
            found[at] = Piece(piece.of, found[at].text + piece.text)
            return
    found.insert(len(found) - opened if piece.of == "old" else len(found), piece)


def _paired(gone: Sequence[str], come: Sequence[str]) -> list[Reworded]:
    """Pair sentences that have most in common, those most alike first."""
    likeness = sorted(
        (
            (-_alike(before, now), at, to)
            for at, before in enumerate(gone)
            for to, now in enumerate(come)
        ),
    )
    left, right, pairs = set[int](), set[int](), dict[int, Reworded]()
    for unlike, at, to in likeness:
        if -unlike >= _ALIKE and at not in left and to not in right:
            left.add(at)
            right.add(to)
            pairs[to] = Reworded(gone[at], come[to])
    return [pairs[to] for to in sorted(pairs)]


def _alike(before: str, now: str) -> float:
    """The share of words that two sentences have in common, in their order."""
    first, second = (
        [word for word in _WORDS.findall(one) if word.strip()] for one in (before, now)
    )
    shared = sum((Counter(first) & Counter(second)).values())
    most = 2 * shared / max(len(first) + len(second), 1)
    if most < _ALIKE:
        return most
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _without(sentences: Sequence[str], left_out: Iterable[str]) -> list[str]:
    out = Counter(left_out)
    kept = []
    for sentence in sentences:
        if out[sentence]:
            out[sentence] -= 1
        else:
            kept.append(sentence)
    return kept
