from __future__ import annotations

from fractions import Fraction

import pytest

from research.prose.observation import Thresholds
from research.prose.share_margins import intervals_apart, is_clear


@pytest.mark.parametrize(
    ("own", "following", "base", "apart"),
    [
        (21, 16, 105, False),
        (52, 39, 105, False),
        (53, 27, 130, True),
        (530, 480, 1300, False),
        (530, 440, 1300, True),
        (10, 0, 10, True),
    ],
)
def test_shares_are_far_apart_only_where_their_intervals_do_not_meet(
    own: int, following: int, base: int, apart: bool
) -> None:
    assert intervals_apart(Fraction(own, base), Fraction(following, base), base) is apart


@pytest.mark.parametrize(("own", "clear"), [(24, True), (23, False)])
def test_a_clear_lead_asks_for_points_and_for_a_ratio(own: int, clear: bool) -> None:
    assert is_clear(Fraction(own, 100), Fraction(20, 100), Thresholds()) is clear
    assert not is_clear(Fraction(84, 100), Fraction(80, 100), Thresholds())
