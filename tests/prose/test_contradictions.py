from __future__ import annotations

from typing import Any

import pytest

from research.errors import StatisticsError
from research.prose.contradictions import contradictions, read_claims, verdict


def sentences(study: Any, **claim: Any) -> list[str]:
    published = read_claims([{"place": "the text", "prints": "says so", "claim": claim}])
    return [one.sentence for one in contradictions(published, study.evidence, study.names)]


@pytest.mark.parametrize(
    ("claim", "computed"),
    [
        ({"kind": "rank", "theme": "kam", "group": "sector.insurance", "value": 9},
         "the data put KAM tenth in Insurance"),
        ({"kind": "rank", "theme": "kam", "group": "overall", "value": 7},
         "the data put KAM sixth overall"),
        ({"kind": "gains", "theme": "kam", "group": "sector.insurance", "value": 1},
         "the data put KAM tenth in Insurance and sixth overall"),
        ({"kind": "spread", "theme": "hunting", "breakdown": "seniority", "value": 1},
         "in the data KAM spreads eight places and Hunting five places over the levels"),
        ({"kind": "count", "theme": "brand", "measure": "first", "value": 20, "other": 105},
         "the data have 20% (21 of 105) put Brand & CVP first"),
        ({"kind": "place", "theme": "ways", "measure": "top3", "value": 2, "lowest": True},
         "the data have 9% (9 of 105) put WoW in the top three"),
        ({"kind": "score", "theme": "kam", "measure": "high", "value": 70},
         "the assessments give 71 overall for KAM"),
        ({"kind": "together", "themes": ["hunting", "farming"], "measure": "top3", "value": 7,
          "other": 14}, "the data have 6 of 14"),
        ({"kind": "nobody", "value": 90}, "the data do not bear this out"),
    ],
)  # fmt: skip
def test_what_is_printed_stands_beside_what_is_computed(
    claim: dict[str, Any], computed: str, study_2015: Any
) -> None:
    assert sentences(study_2015, **claim) == [f"The text says so; {computed}."]


def test_a_claim_that_holds_is_passed_over(study_2015: Any) -> None:
    assert sentences(study_2015, kind="steady", theme="ways", value=2) == []


def test_an_incomplete_entry_says_what_it_lacks() -> None:
    with pytest.raises(StatisticsError, match="published claim 1 lacks prints, claim"):
        read_claims([{"place": "the text"}])


def test_the_verdict_counts_claims_and_failures(study_2015: Any) -> None:
    entry = {"place": "the text", "prints": "says so", "claim": {"kind": "all first"}}
    wrong = {**entry, "claim": {"kind": "half", "theme": "category"}}
    published = read_claims([entry, wrong])
    found = contradictions(published, study_2015.evidence, study_2015.names)
    assert verdict(published, found) == (
        "Of two printed claims held against the data, one disagrees with them."
    )
    assert verdict(published[:1], []) == (
        "One printed claim held against the data, and none disagrees with them."
    )
