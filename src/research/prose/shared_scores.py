"""Observations on capability scores of which only some are known: what many sets of them share.

A score that the sets print differently is never printed, and a comparison stands only where every
set makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from research.prose.claims import OVERALL
from research.prose.evidence import place
from research.prose.observation import Thresholds
from research.prose.score_view import ScoreView
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.plurals import numbered
from research.wording.rounding import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from research.prose.names import Names
    from research.prose.observation import Observation
    from research.prose.score_evidence import Benchmark

__all__ = ["observe_shared_scores"]

Found = TypeVar("Found")

_SAY = Frames(__file__, "benchmark")


def observe_shared_scores(
    theme: str,
    sets: Sequence[Benchmark],
    names: Names,
    thresholds: Thresholds | None = None,
    *,
    breakdown: str = "benchmark",
) -> list[Observation]:
    """Observe what all sets of capability scores say of a theme.

    Parameters
    ----------
    theme : key of the theme.
    sets : scores of all themes in each set, the edition's own first.
    names : what themes and sectors are called.
    thresholds : when something is worth saying.
    breakdown : key of the breakdown in `names` that holds the sectors.

    Returns
    -------
    list of Observation
        In no order; choose with `research.prose.choice.select`. Empty for a theme without scores.
    """
    if any(theme not in data.scores for data in sets):
        return []
    noun, limits = names.breakdown(breakdown), thresholds or Thresholds()
    shared = _Shared(tuple(ScoreView(theme, data, names, noun, limits) for data in sets))
    rules = _RULES + (_SECTOR_RULES if len(sets[0].sectors(theme, "mean")) > 1 else ())
    return [found for rule in rules for found in rule(shared)]


@dataclass(frozen=True)
class _Shared:
    """One theme's scores in every set, the edition's own first."""

    views: tuple[ScoreView, ...]

    @property
    def own(self) -> ScoreView:
        """The edition's own set."""
        return self.views[0]

    def always(self, test: Callable[[ScoreView], bool]) -> bool:
        """Whether a test holds in every set."""
        return all(test(view) for view in self.views)

    def agreed(self, find: Callable[[ScoreView], tuple[Found, ...]]) -> tuple[Found, ...]:
        """What is found alike in every set; nothing where sets differ."""
        own = find(self.own)
        return own if self.always(lambda view: find(view) == own) else ()

    def fixed(self, measure: str, group: str = OVERALL) -> bool:
        """Whether every set prints a score alike."""
        return bool(self.agreed(lambda view: (_printed(view, measure, group),)))

    def told(self, measure: str, group: str = OVERALL) -> str:
        """A score where every set prints it alike; nothing elsewhere."""
        return _printed(self.own, measure, group) if self.fixed(measure, group) else ""


def _printed(view: ScoreView, measure: str, group: str) -> str:
    value = view.data.scores[view.theme][group].value(measure)
    return numbered(whole(value), _SAY("point")) if measure == "range" else figure(value)


def _standing(shared: _Shared) -> Iterator[Observation]:
    """Scores that are the highest or lowest of all themes."""
    for measure, lowest in _leading(shared):
        value = shared.told(measure)
        claims = [shared.own.score(measure)] if value and measure != "range" else []
        yield shared.own.standing(measure, claims, lowest=lowest, value=value)


def _leading(shared: _Shared) -> list[tuple[str, bool]]:
    """Measures by which the theme is first in every set, and whether from the lowest up."""
    return [
        (measure, lowest)
        for measure in _SAY.named("measure")
        for lowest in (False, True)
        if shared.always(partial(_leads, measure=measure, lowest=lowest))
    ]


def _leads(view: ScoreView, *, measure: str, lowest: bool) -> bool:
    values = view.data.overall(measure)
    alone = list(values.values()).count(values[view.theme]) == 1
    return alone and len(values) > 2 and place(values, view.theme, highest=not lowest) == 1


def _level(shared: _Shared) -> Iterator[Observation]:
    """Mean, best and worst, as far as they are known."""
    for measure, salience in (("mean", 0.5), ("high", 0.48), ("low", 0.46)):
        if value := shared.told(measure):
            yield shared.own.level(measure, salience, value)


