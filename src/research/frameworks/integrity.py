"""Six threats to the integrity of survey data, each as a light with its number and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from research.errors import StatisticsError, ThinDataError, called
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "MEASURES",
    "THREATS",
    "Edges",
    "Light",
    "Measure",
    "Reading",
    "concordance",
    "lights",
    "threats",
]

_SAY = Frames(__file__)

Light = Literal["green", "amber", "red", "unmeasured"]

THREATS = ("strategy", "constructs", "sampling", "questionnaire", "biases", "analytics")
"""What survey data may suffer from: no tie to the strategy, measures of something else than
was meant, a poor sample, a poor questionnaire, biased answers, poor analysis.
"""

_WORST: Mapping[Light, int] = MappingProxyType({"unmeasured": 0, "green": 1, "amber": 2, "red": 3})


@dataclass(frozen=True)
class Edges:
    """Where the light of a measure changes.

    Parameters
    ----------
    good : green up to here, or from here on where less is worse.
    bad : red beyond here, or below it where less is worse.

    Raises
    ------
    StatisticsError
        If they are no numbers, or the same.

    Examples
    --------
    >>> Edges(0.05, 0.15).light(0.05), Edges(0.05, 0.15).light(0.15), Edges(0.05, 0.15).light(0.151)
    ('green', 'amber', 'red')
    >>> Edges(0.6, 0.4).light(0.6), Edges(0.6, 0.4).light(0.4), Edges(0.6, 0.4).light(0.399)
    ('green', 'amber', 'red')
    """

    good: float
    bad: float

    def __post_init__(self) -> None:
        if not np.isfinite([self.good, self.bad]).all() or self.good == self.bad:
            msg = f"edges of a light at {self.good} and {self.bad}; allowed: two different numbers"
            raise StatisticsError(msg)

    @property
    def rising(self) -> bool:
        """Whether more is worse."""
        return self.good < self.bad

    def light(self, value: float) -> Light:
        """Say which light a value has; none where it is NaN."""
        if np.isnan(value):
            return "unmeasured"
        sign = 1 if self.rising else -1
        if sign * value <= sign * self.good:
            return "green"
        return "red" if sign * value > sign * self.bad else "amber"


@dataclass(frozen=True)
class Measure:
    """A number that tells of a threat.

    Parameters
    ----------
    key : its name.
    threat : one of `THREATS`.
    edges : of its light, where an author gives no others.
    unit : a share from 0 to 1, or a plain number.
    """

    key: str
    threat: str
    edges: Edges
    unit: Literal["share", "number"] = "share"

    @property
    def name(self) -> str:
        """What it measures, in words."""
        return _SAY(f"measures.{self.key}.name")

    def said(self, value: float) -> str:
        """Print a value of it."""
        return percent(value, 1) if self.unit == "share" else figure(value, 2)

    def rule(self, edges: Edges) -> str:
        """Say in a clause where its light changes."""
        good, bad = self.said(edges.good), self.said(edges.bad)
        return _SAY("rule.rising" if edges.rising else "rule.falling", good=good, bad=bad)

    def action(self, light: Light) -> str:
        """Say what to do at a light; where it is not measured, how it would be."""
        return "" if light == "green" else _SAY(f"measures.{self.key}.{light}")


def _measures() -> dict[str, Measure]:
    found = (
        Measure("outcome", "strategy", Edges(0.60, 0.55), "number"),
        Measure("alpha", "constructs", Edges(0.70, 0.60), "number"),
        Measure("response", "sampling", Edges(0.60, 0.40)),
        Measure("representative", "sampling", Edges(0.80, 0.65), "number"),
        Measure("efficiency", "sampling", Edges(0.80, 0.50)),
        Measure("blanks", "questionnaire", Edges(0.05, 0.10)),
        Measure("routing", "questionnaire", Edges(0.01, 0.05)),
        Measure("careless", "biases", Edges(0.05, 0.15)),
        Measure("contradicting", "biases", Edges(0.01, 0.05)),
        Measure("inflation", "biases", Edges(0.20, 0.50), "number"),
        Measure("scale", "biases", Edges(0.20, 0.50)),
        Measure("thin", "analytics", Edges(0.10, 0.33)),
        Measure("chance", "analytics", Edges(0.10, 0.50)),
    )
    return {one.key: one for one in found}


MEASURES: Mapping[str, Measure] = MappingProxyType(_measures())
"""What tells of the threats, by name.

``outcome``
    how often who did what the firm wants gave the better score than who did not, of all pairs
