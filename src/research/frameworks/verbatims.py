"""Verbatims: what respondents said, and how much of them may stand under it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from research.sources.answers.written import says_nothing
from research.sources.privacy import attributions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    Unwaived = Literal["none", "unattributed", "attributed"]

__all__ = ["quotable", "quotations", "spread", "telling"]


def quotations(
    respondents: pd.DataFrame,
    chosen: pd.Series[bool],
    *,
    attribution: Sequence[Sequence[str]] = (),
    coarsen_below: int = 3,
    reason: str = "reason",
    waived: pd.Series[bool] | None = None,
    unwaived: Unwaived = "none",
) -> pd.DataFrame:
    """Collect what some respondents wrote, with as much of who they are as may be told.

    Parameters
    ----------
    respondents : one row a respondent: the words, and the columns of ``attribution``.
    chosen : whose words are wanted, one a respondent.
    attribution : columns that may be told together, the coarsest step first.
    coarsen_below : where fewer respondents share what would be printed, less is told; see
        `research.sources.privacy.attributions`. Only respondents who may be named so count.
    reason : column of the words.
    waived : who waived their anonymity, one a respondent; nobody did when left out.
    unwaived : what is shown of those who did not: nothing, their words alone, or all that is shown
        of the others.

    Returns
    -------
    Frame ``reason``, ``attribution`` in the order of the data; blanks and what is not `quotable`
    are left out, and the same words are told once, of the first who said them.
    """
    named = pd.Series(False, index=respondents.index) if waived is None else waived.astype(bool)
    if unwaived == "attributed":
        named = pd.Series(True, index=respondents.index)
    told = attributions(respondents[named], attribution, coarsen_below=coarsen_below)
    wanted = chosen & quotable(respondents[reason])
    if unwaived == "none":
        wanted &= named
    said = respondents[reason][wanted]
    frame = pd.DataFrame({"reason": said, "attribution": told.reindex(said.index).fillna("")})
    return frame.drop_duplicates("reason")


def telling(texts: pd.Series[str]) -> pd.Series[bool]:
    """Say which texts hold words at all: dashes and "none" do not.

    Parameters
    ----------
    texts : one a respondent; missing where nothing was written.

    Examples
    --------
    >>> telling(pd.Series(["Nobody calls back", "n/a", "-", None])).tolist()
    [True, False, False, False]
    """
    return texts.map(lambda text: isinstance(text, str) and not says_nothing(text)).astype(bool)


def quotable(texts: pd.Series[str]) -> pd.Series[bool]:
    """Say which texts are worth quoting.

    They hold words that tell somebody something: no "see above", which points to another answer, no
    fingers on a keyboard ("asdf"), no letter again and again, and nothing without letters.

    Parameters
    ----------
    texts : one a respondent; missing where nothing was written.

    Examples
    --------
    >>> said = pd.Series(["Nobody calls back", "n/a", None, "See above.", "asdfasdf", "10/10"])
    >>> quotable(said).tolist()
    [True, False, False, False, False, False]
    """
    return texts.map(_quotable).astype(bool)


# What points to another answer, in the languages that people of a survey write most.
_ELSEWHERE = frozenset(
    {
        *("see above", "as above", "same as above", "see before", "as before", "same as before"),
        *("see previous", "see previous answer", "see previous comment", "as previously stated"),
        *("see below", "as below", "above", "ditto", "idem", "same", "same again", "same here"),
        *("siehe oben", "wie oben", "s o", "so", "siehe unten", "wie vorher", "dito"),
        *("voir ci dessus", "voir plus haut", "comme ci dessus", "idem ci dessus"),
        *("ver arriba", "lo mismo", "igual que arriba", "vedi sopra", "come sopra", "zie boven"),
    }
)
_KEYS = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm")
_TYPED = 4
"""So many neighbours on a keyboard are no word."""
_WORDS = re.compile(r"[^\W_]+")


def _quotable(text: object) -> bool:
    if not isinstance(text, str) or says_nothing(text):
        return False
    words = _WORDS.findall(text.casefold())
    joined = "".join(words)
    if not any(letter.isalpha() for letter in joined):
        return False
    if " ".join(words) in _ELSEWHERE:
        return False
    return len(set(joined)) > 1 and not all(_typed(word) for word in words)


def _typed(word: str) -> bool:
    """Whether a word is a run of neighbours on a keyboard, once or again and again."""
    sizes = [size for size in range(_TYPED, len(word) + 1) if len(word) % size == 0]
    return any(
        word == word[:size] * (len(word) // size) and _neighbours(word[:size]) for size in sizes
    )


def _neighbours(run: str) -> bool:
    return any(run in keys or run in keys[::-1] for keys in _KEYS)


def spread(said: pd.DataFrame, most: int) -> pd.DataFrame:
    """Choose some of many quotations so that all kinds of respondents are heard.

    Parameters
    ----------
    said : of `quotations`.
    most : how many to choose.

    Returns
    -------
    One of each attribution in turn, the longer first, in the order of the data.

    Examples
    --------
    >>> said = pd.DataFrame({"reason": ["a b", "c d e", "f g"], "attribution": ["X", "X", "Y"]})
    >>> spread(said, 2)["reason"].tolist()
    ['c d e', 'f g']
    """
    order = said.assign(length=-said["reason"].str.len(), place=range(len(said)))
    order = order.sort_values(["length", "place"])
    order["turn"] = order.groupby("attribution", sort=False).cumcount()
    chosen = order.sort_values(["turn", "length", "place"]).head(most).sort_values("place")
    return chosen[["reason", "attribution"]]
