"""Privacy: no more stands under a verbatim than is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["attributions"]


def attributions(
    respondents: pd.DataFrame, steps: Sequence[Sequence[str]], *, coarsen_below: int = 3
) -> pd.Series:
    """Say of each respondent as much as may stand under a verbatim.

    What is printed is held by at least ``coarsen_below`` respondents, whatever it says. The finest
    step that is allowed stands. Where some of a group are named finer, those left under the coarser
    words are as many too; where they would be fewer, the smallest of the finer groups joins them
    (of equally small ones the last in the alphabet). So nothing is found out by leaving out those
    who are named finer. This is k-anonymity (Sweeney, 2002) by local recoding along one hierarchy.

    Parameters
    ----------
    respondents : those who may be named so, one a row; a cell that is missing is not told.
    steps : columns that are told together, the coarsest step first; none tell nothing.
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
    >>> steps = [["sector"], ["sector", "region"], ["sector", "country"], ["industry", "country"]]
    >>> attributions(who, steps).to_list()[2:4]
    ['Life, UK', 'Re, UK']
    >>> attributions(who.head(5), steps).to_list()[2:4]
    ['Insurance, UK', 'Insurance, UK']
    """
    told = pd.Series("", index=respondents.index, dtype="str")
    names = sorted({field for step in steps for field in step})
    known = respondents.reindex(columns=names).astype(object).fillna("").astype(str)
    columns = {name: known[name].to_list() for name in names}
    words = [
        [
            ", ".join(cells) if all(cells) else ""
            for cells in zip(*(columns[name] for name in step), strict=True)
        ]
        for step in steps
    ]
    for row, depth in _depths(words, list(range(len(told))), max(coarsen_below, 1)).items():
        if depth:
            told.iloc[row] = words[depth - 1][row]
    return told


def _depths(
    words: Sequence[Sequence[str]], rows: list[int], fewest: int, depth: int = 0
) -> dict[int, int]:
    """How many steps down each row of a group is named; the group itself is large enough."""
    if depth == len(words):
        return dict.fromkeys(rows, depth)
    groups: dict[str, list[int]] = {}
    rest: list[int] = []
    for row in rows:
        (groups.setdefault(words[depth][row], []) if words[depth][row] else rest).append(row)
    named = sorted(groups.values(), key=lambda group: (-len(group), words[depth][group[0]]))
    while named and (len(named[-1]) < fewest or 0 < len(rest) < fewest):
        rest += named.pop()
    found = dict.fromkeys(rest, depth)
    for group in named:
        found |= _depths(words, group, fewest, depth + 1)
    return found
