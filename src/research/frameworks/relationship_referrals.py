"""Whom to ask for what: promoters at ambassador accounts who may be named."""

from __future__ import annotations

import numpy as np
import pandas as pd

from research.frameworks.relationship import band
from research.wording.frames import Frames

__all__ = ["ASKS", "ask_words", "referrals", "referrals_summary"]

ASKS = ("division", "testimonial", "speaker")
"""What a promoter may be asked for."""

_SAY = Frames(__file__)


def referrals(
    contacts: pd.DataFrame,
    category: pd.Series[str],
    parent: pd.Series[str],
    agreed: pd.Series[bool],
    commented: pd.Series[bool],
) -> pd.DataFrame:
    """List who could be asked for a referral, and for which.

    Only promoters at ambassador accounts are asked, and only those who waived their anonymity. An
    introduction to another division needs a sister account of the same parent, a testimonial a
    comment, and a talk somebody who decides.

    Parameters
    ----------
    contacts : one survey, with ``contact, account, role, decides, recommend``.
    category : of each account.
    parent : of each account; empty or missing for none.
    agreed : whether each contact waived its anonymity, in the order of ``contacts``.
    commented : whether each contact wrote something, in the order of ``contacts``.

    Returns
    -------
    One row a contact who may be asked for anything, by account and contact: ``contact, account,
    role`` and a column of true and false for each of `ASKS`.
    """
    family = parent.fillna("")
    sisters = family.map(family[family != ""].value_counts()).fillna(0) > 1
    asked = (
        (band(contacts["recommend"]) == "promoter")
        & (contacts["account"].map(category) == "ambassador")
        & agreed.to_numpy(dtype=np.bool_)
    )
    frame = contacts[["contact", "account", "role"]].assign(
        division=contacts["account"].map(sisters).eq(True),
        testimonial=commented.to_numpy(dtype=np.bool_),
        speaker=contacts["decides"] == "yes",
    )
    told = frame[asked & frame[list(ASKS)].any(axis=1)]
    return told.sort_values(["account", "contact"]).reset_index(drop=True)


def referrals_summary(listed: pd.DataFrame) -> pd.DataFrame:
    """Count people and accounts for each ask, and for any.

    Parameters
    ----------
    listed : of `referrals`.

    Returns
    -------
    One row an ask, then ``any``: ``people, accounts``.
    """
    rows = {name: listed[listed[name]] for name in ASKS} | {"any": listed}
    return pd.DataFrame(
        {name: [len(who), who["account"].nunique()] for name, who in rows.items()},
        index=["people", "accounts"],
    ).T.rename_axis("ask")


def ask_words() -> dict[str, str]:
    """What each ask is called."""
    return _SAY.named("asks")
