"""Account planning: which accounts come first, seen with the customer's sentiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.relationship import band, quality
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "HAPPY",
    "QUADRANTS",
    "Cuts",
    "buyers",
    "hidden_risks",
    "landscape",
    "parents",
    "quadrant_plays",
    "quadrant_summary",
    "withheld",
    "withheld_parents",
    "work_order",
]

_SAY = Frames(__file__)

# Whose sentiment is high.
HAPPY = ("big fans", "underserved advocates")
QUADRANTS = (*HAPPY, "accounts at risk", "selective fixes")


@dataclass(frozen=True)
class Cuts:
    """Where quadrants and urgencies begin.

    Parameters
    ----------
    nps : account NPS from which sentiment is high; passives alone (0) are not enough.
    wallet : percent of the customer's spend from which the share of wallet is high.
    due_months : a renewal due within as many months of the calendar is urgent.
    good_fit : strategic fit, 1 to 5, from which an account is worth winning.
    large_upside : untapped revenue from which the upside is large; the portfolio's upper quarter
        when left out.
    """

    nps: float = 30.0
    wallet: float = 50.0
    due_months: int = 6
    good_fit: float = 4.0
    large_upside: float | None = None


def landscape(
    accounts: pd.DataFrame,
    scores: pd.DataFrame,
    today: pd.Timestamp,
    cuts: Cuts | None = None,
) -> pd.DataFrame:
    """Lay accounts out by size, share of wallet and sentiment.

    Parameters
    ----------
    accounts : with ``account, revenue_this_year, total_spend`` (with all suppliers; may be
        missing), ``contract_end, fit``, and whatever else is to be kept.
    scores : of `research.frameworks.relationship.account_scores`.
    today : day from which renewals are counted.
    cuts : where quadrants begin.

    Returns
    -------
    Indexed by account, with the columns of both and ``revenue, wallet`` (percent), ``untapped``
    (spend that goes to others), ``months`` (to the contract's end; negative when past), ``due``,
    ``quadrant`` (missing without sentiment or spend) and ``unplaced``, the reason for that.

    Raises
    ------
    StatisticsError
        When an account spends less in all than it spends with the supplier.
    """
    limits = cuts or Cuts()
    frame = accounts.set_index("account").join(scores)
    frame["revenue"] = frame["revenue_this_year"].astype(float)
    impossible = frame.index[frame["total_spend"] < frame["revenue"]]
    if len(impossible):
        msg = (
            f"{len(impossible)} accounts spend less with all suppliers than with this one "
            f"({', '.join(map(str, impossible[:5]))}); correct total_spend, or leave it empty"
        )
        raise StatisticsError(msg)
    frame["wallet"] = 100 * frame["revenue"] / frame["total_spend"]
    frame["untapped"] = frame["total_spend"] - frame["revenue"]
    frame["months"] = (frame["contract_end"] - today).dt.days / (365.25 / 12)
    last = today + pd.DateOffset(months=limits.due_months)
    frame["due"] = frame["contract_end"].between(today, last)
    high, large = frame["nps"] >= limits.nps, frame["wallet"] >= limits.wallet
    named = np.select([high & large, high & ~large, ~high & large], QUADRANTS[:3], QUADRANTS[3])
    heard, known = frame["nps"].notna(), frame["wallet"].notna()
    frame["quadrant"] = pd.Series(named, index=frame.index, dtype="str").where(heard & known)
    frame["unplaced"] = np.select(
        [~heard & ~known, ~heard, ~known],
        [_SAY("unplaced.both"), _SAY("unplaced.unheard"), _SAY("unplaced.unknown")],
        "",
    )
    return frame


def quadrant_plays() -> dict[str, str]:
    """What to do, by quadrant, and with the accounts that have none."""
    return _SAY.named("plays")


def quadrant_summary(frame: pd.DataFrame) -> pd.DataFrame:
    """Sum up each quadrant, and the accounts that have none.

    Parameters
    ----------
    frame : of `landscape`.

    Returns
    -------
    Per quadrant, then ``unplaced``: ``accounts, revenue, untapped, due`` (renewals), ``thin``
    (accounts heard through few) and ``play``.
    """
    named = frame["quadrant"].fillna("unplaced")
    summary = frame.groupby(named).agg(
        accounts=("revenue", "size"),
        revenue=("revenue", "sum"),
        untapped=("untapped", "sum"),
        due=("due", "sum"),
        thin=("thin", "sum"),
    )
    summary = summary.reindex([*QUADRANTS, "unplaced"], fill_value=0).rename_axis("quadrant")
    summary["play"] = summary.index.to_series().map(quadrant_plays())
    return summary.astype({"due": int, "thin": int})


# What few answers at an account tell of those who gave them.
_TELLING = (
    *("promoters", "passives", "detractors", "nps", "band", "quality", "value", "solution"),
    *("experience", "uniqueness", "trust", "commitment", "satisfaction", "category", "quadrant"),
    "kind",
)


def withheld(frame: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """Leave out what an account's few answers would tell of those who gave them.

    Parameters
    ----------
    frame : of `landscape`.
    fewest : answers from which an account's scores may stand beside its name; 0 or 1 leaves out
        nothing.

    Returns
    -------
    The same accounts; scores, category and quadrant are missing where fewer answered, and
    ``unplaced`` says so.
    """
    few = frame["answered"].between(1, fewest - 1)
    told = frame.copy()
    for name in _TELLING:
        if name in told:
            told[name] = told[name].mask(few)
    told["unplaced"] = told["unplaced"].mask(few, _SAY("unplaced.few", fewest=fewest))
    return told


def withheld_parents(rolled: pd.DataFrame, frame: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """Leave out what the few answers at a parent's accounts would tell of those who gave them.

    A parent's score says what its accounts with too few answers think, too, where it is held
    against the scores of its others: they are hidden together, or they are enough together.

    Parameters
    ----------
    rolled : of `parents`.
    frame : of `withheld`.
    fewest : answers from which a score may stand beside a name.

    Returns
    -------
    The same parents; ``nps`` is missing where fewer answered, or where as few of the answers are
    those of accounts whose own scores are withheld.
    """
    own = frame["answered"]
    unsaid = own.where(own < fewest).groupby(frame["parent"]).sum().reindex(rolled.index)
    few = (rolled["answered"] < fewest) | unsaid.between(1, fewest - 1)
    return rolled.assign(nps=rolled["nps"].mask(few))


def work_order(frame: pd.DataFrame, cuts: Cuts | None = None) -> pd.DataFrame:
    """Put the accounts of each quadrant in the order to work on them.

    Accounts at risk: renewal due first, then the most revenue. Underserved advocates: good fit
    first, then the most untapped revenue. Big fans: renewal due first, then revenue. Selective
    fixes: only those that are due, fit well or have a large upside (``worth`` says which), by how
    many of the three hold and then by upside; the others come last.

    Parameters
    ----------
    frame : of `landscape`.
    cuts : what counts as a good fit and a large upside.

    Returns
    -------
    The placed accounts with ``order`` (1 first within the quadrant) and ``worth``, sorted by
    quadrant and order.
    """
    limits = cuts or Cuts()
    placed = frame.dropna(subset=["quadrant"]).copy()
    upside = limits.large_upside
    if upside is None:
        upside = float(frame["untapped"].quantile(0.75)) if frame["untapped"].notna().any() else 0.0
    signs = {
        "due": placed["due"].astype(bool),
        "fit": placed["fit"] >= limits.good_fit,
        "upside": placed["untapped"] >= upside,
    }
    held, words = pd.DataFrame(signs), _SAY.named("worth")
    placed["worth"] = [
        ", ".join(words[name] for name in signs if row[name]) for row in held.to_dict("records")
    ]
    first = {
        "big fans": held["due"],
        "underserved advocates": held["fit"],
        "accounts at risk": held["due"],
        "selective fixes": held.sum(axis=1),
    }
    second = {"big fans": "revenue", "accounts at risk": "revenue"}
    parts = []
    for quadrant in QUADRANTS:
        rows = placed[placed["quadrant"] == quadrant].copy()
        rows["_first"] = first[quadrant].loc[rows.index].astype(int)
        rows = rows.sort_values(
            ["_first", second.get(quadrant, "untapped")], ascending=False, kind="stable"
        )
        rows["order"] = np.arange(1, len(rows) + 1)
        parts.append(rows.drop(columns="_first"))
    return pd.concat(parts)


def buyers(contacts: pd.DataFrame, account: str) -> pd.DataFrame:
    """Map every buyer of one account.

    Parameters
    ----------
    contacts : one survey, with ``contact, account, role, side, decides, recommend`` and the parts.
    account : whose buyers.

    Returns
    -------
    ``contact, role, side, decides, recommend, band, quality`` and ``status``: happy, content,
    unhappy or unreached; deciders and the unhappy first.

    Raises
    ------
    StatisticsError
        When nobody at the account was invited.
    """
    rows = contacts[contacts["account"] == account]
    if rows.empty:
        msg = f"nobody at account {account!r} was invited to this survey; check the account's key"
        raise StatisticsError(msg)
    frame = _with_status(rows)
    frame["_rank"] = frame["status"].map({"unhappy": 0, "unreached": 1, "content": 2, "happy": 3})
    frame = frame.sort_values(["decides", "_rank", "contact"], ascending=[False, True, True])
    columns = ["contact", "role", "side", "decides", "recommend", "band", "quality", "status"]
    return frame[columns].reset_index(drop=True)


def hidden_risks(contacts: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Find the accounts whose good average hides an unhappy or unreached buyer.

    Parameters
    ----------
    contacts : one survey, as of `buyers`.
    frame : of `landscape`.

    Returns
    -------
    Accounts of high sentiment (big fans and underserved advocates) with ``buyers, unhappy,
    unreached, unhappy_deciders, unreached_deciders, quadrant, revenue``, those with most revenue
    first; only accounts where a decider is unhappy or unreached.
    """
    known = _with_status(contacts)
    decides = known["decides"] == "yes"
    counts = pd.DataFrame(
        {
            "buyers": known.groupby("account").size(),
            **{
                f"{status}{suffix}": ((known["status"] == status) & which)
                .groupby(known["account"])
                .sum()
                for status in ("unhappy", "unreached")
                for suffix, which in (("", True), ("_deciders", decides))
            },
        }
    )
    joined = counts.join(frame[["quadrant", "revenue"]], how="inner")
    high = joined["quadrant"].isin(HAPPY)
    risky = (joined["unhappy_deciders"] > 0) | (joined["unreached_deciders"] > 0)
    return joined[high & risky].sort_values("revenue", ascending=False)


def parents(frame: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Roll accounts up to their parent companies.

    Parameters
    ----------
    frame : of `landscape`, with ``parent`` (empty or missing for none).
    contacts : one survey; the parent's NPS is that of all answers at its accounts.

    Returns
    -------
    Per parent: ``accounts, revenue, total_spend, wallet`` (percent; of the accounts whose spend is
    known), ``untapped, spend_known`` (accounts), ``nps, answered, lowest`` (the account with the
    poorest NPS) and ``quadrants``, the distinct ones of its accounts.
    """
    named = frame[frame["parent"].fillna("") != ""]
    priced = named[named["total_spend"].notna()]
    grouped, known = named.groupby("parent"), priced.groupby("parent")
    rolled = pd.DataFrame(
        {
            "accounts": grouped.size(),
            "revenue": grouped["revenue"].sum(),
            "total_spend": known["total_spend"].sum(),
            "wallet": 100 * known["revenue"].sum() / known["total_spend"].sum(),
            "untapped": known["untapped"].sum(),
            "spend_known": known.size(),
        }
    )
    rolled["spend_known"] = rolled["spend_known"].fillna(0).astype(int)
    answers = contacts.dropna(subset=["recommend"])
    parent = answers["account"].map(named["parent"])
    step = band(answers["recommend"]).map({"promoter": 100.0, "passive": 0.0, "detractor": -100.0})
    step = step.astype(float)
    rolled["nps"] = step.groupby(parent).mean()
    rolled["answered"] = step.groupby(parent).size()
    rolled["answered"] = rolled["answered"].fillna(0).astype(int)
    heard = named.dropna(subset=["nps"])
    rolled["lowest"] = (
        heard.loc[heard.groupby("parent")["nps"].idxmin()]
        .reset_index()
        .set_index("parent")["account"]
    )
    rolled["quadrants"] = grouped["quadrant"].agg(
        lambda column: ", ".join(name for name in QUADRANTS if name in set(column.dropna()))
    )
    return rolled.sort_values("revenue", ascending=False)


def _with_status(contacts: pd.DataFrame, parts: Mapping[str, float] | None = None) -> pd.DataFrame:
    named = band(contacts["recommend"])
    status = named.map({"promoter": "happy", "passive": "content", "detractor": "unhappy"})
    return contacts.assign(
        band=named, quality=quality(contacts, parts), status=status.fillna("unreached")
    )
