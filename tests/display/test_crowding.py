from __future__ import annotations

from research.display.cell import Cell
from research.display.crowding import is_crowded


def crowded(text: str, columns: int, *, side: str = "r", widths: list[int] | None = None) -> bool:
    wide = widths or [30, *[max(8, 70 // columns)] * columns]
    return is_crowded(wide, [[Cell(text)] * columns], "l" + side * columns)


def test_many_columns_of_wide_figures_are_crowded_and_of_narrow_ones_are_not() -> None:
    assert crowded("1,234,567.8", 15)
    assert not crowded("12%", 15)


def test_a_few_columns_are_crowded_by_very_wide_figures_alone() -> None:
    assert crowded("1,234,567,890,123", 5)
    assert not crowded("1,234,567", 5)


def test_what_can_wrap_is_measured_by_its_longest_piece() -> None:
    assert not crowded("12 of 15 or so", 12)


def test_columns_of_sentences_and_lists_wrap() -> None:
    assert not crowded("An answer as long as sentences are", 20)
    assert not is_crowded([1, 1], [[Cell(items=("one", "two"))]], "ll")


def test_tables_of_ranks_have_columns_of_one_measure_whatever_their_widths_say() -> None:
    widths = [34, 10, *[100] * 14]
    assert crowded("1,234,567.8", 15, side="c", widths=widths)
    assert not crowded("12=", 15, side="c", widths=widths)
