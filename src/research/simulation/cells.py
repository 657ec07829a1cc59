"""Dummy cells: answers without meaning, as the columns of a question would hold them."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

import numpy as np

from research.sources.answers.given import number_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from research.edition.labels import Label
    from research.edition.options import Code
    from research.edition.questions import Question

    Cells = list[str]

__all__ = ["END", "dummy_cells", "figure", "members"]

END = datetime.date(2000, 12, 31)
"""Last day of dummy days, where no parameter file names one."""

_OPEN_LIST = 3
_DAYS = 365
_SOME = 0.4
_NONE = 0.1


def dummy_cells(
    question: Question,
    count: int,
    rng: np.random.Generator,
    *,
    worded: Collection[str] = (),
    wanted: Sequence[str] = (),
    end: datetime.date = END,
) -> dict[str, Cells]:
    """Make up answers of people who were all asked, and leave nothing out.

    Parameters
    ----------
    question : with columns of its own.
    count : how many people.
    rng : source of chance.
    worded : columns that another question reads words from.
    wanted : answers that filters name, for a question that lists none.
    end : last day that is drawn.

    Returns
    -------
    By column of the file, as many cells as people: what a reader of the question takes for answers.
    """
    match question.type:
        case "single" if not question.bands:
            return {str(question.column): _single(question, count, rng, wanted)}
        case "multi":
            return _multi(question, count, rng, worded)
        case "ranking":
            return _ranking(question, count, rng)
        case "allocation":
            return _allocation(question, count, rng)
        case "open":
            words = f"Dummy answer: what is written about '{question.heading}' will stand here."
            return {str(question.column): [words] * count}
        case "day":
            days = rng.integers(_DAYS, size=count).tolist()
            form = question.form or "%Y-%m-%d"
            said = [(end - datetime.timedelta(days=day)).strftime(form) for day in days]
            return {str(question.column): said}
        case _:
            columns = [row.column for row in question.rows] or [str(question.column)]
            return {column: _numbers(question, count, rng) for column in columns}


def members(labels: Sequence[str], count: int, rng: np.random.Generator) -> Cells:
    """Put each person into a group: one for each group first, the rest by falling weight.

    So small bases show up before fieldwork does.

    Parameters
    ----------
    labels : of the groups, the largest first.
    count : how many people.
    rng : source of chance.
    """
    weights = 1 / np.arange(1, len(labels) + 1)
    rest = rng.choice(
        len(labels), size=max(count - len(labels), 0), p=weights / weights.sum()
    ).tolist()
    drawn = [*labels[:count], *(labels[at] for at in rest)]
    return [drawn[place] for place in rng.permutation(len(drawn)).tolist()]


def figure(number: float) -> str:
    """Give a number as a cell: no point in vain."""
    return f"{number:.10g}"


def _single(
    question: Question, count: int, rng: np.random.Generator, wanted: Sequence[str]
) -> Cells:
    codes = [code.code for code in question.codes if code.role != "not_asked"]
    listed = [f"Dummy answer {number}" for number in range(1, _OPEN_LIST + 1)]
    return members(codes or [*wanted, *listed], count, rng)


def _multi(
    question: Question, count: int, rng: np.random.Generator, worded: Collection[str]
) -> dict[str, Cells]:
    options: list[Label] = [
        one for one in question.items if getattr(one, "role", "") != "not_asked"
    ]
    if not options:
        places = range(1, _OPEN_LIST + 1)
        return _tokens(question, [f"Dummy answer {at}" for at in places], [], count, rng)
    alone = [at for at, one in enumerate(options) if getattr(one, "role", "") in _ALONE]
    if not question.rows:
        return _tokens(question, [code.code for code in question.codes if code in options],
                       alone, count, rng)  # fmt: skip
    chosen = _chosen(len(options), alone, count, rng)
    at = {one.key: place for place, one in enumerate(options)}
    made = {}
    for row in question.rows:
        mark = next(iter(row.counted or question.counted), row.text)
        if row.role == "other" and row.column in worded:
            mark = "Dummy answer: another option"
        own = chosen[:, at[row.key]] if row.key in at else np.zeros(count, dtype=bool)
        made[row.column] = [mark if yes else "" for yes in own.tolist()]
    return made


_ALONE = ("none", "dont_know", "refused")


def _tokens(
    question: Question, codes: Sequence[str], alone: Sequence[int], count: int,
    rng: np.random.Generator,
) -> dict[str, Cells]:  # fmt: skip
    """Codes that stand side by side: in one cell, or in columns of which the first are filled."""
    columns = [] if question.column else question.file_columns
    chosen = _chosen(len(codes), alone, count, rng, most=len(columns) or len(codes))
    held = [[codes[at] for at in np.flatnonzero(row).tolist()] for row in chosen]
    if question.column:
        return {question.column: [(question.split or ";").join(row) for row in held]}
    return {
        column: [row[place] if place < len(row) else "" for row in held]
        for place, column in enumerate(columns)
    }


def _chosen(
    options: int,
    alone: Sequence[int],
    count: int,
    rng: np.random.Generator,
    *,
    most: int | None = None,
) -> np.ndarray:
    """Who chose what: everybody something, and what excludes all else by itself."""
    free = [at for at in range(options) if at not in alone]
    made = np.zeros((count, options), dtype=bool)
    for row in made:
        if alone and (not free or rng.random() < _NONE):
            row[rng.choice(alone)] = True
            continue
        size = min(1 + int(rng.binomial(len(free) - 1, _SOME)), most or len(free))
        row[rng.choice(free, size=size, replace=False)] = True
    return made


def _ranking(question: Question, count: int, rng: np.random.Generator) -> dict[str, Cells]:
    if question.rows:
        most = question.top or len(question.rows)
        order = np.tile(np.arange(1, len(question.rows) + 1), (count, 1))
        ranks = rng.permuted(order, axis=1).T.tolist()
        return {
            row.column: [str(rank) if rank <= most else "" for rank in own]
            for row, own in zip(question.rows, ranks, strict=True)
        }
    items = [code.code for code in question.codes if code.role in ("answer", "other")]
    order = rng.permuted(np.tile(np.arange(len(items)), (count, 1)), axis=1)
    places = min(question.top or len(items), len(items))
    return {
        column: [items[at] for at in order[:, slot].tolist()] if slot < places else [""] * count
        for slot, column in enumerate(question.slots)
    }


def _allocation(question: Question, count: int, rng: np.random.Generator) -> dict[str, Cells]:
    whole = float(question.sum).is_integer() and question.sum >= len(question.rows)
    parts = int(question.sum) if whole else 100
    weights = rng.dirichlet(np.full(len(question.rows), 2.0), size=count)
    shares = rng.multinomial(parts, weights) * (question.sum / parts)
    return {
        row.column: [figure(share) for share in shares[:, place].tolist()]
        for place, row in enumerate(question.rows)
    }


def _numbers(question: Question, count: int, rng: np.random.Generator) -> Cells:
    """Points of a scale by their cells, or numbers within what is allowed."""
    graded = question.type in ("scale", "grid", "nps")
    if graded and (cells := _points(question)):
        return [cells[at] for at in rng.integers(len(cells), size=count).tolist()]
    if question.bands:
        return _in_bands(question, count, rng)
    low, high = _ends(question)
    return [figure(number) for number in _between(low, high, count, rng)]


def _points(question: Question) -> list[str]:
    """Cells that alone are points of a scale; none where every number between two is one."""
    answers = [code for code in question.codes if code.role in ("answer", "other")]
    if question.values:
        roles = {code.code for code in question.codes if code not in answers}
        return [cell for cell in question.values if cell not in roles]
    numbers = [number_of(code.code) for code in answers]
    whole = all(number is not None and number.is_integer() for number in numbers)
    return [] if whole else [code.code for code in answers]


def _in_bands(question: Question, count: int, rng: np.random.Generator) -> Cells:
    lows = [float(low) for low in question.bands.values()]
    ends = [*lows[1:], lows[-1] + (lows[-1] - lows[-2])]
    least, most = question.range or (None, None)
    bottom = -math.inf if least is None else least
    top = math.inf if most is None else most
    spans = [(max(low, bottom), min(end, top)) for low, end in zip(lows, ends, strict=True)]
    kept = [span for span in spans if span[0] < span[1]] or [_ends(question)]
    drawn = members([str(at) for at in range(len(kept))], count, rng)
    found = []
    for place in drawn:
        low, end = kept[int(place)]
        # A band is open above: its own upper end belongs to the next.
        whole = math.ceil(low) <= math.ceil(end) - 1
        number = rng.integers(math.ceil(low), math.ceil(end)) if whole else (low + end) / 2
        found.append(figure(float(number)))
    return found


def _ends(question: Question) -> tuple[float, float]:
    """Lowest and highest number; made up where there is no bound."""
    low, high = question.range or (None, None)
    if question.type == "nps":
        return 0.0, 10.0
    if low is None and high is None:
        known = _coded_ends(question.codes) if question.type in ("scale", "grid") else None
        return known or ((1.0, 100.0) if question.type == "numeric" else (1.0, 5.0))
    if low is None:
        return float(high or 0) - 100, float(high or 0)
    return float(low), float(low) + 100 if high is None else float(high)


def _coded_ends(codes: Sequence[Code]) -> tuple[float, float] | None:
    numbers = [number_of(code.code) for code in codes if code.role in ("answer", "other")]
    known = [number for number in numbers if number is not None]
    return (min(known), max(known)) if known else None


def _between(low: float, high: float, count: int, rng: np.random.Generator) -> list[float]:
    """Whole numbers where at least two lie between the ends, decimals otherwise."""
    least, most = math.ceil(low), math.floor(high)
    if most > least or low == high:
        return [float(number) for number in rng.integers(least, most + 1, size=count)]
    return [round(float(number), 3) for number in rng.uniform(low, high, size=count)]
