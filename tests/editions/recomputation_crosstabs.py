"""The cross-tabulations of 2016 recomputed from its files: shares, scores, means and letters.

Accounts of one parent company are one cluster, and every other account is one of its own, for its
contacts as well. Two columns are compared by linearised values summed within clusters (Cochran
1977, section 6.13), a share with both columns' answers pooled.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from recomputation_listening import REGIONS, WORDS
from recomputation_supplier import Supplier
from scipy import stats

SERVICES = ("dedicated", "pooled")
SEGMENTS = ("smaller", "core", "strategic")
INDUSTRIES = ("Banking", "Insurance", "Manufacturing", "Public Sector", "Retail")
PARTS = ("trust", "commitment", "satisfaction", "value", "solution", "experience")
LEVEL = 0.05
Columns = list[list[tuple[str, "pd.Series[bool]"]]]


def holm(p: list[float]) -> list[float]:
    """Adjust the p values of one family (Holm 1979)."""
    order, found, least = np.argsort(p), [0.0] * len(p), 0.0
    for place, at in enumerate(order):
        least = max(least, min(1.0, (len(p) - place) * p[at]))
        found[at] = least
    return found


def moved(values: pd.Series, inside: pd.Series, clusters: pd.Series) -> pd.Series:
    """What each cluster of a column adds to the error of its mean."""
    own = values[inside]
    sums = ((own - own.mean()) / len(own)).groupby(clusters[inside]).sum()
    return sums * np.sqrt(len(sums) / (len(sums) - 1))


def compared(
    values: pd.Series, one: pd.Series, other: pd.Series, clusters: pd.Series, *, share: bool
) -> tuple[float, int]:
    """Error of the difference of two columns, which clusters may share, and its freedom."""
    sides = [moved(values, inside, clusters) for inside in (one, other)]
    variances = [float((side**2).sum()) for side in sides]
    together = sides[0].mul(sides[1], fill_value=0).sum()
    sizes = [int(inside.sum()) for inside in (one, other)]
    means = [float(values[inside].mean()) for inside in (one, other)]
    if share:
        pooled = float(np.average(means, weights=sizes))
        scales = [
            pooled * (1 - pooled) / (mean * (1 - mean)) * variance if 0 < mean < 1
            else pooled * (1 - pooled) / len(side)
            for mean, variance, side in zip(means, variances, sides, strict=True)
        ]  # fmt: skip
    else:
        scales = variances
    product = variances[0] * variances[1]
    ratio = np.sqrt(scales[0] * scales[1] / product) if product else 0.0
    error = np.sqrt(sum(scales) - 2 * together * ratio)
    shared = len(sides[0].index.intersection(sides[1].index))
    df = len(sides[0]) + len(sides[1]) - shared - 2
    return float(error), df


def differ(
    values: pd.Series, one: pd.Series, other: pd.Series, clusters: pd.Series, *, share: bool
) -> float:
    """Two-sided p of the difference of two columns."""
    error, df = compared(values, one, other, clusters, share=share)
    apart = float(values[one].mean() - values[other].mean())
    return float(2 * stats.t.sf(abs(apart) / error, df)) if error else 1.0


class Crosstab:
    """Rows of one table of data, their clusters, and the columns of a banner.

    Parameters
    ----------
    rows : one a contact who answered, or an account that was to decide.
    clusters : of each row.
    groups : columns by group, each with its name and the rows inside.
    """

    def __init__(self, rows: pd.DataFrame, clusters: pd.Series, groups: Columns) -> None:
        self.rows, self.clusters, self.groups = rows, clusters, groups

    @cached_property
    def columns(self) -> list[tuple[str, pd.Series[bool]]]:
        """Everybody, and then every column from left to right."""
        everybody = pd.Series(True, index=self.rows.index)
        return [("total", everybody), *(column for group in self.groups for column in group)]

    def sizes(self, of: str = "") -> list[int]:
        """Rows in each column; or how many different values of one of their columns."""
        if of:
            return [int(self.rows.loc[inside, of].nunique()) for _, inside in self.columns]
        return [int(inside.sum()) for _, inside in self.columns]

    def values(self, answers: pd.Series) -> list[float]:
        """Mean of some answers in each column."""
        return [float(answers[inside].mean()) for _, inside in self.columns]

    def paired(self, names: list[str]) -> dict[tuple[str, str], float]:
        """Corrected p of every two means of the same rows, of their differences by cluster."""
        pairs = list(combinations(names, 2))
        everybody, raw = self.columns[0][1], []
        for one, other in pairs:
            apart = self.rows[one].astype(float) - self.rows[other].astype(float)
            moves = moved(apart, everybody, self.clusters)
            error = float(np.sqrt((moves**2).sum()))
            raw.append(float(2 * stats.t.sf(abs(float(apart.mean())) / error, len(moves) - 1)))
        return dict(zip(pairs, holm(raw), strict=True))

    def letters(self, answers: pd.Series, *, share: bool) -> list[str]:
        """Letters of the columns that each lies above, corrected within each group."""
        found, before = [""], 0
        for group in self.groups:
            own: list[str] = [""] * len(group)
            pairs = list(combinations(range(len(group)), 2))
            raw = [
                differ(answers, group[i][1], group[j][1], self.clusters, share=share)
                for i, j in pairs
            ]
            for (i, j), p in zip(pairs, holm(raw), strict=True):
                if p < LEVEL:
                    up = answers[group[i][1]].mean() > answers[group[j][1]].mean()
                    high, low = (i, j) if up else (j, i)
                    own[high] += chr(ord("A") + before + low)
            found += ["".join(sorted(marks)) for marks in own]
            before += len(group)
        return found


class Crosstabs(Supplier):
    """The tables of 2016 by banners of contacts and accounts."""

    @cached_property
    def told(self) -> pd.DataFrame:
        """Contacts who answered the present survey, with what is known of their accounts."""
        known = self.files[["parent", "service", "segment"]]
        return self.answers().join(known, on="account").reset_index(drop=True)

    @cached_property
    def within(self) -> Crosstab:
        """Contacts by service, by segment, and by segment within either service."""
        rows = self.told
        return Crosstab(rows, family(rows["parent"], rows["account"]), [
            *kinds(rows),
            *(
                [(segment, (rows["service"] == service) & (rows["segment"] == segment))
                 for segment in SEGMENTS]
                for service in SERVICES
            ),
        ])  # fmt: skip

    @cached_property
    def sides(self) -> Crosstab:
        """Contacts by whether they pay or use, and whether they decide on renewals."""
        rows = self.told
        return Crosstab(rows, family(rows["parent"], rows["account"]), [
            [(side, rows["side"] == side) for side in ("payer", "user")],
            [(said, rows["decides"] == said) for said in ("yes", "no")],
        ])  # fmt: skip

    @cached_property
    def kinds(self) -> Crosstab:
        """Accounts that were to decide on a renewal, by service and by segment."""
        rows = self.files.dropna(subset=["renewed"])
        rows = rows.assign(account=rows.index).reset_index(drop=True)
        return Crosstab(rows, family(rows["parent"], rows["account"]), kinds(rows))


def family(parents: pd.Series, accounts: pd.Series) -> pd.Series:
    """The parent company of each row's account, or the account where it has none."""
    found: pd.Series = parents.where(parents.notna(), accounts)
    return found


def kinds(rows: pd.DataFrame) -> Columns:
    """Columns by service and by segment."""
    return [
        [(name, rows["service"] == name) for name in SERVICES],
        [(name, rows["segment"] == name) for name in SEGMENTS],
    ]


def reach(rows: pd.DataFrame) -> Columns:
    """Columns by service, segment, region and industry."""
    return [
        *kinds(rows),
        [(name, rows["region"].replace(WORDS) == name) for name in REGIONS],
        [(name, rows["industry"] == name) for name in INDUSTRIES],
    ]


def interval(own: Any, answers: pd.Series) -> tuple[float, float]:
    """Limits of a mean of everybody by Student's t at its clusters less one."""
    everybody = own.columns[0][1]
    moves = moved(answers, everybody, own.clusters)
    reach = stats.t.ppf(0.975, len(moves) - 1) * np.sqrt((moves**2).sum())
    middle = float(answers.mean())
    return middle - float(reach), middle + float(reach)
