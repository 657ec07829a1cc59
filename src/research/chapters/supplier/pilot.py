"""A pilot: what changed where it ran, against what changed elsewhere in the same time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import require_shown
from research.chapters.remarks import bulleted, opened
from research.chapters.supplier.recorded import recorded
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.errors import InputError, Problem
from research.frameworks.pilot import changed, counted_around
from research.frameworks.relationship import band
from research.problems.nearest import known_or_meant
from research.wording.dates import day
from research.wording.figures import figure, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.probabilities import level
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.text import Text
    from research.edition.planning import Pilot
    from research.study import Study

__all__ = ["change_table", "observations", "opening"]

NEEDS = ("data.accounts", "supplier.pilot")

_SAY = Frames(__file__)

_CELLS = ("pilot_before", "pilot_after", "others_before", "others_after")
_TICKETS = "tickets"
_STEPS = {"promoter": 100.0, "passive": 0.0, "detractor": -100.0}


@dataclass(frozen=True)
class _Piloted:
    """A pilot with what each measure changed by.

    Parameters
    ----------
    asked : what the parameter file says.
    found : one row a measure, ``score``, ``mean`` or ``record``, as of `changed`.
    others : answers of another time than the two.
    title : of the question.
    """

    asked: Pilot
    found: pd.DataFrame
    others: int
    title: str


@lru_cache(maxsize=4)
def _piloted(study: Study) -> _Piloted:
    asked = study.supplier.pilot
    if asked is None:
        raise InputError([Problem(study.path, _SAY("none"), key="supplier.pilot")])
    sheet = recorded(study, asked.table)
    told = sheet[asked.period].isin([asked.before, asked.after])
    rows = sheet[told].dropna(subset=[asked.outcome])
    for time in (asked.before, asked.after):
        enough(bool((rows[asked.period] == time).any()), _SAY("no time", time=time))
    inside = _inside(study, asked, rows)
    after = rows[asked.period] == asked.after
    for ours in (True, False):
        for then in (True, False):
            count = int(((inside == ours) & (after == then)).sum())
            require_shown(study, count, _SAY(f"cell.{_CELLS[2 * (not ours) + then]}"))
    question = study.table(asked.table).question(asked.outcome)
    values = rows[asked.outcome].astype(float)
    sure = study.config.statistics.confidence
    found = {}
    if question.type == "nps":
        steps = band(values).map(_STEPS).astype(float)
        found["score"] = changed(steps, inside, after, rows["account"], sure)
    found["mean"] = changed(values, inside, after, rows["account"], sure)
    if asked.start and study.config.table(_TICKETS) is not None:
        piloted = inside.groupby(rows["account"]).first()
        start, names = pd.Timestamp(asked.start), [str(key) for key in piloted.index]
        counts = counted_around(recorded(study, _TICKETS), names, start, asked.days)
        member = counts["account"].map(piloted).astype(bool)
        found["record"] = changed(counts["count"], member, counts["after"], counts["account"], sure)
    frame = pd.DataFrame.from_dict(found, orient="index")
    return _Piloted(asked, frame, int((~told).sum()), question.heading)


def _inside(study: Study, asked: Pilot, rows: pd.DataFrame) -> pd.Series[bool]:
    """Whether the account of each answer is in the pilot."""
    if asked.arm:
        return rows[asked.arm] == asked.pilot
    known = set(study.accounts["account"])
    unknown = [key for key in asked.accounts if key not in known]
    if unknown:
        near = known_or_meant(unknown[0], sorted(known))
        fault = _SAY("unknown", account=unknown[0])
        raise InputError([Problem(study.path, fault, key="supplier.pilot.accounts", hint=near)])
    return rows["account"].isin(asked.accounts)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and by how much more the pilot's accounts changed."""

    def lead() -> str:
        own = _piloted(study)
        first = str(own.found.index[0])
        row = own.found.to_dict("index")[first]
        return escape(
            _SAY(
                f"opening.{first}",
                name=own.asked.name,
                **({} if first == "score" else {"outcome": own.title}),
                effect=_written(first, row["effect"], sign=True),
                interval=_limits(first, row["low"], row["high"]),
            )
        )

    return opened("pilot-opening", _SAY("opening.title"), lead)


def _written(measure: str, value: float, *, sign: bool = False) -> str:
    digits = _DIGITS[measure]
    return signed(value, digits) if sign else figure(value, digits)


_DIGITS = {"score": 0, "mean": 2, "record": 2}


def _limits(measure: str, low: float, high: float) -> str:
    return interval(low, high, _DIGITS[measure], sign=True)


@or_why
def change_table(study: Study) -> Table:
    """Each measure before and after, in the pilot and elsewhere, and how much more it changed."""
    own = _piloted(study)
    labels = _SAY.named("change.rows", outcome=own.title, days=own.asked.days)
    rows = own.found.to_dict("index")
    cells = []
    for name, row in rows.items():
        means = [Cell(_written(str(name), row[cell])) for cell in _CELLS]
        effect = Cell(_written(str(name), row["effect"], sign=True))
        within = Cell(_limits(str(name), row["low"], row["high"]))
        cells.append([*means, effect, within, Cell(grouped(row["base"]))])
    confidence = level(study.config.statistics.confidence)
    notes = [_SAY("change.note", accounts=grouped(own.found["accounts"].iloc[0]))]
    if "record" in rows and own.asked.start:
        start = day(pd.Timestamp(own.asked.start))
        notes.append(_SAY("change.record", days=own.asked.days, start=start))
    if own.others:
        notes.append(_SAY.form("change.others", many=own.others > 1, count=own.others))
    return Table(
        id="tbl-pilot-change",
        caption=_SAY("change.caption", name=own.asked.name),
        frame=own.found.rename(index=labels),
        cells=cells,
        stub=_SAY("change.stub"),
        labels=[labels[str(name)] for name in rows],
        heads=_SAY.listed("change.heads", level=confidence),
        names=_SAY.named("change.columns"),
        align="lrrrrrrr",
        widths=(34, 10, 10, 10, 10, 14, 18, 9),
        notes=notes,
        results=[
            Result(
                f"pilot.{name}{end}", float(row[key]), "score", int(row["base"]), labels[str(name)]
            )
            for name, row in rows.items()
            for end, key in (("", "effect"), (".low", "low"), (".high", "high"))
        ],
    )


@or_why
def observations(study: Study) -> Text:
    """What may be chance, and what operations say besides."""
    own = _piloted(study)
    rows = own.found.to_dict("index")
    first = str(own.found.index[0])
    row = rows[first]
    sure = row["low"] > 0 or row["high"] < 0
    what = _SAY.named("observations.measures", outcome=own.title)
    lines = [
        _SAY(
            "observations.sure" if sure else "observations.chance",
            measure=what[first],
            effect=_written(first, row["effect"], sign=True),
        )
    ]
    record = rows.get("record")
    if record and record["expected"] > 0:
        share = 100 * record["effect"] / record["expected"]
        fewer = share < 0
        lines.append(
            _SAY(
                "observations.fewer" if fewer else "observations.more",
                share=percent(abs(share)),
                interval=interval(
                    100 * record["low"] / record["expected"],
                    100 * record["high"] / record["expected"],
                    0,
                    sign=True,
                ),
            )
        )
    return bulleted("pilot-observations", map(escape, lines))
