"""Capability: assessed scores of firms and the benchmark that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WHOLE", "benchmark"]

WHOLE = "overall"


def benchmark(
    assessments: pd.DataFrame, groups: Mapping[str, str], *, column: str = "sector"
) -> pd.DataFrame:
    """Give the lowest, mean and highest assessment of each theme, overall and by group.

    Parameters
    ----------
    assessments : one row a firm: its group in ``column``, then scores of 0 to 100, one column a
        theme.
    groups : label of each shown group by its key; firms of other groups count overall alone.

    Returns
    -------
    Tidy frame ``theme``, ``group`` (``overall`` first, then the keys), ``firms``, ``low``,
    ``mean``, ``high``. The mean over all firms is the benchmark.
    """
    themes = [name for name in assessments.columns if name != column]
    parts = []
    for key, rows in {
        WHOLE: assessments,
        **{key: assessments[assessments[column] == label] for key, label in groups.items()},
    }.items():
        scores = rows[themes]
        frame = pd.DataFrame(
            {"firms": scores.count(), "low": scores.min(), "mean": scores.mean()}
        ).assign(high=scores.max())
        parts.append(frame.rename_axis("theme").reset_index().assign(group=key))
    tidy = pd.concat(parts, ignore_index=True)
    tidy["theme"] = pd.Categorical(tidy["theme"], categories=themes)
    tidy = tidy.sort_values("theme", kind="stable").reset_index(drop=True)
    tidy["theme"] = tidy["theme"].astype(str)
    return tidy[["theme", "group", "firms", "low", "mean", "high"]]
