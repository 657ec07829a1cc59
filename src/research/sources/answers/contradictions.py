"""Contradictions: which records hold answers that cannot be true, by kind and question."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

__all__ = ["CONTRADICTIONS", "Contradictions"]

CONTRADICTIONS = frozenset(
    {
        "answered_though_not_asked",
        "off_scale",
        "doubled_rank",
        "gap",
        "sum",
        "none_with_others",
        "same_picks",
    }
)
"""Kinds of findings that say so, by what the questions themselves allow."""


class Contradictions(dict[tuple[str, str], "Mask"]):
    """By kind of finding and question, which of the records that count contradict themselves."""

    def mark(self, kind: str, question: str, mask: Mask) -> None:
        """Keep what a finding says of its records, where it is one of a contradiction.

        Parameters
        ----------
        kind : of the finding.
        question : its name.
        mask : the records concerned, one each that counts.
        """
        if kind in CONTRADICTIONS and mask.any():
            own = self.get((kind, question))
            self[kind, question] = mask if own is None else own | mask
