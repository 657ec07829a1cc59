"""A tab book without a report: questions by banners, straight from the data to a workbook."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.build.progress import as_opened
from research.pipeline.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["TabBookMade", "summary_lines", "tables"]


@dataclass(frozen=True)
class TabBookMade:
    """What was made.

    Parameters
    ----------
    path : the workbook.
    tables : number of tables by banner; of the total alone under an empty name.
    seconds : how long it took.
    """

    path: Path
    tables: Mapping[str, int]
    seconds: float


def tables(
    params: Path | str,
    banners: Sequence[str] = (),
    questions: Sequence[str] = (),
    filters: Sequence[str] = (),
    weight: str = "",
    to: Path | None = None,
    *,
    table: str = "answers",
    volume: str = "",
    progress: Callable[[Event], None] | None = None,
) -> TabBookMade:
    """Make a tab book of an edition; no notebook is run and no report is made.

    Parameters
    ----------
    params : parameter file of the edition.
    banners : names, a sheet each; all of the edition if empty, the total alone where it has none.
    questions : names, in the order of the tables; all that make tables if empty.
    filters : ``question=answer`` each; several of one question let in who gave any of them.
    weight : name of a weight, or ``none``; ``main`` where the edition has it if empty.
    volume : name of a volume in place of a weight: shares are of the amount.
    to : the workbook; ``reports/<edition>/tables-<banners>.xlsx`` if None.
    table : name of the table of data whose rows are counted.
    progress : told of the start and the end of each step.

    Raises
    ------
    InputError
        With all at once that does not exist: banners, questions, answers, weights. Nothing is
        written.
    ThinDataError
        If nobody is left.
    """
    started = time.monotonic()
    tell = progress or (lambda _: None)
    with _step(tell, "answers"):
        from research.build.wanted import wanted
        from research.chapters.questions.weighting import facts, reports
        from research.chapters.tabs.planned import study_tabs
        from research.report.tabbook import write_tab_book
        from research.sources.dummies import MARK, are_dummies
        from research.study import open_study
        from research.tabulation.record import read_record, record_of

        study = open_study(params)
        asked = wanted(study, banners, questions, filters, weight, to, table, volume)
        study.read(table)
    records, made = [], {}
    for banner in asked.banners:
        with _step(tell, _named(banner)):
            found = study_tabs(
                study,
                asked.questions or None,
                banner,
                filters=asked.filters,
                weight=asked.weight or None,
                table=asked.table,
                volume=asked.volume,
            )
            records += [read_record(record_of(tab)) for tab in found]
            made[banner] = len(found)
    with _step(tell, asked.path.name):
        kept = [one for one in reports(study) if one.name in {tab.weight for tab in records}]
        mark = MARK if are_dummies(map(study.source, study.config.data)) else ""
        weights = {report: facts(report) for report in kept}
        write_tab_book(asked.path, records, study.config.title, weights, mark)
    return TabBookMade(asked.path, made, time.monotonic() - started)


@contextmanager
def _step(tell: Callable[[Event], None], what: str) -> Iterator[None]:
    tell(Event("start", what))
    started = time.monotonic()
    yield
    tell(Event("done", what, seconds=time.monotonic() - started))


def _named(banner: str, count: int = 2) -> str:
    tables = "table" if count == 1 else "tables"
    return f"{tables} by {banner}" if banner else f"{tables} of the total"


def summary_lines(made: TabBookMade) -> list[str]:
    """Give the lines at the end: how many tables, and where they are.

    Parameters
    ----------
    made : the tab book.
    """
    counts = [f"{count:,} {_named(banner, count)}" for banner, count in made.tables.items()]
    return [f"Made {', '.join(counts)} ({made.seconds:.1f} s).", f"  {as_opened(made.path)}"]
