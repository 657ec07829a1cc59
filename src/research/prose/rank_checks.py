"""Checks of claims about ranks: a theme over groups, a group over themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.evidence import place

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.prose.claims import Claim
    from research.prose.evidence import Standings

__all__ = ["CHECKS"]


def _rank(claim: Claim, data: Standings) -> bool:
    """The theme has rank `value` in every group named (or overall)."""
    return all(data.rank(claim.theme, group) == claim.value for group in claim.groups)


def _row(claim: Claim, data: Standings) -> bool:
    """The theme has the ranks of `values` in the groups named."""
    return [data.rank(claim.theme, group) for group in claim.groups] == list(claim.values)


def _column(claim: Claim, data: Standings) -> bool:
    """The group (or all respondents) ranks the themes named as `values` says."""
    return [data.rank(theme, claim.group) for theme in claim.themes] == list(claim.values)


def _untied(claim: Claim, data: Standings) -> bool:
    """None of the themes shares its rank with another in any of the groups named."""
    return not any(
        len(data.sharing(theme, group)) > 1 for theme in claim.themes for group in claim.groups
    )


def _within(claim: Claim, data: Standings) -> bool:
    """Just the groups named, of the breakdown or of all, rank the theme `value` or better."""
    ranks = data.ranks(claim.theme, claim.breakdown)
    return {group for group, rank in ranks.items() if rank <= claim.value} == set(claim.groups)


def _outside(claim: Claim, data: Standings) -> bool:
    """Just the groups named, of the breakdown or of all, rank the theme worse than `value`."""
    ranks = data.ranks(claim.theme, claim.breakdown)
    return {group for group, rank in ranks.items() if rank > claim.value} == set(claim.groups)


def _range(claim: Claim, data: Standings) -> bool:
    """The theme's best rank over all groups but those named is `value`, its worst is `other`."""
    ranks = data.ranks(claim.theme, claim.breakdown)
    kept = [rank for group, rank in ranks.items() if group not in claim.groups]
    return (min(kept), max(kept)) == (claim.value, claim.other)


def _best(claim: Claim, data: Standings) -> bool:
    """The theme's best (or, `lowest`, worst) rank of the breakdown is `value`, in these groups."""
    ranks = data.ranks(claim.theme, claim.breakdown)
    edge = max(ranks.values()) if claim.lowest else min(ranks.values())
    return edge == claim.value and {g for g, r in ranks.items() if r == edge} == set(claim.groups)


def _peak(claim: Claim, data: Standings) -> bool:
    """No group of the breakdown ranks these themes as high (or, `lowest`, as low) as this one."""
    for theme in claim.themes:
        ranks = data.ranks(theme, claim.breakdown)
        own = ranks.pop(claim.group)
        if not ranks or not (
            own > max(ranks.values()) if claim.lowest else own < min(ranks.values())
        ):
            return False
    return True


def _spread(claim: Claim, data: Standings) -> bool:
    """The theme's spread over the breakdown takes place `value` of all themes, alone."""
    spreads = {theme: data.spread(theme, claim.breakdown) for theme in data.overall}
    own = place(spreads, claim.theme)
    alone = list(spreads.values()).count(spreads[claim.theme]) == 1
    return own == claim.value and alone


def _steady(claim: Claim, data: Standings) -> bool:
    """No group is more than `value` places from the theme's overall rank; all others vary more."""
    deviations = {theme: data.deviation(theme) for theme in data.overall}
    own = deviations.pop(claim.theme)
    return own <= claim.value and all(own < other for other in deviations.values())


def _gains(claim: Claim, data: Standings) -> bool:
    """Each group ranks each theme at least `value` places better (or worse) than overall."""
    sign = -1 if claim.lowest else 1
    return all(
        sign * data.gains(group)[theme] >= claim.value
        for group in claim.groups
        for theme in claim.themes
    )


def _moved(claim: Claim, data: Standings) -> bool:
    """Just the themes named stand `value` or more places from their overall rank in the group."""
    gains = data.gains(claim.group)
    return {theme for theme, gain in gains.items() if abs(gain) >= claim.value} == set(claim.themes)


def _above(claim: Claim, data: Standings) -> bool:
    """The first group ranks each theme at least `value` places better than the second."""
    first, second = claim.groups
    return all(
        data.rank(theme, second) - data.rank(theme, first) >= claim.value for theme in claim.themes
    )


def _closest(claim: Claim, data: Standings) -> bool:
    """The group's order is nearer the overall order than any other group's of the breakdown."""
    distances = {group: data.distance(group) for group in data.members(claim.breakdown)}
    own = distances.pop(claim.group)
    return all(own < other for other in distances.values())


def _order(claim: Claim, data: Standings) -> bool:
    """The themes named are the group's ranks 1, 2, ... in this order, without ties."""
    return [data.rank(theme, claim.group) for theme in claim.themes] == list(
        range(1, len(claim.themes) + 1)
    )


def _tie(claim: Claim, data: Standings) -> bool:
    """Just the themes named share rank `value` in the group."""
    column = data.groups[claim.group]
    return len(claim.themes) > 1 and {t for t, r in column.items() if r == claim.value} == set(
        claim.themes
    )


def _bottom(claim: Claim, data: Standings) -> bool:
    """The theme stands alone at the end of the group's order."""
    column = data.groups[claim.group]
    return all(column[claim.theme] > rank for theme, rank in column.items() if theme != claim.theme)


def _keeps(claim: Claim, data: Standings) -> bool:
    """Of the overall top `value`, just the themes named are in the top `value` of every group."""
    groups = claim.groups or data.members(claim.breakdown)
    kept = {
        theme
        for theme, rank in data.overall.items()
        if rank <= claim.value and all(data.rank(theme, one) <= claim.value for one in groups)
    }
    return kept == set(claim.themes)


def _common(claim: Claim, data: Standings) -> bool:
    """Just the themes named are among the top `value` of every group of the breakdown."""
    groups = data.members(claim.breakdown)
    return {
        theme
        for theme in data.overall
        if all(data.rank(theme, group) <= claim.value for group in groups)
    } == set(claim.themes)


def _half(claim: Claim, data: Standings) -> bool:
    """The theme's overall rank is in the upper (or, `lowest`, the lower) half of the order."""
    return (2 * data.overall[claim.theme] > data.depth) == claim.lowest


CHECKS: dict[str, Callable[[Claim, Standings], bool]] = {
    "rank": _rank,
    "row": _row,
    "column": _column,
    "untied": _untied,
    "within": _within,
    "outside": _outside,
    "range": _range,
    "best": _best,
    "peak": _peak,
    "spread": _spread,
    "steady": _steady,
    "gains": _gains,
    "moved": _moved,
    "above": _above,
    "closest": _closest,
    "order": _order,
    "tie": _tie,
    "bottom": _bottom,
    "keeps": _keeps,
    "common": _common,
    "half": _half,
}
