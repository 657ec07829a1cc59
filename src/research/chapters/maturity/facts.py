"""Single answers to several questions side by side: the facts of a survey as ranked bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.remarks import opened
from research.chapters.tabs.planned import study_tab
from research.chapters.tabs.rows import about_of
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.bars import Bar, Bars
from research.display.table import Cell, Table
from research.edition.parameters import ANSWERS
from research.errors import Problem
from research.problems.nearest import known_or_meant
from research.tabulation.tab import TOTAL
from research.wording.figures import grouped, interval
from research.wording.frames import Frames
from research.wording.shares import percent, share_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from research.display.text import Text
    from research.edition.parameters import Edition
    from research.study import Study

__all__ = ["facts_chart", "facts_table", "judged", "opening"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


def judged(edition: Edition, given: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    """Find facts that are no answers to questions of the edition.

    Parameters
    ----------
    edition : the parameter file.
    given : what the section gives.
    """
    table = edition.table(str(given.get("table") or ANSWERS))
    if table is None:
        return
    for fact in given.get("facts") or ():
        name, _, answer = str(fact).partition("=")
        if not table.holds(name):
            near = known_or_meant(name, table.names)
            yield "facts", Problem("", f"'{name}' is no question", hint=near)
            continue
        question = table.question(name)
        known = [one.key for one in (*question.codes, *question.nets, *question.rows)]
        if answer not in known:
            near = known_or_meant(answer, known)
            yield "facts", Problem("", f"'{answer}' is no answer of '{name}'", hint=near)


def _facts(study: Study, facts: Sequence[str], table: str) -> pd.DataFrame:
    """One row a fact that may be shown, the largest share first: label, base, share and limits."""
    rows = {}
    for fact in facts:
        name, _, answer = fact.partition("=")
        tab = study_tab(study, name, table=table)
        line = next((one for one in tab.lines if one.key in (answer, f"net.{answer}")), None)
        if line is None or not tab.shown(line.key):
            continue
        rows[fact] = {
            "label": line.label,
            "asked": tab.base,
            "base": round(tab.base_of(line.key)),
            "percent": float(tab.values[TOTAL].loc[line.key]),
            "low": float(tab.low[TOTAL].loc[line.key]),
            "high": float(tab.high[TOTAL].loc[line.key]),
        }
    enough(bool(rows), _SAY("nothing"))
    found = pd.DataFrame.from_dict(rows, orient="index")
    return found.sort_values("percent", ascending=False, kind="stable")


@or_why
def opening(study: Study, facts: Sequence[str], *, table: str = ANSWERS) -> Text:
    """Heading of the chapter, and the fact that most share.

    Parameters
    ----------
    study : the edition with its data.
    facts : each ``question=answer``, by the key of a code, a net or a row.
    table : name of the table of data whose rows are counted.
    """

    def lead() -> str:
        first = _facts(study, facts, table).iloc[0]
        share = share_words(float(first["percent"])).words
        return escape(
            _SAY(
                "opening.lead",
                share=share,
                rows=about_of(study, table).many,
                label=str(first["label"]),
            )
        )

    return opened("facts-opening", _SAY("opening.title"), lead)


@or_why
def facts_chart(study: Study, facts: Sequence[str], *, table: str = ANSWERS) -> Chart:
    """The facts as bars, the largest share first.

    Parameters
    ----------
    study, facts, table : as of `opening`.
    """
    found = _facts(study, facts, table)
    bars = Bars(
        title=_SAY(
            "chart.title",
            label=str(found["label"].iloc[0]),
            share=percent(found["percent"].iloc[0]),
        ),
        subtitle=_SAY("chart.subtitle"),
        bases=tuple(map(int, found["base"])),
        source=source_of(study),
        stub=_SAY("stub"),
        bars=tuple(
            Bar(
                label=str(row["label"]),
                value=row["percent"],
                printed=_SAY("chart.printed", share=percent(row["percent"]), base=row["base"]),
                low=row["low"],
                high=row["high"],
            )
            for row in found.to_dict("records")
        ),
    )
    data = found.set_index("label")[["percent", "low", "high"]] / 100
    return Chart(
        id="fig-facts",
        caption=_SAY("chart.caption"),
        alt=_SAY("chart.alt", listed=bars.listing()),
        figure=bars,
        data=data,
        shares=list(data.columns),
        notes=[escape(_SAY("chart.note", level=percent(study.config.statistics.confidence, 1)))],
    )


@or_why
def facts_table(study: Study, facts: Sequence[str], *, table: str = ANSWERS) -> Table:
    """The facts with their bases and intervals.

    Parameters
    ----------
    study, facts, table : as of `opening`.
    """
    found = _facts(study, facts, table)
    return Table(
        id="tbl-facts",
        caption=_SAY("caption"),
        frame=found.set_index("label").assign(
            **{name: found[name].to_numpy() / 100 for name in ("percent", "low", "high")}
        ),
        cells=[
            [
                Cell(str(row["asked"])),
                Cell(grouped(row["base"])),
                Cell(percent(row["percent"])),
                Cell(interval(row["low"], row["high"], 0)),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("stub"),
        labels=[str(label) for label in found["label"]],
        heads=_SAY.listed("heads"),
        names=_SAY.named("columns"),
        shares=["percent", "low", "high"],
        align="llrrr",
        widths=(40, 40, 8, 9, 14),
        results=[
            Result(
                f"facts.{str(fact).replace('=', '.')}",
                float(row["percent"]),
                "percent",
                int(row["base"]),
                str(row["label"]),
            )
            for fact, row in found.iterrows()
        ],
    )
