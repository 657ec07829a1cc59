"""Drafting: the questions of columns of which nothing is known but what stands in them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from research.proposing.heads import Family, families, is_other_text, question_of
from research.proposing.sets import drafted, shared_out
from research.proposing.singles import alone, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.proposing.draft import Draft
    from research.proposing.facts import Facts

__all__ = ["apart"]

_MOST_SHARES, _WHOLE = 12, 100
# What a column of numbers is taken for, where no words beside *other* say that they are codes.
_NUMBERS = ("scale", "numeric")


def apart(facts: Sequence[Facts]) -> tuple[list[Draft], dict[str, str]]:
    """Draft families of columns, then those that are left alone.

    Parameters
    ----------
    facts : of the columns, in the order of the file.

    Returns
    -------
    The questions; columns that are none, each with why.
    """
    found: list[Draft] = []
    aside: dict[str, str] = {}
    for family in families(facts):
        draft = drafted(family)
        if draft is not None:
            found.append(draft)
    taken = {name for draft in found for name in draft.columns}
    found += _shares([one for one in facts if one.name not in taken])
    taken = {name for draft in found for name in draft.columns}
    with_other = {question_of(one.name) for one in facts if is_other_text(one)}
    for one in facts:
        if one.name in taken:
            continue
        if one.distinct == 1 and not one.field.codes and not one.numeric and not is_other_text(one):
            aside[one.name] = "every cell says the same"
        elif one.name in with_other and alone(one).type in _NUMBERS:
            found.append(told(one, "single"))
        else:
            found.append(alone(one))
    return found, aside


def _shares(facts: Sequence[Facts]) -> Iterator[Draft]:
    """Shares of a whole that stand side by side, whatever they are called."""
    at = 0
    while at < len(facts):
        run = [*takewhile(_may_be_share, facts[at : at + _MOST_SHARES])]
        made = None
        for end in range(len(run), 1, -1):
            made = shared_out(Family("", tuple(run[:end])), run[:end])
            if made is not None:
                break
        if made is not None:
            made.notes.append("side by side, and adding up to 100: taken for shares of a whole")
            yield made
        at += len(made.columns) if made is not None else 1


def _may_be_share(one: Facts) -> bool:
    numbers = one.numbers
    return bool(numbers) and not one.field.codes and 0 <= min(numbers) <= max(numbers) <= _WHOLE
