"""All themes at once: where every group puts them, and how opinions of each are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.groups import (
    all_ranks,
    breakdown_ranks,
    group_labels,
    overall_ranks,
    peopled,
)
from research.chapters.naming import source_of
from research.chapters.priorities.alternatives import distributions, mark, share_fixed
from research.chapters.ranks import base_note, box_ends, records
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.specification.heat import Heat, HeatRow
from research.display.specification.panels import Panel, Panels
from research.display.specification.parts import Axis, Base
from research.prose.share_view import box
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import format_rank
from research.wording.sentences import capitalise
from research.wording.shares import percent, whole_percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.study import Study

__all__ = ["heat_chart", "panels_chart"]

_SAY = Frames(__file__)

_TOP = 3


@or_why
def heat_chart(study: Study) -> Chart:
    """Draw the rank of every theme in every group, the darker the higher.

    Parameters
    ----------
    study : an edition with a breakdown that somebody who ranked is in.
    """
    rows, bases = [*_heat_rows(study)], _bases(study)
    shorts = [study.config.theme(str(key)).short for key in overall_ranks(study).index]
    flag = study.config.privacy.flag_base
    small = any(base < flag for base in bases.values())
    heat = Heat(
        title=_title(study, rows),
        subtitle=_SAY("heat.small", least=flag) if small else _SAY("heat.subtitle"),
        base=Base(counts=(int(overall_ranks(study)["base"].iloc[0]),)),
        source=source_of(study),
        stub=_SAY("heat.stub"),
        columns=tuple(shorts),
        heats=tuple(rows),
        depth=max(len(shorts), 2),
    )
    split = series(part.key for part in study.config.breakdowns)
    return Chart(
        id="fig-a-groups",
        caption=_SAY("heat.caption", breakdowns=split),
        alt=_SAY("heat.alt", listed=heat.listing()),
        figure=heat,
        notes=base_note(study, bases),
    )


def _bases(study: Study) -> dict[str, int]:
    """Base of each group that has a column, by its label."""
    return {
        group_labels(study, part.key)[row["group"]]: int(row["base"])
        for part in peopled(study)
        for row in records(breakdown_ranks(study, part.key).drop_duplicates("group"))
    }


def _heat_rows(study: Study) -> Iterator[HeatRow]:
    summary = overall_ranks(study)
    base = int(summary["base"].iloc[0])
    yield _row(
        study, _SAY("heat.all"), base, dict(zip(summary.index, records(summary), strict=True))
    )
    for part in peopled(study):
        labels = group_labels(study, part.key)
        tidy = breakdown_ranks(study, part.key)
        for at, (key, own) in enumerate(tidy.groupby("group", observed=True, sort=False)):
            cells = {row["item"]: row for row in records(own)}
            base = int(own["base"].iloc[0])
            yield _row(study, labels[str(key)], base, cells, apart=at == 0)


def _row(
    study: Study, label: str, base: int, cells: dict[Any, dict[Any, Any]], *, apart: bool = False
) -> HeatRow:
    own = [cells[key] for key in overall_ranks(study).index]
    few = base < study.config.privacy.flag_base
    return HeatRow(
        label=label,
        places=tuple(row["rank"] for row in own),
        printed=tuple(
            DASH if pd.isna(row["rank"]) else format_rank(int(row["rank"]), bool(row["tied"]))
            for row in own
        ),
        beside=_SAY("heat.few" if few else "heat.base", base=grouped(base)),
        muted=few,
        apart=apart,
    )


def _title(study: Study, rows: list[HeatRow]) -> str:
    """Name the theme that is among the first of most groups, where one alone is."""
    groups = [row for row in rows[1:] if row.places[0] is not None]
    counts = [
        sum(place is not None and place <= _TOP for place in (row.places[at] for row in groups))
        for at in range(len(study.themes))
    ]
    most = max(counts)
    if not groups or counts.count(most) != 1 or len(study.themes) <= _TOP:
        return _SAY("heat.plain")
    short = study.config.theme(str(overall_ranks(study).index[counts.index(most)])).short
    if most == len(groups):
        return _SAY("heat.every", theme=short)
    return _SAY("heat.most", theme=short, count=str(most), groups=str(len(groups)))


@or_why
def panels_chart(study: Study) -> Chart:
    """Draw how often each theme took each rank, a small panel a theme.

    Parameters
    ----------
    study : the edition.
    """
    summary, tidy, ends = overall_ranks(study), all_ranks(study), box_ends(study)
    base = int(summary["base"].iloc[0])
    counts = {
        key: [int(count) for count in own["count"]][: study.ranked]
        for key, own in tidy.groupby("item", observed=True)
    }
    shorts = {str(key): study.config.theme(str(key)).short for key in summary.index}
    boxes = [len(places) for places, _ in ends.values()]
    panels = Panels(
        title=_SAY("panels.title", count=capitalise(number(len(summary)))),
        subtitle=_SAY("panels.subtitle"),
        base=Base(counts=(base,)),
        source=source_of(study),
        stub=_SAY("panels.stub"),
        panels=tuple(
            Panel(
                label=shorts[key],
                values=tuple(whole_percent(count, base) for count in counts[key]),
                said=", ".join(_said(study, key, measure) for measure in ends),
            )
            for key in shorts
        ),
        top=boxes[0],
        bottom=boxes[1] if len(boxes) > 1 else 0,
        axis=Axis(label=_SAY("panels.axis")),
    )
    frame = pd.DataFrame(
        [[count / base for count in counts[key]] for key in shorts],
        index=pd.Index(list(shorts.values()), name=_SAY("panels.stub")),
        columns=[str(rank) for rank in range(1, study.ranked + 1)],
    )
    return Chart(
        id="fig-a-spread",
        caption=_SAY("panels.caption"),
        alt=_SAY("panels.alt", listed=panels.listing()),
        figure=panels,
        data=frame,
        shares=list(frame.columns),
    )


def _said(study: Study, theme: str, measure: str) -> str:
    own = distributions(study)[0]
    share = percent(own.count(theme, measure), own.bases[theme])
    depth = measure.removeprefix("top").removeprefix("bottom")
    where = box(measure)
    if depth.isdigit():
        end = "top" if measure.startswith("top") else "bottom"
        where = _SAY(f"panels.ends.{end}", depth=number(int(depth)))
    fixed = share_fixed(study, theme, measure)
    return _SAY("panels.said", share=mark(share, fixed=fixed), where=where)
