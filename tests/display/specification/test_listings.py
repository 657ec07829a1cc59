"""Every kind says its marks in words, and gives its data."""

from __future__ import annotations

import pytest

from research.display.specification.bands import Band, Bands, Marks
from research.display.specification.bars import Bar, Bars
from research.display.specification.circle import Circle, Level
from research.display.specification.columns import Column, Columns, hold_labels
from research.display.specification.curves import Curve, Curves, Step
from research.display.specification.dots import Dot, Dots
from research.display.specification.flows import Flow, Flows
from research.display.specification.heat import Heat, HeatRow
from research.display.specification.panels import Panel, Panels
from research.display.specification.paths import Path, Paths
from research.display.specification.ranges import Range, Ranges
from research.display.specification.scatter import Point, Scatter, Views
from research.display.specification.shifts import Shift, Shifts
from research.display.specification.slopes import Slope, Slopes
from research.display.specification.stacks import Answer, Stack, Stacks
from research.display.specification.strips import Strip, Strips
from research.display.specification.trends import Break, Moment, Trend, Trends

POINT = Point(label="A", x=1, y=2)
CHARTS = [
    (
        Strips(strips=(Strip(label="A", place=2, low=1, high=4, printed="2="),), depth=5),
        "A 2= (1 to 4)",
        {"place": {"A": 2}, "low": {"A": 1}, "high": {"A": 4}},
    ),
    (
        Heat(columns=("x", "y"), heats=(HeatRow(label="A", places=(1, 2), printed=("1", "2")),)),
        "A: x 1, y 2",
        {"x": {"A": 1}, "y": {"A": 2}},
    ),
    (
        Panels(panels=(Panel(label="A", values=(30, 70), said="30% first"),)),
        "A: 30%, 70% (30% first)",
        {"1": {"A": 30}, "2": {"A": 70}},
    ),
    (
        Bars(stub="Food", bars=(Bar(label="A", value=3, printed="3 (60%)"),)),
        "A 3 (60%)",
        {"value": {"A": 3}},
    ),
    (
        Columns(columns=(Column(label="1", value=40), Column(label="2", value=60)), stub="rank"),
        "rank 1 40%, rank 2 60%",
        {"value": {"1": 40, "2": 60}},
    ),
    (
        Dots(dots=(Dot(label="A", estimate=1, low=0, high=2, printed="1 (0 to 2)"),)),
        "A 1 (0 to 2)",
        {"estimate": {"A": 1}, "low": {"A": 0}, "high": {"A": 2}},
    ),
    (
        Bands(
            bands=(
                Band(label="A", position=1, low=1, high=2, wide_low=1, wide_high=3, place="1=",
                     printed="1–3"),
            ),
            marks=Marks(dot="", narrow="", wide=""),
        ),
        "A, position 1=, may be 1–3",
        {"position": {"A": 1}, "low": {"A": 1}, "high": {"A": 2}, "wide_low": {"A": 1},
         "wide_high": {"A": 3}},
    ),
    (
        Ranges(ranges=(Range(label="A", low=1.4, mean=2, high=3),)),
        "A from 1 to 3, mean 2",
        {"low": {"A": 1.4}, "mean": {"A": 2}, "high": {"A": 3}},
    ),
    (
        Shifts(
            shifts=(Shift(label="A", before=40, after=45, printed="40% to 45%"),),
            ends=("2010", "2011"),
        ),
        "A 40% to 45%",
        {"2010": {"A": 40}, "2011": {"A": 45}},
    ),
    (
        Flows(
            flows=(Flow(label="A to B", before="A", after="B", count=3),),
            stages=("A", "B"),
            ends=("2010", "2011"),
        ),
        "A to B 3",
        {"count": {"A to B": 3}},
    ),
    (
        Slopes(
            slopes=(Slope(label="A", before=2, after=1, printed_before="1=", printed_after="1"),),
            ends=("2010", "2011"),
        ),
        "A 1= to 1",
        {"2010": {"A": "1="}, "2011": {"A": "1"}},
    ),
    (
        Curves(curves=(Curve(label="A", steps=(Step(time=0, share=80, low=70, high=90),)),)),
        "A 80%",
        {"time": {"A": 0}, "share": {"A": 80}, "low": {"A": 70}, "high": {"A": 90}},
    ),
    (
        Stacks(
            answers=(Answer(label="Poor", side="low"), Answer(label="Good", side="high")),
            stacks=(Stack(label="A", shares=(20, 70), apart=10, printed="70%"),),
            split=True,
            apart="Don't know",
            figures="Top",
            stub="Row",
        ),
        "A: Poor 20%, Good 70%, Don't know 10%, Top 70%",
        {"Poor": {"A": 20}, "Good": {"A": 70}, "Don't know": {"A": 10}},
    ),
    (Scatter(points=(POINT,)), "", {"x": {"A": 1}, "y": {"A": 2}}),
    (Views(points=(POINT,), heads=("", "")), "", {"x": {"A": 1}, "y": {"A": 2}}),
    (
        Circle(
            stages=("a", "b", "c"), drivers=("d",), levels=(Level(label="L", contents=("x", "y")),)
        ),
        "L: x, y",
        {"contents": {"L": "x · y"}},
    ),
    (
        Trends(
            trends=(
                Trend(label="A", moments=(Moment(), Moment(value=4, low=3, high=5, printed="4%"))),
            ),
            times=("2015", "2016"),
        ),
        "A: 4% in 2016",
        None,
    ),
    (Paths(paths=(Path(label="A", ranks=(1, 2)),)), "", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("chart", "listing", "data"), CHARTS, ids=lambda value: type(value).__name__
)
def test_a_chart_says_what_it_shows(chart, listing, data):
    assert chart.listing() == listing
    frame = chart.frame()
    if isinstance(chart, Trends):
        assert frame["time"].tolist() == ["2015", "2016"]
        assert frame.iloc[1, 1:].tolist() == [4, 3, 5]
        assert frame.index.tolist() == ["A", "A"]
        return
    assert frame.to_dict() == data
    assert frame.empty or frame.index.name == chart.stub


def test_limits_of_bars_are_data_where_any_bar_has_them():
    bars = Bars(
        bars=(
            Bar(label="A", value=3, low=1, high=5, printed=""),
            Bar(label="B", value=0, printed=""),
        )
    )
    frame = bars.frame()
    assert frame.loc["A"].tolist() == [3, 1, 5]
    assert frame.loc["B"].isna().tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("labels", "held"),
    [
        ([], True),
        (["Price", "Speed of answer", "Other"], True),
        (["what it costs over all the years " * 6, "Price"], False),
        (["Price"] * 14, True),
        (["Price"] * 15, False),
        (["\u6771\u4eac\u6771\u4eac"] * 9, True),
        (["\u6771\u4eac\u6771\u4eac\u6771"] * 9, False),
    ],
)
def test_columns_hold_labels_whose_words_fit_below_them(labels, held):
    assert hold_labels(labels) is held


