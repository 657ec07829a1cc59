"""Inflation of named answers: those who gave their name against those who did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.integrity_frames import limits, require, said_yes, units_of, whole_column
from research.statistics.effects.adjustments import g_computation
from research.statistics.effects.confounders import design
from research.statistics.effects.contrasts import crude
from research.statistics.samples.corrections import adjusted, correction_named
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from research.statistics.effects.contrasts import Effect
    from research.statistics.samples.corrections import Correction

    Floats = NDArray[np.float64]

__all__ = ["FEWEST", "Inflation", "named_inflation"]

_SAY = Frames(__file__)

FEWEST = 10
"""So many answers each side needs, or nothing is said of their difference."""


@dataclass(frozen=True)
class Inflation:
    """How much higher named answers are than anonymous ones.

    Parameters
    ----------
    scores : one row a score: ``named, anonymous`` (means), ``named_base, anonymous_base``,
        ``crude, crude_low, crude_high`` (named less anonymous), ``difference, low, high``
        (adjusted), ``standardised`` (adjusted, in standard deviations of the score), ``p,
        p_adjusted, inflated`` (higher with certainty), ``deflated``, ``overall`` (the mean as
        printed), ``without`` (that mean if all had answered without their name: ``overall`` less
        what named answers add) and ``reason`` where nothing is compared: ``few`` on one side,
        ``alike`` all answers, ``apart`` where the adjustment tells the sides apart completely.
    adjusted_for : columns allowed for.
    named_share : share of all who gave their name, a proportion.
    method : in words.
    """

    scores: pd.DataFrame
    adjusted_for: tuple[str, ...]
    named_share: float
    method: str


def named_inflation(
    answers: pd.DataFrame,
    scores: Sequence[str],
    named: str,
    *,
    adjust: Sequence[str] = (),
    clusters: str | None = None,
    correction: Correction = "holm",
    confidence: float = 0.95,
) -> Inflation:
    """Compare the scores of those who gave their name with those who stayed anonymous.

    Parameters
    ----------
    answers : one row a respondent.
    scores : columns of numbers; who did not answer one is not in it.
    named : column, true for who gave their name (waived their anonymity); rows without a value are
        left out.
    adjust : columns that both being named and the score may go with, such as segment and role: the
        difference is that of people alike in them. A missing value is one of its own.
    clusters : column of what respondents are nested in.
    correction : over the scores.
    confidence : of the intervals, for one score at a time; a score counts as inflated where its
        corrected p-value is under 1 less this.

    Raises
    ------
    StatisticsError
        When a column is missing, a score is no number, or being named is not true or false.

    Notes
    -----
    Who gives a name chooses to: what goes with that choice and with the score, and is not among
    `adjust`, is in the difference. Means by regression standardisation (g-computation, Robins
    1986), errors between clusters (Liang and Zeger 1986), Student's t.

    Examples
    --------
    >>> people = pd.DataFrame({"score": [9.0, 8, 9, 8, 9] * 4 + [7.0, 8, 7, 6, 7] * 4})
    >>> people["named"] = [True] * 20 + [False] * 20
    >>> found = named_inflation(people, ["score"], "named").scores.loc["score"]
    >>> [float(round(found[name], 2)) for name in ("named", "anonymous", "difference", "without")]
    [8.6, 7.0, 1.6, 7.0]
    >>> bool(found["inflated"])
    True
    """
    wanted = require(answers, scores, "scores", least=1)
    allowed = require(answers, adjust, "adjustment")
    used = answers[answers[require(answers, [named], "names")[0]].notna()]
    given, codes = said_yes(used, named, "names"), units_of(used, clusters)
    sides = _Named(used, given, codes, tuple(allowed), confidence)
    table = pd.DataFrame.from_dict(
        {name: sides.compared(name) for name in wanted}, orient="index", columns=_COLUMNS
    ).rename_axis("score")
    table.insert(_COLUMNS.index("p") + 1, "p_adjusted", adjusted(table["p"].to_numpy(), correction))
    found = table["p_adjusted"] < 1 - confidence
    table.insert(_COLUMNS.index("p") + 2, "inflated", found & (table["difference"] > 0))
    table.insert(_COLUMNS.index("p") + 3, "deflated", found & (table["difference"] < 0))
    alike = _SAY("alike", columns=", ".join(allowed)) if allowed else ""
    between = _SAY("clusters") if codes is not None else ""
    return Inflation(
        scores=table,
        adjusted_for=tuple(allowed),
        named_share=float(given.mean()) if len(given) else np.nan,
        method=_SAY(
            "method", alike=alike, clusters=between, correction=correction_named(correction)
        ),
    )


_COLUMNS = [
    *("named", "anonymous", "named_base", "anonymous_base", "crude", "crude_low", "crude_high"),
    *("difference", "low", "high", "standardised", "p", "overall", "without", "reason"),
]


@dataclass(frozen=True)
class _Named:
    """Respondents of whom it is known whether they gave their name."""

    frame: pd.DataFrame
    given: NDArray[np.bool_]
    codes: NDArray[np.int64] | None
    adjust: tuple[str, ...]
    confidence: float

    def compared(self, name: str) -> dict[str, Any]:
        """Compare one score."""
        values = self.frame[name].to_numpy(dtype=float)
        inside = ~np.isnan(values)
        own, score = self.given[inside], values[inside]
        row: dict[str, Any] = dict.fromkeys(_COLUMNS, np.nan)
        row |= {"named_base": int(own.sum()), "anonymous_base": int((~own).sum()), "reason": ""}
        for key, side in (("named", own), ("anonymous", ~own), ("overall", slice(None))):
            row[key] = float(score[side].mean()) if len(score[side]) else np.nan
        if min(row["named_base"], row["anonymous_base"]) < FEWEST:
            return row | {"reason": "few"}
        if np.ptp(score) == 0:
            return row | {"reason": "alike"}
        plain = crude(score, own)
        row["crude"] = plain.estimate
        told = self._limits(plain, inside)
        row["crude_low"], row["crude_high"] = told["low"], told["high"]
        effect = self._alike(score, own, inside) if self.adjust else plain
        if effect is None:
            return row | {"reason": "apart"}
        told = self._limits(effect, inside)
        return row | {
            "difference": effect.estimate,
            **{key: told[key] for key in ("low", "high", "p")},
            "standardised": effect.estimate / float(score.std(ddof=1)),
            "without": row["overall"] - float(own.mean()) * effect.estimate,
        }

    def _alike(
        self, score: Floats, own: NDArray[np.bool_], inside: NDArray[np.bool_]
    ) -> Effect | None:
        """Difference of those alike in the adjustment; none where it tells who gave a name."""
        coded = self._design(inside)
        alone, beside = coded.to_numpy(), np.column_stack([coded.to_numpy(), own])
        if np.linalg.matrix_rank(beside) == np.linalg.matrix_rank(alone):
            return None
        return g_computation(score, own, coded)

    def _design(self, inside: NDArray[np.bool_]) -> pd.DataFrame:
        held = self.frame.loc[inside, list(self.adjust)].reset_index(drop=True)
        whole = {name: whole_column(held[name], numbers=False) for name in self.adjust}
        return design(pd.DataFrame(whole), list(self.adjust))

    def _limits(self, effect: Effect, inside: NDArray[np.bool_]) -> dict[str, float]:
        codes = None if self.codes is None else self.codes[inside]
        return limits(effect.influence, effect.estimate, codes, self.confidence)
