"""MaxDiff as a table: picks as best and worst, scores, and shares of preference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.choices.best_worst import maxdiff_logit
from research.tabulation.lines import own_key
from research.tabulation.stub import Modelled, Stub, measured
from research.tabulation.tab import ANSWERED, Line
from research.wording.frames import Frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.answers import Answers
    from research.sources.answers.picks import Picks
    from research.tabulation.stub import Counted

__all__ = ["maxdiff_stub", "shares_of"]

_SAY = Frames(__file__)

_WHOLE = 100
_KINDS = ("score", "best", "worst")


def maxdiff_stub(question: Question, answers: Answers) -> Stub:
    """Say what is counted for a MaxDiff: scores, picks as best and as worst, shares of preference.

    Each respondent counts once, by the share of the times that an item was shown; the shares of
    preference come from a logit model of all tasks in a column.

    Parameters
    ----------
    question : of type maxdiff.
    answers : of the table that holds it.
    """
    picks = answers.picks[question.name]
    heads, index = _SAY.named("maxdiff"), answers.frame.index
    shown, best, worst = picks.counts()
    seen = shown > 0
    # Versions that leave items out show them to fewer: each item then rests on a base of its own.
    alike = bool((seen == seen.any(axis=1, keepdims=True)).all())
    counted = {"score": best - worst, "best": best, "worst": worst}
    parts: list[Counted] = []
    blocks: dict[str, list[Line]] = {kind: [] for kind in (*_KINDS, "share")}
    for place, item in enumerate(question.codes):
        base = ANSWERED if alike else item.key
        for kind in _KINDS:
            line = _line(item.key, item.text, kind, heads[kind], base)
            numbers = np.divide(
                _WHOLE * counted[kind][:, place],
                shown[:, place],
                out=np.full(len(index), np.nan),
                where=seen[:, place],
            )
            parts.append(
                measured(f"{question.name}.{item.key} {kind}", pd.Series(numbers, index), line)
            )
            blocks[kind].append(line)
        blocks["share"].append(_line(item.key, item.text, "share", heads["share"], base))
    model = Modelled(
        dict(zip(blocks["share"], (line.key for line in blocks["score"]), strict=True)),
        lambda labels, inside, weights, accounts, level: shares_of(
            picks, index.get_indexer(labels), inside, weights, accounts, level
        ),
        _SAY("no shares"),
    )
    listed = [line for block in blocks.values() for line in block]
    return Stub(question, "", parts, listed, modelled=model)


def _line(key: str, text: str, kind: str, head: str, base: str) -> Line:
    if kind == "score":
        return Line(
            f"{own_key(key)}.score", text, "score", "score", base=base, block=kind, head=head
        )
    return Line(f"{own_key(key)}.{kind}", text, "mean", base=base, block=kind, head=head)


def shares_of(
    picks: Picks,
    rows: NDArray[np.intp],
    inside: NDArray[np.bool_],
    weights: pd.Series | None,
    accounts: pd.Series | None,
    level: float,
) -> NDArray[np.float64]:
    """Give shares of preference with their limits, in percent: ``(3, items)``.

    Parameters
    ----------
    picks : of all respondents.
    rows : places of m of them in the picks.
    inside : ``(m,)``, who is meant.
    weights, accounts : of these m; ``None`` for weights of one, and for no accounts.
    level : of the limits.

    Returns
    -------
    NaN where no finite shares exist, and for items that nobody inside was shown.
    """
    size = len(picks.items)
    none = np.full((3, size), np.nan)
    chosen = np.flatnonzero(inside)
    own = rows[chosen]
    respondent, task = np.nonzero(picks.answered[own])
    if not len(respondent):
        return none
    shown = picks.shown[own][respondent, task]
    places = [f"place{at}" for at in range(shown.shape[1])]
    tasks = pd.DataFrame(shown, columns=places).where(shown >= 0)
    tasks["best"] = picks.best[own][respondent, task]
    tasks["worst"] = picks.worst[own][respondent, task]
    tasks["of"] = respondent if accounts is None else accounts.to_numpy()[chosen][respondent]
    if weights is not None:
        tasks["weight"] = weights.to_numpy(dtype=float)[chosen][respondent]
    weight = None if weights is None else "weight"
    try:
        found = maxdiff_logit(
            tasks, places, "best", "worst", respondent="of", weights=weight, confidence=level
        ).items
    except StatisticsError:
        return none
    met = found.index.to_numpy(dtype=int)
    none[:, met] = found[["share", "share_low", "share_high"]].to_numpy().T
    return none
