"""Consistency: whether the parts of a parameter file that name each other agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.bases import But, answers_named
from research.edition.questions import NPS_GROUPS
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from research.edition.banners import Banner, PointGroup
    from research.edition.bases import Filter
    from research.edition.options import Code
    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.edition.yamlfile import Place

    Fault = tuple[Place, str]

__all__ = [
    "BANNER_TYPES",
    "banner_faults",
    "in_scope",
    "lineage",
    "question_faults",
    "splits",
    "table_faults",
]

_DERIVES = {
    "single": ("single", "scale", "nps", "numeric"),
    "numeric": ("single", "scale", "nps", "numeric", "day"),
}
BANNER_TYPES = ("single", "multi", "scale", "nps", "numeric")
"""Types of questions that a banner can be split by."""


def table_faults(tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find tables that belong to none, and filters by answers that are none.

    Parameters
    ----------
    tables : by name, each with all its questions.
    """
    for name, table in tables.items():
        place = ("data", name)
        if table.of is not None and (table.of not in tables or table.of == name):
            others = [other for other in tables if other != name]
            yield (
                (*place, "of"),
                f"'{table.of}' is no other table; " + known_or_meant(table.of, others),
            )
        for level in table.levels:
            if level in tables and tables[level].loop is None:
                yield (*place, "levels", level), f"'{level}' is a table and a loop: rename one"
        by_name = {question.name: question for question in table.questions}
        yield from _filter_faults((*place, "filter"), table.filter, by_name)


def question_faults(questions: Mapping[Place, Question]) -> Iterator[Fault]:
    """Find names given twice, sources and bases that are none, and circles.

    Parameters
    ----------
    questions : of one table, each with its place in the file.
    """
    by_name: dict[str, Question] = {}
    for place, question in questions.items():
        if question.name in by_name:
            yield (*place, "name"), f"the question '{question.name}' is given twice"
        by_name.setdefault(question.name, question)
    for place, question in questions.items():
        if question.of is not None:
            yield from _source_faults(place, question, by_name)
        for where, led in _leads(place, question):
            yield from _unknown(where, led, _led_from(by_name), "question of this table")
            yield from _filter_faults(where, led, by_name)
        if question.base is not None and question.base.rows is not None:
            yield from _led_by_options((*place, "base", "rows"), question, by_name)
        yield from _unknown(
            (*place, "consent"), question.consent, by_name, "question of this table"
        )
        if question.coding is not None:
            yield from _unread((*place, "coding", "of"), question.coding.of, by_name)


def lineage(tables: Mapping[str, DataTable], name: str) -> list[str]:
    """Give a table and those that its rows belong to, the nearest first.

    Parameters
    ----------
    tables : by name.
    name : of the table.
    """
    found: list[str] = []
    at: str | None = name
    while at is not None and at in tables and at not in found:
        found.append(at)
        at = tables[at].of
    return found


def in_scope(tables: Mapping[str, DataTable], name: str) -> dict[str, Question]:
    """Give the questions that rows of a table have answers to, by name: own before its parents'.

    Parameters
    ----------
    tables : by name, each with all its questions.
    name : of the table.
    """
    found: dict[str, Question] = {}
    for table in lineage(tables, name):
        for question in tables[table].questions:
            found.setdefault(question.name, question)
    return found


def splits(banner: Banner, names: Collection[str]) -> bool:
    """Whether tables about such rows can be split by a banner.

    Parameters
    ----------
    banner : groups of points.
    names : of the questions that the rows have answers to.
    """
    return all(name in names for group in banner for name in group.questions)


def banner_faults(
    banners: Mapping[str, Banner], scopes: Mapping[str, Mapping[str, Question]]
) -> Iterator[Fault]:
    """Find points that are no answers, banners of one point, and groups given twice.

    Parameters
    ----------
    banners : by name.
    scopes : by table, the respondents' first, the questions that its rows have answers to.
    """
    for name, groups in banners.items():
        fit = [asked for asked in scopes.values() if splits(groups, asked)]
        questions = fit[0] if fit else _nearest(groups, scopes)
        seen = set()
        for number, group in enumerate(groups):
            place = ("banners", name, number)
            if (group.question, group.nest) in seen:
                yield (*place, "question"), f"'{group.question}' is in the banner twice"
            seen.add((group.question, group.nest))
            yield from _group_faults(place, group, questions)
        if not groups:
            yield ("banners", name), f"the banner '{name}' has no points"


def _nearest(
    groups: Banner, scopes: Mapping[str, Mapping[str, Question]]
) -> Mapping[str, Question]:
    """Questions of the table that has the most of a banner's, the first of those alike."""
    named = {name for group in groups for name in group.questions}
    return max(scopes.values(), key=lambda asked: len(named & asked.keys()), default={})


def _group_faults(
    place: Place, group: PointGroup, questions: Mapping[str, Question]
) -> Iterator[Fault]:
    for key, name in (("question", group.question), ("nest", group.nest)):
        if name is None:
            continue
        if name not in questions:
            yield (*place, key), f"'{name}' is no question; {known_or_meant(name, questions)}"
        elif questions[name].type not in BANNER_TYPES:
            kind = questions[name].type
            yield (*place, key), f"'{name}' is of type {kind}, which no banner can be split by"
    question = questions.get(group.question)
    if question is None:
        return
    known = answers_of(question)
    for number, point in enumerate(group.points):
        if known and point not in known:
            near = known_or_meant(point, known)
            yield (*place, "points", number), f"'{point}' is no answer of '{question.name}'; {near}"
        elif point in group.points[:number]:
            yield (*place, "points", number), f"the point '{point}' is given twice"
    several = len(group.points or known) if known else 2
    if several == 1 and group.nest is None:
        what = "a banner of one point sets nothing side by side: name two or more"
        yield (*place, "points"), what


