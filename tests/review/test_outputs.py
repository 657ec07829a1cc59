"""Outputs of a cell, as stored and as they are: a person reads what moved."""

from __future__ import annotations

from typing import Any

from research.report.executed import RESULT
from research.review.outputs import outputs_told


def shown(share: str, value: float) -> list[dict[str, Any]]:
    record = {"name": "a.share", "value": value, "unit": "percent", "base": 9, "where": "tbl-a"}
    content = {
        "kind": "table",
        "id": "tbl-a",
        "caption": "Shares",
        "markdown": "",
        "notes": [],
        "results": [record | {"label": "Share of A"}],
    }
    html = f"<table><tr><th></th><th>Share</th></tr><tr><td>A</td><td>{share}</td></tr></table>"
    return [{"output_type": "display_data", "data": {RESULT: content, "text/html": html}}]


def test_where_outputs_differ_the_values_are_told() -> None:
    told = "\n".join(outputs_told("overall", shown("50%", 50.0), shown("49%", 49.0)))
    assert "Share of A (a.share): " in told
    assert "50%" in told
    assert "49%" in told


def test_where_they_are_the_same_nothing_is() -> None:
    assert not outputs_told("overall", shown("50%", 50.0), shown("50%", 50.0))


def test_outputs_that_are_no_results_are_left_to_who_found_them() -> None:
    assert not outputs_told("overall", [{"output_type": "stream", "text": "a"}], [{"data": 5}])
