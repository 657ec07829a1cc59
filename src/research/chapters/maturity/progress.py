"""Progress of one company: its totals over years, and what is between it and the next stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.maturity.given import assessment, raters_of, stage_words
from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Axis, NumberFormat
from research.display.specification.trends import Moment, Trend, Trends
from research.display.table import Cell, Table
from research.frameworks.maturity import OVERALL
from research.frameworks.maturity_path import Step, next_step
from research.frameworks.maturity_raters import consensus, consensus_totals
from research.wording.figures import DASH, figure, grouped, signed
from research.wording.frames import Frames
from research.wording.numbers import number

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = ["opening", "path_table", "steps", "years_chart", "years_table"]

NEEDS = ("maturity.company", "maturity.question")

_SAY = Frames(__file__)

# Two years make a line.
_FEWEST = 2


def _step(study: Study) -> Step:
    asked, rated = assessment(study), raters_of(study)
    held = consensus_totals(rated.ratings, asked.competencies)
    found = next_step(
        float(held[OVERALL]), consensus(rated.ratings), asked.stages, highest=asked.highest
    )
    enough(found is not None, _SAY("no total"))
    assert found is not None  # noqa: S101 - there is enough
    return found


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and what is lacking to the next stage."""

    def lead() -> str:
        step, company = _step(study), raters_of(study).company.name
        if step.following is None:
            return escape(_SAY("opening.highest", company=company, stage=step.stage))
        return escape(
            _SAY(
                "opening.lead",
                company=company,
                stage=step.stage,
                points=figure(step.points, 1),
                following=step.following,
            )
        )

    return opened("progress-opening", _SAY("opening.title"), lead)


@or_why
def years_table(study: Study) -> Table:
    """Totals of each year with the raters they rest on, and what has changed in the last."""
    asked, rated = assessment(study), raters_of(study)
    years = rated.years
    columns = [*asked.competencies, OVERALL]
    cells = [
        [
            Cell(grouped(row["raters"])),
            *(Cell(figure(row[name], 1)) for name in columns),
            Cell(asked.stages.place(float(row[OVERALL])) or DASH),
        ]
        for row in years.to_dict("records")
    ]
    frame = years[["raters", *columns]].assign(
        stage=[asked.stages.place(float(total)) or "" for total in years[OVERALL]]
    )
    if len(years) >= _FEWEST:
        change = years[columns].iloc[-1] - years[columns].iloc[-2]
        cells.append([Cell(), *(Cell(signed(change[name], 1)) for name in columns), Cell()])
        frame.loc[_SAY("years.change")] = [None, *change, ""]
    return Table(
        id="tbl-progress-years",
        caption=_SAY("years.caption", company=rated.company.name),
        frame=frame,
        cells=cells,
        stub=_SAY("years.stub"),
        heads=[_SAY("years.raters"), *(asked.names[key] for key in columns), _SAY("years.stage")],
        align="l" + "r" * (len(columns) + 1) + "l",
        widths=(16, 9, *(16 for _ in columns), 18),
        notes=[_SAY("years.note")],
        results=[
            Result(
                f"progress.{year}.{name}",
                float(row[name]),
                "mean",
                int(row["raters"]),
                _SAY("years.result", year=str(year), total=asked.names[name]),
            )
            for year, row in years.iterrows()
            if year
            for name in columns
            if not pd.isna(row[name])
        ],
    )


@or_why
def years_chart(study: Study) -> Chart:
    """The overall total year by year."""
    asked, rated = assessment(study), raters_of(study)
    years = rated.years
    enough(len(years) >= _FEWEST, _SAY("one year"))
    first, last = years[OVERALL].iloc[0], years[OVERALL].iloc[-1]
    way = "rose" if last > first else "fell" if last < first else "same"
    trends = Trends(
        title=_SAY(
            f"chart.title.{way}",
            company=rated.company.name,
            since=str(years.index[0]),
            **({"old": figure(first, 1)} if way != "same" else {}),
            new=figure(last, 1),
        ),
        subtitle=_SAY("chart.subtitle"),
        bases=tuple(map(int, years["raters"])),
        source=source_of(study),
        stub=_SAY("chart.stub"),
        trends=tuple(
            Trend(
                label=asked.names[name],
                moments=tuple(
                    Moment(value=value, printed=figure(value, 1)) for value in years[name]
                ),
                role="subject",
            )
            for name in (OVERALL,)
        ),
        times=tuple(map(str, years.index)),
        axis=Axis(
            label=_SAY("chart.axis"),
            low=asked.lowest * len(asked.items),
            high=asked.most,
            format=NumberFormat(),
        ),
    )
    return Chart(
        id="fig-progress-years",
        caption=_SAY("chart.caption", company=rated.company.name),
        alt=_SAY("chart.alt", listed=trends.listing()),
        figure=trends,
    )


@or_why
def steps(study: Study) -> Text:
    """What moves a firm of the company's stage to the next one."""
    step = _step(study)
    _, moves = stage_words(study)
    lines = moves.get(step.stage, [])
    title = (
        _SAY("steps.to", stage=step.stage, following=step.following)
        if step.following
        else _SAY("steps.stay", stage=step.stage)
    )
    body = bulleted("progress-steps", map(escape, lines))
    if not lines:
        return body
    return type(body)(body.id, f"### {escape(title)}\n\n{body.markdown}")


@or_why
def path_table(study: Study) -> Table:
    """The lowest items that would reach the next stage with one step each."""
    asked, rated, step = assessment(study), raters_of(study), _step(study)
    enough(step.following is not None, _SAY("highest", stage=step.stage))
    where = {item: key for key, items in asked.competencies.items() for item in items}
    own = consensus(rated.ratings)[[*step.items]]
    frame = pd.DataFrame(
        {
            "competency": [asked.names[where[item]] for item in step.items],
            "rating": own.to_numpy(),
            "step": own.to_numpy() + 1,
        },
        index=[asked.items[item] for item in step.items],
    )
    return Table(
        id="tbl-progress-path",
        caption=_SAY("path.caption", company=rated.company.name, following=str(step.following)),
        frame=frame,
        cells=[
            [Cell(row["competency"]), Cell(figure(row["rating"], 1)), Cell(figure(row["step"], 1))]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("path.stub"),
        heads=_SAY.listed("path.heads"),
        align="llrr",
        widths=(60, 28, 9, 13),
        notes=[
            escape(
                _SAY.form(
                    "path.note",
                    many=len(step.items) != 1,
                    count=number(len(step.items)),
                    points=figure(step.points, 1),
                    following=str(step.following),
                )
            )
        ],
        results=[Result("progress.points", step.points, "mean", len(rated.ratings), step.stage)],
    )
