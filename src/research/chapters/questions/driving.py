"""Whose answers are driven, and by what: the one place where outcomes and drivers are chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

import pandas as pd

from research.chapters.customers import customers
from research.chapters.questions.driven import Driven
from research.chapters.questions.measured import DRIVING, chosen, measured
from research.chapters.tabs.rows import about_of, rows_of, weight_of, weight_used
from research.chapters.unweighted import unweighted
from research.edition.consistency import BANNER_TYPES
from research.errors import InputError, Problem
from research.identifiers import slug
from research.problems.nearest import known_or_meant
from research.tabulation.columns import names_of_points
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.sentences import inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from research.edition.options import Row
    from research.edition.parameters import Edition
    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.sources.answers.answers import Answers
    from research.study import Study

__all__ = ["OUTCOMES", "About", "driven", "driver_problems"]

_SAY = Frames(__file__)

OUTCOMES = ("scale", "grid", "nps", "numeric")
"""Types of questions whose numbers are an outcome; of `BANNER_TYPES` one answer is."""

_ANSWERS = "answers"
_OUTCOME, _CLUSTER, _WEIGHT = "outcome", "\x1fcluster", "\x1fweight"
# All subsets of the drivers are taken in every draw: with many, fewer draws keep it to a minute.
_DRAWS = {13: 2_000, 16: 500}
_FEWEST_DRAWS = 200


class About(TypedDict, total=False):
    """What a section says of its drivers: nothing for those of ``supplier.drivers``.

    Parameters
    ----------
    outcome : a question, or a row of a grid, whose numbers are driven; ``renew=yes``, one answer to
        a question, a net, box or band among them.
    drivers : questions, or rows of one.
    weight : name of a weight; ``main`` where nothing is said, ``none`` for weights of one.
    table : name of the table of data that holds them.
    """

    outcome: str
    drivers: Sequence[str] | str
    weight: str
    table: str


def driven(
    study: Study,
    part: str = "",
    outcome: str = "",
    drivers: Sequence[str] | str = (),
    weight: str = "",
    table: str = "",
) -> Driven:
    """Give an outcome and its drivers: once for all tables and charts of a chapter.

    Parameters
    ----------
    study : the edition with its data.
    part : of a supplier's portfolio, ``column=value``; empty for all.
    outcome, drivers, weight, table : as of `About`.

    Raises
    ------
    InputError
        If there are no such questions, or they are of other types.
    """
    if not outcome:
        if found := [
            *_without_outcome({"drivers": drivers, "weight": weight, "table": table}, study.path)
        ]:
            raise InputError([problem for _, problem in found])
        return _of_supplier(study, part)
    names = [drivers] if isinstance(drivers, str) else drivers
    return _of_questions(study, outcome, tuple(filter(None, names)), weight, table or _ANSWERS)


@lru_cache(maxsize=8)
def _of_supplier(study: Study, part: str) -> Driven:
    """What drives a supplier's customers, as ``supplier.drivers`` has it."""
    asked, about = study.supplier.drivers, customers(study, part)
    if asked is None:
        raise InputError([Problem(study.path, "this key is missing", key="supplier.drivers")])
    if asked.of == "accounts":
        frame = about.accounts
    else:
        frame = about.contacts(1)
        frame = frame[frame["answered_on"].notna()]
    labels = {name: study.label(asked.of, name) for name in asked.questions}
    return Driven(
        frame=frame,
        outcome=asked.outcome,
        label=asked.label,
        labels=labels,
        asked={asked.outcome: _SAY("outcome", outcome=asked.label), **labels},
        words={name: name.lower().replace("_", "") for name in labels},
        title=about.titled(_SAY("title", outcome=asked.label)),
        population=about.population,
        slug=about.slug,
        dotted=about.dotted,
        kind=asked.kind,
        cluster=asked.cluster,
        rated=asked.rated,
        scale=asked.scale,
        draws=asked.draws,
        confidence=study.config.statistics.confidence,
        seed=study.config.statistics.seed,
        least=study.config.privacy.hide_base,
    )


