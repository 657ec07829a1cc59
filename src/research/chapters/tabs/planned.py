"""Tabs of a study: questions by banners, planned together so that nothing hidden is told."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.waves import wave_tabs
from research.chapters.thinness import enough
from research.edition.banners import PointGroup
from research.edition.waves.named import BANNER
from research.errors import InputError, Problem, ThinDataError
from research.problems.nearest import known_or_meant
from research.statistics.samples.comparisons import Comparison
from research.statistics.samples.suppression import Suppression
from research.tabulation.columns import columns_of, gave, names_of_points
from research.tabulation.making import Respondents, Told, planned, tabulate
from research.tabulation.questions import TABLED, stubs_of
from research.tabulation.summary import summary
from research.wording.frames import Frames
from research.wording.lists import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.statistics.tables.disclosure import Disclosure
    from research.study import Study
    from research.tabulation.stub import Stub
    from research.tabulation.tab import Tab

__all__ = ["ALL", "comparison_of", "questions_asked", "study_tab", "study_tabs", "weight_used"]

_SAY = Frames(__file__)

ALL = "all"
"""In place of a list: every question that makes a table."""

_THIN_BASE = 100
"""Unweighted bases below this are marked as small, after the custom of the trade."""


def study_tabs(
    study: Study,
    questions: Sequence[str] | str | None = None,
    banner: str | Sequence[str] = "",
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    weight: str | None = None,
) -> list[Tab]:
    """Tabulate questions of a study by one of its banners.

    Parameters
    ----------
    study : the edition with its data.
    questions : names, in the order of the tables; ``"all"`` or nothing for all that make tables.
    banner : name of a banner; names of questions, each a group of columns; nothing for the total;
        ``waves`` for a column for each wave, without a total.
    filters : answers by question or column: the tables are of those who gave one of each.
    weight : name of a weight; ``main`` where the edition has it and nothing is said, ``none`` for
        weights of one.

    Returns
    -------
    A tab for each question; of a grid a summary of its rows, then one for each row.

    Raises
    ------
    InputError
        With every name that is none.
    ThinDataError
        If nobody is left.
    """
    names = questions_asked(study, questions)
    given = _given(study, filters or {})
    if banner == BANNER and BANNER not in study.config.banners:
        return list(_by_wave(study, names, given, weight_used(study, weight)))
    groups = _banner_key(study, banner)
    name = banner if isinstance(banner, str) else "_".join(banner)
    return list(_made(study, names, groups, name, given, weight_used(study, weight)))


def study_tab(study: Study, question: str, banner: str = "", *, row: str = "") -> Tab:
    """Give one tab of a study.

    Parameters
    ----------
    study : the edition with its data.
    question : its name.
    banner : name of a banner; nothing for the total.
    row : key of a grid's row; nothing for the whole question.

    Raises
    ------
    InputError
        If a name is none.
    ThinDataError
        If the question makes no table, or nobody answered.
    """
    tabs = study_tabs(study, [question], banner)
    found = next((tab for tab in tabs if tab.row == row), None)
    if found is None:
        raise ThinDataError(_SAY("nobody", question=question))
    return found


def _given(study: Study, filters: Mapping[str, Sequence[str]]) -> _Given:
    """Filters in an order of their own, each of a question and answers that there are."""
    answers = study.read()
    wrong = []
    for key, wanted in filters.items():
        if key not in answers.table.names:
            near = known_or_meant(key, answers.table.names)
            wrong.append(Problem(study.path, f"'{key}' is no question to filter by", hint=near))
            continue
        known = names_of_points(key, answers)
        wrong += [
            Problem(
                study.path, f"'{each}' is no answer of '{key}'", hint=known_or_meant(each, known)
            )
            for each in wanted
            if each not in known
        ]
    if wrong:
        raise InputError(wrong)
    return tuple(sorted((key, tuple(wanted)) for key, wanted in filters.items()))


def questions_asked(study: Study, questions: Sequence[str] | str | None) -> tuple[str, ...]:
    """Give the names of questions that make tables, in order.

    Parameters
    ----------
    study : the edition.
    questions : names, ``"all"``, or nothing for all.

    Raises
    ------
    InputError
        With every name that is no question.
    """
    asked = {one.name: one for one in study.table("answers").questions}
    tabled = [name for name, one in asked.items() if one.type in TABLED]
    if questions is None or questions == ALL:
        return tuple(tabled)
    names = [questions] if isinstance(questions, str) else list(questions)
    wrong = [
        Problem(study.path, f"'{name}' is no question", hint=known_or_meant(name, asked))
        for name in names
        if name not in asked
    ]
    if wrong:
        raise InputError(wrong)
    return tuple(dict.fromkeys(names))


def comparison_of(study: Study) -> Comparison:
    """Say how columns of tables are compared.

    Parameters
    ----------
    study : the edition.
    """
    statistics = study.config.statistics
    return Comparison(
        correction=statistics.correction,
        levels=(round(1 - statistics.confidence, 10),),
        fewest=float(study.config.privacy.flag_base),
    )


def weight_used(study: Study, weight: str | None) -> str:
    """Give the name of the weight that tables use; empty for none.

    Parameters
    ----------
    study : the edition.
    weight : as asked for: ``none``, a name, or nothing for ``main`` where there is one.
    """
    if weight == "none":
        return ""
    if weight:
        return weight
    held = study.config.weights.get("main")
    return "main" if held is not None and held.table == "answers" else ""


def _banner_key(study: Study, banner: str | Sequence[str]) -> _Groups:
    if not banner:
        return ()
    if isinstance(banner, str):
        known = study.config.banners
        if banner not in known:
            near = known_or_meant(banner, known)
            raise InputError([Problem(study.path, f"'{banner}' is no banner", hint=near)])
        return _as_key(known[banner])
    names = questions_asked(study, banner)
    return tuple((name, (), None) for name in names)


_Group = tuple[str, tuple[str, ...], str | None]
_Groups = tuple[_Group, ...]
_Given = tuple[tuple[str, tuple[str, ...]], ...]


def _point_groups(groups: _Groups) -> list[PointGroup]:
    return [
        PointGroup(question=name, points=list(points), nest=nest) for name, points, nest in groups
    ]


@lru_cache(maxsize=16)
def _by_wave(study: Study, names: tuple[str, ...], given: _Given, weight: str) -> tuple[Tab, ...]:
    stubs = [stub for name in names for stub in _stubs(study).get(name, ())]
    tabs = wave_tabs(
        study,
        names,
        given,
        weight,
        comparison=comparison_of(study),
        told=_told(study, stubs, BANNER, given, weight),
        totals=study_tabs,
    )
    return tuple(_with_summaries(tabs))


@lru_cache(maxsize=64)
def _made(
    study: Study, names: tuple[str, ...], groups: _Groups, banner: str, given: _Given, weight: str
) -> tuple[Tab, ...]:
    stubs = [stub for name in names for stub in _stubs(study).get(name, ())]
    respondents = _respondents(study, given, weight)
    inside = _inside(study, given, weight)
    tabs = tabulate(
        stubs,
        columns_of(_point_groups(groups), study.read()),
        respondents,
        comparison=comparison_of(study),
        plan=_planned(study, () if groups in _banners(study) else groups, given, weight),
        confidence=study.config.statistics.confidence,
        told=replace(
            _told(study, stubs, banner, given, weight),
            notes={stub.name: list(_notes(study, stub, inside)) for stub in stubs},
        ),
    )
    return tuple(_with_summaries(tabs))


def _told(study: Study, stubs: Sequence[Stub], banner: str, given: _Given, weight: str) -> Told:
    privacy = study.config.privacy
    return Told(
        banner=banner,
        titles={stub.name: _title(stub) for stub in stubs},
        bases={stub.name: _base(stub.question, stub.row) for stub in stubs},
        filter=_filter_words(study, given),
        weight=weight,
        flag=privacy.flag_base,
        thin=max(_THIN_BASE, privacy.flag_base),
    )


def _with_summaries(tabs: Sequence[Tab]) -> list[Tab]:
    """Put a summary before the rows of each question that has several."""
    found: list[Tab] = []
    for _, own in groupby(tabs, key=lambda tab: tab.question.name):
        rows = list(own)
        found += [summary(rows), *rows] if len(rows) > 1 else rows
    return found


@lru_cache(maxsize=16)
def _stubs(study: Study) -> dict[str, list[Stub]]:
    """What is counted for each question of the respondents."""
    answers = study.read()
    return {one.name: stubs_of(one, answers) for one in study.table("answers").questions}


def _banners(study: Study) -> list[_Groups]:
    return [(), *(_as_key(groups) for groups in study.config.banners.values())]


def _as_key(groups: Sequence[PointGroup]) -> _Groups:
    return tuple((one.question, tuple(one.points), one.nest) for one in groups)


@lru_cache(maxsize=16)
def _planned(study: Study, more: _Groups, given: _Given, weight: str) -> Disclosure:
    """What may be shown of all questions by all banners of the edition, and one more.

    Tables of those whom a filter leaves are planned with the tables of all.
    """
    answers, privacy = study.read(), study.config.privacy
    wanted = [*_banners(study), *([more] if more else [])]
    rule = Suppression(hide=privacy.hide_base, flag=privacy.flag_base)
    return planned(
        [stub for stubs in _stubs(study).values() for stub in stubs],
        [columns_of(_point_groups(groups), answers) for groups in wanted],
        _respondents(study, (), weight),
        rule,
        _respondents(study, given, weight).index if given else None,
    )


def _inside(study: Study, given: _Given, weight: str) -> NDArray[np.bool_]:
    """Who is tabulated: those whom filters leave, and who have a weight where one is used."""
    answers = study.read()
    inside = np.ones(len(answers.frame), dtype=bool)
    for key, wanted in given:
        inside &= gave(key, wanted, answers)
    if weight:
        inside &= (study.weight(weight) > 0).to_numpy()
    enough(bool(inside.any()), _SAY("nobody left"))
    return inside


def _respondents(study: Study, given: _Given, weight: str) -> Respondents:
    index = study.read().frame.index[_inside(study, given, weight)]
    if not weight:
        return Respondents(index, accounts=study.clusters)
    held = study.weighting(weight)
    return Respondents(index, held.weights, study.clusters, held.calibration)


def _title(stub: Stub) -> str:
    question = stub.question
    rows = {row.key: row.text for row in question.rows}
    if not stub.row:
        return question.heading
    return _SAY("row", title=question.heading, row=rows.get(stub.row, stub.row))


def _base(question: Question, row: str) -> str:
    base = question.base_of(row)
    return base.text if base else _SAY("everyone")


def _filter_words(study: Study, given: _Given) -> str:
    told = []
    for key, wanted in given:
        question = study.table("answers").question(key)
        codes = [question.code(each) for each in wanted]
        texts = [code.text if code else each for code, each in zip(codes, wanted, strict=True)]
        told.append(_SAY("filter", title=question.heading, answers=either(texts)))
    return "; ".join(told)


def _notes(study: Study, stub: Stub, inside: NDArray[np.bool_]) -> Iterator[str]:
    """What is to be known of the percentages, and how many of those inside gave no answer."""
    if stub.question.type == "multi":
        yield _SAY("several")
    answers, name = study.read(), stub.question.name
    held = answers.question(name)
    columns = [stub.row] if stub.row else list(held.columns)
    roles = answers.roles(name, stub.row)
    answered = [held[column].notna().to_numpy() for column in columns]
    answered += [roles[role].to_numpy() for role in ("dont_know", "refused")]
    asked = answers.asked(name, stub.row).to_numpy()
    silent = int((inside & asked & ~np.logical_or.reduce(answered)).sum())
    if silent:
        yield _SAY.form("silent", many=silent > 1, count=silent)
