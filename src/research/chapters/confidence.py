"""How sure the order is: positions that the answers leave open, and how far people agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.naming import names_of, source_of
from research.chapters.separability import position_sets
from research.chapters.wording import THEME_STUB, records
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.bands import Band, Bands, Marks
from research.display.specification.parts import Axis, Base, rows
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import StatisticsError
from research.frameworks.separability import same_order
from research.prose.certainty import (
    describe_agreement,
    describe_positions,
    title_positions,
)
from research.statistics.rankings.concordance import kendall_w
from research.wording.figures import span
from research.wording.ordinals import format_rank
from research.wording.probabilities import chance

if TYPE_CHECKING:
    from research.study import Study

__all__ = [
    "agreement",
    "opening",
    "positions_chart",
    "positions_table",
    "positions_text",
]


def opening(study: Study) -> Text:
    """Heading of the chapter and the sentence that opens it."""
    base = len(study.respondents)
    heading = f"## What {base} answers can tell"
    return Text("txt-confidence-opening", f"{heading}\n\n::: {{.lead}}\n\n{_lead(study)}\n\n:::\n")


def _lead(study: Study) -> str:
    try:
        pairs = position_sets(study).pairs
    except StatisticsError as error:
        return f"How sure the order is cannot be said: {escape(error)}."
    if pairs["separated"].all():
        return "The order of the themes is firm, position by position."
    if not pairs["separated"].any():
        return "The order of the themes is no more than an indication."
    return "The order is firm in its broad lines and open in many of its steps."


def _level(study: Study) -> str:
    return f"{100 * study.config.statistics.confidence:g}%"


def positions_chart(study: Study) -> Chart:
    """Positions that each theme may hold, by itself and with all themes at once."""
    sets = position_sets(study)
    items, base = sets.items, int(sets.items["base"].min())
    shorts = [study.config.theme(str(key)).short for key in items.index]
    columns = {
        "position": "rank",
        "low": "marginal_low",
        "high": "marginal_high",
        "wide_low": "simultaneous_low",
        "wide_high": "simultaneous_high",
    }
    frame = pd.DataFrame({new: items[old].to_numpy() for new, old in columns.items()}, index=shorts)
    message = title_positions(sets.pairs)
    bands = Bands(
        title=message,
        subtitle=f"Positions that cannot be ruled out, {_level(study)} confidence",
        base=Base(counts=(base,), of="respondents"),
        source=source_of(study),
        stub=THEME_STUB,
        bands=rows(
            Band,
            frame,
            place=[format_rank(row["rank"], row["tied"]) for row in records(items)],
            printed=[span(row["wide_low"], row["wide_high"]) for row in records(frame)],
        ),
        marks=Marks(
            dot="position found",
            narrow="open, each theme by itself",
            wide="open, all themes at once",
        ),
        axis=Axis(label="Position, 1 the most important"),
    )
    return Chart(
        id="fig-a-positions",
        caption="Positions of the themes that the answers leave open",
        alt=f"{message}. Bands of positions, {_level(study)} confidence, all at once: "
        f"{bands.listing()}.",
        figure=bands,
    )


def positions_text(study: Study) -> Text:
    """What the open positions mean, in plain words."""
    sets = position_sets(study)
    found = describe_positions(sets.items, sets.pairs, names_of(study))
    lines = "\n".join(f"- {one}" for one in found)
    apart, count = int(sets.pairs["separated"].sum()), len(sets.pairs)
    base = int(sets.items["base"].min())
    return Text(
        "txt-confidence-positions",
        f"::: {{.observations}}\n\n{lines}\n\n:::\n",
        results=[
            Result("separability.pairs", count, "count", base, "pairs of themes"),
            Result("separability.separated", apart, "count", base, "pairs that can be told apart"),
        ],
    )


def positions_table(study: Study) -> Table:
    """Mean ranks with their intervals, and the positions that cannot be ruled out."""
    sets, settings = position_sets(study), study.config.statistics
    names = {theme.key: theme.name for theme in study.themes}
    rows = [{"key": str(key), **row} for key, row in sets.items.to_dict("index").items()]
    cells = [
        [
            Cell(format_rank(row["rank"], row["tied"]), "top3" if row["rank"] <= 3 else ""),
            Cell(f"{row['mean_rank']:.2f}±{row['mean_margin']:.2f}"),
            Cell(span(row["marginal_low"], row["marginal_high"])),
            Cell(span(row["simultaneous_low"], row["simultaneous_high"])),
            Cell(chance(row["top_probability"])),
            Cell(row["letters"]),
        ]
        for row in rows
    ]
    frame = sets.items[
        [
            "rank",
            "mean_rank",
            "mean_margin",
            "marginal_low",
            "marginal_high",
            "simultaneous_low",
            "simultaneous_high",
            "top_probability",
            "letters",
        ]
    ].set_axis([names[row["key"]] for row in rows])
    base = int(sets.items["base"].min())
    return Table(
        id="tbl-a-positions",
        caption="Positions of the themes and what is open about them",
        frame=frame,
        cells=cells,
        stub=THEME_STUB,
        heads=[
            "Position",
            "Mean rank",
            "Open, by itself",
            "Open, all at once",
            f"Chance of top {_depth(sets.top)}",
            "Alike",
        ],
        align="l" + "c" * 6,
        widths=(34, 10, 15, 11, 11, 12, 9),
        notes=[
            f"Base: {base} respondents. Mean rank with its {_level(study)} interval. Open: "
            f"positions that cannot be ruled out at {_level(study)} confidence, for a theme by "
            "itself or for all themes at once. Themes that share a letter cannot be told apart.",
            f"Method: {escape(sets.method)}. Chance of a place in the top {_depth(sets.top)}: "
            f"{settings.draws:,} draws of normal mean ranks, seed {settings.seed}.",
        ],
        results=[result for row in rows for result in _position_results(row, names)],
    )


def _depth(top: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(top, str(top))


def _position_results(row: dict[Any, Any], names: dict[str, str]) -> list[Result]:
    key, label = str(row["key"]), names[str(row["key"])]
    name, base = f"appendix.{key}", int(row["base"])
    mean, margin = float(row["mean_rank"]), float(row["mean_margin"])
    ranks = {
        "low": ("simultaneous_low", "best position open, all at once"),
        "high": ("simultaneous_high", "worst position open, all at once"),
        "alone_low": ("marginal_low", "best position open, by itself"),
        "alone_high": ("marginal_high", "worst position open, by itself"),
    }
    chance = 100 * float(row["top_probability"])
    return [
        *(
            Result(f"{name}.{end}", int(row[column]), "rank", base, f"{label}, {words}")
            for end, (column, words) in ranks.items()
        ),
        Result(f"{name}.mean_low", mean - margin, "mean", base, f"{label}, lower limit"),
        Result(f"{name}.mean_high", mean + margin, "mean", base, f"{label}, upper limit"),
        Result(f"{name}.top3_chance", chance, "percent", base, f"{label}, chance of top three"),
    ]


def agreement(study: Study) -> Text:
    """How far respondents agree on the order, in plain words."""
    try:
        found = kendall_w(study.ranks)
    except StatisticsError as error:
        return Text("txt-agreement", f"Agreement cannot be measured: {escape(error)}.\n")
    same, base = same_order(study.ranks), found.base
    confidence = study.config.statistics.confidence
    sentences = describe_agreement(found.w, found.p, same, confidence, found.note)
    results = [
        Result("agreement.chi2", found.chi2, "ratio", base, "Friedman's statistic"),
        Result("agreement.p", found.p, "p", base, "Friedman's test"),
    ]
    if found.w is not None:
        results.append(Result("agreement.w", found.w, "ratio", base, "Kendall's W"))
    if same is not None:
        label = "two respondents put two themes in one order"
        results.append(Result("agreement.same_order", 100 * same, "percent", base, label))
    method = f"::: {{.notes}}\n\nMethod: {escape(found.method)}.\n\n:::\n"
    return Text("txt-agreement", f"{' '.join(sentences)}\n\n{method}", results)
