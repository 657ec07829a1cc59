from __future__ import annotations

import pytest

from research.display.drawing.backend import draw
from research.display.specification.parts import Axis
from research.display.specification.ranges import Range, Ranges


@pytest.mark.parametrize("low", [0.0, 44.0])
def test_ranges_print_low_mean_and_high_of_every_group(low: float) -> None:
    chart = Ranges(ranges=(Range(label="All", low=low, mean=45, high=60),))
    printed = [text.get_text() for text in draw(chart).axes[0].texts]
    assert printed == [f"{low:.0f}", "60", "45"]


def test_a_mark_stands_where_its_number_says():
    chart = Ranges(ranges=(Range(label="All", low=1.6, mean=44.7, high=60.2),), line=44.7)
    axes = draw(chart).axes[0]
    assert [list(line.get_xdata()) for line in axes.lines] == [[45, 45], [2, 60]]


def test_the_scale_need_not_be_of_hundred():
    chart = Ranges(ranges=(Range(label="All", low=1, mean=2, high=3),), axis=Axis(low=0, high=10))
    assert draw(chart).axes[0].get_xticks().tolist() == [0, 2.5, 5, 7.5, 10]
