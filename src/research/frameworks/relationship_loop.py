"""Closing the loop: whom to meet, and what to do with the accounts of each category."""

from __future__ import annotations

import numpy as np
import pandas as pd

from research.frameworks.relationship import band, quality
from research.wording.frames import Frames

__all__ = ["category_plays", "plays", "whom_to_meet"]

_SAY = Frames(__file__)


def whom_to_meet(contacts: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """List the people to meet after the survey, most pressing first.

    Parameters
    ----------
    contacts : one survey, with ``contact, account, role, decides, recommend`` and the parts.
    scores : of `research.frameworks.relationship.account_scores`.

    Returns
    -------
    One row a contact with a reason: ``contact, account, role, category, recommend, quality,
    reason`` and ``urgency`` (1 is first). Reasons: a detractor who decides; another detractor; a
    decider who did not answer; a promoter at an ambassador account.
    """
    frame = contacts.assign(
        quality=quality(contacts),
        band=band(contacts["recommend"]),
        category=contacts["account"].map(scores["category"]),
    )
    decides = frame["decides"] == "yes"
    detractor, promoter = frame["band"] == "detractor", frame["band"] == "promoter"
    silent = frame["recommend"].isna()
    reasons = [
        (_SAY("meet.decider"), detractor & decides),
        (_SAY("meet.detractor"), detractor),
        (_SAY("meet.silent"), silent & decides),
        (_SAY("meet.promoter"), promoter & (frame["category"] == "ambassador")),
    ]
    frame["urgency"] = np.select([rows for _, rows in reasons], [1, 2, 3, 4], 0)
    listed = frame[frame["urgency"] > 0].copy()
    listed["reason"] = [reasons[number - 1][0] for number in listed["urgency"]]
    columns = ["contact", "account", "role", "category", "recommend", "quality", "reason"]
    ordered = listed.sort_values(["urgency", "quality", "contact"], na_position="last")
    return ordered[[*columns, "urgency"]].reset_index(drop=True)


def category_plays() -> dict[str, str]:
    """What to do next, by category."""
    return _SAY.named("plays")


def plays(scores: pd.DataFrame) -> pd.DataFrame:
    """Give the accounts of each category and what to do next with them.

    Returns
    -------
    Per category: ``accounts`` and ``play``.
    """
    words = category_plays()
    counts = scores["category"].value_counts().reindex(list(words), fill_value=0)
    return pd.DataFrame({"accounts": counts, "play": pd.Series(words)}).rename_axis("category")
