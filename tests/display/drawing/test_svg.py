"""Charts as SVG: their text, and that they leave a page as it is."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from matplotlib.figure import Figure

from research.display.drawing.backend import draw
from research.display.drawing.measure import text_width
from research.display.drawing.svg import write_svg
from research.display.specification.bars import Bar, Bars
from research.display.specification.scatter import Point, Scatter
from research.display.style import settings

SVG = "{http://www.w3.org/2000/svg}"
BARS = Bars(
    title="The message",
    subtitle="What is shown",
    bars=(
        Bar(label="Fish & chips", value=3, printed="3  (60%)"),
        Bar(label="<b>Bread</b>", value=2, printed="2", role="other"),
    ),
)
POINTS = Scatter(points=(Point(label="Trust", x=1, y=2), Point(label="Price", x=2, y=3)))


@pytest.fixture(scope="module")
def root():
    return etree.fromstring(write_svg(draw(BARS), "fig-a"))


def texts(root) -> dict[str, etree._Element]:
    return {text.text: text for text in root.iter(f"{SVG}text")}


def test_text_is_text_in_the_font_of_the_page(root):
    found = texts(root)
    assert {"The message", "Fish & chips", "<b>Bread</b>", "3  (60%)"} <= found.keys()
    assert root.get("font-family") == "'Source Sans Pro', sans-serif"
    # A page overrules attributes, but no styles of an element.
    assert not [text for text in found.values() if "style" in text.attrib]
    assert found["The message"].get("font-weight") == "600"
    assert found["The message"].get("font-size") == "12.5"


def test_text_keeps_its_width_in_any_font(root):
    label = texts(root)["Fish & chips"]
    assert float(label.get("textLength")) == pytest.approx(
        text_width("Fish & chips", 9.5), abs=0.01
    )
    assert label.get("lengthAdjust") == "spacingAndGlyphs"
    assert label.get("text-anchor") == "end"


def test_spaces_between_numbers_are_kept(root):
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert texts(root)["3  (60%)"].get(space) == "preserve"
    assert space not in texts(root)["Fish & chips"].attrib


def test_nothing_in_it_touches_the_page(root):
    tags = {etree.QName(element).localname for element in root.iter()}
    assert tags <= {"svg", "g", "path", "text", "use", "defs", "clipPath", "rect"}
    written = etree.tostring(root, encoding="unicode")
    ids = re.findall(r'\bid="([^"]+)"', written)
    assert all(f"#{name}" in written for name in ids)


def test_charts_share_no_ids():
    first, second = (write_svg(draw(POINTS), name) for name in ("fig-a", "fig-b"))
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_name_with_a_halo_is_text_and_keeps_its_halo_in_dots():
    figure = draw(POINTS)
    found = texts(etree.fromstring(write_svg(figure, "fig-a")))
    assert (found["Trust"].get("stroke"), found["Trust"].get("paint-order")) == (
        "#ffffff",
        "stroke",
    )
    assert all(text.get_path_effects() for text in figure.axes[0].texts)
    assert {text.get_gid() for text in figure.axes[0].texts} == {None}


def test_marks_of_a_group_say_once_what_they_share():
    many = Scatter(points=tuple(Point(x=place, y=place) for place in range(50)))
    root = etree.fromstring(write_svg(draw(many), "fig-a"))
    marks = list(root.iter(f"{SVG}use"))
    assert len(marks) == 50
    assert not [mark for mark in marks if "style" in mark.attrib]
    assert "fill: #0b5c73" in marks[0].getparent().get("style")


def test_a_figure_in_a_font_that_the_page_lacks_is_outlined():
    figure = Figure(figsize=(2, 1))
    figure.text(0, 0.5, "Mine", family="DejaVu Sans")
    svg = write_svg(figure, "fig-mine")
    assert "<text" not in svg
    assert "<use" in svg


def test_a_figure_of_ones_own_in_the_reports_font_is_text():
    with settings():
        figure = Figure(figsize=(2, 1))
        figure.text(0, 0.5, "Mine", style="italic", rotation=90)
    (text,) = etree.fromstring(write_svg(figure, "fig-mine")).iter(f"{SVG}text")
    assert (text.text, text.get("font-style")) == ("Mine", "italic")
    assert "rotate(-90)" in text.get("transform")
    # Widths are measured upright.
    assert "textLength" not in text.attrib
