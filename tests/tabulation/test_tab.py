from __future__ import annotations

import numpy as np
import pytest

from research.tabulation.tab import SCORED, Break, Line
from tests.tabulation.made import points, tab, wave_tab, waves

LINES = [
    Line("poor", "Poor", "category"),
    Line("good", "Good", "category"),
    Line("mean", "Mean", "mean", "mean", base=SCORED),
]
COLUMNS = points(sector=["Banking", "Retail"], region=["North"])
MADE = tab(
    LINES,
    COLUMNS,
    [[40, 30, 60, 50], [60, 70, 40, np.nan], [1.6, 1.7, 1.4, 1.5]],
    question={"name": "service", "type": "scale", "column": "Q1"},
    bases=[160, 99, 29, 100],
    scored=[150, 90, 25, np.nan],
)


def test_a_cell_rests_on_the_base_of_its_line() -> None:
    assert MADE.base_of("poor", "sector.banking") == 99
    assert MADE.base_of("mean", "sector.banking") == 90


def test_small_bases_are_marked_and_hidden_ones_are_not() -> None:
    assert [MADE.mark(point.key) for point in COLUMNS] == ["", "*", "**", ""]
    assert MADE.mark("region.north", SCORED) == ""


def test_a_part_keeps_its_points_with_all_that_belongs_to_them() -> None:
    part = MADE.part(["total", "region.north"])
    assert [point.key for point in part.points] == ["total", "region.north"]
    assert part.values.columns.tolist() == ["total", "region.north"]
    assert part.bases[SCORED].columns.tolist() == ["total", "region.north"]


def test_groups_are_those_that_letters_run_within() -> None:
    assert [[point.label for point in group] for group in MADE.groups] == [
        ["Banking", "Retail"],
        ["North"],
    ]


def test_a_cell_without_a_value_is_not_shown() -> None:
    assert MADE.shown("poor", "region.north")
    assert not MADE.shown("good", "region.north")


def test_what_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        MADE.line("fair")
    with pytest.raises(KeyError):
        MADE.point("sector.food")


def test_waves_know_what_each_is_compared_with_and_where_the_row_breaks() -> None:
    columns = waves("2014", "2015", "2016")
    cut = Break("wave.2014", "wave.2015", ("scale",), "In 2014 the scale had 5 points.")
    made = wave_tab(
        LINES[:2],
        columns,
        [[40, 30, 60], [60, 70, 40]],
        question={"name": "service", "type": "scale", "column": "Q1"},
        bases=[160, 99, 120],
        same_period={"wave.2016": "wave.2014"},
        breaks=[cut],
    )
    assert made.by_wave
    assert not MADE.by_wave
    assert made.against["wave.2014"] == ()
    assert made.against["wave.2016"] == ("wave.2015", "wave.2014")
    assert made.broken("wave.2015", "wave.2014") is cut
    assert made.broken("wave.2015", "wave.2016") is None
    part = made.part(["wave.2015", "wave.2016"])
    assert part.against == {"wave.2015": (), "wave.2016": ("wave.2015",)}
    assert part.breaks == ()
