"""Questions as they stand in a table: categories in order, nets, boxes, means, several answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import columns_of, instance_of, listed, one_of, whole

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Measure", "MultipleResponse", "Variable", "chunks", "encode"]

# Numbers in a range this narrow are coded by their distance from the smallest, without a search.
_NARROW = 4096


@dataclass(frozen=True)
class Variable:
    """A question with one answer, as a stub or as a part of a banner.

    Parameters
    ----------
    column : the data column.
    label : what the table calls it; the column's name where empty.
    categories : answers in the order of the table; all that occur, sorted, where ``None``.
    labels : what the table calls an answer, where not the answer itself.
    nets : named groups of answers, each a row of a stub after the categories; may overlap.
    top, bottom : sizes of boxes: 2 adds the row "Top 2", the two best answers.
    best : whether the best answers are the last categories (``"high"``, a rating) or the first
        (``"low"``, a rank).
    mean : whether a row with the mean of the answers is added.
    scores : value of each answer for the mean; the answers themselves where ``None``.
    """

    column: str
    label: str = ""
    categories: Sequence[Hashable] | None = None
    labels: Mapping[Any, str] = field(default_factory=dict)
    nets: Mapping[str, Sequence[Hashable]] = field(default_factory=dict)
    top: Sequence[int] = ()
    bottom: Sequence[int] = ()
    best: Literal["high", "low"] = "high"
    mean: bool = False
    scores: Mapping[Any, float] | None = None

    def __post_init__(self) -> None:
        one_of("best", self.best, ("high", "low"))
        for box in ("top", "bottom"):
            sizes = listed(f"{box} boxes", getattr(self, box), "a list of sizes, such as [2]")
            for size in sizes:
                whole(f"a {box} box on {self.column!r}", size, 1)
        if self.categories is not None:
            listed("categories", self.categories, "a list of answers in order")
        for name in ("labels", "nets", *(["scores"] if self.scores is not None else [])):
            instance_of(name, getattr(self, name), Mapping, "a mapping by answer or name")

    @property
    def title(self) -> str:
        """What the table calls the question."""
        return self.label or self.column

    def name_of(self, category: Hashable) -> str:
        """What the table calls an answer."""
        if category in self.labels:
            return self.labels[category]
        if isinstance(category, float) and category.is_integer():
            return str(int(category))
        return str(category)

    def boxes(self, categories: Sequence[Hashable]) -> dict[str, list[Hashable]]:
        """Give nets, top boxes and bottom boxes as named groups of answers.

        Raises
        ------
        StatisticsError
            If a net names an unknown answer or a box is larger than the scale.
        """
        groups = {name: list(members) for name, members in self.nets.items()}
        for name, members in groups.items():
            unknown = [member for member in members if member not in categories]
            if unknown or not members:
                msg = f"net {name!r} of {self.column!r} holds {unknown or 'nothing'}; "
                msg += f"allowed: one or more of {list(categories)}"
                raise StatisticsError(msg)
        best_first = list(categories) if self.best == "low" else list(categories)[::-1]
        for word, sizes, order in (
            ("Top", self.top, best_first),
            ("Bottom", self.bottom, best_first[::-1]),
        ):
            for size in sizes:
                if not 0 < size <= len(order):
                    msg = f"{word.lower()} box of {size} on {self.column!r}; "
                    msg += f"allowed: 1 to {len(order)}, the number of its answers"
                    raise StatisticsError(msg)
                groups[f"{word} {size}"] = order[:size]
        return groups

    def values(self, categories: Sequence[Hashable]) -> NDArray[np.float64]:
        """Give the value of each answer for the mean.

        Raises
        ------
        StatisticsError
            If an answer has no number.
        """
        scores = self.scores if self.scores is not None else {c: c for c in categories}
        try:
            values = np.array([float(scores[c]) for c in categories])  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError) as error:
            msg = f"mean of {self.column!r} wants a number for each answer of {list(categories)}; "
            msg += "give them as scores={answer: number}"
            raise StatisticsError(msg) from error
        if not np.isfinite(values).all():
            msg = f"scores of {self.column!r} are {values.tolist()}; allowed: finite numbers"
            raise StatisticsError(msg)
        return values


@dataclass(frozen=True)
class MultipleResponse:
    """A question with several answers, one indicator column an answer.

    A respondent is in its base when at least one indicator is not missing; a missing indicator of
    such a respondent counts as not chosen. `research.statistics.answers.responses` makes
    indicators from other codings.

    Parameters
    ----------
    columns : indicator columns (true or 1 for chosen), in the order of the table.
    label : what the table calls the question.
    labels : what the table calls an indicator, where not its column's name.
    nets : named groups of columns; who chose any of them counts once.
    """

    columns: Sequence[str]
    label: str
    labels: Mapping[str, str] = field(default_factory=dict)
    nets: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        listed("columns of a question", self.columns, "a list of indicator columns")
        for name in ("labels", "nets"):
            instance_of(name, getattr(self, name), Mapping, "a mapping by column or name")

    @property
    def title(self) -> str:
        """What the table calls the question."""
        return self.label

    def name_of(self, column: str) -> str:
        """What the table calls an answer."""
        return self.labels.get(column, column)

    def chosen(self, frame: pd.DataFrame) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Give who chose what, shape ``(n, answers)``, and who was asked, shape ``(n,)``.

        Raises
        ------
        StatisticsError
            If an indicator holds anything but 0, 1, true, false or a missing value, or a net names
            an unknown column.
        """
        if not self.columns:
            msg = f"question {self.label!r} has no columns; allowed: one indicator an answer"
            raise StatisticsError(msg)
        for name, members in self.nets.items():
            unknown = [member for member in members if member not in self.columns]
            if unknown or not members:
                msg = f"net {name!r} of {self.label!r} holds {unknown or 'nothing'}; "
                msg += f"allowed: one or more of {list(self.columns)}"
                raise StatisticsError(msg)
        chosen = np.zeros((len(frame), len(self.columns)), dtype=bool)
        asked = np.zeros(len(frame), dtype=bool)
        for at, column in enumerate(self.columns):
            values = _existing(frame, column)
            present = values.notna().to_numpy()
            numbers = np.zeros(len(frame))
            try:
                numbers[present] = values.to_numpy()[present].astype(float)
            except (TypeError, ValueError):
                numbers[present] = np.nan
            if not np.isin(numbers[present], (0.0, 1.0)).all():
                msg = f"column {column!r} of {self.label!r} is no indicator; allowed: 0, 1, true, "
                msg += "false, missing (see research.statistics.answers.responses)"
                raise StatisticsError(msg)
            chosen[:, at] = numbers == 1
            asked |= present
        return chosen, asked


