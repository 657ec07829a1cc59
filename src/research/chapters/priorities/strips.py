"""The rank of one theme in every group, with those that chance leaves open: beside its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import group_labels, overall_ranks, peopled, shown_ranks
from research.chapters.naming import source_of
from research.chapters.priorities.alternatives import reconstructed
from research.chapters.priorities.separability import open_positions
from research.chapters.ranks import apart_from, records
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.specification.parts import Base
from research.display.specification.strips import Strip, Strips
from research.prose.claims import OVERALL
from research.wording.frames import Frames
from research.wording.ordinals import format_rank
from research.wording.probabilities import level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.study import Study

__all__ = ["strip_chart"]

_SAY = Frames(__file__)


@or_why
def strip_chart(study: Study, theme: str) -> Chart:
    """Draw the rank of a theme overall and in every group that is shown.

    Parameters
    ----------
    study : the edition.
    theme : key of the theme.
    """
    item = study.config.theme(theme)
    summary = overall_ranks(study).to_dict("index")[theme]
    strips = Strips(
        title=_SAY("title"),
        subtitle=_SAY(
            "reconstructed" if reconstructed(study) else "subtitle",
            level=level(study.config.statistics.confidence),
        ),
        base=Base(counts=(int(summary["base"]),)),
        source=source_of(study),
        stub=_SAY("stub"),
        strips=tuple(_strips(study, theme)),
        depth=len(study.themes),
        line=int(summary["rank"]),
    )
    return Chart(
        id=f"strip-{theme}",
        caption=_SAY("caption", theme=item.name),
        alt=_SAY(
            "alt",
            theme=item.short,
            level=level(study.config.statistics.confidence),
            listed=strips.listing(),
        ),
        figure=strips,
        numbered=False,
    )


def _strips(study: Study, theme: str) -> Iterator[Strip]:
    summary = overall_ranks(study).to_dict("index")[theme]
    overall = int(summary["rank"])
    low, high = open_positions(study, "").get((OVERALL, theme), (None, None))
    printed = format_rank(overall, summary["tied"])
    yield Strip(label=_SAY("all"), place=overall, low=low, high=high, printed=printed)
    for part in peopled(study):
        labels, open_ = group_labels(study, part.key), open_positions(study, part.key)
        for at, row in enumerate(records(shown_ranks(study, part.key).query("item == @theme"))):
            low, high = open_.get((row["group"], theme), (None, None))
            yield Strip(
                label=labels[row["group"]],
                place=row["rank"],
                low=low,
                high=high,
                printed=format_rank(row["rank"], row["tied"]),
                role=apart_from(row["rank"], overall),
                apart=at == 0,
            )
