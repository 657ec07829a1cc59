"""Who could introduce whom at one account: promoters, there and at its sister accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.frameworks.relationship import band

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["introduced_by"]


def introduced_by(
    contacts: pd.DataFrame, parents: Mapping[str, str], account: str
) -> tuple[list[str], list[str], list[str]]:
    """Say which buyers of an account are to be won, and who could introduce the supplier.

    Parameters
    ----------
    contacts : one survey, with ``account, role, recommend``.
    parents : of each account; empty for none.
    account : whose buyers.

    Returns
    -------
    Roles of the buyers who are unhappy or were not reached, roles of the promoters at the account,
    and sister accounts (of the same parent) with promoters; each in order, none twice.
    """
    named = band(contacts["recommend"])
    here = contacts["account"] == account
    won = named.isin(["promoter", "passive"])
    happy = contacts[named == "promoter"]
    parent = parents.get(account) or ""
    homes = {str(key) for key in happy["account"]} - {account}
    sisters = sorted(key for key in homes if parent and parents.get(key) == parent)
    to_win = sorted(set(contacts.loc[here & ~won, "role"]))
    return to_win, sorted(set(happy.loc[happy["account"] == account, "role"])), sisters
