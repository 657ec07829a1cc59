"""Verbatims: what respondents said, and how much of them may stand under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.sources.privacy import attributions

if TYPE_CHECKING:
    from research.sources.privacy import Attribution

__all__ = ["reasons"]


def reasons(
    respondents: pd.DataFrame,
    ranks: pd.DataFrame,
    theme: str,
    *,
    attribution: Attribution = "country",
    coarsen_below: int = 3,
) -> pd.DataFrame:
    """Collect the reasons of those who put a theme first.

    Parameters
    ----------
    respondents : one row a respondent: ``reason``, ``sector``, ``industry`` (as written),
        ``country``, ``region``.
    ranks : one row a respondent, one column a theme.
    theme : key of the theme.
    attribution : the most that is told: sector and country, sector and region, sector, or nothing.
    coarsen_below : where fewer respondents share sector and country, less is told; see
        `research.sources.privacy.attributions`.

    Returns
    -------
    Frame ``reason``, ``attribution`` in the order of the data; blanks are left out, and the
    same words are told once, of the first who said them.
    """
    told = attributions(respondents, level=attribution, coarsen_below=coarsen_below)
    said = respondents["reason"][(ranks[theme] == 1) & respondents["reason"].notna()]
    frame = pd.DataFrame({"reason": said, "attribution": told.loc[said.index]})
    return frame.drop_duplicates("reason")
