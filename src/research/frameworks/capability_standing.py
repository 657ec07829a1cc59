"""Where one firm stands: its standing in words, its level, its target and the gap to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.errors import StatisticsError
from research.frameworks.standings import standings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = [
    "CHOICES",
    "LEVELS",
    "STANDINGS",
    "Aim",
    "aim",
    "choice",
    "level",
    "lines",
    "rule_for",
    "standing",
]

STANDINGS = (
    "top decile",
    "upper quartile",
    "benchmark",
    "second quartile",
    "third quartile",
    "fourth quartile",
)
"""From the best to the poorest; a firm has the first of which the lines allow it."""

LEVELS = ("performer", "moderate", "beginner")

CHOICES = ("first", "top3", "top6", "others")
"""How much a firm wants of a theme, by the rank that it gives it."""

# Places that scores are compared to: what binary fractions leave beyond them would put a score that
# lies on a line to one side of it.
_EXACT = 9

_DEPTHS = {"first": 1, "top3": 3, "top6": 6}

# What a target may name, as texts write it: the most demanding first.
_NAMED = {
    "sector best": r"sector.s best",
    "best": r"best",
    "top decile": r"top decile|upper decile",
    "upper quartile": r"upper( or second)? quartile",
    "benchmark": r"benchmark",
    "second quartile": r"second quartile",
    "third quartile": r"third quartile",
}


def lines(scores: pd.DataFrame, themes: Sequence[str], *, band: float) -> pd.DataFrame:
    """Give the lines that a firm is held against in each theme.

    Parameters
    ----------
    scores : one row a firm, scores of 0 to 100, one column a theme.
    themes : columns of the scores.
    band : points about the mean within which a firm is at the benchmark.

    Returns
    -------
    By theme: ``firms``, ``low``, the columns of `research.frameworks.standings.standings`,
    ``mean`` and ``high``.
    """
    found = standings(scores, themes, band=band)
    held = scores[list(themes)].astype(float)
    found.insert(0, "low", held.min())
    found.insert(0, "firms", held.count())
    return found.assign(mean=held.mean(), high=held.max()).round(_EXACT)


def standing(score: float, line: Mapping[str, float], *, band: float) -> str:
    """Say in words where a score stands.

    The best tenth and the best quarter come first; then the benchmark, which is within ``band``
    points of the mean, both ends included; then the quarters that are left.

    Parameters
    ----------
    score : 0 to 100.
    line : a row of `lines`.
    band : points about the mean.

    Returns
    -------
    One of `STANDINGS`.

    Examples
    --------
    >>> at = {"mean": 40, "third quartile": 30, "second quartile": 41, "upper quartile": 50,
    ...       "top decile": 60}
    >>> [standing(score, at, band=2.5) for score in (60, 42.5, 45, 37.4)]
    ['top decile', 'benchmark', 'second quartile', 'third quartile']
    """
    for name in ("top decile", "upper quartile"):
        if score >= line[name]:
            return name
    if round(abs(score - line["mean"]), _EXACT) <= band:
        return "benchmark"
    for name in ("second quartile", "third quartile"):
        if score >= line[name]:
            return name
    return "fourth quartile"


def level(score: float, *, moderate: float, performer: float) -> str:
    """Say what an objectives table calls a firm.

    Parameters
    ----------
    score : 0 to 100.
    moderate, performer : scores from which a firm is one; where the first is the higher, the second
        decides alone.

    Returns
    -------
    One of `LEVELS`.

    Examples
    --------
    >>> [level(score, moderate=40, performer=55) for score in (55, 54.9, 40, 39.9)]
    ['performer', 'moderate', 'moderate', 'beginner']
    """
    if score >= performer:
        return "performer"
    return "moderate" if score >= moderate else "beginner"


def choice(rank: int | None) -> str:
    """Say how much a firm wants of a theme, by the rank that it gives it.

    Parameters
    ----------
    rank : from 1; None for a theme that it does not rank.

    Returns
    -------
    One of `CHOICES`.

    Examples
    --------
    >>> [choice(rank) for rank in (1, 2, 3, 4, 6, 7, None)]
    ['first', 'top3', 'top3', 'top6', 'top6', 'others', 'others']
    """
    if rank is None:
        return "others"
    return next((name for name, depth in _DEPTHS.items() if rank <= depth), "others")


def rule_for(rules: Mapping[str, str], chosen: str) -> str:
    """Give the rule of a theme for a choice: its own, or else that of the next wider one.

    Parameters
    ----------
    rules : what to aim for by choice; an empty one says nothing.
    chosen : one of `CHOICES`.

    Returns
    -------
    The rule; empty where the theme has none for firms that want as little of it.

    Examples
    --------
    >>> rules = {"top3": "upper quartile", "others": "benchmark"}
    >>> [rule_for(rules, chosen) for chosen in CHOICES]
    ['upper quartile', 'upper quartile', 'benchmark', 'benchmark']
    """
    wider = CHOICES[CHOICES.index(chosen) :]
    return next((rules[name] for name in wider if rules.get(name)), "")


@dataclass(frozen=True)
class Aim:
    """What a rule asks for in scores.

    Parameters
    ----------
    score : the least that meets the rule.
    most : what it asks for at the most: the same, or a better standing that it names too.
    appetite : column of the objectives table: ``first``, ``second`` or ``best``.
    named : the standing that opens at ``score``.
    """

    score: float
    most: float
    appetite: str
    named: str


def aim(
    rule: str,
    line: Mapping[str, float],
    *,
    sector: Mapping[str, float] | None = None,
    band: float,
) -> Aim:
    """Turn a rule in words into the score that it asks for.

    A standing is met by the score that opens it; "near" a best score is within ``band`` points of
    it. A rule that names two standings is met by the lesser.

    Parameters
    ----------
    rule : such as ``upper quartile or top decile`` or ``near the sector's best``.
    line : a row of `lines`, over all firms.
    sector : the same for firms of the sector; those of all stand in for it where left out.
    band : points.

    Raises
    ------
    StatisticsError
        When the rule names nothing that has a score.

    Examples
    --------
    >>> at = {"benchmark": 37.5, "upper quartile": 50, "top decile": 60, "high": 80}
    >>> found = aim("upper quartile or top decile", at, band=2.5)
    >>> found.score, found.most, found.appetite
    (50.0, 60.0, 'second')
    >>> aim("near the overall best", at, band=2.5).score
    77.5
    """
    within = band if re.search(r"\bnear\b", rule) else 0.0
    of_sector = line if sector is None else sector
    scores = {
        "sector best": of_sector.get("high", float("nan")) - within,
        "best": line.get("high", float("nan")) - within,
        **{name: line.get(name, float("nan")) for name in list(_NAMED)[2:]},
    }
    found = [name for name, pattern in _NAMED.items() if re.search(pattern, rule)]
    if "sector best" in found:
        found.remove("best")
    if not found:
        msg = (
            f"the target '{rule}' names no standing; allowed are best score, overall best, "
            "sector's best, top decile, upper quartile, second quartile, benchmark and third "
            "quartile"
        )
        raise StatisticsError(msg)
    named = min(found, key=lambda name: scores[name])
    asked = [float(scores[name]) for name in found]
    appetite = {"upper quartile": "second"}.get(
        named, "best" if named in ("sector best", "best", "top decile") else "first"
    )
    return Aim(float(scores[named]), max(asked), appetite, named)
