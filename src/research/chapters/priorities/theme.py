"""One theme: what it is, where it ranks, why, how good firms are at it and what to aim for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import (
    all_ranks,
    breakdown_ranks,
    group_labels,
    overall_ranks,
    peopled,
    rank_tables,
)
from research.chapters.naming import source_of
from research.chapters.priorities.alternatives import (
    base_fixed,
    distributions,
    mark,
    mark_note,
    open_ranks,
    share_fixed,
)
from research.chapters.priorities.changes import theme_changes
from research.chapters.priorities.objectives import aimed_at, objectives_of
from research.chapters.priorities.practice import choice_of, practice_of, so_what_of
from research.chapters.priorities.scores import assessed, scores_chart
from research.chapters.priorities.separability import theme_note
from research.chapters.priorities.strips import strip_chart
from research.chapters.priorities.telling import distribution_message, theme_sentences
from research.chapters.questions.quoting import how_told, quoted_of, quoted_rows
from research.chapters.ranks import base_note, box_ends, partial_note, rank_cell, records
from research.chapters.remarks import bulleted, noted, opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.columns import Block, Column, Columns
from research.display.specification.parts import Axis, Base
from research.display.table import Cell, Table
from research.display.text import Text
from research.prose.claims import OVERALL
from research.prose.share_view import box
from research.wording.figures import grouped, spans
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.shares import percent, whole_percent

if TYPE_CHECKING:
    from research.edition.themes import Theme
    from research.study import Study

__all__ = [
    "aim",
    "benchmark_chart",
    "benchmark_heading",
    "benchmark_observations",
    "distribution_chart",
    "distribution_observations",
    "objectives_table",
    "opening",
    "practice",
    "ranks_observations",
    "ranks_strip",
    "ranks_table",
    "verbatims",
]

NEEDS = ("data.answers", "themes")
# What it shows too, where an edition has it.
SHOWS = ("texts.themes", "themes.benchmark")

_SAY = Frames(__file__)


@or_why
def opening(study: Study, theme: str) -> Text:
    """Heading, lead, what the theme covers and the traits of firms that are strong in it."""
    title = escape(study.config.theme(theme).name)
    if not _has_texts(study):
        return opened(f"{theme}-opening", title, lambda: _lead(study, theme))
    text = study.theme_text(theme)
    traits = "\n".join(f"- {trait}" for trait in text.traits)
    told = f"{_SAY('opening.traits')}\n\n::: {{.traits}}\n\n{traits}\n\n:::\n"
    more = f"\n{so_what_of(study, theme)}{text.covers}\n\n{_state(study, text.state)}{told}"
    return opened(f"{theme}-opening", title, lambda: text.sentence, more)


def _state(study: Study, state: str) -> str:
    """The desired state that respondents ranked, where the text tells it."""
    if not state:
        return ""
    year = study.config.horizon
    head = _SAY("opening.state") if year is None else _SAY("opening.states", year=str(year))
    return f"**{head}** {escape(state)}\n\n"


def _has_texts(study: Study) -> bool:
    """Whether the edition has texts on its themes."""
    return study.config.texts.themes is not None


def _lead(study: Study, theme: str) -> str:
    """Where the theme stands, where no text opens its chapter."""
    row = overall_ranks(study).to_dict("index")[theme]
    return _SAY(
        "opening.tied" if row["tied"] else "opening.rank",
        theme=escape(study.config.theme(theme).short),
        rank=ordinal(int(row["rank"])),
        depth=number(len(study.themes)),
    )


@or_why
def ranks_table(study: Study, theme: str) -> Table:
    """The theme's rank in every group (Tables 7, 9, ... 29 of the 2015 study)."""
    item = study.config.theme(theme)
    summary = overall_ranks(study).to_dict("index")[theme]
    overall, base = int(summary["rank"]), int(summary["base"])
    rows = [(_SAY("ranks.all"), "", base, overall, rank_cell(overall, summary["tied"], overall))]
    bases: dict[str, int] = {}
    for part in peopled(study):
        labels = group_labels(study, part.key)
        tidy = breakdown_ranks(study, part.key).query("item == @theme")
        for place, row in enumerate(records(tidy)):
            label, base = labels[row["group"]], int(row["base"])
            cell = rank_cell(row["rank"], row["tied"], overall)
            rows.append(("" if place else part.label, label, base, row["rank"], cell))
            bases[label] = base
    fixed = all(base_fixed(study, part.key) for part in study.config.breakdowns)
    group, head, rank = _SAY.listed("ranks.columns")
    frame = pd.DataFrame(
        [(group, base, rank) for _, group, base, rank, _ in rows],
        columns=[group, mark(head, fixed=fixed), rank],
        index=[row[0] for row in rows],
    )
    split = series(part.key for part in study.config.breakdowns)
    return Table(
        id=f"tbl-{theme}-ranks",
        caption=_SAY("ranks.caption", theme=item.name, breakdowns=split)
        if split
        else _SAY("ranks.alone", theme=item.name),
        frame=frame,
        cells=[[Cell(row[1]), Cell(grouped(row[2]), "base"), row[4]] for row in rows],
        stub="",
        align="llcc",
        widths=(24, 42, 11, 15),
        notes=[
            _SAY("ranks.note"),
            *mark_note(fixed=fixed),
            *base_note(study, bases),
            *partial_note(study),
            *theme_note(study, theme),
            *theme_changes(study, theme),
        ],
        kind="grouptable",
    )


