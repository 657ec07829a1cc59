"""Notes on the published edition: where it contradicts itself, held against the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import (
    all_ranks,
    all_together,
    overall_ranks,
    rank_tables,
    sector_scores,
)
from research.chapters.naming import names_of
from research.chapters.remarks import bulleted
from research.chapters.thinness import or_why
from research.display.text import Text
from research.prose.claims import OVERALL
from research.prose.contradictions import contradictions, read_claims, verdict
from research.prose.cooccurrence import read_together
from research.prose.evidence import Distribution, Evidence, Standings
from research.prose.score_evidence import Benchmark
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.prose.names import Names
    from research.study import Study

__all__ = ["evidence", "published_claims"]

NEEDS = ("data.answers", "themes", "themes.benchmark")

_SAY = Frames(__file__)


def evidence(study: Study, names: Names) -> Evidence:
    """Everything that a claim may be held against."""
    summary, tables = overall_ranks(study), rank_tables(study)
    scores = sector_scores(study)
    groups = {key: table for key, table in tables.items() if key != OVERALL}
    return Evidence(
        distribution=Distribution.read(summary, all_ranks(study), study.ranked),
        standings=Standings.read(summary, groups, names),
        benchmark=Benchmark.read(scores, names),
        together=read_together(all_together(study)),
    )


@or_why
def published_claims(study: Study) -> Text:
    """Where the published edition disagrees with its own tables, computed."""
    names = names_of(study)
    claims = read_claims(claim.model_dump() for claim in study.published_claims)
    found = contradictions(claims, evidence(study, names), names)
    held = _SAY("held", verdict=verdict(claims, found))
    body = bulleted("", (one.sentence for one in found)).markdown
    return Text("txt-published-claims", f"## {_SAY('title')}\n\n{held}\n\n{body}")
