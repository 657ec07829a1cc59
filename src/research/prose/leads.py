"""Sentences that open the chapter on a breakdown: which theme its groups put furthest apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.prose.claims import Claim
from research.prose.evidence import Standings
from research.prose.facts import LISTED
from research.prose.observation import Observation
from research.prose.wordings import worded
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from research.prose.names import Names

__all__ = ["Chance", "lead_groups"]

_SAY = Frames(__file__, "groups")


@dataclass(frozen=True)
class Chance:
    """What the tests of a breakdown find; as when nothing was tested where left out.

    Parameters
    ----------
    explains : whether chance can explain the differences over all themes at once.
    apart : themes whose ranks differ by more than chance, each tested by itself.
    """

    explains: bool = False
    apart: tuple[str, ...] = ()


def lead_groups(
    breakdown: str,
    rank_table: pd.DataFrame,
    overall: pd.DataFrame,
    names: Names,
    *,
    chance: Chance | None = None,
) -> Observation | None:
    """Say which themes the groups put furthest apart; nothing where there are no two to compare.

    Parameters
    ----------
    breakdown, rank_table, overall, names : as for `research.prose.groups.observe_group`.
    chance : what the tests between these groups find; nothing of chance is said when left out.
    """
    data = Standings.read(overall, {breakdown: rank_table}, names)
    if len(data.members()) < 2:
        return None
    spreads = {one: data.spread(one) for one in data.overall}
    most = max(spreads.values())
    themes = [theme for theme in data.overall if spreads[theme] == most]
    many, after = names.breakdown(breakdown).all, _after(chance or Chance(), names)
    if most and len(themes) == 1:
        return _by_one(breakdown, themes[0], data, names, after)
    if not most:
        words = worded(_SAY, "alike", {}, many=many)
        return Observation("alike", breakdown, words, 1, _ranges(breakdown, themes, data))
    parts = {"many": many, "places": counted(most, _SAY("place")), "chance": after}
    if len(themes) > LISTED:
        words = worded(_SAY, "divides more", {}, count=number(len(themes)), **parts)
        return Observation("divides more", breakdown, words, 1, _ranges(breakdown, themes, data))
    words = worded(_SAY, "divides few", {}, themes=names.listed(themes), **parts)
    return Observation("divides few", breakdown, words, 1, _ranges(breakdown, themes, data))


def _by_one(breakdown: str, theme: str, data: Standings, names: Names, after: str) -> Observation:
    """One theme divides the groups more than all others do."""
    many = names.breakdown(breakdown).all
    parts = {"theme": names.theme(theme), "ends": _ends(data, theme, names), "chance": after}
    claims = (
        Claim("spread", (theme,), breakdown=breakdown, value=1),
        *(
            Claim("rank", (theme,), groups=tuple(groups), value=rank)
            for rank, groups in _edges(data, theme).items()
        ),
    )
    words = worded(_SAY, "divides one", {}, many=many, **parts)
    return Observation("divides one", breakdown, words, 1, claims)


def _ranges(breakdown: str, themes: Sequence[str], data: Standings) -> tuple[Claim, ...]:
    """From which rank to which the themes go over the groups."""
    return tuple(
        Claim("range", (theme,), breakdown=breakdown, value=min(ranks), other=max(ranks))
        for theme in themes
        for ranks in [data.ranks(theme).values()]
    )


def _edges(data: Standings, theme: str) -> dict[int, list[str]]:
    """Highest and lowest rank of a theme, each with the groups that give it."""
    ranks = data.ranks(theme)
    return {
        rank: [group for group in ranks if ranks[group] == rank]
        for rank in (min(ranks.values()), max(ranks.values()))
    }


def _ends(data: Standings, theme: str, names: Names) -> str:
    """Say where a theme ranks highest and where it ranks lowest."""
    return series(
        _SAY("at the end", rank=ordinal(rank), where=names.where(groups))
        for rank, groups in _edges(data, theme).items()
    )


def _after(chance: Chance, names: Names) -> str:
    """Say what chance explains, so that the lead agrees with every test of the report."""
    if not chance.explains:
        return ""
    if not chance.apart:
        return _SAY("chance.all")
    listed = names.listed(chance.apart)
    return _SAY.form("chance.but", many=len(chance.apart) > 1, themes=listed)