@or_why
def ranks_strip(study: Study, theme: str) -> Chart | Text:
    """The same ranks as a narrow strip beside the table, with those that chance leaves open."""
    if not peopled(study):
        return Text(f"txt-{theme}-strip", "")
    return strip_chart(study, theme)


@or_why
def ranks_observations(study: Study, theme: str) -> Text:
    """From which rank to which the theme goes, and what is unusual about it."""
    if not study.config.breakdowns:
        return Text(f"txt-{theme}-ranks", "")
    shown = any(len(table) for key, table in rank_tables(study).items() if key != OVERALL)
    enough(shown, _SAY("ranks.no group"))
    return bulleted(f"{theme}-ranks", theme_sentences(study)[theme, "ranks"])


@or_why
def distribution_chart(study: Study, theme: str) -> Chart:
    """How often the theme took each rank (Figures 6, 8, ... 28 of the 2015 study)."""
    item = study.config.theme(theme)
    tidy = all_ranks(study)
    tidy = tidy[tidy["item"] == theme]
    base, counts = int(tidy["base"].iloc[0]), [int(count) for count in tidy["count"]]
    counts, left = counts[: study.ranked], base - sum(counts)
    ends = box_ends(study)
    blocks = tuple(
        Block(
            first=places[0],
            last=places[-1],
            text=_SAY(
                "distribution.block", share=_share(study, theme, measure), where=box(measure)
            ),
            role=role,
        )
        for measure, (places, role) in ends.items()
    )
    roles = {place: role for places, role in ends.values() for place in places}
    shares = _SAY("distribution.subtitle", theme=item.short)
    if left:
        shares = _SAY("distribution.left", shares=shares, left=percent(left, base))
    open_ = open_ranks(study, theme)
    columns = Columns(
        title=distribution_message(study, theme, str).text,
        subtitle=_fixed(study, theme, shares),
        base=Base(counts=(base,)),
        source=source_of(study),
        stub=_SAY("distribution.stub"),
        columns=tuple(
            Column(
                label=str(rank),
                value=whole_percent(count, base),
                role=roles.get(rank, "other"),
            )
            for rank, count in enumerate(counts, start=1)
        ),
        blocks=blocks,
        axis=Axis(label=_SAY("distribution.axis")),
    )
    head_count, head_share = _SAY.listed("distribution.columns")
    return Chart(
        id=f"fig-{theme}-distribution",
        caption=_SAY("distribution.caption", theme=item.name),
        alt=_fixed(
            study,
            theme,
            _SAY(
                "distribution.alt",
                base=base,
                theme=item.short,
                listed=columns.listing(),
                blocks=", ".join(block.text for block in blocks),
            ),
        )
        + (f" {shares}." if left else ""),
        figure=columns,
        data=pd.DataFrame(
            {head_count: counts, head_share: [count / base for count in counts]},
            index=pd.RangeIndex(1, len(counts) + 1, name=_SAY("distribution.index")),
        ),
        results=[
            *_left_result(item, left, base),
            *(
                Result(
                    f"distribution.{theme}.rank{rank}",
                    100 * count / base,
                    "percent",
                    base,
                    _SAY("distribution.result", theme=item.name, rank=rank),
                    reconstructed=rank in open_,
                )
                for rank, count in enumerate(counts, start=1)
            ),
        ],
    )


