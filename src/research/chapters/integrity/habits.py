"""Habits in the use of a scale by country, and own ratings anchored by made-up cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.integrity.compared import own_and_cases, use_of_scale
from research.chapters.integrity.material import material
from research.chapters.thinness import enough, or_why
from research.chapters.unweighted import unweighted
from research.display.escape import escape
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.integrity_scale import HABITS
from research.wording.figures import figure, grouped, signed
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.chapters.integrity.material import Material
    from research.study import Study

__all__ = ["anchors_table", "habits_table"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_SHARES = ("extremes", "middle")


@or_why
def habits_table(study: Study) -> Table | Text:
    """How each country uses the scale, whatever is rated; nothing where no country is known.

    Parameters
    ----------
    study : the edition with its data.

    Returns
    -------
    Of each country large enough to be compared: respondents, mean and standard deviation of their
    ratings, the share at the ends and in the middle of the scale, and agreement less disagreement.
    Tinted is what differs from all others by more than chance.
    """
    found = material(study)
    used = use_of_scale(found)
    if used is None:
        return Text("txt-integrity-habits", "")
    groups, habits = used.found.groups, used.found.habits
    base = groups["base"]
    shown = [str(name) for name in groups.index[groups["shown"].astype(bool)]]
    enough(len(shown) > 1, _SAY("few"))
    values = habits["value"].unstack("habit").loc[shown, list(HABITS)].astype(float)
    apart = habits["significant"].unstack("habit").loc[shown, list(HABITS)]
    heads = _SAY.listed("habits.heads")
    frame = values.set_axis(heads[1:], axis="columns")
    frame.insert(0, heads[0], base.loc[shown].astype(float))
    note = _SAY("habits.balanced" if used.found.balanced else "habits.unbalanced")
    return Table(
        id="tbl-integrity-habits",
        caption=_SAY("habits.caption", title=used.question.heading),
        frame=frame,
        cells=[
            [
                Cell(grouped(base[one]), "base"),
                *(
                    _habit(name, values[name][one], stands=bool(apart[name][one]))
                    for name in HABITS
                ),
            ]
            for one in shown
        ],
        stub=_SAY("stub"),
        labels=shown,
        heads=heads,
        shares=[heads[1 + HABITS.index(name)] for name in _SHARES],
        notes=[
            escape(one)
            for one in (
                _SAY("habits.note"),
                note,
                *unweighted(study, found.settings.table),
            )
        ],
    )


def _habit(name: str, value: float, *, stands: bool) -> Cell:
    mark = "top3" if stands else ""
    if name in _SHARES:
        return Cell(percent(value, 1), mark)
    return Cell(signed(value, 2) if name == "agreement" else figure(value, 2), mark)


@or_why
def anchors_table(study: Study) -> Table | Text:
    """Own ratings by country, raw and placed among those of made-up cases; nothing where not asked.

    Parameters
    ----------
    study : the edition with its data.

    Returns
    -------
    Of each country whose base may be told: respondents, the mean of their own rating, of their
    place among the cases (1 below the worst), and of each case.
    """
    found = material(study)
    told = own_and_cases(found)
    if told is None:
        return Text("txt-integrity-anchors", "")
    least = study.config.privacy.hide_base
    groups = told.groups[told.groups["base"] >= least]
    enough(len(groups) > 1, _SAY("few"))
    shown, cases = [str(name) for name in groups.index], [str(name) for name in told.vignettes]
    base = groups["base"]
    means = told.vignettes.loc[shown]
    heads = [*_SAY.listed("anchors.heads"), *(found.heading(name) for name in cases)]
    values = pd.concat([groups.loc[shown, ["base", "raw", "anchored"]], means], axis="columns")
    return Table(
        id="tbl-integrity-anchors",
        caption=_SAY("anchors.caption", title=found.heading(_own(found))),
        frame=values.astype(float).set_axis(heads, axis="columns"),
        cells=[
            [
                Cell(grouped(base[one]), "base"),
                *(Cell(figure(values[name][one], 2)) for name in values.columns[1:]),
            ]
            for one in shown
        ],
        stub=_SAY("stub"),
        labels=shown,
        heads=heads,
        notes=[
            escape(_SAY("anchors.note", most=2 * len(cases) + 1, method=told.method)),
            escape(_turned([pair for pair in told.turned if set(pair) <= set(shown)])),
            *(escape(note) for note in unweighted(study, found.settings.table)),
        ],
    )


def _own(found: Material) -> str:
    asked = found.settings.vignettes
    return asked.own if asked else ""


def _turned(pairs: list[tuple[str, str]]) -> str:
    """Say whose order is another once ratings are anchored."""
    if not pairs:
        return _SAY("anchors.same")
    return _SAY(
        "anchors.turned", pairs=series(_SAY("anchors.pair", one=a, two=b) for a, b in pairs)
    )
