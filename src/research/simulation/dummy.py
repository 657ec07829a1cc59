"""Dummy respondents: answers without meaning, in the shape that fieldwork will bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.simulation.people import made_up_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["dummy_respondents"]

_REASON = "Dummy answer: the reason for this choice will stand here."


def dummy_respondents(
    themes: Sequence[str],
    groups: Mapping[str, Sequence[str]],
    *,
    count: int = 100,
    seed: int = 0,
) -> pd.DataFrame:
    """Make up respondents who rank at random.

    Every group has members as long as there are as many respondents; the first groups of a
    breakdown are the larger ones, so that small bases show up before fieldwork does.

    Parameters
    ----------
    themes : keys of the themes.
    groups : labels of each column's groups, the largest first.
    count : number of respondents, 1 or more.
    seed : the same seed gives the same respondents.

    Returns
    -------
    One row a respondent, with the columns of a respondents file.

    Raises
    ------
    StatisticsError
        If there are no respondents or no themes to make up.

    Examples
    --------
    >>> made = dummy_respondents(["win", "keep"], {"size": ["small", "large"]}, count=3, seed=1)
    >>> sorted(made["size"].unique())
    ['large', 'small']
    """
    if count < 1 or not themes:
        msg = f"{count} respondents and {len(themes)} themes: at least one of each is needed"
        raise StatisticsError(msg)
    rng = np.random.default_rng(seed)
    profile = {column: _members(labels, count, rng) for column, labels in groups.items()}
    people = made_up_people(list(profile.get("seniority", [""] * count)), seed=seed)
    frame = pd.DataFrame({"respondent": [f"D{number:04d}" for number in range(1, count + 1)]})
    frame = frame.join(people)
    frame["anonymity_waived"] = "no"
    frame = frame.assign(**profile)
    frame["industry"] = frame.get("sector", "Dummy sector")
    frame["country"] = frame.get("region", "Dummy country")
    order = rng.permuted(np.tile(np.arange(1, len(themes) + 1), (count, 1)), axis=1)
    ranks = pd.DataFrame(order, columns=[f"rank_{theme}" for theme in themes])
    return frame.join(ranks).assign(reason=_REASON)


def _members(labels: Sequence[str], count: int, rng: np.random.Generator) -> list[str]:
    """Put each respondent into a group: one for each group first, the rest by falling weight."""
    weights = 1 / np.arange(1, len(labels) + 1)
    rest = rng.choice(list(labels), size=max(count - len(labels), 0), p=weights / weights.sum())
    drawn = [*labels[:count], *map(str, rest)]
    return [drawn[place] for place in rng.permutation(len(drawn))]
