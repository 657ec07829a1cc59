from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from research.display.formats import format_percent, format_rank, whole_percent


def test_a_shared_rank_carries_an_equals_sign() -> None:
    assert [format_rank(3, True), format_rank(3, False)] == ["3=", "3"]


def test_halves_go_to_the_even_percentage() -> None:
    # 2 of 16 is 12.5 and 6 of 16 is 37.5: the published 12, and 38 by the same rule.
    assert [whole_percent(2, 16), whole_percent(6, 16)] == [12, 38]


def test_a_share_is_printed_whole() -> None:
    assert format_percent(53, 105) == "50%"


@given(st.integers(1, 500).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_whole_percentage_is_never_further_than_half_a_point(pair: tuple[int, int]) -> None:
    count, base = pair
    assert abs(whole_percent(count, base) - Fraction(100 * count, base)) <= Fraction(1, 2)
