"""What the measures of integrity come to in an edition, each read from its data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.integrity.compared import named_answers, use_of_scale
from research.chapters.integrity.material import CARELESS, material
from research.chapters.tabs.rows import rows_of, weight_of, weight_used
from research.edition.banners import PointGroup
from research.errors import StatisticsError
from research.frameworks.integrity import Edges, Reading, concordance, lights
from research.frameworks.integrity_absent import representativity
from research.frameworks.integrity_answers import any_of
from research.statistics.samples.weights import summarise_weights
from research.statistics.scales.consistency import reliability
from research.tabulation.columns import columns_of, gave
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from research.chapters.integrity.material import Material
    from research.study import Study

__all__ = ["Lit", "lit"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


@dataclass(frozen=True, eq=False)
class Lit:
    """The measures of an edition with their lights.

    Parameters
    ----------
    material : what they were read from.
    measures : of `research.frameworks.integrity.lights`; what rests on too few is unmeasured.
    """

    material: Material
    measures: pd.DataFrame


@lru_cache(maxsize=8)
def lit(study: Study) -> Lit:
    """Read every measure that the data of an edition can feed.

    Parameters
    ----------
    study : the edition with its data.

    Raises
    ------
    ThinDataError
        If nobody answered.
    """
    found, least = material(study), study.config.privacy.hide_base
    readings = {}
    for name, read in _READ.items():
        reading = _or_none(read, found)
        if reading is not None and reading.base >= max(least, 1):
            readings[name] = reading
    own = {name: Edges(*pair) for name, pair in found.settings.lights.given.items()}
    return Lit(found, lights(readings, own))


def _or_none(read: Callable[[Material], Reading | None], found: Material) -> Reading | None:
    """Give a reading, or none where the data are too thin for it."""
    try:
        return read(found)
    except StatisticsError:
        return None


def _outcome(found: Material) -> Reading | None:
    named = found.settings.outcome
    if named is None:
        return None
    rows = rows_of(found.study, found.settings.table, named.wave)
    [(question, wanted)] = named.result.items()
    did = pd.Series(gave(question, wanted, rows.answers), index=rows.index, dtype="boolean")
    known = rows.answers.question(question).notna().any(axis="columns")
    score = rows.answers.question(named.score)[named.score]
    return concordance(score, did.where(known))


def _alpha(found: Material) -> Reading | None:
    read = []
    for name in found.settings.constructs:
        battery = reliability(found.own.question(name))
        read.append(Reading(battery.alpha, battery.n, found.heading(name)))
    return min(read, key=lambda one: one.value) if read else None


def _response(found: Material) -> Reading | None:
    if found.settings.answered:
        return Reading(float(found.answered.mean()), len(found.answered))
    invited = found.study.config.invited
    return Reading(len(found.rows.index) / invited, invited) if invited else None


def _representative(found: Material) -> Reading | None:
    if not found.settings.answered or not found.settings.segments:
        return None
    read = representativity(found.people(), found.settings.segments)
    return Reading(read.index, read.base)


def _efficiency(found: Material) -> Reading | None:
    name = weight_used(found.study, None, found.settings.table)
    if not name:
        return None
    weights = weight_of(found.study, name, found.rows)[found.answered]
    used = weights[weights > 0]
    summary = summarise_weights(used.to_numpy())
    return Reading(summary.effective / summary.n, summary.n)


def _blanks(found: Material) -> Reading:
    asked, blank = int(found.blank["asked"].sum()), int(found.blank["blank"].sum())
    return Reading(blank / asked if asked else np.nan, asked)


def _routing(found: Material) -> Reading | None:
    if not found.breakable:
        return None
    checks = found.of("routing")
    broken = any_of(checks).count if checks else 0
    return Reading(broken / len(found.own), len(found.own))


def _careless(found: Material) -> Reading | None:
    together = any_of(found.of(*CARELESS))
    words = _SAY.named("careless")
    return Reading(together.share, together.base, series(words[kind] for kind in found.careless))


def _contradicting(found: Material) -> Reading | None:
    if not found.settings.contradictions:
        return None
    together = any_of(found.of("contradicting"))
    return Reading(together.share, together.base)


def _inflation(found: Material) -> Reading | None:
    told = named_answers(found)
    if told is None:
        return None
    scores = told.found.scores
    worst = scores.iloc[int(scores["standardised"].fillna(-np.inf).argmax())]
    base = int(worst["named_base"] + worst["anonymous_base"])
    return Reading(float(worst["standardised"]), base, told.labels[str(worst.name)])


def _scale(found: Material) -> Reading | None:
    used = use_of_scale(found)
    if used is None or not used.found.groups["shown"].sum() > 1:
        return None
    items = used.found.items
    moved = int(items["reading"].isin(["raw", "turned"]).sum())
    differing = used.found.found
    base = int(used.found.groups["base"].sum())
    return Reading(moved / differing if differing else 0.0, base)


def _columns(found: Material) -> Iterator[list[int]]:
    """Bases of the columns of each family: letters run within one."""
    banners = found.study.config.banners_of(found.settings.table)
    for banner in banners.values():
        for group in banner:
            outer = _masks(group, found)
            if group.nest is None:
                yield [int(mask.sum()) for mask in outer]
                continue
            inner = _masks(PointGroup(question=group.nest), found)
            yield from ([int((one & two).sum()) for two in inner] for one in outer)


def _masks(group: PointGroup, found: Material) -> list[np.ndarray]:
    plain = PointGroup(question=group.question, points=group.points)
    points = columns_of([plain], found.own).points[1:]
    keys = [point.key.removeprefix(f"{group.question}.") for point in points]
    return [gave(group.question, [key], found.own) for key in keys]


def _thin(found: Material) -> Reading | None:
    # A banner of other rows may leave one column here: nothing is compared in it.
    bases = [base for family in _columns(found) if len(family) > 1 for base in family]
    few = sum(base < found.study.config.privacy.flag_base for base in bases)
    return Reading(few / len(bases), len(found.own)) if bases else None


def _chance(found: Material) -> Reading | None:
    settings = found.study.config.statistics
    widths = [len(family) for family in _columns(found)]
    pairs = comb(max(widths, default=0), 2)
    if not pairs:
        return None
    one = 1 - settings.confidence
    value = 1 - (1 - one) ** pairs if settings.correction == "none" else one
    return Reading(value, len(found.own))


_READ: Mapping[str, Callable[[Material], Reading | None]] = {
    "outcome": _outcome,
    "alpha": _alpha,
    "response": _response,
    "representative": _representative,
    "efficiency": _efficiency,
    "blanks": _blanks,
    "routing": _routing,
    "careless": _careless,
    "contradicting": _contradicting,
    "inflation": _inflation,
    "scale": _scale,
    "thin": _thin,
    "chance": _chance,
}
