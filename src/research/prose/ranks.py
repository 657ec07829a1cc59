"""Observations on one theme's ranks over the groups of all breakdowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import OVERALL, Claim
from research.prose.evidence import Standings
from research.prose.observation import FEWEST_THEMES, Observation, Thresholds
from research.prose.rank_view import RankView, first_to
from research.wording.frames import Frames
from research.wording.numbers import every, number
from research.wording.ordinals import ordinal
from research.wording.plurals import counted, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from research.prose.names import Names

__all__ = ["observe_ranks", "range_sentence"]

_SAY = Frames(__file__)


def observe_ranks(
    theme: str,
    rank_tables: Mapping[str, pd.DataFrame],
    names: Names,
    thresholds: Thresholds | None = None,
) -> list[Observation]:
    """Observe the ranks of one theme over the groups.

    Parameters
    ----------
    theme : key of the theme.
    rank_tables : ``overall`` to `rank_summary` (indexed by theme), and each breakdown to
        `rank_by_group` (tidy: ``group``, ``item``, ``rank``).
    names : what themes and groups are called; groups without a name are not spoken of.
    thresholds : when something is worth saying.

    Returns
    -------
    list of Observation
        In no order; choose with `research.prose.select`. Empty for fewer than four themes
        or fewer than two groups.
    """
    view = _view(theme, rank_tables, names, thresholds)
    if view.data.depth < FEWEST_THEMES or len(view.ranks()) < 2:
        return []
    return [found for rule in _RULES for found in rule(view)]


def range_sentence(
    theme: str,
    rank_tables: Mapping[str, pd.DataFrame],
    names: Names,
    *,
    chapter_position: int = 0,
) -> Observation:
    """Say from which rank to which a theme ranges over all groups, and where.

    Parameters
    ----------
    theme, rank_tables, names : as for `observe_ranks`.
    chapter_position : place of the chapter among its kind, from 0; neighbours open differently.
    """
    view = _view(theme, rank_tables, names, None)
    (best, high), (worst, low) = view.edges()
    groups = len(view.ranks())
    claims = [Claim("range", (theme,), value=best, other=worst), view.best(), view.worst()]
    noun = _SAY("group")
    if best == worst:
        everywhere = _SAY("all groups", every=every(groups), groups=plural(noun, groups))
        have = _SAY.form("have", many=groups > 1)
        found = view.found("same rank", 0, claims, rank=ordinal(best), all=everywhere, have=have)
    else:
        found = view.found(
            "range",
            0,
            claims,
            groups=counted(groups, noun),
            best=_SAY("of rank", rank=ordinal(best), where=view.places(high)),
            worst=_SAY("of rank", rank=ordinal(worst), where=view.places(low)),
        )
    return found.turned(chapter_position)


def _view(
    theme: str,
    rank_tables: Mapping[str, pd.DataFrame],
    names: Names,
    thresholds: Thresholds | None,
) -> RankView:
    tables = {key: table for key, table in rank_tables.items() if key != OVERALL}
    data = Standings.read(rank_tables[OVERALL], tables, names)
    return RankView(theme, data, names, thresholds or Thresholds())


def _top_in_breakdown(view: RankView) -> Iterator[Observation]:
    """Find a theme first or in the top three in most groups of a larger breakdown."""
    top = view.top
    for breakdown in view.data.breakdowns:
        ranks = view.ranks(breakdown)
        firsts = [group for group, rank in ranks.items() if rank == 1]
        tops = [group for group, rank in ranks.items() if rank <= top]
        if len(ranks) < 4 or 2 * len(tops) <= len(ranks):
            continue
        yield view.found(
            "top in breakdown",
            0.55 + 0.1 * len(firsts) / len(ranks) + 0.1 * len(tops) / len(ranks),
            [
                Claim("within", (view.theme,), "", breakdown, tuple(tops), top),
                Claim("within", (view.theme,), "", breakdown, tuple(firsts), 1),
            ],
            **_tops(view, breakdown, firsts, tops),
        )


def _tops(view: RankView, breakdown: str, firsts: list[str], tops: list[str]) -> dict[str, str]:
    """Say in how many groups a theme is first, and in how many it is in the top box."""
    total, many = number(len(view.ranks(breakdown))), view.names.breakdown(breakdown).all
    deep, more, some = number(view.top), len(tops) - len(firsts), number(len(tops))
    whole, groups = len(tops) == len(view.ranks(breakdown)), {"total": total, "many": many}
    said = rest = including = ""
    if firsts:
        count, labels = number(len(firsts)), view.names.labels(firsts)
        said = _SAY("firsts", count=count, labels=labels, **groups)
        including = _SAY("including.some", count=count) if more else _SAY("including.all")
    if more and firsts:
        rest = _SAY("more tops", deep=deep, count=number(more))
    elif more:
        ends = {"deep": deep, **groups}
        rest = _SAY("all tops", **ends) if whole else _SAY("tops", count=number(more), **ends)
    return {
        "firsts": said,
        "joint": _SAY("and") if said and rest else "",
        "tops": rest,
        "some": _SAY("all") if whole else some,
        "crowd": _SAY("all of", **groups) if whole else _SAY("some of", count=some, **groups),
        "count": total,
        "many": many,
        "deep": deep,
        "including": including,
    }


def _leads_in(view: RankView) -> Iterator[Observation]:
    """Find the few groups that a theme leads without leading overall."""
    groups = [group for group, rank in view.ranks().items() if rank == 1]
    if view.overall > 1 and 0 < len(groups) <= view.limits.few:
        yield view.found(
            "leads in",
            0.6 + 0.05 * min(view.overall, 5),
            [Claim("within", (view.theme,), groups=tuple(groups), value=1)],
            rank=ordinal(view.overall),
            where=view.names.where(groups),
        )


def _outside(view: RankView) -> Iterator[Observation]:
    """Find the few groups that rank an upper theme below the box it belongs to."""
    ranks, half = view.ranks(), view.data.depth // 2
    bound = view.top if view.overall <= view.top else half
    groups = [group for group, rank in ranks.items() if rank > bound]
    if view.overall <= half and 0 < len(groups) <= view.limits.few and len(ranks) > 3:
        kept = len(ranks) - len(groups)
        yield view.found(
            "outside",
            0.8 - 0.1 * len(groups),
            [Claim("outside", (view.theme,), groups=tuple(groups), value=bound)],
            deep=number(bound),
            where=view.with_ranks(groups),
            count=number(kept),
            have=_SAY.form("have", many=kept > 1),
            total=number(len(ranks)),
        )


def _inside(view: RankView) -> Iterator[Observation]:
    """Find the few groups that rank a lower theme above the box it belongs to."""
    ranks, depth = view.ranks(), view.data.depth
    if depth % 2:
        return
    deep = view.overall > depth - view.top
    options = [depth - view.top, depth // 2] if deep else [depth // 2]
    for bound in options:
        groups = [group for group, rank in ranks.items() if rank <= bound]
        if 2 * view.overall > depth and 0 < len(groups) <= view.limits.few and len(ranks) > 3:
            kept = len(ranks) - len(groups)
            half = bound == depth // 2
            yield view.found(
                "inside",
                0.8 - 0.1 * len(groups),
                [Claim("within", (view.theme,), groups=tuple(groups), value=bound)],
                low=_SAY("foot.half") if half else _SAY("foot.box", deep=number(depth - bound)),
                where=view.with_ranks(groups),
                count=number(kept),
                have=_SAY.form("have", many=kept > 1),
                total=number(len(ranks)),
            )
            return


def _exception(view: RankView) -> Iterator[Observation]:
    """Find the one group without which a theme's range is much narrower."""
    ranks = view.ranks()
    (best, _), (worst, low) = view.edges()
    for group, rank in ranks.items():
        rest = [other for one, other in ranks.items() if one != group]
        if len(rest) < 3 or (worst - best) - (max(rest) - min(rest)) < view.limits.paired:
            continue
        if group in low and len(low) > 1:
            continue
        ends = {"low": ordinal(min(rest)), "high": ordinal(max(rest))}
        level = min(rest) == max(rest)
        yield view.found(
            "exception",
            0.58 + 0.04 * min(5, (worst - best) - (max(rest) - min(rest))),
            [
                Claim("range", (view.theme,), groups=(group,), value=min(rest), other=max(rest)),
                Claim("range", (view.theme,), value=best, other=worst),
                Claim("rank", (view.theme,), groups=(group,), value=rank),
            ],
            noun=view.names.group(group).noun,
            span=ends["low"] if level else _SAY("from to", **ends),
            between=ends["low"] if level else _SAY("between", **ends),
            where=view.names.where([group]),
            rank=ordinal(rank),
            total=number(len(ranks)),
        )


