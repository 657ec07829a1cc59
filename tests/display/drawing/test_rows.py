from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from research.display.drawing.canvas import WIDTH
from research.display.drawing.measure import text_width
from research.display.drawing.rows import SIZE, lay_rows, name_rows
from research.display.palette import INK, MUTED

LONG = "a label of many words " * 9


def test_rows_of_one_line_stand_at_whole_places():
    rows = lay_rows(["Fish", "Bread", "Salt"], 0.3, 1.0)
    assert (rows.places, rows.extent, rows.height) == ([0, 1, 2], 3, pytest.approx(0.9))
    assert rows.ticks == ([0, 1, 2], ["Fish", "Bread", "Salt"])


def test_labels_take_the_room_of_the_widest():
    narrow, wide = (lay_rows([letter * 12], 0.3, 1.0).left for letter in "iW")
    assert WIDTH * (wide - narrow) == pytest.approx(
        (text_width("W" * 12, SIZE) - text_width("i" * 12, SIZE)) / 72
    )
    assert lay_rows(["i"], 0.3, 1.0, least=0.24).left == 0.24


def test_a_long_label_takes_more_lines_and_moves_the_rows_below_it():
    rows = lay_rows(["Fish", LONG, "Salt"], 0.3, 1.0)
    assert rows.labels[1].count("\n") == 3
    first, second, third = rows.places
    assert first == 0
    assert second - first == pytest.approx(third - second)
    assert third - second > 1
    assert rows.extent == pytest.approx(third + 1)


def test_rows_move_together_where_a_page_would_not_hold_them():
    rows = lay_rows([LONG] * 40, 0.3, 1.0)
    assert rows.pitch < 0.3
    assert 1.0 + rows.height <= 8.6
    assert not [label for label in rows.labels if "\n" in label]
    assert rows.more == 0


def test_rows_that_a_page_cannot_hold_are_counted_in_a_last_one():
    rows = lay_rows([str(place) for place in range(100)], 0.3, 1.0)
    places, labels = rows.ticks
    assert labels[-1] == f"and {rows.more} more"
    assert rows.more + len(labels) - 1 == 100
    assert places[-1] == rows.extent - 1
    assert 1.0 + rows.height <= 8.6


def test_there_may_be_no_rows():
    rows = lay_rows([], 0.3, 1.0)
    assert (rows.places, rows.height) == ([], 0)


def test_what_counts_the_rest_has_room_beside_short_labels():
    rows = lay_rows(["i"] * 100, 0.3, 1.0)
    assert WIDTH * 72 * rows.left >= text_width(rows.ticks[1][-1], SIZE)


def test_heads_are_bold_what_steps_back_is_muted_and_a_last_row_of_more_is_neither():
    axes = Figure().subplots()
    rows = lay_rows([f"Row {number}" for number in range(60)], 0.3, 1.0)
    assert rows.more
    shown = len(rows.labels)
    name_rows(axes, rows, bold=[True] + [False] * 59, muted=[False, True] + [False] * 58)
    ticks = axes.get_yticklabels()
    assert [tick.get_text() for tick in ticks][::shown] == ["Row 0", rows.ticks[1][-1]]
    assert [tick.get_fontweight() for tick in ticks[:3]] == ["semibold", "normal", "normal"]
    assert [tick.get_color() for tick in ticks[:3]] == [INK, MUTED, INK]
    assert (ticks[shown].get_fontweight(), ticks[shown].get_color()) == ("normal", INK)
    assert not axes.spines["left"].get_visible()
