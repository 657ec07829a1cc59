"""Sentences that open the chapter on a breakdown: which theme its groups put furthest apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.prose.evidence import Standings
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.plurals import counted
from research.wording.sentences import sentence

if TYPE_CHECKING:
    import pandas as pd

    from research.prose.names import Names

__all__ = ["Chance", "lead_groups"]

_SAY = Frames(__file__, "groups")

# Longer lists of themes become their number.
_LISTED = 3


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
) -> str:
    """Say which themes the groups put furthest apart; nothing where there are no two to compare.

    Parameters
    ----------
    breakdown, rank_table, overall, names : as for `research.prose.groups.observe_group`.
    chance : what the tests between these groups find; nothing of chance is said when left out.
    """
    data = Standings.read(overall, {breakdown: rank_table}, names)
    if len(data.members()) < 2:
        return ""
    many, spreads = names.breakdown(breakdown).all, {one: data.spread(one) for one in data.overall}
    most = max(spreads.values())
    themes = [theme for theme in data.overall if spreads[theme] == most]
    if not most:
        return sentence(_SAY("alike", many=many))
    after = _after(chance or Chance(), names)
    if len(themes) == 1:
        parts = {"theme": names.theme(themes[0]), "ends": _ends(data, themes[0], names)}
        return sentence(_SAY("divides.one", many=many, chance=after, **parts))
    parts = {"many": many, "places": counted(most, _SAY("place")), "chance": after}
    if len(themes) > _LISTED:
        return sentence(_SAY("divides.more", count=number(len(themes)), **parts))
    return sentence(_SAY("divides.few", themes=names.listed(themes), **parts))


def _ends(data: Standings, theme: str, names: Names) -> str:
    """Say where a theme ranks highest and where it ranks lowest."""
    ranks = data.ranks(theme)
    places = {
        rank: [group for group in ranks if ranks[group] == rank]
        for rank in (min(ranks.values()), max(ranks.values()))
    }
    return series(
        _SAY("at the end", rank=ordinal(rank), where=names.where(groups))
        for rank, groups in places.items()
    )


def _after(chance: Chance, names: Names) -> str:
    """Say what chance explains, so that the lead agrees with every test of the report."""
    if not chance.explains:
        return ""
    if not chance.apart:
        return _SAY("chance.all")
    listed = names.listed(chance.apart)
    return _SAY.form("chance.but", many=len(chance.apart) > 1, themes=listed)
