"""Capability by stage of the circle: where firms are strong between knowledge and results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.remarks import opened
from research.chapters.scorecard.company import firms
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.capability_items import latest, rolled_up
from research.wording.figures import figure, plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.chapters.scorecard.company import Firms
    from research.display.text import Text
    from research.study import Study

__all__ = ["opening", "stages_table"]

NEEDS = ("capability",)

_SAY = Frames(__file__)

_DIGITS = 1
_THEME = "theme"


def _grid(about: Firms) -> pd.DataFrame:
    """Mean scores of all firms: one row a theme, one column a stage, then the theme as a whole."""
    items = latest(about.items)
    enough(len(items) > 0, _SAY("nobody"))
    stages = rolled_up(items, ["company", "theme", "stage"])["score"].unstack("stage")
    whole = rolled_up(items, ["company", "theme"])["score"]
    grid = stages.groupby("theme", observed=True).mean()
    grid = grid.reindex(columns=list(about.stages))
    return grid.assign(**{_THEME: whole.groupby("theme", observed=True).mean()})


@or_why
def opening(study: Study) -> Text:
    """Heading, and the stages in which firms are strongest and weakest."""
    about = firms(study)
    named = about.capability
    told = _SAY(
        "opening.more",
        items=len(latest(about.items)),
        firms=len(about.latest),
        weights=", ".join(
            _SAY("opening.weight", driver=str(driver), weight=plain(weight))
            for driver, weight in named.weights.items()
        ),
    )
    more = f"\n{escape(told)}\n" if named.weights else ""
    return opened("stages-opening", _SAY("opening.title"), lambda: escape(_lead(about)), more)


def _lead(about: Firms) -> str:
    means = _grid(about)[list(about.stages)].mean()
    scores = {str(key): float(score) for key, score in means.items()}
    best, worst = max(scores, key=scores.__getitem__), min(scores, key=scores.__getitem__)
    return _SAY(
        "opening.lead",
        best=about.stages[best].text,
        most=figure(scores[best], _DIGITS),
        worst=about.stages[worst].text,
        least=figure(scores[worst], _DIGITS),
    )


@or_why
def stages_table(study: Study) -> Table:
    """Mean scores of all firms by theme and stage of the circle."""
    about = firms(study)
    grid = _grid(about)
    themes = [str(key) for key in grid.index]
    stages = {key: code.brief for key, code in about.stages.items()}
    held = {
        (theme, str(key)): float(score)
        for theme, row in zip(themes, grid.to_numpy(), strict=True)
        for key, score in zip(grid.columns, row, strict=True)
    }
    columns = [*stages, _THEME]
    heads = {**stages, _THEME: _SAY("whole")}
    return Table(
        id="tbl-a-stages",
        caption=_SAY("caption"),
        frame=grid.set_axis([heads[key] for key in columns], axis=1)
        .set_axis([about.themes[theme].brief for theme in themes])
        .rename_axis(_SAY("stub")),
        cells=[[Cell(figure(held[theme, key], _DIGITS)) for key in columns] for theme in themes],
        stub=_SAY("stub"),
        align="l" + "c" * len(columns),
        widths=(18, *(14 for _ in stages), 12),
        results=[
            Result(
                f"benchmark.{theme}.stages.{key}",
                held[theme, key],
                "score",
                len(about.latest),
                _SAY("result", theme=about.themes[theme].text, stage=heads[key]),
            )
            for theme in themes
            for key in columns
            if not pd.isna(held[theme, key])
        ],
        kind="ranktable",
    )
