"""Experience by touchpoint, level and period, held against control limits."""

from __future__ import annotations

from functools import lru_cache
from math import isnan, nan
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from research.chapters.listening.listened import answers_of, part_of
from research.chapters.naming import source_of
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Axis, Base
from research.display.specification.trends import Moment, Trend, Trends
from research.display.table import Cell, Table
from research.frameworks.touchpoints import Standing, charted, periods_of, standing
from research.identifiers import slug
from research.wording.columns import spoken
from research.wording.dates import period as period_name
from research.wording.figures import DASH, figure, grouped
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from research.display.text import Text
    from research.edition.listening import Touchpoints
    from research.study import Study

__all__ = ["levels_chart", "opening", "touchpoints_chart", "touchpoints_table"]

NEEDS = ("data.accounts", "supplier.listening.touchpoints")

_SAY = Frames(__file__)

# Share of a normal distribution that lies beyond three standard deviations.
_BY_CHANCE = 0.0027


class Experience(NamedTuple):
    """Ratings of touchpoints, and the periods that they fall into."""

    asked: Touchpoints
    frame: pd.DataFrame
    periods: pd.PeriodIndex
    least: int

    def charts(self, by: str) -> dict[str, pd.DataFrame]:
        """One chart a value of a column, in order."""
        names = [str(name) for name in dict.fromkeys(self.frame[by].dropna())]
        return {
            name: charted(
                self.frame[self.frame[by] == name],
                self.periods,
                kind=self.asked.chart,
                low=self.asked.low,
                least=self.least,
                fewest=self.asked.fewest,
            )
            for name in names
        }

    def told(self, place: int, *, short: bool = False) -> str:
        """Name of a period, by its place."""
        return period_name(self.periods[place].start_time, self.asked.period, short=short)

    def written(self, value: float) -> str:
        """A value as printed."""
        if isnan(value):
            return DASH
        return percent(value) if self.asked.chart == "share" else figure(value, 2)


