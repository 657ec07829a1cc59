"""Checks of claims about answers: a question by a banner, as its table prints it."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from research.prose.answers_contests import apart, contest
from research.prose.answers_tests import above, against_rest, compared
from research.prose.answers_view import AnswersView
from research.wording.shares import whole_percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.prose.answers_contests import Contest
    from research.prose.claims import Claim
    from research.tabulation.tab import Tab

__all__ = ["CHECKS"]


def _prints(claim: Claim, tab: Tab) -> bool:
    """The line prints as `value` in the column."""
    view = AnswersView(tab)
    shown = view.sayable(claim.theme, claim.group)
    return shown and float(view.figure(claim.theme, claim.group)) == claim.value


def _rivals(claim: Claim, view: AnswersView) -> Contest | None:
    """Lines that the claim's first one stands among: of its kind, and of its figure."""
    figure = claim.measure
    own = view.lines[claim.theme].kind
    keys = view.ending(figure) if figure else [line.key for line in view.tab.of_kind(own)]
    return contest(view, keys, lowest=claim.lowest)


def _first(claim: Claim, tab: Tab) -> bool:
    """Just the lines named have the highest (or, `lowest`, the lowest) figure, `value`."""
    view = AnswersView(tab)
    found = _rivals(claim, view)
    if found is None or set(found.first) != set(claim.themes):
        return False
    return all(float(view.figure(key)) == claim.value for key in claim.themes)


def _ahead(claim: Claim, tab: Tab) -> bool:
    """The line is ahead of (or, `lowest`, behind) every other by more than chance."""
    view = AnswersView(tab)
    found = _rivals(claim, view)
    return found is not None and found.clear and found.first == claim.themes


def _close(claim: Claim, tab: Tab) -> bool:
    """The first line cannot be told apart from just the others named."""
    found = _rivals(claim, AnswersView(tab))
    return found is not None and (found.first[0], *found.close) == claim.themes


def _ahead_of_all(claim: Claim, tab: Tab) -> bool:
    """The first line's figure is above those of all others named, by more than chance."""
    view = AnswersView(tab)
    return all(
        view.figure(claim.theme) > view.figure(key) and apart(view, claim.theme, key)
        for key in claim.themes[1:]
    )


def _base(claim: Claim, tab: Tab) -> bool:
    """So many have answered, too few to test."""
    view = AnswersView(tab)
    return view.base() == claim.value and tab.mark(claim.group) == "**"


def _nobody(claim: Claim, tab: Tab) -> bool:
    """The lines named count nobody."""
    return all(AnswersView(tab).counted(key) == 0 for key in claim.themes)


def _sum(claim: Claim, tab: Tab) -> bool:
    """The shares of the lines named add up to what prints as `value`."""
    view = AnswersView(tab)
    return whole_percent(sum(view.value(key) for key in claim.themes)) == claim.value


def _between(claim: Claim, tab: Tab) -> bool:
    """The figures of the lines named run from `value` to `other`."""
    view = AnswersView(tab)
    figures = [float(view.figure(key)) for key in claim.themes]
    return (min(figures), max(figures)) == (claim.value, claim.other)


def _above(claim: Claim, tab: Tab) -> bool:
    """The line is significantly higher in the first column than in each other named."""
    view = AnswersView(tab)
    first, *others = claim.groups
    return all(
        above(view, claim.theme, first, other)
        and view.figure(claim.theme, first) > view.figure(claim.theme, other)
        for other in others
    )


def _from_rest(claim: Claim, tab: Tab) -> bool:
    """The line is significantly higher (or, `lowest`, lower) in the column than in its fellows."""
    group = next(own for own in tab.groups if claim.group in [point.key for point in own])
    sides = against_rest(AnswersView(tab), claim.theme, group)
    return sides.get(claim.group) == ("lower" if claim.lowest else "higher")


def _alike(claim: Claim, tab: Tab) -> bool:
    """The table compares the columns named, and finds no two of them different."""
    return compared(AnswersView(tab), [tab.point(point) for point in claim.groups])


def _beyond(claim: Claim, tab: Tab) -> bool:
    """The line's interval lies above `value` (or, `lowest`, below it)."""
    low, high = AnswersView(tab).limits(claim.theme)
    if isnan(low) or isnan(high):
        return False
    return high < claim.value if claim.lowest else low > claim.value


def _around(claim: Claim, tab: Tab) -> bool:
    """The line's interval holds `value`."""
    low, high = AnswersView(tab).limits(claim.theme)
    return low <= claim.value <= high


def _interval(claim: Claim, tab: Tab) -> bool:
    """The line's interval prints as `value` to `other`."""
    view = AnswersView(tab)
    return view.ends(claim.theme) == (claim.value, claim.other)


def _exceeds(claim: Claim, tab: Tab) -> bool:
    """The first line's figure is above the second's as both are printed."""
    view = AnswersView(tab)
    first, second = claim.themes
    return view.figure(first) > view.figure(second)


CHECKS: dict[str, Callable[[Claim, Tab], bool]] = {
    "answer prints": _prints,
    "answer first": _first,
    "answer ahead": _ahead,
    "answer close": _close,
    "answer ahead of all": _ahead_of_all,
    "answer base": _base,
    "answer nobody": _nobody,
    "answer sum": _sum,
    "answer between": _between,
    "answer above": _above,
    "answer from rest": _from_rest,
    "answer alike": _alike,
    "answer beyond": _beyond,
    "answer around": _around,
    "answer interval": _interval,
    "answer exceeds": _exceeds,
}
