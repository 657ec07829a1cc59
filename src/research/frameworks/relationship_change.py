"""What has changed between a supplier's own two surveys: scores, and accounts that moved."""

from __future__ import annotations

import numpy as np
import pandas as pd

from research.frameworks.relationship import CATEGORIES, band, quality
from research.statistics.samples.estimates import survey_ratio
from research.statistics.samples.waves import compare_waves

__all__ = ["SCORES", "UNKNOWN", "direction", "movement", "score_changes"]

SCORES = (
    *("quality", "trust", "commitment", "satisfaction", "value", "solution", "experience"),
    "nps",
)
"""What is compared: the quality of relationships, its parts, and the net promoter score."""
UNKNOWN = "none"
"""Stands for accounts that a survey gives no category."""


def score_changes(
    before: pd.DataFrame, after: pd.DataFrame, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare the scores of two surveys over all answers of each.

    Contacts belong to accounts, and most accounts (and many contacts) answered both times: errors
    are those of accounts, and what an account says twice is allowed for.

    Parameters
    ----------
    before, after : contacts of one survey each, with ``account, recommend`` and the parts.
    confidence : of the intervals.

    Returns
    -------
    One row for each of `SCORES`, which is the index: ``earlier, later, change`` with
    ``earlier_low, earlier_high, later_low, later_high, low, high``, the bases and
    ``p_adjusted`` by Holm over all of them.
    """
    first, second = _scored(before), _scored(after)
    found = compare_waves(
        first, second, list(SCORES), clusters="account", correction="holm", confidence=confidence
    ).set_index("item")
    for name, wave in (("earlier", first), ("later", second)):
        ends = [_ends(wave[item], wave["account"], confidence) for item in SCORES]
        found[[f"{name}_low", f"{name}_high"]] = ends
    return found


def movement(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Count accounts by their category in two surveys.

    Parameters
    ----------
    before, after : of `research.frameworks.relationship.account_scores`, a survey each.

    Returns
    -------
    Rows the category before, columns the category after, each from the strongest to the poorest
    and then `UNKNOWN`, for accounts that the survey gives none or did not ask.
    """
    accounts = before.index.union(after.index)
    order = [*CATEGORIES, UNKNOWN]
    sides = [
        pd.Categorical(frame["category"].reindex(accounts).fillna(UNKNOWN), categories=order)
        for frame in (before, after)
    ]
    counts = pd.crosstab(sides[0], sides[1], dropna=False)
    return counts.reindex(index=order, columns=order, fill_value=0).rename_axis(
        index="before", columns="after"
    )


def direction(before: str, after: str) -> str:
    """Say whether a category is ``better`` or ``worse`` than the one before, or the ``same``.

    Where either is not known, nothing is said.

    Examples
    --------
    >>> direction("rational", "ambassador"), direction("rational", "opponent")
    ('better', 'worse')
    """
    if before not in CATEGORIES or after not in CATEGORIES:
        return ""
    places = CATEGORIES.index(before), CATEGORIES.index(after)
    if places[0] == places[1]:
        return "same"
    return "better" if places[1] < places[0] else "worse"


def _ends(
    values: pd.Series[float], accounts: pd.Series[str], confidence: float
) -> tuple[float, float]:
    """Limits of a mean over all answers, by Student's t between accounts."""
    known = values.notna().to_numpy(dtype=bool)
    told = values[known].to_numpy(dtype=float)
    codes = pd.factorize(accounts[known])[0]
    found = survey_ratio(told, np.ones(len(told)), clusters=codes, confidence=confidence)
    return found.low, found.high


def _scored(contacts: pd.DataFrame) -> pd.DataFrame:
    answers = contacts.dropna(subset=["recommend"])
    step = band(answers["recommend"]).map({"promoter": 100.0, "passive": 0.0, "detractor": -100.0})
    return answers.assign(quality=quality(answers), nps=step.astype(float))
