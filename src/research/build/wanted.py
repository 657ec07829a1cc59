"""What somebody wants of a tab book, held against the edition before anything is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.build.publication import refuse_link
from research.edition.consistency import BANNER_TYPES
from research.edition.parameters import ANSWERS
from research.errors import InputError, Problem
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from research.study import Study

__all__ = ["Wanted", "wanted"]

NO_WEIGHT = "none"
"""In place of a weight: everybody counts for one."""

# The workbook that a build of the report writes.
_OF_THE_REPORT = "tables.xlsx"
_ENDING = ".xlsx"


@dataclass(frozen=True)
class Wanted:
    """What a tab book is to hold, and where.

    Parameters
    ----------
    banners : names; an empty one for the total alone.
    questions : names; none for all.
    filters : answers by question.
    weight : its name, ``none``, or empty for the edition's own.
    table : name of the table of data whose rows are counted.
    volume : its name, in place of a weight; empty for none.
    path : the workbook.
    """

    banners: tuple[str, ...]
    questions: tuple[str, ...]
    filters: Mapping[str, list[str]]
    weight: str
    table: str
    volume: str
    path: Path


def wanted(
    study: Study,
    banners: Sequence[str],
    questions: Sequence[str],
    filters: Sequence[str],
    weight: str,
    to: Path | None,
    table: str = ANSWERS,
    volume: str = "",
) -> Wanted:
    """Check all that is wanted of a study's tab book.

    Parameters
    ----------
    study : the edition with its data.
    banners, questions, filters, weight, to, table, volume : as of `research.build.tables.tables`.

    Raises
    ------
    InputError
        With all that does not exist.
    """
    given, unread = _read(filters)
    folder = study.root / "reports" / study.config.edition
    if problem := _no_table(study, table):
        raise InputError([problem])
    problems = [
        *_banners(study, banners, table),
        *_questions(study, questions, table),
        *unread,
        *_filters(study, given, table),
        *_weights(study, weight, table),
        *_volumes(study, weight, volume),
        *_places(folder, to),
    ]
    if problems:
        raise InputError(problems)
    names = tuple(dict.fromkeys(banners))
    if to is None:
        refuse_link(study.root, folder)
        told = [table] if table != ANSWERS else []
        to = folder / f"tables-{'-'.join([*told, *(names or ['all'])])}{_ENDING}"
    return Wanted(
        names or _all(study, table) or ("",),
        tuple(dict.fromkeys(questions)),
        given,
        weight,
        table,
        volume,
        to,
    )


def _read(filters: Sequence[str]) -> tuple[dict[str, list[str]], list[Problem]]:
    """Read filters as they are typed: a question, an equals sign, an answer."""
    given: dict[str, list[str]] = {}
    unread = []
    for text in filters:
        question, sign, answer = (part.strip() for part in text.partition("="))
        if not (question and sign and answer):
            what, hint = f"'{text}' is no filter", "write question=answer, such as sector=banking"
            unread.append(Problem("--filter", what, hint=hint))
            continue
        given.setdefault(question, []).append(answer)
    return given, unread


def _all(study: Study, table: str) -> tuple[str, ...]:
    """All banners of a table; that of its surveys is made where it is asked for."""
    if table == ANSWERS:
        return tuple(study.config.banner_names_of(table))
    return tuple(study.config.banners_of(table))


def _no_table(study: Study, table: str) -> Problem | None:
    if study.config.table(table) is not None:
        return None
    near = known_or_meant(table, study.config.table_names)
    return Problem("--table", f"the edition has no table of data '{table}'", hint=near)


def _banners(study: Study, banners: Sequence[str], table: str) -> Iterator[Problem]:
    known = study.config.banner_names_of(table)
    for name in banners:
        if name not in known:
            what = f"the edition has no banner '{name}'"
            if name in study.config.banner_names:
                what = f"the banner '{name}' names questions that '{table}' does not have"
            yield Problem("--banner", what, hint=known_or_meant(name, known))


def _questions(study: Study, questions: Sequence[str], table: str) -> Iterator[Problem]:
    from research.tabulation.questions import TABLED

    asked = {one.name: one for one in study.table(table).questions}
    for name in questions:
        if name not in asked:
            what = f"the edition has no question '{name}'"
            yield Problem("--question", what, hint=known_or_meant(name, asked))
        elif asked[name].type not in TABLED:
            what = f"'{name}' is a question of type {asked[name].type}, which makes no table"
            yield Problem("--question", what, allowed=", ".join(TABLED))


def _filters(study: Study, filters: Mapping[str, Sequence[str]], table: str) -> Iterator[Problem]:
    if not filters:
        return
    from research.chapters.tabs.rows import rows_of, waves_of
    from research.tabulation.columns import names_of_points

    answers = rows_of(study, table).answers
    asked = {one.name: one for one in answers.table.questions}
    for name, given in filters.items():
        if name == study.table(table).wave:
            surveys = waves_of(study, table)
            for one in given:
                if one not in surveys:
                    what = f"'{one}' is no {name} of the table '{table}'"
                    yield Problem("--filter", what, hint=known_or_meant(one, surveys))
            continue
        if name not in asked:
            what = f"the edition has no question '{name}'"
            yield Problem("--filter", what, hint=known_or_meant(name, asked))
            continue
        if asked[name].type not in BANNER_TYPES:
            what = f"'{name}' is a question of type {asked[name].type}, which is no filter"
            yield Problem("--filter", what, allowed=", ".join(BANNER_TYPES))
            continue
        known = names_of_points(name, answers)
        for answer in given:
            if answer not in known:
                what = f"'{answer}' is no answer of '{name}'"
                yield Problem("--filter", what, hint=known_or_meant(answer, known))


def _weights(study: Study, weight: str, table: str) -> Iterator[Problem]:
    of = study.config.lineage(table)
    known = [name for name, one in study.config.weights.items() if one.table in of]
    if weight and weight != NO_WEIGHT and weight not in known:
        what = f"the edition has no weight '{weight}'"
        yield Problem("--weight", what, hint=known_or_meant(weight, [*known, NO_WEIGHT]))


def _volumes(study: Study, weight: str, volume: str) -> Iterator[Problem]:
    known = study.config.volumes
    if volume and volume not in known:
        what = f"the edition has no volume '{volume}'"
        yield Problem("--volume", what, hint=known_or_meant(volume, known) if known else "")
    elif volume and weight:
        yield Problem("--volume", "a volume stands in place of a weight", hint="leave out one")


def _places(folder: Path, to: Path | None) -> Iterator[Problem]:
    if to is None:
        return
    if to.suffix != _ENDING:
        what, hint = f"'{to}' is no name of a workbook", f"let it end in {_ENDING}"
        yield Problem("--to", what, hint=hint)
    elif to.is_dir():
        yield Problem("--to", f"'{to}' is a folder", hint="name a file in it")
    elif to.resolve() == (folder / _OF_THE_REPORT).resolve():
        what = f"'{to}' is the report's own, which a build makes"
        yield Problem("--to", what, hint="choose another name")
