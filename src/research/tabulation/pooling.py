"""Pooling: the answers of several waves as one table, in the words of the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.sources.answers.answers import Answers
from research.sources.answers.picks import Picks
from research.statistics.samples.calibration import Calibration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.options import Code, Row
    from research.edition.questions import Question
    from research.edition.waves.matching import Pair

    Floats = NDArray[np.float64]

__all__ = ["WaveAnswers", "pooled", "pooled_raking", "pooled_rows"]


@dataclass(frozen=True, eq=False)
class WaveAnswers:
    """One wave, as it is tabulated with others.

    Parameters
    ----------
    key, label : of the wave; the label as the head of its column.
    answers : of its respondents, n of them.
    pairs : its questions by the names of the last wave, each beside the last wave's.
    inside : who is tabulated, shape ``(n,)``.
    weights : what each counts for, shape ``(n,)``; ``None`` for one.
    raked : the sample that the weights were raked over; ``None`` where they were not.
    period : what comes again each year, such as Q4.
    """

    key: str
    label: str
    answers: Answers
    pairs: Mapping[str, Pair]
    inside: NDArray[np.bool_]
    weights: NDArray[np.float64] | None = None
    period: str = ""
    raked: Calibration | None = None

    def holds(self, question: str) -> bool:
        """Whether its answers to a question of the last wave can stand beside those of that."""
        pair = self.pairs.get(question)
        return pair is not None and pair.unlike is None

    def columns(self, question: str) -> dict[str, str]:
        """Columns of its answers by the keys that the last wave has for rows and options."""
        if not self.holds(question):
            return {}
        pair = self.pairs[question]
        now = {old: key for key, old in pair.parts.same.items()}
        now[pair.earlier.name] = question
        held = self.answers.columns(pair.earlier.name)
        return {now.get(key, key): column for key, column in held.items()}


def pooled_rows(waves: Sequence[WaveAnswers]) -> list[NDArray[np.intp]]:
    """Give the rows of each wave in the pooled table.

    Parameters
    ----------
    waves : in the order of the table.
    """
    ends = np.cumsum([0, *(len(wave.answers.frame) for wave in waves)])
    return [np.arange(ends[at], ends[at + 1]) for at in range(len(waves))]


def pooled(names: Sequence[str], waves: Sequence[WaveAnswers]) -> Answers:
    """Put the answers of waves under each other, as the last wave would have coded them.

    What a wave did not ask, or asked so that nothing can stand beside it, is missing there.
    Answers and options that only earlier waves had come after those of the last.

    Parameters
    ----------
    names : of questions of the last wave.
    waves : from the first to the last, one or more.
    """
    last = waves[-1].answers
    rows = sum(len(wave.answers.frame) for wave in waves)
    index = pd.RangeIndex(rows)
    asked: list[Question] = []
    frame: dict[str, pd.Series] = {}
    said: dict[str, NDArray[np.int8]] = {}
    bases: dict[str, NDArray[np.bool_]] = {}
    for name in names:
        question = _widened(waves[-1].pairs[name].later, waves)
        asked.append(question)
        for key in _keys(name, waves):
            column = name if key == name else f"{name}.{key}"
            held = _categories if question.type == "single" else _numbers
            frame[column] = held(question, key, waves).set_axis(index)
            said[column] = _said(name, key, waves)
            bases[column] = _asked(name, key, waves)
    table = waves[-1].answers.table.model_copy(update={"questions": asked})
    return Answers(
        last.name,
        table,
        pd.DataFrame(frame, index=index),
        pd.DataFrame(index=index),
        last.audit,
        pd.DataFrame(bases, index=index),
        said=said,
        labels={name: last.labels[name] for name in names if name in last.labels},
        points={name: last.points[name] for name in names if name in last.points},
        picks={name: _picks(name, waves) for name in names if name in last.picks},
    )


def pooled_raking(
    waves: Sequence[WaveAnswers], units: pd.Series | None = None
) -> Calibration | None:
    """Give the sample that the weights of waves were raked over, each by margins of its own.

    A margin of one wave says nothing of the others: its answers are answers of that wave alone. A
    wave that was not raked is one answer by itself.

    Parameters
    ----------
    waves : in the order of the table.
    units : what respondents are nested in, one a row of the pooled table.

    Returns
    -------
    ``None`` where no wave was raked.
    """
    if all(wave.raked is None for wave in waves):
        return None
    parts = []
    for wave, rows in zip(waves, pooled_rows(waves), strict=True):
        raked = wave.raked
        if raked is None:
            own = rows[wave.inside]
            mass = np.ones(len(rows)) if wave.weights is None else wave.weights
            margins = pd.DataFrame(index=own)
            part = margins.assign(mass=mass[wave.inside], start=mass[wave.inside])
        else:
            own = rows[wave.answers.frame.index.get_indexer(raked.index)]
            margins = raked.margins.set_axis(own, axis="index").astype("str")
            part = margins.assign(mass=raked.mass, start=raked.begin)
        named = {str(name): f"{wave.key} " + part[name] for name in margins}
        parts.append(part.assign(**named, wave=wave.key))
    whole = pd.concat(parts)
    names = [name for name in whole if name not in ("mass", "start")]
    margins = whole[names].apply(lambda held: held.fillna(whole["wave"]))
    clusters = None if units is None else units.reindex(whole.index)
    return Calibration(margins, whole["mass"], whole["start"], clusters)


def _picks(name: str, waves: Sequence[WaveAnswers]) -> Picks:
    """Tasks of a MaxDiff, items in the places that they have in the last wave."""
    last = waves[-1].answers.picks[name]
    held = [
        wave.answers.picks.get(wave.pairs[name].earlier.name) if wave.holds(name) else None
        for wave in waves
    ]
    tasks = max(one.best.shape[1] for one in held if one is not None)
    wide = max(one.shown.shape[2] for one in held if one is not None)
    parts = []
    for wave, own in zip(waves, held, strict=True):
        rows = len(wave.answers.frame)
        shown = np.full((rows, tasks, wide), -1, dtype=np.int16)
        best, worst = (np.full((rows, tasks), -1, dtype=np.int16) for _ in range(2))
        if own is not None:
            now = {old: key for key, old in wave.pairs[name].parts.same.items()}
            # The place of no item is the last of all.
            place = np.array([*(last.items.index(now[key]) for key in own.items), -1], np.int16)
            many = own.best.shape[1]
            shown[:, :many, : own.shown.shape[2]] = place[own.shown]
            best[:, :many], worst[:, :many] = place[own.best], place[own.worst]
        parts.append((shown, best, worst))
    return Picks(last.items, *(np.concatenate(each) for each in zip(*parts, strict=True)))


def _widened(question: Question, waves: Sequence[WaveAnswers]) -> Question:
    """The last wave's question with what only earlier waves let respondents choose."""
    codes: dict[str, Code] = {code.key: code for code in question.codes}
    rows: dict[str, Row] = {row.key: row for row in question.rows}
    if question.type in ("single", "multi"):
        for wave in reversed(waves):
            if wave.holds(question.name):
                earlier = wave.pairs[question.name].translated
                codes = {code.key: code for code in earlier.codes} | codes
                rows = {row.key: row for row in earlier.rows} | rows
    first = [code.key for code in question.codes], [row.key for row in question.rows]
    changes = {
        "codes": [codes[key] for key in dict.fromkeys([*first[0], *codes])],
        "rows": [rows[key] for key in dict.fromkeys([*first[1], *rows])],
        "sort": "questionnaire",
    }
    return question.model_copy(update=changes)


