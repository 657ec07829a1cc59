"""Who was asked in more than one wave, and how they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import InputError, Problem
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.edition.waves.named import Repeated
    from research.study import Study

__all__ = ["asked_again", "people_of", "units_of"]

_SAY = Frames(__file__)


def asked_again(study: Study, editions: Mapping[str, Study]) -> Repeated:
    """Say who was asked again: as the author does, else accounts where every wave names them.

    Parameters
    ----------
    study : the last wave.
    editions : waves by key.
    """
    said = study.config.waves.repeated
    if said is not None:
        return said
    nested = all(edition.clusters is not None for edition in editions.values())
    return "accounts" if nested else "none"


def people_of(study: Study, edition: Study) -> pd.Series[str]:
    """Give the ids that respondents of a panel are known by.

    Parameters
    ----------
    study : the last wave.
    edition : one of the waves.

    Raises
    ------
    InputError
        If it has no ids.
    """
    answers = edition.read()
    if not answers.table.ids:
        what = _SAY("no ids", edition=edition.config.edition)
        raise InputError([Problem(study.path, what, key="waves.repeated", hint=_SAY("give ids"))])
    index = pd.Index(answers.keys.index)
    return pd.Series(index.astype("str"), index=index, dtype="str")


def units_of(study: Study, editions: Mapping[str, Study]) -> list[pd.Series[str] | None]:
    """Give marks of whom answers belong to, the same in all waves; ``None`` for each on their own.

    Accounts go before people: a panel whose waves all name accounts is nested in these. Where
    nobody was asked again the marks of two waves are apart.

    Parameters
    ----------
    study : the last wave.
    editions : waves by key.

    Returns
    -------
    One a wave, all of them or none.
    """
    again = asked_again(study, editions)
    nested = [edition.clusters is not None for edition in editions.values()]
    if again == "panel" and not all(nested):
        return [people_of(study, edition) for edition in editions.values()]
    if not any(nested):
        return [None for _ in editions]
    return [_marks(edition, key, apart=again == "none") for key, edition in editions.items()]


def _marks(edition: Study, key: str, *, apart: bool) -> pd.Series[str]:
    """Marks of the accounts of a wave; without accounts everybody is one of their own."""
    index, clusters = edition.read().keys.index, edition.clusters
    if clusters is None:
        return pd.Series([f"{key} {at}" for at in range(len(index))], index=index, dtype="str")
    own = np.asarray(clusters.astype("str"), dtype=object)
    marks = [f"{key} {mark}" for mark in own] if apart else own
    return pd.Series(marks, index=index, dtype="str")
