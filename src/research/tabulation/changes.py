"""Changes of a last wave against those before it: every line of every table, as one family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.statistics.samples.corrections import adjusted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.statistics.samples.corrections import Correction
    from research.tabulation.tab import Line, Tab

__all__ = ["PREVIOUS", "YEAR", "changing_lines", "wave_changes"]

PREVIOUS, YEAR = "previous", "year"
"""Steps: against the wave before, and against the same period of the year before."""

# Figures that have no test of their own, and answers that boxes, means and scores put together.
_UNTESTED = ("deviation", "error", "median", "quartile")
_POINTS = ("scale", "grid", "nps")

_COLUMNS = [
    "table", "line", "step", "before", "now", "earlier", "later", "change", "low", "high", "t", "p",
    "p_adjusted", "significant", "own", "reason",
]  # fmt: skip
_TEST = ("error", "df", "p", "p_table", "own", "reason")


def changing_lines(tab: Tab) -> list[Line]:
    """Give the lines of a table whose changes are of interest.

    Parameters
    ----------
    tab : a question, or a row of one, by wave.

    Returns
    -------
    All but spread and quantiles, which have no test, and the points of scales, which are in boxes,
    means and scores. None of a grid's summary: its rows have tables of their own.
    """
    if tab.question.type == "grid" and not tab.row:
        return []
    left_out = (*_UNTESTED, "category") if tab.question.type in _POINTS else _UNTESTED
    return [line for line in tab.lines if line.kind not in left_out]


def wave_changes(
    tabs: Sequence[Tab], *, correction: Correction = "holm", confidence: float = 0.95
) -> pd.DataFrame:
    """Put the last wave's changes of all tables together, and correct for all of them at once.

    Parameters
    ----------
    tabs : by wave; the last column of each is its last wave.
    correction : over all comparisons, those with the wave before and those with the year before.
    confidence : one less the risk of a false alarm; also the level of the limits.

    Returns
    -------
    One row a line and step, the surest change first and what was not tested last: ``table`` (id of
    the tab), ``line``, ``step``, ``before`` and ``now`` (keys of waves), ``earlier``, ``later`` and
    ``change`` in the line's unit, with ``low`` and ``high`` from the error that the test takes,
    ``t``, ``p``, ``p_adjusted`` over all and never surer than the table's own, ``significant`` by
    it, ``own`` (whether the table's own test says so) and the ``reason`` for what is missing.
    """
    found = pd.DataFrame([row for tab in tabs for row in _of_tab(tab)])
    if found.empty:
        return pd.DataFrame(columns=_COLUMNS)
    half = stats.t.ppf(0.5 + confidence / 2, found["df"]) * found["error"]
    found = found.assign(
        low=found["change"] - half,
        high=found["change"] + half,
        t=found["change"] / found["error"].where(found["error"] > 0),
        p_adjusted=np.maximum(
            adjusted(found["p"].to_numpy(dtype=float), correction), found["p_table"]
        ),
    )
    found["significant"] = found["p_adjusted"].fillna(1.0) <= 1 - confidence
    order = found.assign(size=-found["t"].abs()).sort_values(
        ["significant", "size"], ascending=[False, True], kind="stable", na_position="last"
    )
    return order[_COLUMNS].reset_index(drop=True)


def _of_tab(tab: Tab) -> Iterator[dict[str, Any]]:
    """Changes of a table's lines, each with its test."""
    now = tab.points[-1].key
    tested = {
        (row["line"], row["first"], row["second"]): row for row in tab.tests.to_dict("records")
    }
    for step, before in zip((PREVIOUS, YEAR), tab.against.get(now, ()), strict=False):
        if tab.broken(before, now):
            continue
        for line in changing_lines(tab):
            earlier, later = (float(tab.values[at].loc[line.key]) for at in (before, now))
            yield {
                "table": tab.id,
                "line": line.key,
                "step": step,
                "before": before,
                "now": now,
                "earlier": earlier,
                "later": later,
                "change": later - earlier,
                **_test(tested, line.key, now, before),
            }


def _test(tested: dict[Any, dict[Any, Any]], line: str, now: str, before: str) -> dict[str, Any]:
    """The table's test of two waves, in whichever order it has them."""
    row = tested.get((line, now, before)) or tested.get((line, before, now))
    if row is None:
        return dict(zip(_TEST, (*[np.nan] * 4, False, ""), strict=True))
    known = [float(row[name]) for name in ("error", "df", "p", "p_adjusted")]
    return dict(zip(_TEST, (*known, bool(row["significant"]), str(row["reason"])), strict=True))
