"""A report read back from its plain Markdown is what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.build.verbs import build
from research.review.cells import compare_floats
from research.review.changes import State, compare_states
from research.review.completeness import missing
from research.review.reading import read

if TYPE_CHECKING:
    from pathlib import Path

TEXT = r"""<!-- report of edition x: made by research build, read by research review -->

# A Title \& more

<!-- part -->

# Part one

<!-- chapter overall -->

## Results

It *leads* by 5\*.
More follows.

<!-- table tbl-a -->

**Ranks \& shares**

|  | Group | Rank |
|---|---|---|
| Sector | A \| B | 1 |
|  | C | 2= |
| Size | C | 3 |

Base: 105.

<!-- prose -->

Below the table.

<!-- chart fig-a -->

**Shares**

> Bar chart: 50% agree;
> the others do not.

Picture `0123456789ab`

| | Share |
|---|---|
| A | 50% |
"""


def test_sections_tables_and_charts_are_read_with_all_that_they_say() -> None:
    found = read(TEXT)
    assert found.title == "A Title & more"
    assert [(one.kind, one.id) for one in found.sections] == [
        ("part", "Part one"),
        ("chapter", "overall"),
    ]
    chapter = found.sections[1]
    assert chapter.sentences == [
        "Results",
        "It *leads* by 5*.",
        "More follows.",
        "Below the table.",
    ]
    table, chart = chapter.floats
    assert (table.caption, table.sentences) == ("Ranks & shares", ("Base: 105.",))
    assert table.rows[1] == ("Sector", "A | B", "1")
    assert (chart.alt, chart.picture) == (
        ("Bar chart: 50% agree;", "the others do not."),
        "0123456789ab",
    )
    assert found.places == {"tbl-a": "overall", "fig-a": "overall"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("|  | C | 2= |", "|  | C | 2 |", [("Sector, C", "Rank", "2=", "2")]),
        ("| Size | C | 3 |", "| Size | C | 4 |", [("Size, C", "Rank", "3", "4")]),
    ],
)
def test_a_cell_is_found_by_its_group_and_its_head(
    old: str, new: str, said: list[tuple[str, ...]]
) -> None:
    before, now = read(TEXT), read(TEXT.replace(old, new))
    found = compare_floats(before.floats["tbl-a"], now.floats["tbl-a"])
    assert [(one.row, one.column, one.old, one.new) for one in found.cells] == said


def test_a_row_more_is_one_row_and_leaves_the_others_as_they_are() -> None:
    now = read(TEXT.replace("| Size | C | 3 |", "| Size | B | 4 |\n|  | C | 3 |"))
    found = compare_floats(read(TEXT).floats["tbl-a"], now.floats["tbl-a"])
    assert (found.added, found.gone, found.cells, found.order) == (("Size, B",), (), (), False)


def test_a_built_report_reads_back_whole(params: Path) -> None:
    summary = build(params, formats=["html"])
    assert summary.ok
    text = (summary.folder / "report.md").read_text(encoding="utf-8")
    assert "base64" not in text
    found = read(text)
    assert len(found.sections) > 1
    assert found.floats
    state = State("as built", found, [])
    assert not missing(state)
    assert not compare_states(state, state)
