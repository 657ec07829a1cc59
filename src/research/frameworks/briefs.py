"""What an account team notes of its customer: business, market, goals, value brought, targets."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import pandas as pd

from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "KINDS",
    "LONGEST",
    "OVERDUE",
    "brief_faults",
    "brief_states",
    "printed_lines",
    "room_for",
]

_SAY = Frames(__file__)

KINDS = ("business", "market", "goal", "value", "target")
"""What may be noted, in the order of a plan."""
LONGEST = 80
"""Characters that a note may have: a plan is one page."""
OVERDUE = "overdue"
"""State of what is neither reached nor missed, once its day is over."""
_AIMED = {"goal", "target"}
_SETTLED = {"reached", "missed"}
# Letters of a note that a line of a plan holds, and for how many a capital and a wide sign count.
_LINE, _CAPITAL, _WIDE = 42, 1.5, 2.0


def brief_faults(sheet: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Find what cannot be true of notes, all of it.

    Parameters
    ----------
    sheet : one row a note, indexed by its id: ``account, kind, text, measure, unit, due, state``;
        what is not noted is missing.

    Yields
    ------
    (id, fault), note by note.
    """
    for key, row in sheet.iterrows():
        name, text = str(key), row["text"]
        for column in ("account", "kind", "text"):
            if pd.isna(row[column]) or not str(row[column]).strip():
                yield name, _SAY("empty", column=column)
        if pd.notna(text) and len(str(text)) > LONGEST:
            yield name, _SAY("long", count=len(str(text)), most=LONGEST)
        if pd.notna(row["unit"]) and pd.isna(row["measure"]):
            yield name, _SAY("unmeasured")
        for column in ("due", "state"):
            if pd.notna(row[column]) and row["kind"] not in _AIMED:
                yield name, _SAY("no aim", column=column, kind=row["kind"])


def brief_states(sheet: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Order notes as a plan has them, each with its state on a day.

    Parameters
    ----------
    sheet : as of `brief_faults`.
    today : day of the edition. What is due on it is not overdue.

    Returns
    -------
    The rows by `KINDS`, within a kind as they stand, with ``state`` `OVERDUE` where the day is over
    and the state neither reached nor missed.
    """
    place = sheet["kind"].map(KINDS.index)
    ordered = sheet.loc[place.sort_values(kind="stable").index]
    over = (ordered["due"] < today) & ~ordered["state"].isin(_SETTLED)
    return ordered.assign(state=ordered["state"].mask(over, OVERDUE))


def printed_lines(texts: pd.Series[str]) -> pd.Series[int]:
    """How many lines each note takes on a plan.

    Parameters
    ----------
    texts : of the notes.
    """
    return texts.map(lambda text: ceil(sum(map(_width, str(text))) / _LINE)).astype(int)


def _width(letter: str) -> float:
    wide = _WIDE if east_asian_width(letter) in "WF" else 1.0
    return _CAPITAL if letter.isupper() else wide


def room_for(ordered: pd.DataFrame, lines: int) -> pd.DataFrame:
    """Keep the notes that so many lines hold: one of each kind first, then the next of each.

    Parameters
    ----------
    ordered : of `brief_states`.
    lines : that a plan has for them.
    """
    turn = ordered.groupby("kind", sort=False).cumcount()
    by_turn = ordered.loc[turn.sort_values(kind="stable").index]
    fits = printed_lines(by_turn["text"]).cumsum() <= lines
    return ordered[ordered.index.isin(by_turn.index[fits])]
