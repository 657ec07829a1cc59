"""The benchmark in scores: what each standing takes in every theme, and the best of all sectors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import (
    benchmark_groups,
    benchmark_scores,
    every_sector,
    overall_ranks,
    sector_scores,
)
from research.chapters.priorities.alternatives import (
    benchmark_base_fixed,
    mark,
    mark_note,
    open_measures,
    standing_sets,
)
from research.chapters.ranks import theme_stub
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.capability import WHOLE, benchmarks
from research.prose.observation import Thresholds
from research.prose.reconstructions import within
from research.sources.alternatives import MEMBER
from research.wording.figures import figure
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.display.text import Text
    from research.study import Study

__all__ = ["opening", "scores_table", "sectors_table"]

NEEDS = ("data.answers", "themes", "themes.benchmark")

_SAY = Frames(__file__)

_STANDINGS = {
    "third": "third quartile",
    "second": "second quartile",
    "upper": "upper quartile",
    "decile": "top decile",
}
# Columns of the first table, in the order of the scores that stand in them but for the mean.
_COLUMNS = ("low", "third", "second", "mean", "upper", "decile", "high")
_DIGITS = 1


@or_why
def opening(study: Study) -> Text:  # noqa: ARG001 - all sections are called alike
    """Heading of the chapter, and how standings are counted."""
    told = escape(_SAY("opening.more", band=figure(Thresholds().band, _DIGITS)))
    return opened(
        "standing-opening",
        _SAY("opening.title"),
        lambda: escape(_SAY("opening.lead")),
        f"\n{told}\n",
    )


@or_why
def scores_table(study: Study) -> Table:
    """From which score a firm has each standing, between the lowest and the highest score.

    Parameters
    ----------
    study : an edition whose firms were assessed.

    Returns
    -------
    One row a theme, the highest priority first: lowest score, where third, second and upper
    quartile and top decile begin, mean and highest score. Scores that other reconstructions print
    differently are marked; where a standing begins in them stands in brackets.
    """
    enough(len(study.assessments) > 0, _SAY("nobody"))
    rows = {str(key): _theme_scores(study, str(key)) for key in overall_ranks(study).index}
    heads, base = _SAY.named("heads"), len(study.assessments)
    fixed = all(one.fixed for row in rows.values() for one in row.values())
    firms = mark(str(base), fixed=benchmark_base_fixed(study))
    return Table(
        id="tbl-a-standing",
        caption=_SAY("caption"),
        frame=pd.DataFrame(
            [[row[name].value for name in _COLUMNS] for row in rows.values()],
            index=[study.config.theme(key).short for key in rows],
            columns=[heads[name] for name in _COLUMNS],
        ),
        cells=[[Cell(row[name].printed) for name in _COLUMNS] for row in rows.values()],
        stub=theme_stub(),
        align="l" + "c" * len(_COLUMNS),
        widths=(17, 9, 15, 15, 8, 15, 15, 9),
        notes=[
            escape(_SAY("note", firms=firms)),
            *([escape(_SAY("between"))] if study.alternative_assessments is not None else []),
            *mark_note(fixed=fixed),
        ],
        results=[*_scores_results(study, rows, base)],
        kind="ranktable",
    )


class _Score:
    """A score as it stands in the report: its own value and those of other reconstructions.

    Parameters
    ----------
    own : the edition's own score.
    printed : as it is printed.
    fixed : whether every reconstruction prints it alike.
    """

    def __init__(self, own: float, printed: str, *, fixed: bool) -> None:
        self.value = own
        self.printed = printed
        self.fixed = fixed


@lru_cache(maxsize=64)
def _theme_scores(study: Study, theme: str) -> dict[str, _Score]:
    """Every score of a theme's row, by column."""
    scores = benchmark_scores(study)
    row = scores[(scores["theme"] == theme) & (scores["group"] == WHOLE)].to_dict("records")[0]
    open_ = open_measures(study, theme, WHOLE)
    found = {}
    for name in _COLUMNS:
        if name in _STANDINGS:
            found[name] = _begins(study, theme, _STANDINGS[name])
        else:
            fixed, value = name not in open_, float(row[name])
            found[name] = _Score(value, mark(figure(value), fixed=fixed), fixed=fixed)
    return found


def _begins(study: Study, theme: str, standing: str) -> _Score:
    """Where a standing begins; in brackets from where to where in other reconstructions."""
    values = [float(one.loc[theme, standing]) for one in standing_sets(study)]  # type: ignore[arg-type]
    own, printed = figure(values[0], _DIGITS), {figure(value, _DIGITS) for value in values}
    if len(printed) == 1:
        return _Score(values[0], own, fixed=True)
    around = within(figure(min(values)), figure(max(values)))
    text = _SAY("around", own=mark(own, fixed=False), around=around)
    return _Score(values[0], text, fixed=False)


