"""How far the data can be trusted, as a section of the audit: the lights, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.audit.parts import Grid, Point, Section, cut
from research.chapters.integrity.lights import lead_of, rows_of_lights
from research.chapters.integrity.readings import lit
from research.errors import InputError, StatisticsError
from research.frameworks.integrity import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.build.checks import Examined
    from research.chapters.integrity.readings import Lit
    from research.frameworks.integrity import Light

__all__ = ["integrity"]

_HEADS = ("what tells of it", "threat", "number", "base", "light", "rule")


def integrity(found: Examined) -> Section | None:
    """Say how far the answers can be trusted; nothing where they cannot be read.

    Parameters
    ----------
    found : an edition as its check found it.
    """
    if found.study is None or found.problems:
        return None
    try:
        told = lit(found.study)
    except (InputError, StatisticsError):
        return None
    rows = rows_of_lights(told)
    bad = [at for at, (light, _) in enumerate(rows) if light in ("amber", "red")]
    grid = Grid(
        _HEADS,
        tuple(tuple(map(cut, cells)) for _, cells in rows),
        frozenset({2, 3}),
        frozenset(bad),
        listed=True,
    )
    points = (*_actions(told), *_flags(told, found.study.config.privacy.hide_base))
    return Section(
        "integrity", "How far the data can be trusted", lead_of(told), grid, points=points
    )


def _actions(told: Lit) -> Iterator[Point]:
    """What to do at each light that is not green, the worst first."""
    worst: tuple[Light, ...] = ("red", "amber")
    for light in worst:
        for key in told.measures.index[told.measures["light"] == light]:
            measure = MEASURES[str(key)]
            yield Point(f"{cut(measure.name)}: {cut(measure.action(light), 300)}", "look")


def _flags(told: Lit, least: int) -> Iterator[Point]:
    """How many each rule flags; whom is told to nobody."""
    for flag in told.material.flags:
        check = flag.check
        if check.count and check.base >= max(least, 1):
            many = f"{check.count:,} of {check.base:,} ({check.share:.1%})"
            yield Point(f"{cut(flag.label)}: {many}, {cut(check.rule, 200)}")
