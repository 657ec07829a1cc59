from __future__ import annotations

import pytest

from research.wording.numbers import number, spelt


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (40, "forty"),
        (99, "ninety-nine"),
        (100, "a hundred"),
        (1234, "1,234"),
    ],
)
def test_numbers_are_spelt_out(value: int, words: str) -> None:
    assert spelt(value) == words


def test_running_text_spells_numbers_up_to_twelve() -> None:
    assert [number(value) for value in (0, 1, 12, 13)] == ["0", "one", "twelve", "13"]
