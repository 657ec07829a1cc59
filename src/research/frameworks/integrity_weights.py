"""Response weights: who answered stands for those like them who did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.integrity_frames import above, require, said_yes
from research.statistics.samples.weights import summarise_weights
from research.wording.figures import plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.statistics.samples.weights import WeightSummary

__all__ = ["ResponseWeights", "response_cells", "response_weights"]

_SAY = Frames(__file__)

# Trimming moves the excess to the others, which may push some of them over the cap.
_ROUNDS = 100


@dataclass(frozen=True)
class ResponseWeights:
    """Weights by the inverse of response, and what they cost.

    Parameters
    ----------
    weights : one a person invited; missing for those who did not answer. Their mean is 1.
    cells : one row a cell: ``invited, answered, rate, weight`` (before the cap) and ``used``.
    trimmed : answers whose weight stands at the cap.
    summary : Kish's effective size and the design effect.
    method : in words.
    """

    weights: pd.Series[float]
    cells: pd.DataFrame
    trimmed: int
    summary: WeightSummary
    method: str


def response_cells(
    invited: pd.DataFrame, columns: Sequence[str], *, answered: str = "answered", fewest: int = 10
) -> pd.Series[Any]:
    """Put people into cells of which each was answered for by enough.

    Parameters
    ----------
    invited : one row a person invited.
    columns : what cells are made of, the most important first; a missing value is one of its own.
    answered : column, true for who answered.
    fewest : answers that a cell needs. Cells with fewer are joined under what they share of the
        columns before; where these together are too few still, they join the smallest beside them.

    Returns
    -------
    Name of each person's cell: values joined by `` / ``, `` + `` between cells that were joined.

    Raises
    ------
    StatisticsError
        When a column is missing, or fewer than `fewest` answered at all.

    Examples
    --------
    One of the three who answered in B is no cell of its own, and A is beside it.

    >>> people = pd.DataFrame({"region": list("AAABBC"), "answered": [1, 1, 0, 1, 1, 1]})
    >>> response_cells(people, ["region"], fewest=2).tolist()
    ['A + C', 'A + C', 'A + C', 'B', 'B', 'A + C']
    """
    fewest = above("fewest", fewest, 1)
    names = require(invited, columns, "cells", least=1)
    said = pd.Series(said_yes(invited, answered), index=range(len(invited)))
    if said.sum() < fewest:
        msg = f"{int(said.sum())} answered; allowed: {fewest} or more, which one cell needs"
        raise StatisticsError(msg)
    held = invited[names].astype(object).where(invited[names].notna(), "").map(str)
    held.index = said.index
    found = _split(held, said, names, fewest, "")
    return pd.Series(found.reindex(said.index).to_numpy(), index=invited.index, name="cell")


def response_weights(
    invited: pd.DataFrame,
    columns: Sequence[str],
    *,
    answered: str = "answered",
    fewest: int = 10,
    cap: float | None = 3.0,
) -> ResponseWeights:
    """Weight who answered by the inverse of the response of their cell.

    Parameters
    ----------
    invited, columns, answered, fewest : as of `response_cells`.
    cap : largest weight, as a multiple of their mean; what lies beyond is spread over the others.
        ``None`` for none.

    Raises
    ------
    StatisticsError
        As `response_cells`, or when the cap is not above 1.

    Notes
    -----
    Weighting classes: Oh and Scheuren (1983), in "Incomplete Data in Sample Surveys" 2:143; Kalton
    and Flores-Cervantes (2003), Journal of Official Statistics 19:81. They take out what goes with
    the cells; non-response that goes with the answers inside a cell stays.

    Examples
    --------
    Of four small firms two answered, of four large ones all.

    >>> people = pd.DataFrame({"size": ["small"] * 4 + ["large"] * 4})
    >>> people["answered"] = [True, True, False, False, True, True, True, True]
    >>> found = response_weights(people, ["size"], fewest=1)
    >>> found.weights.tolist()
    [1.5, 1.5, nan, nan, 0.75, 0.75, 0.75, 0.75]
    >>> round(found.summary.design_effect, 3)
    1.125
    """
    limit = np.inf if cap is None else float(cap)
    if not limit > 1:
        msg = f"cap={cap}; allowed: above 1, or None for no cap (a cap of 1 would undo weighting)"
        raise StatisticsError(msg)
    cell = response_cells(invited, columns, answered=answered, fewest=fewest)
    said = pd.Series(said_yes(invited, answered), index=invited.index)
    grouped = said.groupby(cell.to_numpy())
    cells = pd.DataFrame({"invited": grouped.size(), "answered": grouped.sum()}).astype(int)
    cells["rate"] = cells["answered"] / cells["invited"]
    cells["weight"] = said.mean() / cells["rate"]
    cells["used"], trimmed = _capped(cells["weight"], cells["answered"], limit)
    weights = cell.map(cells["used"]).astype(float).where(said).rename("response")
    words = "" if cap is None else _SAY("cap", cap=plain(cap))
    return ResponseWeights(
        weights=weights,
        cells=cells.rename_axis("cell"),
        trimmed=trimmed,
        summary=summarise_weights(weights[said].to_numpy()),
        method=_SAY("method", columns=", ".join(columns), cap=words),
    )


def _split(
    held: pd.DataFrame, said: pd.Series[bool], names: list[str], fewest: int, above: str
) -> pd.Series[Any]:
    """Split people by the first column, and what is large enough by the next ones."""
    name, *others = names
    own = held[name]
    answers = said.groupby(own).sum()
    thin = [one for one in answers.index if answers[one] < fewest]
    kept = [one for one in answers.index if one not in thin]
    joined: list[str] = []
    if thin and answers[thin].sum() < fewest:
        # What even together is too little goes with the smallest of those that are enough.
        joined = [min(kept, key=lambda one: (answers[one], one))] if kept else []
    kept = [one for one in kept if one not in joined]
    found = []
    for one in kept:
        inside = own == one
        label = f"{above}{one}"
        part = held[inside]
        if others:
            found.append(_split(part, said[inside], others, fewest, f"{label} / "))
        else:
            found.append(pd.Series(label, index=part.index, dtype=object))
    rest = sorted([*joined, *thin])
    if rest:
        inside = own.isin(rest)
        found.append(pd.Series(above + " + ".join(rest), index=held.index[inside], dtype=object))
    together: pd.Series[Any] = pd.concat(found)
    return together


def _capped(
    weight: pd.Series[float], answered: pd.Series[int], limit: float
) -> tuple[pd.Series[float], int]:
    """Cut weights off at the cap and spread the excess over the others, until all hold."""
    used, at = weight.astype(float).copy(), pd.Series(False, index=weight.index)
    for _ in range(_ROUNDS):
        over = ~at & (used > limit * (1 + 1e-12))
        if not over.any():
            break
        at |= over
        used[at] = limit
        free = float((used * answered)[~at].sum())
        left = float(answered.sum()) - limit * float(answered[at].sum())
        used[~at] *= left / free
    return used, int(answered[at].sum())
