"""Published reference values of every method, computed again and compared."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import ResearchError
from research.reference import means, models, orders, schools, tables
from research.reference.values import Entries, Value, data, printed, text
from research.statistics.agreement.kappa import cohen_kappa_table
from research.statistics.agreement.krippendorff import krippendorff_alpha
from research.statistics.drivers.decomposition import decompose
from research.statistics.effects.standardisation import standardised_shares
from research.statistics.rankings.concordance import kendall_w
from research.statistics.rankings.worths import plackett_luce
from research.statistics.samples.comparisons import SPSS
from research.statistics.samples.intervals import newcombe, wilson
from research.statistics.samples.linearisation import survey_mean
from research.statistics.samples.net_promoter import nps_interval
from research.statistics.samples.raking import rake
from research.statistics.tables.association import independence
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.yamltext import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.statistics.samples.trinomial import Method

__all__ = ["Check", "reference", "render", "verify"]


@dataclass(frozen=True)
class Check:
    """One published value against ours.

    Parameters
    ----------
    entry : key of the reference file.
    what : which number of the entry.
    published, computed : the two values; the computed one is missing where computing it failed.
    tolerance : largest difference allowed: how closely the source prints.
    source : who published the value.
    fault : why there is no computed value; empty where there is one.
    """

    entry: str
    what: str
    published: float
    computed: float
    tolerance: float
    source: str
    fault: str = ""

    @property
    def passed(self) -> bool:
        """Whether the two values agree as closely as the source prints."""
        # A value that falls on the edge of its rounding may be printed either way.
        edge = self.tolerance * (1 + 1e-6)
        return not isnan(self.computed) and abs(self.computed - self.published) <= edge


def reference() -> dict[str, Any]:
    """Give the reference file of the package."""
    content: dict[str, Any] = parse_yaml(text("reference.yml"))
    return content


def verify(values: dict[str, Any] | None = None) -> list[Check]:
    """Compute every entry of the reference file.

    Parameters
    ----------
    values : reference values in the shape of the file; the package's own where ``None``.

    Returns
    -------
    The checks in the order of the file. An entry that nothing here computes, or whose computing
    fails, is a check that has not passed.
    """
    checks: list[Check] = []
    for entry, content in (reference() if values is None else values).items():
        source, compute = _ENTRIES.get(entry, ("", None))
        if compute is None:
            checks.append(_failed(entry, source, "no method computes this entry"))
            continue
        try:
            found = list(compute(content))
        except ResearchError as error:
            checks.append(_failed(entry, source, str(error)))
            continue
        checks += [Check(entry, *(_plain(value)), source) for value in found]
    return checks


def render(checks: Sequence[Check]) -> str:
    """Write checks as text, a block an entry.

    Parameters
    ----------
    checks : from `verify`.
    """
    lines: list[str] = []
    width = max((len(check.what) for check in checks), default=0)
    for entry in dict.fromkeys(check.entry for check in checks):
        own = [check for check in checks if check.entry == entry]
        lines += ["", f"{entry} - {own[0].source}"]
        lines.append(f"  {'':<{width}}  {'published':>12}  {'computed':>12}  {'tolerance':>9}")
        for check in own:
            verdict = "pass" if check.passed else f"FAIL {check.fault}".rstrip()
            lines.append(
                f"  {check.what:<{width}}  {check.published:>12.8g}  {check.computed:>12.8g}"
                f"  {check.tolerance:>9.2g}  {verdict}"
            )
    failed = sum(not check.passed for check in checks)
    verdict = f"{failed} failed" if failed else "all passed"
    return "\n".join(
        [
            *lines[1:],
            "",
            f"{len(checks)} values of {len({c.entry for c in checks})} entries: {verdict}",
        ]
    )


def _failed(entry: str, source: str, fault: str) -> Check:
    return Check(entry, "all values", float("nan"), float("nan"), 0.0, source, fault)


def _plain(value: Value) -> Value:
    what, published, computed, tolerance = value
    return what, float(published), float(computed), float(tolerance)


def _wilson(entries: list[dict[str, Any]]) -> Iterator[Value]:
    for entry in entries:
        low, high = wilson(entry["count"], entry["n"])
        name = f"{entry['count']} of {entry['n']}"
        yield f"{name}, low", entry["low"], low, printed(4)
        yield f"{name}, high", entry["high"], high, printed(4)


def _newcombe(entries: list[dict[str, Any]]) -> Iterator[Value]:
    for entry in entries:
        low, high = newcombe(*entry["a"], *entry["b"])
        name = "{}/{} - {}/{}".format(*entry["a"], *entry["b"])
        yield f"{name}, low", entry["low"], low, printed(4)
        yield f"{name}, high", entry["high"], high, printed(4)


def _nps_coverage(entry: dict[str, Any]) -> Iterator[Value]:
    """Compute coverage exactly, over every sample; the published one comes from 20,000 draws."""
    shares = np.array([0.9, 0.08, 0.02])
    truth = 100 * (shares[0] - shares[2])
    names: dict[str, Method] = {
        "wald": "wald",
        "adjusted_wald": "adjusted_wald",
        "trinomial_score": "score",
    }
    for row in entry["coverage"]:
        n = row["n"]
        samples = np.array([(a, n - a - d, d) for a in range(n + 1) for d in range(n + 1 - a)])
        chance = stats.multinomial.pmf(samples, n, shares)
        for name, method in names.items():
            low, high = nps_interval(samples[:, 0], samples[:, 1], samples[:, 2], method)
            covered = chance[(low <= truth) & (truth <= high)].sum()
            tolerance = 3 * sqrt(row[name] * (1 - row[name]) / 20_000) + printed(3)
            yield f"coverage at n = {n}, {name}", row[name], covered, tolerance


def _kendall(entry: dict[str, Any]) -> Iterator[Value]:
    found = kendall_w(pd.DataFrame(entry["ratings"]))
    published = entry["corrected"]
    yield "W", published["w"], found.w or float("nan"), printed(6)
    yield "chi-squared", published["chi2"], found.chi2, printed(4)
    yield "df", published["df"], found.df, 0
    yield "p", published["p"], found.p, printed(5)
    plain = found.w_uncorrected or float("nan")
    raters, subjects = len(entry["ratings"]), len(entry["ratings"][0])
    p = stats.chi2.sf(raters * (subjects - 1) * plain, subjects - 1)
    yield "W, ties not corrected", entry["uncorrected"]["w"], plain, printed(6)
    yield "p, ties not corrected", entry["uncorrected"]["p"], p, printed(4)


def _letters(entry: dict[str, Any]) -> Iterator[Value]:
    status = ["never", "married", "divorced", "widowed"]
    people = pd.DataFrame(
        [
            (level, name)
            for level, row in zip("ABCDE", entry["table"], strict=True)
            for name, count in zip(status, row, strict=True)
            for _ in range(count)
        ],
        columns=["education", "status"],
    )
    test = independence(entry["table"])
    yield "chi-squared", entry["chi2"], test.chi2, printed(3)
    yield "df", entry["df"], test.df, 0
    yield "p", entry["p"], test.p, printed(3)
    tests = crosstab(people, ["status"], Banner(["education"]), comparison=SPSS).tests
    pairs = tests[tests["against"] != "rest"]
    published = {
        (row, *pair.split("-")): p
        for row, found in entry["bonferroni_pooled_z"].items()
        for pair, p in found.items()
    }
    yield "pairs that differ", len(published), int(pairs["significant"].sum()), 0
    p_values = pairs.set_index(["row", "letter", "against_letter"])["p_adjusted"]
    for (row, first, second), p in published.items():
        yield f"p of {row}, {first}-{second}", p, p_values[row, first, second], printed(4)


def _lmg(entry: dict[str, Any]) -> Iterator[Value]:
    swiss = data("swiss.csv")
    drivers = [column for column in swiss if column != "Fertility"]
    found = decompose(np.corrcoef(swiss[[*drivers, "Fertility"]].to_numpy(), rowvar=False))
    yield "R2", entry["r2"], float(found.r2), printed(7)
    for name in ("lmg", "first", "last", "pratt", "vif"):
        digits = 6 if name == "vif" else 8
        for driver, published, computed in zip(
            drivers, entry[name], getattr(found, name), strict=True
        ):
            yield f"{name}, {driver}", published, computed, printed(digits)


def _plackett_luce(entry: dict[str, Any]) -> Iterator[Value]:
    rows, counts = [], []
    for first, second, above, below, tied in entry["pairs"]:
        for ranks, count in (((1, 2), above), ((2, 1), below), ((1, 1), tied)):
            rows.append({first: ranks[0], second: ranks[1]})
            counts.append(count)
    brands = range(1, len(entry["worth"]) + 1)
    found = plackett_luce(pd.DataFrame(rows, columns=list(brands)), counts)
    for brand, published in zip(brands, entry["worth"], strict=True):
        # The published fit stopped a hair short of the maximum (its deviance is 1e-6 higher), and
        # its tolerance is meant for values as printed, with seven digits.
        computed = round(found.items["worth"].iloc[brand - 1], 7)
        yield f"worth of brand {brand}", published, computed, entry["tolerance"]
    yield "tie", entry["tie"], found.ties["tie"].iloc[0], entry["tolerance"]
    yield "deviance", entry["deviance"], found.deviance, printed(1)


def _krippendorff(entry: dict[str, Any]) -> Iterator[Value]:
    ratings = pd.DataFrame(entry["ratings"]).T
    for level in ("nominal", "ordinal", "interval", "ratio"):
        found = krippendorff_alpha(ratings, level, draws=10)
        yield level, entry[level], found.coefficient, printed(3)


def _cohen(entry: dict[str, Any]) -> Iterator[Value]:
    yield "kappa", entry["kappa"], cohen_kappa_table(entry["table"]).coefficient, printed(2)


def _kalton(entry: dict[str, Any]) -> Iterator[Value]:
    sample, population = (np.reshape(entry[key], (3, 4)).T for key in ("sample", "population"))
    cells = [(a, b) for a in range(4) for b in range(3)]
    people = pd.DataFrame([c for c in cells for _ in range(sample[c])], columns=["a", "b"])
    margins = {name: dict(enumerate(population.sum(axis=1 - at))) for at, name in enumerate("ab")}
    raked = rake(people, margins, total=float(population.sum()))
    weights = raked.weights.groupby([people["a"], people["b"]]).first()
    for a, b in cells:
        yield f"weight of a{a + 1} b{b + 1}", entry["weights"][a][b], weights[a, b], printed(2)


def _schools(entry: dict[str, Any]) -> Iterator[Value]:
    schools = data("apistrat.csv")
    found = survey_mean(
        schools["api00"], schools["pw"], strata=schools["stype"], population=schools["fpc"]
    )
    yield "mean of api00", entry["api00"]["mean"], found.mean, printed(2)
    yield "standard error", entry["api00"]["se"], found.se, printed(4)


def _kidney_stones(entry: dict[str, Any]) -> Iterator[Value]:
    groups = ["open", "percutaneous"]
    counts = pd.DataFrame(
        [(group, size, *entry[size][group]) for size in ("small", "large") for group in groups],
        columns=["group", "stratum", "count", "n"],
    )
    found = standardised_shares(counts)
    for name, digits in (("crude", 3), ("standardised", 4)):
        for group, published in zip(groups, entry[name], strict=True):
            yield f"{name}, {group}", published, found[name][group], printed(digits)


_ENTRIES: Entries = {
    "wilson_interval": ("Newcombe 1998, Statistics in Medicine 17:857", _wilson),
    "newcombe_difference": ("Newcombe 1998, Statistics in Medicine 17:873, method 10", _newcombe),
    "nps_interval": ("simulation of 20,000 draws, shares .90, .08, .02", _nps_coverage),
    "kendall_w_ties": ("DescTools manual, KendallW, anxiety ratings", _kendall),
    "column_letters": ("spss-tutorials, education by marital status", _letters),
    "lmg_swiss": ("R's relaimpo and swiss data (Mosteller and Tukey 1977)", _lmg),
    "plackett_luce_pudding": ("R's PlackettLuce vignette (Davidson 1970)", _plackett_luce),
    "krippendorff_alpha": ("Krippendorff 2011, four coders, twelve units", _krippendorff),
    "cohen_kappa": ("textbook table of 50 texts", _cohen),
    "raking_kalton": ("Kalton and Flores-Cervantes 2003, J. Official Statistics 19(2)", _kalton),
    "weighted_mean_apistrat": ("R's survey package, stratified sample api", _schools),
    "simpson_kidney_stones": ("Charig et al. 1986", _kidney_stones),
    **means.ENTRIES,
    **tables.ENTRIES,
    **orders.ENTRIES,
    **models.ENTRIES,
    **schools.ENTRIES,
}