@dataclass(frozen=True)
class Measure:
    """A number a respondent, tabulated by its mean.

    Parameters
    ----------
    column : the data column; missing numbers leave the base.
    label : what the table calls it; the column's name where empty.
    """

    column: str
    label: str = ""

    @property
    def title(self) -> str:
        """What the table calls the measure."""
        return self.label or self.column


def encode(
    frame: pd.DataFrame, variable: Variable, *, complete: bool
) -> tuple[NDArray[np.integer[Any]], list[Hashable]]:
    """Turn a column into small whole numbers.

    Parameters
    ----------
    frame : one row a respondent.
    variable : the question.
    complete : whether every answer that occurs must be among the variable's categories (a stub,
        whose base would otherwise shrink in silence) or may stand outside (a banner that shows
        some groups; the others stay in the total).

    Returns
    -------
    codes : shape ``(n,)``, the position among the categories; their number where missing or
        outside.
    categories : the answers in order.

    Raises
    ------
    StatisticsError
        If the column does not exist, no category is left, or an answer is unlisted where all must
        be listed.
    """
    raw, found = _factorize(_existing(frame, variable.column))
    wanted = list(found) if variable.categories is None else variable.categories
    categories = list(dict.fromkeys(wanted))
    if not categories:
        msg = f"column {variable.column!r} holds no answer; allowed: at least one not missing"
        raise StatisticsError(msg)
    size = len(categories)
    places = {category: at for at, category in enumerate(categories)}
    unlisted = [answer for answer in found if answer not in places]
    if complete and unlisted:
        present = [answer for answer in unlisted if (raw == found[answer]).any()]
        if present:
            msg = f"column {variable.column!r} holds {present[:5]}; allowed: {categories} "
            msg += "(list every answer, or set the others to missing)"
            raise StatisticsError(msg)
    # The last entry is what a missing answer's -1 points to.
    lookup = np.full(max(found.values(), default=-1) + 2, size, np.int16 if size > 126 else np.int8)
    for answer, code in found.items():
        lookup[code] = places.get(answer, size)
    if raw.dtype == np.int16 and np.array_equal(lookup, np.arange(lookup.size)):
        codes = raw.astype(lookup.dtype)
        if raw.min(initial=0) < 0:
            codes[raw < 0] = size
        return codes, categories
    codes = np.empty(raw.size, dtype=lookup.dtype)
    for part in chunks(raw.size):
        codes[part] = lookup[raw[part]]
    return codes, categories


def chunks(n: int, length: int = 1 << 16) -> Iterator[slice]:
    """Cut respondents into runs that stay in the processor's cache while they are worked on."""
    for start in range(0, n, length):
        yield slice(start, start + length)


def _existing(frame: pd.DataFrame, column: str) -> pd.Series[Any]:
    return frame[columns_of(frame, column, "question")[0]]


def _factorize(series: pd.Series[Any]) -> tuple[NDArray[np.integer[Any]], dict[Hashable, int]]:
    """Give codes (-1 where missing) and the code of each answer, in the order of the answers."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        answers = list(series.cat.categories)
        # NumPy would look for attributes of the series, and pandas among the labels of its rows.
        codes = series.cat.codes.to_numpy()
        return codes, dict(zip(answers, range(len(answers)), strict=True))
    if series.dtype.kind in "iuf" and isinstance(series.dtype, np.dtype):
        narrow = _offsets(series.to_numpy())
        if narrow is not None:
            return narrow
    codes, found = pd.factorize(series, sort=True)
    answers = [a.item() if isinstance(a, np.generic) else a for a in found]
    return codes, dict(zip(answers, range(len(answers)), strict=True))


def _offsets(values: NDArray[Any]) -> tuple[NDArray[np.integer[Any]], dict[Hashable, int]] | None:
    """Code whole numbers of a narrow range by their distance from the smallest."""
    if values.size == 0:
        return None
    low, high = float(np.fmin.reduce(values)), float(np.fmax.reduce(values))
    if not np.isfinite(high - low) or high - low >= _NARROW or not low.is_integer():
        return None
    offsets = np.empty(values.size, dtype=np.int16)
    seen = np.zeros(int(high - low) + 2, dtype=np.int64)
    for part in chunks(values.size):
        own = offsets[part]
        if values.dtype.kind == "f":
            shifted = values[part] - low
            shifted[np.isnan(shifted)] = -1
            own[:] = shifted
            if not np.array_equal(own, shifted):
                return None
            seen += np.bincount(own + 1, minlength=seen.size)
        else:
            # Differences of small types overflow, so they are taken in the widest.
            np.subtract(values[part], int(low), out=own, dtype=np.int64, casting="unsafe")
            seen[1:] += np.bincount(own, minlength=seen.size - 1)
    return offsets, {int(low) + int(at): int(at) for at in np.flatnonzero(seen[1:])}
