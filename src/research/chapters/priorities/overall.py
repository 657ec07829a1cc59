"""The overall priorities: one table, and the chart of the study in one minute."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from research.chapters.groups import all_together, overall_ranks, peopled, rank_base
from research.chapters.naming import names_of, source_of
from research.chapters.priorities.alternatives import (
    agreed,
    distributions,
    mark,
    mark_note,
    mean_fixed,
    share_fixed,
)
from research.chapters.priorities.panorama import heat_chart, panels_chart
from research.chapters.priorities.separability import overall_note, position_sets
from research.chapters.ranks import partial_note, records, theme_stub
from research.chapters.remarks import opened, passage
from research.chapters.states import theme_states
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.bars import Bar, Bars
from research.display.specification.parts import Base
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import StatisticsError
from research.identifiers import slug
from research.prose.cooccurrence import observe_together
from research.prose.shares import observe_overall
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import format_rank
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = [
    "heat",
    "observations",
    "opening",
    "ranking_chart",
    "ranking_table",
    "spread",
    "together",
]

NEEDS = (
    "data.answers",
    "themes",
)
# What it shows too, where an edition has it.
SHOWS = ("texts.themes",)

_SAY = Frames(__file__)

# Depth of the top that pairs are looked for in.
_TOP = 3


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter and the sentence that opens it."""
    return opened("overall-opening", _SAY("opening.title"), lambda: escape(_lead(study)))


def _lead(study: Study) -> str:
    summary = overall_ranks(study)
    names = [study.config.theme(str(key)).short for key in summary.index]
    first = [name for name, rank in zip(names, summary["rank"], strict=True) if rank == 1]
    after = series(names[len(first) : max(3, len(first) + 1)])
    many, listed = len(first) > 1, series(first)
    if not after:
        return _SAY.form("opening.leads", many=many, first=listed)
    return _SAY.form("opening.ahead", many=many, first=listed, after=after)


@or_why
def ranking_table(study: Study) -> Table:
    """Overall priority of the themes with the shares behind it (Table 2 of the 2015 study)."""
    summary = overall_ranks(study)
    names = {theme.key: theme.name for theme in study.themes}
    boxes = {
        box: head
        for box, head in _SAY.named("ranking.heads").items()
        if box in summary and box not in _whole(len(summary))
    }
    fixed = {
        (key, box): share_fixed(study, str(key), box) for key in summary.index for box in boxes
    }
    cells = [
        [
            Cell(format_rank(row["rank"], row["tied"]), "top3" if row["rank"] <= 3 else ""),
            *(
                Cell(mark(percent(row[f"{box}_count"], row["base"]), fixed=fixed[key, box]))
                for box in boxes
            ),
            Cell(figure(row["mean_rank"], 2)),
        ]
        for key, row in summary.to_dict("index").items()
    ]
    frame = summary[["rank", *boxes, "mean_rank"]].copy()
    means = mean_fixed(study)
    frame.columns = [
        _SAY("ranking.rank"),
        *boxes.values(),
        mark(_SAY("ranking.mean"), fixed=means),
    ]
    frame.index = [names[key] for key in summary.index]
    widths = (36, 8, *(max(9, len(head)) for head in boxes.values()), 11)
    states = theme_states(study)
    if states:
        told = [states.get(str(key), "") for key in summary.index]
        frame.insert(0, _states_head(study), told)
        cells = [[Cell(state), *row] for state, row in zip(told, cells, strict=True)]
        widths = (26, 64, 7, *(8 for _ in boxes), 8)
    base = int(summary["base"].iloc[0])
    return Table(
        id="tbl-overall",
        caption=_SAY("ranking.caption"),
        frame=frame,
        cells=cells,
        stub=theme_stub(),
        align="l" + "l" * bool(states) + "c" * (len(boxes) + 2),
        widths=widths,
        notes=[
            _ranking_note(study, base),
            *mark_note(fixed=means and all(fixed.values())),
            *overall_note(study),
        ],
        results=[*_study_results(study), *_results(summary, study)],
        kind="ranktable",
    )


def _states_head(study: Study) -> str:
    """What stands over the states: the year that respondents looked to, where there is one."""
    year = study.config.horizon
    return _SAY("ranking.state") if year is None else _SAY("ranking.states", year=str(year))


def _whole(depth: int) -> set[str]:
    """Boxes that hold every rank of an order of so many themes, and so say nothing."""
    return {f"{end}{depth}" for end in ("top", "bottom")}


def _represented(study: Study) -> tuple[int, str] | None:
    """How many groups of the first breakdown have respondents, and what they are called."""
    breakdowns = names_of(study).breakdowns
    if not study.config.breakdowns:
        return None
    column = study.read().texts(study.config.breakdowns[0].column)
    return int(column.nunique()), breakdowns[0].many


def _ranking_note(study: Study, base: int) -> str:
    groups, shares = _represented(study), " ".join(partial_note(study)) or _SAY("ranking.shares")
    if groups is None:
        return _SAY("ranking.note.alone", base=base, shares=shares)
    return _SAY("ranking.note.groups", base=base, count=groups[0], many=groups[1], shares=shares)