def _keys(name: str, waves: Sequence[WaveAnswers]) -> list[str]:
    """Keys of rows or options in the order of the last wave; of an option that is gone after it."""
    last = [*waves[-1].columns(name)]
    if waves[-1].pairs[name].later.type != "multi":
        return last
    gone = [key for wave in reversed(waves) for key in wave.columns(name)]
    return list(dict.fromkeys([*last, *gone]))


def _each(name: str, key: str, waves: Sequence[WaveAnswers]) -> Iterator[tuple[WaveAnswers, str]]:
    """Each wave with its column; empty where it has none."""
    return ((wave, wave.columns(name).get(key, "")) for wave in waves)


def _held(name: str, column: str, wave: WaveAnswers) -> pd.Series:
    """One column of a wave, asked for by its question."""
    old = wave.pairs[name].earlier.name
    held = wave.answers.question(old)
    return held[old if column == old else column.removeprefix(f"{old}.")]


def _numbers(question: Question, key: str, waves: Sequence[WaveAnswers]) -> pd.Series:
    parts = []
    for wave, column in _each(question.name, key, waves):
        blank = np.full(len(wave.answers.frame), np.nan)
        held = _held(question.name, column, wave) if column else None
        parts.append(
            blank if held is None else held.astype("Float64").to_numpy(float, na_value=np.nan)
        )
    return pd.Series(np.concatenate(parts))


def _categories(question: Question, key: str, waves: Sequence[WaveAnswers]) -> pd.Series:
    """Answers by their words: those of the last wave, then those that others had beside them."""
    texts = {code.key: code.text for code in question.codes}
    known: dict[str, None] = {}
    parts: list[NDArray[np.object_]] = []
    for wave, column in [*_each(question.name, key, waves)][::-1]:
        if not column:
            parts.append(np.full(len(wave.answers.frame), None, dtype=object))
            continue
        codes = wave.pairs[question.name].translated.codes
        now = {code.text: texts.get(code.key, code.text) for code in codes}
        held = _held(question.name, column, wave)
        named = [now.get(str(text), str(text)) for text in held.cat.categories]
        known |= dict.fromkeys(named)
        parts.append(np.array([*named, None], dtype=object)[held.cat.codes.to_numpy()])
    return pd.Series(np.concatenate(parts[::-1])).astype(pd.CategoricalDtype([*known]))


def _said(name: str, key: str, waves: Sequence[WaveAnswers]) -> NDArray[np.int8]:
    parts = []
    for wave, column in _each(name, key, waves):
        held = wave.answers.said[column] if column and column in wave.answers.said else None
        parts.append(np.zeros(len(wave.answers.frame), np.int8) if held is None else held)
    return np.concatenate(parts)


def _asked(name: str, key: str, waves: Sequence[WaveAnswers]) -> NDArray[np.bool_]:
    parts = []
    for wave, column in _each(name, key, waves):
        old = wave.pairs[name].earlier.name if column else ""
        row = "" if column == old else column.removeprefix(f"{old}.")
        held = wave.answers.asked(old, row).to_numpy() if column else None
        parts.append(np.zeros(len(wave.answers.frame), bool) if held is None else held)
    return np.concatenate(parts)
