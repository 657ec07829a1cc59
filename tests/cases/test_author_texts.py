"""Author texts on which a build ended in a traceback or lost what its author wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.display.placeholders import resolve

HERE = Path(__file__).parent / "author-texts"
RECORDS = {
    name: {"name": name, "value": 3, "unit": unit, "label": "Farming"}
    for name, unit in (
        ("overall.farming.top3", "percent"),
        ("overall.brand.first", "percent"),
        ("overall.brand.rank", "rank"),
        ("overall.technology.last", "percent"),
        ("study.respondents", "count"),
        ("ranking", "chart"),
    )
}


@pytest.mark.parametrize(
    ("name", "row", "what"),
    [
        ("author-2.md", 11, "a number has 12 places after the point at most"),
        ("author-32.md", 44, "a placeholder opens here and never closes"),
        ("author-78.md", 27, "too many lists or quotes open within each other"),
    ],
)
def test_a_text_that_cannot_be_printed_is_told_of_with_its_line(
    name: str, row: int, what: str
) -> None:
    path = HERE / name
    _, (problem,) = resolve(path.read_text(encoding="utf-8"), path, RECORDS)
    assert problem.row == row
    assert what in problem.what
