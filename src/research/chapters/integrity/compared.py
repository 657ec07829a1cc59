"""Answers of groups that may use a scale in ways of their own: by name, by country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.integrity_anchors import anchored
from research.frameworks.integrity_named import named_inflation
from research.frameworks.integrity_scale import scale_use
from research.tabulation.columns import gave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.chapters.integrity.material import Material
    from research.edition.questions import Question
    from research.frameworks.integrity_anchors import Anchored
    from research.frameworks.integrity_named import Inflation
    from research.frameworks.integrity_scale import ScaleUse

__all__ = ["NamedAnswers", "UseOfScale", "named_answers", "own_and_cases", "use_of_scale"]

NEEDS = ("data.answers",)

_NAMED = "given name"
_CLUSTER = "account of"
_COUNTRY = "country of"
_ENDS = {"nps": (0.0, 10.0)}
_LEAST_ITEMS = 2


@dataclass(frozen=True)
class NamedAnswers:
    """Scores of those who answered by name beside those of the others.

    Parameters
    ----------
    question : what they answered.
    labels : of its rows, by the columns of the scores.
    found : the comparison.
    """

    question: Question
    labels: Mapping[str, str]
    found: Inflation


@dataclass(frozen=True)
class UseOfScale:
    """How countries use a scale.

    Parameters
    ----------
    question : the battery.
    labels : of its rows, by the items.
    found : the comparison, raw and standardised.
    """

    question: Question
    labels: Mapping[str, str]
    found: ScaleUse


def battery(found: Material, *types: str) -> Question | None:
    """Give the question that is compared: the one named, or the first of its type, or none.

    Parameters
    ----------
    found : what integrity is judged by.
    types : that will do, the best first.
    """
    named = found.settings.battery
    for kind in types:
        for question in found.asked:
            if question.type == kind and named in (None, question.name):
                return question
    return None


def named_answers(found: Material) -> NamedAnswers | None:
    """Compare named answers with anonymous ones; ``None`` where nothing says who gave a name.

    Parameters
    ----------
    found : what integrity is judged by.
    """
    question = battery(found, "grid", "scale", "nps")
    if not found.settings.named or question is None:
        return None
    [(name, wanted)] = found.settings.named.items()
    frame, labels = _scores(found, question)
    known = found.own.question(name).notna().any(axis="columns")
    given = pd.Series(gave(name, wanted, found.own), index=frame.index, dtype="boolean")
    frame[_NAMED] = given.where(known)
    adjust = [one for one in found.settings.segments if one != name]
    for one in adjust:
        frame[one] = found.own.question(one)[one]
    statistics = found.study.config.statistics
    compared = named_inflation(
        frame,
        [*labels],
        _NAMED,
        adjust=adjust,
        clusters=_CLUSTER if _CLUSTER in frame else None,
        correction=statistics.correction,
        confidence=statistics.confidence,
    )
    return NamedAnswers(question, labels, compared)


def use_of_scale(found: Material) -> UseOfScale | None:
    """Compare how countries use a scale; ``None`` where no country or no battery is known.

    Parameters
    ----------
    found : what integrity is judged by.
    """
    country, question = found.settings.country, battery(found, "grid")
    if country is None or question is None:
        return None
    frame, labels = _scores(found, question)
    ends = _ends(question, found)
    if ends is None or len(labels) < _LEAST_ITEMS:
        return None
    frame[country] = found.own.question(country)[country]
    statistics = found.study.config.statistics
    compared = scale_use(
        frame,
        [*labels],
        country,
        lowest=ends[0],
        highest=ends[1],
        reversed_items=[name for name in found.settings.reversed if name in labels],
        clusters=_CLUSTER if _CLUSTER in frame else None,
        fewest=max(found.study.config.privacy.flag_base, 2),
        correction=statistics.correction,
        confidence=statistics.confidence,
    )
    return UseOfScale(question, labels, compared)


def own_and_cases(found: Material) -> Anchored | None:
    """Place own ratings among those of vignettes; ``None`` where none were asked or no country is.

    Parameters
    ----------
    found : what integrity is judged by.
    """
    country, asked = found.settings.country, found.settings.vignettes
    if country is None or asked is None:
        return None
    names = [asked.own, *asked.cases]
    frame = pd.DataFrame({name: found.own.question(name)[name].astype(float) for name in names})
    frame[_COUNTRY] = found.own.question(country)[country].astype("str")
    return anchored(frame, asked.own, asked.cases, _COUNTRY)


def _scores(found: Material, question: Question) -> tuple[pd.DataFrame, dict[str, str]]:
    """Answers to a question as numbers, one column a row, with the words for these."""
    held = found.own.question(question.name)
    words = {row.key: row.text for row in question.rows}
    labels = {str(name): words.get(str(name), question.heading) for name in held}
    frame = held.astype(float).copy()
    clusters = found.rows.clusters
    if clusters is not None:
        frame[_CLUSTER] = clusters.to_numpy()[np.flatnonzero(found.answered)]
    return frame, labels


def _ends(question: Question, found: Material) -> tuple[float, float] | None:
    """Ends of the scale: as declared, or those of its codes."""
    low, high = question.range or (None, None)
    if low is not None and high is not None:
        return float(low), float(high)
    points = [*found.own.points.get(question.name, {}).values()]
    return (min(points), max(points)) if len(points) > 1 else _ENDS.get(question.type)
