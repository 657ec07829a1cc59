"""Whitespace: what accounts buy of rivals line by line, strongholds, and who values more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.statistics.effects.contrasts import clustered_error
from research.statistics.samples.intervals import normal_quantile
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["line_faults", "line_summary", "premium_segments", "sourcing"]

_SAY = Frames(__file__)

# Spend is told in round figures: five parts in a thousand more than the whole are no fault.
_MOST, _WHOLE = 1_005, 1_000


def line_faults(lines: pd.DataFrame, accounts: pd.DataFrame, own: str) -> Iterator[tuple[str, str]]:
    """Find what cannot be true of a list of purchases.

    Parameters
    ----------
    lines : one row an account, line and seller, indexed by its id: ``account, line, seller,
        spend``.
    accounts : indexed by account, with ``revenue_this_year, total_spend`` (may be missing).
    own : the supplier itself among the sellers.

    Yields
    ------
    (id, fault): a row without a line, seller or spend, a row twice, and accounts that buy more than
    their revenue or total spend, told at their first row.
    """
    for key, row in lines.iterrows():
        for column in ("line", "seller", "spend"):
            if pd.isna(row[column]):
                yield str(key), _SAY("empty", column=column)
    for key in lines.index[lines.duplicated(["account", "line", "seller"])]:
        yield str(key), _SAY("twice")
    ours = lines[lines["seller"] == own]
    for rows, column in ((ours, "revenue_this_year"), (lines, "total_spend")):
        spent = rows.groupby("account")["spend"].sum()
        over = _WHOLE * spent > _MOST * accounts[column].reindex(spent.index)
        for account in spent.index[over]:
            first = rows.index[rows["account"] == account][0]
            yield str(first), _SAY("over", account=str(account), column=column)


def sourcing(lines: pd.DataFrame, own: str) -> pd.DataFrame:
    """Say of each account and line whether it is bought from the supplier, from others or both.

    Parameters
    ----------
    lines, own : as of `line_faults`; rows without spend count as no purchase.

    Returns
    -------
    One row an account and line: ``account, line, sellers, ours, rivals`` (spend) and ``from``:
    ``us`` (alone), ``both`` or ``rivals``.
    """
    bought = lines[lines["spend"] > 0]
    inside = bought["seller"] == own
    split = bought.assign(
        ours=bought["spend"].where(inside, 0), rivals=bought["spend"].where(~inside, 0)
    )
    by = split.groupby(["account", "line"])
    frame = by.agg(sellers=("seller", "nunique"), ours=("ours", "sum"), rivals=("rivals", "sum"))
    frame["from"] = "both"
    frame.loc[frame["rivals"] == 0, "from"] = "us"
    frame.loc[frame["ours"] == 0, "from"] = "rivals"
    return frame.reset_index()


def line_summary(
    lines: pd.DataFrame, own: str, happy: pd.Series[bool], stronghold: float = 50
) -> pd.DataFrame:
    """Sum up each line of business.

    Parameters
    ----------
    lines, own : as of `line_faults`.
    happy : whether an account's sentiment is high, indexed by account.
    stronghold : percent of what rivals sell of a line from which the largest has a stronghold.

    Returns
    -------
    Per line, the most whitespace first: ``accounts, us, both, rivals`` (accounts), ``whitespace``
    (spend where only rivals sell), ``happy`` (so much of it at happy accounts), ``rival, share``
    (the largest, percent of what rivals sell; empty and missing for none) and ``strong``.
    """
    found = sourcing(lines, own)
    space = found[found["from"] == "rivals"]
    glad = space[space["account"].map(happy).fillna(value=False).astype(bool)]
    frame = pd.crosstab(found["line"], found["from"]).reindex(
        columns=["us", "both", "rivals"], fill_value=0
    )
    frame.insert(0, "accounts", found.groupby("line").size())
    for name, rows in (("whitespace", space), ("happy", glad)):
        spent = rows.groupby("line")["rivals"].sum()
        frame[name] = spent.reindex(frame.index, fill_value=0)
    others = lines[(lines["seller"] != own) & (lines["spend"] > 0)]
    sold = others.groupby(["line", "seller"])["spend"].sum()
    first = sold.sort_values(ascending=False, kind="stable").reset_index().drop_duplicates("line")
    first = first.set_index("line")
    whole = sold.groupby("line").sum()
    frame["rival"] = first["seller"].reindex(frame.index).fillna("")
    frame["share"] = 100 * first["spend"].reindex(frame.index) / whole.reindex(frame.index)
    frame["strong"] = frame["share"] >= stronghold
    return frame.rename_axis(columns=None).sort_values("whitespace", ascending=False, kind="stable")


def premium_segments(
    frame: pd.DataFrame,
    contacts: pd.DataFrame,
    column: str,
    buys: pd.Series[bool],
    *,
    high: float = 30,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say which segments value more, who of them buys the premium line, and whom to offer it.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.landscape`.
    contacts : one survey, with ``account`` and ``value``.
    column : of the segments.
    buys : whether an account buys the premium line, indexed by the accounts whose purchases are
        known.
    high : NPS from which an account is happy.
    confidence : of the intervals of mean value, between accounts.

    Returns
    -------
    Per segment, the highest mean value first: ``value, low, high, answers``, ``accounts`` (whose
    purchases are known), ``buyers`` and ``offers`` (happy ones that do not buy it).
    """
    said = contacts.dropna(subset=["value"])
    segment = frame[column]
    known = frame.loc[frame.index.isin(buys.index)]
    bought = buys.reindex(known.index).astype(bool)
    rows = {}
    for name, own in said.groupby(said["account"].map(segment)):
        values = own["value"].astype(float)
        mean = float(values.mean())
        reach = float("nan")
        if len(own["account"].unique()) > 1:
            error = clustered_error((values - mean).to_numpy(), own["account"].to_numpy())
            reach = normal_quantile(confidence) * error
        inside = known[column] == name
        rows[str(name)] = {
            "value": mean,
            "low": mean - reach,
            "high": mean + reach,
            "answers": len(own),
            "accounts": int(inside.sum()),
            "buyers": int((inside & bought).sum()),
            "offers": int((inside & ~bought & (known["nps"] >= high)).sum()),
        }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis(column)
    return table.sort_values("value", ascending=False, kind="stable")
