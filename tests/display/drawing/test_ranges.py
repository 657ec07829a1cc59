from __future__ import annotations

import pytest

from research.display.drawing.backend import draw
from research.display.specification.parts import Axis
from research.display.specification.ranges import Range, Ranges, Signs


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


SIGNS = Signs(own="Acme", aim="Target", mean="Mean", middle="Middle half", ends="Ends")


def one_among(**more: float) -> Ranges:
    row = Range(label="Win", low=10, mean=40, high=70, lower=30, upper=50, **more)
    return Ranges(ranges=(row,), signs=SIGNS)


def test_one_of_the_group_stands_beside_the_others_with_what_it_aims_for() -> None:
    chart = one_among(own=44, aim=60)
    axes = draw(chart).axes[0]
    assert [text.get_text() for text in axes.texts] == ["10", "70", "44"]
    assert [list(line.get_xdata()) for line in axes.lines] == [[10, 70], [30, 50], [60], [44]]
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == list(SIGNS.model_dump().values())
    assert chart.listing() == "Win from 10 to 70, mean 40, own 44, to reach 60"
    assert chart.frame().loc["Win"].to_dict() == {
        "low": 10,
        "mean": 40,
        "high": 70,
        "lower": 30,
        "upper": 50,
        "own": 44,
        "aim": 60,
    }


def test_a_mark_on_an_end_covers_no_number() -> None:
    away, near = (
        next(
            text
            for text in draw(one_among(own=44, aim=aim)).axes[0].texts
            if text.get_text() == "70"
        )
        for aim in (55, 70)
    )
    assert near.get_position()[0] > away.get_position()[0]
