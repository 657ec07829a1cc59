"""Whether groups of respondents differ by more than chance, breakdown by breakdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.naming import names_of
from research.chapters.priorities.separability import differences, running_labels
from research.chapters.ranks import records
from research.chapters.remarks import bulleted
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.prose.chance import describe_differences, unlikely
from research.wording.figures import DASH, figure, grouped
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.probabilities import probability

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = ["differences_table", "differences_text"]

NEEDS = (
    "data.answers",
    "themes",
)

_SAY = Frames(__file__)


@or_why
def differences_text(study: Study) -> Text:
    """Whether groups differ by more than chance, in plain words."""
    tests, settings = differences(study), study.config.statistics
    found = describe_differences(
        tests.breakdowns,
        tests.themes,
        running_labels(study),
        names_of(study),
        settings.correction,
        settings.confidence,
    )
    return bulleted("confidence-differences", found, _theme_results(study))


def _theme_results(study: Study) -> list[Result]:
    tests = differences(study)
    results = []
    for row in records(tests.themes):
        base = int(tests.breakdowns.loc[row["breakdown"], "base"])
        name = f"omnibus.{row['breakdown']}.{row['item']}"
        theme, breakdown = study.config.theme(row["item"]).name, row["breakdown"]
        label = _SAY("results.theme", theme=theme, breakdown=breakdown)
        corrected = _SAY("results.corrected", tested=label)
        results += [
            Result(f"{name}.p", row["p"], "p", base, label),
            Result(f"{name}.p_adjusted", row["p_adjusted"], "p", base, corrected),
        ]
    return results


@or_why
def differences_table(study: Study) -> Table:
    """One test a breakdown, over all themes at once, and the themes that differ by themselves."""
    enough(bool(study.config.breakdowns), _SAY("table.no breakdowns"))
    tests, settings = differences(study), study.config.statistics
    rows, labels = records(tests.breakdowns), {p.key: p.label for p in study.config.breakdowns}
    keys = [str(key) for key in tests.breakdowns.index]
    single = [_differing(study, key) for key in keys]
    count = int(tests.breakdowns["p"].notna().sum())
    frame = tests.breakdowns[["groups", "base", "statistic", "p", "p_adjusted"]].assign(
        themes=single
    )
    notes = [
        _SAY("table.note"),
        *(
            _SAY("table.untested", breakdown=escape(labels[key]), reason=escape(row["note"]))
            for key, row in zip(keys, rows, strict=True)
            if row["note"]
        ),
    ]
    if tests.method:
        notes.append(
            _SAY(
                "table.method",
                method=escape(tests.method),
                seed=str(settings.seed),
                correction=_SAY.named("table.corrections")[settings.correction],
                count=number(count),
                themes=number(study.ranks.shape[1]),
            )
        )
    return Table(
        id="tbl-a-omnibus",
        caption=_SAY("table.caption"),
        frame=frame.set_axis([labels[key] for key in keys]),
        cells=[_test_cells(row, themes) for row, themes in zip(rows, single, strict=True)],
        stub=_SAY("table.stub"),
        heads=_SAY.listed("table.heads"),
        align="lcccccl",
        widths=(17, 9, 8, 9, 9, 15, 36),
        notes=notes,
        results=_test_results(study),
    )


def _differing(study: Study, breakdown: str) -> str:
    themes, level = differences(study).themes, study.config.statistics.confidence
    own = themes[themes["breakdown"] == breakdown]
    found = [
        _SAY(
            "table.theme",
            theme=study.config.theme(row["item"]).short,
            p=probability(row["p_adjusted"]),
        )
        for row in records(own)
        if unlikely(row["p_adjusted"], level)
    ]
    return ", ".join(found) if found else (_SAY("table.none") if len(own) else "")


def _test_cells(row: dict[Any, Any], themes: str) -> list[Cell]:
    counts = [Cell(str(row["groups"])), Cell(grouped(row["base"]))]
    if pd.isna(row["p"]):
        return [*counts, *[Cell(DASH, "muted")] * 4]
    values = [float(row[key]) for key in ("statistic", "p", "p_adjusted")]
    spread = _SAY("table.no limit") if values[0] == float("inf") else figure(values[0], 2)
    printed = [spread, *map(probability, values[1:]), themes]
    return [*counts, *map(Cell, printed)]


def _test_results(study: Study) -> list[Result]:
    results = []
    for key, row in differences(study).breakdowns.to_dict("index").items():
        if pd.isna(row["p"]):
            continue
        name, base = f"omnibus.{key}", int(row["base"])
        label = _SAY("results.groups", breakdown=str(key))
        corrected = _SAY("results.corrected", tested=label)
        results += [
            Result(f"{name}.p", row["p"], "p", base, label),
            Result(f"{name}.p_adjusted", row["p_adjusted"], "p", base, corrected),
        ]
        if row["statistic"] != float("inf"):
            results.append(Result(f"{name}.statistic", row["statistic"], "ratio", base, label))
    return results
