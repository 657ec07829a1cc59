"""What a scorecard leads to: objectives by capability and appetite, and a route over years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.priorities.objectives import objectives_of
from research.chapters.scorecard.company import company
from research.chapters.thinness import or_why
from research.display.banner import Banner, Head
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.capability_route import YEARS
from research.frameworks.capability_standing import LEVELS
from research.wording.figures import DASH, figure
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.chapters.scorecard.company import Company, Place
    from research.study import Study

__all__ = ["heading", "matrix_table", "next_table", "objectives_table", "route_table"]

NEEDS = ("scorecard",)

_SAY = Frames(__file__)

_APPETITES = ("first", "second", "best")
_MOST = 2
"""Themes whose objectives are listed: those that come first."""


@or_why
def heading(study: Study) -> Text:
    """Heading of what comes next, and the rule of the route map."""
    about = company(study)
    told = _SAY(
        "heading.rule",
        company=about.name,
        years=number(YEARS),
        at_once=number(about.card.at_once),
        pace=number(about.card.pace),
    )
    return Text("txt-scorecard-plan", f"### {_SAY('heading.title')}\n\n{escape(told)}\n")


@or_why
def matrix_table(study: Study) -> Table:
    """All themes in the cells of the objectives tables: level today by appetite."""
    about = company(study)
    places = {theme: place for theme, place in about.places.items() if place.aim}
    names, columns = _SAY.named("levels"), _SAY.named("appetites")
    held = {
        (level, appetite): tuple(
            about.short(theme)
            for theme, place in places.items()
            if place.level == level and place.aim and place.aim.appetite == appetite
        )
        for level in LEVELS
        for appetite in _APPETITES
    }
    without = [about.short(theme) for theme in about.places if theme not in places]
    notes = [_SAY("matrix.note")]
    if without:
        notes.append(_SAY.form("matrix.without", many=len(without) > 1, themes=series(without)))
    return Table(
        id="tbl-scorecard-matrix",
        caption=_SAY("matrix.caption", company=about.name),
        frame=pd.DataFrame(
            [[", ".join(held[level, one]) for one in _APPETITES] for level in LEVELS],
            columns=[columns[one] for one in _APPETITES],
            index=pd.Index([names[level] for level in LEVELS], name=_SAY("today")),
        ),
        cells=[
            [Cell(", ".join(held[level, one]) or DASH) for one in _APPETITES] for level in LEVELS
        ],
        stub=_SAY("today"),
        align="llll",
        widths=(16, 30, 30, 30),
        banner=None,
        notes=[escape(note) for note in notes],
        results=[
            Result(
                f"scorecard.{theme}.cell",
                f"{place.level}, {place.aim.appetite}",
                "text",
                label=_SAY("matrix.result", theme=about.short(theme)),
            )
            for theme, place in places.items()
            if place.aim
        ],
    )


@or_why
def objectives_table(study: Study, theme: str = "") -> Table | Text:
    """The objectives table of a theme with the company's own cell marked.

    Parameters
    ----------
    study : with a scorecard.
    theme : its key; the theme that comes first where left out.
    """
    about = company(study)
    wanted = theme or _first(about)
    place = about.places[wanted]
    if about.firms.text_of(wanted) is None or place.aim is None:
        return Text("txt-scorecard-objectives", "")
    table = objectives_of(about.firms.study, wanted)
    assert isinstance(table, Table)  # noqa: S101 - the theme has texts
    row, column = LEVELS.index(place.level), _APPETITES.index(place.aim.appetite)
    cells = [list(cells) for cells in table.cells]
    own = cells[row][column]
    cells[row][column] = Cell(own.text, f"{own.mark} top3".strip(), own.items)
    return Table(
        id="tbl-scorecard-objectives",
        caption=_SAY("objectives.caption", theme=about.short(wanted), company=about.name),
        frame=table.frame,
        cells=cells,
        stub=table.stub,
        labels=table.labels,
        banner=Banner(heads=[[Head(_SAY("objectives.over"), len(_APPETITES))]]),
        widths=table.widths,
        notes=[escape(_SAY("objectives.note", company=about.name))],
        kind="objectives",
    )


def _first(about: Company) -> str:
    """The theme that comes first: the first in turn, or the first that is ranked."""
    return next(iter([*about.turns, *about.card.priorities, *about.themes]))


@or_why
def next_table(study: Study) -> Table | Text:
    """What the company's own cells ask for in the themes that come next after the first."""
    about = company(study)
    first = _first(about)
    themes = [theme for theme in about.turns if theme != first][:_MOST]
    rows = [(theme, items) for theme in themes if (items := _own_cell(about, theme))]
    if not rows:
        return Text("txt-scorecard-next", "")
    return Table(
        id="tbl-scorecard-next",
        caption=_SAY("next.caption", company=about.name),
        frame=pd.DataFrame(
            {_SAY("next.head"): ["; ".join(items) for _, items in rows]},
            index=pd.Index([about.short(theme) for theme, _ in rows], name=_SAY("next.stub")),
        ),
        cells=[[Cell(items=items)] for _, items in rows],
        stub=_SAY("next.stub"),
        labels=[_where(about, theme) for theme, _ in rows],
        widths=(26, 92),
        notes=[escape(_SAY("next.note"))],
        kind="objectives",
    )