def answers_of(question: Question) -> list[str]:
    """Give what a banner may call the answers of a question: keys, cells, texts of nets, bands.

    Parameters
    ----------
    question : as its author describes it.
    """
    if question.type == "nps":
        return [*NPS_GROUPS]
    codes = [name for code in question.codes for name in (code.key, code.code, code.text)]
    nets = [name for net in question.nets for name in (net.key, net.text)]
    rows = [name for row in question.rows for name in (row.key, row.text)]
    boxes = [name for box in question.boxes for name in (box.key, box.text)]
    found = [*codes, *nets, *boxes, *rows, *question.bands, *_between(question)]
    return list(dict.fromkeys(found))


def _between(question: Question) -> list[str]:
    """The numbers between the ends of a scale."""
    if question.type != "scale":
        return []
    ends = [float(code.code) for code in question.codes if _is_point(code)]
    ends += [float(end) for end in question.range or () if end is not None]
    return [f"{at}" for at in range(int(min(ends)), int(max(ends)) + 1)] if ends else []


def _is_point(code: Code) -> bool:
    return code.role == "answer" and code.code.lstrip("-").isdecimal()


def _source_faults(
    place: Place, question: Question, by_name: Mapping[str, Question]
) -> Iterator[Fault]:
    """Find what a question cannot be derived from, or give the reasons for."""
    name = str(question.of)
    where = (*place, "of")
    if name not in by_name:
        yield where, f"'{name}' is no question of this table; {known_or_meant(name, by_name)}"
        return
    if _circles(question, by_name):
        yield where, f"'{question.name}' is derived from itself by way of '{name}'"
        return
    source = by_name[name]
    allowed = _DERIVES.get(question.type)
    if allowed and source.type not in allowed:
        what = f"a question of type {question.type} is not derived from one of type {source.type}"
        yield where, f"{what}: {', '.join(allowed)}"
        return
    known = {part for code in source.codes for part in (code.code, code.key)}
    if not known or question.type == "open":
        return
    used = [((*place, "codes", code.code), one) for code in question.codes for one in code.codes]
    used += [((*place, "values", one), one) for one in question.values]
    for at, one in used:
        if one not in known:
            near = known_or_meant(one, [each.code for each in source.codes])
            yield at, f"'{one}' is no code of '{source.name}'; {near}"


def _leads(place: Place, question: Question) -> Iterator[tuple[Place, Filter]]:
    """Give the filters that led to a question and to its rows, each with its place."""
    if question.base is not None:
        yield (*place, "base", "filter"), question.base.filter
    for row in question.rows:
        if row.base is not None:
            yield (*place, "rows", row.key, "base", "filter"), row.base.filter


def _led_from(by_name: Mapping[str, Question]) -> list[str]:
    """Give what may lead to a question: questions, and rows of them by the names of both."""
    rows = [f"{name}.{row.key}" for name, one in by_name.items() for row in one.rows]
    return [*by_name, *rows]


def _led_by_options(
    place: Place, question: Question, by_name: Mapping[str, Question]
) -> Iterator[Fault]:
    """Find rows that no option of the question that leads to them has the key of."""
    name = str(question.base.rows if question.base else "")
    if name not in by_name:
        yield place, f"'{name}' is no question of this table; {known_or_meant(name, by_name)}"
        return
    if by_name[name].type != "multi":
        yield place, f"'{name}' is of type {by_name[name].type}; options of a multi lead to rows"
        return
    known = [item.key for item in by_name[name].items]
    for row in question.rows if known else ():
        if row.key not in known:
            near = known_or_meant(row.key, known)
            yield place, f"the row '{row.key}' is no option of '{name}', which leads to it; {near}"


def _circles(question: Question, by_name: Mapping[str, Question]) -> bool:
    seen = {question.name}
    source = question.of
    while source is not None and source in by_name:
        if source in seen:
            return True
        seen.add(source)
        source = by_name[source].of if by_name[source].type != "open" else None
    return False


def _unread(place: Place, name: str, by_name: Mapping[str, Question]) -> Iterator[Fault]:
    """Find a coded question whose comments are no open question of its table."""
    if name not in by_name:
        yield place, f"'{name}' is no question of this table; {known_or_meant(name, by_name)}"
    elif by_name[name].type != "open":
        yield place, f"'{name}' is of type {by_name[name].type}; comments are an open question"


def _unknown(
    place: Place, names: Iterable[str], known: Collection[str], noun: str
) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield (*place, name), f"'{name}' is no {noun}; {known_or_meant(name, known)}"


def _filter_faults(
    place: Place, chosen: Filter, by_name: Mapping[str, Question]
) -> Iterator[Fault]:
    """Find answers of a filter that its question does not have."""
    for name, answers in chosen.items():
        question = by_name.get(name)
        if question is None or not question.codes or question.type in ("scale", "grid", "nps"):
            continue
        known = answers_of(question)
        within = ("but",) if isinstance(answers, But) else ()
        for number, answer in enumerate(answers_named(answers)):
            if answer not in known:
                near = known_or_meant(answer, [code.code for code in question.codes])
                where = (*place, name, *within, number)
                yield where, f"'{answer}' is no answer of '{name}'; {near}"
