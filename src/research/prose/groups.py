"""Observations on one breakdown: each group's order beside the overall one and its fellows'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import Claim
from research.prose.evidence import Standings
from research.prose.group_view import GroupView
from research.prose.observation import FEWEST_THEMES, Observation, Thresholds
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import every, number, out_of
from research.wording.ordinals import ordinal
from research.wording.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from research.prose.names import Names

__all__ = ["observe_group"]

_SAY = Frames(__file__)


def observe_group(
    breakdown: str,
    rank_table: pd.DataFrame,
    overall: pd.DataFrame,
    names: Names,
    thresholds: Thresholds | None = None,
) -> list[Observation]:
    """Observe the groups of one breakdown.

    Parameters
    ----------
    breakdown : its key.
    rank_table : from `rank_by_group` (tidy: ``group``, ``item``, ``rank``).
    overall : from `rank_summary`, indexed by theme.
    names : what themes and groups are called; groups without a name are not spoken of.
    thresholds : when something is worth saying.

    Returns
    -------
    list of Observation
        In no order; choose with `research.prose.choice.select`. Empty for fewer than four themes.
    """
    data = Standings.read(overall, {breakdown: rank_table}, names)
    if data.depth < FEWEST_THEMES:
        return []
    limits = thresholds or Thresholds()
    found: list[Observation] = []
    for group in data.members():
        view = GroupView(group, data, names, limits)
        found += [one for rule in _GROUP_RULES for one in rule(view)]
    if len(data.members()) > 1:
        whole = GroupView(breakdown, data, names, limits)
        found += [one for rule in _BREAKDOWN_RULES for one in rule(whole)]
    return found


def _closest(view: GroupView) -> Iterator[Observation]:
    """Find the group whose order is nearest the overall one, unless that order is its own."""
    distances = {group: view.data.distance(group) for group in view.data.members()}
    own = distances.pop(view.about)
    if len(distances) < 2 or own >= min(distances.values()) or view.prevails:
        return
    moved = [t for t, gain in view.data.gains(view.about).items() if abs(gain) >= view.limits.moved]
    places, themes = counted(view.limits.moved, _SAY("place")), view.names.listed(moved)
    number_of = "many" if len(moved) > 1 else "one" if moved else "none"
    yield view.found(
        "closest",
        0.8,
        [
            Claim("closest", groups=(view.about,), breakdown=view.noun.key),
            view.claim("moved", moved, view.limits.moved),
        ],
        noun=view.names.group(view.about).noun,
        one=view.noun.each,
        many=view.noun.all,
        where=view.where,
        places=places,
        only=_SAY.named("only", themes=themes)[number_of],
        rest=_SAY.named("differ", themes=themes, places=places)[number_of],
    )


def _movers(view: GroupView) -> Iterator[Observation]:
    """Find the themes well above and well below their overall rank."""
    gains = view.data.gains(view.about)
    up = [theme for theme in view.column if gains[theme] >= view.limits.moved]
    down = [theme for theme in view.column if -gains[theme] >= view.limits.moved]
    moved = up + down
    if not moved or len(moved) > view.data.depth / 2:
        return
    for themes, verb, lowest in ((up, "rise", False), (down, "fall", True)):
        if not themes:
            continue
        count, total = out_of(len(themes), view.data.depth)
        many = len(themes) > 1
        yield view.found(
            "movers",
            min(0.9, 0.45 + 0.03 * max(abs(gains[theme]) for theme in themes) + 0.05 * len(themes)),
            [
                view.claim("gains", themes, view.limits.moved, lowest=lowest),
                *(view.claim("rank", [theme], view.column[theme]) for theme in themes),
            ],
            themes=view.moved(themes),
            verb=_SAY.form(verb, many=many),
            stand=_SAY.form("stand", many=many),
            edge=_SAY.named("than overall")[verb],
            where=view.where,
            count=count,
            total=total,
            places=counted(view.limits.moved, _SAY("place")),
        )


def _order(view: GroupView) -> Iterator[Observation]:
    """State who leads and who follows."""
    column = view.column
    ranks = list(column.values())
    first, second = list(column)[:2]
    if len(ranks) < 4 or ranks[:3] != [1, 2, ranks[2]] or ranks[2] < 3:
        return
    yield view.found(
        "order",
        0.4
        + 0.05 * min(6, view.data.overall[first] - 1)
        + 0.02 * min(6, abs(view.data.overall[second] - 2)),
        [view.claim("order", [first, second])],
        first=view.names.theme(first),
        second=view.names.theme(second),
        where=view.where,
    )


def _last(view: GroupView) -> Iterator[Observation]:
    """State who comes last, where it is not who comes last overall."""
    ranks, last = list(view.column.values()), list(view.column)[-1]
    usual = max(view.data.overall, key=lambda theme: view.data.overall[theme])
    if ranks[-1] > ranks[-2] and last != usual:
        parts = {"theme": view.names.theme(last), "where": view.where}
        yield view.found("last", 0.5, [view.claim("bottom", [last])], **parts)


def _tied(view: GroupView) -> Iterator[Observation]:
    """Find themes that share a rank near the top."""
    for rank in range(1, view.limits.box(view.data.depth) + 1):
        themes = [theme for theme, own in view.column.items() if own == rank]
        if len(themes) > 1:
            yield view.found(
                "tied",
                0.5 - 0.02 * rank,
                [view.claim("tie", themes, rank)],
                themes=view.names.listed(themes),
                rank=ordinal(rank),
                count=number(len(themes)),
                where=view.where,
            )


def _summits(view: GroupView) -> Iterator[Observation]:
    """Find the themes that no other group of the breakdown ranks as high, or as low."""
    if len(view.fellows) < 2:
        return
    for lowest, edge in ((False, "highest"), (True, "lowest")):
        themes = [theme for theme in view.column if view.stands_out(theme, lowest=lowest)]
        if not themes or len(themes) > view.data.depth / 2:
            continue
        gaps = [abs(view.data.gains(view.about)[theme]) for theme in themes]
        ranked = view.ranked(themes)
        count, total = out_of(len(themes), view.data.depth)
        yield view.found(
            "summits",
            min(0.85, 0.4 + 0.04 * max(gaps) + 0.03 * len(themes)),
            [
                view.claim("peak", themes, lowest=lowest, breakdown=view.noun.key),
                *(view.claim("rank", [theme], view.column[theme]) for theme in themes),
            ],
            themes=ranked,
            listed=ranked,
            reach=_SAY.form("reach", many=len(themes) > 1),
            their=_SAY.form("their", many=len(themes) > 1),
            edge=_SAY.named("edge")[edge],
            further=_SAY.named("further")[edge],
            rank=_SAY.form("rank", many=len(themes) > 1),
            many=view.noun.all,
            count=count,
            total=total,
            where=view.where,
        )


def _keeps(view: GroupView) -> Iterator[Observation]:
    """Find which of the overall leaders stay at the top while another falls."""
    top = view.limits.box(view.data.depth)
    leaders = [theme for theme, rank in view.data.overall.items() if rank <= top]
    kept = [theme for theme in leaders if view.column[theme] <= top]
    gone = [theme for theme in leaders if theme not in kept]
    if not kept or not gone:
        return
    furthest = max(view.column[theme] for theme in gone)
    yield view.found(
        "keeps",
        min(0.75, 0.35 + 0.04 * (furthest - top)),
        [
            view.claim("keeps", kept, top),
            *(view.claim("rank", [theme], view.column[theme]) for theme in gone),
        ],
        themes=view.names.listed(kept),
        count=number(len(kept)),
        stay=_SAY.form("stay", many=len(kept) > 1),
        deep=number(top),
        where=view.where,
        gone=series(
            _SAY(
                "comes.later" if n else "comes.first",
                theme=view.names.theme(theme),
                rank=ordinal(view.column[theme]),
            )
            for n, theme in enumerate(gone)
        ),
    )


def _risers(view: GroupView) -> Iterator[Observation]:
    """Find most of the themes at the foot of the overall order placed higher."""
    deep = view.data.depth // 3
    foot = [t for t, rank in view.data.overall.items() if rank > view.data.depth - deep]
    gains = view.data.gains(view.about)
    higher = [theme for theme in foot if gains[theme] > 0]
    if len(higher) < 2 or 2 * len(higher) <= len(foot):
        return
    yield view.found(
        "risers",
        0.45 + 0.03 * sum(gains[theme] for theme in higher),
        [view.claim("gains", higher, 1)],
        themes=view.ranked(higher),
        count=_SAY("all") if len(higher) == len(foot) else number(len(higher)),
        deep=number(len(foot)),
        where=view.where,
    )


def _paired(view: GroupView) -> Iterator[Observation]:
    """Find what one of the two groups of a breakdown ranks higher than the other."""
    if len(view.fellows) != 1:
        return
    (other,) = view.fellows
    least = view.limits.paired
    column, against = view.column, view.data.groups[other]
    higher = [theme for theme in column if against[theme] - column[theme] >= least]
    if not higher:
        return
    yield view.found(
        "paired",
        0.6 + 0.03 * len(higher),
        [Claim("above", tuple(higher), groups=(view.about, other), value=least)],
        higher=view.against(higher, other),
        rank=_SAY.form("rank", many=len(higher) > 1),
        stand=_SAY.form("stand", many=len(higher) > 1),
        where=view.where,
        other=view.names.group(other).text,
        places=counted(least, _SAY("place")),
    )


def _top_alike(view: GroupView) -> Iterator[Observation]:
    """Find the top of the order much the same in all groups."""
    deep = view.limits.alike
    groups = view.data.members()
    common = [
        theme
        for theme in view.data.overall
        if all(view.data.rank(theme, group) <= deep for group in groups)
    ]
    if len(groups) < 2 or len(common) < deep - 1 or 2 * deep > view.data.depth:
        return
    yield view.found(
        "top alike",
        0.75,
        [Claim("common", tuple(common), breakdown=view.about, value=deep)],
        themes=view.names.listed(common),
        are=_SAY.form("are", many=len(common) > 1),
        deep=number(deep),
        count=number(len(common)),
        one=view.noun.each,
        many=view.noun.all,
    )


def _widest(view: GroupView) -> Iterator[Observation]:
    """Find the themes on which the groups differ most."""
    spreads = {theme: view.data.spread(theme) for theme in view.data.overall}
    (first, most), (_, next_most) = sorted(spreads.items(), key=lambda item: -item[1])[:2]
    if len(view.data.members()) < 3 or most == next_most:
        return
    ranks = view.data.ranks(first)
    high = [group for group, rank in ranks.items() if rank == min(ranks.values())]
    low = [group for group, rank in ranks.items() if rank == max(ranks.values())]
    yield view.found(
        "widest",
        min(0.9, 0.65 + 0.05 * (most - next_most)),
        [
            Claim("spread", (first,), breakdown=view.about, value=1),
            Claim("rank", (first,), groups=tuple(high), value=min(ranks.values())),
            Claim("rank", (first,), groups=tuple(low), value=max(ranks.values())),
        ],
        name=view.names.theme(first),
        many=view.noun.all,
        places=counted(most, _SAY("place")),
        separate=_SAY.form("separate", many=most != 1),
        best=ordinal(min(ranks.values())),
        worst=ordinal(max(ranks.values())),
        high=view.names.where(high),
        low=view.names.where(low),
    )


def _same_leader(view: GroupView) -> Iterator[Observation]:
    """Find a theme that comes first, or last, in every group."""
    groups = view.data.members()
    for theme in view.data.overall:
        ranks = {view.data.rank(theme, group) for group in groups}
        for rank, end in ((1, "first"), (view.data.depth, "last")):
            if ranks == {rank} and view.data.depth > 1:
                yield view.found(
                    "same leader",
                    0.66,
                    [Claim("rank", (theme,), groups=groups, value=rank)],
                    name=view.names.theme(theme),
                    place=_SAY.named("end")[end],
                    many=view.noun.all,
                    all=every(len(groups)),
                )


_GROUP_RULES = (
    _closest, _movers, _order, _last, _tied, _summits, _keeps, _risers, _paired,
)  # fmt: skip
_BREAKDOWN_RULES = (_top_alike, _widest, _same_leader)
