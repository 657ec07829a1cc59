"""Published means of samples, their standard errors, and tests between two of them."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.reference.values import Entries, Value, printed
from research.statistics.samples.estimates import survey_ratio, survey_total
from research.statistics.samples.linearisation import survey_mean
from research.statistics.samples.waves import compare_waves

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ENTRIES"]


def _nist(entry: dict[str, Any]) -> Iterator[Value]:
    """Certified to fifteen digits; what a double can hold of the data is less."""
    values = entry.get("values", [])
    if "thousandths" in entry:
        values = [299 + each / 1000 for each in entry["thousandths"]]
    if "first" in entry:
        values = [entry["first"], *(entry["then"] * entry["pairs"])]
    found = survey_mean(values)
    yield "mean", entry["mean"], found.mean, 1e-13 * abs(entry["mean"])
    # The values themselves are rounded to 16 digits, which is as much of a small spread.
    least = 4 * np.finfo(float).eps * abs(entry["mean"])
    deviation = found.se * sqrt(len(values))
    yield "standard deviation", entry["sd"], deviation, max(least, 1e-13)


def _caribou(entry: dict[str, Any]) -> Iterator[Value]:
    found = survey_mean(entry["counts"], population=[entry["units"]] * len(entry["counts"]))
    yield "mean of a strip", entry["mean"], found.mean, printed(4)
    yield "its variance", entry["variance"], found.se**2, printed(2)


def _caribou_total(entry: dict[str, Any]) -> Iterator[Value]:
    sampled, units = len(entry["counts"]), entry["units"]
    found = survey_total(
        entry["counts"], np.full(sampled, units / sampled), population=[units] * sampled
    )
    yield "total", entry["total"], found.estimate, printed(0)
    yield "its variance", entry["variance"], found.se**2, printed(0)


def _oranges(entry: dict[str, Any]) -> Iterator[Value]:
    found = survey_ratio(entry["sugar"], entry["pounds"])
    yield "sugar of the load", entry["total"], entry["load"] * found.estimate, printed(2)
    yield "two standard errors", entry["bound"], 2 * entry["load"] * found.se, printed(1)


def _television(entry: dict[str, Any]) -> Iterator[Value]:
    rows = [
        (stratum, size, size / len(hours), value)
        for stratum, (size, hours) in enumerate(
            zip(entry["households"], entry["hours"], strict=True)
        )
        for value in hours
    ]
    sample = pd.DataFrame(rows, columns=["stratum", "size", "weight", "hours"])
    found = survey_mean(
        sample["hours"], sample["weight"], strata=sample["stratum"], population=sample["size"]
    )
    yield "mean", entry["mean"], found.mean, printed(1)
    yield "its variance", entry["variance"], found.se**2, printed(2)


def _grades(entry: dict[str, Any]) -> Iterator[Value]:
    points = np.array(entry["points"])
    found = survey_mean(
        points.ravel(),
        clusters=np.repeat(np.arange(len(points)), points.shape[1]),
        population=np.full(points.size, entry["suites"]),
    )
    yield "mean", entry["mean"], found.mean, printed(3)
    yield "standard error", entry["se"], found.se, printed(3)


def _two(entry: dict[str, Any], *, panel: bool) -> pd.Series[Any]:
    first, second = (pd.DataFrame({"value": entry[side]}) for side in ("first", "second"))
    return compare_waves(first, second, ["value"], panel=panel).iloc[0]


def _paired(entry: dict[str, Any]) -> Iterator[Value]:
    found = _two(entry, panel=True)
    yield "difference", entry["change"], found["change"], printed(4)
    yield "t", entry["t"], found["statistic"], printed(len(str(entry["t"]).partition(".")[2]))
    if "p" in entry:
        yield "p", entry["p"], found["p"], printed(6)
    yield from _limits(entry, found)


def _flipped(entry: dict[str, Any]) -> Iterator[Value]:
    """Two waves of one panel, from the numbers of those who stayed and of those who changed."""
    groups = [(1, 1, "both"), (1, 0, "gave_up"), (0, 1, "took_up"), (0, 0, "neither")]
    answers = {
        "first": np.repeat([one for one, _, _ in groups], [entry[name] for *_, name in groups]),
        "second": np.repeat([two for _, two, _ in groups], [entry[name] for *_, name in groups]),
    }
    first, second = (pd.DataFrame({"value": answers[side]}) for side in ("first", "second"))
    found = compare_waves(first, second, ["value"], kind="share", panel=True).iloc[0]
    yield "chi-squared", entry["chi2"], found["statistic"] ** 2, printed(4)


def _welch(entry: dict[str, Any]) -> Iterator[Value]:
    found = _two(entry, panel=False)
    yield "t", entry["t"], found["statistic"], printed(4)
    yield "df", entry["df"], found["df"], printed(3)
    yield "p", entry["p"], found["p"], printed(5)
    yield from _limits(entry, found)


def _limits(entry: dict[str, Any], found: pd.Series[Any]) -> Iterator[Value]:
    for side, published in zip(("low", "high"), entry.get("limits", []), strict=False):
        yield side, published, found[side], printed(7)


_STRD = "NIST Statistical Reference Datasets, univariate, certified values"

ENTRIES: Entries = {
    "nist_numacc1": (f"{_STRD}: NumAcc1", _nist),
    "nist_numacc2": (f"{_STRD}: NumAcc2", _nist),
    "nist_numacc3": (f"{_STRD}: NumAcc3", _nist),
    "nist_numacc4": (f"{_STRD}: NumAcc4", _nist),
    "nist_mavro": (f"{_STRD}: Mavro", _nist),
    "nist_michelson": (f"{_STRD}: Michelso (Dorsey 1944)", _nist),
    "caribou_simple_random": (
        "Thompson, Sampling, chapter 2, caribou in 15 of 286 strips",
        _caribou,
    ),
    "caribou_total": ("Thompson, Sampling, chapter 2, all caribou", _caribou_total),
    "oranges_ratio": (
        "Scheaffer, Mendenhall and Ott, Elementary Survey Sampling, chapter 6",
        _oranges,
    ),
    "television_stratified": (
        "Scheaffer, Mendenhall and Ott, Elementary Survey Sampling, chapter 5",
        _television,
    ),
    "grade_points_clusters": ("Lohr, Sampling: Design and Analysis, example 5.2", _grades),
    "sleep_paired": ("R's help on sleep and t.test, paired (Student 1908)", _paired),
    "sleep_welch": ("R's help on t.test, extra by group of sleep (Welch)", _welch),
    "darwin_maize": ("Fisher 1935, The Design of Experiments, chapter 3, Darwin's maize", _paired),
    "cabinet_panel": ("Aoki, McNemar's test in R, approval of a cabinet in two waves", _flipped),
    "shoes_paired": ("Box, Hunter and Hunter 1978; R's MASS, shoes, paired t", _paired),
}
