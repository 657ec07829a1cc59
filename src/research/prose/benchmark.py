"""Observations on the capability benchmark: a theme's scores overall and by sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.evidence import place
from research.prose.observation import Observation, Thresholds
from research.prose.score_evidence import Benchmark
from research.prose.score_view import ScoreView
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number, out_of
from research.wording.plurals import numbered
from research.wording.rounding import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from research.prose.names import Names

__all__ = ["observe_benchmark"]

_SAY = Frames(__file__)


def observe_benchmark(
    theme: str,
    benchmark: pd.DataFrame,
    names: Names,
    thresholds: Thresholds | None = None,
    *,
    breakdown: str = "benchmark",
) -> list[Observation]:
    """Observe the capability scores of a theme.

    Parameters
    ----------
    theme : key of the theme.
    benchmark : tidy scores of all themes, 0 to 100: ``theme``, ``group`` (label, key or
        ``overall``), ``high``, ``mean``, ``low``.
    names : what themes and sectors are called; sectors without a name are not spoken of.
    thresholds : when something is worth saying.
    breakdown : key of the breakdown in `names` that holds the sectors.

    Returns
    -------
    list of Observation
        In no order; choose with `research.prose.choice.select`. Empty for a theme without scores.
    """
    data = Benchmark.read(benchmark, names, breakdown)
    if theme not in data.scores:
        return []
    view = ScoreView(theme, data, names, names.breakdown(breakdown), thresholds or Thresholds())
    rules = _RULES + (_SECTOR_RULES if len(data.sectors(theme, "mean")) > 1 else ())
    return [found for rule in rules for found in rule(view)]


def _with_unit(score: float, measure: str) -> str:
    """Score as printed, with its unit where it is a range: ``1 point``."""
    return numbered(whole(score), _SAY("point")) if measure == "range" else figure(score)


def _standing(view: ScoreView) -> Iterator[Observation]:
    """Find scores that are the highest or lowest of all themes."""
    for measure in _SAY.named("measure"):
        values = view.data.overall(measure)
        if list(values.values()).count(values[view.theme]) > 1 or len(values) < 3:
            continue
        for lowest in (False, True):
            if place(values, view.theme, highest=not lowest) == 1:
                value = _with_unit(values[view.theme], measure)
                claims = [view.score(measure)]
                yield view.standing(measure, claims, lowest=lowest, value=value)


def _level(view: ScoreView) -> Iterator[Observation]:
    """State mean, best and worst, as any theme has them."""
    for measure, salience in (("mean", 0.4), ("high", 0.38), ("low", 0.36)):
        yield view.level(measure, salience, figure(view.overall(measure)))


def _peak_sector(view: ScoreView) -> Iterator[Observation]:
    """Find the sector that holds the best, or the worst, score of all."""
    for measure in ("high", "low"):
        overall, low = view.overall(measure), measure == "low"
        groups = [group for group, value in view.sectors(measure).items() if value == overall]
        if len(groups) == 1 and not view.data.rivalled(view.theme, measure, lowest=low):
            yield view.peak(measure, groups, [view.score(measure)], value=figure(overall))


def _out_of_reach(view: ScoreView) -> Iterator[Observation]:
    """Find that no sector shown reaches the best score of all."""
    highs = view.sectors("high")
    best = max(highs.values())
    groups = [group for group, value in highs.items() if value == best]
    if best < view.overall("high") and figure(best) != figure(view.overall("high")):
        yield view.found(
            "out of reach",
            0.7,
            [view.claim("holds", "high"), view.claim("sector place", "high", groups)],
            value=figure(view.overall("high")),
            best=figure(best),
            where=view.names.where(groups),
            count=number(len(highs)),
            many=view.noun.many,
        )


def _lone_high(view: ScoreView) -> Iterator[Observation]:
    """Find one sector whose best is far ahead of the best in all others, shown or not."""
    highs = view.sectors("high")
    first, following = view.data.ahead(view.theme, "high")
    if highs[first] - following < 2 * view.limits.sector_gap:
        return
    yield view.found(
        "lone high",
        min(0.9, 0.7 + (highs[first] - following) / 200),
        [
            view.claim("sector place", "high", [first]),
            view.claim("sectors above", "high", [first], value=following),
        ],
        one=view.noun.one,
        high=figure(highs[first]),
        next=figure(following),
        where=view.names.where([first]),
    )


def _sector_means(view: ScoreView) -> Iterator[Observation]:
    """State the strongest and the weakest mean, of all sectors or of those shown."""
    means = view.sectors("mean")
    best = [group for group, mean in means.items() if mean == max(means.values())]
    worst = [group for group, mean in means.items() if mean == min(means.values())]
    high, low = max(means.values()), min(means.values())
    if high - low <= view.limits.band:
        return
    partial = any(view.data.rivalled(view.theme, "mean", lowest=low) for low in (False, True))
    yield view.found(
        "sector means",
        0.45 + min(0.2, (high - low) / 100),
        [
            view.claim("sector place", "mean", best),
            view.claim("sector place", "mean", worst, lowest=True),
            *([] if partial else view.unrivalled("mean")),
        ],
        of=_SAY("of those", many=view.noun.many) if partial else "",
        best=view.names.where(best),
        worst=view.names.where(worst),
        high=figure(high),
        low=figure(low),
    )


def _well_behind(view: ScoreView) -> Iterator[Observation]:
    """Find the sectors well below the benchmark."""
    means, overall = view.sectors("mean"), view.overall("mean")
    groups = [group for group, mean in means.items() if overall - mean >= view.limits.sector_gap]
    if 0 < len(groups) < len(means):
        figures = series(dict.fromkeys(figure(means[group]) for group in groups))
        yield view.found(
            "well behind",
            0.68,
            [
                view.claim("mean gap", groups=groups, value=view.limits.sector_gap),
                view.score("mean"),
                *(view.score("mean", group) for group in groups),
            ],
            where=view.names.where(groups),
            means=_SAY.form("means of", many=len(groups) > 1, figures=figures),
            figures=figures,
            noun=_SAY.form("means", many=len(groups) > 1),
            verb=_SAY.form("lie", many=len(groups) > 1),
            mean=figure(overall),
        )


def _above_mean(view: ScoreView) -> Iterator[Observation]:
    """Find most, or hardly any, sectors above the benchmark: beyond the band around it."""
    means, bound = view.sectors("mean"), view.overall("mean") + view.limits.band
    groups = [group for group, mean in means.items() if mean > bound]
    if groups and len(means) > 2 and len(groups) in (1, len(means) - 1, len(means)):
        count, total = out_of(len(groups), len(means))
        yield view.found(
            "above mean",
            0.5,
            [view.claim("sectors above", "mean", groups, value=bound), view.score("mean")],
            mean=figure(view.overall("mean")),
            count=count,
            total=total,
            many=view.noun.many,
            means=_SAY.form("have means", many=len(groups) > 1),
            are=_SAY.form("are", many=len(groups) > 1),
            listed=view.means(groups),
        )


def _compact(view: ScoreView) -> Iterator[Observation]:
    """Find the sector shown whose range is the smallest, and a fraction of the overall one."""
    ranges, overall = view.sectors("range"), view.overall("range")
    smallest = min(ranges.values())
    groups = [group for group, value in ranges.items() if value == smallest]
    if len(groups) == 1 and 0 < smallest <= view.limits.compact * overall:
        yield view.found(
            "compact",
            0.62,
            [
                view.claim("sector place", "range", groups, lowest=True),
                view.score("range", groups[0]),
                view.score("range"),
            ],
            where=view.names.where(groups),
            range=_with_unit(smallest, "range"),
            verb=_SAY.form("separate", many=whole(smallest) != 1),
            all=figure(overall),
        )


def _sound_lows(view: ScoreView) -> Iterator[Observation]:
    """Find the sectors where even the lowest score is sound."""
    lows, bound = view.sectors("low"), view.limits.sound_low
    groups = [group for group, low in lows.items() if low > bound]
    if 0 < len(groups) < len(lows):
        yield view.found(
            "sound lows",
            0.56,
            [view.claim("sectors above", "low", groups, value=bound)],
            where=view.names.where(groups),
            bound=figure(bound),
        )


_RULES = (_standing, _level)
_SECTOR_RULES = (
    _peak_sector, _out_of_reach, _lone_high, _sector_means, _well_behind, _above_mean, _compact,
    _sound_lows,
)  # fmt: skip
