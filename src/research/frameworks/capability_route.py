"""A route map: which themes a firm works on in which year, and at which stages of the circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.errors import StatisticsError
from research.frameworks.capability_standing import CHOICES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["YEARS", "Leg", "in_turn", "route"]

YEARS = 3
"""How far a route map looks ahead."""


@dataclass(frozen=True)
class Leg:
    """What is done for one theme in one year.

    Parameters
    ----------
    theme : its key.
    year : from 1; 0 for what waits until after the last.
    stages : of the circle, in its order; those that are left where the theme waits.
    """

    theme: str
    year: int
    stages: tuple[str, ...]


def in_turn(gaps: pd.DataFrame) -> list[str]:
    """Order the themes that are short of their targets.

    First by how much the firm wants of them (first, top three, top six, others), then by the gap,
    the widest first, then as they stand.

    Parameters
    ----------
    gaps : by theme, ``choice`` of `research.frameworks.capability_standing.CHOICES` and ``gap`` in
        points, missing where there is no target.

    Returns
    -------
    Keys of the themes with a gap over 0.
    """
    places = {name: place for place, name in enumerate(CHOICES)}
    rows = zip(gaps.index, gaps["choice"], gaps["gap"], strict=True)
    short = [(places[chosen], -gap, str(theme)) for theme, chosen, gap in rows if gap > 0]
    return [theme for _, _, theme in sorted(short, key=lambda one: one[:2])]


def route(
    order: Sequence[str],
    stages: pd.DataFrame,
    targets: Mapping[str, float],
    *,
    at_once: int,
    pace: int,
    years: int = YEARS,
) -> list[Leg]:
    """Plan which themes are worked on in which year.

    A theme is worked through the stages of the circle that are below its target, in the order of
    the circle, because each stage builds on the one before it: ``pace`` of them a year. It is kept
    in work until it is through; a place that is free goes to the next theme in turn.

    Parameters
    ----------
    order : themes short of their targets, of `in_turn`.
    stages : score of each theme, one row a theme, in each stage, one column a stage in the order of
        the circle; missing where nothing was assessed, which is no work.
    targets : score that each theme is to reach.
    at_once : themes in work in a year, 1 or more.
    pace : stages of a theme a year, 1 or more.
    years : that are planned.

    Returns
    -------
    One leg a theme and year, year by year; then what waits, with the year 0.

    Raises
    ------
    StatisticsError
        When nothing could be done in a year.
    """
    if min(at_once, pace, years) < 1:
        msg = f"{at_once} themes at once, {pace} stages a year, {years} years; allowed: 1 or more"
        raise StatisticsError(msg)
    waiting = {theme: _below(stages, theme, targets[theme]) for theme in order}
    legs, active = [], list[str]()
    for year in range(1, years + 1):
        free = [theme for theme in waiting if waiting[theme] and theme not in active]
        active += free[: at_once - len(active)]
        for theme in active:
            legs.append(Leg(theme, year, tuple(waiting[theme][:pace])))
            waiting[theme] = waiting[theme][pace:]
        active = [theme for theme in active if waiting[theme]]
    return [*legs, *(Leg(theme, 0, tuple(left)) for theme, left in waiting.items() if left)]


def _below(stages: pd.DataFrame, theme: str, target: float) -> list[str]:
    scores = stages.loc[theme]
    return [str(stage) for stage, score in scores.items() if score < target]
