"""Sentences on how sure an order is: positions left open, agreement, careless answers, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.chance import unlikely
from research.wording.figures import figure, span
from research.wording.frames import Frames
from research.wording.lists import either, series
from research.wording.numbers import number
from research.wording.plurals import counted, numbered
from research.wording.probabilities import level, p_is
from research.wording.sentences import sentence
from research.wording.shares import percent, whole_percent

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

_SAY = Frames(__file__)

# How strong an agreement is, by the nearest of these values of W: Schmidt (1997), Decision
# Sciences 28:763, from "very weak" to "unusually strong".
_STRENGTHS = {
    0.0: "hardly",
    0.1: "little",
    0.3: "some",
    0.5: "moderate",
    0.7: "strong",
    0.9: "almost",
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
        return _SAY("title.none")
    if apart == all_pairs:
        return _SAY("title.all")
    few = 2 * apart < all_pairs
    return _SAY("title.few" if few else "title.many", apart=apart, pairs=all_pairs)


def note_positions(items: pd.DataFrame, groups: pd.DataFrame, confidence: float) -> str:
    """Note under a table of the overall order: the positions that cannot be told apart.

    Parameters
    ----------
    items : indexed by theme, in order.
    groups : tidy ``group`` and ``item``: largest sets of themes of which no two are separated.
    confidence : of all pairs at once.
    """
    known = _SAY("note.level", confidence=level(confidence))
    places = {item: place for place, item in enumerate(items.index, start=1)}
    runs = [sorted(places[item] for item in part["item"]) for _, part in groups.groupby("group")]
    runs = [run for run in runs if len(run) > 1]
    if not runs:
        return _SAY("note.all", level=known)
    if any(run[-1] - run[0] >= len(run) for run in runs):
        return _SAY("note.some", level=known)
    if runs == [list(range(1, len(items) + 1))]:
        return _SAY("note.none", level=known)
    listed = either(span(run[0], run[-1]) for run in runs)
    return _SAY("note.within", positions=listed, level=known)


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
        return sentence(_SAY("doubt.none", base=base))
    rest = len(pairs) - apart
    counts = {"pairs": f"{len(pairs)}", "apart": number(apart), "rest": number(rest)}
    return sentence(
        _SAY("doubt.many" if 2 * rest > len(pairs) else "doubt.some", base=base),
        _SAY("doubt.each" if rest > 1 else "doubt.one", **counts),
    )


def _ends(items: pd.DataFrame, names: Names) -> str:
    first = items.index[items["simultaneous_low"] == 1]
    last = items.index[items["simultaneous_high"] == len(items)]
    if len(first) == len(items):
        return sentence(_SAY("ends.any"))
    leads = (
        _SAY("ends.leads", theme=names.theme(first[0]))
        if len(first) == 1
        else _SAY("ends.first open", themes=names.listed(first))
    )
    ends = (
        _SAY("ends.is last", theme=names.theme(last[0]))
        if len(last) == 1
        else _SAY("ends.last open", themes=names.listed(last))
    )
    return sentence(_SAY("ends.both", first=leads, last=ends))


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
    return sentence(_SAY("divide", above=number(above), below=number(below)))


def _top(items: pd.DataFrame, names: Names) -> str:
    """Who belongs to the top, and who contends for what is left of it."""
    chance = items["top_probability"]
    low, high = _OPEN
    sure = items.index[chance >= high]
    open_ = chance[(chance > low) & (chance < high)]
    if open_.empty:
        return ""
    contend = either(
        _SAY(
            "top.chance" if place else "top.a chance",
            theme=names.theme(str(key)),
            chance=percent(share, 1),
        )
        for place, (key, share) in enumerate(open_.items())
    )
    if not len(sure):
        return sentence(_SAY("top.open", themes=contend))
    belong = _SAY.form("top.sure", many=len(sure) > 1, themes=names.listed(sure))
    left = _SAY.form("top.place", many=len(sure) != 2)
    return sentence(_SAY("top.rest", sure=belong, place=left, themes=contend))


def agreement_words(w: float) -> str:
    """How far respondents agree, by Kendall's W.

    Examples
    --------
    >>> agreement_words(0.135), agreement_words(1.0)
    ('agree a little', 'agree almost completely')
    """
    return _SAY.named("agree")[_STRENGTHS[min(_STRENGTHS, key=lambda value: abs(value - w))]]


def describe_agreement(
    w: float | None,
    p: float,
    same: float | None,
    confidence: float,
    note: str = "",
    *,
    partial: bool = False,
) -> list[str]:
    """How far respondents agree on an order.

    Parameters
    ----------
    w : Kendall's W, or ``None`` with the reason in `note`.
    p : of Friedman's test.
    same : probability that two respondents put two themes in the same order, where defined.
    confidence : one less the risk of a false alarm.
    partial : whether some left themes out, so that not every two are in an order.
    """
    found = []
    if w is None:
        found.append(sentence(_SAY("agreement.left out", note=note)))
    else:
        found.append(_SAY("agreement.scale", agree=agreement_words(w), w=figure(w, 2)))
    if same is not None:
        both = percent(same, 1)
        found.append(_SAY("agreement.same partial" if partial else "agreement.same", share=both))
    some = "beyond" if p <= _BEYOND_DOUBT else "hardly" if unlikely(p, confidence) else "not"
    certain = _SAY.named("agreement.certain")[some]
    found.append(_SAY("agreement.some", certain=certain, p=p_is(p)))
    return found


def describe_random(tidy: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """What would change if some respondents had answered at random.

    Parameters
    ----------
    tidy : as `research.statistics.random_responders` gives it, the share 0 included. Of shares
        that the answers rule out nothing is said.
    names : what themes are called.
    """
    ranks = tidy.pivot(index="item", columns="share_random", values="rank")
    means = tidy.pivot(index="item", columns="share_random", values="mean_rank")
    ruled_out = set(tidy.loc[tidy["note"] != "", "share_random"])
    most = max(float(share) for share in ranks.columns if share not in ruled_out or not share)
    possible = ranks[[share for share in ranks.columns if float(share) <= most]]
    moved = ranks.index[possible.ne(ranks[0.0], axis=0).any(axis=1)]
    if len(moved):
        listed = series(names[str(key)] for key in moved)
        count = counted(len(moved), _SAY("random.theme"))
        moves = _SAY("random.moved", most=percent(most, 1), count=count, themes=listed)
    else:
        moves = _SAY("random.none")
    if not most:
        return [sentence(moves)]
    given, earnest = means[0.0], means[most]
    leader, last = str(given.idxmin()), str(given.idxmax())
    gains = _SAY(
        "random.means",
        most=percent(most, 1),
        leader=names[leader],
        first=figure(earnest[leader], 1),
        first_given=figure(given[leader], 1),
        last=names[last],
        second=figure(earnest[last], 1),
        second_given=figure(given[last], 1),
    )
    return [sentence(moves), sentence(gains)]


def describe_shares(
    summary: pd.DataFrame, names: Mapping[str, str], confidence: float, box: str = "top3"
) -> str:
    """How far a share can be trusted, by the widest interval in a box.

    Parameters
    ----------
    summary : as `research.statistics.rankings.summaries.rank_summary` gives it.
    names : what themes are called.
    confidence : of the intervals.
    box : of the shares: ``top3`` or ``first``.
    """
    reach = (summary[f"{box}_high"] - summary[f"{box}_low"]) / 2
    widest, leader = whole_percent(float(reach.max()), 1), str(summary[box].idxmax())
    row = summary.loc[leader].to_dict()
    known = _SAY(
        "shares.known",
        base=figure(row["base"]),
        widest=numbered(widest, _SAY("shares.point")),
        share=percent(row[box], 1),
        have=_SAY.named("shares.have", theme=names[leader])[box],
        low=percent(row[f"{box}_low"], 1),
        high=percent(row[f"{box}_high"], 1),
        confidence=level(confidence),
    )
    return sentence(known)
