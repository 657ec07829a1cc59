"""Raters of one company: how far they agree, on what they differ, and what its units say."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.maturity.given import assessment, raters_of, stage_key
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.maturity import OVERALL
from research.frameworks.maturity_raters import (
    APART,
    Concord,
    concord,
    consensus_totals,
    disagreement,
    hidden_groups,
    strength,
)
from research.wording.figures import DASH, figure, grouped, interval
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = [
    "agreement_table",
    "disagreement_table",
    "observations",
    "opening",
    "units_table",
]

NEEDS = ("maturity.company", "maturity.question")

_SAY = Frames(__file__)

# Draws of the bootstrap over items, of which there are few.
_DRAWS = 2_000
# Items that the table of the furthest apart holds, and that sentences name.
_LISTED, _NAMED = 8, 2


@lru_cache(maxsize=4)
def _concord(study: Study) -> Concord:
    settings = study.config.statistics
    return concord(
        raters_of(study).ratings, confidence=settings.confidence, draws=_DRAWS, seed=settings.seed
    )


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and whether the raters see one company."""

    def lead() -> str:
        rated, found = raters_of(study), _concord(study)
        return escape(
            _SAY(
                "opening.lead",
                raters=len(rated.ratings),
                called=rated.called,
                bears=_SAY.named("strength")[strength(found.alpha.coefficient)],
                alpha=figure(found.alpha.coefficient, 2),
            )
        )

    return opened("raters-opening", _SAY("opening.title"), lead)


@or_why
def agreement_table(study: Study) -> Table:
    """Coefficients of agreement with their intervals, and how near pairs of ratings are."""
    rated, found = raters_of(study), _concord(study)
    alpha, icc, kappas = found.alpha, found.correlation, found.kappas
    labels = _SAY.named("agreement.rows")
    values: dict[str, tuple[float, float, float]] = {
        "alpha": (alpha.coefficient, alpha.low, alpha.high),
        "single": (icc.single, icc.single_low, icc.single_high),
        "mean": (icc.mean, icc.mean_low, icc.mean_high),
    }
    if kappas:
        values["kappa"] = (float(np.mean(kappas)), min(kappas), max(kappas))
    frame = pd.DataFrame.from_dict(values, orient="index", columns=["value", "low", "high"])
    cells = [
        [Cell(figure(value, 2)), Cell(interval(low, high, 2))]
        for value, low, high in values.values()
    ]
    for name, share in (("exact", found.exact), ("near", found.near)):
        frame.loc[name] = [share / 100, np.nan, np.nan]
        cells.append([Cell(percent(share)), Cell(DASH)])
    note = _SAY(
        "agreement.note",
        raters=len(rated.ratings),
        called=rated.called,
        items=alpha.units,
        complete=icc.units,
        level=percent(study.config.statistics.confidence, 1),
    )
    return Table(
        id="tbl-raters-agreement",
        caption=_SAY("agreement.caption"),
        frame=frame.rename(index=labels),
        cells=cells,
        stub=_SAY("agreement.stub"),
        heads=_SAY.listed("agreement.heads"),
        align="lrr",
        widths=(64, 12, 20),
        notes=[escape(note)],
        results=[
            Result(f"raters.{name}", value, "ratio", len(rated.ratings), labels[name])
            for name, (value, _, _) in values.items()
        ]
        + [
            Result(f"raters.{name}", share, "percent", len(rated.ratings), labels[name])
            for name, share in (("exact", found.exact), ("near", found.near))
        ],
    )


