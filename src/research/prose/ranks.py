"""Observations on one theme's ranks over the groups of all breakdowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import OVERALL, Claim
from research.prose.evidence import Standings
from research.prose.observation import FEWEST_THEMES, Observation, Thresholds
from research.prose.rank_breakdowns import BREAKDOWN_RULES
from research.prose.rank_view import RankView, first_to, high
from research.wording.frames import Frames
from research.wording.numbers import every, number, out_of
from research.wording.ordinals import ordinal
from research.wording.plurals import counted, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from research.prose.names import Names

__all__ = ["observe_ranks"]

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
        In no order; choose with `research.prose.choice.select`. Empty for fewer than four themes
        or fewer than two groups.
    """
    view = _view(theme, rank_tables, names, thresholds)
    if view.data.depth < FEWEST_THEMES or len(view.ranks()) < 2:
        return []
    return [found for rule in _RULES for found in rule(view)]


def _view(
    theme: str,
    rank_tables: Mapping[str, pd.DataFrame],
    names: Names,
    thresholds: Thresholds | None,
) -> RankView:
    tables = {key: table for key, table in rank_tables.items() if key != OVERALL}
    data = Standings.read(rank_tables[OVERALL], tables, names)
    return RankView(theme, data, names, thresholds or Thresholds())


def _range(view: RankView) -> Iterator[Observation]:
    """State from which rank to which the theme goes over all groups, and where."""
    (best, high_), (worst, low) = view.edges()
    groups = len(view.ranks())
    claims = [Claim("range", (view.theme,), value=best, other=worst), view.best(), view.worst()]
    noun = _SAY("group")
    if best == worst:
        everywhere = _SAY("all groups", every=every(groups), groups=plural(noun, groups))
        have = _SAY.form("have", many=groups > 1)
        yield view.found("same rank", 0.75, claims, rank=ordinal(best), all=everywhere, have=have)
        return
    yield view.found(
        "range",
        0.75,
        claims,
        groups=counted(groups, noun),
        best=_SAY("of rank", rank=ordinal(best), where=view.places(high_)),
        worst=_SAY("of rank", rank=ordinal(worst), where=view.places(low)),
    )


def _leads_in(view: RankView) -> Iterator[Observation]:
    """Find the few groups that a theme leads without leading overall."""
    groups = [group for group, rank in view.ranks().items() if rank == 1]
    if view.overall > 1 and 0 < len(groups) <= view.limits.few:
        yield view.found(
            "leads in",
            0.6 + 0.05 * min(view.overall, 5),
            [Claim("within", (view.theme,), groups=tuple(groups), value=1), view.ranked()],
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
        count, total = out_of(kept, len(ranks))
        yield view.found(
            "outside",
            0.8 - 0.1 * len(groups),
            [Claim("outside", (view.theme,), groups=tuple(groups), value=bound)],
            deep=number(bound),
            where=view.with_ranks(groups),
            count=count,
            have=_SAY.form("have", many=kept > 1),
            total=total,
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
            count, total = out_of(kept, len(ranks))
            half = bound == depth // 2
            yield view.found(
                "inside",
                0.8 - 0.1 * len(groups),
                [Claim("within", (view.theme,), groups=tuple(groups), value=bound)],
                low=_SAY("foot.half") if half else _SAY("foot.box", deep=number(depth - bound)),
                where=view.with_ranks(groups),
                count=count,
                have=_SAY.form("have", many=kept > 1),
                total=total,
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
            0.7 + 0.03 * min(5, (worst - best) - (max(rest) - min(rest))),
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


def _steady(view: RankView) -> Iterator[Observation]:
    """Find the theme that no group puts far from its overall rank."""
    deviations = {key: view.data.deviation(key) for key in view.data.overall}
    own = deviations.pop(view.theme)
    if own and deviations and own < min(deviations.values()):
        yield view.found(
            "steady",
            0.88,
            [Claim("steady", (view.theme,), value=own), view.ranked()],
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
        count, total = out_of(len(groups), len(ranks))
        yield view.found(
            "often high",
            0.72,
            [Claim("within", (view.theme,), groups=tuple(groups), value=bound), view.ranked()],
            rank=ordinal(view.overall),
            high=high(bound),
            count=count,
            total=total,
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
                    view.ranked(),
                ],
                move=_SAY.named("move")[direction],
                direction=_SAY.named("edge")[direction],
                overall=ordinal(view.overall),
                where=view.with_ranks(groups),
                moved=_SAY("or more", places=first_to(least))
                if len(groups) > 1
                else first_to(least),
            )


_RULES = (
    _range, _leads_in, _outside, _inside, _exception, _steady, _often_high, _gains,
    *BREAKDOWN_RULES,
)  # fmt: skip
