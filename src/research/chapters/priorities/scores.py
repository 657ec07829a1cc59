"""Capability scores of one theme: the chart of its benchmark and what can be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import (
    benchmark_groups,
    benchmark_scores,
    sector_scores,
)
from research.chapters.naming import names_of, source_of
from research.chapters.priorities.alternatives import (
    benchmark_base_fixed,
    mark,
    message,
    open_measures,
    score_sets,
)
from research.chapters.priorities.objectives import aims_of
from research.chapters.ranks import records
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.result import Result
from research.display.specification.parts import Axis, Base, rows
from research.display.specification.ranges import Range, Ranges
from research.frameworks.capability import WHOLE
from research.prose.benchmark import observe_benchmark
from research.prose.shared_scores import observe_shared_scores
from research.prose.titles import Message, score_messages
from research.statistics.samples.linearisation import survey_mean
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from research.edition.themes import Theme
    from research.prose.observation import Observation
    from research.study import Study

__all__ = ["assessed", "score_message", "score_remarks", "score_results", "scores_chart"]

_SAY = Frames(__file__)

# Firms of which a mean has an interval.
_FEWEST = 5


def assessed(study: Study) -> bool:
    """Whether firms were assessed, and which of their sectors are shown."""
    return study.config.table("assessments") is not None and study.config.benchmark is not None


@or_why
def scores_chart(study: Study, theme: str) -> Chart:
    """Lowest, mean and highest capability, overall and by sector (Figures 7, 9, ... 29)."""
    item = study.config.theme(theme)
    labels = {WHOLE: _SAY("chart.all"), **benchmark_groups(study)}
    scores = benchmark_scores(study)
    tidy = scores[scores["theme"] == theme]
    base = int(tidy["firms"].iloc[0])
    enough(base > 0, _SAY("chart.nobody"))
    open_ = [open_measures(study, theme, group) for group in tidy["group"]]
    frame = tidy.set_index(tidy["group"].map(labels))[["low", "mean", "high"]]
    sure = _intervals(study, theme, [str(group) for group in tidy["group"]])
    aims = aims_of(study, theme)
    sign = mark("", fixed=False)
    unsure = any(open_) or any(one.text.endswith(sign) for one in aims)
    firms = mark(_SAY("chart.base"), fixed=benchmark_base_fixed(study))
    ranges = Ranges(
        title=score_message(study, theme, str).text,
        subtitle=_scores_marked(
            study, _SAY("chart.sure" if any(sure[0]) else "chart.subtitle"), unsure
        ),
        base=Base(counts=(base,), of=firms),
        source=source_of(study),
        stub=_SAY("chart.stub"),
        ranges=rows(
            Range,
            frame,
            role=["other" if place else "subject" for place in range(len(frame))],
            marked=open_,
            surely_low=[low for low, _ in sure],
            surely_high=[high for _, high in sure],
        ),
        axis=Axis(label=_SAY("chart.axis"), low=0, high=100),
        line=frame["mean"].iloc[0],
        mark=sign,
        aims=aims,
    )
    alt = _SAY("chart.alt", theme=item.short, listed=ranges.listing())
    return Chart(
        id=f"fig-{theme}-benchmark",
        caption=_SAY("chart.caption", theme=item.name),
        alt=_scores_marked(study, alt, unsure),
        figure=ranges,
        results=_benchmark_results(tidy, item, dict(zip(tidy["group"], open_, strict=True))),
    )


def _intervals(
    study: Study, theme: str, groups: Sequence[str]
) -> list[tuple[float | None, float | None]]:
    """Give the interval of each group's mean, on the scale; none where firms are few or made up.

    Limits of Student's t at 95% for a simple random sample of firms.
    """
    firms, labels = study.assessments, benchmark_groups(study)
    made_up = study.alternative_assessments is not None or study.config.reconstructed.scores
    found: list[tuple[float | None, float | None]] = []
    for group in groups:
        own = firms if group == WHOLE else firms[firms["sector"] == labels[group]]
        scores = own[theme].dropna()
        if made_up or len(scores) < _FEWEST:
            found.append((None, None))
            continue
        mean = survey_mean(scores)
        found.append((max(mean.low, 0.0), min(mean.high, 100.0)))
    return found


def _scores_marked(study: Study, text: str, some_open: bool) -> str:
    """Say of a chart that its marked scores are no published ones."""
    if some_open:
        return _SAY("chart.reconstructed", text=text)
    return _SAY("chart.made up", text=text) if study.config.reconstructed.scores else text


def _benchmark_results(
    tidy: pd.DataFrame, theme: Theme, open_: Mapping[str, Sequence[str]]
) -> list[Result]:
    return [
        Result(
            f"benchmark.{theme.key}.{row['group']}.{measure}",
            float(row[measure]),
            "score",
            int(row["firms"]),
            label,
            reconstructed=measure in open_[row["group"]],
        )
        for row in records(tidy)
        for measure, label in _SAY.named("chart.results", theme=theme.name).items()
    ]


def score_results(study: Study, theme: str) -> list[Result]:
    """Lowest, mean and highest capability in a theme, as the ledger names them; unmarked.

    Parameters
    ----------
    study : the edition with its assessments.
    theme : key of the theme.
    """
    scores = benchmark_scores(study)
    tidy = scores[scores["theme"] == theme].dropna(subset=["mean"])
    return _benchmark_results(tidy, study.config.theme(theme), dict.fromkeys(tidy["group"], ()))


def score_message(study: Study, theme: str, escaped: Callable[[str], str]) -> Message:
    """Title of the chart of a theme's scores, which every set gives.

    Parameters
    ----------
    study : the edition with its assessments.
    theme : key of the theme.
    escaped : makes names fit for where the title stands.
    """
    names = names_of(study, escaped)
    return message(
        [score_messages(theme, scored, names) for scored in score_sets(study)],
        Message(_SAY("chart.caption", theme=study.config.theme(theme).short)),
    )


def score_remarks(study: Study, theme: str) -> list[Observation]:
    """What can be said of a theme's scores; of reconstructed ones, what all sets share."""
    sets, names = score_sets(study), names_of(study)
    if len(sets) > 1:
        return observe_shared_scores(theme, sets, names)
    return observe_benchmark(theme, sector_scores(study), names)
