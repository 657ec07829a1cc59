"""Scale use by country, or by any other group: raw and standardised ratings, side by side.

Groups use a scale in ways of their own, whatever is rated: some avoid its ends, some agree to
everything. Standardised within their group, ratings tell which items a group puts above others;
how high the group rates altogether is then gone, be it manner or substance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.integrity_frames import above, limits, ordered, require, units_of
from research.statistics.effects.contrasts import crude
from research.statistics.samples.corrections import adjusted, correction_named
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.corrections import Correction

    Floats = NDArray[np.float64]

__all__ = ["HABITS", "ScaleUse", "scale_use"]

_SAY = Frames(__file__)

HABITS = ("level", "spread", "extremes", "middle", "agreement")
"""What a respondent's ratings show whatever is rated: their mean and standard deviation, the share
at either end of the scale, the share at its middle, and agreement less disagreement."""


@dataclass(frozen=True)
class ScaleUse:
    """How groups use one scale, and what of their differences stays when that is taken out.

    Parameters
    ----------
    groups : one row a group: ``base`` (respondents), ``ratings``, ``level, spread`` (mean and
        standard deviation of all ratings, in points) and ``shown`` (whether the base is large
        enough to be compared).
    habits : one row a group and habit of `HABITS`: ``value`` (mean over respondents; shares as
        proportions), ``rest`` (of all other groups), ``difference, low, high, p, p_adjusted,
        significant``.
    items : one row an item and group: ``base, raw`` (points), ``raw_difference`` (from the other
        groups), ``raw_p, standardised`` (in standard deviations of the group's own ratings),
        ``standardised_difference, standardised_p``, both p-values corrected, and ``reading``:
        ``both`` differences stand, ``raw`` (it disappears when standardised), ``standardised`` (it
        appears only then), ``turned`` (both stand, opposed), or nothing.
    balanced : whether agreement is taken over items worded both ways.
    method : in words.
    """

    groups: pd.DataFrame
    habits: pd.DataFrame
    items: pd.DataFrame
    balanced: bool
    method: str

    @property
    def disappeared(self) -> int:
        """Differences that are gone when ratings are standardised."""
        return int((self.items["reading"] == "raw").sum())

    @property
    def found(self) -> int:
        """Differences between raw ratings."""
        return int(self.items["reading"].isin(["raw", "both", "turned"]).sum())


def scale_use(
    answers: pd.DataFrame,
    ratings: Sequence[str],
    by: str,
    *,
    lowest: float,
    highest: float,
    reversed_items: Sequence[str] = (),
    clusters: str | None = None,
    fewest: int = 30,
    correction: Correction = "holm",
    confidence: float = 0.95,
) -> ScaleUse:
    """Compare how groups use a scale, and their ratings raw and standardised.

    Parameters
    ----------
    answers : one row a respondent.
    ratings : columns on one scale; who rated fewer than half of them is left out.
    by : column of groups; rows without one are left out.
    lowest, highest : ends of the scale.
    reversed_items : those of the ratings where agreeing is the other opinion. With them agreement
        is taken as the mean of both kinds, so that having an opinion is no acquiescence.
    clusters : column of what respondents are nested in.
    fewest : respondents that a group needs to be compared; smaller ones are counted and shown, and
        belong to the others' rest.
    correction : over groups and habits, and over groups and items.
    confidence : of the intervals; differences count where corrected p-values are under 1 less this.

    Raises
    ------
    StatisticsError
        When a column is missing, a rating lies outside the scale, or the ends are no ends.

    Notes
    -----
    Standardised within the group over all of its ratings, as Fischer (2004), Journal of
    Cross-Cultural Psychology 35:263. Habits after Baumgartner and Steenkamp (2001), Journal of
    Marketing Research 38:143. A group against all others: difference of means of respondents,
    errors between clusters, Student's t; that a group's own mean and standard deviation are
    estimated from the same ratings is allowed for (linearised).

    Examples
    --------
    Both countries put delivery before price; B rates everything a point higher.

    >>> people = pd.DataFrame({"country": ["A", "B"] * 40})
    >>> people["delivery"] = [4, 5, 5, 6, 6, 7, 5, 6] * 10
    >>> people["price"] = [3, 4, 4, 5, 5, 6, 4, 5] * 10
    >>> found = scale_use(people, ["delivery", "price"], "country", lowest=1, highest=7)
    >>> found.items.loc[("delivery", "B"), ["raw_difference", "standardised_difference"]].tolist()
    [1.0, 0.0]
    >>> found.items.loc[("delivery", "B"), "reading"], found.disappeared
    ('raw', 4)
    """
    fewest = above("fewest", fewest, 2)
    names = require(answers, ratings, "ratings", least=2)
    turned = _reversed(names, reversed_items)
    held = answers[answers[require(answers, [by], "groups")[0]].notna()]
    values = _read(held, names, lowest, highest)
    enough = (~np.isnan(values)).sum(axis=1) * 2 >= len(names)
    held, values = held[enough], values[enough]
    group = held[by].map(str).to_numpy(dtype=object)
    codes, order = units_of(held, clusters), ordered(held[by])
    sample = _Sample(values, group, codes, order, fewest, confidence)
    habits = _habits(values, names, turned, lowest, highest)
    judged = sample.against(habits, list(HABITS), correction).rename_axis(["habit", "group"])
    return ScaleUse(
        groups=sample.groups(),
        habits=judged.reorder_levels(["group", "habit"]).sort_index(level=0, sort_remaining=False),
        items=_items(sample, names, correction),
        balanced=bool(turned),
        method=_SAY(
            "method",
            clusters="" if codes is None else _SAY("clusters"),
            correction=correction_named(correction),
        ),
    )


def _items(sample: _Sample, names: list[str], correction: Correction) -> pd.DataFrame:
    """Set differences of raw and of standardised ratings side by side."""
    raw = sample.against(sample.values, names, correction)
    own = sample.against(sample.standardised(), names, correction)
    found = pd.DataFrame(index=raw.index.set_names(["item", "group"]))
    found["base"] = raw["base"]
    for name, side in (("raw", raw), ("standardised", own)):
        found[name], found[f"{name}_difference"] = side["value"], side["difference"]
        found[f"{name}_p"] = side["p_adjusted"]
    opposed = raw["difference"] * own["difference"] < 0
    readings = [
        raw["significant"] & own["significant"] & opposed,
        raw["significant"] & own["significant"],
        raw["significant"],
        own["significant"],
    ]
    found["reading"] = np.select(readings, ["turned", "both", "raw", "standardised"], "")
    return found


@dataclass(frozen=True)
class _Sample:
    """Respondents with their ratings and groups."""

    values: Floats
    group: NDArray[np.object_]
    codes: NDArray[np.int64] | None
    order: list[str]
    fewest: int
    confidence: float

    def groups(self) -> pd.DataFrame:
        """Each group with all of its ratings."""
        rows = {}
        for one in self.order:
            own = self.values[self.group == one]
            rated = own[~np.isnan(own)]
            rows[one] = {
                "base": len(own),
                "ratings": len(rated),
                "level": float(rated.mean()) if len(rated) else np.nan,
                "spread": float(rated.std()) if len(rated) else np.nan,
                "shown": len(own) >= self.fewest,
            }
        columns = ["base", "ratings", "level", "spread", "shown"]
        found = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
        return found.rename_axis("group")

    def standardised(self) -> Floats:
        """Give each respondent what they add to the standardised means of their group.

        Their mean over a group is its standardised mean of the item; how they vary is how that
        mean does, with the group's own level and spread estimated from the same ratings.
        """
        found = np.full_like(self.values, np.nan)
        for one in self.order:
            inside = self.group == one
            own = self.values[inside]
            known = ~np.isnan(own)
            rated = known.sum()
            if not rated or np.nanstd(own) == 0:
                continue
            level, spread, share = np.nanmean(own), np.nanstd(own), len(own) / rated
            away = np.where(known, own - level, 0.0)
            counts = np.maximum(known.sum(axis=0), 1)
            mean = np.where(known.any(axis=0), away.sum(axis=0) / counts, np.nan)
            moved = np.where(known, away - mean, 0.0) * len(own) / counts
            moved = moved - (away.sum(axis=1) * share)[:, None]
            squares = (away**2).sum(axis=1) - spread**2 * known.sum(axis=1)
            wider = (squares * share / (2 * spread))[:, None]
            found[inside] = (mean + moved - mean / spread * wider) / spread
        return found

    def against(self, values: Floats, names: list[str], correction: Correction) -> pd.DataFrame:
        """Compare each group with all others, column by column; one family of tests."""
        rows: dict[tuple[str, str], dict[str, float]] = {}
        for at, name in enumerate(names):
            known = ~np.isnan(values[:, at])
            for one in self.order:
                inside = self.group[known] == one
                rows[name, one] = self._compared(values[known, at], inside, known)
        columns = ["base", "value", "rest", "difference", "low", "high", "p"]
        index = pd.MultiIndex.from_product([names, self.order])
        found = pd.DataFrame(list(rows.values()), index=index, columns=columns)
        found["p_adjusted"] = adjusted(found["p"].to_numpy(dtype=float), correction)
        found["significant"] = found["p_adjusted"] < 1 - self.confidence
        return found

    def _compared(
        self, values: Floats, inside: NDArray[np.bool_], known: NDArray[np.bool_]
    ) -> dict[str, float]:
        row = dict.fromkeys(("difference", "low", "high", "p"), np.nan)
        row["base"] = int(inside.sum())
        for key, side in (("value", inside), ("rest", ~inside)):
            row[key] = float(values[side].mean()) if side.any() else np.nan
        codes = None if self.codes is None else self.codes[known]
        if min(inside.sum(), (~inside).sum()) < self.fewest:
            return row
        row["difference"] = row["value"] - row["rest"]
        effect = crude(values, inside)
        told = limits(effect.influence, effect.estimate, codes, self.confidence)
        return row | {key: told[key] for key in ("low", "high", "p")}


def _habits(
    values: Floats, names: list[str], turned: list[str], lowest: float, highest: float
) -> Floats:
    """Habits of each respondent, shape ``(n, habits)``."""
    known = ~np.isnan(values)
    rated = np.maximum(known.sum(axis=1), 1)
    middle = (lowest + highest) / 2
    ends = (values == lowest) | (values == highest)
    agree = np.where(known, np.sign(values - middle), np.nan)
    level = np.nansum(values, axis=1) / rated
    spread = np.sqrt(np.nansum((values - level[:, None]) ** 2, axis=1) / rated)
    return np.column_stack(
        [
            level,
            spread,
            ends.sum(axis=1) / rated,
            (values == middle).sum(axis=1) / rated,
            _agreement(agree, np.isin(names, turned)),
        ]
    )


def _agreement(agree: Floats, turned: NDArray[np.bool_]) -> Floats:
    """Mean agreement, over both kinds of items alike where there are two; else missing."""
    kinds = [~turned, turned] if turned.any() else [~turned]
    means = []
    for kind in kinds:
        own = agree[:, kind]
        count = (~np.isnan(own)).sum(axis=1)
        means.append(np.nansum(own, axis=1) / np.where(count > 0, count, np.nan))
    found: Floats = np.mean(means, axis=0)
    return found


def _read(held: pd.DataFrame, names: list[str], lowest: float, highest: float) -> Floats:
    if not lowest < highest:
        msg = f"the scale runs from {lowest:g} to {highest:g}; allowed: lowest under highest"
        raise StatisticsError(msg)
    values = held[names].to_numpy(dtype=float)
    outside = (values < lowest) | (values > highest)
    if outside.any():
        row, column = (int(at) for at in np.argwhere(outside)[0])
        msg = f"{names[column]!r} holds {values[row, column]:g}; allowed: {lowest:g} to {highest:g}"
        raise StatisticsError(msg)
    return values


def _reversed(names: list[str], given: Sequence[str]) -> list[str]:
    strange = [one for one in given if one not in names]
    if strange:
        msg = f"the reversed item {strange[0]!r} is none of the ratings; these are "
        raise StatisticsError(msg + ", ".join(names))
    if given and len(set(given)) == len(names):
        msg = "all ratings are reversed; allowed: some worded one way and some the other"
        raise StatisticsError(msg)
    return list(given)
