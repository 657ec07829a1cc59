from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

from research.display.drawing.backend import draw
from research.display.palette import AREAS
from research.display.specification.flows import Flow, Flows
from research.display.specification.parts import Entry

FLOWS = (
    Flow(label="A to A", before="A", after="A", count=60),
    Flow(label="A to B", before="A", after="B", count=30, role="contrast"),
    Flow(label="B to A", before="B", after="A", count=9, role="subject"),
    Flow(label="B to B", before="B", after="B", count=1),
)


@pytest.fixture
def figure():
    key = (Entry(role="subject", text="better"), Entry(role="contrast", text="worse"))
    return draw(Flows(flows=FLOWS, stages=("A", "B", "C"), ends=("2010", "2011"), key=key))


def streams(figure):
    """Colour and height at both sides of each stream."""
    found = []
    for area in figure.axes[0].collections:
        [path] = area.get_paths()
        heights = [
            float(at.max() - at.min())
            for x in (0.0, 1.0)
            for at in [path.vertices[path.vertices[:, 0] == x][:, 1]]
        ]
        found.append((to_hex(area.get_facecolor()), heights))
    return found


def test_every_stream_is_as_wide_as_what_went_that_way_at_both_sides(figure):
    found = streams(figure)
    assert sorted(heights[0] for _, heights in found) == pytest.approx([1, 9, 30, 60])
    assert all(heights == pytest.approx([heights[0]] * 2) for _, heights in found)


def test_what_moved_has_the_colour_of_its_way_and_lies_above_what_stayed(figure):
    colours = [colour for colour, _ in streams(figure)]
    assert colours[0] == AREAS["other"]
    assert {AREAS["subject"], AREAS["contrast"]} <= set(colours[1:])


def test_stages_are_named_with_their_counts_and_those_of_no_flow_are_left_out(figure):
    written = [text.get_text() for text in figure.axes[0].texts]
    assert {"A 90", "B 10", "A 69", "B 31", "2010", "2011"} <= set(written)
    assert not any(text.startswith("C") for text in written)


def test_a_stream_too_narrow_for_its_count_has_none(figure):
    written = [text.get_text() for text in figure.axes[0].texts]
    assert {"60", "30", "9"} <= set(written)
    assert "1" not in written
