"""Published results of samples of Californian schools, whole districts at a time, by R's survey."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from research.reference.values import Entries, Value, data, printed
from research.statistics.answers.variables import Measure
from research.statistics.samples.calibration import Calibration
from research.statistics.samples.estimates import survey_quantile
from research.statistics.samples.linearisation import survey_mean
from research.statistics.samples.net_promoter import nps
from research.statistics.samples.raking import rake
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.rao_scott import clustered_covariance, corrected

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ENTRIES"]


def _rao_scott(entry: dict[str, Any]) -> Iterator[Value]:
    schools = data("apiclus1.csv")
    rows, columns = schools["sch.wide"].nunique(), schools["stype"].nunique()
    table = schools.pivot_table("pw", "dnum", ["sch.wide", "stype"], "sum", fill_value=0.0)
    sums = table.to_numpy()
    drawn = len(sums) / entry["districts"]
    covariance = clustered_covariance(sums) * (1 - drawn)
    shares = (sums.sum(axis=0) / sums.sum()).reshape(rows, columns)
    found = corrected(shares, len(schools), covariance, len(sums) - 1)
    first, second = entry["first_order"], entry["second_order"]
    yield "first order, chi-squared", first["chi2"], found.pearson, printed(4)
    yield "first order, df", first["df"], found.df, 0
    yield "first order, p", first["p"], found.p_first, printed(6)
    yield "second order, F", second["f"], found.f, printed(4)
    yield "second order, first df", second["df1"], found.df1, printed(3)
    yield "second order, second df", second["df2"], found.df2, printed(3)
    yield "second order, p", second["p"], found.p, printed(5)


def _quantiles(entry: dict[str, Any]) -> Iterator[Value]:
    schools = data("apiclus1.csv")
    for row in entry["quantiles"]:
        found = survey_quantile(
            schools["api00"],
            schools["pw"],
            q=row["q"],
            clusters=schools["dnum"],
            population=np.full(len(schools), entry["districts"]),
        )
        name = f"quantile {row['q']}"
        yield name, row["value"], found.estimate, 0
        yield f"{name}, low", row["low"], found.low, 0
        yield f"{name}, high", row["high"], found.high, 0
        yield f"{name}, standard error", row["se"], found.se, printed(5)


def _net_score(entry: dict[str, Any]) -> Iterator[Value]:
    """Elementary schools as promoters, high schools as detractors, middle schools as passives.

    Shares that add up to 1 leave the variance of a difference to their own:
    ``Var(E - H) = 2 Var(E) + 2 Var(H) - Var(M)``.
    """
    schools = data("apiclus1.csv")
    ratings = schools["stype"].map({"E": 10, "M": 8, "H": 0})
    found = nps(ratings, schools["pw"], schools["dnum"])
    up, middle, down = (entry[name] for name in "EMH")
    for name, share, computed in (
        ("promoters", up, found.promoters),
        ("passives", middle, found.passives),
        ("detractors", down, found.detractors),
    ):
        yield name, 100 * share["mean"], computed, 100 * printed(6)
    yield "score", 100 * (up["mean"] - down["mean"]), found.score, 200 * printed(6)
    spread = found.promoters + found.detractors - found.score**2 / 100
    # The source knows that 15 of so many districts were drawn; a score has no use for it.
    left = 1 - schools["dnum"].nunique() / entry["districts"]
    se = sqrt(spread / 100 / found.effective * left)
    published = sqrt(2 * up["se"] ** 2 + 2 * down["se"] ** 2 - middle["se"] ** 2)
    # Each standard error that it is made of may be half a unit of its last digit off.
    edge = (2 * up["se"] + 2 * down["se"] + middle["se"]) / published * printed(4)
    yield "standard error of the score", 100 * published, 100 * se, 100 * edge


def _raked(entry: dict[str, Any]) -> Iterator[Value]:
    """A table by a raked weight and a mean, whose error its source gives for drawn districts."""
    schools = data("apiclus1.csv")
    margins, start, districts = schools[["stype", "sch.wide"]], schools["pw"], schools["dnum"]
    targets = {"stype": entry["types"], "sch.wide": entry["wide"]}
    weights = rake(schools, targets, start=start).weights
    table = crosstab(
        schools.assign(weight=weights),
        [Measure("api00")],
        Banner(["stype"]),
        weights="weight",
        clusters="dnum",
        raked=Calibration(margins, weights, start, districts),
    ).cells.iloc[0]
    left = 1 - districts.nunique() / entry["districts"]
    plain = survey_mean(
        schools["api00"],
        weights,
        clusters=districts,
        population=np.full(len(schools), entry["districts"]),
        raked=margins,
        start=start,
    )
    published = entry["api00"]
    yield "mean of the table", published["mean"], table["value"], printed(2)
    yield "its standard error", published["se"], table["error"] * sqrt(left), printed(3)
    yield "mean", published["mean"], plain.mean, printed(2)
    yield "standard error", published["se"], plain.se, printed(3)


_SURVEY = "R's survey package (Lumley), clustered sample api"

ENTRIES: Entries = {
    "rao_scott_apiclus1": (f"{_SURVEY}, worked example of svychisq", _rao_scott),
    "woodruff_apiclus1": (f"{_SURVEY}, vignette of its version 4.1, svyquantile", _quantiles),
    "raking_apiclus1": (f"{_SURVEY}, its test rakecheck (rake, svymean)", _raked),
    "net_score_apiclus1": (f"{_SURVEY}, worked example of svymean", _net_score),
}