def _extremes(view: RankView) -> Iterator[Observation]:
    """State the best and the worst rank, and the groups that give them."""
    (best, high), (worst, low) = view.edges()
    if best == worst:
        return
    yield view.found(
        "extremes",
        0.35 + 0.02 * (worst - best),
        [view.best(), view.worst(), Claim("range", (view.theme,), value=best, other=worst)],
        high=_SAY("with rank", where=view.places(high), rank=ordinal(best)),
        low=_SAY("with rank", where=view.places(low), rank=ordinal(worst)),
        best=ordinal(best),
        worst=ordinal(worst),
        high_where=view.places(high),
        low_where=view.places(low),
        places=first_to(worst - best),
        total=number(len(view.ranks())),
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
                    Claim("rank", (view.theme,), groups=(OVERALL,), value=view.overall),
                ],
                edge=_SAY("edge.lowest" if lowest else "edge.highest"),
                one=view.names.breakdown(breakdown).each,
                where=view.names.where(groups),
                rank=ordinal(edge),
                overall=ordinal(view.overall),
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
            min(0.9, 0.6 + 0.05 * (own - max(spreads.values()))),
            [widest, view.best(breakdown), view.worst(breakdown)],
            many=view.names.breakdown(breakdown).all,
            places=first_to(own),
            separate=_SAY.form("separate", many=own != 1),
            best=ordinal(best),
            worst=ordinal(worst),
            high=view.places(high),
            low=view.places(low),
        )


