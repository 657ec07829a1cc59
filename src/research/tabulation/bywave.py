"""Tabs by wave: the columns are waves, each compared with the one before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.statistics.answers.variables import Variable
from research.statistics.samples.corrections import adjusted
from research.statistics.tables.banner import Banner, column_letter
from research.tabulation.breaks import broken
from research.tabulation.columns import Columns
from research.tabulation.making import tabulate
from research.tabulation.pooling import pooled, pooled_raking, pooled_rows
from research.tabulation.questions import stubs_of
from research.tabulation.respondents import Respondents
from research.tabulation.tab import TOTAL, Point
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.comparisons import Comparison
    from research.tabulation.making import Told
    from research.tabulation.pooling import WaveAnswers
    from research.tabulation.stub import Stub
    from research.tabulation.tab import Break, Tab

__all__ = ["Overlap", "compared_with", "tabs_by_wave", "wave_key"]

_SAY = Frames(__file__)

_MARK = "\x1f"
_FRAMES = ("values", "low", "high", "counts", "reasons")


@dataclass(frozen=True)
class Overlap:
    """Who was asked in more than one wave.

    Parameters
    ----------
    units : of each respondent of all waves one under the other, what they are known by: accounts,
        or their own ids; ``None`` where waves are of other people.
    people : their ids where they are a panel; ``None`` otherwise.
    """

    units: pd.Series | None = None
    people: pd.Series | None = None


@dataclass(frozen=True)
class _Side:
    """Where a wave stands in a comparison of two: the point of that comparison's column."""

    wave: int
    point: str


@dataclass(frozen=True)
class _Laid:
    """Comparisons of two waves each, as a banner.

    Parameters
    ----------
    columns : the banner.
    pairs : of each comparison, the earlier and the later side.
    """

    columns: Columns
    pairs: Sequence[tuple[_Side, _Side]] = field(default_factory=tuple)

    def point(self, wave: int) -> str:
        """A column that holds a wave."""
        return next(side.point for pair in self.pairs for side in pair if side.wave == wave)


def wave_key(wave: WaveAnswers) -> str:
    """Give the key of a wave's column.

    Parameters
    ----------
    wave : one of those tabulated.
    """
    return f"wave.{wave.key}"


def compared_with(waves: Sequence[WaveAnswers]) -> list[tuple[int, ...]]:
    """Say which waves each is compared with: the one before, and the last of the same period.

    Parameters
    ----------
    waves : from the first to the last.
    """
    found: list[tuple[int, ...]] = [()]
    for at in range(1, len(waves)):
        period = waves[at].period
        alike = [other for other in range(at) if period and waves[other].period == period]
        found.append(tuple(dict.fromkeys([at - 1, *alike[-1:]])))
    return found


def tabs_by_wave(
    names: Sequence[str],
    waves: Sequence[WaveAnswers],
    *,
    overlap: Overlap,
    comparison: Comparison,
    told: Told,
    hidden: Mapping[str, Mapping[int, str]],
    hide: int,
    confidence: float = 0.95,
) -> list[Tab]:
    """Tabulate questions of the last wave, with a column for each wave.

    Each wave is weighted by its own weights. A wave is compared with those that `compared_with`
    gives; who stands in both is known by the overlap, and what they say twice is allowed for. Where
    the question was changed between two waves, their columns are not compared, and where nothing
    can stand beside the last wave's answers the earlier column is empty. Corrections run over the
    comparisons of one wave in a line: a new wave changes no letter of those before.

    Parameters
    ----------
    names : of questions of the last wave.
    waves : from the first to the last, two or more.
    overlap : who was asked in more than one of them.
    comparison : how two waves are compared.
    told : the words that stand with the tables.
    hidden : by the name of a table, the waves that must not be shown in it, by place, and why.
    hide : fewer people than this must not be told apart: two columns whose respondents differ by
        fewer are not both shown.
    confidence : level of intervals.

    Returns
    -------
    A tab for each question, and of a grid one for each row; without a column of everybody.
    """
    answers = pooled(names, waves)
    rows = pooled_rows(waves)
    index = answers.frame.index[np.concatenate([wave.inside for wave in waves])]
    laid = _laid(waves, rows, answers.frame.index)
    stubs = [stub for name in names for stub in stubs_of(answers.table.question(name), answers)]
    made = tabulate(
        stubs,
        laid.columns,
        Respondents(
            index,
            _weights(waves, answers.frame.index),
            overlap.units,
            pooled_raking(waves, overlap.units),
        ),
        comparison=replace(comparison, correction="none"),
        plan=None,
        confidence=confidence,
        told=told,
    )
    against = compared_with(waves)
    between = {name: broken(name, waves, against) for name in names}
    found = []
    for stub, tab in zip(stubs, made, strict=True):
        blank = dict(_blank(stub, waves)) | dict(hidden.get(stub.name, {}))
        shown = [at for at in range(len(waves)) if at not in blank]
        blank |= _told_apart(stub, index, rows, overlap, shown, hide)
        breaks = [one.told for one in between[stub.question.name] if one.row in ("", stub.row)]
        nested = overlap.units is not None
        found.append(
            _collapsed(tab, stub, waves, laid, blank, breaks, comparison, clustered=nested)
        )
    return found


