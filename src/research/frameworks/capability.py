"""Capability: assessed scores of firms and the benchmark that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WHOLE", "benchmark", "benchmarks"]

WHOLE = "overall"


@remembered
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


def benchmarks(
    sets: pd.DataFrame, groups: Mapping[str, str], *, by: str, column: str = "sector"
) -> list[pd.DataFrame]:
    """Give the scores of `benchmark` for many sets of assessments at once.

    Parameters
    ----------
    sets : one row a firm and set: the set's number in ``by``, the rest as for `benchmark`.
    groups : label of each group by its key; each set has firms of every one.
    by, column : the columns that tell sets and groups.

    Returns
    -------
    One frame a set, in the order of their numbers, as `benchmark` gives it.
    """
    themes = [name for name in sets.columns if name not in (by, column)]
    keys = {label: key for key, label in groups.items()}
    whole = sets.assign(**{column: WHOLE})
    known = sets[sets[column].isin(list(keys))]
    named = known.assign(**{column: known[column].map(keys)})
    rows = pd.concat([whole, named], ignore_index=True)
    order = pd.CategoricalDtype([WHOLE, *groups], ordered=True)
    long = rows.astype({column: order}).melt([by, column], themes, "theme", "score")
    long["theme"] = pd.Categorical(long["theme"], categories=themes)
    tidy = (
        long.groupby([by, "theme", column], observed=True)["score"]
        .agg(firms="count", low="min", mean="mean", high="max")
        .reset_index()
        .rename(columns={column: "group"})
        .astype({"theme": str, "group": str})
    )
    return [part.drop(columns=by).reset_index(drop=True) for _, part in tidy.groupby(by, sort=True)]