def _steady(view: RankView) -> Iterator[Observation]:
    """Find the theme that no group puts far from its overall rank."""
    deviations = {key: view.data.deviation(key) for key in view.data.overall}
    own = deviations.pop(view.theme)
    if own and deviations and own < min(deviations.values()):
        yield view.found(
            "steady",
            0.88,
            [Claim("steady", (view.theme,), value=own)],
            total=number(len(view.ranks())),
            places=first_to(own),
            rank=ordinal(view.overall),
        )


def _often_high(view: RankView) -> Iterator[Observation]:
    """Find a theme high in many groups, or in the top third here and there from the lower half."""
    ranks, depth = view.ranks(), view.data.depth
    lower = 2 * view.overall > depth
    bound = depth // 3 if lower else view.limits.paired
    groups = [group for group, rank in ranks.items() if rank <= bound]
    enough = view.limits.few if lower else view.limits.often * len(ranks)
    if view.overall > bound >= 2 and len(groups) >= max(enough, 2):
        yield view.found(
            "often high",
            0.72,
            [Claim("within", (view.theme,), groups=tuple(groups), value=bound)],
            rank=ordinal(view.overall),
            high=_high(bound),
            count=number(len(groups)),
            total=number(len(ranks)),
            where=view.names.where(groups),
        )


def _gains(view: RankView) -> Iterator[Observation]:
    """Find the groups that rank a theme well above, or well below, its overall rank."""
    ranks = view.ranks()
    for direction, sign in (("highest", 1), ("lowest", -1)):
        moves = {group: sign * (view.overall - rank) for group, rank in ranks.items()}
        groups = [group for group, move in moves.items() if move >= view.limits.moved]
        if 0 < len(groups) <= max(view.limits.few, len(ranks) // 4):
            least = min(moves[group] for group in groups)
            yield view.found(
                "gains",
                0.5 + 0.02 * max(moves.values()),
                [
                    Claim(
                        "gains",
                        (view.theme,),
                        groups=tuple(groups),
                        value=view.limits.moved,
                        lowest=sign < 0,
                    ),
                    *(Claim("rank", (view.theme,), groups=(g,), value=ranks[g]) for g in groups),
                ],
                direction=_SAY.named("edge")[direction],
                overall=ordinal(view.overall),
                where=view.with_ranks(groups),
                moved=_SAY("or more", places=first_to(least))
                if len(groups) > 1
                else first_to(least),
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
            high=_high(worst),
            many=noun.all,
            all=every(len(ranks)),
        )


def _high(bound: int) -> str:
    """Say that a rank is this one or a better one."""
    named = _SAY.named("high", deep=number(bound))
    return named[{1: "first", 2: "second"}.get(bound, "box")]


_RULES = (
    _top_in_breakdown, _leads_in, _outside, _inside, _exception, _extremes, _peaks, _spread,
    _steady, _often_high, _gains, _everywhere,
)  # fmt: skip
