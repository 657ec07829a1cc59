"""Ranking chapters on any number of items in any script, with no text, benchmark or group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from given import printed, run

from research.chapters.priorities import overall, theme
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

# Made up, with letters that join, turn leftward, need no spaces or mean something in Markdown.
NAMES = [
    "Kunden halten",
    "客户关系",
    "عملاء جدد",
    "Цены",
    "ราคา",
    "עובדים",
    "料金 [x]*",
    "<b>fett</b>",
]
FILE = """edition: items
title: Any items
data:
  answers: {{file: answers.csv, id: id}}
questions:
  - name: order
    title: Order
    type: ranking
    top: {top}
    rows:
{rows}
themes: {{question: order}}
statistics: {{draws: 1024, permutations: 100}}
report:
  sections:
    - notebook: overall
"""


def asked(folder: Path, items: int, top: int) -> Study:
    """An edition in which 24 people ranked so many of so many items; one of them none."""
    rng = np.random.default_rng(items)
    liked = rng.normal(size=(24, items)) + np.arange(items) * 0.3
    ranks = pd.DataFrame(liked.argsort(axis=1).argsort(axis=1) + 1).astype("Int64")
    ranks = ranks.where(ranks <= top)
    ranks.iloc[0] = pd.NA
    ranks.columns = [f"rank{item}" for item in range(items)]
    ranks.rename_axis("id").to_csv(folder / "answers.csv")
    rows = "\n".join(
        f'      item{item}: {{column: rank{item}, text: "{NAMES[item % len(NAMES)]} {item}"}}'
        for item in range(items)
    )
    path = folder / "items.yml"
    path.write_text(FILE.format(top=top, rows=rows), encoding="utf-8")
    return open_study(path)


@pytest.mark.parametrize(
    ("items", "top"), [(2, 2), (2, 1), (3, 3), (3, 2), (4, 1), (5, 5), (12, 3), (30, 30), (30, 5)]
)
def test_every_ranking_chapter_takes_any_number_of_items(
    tmp_path: Path, items: int, top: int
) -> None:
    study = asked(tmp_path, items, top)
    for notebook, parameters in (
        ("overall", {}),
        ("theme", {"theme": "item1"}),
        ("confidence", {}),
        ("introduction", {}),
    ):
        for cell in run(study, notebook, **parameters):
            assert cell.error is None, f"{cell.source}: {cell.error!r}"
            whys = [one for one in cell.shown if one.id.startswith("txt-why")]
            # Nobody is told apart by any group here; all else is there.
            assert all("differences" in one.id for one in whys)
            assert not any(" nan" in printed(item) for item in cell.shown)
    counts = [
        cell.value for cell in overall.ranking_table(study).results if "first_count" in cell.name
    ]
    assert sum(counts) == 23
    columns = theme.distribution_chart(study, "item0").figure.columns
    assert len(columns) == top


def test_names_of_any_script_stand_in_tables_as_they_were_given(tmp_path: Path) -> None:
    table = overall.ranking_table(asked(tmp_path, len(NAMES), 3))
    assert sorted(table.frame.index) == sorted(f"{name} {at}" for at, name in enumerate(NAMES))
    assert "\\[x\\]\\*" in table.markdown()
    assert "<b>" not in table.markdown()
