"""Published fits of drivers and batteries, sizes of samples and power of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.reference.values import Entries, Value, data, printed
from research.statistics.drivers.coefficients import regression
from research.statistics.drivers.decomposition import decompose
from research.statistics.effects.contrasts import e_value
from research.statistics.samples.planning import plan_share
from research.statistics.samples.power import plan_mean_difference, plan_share_difference
from research.statistics.scales.consistency import reliability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.statistics.drivers.decomposition import Measures

__all__ = ["ENTRIES"]


def _decomposed(frame: pd.DataFrame) -> Measures:
    """Decompose by the correlations of the first column with all others."""
    columns = [*frame.columns[1:], frame.columns[0]]
    return decompose(np.corrcoef(frame[columns].to_numpy(dtype=float), rowvar=False))


def _longley(entry: dict[str, Any]) -> Iterator[Value]:
    # So nearly dependent are these drivers that five of sixteen digits go.
    yield "R2", entry["r2"], float(_decomposed(data("longley.csv")).r2), 1e-11


def _coefficients(entry: dict[str, float]) -> Iterator[Value]:
    longley = data("longley.csv")
    found = regression(longley, "employed", list(longley.columns[1:])).table["coefficient"]
    for name, published in entry.items():
        yield name, published, found[name], 1e-6 * abs(published)


def _inflation(entry: dict[str, Any]) -> Iterator[Value]:
    longley = data("longley.csv")
    found = _decomposed(longley).vif
    for name, published, computed in zip(longley.columns[1:], entry["vif"], found, strict=True):
        yield name, published, computed, printed(2)


def _stackloss(entry: dict[str, Any]) -> Iterator[Value]:
    yield "R2", entry["r2"], float(_decomposed(pd.DataFrame(entry["rows"])).r2), printed(4)


def _stackloss_coefficients(entry: dict[str, Any]) -> Iterator[Value]:
    rows = pd.DataFrame(entry["rows"], columns=["loss", "air", "water", "acid"])
    found = regression(rows, "loss", ["air", "water", "acid"]).table["coefficient"]
    for name, published in entry["coefficients"].items():
        yield name, published, found[name], printed(4)


def _attitude_coefficients(entry: dict[str, float]) -> Iterator[Value]:
    attitude = data("attitude.csv")
    found = regression(attitude, "rating", list(attitude.columns[1:])).table["coefficient"]
    for name, published in entry.items():
        yield name, published, found[name], printed(5)


def _challenger(entry: dict[str, Any]) -> Iterator[Value]:
    launches = pd.DataFrame({name: entry[name] for name in ("temperature", "distress")})
    found = regression(launches, "distress", ["temperature"], kind="logit").table["coefficient"]
    yield "const", entry["const"], found["const"], printed(4)
    yield "slope", entry["slope"], found["temperature"], printed(4)


def _cheese(entry: dict[str, Any]) -> Iterator[Value]:
    tastes = pd.DataFrame(
        [
            (cheese, taste)
            for cheese, counts in entry["tastes"].items()
            for taste, count in enumerate(counts, 1)
            for _ in range(count)
        ],
        columns=["cheese", "taste"],
    )
    found = regression(tastes, "taste", ["cheese"], kind="ordinal").table["coefficient"]
    effects = {"A": 0.0} | {name: found[f"cheese_{name}"] for name in "BCD"}
    for name, published in entry["against_d"].items():
        yield f"{name} less D", published, effects[name] - effects["D"], printed(3)


def _attitude_r2(entry: dict[str, Any]) -> Iterator[Value]:
    yield "R2", entry["r2"], float(_decomposed(data("attitude.csv")).r2), printed(4)


def _evidence(entry: dict[str, Any]) -> Iterator[Value]:
    point, limit = e_value(entry["ratio"], entry["limit"])
    yield "of the estimate", entry["value"], point, printed(2)
    yield "of the limit", entry["value_of_limit"], limit, printed(1)


def _alpha(entry: dict[str, Any]) -> Iterator[Value]:
    found = reliability(data("attitude.csv"))
    for name, published in entry.items():
        yield name.replace("_", " "), published, getattr(found, name), printed(3)


def _dropped(entry: dict[str, Any]) -> Iterator[Value]:
    found = reliability(data("attitude.csv")).items["alpha_dropped"]
    for (item, computed), published in zip(found.items(), entry["dropped"], strict=True):
        yield f"without {item}", published, computed, printed(3)


def _law_school(entry: dict[str, Any]) -> Iterator[Value]:
    patterns = entry["patterns"]
    rows = [[int(mark) for mark in pattern] for pattern, n in patterns.items() for _ in range(n)]
    yield "alpha", entry["alpha"], reliability(pd.DataFrame(rows)).alpha, printed(3)


def _ability(entry: dict[str, Any]) -> Iterator[Value]:
    """Fit answers that have just these covariances."""
    covariance = np.array(entry["covariance"])
    n, k = entry["persons"], len(covariance)
    draws = np.random.default_rng(1).normal(size=(n, k))
    plain = np.linalg.qr(draws - draws.mean(axis=0))[0] * np.sqrt(n - 1)
    found = reliability(pd.DataFrame(plain @ np.linalg.cholesky(covariance).T)).items["loading"]
    for at, published in enumerate(entry["uniqueness"]):
        yield f"uniqueness of test {at + 1}", published, 1 - found.iloc[at] ** 2, printed(3)


def _krejcie_morgan(entry: dict[int, int]) -> Iterator[Value]:
    for population, published in entry.items():
        found = plan_share(margin=0.05, population=population).exact
        yield f"of {population:,}", published, found, 0.51


def _dillman(entry: dict[str, Any]) -> Iterator[Value]:
    found = plan_share(margin=entry["margin"], population=entry["population"])
    yield f"of {entry['population']}", entry["n"], found.n, 0


def _islanders(entry: dict[str, Any]) -> Iterator[Value]:
    told = {"margin": entry["margin"], "confidence": entry["confidence"]}
    yield "of an endless population", entry["n"], plan_share(**told).exact, 1e-3
    found = plan_share(**told, population=entry["population"])
    yield f"of {entry['population']}", entry["n_finite"], found.n, 0


def _cohen(entry: dict[float, int]) -> Iterator[Value]:
    for effect, published in entry.items():
        found = plan_mean_difference(effect, 1, power=0.8).exact
        # His tables were read off, and round either way.
        yield f"in each sample, d = {effect}", published, found, 1


def _two_means(entry: dict[str, Any]) -> Iterator[Value]:
    # R leaves out the chance to find the difference on the wrong side.
    found = plan_mean_difference(1, 1, n=entry["n"]).power
    yield f"power with {entry['n']}", entry["power"], found, 3e-7
    found = plan_mean_difference(1, 1, power=entry["wanted"]).exact
    yield f"answers for {entry['wanted']}", entry["answers"], found, printed(4)


def _two_shares(entry: dict[str, Any]) -> Iterator[Value]:
    found = plan_share_difference(*entry["shares"], n=entry["n"]).power
    yield f"power with {entry['n']}", entry["power"], found, printed(3)
    found = plan_share_difference(*entry["shares"], power=entry["wanted"]).exact
    yield f"answers for {entry['wanted']}", entry["answers"], found, printed(1)


def _effect(entry: dict[str, Any]) -> Iterator[Value]:
    yield "h", entry["h"], plan_share_difference(*entry["shares"], n=50).effect, printed(3)


_CHATTERJEE = "Chatterjee and Price 1977; Chatterjee and Hadi, supervisor performance"
_PSYCH = "R's psych, alpha(attitude)"

ENTRIES: Entries = {
    "longley_r2": ("NIST Statistical Reference Datasets, Longley, certified R-squared", _longley),
    "longley_coefficients": (
        "NIST Statistical Reference Datasets, Longley, certified estimates",
        _coefficients,
    ),
    "longley_inflation": ("R's longley (Longley 1967, JASA 62:819), inflation factors", _inflation),
    "stackloss_r2": ("R's help on stackloss (Brownlee 1960)", _stackloss),
    "stackloss_coefficients": ("R's help on stackloss (Brownlee 1960)", _stackloss_coefficients),
    "attitude_coefficients": (_CHATTERJEE, _attitude_coefficients),
    "challenger_logit": ("Dalal, Fowlkes and Hoadley 1989, JASA 84:945, O-rings", _challenger),
    "cheese_ordinal": (
        "McCullagh and Nelder 1989, Generalized Linear Models, section 5.6, cheeses",
        _cheese,
    ),
    "attitude_r2": (_CHATTERJEE, _attitude_r2),
    "evidence_value": ("VanderWeele and Ding 2017, Annals of Internal Medicine 167:268", _evidence),
    "attitude_alpha": (_PSYCH, _alpha),
    "attitude_alpha_dropped": (f"{_PSYCH}, reliability if an item is dropped", _dropped),
    "law_school_alpha": ("R's ltm, cronbach.alpha(LSAT) (Bock and Lieberman 1970)", _law_school),
    "ability_factor": ("R's help on factanal, ability.cov with one factor", _ability),
    "size_krejcie_morgan": (
        "Krejcie and Morgan 1970, Educational and Psychological Measurement 30:607",
        _krejcie_morgan,
    ),
    "size_dillman": ("Dillman 2007, Mail and Internet Surveys, completed sample sizes", _dillman),
    "size_islanders": ("Cochran 1977, Sampling Techniques, section 4.4, islanders", _islanders),
    "power_two_means_cohen": ("Cohen 1992, Psychological Bulletin 112:155, table 2", _cohen),
    "power_two_means": ("R's help on power.t.test", _two_means),
    "power_two_shares": ("R's help on power.prop.test", _two_shares),
    "effect_of_shares": ("Cohen 1988, table 6.2.2: 1.571 less 1.047", _effect),
}
