"""Privacy: personal fields end here, and no more stands under a verbatim than is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Attribution = Literal["country", "region", "sector", "none"]
    Unwaived = Literal["none", "unattributed", "attributed"]

__all__ = ["PERSONAL", "attributions", "without_persons"]

PERSONAL = ("name", "email", "company", "job_title")
"""Columns that tell who a respondent is, as survey platforms export them."""


def without_persons(frame: pd.DataFrame, personal: Sequence[str] = PERSONAL) -> pd.DataFrame:
    """Leave out the personal columns and the waiver of anonymity.

    Parameters
    ----------
    frame : one row a respondent.
    personal : names of the personal columns; those that are not there are passed over.
    """
    return frame.drop(columns=[*personal, "anonymity_waived"], errors="ignore")


def attributions(
    respondents: pd.DataFrame, *, level: Attribution = "country", coarsen_below: int = 3
) -> pd.Series:
    """Say of each respondent as much as may stand under a verbatim.

    What is printed is held by at least ``coarsen_below`` respondents, whatever it says: the sector
    as written with the country, the sector's label with the country, with the region, or alone,
    or nothing. The finest that is allowed stands. Where some of a group are named finer, those left
    under the coarser words are as many too; where they would be fewer, the smallest of the finer
    groups joins them (of equally small ones the last in the alphabet). So nothing is found out by
    leaving out those who are named finer. This is k-anonymity (Sweeney, 2002) by local recoding
    along one hierarchy.

    Parameters
    ----------
    respondents : those who may be named so, one a row: ``sector``, ``industry`` (the sector as
        written), ``country``, ``region``. A cell that is missing is not told.
    level : the most that is told: sector and country, sector and region, sector, or nothing.
    coarsen_below : fewest that share what is printed. 0 or 1 coarsens nothing.

    Returns
    -------
    pandas.Series
        ``"Banking, South Africa"``, ``"Insurance, UK/Europe"``, ``"Insurance"`` or an empty text.

    Examples
    --------
    >>> who = pd.DataFrame(
    ...     [["Insurance", "Life", "UK", "Europe"]] * 3 + [["Insurance", "Re", "UK", "Europe"]] * 3,
    ...     columns=["sector", "industry", "country", "region"],
    ... )
    >>> attributions(who).to_list()[2:4]
    ['Life, UK', 'Re, UK']
    >>> attributions(who.head(5)).to_list()[2:4]
    ['Insurance, UK', 'Insurance, UK']
    """
    told = pd.Series("", index=respondents.index, dtype="str")
    steps = list(_STEPS[: _STEPS_OF[level]])
    names = {field for step in _STEPS for field in step}
    columns = {name: respondents[name].fillna("").astype(str).to_list() for name in names}
    words = [
        [", ".join(filter(None, cells)) if all(cells) else "" for cells in _cells(columns, step)]
        for step in steps
    ]
    # A country is told apart within its region alone, though the region is not printed with it.
    nested = [list(zip(columns["region"], texts, strict=True)) if place > 1 else texts
              for place, texts in enumerate(words)]  # fmt: skip
    for row, depth in _depths(nested, words, list(range(len(told))), max(coarsen_below, 1)).items():
        if depth:
            told.iloc[row] = words[depth - 1][row]
    return told


_STEPS = (("sector",), ("sector", "region"), ("sector", "country"), ("industry", "country"))
_STEPS_OF: dict[Attribution, int] = {"none": 0, "sector": 1, "region": 2, "country": 4}


def _cells(columns: dict[str, list[str]], step: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(columns[name] for name in step), strict=True)


def _depths(
    keys: Sequence[Sequence[object]],
    words: Sequence[Sequence[str]],
    rows: list[int],
    fewest: int,
    depth: int = 0,
) -> dict[int, int]:
    """How many steps down each row of a group is named; the group itself is large enough."""
    if depth == len(keys):
        return dict.fromkeys(rows, depth)
    groups: dict[object, list[int]] = {}
    rest: list[int] = []
    for row in rows:
        (groups.setdefault(keys[depth][row], []) if words[depth][row] else rest).append(row)
    named = sorted(groups.values(), key=lambda group: (-len(group), words[depth][group[0]]))
    while named and (len(named[-1]) < fewest or 0 < len(rest) < fewest):
        rest += named.pop()
    found = dict.fromkeys(rest, depth)
    for group in named:
        found |= _depths(keys, words, group, fewest, depth + 1)
    return found
