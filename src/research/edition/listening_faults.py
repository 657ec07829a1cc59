"""Listening beside the survey: whether the tables and questions that it names are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from research.edition.listening import Listening, Touchpoints
    from research.edition.tables import DataTable
    from research.edition.yamlfile import Place

    Fault = tuple[Place, str]

__all__ = ["NUMBERS", "listening_faults", "question_faults"]

NUMBERS = ("nps", "numeric", "scale")
"""Types of questions whose answers are numbers."""


def listening_faults(own: Listening, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find what listening names and the data do not have, or have of another type.

    Parameters
    ----------
    own : its block.
    tables : of data by name.
    """
    for place, table, question, types in _named(own):
        at = ("supplier", "listening", *place)
        if table not in tables:
            yield at, f"data has no table '{table}'; {known_or_meant(table, tables)}"
            continue
        yield from ((at, what) for what in question_faults(tables[table], table, question, types))
    if own.touchpoints:
        yield from _touchpoint_faults(own.touchpoints, tables)
    if own.engagement:
        for number, name in enumerate(own.engagement.by):
            place = ("supplier", "listening", "engagement", "by", number)
            for held in (own.engagement.table, "accounts"):
                if held in tables:
                    yield from (
                        (place, what)
                        for what in question_faults(tables[held], held, name, ("single",))
                    )
    if len(own.themes) == 1:
        yield ("supplier", "listening", "themes"), "one question alone has none beside it: give two"


def _named(own: Listening) -> Iterator[tuple[Place, str, str, Collection[str]]]:
    """Give place, table and question of everything that is named, with the types allowed."""
    for number, part in enumerate(own.health.parts if own.health else ()):
        yield ("health", "parts", number, "question"), part.table, part.question, NUMBERS
    if own.health and own.health.size:
        yield ("health", "size"), "accounts", own.health.size, ("numeric",)
    if (alerts := own.alerts) is not None:
        yield ("alerts", "score"), alerts.table, alerts.score, NUMBERS
        yield ("alerts", "day"), alerts.table, alerts.day, ("day",)
        followed = alerts.followed
        yield ("alerts", "followed", "day"), followed.table, followed.day, ("day",)
        if followed.owner:
            yield ("alerts", "followed", "owner"), followed.table, followed.owner, ("single",)
    if (engaged := own.engagement) is not None:
        for number, name in enumerate(engaged.questions):
            yield ("engagement", "questions", number), engaged.table, name, NUMBERS
        yield ("engagement", "score"), "contacts", engaged.score, NUMBERS
    for number, one in enumerate(own.aligned):
        for place, asked in enumerate(one.asked):
            at = ("aligned", number, "asked", place, "question")
            types = NUMBERS if asked.answer is None else ("single",)
            yield at, asked.table, asked.question, types
    for number, spoken in enumerate(own.themes):
        yield ("themes", number, "question"), spoken.table, spoken.question, ("multi",)


def question_faults(
    table: DataTable, name: str, question: str, types: Collection[str]
) -> Iterator[str]:
    """Say where a table has no such question, or one of another type.

    Parameters
    ----------
    table : of data.
    name : of the table.
    question : its name, or that of a row of a grid.
    types : that are allowed.
    """
    found, row = table.owner(question)
    if found is None:
        known = [key for one in table.questions for key in (one.name, *(r.key for r in one.rows))]
        near = known_or_meant(question, known)
        yield f"'{question}' is no question of data.{name}; {near}"
    elif found.type not in types and not (row is not None and found.type == "grid"):
        allowed = ", ".join(sorted(types))
        yield f"'{question}' is of type {found.type}; allowed: {allowed}"


def _touchpoint_faults(own: Touchpoints, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    at = ("supplier", "listening", "touchpoints")
    if own.table not in tables:
        yield (
            (*at, "table"),
            f"data has no table '{own.table}'; {known_or_meant(own.table, tables)}",
        )
        return
    table = tables[own.table]
    scores = NUMBERS if own.touchpoint else ("grid",)
    yield from (
        ((*at, "score"), what) for what in question_faults(table, own.table, own.score, scores)
    )
    yield from (
        ((*at, "day"), what) for what in question_faults(table, own.table, own.day, ("day",))
    )
    if own.touchpoint:
        what = question_faults(table, own.table, own.touchpoint, ("single",))
        yield from (((*at, "touchpoint"), one) for one in what)
    if own.level and not table.holds(own.level):
        held = "accounts" if table.of == "accounts" and "accounts" in tables else own.table
        what = question_faults(tables[held], held, own.level, ("single",))
        yield from (((*at, "level"), one) for one in what)
