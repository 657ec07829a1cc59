from __future__ import annotations

import pytest

from research.display.drawing.backend import draw
from research.display.palette import ACCENT, MUTED
from research.display.specification.panels import Panel, Panels
from research.display.specification.parts import Axis
from tests.display.drawing.test_whole import clipped, overprinted


def panels(count: int, places: int) -> Panels:
    return Panels(
        title="A message",
        subtitle="What is shown",
        source="made up · edition 2016",
        panels=tuple(
            Panel(
                label=f"Theme {at}",
                values=tuple(range(places)),
                said="50% top three, 6%† bottom three",
            )
            for at in range(count)
        ),
        top=3,
        bottom=2,
        axis=Axis(label="Rank, 1 the most important"),
    )


@pytest.mark.parametrize(("count", "places"), [(1, 2), (5, 7), (12, 12), (12, 25)])
def test_each_item_has_a_panel_and_no_text_leaves_the_picture(count, places):
    figure = draw(panels(count, places))
    figure.draw_without_rendering()
    assert len(figure.axes) == count
    assert not clipped(figure)
    assert not overprinted(figure)


def test_panels_share_a_scale_and_their_ends_stand_out():
    figure = draw(panels(4, 12))
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    colours = [patch.get_facecolor()[:3] for patch in figure.axes[0].patches]
    ends = {
        name: tuple(int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
        for name in (ACCENT, MUTED)
    }
    assert colours[:3] == [ends[ACCENT]] * 3
    assert colours[-2:] == [ends[MUTED]] * 2
    assert colours[5] not in ends.values()
