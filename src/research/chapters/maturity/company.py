"""One company's assessment: its totals, its stage, and where it stands among firms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.maturity.given import (
    assessment,
    company_of,
    firm_totals,
    firms_called,
    maturity_of,
    raters_of,
    ratings_of,
    stage_key,
    stage_words,
)
from research.chapters.naming import source_of
from research.chapters.remarks import opened
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis
from research.display.table import Cell, Table
from research.frameworks.maturity import OVERALL, item_summary, stage_shares
from research.frameworks.maturity_path import standing_table
from research.frameworks.maturity_raters import consensus, consensus_totals
from research.wording.figures import DASH, figure, grouped, interval, signed, span
from research.wording.frames import Frames
from research.wording.numbers import out_of
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = [
    "benchmark_table",
    "items_table",
    "opening",
    "standing_chart",
    "totals_table",
]

NEEDS = ("maturity.company", "maturity.question")

_SAY = Frames(__file__)


def _totals(study: Study) -> pd.Series[float]:
    return consensus_totals(raters_of(study).ratings, assessment(study).competencies)


@or_why
def opening(study: Study) -> Text:
    """Heading of the report, the company's stage and what that means."""
    name = company_of(study).name

    def lead() -> str:
        asked, rated, held = assessment(study), raters_of(study), _totals(study)
        stage = asked.stages.place(held[OVERALL]) or DASH
        means, _ = stage_words(study)
        said = _SAY(
            "opening.lead",
            company=name,
            total=figure(held[OVERALL], 1),
            most=figure(asked.most),
            stage=stage,
            raters=len(rated.ratings),
            called=rated.called,
        )
        return escape(f"{said} {means.get(stage, '')}".strip())

    return opened("assessment-opening", escape(_SAY("opening.title", company=name)), lead)


@or_why
def totals_table(study: Study) -> Table:
    """Total of each competency and overall, and the band or stage that it comes to."""
    asked, rated, held = assessment(study), raters_of(study), _totals(study)
    rows, cells, results = {}, [], []
    for key, total in held.items():
        overall = key == OVERALL
        cuts, most = (asked.stages, asked.most) if overall else (asked.bands, asked.most_of_one)
        place = cuts.place(float(total)) or ""
        ends = span(*map(round, cuts.ends(place, most))) if place else DASH
        rows[asked.names[str(key)]] = [total, most, place, ends]
        cells.append([Cell(figure(total, 1)), Cell(figure(most)), Cell(place or DASH), Cell(ends)])
        if not pd.isna(total):
            label = asked.names[str(key)]
            count = len(rated.ratings)
            results.append(Result(f"assessment.{key}", float(total), "mean", count, label))
            results.append(Result(f"assessment.{key}.place", place, "text", count, label))
    heads = _SAY.listed("totals.heads")
    return Table(
        id="tbl-assessment-totals",
        caption=_SAY("totals.caption", company=rated.company.name),
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=heads),
        cells=cells,
        stub=_SAY("stub"),
        heads=heads,
        align="lrrlr",
        widths=(34, 10, 10, 20, 14),
        notes=[
            escape(_SAY("totals.note", raters=len(rated.ratings), called=rated.called)),
        ],
        results=results,
    )


def _standing(study: Study) -> pd.DataFrame:
    return standing_table(_totals(study), firm_totals(study))


def _standing_title(study: Study, shown: pd.DataFrame) -> str:
    """Say in how many competencies the company is above the median of the firms, as printed."""
    own, median = shown["own"].round(1), shown["median"].round(1)
    count, every = out_of(int((own > median).sum()), len(shown))
    frames = _SAY.named(
        "chart.title",
        company=company_of(study).name,
        firms=firms_called(study),
        count=count,
        competencies=every,
    )
    return frames["some" if (own > median).any() else "none"]


@or_why
def standing_chart(study: Study) -> Chart:
    """Each competency of the company between the quartiles of the firms."""
    asked, found = assessment(study), _standing(study)
    name, shown = company_of(study).name, found.drop(index=OVERALL)
    dots = Dots(
        title=_standing_title(study, shown),
        subtitle=_SAY("chart.subtitle"),
        bases=(int(found["firms"].max()),),
        source=source_of(study),
        stub=_SAY("stub"),
        dots=tuple(
            dot
            for key, row in shown.iterrows()
            for dot in (
                Dot(
                    label=name,
                    head=asked.names[str(key)],
                    estimate=row["own"],
                    low=None,
                    high=None,
                    printed=figure(row["own"], 1),
                ),
                Dot(
                    label=capitalise(firms_called(study)),
                    estimate=row["median"],
                    low=row["lower"],
                    high=row["upper"],
                    printed=_SAY(
                        "chart.printed",
                        median=figure(row["median"], 1),
                        quartiles=interval(row["lower"], row["upper"], 1),
                    ),
                    role="other",
                ),
            )
        ),
        axis=Axis(
            label=_SAY("chart.axis"),
            low=asked.lowest * asked.most_of_one / asked.highest,
            high=asked.most_of_one,
        ),
    )
    return Chart(
        id="fig-assessment-standing",
        caption=_SAY("chart.caption"),
        alt=_SAY("chart.alt", listed=_listed(dots)),
        figure=dots,
        data=shown[["own", "lower", "median", "upper"]].rename(index=dict(asked.names)),
    )


