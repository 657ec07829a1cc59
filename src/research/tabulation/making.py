"""Making tabs: all questions of a book by one banner, in one pass over the respondents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.statistics.tables.banner import Layout, column_letter
from research.statistics.tables.counts import title_of
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.disclosure import Disclosure
from research.statistics.tables.parts import Part
from research.tabulation.belonging import Belonging
from research.tabulation.beside import add_figures, add_modelled
from research.tabulation.order import ordered
from research.tabulation.pairs import paired_rows
from research.tabulation.quantiles import Quantiles
from research.tabulation.respondents import ACCOUNT, OWNER, WEIGHT
from research.tabulation.tab import ANSWERED, RESPONDENTS, SCORED, TOTAL, Tab

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.comparisons import Comparison
    from research.statistics.samples.suppression import Suppression
    from research.statistics.tables.crosstabs import Crosstab
    from research.tabulation.columns import Columns
    from research.tabulation.respondents import Respondents
    from research.tabulation.stub import Stub
    from research.tabulation.tab import About

__all__ = ["Told", "planned", "tabulate"]

_FRAMES = {
    "value": "values",
    "low": "low",
    "high": "high",
    "count": "counts",
    "higher_than": "letters",
    "against_rest": "rest",
    "reason": "reasons",
}
_WORDS = ("higher_than", "against_rest", "reason")
_BASES = {
    "unweighted_base": "unweighted",
    "weighted_base": "weighted",
    "effective_base": "effective",
}


@dataclass(frozen=True)
class Told:
    """The words that stand with a table.

    Parameters
    ----------
    banner : name of the banner.
    titles, bases : by the stub's name: what the table is called, and who was asked.
    filter, weight : what the tables are narrowed to, and what counts for whom.
    flag, thin : bases below these are marked.
    notes : by the stub's name: what else must be said.
    about : what is counted.
    """

    banner: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    filter: str = ""
    weight: str = ""
    flag: int = 30
    thin: int = 100
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    about: About = RESPONDENTS


def planned(
    stubs: Sequence[Stub],
    banners: Sequence[Columns],
    respondents: Respondents,
    rule: Suppression,
    parts: Sequence[pd.Index] = (),
) -> Disclosure:
    """Plan what may be shown of all tables that are published together.

    Parameters
    ----------
    stubs : of all questions.
    banners : all banners; the total alone is one.
    respondents : who is tabulated.
    rule : how few are too few.
    parts : those of them whom each filter leaves that has tables of its own: their differences from
        the tables of all, and from one another, tell of the others.
    """
    columns = {name: held for stub in stubs for name, held in stub.columns.items()}
    for banner in banners:
        columns |= banner.columns
    frame = respondents.frame(columns)
    accounts = ACCOUNT if respondents.accounts is not None else None
    accounts = accounts if respondents.owners is None else OWNER
    asked = [part.asked for stub in stubs for part in stub.parts]
    made = [one.banner for one in banners]
    some = [Part(frame.index.isin(part), made, asked) for part in parts]
    return Disclosure(frame, made, rule, stub=asked, accounts=accounts, parts=some)


def tabulate(
    stubs: Sequence[Stub],
    columns: Columns,
    respondents: Respondents,
    *,
    comparison: Comparison | None,
    plan: Disclosure | None,
    confidence: float = 0.95,
    told: Told | None = None,
) -> list[Tab]:
    """Tabulate questions by a banner.

    Parameters
    ----------
    stubs : of the questions, in the order of the book.
    columns : the banner.
    respondents : who is tabulated.
    comparison : how columns are compared; ``None`` for not at all.
    plan : what may be shown, planned over the same respondents; ``None`` shows all.
    confidence : level of intervals.
    told : the words that stand with the tables.

    Returns
    -------
    A tab for each stub.
    """
    if not stubs:
        return []
    working = {name: held for stub in stubs for name, held in stub.columns.items()}
    frame = respondents.frame({**working, **columns.columns})
    made = crosstab(
        frame,
        [part.asked for stub in stubs for part in stub.parts],
        columns.banner,
        weights=None if respondents.weights is None else WEIGHT,
        comparison=comparison if len(columns.points) > 1 else None,
        suppression=plan,
        clusters=None if respondents.accounts is None else ACCOUNT,
        raked=respondents.raked,
        dominance=respondents.dominance,
        confidence=confidence,
    )
    grid = _Grid.of(made, columns)
    layout = Layout.of(frame, columns.banner)
    weights = None if respondents.weights is None else frame[WEIGHT].to_numpy(dtype=float)
    members = _members(layout)
    quantiles = Quantiles(frame, weights, members, confidence)
    words = told or Told()
    made_of = [_tab(stub, grid, columns, quantiles, words) for stub in stubs]
    if comparison is not None:
        paired = paired_rows(stubs, respondents, comparison.correction, max(comparison.levels))
        made_of = [replace(tab, paired=paired.get(tab.question.name)) for tab in made_of]
    if respondents.parents is None:
        return made_of
    belong = Belonging(frame, respondents.parents.reindex(frame.index), members)
    return [belong.added(tab, stub) for tab, stub in zip(made_of, stubs, strict=True)]


@dataclass(frozen=True)
class _Grid:
    """What statistics found: arrays of rows by columns, and comparisons, by the rows of each part.

    Parameters
    ----------
    rows : by title of what was counted, the places of its rows.
    found : by name of a property, rows by columns.
    tests : by title of what was counted, its comparisons.
    method : how it was found.
    """

    rows: Mapping[str, range]
    found: Mapping[str, NDArray[np.object_]]
    tests: Mapping[str, pd.DataFrame]
    method: str

    @classmethod
    def of(cls, made: Crosstab, columns: Columns) -> _Grid:
        wide = len(columns.points)
        names = [*_FRAMES, *_BASES, "deviation", "error"]
        found = {name: made.cells[name].to_numpy().reshape(-1, wide) for name in names}
        titles = made.cells["question"].to_numpy()[::wide]
        rows: dict[str, range] = {}
        start = 0
        for place in range(1, len(titles) + 1):
            if place == len(titles) or titles[place] != titles[start]:
                rows[str(titles[start])] = range(start, place)
                start = place
        return cls(rows, found, _by_title(made.tests, columns), made.method)


def _by_title(tests: pd.DataFrame, columns: Columns) -> dict[str, pd.DataFrame]:
    """Comparisons of each question, points by their keys."""
    if tests.empty:
        return {}
    marks = map(column_letter, range(len(columns.points)))
    by_letter = dict(zip(marks, (point.key for point in columns.points[1:]), strict=False))
    kept = tests.assign(
        first=tests["letter"].map(by_letter),
        second=tests["against_letter"].map(by_letter).fillna("rest"),
    )
    kept = kept[
        ["question", "row", "kind", "first", "second", "difference", "error", "df", "p",
         "p_adjusted", "significant", "reason"]
    ]  # fmt: skip
    return {str(title): own for title, own in kept.groupby("question", sort=False)}


def _members(layout: Layout) -> NDArray[np.bool_]:
    """Who is in each column, shape ``(columns, n)``."""
    return np.array([column.cells[part.codes] for part in layout.parts for column in part.columns])


def _tab(stub: Stub, grid: _Grid, columns: Columns, quantiles: Quantiles, told: Told) -> Tab:
    places = dict(_places(stub, grid))
    lines = {line.key: line for line in stub.lines}
    values = {name: _rows(stub, grid, places, name) for name in _FRAMES}
    add_figures(stub, grid.found, places, quantiles, values)
    add_modelled(stub, quantiles, values)
    total = [point.key for point in columns.points].index(TOTAL)
    totals = {key: float(values["value"][key][total]) for key in lines}
    order = ordered(stub, totals)
    keys, heads = [line.key for line in order], [point.key for point in columns.points]
    frames: dict[str, Any] = {**_frames(values, keys, heads)}
    tests = _tests(stub, grid)
    own = _made_of_it(stub, columns)
    for name in ("letters", "rest"):
        frames[name][own] = ""
    return Tab(
        id=".".join(filter(None, (told.about.table, stub.name, told.banner))),
        question=stub.question,
        row=stub.row,
        banner=told.banner,
        title=told.titles.get(stub.name, stub.question.heading),
        wording=stub.question.wording,
        base=told.bases.get(stub.name, ""),
        filter=told.filter,
        weight=told.weight,
        points=columns.points,
        lines=tuple(order),
        bases=_bases(stub, grid, heads),
        tests=tests[~tests["first"].isin(own)].reset_index(drop=True),
        method=grid.method,
        flag=told.flag,
        thin=told.thin,
        notes=tuple(told.notes.get(stub.name, ())),
        about=told.about,
        **frames,
    )


def _frames(
    values: Mapping[str, Mapping[str, NDArray[np.object_]]], keys: list[str], heads: list[str]
) -> dict[str, pd.DataFrame]:
    """Give the properties of cells as frames, lines by points."""
    # Types and labels are given whole: pandas would look at every text of a book for its type.
    index, columns = pd.Index(keys), pd.Index(heads)
    found = {}
    for name, called in _FRAMES.items():
        kind = object if name in _WORDS else float
        rows = np.array([values[name][key] for key in keys], dtype=kind)
        found[called] = pd.DataFrame(rows, index, columns, dtype=kind)
    return found


def _made_of_it(stub: Stub, columns: Columns) -> list[str]:
    """Columns that are answers to the question itself, or to what it is derived from.

    That they differ in it is how they were made, and no finding.
    """
    source = {stub.question.name, stub.question.of}
    return [
        point.key for point, of in zip(columns.points, columns.sources, strict=True) if source & of
    ]


def _places(stub: Stub, grid: _Grid) -> Iterator[tuple[str, int]]:
    """The row of statistics that each line of a table is."""
    for part in stub.parts:
        rows = grid.rows[title_of(part.asked)]
        for line, row in zip(part.lines, rows, strict=True):
            if line is not None:
                yield line.key, row


def _rows(
    stub: Stub, grid: _Grid, places: Mapping[str, int], name: str
) -> dict[str, NDArray[np.object_]]:
    """One property of each line that was counted; of shares parts of a whole come in percent."""
    found = grid.found[name]
    kept = {line.key: found[places[line.key]] for line in stub.lines if line.key in places}
    if name == "count":
        shares = {line.key for line in stub.lines if line.kind in _UNCOUNTED}
        blank = np.full(found.shape[1], np.nan)
        return {key: blank if key in shares else row for key, row in kept.items()}
    return kept


_UNCOUNTED = ("mean", "score")


def _bases(stub: Stub, grid: _Grid, heads: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The bases of each kind, from the first part with lines that rest on it."""
    found: dict[str, pd.DataFrame] = {}
    for part in stub.parts:
        row = grid.rows[title_of(part.asked)][0]
        for kind in dict.fromkeys(line.base for line in part.lines if line):
            if kind not in found:
                held = {label: grid.found[name][row] for name, label in _BASES.items()}
                found[kind] = pd.DataFrame(held, index=list(heads)).T.astype(float)
    if ANSWERED not in found:
        first = next(iter(found.values()))
        largest = np.fmax.reduce([frame.to_numpy() for frame in found.values()])
        # Items that were not shown to all have bases of their own.
        items = set(found) - {SCORED}
        found[ANSWERED] = pd.DataFrame(largest, first.index, first.columns) if items else first
    return found


def _tests(stub: Stub, grid: _Grid) -> pd.DataFrame:
    """Comparisons of the lines of a table."""
    names = [
        "line", "first", "second", "difference", "error", "df", "p", "p_adjusted", "significant",
        "reason",
    ]  # fmt: skip
    kept = []
    for part in stub.parts:
        own = grid.tests.get(title_of(part.asked))
        if own is None:
            continue
        count = len(grid.rows[title_of(part.asked)])
        keys = np.repeat(
            np.array([line.key if line else "" for line in part.lines], dtype=object),
            len(own) // count,
        )
        kept.append(own.assign(line=keys)[names])
    found = pd.concat(kept) if kept else pd.DataFrame(columns=names)
    return found[found["line"] != ""].reset_index(drop=True)
