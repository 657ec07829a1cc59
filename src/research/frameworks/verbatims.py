"""Verbatims: what respondents said, and how much of them may stand under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    Attribution = Literal["country", "region", "sector", "none"]

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
    coarsen_below : where fewer respondents share sector and country, the region stands instead.

    Returns
    -------
    Frame ``reason``, ``attribution`` in the order of the data; blanks are left out.
    """
    first = respondents[ranks[theme] == 1]
    said = first[first["reason"].notna()]
    alike = respondents.groupby(["sector", "country"])["sector"].transform("size")
    rare = (alike < coarsen_below).loc[said.index]
    place = said["country"].where(~rare, said["region"])
    parts = {
        "country": said["industry"] + ", " + place,
        "region": said["sector"] + ", " + said["region"],
        "sector": said["sector"],
        "none": pd.Series("", index=said.index, dtype="str"),
    }
    return pd.DataFrame({"reason": said["reason"], "attribution": parts[attribution]})
