"""Sentences on verdicts over many sets of answers: in how many of them each comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.chance import unlikely
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from research.prose.names import Names

__all__ = ["describe_groups", "describe_open_positions", "describe_single", "within"]

_SAY = Frames(__file__)

# Single comparisons that are named at most, those of most sets first, unless all are level.
_NAMED = 6


def within(least: str, most: str) -> str:
    """A range of printed values; one value where both print alike.

    Examples
    --------
    >>> within("0.01", "0.20"), within("94%", "> 99%"), within("3", "3")
    ('0.01–0.20', '94% to > 99%', '3')
    """
    if least == most:
        return least
    plain = not {*least, *most} & set("<>")
    return _SAY("range.short" if plain else "range.long", least=least, most=most)


def describe_open_positions(
    positions: pd.DataFrame, pairs: pd.DataFrame, order: Sequence[str], names: Names
) -> list[str]:
    """Which pairs can be told apart, and who may be first or last, in how many sets.

    Parameters
    ----------
    positions, pairs : as in ``Verdicts``.
    order : the themes, the highest priority first.
    names : what themes are called.
    """
    sets = int(pairs["set"].nunique())
    apart = pairs.groupby(["item", "other"])["separated"].sum()
    counts = {
        "always": _none_or(int((apart == sets).sum())),
        "never": _none_or(int((apart == 0).sum())),
        "some": _none_or(int(((apart > 0) & (apart < sets)).sum())),
    }
    first = positions[positions["low"] == 1].groupby("item").size()
    last = positions[positions["high"] == len(order)].groupby("item").size()
    return [
        sentence(_SAY("pairs", pairs=len(apart), sets=sets, **counts)),
        sentence(_SAY("first", themes=_in_sets(first, order, names, sets))),
        sentence(_SAY("last", themes=_in_sets(last, order, names, sets))),
    ]


def _none_or(count: int) -> str:
    """A number in the middle of a sentence; "none" for nought."""
    return number(count) if count else _SAY("nought")


def _in_sets(counts: pd.Series, order: Sequence[str], names: Names, sets: int) -> str:
    """Themes with the number of sets in which something holds of them."""
    found = [item for item in order if item in counts.index]
    always = [names.theme(item) for item in found if counts[item] == sets]
    told = [_SAY("always", themes=series(always), sets=sets)] if always else []
    told += [
        _SAY("sometimes", theme=names.theme(item), count=int(counts[item]))
        for item in found
        if counts[item] < sets
    ]
    return series(told)


def describe_groups(
    breakdowns: pd.DataFrame, labels: Mapping[str, str], correction: str, confidence: float
) -> list[str]:
    """In how many sets groups differ over all themes.

    Parameters
    ----------
    breakdowns : as in ``Verdicts``.
    labels : what each breakdown is called in running text.
    correction : for several comparisons.
    confidence : one less the risk of a false alarm.
    """
    tested = breakdowns.dropna(subset=["p"])
    if tested.empty:
        return []
    sets = int(tested["set"].nunique())

    both = correction != "none" and len(labels) > 1

    def beyond(own: pd.DataFrame, name: str) -> int:
        return sum(unlikely(p, confidence) for p in own[name])

    listed = [
        _SAY(
            "by both" if both else "by",
            breakdown=labels[str(key)],
            count=beyond(own, "p"),
            **({"corrected": beyond(own, "p_adjusted")} if both else {}),
        )
        for key, own in tested.groupby("breakdown", sort=False)
    ]
    said = _SAY("groups", sets=sets, breakdowns=series(listed))
    return [sentence(_SAY("corrected", groups=said) if both else said)]


def describe_single(
    themes: pd.DataFrame, labels: Mapping[str, str], names: Names, confidence: float
) -> list[str]:
    """In how many sets single themes differ within a breakdown.

    Parameters
    ----------
    themes : as in ``Verdicts``.
    labels, confidence : as for `describe_groups`.
    names : what themes are called.
    """
    if themes.empty:
        return []
    sets = int(themes["set"].nunique())
    beyond = themes.assign(
        alone=[unlikely(p, confidence) for p in themes["p_adjusted"]],
        lasting=[unlikely(p, confidence) for p in themes["p_all"]],
    )
    counts = beyond.groupby(["item", "breakdown"], sort=False)[["alone", "lasting"]].sum()
    found = counts[counts["alone"] > 0].sort_values("alone", ascending=False, kind="stable")
    if found.empty:
        return [sentence(_SAY("none", tests=len(counts), sets=sets))]
    told = _foremost(found)
    named = series(
        _SAY(
            "theme by",
            theme=names.theme(row["item"]),
            breakdown=labels[row["breakdown"]],
            count=int(row["alone"]),
        )
        for row in told.reset_index().to_dict("records")
    )
    said = _SAY("named.most" if len(found) > len(told) else "named.all")
    ever, always = _borne_out(counts["alone"], sets)
    ever_lasting, always_lasting = _borne_out(counts["lasting"], sets)
    return [
        sentence(
            _SAY(
                "single",
                tests=len(counts),
                ever=_none_or(ever),
                ever_are=_SAY.form("are", many=ever != 1),
                always=_none_or(always),
                ever_lasting=_none_or(ever_lasting),
                always_lasting=_none_or(always_lasting),
                themes=named,
                named=said,
            )
        )
    ]


def _foremost(found: pd.DataFrame) -> pd.DataFrame:
    """Comparisons of most sets: none is named where one with as many would not be."""
    if len(found) <= _NAMED:
        return found
    cut = int(found["alone"].iloc[_NAMED])
    ahead = int((found["alone"] > cut).sum())
    return found.head(ahead or int((found["alone"] == cut).sum()))


def _borne_out(counts: pd.Series, sets: int) -> tuple[int, int]:
    """How many comparisons some set bears out, and how many all do."""
    return int((counts > 0).sum()), int((counts == sets).sum())
