"""Observations on one theme's ranks within single breakdowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import Claim
from research.prose.rank_view import RankView, first_to, high
from research.wording.frames import Frames
from research.wording.numbers import every, number, out_of
from research.wording.ordinals import ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.prose.observation import Observation

__all__ = ["BREAKDOWN_RULES"]

_SAY = Frames(__file__, "ranks")


def _top_in_breakdown(view: RankView) -> Iterator[Observation]:
    """Find a theme first in some, or in the top box of most, groups of a larger breakdown."""
    for breakdown in view.data.breakdowns:
        ranks = view.ranks(breakdown)
        firsts = [group for group, rank in ranks.items() if rank == 1]
        tops = [group for group, rank in ranks.items() if rank <= view.top]
        if len(ranks) < 4 or 2 * len(tops) <= len(ranks):
            continue
        parts = {"many": view.names.breakdown(breakdown).all}
        if 1 < len(firsts) < len(ranks):
            count, total = out_of(len(firsts), len(ranks))
            yield view.found(
                "firsts",
                0.6 + 0.1 * len(firsts) / len(ranks),
                [Claim("within", (view.theme,), "", breakdown, tuple(firsts), 1)],
                count=count,
                total=total,
                labels=view.names.labels(firsts),
                **parts,
            )
        count, total = out_of(len(tops), len(ranks))
        whole = len(tops) == len(ranks)
        yield view.found(
            "top in breakdown",
            0.55 + 0.2 * len(tops) / len(ranks),
            [Claim("within", (view.theme,), "", breakdown, tuple(tops), view.top)],
            crowd=_SAY("all of", total=total, **parts)
            if whole
            else _SAY("some of", count=count, total=total, **parts),
            some=_SAY("all") if whole else count,
            total=total,
            deep=number(view.top),
            **parts,
        )


def _peaks(view: RankView) -> Iterator[Observation]:
    """Find, by breakdown, the group where the theme stands alone and far from overall."""
    for breakdown in view.data.breakdowns:
        ranks = view.ranks(breakdown)
        for lowest in (False, True):
            edge = max(ranks.values()) if lowest else min(ranks.values())
            groups = [group for group, rank in ranks.items() if rank == edge]
            gap = edge - view.overall if lowest else view.overall - edge
            if len(ranks) < 3 or len(groups) > 1 or gap < view.limits.moved:
                continue
            yield view.found(
                "peak",
                min(0.9, 0.5 + 0.06 * gap),
                [
                    Claim("peak", (view.theme,), "", breakdown, tuple(groups), lowest=lowest),
                    Claim("rank", (view.theme,), groups=tuple(groups), value=edge),
                ],
                edge=_SAY("edge.lowest" if lowest else "edge.highest"),
                end=_SAY("end.lowest" if lowest else "end.highest"),
                so=_SAY("so.lowest" if lowest else "so.highest"),
                one=view.names.breakdown(breakdown).each,
                many=view.names.breakdown(breakdown).all,
                where=view.names.where(groups),
                rank=ordinal(edge),
            )


def _spread(view: RankView) -> Iterator[Observation]:
    """Find a breakdown over which no theme's ranks spread as widely."""
    for breakdown in view.data.breakdowns:
        spreads = {key: view.data.spread(key, breakdown) for key in view.data.overall}
        own = spreads.pop(view.theme)
        ranks = view.ranks(breakdown)
        if len(ranks) < 2 or not spreads or own <= max(spreads.values()):
            continue
        (best, high), (worst, low) = view.edges(breakdown)
        widest = Claim("spread", (view.theme,), breakdown=breakdown, value=1)
        yield view.found(
            "spread",
            min(0.9, 0.7 + 0.05 * (own - max(spreads.values()))),
            [widest, view.best(breakdown), view.worst(breakdown)],
            many=view.names.breakdown(breakdown).all,
            places=first_to(own),
            separate=_SAY.form("separate", many=own != 1),
            best=ordinal(best),
            worst=ordinal(worst),
            high=view.places(high),
            low=view.places(low),
        )


def _everywhere(view: RankView) -> Iterator[Observation]:
    """Find a breakdown whose every group has the theme near the top."""
    for breakdown in view.data.breakdowns:
        ranks = view.ranks(breakdown)
        worst = max(ranks.values())
        if len(ranks) < 3 or worst > view.top or worst == view.data.depth:
            continue
        noun = view.names.breakdown(breakdown)
        yield view.found(
            "everywhere",
            0.7 - 0.05 * worst,
            [Claim("within", (view.theme,), "", breakdown, tuple(ranks), worst)],
            high=high(worst),
            many=noun.all,
            all=every(len(ranks)),
        )


BREAKDOWN_RULES = (_top_in_breakdown, _peaks, _spread, _everywhere)
