from __future__ import annotations

from dataclasses import replace

import numpy as np

from research.chapters.tabs.banner import banner_of, is_compared, is_weighted
from research.display.banner import Head
from research.tabulation.tab import ANSWERED, SCORED, Line, Point
from tests.tabulation.made import TOTAL_POINT, points, tab

QUESTION = {"name": "service", "type": "scale", "column": "Q1"}
LINES = [
    Line("net.high", "High", "net", block="high"),
    Line("good", "Good", "category", depth=1, block="high"),
    Line("mean", "Mean", "mean", "mean", base=SCORED, head="Figures"),
]
COLUMNS = points(sector=["Banking", "Retail"], region=["North"])


def made(**more):
    values = [[50.0] * len(COLUMNS)] * 2 + [[3.0] * len(COLUMNS)]
    return tab(LINES, COLUMNS, values, question=QUESTION, bases=[160, 99, 29, 100], **more)


def test_columns_of_one_group_share_a_head_and_the_total_has_none() -> None:
    [heads] = banner_of(made(scored=[9] * 4), LINES).heads
    assert [(head.text, head.span) for head in heads] == [("", 1), ("Sector", 2), ("Region", 1)]
    assert heads[1].more == "Sector (continued)"


def test_inner_heads_are_not_shared_across_outer_ones() -> None:
    nested = (
        TOTAL_POINT,
        Point("a.x", ("North", "Small"), "Old", "Old", "A", 0),
        Point("b.x", ("South", "Small"), "Old", "Old", "B", 1),
        Point("b.y", ("South", "Small"), "New", "New", "C", 1),
    )
    table = tab(LINES[:1], nested, [[1, 2, 3, 4]], question=QUESTION, bases=[9] * 4)
    _, inner = banner_of(table, LINES[:1]).heads
    assert inner[1:] == [
        Head("Small", 1, "Small (continued)"),
        Head("Small", 2, "Small (continued)"),
    ]


def test_small_bases_bear_stars_and_hidden_ones_a_dash() -> None:
    table = made(scored=[160, 99, 29, np.nan])
    [row] = banner_of(table, LINES).sizes
    assert [cell.text for cell in row.cells] == ["160", "99", "29", "100"]
    assert [cell.letters for cell in row.cells] == ["", "*", "**", ""]
    [own] = banner_of(table, LINES).stubs[2].sizes
    assert [cell.text for cell in own.cells] == ["160", "99", "29", "–"]


def test_weighted_and_effective_bases_stand_below_where_there_are_weights() -> None:
    table = replace(made(), weight="Sector")
    assert is_weighted(table)
    assert [row.head for row in banner_of(table, LINES[:2]).sizes] == [
        "Base, unweighted",
        "Base, weighted",
        "Base, effective",
    ]
    assert not is_weighted(made())


def test_weights_show_in_the_bases_though_nobody_names_them() -> None:
    bases = made().bases[ANSWERED].astype(float)
    bases.loc["weighted"] *= 1.25
    assert is_weighted(replace(made(), bases={ANSWERED: bases}))


def test_lines_that_rest_on_another_base_say_so_once() -> None:
    stubs = banner_of(made(scored=[150, 90, 25, 99]), LINES).stubs
    assert [bool(stub.sizes) for stub in stubs] == [False, False, True]
    assert stubs[2].head == "Figures"
    same = banner_of(made(scored=[160, 99, 29, 100]), LINES).stubs
    assert not same[2].sizes


def test_bases_that_alternate_are_told_at_each_change_by_the_unweighted_one() -> None:
    lines = [LINES[0], LINES[2], replace(LINES[1], kind="dont_know")]
    table = tab(
        lines, COLUMNS, [[1.0] * 4] * 3, question=QUESTION, bases=[160] * 4, scored=[150] * 4
    )
    stubs = banner_of(replace(table, weight="Sector"), lines).stubs
    assert [[row.head for row in stub.sizes] for stub in stubs] == [
        [],
        ["Gave a number, unweighted"],
        ["Base, unweighted"],
    ]


def test_a_head_stands_above_the_first_line_of_its_block_alone() -> None:
    lines = [
        Line(f"{item}.{name}", item, "share", block=name, head=name)
        for name in ("first", "top3")
        for item in ("price", "speed")
    ]
    table = tab(lines, COLUMNS, [[1.0] * 4] * 4, question=QUESTION, bases=[9] * 4)
    heads = [stub.head for stub in banner_of(table, lines).stubs]
    assert heads == ["first", "", "top3", ""]


def test_rows_of_a_grid_have_their_bases_below_where_they_differ() -> None:
    lines = [Line(f"{row}.mean", row, "mean", "mean", base=row) for row in ("speed", "price")]
    table = tab(lines, COLUMNS, [[1.0] * 4] * 2, question=QUESTION, bases=[12] * 4)
    own = {"speed": table.bases[ANSWERED], "price": table.bases[ANSWERED] - 2}
    banner = banner_of(replace(table, bases={**table.bases, **own}), lines)
    assert [row.head for row in banner.below] == ["speed", "price"]
    assert [cell.text for cell in banner.below[1].cells] == ["10"] * 4
    assert [row.head for row in banner.sizes] == ["Base, largest of the rows"]
    assert not any(stub.sizes for stub in banner.stubs)
    same = dict.fromkeys(("speed", "price"), table.bases[ANSWERED])
    assert not banner_of(replace(table, bases={**table.bases, **same}), lines).below


def test_members_of_a_net_stand_in_and_stay_with_it() -> None:
    stubs = banner_of(made(scored=[9] * 4), LINES).stubs
    assert [(stub.depth, stub.block) for stub in stubs[:2]] == [(0, "high"), (1, "high")]


def test_a_tab_of_the_total_alone_has_neither_heads_nor_letters() -> None:
    alone = made(scored=[9] * 4).part(["total"])
    banner = banner_of(alone, LINES)
    assert not is_compared(alone)
    assert (list(banner.heads), list(banner.letters)) == ([], [])
