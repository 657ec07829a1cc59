"""Sentences on how sure an order is: positions left open, agreement, careless answers, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.chance import unlikely
from research.wording.figures import span
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.plurals import counted, numbered
from research.wording.probabilities import p_is
from research.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.prose.names import Names

__all__ = [
    "agreement_words",
    "describe_agreement",
    "describe_positions",
    "describe_random",
    "describe_shares",
    "note_positions",
    "title_positions",
]

# How strong an agreement is, by the nearest of these values of W: Schmidt (1997), Decision
# Sciences 28:763, from "very weak" to "unusually strong".
_STRENGTHS = {
    0.0: "hardly agree",
    0.1: "agree a little",
    0.3: "agree to some extent",
    0.5: "agree moderately",
    0.7: "agree strongly",
    0.9: "agree almost completely",
}
_BEYOND_DOUBT = 0.001
# A chance between these is an open question.
_OPEN = (0.05, 0.95)


def title_positions(pairs: pd.DataFrame) -> str:
    """Message of the chart of positions.

    Parameters
    ----------
    pairs : every pair of themes once, with ``separated``.
    """
    apart, all_pairs = int(pairs["separated"].sum()), len(pairs)
    if apart == 0:
        return "No two themes can be told apart with certainty"
    if apart == all_pairs:
        return "Every theme can be told apart from every other"
    only = "Only " if 2 * apart < all_pairs else ""
    return f"{only}{apart} of {all_pairs} pairs of themes can be told apart"


def note_positions(items: pd.DataFrame, groups: pd.DataFrame, confidence: float) -> str:
    """Note under a table of the overall order: the positions that cannot be told apart.

    Parameters
    ----------
    items : indexed by theme, in order.
    groups : tidy ``group`` and ``item``: largest sets of themes of which no two are separated.
    confidence : of all pairs at once.
    """
    level = f"({100 * confidence:g}% confidence, all pairs at once)"
    places = {item: place for place, item in enumerate(items.index, start=1)}
    runs = [sorted(places[item] for item in part["item"]) for _, part in groups.groupby("group")]
    runs = [run for run in runs if len(run) > 1]
    if not runs:
        return f"Every theme can be told apart from every other {level}."
    if any(run[-1] - run[0] >= len(run) for run in runs):
        return f"Not all neighbours in this order can be told apart {level}."
    if runs == [list(range(1, len(items) + 1))]:
        return f"No two of these themes can be told apart {level}."
    listed = series([span(run[0], run[-1]) for run in runs], "or")
    return f"Themes within positions {listed} cannot be told apart {level}."


def describe_positions(items: pd.DataFrame, pairs: pd.DataFrame, names: Names) -> list[str]:
    """What the positions left open mean, from what is doubtful to what stands.

    Parameters
    ----------
    items : indexed by theme, in order: as ``RankSets.items``.
    pairs : as ``RankSets.pairs``.
    names : what themes are called.
    """
    found = [_doubt(items, pairs), _ends(items, names), _divide(items, pairs), _top(items, names)]
    return [one for one in found if one]


def _doubt(items: pd.DataFrame, pairs: pd.DataFrame) -> str:
    apart, base = int(pairs["separated"].sum()), int(items["base"].min())
    if apart == len(pairs):
        return sentence(f"With {base} answers every theme can be told apart from every other.")
    rest = len(pairs) - apart
    return sentence(
        f"With {base} answers many positions cannot be separated."
        if 2 * rest > len(pairs)
        else f"With {base} answers some positions cannot be separated.",
        f"Of the {len(pairs)} pairs of themes, {number(apart)} can be told apart; the order within "
        f"{'each of ' if rest > 1 else ''}the other {number(rest)} might be the other way round "
        "if everybody could be asked.",
    )


def _ends(items: pd.DataFrame, names: Names) -> str:
    first = items.index[items["simultaneous_low"] == 1]
    last = items.index[items["simultaneous_high"] == len(items)]
    if len(first) == len(items):
        return sentence("Any theme might be the first, and any the last.")
    leads = (
        f"{names.theme(first[0])} leads beyond reasonable doubt"
        if len(first) == 1
        else f"The first position is open between {names.listed(first)}"
    )
    ends = (
        f"{names.theme(last[0])} is last"
        if len(last) == 1
        else f"the last is open between {names.listed(last)}"
    )
    return sentence(f"{leads}; {ends}.")


def _divide(items: pd.DataFrame, pairs: pd.DataFrame) -> str:
    """The most themes at the top of which each is ahead of each of the most at the bottom."""
    size = len(items)
    apart = {(row.item, row.other) for row in pairs.itertuples() if row.separated}
    best = (0, 0)
    for above in range(1, size):
        below = 0
        while below < size - above and all(
            (item, items.index[size - 1 - below]) in apart for item in items.index[:above]
        ):
            below += 1
        if below and above + below >= sum(best):
            best = max(best, (above, below), key=lambda cut: (sum(cut), min(cut)))
    above, below = best
    if min(above, below) < 2:
        return ""
    return sentence(
        f"What stands is the larger picture: each of the first {number(above)} themes is ahead of "
        f"each of the last {number(below)}."
    )


def _top(items: pd.DataFrame, names: Names) -> str:
    """Who belongs to the top, and who contends for what is left of it."""
    chance = items["top_probability"]
    low, high = _OPEN
    sure = items.index[chance >= high]
    open_ = chance[(chance > low) & (chance < high)]
    if open_.empty:
        return ""
    chances = [f"{names.theme(str(key))} ({share:.0%})" for key, share in open_.items()]
    chances[0] = chances[0].replace("(", "(a chance of ")
    contend = series(chances, "or")
    if not len(sure):
        return sentence(f"A place in the top three may go to {contend}.")
    verb = "belongs" if len(sure) == 1 else "belong"
    left = "the place that is left" if len(sure) == 2 else "the places that are left"
    return sentence(
        f"{names.listed(sure)} {verb} to the top three almost certainly; {left} may go to "
        f"{contend}."
    )


def agreement_words(w: float) -> str:
    """How far respondents agree, by Kendall's W.

    Examples
    --------
    >>> agreement_words(0.135), agreement_words(1.0)
    ('agree a little', 'agree almost completely')
    """
    return _STRENGTHS[min(_STRENGTHS, key=lambda value: abs(value - w))]


def describe_agreement(
    w: float | None, p: float, same: float | None, confidence: float, note: str = ""
) -> list[str]:
    """How far respondents agree on an order.

    Parameters
    ----------
    w : Kendall's W, or ``None`` with the reason in `note`.
    p : of Friedman's test.
    same : probability that two respondents put two themes in the same order, where defined.
    confidence : one less the risk of a false alarm.
    """
    found = []
    if w is None:
        found.append(sentence(f"Kendall's W is left out: {note}."))
    else:
        found.append(
            f"Respondents {agreement_words(w)}: on Kendall's scale from 0, where there is no "
            f"common order, to 1, where all give the same, they reach {w:.2f}."
        )
    if same is not None:
        found.append(
            f"Take any two respondents and any two themes: in {same:.0%} of cases both put the "
            "two themes in the same order. Chance alone would give half."
        )
    some = (
        "beyond doubt"
        if p <= _BEYOND_DOUBT
        else "hardly chance"
        if unlikely(p, confidence)
        else "not shown"
    )
    found.append(f"That there is some common order at all is {some} (Friedman's test, {p_is(p)}).")
    return found


def describe_random(tidy: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """What would change if some respondents had answered at random.

    Parameters
    ----------
    tidy : as `research.statistics.random_responders` gives it, the share 0 included.
    names : what themes are called.
    """
    ranks = tidy.pivot(index="item", columns="share_random", values="rank")
    means = tidy.pivot(index="item", columns="share_random", values="mean_rank")
    most = float(ranks.columns.max())
    moved = ranks.index[ranks.ne(ranks[0.0], axis=0).any(axis=1)]
    if len(moved):
        found = [
            sentence(
                f"Up to {most:.0%} of answers at random, {counted(len(moved), 'theme')} would "
                f"change position: {series([names[str(key)] for key in moved])}."
            )
        ]
    else:
        found = [
            sentence(
                "No theme would change its position. Whoever answers at random moves every theme "
                "towards the middle of the list, and none past another; taken out, they leave the "
                "same order and wider gaps."
            )
        ]
    given, earnest = means[0.0], means[most]
    leader, last = str(given.idxmin()), str(given.idxmax())
    found.append(
        sentence(
            f"If {most:.0%} had answered so, the mean rank among the others would be "
            f"{earnest[leader]:.1f} instead of {given[leader]:.1f} for {names[leader]} and "
            f"{earnest[last]:.1f} instead of {given[last]:.1f} for {names[last]}."
        )
    )
    return found


def describe_shares(
    summary: pd.DataFrame, names: Mapping[str, str], confidence: float, box: str = "top3"
) -> str:
    """How far a share can be trusted, by the widest interval in a box.

    Parameters
    ----------
    summary : as `research.statistics.rankings.summaries.rank_summary` gives it.
    names : what themes are called.
    confidence : of the intervals.
    box : of the shares.
    """
    reach = (summary[f"{box}_high"] - summary[f"{box}_low"]) / 2
    widest, leader = round(100 * float(reach.max())), str(summary[box].idxmax())
    row = summary.loc[leader].to_dict()
    return sentence(
        f"A share of {row['base']:.0f} answers is known to within about "
        f"{numbered(widest, 'percentage point')} either way at worst: the "
        f"{row[box]:.0%} who have {names[leader]} in their top three may be "
        f"{100 * row[f'{box}_low']:.0f}% or {100 * row[f'{box}_high']:.0f}% among all such people "
        f"({100 * confidence:g}% interval)."
    )
