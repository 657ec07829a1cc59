from __future__ import annotations

import pytest

from research.wording.figures import figure, grouped, interval, millions, money, signed, span

NONE = float("nan")


def test_amounts_and_intervals_are_short() -> None:
    assert [money(value) for value in (999_499, 999_500, -4_200, -300, NONE)] == [
        "999k",
        "1.0m",
        "−4k",
        "0k",
        "–",
    ]
    assert interval(-1.25, 2) == "−1.2 to 2.0"
    assert interval(-1.25, 2, 2, sign=True) == "−1.25 to +2.00"
    assert interval(NONE, 1) == interval(1, NONE) == "–"
    assert millions(1_234_567_890) == "1,234.6 million"


@pytest.mark.parametrize("write", [figure, grouped, signed])
def test_a_number_that_is_not_there_is_a_dash(write: object) -> None:
    assert write(NONE) == "–"  # type: ignore[operator]


def test_differences_bear_their_sign_and_a_zero_bears_none() -> None:
    assert [signed(value, 1) for value in (0.04, -0.04, 0.06, -0.06)] == [
        "0.0",
        "0.0",
        "+0.1",
        "−0.1",
    ]
    assert grouped(-1234) == "−1,234"


def test_a_span_of_one_is_a_number() -> None:
    assert [span(2, 5), span(2, 2)] == ["2–5", "2"]