def _listed(dots: Dots) -> str:
    """Say what the dots say, competency by competency."""
    pairs = zip(dots.dots[::2], dots.dots[1::2], strict=True)
    return "; ".join(
        _SAY(
            "chart.listed",
            competency=own.head,
            company=own.label,
            total=own.printed,
            firms=firms.label.lower(),
            others=firms.printed,
        )
        for own, firms in pairs
    )


@or_why
def benchmark_table(study: Study) -> Table:
    """Totals of the company beside those of the firms, and how many of these have less."""
    asked, found = assessment(study), _standing(study)
    words = _SAY.named("standing")
    results = []
    for key, row in found.iterrows():
        label, base = asked.names[str(key)], int(row["firms"])
        name = f"assessment.{key}"
        results.append(Result(f"{name}.gap", float(row["gap"]), "mean", base, label))
        results.append(Result(f"{name}.below", float(row["below"]), "percent", base, label))
    stages = stage_shares(firm_totals(study)[OVERALL], asked.stages)
    stage = asked.stages.place(float(found["own"].loc[OVERALL])) or ""
    share = float(stages["percent"].get(stage, 0.0))
    note = _SAY(
        "benchmark.note",
        base=grouped(int(found["firms"].max())),
        firms=firms_called(study),
        share=percent(share),
        stage=stage or DASH,
    )
    if stage:
        results.append(
            Result(f"assessment.stage.{stage_key(stage)}.percent", share, "percent", label=stage)
        )
    return Table(
        id="tbl-assessment-benchmark",
        caption=_SAY("benchmark.caption", company=company_of(study).name),
        frame=found[[*_COLUMNS]]
        .rename(index=dict(asked.names))
        .assign(below=found["below"].to_numpy() / 100),
        cells=[_benchmark_cells(row, words) for row in found.to_dict("records")],
        stub=_SAY("stub"),
        labels=[asked.names[str(key)] for key in found.index],
        heads=_SAY.listed("benchmark.heads"),
        align="lrrrrrrrl",
        widths=(30, 9, 9, 9, 12, 10, 12, 10, 20),
        notes=[escape(note)],
        results=results,
        shares=["below"],
    )


def _benchmark_cells(row: dict[Any, Any], words: dict[str, str]) -> list[Cell]:
    standing = str(row["standing"])
    return [
        Cell(figure(row["own"], 1)),
        Cell(figure(row["mean"], 1)),
        Cell(signed(row["gap"], 1)),
        *(Cell(figure(row[name], 1)) for name in ("lower", "median", "upper")),
        Cell(percent(row["below"])),
        Cell(words.get(standing, DASH), _MARKS.get(standing, "")),
    ]


@or_why
def items_table(study: Study) -> Table:
    """Every item of the company, the lowest first, beside its mean over the firms."""
    asked, rated, said = assessment(study), raters_of(study), maturity_of(study)
    own = consensus(rated.ratings).sort_values(kind="stable")
    others = pd.Series(float("nan"), own.index)
    if said.firms is not None:
        firm_totals(study)
        ratings = ratings_of(study, said.firms)
        others = item_summary(ratings, asked.competencies, said.often)["mean"].reindex(own.index)
    where = {item: key for key, items in asked.competencies.items() for item in items}
    frame = pd.DataFrame({"own": own, "firms": others, "gap": own - others})
    frame.insert(0, "competency", [asked.names[where[str(item)]] for item in own.index])
    return Table(
        id="tbl-assessment-items",
        caption=_SAY("items.caption", company=rated.company.name),
        frame=frame.rename(index=dict(asked.items)),
        cells=[
            [
                Cell(row["competency"]),
                Cell(figure(row["own"], 1)),
                Cell(figure(row["firms"], 1)),
                Cell(signed(row["gap"], 1), _gap_mark(row["gap"])),
            ]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("items.stub"),
        heads=_SAY.listed("items.heads"),
        align="llrrr",
        widths=(58, 26, 9, 9, 11),
        notes=[
            escape(_SAY("items.note", raters=len(rated.ratings), called=rated.called)),
            _SAY("items.marked"),
        ],
        results=[
            Result(
                f"assessment.item.{item}",
                float(value),
                "mean",
                int(rated.ratings[str(item)].notna().sum()),
                asked.items[str(item)],
            )
            for item, value in own.items()
            if not pd.isna(value)
        ],
    )


_COLUMNS = ("own", "mean", "gap", "lower", "median", "upper", "below", "standing")
_MARKS = {"best quarter": "better", "last quarter": "worse"}
# A step of the scale is a rating's own precision; half of it is worth an arrow.
_WORTH = 0.5


def _gap_mark(gap: float) -> str:
    return "better" if gap >= _WORTH else "worse" if gap <= -_WORTH else ""
