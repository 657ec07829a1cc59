"""Tests of two columns of a table, and the choices that other programs make in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from scipy import special

from research.errors import StatisticsError
from research.statistics.answers.arguments import listed, one_of, share
from research.statistics.samples.corrections import Correction, correction_named
from research.statistics.samples.weights import effective_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.statistics.samples.bases import Bases

__all__ = [
    "CRUNCH",
    "REASONS",
    "SPSS",
    "SPSS_EFFECTIVE",
    "STANDARD",
    "Comparison",
    "Result",
    "Sample",
]

# Why a comparison has no p-value; the position is its code.
REASONS = (
    "",
    "nobody answered in one of the columns",
    "base under two",
    "a share of 0% or 100% is not compared",
    "no variation in the answers",
    "the columns hold the same respondents",
    "there is no rest: the column is everyone",
    "a column is hidden for its low base",
    "one cluster in a column, which tells nothing of how clusters differ",
    "fewer answers in a column than are compared",
    "one account makes too much of a column, or too few accounts share it",
)
_CHOICES = {
    "test": ("z", "t"),
    "base": ("effective", "weighted", "unweighted"),
    "correction": get_args(Correction),
    "variance": ("pair", "all", "welch"),
}
NOBODY, _UNDER_TWO, EXTREME, _CONSTANT, SAME = 1, 2, 3, 4, 5
NO_REST, HIDDEN, LONE, FEW, UNEVEN = 6, 7, 8, 9, 10


@dataclass(frozen=True)
class Comparison:
    """How columns are compared.

    Parameters
    ----------
    test : distribution of the statistic for shares: ``z`` (normal) or ``t``. Means always use t.
    pooled : whether the variance of two shares comes from both columns together.
    base : what counts as the number of observations: ``effective`` (Kish), ``weighted`` (weights
        taken for frequencies) or ``unweighted``.
    rounded : whether weighted counts and bases are rounded to whole numbers first.
    correction : for many comparisons, within a row and a family of columns.
    levels : one significance level, or two: a capital letter for the smaller, a small one for the
        larger.
    extremes : whether shares of exactly 0% or 100% are compared.
    variance : of means: ``pair`` (pooled over the two columns), ``all`` (over the whole family) or
        ``welch`` (not pooled).
    name : of the program whose choices these are, which opens the note under a table; empty for
        our own.
    fewest : columns in which fewer respondents answered, unweighted, are not compared.
    """

    test: Literal["z", "t"] = "z"
    pooled: bool = True
    base: Literal["effective", "weighted", "unweighted"] = "effective"
    rounded: bool = False
    correction: Correction = "holm"
    levels: tuple[float, ...] = (0.05,)
    extremes: bool = True
    variance: Literal["pair", "all", "welch"] = "welch"
    name: str = ""
    fewest: float = 0.0

    def __post_init__(self) -> None:
        levels = listed("levels", self.levels, "one or two numbers between 0 and 1, as a tuple")
        if not 1 <= len(levels) <= 2:
            msg = f"levels are {self.levels}; allowed: one or two numbers between 0 and 1"
            raise StatisticsError(msg)
        for level in levels:
            share("a level", level, 0.05)
        for name, allowed in _CHOICES.items():
            one_of(name, getattr(self, name), allowed)
        if not 0 <= self.fewest < np.inf:
            msg = f"fewest={self.fewest}; allowed: 0 (all columns are compared) or a number above"
            raise StatisticsError(msg)

    @property
    def method(self) -> str:
        """The choices in words, for a note under the table."""
        return self.described()

    def described(self, *, clustered: bool = False, raked: bool = False) -> str:
        """Say the choices in words, as they are for independent respondents or others.

        Parameters
        ----------
        clustered : whether respondents are in clusters.
        raked : whether variances are what the margins of raking leave unexplained.
        """
        levels = " and ".join(f"{level:g}" for level in self.levels)
        correction = correction_named(self.correction)
        named = f"{self.name}: " if self.name else ""
        if clustered or raked:
            share = "pooled shares" if self.pooled else "shares"
            between = "variances between clusters" if clustered else "linearised variances"
            left = ", less what the margins of raking explain" if raked else ""
            units = "clusters" if clustered else "respondents"
            return (
                f"{named}t test of {share} and of means, {between}{left}, at the {units} of "
                f"both columns less two; {correction}; level {levels}"
            )
        pooled = "pooled" if self.pooled else "unpooled"
        rounded = ", rounded" if self.rounded else ""
        means = {"pair": "pooled over the pair", "all": "pooled over the family", "welch": "Welch"}
        return (
            f"{named}{self.test} test of shares, {pooled} variance, {self.base} bases"
            f"{rounded}; t test of means, {means[self.variance]}; {correction}; "
            f"level {levels}"
        )


# Our own choice: whole-family error control that costs least, and bases that admit weighting.
STANDARD = Comparison()

# IBM SPSS Statistics, CTABLES /COMPARETEST and the notes that its tables print (documentation of
# versions 24 to 32): pooled z, Bonferroni over the pairs of a row within the innermost subtable,
# categories with a share of 0 or 1 or a sum of weights under two not compared, variance of means
# over all categories; weights of the WEIGHT command count as frequencies, rounded by cell.
SPSS = Comparison(
    base="weighted",
    rounded=True,
    correction="bonferroni",
    extremes=False,
    variance="all",
    name="SPSS Custom Tables",
)
# The same with CTABLES /WEIGHT: an effective base weight, not rounded.
SPSS_EFFECTIVE = Comparison(
    correction="bonferroni",
    extremes=False,
    variance="all",
    name="SPSS Custom Tables, effective base weight",
)
# Crunch, "Hypothesis testing in Crunch" and "Pairwise tests with weighted data" (help.crunch.io),
# and its library cr.cube 3.3.7: two-tailed t on weighted shares, not pooled, over effective bases
# (the squared sum of weights over the sum of their squares; respondents where there are none),
# whose sum less two are the degrees of freedom; no correction; Welch's t of means.
CRUNCH = Comparison(
    test="t",
    pooled=False,
    base="effective",
    correction="none",
    variance="welch",
    name="Crunch",
)


@dataclass
class Sample:
    """One side of many comparisons; arrays that broadcast to ``(rows, comparisons)``.

    Parameters
    ----------
    value : share or mean.
    spread : variance of the answer among its respondents, divided by n.
    size : number of observations, by the base chosen.
    """

    value: NDArray[np.float64]
    spread: NDArray[np.float64]
    size: NDArray[np.float64]


@dataclass
class Result:
    """Many comparisons; arrays of shape ``(rows, comparisons)``.

    Parameters
    ----------
    statistic : z or t.
    df : degrees of freedom; infinite for z.
    p : two-sided p-value; missing where `reason` is not 0.
    reason : position in `REASONS`.
    error : standard error of the difference that the test takes; missing where `p` is.
    """

    statistic: NDArray[np.float64]
    df: NDArray[np.float64]
    p: NDArray[np.float64]
    reason: NDArray[np.int8]
    error: NDArray[np.float64]


def base_sizes(bases: Bases, settings: Comparison) -> NDArray[np.float64]:
    """Give the number of observations that a base stands for under the choices made."""
    if settings.base == "unweighted":
        return bases.n
    if settings.base == "effective":
        size: NDArray[np.float64] = effective_size(bases.weighted, bases.squares)
        return size
    return np.rint(bases.weighted) if settings.rounded else bases.weighted


def shared_part(
    a: Bases, b: Bases, both: Bases | None, settings: Comparison
) -> tuple[NDArray[np.float64] | float, NDArray[np.float64] | float]:
    """Give what shared respondents take off the variance and the degrees of freedom.

    Returns
    -------
    factor : covariance of two column estimates over the variance of an answer,
        ``q0 / (w_a w_b)`` with ``q0`` the squared weights of the shared respondents (``n0`` and
        ``w0`` for the other bases).
    size : observations in the overlap.
    """
    if both is None:
        return 0.0, 0.0
    if settings.base == "unweighted":
        over, total_a, total_b = both.n, a.n, b.n
    elif settings.base == "weighted":
        over, total_a, total_b = both.weighted, a.weighted, b.weighted
    else:
        over, total_a, total_b = both.squares, a.weighted, b.weighted
    product = total_a * total_b
    return over / np.where(product > 0, product, 1.0), base_sizes(both, settings)


def compare_shares(
    a: Sample,
    b: Sample,
    settings: Comparison,
    shared: NDArray[np.float64] | float = 0.0,
    shared_size: NDArray[np.float64] | float = 0.0,
) -> Result:
    """Test the difference of two shares.

    Parameters
    ----------
    a, b : shares and bases.
    settings : the choices.
    shared, shared_size : from `shared_part`; 0 for columns without common respondents.

    Notes
    -----
    With common respondents the variance loses twice their covariance and the degrees of freedom
    their number, as documented for the column proportions test of UNICOM Intelligence.
    """
    size_a, size_b = positive(a.size), positive(b.size)
    if settings.pooled:
        share = (a.value * size_a + b.value * size_b) / (size_a + size_b)
        spread_a = spread_b = share * (1 - share)
    else:
        spread_a, spread_b = a.value * (1 - a.value), b.value * (1 - b.value)
    variance = spread_a / size_a + spread_b / size_b - 2 * np.sqrt(spread_a * spread_b) * shared
    df = np.full(variance.shape, np.inf)
    if settings.test == "t":
        df = np.broadcast_to(a.size + b.size - shared_size - 2, variance.shape)
    reason = _unfit(a, b, shared)
    if not settings.extremes:
        extreme = (np.minimum(a.value, b.value) <= 0) | (np.maximum(a.value, b.value) >= 1)
        reason = np.where((reason == 0) & extreme, EXTREME, reason)
    return result_of(a.value - b.value, variance, df, reason)


def compare_means(
    a: Sample,
    b: Sample,
    settings: Comparison,
    shared: NDArray[np.float64] | float = 0.0,
    family: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None,
) -> Result:
    """Test the difference of two means with Student's t.

    Parameters
    ----------
    a, b : means, spreads and bases.
    settings : the choices.
    shared : from `shared_part`.
    family : variance of an answer pooled over the family and its degrees of freedom, for
        ``variance="all"``.

    Notes
    -----
    Welch (1947) degrees of freedom where not pooled.
    """
    size_a, size_b = np.maximum(a.size, 1 + 1e-9), np.maximum(b.size, 1 + 1e-9)
    spread_a = a.spread * size_a / (size_a - 1)
    spread_b = b.spread * size_b / (size_b - 1)
    if settings.variance == "all" and family is not None:
        spread, df = family
        spread_a = spread_b = np.broadcast_to(spread, np.shape(a.value - b.value))
    elif settings.variance == "welch":
        part_a, part_b = spread_a / size_a, spread_b / size_b
        scale = part_a**2 / (size_a - 1) + part_b**2 / (size_b - 1)
        df = (part_a + part_b) ** 2 / np.where(scale > 0, scale, 1.0)
    else:
        df = size_a + size_b - 2
        spread_a = spread_b = ((size_a - 1) * spread_a + (size_b - 1) * spread_b) / df
    variance = spread_a / size_a + spread_b / size_b - 2 * np.sqrt(spread_a * spread_b) * shared
    return result_of(a.value - b.value, variance, np.asarray(df), _unfit(a, b, shared))


def _unfit(a: Sample, b: Sample, shared: NDArray[np.float64] | float) -> NDArray[np.int8]:
    smaller = np.minimum(a.size, b.size)
    same = np.isclose(shared * a.size, 1) & np.isclose(shared * b.size, 1)
    reason = np.where(same, SAME, 0)
    reason = np.where(smaller < 2, _UNDER_TWO, reason)
    return np.where(smaller <= 0, NOBODY, reason).astype(np.int8)


def result_of(
    difference: NDArray[np.float64],
    variance: NDArray[np.float64],
    df: NDArray[np.float64],
    reason: NDArray[np.int8],
) -> Result:
    # Differences of sums of squares leave crumbs where there is no variation at all.
    constant = variance <= 1e-14 * np.maximum(1.0, difference**2)
    reason = np.where((reason == 0) & constant, _CONSTANT, reason)
    reason = np.where((reason == 0) & (df <= 0), _UNDER_TWO, reason).astype(np.int8)
    fit = reason == 0
    error = np.where(fit, np.sqrt(np.where(fit, variance, 1.0)), np.nan)
    statistic = difference / error
    size = -np.abs(np.where(fit, statistic, 0.0))
    normal = bool(np.isinf(df).all())
    tail = special.ndtr(size) if normal else special.stdtr(np.where(fit, df, 1.0), size)
    p = np.where(fit, 2 * tail, np.nan)
    return Result(statistic, np.array(np.broadcast_to(df, p.shape)), p, reason, error)


def positive(size: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(size > 0, size, 1.0)
