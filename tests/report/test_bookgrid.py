from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.report.bookgrid import GridRow, called, grids_of, rows_of
from research.tabulation.summary import summary
from research.tabulation.tab import ANSWERED, Point, Tab
from tests.report import books


def rows(tab: Tab, points: tuple[Point, ...] = books.COLUMNS) -> list[GridRow]:
    return [*rows_of(books.read(tab), points)]


def named(tab: Tab) -> dict[str, GridRow]:
    return {row.name: row for row in rows(tab) if row.name}


def test_what_is_said_of_a_table_stands_above_its_bases_and_lines() -> None:
    told = [(row.kind, row.text) for row in rows(books.sector())]
    assert told == [
        ("title", "Q1  Sector of the firm"),
        ("said", "In which sector does your firm do most of its business?"),
        ("said", "Base: All respondents"),
        ("said", "Filter: Customers"),
        ("said", "Weight: main"),
        ("base", "Base, unweighted"),
        ("base", "Base, weighted"),
        ("base", "Base, effective"),
        ("line", "Finance (net)"),
        ("line", "Banking"),
        ("line", "Retail & trade"),
        ("line", "Don't know"),
        ("note", "– Retail: nobody answered"),
        ("note", "– Don't know in West: nobody answered"),
        ("gap", ""),
    ]


def test_percentages_run_to_one_with_the_digits_of_the_ledger_and_a_nought_stays() -> None:
    lines = named(books.sector())
    assert lines["net.finance"].values == [0.666666666667, 0.7, "–", 0.6, 0.62, 0.64]
    assert lines["retail"].values[1] == 0
    assert lines["retail"].show == "share"
    assert lines["net.finance"].strong
    assert lines["banking"].depth == 1


def test_letters_and_marks_stand_beside_their_cells() -> None:
    lines = named(books.sector())
    assert lines["banking"].letters == ["", "B", "", "", "", ""]
    assert lines["retail"].rest == ["", "", "", "", "", "higher"]
    assert named(books.service())["base.unweighted"].letters == ["", "", "**", "", "*", "*"]


def test_figures_on_a_base_of_their_own_have_it_above_them() -> None:
    told = [row.text for row in rows(books.service()) if row.kind not in ("title", "said", "gap")]
    assert told == [
        "Base, unweighted", "Base, weighted", "Base, effective", "Answers", "1 Poor", "5 Excellent",
        "Top 2", "Base with a number, unweighted", "Base with a number, weighted",
        "Base with a number, effective", "Mean", "Some gave two answers.",
    ]  # fmt: skip
    lines = named(books.service())
    assert lines["base.scored.unweighted"].values == [400, 110, 20, 160, 90, 29]
    assert lines["base.scored.unweighted"].letters == ["", "", "**", "", "*", "**"]


def test_a_base_that_is_the_same_is_not_repeated() -> None:
    tab = books.service()
    same = replace(tab, bases=dict.fromkeys(tab.bases, tab.bases["answered"]))
    assert sum(row.kind == "base" for row in rows(same)) == 3


def test_a_score_has_the_limits_of_its_interval_under_it() -> None:
    lines = named(books.recommend())
    assert lines["score"].values[:2] == [12.5, -3]
    assert lines["score.low"].values[:2] == [7.5, -8]
    assert lines["score.high"].values[:2] == [17.5, 2]


@pytest.mark.parametrize(
    ("size", "show"), [(9, "decimals"), (250, "decimal"), (3000, "whole"), (-3000, "whole")]
)
def test_figures_show_the_digits_that_their_size_needs(size: float, show: str) -> None:
    tab = books.service()
    tab.values.loc["mean"] = size
    assert named(tab)["mean"].show == show


def test_a_column_that_a_table_lacks_is_a_dash_with_the_reason() -> None:
    part = books.recommend().part(["total", "region.north"])
    lines = [*rows_of(books.read(part), books.COLUMNS)]
    assert next(row for row in lines if row.name == "score").values == [12.5, "–", "–", 8, "–", "–"]
    assert [row.text for row in lines if row.kind == "note"] == [
        "– Banking; Retail; South; West: this table is not split by it"
    ]


def test_many_cells_without_a_figure_are_counted_and_not_named() -> None:
    tab = books.service()
    tab.values.iloc[:3, 1:] = np.nan
    tab.reasons.iloc[:3, 1:] = "hidden"
    assert "– 15 cells: hidden" in [row.text for row in rows(tab) if row.kind == "note"]


def test_each_banner_has_a_grid_and_each_table_one_place_with_all_its_columns() -> None:
    whole, part = books.recommend(), books.recommend().part(["total", "region.west"])
    total = replace(books.recommend().part(["total"]), banner="", id="recommend")
    made = grids_of([books.read(tab) for tab in (part, total, books.sector(), whole)])
    assert [(grid.banner, [tab.id for tab in grid.tabs]) for grid in made] == [
        ("profile", ["recommend.profile", "sector.profile"]),
        ("", ["recommend"]),
    ]
    assert made[0].points == books.COLUMNS


def test_points_of_one_label_are_told_apart_by_their_heads() -> None:
    north = Point("a.north", ("Home", "Small"), "North")
    south = Point("a.south", ("Home", "Small"), "South")
    points = (north, south, Point("b.north", ("Abroad",), "North"))
    assert [called(point, points) for point in points] == [
        "Home, Small, North",
        "South",
        "Abroad, North",
    ]


def test_a_summary_names_the_base_of_each_row_once() -> None:
    rows_of_grid = [books.service(), replace(books.service(), row="care")]
    rows_of_grid[1].bases[ANSWERED].loc[:, "sector.retail"] = 19
    made = summary(rows_of_grid)
    # A notebook keeps the bases by the alphabet.
    made = replace(made, bases=dict(sorted(made.bases.items())))
    lines = [row for row in rows(made) if row.kind in ("base", "head", "line")]
    assert [row.text for row in lines] == [
        "Base, unweighted", "Base, weighted", "Base, effective", "Base of Speed", "Base of care",
        "Top 2", "Speed", "care", "Mean", "Speed", "care",
    ]  # fmt: skip
    assert [row.values[2] for row in lines[3:5]] == [28, 19]
    assert lines[4].name == "base.care.unweighted"


def test_only_the_score_itself_bears_a_sign_and_an_interval() -> None:
    lines = named(books.recommend())
    assert (lines["score"].show, lines["error"].show) == ("score", "decimal")
    assert "error.low" not in lines
