"""Verbatims: what respondents said, and how much of them may stand under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.sources.privacy import attributions

if TYPE_CHECKING:
    from research.sources.privacy import Attribution, Unwaived

__all__ = ["reasons"]


def reasons(
    respondents: pd.DataFrame,
    ranks: pd.DataFrame,
    theme: str,
    *,
    attribution: Attribution = "country",
    coarsen_below: int = 3,
    waived: pd.Series[bool] | None = None,
    unwaived: Unwaived = "none",
) -> pd.DataFrame:
    """Collect the reasons of those who put a theme first.

    Parameters
    ----------
    respondents : one row a respondent: ``reason``, ``sector``, ``industry`` (as written),
        ``country``, ``region``.
    ranks : one row a respondent, one column a theme.
    theme : key of the theme.
    attribution : the most that is told: sector and country, sector and region, sector, or nothing.
    coarsen_below : where fewer respondents share what would be printed, less is told; see
        `research.sources.privacy.attributions`. Only respondents who may be named so count.
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
    told = attributions(respondents[named], level=attribution, coarsen_below=coarsen_below)
    chosen = (ranks[theme] == 1) & respondents["reason"].notna()
    if unwaived == "none":
        chosen &= named
    said = respondents["reason"][chosen]
    frame = pd.DataFrame({"reason": said, "attribution": told.reindex(said.index).fillna("")})
    return frame.drop_duplicates("reason")
