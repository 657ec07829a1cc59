"""Who answered of those who were invited: rates, against a target, last time and the whole frame.

Everybody invited is known, so a rate is no estimate of who answered. Its interval says how far it
would move if the same people were invited again, and answers of one account go together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.integrity_frames import above, ordered, proportion, require, said_yes
from research.statistics.answers.variables import Variable
from research.statistics.samples.waves import compare_waves
from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "Completion",
    "Coverage",
    "completion",
    "frame_coverage",
    "response_rates",
]

_SAY = Frames(__file__)


@dataclass(frozen=True)
class Completion:
    """How many of those invited answered, held against a target and against last time.

    Shares are proportions.

    Parameters
    ----------
    invited, answered : people.
    share, low, high : the rate, with its interval; missing where nobody was invited, the interval
        where a single cluster was.
    target : the rate declared; ``None`` without one.
    met : whether the rate is the target or more; ``None`` without a target.
    sure : whether the whole interval lies on one side of the target.
    before : rate of the survey before; ``None`` without one.
    change, change_low, change_high, p : this rate less that before, with interval and test; missing
        without one.
    method : of the intervals, in words.
    """

    invited: int
    answered: int
    share: float
    low: float
    high: float
    target: float | None
    met: bool | None
    sure: bool
    before: float | None
    change: float
    change_low: float
    change_high: float
    p: float
    method: str

    @property
    def lacking(self) -> int:
        """Answers that lack to the target; 0 where it is met or there is none."""
        if self.target is None:
            return 0
        # A target such as 0.6 of 50 is 30 answers, whatever a binary fraction makes of it.
        return max(int(np.ceil(round(self.target * self.invited, 9))) - self.answered, 0)


@dataclass(frozen=True)
class Coverage:
    """How far the frame was reached: what is in it, was invited, was heard, was heard enough.

    Parameters
    ----------
    units : one row an account of the frame: ``invited, answered`` (people), ``reached`` (anybody
        invited), ``heard`` (anybody answered), ``enough`` (the answers asked for), ``thin`` (heard,
        and not enough).
    counts : one row a segment and value, that of all first, both empty: ``units, reached, heard,
        enough, thin, unreached``, and where accounts have a value ``worth`` of all and
        ``worth_enough`` of those heard enough.
    fewest : answers that an account needs; one with fewer people invited needs them all.
    strangers : people whose account is not in the frame; they are in no count.
    """

    units: pd.DataFrame
    counts: pd.DataFrame
    fewest: int
    strangers: int


def completion(
    invited: pd.DataFrame,
    *,
    answered: str = "answered",
    clusters: str | None = None,
    target: float | None = None,
    earlier: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> Completion:
    """Give the completion rate of a survey, against its target and the survey before.

    Parameters
    ----------
    invited : one row a person invited.
    answered : column, true for who answered.
    clusters : column of what people are nested in; that before must name the same ones alike, for
        accounts of both surveys are then allowed for.
    target : the rate aimed at, a proportion.
    earlier : the survey before, with the same columns.
    confidence : of the intervals.

    Raises
    ------
    StatisticsError
        When a column is missing or is not true or false, or the target is no proportion.

    Notes
    -----
    Wilson at the effective size of clusters; changes as `compare_waves` (Newcombe's method 10).

    Examples
    --------
    A firm aimed at six in ten of its 50 contacts, and 33 answered.

    >>> people = pd.DataFrame({"answered": [True] * 33 + [False] * 17})
    >>> found = completion(people, target=0.6)
    >>> found.share, found.met, found.sure
    (0.66, True, False)
    """
    aim = None if target is None else proportion("target", target)
    said = said_yes(invited, answered)
    whole = _rates(said, invited, [], clusters, confidence).iloc[0]
    rate, low, high = (float(whole[name]) for name in ("rate", "low", "high"))
    change = dict.fromkeys(("before", "change", "low", "high", "p"), np.nan)
    if earlier is not None and len(earlier) and len(invited):
        change = _change(earlier, invited, answered, clusters, confidence)
    met = None if aim is None or not len(said) else rate >= aim - 1e-12
    return Completion(
        invited=len(said),
        answered=int(said.sum()),
        share=rate,
        low=low,
        high=high,
        target=aim,
        met=met,
        sure=aim is not None and (low >= aim or high < aim),
        before=None if np.isnan(change["before"]) else change["before"],
        change=change["change"],
        change_low=change["low"],
        change_high=change["high"],
        p=change["p"],
        method=_SAY("alone" if clusters is None else "clustered"),
    )


def response_rates(
    invited: pd.DataFrame,
    segments: Sequence[str],
    *,
    answered: str = "answered",
    clusters: str | None = None,
    target: float | None = None,
    earlier: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Give response rates overall and by segment.

    Parameters
    ----------
    invited, answered, clusters, target, earlier, confidence : as of `completion`.
    segments : columns; those without a value are a segment of their own, the empty text.

    Returns
    -------
    One row a segment, that of all first, its ``segment`` and ``value`` empty: ``invited, answered,
    rate, low, high`` (proportions), ``below`` (answers that lack to the target, 0 where none do)
    and ``before, change`` (missing where there was nobody).

    Examples
    --------
    >>> people = pd.DataFrame({"region": ["A", "A", "B"], "answered": [True, False, True]})
    >>> found = response_rates(people, ["region"])
    >>> found[["segment", "value", "invited", "rate"]].values.tolist()
    [['', '', 3, 0.6666666666666666], ['region', 'A', 2, 0.5], ['region', 'B', 1, 1.0]]
    """
    aim = None if target is None else proportion("target", target)
    columns = require(invited, segments, "segments")
    said = said_yes(invited, answered)
    found = _rates(said, invited, columns, clusters, confidence)
    wanted = np.ceil(np.round((aim or 0) * found["invited"], 9)).astype(int)
    found["below"] = np.maximum(wanted - found["answered"], 0)
    found["before"] = np.nan
    if earlier is not None:
        before = pd.Series(said_yes(earlier, answered), index=earlier.index, dtype=float)
        known = {
            (name, value): float(rate)
            for name in ["", *columns]
            for value, rate in before.groupby(_placed(earlier, name)).mean().items()
        }
        places = zip(found["segment"], found["value"], strict=True)
        found["before"] = [known.get(place, np.nan) for place in places]
    found["change"] = found["rate"] - found["before"]
    return found


def frame_coverage(
    units: pd.DataFrame,
    invited: pd.DataFrame,
    *,
    by: str,
    answered: str = "answered",
    fewest: int = 2,
    segments: Sequence[str] = (),
    value: str | None = None,
) -> Coverage:
    """Say how far the accounts of a frame were reached and heard.

    Parameters
    ----------
    units : one row an account of the frame (of the customer system), indexed by its id.
    invited : one row a person invited.
    by : column of `invited` with the id of the account.
    answered : column of `invited`, true for who answered.
    fewest : answers that an account needs to count as heard enough.
    segments : columns of `units`.
    value : column of `units`, what an account is worth; missing values count as nothing.

    Raises
    ------
    StatisticsError
        When a column is missing, an account stands in the frame twice, or `fewest` is under 1.

    Examples
    --------
    >>> accounts = pd.DataFrame({"worth": [5.0, 2.0, 1.0]}, index=["A", "B", "C"])
    >>> people = pd.DataFrame({"account": ["A", "A", "B", "B"], "answered": [1, 1, 1, 0]})
    >>> found = frame_coverage(accounts, people, by="account", value="worth")
    >>> found.counts[["units", "reached", "heard", "enough", "thin"]].values.tolist()
    [[3, 2, 2, 1, 1]]
    """
    fewest = above("fewest", fewest, 1)
    if not units.index.is_unique:
        twice = units.index[units.index.duplicated()][0]
        msg = f"the account {twice!r} stands in the frame twice; allowed: each once"
        raise StatisticsError(msg)
    require(invited, [by], "accounts")
    columns = require(units, [*segments, *([value] if value else [])], "frame")
    known = invited[by].isin(units.index)
    said = pd.Series(said_yes(invited, answered), index=invited.index)[known]
    grouped = said.groupby(invited.loc[known, by].astype(object))
    found = units[list(dict.fromkeys(columns))].copy()
    found["invited"] = grouped.size().reindex(units.index, fill_value=0).astype(int)
    found["answered"] = grouped.sum().reindex(units.index, fill_value=0).astype(int)
    found["reached"], found["heard"] = found["invited"] > 0, found["answered"] > 0
    needed = np.clip(found["invited"], 1, fewest)
    found["enough"] = found["answered"] >= needed
    found["thin"] = found["heard"] & ~found["enough"]
    rows = [_counted("", "", found, value)]
    for name in segments:
        own = _placed(found, name)
        rows += [_counted(name, one, found[own == one], value) for one in _values(found[name])]
    counts = pd.DataFrame(rows).set_index(["segment", "value"])
    return Coverage(found, counts, fewest, int((~known).sum()))


def _rates(
    said: NDArray[np.bool_],
    invited: pd.DataFrame,
    segments: Sequence[str],
    clusters: str | None,
    confidence: float,
) -> pd.DataFrame:
    """Rates of all and of each segment, with limits; missing where nobody was invited."""
    frame = pd.DataFrame({"answered": np.where(said, "yes", "no")})
    marks, rows = [("Total", "Total")], [("", "", np.ones(len(said), dtype=bool))]
    for at, name in enumerate(segments):
        values, own = _values(invited[name]), _placed(invited, name).to_numpy()
        # Numbers in place of values: a segment may be called as a column of the table is.
        frame[f"by{at}"] = pd.Categorical(own, values).codes
        marks += [(f"by{at}", str(place)) for place in range(len(values))]
        rows += [(name, one, own == one) for one in values]
    found = pd.DataFrame({"segment": [row[0] for row in rows], "value": [row[1] for row in rows]})
    found["invited"] = [int(inside.sum()) for *_, inside in rows]
    found["answered"] = [int((inside & said).sum()) for *_, inside in rows]
    found["rate"] = found["answered"] / found["invited"].where(found["invited"] > 0)
    found["low"] = found["high"] = np.nan
    if not len(said):
        return found
    if clusters is not None:
        frame["unit"] = invited[require(invited, [clusters], "clusters")[0]].to_numpy()
    cells = crosstab(
        frame,
        [Variable("answered", categories=["yes", "no"])],
        Banner([f"by{at}" for at in range(len(segments))]),
        comparison=None,
        clusters=None if clusters is None else "unit",
        confidence=confidence,
    ).cells
    told = cells[cells["row"] == "yes"].set_index(["block", "column"])
    for limit in ("low", "high"):
        found[limit] = told[limit].reindex(marks).to_numpy(dtype=float) / 100
    return found


def _change(
    earlier: pd.DataFrame,
    later: pd.DataFrame,
    answered: str,
    clusters: str | None,
    confidence: float,
) -> dict[str, float]:
    """Give the later rate less the earlier one, as proportions."""
    before, now = (
        pd.DataFrame({"rate": said_yes(side, answered).astype(float)}, index=side.index)
        if clusters is None
        else pd.DataFrame({"rate": said_yes(side, answered).astype(float), "unit": side[clusters]})
        for side in (earlier, later)
    )
    row = compare_waves(
        before,
        now,
        ["rate"],
        kind="share",
        clusters=None if clusters is None else "unit",
        correction="none",
        confidence=confidence,
    ).iloc[0]
    return {
        "before": float(row["earlier"]) / 100,
        **{name: float(row[name]) / 100 for name in ("change", "low", "high")},
        "p": float(row["p"]),
    }


def _placed(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Value of each row in one segment, as text; the empty text where there is none."""
    if not name:
        return pd.Series("", index=frame.index, dtype=object)
    held = frame[name]
    return held.astype(object).where(held.notna(), "").map(str)


def _values(held: pd.Series[Any]) -> list[str]:
    """Values of a segment; those without one last, as the empty text."""
    return [*ordered(held), *([""] if held.isna().any() else [])]


def _counted(name: str, one: str, units: pd.DataFrame, value: str | None) -> dict[str, Any]:
    """Count the accounts of one segment."""
    row: dict[str, Any] = {"segment": name, "value": one, "units": len(units)}
    for kind in ("reached", "heard", "enough", "thin"):
        row[kind] = int(units[kind].sum())
    row["unreached"] = row["units"] - row["reached"]
    if value is not None:
        worth = units[value].astype(float)
        row["worth"] = float(worth.sum())
        row["worth_enough"] = float(worth[units["enough"]].sum())
    return row