def _where(about: Company, theme: str) -> str:
    place = about.places[theme]
    level = _SAY.named("levels")[place.level]
    return _SAY("next.where", theme=about.short(theme), level=level, rule=place.rule)


def _own_cell(about: Company, theme: str) -> tuple[str, ...]:
    """Objectives of the cell that the company is in, with those whose objectives it shares."""
    text, place = about.firms.text_of(theme), about.places[theme]
    if text is None or place.aim is None:
        return ()
    found = getattr(getattr(text.objectives, place.level), place.aim.appetite)
    while isinstance(found, str) and found.startswith("as "):
        found = getattr(getattr(text.objectives, found.removeprefix("as ")), place.aim.appetite)
    return tuple(found) if isinstance(found, list) else ()


@or_why
def route_table(study: Study) -> Table | Text:
    """Which themes are worked on in which year, and at which stages of the circle."""
    about = company(study)
    if not about.turns:
        said = _SAY("route.none", company=about.name)
        return Text("txt-scorecard-route", f"{escape(said)}\n")
    stages = {key: code.brief for key, code in about.firms.stages.items()}
    rows = {theme: {0: "", **dict.fromkeys(range(1, YEARS + 1), "")} for theme in about.turns}
    for leg in about.legs:
        rows[leg.theme][leg.year] = ", ".join(stages[stage] for stage in leg.stages)
    heads = [
        *(_SAY("route.year", year=str(about.year + year)) for year in range(1, YEARS + 1)),
        _SAY("route.later"),
    ]
    years = [*range(1, YEARS + 1), 0]
    places = [about.places[theme] for theme in rows]
    return Table(
        id="tbl-scorecard-route",
        caption=_SAY("route.caption", company=about.name, years=number(YEARS)),
        frame=pd.DataFrame(
            [[row[year] for year in years] for row in rows.values()],
            columns=heads,
            index=pd.Index([about.short(theme) for theme in rows], name=_SAY("route.stub")),
        ),
        cells=[[_leg_cell(row[year]) for year in years] for row in rows.values()],
        stub=_SAY("route.stub"),
        labels=[
            _SAY("route.label", theme=about.short(theme), why=_why(place))
            for theme, place in zip(rows, places, strict=True)
        ],
        align="lllll",
        widths=(26, 28, 28, 28, 14),
        notes=[escape(f"{_SAY('route.note')} {capitalise(source_of(study))}.")],
        results=[*_route_results(about)],
    )


def _leg_cell(text: str) -> Cell:
    return Cell(text, "top3") if text else Cell(DASH, "muted")


def _why(place: Place) -> str:
    chosen = _SAY.named("choices")[place.chosen]
    return _SAY("route.why", choice=chosen, gap=figure(place.gap, 1))


def _route_results(about: Company) -> Iterator[Result]:
    for theme in about.turns:
        years = [leg.year for leg in about.legs if leg.theme == theme]
        start = years[0] if years and years[0] else None
        value = str(about.year + start) if start else _SAY("route.later")
        label = _SAY("route.result", theme=about.short(theme))
        yield Result(f"scorecard.{theme}.starts", value, "text", label=label)