``alpha``
    lowest Cronbach's alpha of the batteries that are meant as one thing: 0.7 will do in early
    research (Nunnally 1978, "Psychometric Theory")
``response``
    answers of those invited; 60% is what a firm of the field asks of itself, and 49% what it called
    too little
``representative``
    R-indicator of who answered (Schouten, Cobben and Bethlehem 2009)
``efficiency``
    effective base of the weights over the base (Kish 1965, "Survey Sampling")
``blanks``
    what was asked and left blank: up to 5% is of little consequence (Schafer 1999, Statistical
    Methods in Medical Research 8:3), beyond 10% results are likely biased (Bennett 2001, Australian
    and New Zealand Journal of Public Health 25:464)
``routing``
    who gave answers that the questions do not allow, or that they were not asked for
``careless``
    speeders, straight-liners and copies, each once
``contradicting``
    who gave answers that an author says exclude each other
``inflation``
    named answers above anonymous ones, in standard deviations (bands of Cohen 1988)
``scale``
    of the differences between countries on raw answers, those that are gone, or turned round, on
    standardised ones
``thin``
    columns of the report's banners that rest on too few
``chance``
    chance that one row of the widest banner has a letter where nobody differs
"""


@dataclass(frozen=True)
class Reading:
    """What a measure comes to.

    Parameters
    ----------
    value : the number; NaN where the data cannot tell.
    base : what it rests on.
    of : what it is of, where there are several: the battery, the country.
    """

    value: float
    base: int
    of: str = ""


def lights(
    readings: Mapping[str, Reading], edges: Mapping[str, Edges] | None = None
) -> pd.DataFrame:
    """Give every measure its light.

    Parameters
    ----------
    readings : by name of the measure; those that are missing were not measured.
    edges : an author's own, by name.

    Returns
    -------
    pandas.DataFrame
        One row a measure, in the order of `MEASURES`: ``threat, value, base, of, good, bad,
        light``.

    Raises
    ------
    UnknownNameError
        If there is no such measure.

    Examples
    --------
    >>> found = lights({"blanks": Reading(0.08, 4000), "careless": Reading(0.02, 400)})
    >>> found.loc[["response", "blanks", "careless"], "light"].tolist()
    ['unmeasured', 'amber', 'green']
    """
    own = dict(edges or {})
    for name in [*readings, *own]:
        called("measure", name, MEASURES, "the lights")
    rows = {}
    for key, measure in MEASURES.items():
        at = own.get(key, measure.edges)
        held = readings.get(key, Reading(float("nan"), 0))
        rows[key] = {
            "threat": measure.threat,
            "value": float(held.value),
            "base": held.base,
            "of": held.of,
            "good": at.good,
            "bad": at.bad,
            "light": at.light(held.value),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("measure")


def threats(found: pd.DataFrame) -> pd.Series[str]:
    """Give each threat the worst light of what tells of it; unmeasured where nothing does.

    Parameters
    ----------
    found : of `lights`.

    Examples
    --------
    >>> found = threats(lights({"blanks": Reading(0.08, 400), "routing": Reading(0.2, 400)}))
    >>> found["questionnaire"], found["strategy"]
    ('red', 'unmeasured')
    """
    worst = {
        threat: max(found.loc[found["threat"] == threat, "light"], key=lambda one: _WORST[one])
        for threat in THREATS
    }
    return pd.Series(worst, name="light", dtype="str").rename_axis("threat")


def concordance(score: pd.Series[float], result: pd.Series[bool]) -> Reading:
    """Say how well a score tells who did what the firm wants.

    Parameters
    ----------
    score : one a respondent; NaN where none was given.
    result : whether they did: renewed, bought again; missing where that is not known.

    Returns
    -------
    Reading
        The share of pairs of one who did and one who did not in which the former gave the higher
        score, ties counted half; who has both is its base.

    Raises
    ------
    ThinDataError
        If nobody did, or everybody.

    Notes
    -----
    The area under the curve of true and false positives (Hanley and McNeil 1982, Radiology
    143:29): 0.5 is chance.

    Examples
    --------
    >>> concordance(pd.Series([9.0, 8, 3, 8]), pd.Series([True, True, False, False])).value
    0.875
    """
    known = score.notna() & result.notna()
    did = result[known].astype(bool).to_numpy()
    many, few = int(did.sum()), int((~did).sum())
    if not many or not few:
        msg = _SAY("all alike")
        raise ThinDataError(msg)
    ranks = rankdata(score[known].to_numpy(dtype=float))
    value = (float(ranks[did].sum()) - many * (many + 1) / 2) / (many * few)
    return Reading(value, many + few)
