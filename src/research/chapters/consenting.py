"""Who of a supplier's contacts waived their anonymity, and what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["agreed_of", "asking_of", "commented_of"]

_CONTACTS = "contacts"


def asking_of(study: Study) -> list[str]:
    """Open questions of contacts whose answers may be quoted where a question says so."""
    questions = study.table(_CONTACTS).questions
    return [one.name for one in questions if one.type == "open" and one.consent]


def agreed_of(study: Study, contacts: pd.DataFrame) -> pd.Series[bool]:
    """Say which contacts agreed, at any question that asks; nobody where none does.

    Parameters
    ----------
    study : with contacts.
    contacts : rows of the study's contacts, by their places.
    """
    answers, places = study.read(_CONTACTS), contacts.index.to_numpy()
    agreed = np.zeros(len(contacts), dtype=np.bool_)
    for name in asking_of(study):
        agreed |= answers.consents(name).iloc[places].to_numpy(dtype=bool)
    return pd.Series(agreed, index=contacts.index)


def commented_of(study: Study, contacts: pd.DataFrame) -> pd.Series[bool]:
    """Say which contacts wrote something that they agreed to be quoted with.

    Parameters
    ----------
    study : with contacts.
    contacts : rows of the study's contacts, by their places.
    """
    answers, places = study.read(_CONTACTS), contacts.index.to_numpy()
    wrote = np.zeros(len(contacts), dtype=np.bool_)
    for name in asking_of(study):
        told = answers.texts(name).iloc[places].notna().to_numpy(dtype=bool)
        wrote |= told & answers.consents(name).iloc[places].to_numpy(dtype=bool)
    return pd.Series(wrote, index=contacts.index)
