"""Observations on the shape of one theme's distribution: divided, even, heavy at one end."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from research.prose.claims import Claim
from research.prose.share_margins import is_clear
from research.prose.share_view import ShareView, box
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.plurals import numbered
from research.wording.shares import percent, points, respondents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.prose.observation import Observation

__all__ = ["SHAPES"]

_SAY = Frames(__file__, "shares")


def _polarised(view: ShareView) -> Iterator[Observation]:
    """Find a theme among the most frequent first choices, and yet heavy at the bottom."""
    place, limits = view.place("first"), view.limits
    if (
        place.value > limits.polarised_top
        or view.data.share(view.theme, "first") < view.data.even
        or view.share(view.bottom) < limits.polarised_bottom
    ):
        return
    others, rank = view.names.listed(place.themes[1:]), int(place.value)
    first = respondents(view.count("first"), view.base)
    yield view.found(
        "polarised",
        0.92,
        [
            place,
            view.claim("first"),
            view.claim(view.bottom),
            Claim("at least", (view.theme,), view.bottom, value=limits.polarised_bottom),
        ],
        first=_SAY.form("put", many=first.plural, crowd=first.words),
        share=view.printed("first"),
        rank=_SAY("highest.later", rank=ordinal(rank)) if rank > 1 else _SAY("highest.first"),
        place=ordinal(rank),
        level=_SAY("level", themes=others) if others else "",
        low=view.printed(view.bottom),
        crowd=view.put(view.bottom),
        bottom=box(view.bottom),
    )


def _little_more(view: ShareView) -> Iterator[Observation]:
    """Find many first choices with, of all such themes, the fewest further top places."""
    rated = [key for key in view.data.counts if view.data.share(key, "first") >= view.data.even]
    if view.theme not in rated or len(rated) < 3:
        return
    growth = {key: view.data.count(key, view.top) / view.data.count(key, "first") for key in rated}
    own = growth.pop(view.theme)
    gain = points(view.count(view.top), view.count("first"), view.base)
    if own >= min(growth.values()) or gain < 2:
        return
    yield view.found(
        "little more",
        0.7,
        [
            Claim("gain", (view.theme,), view.top, value=gain),
            view.claim("first"),
            view.claim(view.top),
        ],
        added=numbered(gain, _SAY("points")),
        top=_SAY("box.top", deep=number(view.deep)),
        first=view.printed("first"),
        three=view.printed(view.top),
    )


def _rarely_first(view: ShareView) -> Iterator[Observation]:
    """Find a theme that is rarely first, and still in the upper half of the order."""
    if (
        not view.wide
        or view.share("first") > view.limits.rarely
        or 2 * view.overall > view.data.depth
        or view.share(view.upper) <= 50
    ):
        return
    yield view.found(
        "rarely first",
        0.88,
        [
            Claim("at most", (view.theme,), "first", value=view.limits.rarely),
            view.claim("first"),
            view.ranked(),
            Claim("half", (view.theme,)),
        ],
        first=view.printed("first"),
        put=view.put("first"),
        rank=ordinal(view.overall),
    )


def _middling(view: ShareView) -> Iterator[Observation]:
    """Find a theme hardly ever first, more often low than high, though often in the middle."""
    limits = view.limits
    if (
        not view.wide
        or view.share("first") > limits.hardly
        or view.share(view.bottom) - view.share(view.top) < limits.middling_gap
        or view.share(view.upper) < limits.middling_half
    ):
        return
    yield view.found(
        "middling",
        0.86,
        [view.claim(view.bottom), view.claim(view.top)],
        three=view.printed(view.top),
        low=view.printed(view.bottom),
        top=box(view.top),
        bottom=box(view.bottom),
    )


def _hardly_first(view: ShareView) -> Iterator[Observation]:
    """Find a theme that hardly anyone puts first."""
    if 0 < view.share("first") <= view.limits.hardly:
        yield view.found(
            "hardly first",
            0.45,
            [
                Claim("at most", (view.theme,), "first", value=view.limits.hardly),
                view.claim("first"),
            ],
            put=view.put("first"),
            share=view.printed("first"),
        )


def _even(view: ShareView) -> Iterator[Observation]:
    """Find a leading theme whose ranks below first are spread evenly."""
    rest = view.data.counts[view.theme][1:]
    if (
        view.overall > view.limits.even_top
        or view.place("first").value > view.limits.polarised_top
        or max(rest) == 0
        or max(rest) * len(rest) > view.limits.even_factor * sum(rest)
    ):
        return
    yield view.found(
        "even spread",
        0.8,
        [
            Claim("even", (view.theme,), value=1, other=max(rest)),
            view.claim(f"at{2 + rest.index(max(rest))}"),
            view.ranked(),
        ],
        rank=ordinal(view.overall),
        last=ordinal(view.data.depth),
        most=percent(max(rest), view.base),
    )


def _weight_below(view: ShareView) -> Iterator[Observation]:
    """Find most ranks in the lower half."""
    heavy = view.share(view.lower) - view.limits.heavy
    if heavy >= 0 and view.data.depth % 2 == 0:
        yield view.found(
            "weight below",
            0.5 + min(0.2, heavy / 100),
            [view.claim(view.lower)],
            crowd=view.put(view.lower),
            share=view.printed(view.lower),
        )


def _at_the_foot(view: ShareView) -> Iterator[Observation]:
    """Find many ranks in the last two places."""
    if view.data.depth >= 6 and view.share("bottom2") >= view.limits.foot:
        yield view.found(
            "at the foot",
            0.78,
            [view.claim("bottom2")],
            crowd=view.put("bottom2"),
        )


def _most_frequent(view: ShareView) -> Iterator[Observation]:
    """Find the most frequent rank, where one stands clear of all others."""
    counts = view.data.counts[view.theme]
    rank = counts.index(max(counts)) + 1
    first, second = (Fraction(one) / Fraction(view.base) for one in sorted(counts)[:-3:-1])
    if is_clear(first, second, view.limits):
        measure, where = view.spot(rank)
        yield view.found(
            "most frequent rank",
            0.3,
            [view.claim(measure), Claim("mode", (view.theme,), measure)],
            where=where,
            share=view.printed(measure),
        )


def _other_end(view: ShareView) -> Iterator[Observation]:
    """State the bottom box, as any theme has one."""
    if view.data.depth >= 6 and not view.count(view.bottom):
        parts = {"bottom": box(view.bottom), "base": view.people}
        yield view.found("never low", 0.6, [view.claim(view.bottom)], **parts)
    elif view.data.depth >= 6 and view.share("bottom2") < view.limits.foot:
        yield view.found(
            "other end",
            0.35,
            [view.claim(view.bottom)],
            put=view.put(view.bottom),
            crowd=view.those(view.bottom).words,
            share=view.printed(view.bottom),
            bottom=box(view.bottom),
        )


SHAPES = (
    _polarised, _little_more, _rarely_first, _middling, _hardly_first, _even, _weight_below,
    _at_the_foot, _most_frequent, _other_end,
)  # fmt: skip
