"""Claims: what a sentence says, in a form that a machine holds against the data.

Every observation carries the claims that its sentence makes, and a claim printed elsewhere (in a
publication, in last year's report) is checked in the same way. The kinds are the keys of the
tables in `share_checks`, `rank_checks` and `score_checks`; each check's docstring says when it is
true.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from research.errors import StatisticsError
from research.prose import rank_checks, score_checks, share_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from research.prose.evidence import Evidence

__all__ = ["KINDS", "Claim", "holds"]


@dataclass(frozen=True)
class Claim:
    """One checkable statement. Which fields count depends on the kind, see the functions below.

    Parameters
    ----------
    kind : a key of `KINDS`.
    themes : keys of the themes it is about, the subject first.
    measure : a share (``first``, ``top3``, ``bottom2``, ``at7``) or a score (``high``, ``mean``,
        ``low``, ``range``).
    breakdown : limits a claim to the groups of one breakdown; empty for all groups.
    groups : references of groups, ``sector.banking``.
    value, other : the claim's numbers.
    lowest : counts places from the lowest value up.
    """

    kind: str
    themes: tuple[str, ...] = ()
    measure: str = ""
    breakdown: str = ""
    groups: tuple[str, ...] = ()
    value: float = 0
    other: float = 0
    lowest: bool = False

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Claim:
        """From a mapping as a YAML file has it: lists for tuples, ``theme`` for a single theme.

        Raises
        ------
        StatisticsError
            A kind or a field that does not exist.
        """
        known = [field.name for field in fields(cls)]
        given = dict(mapping)
        for one, many in (("theme", "themes"), ("group", "groups")):
            if one in given:
                given[many] = [given.pop(one)]
        unknown = [key for key in given if key not in known]
        if unknown:
            msg = f"claim with unknown {', '.join(unknown)}; allowed are {', '.join(known)}"
            raise StatisticsError(msg)
        if given.get("kind") not in KINDS:
            msg = f"claim of unknown kind {given.get('kind')!r}; allowed are {', '.join(KINDS)}"
            raise StatisticsError(msg)
        for many in ("themes", "groups"):
            given[many] = tuple(given.get(many, ()))
        return cls(**given)

    @property
    def theme(self) -> str:
        """The claim's subject."""
        return self.themes[0]

    @property
    def group(self) -> str:
        """The claim's first group."""
        return self.groups[0]


def _together(claim: Claim, data: Mapping[tuple[str, str, str], tuple[int, int]]) -> bool:
    """Of `other` who rank the first theme first, `value` put the second on the positions."""
    first, second = claim.themes
    return data[first, second, claim.measure] == (claim.value, claim.other)


KINDS: dict[str, tuple[str, Callable[[Claim, Any], bool]]] = {
    **{kind: ("distribution", check) for kind, check in share_checks.CHECKS.items()},
    **{kind: ("standings", check) for kind, check in rank_checks.CHECKS.items()},
    **{kind: ("benchmark", check) for kind, check in score_checks.CHECKS.items()},
    "together": ("together", _together),
}


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
