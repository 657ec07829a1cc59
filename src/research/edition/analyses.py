"""Analyses: whether what they name is there, and of the kind that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.listening_faults import NUMBERS, listening_faults, question_faults
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from research.edition.questions import Question
    from research.edition.supplier import Drivers, Supplier
    from research.edition.tables import DataTable
    from research.edition.themes import Benchmark, Themes
    from research.edition.yamlfile import Place

    Fault = tuple[Place, str]

__all__ = ["benchmark_faults", "supplier_faults", "theme_faults"]


def theme_faults(
    themes: Themes,
    answers: Mapping[str, Question],
    *,
    banners: Collection[str],
    breakdowns: Collection[str],
) -> Iterator[Fault]:
    """Find what the themes name and the respondents' questions do not have.

    Parameters
    ----------
    themes : the analysis.
    answers : questions of the respondents by name.
    banners : names of all banners.
    breakdowns : those of one group that a ranking can be broken down by.
    """
    ranking = answers.get(themes.question)
    if ranking is None:
        near = known_or_meant(themes.question, answers)
        yield ("themes", "question"), f"'{themes.question}' is no question; {near}"
        return
    if ranking.type != "ranking":
        yield ("themes", "question"), f"'{ranking.name}' is of type {ranking.type}, no ranking"
        return
    known = [item.key for item in ranking.items]
    yield from _item_faults(themes, known, ranking.name)
    for number, name in enumerate(themes.by or ()):
        if name not in breakdowns:
            what = f"'{name}' is no banner of one group of a single question with codes; "
            yield ("themes", "by", number), what + known_or_meant(name, banners)


def _item_faults(themes: Themes, known: list[str], ranking: str) -> Iterator[Fault]:
    """Find levels and pairs of items that are none, and items in two levels."""
    seen: dict[str, str] = {}
    for level, held in themes.levels.items():
        for number, name in enumerate(held.items):
            place = ("themes", "levels", level, "items", number)
            if name not in known:
                yield place, f"'{name}' is no item of '{ranking}'; {known_or_meant(name, known)}"
            elif name in seen:
                yield place, f"'{name}' stands in two levels, {seen[name]} and {level}"
            seen[name] = level
    for number, pair in enumerate(themes.pairs):
        for part, name in enumerate(pair):
            if name not in known:
                what = f"'{name}' is no item of '{ranking}'; {known_or_meant(name, known)}"
                yield ("themes", "pairs", number, part), what


def benchmark_faults(
    benchmark: Benchmark, table: DataTable | None, *, items: Collection[str], known: Iterable[str]
) -> Iterator[Fault]:
    """Find what a benchmark names and no further table has.

    Parameters
    ----------
    benchmark : of the themes.
    table : the further table that holds its question, if one does.
    items : keys of the themes.
    known : questions of all further tables.
    """
    place = ("themes", "benchmark")
    if table is None:
        near = known_or_meant(benchmark.question, known)
        what = f"'{benchmark.question}' is no question of a further table; {near}"
        yield (*place, "question"), what
        return
    if benchmark.by not in table.names:
        near = known_or_meant(benchmark.by, table.names)
        yield (*place, "by"), f"'{benchmark.by}' is no question of the same table; {near}"
        return
    lacking = sorted(set(items) - {row.key for row in table.question(benchmark.question).rows})
    if lacking:
        what = f"'{benchmark.question}' has no scores of {', '.join(lacking)}"
        yield (*place, "question"), what
    sectors = table.question(benchmark.by)
    points = [name for code in sectors.codes for name in (code.key, code.code)]
    for number, point in enumerate(benchmark.points):
        if points and point not in points:
            what = f"'{point}' is no answer of '{benchmark.by}'; {known_or_meant(point, points)}"
            yield (*place, "points", number), what


def supplier_faults(supplier: Supplier, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find what a supplier's analyses name and its tables do not have.

    Parameters
    ----------
    supplier : its block.
    tables : of data by name.
    """
    if supplier.drivers is not None:
        yield from _driver_faults(supplier.drivers, tables)
    if supplier.listening is not None:
        yield from listening_faults(supplier.listening, tables)
    yield from _contact_faults(supplier, tables)
    accounts = tables.get("accounts")
    if (
        supplier.roi is not None
        and accounts is not None
        and not accounts.holds(supplier.roi.revenue)
    ):
        near = known_or_meant(supplier.roi.revenue, accounts.names)
        what = f"'{supplier.roi.revenue}' is no question of data.accounts; {near}"
        yield ("supplier", "roi", "revenue"), what


def _contact_faults(supplier: Supplier, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find questions about price and types that contacts were not asked."""
    named: dict[Place, str] = {("premium",): supplier.premium} if supplier.premium else {}
    for key, cut in supplier.personas or ():
        named["personas", key, "question"] = cut.question
    for at, name in named.items():
        place = ("supplier", *at)
        if "contacts" not in tables:
            yield place, f"'{name}' is asked of contacts, and data.contacts is missing"
            continue
        found = question_faults(tables["contacts"], "contacts", name, NUMBERS)
        yield from ((place, what) for what in found)


def _driver_faults(drivers: Drivers, tables: Mapping[str, DataTable]) -> Iterator[Fault]:
    """Find an outcome and drivers that the table does not have."""
    if drivers.of not in tables:
        what = f"drivers of {drivers.of} need data.{drivers.of}, which is missing"
        yield ("supplier", "drivers"), what
        return
    table = tables[drivers.of]
    known = [name for one in table.questions for name in (one.name, *(row.key for row in one.rows))]
    named: dict[Place, str] = {("outcome",): drivers.outcome}
    named |= {("questions", number): name for number, name in enumerate(drivers.questions)}
    for at, name in named.items():
        if name not in known:
            what = f"'{name}' is no question of data.{drivers.of}; {known_or_meant(name, known)}"
            yield ("supplier", "drivers", *at), what
