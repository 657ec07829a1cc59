"""Accounts, contacts, scores and verbatims of a survey, laid out for a customer system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.frameworks.relationship import band, quality
from research.frameworks.relationship_kinds import kind_plays, kind_words
from research.frameworks.relationship_loop import category_plays, whom_to_meet
from research.frameworks.relationship_referrals import ASKS, ask_words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["account_rows", "contact_rows", "referral_rows", "score_rows", "verbatim_rows"]

_SCORES = ["nps", "quality", "uniqueness"]
_DAY = "%Y-%m-%d"


def account_rows(
    accounts: pd.DataFrame, contacts: pd.DataFrame, scores: pd.DataFrame, agreed: pd.Series[bool]
) -> pd.DataFrame:
    """Lay out one row an account: coverage, scores, category and what to do next.

    However few answered, scores stand, but for one case: where exactly one of those who answered
    at an account did not agree to be named, the scores less what the others said would tell what
    that one said.

    Parameters
    ----------
    accounts : with ``account`` and, where known, ``parent``.
    contacts : one survey, with ``account`` and ``recommend``.
    scores : of `research.frameworks.relationship.account_scores`, with ``kind`` where known (of
        `research.frameworks.relationship_kinds.kinds`).
    agreed : whether each contact waived its anonymity, in the order of ``contacts``.

    Returns
    -------
    ``account, parent, invited, answered, nps, quality, uniqueness, thin, category, kind,
    next_play`` and ``withheld`` (``yes`` where scores are left out for that one contact); accounts
    that nobody was asked for stay in.
    """
    silent = contacts["recommend"].notna() & ~agreed.to_numpy(dtype=bool)
    alone = silent.groupby(contacts["account"]).sum() == 1
    known = [name for name in ("account", "parent") if name in accounts]
    columns = ["invited", "answered", *_SCORES, "thin", "category", "kind"]
    frame = accounts[known].merge(
        scores.reindex(columns=columns).round(2), how="left", left_on="account", right_index=True
    )
    if "parent" not in frame:
        frame.insert(1, "parent", None)
    withheld = frame["account"].map(alone).eq(True)
    frame[_SCORES] = frame[_SCORES].astype(float).mask(withheld)
    for name in ("category", "kind"):
        frame[name] = frame[name].astype(object).mask(withheld)
    frame["thin"] = frame["thin"].map({True: "yes", False: "no"})
    plays = frame["kind"].map(kind_plays()).fillna(frame["category"].map(category_plays()))
    frame["kind"] = frame["kind"].map(kind_words())
    return frame.assign(next_play=plays, withheld=np.where(withheld, "yes", "no"))


def contact_rows(
    contacts: pd.DataFrame, scores: pd.DataFrame, agreed: pd.Series[bool]
) -> pd.DataFrame:
    """Lay out one row a contact who agreed: what was said, and why to meet.

    Parameters
    ----------
    contacts, scores, agreed : as of `account_rows`.

    Returns
    -------
    ``contact, account, survey, role, side, decides, answered_on, recommend, band, quality`` and
    ``reason`` (as of `whom_to_meet`); what the data do not have is empty.
    """
    chosen = contacts[agreed.to_numpy(dtype=bool)]
    reasons = whom_to_meet(contacts, scores).set_index("contact")["reason"]
    frame = chosen.assign(
        band=band(chosen["recommend"]),
        quality=quality(chosen).round(2),
        reason=chosen["contact"].map(reasons),
    )
    columns = ["contact", "account", "survey", "role", "side", "decides", "answered_on"]
    wanted = frame.reindex(columns=[*columns, "recommend", "band", "quality", "reason"])
    days = pd.to_datetime(wanted["answered_on"]).dt.strftime(_DAY)
    return wanted.assign(answered_on=days).reset_index(drop=True)


def score_rows(
    contacts: pd.DataFrame, agreed: pd.Series[bool], asked: Mapping[str, str]
) -> pd.DataFrame:
    """Lay out one row an answer in numbers of each contact who agreed.

    Parameters
    ----------
    contacts, agreed : as of `account_rows`.
    asked : what each column of scores was asked as, by its name.

    Returns
    -------
    ``contact, account, survey, question, text, score``, contact by contact.
    """
    chosen = contacts[agreed.to_numpy(dtype=bool)].reindex(
        columns=["contact", "account", "survey", *asked]
    )
    long = chosen.melt(
        id_vars=["contact", "account", "survey"],
        value_vars=list(asked),
        var_name="question",
        value_name="score",
        ignore_index=False,
    ).dropna(subset=["score"])
    ordered: pd.DataFrame = long.sort_index(kind="stable").reset_index(drop=True)
    ordered.insert(4, "text", ordered["question"].map(dict(asked)))
    return ordered.astype({"score": float})


def verbatim_rows(
    contacts: pd.DataFrame, said: Mapping[str, tuple[pd.Series[Any], pd.Series[bool]]]
) -> pd.DataFrame:
    """Lay out one row a comment of those who agreed to that question's being quoted.

    Parameters
    ----------
    contacts : as of `account_rows`.
    said : texts and consent by question, each in the order of ``contacts``.

    Returns
    -------
    ``contact, account, survey, question, comment``.
    """
    columns = ["contact", "account", "survey", "question", "comment"]
    parts = [pd.DataFrame(columns=columns, dtype=object)]
    for name, (texts, agreed) in said.items():
        comments = contacts.assign(question=name, comment=texts.to_numpy(dtype=object))
        told = agreed.to_numpy(dtype=bool) & comments["comment"].notna().to_numpy()
        parts.append(comments[told].reindex(columns=columns).astype(object))
    return pd.concat(parts, ignore_index=True)


def referral_rows(listed: pd.DataFrame) -> pd.DataFrame:
    """Lay out one row for each thing that a contact could be asked for.

    Parameters
    ----------
    listed : of `research.frameworks.relationship_referrals.referrals`.

    Returns
    -------
    ``account, contact, role, ask``, contact by contact.
    """
    words = ask_words()
    parts = [listed[listed[name]].assign(ask=words[name]) for name in ASKS]
    found = pd.concat(parts).sort_index(kind="stable")
    return found[["account", "contact", "role", "ask"]].reset_index(drop=True)
