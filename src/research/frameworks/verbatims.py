"""Verbatims: what respondents said, and how much of them may stand under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.sources.privacy import attributions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    Unwaived = Literal["none", "unattributed", "attributed"]

__all__ = ["reasons"]


def reasons(
    respondents: pd.DataFrame,
    ranks: pd.DataFrame,
    theme: str,
    *,
    attribution: Sequence[Sequence[str]] = (),
    coarsen_below: int = 3,
    reason: str = "reason",
    waived: pd.Series[bool] | None = None,
    unwaived: Unwaived = "none",
) -> pd.DataFrame:
    """Collect the reasons of those who put a theme first.

    Parameters
    ----------
    respondents : one row a respondent: the reasons, and the columns of ``attribution``.
    ranks : one row a respondent, one column a theme.
    theme : key of the theme.
    attribution : columns that may be told together, the coarsest step first.
    coarsen_below : where fewer respondents share what would be printed, less is told; see
        `research.sources.privacy.attributions`. Only respondents who may be named so count.
    reason : column of the reasons.
    waived : who waived their anonymity, one a respondent; nobody did when left out.
    unwaived : what is shown of those who did not: nothing, their words alone, or all that is shown
        of the others.

    Returns
    -------
    Frame ``reason``, ``attribution`` in the order of the data; blanks are left out, and the
    same words are told once, of the first who said them.
    """
    named = pd.Series(False, index=respondents.index) if waived is None else waived.astype(bool)
    if unwaived == "attributed":
        named = pd.Series(True, index=respondents.index)
    told = attributions(respondents[named], attribution, coarsen_below=coarsen_below)
    chosen = (ranks[theme] == 1) & respondents[reason].notna()
    if unwaived == "none":
        chosen &= named
    said = respondents[reason][chosen]
    frame = pd.DataFrame({"reason": said, "attribution": told.reindex(said.index).fillna("")})
    return frame.drop_duplicates("reason")
