"""The introduction: the model, the themes by level, and the drawing on the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import breakdown_ranks, overall_ranks
from research.chapters.naming import source_of
from research.display.chart import Chart
from research.display.specification.circle import Circle, Level
from research.display.specification.paths import Path, Paths
from research.display.table import Cell, Table
from research.errors import InputError, Problem
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["model_chart", "motif", "themes_table"]

NEEDS = ("data.answers", "themes", "texts.themes", "model")

_SAY = Frames(__file__)

# Themes that stand out on the cover.
_LEADING = 3


def model_chart(study: Study) -> Chart:
    """The model behind the themes (Figure 1 of the 2015 study)."""
    model = study.config.model
    if model is None:
        raise InputError([Problem(study.path, "this key is missing", key="model")])
    names = study.levels
    shorts = {key: [theme.short for theme in study.themes if theme.level == key] for key in names}
    circle = Circle(
        source=source_of(study),
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


def themes_table(study: Study) -> Table:
    """The themes by level, with what each covers (Table 1 of the 2015 study)."""
    rows = [
        ("" if place else level, theme.name, study.theme_topic(theme.key))
        for key, level in study.levels.items()
        for place, theme in enumerate(item for item in study.themes if item.level == key)
    ]
    frame = pd.DataFrame(
        [row[1:] for row in rows],
        columns=_SAY.listed("themes.columns"),
        index=[row[0] for row in rows],
    )
    return Table(
        id="tbl-themes",
        caption=_SAY("themes.caption"),
        frame=frame,
        cells=[[Cell(theme), Cell(covers)] for _, theme, covers in rows],
        stub=_SAY("themes.stub"),
        align="lll",
        widths=(28, 32, 46),
        kind="themestable",
    )


def motif(study: Study) -> Chart:
    """Rank paths of the themes over all groups: the drawing on the cover, for decoration."""
    order = overall_ranks(study).index
    tables = {
        item.key: breakdown_ranks(study, item.key).pivot(
            index="item", columns="group", values="mean_rank"
        )
        for item in study.config.breakdowns
    }
    means = pd.concat(tables, axis="columns").loc[order].dropna(axis="columns")
    ranks = means.astype(float).rank()
    return Chart(
        id="motif",
        caption="",
        alt="",
        figure=Paths(
            source=source_of(study),
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
