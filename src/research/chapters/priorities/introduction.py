"""The introduction: the model, the themes by level, and the drawing on the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import breakdown_ranks, overall_ranks, peopled, rank_base
from research.chapters.naming import edition_of
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.specification.circle import Circle, Level
from research.display.specification.paths import Path, Paths
from research.display.table import Cell, Table
from research.display.text import Text
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["model_chart", "motif", "themes_table"]

NEEDS = ("data.answers", "themes")
# What it shows too, where an edition has it.
SHOWS = ("texts.themes", "model")

_SAY = Frames(__file__)

# Themes that stand out on the cover.
_LEADING = 3
# Groups that a path needs.
_ENDS = 2


@or_why
def model_chart(study: Study) -> Chart | Text:
    """The model behind the themes (Figure 1 of the 2015 study); nothing where there is none."""
    model = study.config.model
    if model is None:
        return Text("txt-model", "")
    names = study.levels
    shorts = {key: [theme.short for theme in study.themes if theme.level == key] for key in names}
    circle = Circle(
        source=edition_of(study),
        stub=_SAY("model.stub"),
        head=_SAY("model.head"),
        stages=tuple(model.circle),
        drivers=tuple(model.drivers),
        levels=tuple(Level(label=name, contents=tuple(shorts[key])) for key, name in names.items()),
    )
    return Chart(
        id="fig-model",
        caption=_SAY("model.caption"),
        alt=_SAY(
            "model.alt",
            stages=", ".join(model.circle),
            drivers=", ".join(model.drivers),
            listed=circle.listing(),
        ),
        figure=circle,
    )


@or_why
def themes_table(study: Study) -> Table:
    """The themes by level, with what each covers where texts say so (Table 1 of the 2015 study)."""
    told = study.config.texts.themes is not None
    parts = {
        level: [theme for theme in study.themes if theme.level == key]
        for key, level in study.levels.items()
    }
    parts[""] = [theme for theme in study.themes if theme.level not in study.levels]
    rows = [
        (
            "" if place else level,
            theme.name,
            *([study.theme_part(theme.key, "topic")] if told else []),
        )
        for level, themes in parts.items()
        for place, theme in enumerate(themes)
    ]
    heads = _SAY.listed("themes.columns")
    frame = pd.DataFrame(
        [row[1:] for row in rows],
        columns=heads if told else heads[:1],
        index=[row[0] for row in rows],
    )
    return Table(
        id="tbl-themes",
        caption=_SAY("themes.caption"),
        frame=frame,
        cells=[[*map(Cell, row[1:])] for row in rows],
        stub=_SAY("themes.stub") if study.levels else "",
        align="lll" if told else "ll",
        widths=(28, 32, 46) if told else (28, 78),
        kind="themestable",
    )


@or_why
def motif(study: Study) -> Chart | Text:
    """Rank paths of the themes over all groups: the drawing on the cover, for decoration.

    Nothing where no two groups have ranks to draw a path through.
    """
    means = _means(study)
    if means.shape[1] < _ENDS:
        return Text("txt-motif", "")
    ranks = means.astype(float).rank()
    return Chart(
        id="motif",
        caption="",
        alt="",
        figure=Paths(
            paths=tuple(
                Path(
                    label=study.config.theme(str(key)).short,
                    ranks=tuple(row),
                    role="subject" if place < _LEADING else "other",
                )
                for place, (key, row) in enumerate(ranks.iterrows())
            ),
        ),
        placed=False,
    )


def _means(study: Study) -> pd.DataFrame:
    """Mean ranks of the themes in every group that may be shown; empty where nobody ranked."""
    if not rank_base(study):
        return pd.DataFrame()
    tables = {
        item.key: breakdown_ranks(study, item.key).pivot(
            index="item", columns="group", values="mean_rank"
        )
        for item in peopled(study)
    }
    if not tables:
        return pd.DataFrame()
    order = overall_ranks(study).index
    return pd.concat(tables, axis="columns").loc[order].dropna(axis="columns")
