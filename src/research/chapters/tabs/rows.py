"""Rows that tables are about: of which table of data, of which survey, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.thinness import enough
from research.edition.parameters import ANSWERS
from research.edition.weights import own_weight
from research.errors import InputError, Problem
from research.problems.nearest import known_or_meant
from research.sources.answers.in_use import joined_in_use
from research.sources.answers.joining import parents_of, places_in
from research.statistics.samples.suppression import Suppression
from research.tabulation.tab import RESPONDENTS, About
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.sources.answers.answers import Answers
    from research.statistics.samples.calibration import Calibration
    from research.study import Study

__all__ = [
    "Rows",
    "about_of",
    "raking_of",
    "rows_of",
    "rule_of",
    "waves_of",
    "weight_of",
    "weight_used",
]

_SAY = Frames(__file__)

_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a table of data, each with a name of its own.

    Parameters
    ----------
    table : its name.
    answers : to its questions, and to those of the tables that it belongs to.
    places : of the rows in the table, shape ``(n,)``.
    wave : the survey that they are of; empty where the table has but one.
    parents : key of the row of another table that each belongs to; ``None`` where to none.
    persons : whose rows they are, where somebody has several; ``None`` where nobody has.
    """

    table: str
    answers: Answers
    places: np.ndarray
    wave: str = ""
    parents: pd.Series[str] | None = None
    persons: pd.Series[str] | None = None

    @property
    def index(self) -> pd.Index:
        """Names of the rows."""
        return self.answers.frame.index

    @property
    def clusters(self) -> pd.Series[str] | None:
        """What tests and intervals take as drawn together: accounts, or whose the rows are."""
        nested = self.answers.clusters
        return self.persons if nested is None else nested


def about_of(study: Study, table: str = ANSWERS) -> About:
    """Say what a row of a table is.

    Parameters
    ----------
    study : the edition.
    table : name of a table of data.
    """
    held, parent = study.table(table), study.table(table).of
    if table == ANSWERS and not held.many:
        return RESPONDENTS
    named = _SAY.named("row")
    return About(
        "" if table == ANSWERS else table,
        held.one or named["one"],
        held.many or named["many"],
        about_of(study, parent).many if parent else "",
    )


@lru_cache(maxsize=16)
def rows_of(study: Study, table: str = ANSWERS, wave: str = "") -> Rows:
    """Give the rows of a table that its tabs are about.

    Parameters
    ----------
    study : the edition with its data.
    table : name of a table of data.
    wave : the survey, where the table has a column of these; the latest where left out.

    Raises
    ------
    InputError
        If there is no such table or survey, or the data have problems.
    """
    if study.config.table(table) is None:
        near = known_or_meant(table, study.config.table_names)
        raise InputError([Problem(study.path, f"'{table}' is no table of data", hint=near)])
    held = study.table(table)
    *inner, found = (study.read(one) for one in study.config.lineage(table))
    for own in reversed(inner):
        found = joined_in_use(own, found)
    answers: Answers = found
    places = np.arange(len(answers))
    if held.wave:
        wave = _wave(study, table, wave)
        places = np.flatnonzero(answers.keys[held.wave].to_numpy() == wave)
        answers = answers.taken(places)
    persons = answers.persons
    if not answers.frame.index.is_unique:
        names = pd.RangeIndex(len(answers))
        persons = pd.Series(answers.frame.index.to_numpy(), index=names)
        answers = answers.taken(np.arange(len(answers)), names)
    several = persons is not None and persons.duplicated().any()
    return Rows(
        table,
        answers,
        places,
        wave if held.wave else "",
        parents_of(answers) if inner else None,
        persons if several else None,
    )


def _wave(study: Study, table: str, wave: str) -> str:
    """Give the survey that is asked for, or the latest."""
    known = waves_of(study, table)
    if wave and wave not in known:
        near, column = known_or_meant(wave, known), study.table(table).wave
        raise InputError(
            [Problem(study.path, f"'{wave}' is no {column} of the table '{table}'", hint=near)]
        )
    enough(bool(known), _SAY("no survey", table=table))
    return wave or known[-1]


