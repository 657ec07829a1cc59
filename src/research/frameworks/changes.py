"""Changes of an order from one edition of a study to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from research.errors import StatisticsError
from research.frameworks.priorities import filled, priorities, who_ranked
from research.statistics.rankings.groups import compare_groups
from research.statistics.samples.corrections import adjusted
from research.statistics.samples.waves import compare_waves
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.statistics.samples.corrections import Correction

__all__ = ["OrderChanges", "order_changes"]

_SAY = Frames(__file__)
_FEWEST = 2
# No theme's key has blanks.
_ACCOUNTS = "accounts of respondents"


@dataclass(frozen=True)
class OrderChanges:
    """How an order changed between two independent samples.

    Parameters
    ----------
    items : indexed by theme, in the later order: ``rank`` and ``tied`` of either edition (the
        earlier ones end in ``_before``), ``places`` (above 0 where the theme has risen),
        ``mean_rank`` and ``mean_rank_before``, their ``change`` (under 0 where the theme has
        risen) with ``low`` and ``high``, ``p``, ``p_adjusted`` over the themes, ``significant``
        and the ``reason`` for what is missing.
    base, base_before : respondents of either edition who ranked.
    new, gone : themes that one edition alone has; they take no part.
    p : of the whole profile of mean ranks, by permutation.
    method : the methods in words.
    """

    items: pd.DataFrame
    base: int
    base_before: int
    new: tuple[str, ...]
    gone: tuple[str, ...]
    p: float
    method: str


def order_changes(
    earlier: pd.DataFrame,
    later: pd.DataFrame,
    *,
    correction: Correction = "holm",
    confidence: float = 0.95,
    permutations: int = 10_000,
    seed: int = 0,
    asked: int | None = None,
    clusters: tuple[pd.Series | None, pd.Series | None] = (None, None),
) -> OrderChanges:
    """Compare the orders of two editions that asked different people.

    Parameters
    ----------
    earlier, later : one row a respondent, one column a theme: its rank, 1 the most important;
        missing where it was not ranked.
    correction : over the themes.
    confidence : two-sided level of the intervals and the tests.
    permutations, seed : as for `research.statistics.rankings.groups.compare_groups`.
    asked : ranks below it are left out, as where one edition asked for fewer; none when left out.
    clusters : account of each respondent of the earlier and of the later edition, where both name
        them: one account has one mark in both. Whole accounts are permuted; where some answered
        twice, the whole profile is judged by its themes, corrected by Holm.

    Raises
    ------
    StatisticsError
        If the editions have fewer than two themes in common, or one has no respondent.

    Notes
    -----
    Where the editions do not rank the same themes, each respondent's ranks are counted anew within
    those in common; a rank among twelve says nothing of a rank among ten. Ranks of one respondent
    add up to the same sum, so the changes of complete rankings add up to nought: what one theme
    gains the others lose.

    Examples
    --------
    >>> before = pd.DataFrame({"staff": [2, 2, 1, 2], "offer": [1, 1, 2, 1]})
    >>> after = pd.DataFrame({"staff": [1, 1, 2, 1], "offer": [2, 2, 1, 2]})
    >>> found = order_changes(before, after)
    >>> found.items.loc["staff", ["rank_before", "rank", "places"]].tolist()
    [2, 1, 1]
    >>> float(found.items.loc["staff", "change"])
    -0.5
    """
    common = [theme for theme in later.columns if theme in earlier.columns]
    if len(common) < _FEWEST:
        msg = f"the editions have {len(common)} themes in common; a change of order needs two"
        raise StatisticsError(msg)
    if not (who_ranked(earlier).any() and who_ranked(later).any()):
        msg = "an edition has no respondents; a change needs answers in both"
        raise StatisticsError(msg)
    if asked is not None:
        earlier, later = (ranks.where(ranks <= asked) for ranks in (earlier, later))
    earlier, later = filled(earlier), filled(later)
    gone, new = (_left_out(ranks, common) for ranks in (earlier, later))
    earlier, later = (_within(ranks, common) for ranks in (earlier, later))
    before, after = priorities(earlier), priorities(later)
    clusters = tuple(  # type: ignore[assignment]
        None if own is None else own[ranks.index]
        for own, ranks in zip(clusters, (earlier, later), strict=True)
    )
    nested = [own for own in clusters if own is not None]
    tests = compare_waves(
        _named(earlier, clusters[0]),
        _named(later, clusters[1]),
        common,
        clusters=_ACCOUNTS if len(nested) > 1 else None,
        correction=correction,
        confidence=confidence,
    )
    values = ["change", "low", "high", "p", "p_adjusted", "significant", "reason"]
    then, now = before.loc[after.index], after
    items = pd.DataFrame(
        {
            "rank_before": then["rank"],
            "tied_before": then["tied"],
            "rank": now["rank"],
            "tied": now["tied"],
            "places": then["rank"] - now["rank"],
            "mean_rank_before": then["mean_rank"],
            "mean_rank": now["mean_rank"],
        }
    ).join(tests.set_index("item")[values])
    both = pd.concat([earlier, later], ignore_index=True)
    wave = [*["earlier"] * len(earlier), *["later"] * len(later)]
    if len(nested) > 1 and nested[0].isin(nested[1]).any():
        p, whole = float(pd.Series(adjusted(tests["p"], "holm")).min()), _SAY("shared")
    else:
        accounts = pd.concat(nested, ignore_index=True) if len(nested) > 1 else None
        test = compare_groups(both, wave, permutations=permutations, seed=seed, clusters=accounts)
        p, whole = test.p, test.method.partition(";")[0]
    return OrderChanges(
        items=items,
        base=len(later),
        base_before=len(earlier),
        new=new,
        gone=gone,
        p=p,
        method=_SAY("method", each=tests.attrs["method"], whole=whole),
    )


def _named(ranks: pd.DataFrame, clusters: pd.Series | None) -> pd.DataFrame:
    """Ranks with the account of each respondent beside them."""
    return ranks if clusters is None else ranks.assign(**{_ACCOUNTS: clusters[ranks.index]})


def _left_out(ranks: pd.DataFrame, common: list[str]) -> tuple[str, ...]:
    return tuple(str(theme) for theme in ranks.columns if theme not in common)


def _within(ranks: pd.DataFrame, common: list[str]) -> pd.DataFrame:
    """Count each respondent's ranks within the themes in common."""
    kept = ranks[common]
    return kept if len(common) == ranks.shape[1] else kept.rank(axis=1)