@dataclass
class _Drivers:
    """Drivers as they are gathered from questions, each as `Driven` has it."""

    columns: dict[str, pd.Series[float]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    bases: list[pd.Series[bool]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    scales: set[object] = field(default_factory=set)

    def add(self, question: Question, row: Row | None, answers: Answers, least: int) -> None:
        """Add what a question, or a row of one, is worth."""
        worth = measured(question, answers, row.key if row else "", least=least)
        for key, column in worth.columns.items():
            made = key if key == question.name else f"{question.name}.{key}"
            self.columns[made], self.labels[made] = column, worth.labels[key]
            self.asked[made] = worth.labels[key] if question.type == "grid" else question.heading
            self.heads[made] = question.heading
            shown = key if key in {row.key for row in question.rows} else ""
            self.bases.append(answers.asked(question.name, shown))
        if question.base:
            self.texts.append(question.base.text)
        self.notes += worth.notes
        self.scales.add(_scale(question, answers))

    @property
    def names(self) -> dict[str, str]:
        """Labels, those that several bear with their question before them."""
        given = list(self.labels.values())
        twice = [key for key, label in self.labels.items() if given.count(label) > 1]
        longer = {key: _SAY("of", question=self.heads[key], row=self.labels[key]) for key in twice}
        return {**self.labels, **longer}

    @property
    def rated(self) -> bool:
        """Whether all are ratings on one scale."""
        return len(self.columns) > 1 and len(self.scales) == 1 and None not in self.scales


def _scale(question: Question, answers: Answers) -> object:
    """Ends of the scale that a question is rated on; ``None`` for another kind of question."""
    if question.type not in ("scale", "grid"):
        return None
    points = list(answers.points.get(question.name, {}).values())
    return (min(points), max(points)) if points else question.range


@lru_cache(maxsize=8)
def _of_questions(
    study: Study, outcome: str, drivers: tuple[str, ...], weight: str, table: str
) -> Driven:
    """What drives the answers to a question of a survey."""
    given: About = {"outcome": outcome, "drivers": drivers, "weight": weight, "table": table}
    problems = [problem for _, problem in driver_problems(study.config, given, study.path)]
    if problems:
        raise InputError(problems)
    rows, least = rows_of(study, table), study.config.privacy.hide_base
    answers, many = rows.answers, about_of(study, table).many
    question, row, answer = _named(answers.table, outcome)
    label = _called(question, row, answer)
    found = _Drivers()
    for name in drivers:
        own, one, _ = _named(answers.table, name)
        found.add(own, one, answers, least)
        if own.base and own.base != question.base:
            found.notes.append(_SAY("asked", question=own.heading, base=own.base.text))
    columns = {_OUTCOME: _values(question, row, answer, answers, study.path), **found.columns}
    frame, used = pd.DataFrame(columns), weight_used(study, weight, table)
    if used:
        frame[_WEIGHT] = weight_of(study, used, rows)
        frame = frame[frame[_WEIGHT] > 0]
    everyone = len(frame)
    found.bases.append(answers.asked(question.name, row.key if row else ""))
    frame = frame[pd.concat(found.bases, axis="columns").all(axis="columns")[frame.index]]
    if rows.clusters is not None:
        frame = frame.assign(**{_CLUSTER: rows.clusters})
    return Driven(
        frame=frame,
        outcome=_OUTCOME,
        label=label,
        labels=found.names,
        asked={_OUTCOME: _SAY("outcome", outcome=label), **found.asked},
        words={name: name for name in found.columns},
        title=_SAY("title", outcome=label),
        population=inside(_population(question, found, many)),
        slug=f"-{slug(outcome)}",
        dotted="".join(
            f".{part}" for part in (row.key if row else question.name, _key(answer)) if part
        ),
        kind="binary" if answer else "linear",
        cluster=None if rows.clusters is None else _CLUSTER,
        weight=_WEIGHT if used else None,
        weighted=used,
        rated=found.rated,
        scale=_SAY("scale"),
        draws=_draws(len(found.columns)),
        confidence=study.config.statistics.confidence,
        seed=study.config.statistics.seed,
        least=least,
        notes=tuple(dict.fromkeys([*found.notes, *(() if used else unweighted(study, table))])),
        rows=many,
        left_out=_SAY("everything", asked=grouped(len(frame)), count=grouped(everyone), rows=many)
        * (len(frame) < everyone),
    )


def _population(outcome: Question, found: _Drivers, many: str) -> str:
    """Whom it is about: those in the base of the outcome and of every driver."""
    own = [outcome.base.text] if outcome.base else []
    texts = list(dict.fromkeys([*own, *found.texts]))
    if len(texts) > 1:
        return _SAY("several", rows=many, bases="; ".join(texts))
    return texts[0] if texts else _SAY("everyone", rows=many)


def _draws(count: int) -> int:
    return next((draws for most, draws in _DRAWS.items() if count <= most), _FEWEST_DRAWS)


def _key(answer: str) -> str:
    return slug(answer, "_") if answer else ""


def _named(table: DataTable, name: str) -> tuple[Question, Row | None, str]:
    """A question that is there, its row, and the answer that is meant."""
    called, _, answer = name.partition("=")
    question, row = table.owner(called)
    if question is None:
        raise KeyError(name)
    return question, row, answer


def _called(question: Question, row: Row | None, answer: str) -> str:
    """What is driven, in running text."""
    title = row.text if row else question.heading
    if not answer:
        return _SAY("called.numbers", title=title)
    given = question.code(answer)
    parts = [*question.nets, *question.boxes, *question.rows]
    named = next((part.text for part in parts if answer in (part.key, part.text)), answer)
    return _SAY("called.answer", title=title, answer=given.text if given else named)


def _values(
    question: Question, row: Row | None, answer: str, answers: Answers, path: Path
) -> pd.Series[float]:
    """The outcome as numbers."""
    if not answer:
        return measured(question, answers, row.key if row else "").columns[
            row.key if row else question.name
        ]
    known = names_of_points(question.name, answers)
    if answer not in known:
        near = known_or_meant(answer, known)
        raise InputError(
            [Problem(path, f"'{answer}' is no answer of '{question.name}'", hint=near)]
        )
    return chosen(question, answer, answers)


def driver_problems(
    edition: Edition, given: About, path: Path | str = ""
) -> Iterator[tuple[str, Problem]]:
    """Find what a section of drivers names that is no outcome, or drives none.

    Parameters
    ----------
    edition : the parameter file.
    given : the section's parameters; without an outcome there is nothing to find.
    path : of the parameter file.

    Yields
    ------
    (parameter, problem)
    """
    outcome, name = given.get("outcome", ""), given.get("table", "") or _ANSWERS
    if not outcome:
        yield from _without_outcome(given, path)
        return
    table = edition.table(name)
    if table is None:
        yield "table", Problem(path, f"there is no table '{name}'", allowed=", ".join(edition.data))
        return
    yield from (("outcome", problem) for problem in _outcome_problems(table, str(outcome), path))
    listed = given.get("drivers", ())
    drivers = [listed] if isinstance(listed, str) else [*listed]
    if not [each for each in drivers if each]:
        hint = "name questions, or rows of one"
        yield "drivers", Problem(path, f"'{outcome}' has no drivers", hint=hint)
    for driver in drivers:
        yield from (
            ("drivers", problem) for problem in _driver_problems(table, str(driver), outcome, path)
        )


def _without_outcome(given: About, path: Path | str) -> Iterator[tuple[str, Problem]]:
    """What is given beside an outcome, and would count for nothing without one."""
    for name in ("drivers", "weight", "table"):
        if given.get(name):
            what = _SAY("alone.what", name=name)
            yield name, Problem(path, what, hint=_SAY("alone.hint"))


def _outcome_problems(table: DataTable, outcome: str, path: Path | str) -> Iterator[Problem]:
    name, sign, answer = outcome.partition("=")
    question, row = table.owner(name)
    if question is None:
        yield _unknown(table, name, path)
    elif not sign and (question.type not in OUTCOMES or (question.rows and row is None)):
        yield Problem(
            path,
            f"'{name}' is a question of type {question.type}, whose answers are no one number",
            allowed=f"a question of type {', '.join(OUTCOMES)}, of a grid one of its rows",
            hint=f"one answer of it is an outcome: {name}=..." * (question.type in BANNER_TYPES),
        )
    elif sign and (question.type not in BANNER_TYPES or row is not None or not answer):
        yield Problem(
            path,
            f"'{outcome}' is no answer to a question",
            allowed=f"a question of type {', '.join(BANNER_TYPES)}, an equals sign, an answer",
        )


def _driver_problems(
    table: DataTable, driver: str, outcome: str, path: Path | str
) -> Iterator[Problem]:
    question, row = table.owner(driver)
    held, of = table.owner(outcome.partition("=")[0])
    if question is None:
        yield _unknown(table, driver, path)
    elif question.type not in DRIVING:
        yield Problem(
            path,
            f"'{driver}' is a question of type {question.type}, which drives nothing",
            allowed=", ".join(DRIVING),
        )
    elif held is not None and question.name == held.name and (row is None or row is of):
        hint = "name the other rows" if of else "leave it out"
        yield Problem(path, f"'{driver}' is, or holds, the outcome itself", hint=hint)


def _unknown(table: DataTable, name: str, path: Path | str) -> Problem:
    known = [*table.names, *(row.key for one in table.questions for row in one.rows)]
    return Problem(path, f"'{name}' is no question and no row", hint=known_or_meant(name, known))
