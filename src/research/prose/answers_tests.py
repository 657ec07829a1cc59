"""What a table's own tests say of two columns: nothing is told that they do not bear out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.tabulation.tab import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.prose.answers_view import AnswersView
    from research.tabulation.tab import Point

__all__ = ["REST", "above", "against_rest", "compared", "sayable_points"]

REST = "rest"
"""Name of the others of a group together, in a tab's tests."""


def sayable_points(view: AnswersView, key: str, group: Sequence[Point]) -> list[str]:
    """Columns of a group that may be spoken of: shown, and with a base that is tested."""
    return [point.key for point in group if view.sayable(key, point.key)]


def above(view: AnswersView, key: str, point: str, other: str) -> bool:
    """Whether a line is significantly higher in a column than in another, after all corrections.

    The table must say so in every way that it has: by its comparison of the two, where it keeps
    one, and by the letter that it prints. A small letter, of a weaker level, is not enough.

    Parameters
    ----------
    view : of the tab.
    key : of the line.
    point, other : keys of the columns.
    """
    told = [view.comparisons.get((key, point, other)), _lettered(view, key, point, other)]
    known = [each for each in told if each is not None]
    return bool(known) and all(known)


def _lettered(view: AnswersView, key: str, point: str, other: str) -> bool | None:
    """Whether the column's letter is printed; None where letters run on into two."""
    mark = view.tab.point(other).letter
    if len(mark) != 1 or any(len(each.letter) > 1 for each in view.tab.points):
        return None
    return mark in str(view.tab.letters[point].loc[key])


def against_rest(view: AnswersView, key: str, group: Sequence[Point]) -> dict[str, str]:
    """Columns that are significantly ``higher`` or ``lower`` than the rest of their group.

    Empty where a column of the group is hidden or too small: the rest would speak of it.

    Parameters
    ----------
    view : of the tab.
    key : of the line.
    group : columns that are compared.
    """
    if len(sayable_points(view, key, group)) < len(group):
        return {}
    found = {point.key: str(view.tab.rest[point.key].loc[key]) for point in group}
    return {
        point: side
        for point, side in found.items()
        if side and view.comparisons.get(_sided(key, point, side), True)
    }


def _sided(key: str, point: str, side: str) -> tuple[str, str, str]:
    return (key, point, REST) if side == "higher" else (key, REST, point)


def compared(view: AnswersView, group: Sequence[Point], key: str = "") -> bool:
    """Whether the table compares columns of a group, and finds no two of them different.

    Parameters
    ----------
    view : of the tab.
    group : columns that are compared.
    key : of one line; all of them where left out.
    """
    points = {point.key for point in group if point.key != TOTAL}
    tests = view.tab.tests
    own = tests[tests["first"].isin(points) & (tests["line"].eq(key) if key else True)]
    tested = own[own["p_adjusted"].notna()]
    return len(tested) > 0 and not tested["significant"].astype(bool).any()
