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
from research.wording.lists import series
from research.wording.numbers import number

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
        In no order; choose with `research.prose.select`. Empty for fewer than four themes
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
    ranks, names = {}, _SAY.named("place")
    claims: list[Claim] = []
    salience = 0.0
    for measure in dict.fromkeys(("first", view.top, view.upper)):
        place = view.alone(measure)
        if place not in (1, 2) or place == view.data.depth:
            continue
        lead = _lead(view, measure) if place == 1 else []
        ranks[measure] = names["far" if lead else ("first", "second")[place - 1]]
        claims += [view.place(measure), view.claim(measure), *lead]
        salience = max(salience, 0.95 if lead else 1 - place / 10)
    if not ranks:
        return
    measure, rank = next(iter(ranks.items()))
    figures = {each: view.printed(each) for each in ranks} | {measure: view.based(measure)}
    phrases = [
        _SAY("placed", place=place, measure=share_name(each), figure=figures[each])
        for each, place in ranks.items()
    ]
    yield view.found(
        "leaders",
        salience,
        claims,
        phrases=series(phrases),
        figure=view.printed(measure),
        measure=share_name(measure),
        rank=rank,
        others=_SAY("and has", phrases=series(phrases[1:])) if phrases[1:] else "",
    )


def _laggards(view: ShareView) -> Iterator[Observation]:
    """Find the lowest top-box or upper-half share, and who lies lower by the other."""
    lowest = [m for m in dict.fromkeys((view.top, view.upper)) if view.alone(m, lowest=True) == 1]
    if not lowest:
        return
    first = lowest[0]
    claims = [c for m in lowest for c in (view.place(m, lowest=True), view.claim(m))]
    second = contrast = ""
    if lowest[1:]:
        half = {"measure": share_name(view.upper), "figure": view.printed(view.upper)}
        second = _SAY("lower half", **half)
    if first == view.upper and view.wide:
        lower = _below(view, view.top)
        if 0 < len(lower) <= view.limits.top:
            contrast = _SAY.form(
                "though",
                many=len(lower) > 1,
                measure=share_name(view.top),
                figure=view.printed(view.top),
                themes=view.names.listed(lower),
            )
            claims += [view.place(view.top, lowest=True), view.claim(view.top)]
    yield view.found(
        "laggards",
        0.85,
        claims,
        measure=share_name(first),
        figure=view.printed(first),
        based=view.based(first),
        also=_SAY("and lowest", share=second) if second else "",
        nor=_SAY("nor lower", share=second) if second else "",
        contrast=contrast,
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
    share = view.based(view.bottom)
    yield view.found(
        "seldom low",
        0.62 - 0.1 * place,
        [view.place(view.bottom, lowest=True), view.claim(view.bottom)],
        crowd=view.put(view.bottom),
        share=share,
        figure=view.aside(view.bottom),
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
    crowd, more = view.crowd(view.top), view.crowd(view.upper, based=False)
    yield view.found(
        "boxes",
        0.4,
        [view.claim(view.top), view.claim(view.upper)],
        top=box(view.top),
        upper=box(view.upper),
        crowd=crowd.words,
        more=more.words,
        three=view.aside(view.top),
        six=view.aside(view.upper),
        put=view.put(view.top),
        have=view.have(view.upper, based=False),
        share=view.printed(view.top),
        half=view.printed(view.upper),
        base=view.people,
        deep=number(view.deep),
    )


_RULES = (_leaders, _laggards, _seldom_low, _largest_cell, _boxes, *SHAPES)
