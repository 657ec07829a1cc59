from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from research.wording.ordinals import format_rank, ordinal, ordinal_figure


@given(st.integers(0, 10_000))
def test_ordinals_end_as_they_are_spoken(value: int) -> None:
    suffix = ordinal_figure(value)[-2:]
    if value % 100 in (11, 12, 13):
        assert suffix == "th"
    else:
        assert suffix == {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def test_ordinals_are_words_up_to_twelfth() -> None:
    assert [ordinal(value) for value in (1, 12, 13)] == ["first", "twelfth", "13th"]


def test_a_shared_rank_carries_an_equals_sign() -> None:
    assert [format_rank(3, True), format_rank(3, False)] == ["3=", "3"]
