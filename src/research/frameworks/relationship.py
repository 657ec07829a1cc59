"""How good relationships are: quality scores of accounts, and the category each belongs to.

A category belongs to a company, not to a person: everything here is worked out from all contacts
who answered at an account, and an account heard through too few of them gets no category.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.samples.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CATEGORIES",
    "PARTS",
    "TYPICAL_SHARES",
    "Rules",
    "account_band",
    "account_nps",
    "account_scores",
    "band",
    "categories",
    "coverage",
    "duality",
    "portfolio",
    "quality",
]

PARTS: dict[str, float] = {
    "trust": 2.0,
    "commitment": 2.0,
    "satisfaction": 1.0,
    "solution": 1.0,
    "experience": 1.0,
}
"""Parts of the quality score with their weights: trust and commitment count twice."""

# Places that means of whole answers are compared to: what binary fractions leave beyond them would
# put a score that lies on a line to one side of it.
_EXACT = 12

CATEGORIES = ("ambassador", "rational", "ambivalent", "stalker", "opponent")
"""From the strongest relationship to the poorest."""

TYPICAL_SHARES: dict[str, tuple[float, float]] = {
    "ambassador": (33.3, 33.3),
    "rational": (50.0, 50.0),
    "weak": (10.0, 20.0),
}
"""Percent of a typical portfolio, lowest and highest; the weak are the last three categories."""


@dataclass(frozen=True)
class Rules:
    """Where the lines between categories run. All scores are means of an account, 1 to 7.

    The first rule that fits decides, in this order: opponent, stalker, ambivalent, ambassador;
    what remains is rational.

    Parameters
    ----------
    opponent_below : quality under this is an opponent.
    value_below, commitment_below : a stalker sees less value than this and is committed less.
    weak_below, gap : ambivalent when quality is under ``weak_below`` or when either solution or
        experience is under ``weak_below`` and ``gap`` or more below the other.
    ambassador_quality, ambassador_nps, ambassador_unique : all three are needed.
    promoter_from, detractor_below : account NPS that makes a promoter or a detractor account.
    fewest_answers : an account with as many contacts needs this many answers; one with fewer
        contacts needs them all.
    least_completion : accounts with a smaller share of answers are marked thin.
    """

    opponent_below: float = 3.75
    value_below: float = 4.0
    commitment_below: float = 4.75
    weak_below: float = 4.5
    gap: float = 1.0
    ambassador_quality: float = 5.25
    ambassador_nps: float = 30.0
    ambassador_unique: float = 5.0
    promoter_from: float = 30.0
    detractor_below: float = 0.0
    fewest_answers: int = 2
    least_completion: float = 0.4
    parts: Mapping[str, float] = field(default_factory=lambda: dict(PARTS))


def band(recommend: pd.Series[float]) -> pd.Series[str]:
    """Name promoters (9, 10), passives (7, 8) and detractors (0 to 6); missing stays missing.

    Raises
    ------
    StatisticsError
        When an answer lies outside 0 to 10.

    Examples
    --------
    >>> band(pd.Series([10, 8, 6])).tolist()
    ['promoter', 'passive', 'detractor']
    """
    answers = pd.to_numeric(recommend)
    outside = answers[(answers < 0) | (answers > 10)]
    if len(outside):
        msg = f"likelihood to recommend holds {outside.iloc[0]:g}; allowed: 0 to 10"
        raise StatisticsError(msg)
    named = np.select([answers >= 9, answers >= 7], ["promoter", "passive"], "detractor")
    return pd.Series(named, index=recommend.index, dtype="str").where(answers.notna())


def quality(contacts: pd.DataFrame, parts: Mapping[str, float] | None = None) -> pd.Series[float]:
    """Give each contact's relationship quality, 1 to 7.

    The weighted mean of the parts answered, provided that these carry at least half of the weight;
    missing otherwise.

    Parameters
    ----------
    contacts : one row an answer, a column for each part.
    parts : weight of each part; `PARTS` when left out.
    """
    weights = pd.Series(dict(parts or PARTS), dtype=float)
    answers = contacts[list(weights.index)].astype(float)
    carried = answers.notna().mul(weights, axis=1).sum(axis=1)
    score = answers.mul(weights, axis=1).sum(axis=1) / carried.where(carried > 0)
    return score.where(carried >= weights.sum() / 2)


def account_nps(contacts: pd.DataFrame) -> pd.Series[float]:
    """Give the net promoter score of each account from all its answers; missing without any."""
    bands = band(contacts["recommend"])
    step = bands.map({"promoter": 100.0, "passive": 0.0, "detractor": -100.0}).astype(float)
    return step.groupby(contacts["account"]).mean().rename("nps")


def account_band(nps: pd.Series[float], rules: Rules | None = None) -> pd.Series[str]:
    """Name promoter, passive and detractor *accounts* by their net promoter score."""
    limits = rules or Rules()
    named = np.select(
        [nps >= limits.promoter_from, nps >= limits.detractor_below],
        ["promoter", "passive"],
        "detractor",
    )
    return pd.Series(named, index=nps.index, dtype="str").where(nps.notna())


def account_scores(contacts: pd.DataFrame, rules: Rules | None = None) -> pd.DataFrame:
    """Give one row an account: coverage, scores and category.

    Parameters
    ----------
    contacts : one row a contact invited to one survey, with ``account``, ``recommend`` and the
        parts; those who did not answer have no ``recommend``.
    rules : of the categories.

    Returns
    -------
    Indexed by account: ``invited, answered, completion`` (percent), ``promoters, passives,
    detractors`` (counts), ``nps, band, quality, value, solution, experience, uniqueness``,
    ``trust, commitment``, ``thin`` and ``category`` (missing where the answers are too few).
    Uniqueness is the lower of solution and experience, because it needs both.
    """
    limits = rules or Rules()
    if "survey" in contacts and len(contacts["survey"].unique()) > 1:
        msg = "contacts of several surveys given; allowed: one (select by the column 'survey')"
        raise StatisticsError(msg)
    frame = contacts.assign(
        answer=contacts["recommend"].notna(),
        quality=quality(contacts, limits.parts),
        contact_band=band(contacts["recommend"]),
    )
    groups = frame.groupby("account")
    scores = pd.DataFrame({"invited": groups.size(), "answered": groups["answer"].sum()})
    scores["completion"] = 100 * scores["answered"] / scores["invited"]
    for name in ("promoter", "passive", "detractor"):
        scores[f"{name}s"] = (frame["contact_band"] == name).groupby(frame["account"]).sum()
    scores["nps"] = account_nps(contacts)
    scores["band"] = account_band(scores["nps"], limits)
    parts = list(dict.fromkeys([*limits.parts, "value"]))
    scores[["quality", *parts]] = groups[["quality", *parts]].mean().round(_EXACT)
    scores["uniqueness"] = scores[["solution", "experience"]].min(axis=1, skipna=False)
    needed = np.minimum(scores["invited"], limits.fewest_answers)
    scores["enough"] = scores["answered"] >= needed
    scores["thin"] = ~scores["enough"] | (scores["completion"] < 100 * limits.least_completion)
    scores["category"] = categories(scores, limits)
    return scores


def categories(scores: pd.DataFrame, rules: Rules | None = None) -> pd.Series[str]:
    """Put each account into one of the five categories.

    Parameters
    ----------
    scores : one row an account with ``quality, nps, value, commitment, solution, experience,
        uniqueness, enough``.
    rules : where the lines run.

    Returns
    -------
    Category per account; missing where ``enough`` is false or a score is missing.
    """
    limits = rules or Rules()
    lower = scores[["solution", "experience"]].min(axis=1)
    apart = (scores["solution"] - scores["experience"]).abs().round(_EXACT)
    named = np.select(
        [
            scores["quality"] < limits.opponent_below,
            (scores["value"] < limits.value_below)
            & (scores["commitment"] < limits.commitment_below),
            (scores["quality"] < limits.weak_below)
            | ((lower < limits.weak_below) & (apart >= limits.gap)),
            (scores["quality"] >= limits.ambassador_quality)
            & (scores["nps"] >= limits.ambassador_nps)
            & (scores["uniqueness"] >= limits.ambassador_unique),
        ],
        ["opponent", "stalker", "ambivalent", "ambassador"],
        "rational",
    )
    used = ["quality", "nps", "value", "commitment", "solution", "experience"]
    known = scores["enough"] & scores[used].notna().all(axis=1)
    return pd.Series(named, index=scores.index, dtype="str").where(known)


def portfolio(scores: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Hold the portfolio's shares of categories against what is typical.

    Parameters
    ----------
    scores : of `account_scores`.
    confidence : of the Wilson intervals.

    Returns
    -------
    One row a category, then ``weak``, the last three together: ``count, base, percent, low, high``,
    ``typical_low, typical_high`` (percent; missing where only the sum is known) and ``verdict``:
    ``above``, ``below`` or ``within`` the typical range, ``open`` when the interval leaves it so.
    """
    known = scores["category"].dropna()
    counts = known.value_counts().reindex(list(CATEGORIES), fill_value=0)
    counts["weak"] = counts[list(CATEGORIES[2:])].sum()
    low, high = wilson(counts.to_numpy(), len(known), confidence)
    frame = pd.DataFrame({"count": counts, "base": len(known)}).rename_axis("category")
    frame["percent"] = 100 * frame["count"] / max(len(known), 1)
    frame["low"], frame["high"] = 100 * low, 100 * high
    typical = pd.DataFrame(TYPICAL_SHARES, index=["typical_low", "typical_high"]).T
    frame[["typical_low", "typical_high"]] = typical.reindex(frame.index)
    frame["verdict"] = np.select(
        [
            frame["typical_low"].isna(),
            frame["low"] > frame["typical_high"],
            frame["high"] < frame["typical_low"],
            (frame["low"] >= frame["typical_low"]) & (frame["high"] <= frame["typical_high"]),
        ],
        ["", "above", "below", "within"],
        "open",
    )
    return frame


