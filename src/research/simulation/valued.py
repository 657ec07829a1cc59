"""How much dearer a made-up supplier might be, and how well its contacts know what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.relationship import account_scores

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KNOWS", "PREMIUM", "knowledge", "premiums"]

PREMIUM: Mapping[str, float] = {
    "ambassador": 12.0,
    "rational": 6.0,
    "ambivalent": 5.0,
    "stalker": 2.0,
    "opponent": 3.0,
}
"""Percent dearer than a rival that contacts bear on average, by their account's category."""
KNOWS = 5.0
"""Mean of how well contacts know what the supplier offers, 1 to 7, before it is rounded."""
# Of accounts without a category; spread between accounts as logarithms, and between people as the
# shape of a gamma distribution; and the spread of knowledge.
_OTHER, _APART, _SHAPE, _KNOWS_SPREAD = 6.0, 0.3, 4.0, 1.1


def premiums(contacts: pd.DataFrame, *, seed: int = 2016) -> pd.Series[float]:
    """Make up how many percent dearer than a rival the supplier might be for each contact.

    Whole numbers whose mean in a category is what `PREMIUM` has: Poisson about a mean that differs
    between accounts and between people.

    Parameters
    ----------
    contacts : of `research.simulation.supplier.simulate_supplier`, all surveys.
    seed : the same seed gives the same answers.

    Returns
    -------
    Per row; missing for those who did not answer.
    """
    random = np.random.default_rng([seed, 19])
    names = contacts["account"].unique()
    own = np.exp(random.normal(-(_APART**2) / 2, _APART, len(names)))
    pull = contacts["account"].map(dict(zip(names, own, strict=True))).to_numpy(dtype=float)
    told = pd.Series(_OTHER, index=contacts.index, dtype=float)
    for _, survey in contacts.groupby("survey"):
        planted = survey["account"].map(account_scores(survey)["category"].map(PREMIUM))
        told.loc[survey.index] = planted.astype(float).fillna(_OTHER)
    means = told.to_numpy() * pull * random.gamma(_SHAPE, 1 / _SHAPE, len(contacts))
    drawn = pd.Series(random.poisson(means), index=contacts.index, dtype=float)
    return drawn.where(contacts["recommend"].notna())


def knowledge(contacts: pd.DataFrame, *, seed: int = 2016) -> pd.Series[float]:
    """Make up how well each contact knows what the supplier offers; it goes with nothing else.

    Parameters
    ----------
    contacts, seed : as of `premiums`.

    Returns
    -------
    1 to 7 per row; missing for those who did not answer.
    """
    random = np.random.default_rng([seed, 89])
    drawn = np.clip(np.round(random.normal(KNOWS, _KNOWS_SPREAD, len(contacts))), 1, 7)
    return pd.Series(drawn, index=contacts.index).where(contacts["recommend"].notna())
