"""Who of a supplier's contacts waived their anonymity, and what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.sources.answers.answers import Answers
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
    return _at_any(study, contacts, lambda answers, name: answers.consents(name))


def commented_of(study: Study, contacts: pd.DataFrame) -> pd.Series[bool]:
    """Say which contacts wrote something that they agreed to be quoted with.

    Parameters
    ----------
    study : with contacts.
    contacts : rows of the study's contacts, by their places.
    """
    return _at_any(
        study,
        contacts,
        lambda answers, name: answers.texts(name).notna() & answers.consents(name),
    )


def _at_any(
    study: Study, contacts: pd.DataFrame, holds: Callable[[Answers, str], pd.Series[bool]]
) -> pd.Series[bool]:
    """For whom something holds at any question that asks for consent."""
    answers, places = study.read(_CONTACTS), contacts.index.to_numpy()
    found = np.zeros(len(contacts), dtype=np.bool_)
    for name in asking_of(study):
        found |= holds(answers, name).iloc[places].to_numpy(dtype=bool)
    return pd.Series(found, index=contacts.index)
