"""Claims: what a sentence says, in a form that a machine holds against the data.

Every observation carries the claims that its sentence makes, and a claim printed elsewhere (in a
publication, in last year's report) is checked in the same way. The kinds are the keys of the
tables in `share_checks`, `rank_checks` and `score_checks`; each check's docstring says when it is
true.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OVERALL", "Claim"]

OVERALL = "overall"
"""Reference of all respondents together, where groups are named."""


@dataclass(frozen=True)
class Claim:
    """One checkable statement. Which fields count depends on the kind, see its check.

    Parameters
    ----------
    kind : a key of `research.prose.kinds.KINDS`.
    themes : keys of the themes it is about, the subject first.
    measure : a share (``first``, ``top3``, ``bottom2``, ``at7``) or a score (``high``, ``mean``,
        ``low``, ``range``).
    breakdown : limits a claim to the groups of one breakdown; empty for all groups.
    groups : references of groups, ``sector.banking``.
    value, other : the claim's numbers.
    lowest : counts places from the lowest value up.
    values : ranks, one for each of the groups, or of the themes, named.
    """

    kind: str
    themes: tuple[str, ...] = ()
    measure: str = ""
    breakdown: str = ""
    groups: tuple[str, ...] = ()
    value: float = 0
    other: float = 0
    lowest: bool = False
    values: tuple[float, ...] = ()

    @property
    def theme(self) -> str:
        """The claim's subject."""
        return self.themes[0]

    @property
    def group(self) -> str:
        """The claim's first group."""
        return self.groups[0]
