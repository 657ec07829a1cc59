"""Types of contacts by rule: whether they are content, willing, and know what is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.relationship import band
from research.statistics.samples.linearisation import survey_mean
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PERSONAS", "persona_plays", "persona_words", "personas", "personas_summary"]

PERSONAS = ("partner", "learner", "guest", "waiting", "turned away")
"""Types, in the order in which the rules are asked; everybody is of exactly one."""
_STEPS = {"promoter": 100.0, "passive": 0.0, "detractor": -100.0}
# Accounts that an error between them needs.
_FEWEST = 2

_SAY = Frames(__file__)


def personas(answers: pd.DataFrame, edges: Mapping[str, float]) -> pd.Series[str]:
    """Give each contact the type that three answers make it.

    Content and willing: ``partner`` where it knows what is offered, ``learner`` where it does not.
    Content and not willing: ``guest``. Willing and not content: ``waiting``. Neither: ``turned
    away``.

    Parameters
    ----------
    answers : ``satisfaction, willingness, knowledge``, one row a contact.
    edges : of each of these, the lowest answer that counts.

    Returns
    -------
    Type per row; missing where any of the three is.

    Notes
    -----
    Rules, and no clustering: a type means the same in every survey.
    """
    high = {name: answers[name] >= edge for name, edge in edges.items()}
    content, willing = high["satisfaction"], high["willingness"]
    held = [
        (content & willing & high["knowledge"]).to_numpy(dtype=np.bool_),
        (content & willing).to_numpy(dtype=np.bool_),
        content.to_numpy(dtype=np.bool_),
        willing.to_numpy(dtype=np.bool_),
    ]
    named = np.select(held, list(PERSONAS[:-1]), PERSONAS[-1])
    known = answers[list(edges)].notna().all(axis="columns")
    return pd.Series(named, index=answers.index, dtype="str").where(known)


def personas_summary(
    contacts: pd.DataFrame, revenue: pd.Series[float], confidence: float = 0.95
) -> pd.DataFrame:
    """Count each type, with its net promoter score and the revenue that goes with it.

    Parameters
    ----------
    contacts : one survey with ``account, recommend, persona``; rows without a persona count for
        nothing.
    revenue : of each account; that of an account is shared evenly by its contacts with a persona.
    confidence : of the interval of the score, between accounts.

    Returns
    -------
    One row a type: ``people, share`` (percent of all with one), ``accounts, scored`` (people with a
    score), ``nps, low, high``, ``revenue`` and ``revenue_share`` (percent of what all types have).
    """
    known = contacts.dropna(subset=["persona"])
    heard = known.groupby("account")["persona"].transform("size")
    part = known["account"].map(revenue).astype(float) / heard
    step = band(known["recommend"]).map(_STEPS).astype(float)
    rows = {}
    for name in PERSONAS:
        who = known["persona"] == name
        told = step[who].dropna()
        low = high = np.nan
        if known["account"].loc[told.index].nunique() >= _FEWEST:
            own = known["account"].loc[told.index].astype("str")
            found = survey_mean(told, clusters=own, confidence=confidence)
            # A net promoter score lies between -100 and 100.
            low, high = max(found.low, -100.0), min(found.high, 100.0)
        rows[name] = {
            "people": int(who.sum()),
            "share": 100 * who.mean() if len(known) else np.nan,
            "accounts": known.loc[who, "account"].nunique(),
            "scored": len(told),
            "nps": float(told.mean()),
            "low": low,
            "high": high,
            "revenue": float(part[who].sum()),
        }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("persona")
    frame["revenue_share"] = 100 * frame["revenue"] / frame["revenue"].sum()
    return frame.astype(dict.fromkeys(("people", "accounts", "scored"), int))


def persona_words() -> dict[str, str]:
    """What each type is called."""
    return _SAY.named("words")


def persona_plays() -> dict[str, str]:
    """What to do with each type."""
    return _SAY.named("plays")
