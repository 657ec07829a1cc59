"""Kinds of claims: which there are, how one is read, and whether the data bear it out."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from research.errors import ResearchError, StatisticsError
from research.prose import answers_checks, rank_checks, score_checks, share_checks
from research.prose.claims import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from research.prose.evidence import Evidence

__all__ = ["KINDS", "holds", "read_claim"]


def _together(claim: Claim, data: Mapping[tuple[str, str, str], tuple[int, int]]) -> bool:
    """Of `other` who rank the first theme first, `value` put the second on the positions.

    What is hidden is not contradicted either.
    """
    first, second = claim.themes
    told = (claim.value, claim.other)
    return data.get((first, second, claim.measure or ""), told) == told


def _names(claim: Claim, _: object) -> bool:
    """What is printed under the first theme names that theme, and not the second."""
    return claim.themes[0] == claim.themes[1]


KINDS: dict[str, tuple[str, Callable[[Claim, Any], bool]]] = {
    **{kind: ("distribution", check) for kind, check in share_checks.CHECKS.items()},
    **{kind: ("standings", check) for kind, check in rank_checks.CHECKS.items()},
    **{kind: ("benchmark", check) for kind, check in score_checks.CHECKS.items()},
    **{kind: ("answers", check) for kind, check in answers_checks.CHECKS.items()},
    "together": ("together", _together),
    "names": ("standings", _names),
}


def read_claim(mapping: Mapping[str, Any]) -> Claim:
    """Read a claim as a YAML file has it: lists for tuples, ``theme`` for a single theme.

    Raises
    ------
    ResearchError
        A kind or a field that does not exist.
    """
    known = [field.name for field in fields(Claim)]
    given = dict(mapping)
    for one, many in (("theme", "themes"), ("group", "groups")):
        if one in given:
            given[many] = [given.pop(one)]
    unknown = [key for key in given if key not in known]
    if unknown:
        msg = f"claim with unknown {', '.join(unknown)}; allowed are {', '.join(known)}"
        raise ResearchError(msg)
    if given.get("kind") not in KINDS:
        msg = f"claim of unknown kind {given.get('kind')!r}; allowed are {', '.join(KINDS)}"
        raise ResearchError(msg)
    for many in ("themes", "groups", "values"):
        given[many] = tuple(given.get(many, ()))
    return Claim(**given)


def holds(claim: Claim, evidence: Evidence) -> bool:
    """Whether the data bear the claim out.

    Raises
    ------
    StatisticsError
        The evidence lacks the frame that the claim is about.
    """
    source, check = KINDS[claim.kind]
    part = getattr(evidence, source)
    if part is None:
        msg = f"a claim of kind {claim.kind!r} needs the {source}; give it with the evidence"
        raise StatisticsError(msg)
    return check(claim, part)
