"""The grid of a tab book: its columns, the same for all tables of a banner, and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from research.tabulation.record import BASE_ROWS
from research.tabulation.tab import ANSWERED, PARENTS, SCORED
from research.wording.figures import DASH
from research.wording.frames import Frames
from research.wording.rounding import published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from research.tabulation.record import TabRecord
    from research.tabulation.tab import Line, Point

__all__ = ["Grid", "GridRow", "called", "grids_of", "rows_of"]

_SAY = Frames(__file__)

RowKind = Literal["title", "said", "base", "head", "line", "note", "gap"]

# So many cells without a value are named one by one.
_NAMED = 12
# Figures of a table up to these have two places and one; larger ones none.
_TWO_PLACES, _ONE_PLACE = 10, 1000
_SHOWN = {"percent": "share", "score": "decimal", "rank": "decimal"}


@dataclass(frozen=True)
class Grid:
    """All tables of one banner.

    Parameters
    ----------
    banner : its name; empty for the total alone.
    points : columns from left to right.
    tabs : tables from top to bottom.
    """

    banner: str
    points: tuple[Point, ...]
    tabs: tuple[TabRecord, ...]


@dataclass(frozen=True)
class GridRow:
    """A row of a grid.

    Parameters
    ----------
    kind : what it is.
    text : what stands in the stub.
    depth : how far it stands in.
    show : of numbers: ``share``, ``score``, ``whole``, ``decimal`` or ``decimals``.
    strong : whether it is set apart, as nets are.
    values : by points: a number, or a dash.
    letters, rest : by points.
    name : last part of its id; empty where it has none.
    """

    kind: RowKind
    text: str = ""
    depth: int = 0
    show: str = ""
    strong: bool = False
    values: Sequence[float | str] = ()
    letters: Sequence[str] = ()
    rest: Sequence[str] = ()
    name: str = ""


def grids_of(tabs: Iterable[TabRecord]) -> list[Grid]:
    """Give a grid for each banner, in the order in which they come; a table stands there once.

    Parameters
    ----------
    tabs : in the order of the book. Of tables with one id the one with the most columns is kept.
    """
    kept: dict[tuple[str, ...], TabRecord] = {}
    for tab in tabs:
        held = kept.setdefault(key_of(tab), tab)
        if len(tab.points) > len(held.points):
            kept[key_of(tab)] = tab
    banners = dict.fromkeys(tab.banner for tab in kept.values())
    return [
        _grid(banner, [tab for tab in kept.values() if tab.banner == banner]) for banner in banners
    ]


def key_of(tab: TabRecord) -> tuple[str, ...]:
    """What tells a table from all others of a book."""
    return (tab.banner, tab.id, tab.filter, tab.weight)


def _grid(banner: str, tabs: Sequence[TabRecord]) -> Grid:
    widest = sorted(tabs, key=lambda tab: -len(tab.points))
    points = tuple(dict.fromkeys(point for tab in widest for point in tab.points))
    return Grid(banner, points, tuple(tabs))


def called(point: Point, points: Sequence[Point]) -> str:
    """What a column is called in running text: with its heads where others have the same label."""
    alone = sum(other.label == point.label for other in points) == 1
    return point.label if alone else ", ".join((*point.heads, point.label))


def rows_of(tab: TabRecord, points: Sequence[Point]) -> Iterator[GridRow]:
    """Give the rows of a table, from its title to the gap behind it.

    Parameters
    ----------
    tab : the table.
    points : columns of the grid, of which the table may lack some.
    """
    at = [tab.points.index(point) if point in tab.points else None for point in points]
    yield GridRow("title", "  ".join(filter(None, (tab.number, tab.title))))
    yield from (GridRow("said", text) for text in _said(tab))
    yield from _bases(tab, ANSWERED, at)
    yield from _bases_of_rows(tab, at)
    told, block, own = {ANSWERED}, None, _figures(tab)
    for number, line in enumerate(tab.lines):
        if line.base == SCORED and SCORED not in told:
            told.add(SCORED)
            if tab.bases[SCORED] != tab.bases[ANSWERED]:
                yield from _bases(tab, SCORED, at)
        if line.head and (line.head, line.block) != block:
            yield GridRow("head", line.head)
        block = (line.head, line.block)
        yield from _line(tab, number, line, at, own)
    yield from (GridRow("note", text) for text in (*_reasons(tab, points, at), *tab.notes))
    yield GridRow("gap")


def _said(tab: TabRecord) -> Iterator[str]:
    if tab.wording:
        yield tab.wording
    for name in ("base", "filter", "weight"):
        if getattr(tab, name):
            yield _SAY(name, text=getattr(tab, name))


def _bases(tab: TabRecord, kind: str, at: Sequence[int | None]) -> Iterator[GridRow]:
    """Give the rows of a base; where rows belong to others, these below the first."""
    belongs = PARENTS in tab.bases[kind]
    for name in BASE_ROWS:
        marked = name == BASE_ROWS[0]
        label = _SAY(f"bases.{kind}.{name}")
        if belongs and marked:
            label = _SAY("bases.of", base=label, rows=tab.about.many)
        yield _base(tab, kind, name, label, at, marked=marked)
        if belongs and marked:
            label = _SAY("bases.parents", rows=tab.about.parents)
            yield _base(tab, kind, PARENTS, label, at, marked=False)


def _bases_of_rows(tab: TabRecord, at: Sequence[int | None]) -> Iterator[GridRow]:
    """Give the bases of the rows that a summary sets side by side, where they differ."""
    labels = {line.base: line.label for line in tab.lines}
    kinds = [kind for kind in labels if kind not in (ANSWERED, SCORED)]
    if all(tab.bases[kind] == tab.bases[ANSWERED] for kind in kinds):
        return
    for kind in kinds:
        label = _SAY("bases.row", row=labels[kind])
        yield _base(tab, kind, BASE_ROWS[0], label, at, marked=True)


def _base(
    tab: TabRecord, kind: str, name: str, label: str, at: Sequence[int | None], *, marked: bool
) -> GridRow:
    numbers = tab.bases[kind][name]
    return GridRow(
        "base",
        label,
        show="whole",
        values=[_number(None if one is None else numbers[one]) for one in at],
        letters=[tab.mark(one, kind) if marked and one is not None else "" for one in at],
        name=f"base.{name}" if kind == ANSWERED else f"base.{kind}.{name}",
    )


def _line(
    tab: TabRecord, number: int, line: Line, at: Sequence[int | None], own: str
) -> Iterator[GridRow]:
    show = "score" if line.kind == "score" else _SHOWN.get(line.unit, own)
    yield GridRow(
        "line",
        line.label,
        depth=line.depth,
        show=show,
        strong=line.kind == "net",
        values=[_number(None if one is None else tab.values[number][one], show) for one in at],
        letters=["" if one is None else tab.letters[number][one] for one in at],
        rest=["" if one is None else tab.rest[number][one] for one in at],
        name=line.key,
    )
    if line.kind != "score":
        return
    for end, limits in (("low", tab.low[number]), ("high", tab.high[number])):
        if any(limit is not None for limit in limits):
            yield GridRow(
                "line",
                _SAY(f"limits.{end}", label=line.label),
                depth=line.depth + 1,
                show=show,
                values=[_number(None if one is None else limits[one], show) for one in at],
                name=f"{line.key}.{end}",
            )


def _figures(tab: TabRecord) -> str:
    """How figures in the question's own unit are shown: all alike, as the largest of them needs."""
    rows = [row for line, row in zip(tab.lines, tab.values, strict=True) if line.unit == "mean"]
    largest = max((abs(value) for row in rows for value in row if value is not None), default=0)
    return "decimals" if largest <= _TWO_PLACES else "decimal" if largest <= _ONE_PLACE else "whole"


def _number(value: float | None, show: str = "") -> float | str:
    if value is None:
        return DASH
    return published(value / 100) if show == "share" else value


def _reasons(tab: TabRecord, points: Sequence[Point], at: Sequence[int | None]) -> Iterator[str]:
    """Say why cells have no value: columns without any first, then the others."""
    columns: dict[str, list[str]] = {}
    cells: dict[str, list[str]] = {}
    for point, one in zip(points, at, strict=True):
        name = called(point, points)
        if one is None:
            columns.setdefault(_SAY("absent"), []).append(name)
            continue
        given = [row[one] for row in tab.reasons]
        if given and given[0] and len({*given}) == 1:
            columns.setdefault(given[0], []).append(name)
            continue
        for line, reason in zip(tab.lines, given, strict=True):
            if reason:
                cells.setdefault(reason, []).append(_SAY("cell", line=line.label, column=name))
    for reason, names in columns.items():
        yield _SAY("reason", places="; ".join(names), reason=reason)
    for reason, names in cells.items():
        several = len(names) > _NAMED
        places = _SAY("cells", count=len(names)) if several else "; ".join(names)
        yield _SAY("reason", places=places, reason=reason)
