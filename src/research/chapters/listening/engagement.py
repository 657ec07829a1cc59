"""The engagement of staff against the scores of their customers, with how sure so few units are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.listening.listened import answers_of, part_of
from research.chapters.naming import source_of
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Axis, Base, NumberFormat
from research.display.specification.scatter import Point, Scatter
from research.display.table import Cell, Table
from research.frameworks.engagement import PUBLISHED, Together, fisher, together, units
from research.wording.figures import DASH, figure, grouped, interval
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.probabilities import level

if TYPE_CHECKING:
    from research.display.text import Text
    from research.edition.listening import Engagement
    from research.study import Study

__all__ = ["correlation_table", "opening", "units_chart", "units_table"]

NEEDS = ("data.accounts", "data.contacts", "supplier.listening.engagement")

_SAY = Frames(__file__)

_SIZES = (5, 10, 20, 50, 100)


class Units(NamedTuple):
    """Units with enough on both sides, how many have not, and how both sides go together."""

    asked: Engagement
    frame: pd.DataFrame
    left: int
    found: Together | None


@lru_cache(maxsize=8)
def units_of(study: Study) -> Units:
    """Engagement and customers' scores by unit."""
    asked: Engagement = part_of(study, "engagement")
    staff = answers_of(study, asked.table)
    engaged = staff.assign(engagement=staff[asked.questions].astype(float).mean(axis=1))
    said = answers_of(study, "contacts").rename(columns={asked.score: "score"})
    where = study.accounts[["account", *asked.by]]
    customers = said[["account", "score"]].merge(where, on="account")
    found = units(engaged, customers, asked.by, study.config.privacy.hide_base)
    kept = found[found["enough"]].drop(columns="enough")
    enough(len(kept) > 0, _SAY("thin", least=study.config.privacy.hide_base))
    return Units(
        asked,
        kept,
        len(found) - len(kept),
        together(kept, study.config.statistics.confidence),
    )


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter: how engagement and customers' scores go together, and how surely."""

    def lead() -> str:
        own = units_of(study)
        enough(own.found is not None, _SAY("few", units=len(own.frame)))
        assert own.found is not None  # noqa: S101 - checked just now
        found, least = own.found, str(own.frame.index[0])
        return escape(
            _SAY(
                "opening.lead",
                r=figure(found.r, 2),
                ends=interval(found.low, found.high, 2),
                units=found.n,
                unit=least,
                engagement=figure(own.frame["engagement"].iloc[0], 2),
            )
        )

    return opened("engagement-opening", _SAY("opening.title"), lead)


@or_why
def correlation_table(study: Study) -> Table:
    """The correlation measured and the published one, with what so few units leave open."""
    own, confidence = units_of(study), study.config.statistics.confidence
    enough(own.found is not None, _SAY("few", units=len(own.frame)))
    assert own.found is not None  # noqa: S101 - checked just now
    found = own.found
    rows = {
        _SAY("correlation.measured"): (found.n, found.r, found.low, found.high),
        _SAY("correlation.ranks"): (found.n, found.rank, found.rank_low, found.rank_high),
    }
    for size in sorted({*_SIZES, found.n}):
        ends = (PUBLISHED, *fisher(PUBLISHED, size, confidence))
        rows[_SAY("correlation.published", units=size)] = (size, *ends)
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["units", "r", "low", "high"])
    return Table(
        id="tbl-engagement-correlation",
        caption=_SAY("correlation.caption", label=own.asked.label),
        frame=frame,
        cells=[
            [Cell(grouped(row[0])), Cell(figure(row[1], 2)), Cell(interval(*row[2:], 2))]
            for row in rows.values()
        ],
        stub=_SAY("correlation.stub"),
        labels=[*rows],
        heads=_SAY.listed("correlation.heads", level=level(confidence)),
        widths=(48, 10, 14, 20),
        notes=[_SAY("correlation.method"), _SAY("correlation.source")],
        results=[
            Result("listening.engagement.r", found.r, "mean", found.n),
            Result("listening.engagement.r.low", found.low, "mean", found.n),
            Result("listening.engagement.r.high", found.high, "mean", found.n),
        ],
    )


@or_why
def units_chart(study: Study) -> Chart:
    """A point a unit: engagement of its staff, score of its customers."""
    own = units_of(study)
    least = str(own.frame.index[0])
    points = tuple(
        Point(
            x=row["engagement"],
            y=row["score"],
            label=str(name) if name == least else "",
            role="contrast" if name == least else "subject",
        )
        for name, row in own.frame.to_dict("index").items()
    )
    return Chart(
        id="fig-engagement-units",
        caption=_SAY("chart.caption"),
        alt=_SAY(
            "chart.alt",
            units=len(own.frame),
            low=figure(own.frame["engagement"].min(), 2),
            high=figure(own.frame["engagement"].max(), 2),
            worst=figure(own.frame["score"].min(), 2),
            best=figure(own.frame["score"].max(), 2),
        ),
        figure=Scatter(
            title=_SAY("chart.title", unit=least),
            subtitle=_SAY("chart.subtitle"),
            base=Base(counts=(len(own.frame),), of=_SAY("chart.of")),
            source=source_of(study),
            points=points,
            x=Axis(label=_SAY("chart.x"), format=NumberFormat(decimals=1)),
            y=Axis(label=_SAY("chart.y", label=own.asked.label), format=NumberFormat(decimals=1)),
        ),
        data=own.frame,
    )


@or_why
def units_table(study: Study) -> Table:
    """Each unit, the least engaged first."""
    own = units_of(study)
    least = study.config.privacy.hide_base
    notes = [_SAY("units.note", questions=number(len(own.asked.questions)))]
    if own.left:
        notes.append(_SAY.form("units.left", many=own.left > 1, count=own.left, least=least))
    return Table(
        id="tbl-engagement-units",
        caption=_SAY("units.caption"),
        frame=own.frame,
        cells=[
            [
                Cell(grouped(row["staff"])),
                Cell(figure(row["engagement"], 2)),
                Cell(grouped(row["answers"])),
                Cell(figure(row["score"], 2) if row["answers"] else DASH),
            ]
            for row in own.frame.to_dict("records")
        ],
        stub=_SAY("units.stub"),
        labels=[str(name) for name in own.frame.index],
        heads=_SAY.listed("units.heads"),
        widths=(40, 12, 14, 12, 18),
        notes=notes,
    )
