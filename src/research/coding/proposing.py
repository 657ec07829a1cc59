"""A code frame to begin with: topics that uncoded comments fall into, by the words they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from research.coding.suggesting import learning
from research.errors import ThinDataError
from research.identifiers import slug, unused

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Topic", "proposed_frame", "topics_of"]

_FEWEST, _MOST = 30, 20
_WORDS, _EXAMPLES = 4, 3


@dataclass(frozen=True)
class Topic:
    """Comments that share words.

    Parameters
    ----------
    words : that tell them from the others, the most telling first.
    comments : how many there are.
    examples : some of them, the most typical first.
    """

    words: tuple[str, ...]
    comments: int
    examples: tuple[str, ...]


def topics_of(comments: Sequence[str], *, most: int = 12, seed: int = 0) -> list[Topic]:
    """Find topics in comments that nobody has coded.

    Parameters
    ----------
    comments : what was written, without names.
    most : how many topics at most, up to twenty.
    seed : the same seed gives the same topics.

    Returns
    -------
    The most frequent first. They are for a person to name, merge and part, and no result.

    Raises
    ------
    ThinDataError
        There are too few comments.
    InputError
        scikit-learn is not installed.

    Notes
    -----
    Non-negative matrix factorisation of words weighted by TF-IDF (Lee and Seung 1999), as in
    scikit-learn; a comment belongs to the topic that it loads on most.
    """
    if len(comments) < _FEWEST:
        msg = f"there are {len(comments)} comments; topics are found in {_FEWEST} or more"
        raise ThinDataError(msg)
    text, decomposition = learning("feature_extraction.text", "decomposition")
    counted = text.TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True)
    try:
        seen = counted.fit_transform(comments)
    except ValueError:
        msg = "no two comments share a word"
        raise ThinDataError(msg) from None
    count = max(2, min(most, _MOST, seen.shape[1], len(comments) // _EXAMPLES))
    model = decomposition.NMF(count, init="nndsvda", random_state=seed, max_iter=500)
    loads, words = model.fit_transform(seen), counted.get_feature_names_out()
    belongs = np.where(loads.max(axis=1) > 0, loads.argmax(axis=1), -1)
    found = []
    for at, weights in enumerate(model.components_):
        own = np.flatnonzero(belongs == at)
        typical = own[np.argsort(-loads[own, at], kind="stable")]
        telling = [words[place] for place in np.argsort(-weights, kind="stable")[:_WORDS]]
        examples = tuple(dict.fromkeys(comments[place] for place in typical.tolist()))
        found.append(Topic(tuple(telling), len(own), examples[:_EXAMPLES]))
    return sorted((one for one in found if one.comments), key=lambda one: -one.comments)


def proposed_frame(topics: Sequence[Topic]) -> str:
    """Write topics as a code frame to be worked over.

    Parameters
    ----------
    topics : of `topics_of`.

    Returns
    -------
    YAML with a comment over each code: how many comments there are, and examples.
    """
    lines = [
        "# Proposed from the words that comments share: name, merge and part what stands here, put",
        "# codes into nets, and say in `means` what belongs to each. Nothing is coded by it.",
        "version: 1",
        "codes:",
    ]
    taken: set[str] = {"nothing"}
    for topic in topics:
        key = unused(slug(" ".join(topic.words[:2]), joint="_") or "topic", taken).replace("-", "_")
        taken.add(key)
        lines.append(f"  # {topic.comments} comments; words: {', '.join(topic.words)}")
        lines += [f"  #   {_line(example)}" for example in topic.examples]
        lines.append(f"  {key}: {{text: '{_quoted(' '.join(topic.words[:2]).capitalize())}'}}")
    lines.append("  nothing: {text: Says nothing of use, role: none}")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 90 else f"{plain[:87]}…"


def _quoted(text: str) -> str:
    return text.replace("'", "''")
