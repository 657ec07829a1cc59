"""Sentences on groups that are compared: whether they differ more than chance could give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.wording.frames import Frames
from research.wording.lists import either, series
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

_SAY = Frames(__file__)


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
        return _SAY("breakdown.untested", reason=str(row["note"]))
    p, adjusted = float(row["p"]), float(row["p_adjusted"])
    corrected, after = _corrected(correction), ""
    if corrected and count > 1:
        parts = {"correction": corrected, "count": number(count)}
        after = _SAY("breakdown.after", p=probability(adjusted), **parts)
    beyond = unlikely(adjusted, confidence)
    return _SAY("breakdown.beyond" if beyond else "breakdown.chance", p=p_is(p), after=after)


def _corrected(correction: str) -> str:
    """Name of a correction for several comparisons in running text; none where there is none."""
    return _SAY.named("corrected").get(correction, "")


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
    corrected = _corrected(correction)
    p = {row["breakdown"]: row for row in themes.to_dict("records")}
    beyond = [key for key, row in p.items() if unlikely(row["p_adjusted"], confidence)]
    if not beyond:
        parts = {"correction": corrected, "count": number(count)}
        return _SAY("theme.chance", how=_SAY("theme.how", **parts) if corrected else "")
    listed = series(
        _SAY(
            "theme.by",
            breakdown=labels[key],
            test=_stands_out(p[key], count, tests, corrected),
        )
        for key in beyond
    )
    some = len(beyond) < len(p)
    return _SAY("theme.beyond some" if some else "theme.beyond", breakdowns=listed)


def _stands_out(row: Mapping[Any, Any], count: int, tests: int, corrected: str) -> str:
    """Give p over the themes, and over everything that was tested where that says otherwise."""
    if not corrected:
        return p_is(row["p"])
    return _SAY(
        "theme.test",
        p=p_is(row["p_adjusted"]),
        correction=corrected,
        count=number(count),
        all=probability(row["p_all"]),
        tests=tests,
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
        parts = {"breakdown": labels[str(key)], "reason": str(row["note"])}
        found.append(_SAY("tests.untested", **parts))
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
        listed = series(labels[key] for key in beyond)
        if rest:
            return _SAY("tests.whole some", breakdowns=listed, others=either(rest))
        return _SAY("tests.whole", breakdowns=listed)
    none = _SAY("tests.none", breakdowns=either(labels[key] for key in keys))
    if alone and _corrected(correction) and len(keys) > 1:
        listed = series(
            _SAY("tests.with p", breakdown=labels[key], p=p_is(p[key])) for key in alone
        )
        return _SAY("tests.alone", none=none, breakdowns=listed, count=number(len(keys)))
    return none


def _single(
    themes: pd.DataFrame,
    labels: Mapping[str, str],
    names: Names,
    correction: str,
    confidence: float,
) -> str:
    beyond = themes[[unlikely(p, confidence) for p in themes["p_adjusted"]]]
    tests = counted(len(themes), _SAY("tests.comparison"))
    if beyond.empty:
        return _SAY("tests.no theme", tests=tests)
    listed = series(
        _SAY(
            "tests.theme by",
            theme=names.theme(row["item"]),
            breakdown=labels[row["breakdown"]],
            p=p_is(row["p_adjusted"]),
        )
        for row in beyond.to_dict("records")
    )
    single = _SAY.form("tests.single", many=len(beyond) > 1, themes=listed)
    lasting = int(sum(unlikely(p, confidence) for p in beyond["p_all"]))
    if not _corrected(correction) or lasting == len(beyond):
        return single
    kept, rest = _SAY("tests.kept.none"), _SAY("tests.rest.none")
    if lasting:
        kept = _SAY.form("tests.kept", many=lasting > 1, count=number(lasting))
        rest = _SAY("tests.rest.some")
    return _SAY("tests.at once", single=single, tests=tests, kept=kept, rest=rest)
