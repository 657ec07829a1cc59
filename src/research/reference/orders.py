"""Published orders of items, correlations of two lists, choices and segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.reference.values import Entries, Value, data, printed
from research.statistics.choices.best_worst import maxdiff_logit
from research.statistics.choices.designs import maxdiff_design
from research.statistics.choices.reach import turf
from research.statistics.rankings.concordance import kendall_w
from research.statistics.rankings.likeness import kendall_tau
from research.statistics.rankings.worths import plackett_luce
from research.statistics.scales.correlation import Method, battery_correlations
from research.statistics.segments.partitions import adjusted_rand
from research.statistics.segments.solutions import find_segments

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ENTRIES"]


def _concordance(entry: dict[str, Any]) -> Iterator[Value]:
    found = kendall_w(pd.DataFrame(entry["ratings"]))
    yield "W", entry["w"], found.w or float("nan"), printed(entry["digits"])


def _friedman(entry: dict[str, Any]) -> Iterator[Value]:
    found = kendall_w(pd.DataFrame(entry["seconds"]))
    yield "chi-squared", entry["chi2"], found.chi2, printed(4)
    yield "df", entry["df"], found.df, 0
    yield "p", entry["p"], found.p, printed(6)


def _tau(entry: dict[str, Any]) -> Iterator[Value]:
    yield "tau", entry["tau"], kendall_tau(entry["first"], entry["second"]), printed(7)


def _correlation(entry: dict[str, Any], kind: Method) -> Iterator[Value]:
    both = pd.DataFrame({"first": entry["first"], "second": entry["second"]})
    found = battery_correlations(both, kind=kind).pairs.iloc[0]
    yield "correlation", entry["r"], found["r"], printed(7)
    for side, published in zip(("low", "high"), entry.get("limits", []), strict=False):
        yield side, published, found[side], printed(7)
    if "p" in entry:
        yield "p", entry["p"], found["p"], printed(4)


def _anscombe(entry: dict[str, Any]) -> Iterator[Value]:
    for number, published in enumerate(entry["r"], 1):
        x = entry["x4" if number == 4 else "x"]
        both = pd.DataFrame({"x": x, "y": entry[f"y{number}"]})
        found = battery_correlations(both).pairs["r"].iloc[0]
        yield f"correlation {number}", published, found, printed(3)


def _bradley_terry(entry: dict[str, Any]) -> Iterator[Value]:
    rows, counts = [], []
    teams = entry["teams"]
    for a, row in enumerate(entry["wins"]):
        for b, wins in enumerate(row):
            if wins:
                rows.append({teams[a]: 1.0, teams[b]: 2.0})
                counts.append(float(wins))
    found = plackett_luce(pd.DataFrame(rows, columns=teams), counts).items["log_worth"]
    yield from _abilities(entry, found)


def _maxdiff(entry: dict[str, Any]) -> Iterator[Value]:
    teams = entry["teams"]
    games = [
        {"one": teams[a], "two": teams[b], "best": teams[a], "worst": teams[b], "times": wins}
        for a, row in enumerate(entry["wins"])
        for b, wins in enumerate(row)
        if wins
    ]
    tasks = pd.DataFrame(games)
    found = maxdiff_logit(tasks, ["one", "two"], "best", "worst", weights="times")
    yield from _abilities(entry, found.items["utility"])


def _abilities(entry: dict[str, Any], found: pd.Series[Any]) -> Iterator[Value]:
    """Compare abilities with that of the team whose own is 0."""
    reference = entry["teams"][entry["ability"].index(0.0)]
    for team, published in zip(entry["teams"], entry["ability"], strict=True):
        yield team, published, found[team] - found[reference], printed(entry["digits"])


def _blocks(entries: list[dict[str, Any]]) -> Iterator[Value]:
    for entry in entries:
        size = entry["items"]
        found = maxdiff_design(range(size), per_set=entry["per_set"], sets=entry["sets"])
        together = found.pairs.to_numpy()[~np.eye(size, dtype=bool)]
        for name, value in (("fewest", together.min()), ("most", together.max())):
            yield f"{size} items, {name} times together", entry["together"], float(value), 0


def _turf(entry: dict[str, Any]) -> Iterator[Value]:
    names = ["vanilla", "chocolate", "strawberry", "mint", "rocky road", "orange"]
    liked = pd.DataFrame(entry["ratings"], columns=names) >= 4
    found = turf(liked, [2], best=15).portfolios.set_index("items")["reach"]
    for other in ("strawberry", "mint"):
        key = f"chocolate_and_{other}"
        yield key.replace("_", " "), entry[key], found[("chocolate", other)], 0
    yield "largest reach of two", entry["chocolate_and_mint"], found.iloc[0], 0


def _rand(entries: list[dict[str, Any]]) -> Iterator[Value]:
    for entry in entries:
        found = adjusted_rand(entry["first"], entry["second"])
        yield f"{entry['first']} and {entry['second']}", entry["value"], found, printed(2)


def _ruspini(entry: dict[str, Any]) -> Iterator[Value]:
    found = find_segments(data("ruspini.csv"), [3, 4, 5], standardise=False, draws=10)
    chosen = found.solutions[found.solutions["chosen"]].iloc[0]
    yield "segments", len(entry["sizes"]), chosen["segments"], 0
    for at, size in enumerate(entry["sizes"]):
        yield f"size of segment {at + 1}", size, found.profiles["n"].iloc[at], 0
    yield "mean silhouette", entry["silhouette"], chosen["silhouette"], printed(2)


_TUNA = "R's help on cor.test (Hollander and Wolfe 1973, pages 185-194), tuna"
_BASEBALL = "Agresti, Categorical Data Analysis, American League baseball 1987"

ENTRIES: Entries = {
    "kendall_w_applicants": (
        "Siegel 1956, Nonparametric Statistics, three interviewers, six applicants",
        _concordance,
    ),
    "friedman_rounding": ("R's help on friedman.test (Hollander and Wolfe 1973)", _friedman),
    "tuna_kendall": (_TUNA, _tau),
    "tuna_pearson": (_TUNA, lambda entry: _correlation(entry, "pearson")),
    "tuna_spearman": (_TUNA, lambda entry: _correlation(entry, "spearman")),
    "anscombe_correlations": ("Anscombe 1973, The American Statistician 27:17", _anscombe),
    "bradley_terry_baseball": (_BASEBALL, _bradley_terry),
    "bradley_terry_journals": (
        "Stigler 1994, Statistical Science 9:94; R's BradleyTerry2, citations",
        _bradley_terry,
    ),
    "maxdiff_of_two": (f"{_BASEBALL}: sets of two", _maxdiff),
    "balanced_blocks": ("Cochran and Cox 1957, Experimental Designs, chapter 11", _blocks),
    "turf_ice_cream": ("Wright, About TURF Analysis (wrightw.com)", _turf),
    "adjusted_rand_index": ("scikit-learn's manual, adjusted_rand_score", _rand),
    "ruspini_segments": ("Ruspini 1970; R's cluster, silhouette of four groups", _ruspini),
}
