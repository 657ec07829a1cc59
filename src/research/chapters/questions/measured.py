"""Answers as numbers: what a question of any type is worth as drivers, and as an outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.thinness import enough
from research.tabulation.columns import gave
from research.tabulation.lines import answer_lines
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from research.edition.questions import Question
    from research.sources.answers.answers import Answers

__all__ = ["DRIVING", "Measured", "chosen", "measured"]

_SAY = Frames(__file__)

_SILENT = ["dont_know", "refused"]


@dataclass(frozen=True)
class Measured:
    """What a question is worth as numbers.

    Parameters
    ----------
    columns : numbers of n respondents by key; NaN where there is no answer.
    labels : what each column is called, by key.
    notes : what must be said of how answers became numbers, as sentences.
    """

    columns: Mapping[str, pd.Series[float]]
    labels: Mapping[str, str]
    notes: tuple[str, ...] = field(default_factory=tuple)


def measured(question: Question, answers: Answers, row: str = "", *, least: int = 0) -> Measured:
    """Give the answers to a question as numbers that may drive an outcome.

    Points of scales, likelihoods and amounts are themselves; an option is 1 where it was chosen and
    0 where it was not; an answer of several to choose from is 1 against the one given most often.

    Parameters
    ----------
    question : of a type that `DRIVING` names.
    answers : of the table that holds it.
    row : key of one of its rows, for that alone.
    least : an answer or option of fewer is none: what it goes with would tell of them.
    """
    if question.type in _NUMBERS:
        found = _NUMBERS[question.type](question, answers)
    else:
        found = _CHOICES[question.type](question, answers, least)
    if not row:
        return _all_but_one(question, found) if _is_one_whole(question, found) else found
    kept = [row] if row in found.columns else []
    columns = {key: found.columns[key] for key in kept}
    return Measured(columns, {key: found.labels[key] for key in kept}, found.notes)


def chosen(question: Question, answer: str, answers: Answers) -> pd.Series[float]:
    """Say who gave an answer, 1 or 0; NaN for who gave none, does not know or refuses to say.

    Parameters
    ----------
    question : one that could be a banner.
    answer : as a banner may call it: a key, a cell, a text, a net, a box, a band.
    answers : of the table that holds it.
    """
    held = answers.question(question.name)
    silent = held.isna().all(axis="columns") | _no_answer(question, answers)
    given = pd.Series(gave(question.name, [answer], answers), index=held.index).astype(float)
    return given.mask(silent)


def _no_answer(question: Question, answers: Answers, row: str = "") -> pd.Series[bool]:
    return answers.roles(question.name, row)[_SILENT].any(axis="columns")


def _numbers(question: Question, answers: Answers) -> Measured:
    """Points and amounts as they are."""
    held = answers.question(question.name).astype(float)
    rows = {row.key: row.text for row in question.rows}
    labels = {str(key): rows.get(str(key), question.heading) for key in held}
    return Measured({str(key): held[key] for key in held}, labels)


def _options(question: Question, answers: Answers, least: int) -> Measured:
    """What was chosen of several, each option by itself."""
    held = answers.question(question.name)
    silent = _no_answer(question, answers)
    items = {item.key: item for item in question.items}
    columns, labels, few = {}, {}, []
    for key in map(str, held):
        item = items.get(key)
        if getattr(item, "role", "answer") not in ("answer", "other"):
            continue
        column = _truths(held[key]).mask(silent)
        label = item.text if item else key
        if min((column == 1).sum(), (column == 0).sum()) < least:
            few.append(label)
            continue
        columns[key] = column
        labels[key] = _SAY("option", question=question.heading, answer=label)
    return Measured(columns, labels, _few(question, few, least, "options"))


def _truths(column: pd.Series[bool]) -> pd.Series[float]:
    return pd.Series(column.to_numpy(dtype=float, na_value=np.nan), index=column.index)


def _answers(question: Question, answers: Answers, least: int) -> Measured:
    """One answer of several: each against the one that was given most often."""
    held = answers.question(question.name)[question.name]
    silent = _no_answer(question, answers) | held.isna()
    texts = [str(text) for text in held.cat.categories]
    codes = held.cat.codes.to_numpy()
    counts = np.bincount(codes[~silent.to_numpy()], minlength=len(texts))
    shown = [at for at, count in enumerate(counts) if count and count >= least]
    few = [texts[at] for at, count in enumerate(counts) if 0 < count < least]
    keys = [line.key for line in answer_lines(question, texts)]
    enough(bool(shown), _SAY("nobody", question=question.heading))
    usual = max(shown, key=lambda at: int(counts[at]))
    gone = silent.to_numpy() | ~np.isin(codes, shown)
    columns, labels = {}, {}
    for at in shown:
        if at != usual:
            columns[keys[at]] = pd.Series(np.where(gone, np.nan, codes == at), index=held.index)
            labels[keys[at]] = _SAY("option", question=question.heading, answer=texts[at])
    against = _SAY("against", question=question.heading, answer=texts[usual])
    notes = (*([against] if columns else []), *_few(question, few, least, "answers"))
    return Measured(columns, labels, notes)


def _few(question: Question, few: list[str], least: int, what: str) -> tuple[str, ...]:
    if not few:
        return ()
    return (_SAY(f"few.{what}", question=question.heading, named=series(few), least=least),)


def _parts(question: Question, answers: Answers) -> Measured:
    """Parts of a whole as they were shared out."""
    held = answers.question(question.name).astype(float)
    columns = {str(key): held[key] for key in held}
    return Measured(columns, _named(question, columns))


def _places(question: Question, answers: Answers) -> Measured:
    """Places in a ranking as points: as many for the first as there are places, none for none."""
    held = answers.question(question.name).astype(float)
    deepest = int(held.max().max()) if held.notna().any(axis=None) else 0
    ranked = held.notna().any(axis="columns")
    points = (deepest + 1 - held).fillna(0.0)
    columns = {str(key): points[key].where(ranked) for key in points}
    note = _SAY("points", question=question.heading, most=deepest)
    return Measured(columns, _named(question, columns), (note,))


def _is_one_whole(question: Question, found: Measured) -> bool:
    """Whether the columns of everybody add up to the same, so that the last tells nothing more."""
    if question.type == "allocation":
        return True
    sums = pd.DataFrame(found.columns).sum(axis="columns", skipna=False).dropna()
    return question.type == "ranking" and sums.nunique() < 2


def _all_but_one(question: Question, found: Measured) -> Measured:
    last = list(found.columns)[-1]
    items = {item.key: item.text for item in question.items}
    text = items.get(last, last)
    note = _SAY(f"last.{question.type}", question=question.heading, answer=text)
    kept = [key for key in found.columns if key != last]
    columns = {key: found.columns[key] for key in kept}
    return Measured(columns, {key: found.labels[key] for key in kept}, (*found.notes, note))


def _named(question: Question, columns: Mapping[str, object]) -> dict[str, str]:
    items = {item.key: item.text for item in question.items}
    return {
        key: _SAY("option", question=question.heading, answer=items.get(key, key))
        for key in columns
    }


_NUMBERS: dict[str, Callable[[Question, Answers], Measured]] = {
    "scale": _numbers,
    "grid": _numbers,
    "nps": _numbers,
    "numeric": _numbers,
    "allocation": _parts,
    "ranking": _places,
}
_CHOICES: dict[str, Callable[[Question, Answers, int], Measured]] = {
    "single": _answers,
    "multi": _options,
}
DRIVING = (*_NUMBERS, *_CHOICES)
"""Types of questions that may drive an outcome."""
