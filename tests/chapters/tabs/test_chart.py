"""Charts of tabs made by hand: each type of question, and what must not be drawn of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from research.chapters.tabs.chart import chart_of
from research.display.result import RESULT_MIME
from research.display.specification.bars import Bars
from research.display.specification.columns import Columns
from research.display.specification.dots import Dots
from research.display.specification.stacks import Stacks
from research.edition.questions import Question
from research.tabulation.tab import SCORED, TOTAL, Line, Tab
from tests.tabulation.made import points, tab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.chart import Chart
    from research.tabulation.tab import Point

ALONE = points()
BANNER = points(sector=["Banking", "Retail", "Food"], region=["North", "South"])
BASES = {ALONE: [210], BANNER: [210, 99, 25, 86, 120, 90]}


GRID = {
    "type": "grid",
    "rows": {
        "speed": {"column": "Q7_1", "text": "Speed"},
        "price": {"column": "Q7_2", "text": "Price"},
    },
}


def made(
    lines: Sequence[Line],
    values: Sequence[Sequence[float]],
    columns: tuple[Point, ...],
    **more: Any,
) -> Tab:
    """A tab of so many columns, each with the same values unless it is told otherwise."""
    wide = [row if len(row) == len(columns) else [*row] * len(columns) for row in values]
    bases = BASES[columns]
    more = {"scored": [each - 5 for each in bases], **more}
    return tab(lines, columns, wide, bases=bases, **more)


def single(columns: tuple[Point, ...] = ALONE, **more: Any) -> Tab:
    lines = [
        Line("net.food", "Food", "net"),
        Line("bread", "Bread", "category", depth=1),
        Line("salt", "Salt", "category", depth=1),
        Line("fish", "Fish", "category"),
        Line("other", "Other", "other"),
        Line("dk", "Don't know", "dont_know"),
    ]
    question = {
        "name": "eats", "type": "single", "column": "Q1", "number": "Q1", "title": "What is eaten",
        "codes": {1: {"key": "bread", "text": "Bread", "short": "Bread!"}, 2: "Salt", 3: "Fish"},
    } | more  # fmt: skip
    return made(lines, [[45], [12.5], [0], [40], [38], [9.5]], columns, question=question)


def scale(columns: tuple[Point, ...] = ALONE, *, row: str = "", **more: Any) -> Tab:
    names = ("Very poor", "Poor", "Fair", "Good", "Excellent")
    lines = [
        *(Line(str(at), name, "category") for at, name in enumerate(names, 1)),
        Line("dk", "Don't know", "dont_know"),
        Line("box.top2", "Top 2", "box", base=SCORED),
        Line("mean", "Mean", "mean", "mean", base=SCORED),
    ]
    where = GRID if row else {"column": "Q7", "type": "scale"}
    question = {
        "name": "service", "codes": dict(enumerate(names, 1)), "boxes": {"Top 2": [4, 5]}, **where,
    }  # fmt: skip
    values = [[10], [20], [30], [20], [10], [10], [100 / 3], [3]]
    return made(lines, values, columns, question=question, row=row, **more)


def summary(columns: tuple[Point, ...] = ALONE) -> Tab:
    """The summary of a grid."""
    lines = [
        Line("speed.box.top2", "Speed", "box", base="speed", block="box.top2", head="Top 2"),
        Line("price.box.top2", "Price", "box", base="price", block="box.top2", head="Top 2"),
        Line("speed.mean", "Speed", "mean", "mean", base="speed", block="mean", head="Mean"),
        Line("price.mean", "Price", "mean", "mean", base="price", block="mean", head="Mean"),
    ]
    held = made(lines, [[30], [50], [3], [3.4]], columns, question={"name": "service", **GRID})
    return replace(held, bases={"answered": held.bases["answered"], "speed": held.bases[SCORED],
                                "price": held.bases[SCORED]})  # fmt: skip


def nps(columns: tuple[Point, ...] = ALONE) -> Tab:
    lines = [
        Line("promoters", "Promoters", "net"),
        Line("passives", "Passives", "net"),
        Line("detractors", "Detractors", "net"),
        Line("10", "10", "category", depth=1),
        Line("score", "Net Promoter Score", "score", "score"),
    ]
    question = {"name": "recommend", "type": "nps", "column": "Q5"}
    return made(lines, [[50], [20], [30], [25], [20]], columns, question=question, half=9.4)


def numeric(columns: tuple[Point, ...] = ALONE, **more: Any) -> Tab:
    names = ("under 10", "10 to 49", "50 and more")
    lines = [
        *(Line(f"b{at}", name, "category") for at, name in enumerate(names)),
        Line("dk", "Don't know", "dont_know"),
        Line("mean", "Mean", "mean", "mean"),
        Line("median", "Median", "median", "mean"),
    ]
    question = {
        "name": "staff", "type": "numeric", "column": "Q9", "unit": "people",
        "bands": dict(zip(names, (0, 10, 50), strict=True)),
    } | more  # fmt: skip
    return made(lines, [[20], [45], [30], [5], [44], [30]], columns, question=question)


def allocation(columns: tuple[Point, ...] = ALONE, count: int = 3) -> Tab:
    keys = [f"part{at}" for at in range(count)]
    lines = [
        *(Line(f"{key}.mean", key.title(), "mean", "percent", block="mean") for key in keys),
        *(Line(f"{key}.named", key.title(), "share", block="named") for key in keys),
    ]
    shares = [[100 * (at + 1) / sum(range(count + 1))] for at in range(count)]
    question = {"name": "wallet", "type": "allocation", "rows": {key: key for key in keys}}
    return made(lines, [*shares, *[[80]] * count], columns, question=question)


def ranking(columns: tuple[Point, ...] = ALONE) -> Tab:
    keys = ("fish", "bread", "salt", "wine")
    lines = [
        *(Line(f"{key}.mean", key.title(), "mean", "rank", block="mean") for key in keys),
        *(Line(f"{key}.first", key.title(), "share", head="First choice") for key in keys),
    ]
    question = {"name": "prefers", "type": "ranking", "rows": {key: key for key in keys}}
    values = [[2.25], [1.5], [3.4], [2.8], [20], [60], [5], [15]]
    return made(lines, values, columns, question=question)


def words(columns: tuple[Point, ...] = ALONE, label: str = "Price") -> Tab:
    lines = [
        Line("few", label, "category"),
        Line("many", "Speed", "category"),
        Line("other", "Other", "other"),
    ]
    question = {"name": "reason", "type": "open", "column": "Q13"}
    return made(lines, [[10], [40], [50]], columns, question=question)


EVERY = (single, scale, nps, numeric, allocation, ranking, words)


def drawn(held: Tab, **more: Any) -> Chart:
    chart = chart_of(held, "A message", **more)
    assert chart is not None
    return chart


def figure(held: Tab, **more: Any) -> Any:
    return drawn(held, **more).figure


# Each type alone


def test_answers_are_sorted_bars_and_what_is_no_answer_stands_last():
    chart = figure(single())
    assert isinstance(chart, Bars)
    assert [(bar.label, bar.value, bar.printed, bar.role) for bar in chart.bars] == [
        ("Fish", 40, "40%", "subject"),
        ("Bread!", 12.5, "12%", "subject"),
        ("Salt", 0, "0%", "subject"),
        ("Other", 38, "38%", "other"),
        ("Don't know", 9.5, "10%", "other"),
    ]
    assert (chart.bars[0].low, chart.bars[0].high) == (35, 45)
    assert (chart.bars[2].low, chart.bars[2].high) == (0, 5)


def test_bands_keep_their_order():
    held = single(bands={"few": 0, "many": 5})
    assert [bar.label for bar in figure(held).bars][:3] == ["Bread!", "Salt", "Fish"]


def test_a_scale_is_a_bar_about_its_middle_with_don_t_know_apart_and_the_top_box_printed():
    chart = figure(scale())
    assert isinstance(chart, Stacks)
    assert chart.split
    assert [answer.side for answer in chart.answers] == ["low", "low", "middle", "high", "high"]
    (stack,) = chart.stacks
    assert stack.shares == (10, 20, 30, 20, 10)
    assert (stack.label, stack.apart, stack.printed) == ("Total", 10, "3.00±5.00; 33%")
    assert (chart.apart, chart.figures) == ("Don't know", "Mean; Top 2")
    assert any("gave an answer on the scale" in note for note in drawn(scale()).notes)


def test_a_scale_that_begins_with_its_best_answer_is_turned():
    turned = {
        "name": "service", "type": "scale", "column": "Q7",
        "codes": {1: "Excellent", 5: "Very poor"}, "boxes": {"Top 2": [1, 2]},
    }  # fmt: skip
    held = replace(scale(), question=Question(**turned))
    assert [answer.label for answer in figure(held).answers][::4] == ["Excellent", "Very poor"]
    assert [answer.label for answer in figure(scale()).answers][::4] == ["Very poor", "Excellent"]
    assert figure(held).stacks[0].shares == (10, 20, 30, 20, 10)[::-1]


def test_rows_of_a_grid_stand_by_their_mean_each_with_its_base_where_these_differ():
    low, high = scale(row="speed"), scale(row="price")
    high.values.loc["mean"] = 3.4
    same = figure(summary(), rows=[low, high])
    assert [(stack.label, stack.printed) for stack in same.stacks] == [
        ("Price", "3.40±5.00; 33%"),
        ("Speed", "3.00±5.00; 33%"),
    ]
    assert "mean with its interval" in same.subtitle
    assert same.base.counts == (210,)
    fewer = replace(low, bases={name: frame - 200 for name, frame in low.bases.items()})
    own = figure(summary(), rows=[fewer, high])
    assert own.base is None
    assert [(stack.label, stack.muted) for stack in own.stacks] == [
        ("Price (n = 210)", False),
        ("Speed (n = 10)**", True),
    ]


def test_a_grid_without_the_tabs_of_its_rows_is_bars_of_its_first_figure():
    for columns in (ALONE, BANNER):
        chart = drawn(summary(columns))
        assert [(bar.label, bar.printed) for bar in chart.figure.bars] == [
            ("Price", "50%"),
            ("Speed", "30%"),
        ]
        assert "by" not in chart.caption.split()


def test_who_recommends_is_a_bar_of_three_parts_with_the_score_and_its_interval():
    chart = figure(nps())
    assert [answer.label for answer in chart.answers] == ["Detractors", "Passives", "Promoters"]
    assert not chart.split
    (stack,) = chart.stacks
    assert (stack.shares, stack.printed) == ((30, 20, 50), "+20 (+11 to +29)")


def test_every_group_has_its_bar_of_three_parts_under_the_head_of_its_banner():
    chart = figure(nps(BANNER))
    assert [(stack.head, stack.label) for stack in chart.stacks] == [
        ("", "Total"),
        ("Sector", "Banking (n = 99)*"),
        ("", "Retail (n = 25)**"),
        ("", "Food (n = 86)*"),
        ("Region", "North (n = 120)"),
        ("", "South (n = 90)*"),
    ]
    assert [stack.label for stack in chart.stacks if stack.muted] == ["Retail (n = 25)**"]


def test_bands_of_a_number_are_a_histogram_with_its_median_within_its_band():
    chart = figure(numeric())
    assert isinstance(chart, Columns)
    assert [column.label for column in chart.columns] == ["under 10", "10 to 49", "50 and more"]
    (marker,) = chart.markers
    # 30 is half of the way from 10 to 50, and the second band goes from 1.5 to 2.5.
    assert marker.place == 2
    assert marker.text == "Median 30 people"
    assert "unequal width" in chart.subtitle
    assert drawn(numeric()).notes == ["Don't know: 5%."]


def test_bands_of_one_width_do_not_say_that_they_differ():
    bands = {"under 10": 0, "10 to 19": 10, "20 and more": 20}
    assert "unequal" not in figure(numeric(bands=bands)).subtitle


def test_a_number_without_bands_has_no_chart_of_its_own():
    held = numeric()
    lines = [line for line in held.lines if line.kind != "category"]
    bare = replace(held, lines=tuple(lines), values=held.values.loc[[line.key for line in lines]])
    assert chart_of(bare, "A message") is None


def test_a_whole_is_one_bar_its_largest_part_first():
    chart = figure(allocation())
    assert [answer.label for answer in chart.answers] == ["Part2", "Part1", "Part0"]
    assert len(chart.stacks) == 1
    assert sum(chart.stacks[0].shares) == pytest.approx(100)


def test_small_parts_of_many_stand_together():
    chart = figure(allocation(count=12))
    assert [answer.label for answer in chart.answers][-2:] == ["Part7", "7 others"]
    assert sum(chart.stacks[0].shares) == pytest.approx(100)
    assert len(figure(allocation(count=6)).answers) == 6


def test_items_stand_by_mean_rank_the_best_first():
    chart = figure(ranking())
    assert [(bar.label, bar.printed, bar.role) for bar in chart.bars] == [
        ("Bread", "1.5", "subject"),
        ("Fish", "2.2", "subject"),
        ("Wine", "2.8", "subject"),
        ("Salt", "3.4", "other"),
    ]


@pytest.mark.parametrize("make", [ranking, single])
def test_an_interval_is_called_what_it_is_of_ranks_and_of_shares(make: Any):
    assert drawn(make()).notes[0].startswith("The line at the end of a bar is its interval")


def test_codes_of_words_are_columns_of_counts_and_bars_where_labels_are_long():
    chart = figure(words())
    assert isinstance(chart, Columns)
    assert [(column.label, column.value, column.role) for column in chart.columns] == [
        ("Speed", 84, "subject"),
        ("Price", 21, "subject"),
        ("Other", 105, "other"),
    ]
    long = figure(words(label="what it costs over all the years " * 6))
    assert isinstance(long, Bars)
    assert [bar.printed for bar in long.bars] == ["84 (40%)", "21 (10%)", "105 (50%)"]


# By a banner


@pytest.mark.parametrize(
    ("held", "name", "total"),
    [
        (single(BANNER), "Fish, in percent", "Total 40%"),
        (scale(BANNER), "Top 2, in percent", "Total 33%"),
        (numeric(BANNER), "Mean, people", "Total 44.0"),
        (ranking(BANNER), "Bread: First choice, in percent", "Total 60%"),
        (words(BANNER), "Speed, in percent", "Total 40%"),
    ],
)
def test_by_a_banner_the_key_figure_stands_beside_everybody_s(held: Tab, name: str, total: str):
    chart = figure(held)
    assert isinstance(chart, Dots)
    assert (chart.axis.label, chart.marked) == (name, total)
    assert [dot.head for dot in chart.dots] == ["Sector", "", "", "Region", ""]
    assert [dot.role for dot in chart.dots] == ["other", "muted", "other", "other", "other"]


def test_a_question_is_not_drawn_by_its_own_answers():
    asked = Question(name="sector", type="single", column="Q1")
    columns = tuple(replace(point, questions=tuple(point.key.split(".")[:1])) for point in BANNER)
    held = replace(single(BANNER), question=asked, points=columns)
    assert [dot.head for dot in figure(held).dots] == ["Region", ""]
    assert isinstance(figure(held.part(["total", "sector.banking"])), Bars)


def test_large_means_have_their_thousands_parted():
    held = numeric(BANNER)
    for frame in (held.values, held.low, held.high):
        frame.loc["mean"] *= 100
    assert figure(held).dots[0].printed == "4,400 (3,900 to 4,900)"


def test_another_figure_is_drawn_where_it_is_named():
    chart = figure(scale(BANNER), line="mean")
    assert (chart.axis.label, chart.dots[0].printed) == ("Mean", "3.00 (−2.00 to 8.00)")
    with pytest.raises(KeyError):
        chart_of(scale(BANNER), "A message", line="median")


def test_what_differs_from_the_rest_has_a_colour_and_an_arrow_but_not_where_nothing_is_tested():
    held = single(BANNER)
    rest = held.rest.copy()
    rest.loc["fish"] = ["", "higher", "higher", "lower", "", ""]
    chart = drawn(replace(held, rest=rest))
    assert [(dot.role, dot.printed[-1]) for dot in chart.figure.dots][:3] == [
        ("subject", "▲"),
        ("muted", ")"),
        ("contrast", "▼"),
    ]
    assert any("▲" in note for note in chart.notes)
    assert not any("▲" in note for note in drawn(held).notes)


def test_small_bases_are_told_where_they_stand_in_the_chart():
    assert [note for note in drawn(single(BANNER)).notes if "base" in note] == [
        "\\*\\* base under 30: not tested.",
        "\\* base under 100.",
    ]
    assert not [note for note in drawn(single()).notes if "base" in note]


# What is hidden


def hide(held: Tab, line: str, point: str = TOTAL) -> Tab:
    """The tab with one cell hidden, as disclosure control leaves it."""
    frames = {}
    for name in ("values", "low", "high", "counts"):
        frames[name] = getattr(held, name).copy()
        frames[name].loc[line, point] = np.nan
    reasons = held.reasons.copy()
    reasons.loc[line, point] = "fewer than five respondents"
    return replace(held, reasons=reasons, **frames)


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("columns", [ALONE, BANNER], ids=["alone", "banner"])
def test_no_hidden_cell_is_drawn_nor_told_of_whatever_is_hidden(make: Any, columns: Any):
    held = make(columns)
    for at, line in enumerate(held.lines):
        for place, point in enumerate(held.points):
            secret = 77.7 + at / 7 + place / 11
            told = replace(held, values=held.values.copy())
            told.values.loc[line.key, point.key] = secret
            hidden = hide(told, line.key, point.key)
            chart = chart_of(hidden, "A message")
            if chart is None:
                continue
            numbers = chart.values.to_numpy(dtype=float)
            assert not np.isclose(numbers, secret).any()
            assert not np.isclose(numbers * 100, secret).any()
            assert str(round(secret, 3)) not in str(chart.figure.record())


def test_what_is_hidden_is_left_out_with_its_reason():
    chart = drawn(hide(single(), "fish"))
    assert "Fish" not in [bar.label for bar in chart.figure.bars]
    assert "Not drawn: Fish (fewer than five respondents)." in chart.notes
    assert "Fish" not in chart.values.index


def test_a_bar_whose_one_part_is_hidden_is_left_out_whole():
    chart = drawn(hide(nps(BANNER), "passives", "sector.banking"))
    assert [stack.label for stack in chart.figure.stacks][:2] == ["Total", "Retail (n = 25)**"]
    assert chart.figure.stacks[1].head == "Sector"
    assert any(note.startswith("Not drawn: Banking") for note in chart.notes)
    assert chart_of(hide(scale(), "3"), "A message") is None


def test_a_histogram_with_a_hidden_band_is_not_drawn():
    assert chart_of(hide(numeric(), "b1"), "A message") is None


def test_a_chart_by_a_banner_whose_total_is_hidden_has_no_line():
    chart = figure(hide(single(BANNER), "fish"), line="fish")
    assert (chart.line, chart.marked) == (None, "")
    assert len(chart.dots) == 5


def test_where_everything_is_hidden_there_is_no_chart():
    held = single(BANNER)
    nothing = replace(held, values=held.values * np.nan)
    assert chart_of(nothing, "A message") is None
    assert chart_of(nothing, "A message", line="fish") is None


# What all charts have


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("columns", [ALONE, BANNER], ids=["alone", "banner"])
def test_every_chart_says_what_it_shows_and_is_the_same_each_time(make: Any, columns: Any):
    held = make(columns)
    chart = drawn(held, source="A study")
    assert chart.id == f"fig-{held.id}"
    assert chart.figure.title == "A message"
    assert chart.figure.source == "A study"
    assert "All respondents" in chart.figure.shown
    assert "base 2" in chart.figure.shown
    assert chart.alt.endswith(f"{chart.figure.listing()}.")
    assert chart.caption.endswith(", by sector and region") == (columns is BANNER)
    bundle = chart.bundle()
    assert bundle["image/svg+xml"] == drawn(held, source="A study").svg()
    assert "· A study</text>" in bundle["image/svg+xml"]
    assert bundle[RESULT_MIME]["data"]["rows"]


def test_percentages_are_shares_of_one_in_the_data():
    data = drawn(scale()).bundle()[RESULT_MIME]["data"]
    assert data["columns"][1:] == ["Very poor", "Poor", "Fair", "Good", "Excellent", "Don't know"]
    assert data["rows"] == [["Total", 0.1, 0.2, 0.3, 0.2, 0.1, 0.1]]
    assert data["shares"] == [1, 2, 3, 4, 5, 6]
    data = drawn(single()).bundle()[RESULT_MIME]["data"]
    assert data["columns"] == ["Answer", "Share", "Low", "High"]
    assert data["rows"][0] == ["Fish", 0.4, 0.35, 0.45]


def test_the_caption_has_the_number_of_the_question():
    assert drawn(single()).caption == "Q1. What is eaten"


def test_filter_and_weight_are_told():
    notes = drawn(replace(single(), filter="Sector: Retail", weight="size")).notes
    assert notes[-2:] == ["Filter: Sector: Retail.", "Weighted by the weight “size”."]
