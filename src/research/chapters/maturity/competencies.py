"""Ratings by competency over all firms: how totals are spread, and every item by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from research.chapters.maturity.given import (
    assessment,
    firm_totals,
    firms_called,
    maturity_of,
    ratings_of,
    stage_key,
)
from research.chapters.naming import source_of
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Base
from research.display.specification.stacks import Answer, Stack, Stacks
from research.display.table import Cell, Table
from research.frameworks.maturity import band_shares, item_summary, weakest
from research.statistics.samples.linearisation import survey_mean
from research.wording.figures import figure, grouped, interval, plain, span
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.display.specification.stacks import Side
    from research.study import Study

__all__ = ["competencies_chart", "competencies_table", "items_table"]

NEEDS = ("maturity.firms", "maturity.question")

_SAY = Frames(__file__)

# Firms of which a mean has an interval.
_FEWEST = 5


def _bands(study: Study) -> pd.DataFrame:
    """Competencies, the strongest first, with the spread of their totals."""
    held = firm_totals(study)
    return band_shares(held, assessment(study).bands).loc[weakest(held)[::-1]]


def _mean(totals: pd.Series, mean: float) -> str:
    """Give a mean total with its interval, where firms enough rated it."""
    if totals.count() < _FEWEST:
        return figure(mean, 1)
    sure = survey_mean(totals)
    return _SAY("chart.mean", mean=figure(mean, 1), interval=interval(sure.low, sure.high))


def sides(count: int) -> list[Side]:
    """Give the side of the middle of each of so many bands, from the lowest.

    Parameters
    ----------
    count : of bands.

    Examples
    --------
    >>> sides(4), sides(3)
    (['low', 'low', 'high', 'high'], ['low', 'middle', 'high'])
    """
    low, middle = count // 2, count % 2
    return cast("list[Side]", ["low"] * low + ["middle"] * middle + ["high"] * low)


@or_why
def competencies_chart(study: Study) -> Chart:
    """How totals of each competency are spread over the bands, the strongest first."""
    asked, found = assessment(study), _bands(study)
    names = asked.bands.names
    weak, totals = asked.names[str(found.index[-1])], firm_totals(study)
    stacks = Stacks(
        title=_SAY("chart.title", weakest=weak, mean=figure(found["mean"].iloc[-1], 1)),
        subtitle=_SAY("chart.subtitle"),
        base=Base(counts=(int(found["firms"].max()),), of=firms_called(study)),
        source=source_of(study),
        stub=_SAY("stub"),
        answers=tuple(
            Answer(label=name, side=side)
            for name, side in zip(names, sides(len(names)), strict=True)
        ),
        stacks=tuple(
            Stack(
                label=asked.names[str(key)],
                shares=tuple(float(row[name]) for name in names),
                printed=_mean(totals[str(key)], row["mean"]),
            )
            for key, row in found.iterrows()
        ),
        split=True,
        figures=_SAY("mean"),
    )
    data = found[names].rename(index=dict(asked.names)) / 100
    return Chart(
        id="fig-maturity-competencies",
        caption=_SAY("chart.caption"),
        alt=_SAY("chart.alt", listed=stacks.listing()),
        figure=stacks,
        data=data.assign(**{_SAY("mean"): found["mean"].to_numpy()}),
        shares=names,
    )


@or_why
def competencies_table(study: Study) -> Table:
    """Mean total of each competency, and the share of firms in each band."""
    asked, found = assessment(study), _bands(study)
    names = asked.bands.names
    results = []
    for key, row in found.iterrows():
        label, base = asked.names[str(key)], int(row["firms"])
        results.append(Result(f"maturity.{key}.mean", float(row["mean"]), "mean", base, label))
        results += [
            Result(
                f"maturity.{key}.{stage_key(name)}",
                float(row[name]),
                "percent",
                base,
                _SAY("result", competency=label, band=name),
            )
            for name in names
        ]
    ends = ", ".join(
        _SAY("band", name=name, totals=span(*map(round, asked.bands.ends(name, asked.most_of_one))))
        for name in names
    )
    return Table(
        id="tbl-maturity-competencies",
        caption=_SAY("caption"),
        frame=found[["firms", "mean"]].join(found[names] / 100),
        cells=[
            [
                Cell(grouped(row["firms"])),
                Cell(figure(row["mean"], 1)),
                *(Cell(percent(row[name])) for name in names),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("stub"),
        labels=[asked.names[str(key)] for key in found.index],
        heads=[*_SAY.listed("heads"), *names],
        widths=(30, 9, 11, *(12 for _ in names)),
        notes=[escape(_SAY("note", firms=firms_called(study), bands=ends))],
        results=results,
        shares=names,
    )


@or_why
def items_table(study: Study) -> Table:
    """Every item with its mean rating and how many firms do it as good as always."""
    asked, said = assessment(study), maturity_of(study)
    ratings = ratings_of(study, str(said.firms))
    firm_totals(study)
    found = item_summary(ratings, asked.competencies, said.often)
    best = set(found.index[:_MARKED])
    results = []
    for key, row in found.iterrows():
        base, label = int(row["firms"]), asked.items[str(key)]
        name = f"maturity.item.{key}"
        results.append(Result(f"{name}.mean", float(row["mean"]), "mean", base, label))
        results.append(Result(f"{name}.often", float(row["often"]), "percent", base, label))
    return Table(
        id="tbl-maturity-items",
        caption=_SAY("items.caption"),
        frame=found.assign(
            competency=[asked.names[str(key)] for key in found["competency"]],
            often=found["often"] / 100,
        ),
        cells=[
            [
                Cell(asked.names[str(row["competency"])]),
                Cell(grouped(row["firms"])),
                Cell(figure(row["mean"], 2), "top3" if key in best else ""),
                Cell(percent(row["often"])),
            ]
            for key, row in found.iterrows()
        ],
        stub=_SAY("items.stub"),
        labels=[asked.items[str(key)] for key in found.index],
        heads=_SAY.listed("items.heads", often=plain(said.often)),
        align="llrrr",
        widths=(58, 26, 8, 9, 14),
        notes=[escape(_SAY("items.note", firms=firms_called(study), often=plain(said.often)))],
        results=results,
        shares=["often"],
    )


_MARKED = 3
