"""An action sheet: what is done, what is overdue, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DONE", "LATE", "RUNNING", "action_states"]

DONE, LATE, RUNNING = "done", "late", "running"
"""States of an action: done; not done though its day is past; neither."""


def action_states(
    sheet: pd.DataFrame, today: pd.Timestamp | None, *, done: str = DONE
) -> pd.DataFrame:
    """Give a sheet in the order of its days, with the state of each action.

    Parameters
    ----------
    sheet : one row an action with ``due`` (a day, or nothing) and ``status``.
    today : day that what is due is held against; nothing is overdue where left out.
    done : the status of what is done.

    Returns
    -------
    The rows with ``state``; what has no day comes last. What is due today is not overdue.
    """
    found = sheet.sort_values("due", kind="stable", na_position="last")
    finished = found["status"] == done
    state = finished.map({True: DONE, False: RUNNING})
    if today is not None:
        state = state.mask(~finished & (found["due"] < today), LATE)
    return found.assign(state=state)
