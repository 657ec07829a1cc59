"""Ids made for what its author gave none: the same from run to run, and told by those who read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.files import digest
from research.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MADE", "made_id"]

MADE = "own-"
"""What an id that nobody gave begins with, behind its kind."""

_LONGEST = 48
_SIGNS = 8


def made_id(kind: str, caption: str, names: Sequence[str]) -> str:
    """Make an id of a caption, or of names where there is none.

    Two results of one report may come to the same: who reads the executed notebook parts them by
    their chapter and number (`research.report.executed`).

    Parameters
    ----------
    kind : ``tbl``, ``fig`` or ``txt``.
    caption : what the author wrote.
    names : of rows, columns or axes.

    Examples
    --------
    >>> made_id("tbl", "Answers by sector", [])
    'tbl-own-answers-by-sector'
    >>> made_id("tbl", "", ["sector", "count"])
    'tbl-own-5bb8dfa8'
    """
    words = slug(caption)[:_LONGEST].rstrip("-") if caption.strip() else ""
    return f"{kind}-{MADE}{words or digest(chr(0).join(names))[:_SIGNS]}"
