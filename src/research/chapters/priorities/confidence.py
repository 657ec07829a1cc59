"""How sure the order is: positions that the answers leave open, and how far people agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.groups import given_ranks, rank_base
from research.chapters.naming import names_of, source_of
from research.chapters.priorities.separability import position_sets
from research.chapters.ranks import partial_note, records, theme_stub
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.bands import Band, Bands, Marks
from research.display.specification.parts import Axis, Base, rows
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import StatisticsError
from research.frameworks.priorities import UNRANKED
from research.frameworks.separability import same_order
from research.prose.certainty import (
    describe_agreement,
    describe_positions,
    title_positions,
)
from research.statistics.rankings.concordance import kendall_w
from research.wording.figures import figure, grouped, span
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.ordinals import format_rank
from research.wording.probabilities import chance, level

if TYPE_CHECKING:
    from research.study import Study

__all__ = [
    "agreement",
    "opening",
    "positions_chart",
    "positions_table",
    "positions_text",
]

NEEDS = (
    "data.answers",
    "themes",
)

_SAY = Frames(__file__)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter and the sentence that opens it."""
    title = _SAY("opening.title", base=rank_base(study))
    return opened("confidence-opening", title, lambda: _lead(study))


def _lead(study: Study) -> str:
    try:
        pairs = position_sets(study).pairs
    except StatisticsError as error:
        return _SAY("opening.undefined", reason=escape(error))
    if pairs["separated"].all():
        return _SAY("opening.firm")
    if not pairs["separated"].any():
        return _SAY("opening.open")
    return _SAY("opening.part")


def _level(study: Study) -> str:
    return level(study.config.statistics.confidence)


@or_why
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
        subtitle=_SAY("chart.subtitle", level=_level(study)),
        base=Base(counts=(base,), of=_SAY("chart.base")),
        source=source_of(study),
        stub=theme_stub(),
        bands=rows(
            Band,
            frame,
            place=[format_rank(row["rank"], row["tied"]) for row in records(items)],
            printed=[span(row["wide_low"], row["wide_high"]) for row in records(frame)],
        ),
        marks=Marks(
            dot=_SAY("chart.dot"),
            narrow=_SAY("chart.narrow"),
            wide=_SAY("chart.wide"),
        ),
        axis=Axis(label=_SAY("chart.axis")),
    )
    return Chart(
        id="fig-a-positions",
        caption=_SAY("chart.caption"),
        alt=_SAY("chart.alt", message=message, level=_level(study), listed=bands.listing()),
        figure=bands,
    )


@or_why
def positions_text(study: Study) -> Text:
    """What the open positions mean, in plain words."""
    sets = position_sets(study)
    found = describe_positions(sets.items, sets.pairs, names_of(study))
    apart, count = int(sets.pairs["separated"].sum()), len(sets.pairs)
    base = int(sets.items["base"].min())
    results = [
        Result("separability.pairs", count, "count", base, _SAY("text.pairs")),
        Result("separability.separated", apart, "count", base, _SAY("text.separated")),
    ]
    return bulleted("confidence-positions", found, results)


@or_why
def positions_table(study: Study) -> Table:
    """Mean ranks with their intervals, and the positions that cannot be ruled out."""
    sets, settings = position_sets(study), study.config.statistics
    names = {theme.key: theme.name for theme in study.themes}
    rows = [{"key": str(key), **row} for key, row in sets.items.to_dict("index").items()]
    cells = [
        [
            Cell(format_rank(row["rank"], row["tied"]), "top3" if row["rank"] <= 3 else ""),
            Cell(
                _SAY(
                    "table.mean",
                    mean=figure(row["mean_rank"], 2),
                    margin=figure(row["mean_margin"], 2),
                )
            ),
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
        caption=_SAY("table.caption"),
        frame=frame,
        shares=["top_probability"],
        cells=cells,
        stub=theme_stub(),
        heads=_SAY.listed("table.heads", top=number(sets.top)),
        names=_SAY.named("table.columns", top=number(sets.top)),
        align="l" + "c" * 6,
        widths=(34, 10, 15, 11, 11, 12, 9),
        notes=[
            _SAY("table.note", base=base, level=_level(study)),
            *partial_note(study),
            _SAY(
                "table.method",
                method=escape(sets.method),
                top=number(sets.top),
                draws=grouped(settings.draws),
                seed=str(settings.seed),
            ),
        ],
        results=[result for row in rows for result in _position_results(row, names, sets.top)],
    )


def _position_results(row: dict[Any, Any], names: dict[str, str], deep: int) -> list[Result]:
    key, label = str(row["key"]), names[str(row["key"])]
    name, base = f"appendix.{key}", int(row["base"])
    mean, margin = float(row["mean_rank"]), float(row["mean_margin"])
    ranks = {
        "low": "simultaneous_low",
        "high": "simultaneous_high",
        "alone_low": "marginal_low",
        "alone_high": "marginal_high",
    }
    top, said = 100 * float(row["top_probability"]), _SAY.named("results", theme=label)
    in_top = _SAY("top chance", theme=label, deep=number(deep))
    return [
        *(
            Result(f"{name}.{end}", int(row[column]), "rank", base, said[end])
            for end, column in ranks.items()
        ),
        Result(f"{name}.mean_low", mean - margin, "mean", base, said["mean_low"]),
        Result(f"{name}.mean_high", mean + margin, "mean", base, said["mean_high"]),
        Result(f"{name}.top{deep}_chance", top, "percent", base, in_top),
    ]


@or_why
def agreement(study: Study) -> Text:
    """How far respondents agree on the order, in plain words."""
    try:
        found = kendall_w(given_ranks(study), clusters=study.clusters, unranked=UNRANKED)
    except StatisticsError as error:
        return Text("txt-agreement", _SAY("agreement.undefined", reason=escape(error)) + "\n")
    same, base = same_order(study.ranks), found.base
    confidence = study.config.statistics.confidence
    partial = bool(study.ranks.isna().any(axis=None))
    sentences = describe_agreement(found.w, found.p, same, confidence, found.note, partial=partial)
    results = [
        Result("agreement.chi2", found.chi2, "ratio", base, _SAY("agreement.chi2")),
        Result("agreement.p", found.p, "p", base, _SAY("agreement.p")),
    ]
    if found.w is not None:
        results.append(Result("agreement.w", found.w, "ratio", base, _SAY("agreement.w")))
    if same is not None:
        label = _SAY("agreement.same")
        results.append(Result("agreement.same_order", 100 * same, "percent", base, label))
    said = _SAY("agreement.method", method=escape(found.method))
    method = f"::: {{.notes}}\n\n{' '.join([said, *partial_note(study)])}\n\n:::\n"
    return Text("txt-agreement", f"{' '.join(sentences)}\n\n{method}", results)
