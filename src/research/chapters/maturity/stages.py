"""Maturity over all firms: the stages that they have reached, and what each stage means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.maturity.given import (
    assessment,
    firm_totals,
    firms_called,
    maturity_of,
    ratings_of,
    stage_key,
    stage_words,
)
from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.bars import Bar, Bars
from research.display.specification.parts import Base
from research.display.table import Cell, Table
from research.frameworks.maturity import (
    OVERALL,
    item_summary,
    stage_shares,
    weakest,
)
from research.wording.figures import figure, grouped, plain, span
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.sentences import capitalise
from research.wording.shares import has, people, percent

if TYPE_CHECKING:
    import pandas as pd

    from research.display.text import Text
    from research.study import Study

__all__ = ["observations", "opening", "stages_chart", "stages_table"]

NEEDS = ("maturity.firms", "maturity.question")

_SAY = Frames(__file__)

# As many of the highest stages are told of together, where there are more.
_TOP = 2
# Means of items as the table of all of them prints them: what is level there has no first.
_DIGITS = 2


def _told(study: Study) -> int:
    return _TOP if len(assessment(study).stages.names) > _TOP else 1


def _stages(study: Study) -> tuple[pd.DataFrame, int]:
    """Firms by stage, and how many have an overall total."""
    found = stage_shares(firm_totals(study)[OVERALL], assessment(study).stages)
    return found, int(found["firms"].sum())


def _top(study: Study) -> tuple[str, int, int]:
    """The highest stages by name, how many firms are in them, and of how many."""
    found, base = _stages(study)
    names = [str(name) for name in found.index[-_told(study) :]]
    return series(names), int(found["firms"].iloc[-_told(study) :].sum()), base


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and how many firms have reached the highest stages."""

    def lead() -> str:
        names, count, base = _top(study)
        found, _ = _stages(study)
        first = str(found.index[0])
        return escape(
            _SAY.form(
                "opening.lead",
                many=_told(study) > 1,
                share=percent(count, base),
                base=grouped(base),
                firms=firms_called(study),
                stages=names,
                first=first,
                least=percent(int(found["firms"].iloc[0]), base),
            )
        )

    return opened("maturity-opening", _SAY("opening.title"), lead)


@or_why
def stages_chart(study: Study) -> Chart:
    """How firms are spread over the stages, from the lowest."""
    found, base = _stages(study)
    names, count, _ = _top(study)
    share = people(count, base, firms_called(study, one=True))
    bars = Bars(
        title=capitalise(has(share, *_SAY.listed("chart.title", stages=names))),
        subtitle=_SAY("chart.subtitle"),
        base=Base(counts=(base,), of=firms_called(study)),
        source=source_of(study),
        stub=_SAY("stub"),
        bars=tuple(
            Bar(
                label=str(name),
                value=row["percent"],
                printed=_SAY(
                    "chart.printed", share=percent(row["firms"], base), count=grouped(row["firms"])
                ),
                role="subject" if str(name) in found.index[-_told(study) :] else "other",
            )
            for name, row in found.iterrows()
        ),
    )
    return Chart(
        id="fig-maturity-stages",
        caption=_SAY("chart.caption"),
        alt=_SAY("chart.alt", listed=bars.listing()),
        figure=bars,
        data=(found[["percent"]] / 100).rename(columns={"percent": _SAY("share")}),
        shares=[_SAY("share")],
    )


@or_why
def stages_table(study: Study) -> Table:
    """The stages with their totals, the firms in each, and what each means."""
    found, base = _stages(study)
    asked, (means, _) = assessment(study), stage_words(study)
    silent = int(firm_totals(study)[OVERALL].isna().sum())
    cells, results = [], []
    for name, row in found.iterrows():
        low, high = asked.stages.ends(str(name), asked.most)
        cells.append(
            [
                Cell(span(round(low), round(high))),
                Cell(grouped(row["firms"])),
                Cell(percent(row["firms"], base)),
                Cell(means[str(name)]),
            ]
        )
        key = f"maturity.stage.{stage_key(str(name))}"
        label = _SAY("result", stage=str(name))
        results.append(Result(f"{key}.percent", float(row["percent"]), "percent", base, label))
        results.append(Result(f"{key}.firms", int(row["firms"]), "count", base, label))
    names, count, _ = _top(study)
    results.append(Result("maturity.firms", base, "count", base, _SAY("all result")))
    told = _SAY("top result", stages=names)
    results.append(Result("maturity.top.percent", count * 100 / base, "percent", base, told))
    frame = found[["firms", "percent"]].assign(percent=found["percent"] / 100)
    frame.insert(0, "totals", [row[0].text for row in cells])
    frame["means"] = [means[str(name)] for name in found.index]
    note = _SAY(
        "note",
        base=grouped(base),
        firms=firms_called(study),
        items=len(asked.items),
        low=plain(asked.lowest),
        high=plain(asked.highest),
    )
    left = _SAY.form("silent", many=silent > 1, count=silent) if silent else ""
    return Table(
        id="tbl-maturity-stages",
        caption=_SAY("caption"),
        frame=frame,
        cells=cells,
        stub=_SAY("stub"),
        heads=_SAY.listed("heads"),
        align="lcrrl",
        widths=(18, 10, 8, 8, 66),
        notes=[escape(text) for text in (note, left) if text],
        results=results,
    )


@or_why
def observations(study: Study) -> Text:
    """The weakest and the strongest competency, the rarest and the commonest item."""
    asked, said = assessment(study), maturity_of(study)
    held = firm_totals(study)
    rising = weakest(held)
    ratings = ratings_of(study, str(said.firms))
    items = item_summary(ratings, asked.competencies, said.often)
    told = [
        (figure(row["mean"], _DIGITS), percent(row["often"])) for row in items.to_dict("records")
    ]
    lines = [
        _SAY(
            "observations.competencies",
            firms=capitalise(firms_called(study)),
            weakest=asked.names[rising[0]],
            low=figure(held[rising[0]].mean(), 1),
            strongest=asked.names[rising[-1]],
            high=figure(held[rising[-1]].mean(), 1),
            most=figure(asked.most_of_one),
        )
        if len(rising) > 1
        else "",
        *(
            _SAY.form(
                f"observations.{kind}",
                many=told.count(told[end]) > 1,
                items=series(
                    _SAY("observations.quoted", item=asked.items[str(item)])
                    for item, own in zip(items.index, told, strict=True)
                    if own == told[end]
                ),
                share=told[end][1],
                mean=told[end][0],
                firms=firms_called(study),
                often=plain(said.often),
            )
            for kind, end in (("most", 0), ("least", -1))
        ),
    ]
    return bulleted("maturity-observations", map(escape, filter(None, lines)))
