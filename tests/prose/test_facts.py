from __future__ import annotations

import pytest

from research.prose.claims import Claim
from research.prose.facts import facts_of


@pytest.mark.parametrize(
    ("claim", "facts"),
    [
        (Claim("within", ("a",), breakdown="s", groups=("s.x",)), {("within", "a", "s")}),
        (Claim("within", ("a",), groups=("s.x",)), {("rank", "a", "s.x")}),
        (Claim("best", ("a",), groups=("s.w", "s.x", "s.y", "s.z"), value=1), set()),
        (Claim("range", ("a",), breakdown="s"), {("spread", "a", "s")}),
        (Claim("count", ("a",), "top3", value=1, other=2), {("share", "a", "top3")}),
        (
            Claim("holds", ("a",), "high", groups=("b.x",)),
            {("score", "a", "b.x", "high"), ("score", "a", "overall", "high")},
        ),
        (Claim("unrivalled", ("a",), "high"), set()),
    ],
)
def test_a_claim_prints_the_results_it_rests_on(claim: Claim, facts: set[tuple[str, ...]]) -> None:
    assert facts_of([claim]) == facts