def _weights(waves: Sequence[WaveAnswers], index: pd.Index) -> pd.Series | None:
    if all(wave.weights is None for wave in waves):
        return None
    parts = [np.ones(len(wave.inside)) if wave.weights is None else wave.weights for wave in waves]
    return pd.Series(np.concatenate(parts), index=index)


def _laid(waves: Sequence[WaveAnswers], rows: Sequence[NDArray[np.intp]], index: pd.Index) -> _Laid:
    """Give each comparison of two waves a group of two columns."""
    points = [Point(TOTAL)]
    columns: dict[str, pd.Series] = {}
    headings: list[Variable | Any] = []
    pairs: list[tuple[_Side, _Side]] = []
    for late, others in enumerate(compared_with(waves)):
        for early in others:
            title = f"{early}{_MARK}{late}"
            held = np.full(len(index), np.nan)
            held[rows[early]], held[rows[late]] = 0.0, 1.0
            columns[title] = pd.Series(held, index=index)
            headings.append(Variable(title, categories=[0.0, 1.0]))
            sides = _Side(early, f"{title}{_MARK}0"), _Side(late, f"{title}{_MARK}1")
            points += [Point(side.point, group=len(pairs)) for side in sides]
            pairs.append(sides)
    sources = tuple(frozenset[str | None]() for _ in points)
    return _Laid(Columns(Banner(headings), tuple(points), columns, sources), pairs)


def _blank(stub: Stub, waves: Sequence[WaveAnswers]) -> Iterator[tuple[int, str]]:
    """Which waves have no answers that could stand in a table, and why."""
    name = stub.question.name
    for at, wave in enumerate(waves):
        if name not in wave.pairs or (stub.row and stub.row not in _rows(wave, name)):
            yield at, _SAY("reasons.not asked", wave=wave.label)
        elif not wave.holds(name):
            yield at, _SAY("reasons.unlike", wave=wave.label)


def _rows(wave: WaveAnswers, name: str) -> list[str]:
    """Keys of the rows that a wave asked; all where its question is too unlike to say."""
    pair = wave.pairs[name]
    return list(wave.columns(name)) if wave.holds(name) else [row.key for row in pair.later.rows]


def _told_apart(
    stub: Stub,
    index: pd.Index,
    rows: Sequence[NDArray[np.intp]],
    overlap: Overlap,
    shown: Sequence[int],
    hide: int,
) -> dict[int, str]:
    """Which waves of a panel would tell, beside a later one, what a few answered who came or left.

    Two columns whose answers differ by those of a few alone give these away by subtraction.
    """
    if overlap.people is None:
        return {}
    frame = pd.DataFrame(stub.columns)
    answered = frame.notna().any(axis="columns").to_numpy() & frame.index.isin(index)
    marks = pd.util.hash_pandas_object(frame.astype("str"), index=False).to_numpy()
    held = {}
    for at in shown:
        own = rows[at][answered[rows[at]]]
        held[at] = pd.Series(marks[own], index=overlap.people.iloc[own])
    veiled: dict[int, str] = {}
    for early, late in reversed([*combinations(shown, 2)]):
        if early in veiled or late in veiled:
            continue
        few = _differing(held[early], held[late])
        if 0 < few < hide and len(held[early].index.intersection(held[late].index)):
            veiled[early] = _SAY("reasons.movers", limit=hide)
    return veiled


def _differing(one: pd.Series, other: pd.Series) -> int:
    """How many people stand in one of two columns alone, or answered otherwise in it."""
    both = one.index.intersection(other.index)
    alone = len(one) + len(other) - 2 * len(both)
    return alone + int((one.loc[both].to_numpy() != other.loc[both].to_numpy()).sum())


