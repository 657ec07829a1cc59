"""Closing the loop: whom to meet, what to do with ambassadors, and a file for the CRM."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.frameworks.relationship import band, quality
from research.wording.frames import Frames

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "account_export",
    "category_plays",
    "contact_export",
    "plays",
    "safe_csv",
    "whom_to_meet",
]

_SAY = Frames(__file__)

# What spreadsheets take for the start of a formula, full-width forms included.
_DANGEROUS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def whom_to_meet(contacts: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """List the people to meet after the survey, most pressing first.

    Parameters
    ----------
    contacts : one survey, with ``contact, account, role, decides, recommend`` and the parts.
    scores : of `research.frameworks.relationship.account_scores`.

    Returns
    -------
    One row a contact with a reason: ``contact, account, role, category, recommend, quality,
    reason`` and ``urgency`` (1 is first). Reasons: a detractor who decides; another detractor; a
    decider who did not answer; a promoter at an ambassador account.
    """
    frame = contacts.assign(
        quality=quality(contacts),
        band=band(contacts["recommend"]),
        category=contacts["account"].map(scores["category"]),
    )
    decides = frame["decides"] == "yes"
    detractor, promoter = frame["band"] == "detractor", frame["band"] == "promoter"
    silent = frame["recommend"].isna()
    reasons = [
        (_SAY("meet.decider"), detractor & decides),
        (_SAY("meet.detractor"), detractor),
        (_SAY("meet.silent"), silent & decides),
        (_SAY("meet.promoter"), promoter & (frame["category"] == "ambassador")),
    ]
    frame["urgency"] = np.select([rows for _, rows in reasons], [1, 2, 3, 4], 0)
    listed = frame[frame["urgency"] > 0].copy()
    listed["reason"] = [reasons[number - 1][0] for number in listed["urgency"]]
    columns = ["contact", "account", "role", "category", "recommend", "quality", "reason"]
    ordered = listed.sort_values(["urgency", "quality", "contact"], na_position="last")
    return ordered[[*columns, "urgency"]].reset_index(drop=True)


def category_plays() -> dict[str, str]:
    """What to do next, by category."""
    return _SAY.named("plays")


def plays(scores: pd.DataFrame) -> pd.DataFrame:
    """Give the accounts of each category and what to do next with them.

    Returns
    -------
    Per category: ``accounts`` and ``play``.
    """
    words = category_plays()
    counts = scores["category"].value_counts().reindex(list(words), fill_value=0)
    return pd.DataFrame({"accounts": counts, "play": pd.Series(words)}).rename_axis("category")


def contact_export(contacts: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Lay out one row a contact for the CRM.

    Returns
    -------
    ``contact, account, survey, answered_on, recommend, band, quality, comment`` (empty where there
    is none) and the ``category`` of the account.
    """
    frame = contacts.assign(
        band=band(contacts["recommend"]),
        quality=quality(contacts).round(2),
        category=contacts["account"].map(scores["category"]),
        comment=contacts.get("comment", pd.Series("", index=contacts.index)),
    )
    columns = ["contact", "account", "survey", "answered_on", "recommend", "band", "quality"]
    return frame[[name for name in [*columns, "category", "comment"] if name in frame]]


def account_export(accounts: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Lay out one row an account for the CRM.

    Parameters
    ----------
    accounts : with ``account`` and, where known, ``name, parent``.
    scores : of `research.frameworks.relationship.account_scores`.

    Returns
    -------
    Names, coverage, scores, category and next play; accounts that nobody answered for stay in.
    """
    known = [name for name in ("account", "name", "parent") if name in accounts]
    columns = ["invited", "answered", "nps", "quality", "uniqueness", "thin", "category"]
    frame = accounts[known].merge(
        scores[columns].round(2), how="left", left_on="account", right_index=True
    )
    return frame.assign(next_play=frame["category"].map(category_plays()))


def safe_csv(frame: pd.DataFrame, path: Path | None = None) -> str:
    """Write a frame so that no spreadsheet runs a cell of it as a formula.

    Text that starts like a formula, also after blanks, gets a leading apostrophe; numbers are
    written as numbers. Missing values are empty cells.

    Parameters
    ----------
    frame : what to write, without its index.
    path : file to write, as UTF-8 with a mark that spreadsheets know; none when left out.

    Returns
    -------
    The text written.

    Notes
    -----
    The guard that OWASP describes under "CSV injection", kept to text so that -5 stays a number.

    Examples
    --------
    >>> print(safe_csv(pd.DataFrame({"name": ["=1+1", "Zolm"], "nps": [-50, 20]})), end="")
    "name","nps"
    "'=1+1",-50
    "Zolm",20
    """
    buffer = io.StringIO()
    # Quoted text stays one cell in spreadsheets that part cells at semicolons.
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_guarded(name) for name in frame.columns])
    writer.writerows([_guarded(cell) for cell in row] for row in frame.itertuples(index=False))
    text = buffer.getvalue()
    if path is not None:
        path.write_text(text, encoding="utf-8-sig", newline="")
    return text


def _guarded(cell: Any) -> Any:
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" \ufeff\u00a0").startswith(_DANGEROUS) else cell
    if pd.isna(cell):
        return ""
    return cell.date().isoformat() if isinstance(cell, pd.Timestamp) else cell