@or_why
def disagreement_table(study: Study) -> Table:
    """Items that raters are furthest apart on, for the meeting that talks about them."""
    asked, rated = assessment(study), raters_of(study)
    enough(len(rated.ratings) > 1, _SAY("one rater"))
    found = disagreement(rated.ratings).iloc[:_LISTED]
    return Table(
        id="tbl-raters-disagreement",
        caption=_SAY("disagreement.caption"),
        frame=found.rename(index=dict(asked.items)).assign(apart=found["apart"].to_numpy() / 100),
        cells=[
            [
                Cell(grouped(row["raters"])),
                Cell(figure(row["mean"], 1)),
                Cell(figure(row["low"])),
                Cell(figure(row["high"])),
                Cell(figure(row["sd"], 2)),
                Cell(percent(row["apart"])),
            ]
            for row in found[["raters", "mean", "low", "high", "sd", "apart"]].to_dict("records")
        ],
        stub=_SAY("disagreement.stub"),
        labels=[asked.items[str(item)] for item in found.index],
        heads=_SAY.listed("disagreement.heads"),
        widths=(58, 9, 8, 9, 9, 11, 11),
        notes=[escape(_SAY("disagreement.note", steps=number(APART)))],
        results=[
            Result(
                f"raters.apart.{item}",
                float(row["apart"]),
                "percent",
                int(row["raters"]),
                asked.items[str(item)],
            )
            for item, row in found.iterrows()
        ],
    )


@or_why
def units_table(study: Study) -> Table:
    """Totals and stage of each unit that enough raters belong to, beside the whole."""
    asked, rated = assessment(study), raters_of(study)
    named = rated.units.dropna().astype("str")
    enough(len(named) > 0, _SAY("no units"))
    counts = named.value_counts(sort=False)
    least = max(study.config.privacy.hide_base, 1)
    hidden = hidden_groups(counts, least)
    rows = {_SAY("units.whole"): rated.ratings}
    for unit in counts.index:
        if str(unit) not in hidden:
            rows[str(unit)] = rated.ratings.loc[named.index[named == unit]]
    totals = {name: consensus_totals(held, asked.competencies) for name, held in rows.items()}
    order = [
        next(iter(totals)),
        *sorted(list(totals)[1:], key=lambda name: -float(totals[name][OVERALL])),
    ]
    columns = [*asked.competencies, OVERALL]
    frame = pd.DataFrame({name: totals[name] for name in order}).T[columns]
    frame.insert(0, "raters", [len(rows[name]) for name in order])
    frame["stage"] = [asked.stages.place(float(totals[name][OVERALL])) or "" for name in order]
    notes = [_SAY("units.note")]
    if hidden:
        notes.append(
            _SAY.form("units.hidden", many=len(hidden) > 1, count=len(hidden), least=least)
        )
    results = []
    for name in order[1:]:
        key = f"raters.unit.{stage_key(name)}"
        for column in columns:
            value = float(totals[name][column])
            if not pd.isna(value):
                label = _SAY("units.result", unit=name, total=asked.names[column])
                results.append(Result(f"{key}.{column}", value, "mean", len(rows[name]), label))
    return Table(
        id="tbl-raters-units",
        caption=_SAY("units.caption", company=rated.company.name),
        frame=frame,
        cells=[
            [
                Cell(grouped(len(rows[name]))),
                *(Cell(figure(float(totals[name][column]), 1)) for column in columns),
                Cell(str(frame.loc[name, "stage"]) or DASH),
            ]
            for name in order
        ],
        stub=_SAY("units.stub"),
        heads=[_SAY("units.raters"), *(asked.names[key] for key in columns), _SAY("units.stage")],
        align="l" + "r" * (len(columns) + 1) + "l",
        widths=(24, 9, *(16 for _ in columns), 18),
        notes=[escape(note) for note in notes],
        results=results,
    )


@or_why
def observations(study: Study) -> Text:
    """The items to talk about first."""
    asked, rated = assessment(study), raters_of(study)
    enough(len(rated.ratings) > 1, _SAY("one rater"))
    found = disagreement(rated.ratings)
    shown = found[found["apart"] > 0].iloc[:_NAMED]
    lines = [
        _SAY(
            "observations.item",
            item=asked.items[str(item)],
            low=figure(row["low"]),
            high=figure(row["high"]),
            apart=percent(row["apart"]),
        )
        for item, row in shown.iterrows()
    ]
    same = [asked.items[str(item)] for item in found.index[found["apart"] == 0]]
    if same:
        lines.append(_SAY("observations.same", items=series(f"“{item}”" for item in same)))
    return bulleted("raters-observations", map(escape, lines))