def _peak(shared: _Shared) -> Iterator[Observation]:
    """The sector that holds the best, or the worst, score of all."""
    for measure in ("high", "low"):
        groups = shared.agreed(partial(_holders, measure=measure))
        if len(groups) == 1:
            value = shared.told(measure)
            claims = [shared.own.score(measure)] if value else []
            yield shared.own.peak(measure, groups, claims, value=value)


def _holders(view: ScoreView, *, measure: str) -> tuple[str, ...]:
    if view.data.rivalled(view.theme, measure, lowest=measure == "low"):
        return ()
    overall = view.overall(measure)
    return tuple(group for group, value in view.sectors(measure).items() if value == overall)


def _sector_means(shared: _Shared) -> Iterator[Observation]:
    """The sector shown with the strongest mean, and the one with the weakest."""
    if not shared.always(lambda view: _span(view) > view.limits.band):
        return
    for lowest, end in ((False, "strongest"), (True, "weakest")):
        groups = shared.agreed(partial(_extreme, measure="mean", lowest=lowest))
        if len(groups) == 1:
            value = shared.told("mean", groups[0])
            known = [shared.own.score("mean", groups[0])] if value else []
            yield shared.own.found(
                "shared end",
                0.65 - 0.02 * lowest,
                [shared.own.claim("sector place", "mean", groups, lowest=lowest), *known],
                end=_SAY.named("end")[end],
                where=shared.own.names.where(groups),
                many=shared.own.noun.many,
                one=shared.own.noun.one,
                noun=shared.own.names.group(groups[0]).noun,
                figure=_SAY.named("told", figure=value)["in brackets"] if value else "",
            )


def _span(view: ScoreView) -> float:
    means = view.sectors("mean").values()
    return max(means) - min(means)


def _extreme(view: ScoreView, *, measure: str, lowest: bool) -> tuple[str, ...]:
    values = view.sectors(measure)
    edge = min(values.values()) if lowest else max(values.values())
    return tuple(group for group, value in values.items() if value == edge)


def _well_behind(shared: _Shared) -> Iterator[Observation]:
    """The sectors well below the benchmark."""
    groups = shared.agreed(_behind)
    if 0 < len(groups) < len(shared.own.sectors("mean")):
        yield shared.own.found(
            "shared behind",
            0.68,
            [shared.own.claim("mean gap", groups=groups, value=shared.own.limits.sector_gap)],
            where=shared.own.names.where(groups),
            noun=_SAY.form("means", many=len(groups) > 1),
            verb=_SAY.form("lie", many=len(groups) > 1),
        )


def _behind(view: ScoreView) -> tuple[str, ...]:
    means, overall = view.sectors("mean"), view.overall("mean")
    return tuple(group for group, mean in means.items() if overall - mean >= view.limits.sector_gap)


def _compact(shared: _Shared) -> Iterator[Observation]:
    """The sector shown whose firms are most alike."""
    groups = shared.agreed(partial(_extreme, measure="range", lowest=True))
    if len(groups) == 1:
        yield shared.own.found(
            "shared compact",
            0.62,
            [shared.own.claim("sector place", "range", groups, lowest=True)],
            where=shared.own.names.where(groups),
            many=shared.own.noun.many,
            one=shared.own.noun.one,
        )


def _sound_lows(shared: _Shared) -> Iterator[Observation]:
    """The sectors where even the lowest score is sound."""
    bound = shared.own.limits.sound_low
    groups = shared.agreed(
        lambda view: tuple(group for group, low in view.sectors("low").items() if low > bound)
    )
    if 0 < len(groups) < len(shared.own.sectors("low")):
        yield shared.own.found(
            "sound lows",
            0.56,
            [shared.own.claim("sectors above", "low", groups, value=bound)],
            where=shared.own.names.where(groups),
            bound=figure(bound),
        )


_RULES = (_standing, _level)
_SECTOR_RULES = (_peak, _sector_means, _well_behind, _compact, _sound_lows)