def _collapsed(
    tab: Tab,
    stub: Stub,
    waves: Sequence[WaveAnswers],
    laid: _Laid,
    blank: Mapping[int, str],
    breaks: Sequence[Break],
    comparison: Comparison,
    *,
    clustered: bool,
) -> Tab:
    """Give the columns of comparisons as those of waves."""
    keys = [wave_key(wave) for wave in waves]
    held = [laid.point(at) for at in range(len(waves))]
    frames: dict[str, Any] = {
        name: getattr(tab, name)[held].set_axis(keys, axis="columns") for name in _FRAMES
    }
    bases = {kind: frame[held].set_axis(keys, axis="columns") for kind, frame in tab.bases.items()}
    absent = _absent(stub, waves)
    for at, key in enumerate(keys):
        every = list(tab.values.index)
        bare = every if at in blank else [line for line in every if (at, line) in absent]
        for name in ("values", "low", "high", "counts"):
            frames[name].loc[bare, key] = np.nan
        said = blank.get(at) or _SAY("reasons.not asked", wave=waves[at].label)
        frames["reasons"].loc[bare, key] = said
        if at in blank:
            bases = {kind: frame.assign(**{key: np.nan}) for kind, frame in bases.items()}
    tests = _tests(tab, laid, keys, frames["values"], breaks, comparison)
    lines = {line.key: line for line in tab.lines}
    order = [line.key for line in stub.lines] if stub.question.type in _BLOCKS else list(lines)
    return replace(
        tab,
        paired=None,
        points=_points(waves),
        lines=tuple(lines[key] for key in order),
        bases=bases,
        tests=tests,
        method=comparison.described(clustered=clustered and comparison.base == "effective"),
        letters=_letters(tests, frames["values"].loc[order]),
        rest=pd.DataFrame("", index=order, columns=keys, dtype=object),
        against={
            keys[at]: tuple(keys[other] for other in others)
            for at, others in enumerate(compared_with(waves))
        },
        breaks=tuple(breaks),
        notes=tuple(dict.fromkeys([*tab.notes, *_told(breaks, keys)])),
        **{name: frame.loc[order] for name, frame in frames.items()},
    )


def _told(breaks: Sequence[Break], keys: Sequence[str]) -> list[str]:
    """Say between which waves a question was changed: what is further apart follows from that."""
    beside = [one for one in breaks if keys.index(one.after) - keys.index(one.before) == 1]
    return [one.text for one in beside or breaks]


_BLOCKS = ("ranking", "allocation", "maxdiff")
"""Types whose lines are sorted by size elsewhere: by wave they keep their order."""


def _points(waves: Sequence[WaveAnswers]) -> tuple[Point, ...]:
    head = _SAY("head")
    return tuple(
        Point(wave_key(wave), (head,), wave.label, wave.label, column_letter(at), 0)
        for at, wave in enumerate(waves)
    )


def _absent(stub: Stub, waves: Sequence[WaveAnswers]) -> set[tuple[int, str]]:
    """Lines of options that a wave did not have."""
    question = stub.question
    if question.type not in ("single", "multi"):
        return set()
    codes = question.codes or question.rows
    found = set()
    for at, wave in enumerate(waves):
        if not wave.holds(question.name):
            continue
        own = {label.key for label in wave.pairs[question.name].translated.items}
        gone = {label.key for label in codes if label.key not in own} if own else set()
        found |= {(at, line.key) for line in stub.lines if line.key.removeprefix("answer.") in gone}
    return found


def _tests(
    tab: Tab,
    laid: _Laid,
    keys: Sequence[str],
    values: pd.DataFrame,
    breaks: Sequence[Break],
    comparison: Comparison,
) -> pd.DataFrame:
    """Comparisons of the later wave with the earlier one; none where the question was changed."""
    by_point = {side.point: keys[side.wave] for pair in laid.pairs for side in pair}
    own = tab.tests[tab.tests["second"] != "rest"]
    first, second = own["second"].map(by_point), own["first"].map(by_point)
    found = own.assign(first=first, second=second, difference=-own["difference"])
    cut = {(one.after, one.before) for one in breaks}
    shown = values.notna()
    kept = [
        (late, early) not in cut and bool(shown.loc[line, late] and shown.loc[line, early])
        for line, late, early in zip(found["line"], found["first"], found["second"], strict=True)
    ]
    found = found[kept].reset_index(drop=True)
    if found.empty:
        return found
    p = found["p"].to_numpy(dtype=float, copy=True)
    for places in found.groupby(["line", "first"], sort=False).indices.values():
        p[places] = adjusted(p[places], comparison.correction)
    found["p_adjusted"] = p
    found["significant"] = found["p_adjusted"].fillna(1.0) <= max(comparison.levels)
    return found


def _letters(tests: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Marks of the waves that a cell lies above, in their order."""
    marks = {key: column_letter(at) for at, key in enumerate(values.columns)}
    found = pd.DataFrame("", index=values.index, columns=values.columns, dtype=object)
    firm = tests[tests["significant"].astype(bool)] if len(tests) else tests
    for line, late, early, change in zip(
        *(firm[name] for name in ("line", "first", "second", "difference")), strict=True
    ):
        above, below = (late, early) if change > 0 else (early, late)
        found.loc[line, above] = "".join(sorted([*found.loc[line, above], marks[below]]))
    return found
