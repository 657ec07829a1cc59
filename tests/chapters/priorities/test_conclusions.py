from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.priorities.conclusions import published_claims
from research.errors import ResearchError
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

HOLDS = """
  - place: Table 1
    prints: prints rank 1 for Staff & Skills in retail
    claim: {kind: rank, theme: staff, group: sector.retail, value: 1}
"""
FAILS = """
  - place: Table 2
    prints: prints rank 4 for Keeping Customers in retail
    claim: {kind: rank, theme: retain, group: sector.retail, value: 4}
"""


def claiming(params: Path, claims: str) -> Study:
    (params.parent / "claims.yml").write_text(f"claims:{claims}", encoding="utf-8")
    text = params.read_text(encoding="utf-8")
    named = text.replace("  themes: themes\n", "  themes: themes\n  claims: claims.yml\n")
    params.write_text(named, encoding="utf-8")
    return open_study(params)


def bullets(study: Study) -> list[str]:
    text = published_claims(study).markdown
    return [line for line in text.splitlines() if line.startswith("- ")]


def test_a_claim_that_the_data_disprove_is_told_with_what_they_give(params: Path) -> None:
    (told,) = bullets(claiming(params, HOLDS + FAILS))
    assert "Table 2 prints rank 4 for Keeping Customers in retail" in told
    assert "Keeping" in told.partition(";")[2]
    assert "second" in told.partition(";")[2]


def test_how_many_claims_were_held_against_the_data_is_told(params: Path) -> None:
    text = published_claims(claiming(params, HOLDS + FAILS)).markdown
    assert "Of two printed claims" in text or "Of 2 printed claims" in text


def test_claims_that_hold_make_no_list(params: Path) -> None:
    assert bullets(claiming(params, HOLDS)) == []


def test_a_claim_of_an_unknown_kind_is_refused_with_the_kinds_there_are(params: Path) -> None:
    with pytest.raises(ResearchError, match=r"'rnk'.*allowed.*rank"):
        published_claims(claiming(params, HOLDS.replace("kind: rank", "kind: rnk")))
