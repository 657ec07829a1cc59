"""Wordings of a loop: what is asked of every item, and what the items are called in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["one_for_all"]

_GAP = "…"


def one_for_all(
    wordings: Mapping[str, Sequence[str]],
) -> tuple[dict[str, str], list[str]]:
    """Give one wording for each question of a loop, and the names of the items in them.

    Parameters
    ----------
    wordings : of each question, item by item.

    Returns
    -------
    The wording of each, with … where the item stood; what stood there, item by item, where all
    questions have the same names there, else nothing.

    Examples
    --------
    >>> one_for_all({"a": ["How fast is Adlon?", "How fast is Corvex?"], "b": ["Adlon", "Corvex"]})
    ({'a': 'How fast is …', 'b': '…'}, ['Adlon', 'Corvex'])
    >>> one_for_all({"a": ["How fast?", "How fast?"]})
    ({'a': 'How fast?'}, [])
    """
    parted = {name: _parted(said) for name, said in wordings.items()}
    told = {tuple(middle) for _, middle, _ in parted.values() if any(middle)}
    called = [*next(iter(told))] if len(told) == 1 else []
    if not all(called) or len(set(called)) < len(called) or not called:
        return {name: said[0] for name, said in wordings.items()}, []
    plain = {
        name: _joined(before, after) if any(middle) else wordings[name][0]
        for name, (before, middle, after) in parted.items()
    }
    return plain, called


def _parted(said: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Words that all begin with; what is each one's own; words that all end with."""
    split = [text.split() for text in said]
    before = _shared(split)
    rest = [words[len(before) :] for words in split]
    after = _shared([words[::-1] for words in rest])[::-1]
    own = [" ".join(words[: len(words) - len(after)]).strip(" -–—:,;.?!()[]") for words in rest]
    return before, own, after


def _shared(split: Sequence[Sequence[str]]) -> list[str]:
    found = []
    for words in zip(*split, strict=False):
        if len(set(words)) > 1:
            break
        found.append(words[0])
    return found


def _joined(before: Sequence[str], after: Sequence[str]) -> str:
    return " ".join([*before, _GAP, *after])
