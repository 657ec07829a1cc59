"""Weighting: what each record counts for, from a column, raked to targets, or by response."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from research.edition.weights import BLANK_ROLES, by_text
from research.errors import InputError, Problem, StatisticsError
from research.frameworks.integrity_weights import response_weights
from research.problems.values import listed
from research.sources.answers.derived import band_places
from research.sources.answers.in_use import joined_in_use
from research.statistics.samples.calibration import Calibration
from research.statistics.samples.raking import rake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.edition.weights import Weight
    from research.frameworks.integrity_weights import ResponseWeights
    from research.sources.answers.answers import Answers
    from research.sources.answers.in_use import AnswersInUse
    from research.statistics.samples.raking import Raking

__all__ = ["BLANK", "Weighting", "cells", "weighting"]

BLANK = "\x1fblank"
"""Cell of those without an answer that has a target, where they are kept."""

_ANSWERED = "\x1fanswered"

_WORST = 3
"""So many targets that raking stays away from are told."""


@dataclass(frozen=True, eq=False)
class Weighting:
    """What each record counts for, and how that was come by.

    Parameters
    ----------
    name : as the parameter file has it.
    weight : as its author describes it.
    weights : one a record; NaN or 0 where it counts for nothing.
    margins : cells of the raked questions, one row a record that counts; ``None`` where weights
        stand in a column.
    raking : how raking went.
    start : what it began with; ``None`` for ones.
    clusters : what records are nested in, where in anything.
    response : weights by the inverse of response, one a survey of the table; none of other kinds.
    """

    name: str
    weight: Weight
    weights: pd.Series[float]
    margins: pd.DataFrame | None = None
    raking: Raking | None = None
    start: pd.Series[float] | None = None
    clusters: pd.Series[str] | None = None
    response: tuple[ResponseWeights, ...] = ()

    @property
    def known(self) -> pd.Series[float]:
        """Weights of those who count."""
        return self.weights[self.weights > 0]

    @cached_property
    def calibration(self) -> Calibration | None:
        """The sample that weights were raked over; ``None`` where they were not."""
        if self.margins is None:
            return None
        known = self.margins.index
        own = None if self.clusters is None else self.clusters.loc[known]
        start = None if self.start is None else self.start.loc[known]
        return Calibration(self.margins, self.weights.loc[known], start, own)


def weighting(
    tables: Iterable[Answers],
    name: str,
    weight: Weight,
    path: Path,
) -> Weighting:
    """Give what each record of a table counts for.

    Parameters
    ----------
    tables : answers of the table, then of those that its records belong to, the nearest first:
        a weight by response may name questions of these.
    name, weight : of the parameter file.
    path : of the parameter file, for errors.

    Raises
    ------
    InputError
        Where targets cannot be met: an answer without a target, a target that nobody stands for,
        and what raking stays away from. By response: where too few answered.
    """
    answers, *parents = tables if weight.response else itertools.islice(tables, 1)
    if weight.response:
        return _by_response(answers, name, weight, path, parents)
    if weight.column is not None:
        given = answers.weight(weight.column).rename(name)
        return Weighting(name, weight, given, clusters=answers.clusters)
    start = answers.weight(weight.start) if weight.start is not None else None
    counts = np.ones(len(answers), dtype=bool) if start is None else (start > 0).to_numpy()
    held, problems = _margins(answers, name, weight, counts, path)
    if problems:
        raise InputError(problems)
    found = held[counts & (held != "").all(axis="columns").to_numpy()]
    begin = None if start is None else start.loc[found.index]
    targets = _targets(answers, weight, found, begin)
    if not len(found):
        what = f"nobody has an answer to all that '{name}' is raked to"
        raise InputError([_problem(path, name, (), what, "name other questions, or keep blanks")])
    made = rake(
        found,
        targets,
        start=begin,
        limits=None if weight.cap is None else (0.0, weight.cap),
        strict=False,
    )
    if made.worst > weight.tolerance:
        raise InputError([_away(path, name, weight, made)])
    weights = made.weights.reindex(answers.frame.index).rename(name)
    return Weighting(name, weight, weights, found, made, begin, answers.clusters)


def cells(answers: Answers, question: Question) -> pd.Series[Any]:
    """Give the answer of each record that may have a target; empty where there is none.

    Parameters
    ----------
    answers : of the table.
    question : a single one, or a number with bands.
    """
    held = answers.question(question.name)[question.name]
    if question.type == "numeric":
        texts = list(question.bands)
        codes = band_places(question, held.to_numpy(dtype=float))
    else:
        texts = [str(text) for text in held.cat.categories]
        codes = np.array(held.cat.codes, dtype=np.int32)
        blank = {code.text for code in question.codes if code.role in BLANK_ROLES}
        codes[np.isin(codes, [at for at, text in enumerate(texts) if text in blank])] = -1
    placed: Any = np.where(codes < 0, len(texts), codes)
    kept = pd.CategoricalDtype([*texts, ""])
    return pd.Series(pd.Categorical.from_codes(placed, dtype=kept), index=held.index)


def _by_response(
    answers: Answers, name: str, weight: Weight, path: Path, parents: Sequence[Answers]
) -> Weighting:
    """Weight who answered by the inverse of the response of those like them, survey by survey."""
    whole: Any = answers
    if parents:
        *inner, whole = parents
        for own in (*reversed(inner), answers):
            whole = joined_in_use(cast("AnswersInUse", own), cast("AnswersInUse", whole))
    cell = {name: cells(whole, whole.table.question(name)) for name in weight.response}
    invited = pd.DataFrame({name: held.astype("str").to_numpy() for name, held in cell.items()})
    said = whole.question(str(weight.answered)).notna().any(axis="columns")
    invited[_ANSWERED] = said.to_numpy()
    wave = answers.keys[answers.table.wave].to_numpy() if answers.table.wave else ""
    found, made = pd.Series(np.nan, index=invited.index), []
    for survey, asked in invited.groupby(np.broadcast_to(wave, len(invited))):
        try:
            part = response_weights(
                asked, weight.response, answered=_ANSWERED, fewest=weight.fewest, cap=weight.cap
            )
        except StatisticsError as error:
            of = f"of {survey} " if survey else ""
            hint = "lower 'fewest', or weight by a column"
            what = f"the answers {of}are too few to weight by response: {error}"
            raise InputError([Problem(path, what, key=f"weights.{name}", hint=hint)]) from error
        found.loc[asked.index] = part.weights
        made.append(part)
    weights = pd.Series(found.to_numpy(), index=answers.frame.index, name=name)
    return Weighting(name, weight, weights, clusters=answers.clusters, response=tuple(made))


def _margins(
    answers: Answers, name: str, weight: Weight, counts: NDArray[np.bool_], path: Path
) -> tuple[pd.DataFrame, list[Problem]]:
    """Give cells of all raked questions, and what of them has no target or nobody in it."""
    found: dict[str, pd.Series[Any]] = {}
    problems: list[Problem] = []
    for asked, given in weight.rake.items():
        question = answers.table.question(asked)
        targets, own = by_text(question, given), cells(answers, question)
        problems += _unmet(path, name, asked, targets, own[counts])
        kept = weight.blanks == "kept"
        found[asked] = own.cat.rename_categories({"": BLANK}) if kept else own
    return pd.DataFrame(found, index=answers.frame.index), problems


def _unmet(
    path: Path, name: str, asked: str, targets: Mapping[str, float], own: pd.Series[Any]
) -> Iterator[Problem]:
    """Find answers that have no target, and targets that nobody stands for."""
    held = own[own != ""].value_counts()
    for text, count in held.items():
        if count and str(text) not in targets:
            people = "1 respondent" if count == 1 else f"{count:,} respondents"
            what = f"'{text}' of '{asked}' has {people} and no target"
            hint = "give it one, or rake to a derived question that joins it with another answer"
            yield _problem(path, name, (asked,), what, hint)
    for text in targets:
        if not held.get(text, 0):
            what = f"'{text}' of '{asked}' has a target and no respondent"
            hint = "no weight makes up for nobody: rake to a derived question that joins it with "
            yield _problem(path, name, (asked, text), what, hint + "another answer")


def _targets(
    answers: Answers, weight: Weight, held: pd.DataFrame, start: pd.Series[float] | None
) -> dict[str, dict[str, float]]:
    """Give targets by question and cell: those kept without an answer have their share of all."""
    mass = np.ones(len(held)) if start is None else start.to_numpy()
    found = {}
    for asked, given in weight.rake.items():
        targets = by_text(answers.table.question(asked), given)
        blank = float(mass[(held[asked] == BLANK).to_numpy()].sum() / mass.sum())
        whole = sum(targets.values())
        shares = {text: value / whole * (1 - blank) for text, value in targets.items()}
        found[asked] = shares | ({BLANK: blank} if blank else {})
    return found


def _away(path: Path, name: str, weight: Weight, made: Raking) -> Problem:
    """Say which targets raking stays away from."""
    off = made.report.reindex(made.report["off"].abs().sort_values(ascending=False).index)
    worst = off[off["off"].abs() > weight.tolerance].head(_WORST)
    told = listed(
        f"'{row['category']}' of '{row['margin']}' {100 * row['after']:.1f}% where "
        f"{100 * row['target']:.1f}% is wanted"
        for row in worst.to_dict("records")
    )
    what = f"raking '{name}' does not come to its targets in {made.rounds} rounds: {told}"
    hint = "join rare answers in a derived question, see that the targets fit each other"
    if weight.cap is not None:
        hint += f", raise the cap of {weight.cap:g}"
    hint += f", or allow more than a tolerance of {weight.tolerance:g}"
    return _problem(path, name, (), what, hint)


def _problem(path: Path, name: str, place: tuple[str, ...], what: str, hint: str) -> Problem:
    return Problem(path, what, key=".".join(["weights", name, "rake", *place]), hint=hint)
