"""Tabs of a further table by the surveys that it holds: its columns are they, as waves are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.tabs.rows import about_of, rows_of, waves_of, weight_of
from research.chapters.tabs.waves import untold
from research.edition.waves.matching import Pair
from research.errors import InputError, Problem
from research.identifiers import slug
from research.tabulation.bywave import Overlap, tabs_by_wave
from research.tabulation.columns import gave
from research.tabulation.pooling import WaveAnswers
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from research.chapters.tabs.rows import Rows
    from research.chapters.tabs.waves import Given, Totals
    from research.statistics.samples.comparisons import Comparison
    from research.study import Study
    from research.tabulation.making import Told
    from research.tabulation.tab import Tab

__all__ = ["survey_tabs"]

_SAY = Frames(__file__)


def survey_tabs(
    study: Study,
    names: Sequence[str],
    given: Given,
    weight: str,
    *,
    table: str,
    comparison: Comparison,
    told: Told,
    totals: Totals,
) -> list[Tab]:
    """Tabulate questions of a further table with a column for each survey that it holds.

    All surveys asked alike: they are told apart by a column of one table. Accounts that answered in
    two of them are known by their marks, and so are persons; what they say twice is allowed for.
    What a weight was raked over narrows no interval here.

    Parameters
    ----------
    study : the edition with its data.
    names : of questions of the table.
    given : answers by question: who gave one of each is tabulated.
    weight : name of the weight; empty for none.
    table : name of a table with a column of surveys.
    comparison : how two surveys are compared.
    told : the words that stand with the tables.
    totals : tabulates one survey by itself.

    Raises
    ------
    InputError
        If the table holds fewer than two surveys.
    """
    surveys = waves_of(study, table)
    if len(surveys) < 2:
        what = _SAY("one survey", table=table)
        raise InputError([Problem(study.path, what, key=f"data.{table}.wave")])
    held = {survey: rows_of(study, table, survey) for survey in surveys}
    waves = [_wave(study, rows, names, given, weight) for rows in held.values()]
    hidden: dict[str, dict[int, str]] = {}
    for at, survey in enumerate(surveys):
        filters = {str(study.table(table).wave): [survey], **{key: [*w] for key, w in given}}
        made = totals(study, list(names), filters=filters, weight=weight or "none", table=table)
        for name, why in _hidden(made):
            hidden.setdefault(name, {})[at] = why
    nested = all(rows.clusters is not None for rows in held.values())
    people = [_people(rows) for rows in held.values()]
    units = [rows.clusters.astype("str") for rows in held.values() if rows.clusters is not None]
    found = tabs_by_wave(
        names,
        waves,
        overlap=Overlap(_together(units if nested else people), _together(people)),
        comparison=comparison,
        told=told,
        hidden=hidden,
        hide=study.config.privacy.hide_base,
        confidence=study.config.statistics.confidence,
    )
    again = _SAY("accounts") if nested else _SAY("people", rows=about_of(study, table).many)
    return [replace(tab, method="; ".join(filter(None, [tab.method, again]))) for tab in found]


def _wave(study: Study, rows: Rows, names: Sequence[str], given: Given, weight: str) -> WaveAnswers:
    answers = rows.answers
    asked = [answers.table.question(name) for name in names]
    inside = np.ones(len(answers.frame), dtype=bool)
    for name, wanted in given:
        inside &= gave(name, wanted, answers)
    weights: NDArray[np.float64] | None = None
    if weight:
        weights = np.asarray(weight_of(study, weight, rows), dtype=np.float64)
        inside &= weights > 0
    return WaveAnswers(
        key=slug(rows.wave, joint="_"),
        label=rows.wave,
        answers=answers,
        pairs={one.name: Pair(one, one, study.config.waves) for one in asked},
        inside=inside,
        weights=weights,
    )


def _people(rows: Rows) -> pd.Series[str]:
    """Whose each row is, by marks that are the same in all surveys."""
    named = rows.persons if rows.persons is not None else rows.index.to_series()
    return named.astype("str")


def _together(surveys: Sequence[pd.Series[str]]) -> pd.Series[str]:
    return pd.concat(surveys, ignore_index=True)


def _hidden(tabs: Sequence[Tab]) -> Iterator[tuple[str, str]]:
    """Tables whose column is hidden in that survey's own report, and why."""
    for tab in tabs:
        why = untold(tab)
        if why is not None:
            yield f"{tab.question.name}.{tab.row}" if tab.row else tab.question.name, why
