"""Loyalty economics: renewal and growth by sentiment, and what of the gap can be defended."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.customers import Customers, customers
from research.chapters.naming import source_of
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Base, rows
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import InputError, Problem
from research.frameworks.loyalty import Comparison, by_group
from research.frameworks.loyalty_ladder import Ladder, ladder
from research.sources.supplier import blanks
from research.wording.figures import grouped, interval

if TYPE_CHECKING:
    from research.edition.supplier import Loyalty, Outcome
    from research.study import Study

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
    "adjusted": "Adjusted by g-computation",
    "weighted": "Weighted by inverse probability",
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
    frame = rungs[["estimate", "low", "high"]].rename(index=_RUNGS)
    dots = Dots(
        title=f"Of {frame['estimate'].iloc[0]:.0f} points, {frame['estimate'].iloc[-1]:.0f} remain "
        "once like is compared with like",
        subtitle=f"{outcome.label}: {asked.treated} less {asked.control} {about.supplier.many}, "
        "points",
        base=Base(counts=(found.base,)),
        source=source_of(study),
        stub="Method",
        dots=rows(
            Dot,
            frame,
            printed=[
                f"{row['estimate']:.1f}  ({interval(row['low'], row['high'])})"
                for row in frame.to_dict("records")
            ],
            role=["other" if name in {"crude", "clustered"} else "subject" for name in rungs.index],
        ),
        axis=Axis(label="points"),
        line=0,
    )
    return Chart(
        id=f"fig-loyalty-ladder{about.slug}",
        caption=f"{outcome.label} of {asked.treated} less {asked.control} {about.supplier.many}, "
        "from crude to defensible",
        alt=f"Dots with intervals: {dots.listing()}.",
        figure=dots,
    )


def ladder_table(study: Study, part: str = "") -> Table:
    """All rungs of all outcomes, with what each assumes."""
    about, asked = about_part(study, part), asked_of(study)
    found = {item.label: climbed(study, part, item.column) for item in asked.outcomes}
    rungs = {label: each.rungs for label, each in found.items()}
    first = next(iter(rungs.values()))
    ends = ["estimate", "low", "high"]
    frame = pd.concat(
        [table[ends].add_prefix(f"{label}: ") for label, table in rungs.items()], axis=1
    )
    rows = [
        [cell for table in rungs.values() for cell in _rung_cells(dict(table.loc[key]))]
        + [Cell(str(first["assumes"][key]))]
        for key in first.index
    ]
    results = [
        one
        for item in asked.outcomes
        for one in _rung_results(
            f"loyalty{about.dotted}.{item.column}", item.label, found[item.label]
        )
    ]
    return Table(
        id=f"tbl-loyalty-ladder{about.slug}",
        caption=f"What {asked.treated} {about.supplier.many} are worth, from crude to defensible",
        frame=frame.rename(index=_RUNGS).rename_axis("Method"),
        cells=rows,
        stub="Method",
        heads=[*(text for label in rungs for text in (label, "Interval")), "Assumes"],
        align="l" + "rr" * len(rungs) + "l",
        widths=(24, *[10, 14] * len(rungs), 40),
        notes=_ladder_notes(study, about, found),
        results=results,
    )


def _ladder_notes(study: Study, about: Customers, found: dict[str, Ladder]) -> list[str]:
    asked = asked_of(study)
    level = f"{100 * study.config.statistics.confidence:g}%"
    confounders = ", ".join(comparison_of(study, about, asked.outcomes[0]).confounders)
    bases = "; ".join(f"{label} {grouped(each.base)}" for label, each in found.items())
    notes = [
        f"Differences, {escape(asked.treated)} less {escape(asked.control)}, in points with "
        f"{level} intervals. Base: {escape(bases)}. Allowed for: {escape(confounders)}."
    ]
    if asked.cluster:
        clusters = next(iter(found.values())).rungs["clusters"].min()
        notes.append(
            f"Clusters: {about.supplier.many} of one parent company count together "
            f"({grouped(clusters)} clusters)."
        )
    notes.append(
        "E-value: the risk ratio that an unmeasured confounder would need with both group and "
        "outcome to explain the doubly robust estimate away; beside it that for its interval."
    )
    for label, each in found.items():
        notes += [f"{escape(label)}: {escape(note)}" for note in each.notes]
    return notes


def _rung_cells(row: dict[Any, Any]) -> list[Cell]:
    if row["unit"] == "ratio":
        return [Cell(f"{row['estimate']:.2f}"), Cell(f"{row['low']:.2f}")]
    estimate = f"{row['estimate']:+.1f}".replace("-", "−")
    return [Cell(estimate), Cell(interval(row["low"], row["high"]))]


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
