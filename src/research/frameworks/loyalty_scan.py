"""A scan for Simpson's paradox: differences that turn round among firms that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.loyalty import compared
from research.statistics.samples.intervals import newcombe
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.frameworks.loyalty import Comparison

__all__ = ["SMALLEST", "simpson_scan", "strata"]

_SAY = Frames(__file__)

SMALLEST = 5
"""A stratum needs as many rows in each group to have a direction of its own."""


def simpson_scan(
    frame: pd.DataFrame, comparison: Comparison, firmographics: Sequence[str]
) -> pd.DataFrame:
    """Look for breakdowns that turn the difference of two groups round.

    Parameters
    ----------
    frame : one row an account or customer.
    comparison : groups and outcome; its confounders play no part.
    firmographics : columns to scan, with few categories each.

    Returns
    -------
    Per column: ``crude`` and ``standardised`` difference (treated less control, in units of the
    outcome; each stratum weighted by its share of all rows), ``strata`` (with both groups),
    ``opposed`` (strata whose difference runs against the crude one), ``reversal``: ``full`` when
    all do, ``partial`` when only the standardised difference turns, else empty; and ``finding`` in
    words. Strata that lack a group are left out of the standardised difference, and counted in
    ``left_out`` (rows).

    Raises
    ------
    StatisticsError
        When there is nobody in one of the groups.

    Notes
    -----
    Simpson (1951), JRSS B 13:238; direct standardisation.
    """
    both, _ = compared(frame, comparison)
    if both[comparison.group].nunique() < 2:
        msg = f"there are not both {comparison.treated} and {comparison.control} to compare"
        raise StatisticsError(msg)
    rows = {}
    for column in firmographics:
        table = strata(frame, comparison, column)
        used = table[(table["treated_base"] > 0) & (table["control_base"] > 0)]
        total = table["treated_base"].sum() + table["control_base"].sum()
        crude = _mean(table, "treated") - _mean(table, "control")
        weight = used["treated_base"] + used["control_base"]
        known = bool(len(used))
        standardised = float(np.average(used["difference"], weights=weight)) if known else np.nan
        directed = used[(used["treated_base"] >= SMALLEST) & (used["control_base"] >= SMALLEST)]
        opposed = int((np.sign(directed["difference"]) * np.sign(crude) < 0).sum())
        full = len(directed) > 1 and opposed == len(directed)
        turned = known and standardised * crude < 0
        reversal = "full" if full else "partial" if turned else ""
        rows[column] = {
            "crude": crude,
            "standardised": standardised,
            "strata": len(used),
            "opposed": opposed,
            "left_out": int(total - weight.sum()),
            "reversal": reversal,
            "finding": _finding(column, comparison, reversal),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("firmographic")


def strata(frame: pd.DataFrame, comparison: Comparison, column: str) -> pd.DataFrame:
    """Give the difference of the two groups within each category of a column.

    Returns
    -------
    Per category: ``treated_base, control_base, treated_mean, control_mean, difference``, and for
    outcomes of 0 and 1 ``low, high`` by Newcombe (missing otherwise). Means and differences of
    categories that lack a group are missing.
    """
    both, _ = compared(frame, comparison)
    both = both.dropna(subset=[column])
    treated = both[comparison.group] == comparison.treated
    outcome = both[comparison.outcome].astype(float)
    table = pd.DataFrame()
    for name, inside in (("treated", treated), ("control", ~treated)):
        grouped = outcome[inside].groupby(both.loc[inside, column], observed=True)
        table = table.join(grouped.agg(["size", "mean"]).add_prefix(f"{name}_"), how="outer")
    table = table.rename(columns={"treated_size": "treated_base", "control_size": "control_base"})
    table[["treated_base", "control_base"]] = (
        table[["treated_base", "control_base"]].fillna(0).astype(int)
    )
    table["difference"] = table["treated_mean"] - table["control_mean"]
    table["low"] = table["high"] = np.nan
    full = table["difference"].notna()
    if full.any() and outcome.isin([0.0, 1.0]).all():
        known = table[full]
        low, high = newcombe(
            (known["treated_mean"] * known["treated_base"]).round().to_numpy(),
            known["treated_base"].to_numpy(),
            (known["control_mean"] * known["control_base"]).round().to_numpy(),
            known["control_base"].to_numpy(),
        )
        table.loc[full, "low"], table.loc[full, "high"] = low, high
    return table.rename_axis(column)


def _mean(table: pd.DataFrame, group: str) -> float:
    known = table[table[f"{group}_base"] > 0]
    return float(np.average(known[f"{group}_mean"], weights=known[f"{group}_base"]))


def _finding(column: str, comparison: Comparison, reversal: str) -> str:
    if not reversal:
        return ""
    return _SAY(
        "full" if reversal == "full" else "partial",
        outcome=comparison.outcome,
        treated=comparison.treated,
        control=comparison.control,
        column=column,
    )
