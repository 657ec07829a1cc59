"""Coded comments: where two readers part, and who says what in spite of a good score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pandas as pd

from research.errors import StatisticsError, ThinDataError
from research.statistics.agreement.kappa import Agreement, cohen_kappa
from research.statistics.agreement.krippendorff import krippendorff_alpha

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence

    K = TypeVar("K", bound=Hashable)

__all__ = ["Readings", "named_by", "readings", "reported"]


@dataclass(frozen=True)
class Readings:
    """What two readers made of the same comments.

    Parameters
    ----------
    alpha : agreement on whole sets of codes, Krippendorff's alpha with the distance MASI.
    codes : one row a code that either gave: ``both, first, second`` (comments that both gave it,
        that only the first, only the second did) and ``kappa`` (Cohen's; NaN where undefined), the
        most parted first.
    """

    alpha: Agreement
    codes: pd.DataFrame


def readings(
    first: Mapping[K, Sequence[str]],
    second: Mapping[K, Sequence[str]],
    *,
    confidence: float = 0.95,
    draws: int = 2_000,
    seed: int = 0,
) -> Readings:
    """Hold what two readers made of comments against each other.

    Parameters
    ----------
    first, second : codes by comment; those that only one of them read, or that either has left
        without a code, do not count.
    confidence, draws, seed : as of `research.statistics.krippendorff_alpha`.

    Raises
    ------
    ThinDataError
        No comment was read by both, or all were read alike as one and the same.

    Notes
    -----
    Passonneau (2006) for sets of codes; Cohen (1960) for each code, given or not.

    Examples
    --------
    >>> found = readings({1: ["a"], 2: ["a", "b"], 3: ["b"]}, {1: ["a"], 2: ["a"], 3: ["b"]})
    >>> found.codes.loc["b", ["both", "first", "second"]].tolist()
    [1, 1, 0]
    """
    shared = [key for key in first if key in second and first[key] and second[key]]
    own = [frozenset(first[key]) for key in shared]
    other = [frozenset(second[key]) for key in shared]
    if not shared:
        msg = "no comment was read by both readers"
        raise ThinDataError(msg)
    try:
        alpha = krippendorff_alpha(
            pd.DataFrame({"first": own, "second": other}, dtype=object),
            "masi",
            confidence=confidence,
            draws=draws,
            seed=seed,
        )
    except StatisticsError:
        msg = "both readers gave all comments one and the same code"
        raise ThinDataError(msg) from None
    given = sorted(frozenset().union(*own, *other))
    rows = {code: _of_code(code, own, other) for code in given}
    codes = pd.DataFrame.from_dict(rows, orient="index")
    apart = codes["first"] + codes["second"]
    order = pd.DataFrame({"apart": -apart, "code": codes.index}, index=codes.index)
    return Readings(alpha, codes.loc[order.sort_values(["apart", "code"]).index])


def _of_code(
    code: str, own: Sequence[frozenset[str]], other: Sequence[frozenset[str]]
) -> dict[str, float]:
    gave = np.array([code in codes for codes in own])
    too = np.array([code in codes for codes in other])
    try:
        kappa = cohen_kappa(gave.tolist(), too.tolist()).coefficient
    except StatisticsError:
        kappa = np.nan
    return {
        "both": int((gave & too).sum()),
        "first": int((gave & ~too).sum()),
        "second": int((too & ~gave).sum()),
        "kappa": kappa,
    }


def reported(
    given: pd.DataFrame, problems: Collection[str], chosen: pd.Series[bool]
) -> tuple[int, pd.Series[int]]:
    """Count who reports a problem, among some whose comments were read.

    Parameters
    ----------
    given : one row a comment, one column a code: true, false, or missing where it was not read.
    problems : codes that are problems.
    chosen : whose comments are meant, such as those of promoters.

    Returns
    -------
    (who, by_code)
        How many name at least one problem, and how many name each, the most frequent first.

    Examples
    --------
    >>> given = pd.DataFrame({"slow": [True, False, None], "quick": [False, True, None]})
    >>> who, by_code = reported(given, ["slow"], pd.Series([True, True, True]))
    >>> who, by_code.to_dict()
    (1, {'slow': 1})
    """
    said = given.loc[chosen, [code for code in given if code in set(problems)]]
    said = said.astype("boolean").fillna(False).astype(bool)
    counts = said.sum().astype(int)
    order = sorted(counts.index, key=lambda code: (-counts[code], code))
    return int(said.any(axis="columns").sum()), counts.loc[order]


def named_by(given: pd.DataFrame, here: pd.Series[bool]) -> pd.DataFrame:
    """Count what some speak of in their comments, beside everybody.

    Parameters
    ----------
    given : one row a comment, one column a code: true, false, or missing where it was not read.
    here : whose comments are set beside all, such as those of one account.

    Returns
    -------
    One row a code that is named here, the most frequent first, those that fewer name elsewhere
    before others: ``here`` and ``everywhere``, how many name it.

    Examples
    --------
    >>> given = pd.DataFrame({"slow": [True, False, None], "quick": [False, True, None]})
    >>> named_by(given, pd.Series([True, False, True])).loc["slow"].tolist()
    [1, 1]
    """
    named = given.eq(True)
    counts = pd.DataFrame({"here": named[here].sum(), "everywhere": named.sum()}).astype(int)
    counts = counts[counts["here"] > 0]
    order = sorted(
        counts.index, key=lambda code: (-counts["here"][code], counts["everywhere"][code], code)
    )
    return counts.loc[order]
