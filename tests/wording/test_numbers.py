from __future__ import annotations

import pytest

from research.wording.numbers import number, out_of


def test_running_text_spells_numbers_up_to_twelve() -> None:
    assert [number(value) for value in (0, 1, 12, 13)] == ["0", "one", "twelve", "13"]


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (5, 6, ("five", "six")),
        (12, 12, ("twelve", "twelve")),
        (12, 13, ("12", "13")),
        (0, 5, ("0", "five")),
        (2, 1105, ("2", "1,105")),
    ],
)
def test_both_numbers_of_a_share_are_written_alike(
    count: int, total: int, words: tuple[str, str]
) -> None:
    assert out_of(count, total) == words
