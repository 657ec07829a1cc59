"""Tabs of a study: questions by banners, planned together so that nothing hidden is told."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING

from research.chapters.tabs.counts import count_notes, count_words, counted_by
from research.chapters.tabs.narrowed import inside_of, parts_of, respondents_of
from research.chapters.tabs.rows import about_of, rows_of, rule_of
from research.chapters.tabs.surveys import survey_tabs
from research.chapters.tabs.waves import wave_tabs
from research.chapters.tabs.words import base_words, filter_words, notes_of, title_of
from research.chapters.unweighted import unweighted
from research.edition.banners import PointGroup
from research.edition.parameters import ANSWERS
from research.edition.waves.named import BANNER
from research.edition.weights import named_weight
from research.errors import InputError, Problem, ThinDataError
from research.problems.nearest import known_or_meant
from research.statistics.samples.comparisons import Comparison
from research.tabulation.columns import columns_of, names_of_points
from research.tabulation.making import Told, planned, tabulate
from research.tabulation.questions import TABLED, stubs_of
from research.tabulation.summary import summary
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from research.chapters.tabs.rows import Rows
    from research.statistics.tables.disclosure import Disclosure
    from research.study import Study
    from research.tabulation.stub import Stub
    from research.tabulation.tab import Tab

__all__ = ["ALL", "THIN_BASE", "comparison_of", "questions_asked", "study_tab", "study_tabs"]

_SAY = Frames(__file__)

ALL = "all"
"""In place of a list: every question that makes a table."""

THIN_BASE = 100
"""Unweighted bases below this are marked as small, after the custom of the trade."""

_Group = tuple[str, tuple[str, ...], str | None]
_Groups = tuple[_Group, ...]
_Given = tuple[tuple[str, tuple[str, ...]], ...]


def study_tabs(
    study: Study,
    questions: Sequence[str] | str | None = None,
    banner: str | Sequence[str] = "",
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    weight: str | None = None,
    table: str = ANSWERS,
    volume: str = "",
) -> list[Tab]:
    """Tabulate questions of a study by one of its banners.

    Parameters
    ----------
    study : the edition with its data.
    questions : names, in the order of the tables; ``"all"`` or nothing for all that make tables.
    banner : name of a banner; names of questions, each a group of columns; nothing for the total;
        ``waves`` for a column for each wave, without a total. Banners may be made of questions of
        the table and of those that it belongs to.
    filters : answers by question or column: the tables are of those who gave one of each. Under the
        name of the column of surveys, the one survey that is tabulated; the latest where left out.
    weight : name of a weight; ``main`` where the edition has it and nothing is said, ``none`` for
        weights of one.
    table : name of the table of data whose rows are counted.
    volume : name of a volume in place of a weight: shares are of the amount.

    Returns
    -------
    A tab for each question; of a grid a summary of its rows, then one for each row. Of a further
    table, rows that belong to one account or respondent are one cluster for intervals and tests.

    Raises
    ------
    InputError
        With every name that is none.
    ThinDataError
        If nobody is left.
    """
    names = questions_asked(study, questions, table)
    rows, left = _rows(study, table, filters or {})
    given = _given(study, rows, left)
    used = counted_by(study, weight, volume, table)
    if banner == BANNER and rows.wave and len(left) < len(filters or {}):
        what = _SAY("one survey", column=str(study.table(table).wave))
        raise InputError([Problem(study.path, what, hint=_SAY("no survey"))])
    if banner == BANNER and _of_waves(study, table):
        if volume:
            raise InputError([Problem(study.path, _SAY("volume"), hint=_SAY("no volume"))])
        if used:
            named_weight(study.config.weights, used, study.path)
        return list(_by_wave(study, rows, names, given, used))
    groups = _banner_key(study, banner, table)
    name = banner if isinstance(banner, str) else "_".join(banner)
    return list(_made(study, rows, names, groups, name, given, used))


def study_tab(
    study: Study,
    question: str,
    banner: str = "",
    *,
    row: str = "",
    table: str = ANSWERS,
    weight: str = "",
    volume: str = "",
) -> Tab:
    """Give one tab of a study.

    Parameters
    ----------
    study : the edition with its data.
    question : its name.
    banner : name of a banner; nothing for the total.
    row : key of a grid's row; nothing for the whole question.
    table : name of the table of data whose rows are counted.
    weight, volume : as of `study_tabs`.

    Raises
    ------
    InputError
        If a name is none.
    ThinDataError
        If the question makes no table, or nobody answered.
    """
    tabs = study_tabs(study, [question], banner, weight=weight or None, table=table, volume=volume)
    found = next((tab for tab in tabs if tab.row == row), None)
    if found is None:
        raise ThinDataError(_SAY("nobody", question=question))
    return found


def _rows(
    study: Study, table: str, filters: Mapping[str, Sequence[str]]
) -> tuple[Rows, dict[str, Sequence[str]]]:
    """Rows of the survey that filters name, or of the latest; and the filters that are left."""
    held = study.config.table(table)
    column = held.wave if held else None
    wave = [str(each) for each in filters.get(column or "", ())]
    if len(wave) > 1:
        raise InputError(
            [
                Problem(
                    study.path,
                    f"tables are of one {column} at a time, and {len(wave)} are named",
                    hint="make them one by one",
                )
            ]
        )
    left = {key: wanted for key, wanted in filters.items() if key != column}
    return rows_of(study, table, wave[0] if wave else ""), left


def _given(study: Study, rows: Rows, filters: Mapping[str, Sequence[str]]) -> _Given:
    """Filters in an order of their own, each of a question and answers that there are."""
    answers = rows.answers
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


def questions_asked(
    study: Study, questions: Sequence[str] | str | None, table: str = ANSWERS
) -> tuple[str, ...]:
    """Give the names of questions that make tables, in order.

    Parameters
    ----------
    study : the edition.
    questions : names, ``"all"``, or nothing for all.
    table : name of the table of data that holds them.

    Raises
    ------
    InputError
        With every name that is no question, or if there is no such table.
    """
    if study.config.table(table) is None:
        near = known_or_meant(table, study.config.table_names)
        raise InputError([Problem(study.path, f"'{table}' is no table of data", hint=near)])
    asked = {one.name: one for one in study.table(table).questions}
    tabled = [name for name, one in asked.items() if one.type in TABLED]
    if questions is None or questions == ALL:
        return tuple(tabled)
    names = [questions] if isinstance(questions, str) else list(questions)
    known = [*asked, ALL] if isinstance(questions, str) else asked
    wrong = [
        Problem(study.path, f"'{name}' is no question", hint=known_or_meant(name, known))
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


def _banner_key(study: Study, banner: str | Sequence[str], table: str) -> _Groups:
    if not banner:
        return ()
    if isinstance(banner, str):
        known = study.config.banners_of(table)
        if banner not in known:
            raise InputError([_no_banner(study, banner, table)])
        return _as_key(known[banner])
    scope = {
        one.name for held in study.config.lineage(table) for one in study.table(held).questions
    }
    wrong = [
        Problem(study.path, f"'{name}' is no question", hint=known_or_meant(name, scope))
        for name in banner
        if name not in scope
    ]
    if wrong:
        raise InputError(wrong)
    return tuple((name, (), None) for name in dict.fromkeys(banner))


def _no_banner(study: Study, banner: str, table: str) -> Problem:
    near = known_or_meant(banner, study.config.banners_of(table))
    if banner not in study.config.banners:
        return Problem(study.path, f"'{banner}' is no banner", hint=near)
    return Problem(
        study.path,
        f"'{banner}' is no banner of the table '{table}': it names questions that this does not "
        "have",
        hint=near,
    )


def _point_groups(groups: _Groups) -> list[PointGroup]:
    return [
        PointGroup(question=name, points=list(points), nest=nest) for name, points, nest in groups
    ]


def _of_waves(study: Study, table: str) -> bool:
    """Whether the columns are waves or surveys, and no banner has that name."""
    if BANNER in study.config.banners:
        return False
    return table == ANSWERS or BANNER in study.config.banner_names_of(table)


@lru_cache(maxsize=16)
def _by_wave(
    study: Study, rows: Rows, names: tuple[str, ...], given: _Given, weight: str
) -> tuple[Tab, ...]:
    held = _stubs(rows)
    stubs = [stub for name in names for stub in held.get(name, ())]
    make: Callable[..., list[Tab]] = wave_tabs
    if rows.table != ANSWERS:
        make = partial(survey_tabs, table=rows.table)
    tabs = make(
        study,
        names,
        given,
        weight,
        comparison=comparison_of(study),
        # The columns say which surveys: the base is none of them.
        told=_told(study, replace(rows, wave=""), stubs, BANNER, given, weight),
        totals=study_tabs,
    )
    return tuple(_with_summaries(tabs))


@lru_cache(maxsize=64)
def _made(
    study: Study,
    rows: Rows,
    names: tuple[str, ...],
    groups: _Groups,
    banner: str,
    given: _Given,
    weight: str,
) -> tuple[Tab, ...]:
    held = _stubs(rows)
    stubs = [stub for name in names for stub in held.get(name, ())]
    inside = inside_of(study, rows, given, weight)
    tabs = tabulate(
        stubs,
        columns_of(_point_groups(groups), rows.answers),
        respondents_of(study, rows, given, weight),
        comparison=comparison_of(study),
        plan=_planned(
            study, rows, () if groups in _banners(study, rows) else groups, given, weight
        ),
        confidence=study.config.statistics.confidence,
        told=replace(
            _told(study, rows, stubs, banner, given, weight),
            notes={
                stub.name: [
                    *notes_of(study, rows, stub, inside),
                    *(() if weight else unweighted(study, rows.table)),
                    *count_notes(study, weight, rows, inside),
                ]
                for stub in stubs
            },
        ),
    )
    return tuple(_with_summaries(tabs))


def _told(
    study: Study, rows: Rows, stubs: Sequence[Stub], banner: str, given: _Given, weight: str
) -> Told:
    privacy = study.config.privacy
    return Told(
        banner=banner,
        titles={stub.name: title_of(stub) for stub in stubs},
        bases={stub.name: base_words(study, rows, stub) for stub in stubs},
        filter=filter_words(study, rows, given),
        weight=count_words(study, weight),
        flag=privacy.flag_base,
        thin=max(THIN_BASE, privacy.flag_base),
        about=about_of(study, rows.table),
    )


def _with_summaries(tabs: Sequence[Tab]) -> list[Tab]:
    """Put a summary before the rows of each question that has several."""
    found: list[Tab] = []
    for _, own in groupby(tabs, key=lambda tab: tab.question.name):
        rows = list(own)
        found += [summary(rows), *rows] if len(rows) > 1 else rows
    return found


@lru_cache(maxsize=16)
def _stubs(rows: Rows) -> dict[str, list[Stub]]:
    """What is counted for each question of a table and of those that it belongs to."""
    return {one.name: stubs_of(one, rows.answers) for one in rows.answers.table.questions}


def _banners(study: Study, rows: Rows) -> list[_Groups]:
    return [(), *(_as_key(groups) for groups in study.config.banners_of(rows.table).values())]


def _as_key(groups: Sequence[PointGroup]) -> _Groups:
    return tuple((one.question, tuple(one.points), one.nest) for one in groups)


@lru_cache(maxsize=16)
def _planned(study: Study, rows: Rows, more: _Groups, given: _Given, weight: str) -> Disclosure:
    """What may be shown of all questions by all banners of the edition, and one more.

    Tables of those whom a filter leaves are planned with the tables of all.
    """
    wanted = [*_banners(study, rows), *([more] if more else [])]
    return planned(
        [stub for stubs in _stubs(rows).values() for stub in stubs],
        [columns_of(_point_groups(groups), rows.answers) for groups in wanted],
        respondents_of(study, rows, (), weight),
        rule_of(study, rows),
        [rows.index[inside] for inside in parts_of(study, rows, given, weight)],
    )
