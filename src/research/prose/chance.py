"""Sentences on groups that are compared: whether they differ more than chance could give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.wording.lists import series
from research.wording.numbers import number
from research.wording.plurals import counted
from research.wording.probabilities import p_is, probability

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.prose.names import Names

__all__ = [
    "describe_differences",
    "note_breakdown",
    "note_theme",
    "unlikely",
]

_CORRECTIONS = {
    "holm": "Holm's correction",
    "bonferroni": "Bonferroni's correction",
    "bh": "Benjamini and Hochberg's correction",
}


def unlikely(p: float, confidence: float) -> bool:
    """Whether chance alone would hardly give as much."""
    return p <= 1 - confidence + 1e-12


def note_breakdown(row: Mapping[Any, Any], count: int, correction: str, confidence: float) -> str:
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
    p, adjusted = float(row["p"]), float(row["p_adjusted"])
    corrected = correction in _CORRECTIONS and count > 1
    after = (
        f", {probability(adjusted)} with {_CORRECTIONS[correction]} for {number(count)} breakdowns"
        if corrected
        else ""
    )
    says = (
        "these groups differ by more than chance can explain"
        if unlikely(adjusted, confidence)
        else "the differences between these groups cannot be told from chance"
    )
    return f"Over all themes, {says} ({p_is(p)} by permutation{after})."


def note_theme(
    themes: pd.DataFrame,
    labels: Mapping[str, str],
    count: int,
    tests: int,
    correction: str,
    confidence: float,
) -> str:
    """Note under the table of one theme: by which breakdowns its ranks differ beyond chance.

    Parameters
    ----------
    themes : the theme's rows of ``Differences.themes``.
    labels : what each breakdown is called in running text.
    count : themes that were tested together in each breakdown.
    tests : comparisons of a theme by a breakdown, all in all.
    correction, confidence : as for `note_breakdown`.
    """
    if themes.empty:
        return ""
    corrected = correction in _CORRECTIONS
    p = {row["breakdown"]: row for row in themes.to_dict("records")}
    beyond = [key for key, row in p.items() if unlikely(row["p_adjusted"], confidence)]
    if not beyond:
        how = f" with {_CORRECTIONS[correction]} for {number(count)} themes" if corrected else ""
        return (
            "Differences between groups in the rank of this theme cannot be told from chance "
            f"(permutation tests{how})."
        )
    listed = series(
        [f"{labels[key]} ({_stands_out(p[key], count, tests, correction)})" for key in beyond]
    )
    others = "; the others cannot be told from chance" if len(beyond) < len(p) else ""
    return f"Of the differences between groups, those by {listed} stand out{others}."


def _stands_out(row: Mapping[Any, Any], count: int, tests: int, correction: str) -> str:
    """Give p over the themes, and over everything that was tested where that says otherwise."""
    if correction not in _CORRECTIONS:
        return p_is(row["p"])
    return (
        f"{p_is(row['p_adjusted'])} with {_CORRECTIONS[correction]} for {number(count)} themes, "
        f"{probability(row['p_all'])} for all {tests} comparisons"
    )


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
        found.append(f"By {labels[str(key)]} nothing was tested: {row['note']}.")
    if tested.empty:
        return found
    found += [_whole(tested, labels, correction, confidence)]
    found += [_single(themes, labels, names, correction, confidence)]
    return found


def _whole(
    tested: pd.DataFrame, labels: Mapping[str, str], correction: str, confidence: float
) -> str:
    keys = [str(key) for key in tested.index]
    p = dict(zip(keys, tested["p"], strict=True))
    adjusted = dict(zip(keys, tested["p_adjusted"], strict=True))
    beyond = [key for key in keys if unlikely(adjusted[key], confidence)]
    alone = [key for key in keys if unlikely(p[key], confidence)]
    if beyond:
        rest = [labels[key] for key in keys if key not in beyond]
        others = f"; by {series(rest, 'or')} they do not" if rest else ""
        listed = series([labels[key] for key in beyond])
        return (
            f"Taken over all themes, groups by {listed} differ by more than chance can explain"
            f"{others}."
        )
    text = (
        "Taken over all themes, the differences between groups by "
        f"{series([labels[key] for key in keys], 'or')} cannot be told from chance."
    )
    if alone and correction in _CORRECTIONS and len(keys) > 1:
        listed = series([f"{labels[key]} ({p_is(p[key])})" for key in alone])
        text += (
            f" Looked at alone, {listed} would pass for a difference; whoever looks at "
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
        return f"No single theme differs by any breakdown, in {tests}."
    listed = series(
        [
            f"{names.theme(row['item'])} by {labels[row['breakdown']]} ({p_is(row['p_adjusted'])})"
            for row in beyond.to_dict("records")
        ]
    )
    verb = "differs" if len(beyond) == 1 else "differ"
    text = f"Theme by theme, {listed} {verb} within the breakdown."
    lasting = int(sum(unlikely(p, confidence) for p in beyond["p_all"]))
    if correction not in _CORRECTIONS or lasting == len(beyond):
        return text
    kept, rest = "none lasts", "them"
    if lasting:
        kept, rest = f"only {number(lasting)} {'lasts' if lasting == 1 else 'last'}", "the rest"
    return (
        f"{text} When all {tests} are allowed for at once, {kept}: take {rest} as hints for the "
        "next study."
    )
