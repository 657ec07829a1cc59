"""Whether groups of respondents differ by more than chance, breakdown by breakdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.naming import names_of
from research.chapters.separability import differences, running_labels
from research.chapters.wording import records
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.prose.chance import describe_differences, unlikely
from research.wording.probabilities import probability

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["differences_table", "differences_text"]

_CORRECTIONS = {
    "none": "no correction",
    "bonferroni": "corrected by Bonferroni's method",
    "holm": "corrected by the method of Holm (1979)",
    "bh": "corrected by the method of Benjamini and Hochberg (1995)",
}


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
    lines = "\n".join(f"- {one}" for one in found)
    body = f"::: {{.observations}}\n\n{lines}\n\n:::\n" if found else ""
    return Text("txt-confidence-differences", body, _theme_results(study))


def _theme_results(study: Study) -> list[Result]:
    tests = differences(study)
    results = []
    for row in records(tests.themes):
        base = int(tests.breakdowns.loc[row["breakdown"], "base"])
        name = f"omnibus.{row['breakdown']}.{row['item']}"
        label = f"{study.config.theme(row['item']).name} by {row['breakdown']}"
        results += [
            Result(f"{name}.p", row["p"], "p", base, label),
            Result(f"{name}.p_adjusted", row["p_adjusted"], "p", base, f"{label}, corrected"),
        ]
    return results


def differences_table(study: Study) -> Table:
    """One test a breakdown, over all themes at once, and the themes that differ by themselves."""
    tests, settings = differences(study), study.config.statistics
    rows, labels = records(tests.breakdowns), {p.key: p.label for p in study.config.breakdowns}
    keys = [str(key) for key in tests.breakdowns.index]
    single = [_differing(study, key) for key in keys]
    count = int(tests.breakdowns["p"].notna().sum())
    frame = tests.breakdowns[["groups", "base", "statistic", "p", "p_adjusted"]].assign(
        themes=single
    )
    notes = [
        "Tested are the groups with a column in the tables, over all themes at once. Spread: of "
        "the groups' mean ranks, where 1 is what chance alone gives on average. *p*: how often "
        "groups formed by lot are at least as far apart.",
        *(
            f"{escape(labels[key])}: {escape(row['note'])}."
            for key, row in zip(keys, rows, strict=True)
            if row["note"]
        ),
    ]
    if tests.method:
        notes.append(
            f"Method: {escape(tests.method)}, seed {settings.seed}; "
            f"{_CORRECTIONS[settings.correction]}, over {count} breakdowns and, for single themes, "
            f"over the {study.ranks.shape[1]} themes of a breakdown."
        )
    return Table(
        id="tbl-a-omnibus",
        caption="Differences between groups, against what chance gives",
        frame=frame.set_axis([labels[key] for key in keys]),
        cells=[_test_cells(row, themes) for row, themes in zip(rows, single, strict=True)],
        stub="Breakdown",
        heads=["Groups", "Base", "Spread", "p", "p, corrected", "Single themes that differ"],
        align="lcccccl",
        widths=(17, 9, 8, 9, 9, 15, 36),
        notes=notes,
        results=_test_results(study),
    )


def _differing(study: Study, breakdown: str) -> str:
    themes, level = differences(study).themes, study.config.statistics.confidence
    own = themes[themes["breakdown"] == breakdown]
    found = [
        f"{study.config.theme(row['item']).short} ({probability(row['p_adjusted'])})"
        for row in records(own)
        if unlikely(row["p_adjusted"], level)
    ]
    return ", ".join(found) if found else ("none" if len(own) else "")


def _test_cells(row: dict[Any, Any], themes: str) -> list[Cell]:
    counts = [Cell(str(row["groups"])), Cell(str(row["base"]))]
    if pd.isna(row["p"]):
        return [*counts, *[Cell("–", "muted")] * 4]
    values = [float(row[key]) for key in ("statistic", "p", "p_adjusted")]
    spread = "no limit" if values[0] == float("inf") else f"{values[0]:.2f}"
    printed = [spread, *map(probability, values[1:]), themes]
    return [*counts, *map(Cell, printed)]


def _test_results(study: Study) -> list[Result]:
    results = []
    for key, row in differences(study).breakdowns.to_dict("index").items():
        if pd.isna(row["p"]):
            continue
        name, base = f"omnibus.{key}", int(row["base"])
        label = f"groups by {key} over all themes"
        results += [
            Result(f"{name}.p", row["p"], "p", base, label),
            Result(f"{name}.p_adjusted", row["p_adjusted"], "p", base, f"{label}, corrected"),
        ]
        if row["statistic"] != float("inf"):
            results.append(Result(f"{name}.statistic", row["statistic"], "ratio", base, label))
    return results
