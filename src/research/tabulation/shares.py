"""Questions about several items at once: a whole that is shared out, an order that is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.rankings.rankdata import filled_ranks
from research.tabulation.lines import own_key
from research.tabulation.stub import Stub, counted, measured
from research.tabulation.tab import Line
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.edition.questions import Question
    from research.sources.answers.answers import Answers
    from research.tabulation.stub import Counted
    from research.tabulation.tab import Unit

__all__ = ["DEEP", "allocation_stub", "ranking_stub"]

_SAY = Frames(__file__)

DEEP = 3
"""Places that count as the first few of a ranking."""

_WHOLE = 100


def allocation_stub(question: Question, answers: Answers) -> Stub:
    """Say what is counted for a whole that is shared out: mean shares, and who named each part.

    A part that somebody left out has a share of nought there, and is in the mean.

    Parameters
    ----------
    question : of type allocation.
    answers : of the table that holds it.
    """
    heads = _SAY.named("shares")
    unit: Unit = "percent" if question.sum == _WHOLE else "mean"
    parts: list[Counted] = []
    means, named = [], []
    for key, column in answers.columns(question.name).items():
        held, text = answers.frame[column].astype(float), _text(question, key)
        mean = Line(f"{own_key(key)}.mean", text, "mean", unit, block="mean", head=heads["mean"])
        given = Line(f"{own_key(key)}.named", text, "share", block="named", head=heads["named"])
        parts += [measured(column, held, mean), _holds(column, "named", held, held > 0, given)]
        means.append(mean)
        named.append(given)
    return Stub(question, "", parts, [*means, *named])


def ranking_stub(question: Question, answers: Answers) -> Stub:
    """Say what is counted for a ranking: mean ranks, first choices, and who is among the first.

    An item that somebody left out holds the mean of the ranks left over.

    Parameters
    ----------
    question : of type ranking.
    answers : of the table that holds it.
    """
    given = answers.question(question.name).astype(float)
    ranks, ranked = _filled(given)
    most = min(question.top or len(ranks.columns), len(ranks.columns))
    depths = {"first": 1} | (
        {f"top{DEEP}": DEEP} if len(ranks.columns) > DEEP and most >= DEEP else {}
    )
    texts = _SAY.named("ranks", count=DEEP)
    parts: list[Counted] = []
    means: list[Line] = []
    blocks: dict[str, list[Line]] = {name: [] for name in depths}
    for key in map(str, ranks.columns):
        text, item = _text(question, key), own_key(key)
        mean = Line(f"{item}.mean", text, "mean", "rank", block="mean", head=texts["mean"])
        parts.append(measured(f"{question.name}.{key}", ranks[key], mean))
        means.append(mean)
        for name, depth in depths.items():
            head = texts["first" if depth == 1 else "top"]
            line = Line(f"{item}.{name}", text, "share", block=name, head=head)
            chosen = (given[key] <= depth).where(ranked)
            parts.append(_holds(f"{question.name}.{key}", name, ranks[key], chosen, line))
            blocks[name].append(line)
    return Stub(question, "", parts, [*means, *(line for each in blocks.values() for line in each)])


def _filled(given: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Ranks with those of items left out, and who ranked anything."""
    ranked = given.notna().any(axis="columns")
    try:
        ranks = filled_ranks(given).reindex(given.index)
    except StatisticsError:
        # Nobody ranked, or too few items: there is nothing to fill.
        ranks = given
    return ranks, ranked


def _holds(column: str, what: str, held: pd.Series, holds: pd.Series, line: Line) -> Counted:
    """Count of whom something holds, among those who answered."""
    flags = np.where(held.isna(), np.nan, holds.fillna(value=False).astype(float))
    answers = pd.Series(flags, index=held.index)
    return counted(f"{column} {what}", answers, {0.0: None, 1.0: line})


def _text(question: Question, key: str) -> str:
    return next((item.text for item in question.items if item.key == key), key)
