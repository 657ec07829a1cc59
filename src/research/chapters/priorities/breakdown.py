"""Priorities by one breakdown: who answered, and how each group ranks the themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import (
    breakdown_ranks,
    group_labels,
    groups_without_respondents,
    overall_ranks,
    shown_ranks,
)
from research.chapters.naming import names_of, source_of
from research.chapters.priorities.alternatives import base_fixed, mark, mark_note, message, samples
from research.chapters.priorities.separability import breakdown_note
from research.chapters.priorities.telling import breakdown_sentences
from research.chapters.ranks import (
    base_note,
    partial_note,
    rank_cell,
    rank_results,
    records,
    theme_stub,
)
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.bars import Bar, Bars
from research.display.specification.parts import Base
from research.display.table import Cell, Table
from research.prose.titles import sample_messages
from research.wording.frames import Frames
from research.wording.lists import either
from research.wording.ordinals import format_rank
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = ["observations", "opening", "ranks_table", "sample_chart"]

NEEDS = ("data.answers", "themes", "banners")

_SAY = Frames(__file__)


@or_why
def opening(study: Study, breakdown: str) -> Text:
    """Heading of the chapter and the sentence that opens it: what divides the groups most."""
    title = _SAY("opening.title", breakdown=_label(study, breakdown))
    return opened(f"{breakdown}-opening", title, lambda: _lead(study, breakdown))


def _label(study: Study, breakdown: str) -> str:
    return escape(study.config.breakdown(breakdown).label.lower())


def _lead(study: Study, breakdown: str) -> str:
    shown_ranks(study, breakdown)
    lead = breakdown_sentences(study)[breakdown, "lead"]
    return lead[0] if lead else _SAY("opening.lead", breakdown=_label(study, breakdown))


@or_why
def sample_chart(study: Study, breakdown: str) -> Chart:
    """Respondents of each group; the groups with a column of their own in the accent colour."""
    item, names = study.config.breakdown(breakdown), names_of(study, str)
    every = list(samples(study, breakdown))
    counts, fixed = every[0], base_fixed(study, breakdown)
    enough(len(counts) > 0, _SAY("sample.nobody", breakdown=item.label.lower()))
    base, label = int(counts["base"].iloc[0]), item.label.lower()
    shown = set(group_labels(study, breakdown))
    bars = Bars(
        title=message(
            [sample_messages(breakdown, other, names) for other in every],
            _SAY("sample.caption", breakdown=label),
        ),
        subtitle=_SAY("sample.subtitle" if fixed else "sample.reconstructed", breakdown=label),
        base=Base(counts=(base,)),
        source=source_of(study),
        stub=item.label,
        bars=tuple(
            Bar(
                label=str(row["label"]),
                value=row["count"],
                printed=_SAY(
                    "sample.printed", count=row["count"], share=percent(row["count"], base)
                ),
                role="subject" if key in shown else "other",
            )
            for key, row in counts.to_dict("index").items()
        ),
    )
    data = counts.set_index("label")[["count", "share"]]
    data = data.set_axis(_SAY.listed("sample.columns"), axis="columns").rename_axis(item.label)
    return Chart(
        id=f"fig-sample-{breakdown}",
        caption=_SAY("sample.caption", breakdown=label),
        alt=_SAY(
            "sample.alt" if fixed else "sample.reconstructed alt",
            base=base,
            breakdown=label,
            listed=bars.listing(),
        ),
        figure=bars,
        data=data,
        results=_sample_results(counts, breakdown, fixed=fixed),
    )


def _sample_results(counts: pd.DataFrame, breakdown: str, *, fixed: bool) -> list[Result]:
    results, open_ = [], {"reconstructed": not fixed}
    for key, row in counts.to_dict("index").items():
        name, count, base = f"sample.{breakdown}.{key}", int(row["count"]), int(row["base"])
        results += [
            Result(f"{name}.count", count, "count", base, row["label"], **open_),
            Result(f"{name}.share", 100 * count / base, "percent", base, row["label"], **open_),
        ]
    return results


@or_why
def ranks_table(study: Study, breakdown: str) -> Table:
    """Rank of every theme overall and within each group (Tables 3 to 6 of the 2015 study)."""
    summary, fixed = overall_ranks(study), base_fixed(study, breakdown)
    names = {theme.key: theme.name for theme in study.themes}
    groups = group_labels(study, breakdown)
    tidy = breakdown_ranks(study, breakdown)
    found = {(row["item"], row["group"]): row for row in records(tidy)}
    bases = {key: int(found[summary.index[0], key]["base"]) for key in groups}
    cells, ranks = [], []
    for key, row in summary.to_dict("index").items():
        inside = [found[key, group] for group in groups]
        top = "top3" if row["rank"] <= 3 else ""
        overall = Cell(format_rank(row["rank"], row["tied"]), top)
        others = [rank_cell(cell["rank"], cell["tied"], row["rank"]) for cell in inside]
        cells.append([overall, *others])
        ranks.append([row["rank"], *(cell["rank"] for cell in inside)])
    frame = pd.DataFrame(
        ranks,
        columns=[_SAY("ranks.overall"), *groups.values()],
        index=[names[str(key)] for key in summary.index],
        dtype=object,
    )
    label = study.config.breakdown(breakdown).label.lower()
    return Table(
        id=f"tbl-{breakdown}",
        caption=_SAY("ranks.caption", breakdown=label),
        frame=frame,
        cells=cells,
        stub=theme_stub(),
        bases=[int(summary["base"].iloc[0]), *bases.values()],
        base_head=mark(_SAY("ranks.base"), fixed=fixed),
        align="l" + "c" * frame.shape[1],
        widths=(34, 10, *[max(12, 66 // len(groups))] * len(groups)),
        notes=[
            _SAY("ranks.note"),
            *mark_note(fixed=fixed),
            *base_note(study, {groups[key]: base for key, base in bases.items()}),
            *_nobody(study, breakdown),
            *partial_note(study),
            *breakdown_note(study, breakdown),
        ],
        results=rank_results(tidy, breakdown, names),
        kind="ranktable",
    )


def _nobody(study: Study, breakdown: str) -> list[str]:
    """Say which groups have no column since nobody of them answered."""
    absent = groups_without_respondents(study, breakdown)
    return [escape(_SAY("ranks.nobody", groups=either(absent)))] if absent else []


@or_why
def observations(study: Study, breakdown: str) -> Text:
    """What is unusual about the groups."""
    shown_ranks(study, breakdown)
    return bulleted(f"{breakdown}-groups", breakdown_sentences(study)[breakdown, "groups"])
