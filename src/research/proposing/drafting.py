"""Drafting: the questions of columns of which nothing is known but what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.proposing.heads import families, is_other_text, question_of
from research.proposing.sets import drafted
from research.proposing.singles import alone, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.proposing.draft import Draft
    from research.proposing.facts import Facts

__all__ = ["apart"]

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
