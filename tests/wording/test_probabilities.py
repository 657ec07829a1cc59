from __future__ import annotations

from research.wording.probabilities import chance, probability


def test_a_probability_is_never_printed_as_nought() -> None:
    # A tie goes to the even digit, and here that is nought.
    assert [probability(p) for p in (0.0005, 0.00051, 0.0125, 1.0)] == [
        "< 0.001",
        "0.001",
        "0.012",
        "1.000",
    ]


def test_a_chance_is_never_printed_as_certain() -> None:
    assert [chance(share) for share in (1.0, 0.5, 0.0)] == ["> 99%", "50%", "< 1%"]