def test_lines_break_where_a_question_was_changed_and_where_nothing_is_known():
    moments = tuple(Moment(value=value) for value in (1, 2, None, 3, 4, 5))
    trend = Trend(label="A", moments=moments, breaks=(4,))
    assert list(trend.runs()) == [[0, 1], [3], [4, 5]]
    nothing = Trend(label="B", moments=(Moment(), Moment()))
    assert list(nothing.runs()) == []


def test_breaks_are_said_to_who_does_not_see_them():
    moments = (Moment(value=1, printed="1%"), Moment(value=2, printed="2%"))
    chart = Trends(
        trends=(Trend(label="A", moments=moments, breaks=(1,)),),
        times=("2015", "2016"),
        breaks=(Break(place=1, text="asked in other words"),),
    )
    assert chart.listing() == (
        "A: 1% in 2015 and 2% in 2016; the line breaks before 2016 (asked in other words)"
    )


def test_a_line_has_a_moment_for_every_time():
    with pytest.raises(ValueError, match="'A' has 1 moments; allowed: one a time, 2"):
        Trends(trends=(Trend(label="A", moments=(Moment(),)),), times=("2015", "2016"))


def test_each_of_two_figures_of_a_bar_is_told_after_its_own_name():
    chart = Stacks(
        answers=(Answer(label="Poor"), Answer(label="Good")),
        stacks=(Stack(label="Speed", shares=(30, 70), printed="3.96±0.09; 72%"),),
        figures="Mean; Top 2",
    )
    assert chart.listing() == "Speed: Poor 30%, Good 70%, Mean 3.96±0.09, Top 2 72%"
