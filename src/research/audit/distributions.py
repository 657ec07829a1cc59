"""Distributions in small: how the answers to a question came out, with small cells left out.

What fewer gave than `privacy.hide_base` says is never told alone: such answers are put together,
with the next larger one where they would still be too few or could be found by subtracting. This is
cell suppression with its complement (Hundepool and others, 2012), made by pooling.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from research.audit.parts import Bar, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from research.edition.questions import Question
    from research.sources.answers.answers import Answers

    Count = tuple[str, int]
    Drawn = tuple[str, tuple[Bar, ...]]

__all__ = ["bars_of", "pooled"]

# Bars of one question that a page shows; bins of numbers.
_MOST = 24
_BINS = 8
_TAIL = 0.02
_MONTHS = 18


class _Given(NamedTuple):
    """A question with what is drawn of it."""

    answers: Answers
    question: Question
    frame: pd.DataFrame
    least: int

    def text(self, key: object) -> str:
        """What a row, option or item is called."""
        texts = {item.key: item.text for item in self.question.items}
        return texts.get(str(key), str(key))


def bars_of(answers: Answers, question: Question, least: int) -> tuple[str, tuple[Bar, ...]]:
    """Give the distribution of a question, and what it shows.

    Parameters
    ----------
    answers : to a table of data.
    question : one of the table.
    least : fewest respondents that a figure may rest on.

    Returns
    -------
    What the bars show, and the bars; nothing of words that respondents wrote, and nothing where
    fewer than ``least`` answered.
    """
    draw = _DRAWN.get(question.type)
    frame = answers.question(question.name)
    answered = int(frame.notna().any(axis="columns").sum())
    if draw is None or not answered or answered < least:
        return "", ()
    measure, bars = draw(_Given(answers, question, frame, least))
    return measure, bars[:_MOST]


def pooled(counts: Sequence[Count], least: int) -> list[Count]:
    """Put answers together that too few gave, so that nothing tells how many gave one of them.

    Parameters
    ----------
    counts : answers with how many gave each, which exclude each other.
    least : fewest that may be told.

    Returns
    -------
    Those that may be told, in their order; last the others together.

    Examples
    --------
    >>> pooled([("A", 40), ("B", 12), ("C", 3)], 10)
    [('A', 40), ('2 answers together, some given by fewer than 10', 15)]
    >>> pooled([("A", 40), ("B", 12), ("C", 0)], 10)
    [('A', 40), ('B', 12), ('C', 0)]
    """
    small = [at for at, (_, count) in enumerate(counts) if 0 < count < least]
    if not small:
        return list(counts)
    large = [at for at, (_, count) in enumerate(counts) if count >= least]
    rest = sorted(large, key=lambda at: counts[at][1])
    while rest and (len(small) < 2 or sum(counts[at][1] for at in small) < least):
        small.append(rest.pop(0))
    kept = [count for at, count in enumerate(counts) if at not in small]
    name = f"{len(small)} answers together, some given by fewer than {least}"
    return [*kept, (name, sum(counts[at][1] for at in small))]


def _parts(counts: Sequence[Count], least: int) -> tuple[Bar, ...]:
    """Bars of answers that exclude each other."""
    shown = pooled(counts, least)
    total = sum(count for _, count in shown)
    return tuple(
        Bar(cut(label), count / total, f"{count / total:.0%} ({count:,})") for label, count in shown
    )


def _single(given: _Given) -> Drawn:
    counts = given.frame.iloc[:, 0].value_counts(sort=False)
    found = [(str(label), int(count)) for label, count in counts.items()]
    if len(found) > _MOST // 2:
        found.sort(key=lambda one: -one[1])
    return "share of those who answered", _parts(_fewer(found), given.least)


def _fewer(counts: list[Count]) -> list[Count]:
    """Keep the first of very many answers; the others are one."""
    if len(counts) < _MOST:
        return counts
    rest = counts[_MOST - 2 :]
    return [*counts[: _MOST - 2], (f"{len(rest):,} other answers", sum(n for _, n in rest))]


def _scale(given: _Given) -> Drawn:
    ends = given.answers.labels.get(given.question.name, {})
    held = given.frame.iloc[:, 0].dropna().to_numpy(dtype=float)
    values, counts = np.unique(held, return_counts=True)
    found = [
        (f"{value:g} {ends.get(value, '')}".strip(), count)
        for value, count in zip(values.tolist(), counts.tolist(), strict=True)
    ]
    return "share of those who answered", _parts(found, given.least)


def _means(given: _Given) -> Drawn:
    """Rows of a grid or an allocation: the mean of each."""
    low, high = (
        (0.0, float(given.question.sum))
        if given.question.type == "allocation"
        else _ends(given.frame)
    )
    bars = []
    for key in given.frame.columns:
        column = given.frame[key].dropna()
        label = cut(given.text(key))
        if len(column) < max(given.least, 1):
            bars.append(Bar(label, None, f"answered by fewer than {max(given.least, 1)}"))
            continue
        mean = float(column.mean())
        share = (mean - low) / (high - low) if high > low else 0.0
        bars.append(Bar(label, share, f"{mean:.1f} (n = {len(column):,})"))
    return f"mean, drawn from {low:g} to {high:g}", tuple(bars)


def _ends(frame: pd.DataFrame) -> tuple[float, float]:
    held = frame.to_numpy(dtype=float)
    return float(np.nanmin(held)), float(np.nanmax(held))


def _multi(given: _Given) -> Drawn:
    bars = []
    for key in given.frame.columns:
        asked = int(given.frame[key].notna().sum())
        chosen = int(given.frame[key].fillna(False).sum())
        bars.append(_option(cut(given.text(key)), chosen, asked, given.least))
    return "share of those asked; it may exceed 100% together", tuple(bars)


def _option(label: str, chosen: int, asked: int, least: int) -> Bar:
    if 0 < chosen < least:
        return Bar(label, None, f"chosen by fewer than {least}")
    if 0 < asked - chosen < least:
        return Bar(label, None, f"chosen by all but fewer than {least}")
    return Bar(
        label, chosen / asked if asked else 0.0, f"{chosen / max(asked, 1):.0%} ({chosen:,})"
    )


def _ranking(given: _Given) -> Drawn:
    first = given.frame.min(axis="columns")
    alone = given.frame.eq(first, axis="index").sum(axis="columns") == 1
    counts = [
        (given.text(key), int((given.frame[key].eq(first) & alone).sum()))
        for key in given.frame.columns
    ]
    tied = int((~alone & first.notna()).sum())
    counts += [("several on the first place", tied)] if tied else []
    drawn = any(count for _, count in counts)
    return "share who put it first", _parts(_fewer(counts), given.least) if drawn else ()


def _numeric(given: _Given) -> Drawn:
    held = given.frame.iloc[:, 0].dropna().to_numpy(dtype=float)
    if given.frame.shape[1] > 1:
        return _means(given)
    inner = _round_edges(*np.quantile(held, [_TAIL, 1 - _TAIL]).tolist())
    return "share of those who answered", _bins(
        held, inner, lambda edge: f"{edge:,.6g}", given.least
    )


def _days(given: _Given) -> Drawn:
    days = pd.to_datetime(given.frame.iloc[:, 0]).dropna()
    months = days.dt.to_period("M")
    by = months if months.nunique() <= _MONTHS else days.dt.to_period("Y")
    counts = by.value_counts().sort_index()
    found = [(str(period), int(count)) for period, count in counts.items()]
    return "share of those who answered", _parts(_fewer(found), given.least)


def _round_edges(low: float, high: float) -> np.ndarray:
    """Edges of bins of one width between two numbers, as people would choose them."""
    if high <= low:
        return np.array([low])
    wide = (high - low) / _BINS
    unit = 10.0 ** np.floor(np.log10(wide))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= wide)
    edges: np.ndarray = np.arange(np.floor(low / step) + 1, np.ceil(high / step)) * step
    return edges


def _bins(
    held: np.ndarray, inner: np.ndarray, told: Callable[[float], str], least: int
) -> tuple[Bar, ...]:
    """Bins between quantiles; two that would be too small become one."""
    edges: list[float] = []
    for edge in inner.tolist():
        last = edges[-1] if edges else -np.inf
        enough = np.count_nonzero((held >= last) & (held < edge)) >= max(least, 1)
        if enough and np.count_nonzero(held >= edge) >= max(least, 1):
            edges.append(edge)
    if not edges:
        return ()
    names = [f"below {told(edges[0])}"]
    names += [f"{told(low)} to below {told(high)}" for low, high in pairwise(edges)]
    names.append(f"{told(edges[-1])} and more")
    counts = np.histogram(held, [-np.inf, *edges, np.inf])[0]
    return _parts(list(zip(names, counts.tolist(), strict=True)), least)


_DRAWN = {
    "single": _single,
    "scale": _scale,
    "nps": _scale,
    "grid": _means,
    "allocation": _means,
    "multi": _multi,
    "ranking": _ranking,
    "numeric": _numeric,
    "day": _days,
}
