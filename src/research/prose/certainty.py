"""Sentences on how sure an order is: positions, agreement, and differences between groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.grammar import capitalise, counted, number, sentence, series

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.prose.names import Names

__all__ = [
    "agreement_words",
    "describe_differences",
    "describe_positions",
    "note_breakdown",
    "note_positions",
    "note_theme",
    "probability",
    "span",
    "title_positions",
    "unlikely",
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
_CORRECTIONS = {
    "holm": "Holm's correction",
    "bonferroni": "Bonferroni's correction",
    "bh": "Benjamini and Hochberg's correction",
}
# A chance between these is an open question.
_OPEN = (0.05, 0.95)


def probability(p: float) -> str:
    """Probability of a test as it is printed.

    Examples
    --------
    >>> probability(0.0462), probability(0.00004), probability(1.0)
    ('0.046', '< 0.001', '1.000')
    """
    return "< 0.001" if p < 0.0005 else f"{p:.3f}"


def _p(p: float) -> str:
    text = probability(p)
    return f"*p* {text}" if text.startswith("<") else f"*p* = {text}"


def unlikely(p: float, confidence: float) -> bool:
    """Whether chance alone would hardly give as much."""
    return p <= 1 - confidence + 1e-12


def span(low: int, high: int) -> str:
    """Positions from one to another.

    Examples
    --------
    >>> span(1, 3), span(4, 4)
    ('1–3', '4')
    """
    return str(low) if low == high else f"{low}–{high}"


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
    listed = series([span(run[0], run[-1]) for run in runs])
    among = "" if len(runs) == 1 else ", each set among itself,"
    return f"Positions {listed}{among} cannot be told apart {level}."


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
    apart = {
        (row.item, row.other) for row in pairs.itertuples() if row.separated
    }
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
    contend = series([f"{names.theme(str(key))} ({share:.0%})" for key, share in open_.items()])
    rest = f"the chances of a place in the top three are {contend}"
    if not len(sure):
        return sentence(f"{capitalise(rest)}.")
    verb = "belongs" if len(sure) == 1 else "belong"
    return sentence(
        f"{names.listed(sure)} {verb} to the top three almost certainly; for the "
        f"{'place' if len(sure) == 2 else 'places'} that {'is' if len(sure) == 2 else 'are'} left "
        f"{rest}."
    )


def agreement_words(w: float) -> str:
    """How far respondents agree, by Kendall's W.

    Examples
    --------
    >>> agreement_words(0.135), agreement_words(1.0)
    ('agree a little', 'agree almost completely')
    """
    return _STRENGTHS[min(_STRENGTHS, key=lambda value: abs(value - w))]


def note_breakdown(row: Mapping[str, object], count: int, correction: str, confidence: float) -> str:
    """Note under the table of one breakdown: whether its groups differ beyond chance.

    Parameters
    ----------
    row : ``p``, ``p_adjusted`` and ``note``, as in ``Differences.breakdowns``.
    count : breakdowns that were tested together.
    correction : key of the correction for several comparisons.
    confidence : one less the risk of a false alarm.
    """
    if row["note"]:
        return f"Differences between the groups were not tested: {row['note']}."
    p, adjusted = float(str(row["p"])), float(str(row["p_adjusted"]))
    corrected = correction in _CORRECTIONS and count > 1
    after = f", {probability(adjusted)} with {_CORRECTIONS[correction]} for {number(count)} breakdowns" if corrected else ""
    beyond = "more" if unlikely(adjusted, confidence) else "no more"
    return (
        f"Over all themes the groups differ {beyond} than chance alone could give "
        f"({_p(p)} by permutation{after})."
    )


def note_theme(
    themes: pd.DataFrame, labels: Mapping[str, str], count: int, correction: str, confidence: float
) -> str:
    """Note under the table of one theme: by which breakdowns its ranks differ beyond chance.

    Parameters
    ----------
    themes : the theme's rows of ``Differences.themes``.
    labels : what each breakdown is called in running text.
    count : themes that were tested together.
    correction, confidence : as for `note_breakdown`.
    """
    if themes.empty:
        return ""
    how = "permutation tests"
    if correction in _CORRECTIONS:
        how += f" with {_CORRECTIONS[correction]} for {number(count)} themes"
    p = dict(zip(themes["breakdown"], themes["p_adjusted"], strict=True))
    beyond = [key for key in p if unlikely(p[key], confidence)]
    rest = [labels[key] for key in p if key not in beyond]
    if not beyond:
        return (
            f"By {series(rest, 'or')} its ranks differ no more than chance alone could give ({how})."
        )
    listed = series([f"{labels[key]} ({_p(p[key])})" for key in beyond])
    others = f", by {series(rest, 'or')} they do not" if rest else ""
    return f"By {listed} its ranks differ more than chance alone could give{others} ({how})."


def describe_differences(
    breakdowns: pd.DataFrame,
    themes: pd.DataFrame,
    labels: Mapping[str, str],
    names: Names,
    correction: str,
    confidence: float,
) -> list[str]:
    """What the tests between groups say.

    Parameters
    ----------
    breakdowns, themes : as in ``Differences``.
    labels : what each breakdown is called in running text.
    names : what themes are called.
    correction, confidence : as for `note_breakdown`.
    """
    tested = breakdowns[breakdowns["p"].notna()]
    found = []
    for key, row in breakdowns[breakdowns["p"].isna()].iterrows():
        found.append(sentence(f"By {labels[str(key)]} nothing was tested: {row['note']}."))
    if tested.empty:
        return found
    found += [_whole(tested, labels, correction, confidence)]
    found += [_single(themes, labels, names, correction, confidence)]
    return found


def _whole(
    tested: pd.DataFrame, labels: Mapping[str, str], correction: str, confidence: float
) -> str:
    keys = [str(key) for key in tested.index]
    beyond = [key for key in keys if unlikely(tested.loc[key, "p_adjusted"], confidence)]
    alone = [key for key in keys if unlikely(tested.loc[key, "p"], confidence)]
    if beyond:
        rest = [labels[key] for key in keys if key not in beyond]
        others = f"; by {series(rest, 'or')} they do not" if rest else ""
        listed = series([labels[key] for key in beyond])
        return sentence(
            f"Taken over all themes, groups by {listed} differ more than chance alone could give"
            f"{others}."
        )
    text = sentence(
        f"Taken over all themes, groups by {series([labels[key] for key in keys], 'or')} differ no "
        "more than chance alone could give."
    )
    if alone and correction in _CORRECTIONS and len(keys) > 1:
        listed = series([f"{labels[key]} ({_p(tested.loc[key, 'p'])})" for key in alone])
        text += " " + sentence(
            f"Looked at alone, {listed} would pass for a difference; whoever looks at "
            f"{number(len(keys))} breakdowns will find as much by chance too often to rely on it."
        )
    return text


def _single(
    themes: pd.DataFrame,
    labels: Mapping[str, str],
    names: Names,
    correction: str,
    confidence: float,
) -> str:
    beyond = themes[[unlikely(p, confidence) for p in themes["p_adjusted"]]]
    tests = counted(len(themes), "comparison")
    if beyond.empty:
        return sentence(f"No single theme differs by any breakdown, in {tests}.")
    listed = series(
        [
            f"{names.theme(row.item)} by {labels[row.breakdown]} ({_p(row.p_adjusted)})"
            for row in beyond.itertuples()
        ]
    )
    verb = "differs" if len(beyond) == 1 else "differ"
    text = sentence(f"Theme by theme, {listed} {verb} within the breakdown.")
    lasting = int(sum(unlikely(p, confidence) for p in beyond["p_all"]))
    if correction not in _CORRECTIONS or lasting == len(beyond):
        return text
    left = "none of them lasts" if not lasting else f"{number(lasting)} of them lasts"
    return f"{text} " + sentence(
        f"When all {tests} are allowed for at once, {left}: take them as hints for the next study."
    )