def waves_of(study: Study, table: str) -> list[str]:
    """Give the surveys that a table holds, the earliest first; none where it has no column of them.

    Parameters
    ----------
    study : the edition with its data.
    table : its name.
    """
    column = study.table(table).wave
    held = study.read(table).keys[column] if column else ()
    return sorted({str(one) for one in held if one}, key=_in_order)


def _in_order(survey: str) -> list[tuple[int, int, str]]:
    """Sort numbers within names as numbers."""
    parts = _NUMBERS.split(survey)
    return [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts]


def weight_used(study: Study, weight: str | None, table: str = ANSWERS) -> str:
    """Give the name of the weight that tables use; empty for none.

    Parameters
    ----------
    study : the edition.
    weight : as asked for: ``none``, a name, or nothing for ``main`` where there is one.
    table : that the tables are of: a weight of one that it belongs to counts for its rows, too.
    """
    if weight == "none":
        return ""
    if weight:
        return weight
    return own_weight(study.config.weights, study.config.lineage(table))


def weight_of(study: Study, name: str, rows: Rows) -> pd.Series[float]:
    """Give what each row counts for: its own weight, or that of the row which it belongs to.

    Parameters
    ----------
    study : the edition with its data.
    name : of a weight.
    rows : of a table that has it, or that belongs to one which has.

    Raises
    ------
    InputError
        If there is no such weight, or it is of another table.
    """
    values = study.weight(name).to_numpy(dtype=float)
    held, chain = study.config.weights[name].table, study.config.lineage(rows.table)
    if held not in chain:
        raise InputError(
            [
                Problem(
                    study.path,
                    f"the weight '{name}' is of '{held}', which '{rows.table}' is no part of",
                    "weights",
                    hint="name another, or none",
                )
            ]
        )
    at = _weighted(study, held, rows)
    values = np.where(at >= 0, values[np.maximum(at, 0)], np.nan)
    return pd.Series(values, index=rows.index, name=name)


def _weighted(study: Study, table: str, rows: Rows) -> np.ndarray:
    """Place of the row of a table that each row belongs to, or is; -1 where to none."""
    chain = study.config.lineage(rows.table)
    places = np.arange(len(study.read(table)))
    below, parents = chain[: chain.index(table)], chain[1 : chain.index(table) + 1]
    for own, parent in reversed([*zip(below, parents, strict=True)]):
        at = places_in(study.read(own), study.read(parent))
        places = np.where(at >= 0, places[np.maximum(at, 0)], -1)
    found: np.ndarray = places[rows.places]
    return found


def raking_of(study: Study, name: str, rows: Rows) -> Calibration | None:
    """Give the sample that a weight was raked over; ``None`` where it was not raked.

    Of rows that belong to those who were weighted it says whose each is: what margins explain of
    all that somebody said in several rows leaves the variance of these, too.

    Parameters
    ----------
    study : the edition with its data.
    name : of a weight.
    rows : that are weighted.
    """
    held = study.weighting(name)
    sample = held.calibration
    if sample is None or held.weights.index.equals(rows.index):
        return sample
    at = _weighted(study, study.config.weights[name].table, rows)
    owners = held.weights.index.to_numpy()[np.maximum(at, 0)]
    known = at >= 0
    return replace(sample, owners=pd.Series(owners[known], index=rows.index[known]))


def rule_of(study: Study, rows: Rows) -> Suppression:
    """How few are too few: respondents, and accounts where the edition counts these.

    Where somebody has several rows, it is the persons that are counted; should accounts be counted
    too, only these can be: as many of them are no fewer persons.

    Parameters
    ----------
    study : the edition.
    rows : that tables are about.
    """
    privacy = study.config.privacy
    accounts = (privacy.account_base or 0) if rows.clusters is not None else 0
    if rows.persons is not None:
        accounts = max(privacy.hide_base, accounts)
    return Suppression(hide=privacy.hide_base, flag=privacy.flag_base, accounts=accounts)
