"""Tabs of a study by wave: its earlier editions beside it, each as it was asked and weighted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.repeated import asked_again, people_of, units_of
from research.chapters.tabs.rows import about_of
from research.edition.waves.matching import Pair
from research.errors import InputError, Problem
from research.tabulation.bywave import Overlap, tabs_by_wave
from research.tabulation.columns import gave
from research.tabulation.pooling import WaveAnswers
from research.tabulation.tab import ANSWERED, TOTAL, Tab
from research.wording.frames import Frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.statistics.samples.comparisons import Comparison
    from research.study import Study
    from research.tabulation.making import Told

__all__ = ["Given", "Totals", "untold", "wave_tabs"]

_SAY = Frames(__file__)

Given = tuple[tuple[str, tuple[str, ...]], ...]
Totals = Callable[..., list[Tab]]
"""What tabulates a study by its total: its questions, filters and weight."""


def wave_tabs(
    study: Study,
    names: Sequence[str],
    given: Given,
    weight: str,
    *,
    comparison: Comparison,
    told: Told,
    totals: Totals,
) -> list[Tab]:
    """Tabulate questions of a study with a column for each of its waves.

    What an edition hides in its own tables is hidden here: each wave is planned with its own.

    Parameters
    ----------
    study : the last wave.
    names : of its questions.
    given : answers by question: who gave one of each is tabulated.
    weight : name of the weight; empty for none. An earlier wave without one is not weighted.
    comparison : how two waves are compared.
    told : the words that stand with the tables.
    totals : tabulates one edition by itself.

    Raises
    ------
    InputError
        If the parameter file names no earlier waves, one of them has problems, or none of its
        questions is what a filter asks for.
    """
    if not study.waves:
        what = _SAY("no waves")
        raise InputError([Problem(study.path, what, key="waves.earlier")])
    editions = {**study.waves, study.config.wave_key: study}
    waves = [_wave(study, key, one, names, given, weight) for key, one in editions.items()]
    asked = [name for name in names if waves[-1].answers.columns(name)]
    hidden: dict[str, dict[int, str]] = {}
    for at, (wave, edition) in enumerate(zip(waves, editions.values(), strict=True)):
        for name, why in _hidden(study, edition, wave, asked, given, weight, totals):
            hidden.setdefault(name, {})[at] = why
    found = tabs_by_wave(
        asked,
        waves,
        overlap=_overlap(study, editions),
        comparison=comparison,
        told=told,
        hidden=hidden,
        hide=study.config.privacy.hide_base,
        confidence=study.config.statistics.confidence,
    )
    again = _SAY.named("repeated", rows=about_of(study).many)[asked_again(study, editions)]
    return [replace(tab, method="; ".join(filter(None, [tab.method, again]))) for tab in found]


def _wave(
    study: Study, key: str, edition: Study, names: Sequence[str], given: Given, weight: str
) -> WaveAnswers:
    named = study.config.waves
    own = named if edition is study else named.earlier[key]
    answers = edition.read()
    pairs = dict(_pairs(study, edition, [*names, *(name for name, _ in given)]))
    inside = np.ones(len(answers.frame), dtype=bool)
    for name, wanted in _then(study, edition, pairs, given):
        inside &= gave(name, wanted, answers)
    weights: NDArray[np.float64] | None = None
    raked = None
    if _weight(edition, weight):
        held = edition.weighting(weight)
        weights, raked = np.asarray(held.weights, dtype=np.float64), held.calibration
        inside &= weights > 0
    label = own.label or edition.config.waves.label or edition.config.edition
    return WaveAnswers(key, label, answers, pairs, inside, weights, own.period, raked)


def _weight(edition: Study, weight: str) -> str:
    """The weight of an edition: the one of this name, where it has it."""
    return weight if weight in edition.config.weights else ""


def _pairs(study: Study, edition: Study, names: Sequence[str]) -> list[tuple[str, Pair]]:
    """Questions of the study with those of a wave, as far as the wave has them."""
    waves, later, earlier = study.config.waves, study.table("answers"), edition.table("answers")
    found = []
    for name in names:
        first, *old = waves.old_names(name)
        known = [first, *(one for one in old if not later.holds(one))]
        then = name if edition is study else next((one for one in known if earlier.holds(one)), "")
        if then:
            found.append((name, Pair(later.question(name), earlier.question(then), waves)))
    return found


def _then(study: Study, edition: Study, pairs: Mapping[str, Pair], given: Given) -> Given:
    """Filters by the names and keys of a wave."""
    found = []
    for name, wanted in given:
        if name not in pairs:
            what = _SAY("not asked", question=name, edition=edition.config.edition)
            raise InputError([Problem(study.path, what, hint=_SAY("leave out"))])
        pair = pairs[name]
        found.append((pair.earlier.name, tuple(_key_then(pair, one) for one in wanted)))
    return tuple(found)


def _key_then(pair: Pair, wanted: str) -> str:
    label: Question = pair.later
    code = label.code(wanted)
    key = code.key if code else wanted
    return pair.parts.same.get(key, wanted)


def _hidden(
    study: Study,
    edition: Study,
    wave: WaveAnswers,
    names: Sequence[str],
    given: Given,
    weight: str,
    totals: Totals,
) -> list[tuple[str, str]]:
    """Tables whose column an edition hides in its own report, and why."""
    then = {wave.pairs[name].earlier.name: name for name in names if name in wave.pairs}
    filters = {key: list(wanted) for key, wanted in _then(study, edition, wave.pairs, given)}
    used = _weight(edition, weight) or "none"
    found = []
    for tab in totals(edition, list(then), filters=filters, weight=used) if then else ():
        now = {old: key for key, old in wave.pairs[then[tab.question.name]].parts.same.items()}
        name = then[tab.question.name]
        called = f"{name}.{now.get(tab.row, tab.row)}" if tab.row else name
        why = untold(tab)
        if why is not None:
            found.append((called, why))
    return found


def untold(tab: Tab) -> str | None:
    """Say why the total of a table is hidden; ``None`` where it is told.

    Parameters
    ----------
    tab : with a column of everybody.
    """
    reasons = tab.reasons[TOTAL][tab.values[TOTAL].isna()]
    told = [str(reason) for reason in reasons if reason and reason != "nobody answered"]
    if told:
        return told[0]
    return "" if np.isnan(float(tab.bases[ANSWERED][TOTAL].loc["unweighted"])) else None


def _overlap(study: Study, editions: Mapping[str, Study]) -> Overlap:
    """Who stands in several waves, known by marks that are the same in every file."""
    units = [own for own in units_of(study, editions) if own is not None]
    people = None
    if asked_again(study, editions) == "panel":
        people = [people_of(study, edition) for edition in editions.values()]
    return Overlap(_together(units), _together(people or []))


def _together(waves: Sequence[pd.Series[str]]) -> pd.Series[str] | None:
    return pd.concat(waves, ignore_index=True) if waves else None
