"""Key accounts by what they could become, and the portfolio of each account manager."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.accounts_plan import FEWEST, MOST, key_accounts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NOBODY", "Potential", "board", "managers", "potential", "rhythm"]

NOBODY = "none"
"""Stands for accounts without a manager."""
_WEAK = ("ambivalent", "stalker", "opponent")


@dataclass(frozen=True)
class Potential:
    """What makes an account strategic.

    Parameters
    ----------
    fit : strategic fit, 1 to 5, from which an account counts.
    growth : growth of its revenue, a proportion, from which it counts.
    wallet_below : percent of its spend under which enough is left to win.
    """

    fit: float = 4.0
    growth: float = 0.0
    wallet_below: float = 100.0


def potential(frame: pd.DataFrame, rule: Potential, count: int = 20) -> pd.DataFrame:
    """Hold key accounts by strategic potential against the largest.

    Strategic are accounts whose fit and growth reach the rule's and of whose spend less than
    ``wallet_below`` is held; of these the ones that spend most with others are chosen.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.landscape`, with ``revenue_last_year``.
    rule : what makes an account strategic.
    count : of key accounts, 5 to 50.

    Returns
    -------
    One row an account that is of either: ``revenue, untapped, fit, growth`` (a proportion) and
    ``way``: ``in``, ``out`` or ``stays``; those that come in first, by what they spend with others,
    then those that fall out and those that stay, by revenue.
    """
    growth = frame["revenue"] / frame["revenue_last_year"] - 1
    strategic = (
        (frame["fit"] >= rule.fit)
        & (growth >= rule.growth)
        & (frame["wallet"] < rule.wallet_below)
        & frame["untapped"].notna()
    )
    chosen = set(frame[strategic].nlargest(count, "untapped", keep="first").index)
    largest = set(key_accounts(frame, count))
    told = frame.assign(growth=growth).loc[
        [key for key in frame.index if key in chosen | largest],
        ["revenue", "untapped", "fit", "growth"],
    ]
    ways = np.select(
        [[key not in largest for key in told.index], [key not in chosen for key in told.index]],
        ["in", "out"],
        "stays",
    )
    told = told.assign(way=ways)
    parts = [
        told[told["way"] == way].sort_values(by, ascending=False, kind="stable")
        for way, by in (("in", "untapped"), ("out", "revenue"), ("stays", "revenue"))
    ]
    return pd.concat(parts)


def managers(frame: pd.DataFrame, actions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count the accounts of each manager, and what is to be done there.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.landscape`, with ``manager`` (empty for none).
    actions : of `research.frameworks.actions.register`, whose owners are managers.

    Returns
    -------
    Per manager and `NOBODY` last: ``accounts, revenue, risk`` (accounts at risk), ``weak``, ``due``
    (renewals), ``quota`` (``over`` 50 accounts, ``under`` 5, else empty; never of `NOBODY`) and,
    with a register, ``open`` and ``overdue``.
    """
    named = frame["manager"].fillna("").replace("", NOBODY)
    signs = frame.assign(
        risk=frame["quadrant"] == "accounts at risk", weak=frame["category"].isin(_WEAK)
    )
    found = signs.groupby(named).agg(
        accounts=("revenue", "size"),
        revenue=("revenue", "sum"),
        risk=("risk", "sum"),
        weak=("weak", "sum"),
        due=("due", "sum"),
    )
    order = sorted(name for name in found.index if name != NOBODY)
    found = found.reindex([*order, *([NOBODY] if NOBODY in found.index else [])])
    sizes = np.select([found["accounts"] > MOST, found["accounts"] < FEWEST], ["over", "under"], "")
    found["quota"] = pd.Series(sizes, index=found.index).where(found.index != NOBODY, "")
    if actions is not None:
        left = actions[actions["state"] != "done"]
        for name, rows in (("open", left), ("overdue", left[left["state"] == "late"])):
            counts = rows["owner"].value_counts().reindex(found.index).fillna(0)
            found[name] = counts.astype(int)
    return found.rename_axis("manager")


def board(frame: pd.DataFrame, before: pd.Series[str], keys: Sequence[str]) -> pd.DataFrame:
    """Lay out key accounts for a review by the board.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.landscape`.
    before : category of each account in the survey before.
    keys : key accounts, in their order.

    Returns
    -------
    Per account: ``revenue, quadrant, before, category, due`` and ``rhythm``.
    """
    told = frame.loc[list(keys), ["revenue", "quadrant", "category", "due"]]
    told.insert(2, "before", before.reindex(told.index))
    told["rhythm"] = [
        rhythm(row["quadrant"], row["category"], due=bool(row["due"]))
        for row in told.to_dict("records")
    ]
    return told


def rhythm(quadrant: object, category: object, *, due: bool) -> str:
    """Say who looks at a key account, and how often.

    The board looks each ``month`` at what is at risk or weak while its renewal is due, each
    ``quarter`` at the others at risk or weak; the ``manager`` reviews the rest each quarter.

    Examples
    --------
    >>> rhythm("accounts at risk", "rational", due=True), rhythm("big fans", "rational", due=True)
    ('month', 'manager')
    """
    if quadrant != "accounts at risk" and category not in _WEAK:
        return "manager"
    return "month" if due else "quarter"