def _left_result(theme: Theme, left: int, base: int) -> list[Result]:
    """The share who did not rank a theme; nothing where all did."""
    label = _SAY("distribution.unranked", theme=theme.name)
    name = f"distribution.{theme.key}.unranked"
    return [Result(name, 100 * left / base, "percent", base, label)] if left else []


def _fixed(study: Study, theme: str, text: str) -> str:
    """Say of a chart which of its columns no published figure fixes."""
    ranks = open_ranks(study, theme)
    return _SAY("distribution.reconstructed", text=text, ranks=spans(ranks)) if ranks else text


def _share(study: Study, theme: str, measure: str) -> str:
    """A share as it stands in a chart, marked where no published figure fixes it."""
    own = distributions(study)[0]
    printed = percent(own.count(theme, measure), own.bases[theme])
    return mark(printed, fixed=share_fixed(study, theme, measure))


@or_why
def distribution_observations(study: Study, theme: str) -> Text:
    """What is unusual about where respondents put the theme."""
    overall_ranks(study)
    return bulleted(f"{theme}-distribution", theme_sentences(study)[theme, "distribution"])


@or_why
def verbatims(study: Study, theme: str) -> Text:
    """Reasons of those who put the theme first, with as much of who said it as may be told."""
    item = study.config.theme(theme)
    if study.reason is None:
        return Text(f"txt-{theme}-verbatims", "")
    said = quoted_of(study, study.reason, study.ranks[theme] == 1, study.waived)
    heading = f"### {_SAY('verbatims.title', theme=escape(item.name))}"
    quoted = f"{heading}\n\n{quoted_rows(said)}{noted(how_told(study))}"
    return Text(f"txt-{theme}-verbatims", quoted if len(said) else "")


@or_why
def benchmark_heading(study: Study, theme: str) -> Text:
    """Heading of the benchmark; nothing where firms were not assessed."""
    heading = f"### {_SAY('benchmark.heading')}" if assessed(study) else ""
    return Text(f"txt-{theme}-benchmark-heading", heading)


@or_why
def benchmark_chart(study: Study, theme: str) -> Chart | Text:
    """Lowest, mean and highest capability, overall and by sector (Figures 7, 9, ... 29)."""
    if not assessed(study):
        return Text(f"txt-{theme}-benchmark-chart", "")
    return scores_chart(study, theme)


@or_why
def benchmark_observations(study: Study, theme: str) -> Text:
    """What is unusual about how good firms are at the theme; nothing where none was assessed."""
    if not assessed(study):
        return Text(f"txt-{theme}-benchmark", "")
    text = bulleted(f"{theme}-benchmark", theme_sentences(study)[theme, "benchmark"])
    return replace(text, markdown=text.markdown + noted([study.config.reconstructed.scores]))


@or_why
def practice(study: Study, theme: str) -> Text:
    """What practice shows, as far as the results bear it out; nothing where no text tells it."""
    said = practice_of(study, theme) if _has_texts(study) else ""
    return Text(f"txt-{theme}-practice", said)


@or_why
def aim(study: Study, theme: str) -> Text:
    """What firms should aim for, by how they rank the theme; nothing without texts."""
    if not _has_texts(study):
        return Text(f"txt-{theme}-aim", "")
    item, target = study.config.theme(theme), study.theme_text(theme).target
    keys = ("first", "top3", "top6", "others")
    given = {key: what for key in keys if (what := getattr(target, key))}
    firms = (
        _SAY.named("aim.firms", what=what, scores=aimed_at(study, theme, what))[key]
        for key, what in given.items()
    )
    lines = "\n".join(f"- {line}" for line in firms)
    heading = f"### {_SAY('aim.title', theme=escape(item.name))}"
    aims = f"::: {{.aims}}\n\n{lines}\n\n:::\n"
    return Text(f"txt-{theme}-aim", f"{heading}\n\n{choice_of(study, theme)}{aims}")


@or_why
def objectives_table(study: Study, theme: str) -> Table | Text:
    """What to do next, by present capability and appetite (Tables 8, 10, ... 30), from its text."""
    if not _has_texts(study):
        return Text(f"txt-{theme}-objectives", "")
    return objectives_of(study, theme)
