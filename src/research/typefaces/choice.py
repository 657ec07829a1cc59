"""The choice: which typeface sets what the report's own family lacks, and what none can set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from research.typefaces import house
from research.typefaces.catalogue import at_hand
from research.typefaces.clusters import east_of, is_private, lacking, needed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from research.typefaces.catalogue import Typeface

__all__ = ["Choice", "choose"]


@dataclass
class Choice:
    """What sets the characters that the report's own family lacks.

    Parameters
    ----------
    faces : code points by the typeface that sets them, in the order of the fonts at hand.
    absent : code points that no font at hand has.
    """

    faces: dict[Typeface, set[int]] = field(default_factory=dict)
    absent: list[int] = field(default_factory=list)

    @property
    def families(self) -> list[str]:
        """Names of the families, in the order in which they are asked."""
        return [face.family for face in self.faces]


def choose(
    texts: Iterable[str],
    *,
    language: str = "",
    own: Collection[int] | None = None,
    drawn: bool = False,
) -> Choice:
    """Choose a typeface for each cluster that the report's own family lacks.

    The first at hand that has all of a cluster sets it, so that a mark stays with its letter. What
    no font has as a whole is set sign by sign. Private characters mean nothing outside the program
    that wrote them: no font is asked for them.

    Parameters
    ----------
    texts : what is to be set.
    language : of the report.
    own : code points of the report's own family; all that it has when left out.
    drawn : whether the glyphs must be outlines, as in a chart.
    """
    texts = list(texts)
    clusters = lacking(texts, house.coverage() if own is None else own)
    if not clusters:
        return Choice()
    faces = [face for face in at_hand(east_of(texts, language)) if face.has_outlines or not drawn]
    found: dict[Typeface, set[int]] = {}
    absent: dict[int, None] = {}
    # Letters choose first; commas and digits then go with the letters that they stand beside.
    for cluster in sorted(clusters, key=_is_sign):
        asked = [*(face for face in faces if face in found), *faces] if _is_sign(cluster) else faces
        wanted = needed(cluster)
        whole = _first(asked, wanted)
        for codes in [wanted] if whole else [{ord(sign)} & wanted for sign in cluster]:
            face = whole or _first(asked, codes)
            if face is not None and codes:
                found.setdefault(face, set()).update(codes)
            elif codes:
                absent |= dict.fromkeys(codes - house.coverage())
    return Choice({face: found[face] for face in faces if face in found}, list(absent))


def _is_sign(cluster: str) -> bool:
    return not unicodedata.category(cluster[0]).startswith("L")


def _first(faces: Iterable[Typeface], codes: Collection[int]) -> Typeface | None:
    if any(is_private(code) for code in codes):
        return None
    return next((face for face in faces if face.coverage >= set(codes)), None)
