"""Experience and loyalty over all firms: what goes with a better experience of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.maturity.given import assessment, firm_totals, firms_called, maturity_of
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.maturity import OVERALL
from research.statistics.scales.correlation import battery_correlations
from research.wording.figures import DASH, figure, grouped, interval
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["loyalty_table"]

NEEDS = ("maturity.firms", "maturity.question")

_SAY = Frames(__file__)

# Firms whose customers are happiest and unhappiest are set against each other by quarters.
_QUARTER = 0.25


@or_why
def loyalty_table(study: Study) -> Table:
    """What customers would do, by how they rate the experience, and with the firm's maturity."""
    said = maturity_of(study)
    asked = said.loyalty
    enough(asked is not None, _SAY("nothing asked"))
    assert asked is not None  # noqa: S101 - there is enough
    table = study.table(str(said.firms))
    answers = study.read(str(said.firms))
    names = [asked.experience, *asked.outcomes]
    frame = pd.concat([answers.question(name)[name] for name in names], axis=1).astype(float)
    frame[OVERALL] = firm_totals(study)[OVERALL]
    settings, least = study.config.statistics, max(study.config.privacy.hide_base, 4)
    rows, labels = {}, {}
    for name in [*asked.outcomes, OVERALL]:
        both = frame[[asked.experience, name]].dropna()
        enough(len(both) >= least, _SAY("few", least=least))
        rows[name] = _row(both, settings.confidence)
        heading = assessment(study).names[OVERALL] if name == OVERALL else ""
        labels[name] = _SAY("total", name=heading) if heading else table.question(name).heading
    found = pd.DataFrame.from_dict(rows, orient="index")
    return Table(
        id="tbl-maturity-loyalty",
        caption=_SAY("caption"),
        frame=found.set_axis([*labels.values()]),
        cells=[_cells(row) for row in found.to_dict("records")],
        stub=_SAY("stub"),
        labels=list(labels.values()),
        heads=_SAY.listed("heads"),
        widths=(36, 9, 14, 16, 16, 16),
        notes=[
            escape(
                _SAY(
                    "note",
                    firms=firms_called(study),
                    experience=table.question(asked.experience).heading,
                    level=percent(settings.confidence, 1),
                )
            )
        ],
        results=[
            Result(
                f"maturity.experience.{name}.r",
                float(row["r"]),
                "ratio",
                int(row["firms"]),
                _SAY("result", outcome=labels[str(name)]),
            )
            for name, row in found.iterrows()
            if not pd.isna(row["r"])
        ],
    )


def _row(both: pd.DataFrame, confidence: float) -> dict[str, float]:
    """One outcome against the experience: correlation, means of the best and the last quarter."""
    pair = battery_correlations(both, confidence=confidence).pairs.iloc[0]
    experience, outcome = both.iloc[:, 0], both.iloc[:, 1]
    last, best = experience.quantile(_QUARTER), experience.quantile(1 - _QUARTER)
    return {
        "firms": len(both),
        "r": float(pair["r"]),
        "low": float(pair["low"]),
        "high": float(pair["high"]),
        "last": float(outcome[experience <= last].mean()),
        "best": float(outcome[experience >= best].mean()),
    }


def _cells(row: dict[Any, Any]) -> list[Cell]:
    limits = DASH if pd.isna(row["low"]) else interval(row["low"], row["high"], 2)
    return [
        Cell(grouped(row["firms"])),
        Cell(figure(row["r"], 2)),
        Cell(limits),
        Cell(figure(row["last"], 1)),
        Cell(figure(row["best"], 1)),
    ]
