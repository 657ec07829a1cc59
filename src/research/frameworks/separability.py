"""Separability: which places in an order, and which differences of groups, the answers bear out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
from scipy.stats import t

from research.errors import StatisticsError
from research.frameworks.priorities import UNRANKED, who_ranked
from research.memory import remembered
from research.statistics.rankings.concordance import preferences
from research.statistics.rankings.groups import compare_groups, method_in_words
from research.statistics.rankings.ranksets import rank_sets
from research.statistics.samples.corrections import adjusted
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.statistics.rankings.ranksets import RankSets
    from research.statistics.samples.corrections import Correction

__all__ = [
    "TOP",
    "Differences",
    "differences_in_words",
    "group_differences",
    "group_positions",
    "ordered_positions",
    "same_order",
]

_SAY = Frames(__file__)

# Draws for what positions do not rest on.
_FEWEST_DRAWS = 1024
# Depth of the top that a chance of a place in it is about.
TOP = 3


@dataclass(frozen=True)
class Differences:
    """Whether groups rank differently, breakdown by breakdown and theme by theme.

    Parameters
    ----------
    breakdowns : indexed by breakdown: ``groups`` (compared), ``base`` (respondents in them),
        ``statistic`` (pseudo F, 1 by chance), ``p``, ``p_adjusted`` (over the breakdowns) and
        ``note``; without values, and with the reason in ``note``, where nothing can be compared.
    themes : tidy, for the breakdowns compared: ``breakdown``, ``item``, ``share`` (of the theme's
        spread that lies between groups), ``p``, ``p_adjusted`` (over the themes of the breakdown)
        and ``p_all`` (over all themes of all breakdowns).
    method : the method in words; empty where nothing was compared.
    """

    breakdowns: pd.DataFrame
    themes: pd.DataFrame
    method: str


@remembered
def ordered_positions(
    ranks: pd.DataFrame,
    *,
    confidence: float,
    draws: int,
    seed: int,
    clusters: pd.Series | None = None,
) -> RankSets:
    """Confidence sets for the positions of the themes, the highest priority first.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme; missing where it was not ranked.
    confidence, draws, seed, clusters : as for `research.statistics.rankings.ranksets.rank_sets`.

    Returns
    -------
    As `rank_sets`; ``items`` is in order and has ``mean_margin`` too, half the width of Student's
    interval around the mean rank.

    Raises
    ------
    StatisticsError
        Fewer than two themes or respondents.
    """
    depth = min(TOP, ranks.shape[1])
    sets = rank_sets(
        ranks,
        confidence=confidence,
        top=depth,
        draws=draws,
        seed=seed,
        clusters=clusters,
        unranked=UNRANKED,
    )
    items = sets.items.sort_values("mean_rank", kind="stable")
    heard = ranks.index[who_ranked(ranks)]
    units = items["base"] if clusters is None else clusters[heard].nunique()
    reach = t.ppf(0.5 + confidence / 2, units - 1)
    return replace(sets, items=items.assign(mean_margin=reach * items["standard_error"]))


@remembered
def group_positions(
    ranks: pd.DataFrame,
    member: pd.Series,
    *,
    confidence: float,
    seed: int,
    clusters: pd.Series | None = None,
) -> pd.DataFrame:
    """Positions that chance leaves open to each theme within each group, theme by theme.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme; missing where it was not ranked.
    member : key of each respondent's group; missing where in none.
    confidence, seed, clusters : as for `research.statistics.rankings.ranksets.rank_sets`, whose
        marginal sets these are.

    Returns
    -------
    Tidy frame ``group``, ``item``, ``low``, ``high``; a group of fewer than two respondents who
    ranked has no rows.
    """
    found = []
    heard = ranks[who_ranked(ranks)]
    for key, own in heard.groupby(member[heard.index], observed=True, sort=False):
        try:
            sets = rank_sets(
                own,
                confidence=confidence,
                top=1,
                draws=_FEWEST_DRAWS,
                seed=seed,
                clusters=None if clusters is None else clusters[own.index],
                unranked=UNRANKED,
            )
        except StatisticsError:
            continue
        open_ = sets.items[["marginal_low", "marginal_high"]].set_axis(["low", "high"], axis=1)
        found.append(open_.reset_index(names="item").assign(group=key))
    columns = ["group", "item", "low", "high"]
    return pd.concat(found)[columns] if found else pd.DataFrame(columns=columns)


def same_order(ranks: pd.DataFrame) -> float | None:
    """Probability that two respondents put two themes in the same order, all drawn at random.

    One half by chance alone. Where themes were left out, of the two respondents who both put the
    two themes in an order: a theme left out comes after those ranked. ``None`` where no two did.

    Examples
    --------
    >>> same_order(pd.DataFrame({"a": [1, 1, 2], "b": [2, 2, 1]}))
    0.3333333333333333
    """
    ranks = ranks[who_ranked(ranks)]
    if len(ranks) < 2 or ranks.shape[1] < 2:
        return None
    pairs = preferences(ranks, unranked=UNRANKED)
    if pairs["ties"].any():
        # Each pair stands twice, once from either side, so its two orders are counted once each.
        firm, base = pairs["count"] - pairs["ties"] / 2, pairs["base"] - pairs["ties"]
        both = float((base * (base - 1)).sum()) / 2
        return float((firm * (firm - 1)).sum()) / both if both else None
    above = pairs["count"] * (pairs["count"] - 1) / (pairs["base"] * (pairs["base"] - 1))
    # Each pair stands twice, once from either side; both sides together are its agreement.
    return float(above.sum() / (len(pairs) / 2))


@remembered
def group_differences(
    ranks: pd.DataFrame,
    labels: Mapping[str, pd.Series],
    *,
    permutations: int,
    seed: int,
    correction: Correction = "holm",
    hide_base: int = 0,
    clusters: pd.Series | None = None,
) -> Differences:
    """Test every breakdown: the whole profile of themes at once, and each theme.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme; missing where it was not ranked.
    labels : the group of each respondent by breakdown, missing where he is in none that counts.
    permutations, seed : as for `research.statistics.rankings.groups.compare_groups`.
    correction : for several comparisons.
    hide_base : smaller groups take no part.
    clusters : account of each respondent, where an edition names them; whole accounts are permuted.
    """
    rows, parts, method = [], [], ""
    heard = who_ranked(ranks)
    for breakdown, everybody in labels.items():
        member = everybody.where(heard)
        sizes = member.value_counts()
        kept = member.where(member.isin(sizes.index[sizes >= max(hide_base, 1)]))
        groups = kept.nunique()
        row = {"breakdown": breakdown, "groups": groups, "base": int(kept.notna().sum())}
        try:
            test = compare_groups(
                ranks,
                kept,
                permutations=permutations,
                seed=seed,
                clusters=clusters,
                unranked=UNRANKED,
            )
        except StatisticsError as error:
            rows.append({**row, "note": _SAY("few") if groups < 2 else str(error)})
            continue
        rows.append({**row, "statistic": test.statistic, "p": test.p, "note": test.note})
        items = test.items.reset_index()[["item", "statistic", "p"]]
        items["p_adjusted"] = adjusted(items["p"], correction)
        parts.append(items.rename(columns={"statistic": "share"}).assign(breakdown=breakdown))
        method = differences_in_words(permutations, clusters=clusters is not None)
    columns = ["breakdown", "groups", "base", "statistic", "p", "note"]
    breakdowns = pd.DataFrame(rows, columns=columns).set_index("breakdown")
    breakdowns["p_adjusted"] = adjusted(breakdowns["p"].astype(float), correction)
    columns = ["breakdown", "item", "share", "p", "p_adjusted"]
    themes = (
        pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame({}, columns=columns)
    )
    themes["p_all"] = adjusted(themes["p"].astype(float), correction)
    return Differences(breakdowns, themes, method)


def differences_in_words(permutations: int, *, clusters: bool = False) -> str:
    """The method of `group_differences`, which corrects p-values in its own way."""
    return method_in_words(permutations, clusters=clusters).partition(";")[0]