def _scores_results(
    study: Study, rows: Mapping[str, Mapping[str, _Score]], base: int
) -> list[Result]:
    results = []
    for key, row in rows.items():
        labels = _SAY.named("results", theme=study.config.theme(key).name)
        for name in _COLUMNS:
            score = row[name]
            results.append(
                Result(
                    f"standing.{key}.{name}",
                    score.value,
                    "score",
                    base,
                    labels[name],
                    reconstructed=not score.fixed,
                )
            )
        low, high = row["low"], row["high"]
        fixed = low.fixed and high.fixed
        spread = high.value - low.value
        results.append(
            Result(
                f"standing.{key}.range",
                spread,
                "score",
                base,
                labels["range"],
                reconstructed=not fixed,
            )
        )
    return results


@or_why
def sectors_table(study: Study) -> Table:
    """Mean scores of the sectors that are shown beside the best mean of all sectors.

    Parameters
    ----------
    study : an edition whose firms were assessed.
    """
    enough(len(study.assessments) > 0, _SAY("nobody"))
    groups = {WHOLE: _SAY("all"), **benchmark_groups(study)}
    scores = sector_scores(study)
    means = {
        (str(row["theme"]), str(row["group"])): float(row["mean"])
        for row in scores.to_dict("records")
    }
    themes = [str(key) for key in overall_ranks(study).index]
    best = {theme: _best(study, theme) for theme in themes}
    printed, every = [], True
    for theme in themes:
        fixed = ["mean" not in open_measures(study, theme, group) for group in groups]
        cells = [
            Cell(mark(figure(means[theme, group]), fixed=one))
            for group, one in zip(groups, fixed, strict=True)
        ]
        printed.append([*cells, Cell(best[theme].printed)])
        every = every and all(fixed) and best[theme].fixed
    return Table(
        id="tbl-a-sectors",
        caption=_SAY("sectors.caption"),
        frame=pd.DataFrame(
            [[*(means[theme, group] for group in groups), best[theme].value] for theme in themes],
            index=[study.config.theme(theme).short for theme in themes],
            columns=[*groups.values(), _SAY("sectors.best")],
        ),
        cells=printed,
        stub=theme_stub(),
        align="l" + "c" * (len(groups)) + "l",
        widths=(17, *(13 for _ in groups), 26),
        notes=[escape(_firms(study, groups)), *mark_note(fixed=every)],
        results=[
            Result(
                f"standing.{theme}.best",
                best[theme].value,
                "score",
                label=_SAY("sectors.result", theme=study.config.theme(theme).name),
                reconstructed=not best[theme].fixed,
            )
            for theme in themes
        ],
        kind="ranktable",
    )


def _firms(study: Study, groups: Mapping[str, str]) -> str:
    """How many firms of each sector were assessed, marked where reconstructions have others."""
    scores = sector_scores(study)
    counts = {str(row["group"]): int(row["firms"]) for row in scores.to_dict("records")}
    fixed = study.alternative_assessments is None
    told = ", ".join(
        _SAY("sectors.base", sector=label, firms=mark(str(counts[group]), fixed=fixed))
        for group, label in groups.items()
    )
    return _SAY("sectors.note", bases=told)


def _best(study: Study, theme: str) -> _Score:
    """The best mean of any sector, with the sector's name."""
    named = [_best_of(frame, theme) for frame in _sector_sets(study)]
    labels = every_sector(study)
    told = {(labels[group], figure(mean)) for group, mean in named}
    sector, mean = labels[named[0][0]], named[0][1]
    text = _SAY("sectors.named", sector=sector, mean=figure(mean))
    return _Score(mean, mark(text, fixed=len(told) == 1), fixed=len(told) == 1)


def _best_of(scores: pd.DataFrame, theme: str) -> tuple[str, float]:
    rows = scores[(scores["theme"] == theme) & (scores["group"] != WHOLE)]
    means = {str(row["group"]): float(row["mean"]) for row in rows.to_dict("records")}
    best = max(means, key=means.__getitem__)
    return best, means[best]


@lru_cache(maxsize=4)
def _sector_sets(study: Study) -> tuple[pd.DataFrame, ...]:
    """Scores of every sector: the edition's own, then those of every other reconstruction."""
    sets = study.alternative_assessments
    others = [] if sets is None else benchmarks(sets, every_sector(study), by=MEMBER)
    return (sector_scores(study), *others)
