"""Notebooks as they are stored: no pictures, and a line of a text a line of the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from research.build.stored import stored, stored_output
from research.report.executed import RESULT

if TYPE_CHECKING:
    from pathlib import Path

DATA = {"columns": ["Group", "Share"], "rows": [["A <b>", 0.5], ["C", None]], "shares": [1]}
CHART = {
    "output_type": "display_data",
    "metadata": {},
    "data": {
        "image/svg+xml": "<svg/>",
        "image/png": "AAAA",
        "text/plain": "Bars.\nTwo of them.",
        RESULT: {"kind": "chart", "id": "fig-a", "caption": "Shares", "alt": "Bars.", "data": DATA}
        | {"markdown": "![Shares](figures/fig-a)", "results": []},
    },
}


def test_a_chart_is_stored_as_its_values_and_a_digest() -> None:
    kept = stored_output(CHART)["data"]
    assert set(kept) == {"text/plain", "text/html", RESULT}
    assert "<td>A &lt;b&gt;</td><td>50%</td>" in kept["text/html"]
    assert len(kept[RESULT]["picture"]) == 12
    assert f"Picture fig-a, digest {kept[RESULT]['picture']}" in kept["text/html"]


def test_another_picture_of_the_same_values_has_another_digest() -> None:
    other = {**CHART, "data": {**CHART["data"], "image/svg+xml": "<svg><g/></svg>"}}  # type: ignore[dict-item]
    first, second = (stored_output(one)["data"][RESULT]["picture"] for one in (CHART, other))
    assert first != second


def test_what_is_stored_is_stored_once_and_has_a_line_for_each_line() -> None:
    cell = {"cell_type": "code", "source": "a = 1\nb = 2", "outputs": [CHART], "metadata": {}}
    written = stored(json.dumps({"cells": [cell], "metadata": {}}).encode())
    assert stored(written) == written
    kept = json.loads(written)["cells"][0]
    assert kept["source"] == ["a = 1\n", "b = 2"]
    assert kept["outputs"][0]["data"]["text/plain"] == ["Bars.\n", "Two of them."]


@pytest.mark.parametrize("output", [{"output_type": "stream", "text": "words"}, {"data": {}}])
def test_what_is_no_chart_stays_as_it_was(output: dict[str, Any]) -> None:
    assert stored_output(output) == output


def test_the_notebooks_of_the_project_hold_no_pictures(notebooks: Path) -> None:
    held = [
        (path.name, mime)
        for path in sorted(notebooks.glob("*.ipynb"))
        for cell in json.loads(path.read_bytes())["cells"]
        for output in cell.get("outputs", ())
        for mime in output.get("data", {})
        if mime.startswith("image/")
    ]
    assert not held
