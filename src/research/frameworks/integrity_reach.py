"""Whom to invite next time: accounts heard by too few, and roles that nobody spoke for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.integrity_frames import above, proportion, require, said_yes
from research.frameworks.integrity_response import frame_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Additions", "additions"]


@dataclass(frozen=True)
class Additions:
    """Accounts that the next survey must hear better, the most valuable first.

    Parameters
    ----------
    units : one row an account that lacks answers or a role, by its id: ``value`` (missing without
        one), ``invited, answered, lacking`` (answers to the number asked for), ``uninvited`` and
        ``silent`` (roles wanted that nobody was invited for, or nobody answered for; tuples),
        ``invite`` (people to add, so that the answers may come in) and ``remind`` (people invited
        who did not answer).
    roles : one row a role, those wanted or else all: ``invited, answered, rate``,
        ``accounts_without`` (accounts that nobody of this role was invited at) and
        ``accounts_silent`` (invited, no answer).
    fewest : answers asked for of each account.
    rate : completion that `invite` counts on.
    """

    units: pd.DataFrame
    roles: pd.DataFrame
    fewest: int
    rate: float

    @property
    def invite(self) -> int:
        """People to add, at all accounts together."""
        return int(self.units["invite"].sum())


def additions(
    units: pd.DataFrame,
    invited: pd.DataFrame,
    *,
    by: str,
    answered: str = "answered",
    fewest: int = 2,
    role: str | None = None,
    roles: Sequence[str] = (),
    value: str | None = None,
    rate: float | None = None,
) -> Additions:
    """Find accounts under target, and the roles that lack at each.

    Parameters
    ----------
    units, invited, by, answered, value : as of
        `research.frameworks.integrity_response.frame_coverage`.
    fewest : answers that each account ought to give, whoever was invited.
    role : column of `invited`, what somebody is at the account.
    roles : roles that each account ought to be heard through; none where left out.
    rate : share of those added who will answer; that of this survey where not given, and one half
        where nobody answered it.

    Raises
    ------
    StatisticsError
        When a column is missing, a role wanted is nobody's, or the rate is no proportion.

    Examples
    --------
    >>> accounts = pd.DataFrame({"worth": [5.0, 9.0]}, index=["A", "B"])
    >>> people = pd.DataFrame({"account": ["A", "A"], "role": ["buyer", "user"]})
    >>> people["answered"] = [True, True]
    >>> roles = {"role": "role", "roles": ["buyer", "user"]}
    >>> found = additions(accounts, people, by="account", value="worth", rate=0.5, **roles)
    >>> found.units[["lacking", "uninvited", "invite"]].values.tolist()
    [[2, ('buyer', 'user'), 4]]
    """
    fewest = above("fewest", fewest, 1)
    covered = frame_coverage(units, invited, by=by, answered=answered, fewest=fewest, value=value)
    found = covered.units[["invited", "answered"]].copy()
    worth = units[value].astype(float) if value else pd.Series(np.nan, index=units.index)
    found.insert(0, "value", worth)
    said = pd.Series(said_yes(invited, answered), index=invited.index)
    own = float(said.mean()) if said.any() else 0.5
    chance = own if rate is None else proportion("rate", rate)
    found["lacking"] = np.maximum(fewest - found["answered"], 0)
    wanted = _wanted(invited, role, roles)
    people = invited.assign(**{answered: said})
    spoken, table = _roles(units, people, by, answered, role, wanted)
    found["uninvited"], found["silent"] = spoken["uninvited"], spoken["silent"]
    found["remind"] = found["invited"] - found["answered"]
    found["invite"] = _to_invite(found, chance)
    under = (found["lacking"] > 0) | (found["uninvited"].map(len) > 0)
    kept = found[under]
    order = kept.assign(id=kept.index.map(str)).sort_values(
        ["value", "lacking", "id"], ascending=[False, False, True], na_position="last"
    )
    return Additions(found.loc[order.index], table, fewest, chance)


def _to_invite(found: pd.DataFrame, chance: float) -> pd.Series[int]:
    """People to add: for the answers that lack beyond what reminders may bring, and for roles.

    Who did not answer is asked again and answers with the same chance.
    """
    reminded = found["remind"] * chance
    short = np.maximum(found["lacking"] - reminded, 0)
    needed = np.ceil(np.round(short / max(chance, 1e-9), 9)).astype(int)
    return pd.Series(np.maximum(needed, found["uninvited"].map(len)), index=found.index)


def _wanted(invited: pd.DataFrame, role: str | None, roles: Sequence[str]) -> list[str]:
    """Roles that each account ought to be heard through."""
    wanted = [str(one) for one in roles]
    if role is None:
        return []
    require(invited, [role], "roles")
    known = sorted(invited[role].dropna().map(str).unique())
    strange = [one for one in wanted if one not in known]
    if strange:
        msg = f"nobody invited is {strange[0]!r} in {role!r}; known: {', '.join(known)}"
        raise StatisticsError(msg)
    return wanted


def _roles(
    units: pd.DataFrame,
    invited: pd.DataFrame,
    by: str,
    answered: str,
    role: str | None,
    wanted: list[str],
) -> tuple[dict[str, pd.Series[Any]], pd.DataFrame]:
    """Roles that lack at each account, and how each role answered."""
    blank = pd.Series([()] * len(units), index=units.index, dtype=object)
    columns = ["invited", "answered", "rate", "accounts_without", "accounts_silent"]
    if role is None:
        empty = pd.DataFrame(columns=columns).rename_axis("role")
        return {"uninvited": blank, "silent": blank}, empty
    own = invited[invited[by].isin(units.index)]
    keys = [own[by].astype(object), own[role].map(str)]
    asked = own.groupby(keys)[answered].agg(["size", "sum"]).unstack(fill_value=0)
    asked = asked.reindex(units.index, fill_value=0)
    rows, uninvited, silent = {}, blank.map(list), blank.map(list)
    for name in wanted or sorted(own[role].dropna().map(str).unique()):
        none = pd.Series(0, index=units.index)
        size, heard = (asked.get((part, name), none) for part in ("size", "sum"))
        without, quiet = size == 0, (size > 0) & (heard == 0)
        for lists, lacking in ((uninvited, without), (silent, quiet)):
            for key in units.index[lacking & (name in wanted)]:
                lists[key].append(name)
        rows[name] = {
            "invited": int(size.sum()),
            "answered": int(heard.sum()),
            "rate": float(heard.sum() / size.sum()) if size.sum() else np.nan,
            "accounts_without": int(without.sum()),
            "accounts_silent": int(quiet.sum()),
        }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("role")
    return {"uninvited": uninvited.map(tuple), "silent": silent.map(tuple)}, table
