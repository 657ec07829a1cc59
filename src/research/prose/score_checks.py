"""Checks of claims about capability scores: the benchmark, overall and by sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import OVERALL
from research.prose.evidence import place
from research.wording.rounding import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.prose.claims import Claim
    from research.prose.score_evidence import Benchmark

__all__ = ["CHECKS"]


def _score(claim: Claim, data: Benchmark) -> bool:
    """The theme's score in the group (overall when none is named) prints as `value`."""
    scores = data.scores[claim.theme][claim.groups[0] if claim.groups else OVERALL]
    return whole(scores.value(claim.measure)) == claim.value


def _score_place(claim: Claim, data: Benchmark) -> bool:
    """The theme's overall score takes place `value` of all themes, alone."""
    values = data.overall(claim.measure)
    alone = list(values.values()).count(values[claim.theme]) == 1
    return alone and place(values, claim.theme, highest=not claim.lowest) == claim.value


def _sector_place(claim: Claim, data: Benchmark) -> bool:
    """Of the sectors shown, just those named have the highest (or lowest) score."""
    values = data.sectors(claim.theme, claim.measure)
    edge = min(values.values()) if claim.lowest else max(values.values())
    return {key for key, value in values.items() if value == edge} == set(claim.groups)


def _unrivalled(claim: Claim, data: Benchmark) -> bool:
    """No sector without a line scores as high (or, `lowest`, as low) as those shown."""
    return not data.rivalled(claim.theme, claim.measure, lowest=claim.lowest)


def _next_best(claim: Claim, data: Benchmark) -> bool:
    """Of all sectors but those named, shown or not, the highest score is `value`."""
    shown = data.sectors(claim.theme, claim.measure)
    rest = [value for key, value in shown.items() if key not in claim.groups]
    return max([*rest, *data.elsewhere(claim.theme, claim.measure)]) == claim.value


def _sectors_above(claim: Claim, data: Benchmark) -> bool:
    """Of the sectors shown, just those named score above (or, `lowest`, below) `value`."""
    values = data.sectors(claim.theme, claim.measure)
    sign = -1 if claim.lowest else 1
    return {k for k, v in values.items() if sign * v > sign * claim.value} == set(claim.groups)


def _number_above(claim: Claim, data: Benchmark) -> bool:
    """Of the sectors shown, so many as `other` says score above (or, `lowest`, below) `value`."""
    values = data.sectors(claim.theme, claim.measure).values()
    sign = -1 if claim.lowest else 1
    return sum(sign * value > sign * claim.value for value in values) == claim.other


def _mean_gap(claim: Claim, data: Benchmark) -> bool:
    """Just the sectors named have means `value` or more points below the theme's overall mean."""
    overall = data.scores[claim.theme][OVERALL].mean
    means = data.sectors(claim.theme, "mean")
    return {k for k, v in means.items() if overall - v >= claim.value} == set(claim.groups)


def _holds_high(claim: Claim, data: Benchmark) -> bool:
    """The overall high (or low) of the theme was scored in just the sectors named."""
    edge = data.scores[claim.theme][OVERALL].value(claim.measure)
    values = data.sectors(claim.theme, claim.measure)
    return {key for key, value in values.items() if value == edge} == set(claim.groups)


def _nobody(claim: Claim, data: Benchmark) -> bool:
    """No firm scored `value` on any theme."""
    return all(high < claim.value for high in data.overall("high").values())


def _good(claim: Claim, data: Benchmark) -> bool:
    """Just the themes named have an overall score above `value`."""
    values = data.overall(claim.measure)
    return {theme for theme, value in values.items() if value > claim.value} == set(claim.themes)


CHECKS: dict[str, Callable[[Claim, Benchmark], bool]] = {
    "score": _score,
    "score place": _score_place,
    "sector place": _sector_place,
    "unrivalled": _unrivalled,
    "next best": _next_best,
    "sectors above": _sectors_above,
    "number above": _number_above,
    "mean gap": _mean_gap,
    "holds": _holds_high,
    "nobody": _nobody,
    "good": _good,
}
