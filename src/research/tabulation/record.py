"""Records of tabs: what a notebook carries of each, in plain JSON, for who prints tables later."""

from __future__ import annotations

import math
from dataclasses import MISSING, asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from research.tabulation.tab import PARENTS, RESPONDENTS, TOTAL, About, Line, Point
from research.wording.rounding import published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from research.tabulation.tab import Tab

__all__ = ["BASE_ROWS", "TabRecord", "read_record", "record_of"]

BASE_ROWS = ("unweighted", "weighted", "effective")
"""Rows of a base, as they stand under each other."""

_TEXTS = ("id", "row", "banner", "title", "wording", "base", "filter", "weight", "method")
_NUMBERS, _WORDS = ("values", "low", "high"), ("letters", "rest", "reasons")

Numbers = tuple[tuple[float | None, ...], ...]
Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TabRecord:
    """What is printed of a `Tab`, without frames: lines by points, in their order.

    Parameters
    ----------
    id, row, banner, title, wording, base, filter, weight : as of the tab.
    question, number : name of the question, and its number in the questionnaire.
    points, lines : columns from left to right and rows from top to bottom.
    values, low, high : lines by points, percentages from 0 to 100; None where there is none.
    letters, rest, reasons : lines by points; empty where there is nothing to say.
    bases : of each kind ``unweighted``, ``weighted`` and ``effective`` by points, and ``parents``
        where rows belong to others.
    method, flag, thin, notes, about : as of the tab.
    """

    id: str
    question: str
    number: str
    row: str
    banner: str
    title: str
    wording: str
    base: str
    filter: str
    weight: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    values: Numbers
    low: Numbers
    high: Numbers
    letters: Words
    rest: Words
    reasons: Words
    bases: Mapping[str, Mapping[str, tuple[float | None, ...]]]
    method: str
    flag: int
    thin: int
    notes: tuple[str, ...]
    about: About = RESPONDENTS

    def unweighted(self, place: int, base: str) -> float | None:
        """How many answered in the column at a place; None where that is hidden."""
        return self.bases[base]["unweighted"][place]

    def mark(self, place: int, base: str) -> str:
        """How the column at a place is marked for its base: ``**`` not tested, ``*`` small."""
        n = self.unweighted(place, base)
        if n is None or n >= self.thin:
            return ""
        return "**" if n < self.flag else "*"

    @property
    def total(self) -> int:
        """Place of the column of everybody; the first where a tab has none."""
        places = [place for place, point in enumerate(self.points) if point.key == TOTAL]
        return places[0] if places else 0


def record_of(tab: Tab) -> dict[str, Any]:
    """Write a tab as plain JSON types, numbers with the 12 significant digits of the ledger.

    Where a cell has no value, its limits and letters are left out as well, and where a base is
    hidden all rows of it: what is hidden stays so.

    Parameters
    ----------
    tab : a question by a banner.
    """
    shown = tab.values.notna()
    numbers = {name: _numbers(getattr(tab, name).where(shown)) for name in _NUMBERS}
    words = {
        name: _words(frame if name == "reasons" else frame.where(shown, ""))
        for name, frame in ((name, getattr(tab, name)) for name in _WORDS)
    }
    return {
        **{name: str(getattr(tab, name)) for name in _TEXTS},
        "question": tab.question.name,
        "number": tab.number,
        "points": [_told(point) for point in tab.points],
        "lines": [_told(line) for line in tab.lines],
        **numbers,
        **words,
        "bases": {
            kind: dict(zip(_rows(frame), _numbers(_shown(frame)), strict=True))
            for kind, frame in tab.bases.items()
        },
        "flag": tab.flag,
        "thin": tab.thin,
        "notes": [str(note) for note in tab.notes],
        **({} if tab.about == RESPONDENTS else {"about": asdict(tab.about)}),
    }


def read_record(record: Mapping[str, Any]) -> TabRecord:
    """Read what `record_of` wrote, in this or in an earlier notebook.

    Parameters
    ----------
    record : of one tab.
    """
    given: dict[str, Any] = {
        **{name: record[name] for name in (*_TEXTS, "question", "number", "flag", "thin")},
        **{name: tuple(map(tuple, record[name])) for name in (*_NUMBERS, *_WORDS)},
    }
    return TabRecord(
        points=tuple(
            Point(**{name: _whole(value) for name, value in point.items()})
            for point in record["points"]
        ),
        lines=tuple(Line(**line) for line in record["lines"]),
        bases={
            kind: {name: tuple(row) for name, row in rows.items()}
            for kind, rows in record["bases"].items()
        },
        notes=tuple(record["notes"]),
        about=About(**record.get("about", {})),
        **given,
    )


def _told(part: Point | Line) -> dict[str, Any]:
    """Give what a point or a line has beyond its defaults."""
    given = {one.name: (getattr(part, one.name), one.default) for one in fields(part)}
    return {
        name: [*value] if isinstance(value, tuple) else value
        for name, (value, default) in given.items()
        if default is MISSING or value != default
    }


def _shown(bases: pd.DataFrame) -> pd.DataFrame:
    shown = bases.columns[bases.notna().to_numpy()[bases.index.get_loc("unweighted")]]
    return bases.loc[_rows(bases), shown].reindex(columns=bases.columns)


def _rows(bases: pd.DataFrame) -> list[str]:
    """Rows of a base, in order: that of parents stands last, where there is one."""
    return [*BASE_ROWS, *(row for row in bases.index if row == PARENTS)]


def _numbers(frame: pd.DataFrame) -> list[list[float | None]]:
    return [[*map(_number, row)] for row in frame.to_numpy(dtype=float).tolist()]


def _number(value: float) -> float | None:
    if not math.isfinite(value):
        return None
    kept = published(value)
    return int(kept) if kept.is_integer() and abs(kept) < 1e15 else kept


def _words(frame: pd.DataFrame) -> Sequence[Sequence[str]]:
    rows: Iterable[Sequence[Any]] = frame.to_numpy(dtype=object).tolist()
    return [
        ["" if value is None or value != value else str(value) for value in row] for row in rows
    ]


def _whole(value: Any) -> Any:
    """Give lists of JSON as what they were."""
    return tuple(value) if isinstance(value, list) else value