def _study_results(study: Study) -> list[Result]:
    people, base = len(study.read()), rank_base(study)
    groups = _represented(study)
    results = [
        Result("study.respondents", people, "count", people, _SAY("results.respondents")),
        Result("study.themes", len(study.themes), "count", label=_SAY("results.themes")),
    ]
    if groups is not None:
        count, many = groups
        name, label = f"study.{slug(many, '_')}", _SAY("results.groups", many=many)
        results.insert(1, Result(name, count, "count", people, label))
    if base < people:
        results.append(Result("study.ranked", base, "count", people, _SAY("results.ranked")))
    if study.config.named_share is not None:
        share = 100 * study.config.named_share
        label = _SAY("results.named")
        results.append(Result("study.named", share, "percent", people, label))
    return results


def _results(summary: pd.DataFrame, study: Study) -> list[Result]:
    results, here, where = [], _SAY("results.place"), _SAY.named("results.where")
    means = {"reconstructed": not mean_fixed(study)}
    for position, (key, row) in enumerate(summary.to_dict("index").items(), start=1):
        theme = study.config.theme(str(key))
        name, base = f"overall.{key}", int(row["base"])
        results += [
            Result(f"{name}.rank", row["rank"], "rank", base, theme.name, tied=bool(row["tied"])),
            Result(f"{name}.mean_rank", row["mean_rank"], "mean", base, theme.name, **means),
            Result(f"overall.rank{position}.theme", theme.short, "text", base, here),
        ]
        for box, words in where.items():
            if box not in summary:
                continue
            count = int(row[f"{box}_count"])
            label = _SAY("results.share", theme=theme.name, where=words)
            open_ = {"reconstructed": not share_fixed(study, str(key), box)}
            results += [
                Result(f"{name}.{box}", 100 * count / base, "percent", base, label, **open_),
                Result(f"{name}.{box}_count", count, "count", base, label, **open_),
            ]
    return results


@or_why
def observations(study: Study) -> Text:
    """What is unusual about all themes together."""
    names = names_of(study)
    found = agreed(distributions(study), lambda ranks: observe_overall(ranks, names))
    return passage("overall-shares", found, place=0)


@or_why
def heat(study: Study) -> Chart | Text:
    """All themes by all groups in one picture; nothing without groups."""
    return heat_chart(study) if peopled(study) else Text("txt-overall-groups", "")


@or_why
def spread(study: Study) -> Chart | Text:
    """How opinions of every theme are spread, in one picture."""
    return panels_chart(study)


@or_why
def ranking_chart(study: Study) -> Chart:
    """Overall order at a glance, for the page that sums the study up; not numbered."""
    summary = overall_ranks(study)
    labels = [study.config.theme(str(key)).name for key in summary.index]
    leader = study.config.theme(str(summary.index[0])).short
    margins = _margins(study)
    bars = Bars(
        title=_SAY("chart.title", theme=leader, count=number(len(summary))),
        subtitle=_SAY("chart.subtitle" if mean_fixed(study) else "chart.reconstructed"),
        base=Base(counts=(int(summary["base"].iloc[0]),), of=_SAY("chart.base")),
        source=source_of(study),
        stub=theme_stub(),
        bars=tuple(
            Bar(
                label=label,
                value=row["mean_rank"],
                printed=figure(row["mean_rank"], 1),
                role="subject" if row["rank"] <= 3 else "other",
                low=row["mean_rank"] - margin,
                high=row["mean_rank"] + margin,
            )
            for label, row, margin in zip(labels, records(summary), margins, strict=True)
        ),
    )
    listed = ", ".join(
        _SAY("chart.one", rank=format_rank(row["rank"], row["tied"]), theme=label)
        for label, row in zip(labels, records(summary), strict=True)
    )
    data = summary[["mean_rank"]].set_axis(labels).rename_axis(theme_stub())
    return Chart(
        id="ranking",
        caption="",
        alt=_SAY("chart.alt", listed=listed),
        figure=bars,
        data=data,
        placed=False,
    )


def _margins(study: Study) -> list[float]:
    """Half the width of the interval of each mean rank; NaN where there is none."""
    try:
        found = position_sets(study).items["mean_margin"]
    except StatisticsError:
        return [float("nan")] * len(study.themes)
    return [float(found[key]) for key in overall_ranks(study).index]


@or_why
def together(study: Study) -> Text:
    """Whether those who put one theme of a pair first have the other in their top three.

    Nothing where respondents were asked for fewer than three.
    """
    if study.ranked < _TOP:
        return Text("txt-overall-together", "")
    frame, summary, names = all_together(study), overall_ranks(study), names_of(study)
    found = [
        one
        for pair in study.pairs
        for first, second in (pair, pair[::-1])
        for one in observe_together(first, second, frame, summary, names)
    ]
    text = passage("overall-together", found, place=1)
    return replace(text, results=_together_results(frame, study))


def _together_results(frame: pd.DataFrame, study: Study) -> list[Result]:
    results = []
    for row in records(frame.dropna(subset=["count"])):
        name = f"cooccurrence.{row['given']}.{row['item']}"
        given, then = (study.config.theme(row[key]).short for key in ("given", "item"))
        label = _SAY("results.together", first=given, second=then)
        count, base = int(row["count"]), int(row["base"])
        results.append(Result(f"{name}.count", count, "count", base, label))
        if base:
            results.append(Result(f"{name}.share", 100 * count / base, "percent", base, label))
    return results
