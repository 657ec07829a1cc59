"""Maturity: totals of a self-assessment, the bands and stages that they come to, over firms."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from research.memory import remembered
from research.wording.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "OVERALL",
    "PRINTED",
    "Cuts",
    "band_shares",
    "item_summary",
    "stage_shares",
    "totals",
    "weakest",
]

OVERALL = "overall"

PRINTED = 1
"""Places of a total, as it is printed and as it is placed."""


@dataclass(frozen=True)
class Cuts:
    """Bands or stages: from which total on each is reached.

    Parameters
    ----------
    least : lowest total by name, rising.
    """

    least: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, least: Mapping[str, float]) -> Cuts:
        """Take them from a mapping of names to lowest totals."""
        return cls(tuple((str(name), float(value)) for name, value in least.items()))

    @property
    def names(self) -> list[str]:
        """Their names, from the lowest."""
        return [name for name, _ in self.least]

    def place(self, total: float) -> str | None:
        """Say where a total stands, as it is printed; None where there is none.

        Examples
        --------
        >>> stages = Cuts.of({"Ignore": 20, "Explore": 50})
        >>> stages.place(49), stages.place(50), stages.place(49.94), stages.place(49.96)
        ('Ignore', 'Explore', 'Ignore', 'Explore')
        """
        if isnan(total):
            return None
        reached = [name for name, least in self.least if rounded(total, PRINTED) >= least]
        return reached[-1] if reached else None

    def places(self, held: pd.Series[float]) -> pd.Series:
        """Say it of many totals, as categories in order."""
        kinds = pd.CategoricalDtype(self.names, ordered=True)
        return pd.Series([self.place(float(one)) for one in held], held.index, dtype=kinds)

    def after(self, name: str) -> tuple[str, float] | None:
        """Give the next one above with its lowest total; None where it is the highest."""
        place = self.names.index(name) + 1
        return self.least[place] if place < len(self.least) else None

    def ends(self, name: str, highest: float) -> tuple[float, float]:
        """Give the lowest and the highest whole total of one.

        Parameters
        ----------
        name : of the band or stage.
        highest : total that there can be.
        """
        above = self.after(name)
        return dict(self.least)[name], above[1] - 1 if above else highest


@remembered
def totals(ratings: pd.DataFrame, competencies: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Add up the ratings of each competency, and of all.

    Parameters
    ----------
    ratings : one row a firm or rater, one column an item.
    competencies : items of each competency by its key.

    Returns
    -------
    One row each, a column a competency and ``overall``; NaN where an item was left out.
    """
    found = pd.DataFrame(
        {
            key: ratings[[*items]].sum(axis=1, min_count=len(items))
            for key, items in competencies.items()
        },
        index=ratings.index,
    )
    return found.assign(**{OVERALL: found.sum(axis=1, min_count=len(competencies))})


def stage_shares(overall: pd.Series[float], stages: Cuts) -> pd.DataFrame:
    """Count firms by stage.

    Parameters
    ----------
    overall : total of each firm, NaN where it has none.
    stages : the stages.

    Returns
    -------
    One row a stage from the lowest: ``firms``, ``percent`` of those with a total, and ``above``,
    the percent in it or a higher one.
    """
    counts = stages.places(overall).value_counts().reindex(stages.names)
    base = int(counts.sum())
    percent = counts * 100 / base if base else counts * float("nan")
    above = percent[::-1].cumsum()[::-1]
    return pd.DataFrame({"firms": counts, "percent": percent, "above": above})


def band_shares(held: pd.DataFrame, bands: Cuts) -> pd.DataFrame:
    """Say how totals of competencies are spread over the bands.

    Parameters
    ----------
    held : totals of competencies, one row a firm, as `totals` gives them.
    bands : the bands.

    Returns
    -------
    One row a competency: ``firms`` with a total, its ``mean``, and a column a band with percent.
    """
    rows = {}
    for key in held.columns.drop(OVERALL, errors="ignore"):
        own = held[key].dropna()
        counts = bands.places(own).value_counts().reindex(bands.names)
        share = counts * 100 / max(len(own), 1)
        rows[key] = {"firms": len(own), "mean": own.mean(), **share.to_dict()}
    return pd.DataFrame.from_dict(rows, orient="index")


def weakest(held: pd.DataFrame) -> list[str]:
    """Give competencies by their mean total, the lowest first.

    Parameters
    ----------
    held : as of `band_shares`.
    """
    means = held.drop(columns=OVERALL, errors="ignore").mean()
    return [str(key) for key in means.sort_values(kind="stable").index]


def item_summary(
    ratings: pd.DataFrame, competencies: Mapping[str, Sequence[str]], often: float
) -> pd.DataFrame:
    """Summarise items, the highest mean first.

    Parameters
    ----------
    ratings, competencies : as of `totals`.
    often : rating from which on something is done as good as always.

    Returns
    -------
    One row an item: its ``competency``, ``firms`` that rated it, ``mean``, ``often`` in percent.
    """
    rows = {}
    for key, items in competencies.items():
        for item in items:
            own = ratings[item].dropna()
            share = (own >= often).mean() * 100 if len(own) else float("nan")
            rows[item] = {
                "competency": key, "firms": len(own), "mean": own.mean(), "often": share,
            }  # fmt: skip
    found = pd.DataFrame.from_dict(rows, orient="index")
    return found.sort_values("mean", ascending=False, kind="stable")
