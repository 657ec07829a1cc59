"""Plans for accounts: unlike pairs, promoters who were asked, introductions, parents' potential."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.relationship import band
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "activated",
    "ask_faults",
    "favours",
    "introductions",
    "pairs",
    "paths",
    "potential",
    "unasked",
]

_SAY = Frames(__file__)

_AGREED, _WAITING = "agreed", "waiting"


def pairs(
    frame: pd.DataFrame, revenue_within: float, wallet_within: float, high: float = 30
) -> pd.DataFrame:
    """Pair accounts of equal revenue and share of wallet whose sentiment is unlike.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.landscape`.
    revenue_within : percent of the larger revenue that the two may differ by.
    wallet_within : points that their shares of wallet may differ by.
    high : NPS from which an account is happy; under 0 it is unhappy.

    Returns
    -------
    One row a pair, no account twice, those of the largest revenue first: ``happy, unhappy`` (ids).
    """
    known = frame.dropna(subset=["nps", "wallet", "revenue"])
    happy, unhappy = known[known["nps"] >= high], known[known["nps"] < 0]
    crossed = (
        happy[["revenue", "wallet"]]
        .rename_axis("happy")
        .reset_index()
        .merge(
            unhappy[["revenue", "wallet"]].rename_axis("unhappy").reset_index(),
            how="cross",
            suffixes=("", "_other"),
        )
    )
    apart = (crossed["revenue"] - crossed["revenue_other"]).abs()
    larger = crossed[["revenue", "revenue_other"]].max(axis=1)
    near = 100 * apart <= revenue_within * larger
    alike = (crossed["wallet"] - crossed["wallet_other"]).abs() <= wallet_within
    found = crossed.assign(smaller=crossed[["revenue", "revenue_other"]].min(axis=1), apart=apart)
    found = found[near & alike].sort_values(
        ["smaller", "apart", "happy", "unhappy"], ascending=[False, True, True, True]
    )
    taken: set[str] = set()
    kept = []
    for one, other in zip(found["happy"], found["unhappy"], strict=True):
        if not taken & {one, other}:
            taken |= {one, other}
            kept.append({"happy": str(one), "unhappy": str(other)})
    return pd.DataFrame(kept, columns=["happy", "unhappy"])


def ask_faults(
    asks: pd.DataFrame, contacts: pd.DataFrame, today: pd.Timestamp
) -> Iterator[tuple[str, str]]:
    """Find what cannot be true of a list of what contacts were asked for.

    Parameters
    ----------
    asks : one row an ask, indexed by its id: ``account, asked`` (the contact), ``favour``,
        ``asked_on, outcome``.
    contacts : with ``contact`` and ``account``.
    today : day of the edition.

    Yields
    ------
    (id, fault), ask by ask.
    """
    home = contacts.drop_duplicates("contact").set_index("contact")["account"]
    for key, row in asks.iterrows():
        name = str(key)
        for column in ("asked", "favour", "asked_on", "outcome"):
            if pd.isna(row[column]):
                yield name, _SAY("empty", column=column)
        if pd.notna(row["asked"]) and home.get(row["asked"]) != row["account"]:
            yield name, _SAY("elsewhere", account=str(row["account"]))
        if row["asked_on"] > today:
            yield name, _SAY("late", day=today.date().isoformat())


def _promoters(contacts: pd.DataFrame, asks: pd.DataFrame) -> pd.DataFrame:
    """Promoters of a survey with what they were asked since they answered."""
    found = contacts[band(contacts["recommend"]) == "promoter"].set_index("contact")
    known = asks.merge(found[["answered_on"]], left_on="asked", right_index=True)
    since = known[known["asked_on"] >= known["answered_on"]]
    by_contact = since.groupby("asked")["asked_on"].min().to_dict()
    days = [by_contact.get(key, pd.NaT) for key in found.index]
    first = pd.Series(days, index=found.index, dtype="datetime64[us]")
    won = since["outcome"] == _AGREED
    open_ = since["outcome"] == _WAITING
    return found[["account", "answered_on"]].assign(
        asked=found.index.isin(since["asked"]),
        agreed=found.index.isin(since.loc[won, "asked"]),
        waiting=found.index.isin(since.loc[open_, "asked"]),
        days=(first - found["answered_on"]).dt.days,
    )


def unasked(contacts: pd.DataFrame, asks: pd.DataFrame) -> set[str]:
    """Give the promoters who were asked for nothing since they answered.

    Parameters
    ----------
    contacts, asks : as of `activated`.
    """
    own = _promoters(contacts, asks)
    return {str(key) for key in own.index[~own["asked"]]}


def activated(contacts: pd.DataFrame, asks: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """Count promoters who were asked for something since they answered, by group of accounts.

    Parameters
    ----------
    contacts : one survey, with ``contact, account, answered_on, recommend``.
    asks : as of `ask_faults`; an ask of the day of the answer counts, one before it does not.
    groups : of each account, indexed by it.

    Returns
    -------
    Per group: ``promoters, asked, agreed, waiting`` (promoters), ``days`` (median from the answer
    to the first ask), ``accounts`` (with promoters) and ``untouched`` (none of whose was asked).
    """
    own = _promoters(contacts, asks)
    own["group"] = own["account"].map(groups)
    by = own.groupby("group")
    touched = own.groupby("account")["asked"].any()
    home = own.groupby("account")["group"].first()
    return pd.DataFrame(
        {
            "promoters": by.size(),
            **{name: by[name].sum() for name in ("asked", "agreed", "waiting")},
            "days": by["days"].median(),
            "accounts": home.value_counts(),
            "untouched": home[~touched].value_counts(),
        }
    ).fillna({"untouched": 0})


def favours(asks: pd.DataFrame, revenue: pd.Series[float]) -> pd.DataFrame:
    """Count what was asked for, and what came of it.

    Parameters
    ----------
    asks : as of `ask_faults`.
    revenue : of each account, indexed by it.

    Returns
    -------
    Per favour, the most asked for first: ``asks, agreed, declined, waiting``, ``accounts`` (where
    one agreed) and their ``revenue``.
    """
    rows = {}
    for name, own in asks.groupby("favour"):
        outcomes = own["outcome"].value_counts()
        accounts = own.loc[own["outcome"] == _AGREED, "account"].unique()
        rows[str(name)] = {
            "asks": len(own),
            **{key: int(outcomes.get(key, 0)) for key in (_AGREED, "declined", _WAITING)},
            "accounts": len(accounts),
            "revenue": float(revenue.reindex(accounts).sum()),
        }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("favour")
    return frame.sort_values("asks", ascending=False, kind="stable")


def introductions(contacts: pd.DataFrame, parents: pd.Series[str]) -> pd.DataFrame:
    """Count buyers who are unhappy or were not reached, and who could introduce the supplier.

    Parameters
    ----------
    contacts : one survey, with ``account, decides, recommend``.
    parents : of each account, indexed by it; missing for none.

    Returns
    -------
    Rows (``unhappy`` or ``unreached``, whether they decide): ``contacts``, ``within`` (a promoter
    at the same account), ``sister`` (none there, but at another account of the parent) and
    ``nobody``.
    """
    named = band(contacts["recommend"])
    happy = contacts[named == "promoter"]
    within = contacts["account"].isin(happy["account"])
    parent = contacts["account"].map(parents)
    sister = ~within & parent.isin(happy["account"].map(parents).dropna())
    status = named.map({"detractor": "unhappy"}).where(named.notna(), "unreached")
    rows = {}
    for state in ("unhappy", "unreached"):
        for decides in ("yes", "no"):
            own = (status == state) & (contacts["decides"] == decides)
            rows[state, decides] = {
                "contacts": int(own.sum()),
                "within": int((own & within).sum()),
                "sister": int((own & sister).sum()),
                "nobody": int((own & ~within & ~sister).sum()),
            }
    index = pd.MultiIndex.from_tuples(rows, names=["status", "decides"])
    return pd.DataFrame(list(rows.values()), index=index)


def paths(frame: pd.DataFrame, high: float = 30) -> pd.DataFrame:
    """Lead from happy accounts to unhappy and unheard ones of the same parent.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.withheld`, so that no score tells of a few.
    high : NPS from which an account is happy; under 0 it is unhappy.

    Returns
    -------
    One row an account to be introduced to, the most untapped spend first: ``parent, to, why``
    (``unhappy`` or ``unheard``), ``untapped`` and ``via``, the happiest account of the parent (of
    equally happy ones that with the most revenue).
    """
    named = frame[frame["parent"].fillna("") != ""]
    ordered = named[named["nps"] >= high].sort_values(
        ["nps", "revenue"], ascending=False, kind="stable"
    )
    first = pd.Series(ordered.index, index=ordered["parent"]).groupby(level=0).first()
    why = np.select([named["answered"] == 0, named["nps"] < 0], ["unheard", "unhappy"], "")
    rows = named.assign(why=why, via=named["parent"].map(first))
    rows = rows[(rows["why"] != "") & rows["via"].notna()]
    rows = rows.rename_axis("to").reset_index()
    rows = rows.sort_values(["untapped", "to"], ascending=[False, True])
    return rows[["parent", "to", "why", "untapped", "via"]].reset_index(drop=True)


def potential(frame: pd.DataFrame) -> pd.DataFrame:
    """Rank customers by what they spend in all, a parent's accounts as one customer.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.landscape`.

    Returns
    -------
    One row a parent that stands higher by spend than by revenue, the most untapped first:
    ``accounts, revenue, total_spend, untapped, by_revenue, by_spend`` (ranks among all customers;
    accounts whose spend is not known are left out of all of it).
    """
    known = frame.dropna(subset=["total_spend"])
    one = known["parent"].fillna("").replace("", pd.NA)
    customer = one.fillna(pd.Series(known.index, index=known.index))
    by = known.groupby(customer.to_numpy())
    found = pd.DataFrame(
        {
            "accounts": by.size(),
            "revenue": by["revenue"].sum(),
            "total_spend": by["total_spend"].sum(),
        }
    )
    found["untapped"] = found["total_spend"] - found["revenue"]
    for name, column in (("by_revenue", "revenue"), ("by_spend", "total_spend")):
        found[name] = found[column].rank(method="min", ascending=False).astype(int)
    higher = found[found["by_spend"] < found["by_revenue"]]
    higher = higher[higher.index.isin(one.dropna())]
    return higher.sort_values("untapped", ascending=False, kind="stable").rename_axis("parent")
