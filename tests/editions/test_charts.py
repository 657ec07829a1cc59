"""Every chart of the edition: its specification, its pictures, and its text in page and print."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from research.display.chart import Chart
from research.display.result import RESULT_MIME
from research.display.specification.kinds import read_specification

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow


def specifications(built: Built) -> dict[str, dict[str, Any]]:
    """Specification of each chart by its id, as the executed notebooks carry it."""
    outputs = [
        output["data"][RESULT_MIME]
        for path in sorted((built.folder / ".work" / "chapters").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
        if RESULT_MIME in output.get("data", {})
    ]
    return {one["id"]: one["specification"] for one in outputs if one["kind"] == "chart"}


def test_every_chart_is_the_picture_of_the_specification_that_it_carries(built: Built) -> None:
    found = specifications(built)
    strips = [figure["id"] for figure in built.html.find_all("figure", class_="strip")]
    assert {*built.floats("fig"), *strips, "motif", "ranking"} == found.keys()
    assert len(strips) == len(built.themes)
    for name, record in found.items():
        read = read_specification(json.loads(json.dumps(record)))
        chart = Chart(id=name, caption="", alt="", figure=read)
        pictures = built.folder / "figures"
        assert chart.svg() == (pictures / f"{name}.svg").read_text(encoding="utf-8"), name
        assert chart.png() == (pictures / f"{name}.png").read_bytes(), name


def test_charts_of_the_page_share_no_id_with_anything(built: Built) -> None:
    ids = [element["id"] for element in built.html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    inside = [
        reference
        for chart in built.html.find_all("svg")
        for reference in re.findall(r'url\(#([\w-]+)\)|href="#([\w-]+)"', str(chart))
    ]
    assert inside
    assert {one or other for one, other in inside} <= set(ids)


def test_what_charts_say_is_text_of_the_page_and_of_print(built: Built) -> None:
    pages = "".join(page.extract_text() for page in built.pdf.pages)
    printed = re.sub(r"\s", "", pages)
    for name, record in specifications(built).items():
        if "title" not in record or name == "ranking":
            continue
        texts = [text.get_text() for text in built.find(name).find_all("text")]
        title = record["title"].replace("'", "’")
        assert title in " ".join(texts), name
        assert re.sub(r"\s", "", title) in printed, name


def test_every_picture_says_at_its_foot_what_its_data_are_and_of_which_edition(
    built: Built,
) -> None:
    edition = built.parameters
    kind = {"real": "real data"}.get(edition["provenance"], edition["provenance"])
    for name, record in specifications(built).items():
        said = read_specification(record).provenance
        if name == "motif":
            assert not said
            continue
        drawn = (built.folder / "figures" / f"{name}.svg").read_text(encoding="utf-8")
        foot = said.replace("'", "’")
        assert f">{foot}</text>" in drawn, name
        assert name == "fig-model" or f"{kind} · edition " in said, name
        assert name in WITHOUT_BASE or said.startswith("n = "), name


# A model and what is made of assumptions alone rest on nobody.
WITHOUT_BASE = ("fig-model", "fig-roi-tornado")


def test_no_type_in_a_picture_is_smaller_than_can_be_read_in_print(built: Built) -> None:
    drawn = sorted((built.folder / "figures").glob("*.svg"))
    assert len(drawn) > len(built.figures)
    for path in drawn:
        sizes = re.findall(r'font-size="([\d.]+)"', path.read_text(encoding="utf-8"))
        assert all(float(size) >= 7.5 for size in sizes), path.name
