"""Facts: the results that a sentence prints, by which it is known what has been told already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import OVERALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from research.prose.claims import Claim

__all__ = ["LISTED", "Fact", "facts_of"]

Fact = tuple[str, ...]

LISTED = 3
"""Most groups, or themes, that a sentence lists; of more it gives the number."""


def _cells(claim: Claim) -> set[Fact]:
    """The ranks of the themes in the groups named."""
    return {("rank", theme, group) for theme in claim.themes for group in claim.groups}


def _ends(claim: Claim) -> set[Fact]:
    """An end of a range: the ranks of the groups that are listed there."""
    return _cells(claim) if len(claim.groups) <= LISTED else set()


def _within(claim: Claim) -> set[Fact]:
    """How many groups of a breakdown have a theme near the top; of all groups, which."""
    if claim.breakdown:
        return {("within", claim.theme, claim.breakdown)}
    return _cells(claim)


def _range(claim: Claim) -> set[Fact]:
    """A range over all groups, or over those of a breakdown."""
    return {("spread" if claim.breakdown else "range", claim.theme, claim.breakdown)}


def _of_theme(claim: Claim) -> set[Fact]:
    return {(claim.kind, claim.theme, claim.breakdown)}


def _of_groups(claim: Claim) -> set[Fact]:
    return {(claim.kind, claim.breakdown, *claim.groups)}


def _share(claim: Claim) -> set[Fact]:
    return {("share", claim.theme, claim.measure)}


def _score(claim: Claim) -> set[Fact]:
    """A score over all firms, or those of the sectors named."""
    groups = claim.groups or (OVERALL,)
    return {("score", claim.theme, group, claim.measure) for group in groups}


def _held(claim: Claim) -> set[Fact]:
    """A score over all firms by the sectors that hold it."""
    return _score(claim) | {("score", claim.theme, OVERALL, claim.measure)}


def _behind(claim: Claim) -> set[Fact]:
    """The means of the sectors named."""
    return {("score", claim.theme, group, "mean") for group in claim.groups}


_FACTS: dict[str, Callable[[Claim], set[Fact]]] = {
    **dict.fromkeys(
        ("rank", "row", "column", "outside", "peak", "gains", "above", "order", "tie", "bottom"),
        _cells,
    ),
    "best": _ends,
    "range": _range,
    "within": _within,
    **dict.fromkeys(("spread", "steady", "even"), _of_theme),
    **dict.fromkeys(("closest", "keeps", "common"), _of_groups),
    **dict.fromkeys(("count", "place", "gain", "mode", "cell"), _share),
    **dict.fromkeys(("score", "score place", "sector place", "sectors above"), _score),
    "mean gap": _behind,
    "holds": _held,
}


def facts_of(claims: Iterable[Claim]) -> frozenset[Fact]:
    """Results that sentences with these claims print; of other kinds of claims nothing.

    Parameters
    ----------
    claims : of one sentence, or of several.

    Examples
    --------
    >>> from research.prose.claims import Claim
    >>> sorted(facts_of([Claim("rank", ("kam",), groups=("sector.x", "overall"), value=3)]))
    [('rank', 'kam', 'overall'), ('rank', 'kam', 'sector.x')]
    """
    return frozenset(
        fact for claim in claims if claim.kind in _FACTS for fact in _FACTS[claim.kind](claim)
    )
