"""What stands beside counts: quantiles and spread of means, and what a model gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.tabulation.respondents import ACCOUNT, WEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from research.tabulation.quantiles import Quantiles
    from research.tabulation.stub import Stub
    from research.tabulation.tab import Line

__all__ = ["add_figures", "add_modelled"]


def add_figures(
    stub: Stub,
    counted: Mapping[str, NDArray[np.object_]],
    places: Mapping[str, int],
    quantiles: Quantiles,
    values: dict[str, dict[str, NDArray[np.object_]]],
) -> None:
    """Reckon what stands beside means, shown where these are.

    Parameters
    ----------
    stub : of the table.
    counted : what statistics found, by name of a property, rows by columns.
    places : row of each line among these.
    quantiles : the working columns.
    values : properties of lines by key, which are added to.
    """
    for figures in stub.figures:
        at = places[figures.of]
        reasons = counted["reason"][at]
        hidden = pd.isna(counted["value"][at].astype(float))
        made: dict[Line, NDArray[np.float64]] = {
            line: counted[line.kind][at].astype(float) for line in figures.spread
        }
        if figures.quantiles:
            found = quantiles.of(figures.column, list(figures.quantiles.values()))
            made |= dict(zip(figures.quantiles, found, strict=True))
        for line, row in made.items():
            blank = np.full(len(row), np.nan)
            values["value"][line.key] = np.where(hidden, np.nan, row)
            for name in ("low", "high", "count"):
                values[name][line.key] = blank
            for name in ("higher_than", "against_rest"):
                values[name][line.key] = np.full(len(row), "", dtype=object)
            values["reason"][line.key] = reasons


def add_modelled(
    stub: Stub, columns: Quantiles, values: dict[str, dict[str, NDArray[np.object_]]]
) -> None:
    """Add what a model gives of each column, shown where the lines that it rests on are.

    Parameters
    ----------
    stub : of the table.
    columns : the working columns.
    values : properties of lines by key, which are added to.
    """
    if stub.modelled is None:
        return
    lines, frame = stub.modelled.lines, columns.frame
    beside = [frame.get(name) for name in (WEIGHT, ACCOUNT)]
    found = np.array(
        [
            stub.modelled.model(frame.index, inside, beside[0], beside[1], columns.confidence)
            for inside in columns.members
        ]
    )
    for place, (line, shown_by) in enumerate(lines.items()):
        reasons = values["reason"][shown_by].copy()
        hidden = pd.isna(values["value"][shown_by].astype(float))
        for at, name in enumerate(("value", "low", "high")):
            values[name][line.key] = np.where(hidden, np.nan, found[:, at, place])
        lost = ~hidden & np.isnan(found[:, 0, place])
        values["count"][line.key] = np.full(len(reasons), np.nan)
        for name in ("higher_than", "against_rest"):
            values[name][line.key] = np.full(len(reasons), "", dtype=object)
        values["reason"][line.key] = np.where(lost, stub.modelled.reason, reasons)
