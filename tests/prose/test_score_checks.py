from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.prose.evidence import Evidence
from research.prose.kinds import holds, read_claim
from research.prose.score_evidence import Benchmark, Scores

if TYPE_CHECKING:
    from research.prose.claims import Claim

DATA = Evidence(
    benchmark=Benchmark(
        {
            "a": {
                "overall": Scores(80, 45, 10),
                "b.x": Scores(80, 50, 20),
                "b.y": Scores(60, 38, 10),
                "b.z": Scores(70, 40, 30),
            },
            "b": {"overall": Scores(90, 40, 20), "b.x": Scores(70, 41, 20)},
        }
    )
)


def claim(kind: str, theme: str, measure: str = "", *groups: str, **more: object) -> Claim:
    themes = [theme] if theme else []
    return read_claim(
        {"kind": kind, "themes": themes, "measure": measure, "groups": groups, **more}
    )


@pytest.mark.parametrize(
    ("statement", "true"),
    [
        (claim("score", "a", "mean", value=45), True),
        (claim("score", "a", "mean", "b.x", value=50), True),
        (claim("score", "a", "mean", value=44), False),
        (claim("score place", "a", "mean", value=1), True),
        (claim("score place", "a", "high", value=1), False),
        (claim("score place", "a", "low", value=1, lowest=True), True),
        (claim("score place", "a", "range", value=1), False),
        (claim("sector place", "a", "mean", "b.x"), True),
        (claim("sector place", "a", "mean", "b.y", lowest=True), True),
        (claim("sector place", "a", "mean", "b.z"), False),
        (claim("sectors above", "a", "low", "b.x", "b.z", value=15), True),
        (claim("sectors above", "a", "low", "b.z", value=15), False),
        (claim("number above", "a", "low", value=15, other=2), True),
        (claim("number above", "a", "low", value=15, other=1), False),
        (claim("number above", "a", "low", value=15, other=1, lowest=True), True),
        (claim("mean gap", "a", "", "b.y", value=7), True),
        (claim("mean gap", "a", "", "b.y", "b.z", value=7), False),
        (claim("holds", "a", "high", "b.x"), True),
        (claim("holds", "b", "high"), True),
        (claim("holds", "a", "high"), False),
        (claim("nobody", "", value=100), True),
        (claim("nobody", "", value=90), False),
        (claim("good", "a", "mean", value=42), True),
        (claim("good", "a", "mean", value=39), False),
    ],
)
def test_a_score_claim_is_true_only_as_assessed(statement: Claim, true: bool) -> None:
    assert holds(statement, DATA) is true
