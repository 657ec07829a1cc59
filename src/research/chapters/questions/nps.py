"""Net promoter scores: the score of everybody and of each group, with what chance leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.remarks import opened
from research.chapters.tabs.chart import chart_of
from research.chapters.tabs.planned import study_tab
from research.chapters.tabs.prose import passage_of
from research.chapters.tabs.weighted import apart
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.table import Cell, Table
from research.edition.parameters import ANSWERS
from research.errors import ThinDataError
from research.identifiers import slug
from research.tabulation.tab import TOTAL
from research.wording.figures import DASH, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.display.text import Text
    from research.study import Study
    from research.tabulation.tab import Point, Tab

__all__ = ["observations", "opening", "score_chart", "score_table"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_PARTS = ("promoters", "passives", "detractors")


def _asked(study: Study, question: str, table: str) -> str:
    """The question that is named, or the first likelihood to recommend."""
    if question:
        return question
    found = [one.name for one in study.table(table).questions if one.type == "nps"]
    enough(bool(found), _SAY("none"))
    return found[0]


def _tab(study: Study, question: str, banner: str, table: str, weight: str) -> Tab:
    name = _asked(study, question, table)
    asked = study.table(table).question(name)
    enough(asked.type == "nps", _SAY("other", question=asked.heading, kind=asked.type))
    return study_tab(study, name, banner, table=table, weight=weight)


def _name(tab: Tab, banner: str) -> str:
    """What texts of the section are called."""
    return "-".join(filter(None, ["nps", tab.about.table, tab.question.name, banner]))


@or_why
def opening(
    study: Study,
    question: str = "",
    banner: str = "",
    *,
    table: str = ANSWERS,
    weight: str = "",
) -> Text:
    """Heading of the section and the score.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a likelihood to recommend; the first where left out.
    banner : name of a banner; nothing for everybody together.
    table : name of the table of data whose rows are counted.
    weight : name of a weight; the edition's own where nothing is said, ``none`` for none.
    """
    tab = _tab(study, question, banner, table, weight)
    made = opened(f"{slug(_name(tab, banner))}-opening", _SAY("title"), lambda: escape(_lead(tab)))
    return apart(made, study, weight)


def _lead(tab: Tab) -> str:
    enough(tab.shown("score"), _SAY("hidden"))
    return _SAY(
        "lead",
        score=signed(float(tab.values[TOTAL].loc["score"])),
        limits=_limits(tab, TOTAL),
        base=round(tab.base_of("score")),
        rows=tab.about.many,
    )


def _limits(tab: Tab, point: str) -> str:
    low, high = float(tab.low[point].loc["score"]), float(tab.high[point].loc["score"])
    return interval(low, high, 0, sign=True)


@or_why
def score_chart(
    study: Study,
    question: str = "",
    banner: str = "",
    *,
    table: str = ANSWERS,
    weight: str = "",
) -> Chart:
    """Promoters, passives and detractors of everybody and of each group, with the scores.

    Parameters
    ----------
    study, question, banner, table, weight : as of `opening`.
    """
    tab = _tab(study, question, banner, table, weight)
    chart = chart_of(tab, source=source_of(study))
    if chart is None:
        raise ThinDataError(_SAY("hidden"))
    return apart(chart, study, weight)


@or_why
def score_table(
    study: Study,
    question: str = "",
    banner: str = "",
    *,
    table: str = ANSWERS,
    weight: str = "",
) -> Table:
    """Score of everybody and of each group: its limits, its parts, and whom it lies above.

    Parameters
    ----------
    study, question, banner, table, weight : as of `opening`.
    """
    tab = _tab(study, question, banner, table, weight)
    frame = pd.DataFrame(
        {
            "base": [tab.base_of("score", point.key) for point in tab.points],
            **{part: tab.values.loc[part] / 100 for part in _PARTS},
            "score": tab.values.loc["score"],
            "low": tab.low.loc["score"],
            "high": tab.high.loc["score"],
        }
    )
    heads = _SAY.listed("heads")
    made = Table(
        id=f"tbl-nps-{slug(tab.id)}",
        caption=_SAY("caption", question=tab.title),
        frame=frame.set_axis([point.label for point in tab.points]).set_axis(
            _SAY.listed("columns"), axis="columns"
        ),
        cells=[_cells(tab, point) for point in tab.points],
        stub=_SAY("stub"),
        labels=[_label(point) for point in tab.points],
        heads=heads,
        widths=(27, 8, 11, 9, 11, 8, 15, 8),
        shares=_SAY.listed("columns")[1:4],
        notes=[escape(note) for note in _notes(tab)],
    )
    return apart(made, study, weight)


def _label(point: Point) -> str:
    return f"{point.label} ({point.letter})" if point.letter else point.label


def _cells(tab: Tab, point: Point) -> list[Cell]:
    base, values = tab.base_of("score", point.key), tab.values[point.key]
    if not tab.shown("score", point.key):
        return [Cell(grouped(base)), *[Cell(DASH, "muted")] * 6]
    return [
        Cell(grouped(base) + tab.mark(point.key, tab.line("score").base)),
        *(Cell(percent(float(values.loc[part]), 100)) for part in _PARTS),
        Cell(signed(float(values.loc["score"]))),
        Cell(_limits(tab, point.key)),
        Cell(str(tab.letters[point.key].loc["score"])),
    ]


def _notes(tab: Tab) -> list[str]:
    reasons = [each for each in dict.fromkeys(tab.reasons.loc["score"]) if each]
    told = [_SAY("limits"), *([_SAY("dash", reasons="; ".join(reasons))] if reasons else [])]
    if len(tab.points) > 1:
        told.append(_SAY("letters", method=tab.method, flag=tab.flag, thin=tab.thin))
    return [*told, *tab.notes]


@or_why
def observations(
    study: Study,
    question: str = "",
    banner: str = "",
    *,
    table: str = ANSWERS,
    weight: str = "",
) -> Text:
    """What the scores come to, in three sentences at most.

    Parameters
    ----------
    study, question, banner, table, weight : as of `opening`.
    """
    tab = _tab(study, question, banner, table, weight)
    return apart(passage_of(tab, _name(tab, banner)), study, weight)
