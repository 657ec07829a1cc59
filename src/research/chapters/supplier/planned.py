"""The plan of one key account, put together once from the data of an edition."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import customers
from research.chapters.supplier.briefs import briefs_of
from research.chapters.supplier.consenting import agreed_of, asking_of, commented_of
from research.chapters.supplier.planning import asks_of
from research.chapters.supplier.register import registered
from research.chapters.thinness import enough
from research.frameworks.accounts_plan import Plan, Register, account_plan
from research.frameworks.maturity_actions import DONE, LATE
from research.frameworks.planning import unasked
from research.frameworks.relationship_referrals import referrals
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["actions_of", "planned"]

_SAY = Frames(__file__)


@lru_cache(maxsize=64)
def planned(study: Study, account: str) -> Plan:
    """Put together the plan of an account.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    about = customers(study)
    enough(account in about.named.index, _SAY("no account", account=account))
    listed = study.config.privacy.contacts == "listed"
    actions = actions_of(study, account)
    return account_plan(
        account,
        about.named,
        about.contacts(1),
        listed=listed,
        actions=Register(len(actions), int((actions["state"] == LATE).sum())),
        referrals=_to_ask(study, account),
        goals=int((briefs_of(study, account)["kind"] == "goal").sum()),
        cuts=about.cuts,
    )


def actions_of(study: Study, account: str) -> pd.DataFrame:
    """Give the actions of an account that are not done; none where there is no register.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    if study.config.table("actions") is None:
        return pd.DataFrame(columns=["account", "action", "owner", "due", "state"])
    found = registered(study, account)
    return found[found["state"] != DONE]


def _to_ask(study: Study, account: str) -> tuple[str, ...]:
    """Contacts of an account who could be asked for a referral, and were not asked yet."""
    listed = [str(key) for key in _referred(study).get(account, ())]
    if not listed or study.config.table("asks") is None:
        return tuple(listed)
    free = unasked(customers(study).contacts(1), asks_of(study, account))
    return tuple(key for key in listed if key in free)


@lru_cache(maxsize=4)
def _referred(study: Study) -> dict[str, tuple[str, ...]]:
    """Contacts of each account who could be asked for a referral."""
    if not asking_of(study):
        return {}
    about = customers(study)
    contacts = about.contacts(1)
    listed = referrals(
        contacts,
        about.scores["category"],
        about.accounts.set_index("account")["parent"],
        agreed_of(study, contacts),
        commented_of(study, contacts),
    )
    return {str(key): tuple(own["contact"]) for key, own in listed.groupby("account")}
