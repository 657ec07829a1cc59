"""Observations on two themes together: who ranks one first, and where they put the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.claims import Claim
from research.prose.observation import FEWEST_PEOPLE, Observation
from research.prose.share_view import box
from research.prose.wordings import worded
from research.wording.frames import Frames
from research.wording.numbers import every, out_of
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.prose.names import Names

__all__ = ["observe_together", "read_together"]

_SAY = Frames(__file__)


def read_together(frame: pd.DataFrame, top: int = 3) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Counts by pair of themes, as claims are checked against; those hidden are left out.

    Parameters
    ----------
    frame : from `research.statistics.rankings.co_occurrence`: ``given`` (the theme ranked
        first), ``item``, ``count`` and ``base``.
    top : depth within which the other theme was counted.
    """
    told = frame.dropna(subset=["count"])
    columns = zip(told["given"], told["item"], told["count"], told["base"], strict=True)
    return {
        (str(given), str(item), f"top{top}"): (int(count), int(base))
        for given, item, count, base in columns
    }


def observe_together(
    first: str,
    second: str,
    frame: pd.DataFrame,
    summary: pd.DataFrame,
    names: Names,
    *,
    top: int = 3,
) -> list[Observation]:
    """Observe how often those who rank one theme first have another near the top.

    Parameters
    ----------
    first, second : keys of two themes.
    frame : from `co_occurrence`, see `read_together`.
    summary : from `rank_summary`; gives the share of all respondents to compare with.
    names : what themes are called.
    top : depth within which the second theme is counted.

    Returns
    -------
    list of Observation
        One, or none when those who rank the first theme first are hidden, or fewer than two.
    """
    measure = f"top{top}"
    count, base = read_together(frame, top).get((first, second, measure), (0, 0))
    if base < FEWEST_PEOPLE:
        return []
    all_count = int(summary[f"{measure}_count"].to_dict()[second])
    all_base = int(summary["base"].to_dict()[second])
    usual = all_count / all_base
    whole = count == base
    part, total = out_of(count, base)
    some = every(base) if whole else part if count else _SAY("none")
    words = worded(
        _SAY,
        "together",
        {},
        first=names.theme(first),
        second=names.theme(second),
        crowd=_SAY("all", every=some) if whole else _SAY("some", count=some, base=total),
        count=some.split()[0],
        have=_SAY.form("have", many=count != 1),
        base=total,
        share=percent(count, base),
        usual=percent(all_count, all_base),
        top=box(measure),
    )
    claims = (
        Claim("together", (first, second), measure, value=count, other=base),
        Claim("count", (second,), measure, value=all_count, other=all_base),
    )
    figures = (f"cooccurrence.{first}.{second}.count", f"overall.{second}.{measure}")
    salience = min(0.9, 0.5 + abs(count / base - usual))
    return [Observation("together", first, words, salience, claims, figures)]
