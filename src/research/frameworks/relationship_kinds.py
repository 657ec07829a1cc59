"""Which kind of ambivalent, stalker or opponent an account is, and what that asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

__all__ = [
    "KINDS",
    "PUBLISHED_MIX",
    "KindRules",
    "category_meanings",
    "kind_plays",
    "kind_rules",
    "kind_words",
    "kinds",
    "mix",
]

_SAY = Frames(__file__)

KINDS: dict[str, tuple[str, ...]] = {
    "ambivalent": ("unsolved", "unkind", "both sides"),
    "stalker": ("discount", "demanding", "price"),
    "opponent": ("recover", "release"),
}
"""Kinds by category; the last of ambivalents and stalkers is what neither rule tells apart."""

PUBLISHED_MIX: dict[str, tuple[int, int, int]] = {"ambassador": (12, 6, 2)}
"""Promoters, passives and detractors of the contacts of an account, in the published example."""

# Places that differences of means are compared to, as of categories.
_EXACT = 12


@dataclass(frozen=True)
class KindRules:
    """Where the lines between kinds run.

    Parameters
    ----------
    apart : points between solution and experience from which one of them is the weak side.
    large : share of all accounts that have less revenue than a large one.
    small : share of all accounts that have more revenue than a small one.
    costly : share of all accounts that cost less to serve, for their revenue, than a costly one.
    good_fit : strategic fit, 1 to 5, from which an opponent is worth recovering.
    upside : share of all accounts that spend less with others than one with a large upside.
    """

    apart: float = 0.5
    large: float = 0.75
    small: float = 0.5
    costly: float = 0.5
    good_fit: float = 4.0
    upside: float = 0.75


def kinds(frame: pd.DataFrame, rules: KindRules | None = None) -> pd.Series[str]:
    """Tell the kinds of weak relationships apart.

    Ambivalents: ``unsolved`` where the experience is better than the solution, ``unkind`` where it
    is the other way round, ``both sides`` where they are less than `KindRules.apart` apart.
    Stalkers: ``discount`` where the account is large, ``demanding`` where it is small and costs
    much to serve, else ``price``. Opponents: ``recover`` where fit or upside give a reason to,
    else ``release``.

    Parameters
    ----------
    frame : one row an account, with ``category, solution, experience`` and, where known,
        ``revenue_this_year, cost_to_serve, total_spend, fit``. A rule whose column is not there
        holds for nobody.
    rules : where the lines run.

    Returns
    -------
    Kind per account; missing for ambassadors, rationals and accounts without a category.
    """
    limits = rules or KindRules()
    ahead = (frame["experience"] - frame["solution"]).round(_EXACT)
    revenue = _known(frame, "revenue_this_year")
    share = _known(frame, "cost_to_serve") / revenue
    untapped = _known(frame, "total_spend") - revenue
    large = revenue >= revenue.quantile(limits.large)
    demanding = (revenue <= revenue.quantile(1 - limits.small)) & (
        share >= share.quantile(limits.costly)
    )
    worth = (_known(frame, "fit") >= limits.good_fit) | (
        untapped >= untapped.quantile(limits.upside)
    )
    category = frame["category"]
    signs: dict[str, pd.Series[bool]] = {
        "unsolved": (category == "ambivalent") & (ahead >= limits.apart),
        "unkind": (category == "ambivalent") & (ahead <= -limits.apart),
        "both sides": category == "ambivalent",
        "discount": (category == "stalker") & large,
        "demanding": (category == "stalker") & demanding,
        "price": category == "stalker",
        "recover": (category == "opponent") & worth,
        "release": category == "opponent",
    }
    held: list[Flags] = [np.asarray(sign.fillna(False), dtype=np.bool_) for sign in signs.values()]
    named = np.select(held, list(signs), "")
    return pd.Series(named, index=frame.index, dtype="str").where(named != "")


def category_meanings() -> dict[str, str]:
    """What each of the five categories is."""
    return _SAY.named("meanings")


def kind_words() -> dict[str, str]:
    """What each kind is called."""
    return _SAY.named("words")


def kind_rules() -> dict[str, str]:
    """How each kind is told."""
    return _SAY.named("rules")


def kind_plays() -> dict[str, str]:
    """What to do next, by kind."""
    return _SAY.named("plays")


def _known(frame: pd.DataFrame, name: str) -> pd.Series[float]:
    if name in frame:
        return frame[name].astype(float)
    return pd.Series(np.nan, index=frame.index, dtype=float)


def mix(counts: Sequence[int], of: int) -> list[int]:
    """Tell how so many people would divide as those counted do, in whole people.

    Method of largest remainders: each part gets the whole people of its share, and those left go to
    the parts with most left over, of equals to the first.

    Parameters
    ----------
    counts : people of each part, one of them at least.
    of : people to divide.

    Examples
    --------
    >>> mix([431, 124, 19], 20)
    [15, 4, 1]
    """
    whole = sum(counts)
    parts = [divmod(of * count, whole) for count in counts]
    found = [full for full, _ in parts]
    order = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    for place in order[: of - sum(found)]:
        found[place] += 1
    return found
