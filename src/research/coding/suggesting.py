"""Suggestions: codes that comments may be worth, learnt from those that a reader has coded.

They are shown with their chance and never given: a reader takes them or does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from research.errors import InputError, Problem, ThinDataError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    K = TypeVar("K", bound=Hashable)

__all__ = [
    "CHANCE",
    "MOST",
    "SUGGESTED",
    "Accuracy",
    "Suggestions",
    "held_back",
    "learning",
    "suggest",
]

SUGGESTED, CHANCE = "suggested_{place}", "chance_{place}"
"""Columns of a sheet with codes that a comment may be worth, and how likely."""
MOST = 3
"""Suggestions for one comment."""
_LEAST = 0.2
"""Chance below which none is shown."""
_FEWEST, _EACH = 40, 4
"""Coded comments, and such of one code, that anything can be learnt from."""
_FOLDS = 5


@dataclass(frozen=True)
class Accuracy:
    """How good suggestions are, on coded comments that were held back from learning.

    Parameters
    ----------
    comments : how many were held back, each once.
    first : share of comments whose first suggestion is one of the reader's codes.
    found : share of the reader's codes that are among the suggestions.
    right : share of suggestions that are the reader's codes.
    usual : share of comments that have the most frequent code: what a guess would reach as `first`.
    """

    comments: int
    first: float
    found: float
    right: float
    usual: float


@dataclass(frozen=True)
class Suggestions:
    """Codes with their chances, by comment, the most likely first.

    Parameters
    ----------
    of : by comment, ``(code, chance)``.
    accuracy : on comments held back.
    """

    of: Mapping[Hashable, Sequence[tuple[str, float]]]
    accuracy: Accuracy

    @property
    def columns(self) -> list[str]:
        """Columns that a sheet has for them."""
        heads = (SUGGESTED, CHANCE)
        return [head.format(place=at) for at in range(1, MOST + 1) for head in heads]

    def cells(self, key: Hashable) -> dict[str, str]:
        """Give the cells of one comment."""
        found: dict[str, str] = {}
        for at, (code, chance) in enumerate(self.of.get(key, ()), start=1):
            found |= {SUGGESTED.format(place=at): code, CHANCE.format(place=at): f"{chance:.2f}"}
        return found


def suggest(
    comments: Mapping[K, str], coded: Mapping[K, Sequence[str]], *, seed: int = 0
) -> Suggestions:
    """Suggest codes for the comments that wait.

    Parameters
    ----------
    comments : what was written, of all, by ids.
    coded : codes of those that a reader has coded.
    seed : of the order in which comments are held back.

    Raises
    ------
    ThinDataError
        Too few comments are coded.
    InputError
        scikit-learn is not installed.

    Notes
    -----
    Words, pairs of words and parts of words weighted by TF-IDF; one logistic regression a code, as
    in scikit-learn. Accuracy by five-fold cross-validation on the coded comments; comments of the
    same words are held back together.
    """
    _enough([*coded.values()])
    texts = [comments[ids] for ids in coded]
    learnt = _Learnt(texts, [*coded.values()])
    waiting = [ids for ids in comments if ids not in coded]
    found: dict[Hashable, Sequence[tuple[str, float]]] = {}
    if waiting:
        chances = learnt.chances([comments[ids] for ids in waiting])
        found |= {ids: _best(learnt.codes, row) for ids, row in zip(waiting, chances, strict=True)}
    return Suggestions(found, held_back(texts, [*coded.values()], seed=seed))


def held_back(texts: Sequence[str], codes: Sequence[Sequence[str]], *, seed: int = 0) -> Accuracy:
    """Say how good suggestions are for comments that were not learnt from.

    Parameters
    ----------
    texts : coded comments.
    codes : the reader's codes of each.
    seed : of the order in which they are held back.

    Raises
    ------
    ThinDataError
        Too few comments are coded.
    """
    _enough(codes)
    # The same words twice would be known by heart: they are held back together.
    alike = [" ".join(text.casefold().split()) for text in texts]
    distinct = np.array(sorted(set(alike)), dtype=object)
    guesses: dict[int, list[str]] = {}
    for fold in np.array_split(np.random.default_rng(seed).permutation(distinct), _FOLDS):
        held_out = set(fold.tolist())
        kept = [at for at, text in enumerate(alike) if text not in held_out]
        out = [at for at, text in enumerate(alike) if text in held_out]
        if not kept or not out:
            continue
        learnt = _Learnt([texts[at] for at in kept], [codes[at] for at in kept])
        chances = learnt.chances([texts[at] for at in out])
        for at, row in zip(out, chances, strict=True):
            guesses[at] = [code for code, _ in _best(learnt.codes, row)]
    held = {at: set(codes[at]) for at in guesses}
    hits = sum(len(held[at] & set(found)) for at, found in guesses.items())
    given, told = sum(map(len, held.values())), sum(map(len, guesses.values()))
    counts = [sum(code in own for own in held.values()) for code in set().union(*held.values())]
    firsts = [bool(found) and found[0] in held[at] for at, found in guesses.items()]
    return Accuracy(
        comments=len(held),
        first=float(np.mean(firsts)),
        found=hits / given,
        right=hits / told if told else 0.0,
        usual=max(counts) / len(held),
    )


def learning(*modules: str) -> list[Any]:
    """Give modules of scikit-learn, which is an extra.

    Parameters
    ----------
    modules : by their names below ``sklearn``.

    Raises
    ------
    InputError
        It is not installed.
    """
    if find_spec("sklearn") is None:
        what = "suggestions are learnt by scikit-learn, which is not installed"
        hint = "pip install 'research-workbench[coding]'; sheets can be filled without it"
        raise InputError([Problem("scikit-learn", what, hint=hint)])
    return [import_module(f"sklearn.{name}") for name in modules]


def _enough(codes: Sequence[Sequence[str]]) -> None:
    if len(codes) < _FEWEST or len({tuple(sorted(own)) for own in codes}) == 1:
        msg = f"suggestions are learnt from {_FEWEST} comments or more with different codes; "
        msg += f"coded so far: {len(codes)}"
        raise ThinDataError(msg)


def _best(codes: Sequence[str], chances: NDArray[np.float64]) -> list[tuple[str, float]]:
    order = np.argsort(-chances, kind="stable")[:MOST]
    return [(codes[at], float(chances[at])) for at in order.tolist() if chances[at] >= _LEAST]


class _Learnt:
    """What was learnt from coded comments.

    Parameters
    ----------
    texts, codes : comments, and the codes of each.
    """

    def __init__(self, texts: Sequence[str], codes: Sequence[Sequence[str]]) -> None:
        text, linear, pipeline = learning("feature_extraction.text", "linear_model", "pipeline")
        held = [set(own) for own in codes]
        counts = {code: sum(code in own for own in held) for code in sorted(set().union(*held))}
        self.codes = [code for code, count in counts.items() if _EACH <= count < len(held)]
        if not self.codes:
            msg = f"no code was given to {_EACH} comments and not to all"
            raise ThinDataError(msg)
        words = text.TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        parts = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self.features: Any = pipeline.make_union(words, parts)
        seen = self.features.fit_transform(texts)
        self.models = [
            linear.LogisticRegression(C=10, max_iter=1000).fit(seen, [code in own for own in held])
            for code in self.codes
        ]

    def chances(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Chance of each code, ``(texts, codes)``."""
        seen = self.features.transform(texts)
        return np.column_stack([model.predict_proba(seen)[:, 1] for model in self.models])
