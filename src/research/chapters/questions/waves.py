"""What changed from wave to wave: all changes ranked, then each question with its warning."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, opened
from research.chapters.tabs.planned import comparison_of, questions_asked, study_tabs
from research.chapters.tabs.table import table_of
from research.chapters.tabs.trends import trend_chart
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.errors import Problem
from research.identifiers import slug
from research.prose.answers_view import AnswersView
from research.prose.waves import describe_waves, lead_waves
from research.prose.waves_view import WavesView
from research.tabulation.changes import PREVIOUS, YEAR, wave_changes
from research.tabulation.figures import places_of
from research.wording.figures import DASH, interval, signed
from research.wording.frames import Frames
from research.wording.probabilities import level, probability

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.display.chart import Chart
    from research.edition.parameters import Edition
    from research.study import Study
    from research.tabulation.tab import Break, Line, Tab

__all__ = ["breaks", "changes_table", "opening", "questions"]

NEEDS = ("data.answers", "waves.earlier")
# Of a further table the waves are the surveys that it holds, which is judged by itself.
NEEDS_WITH: dict[str, tuple[str, ...]] = {"table": ()}

_SAY = Frames(__file__)

_BANNER = "waves"
_MOST = 20


def judged(edition: Edition, given: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    """Find a table of data that has no surveys to set side by side.

    Parameters
    ----------
    edition : the parameter file.
    given : the section's parameters.

    Yields
    ------
    (parameter, problem)
    """
    table = str(given.get("table") or "")
    if table in edition.table_names and _BANNER not in edition.banner_names_of(table):
        what, hint = _SAY("no surveys", table=table), _SAY("give surveys")
        yield "table", Problem("", what, key=f"data.{table}.wave", hint=hint)


class _Found(NamedTuple):
    """Tabs by wave and the changes of all of them together."""

    tabs: tuple[Tab, ...]
    changes: pd.DataFrame

    def line(self, key: str, line: str) -> tuple[Tab, Line]:
        """A line of the tab with this id."""
        tab = next(each for each in self.tabs if each.id == key)
        return tab, tab.line(line)

    @property
    def labels(self) -> dict[str, str]:
        """What the waves are called, by key."""
        return {point.key: point.label for point in self.tabs[0].points}

    def views(self) -> list[tuple[Tab, WavesView]]:
        """Each question: its own table, and what is told of it."""
        found = []
        for _, own in groupby(self.tabs, key=lambda tab: tab.question.name):
            tabs = list(own)
            rows = [tab for tab in tabs if tab.row] or tabs
            found.append((tabs[0], WavesView(rows, self.changes)))
        return found


@lru_cache(maxsize=4)
def _found(study: Study, names: tuple[str, ...], weight: str, table: str) -> _Found:
    settings = study.config.statistics
    tabs = study_tabs(study, names, _BANNER, weight=weight or None, table=table)
    enough(bool(tabs), _SAY("nothing"))
    return _Found(
        tuple(tabs),
        wave_changes(
            tabs, correction=comparison_of(study).correction, confidence=settings.confidence
        ),
    )


def _asked(study: Study, asked: Sequence[str] | str, weight: str, table: str) -> _Found:
    return _found(study, questions_asked(study, asked, table), weight, table)


@or_why
def opening(
    study: Study, asked: Sequence[str] | str = "all", weight: str = "", *, table: str = ANSWERS
) -> Text:
    """Heading of the chapter, and how many changes go beyond chance.

    Parameters
    ----------
    study : the last wave, with its data and the waves before.
    asked : names of questions; ``"all"`` for all that make tables.
    weight : name of a weight; ``main`` where nothing is said, ``none`` for weights of one.
    table : name of a table of data with a column of surveys, in place of the waves of the edition.
    """
    found = _asked(study, asked, weight, table)
    labels = list(found.labels.values())
    note = escape(study.config.waves.note) if table == ANSWERS else ""
    return opened(
        _named("opening", table),
        _SAY("title", first=escape(labels[0]), last=escape(labels[-1])),
        lambda: escape(lead_waves(found.changes, found.labels)),
        f"\n{note}\n" if note else "",
    )


def _named(what: str, table: str) -> str:
    """End of the id of an exhibit: those of a further table are called by it."""
    return "-".join(filter(None, ["waves", "" if table == ANSWERS else slug(table), what]))


@or_why
def changes_table(
    study: Study,
    step: str = PREVIOUS,
    asked: Sequence[str] | str = "all",
    weight: str = "",
    most: int = _MOST,
    *,
    table: str = ANSWERS,
) -> Table:
    """Changes of the last wave, the surest first.

    Parameters
    ----------
    study, asked, weight, table : as of `opening`.
    step : ``previous`` for those since the wave before, ``year`` for those since the same period
        of the year before.
    most : rows that are printed at most, though all that go beyond chance; 0 for all.
    """
    found = _asked(study, asked, weight, table)
    every = found.changes[found.changes["step"] == step]
    enough(len(every) > 0, _SAY(f"none.{step}"))
    tested = every[every["p"].notna()]
    many = max(int(every["significant"].sum()), most or len(every))
    kept = every.head(many)
    lines = [found.line(str(row["table"]), str(row["line"])) for row in kept.to_dict("records")]
    before, now = (found.labels[str(kept[end].iloc[0])] for end in ("before", "now"))
    rows = kept.to_dict("records")
    return Table(
        id=f"tbl-{_named(step, table)}",
        caption=_SAY(f"caption.{step}", before=before, now=now),
        frame=pd.DataFrame(
            {name: kept[name] for name in ("earlier", "later", "change", "low", "high")}
        ).set_axis([_line_name(*pair) for pair in lines]),
        cells=[_cells(row, *pair) for row, pair in zip(rows, lines, strict=True)],
        stub=_SAY("stub"),
        heads=_SAY.listed("heads", before=before, now=now),
        align="lrrrrr",
        widths=(42, 10, 10, 11, 16, 11),
        notes=[escape(note) for note in _notes(study, every, tested, len(kept))],
        results=[
            one for row, pair in zip(rows, lines, strict=True) for one in _results(row, *pair)
        ],
    )


def _line_name(tab: Tab, line: Line) -> str:
    """A line with its question, as a reader finds it."""
    title = _SAY("numbered", number=tab.number, title=tab.title) if tab.number else tab.title
    label = _SAY("under", head=line.head, label=line.label) if line.head else line.label
    return _SAY("line", title=title, label=label)


def _cells(row: dict[Any, Any], tab: Tab, line: Line) -> list[Cell]:
    view = AnswersView(tab)
    ends = [view.printed(line.key, str(row[end])) for end in ("before", "now")]
    change = _number(row["change"], tab, line)
    mark = ("better" if float(row["change"]) > 0 else "worse") if row["significant"] else ""
    if pd.isna(row["p"]):
        return [*map(Cell, ends), Cell(change), Cell(DASH, "muted"), Cell(DASH, "muted")]
    places = _places(tab, line)
    limits = interval(float(row["low"]), float(row["high"]), places, sign=True)
    p = probability(float(row["p_adjusted"]))
    return [*map(Cell, ends), Cell(change, mark), Cell(limits), Cell(p)]


def _places(tab: Tab, line: Line) -> int:
    return {"mean": places_of(tab), "rank": 1}.get(line.unit, 0)


def _number(value: float, tab: Tab, line: Line) -> str:
    return DASH if np.isnan(value) else signed(value, _places(tab, line))


def _notes(study: Study, every: pd.DataFrame, tested: pd.DataFrame, kept: int) -> list[str]:
    settings = study.config.statistics
    corrections = _SAY.named("corrections")
    told = [
        _SAY(
            "note",
            level=level(settings.confidence),
            correction=corrections[comparison_of(study).correction],
        ),
        _SAY("tested", count=len(tested)),
    ]
    if kept < len(every):
        told.append(_SAY.form("left out", many=len(every) - kept > 1, count=len(every) - kept))
    reasons = [each for each in dict.fromkeys(every["reason"]) if each]
    return [*told, *([_SAY("dash", reasons="; ".join(reasons))] if reasons else [])]


def _results(row: dict[Any, Any], tab: Tab, line: Line) -> list[Result]:
    parts = ["change", *filter(None, [tab.about.table, tab.question.name, tab.row]), line.key]
    name = ".".join([*parts, *([YEAR] if row["step"] == YEAR else [])])
    label, base = _line_name(tab, line), tab.base_of(line.key, str(row["now"]))
    unit = {"percent": "percent", "score": "score"}.get(line.unit, "mean")
    told = [("points", "change", unit), ("low", "low", unit), ("high", "high", unit)]
    told.append(("p_adjusted", "p_adjusted", "p"))
    return [
        Result(f"{name}.{end}", float(str(row[column])), kind, base, label)  # type: ignore[arg-type]
        for end, column, kind in told
        if not pd.isna(row[column])
    ]


@or_why
def breaks(
    study: Study, asked: Sequence[str] | str = "all", weight: str = "", *, table: str = ANSWERS
) -> Text:
    """What is not compared, and why; nothing to read where all waves asked alike.

    Parameters
    ----------
    study, asked, weight, table : as of `opening`.
    """
    found = _asked(study, asked, weight, table)
    said = [
        _SAY("break", title=_heading(tab), why=one)
        for tab, view in found.views()
        for one in dict.fromkeys(each.text for row in view.tabs for each in _adjacent(row))
    ]
    return bulleted(_named("breaks", table), map(escape, dict.fromkeys(said)))


def _adjacent(tab: Tab) -> list[Break]:
    """Breaks between a wave and the next: those of a year apart follow from them."""
    places = {point.key: place for place, point in enumerate(tab.points)}
    return [one for one in tab.breaks if places[one.after] - places[one.before] == 1]


def _heading(tab: Tab) -> str:
    title = tab.question.heading
    return _SAY("numbered", number=tab.number, title=title) if tab.number else title


def questions(
    study: Study, asked: Sequence[str] | str = "all", weight: str = "", *, table: str = ANSWERS
) -> list[Text | Chart | Table]:
    """Give each question: its heading, what changed in a sentence, its chart and its table.

    Parameters
    ----------
    study, asked, weight, table : as of `opening`.
    """
    made: list[Text | Chart | Table] = []
    found = _asked(study, asked, weight, table)
    source, confidence = source_of(study), study.config.statistics.confidence
    for tab, view in found.views():
        said = escape(describe_waves(view) or _SAY("silent"))
        name = _named(slug(tab.question.name), table)
        made.append(Text(f"txt-{name}", f"### {escape(_heading(tab))}\n\n{said}\n"))
        chart = trend_chart(view, tab, source=source, confidence=confidence)
        made += [*([chart] if chart else []), _lettered(table_of(tab))]
    return made


def _lettered(table: Table) -> Table:
    """Say below letters why sentences, which allow for more comparisons, may not tell of them."""
    if not any(cell.letters for row in table.cells or () for cell in row):
        return table
    return replace(table, notes=[*table.notes, escape(_SAY("letters"))])
