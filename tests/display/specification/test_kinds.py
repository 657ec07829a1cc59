"""Every kind as JSON: one of each, and those of stored notebooks with digests of their pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from research.display.chart import Chart
from research.display.result import RESULT_MIME
from research.display.specification.kinds import KINDS, read_specification
from research.errors import RenderError
from research.files import digest
from tests.display.specification.test_listings import CHARTS as MADE

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def stored() -> list[dict[str, Any]]:
    return [
        output["data"]
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
        if "specification" in output.get("data", {}).get(RESULT_MIME, {})
    ]


CHARTS = {data[RESULT_MIME]["id"]: data for data in stored()}


def test_the_notebooks_show_charts_of_known_kinds():
    kinds = {data[RESULT_MIME]["specification"]["kind"] for data in CHARTS.values()}
    assert len(kinds) > 5
    assert kinds <= KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_of_every_kind_is_read_back_from_json(kind):
    made = [chart for chart, _, _ in MADE if chart.kind == kind]
    assert made
    for chart in made:
        assert read_specification(json.loads(json.dumps(chart.record()))) == chart


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_read_back_from_json_is_the_same_picture(name):
    data = CHARTS[name]
    record = data[RESULT_MIME]["specification"]
    read = read_specification(record)
    assert read.record() == record
    drawn = Chart(id=name, caption="", alt="", figure=read).svg()
    stored_digest = data[RESULT_MIME]["picture"]
    assert len(stored_digest) > 8
    assert digest(drawn.encode()).startswith(stored_digest)


def test_a_kind_that_is_unknown_is_an_error_that_names_the_known():
    with pytest.raises(RenderError, match="'pie' is no kind of chart; the kinds are bands, bars,"):
        read_specification({"kind": "pie"})
    with pytest.raises(RenderError, match="'' is no kind of chart"):
        read_specification({})


def test_a_record_that_does_not_fit_says_where():
    broken = {"kind": "bars", "bars": [{"label": "A", "value": "many", "printed": ""}]}
    with pytest.raises(RenderError, match=r"of kind 'bars' is wrong at bars\.0\.value: "):
        read_specification(broken)
