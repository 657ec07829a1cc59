from __future__ import annotations

import pytest

from research.prose.claims import Claim
from research.prose.evidence import Distribution, Evidence
from research.prose.kinds import holds

# Ten people rank four themes; columns are the positions.
COUNTS = {"a": (6, 2, 1, 1), "b": (3, 3, 2, 2), "c": (1, 3, 4, 2), "d": (0, 2, 3, 5)}
DATA = Evidence(Distribution(COUNTS, dict.fromkeys(COUNTS, 10.0), {"a": 1, "b": 2, "c": 3, "d": 4}))


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        (Claim("count", ("a",), "top2", value=8, other=10), True),
        (Claim("count", ("a",), "top2", value=7, other=10), False),
        (Claim("count", ("a",), "top2", value=8, other=9), False),
        (Claim("place", ("a",), "first", value=1), True),
        (Claim("place", ("b",), "first", value=1), False),
        (Claim("place", ("d",), "first", value=1, lowest=True), True),
        (Claim("place", ("b", "c"), "last", value=2), True),
        (Claim("place", ("b",), "last", value=2), False),
        (Claim("lead", ("a",), "first", value=30, other=2), True),
        (Claim("lead", ("a",), "first", value=31, other=2), False),
        (Claim("lead", ("a",), "first", value=30, other=2.1), False),
        (Claim("lead", ("b",), "first", value=0, other=1), False),
        (Claim("cell", ("a",), "first", value=10, other=1.2), True),
        (Claim("cell", ("a",), "first", value=11, other=1), False),
        (Claim("cell", ("d",), "last", value=0, other=1), False),
        (Claim("at least", ("a",), "top2", value=80), True),
        (Claim("at least", ("a",), "top2", value=81), False),
        (Claim("at most", ("c",), "first", value=10), True),
        (Claim("at most", ("c",), "first", value=9), False),
        (Claim("gain", ("a",), "top2", value=20), True),
        (Claim("gain", ("a",), "top2", value=19), False),
        (Claim("even", ("b",), value=1, other=3), True),
        (Claim("even", ("b",), value=1, other=2), False),
        (Claim("mode", ("a",), "first"), True),
        (Claim("mode", ("b",), "first"), False),
        (Claim("all first"), False),
    ],
)
def test_a_share_claim_is_true_only_as_the_counts_have_it(claim: Claim, true: bool) -> None:
    assert holds(claim, DATA) is true


def test_all_first_is_true_when_nobody_is_left_out() -> None:
    counts = {"a": (1, 1), "b": (1, 1)}
    data = Distribution(counts, {"a": 2, "b": 2}, {"a": 1, "b": 1})
    assert holds(Claim("all first"), Evidence(data))
