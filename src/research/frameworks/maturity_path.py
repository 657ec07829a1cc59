"""Where a company stands among firms, and what is between it and the next stage."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isnan
from typing import TYPE_CHECKING, Literal

import pandas as pd

from research.frameworks.maturity import PRINTED, Cuts
from research.wording.frames import Frames
from research.wording.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Step", "meaning", "moves", "next_step", "standing", "standing_table"]

_SAY = Frames(__file__)

Standing = Literal["best quarter", "second quarter", "third quarter", "last quarter"]


@dataclass(frozen=True)
class Step:
    """What is between a company and the next stage.

    Parameters
    ----------
    stage : where it is.
    following : the next stage; None at the highest.
    points : of the overall total that are lacking; 0 at the highest.
    items : those to begin with, the lowest rated first, each with room for a step.
    """

    stage: str
    following: str | None
    points: float
    items: tuple[str, ...]


def next_step(
    overall: float, ratings: pd.Series[float], stages: Cuts, *, highest: float = 5
) -> Step | None:
    """Find what is between a company and the next stage.

    Parameters
    ----------
    overall : its total.
    ratings : its rating of each item.
    stages : the stages.
    highest : rating of the scale.

    Returns
    -------
    None where it has no total. As many items as one step each on the scale would do it; where all
    that have room for a step are not enough, all of them.
    """
    stage = stages.place(overall)
    if stage is None:
        return None
    above = stages.after(stage)
    if above is None:
        return Step(stage, None, 0.0, ())
    points = float(rounded(above[1] - float(rounded(overall, PRINTED)), PRINTED))
    rising = ratings.dropna().sort_values(kind="stable")
    room = [str(item) for item, rating in rising.items() if rating <= highest - 1]
    return Step(stage, above[0], points, tuple(room[: ceil(points)]))


def standing(own: float, firms: pd.Series[float]) -> Standing | None:
    """Say in which quarter of firms a total is; None where there is nothing to tell.

    Parameters
    ----------
    own : total of the company.
    firms : totals of the others, NaN left out.

    Notes
    -----
    Quartiles between two totals in proportion (type 7 of Hyndman and Fan 1996). What lies on one
    belongs to the better quarter.

    Examples
    --------
    >>> firms = pd.Series([10.0, 20, 30, 40, 50])
    >>> standing(40, firms), standing(39.9, firms), standing(19, firms)
    ('best quarter', 'second quarter', 'last quarter')
    """
    others = firms.dropna()
    if isnan(own) or others.empty:
        return None
    low, middle, high = (float(others.quantile(at)) for at in (0.25, 0.5, 0.75))
    if own >= high:
        return "best quarter"
    if own >= middle:
        return "second quarter"
    return "third quarter" if own >= low else "last quarter"


def standing_table(own: pd.Series[float], firms: pd.DataFrame) -> pd.DataFrame:
    """Set the totals of a company against those of firms.

    Parameters
    ----------
    own : its totals by competency and ``overall``.
    firms : totals of the others, one row a firm, the same columns.

    Returns
    -------
    One row a total: ``own``, ``mean``, ``lower``, ``median``, ``upper``, ``best``, ``gap`` to the
    mean, ``below`` (percent of firms with less), ``firms`` and ``standing``.
    """
    rows = {}
    for key, total in own.items():
        others = firms[key].dropna()
        below = (others < total).mean() * 100 if len(others) else float("nan")
        rows[str(key)] = {
            "own": total,
            "mean": others.mean(),
            "lower": others.quantile(0.25),
            "median": others.quantile(0.5),
            "upper": others.quantile(0.75),
            "best": others.max(),
            "gap": total - others.mean(),
            "below": below,
            "firms": len(others),
            "standing": standing(float(total), others),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def meaning(stage: str, own: Mapping[str, str]) -> str:
    """Say what a firm of a stage is like.

    Parameters
    ----------
    stage : its name.
    own : words of the edition by stage; ours stand for the published stages that it leaves out.
    """
    return own.get(stage) or _SAY.named("means").get(stage.lower(), "")


def moves(stage: str, own: Mapping[str, Sequence[str]]) -> list[str]:
    """Say what moves a firm from a stage to the one after it; nothing where nobody has said.

    Parameters
    ----------
    stage : its name.
    own : as of `meaning`.
    """
    if own.get(stage):
        return list(own[stage])
    known = stage.lower() in _SAY.named("means")
    return _SAY.listed(f"next.{stage.lower()}") if known else []
