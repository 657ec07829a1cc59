"""Loyalty economics: renewal and growth by sentiment, and what of the gap can be defended."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.customers import Customers, customers, grouped, interval
from research.display.chart import Chart
from research.display.drawing.dots import draw_dots
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import InputError, Problem
from research.frameworks.loyalty import Comparison, by_group
from research.frameworks.loyalty_ladder import Ladder, ladder
from research.sources.supplier import blanks

if TYPE_CHECKING:
    from research.study import Study
    from research.supplier import Loyalty, Outcome

__all__ = [
    "about_part",
    "asked_of",
    "climbed",
    "comparison_of",
    "groups_table",
    "ladder_chart",
    "ladder_table",
    "observations",
    "opening",
]

_RUNGS = {
    "crude": "As it looks",
    "clustered": "Clustered",
    "adjusted": "Adjusted (g-computation)",
    "weighted": "Weighted (inverse probability)",
    "doubly robust": "Doubly robust",
    "E-value": "E-value",
}


def asked_of(study: Study) -> Loyalty:
    """What the parameter file asks of loyalty."""
    asked = study.supplier.loyalty
    if asked is None:
        raise InputError([Problem(study.path, "this key is missing", key="supplier.loyalty")])
    return asked


def comparison_of(study: Study, about: Customers, outcome: Outcome) -> Comparison:
    """Groups and confounders; a part is no confounder of itself."""
    asked = asked_of(study)
    return Comparison(
        outcome.column,
        asked.group,
        asked.treated,
        asked.control,
        tuple(name for name in asked.confounders if name != about.column),
        asked.cluster,
    )


@lru_cache(maxsize=8)
def about_part(study: Study, part: str) -> Customers:
    """Customers of the part, opened once."""
    return customers(study, part)


@lru_cache(maxsize=16)
def climbed(study: Study, part: str, column: str) -> Ladder:
    """Ladder of an outcome, computed once."""
    about = about_part(study, part)
    outcome = next(item for item in asked_of(study).outcomes if item.column == column)
    comparison = comparison_of(study, about, outcome)
    return ladder(about.loyalty, comparison, study.config.statistics.confidence)


def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    about, asked = about_part(study, part), asked_of(study)
    first = asked.outcomes[0]
    rungs = climbed(study, part, first.column).rungs
    crude, sure = (float(rungs["estimate"][name]) for name in ("crude", "doubly robust"))
    lead = (
        f"{first.label} differs by {crude:.0f} points between {asked.treated} and {asked.control} "
        f"{about.supplier.many}; {sure:.0f} points of it remain once like is compared with like."
    )
    title = "What loyalty is worth" + (f": {about.value}" if part else "")
    return Text(
        f"txt-loyalty-opening{about.slug}",
        f"## {escape(title)}\n\n::: {{.lead}}\n\n{escape(lead)}\n\n:::\n",
    )


def groups_table(study: Study, part: str = "") -> Table:
    """Every outcome by group, with base and interval."""
    about, asked = about_part(study, part), asked_of(study)
    printed: dict[str, list[Cell]] = {group: [] for group in asked.order}
    columns: dict[str, dict[Any, Any]] = {}
    results = []
    for outcome in asked.outcomes:
        table = by_group(
            about.loyalty,
            outcome.column,
            asked.group,
            asked.cluster,
            study.config.statistics.confidence,
        ).reindex(asked.order)
        for group, row in table.to_dict("index").items():
            known = row["base"] > 0
            printed[str(group)] += [
                Cell(grouped(row["base"]) if known else "0"),
                Cell(f"{100 * row['mean']:.1f}%".replace("-", "−") if known else "–"),
                Cell(interval(100 * row["low"], 100 * row["high"]) if known else "–"),
            ]
            if known:
                name = f"loyalty{about.dotted}.{outcome.column}.{_word(group)}"
                mean, base = 100 * float(row["mean"]), int(row["base"])
                results.append(Result(name, mean, "percent", base, f"{outcome.label}, {group}"))
        columns[f"{outcome.label}: base"] = table["base"].to_dict()
        for end in ("mean", "low", "high"):
            columns[f"{outcome.label}: {end}"] = (100 * table[end]).to_dict()
    heads = [text for item in asked.outcomes for text in ("Base", item.label, "Interval")]
    return Table(
        id=f"tbl-loyalty-groups{about.slug}",
        caption=f"{' and '.join(item.label for item in asked.outcomes)} by group",
        frame=pd.DataFrame(columns).reindex(asked.order),
        cells=[printed[group] for group in asked.order],
        stub="Group",
        labels=[group[:1].upper() + group[1:] for group in asked.order],
        heads=heads,
        widths=(22, *[10, 16, 18] * len(asked.outcomes)),
        notes=[
            f"Population: {escape(about.population)}.",
            *_source_notes(study, about),
            "Groups differ in more than what they are named after: these are crude figures.",
        ],
        results=results,
    )


def _source_notes(study: Study, about: Customers) -> list[str]:
    """Say when sentiment was measured and who is left out for want of it; or what is blank."""
    if study.config.data.contacts is None or study.supplier.surveys is None:
        empty = ", ".join(f"{name} {count}" for name, count in blanks(about.accounts).items())
        return [f"Blank cells: {escape(empty)}."] if empty else []
    unheard = int(about.loyalty["band"].isna().sum())
    return [
        f"Sentiment is that of the {study.supplier.surveys[0]} survey, before any renewal was "
        f"decided: accounts are grouped by their own net promoter score over all who answered. "
        f"{unheard} accounts that nobody answered for are left out."
    ]


def ladder_chart(study: Study, part: str = "") -> Chart:
    """From the crude difference to those that can be defended, for the first outcome."""
    about, asked = about_part(study, part), asked_of(study)
    outcome = asked.outcomes[0]
    found = climbed(study, part, outcome.column)
    rungs = found.rungs.drop(index="E-value")
    frame = rungs[["estimate", "low", "high"]].rename(index=_RUNGS).rename_axis("Method")
    printed = [
        f"{row['estimate']:.1f}  ({interval(row['low'], row['high'])})"
        for row in frame.to_dict("records")
    ]
    figure = draw_dots(
        frame,
        printed=printed,
        title=f"Of {frame['estimate'].iloc[0]:.0f} points, {frame['estimate'].iloc[-1]:.0f} remain "
        "once like is compared with like",
        subtitle=f"{outcome.label}: {asked.treated} less {asked.control} {about.supplier.many}, "
        f"points; base {grouped(found.base)}",
        axis="points",
        line=0,
        accent=[name not in {"crude", "clustered"} for name in rungs.index],
    )
    listed = "; ".join(f"{key} {text}" for key, text in zip(frame.index, printed, strict=True))
    return Chart(
        id=f"fig-loyalty-ladder{about.slug}",
        caption=f"{outcome.label} of {asked.treated} less {asked.control} {about.supplier.many}, "
        "from crude to defensible",
        alt=f"Dots with intervals: {listed}.",
        figure=figure,
        data=frame,
    )


def ladder_table(study: Study, part: str = "") -> Table:
    """All rungs of all outcomes, with what each assumes."""
    about, asked = about_part(study, part), asked_of(study)
    frames, cells, labels, results = [], [], [], []
    for outcome in asked.outcomes:
        found = climbed(study, part, outcome.column)
        for key, row in found.rungs.to_dict("index").items():
            labels.append(f"{outcome.label}: {_RUNGS[str(key)]}")
            cells.append(_rung_cells(row))
        frames.append(found.rungs.drop(columns=["unit"]))
        results += _rung_results(f"loyalty{about.dotted}.{outcome.column}", outcome.label, found)
    table = pd.concat(frames).set_axis(labels).rename_axis("Method")
    level = f"{100 * study.config.statistics.confidence:g}%"
    confounders = ", ".join(comparison_of(study, about, asked.outcomes[0]).confounders)
    notes = [
        f"Differences, {escape(asked.treated)} less {escape(asked.control)}, in points with "
        f"{level} intervals. Allowed for: {escape(confounders)}."
    ]
    if asked.cluster:
        notes.append("Clusters: accounts of one parent company count together.")
    notes.append(
        "E-value: the risk ratio that an unmeasured confounder would need with both group and "
        "outcome to explain the doubly robust estimate away; behind it that for its interval."
    )
    for outcome in asked.outcomes:
        notes += [
            f"{outcome.label}: {escape(note)}"
            for note in climbed(study, part, outcome.column).notes
        ]
    return Table(
        id=f"tbl-loyalty-ladder{about.slug}",
        caption=f"What {asked.treated} {about.supplier.many} are worth, from crude to defensible",
        frame=table[["estimate", "low", "high", "base", "clusters", "assumes"]],
        cells=cells,
        stub="Method",
        heads=["Estimate", "Interval", "Base", "Assumes"],
        align="lrrrl",
        widths=(36, 11, 17, 8, 44),
        notes=notes,
        results=results,
    )


def _rung_cells(row: dict[Any, Any]) -> list[Cell]:
    ratio = row["unit"] == "ratio"
    estimate = f"{row['estimate']:.2f}" if ratio else f"{row['estimate']:+.1f}".replace("-", "−")
    limits = f"{row['low']:.2f}" if ratio else interval(row["low"], row["high"])
    return [Cell(estimate), Cell(limits), Cell(grouped(row["base"])), Cell(row["assumes"])]


def _rung_results(name: str, label: str, found: Ladder) -> list[Result]:
    results = []
    for key, row in found.rungs.to_dict("index").items():
        words = f"{name}.{_word(key)}"
        about = f"{label}, {_RUNGS[str(key)].lower()}"
        if key == "E-value":
            results.append(Result(words, row["estimate"], "ratio", row["base"], about))
            continue
        for end, value in (("", row["estimate"]), (".low", row["low"]), (".high", row["high"])):
            results.append(Result(f"{words}{end}", value, "score", row["base"], about))
    return results


def _word(text: object) -> str:
    return "".join(letter for letter in str(text).lower() if letter.isalnum())


def observations(study: Study, part: str = "") -> Text:
    """What can be said of each outcome."""
    about, asked = about_part(study, part), asked_of(study)
    lines = []
    for outcome in asked.outcomes:
        rungs = climbed(study, part, outcome.column).rungs
        crude, sure = (dict(rungs.loc[name]) for name in ("crude", "doubly robust"))
        verdict = (
            "the difference holds"
            if sure["low"] > 0 or sure["high"] < 0
            else "these data cannot tell it from nought"
        )
        lines.append(
            f"{outcome.label}: {crude['estimate']:.1f} points as it looks, "
            f"{sure['estimate']:.1f} ({interval(sure['low'], sure['high'])}) once groups are "
            f"alike in {', '.join(comparison_of(study, about, outcome).confounders)}; {verdict}."
        )
    body = "\n".join(f"- {escape(line)}" for line in lines)
    return Text(f"txt-loyalty{about.slug}", f"::: {{.observations}}\n\n{body}\n\n:::\n")
