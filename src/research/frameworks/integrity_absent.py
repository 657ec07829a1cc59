"""What those who did not answer look like, and how far that could move a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.integrity_frames import (
    limits,
    numeric,
    require,
    said_yes,
    units_of,
    whole_column,
)
from research.statistics.effects.confounders import design, propensity
from research.statistics.effects.contrasts import crude
from research.statistics.samples.corrections import adjusted, correction_named
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.corrections import Correction

    Floats = NDArray[np.float64]

__all__ = ["Absence", "Representativity", "absence", "representativity"]

_SAY = Frames(__file__)

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
    method: str


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
    names = require(invited, variables, "variables")
    said = said_yes(invited, answered)
    codes = units_of(invited, clusters)
    rows, lines = {}, []
    for name in names:
        known = invited[name].notna().to_numpy()
        own = _Sides(invited.loc[known, name], said[known], None if codes is None else codes[known])
        tested, found = own.numbers(confidence) if numeric(own.held) else own.shares(confidence)
        found.insert(0, "variable", name)
        tested |= {"unknown": int((~known).sum()), "largest": found["standardised"].abs().max()}
        rows[name] = tested
        lines.append(found)
    tests = pd.DataFrame.from_dict(rows, orient="index", columns=_TESTED).rename_axis("variable")
    tests["p"] = tests["p"].astype(float)
    tests["p_adjusted"] = adjusted(tests["p"].to_numpy(), correction)
    tests["significant"] = tests["p_adjusted"] < 1 - confidence
    joined = pd.concat(lines, ignore_index=True) if lines else pd.DataFrame(columns=_LINE)
    shares = _SAY("shares.plain" if codes is None else "shares.clustered")
    method = _SAY("method", shares=shares, correction=correction_named(correction))
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
    names = require(invited, variables, "variables")
    said = said_yes(invited, answered)
    if said.all() or not said.any():
        msg = f"{int(said.sum())} of {len(said)} answered; allowed: some who did and some who did "
        msg += "not, else there is nothing to tell apart"
        raise StatisticsError(msg)
    held = pd.DataFrame({name: whole_column(invited[name]) for name in names}, index=invited.index)
    coded = _independent(design(held, names))
    data, chances = coded.to_numpy(dtype=float), propensity(coded, said).to_numpy(dtype=float)
    slopes = data * (chances * (1 - chances))[:, None]
    noise = float(((slopes @ np.linalg.pinv(data.T @ slopes)) * slopes).sum()) / len(said)
    variance = max(float(chances.var()) - noise, 0.0)
    spread, rate = float(np.sqrt(variance)), float(said.mean())
    return Representativity(
        1 - 2 * spread, spread, rate, spread / rate, len(said), _SAY("evenness")
    )


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
        spread = np.sqrt((values[self.said].var(ddof=1) + values[~self.said].var(ddof=1)) / 2)
        row["standardised"] = row["difference"] / spread if spread > 0 else 0.0
        return row | limits(effect.influence, effect.estimate, self.codes, confidence)

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
            tested |= self._tested(cells)
        return self._named(tested), found

    def _tested(self, cells: NDArray[np.intp]) -> dict[str, float]:
        """Test whether answering and the variable go together."""
        frame = pd.DataFrame({"cell": cells, "answered": self.said})
        if self.codes is not None:
            frame["unit"] = self.codes
        table = crosstab(
            frame,
            ["cell"],
            Banner(["answered"]),
            clusters=None if self.codes is None else "unit",
        )
        row = table.independence.iloc[0]
        statistic, df = ("chi2", "df") if self.codes is None else ("f", "df1")
        return {"statistic": row[statistic], "df": float(row[df]), "p": float(row["p"])}

    def _named(self, tested: dict[str, Any]) -> dict[str, Any]:
        answered, absent = self.sizes
        return tested | {"answered": answered, "absent": absent, "reason": self.reason}


def _independent(coded: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns that those before them tell: a side that follows from the role."""
    kept: list[int] = []
    data = coded.to_numpy(dtype=float)
    for at in range(data.shape[1]):
        if np.linalg.matrix_rank(data[:, [*kept, at]]) > len(kept):
            kept.append(at)
    return coded.iloc[:, kept]
