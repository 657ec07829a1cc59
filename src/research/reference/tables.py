"""Published tests of tables, shares, families of tests, weights and agreement of coders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.reference.values import Entries, Value, printed
from research.statistics.agreement.intraclass import intraclass_correlation
from research.statistics.agreement.kappa import cohen_kappa_table, fleiss_kappa
from research.statistics.agreement.krippendorff import krippendorff_alpha
from research.statistics.effects.standardisation import standardised_shares
from research.statistics.samples.corrections import Correction, adjusted
from research.statistics.samples.intervals import wilson
from research.statistics.tables.association import independence

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ENTRIES"]


def _score(entry: dict[str, Any]) -> Iterator[Value]:
    low, high = wilson(entry["count"], entry["n"])
    yield "low", entry["low"], low, printed(3)
    yield "high", entry["high"], high, printed(3)


def _independence(entry: dict[str, Any]) -> Iterator[Value]:
    found = independence(entry["table"])
    yield "chi-squared", entry["chi2"], found.chi2, printed(entry["digits"])
    yield "df", entry["df"], found.df, 0


def _cramer(entry: dict[str, Any]) -> Iterator[Value]:
    found = independence(entry["table"])
    yield "Cramer's V", entry["v"], found.cramers_v, printed(entry["digits"])


def _berkeley(entry: dict[str, Any]) -> Iterator[Value]:
    rows = [
        (group, at, *cell) for group in ("men", "women") for at, cell in enumerate(entry[group])
    ]
    counts = pd.DataFrame(rows, columns=["group", "stratum", "count", "n"])
    found = standardised_shares(counts)
    for name, digits in (("crude", 1), ("standardised", 0)):
        for group, published in zip(("men", "women"), entry[name], strict=True):
            yield f"{name}, {group}", published, 100 * found[name][group], printed(digits)


def _rejected(entry: dict[str, Any], method: Correction) -> Iterator[Value]:
    found = int((adjusted(entry["p"], method) <= 0.05).sum())
    yield "hypotheses rejected at 0.05", entry["rejected"], found, 0


def _fleiss(entry: dict[str, Any]) -> Iterator[Value]:
    found = fleiss_kappa(pd.DataFrame([list(row) for row in entry["ratings"]]))
    yield "kappa", entry["kappa"], found.coefficient, printed(3)


def _fleiss_counts(entry: dict[str, Any]) -> Iterator[Value]:
    rows = [np.repeat(np.arange(len(counts)), counts) for counts in entry["counts"]]
    yield "kappa", entry["kappa"], fleiss_kappa(pd.DataFrame(rows)).coefficient, printed(3)


def _kappa(entry: dict[str, Any]) -> Iterator[Value]:
    found = cohen_kappa_table(entry["table"], weighting=entry["weighting"])
    yield "kappa", entry["kappa"], found.coefficient, printed(4)


def _intraclass(entry: dict[str, Any]) -> Iterator[Value]:
    ratings = pd.DataFrame(entry["ratings"])
    for raters in ("one-way", "random", "fixed"):
        found = intraclass_correlation(ratings, raters)
        for of, published in entry[raters].items():
            ends = (("", 2), ("_low", 3), ("_high", 2))
            for (end, digits), value in zip(ends, published, strict=True):
                name = f"{of}{end}"
                yield f"{raters}, {name}", value, getattr(found, name), printed(digits)


def _krippendorff(entry: dict[str, Any]) -> Iterator[Value]:
    ratings = pd.DataFrame(entry["coders"]).T
    yield "alpha", entry["alpha"], krippendorff_alpha(ratings, draws=20).coefficient, printed(3)


_BH = "Benjamini and Hochberg 1995, JRSS B 57:289, fifteen tests of a myocardial trial"
_AGRESTI = "Agresti, Categorical Data Analysis, two pathologists, as SAS prints it"
_TWO_CODERS = "Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, two observers"

ENTRIES: Entries = {
    "vegetarians_score": ("Agresti, Categorical Data Analysis, 0 of 25 students", _score),
    "aspirin_heart": (
        "Agresti, Categorical Data Analysis, Physicians' Health Study",
        _independence,
    ),
    "party_by_gender": ("R's help on chisq.test (Agresti 2007, page 39)", _independence),
    "hair_by_eye": ("Snee 1974, The American Statistician 28:9; R's HairEyeColor", _independence),
    "hair_by_eye_cramer": ("R's vcd, assocstats of HairEyeColor", _cramer),
    "titanic_class": ("Dawson 1995, J. of Statistics Education 3(3); R's Titanic", _independence),
    "admissions_by_gender": ("Bickel, Hammel and O'Connell 1975, Science 187:398", _independence),
    "caithness": ("Fisher 1940, Annals of Eugenics 10:422; R's MASS, caith", _independence),
    "smokers": ("Greenacre, Correspondence Analysis in Practice, staff who smoke", _independence),
    "berkeley_standardised": (
        "Freedman, Pisani and Purves, Statistics, chapter 2, Berkeley admissions",
        _berkeley,
    ),
    "false_discovery": (_BH, lambda entry: _rejected(entry, "bh")),
    "familywise_bonferroni": (_BH, lambda entry: _rejected(entry, "bonferroni")),
    "familywise_holm": (
        "Wikipedia, Holm-Bonferroni method, four tests",
        lambda entry: _rejected(entry, "holm"),
    ),
    "fleiss_kappa_diagnoses": ("Fleiss 1971, Psychological Bulletin 76:378", _fleiss),
    "fleiss_kappa_counts": ("Wikipedia, Fleiss' kappa, worked example", _fleiss_counts),
    "kappa_pathologists": (_AGRESTI, _kappa),
    "kappa_weighted_pathologists": (f"{_AGRESTI}, linear weights", _kappa),
    "intraclass_shrout": (
        "Shrout and Fleiss 1979, Psychological Bulletin 86:420, six targets by four judges",
        _intraclass,
    ),
    "krippendorff_binary": (f"{_TWO_CODERS}, binary", _krippendorff),
    "krippendorff_nominal": (f"{_TWO_CODERS}, nominal", _krippendorff),
}
