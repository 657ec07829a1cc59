"""Observations on where respondents put a theme: its shares beside those of all other themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import Claim
from research.prose.observation import FEWEST_PEOPLE, FEWEST_THEMES, Observation, Thresholds
from research.prose.share_margins import intervals_apart, is_clear
from research.prose.share_shapes import SHAPES
from research.prose.share_view import ShareView, box, share_name
from research.prose.wordings import worded
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from research.prose.evidence import Distribution
    from research.prose.names import Names

__all__ = ["observe_overall", "observe_shares"]

_SAY = Frames(__file__)


def observe_shares(
    theme: str, data: Distribution, names: Names, thresholds: Thresholds | None = None
) -> list[Observation]:
    """Observe the distribution of a theme's ranks.

    Parameters
    ----------
    theme : key of the theme.
    data : how often each theme took each rank.
    names : what themes are called.
    thresholds : when something is worth saying.

    Returns
    -------
    list of Observation
        In no order; choose with `research.prose.choice.select`. Empty for fewer than four themes
        or fewer than two respondents.
    """
    if data.depth < FEWEST_THEMES or data.bases[theme] < FEWEST_PEOPLE:
        return []
    view = ShareView(theme, data, names, thresholds or Thresholds())
    return [found for rule in _RULES for found in rule(view) if _known(found, data)]


def _known(found: Observation, data: Distribution) -> bool:
    """Whether a sentence speaks of no position that respondents were not asked for."""
    return all(data.knows(claim.measure) for claim in found.claims if claim.measure)


def observe_overall(data: Distribution, names: Names) -> list[Observation]:
    """Observe all themes together: whether each is somebody's first choice."""
    least = min(data.counts, key=lambda theme: data.share(theme, "first"))
    if not data.count(least, "first") or data.bases[least] < FEWEST_PEOPLE:
        return []
    view = ShareView(least, data, names, Thresholds())
    parts = {"depth": view.depth, "least": view.name, "count": view.based("first")}
    words = worded(_SAY, "all first", {}, **parts)
    claims = (Claim("all first"), view.claim("first"))
    return [Observation("all first", "overall", words, 0.7, claims, (f"overall.{least}.first",))]


def _lead(view: ShareView, measure: str) -> list[Claim]:
    """Claim a lead "by far" where it holds; nothing where it does not."""
    shares = view.data.shares(measure)
    own = shares.pop(view.theme)
    if not shares or not _is_far(view, own, max(shares.values())):
        return []
    points, ratio = view.limits.lead_points, view.limits.lead_ratio
    lead = Claim("lead", (view.theme,), measure, value=points, other=ratio)
    return [lead, Claim("apart", (view.theme,), measure)]


def _is_far(view: ShareView, own: Fraction, following: Fraction) -> bool:
    """Whether a share leads the next by far: clearly, and beyond what the sample leaves open."""
    return is_clear(own, following, view.limits) and intervals_apart(own, following, view.base)


def _leaders(view: ShareView) -> Iterator[Observation]:
    """Find the highest or second-highest shares, alone at that place."""
    names = _SAY.named("place")
    for measure in dict.fromkeys(("first", view.top, view.upper)):
        place = view.alone(measure)
        if place not in (1, 2) or place == view.data.depth:
            continue
        lead = _lead(view, measure) if place == 1 else []
        yield view.found(
            "leaders",
            0.95 if lead else 1 - place / 10,
            [view.place(measure), view.claim(measure), *lead],
            figure=view.printed(measure),
            measure=share_name(measure),
            rank=names["far" if lead else ("first", "second")[place - 1]],
        )


def _laggards(view: ShareView) -> Iterator[Observation]:
    """Find the lowest top-box and upper-half shares."""
    for measure in dict.fromkeys((view.top, view.upper)):
        if view.alone(measure, lowest=True) == 1:
            yield view.found(
                "laggards",
                0.85,
                [view.place(measure, lowest=True), view.claim(measure)],
                measure=share_name(measure),
                figure=view.printed(measure),
            )


def _few_lower(view: ShareView) -> Iterator[Observation]:
    """Find who lies lower in the top box than the theme that is last in the upper half."""
    if not view.wide or view.alone(view.upper, lowest=True) != 1:
        return
    lower = _below(view, view.top)
    if 0 < len(lower) <= view.limits.top:
        yield view.found(
            "few lower",
            0.55,
            [view.place(view.top, lowest=True), view.claim(view.top)],
            measure=share_name(view.top),
            figure=view.printed(view.top),
            themes=view.names.listed(lower),
            have=_SAY.form("have less", many=len(lower) > 1),
        )


def _below(view: ShareView, measure: str) -> list[str]:
    """Themes with a lower share."""
    own = view.data.share(view.theme, measure)
    return [key for key, share in view.data.shares(measure).items() if share < own]


def _seldom_low(view: ShareView) -> Iterator[Observation]:
    """Find the lowest or second-lowest share at the foot of the order."""
    place = view.alone(view.bottom, lowest=True)
    usual = view.limits.box(view.data.depth) * view.data.even
    small = 0 < view.data.share(view.theme, view.bottom) <= usual / 2
    if place not in (1, 2) or not small:
        return
    yield view.found(
        "seldom low",
        0.62 - 0.1 * place,
        [view.place(view.bottom, lowest=True), view.claim(view.bottom)],
        crowd=view.put(view.bottom),
        bottom=box(view.bottom),
        rank=_SAY("place.lowest" if place == 1 else "place.second lowest"),
    )


def _largest_cell(view: ShareView) -> Iterator[Observation]:
    """Find the largest share that any theme has at any single rank."""
    theme, rank, own, following = view.data.peak
    if theme != view.theme or own == following:
        return
    limits, far = view.limits, _is_far(view, own, following)
    measure, where = view.spot(rank)
    margin = (limits.lead_points, limits.lead_ratio) if far else (0, 1)
    yield view.found(
        "largest cell",
        0.96 if far else 0.82,
        [
            Claim("cell", (view.theme,), measure, value=margin[0], other=margin[1]),
            *([Claim("cell apart", (view.theme,), measure)] if far else []),
            view.claim(measure),
        ],
        clear=_SAY("clear.far" if far else "clear.plain"),
        crowd=view.put(measure),
        where=where,
    )


def _boxes(view: ShareView) -> Iterator[Observation]:
    """State the top box and the upper half, as any theme has them."""
    if not view.wide:
        return
    for measure, salience in ((view.top, 0.4), (view.upper, 0.38)):
        yield view.found(
            "boxes",
            salience,
            [view.claim(measure)],
            box=box(measure),
            crowd=view.those(measure).words,
            put=view.put(measure),
            base=view.people,
            share=view.printed(measure),
        )


_RULES = (_leaders, _laggards, _few_lower, _seldom_low, _largest_cell, _boxes, *SHAPES)
