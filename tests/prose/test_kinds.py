from __future__ import annotations

import pytest

from research.errors import ResearchError, StatisticsError
from research.prose.claims import Claim
from research.prose.evidence import Evidence
from research.prose.kinds import KINDS, holds, read_claim


def test_a_claim_is_read_from_a_mapping_with_singular_names() -> None:
    read = read_claim({"kind": "rank", "theme": "a", "group": "s.x", "value": 3})
    assert read == Claim("rank", ("a",), groups=("s.x",), value=3)
    assert (read.theme, read.group) == ("a", "s.x")


def test_an_unknown_kind_names_those_allowed() -> None:
    with pytest.raises(ResearchError, match="unknown kind 'best of all'; allowed are share, count"):
        read_claim({"kind": "best of all"})


def test_an_unknown_field_names_those_allowed() -> None:
    with pytest.raises(ResearchError, match="unknown ranks; allowed are kind, themes"):
        read_claim({"kind": "rank", "ranks": 3})


def test_evidence_that_lacks_the_frame_says_which() -> None:
    with pytest.raises(StatisticsError, match="needs the standings"):
        holds(Claim("rank", ("a",), groups=("s.x",), value=1), Evidence())


def test_two_themes_together_are_checked_against_their_counts() -> None:
    evidence = Evidence(together={("a", "b", "top3"): (6, 14)})
    assert holds(Claim("together", ("a", "b"), "top3", value=6, other=14), evidence)
    assert not holds(Claim("together", ("a", "b"), "top3", value=7, other=14), evidence)


def test_every_kind_says_when_it_is_true() -> None:
    assert all(check.__doc__ for _, check in KINDS.values())