def coverage(scores: pd.DataFrame, by: pd.Series[str] | None = None) -> pd.DataFrame:
    """Say how far the accounts were heard.

    Parameters
    ----------
    scores : of `account_scores`.
    by : a segment of each account; the whole portfolio as one row when left out.

    Returns
    -------
    Per segment, or for ``all``: ``accounts, heard`` (at least one answer), ``thin, categorised,
    contacts, answers, heard_percent, completion`` (both percent).
    """
    segment = pd.Series("all", index=scores.index) if by is None else by
    grouped = scores.assign(heard=scores["answered"] > 0, known=scores["category"].notna()).groupby(
        segment.reindex(scores.index)
    )
    frame = grouped.agg(
        accounts=("invited", "size"),
        heard=("heard", "sum"),
        thin=("thin", "sum"),
        categorised=("known", "sum"),
        contacts=("invited", "sum"),
        answers=("answered", "sum"),
    )
    frame["heard_percent"] = 100 * frame["heard"] / frame["accounts"]
    frame["completion"] = 100 * frame["answers"] / frame["contacts"]
    return frame.rename_axis("segment")


def duality(contacts: pd.DataFrame) -> pd.DataFrame:
    """Measure those who pay and those who use apart, at accounts where both answered.

    Parameters
    ----------
    contacts : one survey, with ``account, side`` (payer or user), ``recommend`` and the parts.

    Returns
    -------
    One row an account: ``payers, users`` (answers), ``payer_quality, user_quality, payer_nps,
    user_nps``, and ``gap`` (payers' quality less users').

    Raises
    ------
    StatisticsError
        When a contact is neither payer nor user.
    """
    strange = set(contacts["side"].dropna()) - {"payer", "user"}
    if strange:
        msg = f"side holds {', '.join(sorted(strange))}; allowed: payer, user"
        raise StatisticsError(msg)
    frame = contacts.assign(quality=quality(contacts)).dropna(subset=["recommend", "side"])
    sides: dict[str, pd.Series[float]] = {}
    for side in ("payer", "user"):
        rows = frame[frame["side"] == side]
        grouped = rows.groupby("account")
        sides[f"{side}s"] = grouped.size().astype(float)
        sides[f"{side}_quality"] = grouped["quality"].mean()
        sides[f"{side}_nps"] = account_nps(rows)
    both = pd.DataFrame(sides).dropna(subset=["payers", "users"])
    both = both.astype({"payers": int, "users": int})
    both["gap"] = (both["payer_quality"] - both["user_quality"]).round(_EXACT)
    order = ["payers", "users", "payer_quality", "user_quality", "payer_nps", "user_nps", "gap"]
    return both[order].rename_axis("account")
