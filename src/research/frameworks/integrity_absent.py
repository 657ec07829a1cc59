"""What those who did not answer look like, and how far that could move a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.frameworks.integrity_response import said_yes
from research.statistics.answers.arguments import columns_of, confidence_level
from research.statistics.effects.confounders import design, logistic
from research.statistics.effects.contrasts import clustered_error, crude
from research.statistics.samples.clusters import cluster_codes
from research.statistics.samples.corrections import adjusted
from research.statistics.tables.association import independence
from research.statistics.tables.rao_scott import clustered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.corrections import Correction

    Floats = NDArray[np.float64]

__all__ = ["Absence", "Representativity", "absence", "representativity"]

_FEWEST = 2


@dataclass(frozen=True)
class Representativity:
    """How evenly a survey was answered, over what is known of everybody invited.

    Parameters
    ----------
    index : 1 where all answer with the same chance, 0 where some surely do and others surely not.
    spread : standard deviation of the chances of answering, what chance alone adds taken off.
    rate : the mean chance, which is the response rate.
    most : how far a mean could be off, in standard deviations of what is measured, if that went
        with answering as closely as anything can: ``spread / rate``.
    base : people.
    method : in words.
    """

    index: float
    spread: float
    rate: float
    most: float
    base: int
    method: str = "R-indicator (Schouten, Cobben and Bethlehem 2009), logistic model, bias adjusted"


@dataclass(frozen=True)
class Absence:
    """How those who answered differ from those who did not.

    Parameters
    ----------
    tests : one row a variable: ``kind`` (``share`` or ``mean``), ``answered, absent`` (people with
        a value), ``unknown`` (people without), ``statistic, df, p, p_adjusted, significant``,
        ``largest`` (the largest standardised difference of its lines, without sign) and ``reason``
        where there is no test: ``few`` on one side, ``clusters`` too few, ``alike`` all values.
    lines : one row a value of a variable, one with an empty value for a number: ``variable, value,
        answered, absent`` (proportions, or means), ``difference, low, high`` (answered less
        absent) and ``standardised``.
    method : of the tests, in words.
    """

    tests: pd.DataFrame
    lines: pd.DataFrame
    method: str


def absence(
    invited: pd.DataFrame,
    variables: Sequence[str],
    *,
    answered: str = "answered",
    clusters: str | None = None,
    correction: Correction = "holm",
    confidence: float = 0.95,
) -> Absence:
    """Compare those who answered with those who did not, on what is known of everybody invited.

    Parameters
    ----------
    invited : one row a person invited.
    variables : columns known of all: numbers are compared by their means, all else by shares. A
        person without a value leaves that variable alone.
    answered : column, true for who answered.
    clusters : column of what people are nested in: answers that go together tell less.
    correction : over the variables.
    confidence : of the intervals of differences, for one at a time; a variable counts as different
        where its corrected p-value is under 1 less this.

    Raises
    ------
    StatisticsError
        When a column is missing, or who answered is not true or false.

    Notes
    -----
    Shares: Pearson's test, with clusters that of Rao and Scott (1984). Means: difference over its
    error between clusters (Liang and Zeger 1986), Student's t at clusters less two. Standardised
    differences are in standard deviations, pooled as by Austin (2009): beyond 0.1 either way they
    are worth a look whatever the test says.

    Examples
    --------
    >>> people = pd.DataFrame({"side": ["payer"] * 40 + ["user"] * 40})
    >>> people["answered"] = [True] * 30 + [False] * 10 + [True] * 15 + [False] * 25
    >>> found = absence(people, ["side"])
    >>> found.lines[["value", "answered", "absent"]].round(3).values.tolist()
    [['payer', 0.667, 0.286], ['user', 0.333, 0.714]]
    >>> bool(found.tests.loc["side", "significant"])
    True
    """
    confidence_level(confidence)
    names = columns_of(invited, list(variables), "variables of the frame")
    said = said_yes(invited, answered)
    codes = cluster_codes(clusters, invited.index, invited) if len(invited) else None
    rows, lines = {}, []
    for name in names:
        known = invited[name].notna().to_numpy()
        own = _Sides(invited.loc[known, name], said[known], None if codes is None else codes[known])
        tested, found = own.numbers(confidence) if own.numeric else own.shares(confidence)
        found.insert(0, "variable", name)
        tested |= {"unknown": int((~known).sum()), "largest": found["standardised"].abs().max()}
        rows[name] = tested
        lines.append(found)
    tests = pd.DataFrame.from_dict(rows, orient="index", columns=_TESTED).rename_axis("variable")
    tests["p"] = tests["p"].astype(float)
    tests["p_adjusted"] = adjusted(tests["p"].to_numpy(), correction)
    tests["significant"] = tests["p_adjusted"] < 1 - confidence
    joined = pd.concat(lines, ignore_index=True) if lines else pd.DataFrame(columns=_LINE)
    between = "Rao and Scott (1984) between clusters" if codes is not None else "Pearson (1900)"
    method = f"shares: {between}; means: t of the difference; correction {correction}"
    return Absence(tests[_ORDER], joined, method)


def representativity(
    invited: pd.DataFrame, variables: Sequence[str], *, answered: str = "answered"
) -> Representativity:
    """Say in one number how evenly a survey was answered.

    Parameters
    ----------
    invited, answered : as of `absence`.
    variables : columns known of all; a value that is missing is a category of its own, and a
        missing number counts as the mean.

    Raises
    ------
    StatisticsError
        When nobody or everybody answered, or the variables tell completely who did.

    Notes
    -----
    Schouten, Cobben and Bethlehem (2009), Survey Methodology 35:101, for a population known whole.
    Chances that a model estimates differ by chance alone, too: that part is taken off as in Shlomo,
    Skinner and Schouten (2012), Journal of Statistical Planning and Inference 142:201.

    Examples
    --------
    Of one half of the people three in four answer, of the other half one in four.

    >>> people = pd.DataFrame({"side": ["payer"] * 400 + ["user"] * 400})
    >>> people["answered"] = ([True] * 3 + [False]) * 100 + ([True] + [False] * 3) * 100
    >>> found = representativity(people, ["side"])
    >>> round(found.index, 3), round(found.rate, 3)
    (0.502, 0.5)
    """
    names = columns_of(invited, list(variables), "variables of the frame")
    said = said_yes(invited, answered)
    if said.all() or not said.any():
        msg = f"{int(said.sum())} of {len(said)} answered; allowed: some who did and some who did "
        msg += "not, else there is nothing to tell apart"
        raise StatisticsError(msg)
    held = pd.DataFrame({name: _whole(invited[name]) for name in names}, index=invited.index)
    data = design(held, names).to_numpy(dtype=float)
    chances = np.asarray(logistic(said.astype(float), data).predict(), dtype=float)
    slopes = data * (chances * (1 - chances))[:, None]
    noise = float(((slopes @ np.linalg.pinv(data.T @ slopes)) * slopes).sum()) / len(said)
    variance = max(float(chances.var()) - noise, 0.0)
    spread, rate = float(np.sqrt(variance)), float(said.mean())
    return Representativity(1 - 2 * spread, spread, rate, spread / rate, len(said))


_TESTED = ["kind", "answered", "absent", "unknown", "statistic", "df", "p", "largest", "reason"]
_ORDER = [
    *_TESTED[:7],
    "p_adjusted",
    "significant",
    *_TESTED[7:],
]
_LINE = ["variable", "value", "answered", "absent", "difference", "low", "high", "standardised"]


@dataclass(frozen=True)
class _Sides:
    """One variable of those who answered and those who did not."""

    held: pd.Series[Any]
    said: NDArray[np.bool_]
    codes: NDArray[np.int64] | None

    @property
    def numeric(self) -> bool:
        kind = self.held.dtype
        return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)

    @property
    def sizes(self) -> tuple[int, int]:
        return int(self.said.sum()), int((~self.said).sum())

    @property
    def reason(self) -> str:
        """Why the sides are not compared; empty where they are."""
        if min(self.sizes) < _FEWEST:
            return "few"
        if self.codes is not None and len(np.unique(self.codes)) < _FEWEST + 1:
            return "clusters"
        return "alike" if (self.held == self.held.iloc[0]).all() else ""

    def difference(self, values: Floats, confidence: float) -> dict[str, float]:
        """Difference of two means with its t interval and test."""
        row = dict.fromkeys(_LINE[2:], np.nan)
        for key, side in (("answered", self.said), ("absent", ~self.said)):
            if side.any():
                row[key] = float(values[side].mean())
        row["difference"] = row["answered"] - row["absent"]
        if self.reason:
            return row | {"statistic": np.nan, "df": np.nan, "p": np.nan}
        effect = crude(values, self.said)
        error = clustered_error(effect.influence, self.codes)
        units = len(values) if self.codes is None else len(np.unique(self.codes))
        df = max(units - 2, 1)
        half = float(stats.t.ppf(0.5 + confidence / 2, df)) * error
        row["low"], row["high"] = row["difference"] - half, row["difference"] + half
        spread = np.sqrt((values[self.said].var(ddof=1) + values[~self.said].var(ddof=1)) / 2)
        row["standardised"] = row["difference"] / spread if spread > 0 else 0.0
        statistic = row["difference"] / error if error > 0 else np.nan
        p = float(2 * stats.t.sf(abs(statistic), df))
        return row | {"statistic": statistic, "df": float(df), "p": p}

    def numbers(self, confidence: float) -> tuple[dict[str, Any], pd.DataFrame]:
        """Compare means."""
        row = self.difference(self.held.to_numpy(dtype=float), confidence)
        tested = {"kind": "mean", **{key: row.pop(key) for key in ("statistic", "df", "p")}}
        return self._named(tested), pd.DataFrame([{"value": "", **row}])

    def shares(self, confidence: float) -> tuple[dict[str, Any], pd.DataFrame]:
        """Compare distributions."""
        texts = self.held.astype(str)
        cells, values = pd.factorize(texts, sort=True)
        lines = [
            {"value": str(one), **self.difference((cells == at).astype(float), confidence)}
            for at, one in enumerate(values)
        ]
        found = pd.DataFrame(lines, columns=_LINE[1:])
        tested: dict[str, Any] = {"kind": "share", "statistic": np.nan, "df": np.nan, "p": np.nan}
        if not self.reason:
            tested |= self._tested(cells, len(values))
        return self._named(tested), found

    def _tested(self, cells: NDArray[np.intp], width: int) -> dict[str, float]:
        """Test whether answering and the variable go together."""
        sides = self.said.astype(int)
        if self.codes is None:
            counts = np.zeros((width, 2))
            np.add.at(counts, (cells, sides), 1.0)
            plain = independence(counts)
            return {"statistic": plain.chi2, "df": float(plain.df), "p": plain.p}
        units = np.unique(self.codes, return_inverse=True)[1]
        sums = np.zeros((units.max() + 1, width, 2))
        np.add.at(sums, (units, cells, sides), 1.0)
        designed = clustered(sums, float(len(cells)))
        return {"statistic": designed.f, "df": designed.df1, "p": designed.p}

    def _named(self, tested: dict[str, Any]) -> dict[str, Any]:
        answered, absent = self.sizes
        return tested | {"answered": answered, "absent": absent, "reason": self.reason}


def _whole(held: pd.Series[Any]) -> pd.Series[Any]:
    """Give a column without gaps."""
    kind = held.dtype
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
        values = held.astype(float)
        return values.fillna(values.mean()) if values.notna().any() else values.fillna(0.0)
    return held.astype(object).where(held.notna(), "").map(str)
