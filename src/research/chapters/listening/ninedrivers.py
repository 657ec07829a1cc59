"""Nine drivers of centricity on customers, each with its number, or that it is not measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.integrity.readings import lit
from research.chapters.listening.engagement import units_of
from research.chapters.listening.listened import answers_of
from research.chapters.listening.touchpoints import experience
from research.chapters.listening.voices import heard, told_of
from research.chapters.remarks import opened
from research.chapters.supplier.appraisal import appraised
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.errors import InputError, StatisticsError
from research.frameworks.integrity import threats
from research.frameworks.touchpoints import standing
from research.frameworks.voices import voice
from research.statistics.samples.ratings import classify
from research.wording.columns import spoken
from research.wording.figures import figure, interval, signed
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.plurals import counted
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.display.text import Text
    from research.study import Study

__all__ = ["drivers_table", "opening"]

NEEDS = ("data.accounts", "data.contacts", "supplier")

_SAY = Frames(__file__)

_SIDES = ("payer", "user")


def _picture(study: Study) -> str:
    """What the supplier says of itself, and what bears it out; shares before scores."""
    pairs = [(rows[0], one) for rows in heard(study).values() for one in rows[1:] if one.asked.own]
    known = [pair for pair in pairs if pair[0].said and pair[1].said]
    ordered = sorted(known, key=lambda pair: pair[1].unit != "percent")
    if not ordered:
        return ""
    first, own = ordered[0]
    return _SAY(
        "values.picture",
        own=own.label,
        claimed=told_of(own),
        who=first.label,
        borne_out=told_of(first),
    )


def _metrics(study: Study) -> str:
    own = experience(study)
    periods = counted(len(own.periods), own.asked.period)
    if not own.asked.level:
        return _SAY("values.periods", periods=periods)
    noun = study.noun(own.asked.level) or spoken(own.asked.level)
    levels = counted(int(own.frame[own.asked.level].nunique()), noun)
    return _SAY("values.metrics", periods=periods, levels=levels)


def _duality(study: Study) -> str:
    """The score among those who pay and those who use."""
    if not study.table("contacts").holds("side"):
        return ""
    frame = answers_of(study, "contacts").dropna(subset=["recommend", "side"])
    said = []
    for side in _SIDES:
        own = frame[frame["side"] == side]
        if len(own) < study.config.privacy.hide_base:
            return ""
        scores = pd.Series(100 * classify(own["recommend"].to_numpy(dtype=float)), own.index)
        found = voice(scores, own["account"], confidence=study.config.statistics.confidence)
        ends = interval(found.low, found.high, 0, sign=True)
        said.append(_SAY(f"values.{side}", score=signed(found.mean), ends=ends))
    return _SAY("values.duality", sides=series(said))


def _touchpoints(study: Study) -> str:
    found = [standing(chart) for chart in experience(study).charts("touchpoint").values()]
    beyond, limited = (sum(getattr(one, name) for one in found) for name in ("beyond", "limited"))
    return _SAY(
        "values.touchpoints",
        touchpoints=capitalise(number(len(found))),
        beyond=beyond,
        limited=limited,
    )


def _integrity(study: Study) -> str:
    told = threats(lit(study).measures).value_counts()
    names = _SAY.named("lights")
    kept = [f"{told[light]} {name}" for light, name in names.items() if told.get(light)]
    return _SAY("values.integrity", lights=series(kept))


def _cultures(study: Study) -> str:
    """How many differences of countries are gone once their use of scales is allowed for."""
    row = lit(study).measures.loc["scale"]
    if pd.isna(row["value"]):
        return ""
    return _SAY("values.cultures", share=percent(100 * float(row["value"])))


def _engagement(study: Study) -> str:
    found = units_of(study).found
    if found is None:
        return ""
    ends = interval(found.low, found.high, 2)
    return _SAY("values.engagement", r=figure(found.r, 2), ends=ends, units=found.n)


def _returns(study: Study) -> str:
    if study.supplier.roi is None:
        return ""
    own = appraised(study)
    low, high = own.range(own.drawn[0]["return"])
    return _SAY(
        "values.returns",
        share=percent(100 * own.value["return"]),
        low=percent(100 * low),
        high=percent(100 * high),
    )


_READ: dict[str, Callable[[Study], str] | None] = {
    "centricity": _picture,
    "metrics": _metrics,
    "duality": _duality,
    "touchpoints": _touchpoints,
    "creation": None,
    "integrity": _integrity,
    "cultures": _cultures,
    "employees": _engagement,
    "returns": _returns,
}


def _values(study: Study) -> dict[str, str]:
    """What is measured of each driver; nothing where the edition or its data lack it."""
    found = {}
    for key, read in _READ.items():
        try:
            found[key] = read(study) if read else ""
        except (InputError, StatisticsError):
            found[key] = ""
    return found


@or_why
def opening(study: Study) -> Text:
    """Heading of the page, and how many of the nine are measured."""

    def lead() -> str:
        measured = sum(bool(value) for value in _values(study).values())
        count = capitalise(number(measured) if measured else _SAY("none"))
        return escape(_SAY.form("opening.measured", many=measured != 1, measured=count))

    return opened("ninedrivers-opening", _SAY("opening.title"), lead)


@or_why
def drivers_table(study: Study) -> Table:
    """The nine drivers, what each is measured by, and its number."""
    values, names, means = _values(study), _SAY.named("names"), _SAY.named("means")
    absent = _SAY("absent")
    frame = pd.DataFrame(
        {"value": [values[key] or absent for key in _READ]}, index=[names[key] for key in _READ]
    )
    measured = sum(bool(value) for value in values.values())
    return Table(
        id="tbl-ninedrivers",
        caption=_SAY("caption"),
        frame=frame,
        cells=[
            [Cell(means[key]), Cell(values[key] or absent, "" if values[key] else "muted")]
            for key in _READ
        ],
        stub=_SAY("stub"),
        labels=[names[key] for key in _READ],
        heads=_SAY.listed("heads"),
        align="lll",
        widths=(30, 38, 50),
        notes=[_SAY("note")],
        results=[Result("listening.drivers.measured", measured, "count")],
    )
