"""What changed since the edition before: ranks and mean ranks of two independent samples."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.naming import names_of, source_of
from research.chapters.wording import THEME_STUB, records
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Base, rows
from research.display.specification.slopes import Slope, Slopes
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.changes import order_changes
from research.prose.changes import (
    describe_changes,
    lead_changes,
    note_change,
    title_changes,
)
from research.wording.figures import interval, signed
from research.wording.lists import series
from research.wording.ordinals import format_rank
from research.wording.probabilities import probability

if TYPE_CHECKING:
    from research.frameworks.changes import OrderChanges
    from research.study import Study

__all__ = [
    "changes_chart",
    "changes_table",
    "observations",
    "opening",
    "since",
    "theme_changes",
]

_CORRECTIONS = {
    "none": "uncorrected",
    "bonferroni": "Bonferroni's correction",
    "holm": "Holm's correction (1979)",
    "bh": "Benjamini and Hochberg's correction (1995)",
}


@lru_cache(maxsize=4)
def since(study: Study) -> OrderChanges:
    """Compare the order with that of the edition before, once a session.

    Raises
    ------
    InputError
        If the parameter file names no edition before.
    StatisticsError
        If the editions have fewer than two themes in common.
    """
    settings = study.config.statistics
    return order_changes(
        study.previous.ranks,
        study.ranks,
        correction=settings.correction,
        confidence=settings.confidence,
        permutations=settings.permutations,
        seed=settings.seed,
    )


def opening(study: Study) -> Text:
    """Heading of the chapter, the sentence that opens it and what to bear in mind."""
    before = escape(study.previous.config.edition)
    lead = lead_changes(since(study).items, names_of(study), before)
    note = study.config.waves.note
    body = f"\n{escape(note)}\n" if note else ""
    return Text(
        "txt-changes-opening",
        f"## What changed since {before}\n\n::: {{.lead}}\n\n{lead}\n\n:::\n{body}",
    )


def changes_chart(study: Study) -> Chart:
    """Ranks before and after, one line a theme."""
    found, editions = since(study), _editions(study)
    items = found.items
    roles = [
        "other" if not row["significant"] else "subject" if row["change"] < 0 else "contrast"
        for row in records(items)
    ]
    frame = pd.DataFrame(
        {
            "before": items["rank_before"].rank(method="first").astype(int),
            "after": items["rank"].rank(method="first").astype(int),
            "printed_before": _ranks(items, "_before"),
            "printed_after": _ranks(items),
        }
    ).set_axis([study.config.theme(str(key)).short for key in items.index])
    slopes = Slopes(
        title=title_changes(items, names_of(study, str), editions[0]),
        subtitle="Overall ranks; in colour: the mean rank changed by more than chance can explain",
        base=Base(counts=(found.base_before, found.base)),
        source=source_of(study),
        stub=THEME_STUB,
        slopes=rows(Slope, frame, role=roles),
        ends=editions,
    )
    data = items[["rank_before", "rank"]].set_axis(frame.index.rename(THEME_STUB))
    return Chart(
        id="fig-changes",
        caption=f"Ranks of the themes in {editions[0]} and {editions[1]}",
        alt=f"Slope chart of the ranks of {len(frame)} themes, {editions[0]} to {editions[1]}: "
        f"{slopes.listing()}.",
        figure=slopes,
        data=data.set_axis([*editions], axis="columns"),
    )


def changes_table(study: Study) -> Table:
    """Ranks of both editions, and the change of the mean rank with interval and test."""
    found, editions = since(study), _editions(study)
    items, settings = found.items, study.config.statistics
    names = {theme.key: theme.name for theme in study.themes}
    columns = ["rank_before", "rank", "places", "change", "low", "high", "p_adjusted"]
    heads = [*editions, "Places", "Change", "Interval", "p, corrected"]
    both = f"{found.base_before} and {found.base} respondents"
    return Table(
        id="tbl-changes",
        caption=f"Changes of rank and mean rank, {editions[0]} to {editions[1]}",
        frame=items[columns].set_axis([names[str(key)] for key in items.index]),
        cells=[_cells(row) for row in records(items)],
        stub=THEME_STUB,
        heads=heads,
        align="lcccrrr",
        widths=(40, 7, 7, 8, 12, 18, 13),
        notes=[
            f"Bases: {both}, two independent samples. Change: of the mean rank, under nought where "
            "a theme has become more important. Interval: at "
            f"{100 * settings.confidence:g}% for each theme alone. ▲ ▼: risen or fallen by more "
            f"than chance can explain. *p*: Welch's t test, {_CORRECTIONS[settings.correction]} "
            f"over the {len(items)} themes. Since every respondent shares out the same ranks, what "
            "one theme gains the others lose.",
            *_left_out(study, found),
        ],
        results=_results(study, found),
    )


def observations(study: Study) -> Text:
    """What the tests of the changes say."""
    found, before = since(study), escape(study.previous.config.edition)
    confidence = study.config.statistics.confidence
    said = describe_changes(found.items, found.p, names_of(study), before, confidence)
    lines = "\n".join(f"- {one}" for one in said)
    return Text("txt-changes", f"::: {{.observations}}\n\n{lines}\n\n:::\n")


def theme_changes(study: Study, theme: str) -> list[str]:
    """Note on the change of one theme; nothing where there is no edition before, or not of it."""
    if study.config.waves.previous is None or theme not in since(study).items.index:
        return []
    row = since(study).items.to_dict("index")[theme]
    before = escape(study.previous.config.edition)
    return [note_change(row, names_of(study), theme, before)]


def _editions(study: Study) -> tuple[str, str]:
    return study.previous.config.edition, study.config.edition


def _ranks(items: pd.DataFrame, end: str = "") -> list[str]:
    pairs = zip(items[f"rank{end}"], items[f"tied{end}"], strict=True)
    return [format_rank(int(rank), bool(tied)) for rank, tied in pairs]


def _cells(row: dict[Any, Any]) -> list[Cell]:
    ranks = [
        Cell(format_rank(row[f"rank{end}"], row[f"tied{end}"]), "top3" * (row[f"rank{end}"] <= 3))
        for end in ("_before", "")
    ]
    places = Cell(signed(row["places"]) if row["places"] else "–")
    if row["reason"]:
        return [*ranks, places, Cell(signed(row["change"], 2)), *[Cell("–", "muted")] * 2]
    mark = ("better" if row["change"] < 0 else "worse") if row["significant"] else ""
    limits = interval(row["low"], row["high"], 2, sign=True)
    p = Cell(probability(row["p_adjusted"]))
    return [*ranks, places, Cell(signed(row["change"], 2), mark), Cell(limits), p]


def _left_out(study: Study, found: OrderChanges) -> list[str]:
    """Say which themes only one edition has, and why some changes were not tested."""
    notes = []
    editions = (study.previous, study)
    for edition, keys in zip(editions, (found.gone, found.new), strict=True):
        if keys:
            listed = escape(series([edition.config.theme(key).short for key in keys]))
            notes.append(
                f"Ranked in {escape(edition.config.edition)} alone and left out: {listed}; ranks "
                "are counted within the themes in common."
            )
    items = found.items
    notes += [
        f"{escape(study.config.theme(str(key)).short)} was not tested: {escape(reason)}."
        for key, reason in items["reason"][items["reason"] != ""].items()
    ]
    return notes


def _results(study: Study, found: OrderChanges) -> list[Result]:
    items, before = found.items, study.previous.config.edition
    firm = items[items["significant"]]
    label = f"themes that changed since {before} beyond chance"
    results = [
        Result("previous.edition", before, "text", label="the edition before"),
        Result("previous.respondents", found.base_before, "count", found.base_before),
        Result("change.themes", len(firm), "count", len(items), label),
        Result("change.risen", int((firm["change"] < 0).sum()), "count", len(items), label),
        Result("change.fallen", int((firm["change"] > 0).sum()), "count", len(items), label),
        Result("change.p", found.p, "p", found.base, "all themes at once"),
    ]
    for key, row in items.to_dict("index").items():
        name, theme = f"change.{key}", study.config.theme(str(key)).name
        earlier = f"{theme} in {before}"
        results += [
            Result(
                f"previous.{key}.rank",
                row["rank_before"],
                "rank",
                found.base_before,
                earlier,
                tied=bool(row["tied_before"]),
            ),
            Result(
                f"previous.{key}.mean_rank",
                row["mean_rank_before"],
                "mean",
                found.base_before,
                earlier,
            ),
            Result(f"{name}.places", row["places"], "count", found.base, f"{theme}, places"),
            Result(f"{name}.mean_rank", row["change"], "mean", found.base, theme),
        ]
        if not row["reason"]:
            results += [
                Result(f"{name}.low", row["low"], "mean", found.base, theme),
                Result(f"{name}.high", row["high"], "mean", found.base, theme),
                Result(f"{name}.p_adjusted", row["p_adjusted"], "p", found.base, theme),
            ]
    return results
