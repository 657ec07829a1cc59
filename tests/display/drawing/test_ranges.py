from __future__ import annotations

import pytest

from research.display.drawing.backend import draw
from research.display.specification.parts import Axis
from research.display.specification.ranges import Aim, Range, Ranges, Signs


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


AIMS = (
    Aim(label="benchmark", value=41.46, text="41.5†"),
    Aim(label="upper quartile", value=48.75, text="48.8†"),
)


def aimed(*aims: Aim) -> Ranges:
    rows = (
        Range(label="All", low=27, mean=44, high=60),
        Range(label="Retail", low=30, mean=47, high=55),
    )
    return Ranges(ranges=rows, line=44, aims=aims)


def test_what_to_aim_for_hangs_from_the_first_line_and_is_named_with_its_scores() -> None:
    axes = draw(aimed(*AIMS)).axes[0]
    ticks = [line for line in axes.lines if list(line.get_ydata()) == pytest.approx([0.06, 0.42])]
    assert [list(line.get_xdata()) for line in ticks] == [[41.46] * 2, [48.75] * 2]
    key = "To aim for, from the left: benchmark 41.5†, upper quartile 48.8†"
    assert key in [text.get_text() for text in axes.texts]
    one = [text.get_text() for text in draw(aimed(AIMS[0])).axes[0].texts]
    assert "To aim for: benchmark 41.5†" in one


def test_what_to_aim_for_is_told_and_stands_among_the_data_of_the_first_group() -> None:
    chart = aimed(*AIMS)
    assert chart.listing().endswith("; to aim for, benchmark 41.5†, upper quartile 48.8†")
    assert chart.frame().loc["All", "upper quartile"] == 48.75
    assert chart.frame()["upper quartile"].isna().tolist() == [False, True]
    assert "aim" not in aimed().listing()


def test_names_of_many_aims_take_two_lines_and_none_is_cut() -> None:
    many = [
        Aim(label=f"standing number {place} of all", value=place, text="1.0") for place in range(5)
    ]
    figure = draw(aimed(*many))
    [key] = [text for text in figure.axes[0].texts if "To aim for" in text.get_text()]
    assert "\n" in key.get_text()
    assert "…" not in key.get_text()
    assert figure.get_figheight() > draw(aimed(*AIMS)).get_figheight()


def test_the_interval_of_a_mean_is_drawn_wider_than_the_range_and_told() -> None:
    row = Range(label="All", low=10, mean=40, high=67, surely_low=37.4, surely_high=43.5)
    chart = Ranges(ranges=(row, Range(label="Few", low=20, mean=30, high=40)))
    wide, thin = draw(chart).axes[0].lines[1], draw(chart).axes[0].lines[0]
    assert [list(line.get_xdata()) for line in (thin, wide)] == [[10, 67], [37.4, 43.5]]
    assert wide.get_linewidth() > 2 * thin.get_linewidth()
    assert chart.listing() == "All from 10 to 67, mean 40 (37 to 44); Few from 20 to 40, mean 30"
    assert chart.frame()["mean at most"].isna().tolist() == [False, True]
