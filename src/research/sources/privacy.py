"""Privacy: personal fields end here, and no more stands under a verbatim than is allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    Attribution = Literal["country", "region", "sector", "none"]

__all__ = ["PERSONAL", "REMOVED", "attributions", "mask_persons", "without_persons"]

PERSONAL = ("name", "email", "company", "job_title")
"""Columns that tell who a respondent is, as survey platforms export them."""

REMOVED = "[removed]"
"""What stands in a verbatim where a respondent named themselves or their firm."""

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def without_persons(frame: pd.DataFrame, personal: Sequence[str] = PERSONAL) -> pd.DataFrame:
    """Leave out the personal columns and the waiver of anonymity.

    Parameters
    ----------
    frame : one row a respondent.
    personal : names of the personal columns; those that are not there are passed over.
    """
    return frame.drop(columns=[*personal, "anonymity_waived"], errors="ignore")


def mask_persons(
    texts: pd.Series, frame: pd.DataFrame, personal: Sequence[str] = PERSONAL
) -> pd.Series:
    """Put `REMOVED` where a respondent's own text holds an email address, their name or firm.

    Parameters
    ----------
    texts : what each respondent wrote.
    frame : the same rows, with the personal columns still there.
    personal : names of the personal columns; a job title is no secret within a text.
    """
    known = [name for name in personal if name in frame and name != "job_title"]
    masked = [
        _mask(text, list(_tells(own)))
        for text, own in zip(texts, frame[known].to_dict("records"), strict=True)
    ]
    return pd.Series(masked, index=texts.index, dtype="str", name=texts.name)


def _tells(own: Mapping[Hashable, str]) -> Iterator[str]:
    """Words that tell who somebody is: whole fields, and a name's parts of 4 letters or more."""
    for field, value in own.items():
        if value:
            yield value
        if field == "name":
            yield from (part for part in value.split() if len(part) >= 4)


def _mask(text: str, telling: list[str]) -> str:
    if "@" in text:
        text = _ADDRESS.sub(REMOVED, text)
    # Case counts, so that a Mr Will or a firm called Every costs no common word.
    for word in sorted((word for word in telling if word in text), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", REMOVED, text)
    return text


def attributions(
    respondents: pd.DataFrame, *, level: Attribution = "country", coarsen_below: int = 3
) -> pd.Series:
    """Say of each respondent as much as may stand under a verbatim.

    Parameters
    ----------
    respondents : one row a respondent: ``sector``, ``industry`` (the sector as written),
        ``country``, ``region``.
    level : the most that is told: sector and country, sector and region, sector, or nothing.
    coarsen_below : with fewer respondents of the same sector and country the region stands in
        place of the country and the sector's label in place of what was written; with fewer of the
        same sector and region the sector stands alone. 0 coarsens nothing.

    Returns
    -------
    pandas.Series
        ``"Banking, South Africa"``, ``"Insurance, UK/Europe"``, ``"Insurance"`` or an empty text.

    Examples
    --------
    >>> who = pd.DataFrame(
    ...     [["Insurance", "Life", "UK", "Europe"]] * 3 + [["Insurance", "Re", "Italy", "Europe"]],
    ...     columns=["sector", "industry", "country", "region"],
    ... )
    >>> attributions(who).to_list()[2:]
    ['Life, UK', 'Insurance, Europe']
    """
    sector = respondents["sector"]
    if level == "none":
        return pd.Series("", index=respondents.index, dtype="str")
    if level == "sector":
        return sector
    told = sector.copy()
    by_region = _alike(respondents, "region") >= coarsen_below
    told[by_region] = (sector + ", " + respondents["region"])[by_region]
    if level == "country":
        by_country = _alike(respondents, "country") >= coarsen_below
        told[by_country] = (respondents["industry"] + ", " + respondents["country"])[by_country]
    return told


def _alike(respondents: pd.DataFrame, place: str) -> pd.Series:
    """Number of respondents of the same sector and place."""
    return respondents.groupby(["sector", place])["sector"].transform("size")