@lru_cache(maxsize=8)
def experience(study: Study) -> Experience:
    """Ratings with their day, touchpoint and level, touchpoints in the order of their codes."""
    asked: Touchpoints = part_of(study, "touchpoints")
    held, frame = study.table(asked.table), answers_of(study, asked.table)
    if asked.touchpoint:
        names = [code.text for code in held.question(asked.touchpoint).codes]
        rated = frame.rename(columns={asked.touchpoint: "touchpoint", asked.score: "rating"})
    else:
        rows = {row.key: row.text for row in held.question(asked.score).rows}
        names = list(rows.values())
        left = frame.drop(columns=[*rows])
        rated = pd.concat(
            [left.assign(touchpoint=text, rating=frame[key]) for key, text in rows.items()]
        )
    made = rated.rename(columns={asked.day: "day"})
    if asked.level and asked.level not in made:
        made = made.merge(study.accounts[["account", asked.level]], on="account", how="left")
    known = made.dropna(subset=["day", "rating", "touchpoint"])
    enough(len(known) > 0, _SAY("nothing"))
    order = [*names, *sorted(set(known["touchpoint"]) - set(names))]
    kinds = pd.Categorical(known["touchpoint"], order, ordered=True)
    ordered = known.assign(place=kinds.codes).sort_values("place", kind="stable")
    least = study.config.privacy.hide_base
    return Experience(asked, ordered, periods_of(ordered["day"], asked.period), least)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter: how much was rated, and how much lies outside of its limits."""

    def lead() -> str:
        own = experience(study)
        found = _found(own.charts("touchpoint"))
        limited = sum(one.limited for one in found.values())
        beyond = sum(one.beyond for one in found.values())
        parts: dict[str, int | str] = {"limited": limited} if limited else {}
        if beyond:
            parts |= {"beyond": beyond, "expected": figure(_BY_CHANCE * limited, 1)}
        return escape(
            _SAY(
                f"opening.{'none' if not limited else 'outside' if beyond else 'inside'}",
                count=sum(one.answers for one in found.values()),
                touchpoints=capitalise(number(len(found))),
                first=own.told(0),
                last=own.told(-1),
                **parts,
            )
        )

    return opened("touchpoints-opening", _SAY("opening.title"), lead)


def _found(charts: dict[str, pd.DataFrame]) -> dict[str, Standing]:
    return {name: standing(chart) for name, chart in charts.items()}


@or_why
def touchpoints_chart(study: Study) -> Chart:
    """A panel a touchpoint, each period against its limits."""
    own = experience(study)
    caption, stub = _SAY("panels.by.touchpoint"), _SAY("table.stub")
    return _panels(study, own, own.charts("touchpoint"), caption, stub=stub, name="touchpoint")


@or_why
def levels_chart(study: Study) -> Chart:
    """A panel a level, all touchpoints together."""
    own = experience(study)
    enough(own.asked.level is not None, _SAY("no level"))
    charts, level = own.charts(str(own.asked.level)), _level(study, own)
    charts = {name: charts[name] for name in sorted(charts)}
    caption = _SAY("panels.by.level", level=level)
    return _panels(study, own, charts, caption, stub=capitalise(level), name="level")


def _level(study: Study, own: Experience) -> str:
    """What a level of the organisation is called: region."""
    asked = str(own.asked.level)
    return study.noun(asked) or spoken(asked)


def _panels(
    study: Study,
    own: Experience,
    charts: dict[str, pd.DataFrame],
    caption: str,
    *,
    stub: str,
    name: str,
) -> Chart:
    found = _found(charts)
    shown = {label: chart for label, chart in charts.items() if found[label].shown}
    enough(bool(shown), _SAY("thin", least=own.least))
    figures = Trends(
        title=_title(own, found),
        subtitle=_SAY(f"panels.{own.asked.chart}", period=own.asked.period),
        base=Base(counts=(sum(one.answers for one in found.values()),), of=_SAY("panels.of")),
        source=source_of(study),
        stub=stub,
        trends=tuple(
            Trend(
                label=label,
                moments=tuple(_moment(own, row) for row in chart.to_dict("records")),
                role="contrast" if found[label].beyond else "subject",
            )
            for label, chart in shown.items()
        ),
        times=tuple(own.told(place, short=True) for place in range(len(own.periods))),
        axis=Axis(label=_SAY(f"axis.{own.asked.chart}")),
        panels=True,
    )
    listed = "; ".join(
        _SAY("panels.row", name=label, mean=own.written(one.centre), beyond=one.beyond)
        for label, one in found.items()
    )
    return Chart(
        id=f"fig-touchpoints-{name}",
        caption=caption,
        alt=_SAY("panels.alt", title=figures.title, listed=listed),
        figure=figures,
        notes=_notes(own, found),
    )


def _moment(own: Experience, row: Mapping[Hashable, Any]) -> Moment:
    return Moment(
        value=row["value"],
        low=row["low"],
        high=row["high"],
        printed="" if pd.isna(row["value"]) else own.written(row["value"]),
        marked=bool(row["beyond"]),
    )


def _title(own: Experience, found: Mapping[str, Standing]) -> str:
    """Say which lies outside, or that nothing does."""
    out = {name: one for name, one in found.items() if one.beyond}
    if not any(one.limited for one in found.values()):
        return _SAY("title.none")
    if len(out) == 1:
        [(name, one)] = out.items()
        key = "once" if one.beyond == 1 else "often"
        return _SAY(f"title.{key}", name=name, when=own.told(one.furthest or 0))
    return _SAY("title.several", names=series(out)) if out else _SAY("title.inside")


def _notes(own: Experience, found: Mapping[str, Standing]) -> list[str]:
    """How limits were drawn, and which are lacking or hidden."""
    notes = [_SAY(f"notes.{own.asked.chart}", period=own.asked.period)]
    bare = [name for name, one in found.items() if not one.limited]
    if bare:
        notes.append(escape(_SAY("notes.few", names=series(bare), fewest=own.asked.fewest)))
    hidden = sum(len(own.periods) - one.shown for one in found.values())
    if hidden:
        notes.append(_SAY.form("notes.hidden", many=hidden > 1, count=hidden, least=own.least))
    return notes


@or_why
def touchpoints_table(study: Study) -> Table:
    """Each touchpoint at each level: how often and how well it is rated, and what lies outside."""
    own = experience(study)
    whole = _found(own.charts("touchpoint"))
    rows = dict(whole)
    for level, part in _levels(own).items():
        for name, one in _found(part.charts("touchpoint")).items():
            rows[_SAY("table.row", name=name, level=level)] = one
    kept = {
        name: one if one.answers >= own.least else one._replace(centre=nan)
        for name, one in rows.items()
    }
    value = _SAY(f"table.value.{own.asked.chart}")
    return Table(
        id="tbl-touchpoints",
        caption=_SAY("table.by", level=_level(study, own))
        if own.asked.level
        else _SAY("table.caption"),
        frame=pd.DataFrame([one[:-1] for one in kept.values()], [*kept], Standing._fields[:-1]),
        cells=[_cells(own, one) for one in kept.values()],
        stub=_SAY("table.stub"),
        labels=[*kept],
        heads=_SAY.listed("table.heads", value=value, period=own.asked.period),
        names=_SAY.named("table.columns", period=own.asked.period),
        align="lrrrrrl",
        widths=(38, 11, 9, 11, 12, 10, 24),
        notes=[
            _SAY("table.note", least=own.least),
            _SAY(f"notes.{own.asked.chart}", period=own.asked.period),
        ],
        results=[result for name, one in whole.items() for result in _results(name, one)],
    )


def _levels(own: Experience) -> dict[str, Experience]:
    if not own.asked.level:
        return {}
    column = own.frame[own.asked.level].astype("str")
    values = sorted(set(column[own.frame[own.asked.level].notna()]))
    return {value: own._replace(frame=own.frame[column == value]) for value in values}


def _cells(own: Experience, one: Standing) -> list[Cell]:
    far = "" if one.furthest is None else capitalise(own.told(one.furthest))
    return [
        Cell(grouped(one.answers)),
        Cell(own.written(one.centre)),
        Cell(own.written(one.last)),
        Cell(str(one.shown)),
        Cell(str(one.beyond) if one.limited else DASH),
        Cell(far),
    ]


def _results(name: str, one: Standing) -> list[Result]:
    key = slug(name, ".")
    return [
        Result(f"listening.touchpoints.{key}.mean", one.centre, "mean", one.answers, name),
        Result(f"listening.touchpoints.{key}.beyond", one.beyond, "count", one.shown, name),
    ]
