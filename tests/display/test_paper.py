"""How tables with a banner go on paper: what stands in a column always fits in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from research.display.cell import Cell
from research.display.drawing.measure import text_width
from research.display.paper import ACROSS, UPRIGHT, plan

POINT = 25.4 / 72


def planned(groups, *, text="100%", letters="", label="Yes", head="Head"):
    heads = [f"{head} {place}" for place in range(len(groups))]
    return plan([(label, 0)], heads, [[Cell(text, letters=letters)] * len(groups)], groups)


def test_a_few_columns_stand_on_an_upright_page_with_room_to_spare() -> None:
    paper = planned([-1, 0, 0, 0])
    assert (paper.room, paper.across, paper.parts) == (UPRIGHT, False, ((0, 1, 2, 3),))
    assert sum(paper.widths) <= UPRIGHT


def test_more_than_ten_columns_lie_across() -> None:
    assert not planned([-1, *[0] * 9]).across
    assert planned([-1, *[0] * 13]).across


def test_a_few_more_stay_upright_where_no_word_of_a_head_need_break() -> None:
    assert not planned([-1, *[0] * 10]).across
    assert planned([-1, *[0] * 10], head="Manufac\u00adturing").across


def test_few_columns_of_wide_figures_lie_across_too() -> None:
    assert planned([-1, *[0] * 6], text="1,234,567,890.12").across


def test_a_narrow_table_can_be_told_to_lie_across() -> None:
    heads, cells = ["Head"] * 2, [[Cell("100%")] * 2]
    paper = plan([("Yes", 0)], heads, cells, [-1, 0], across=True)
    assert (paper.across, paper.room, paper.parts) == (True, ACROSS, ((0, 1),))


def test_what_is_still_too_wide_goes_on_group_by_group_with_the_total_repeated() -> None:
    paper = planned([-1, *[0] * 9, *[1] * 9], letters="ABC")
    assert paper.parts == (tuple(range(1, 10)), tuple(range(10, 19)))
    assert paper.kept == (0,)
    assert paper.opening == {10}


def test_a_group_that_no_page_holds_is_cut_into_pieces_of_about_one_width() -> None:
    paper = planned([-1, *[0] * 40], letters="ABC")
    sizes = [len(part) for part in paper.parts]
    assert sum(sizes) == 40
    assert max(sizes) - min(sizes) <= 3


def test_long_labels_wrap_and_leave_the_columns_their_room() -> None:
    assert planned([-1, 0, 0], label="A very long label " * 20).widths[0] <= 52


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=6),
    st.sampled_from(["7%", "100%", "12,345.6"]),
    st.sampled_from(["", "A", "ABCDEFG"]),
)
def test_every_part_fits_its_page_and_every_figure_its_column(sizes, text, letters) -> None:
    groups = [-1, *(number for number, size in enumerate(sizes) for _ in range(size))]
    paper = planned(groups, text=text, letters=letters)
    shown = [place for part in paper.parts for place in part]
    assert sorted({*shown, *paper.kept}) == list(range(len(groups)))
    assert len(shown) == len(set(shown))
    stub, *widths = paper.widths
    for part in paper.parts:
        assert stub + sum(widths[place] for place in {*paper.kept, *part}) <= paper.room
    least = (text_width(text, 8) + len(letters) * 3.9) * POINT
    assert min(widths) >= least
    assert paper.room in (UPRIGHT, ACROSS)
