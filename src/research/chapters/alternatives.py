"""What of an edition's results its published figures fix: marks, sentences and messages.

The data of an edition may be a reconstruction: one of many sets of answers that show the same
published figures. Where the edition has such alternatives, a value is a finding only when every
one of them prints it alike; any other is marked, and a sentence or a message that some of them
would not give is left out. Without alternatives everything is a finding.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.groups import all_ranks, overall_ranks
from research.frameworks.priorities import sample
from research.prose.evidence import Distribution
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from research.prose.observation import Observation
    from research.study import Study

__all__ = [
    "agreed",
    "base_fixed",
    "distributions",
    "mark",
    "mark_note",
    "mean_fixed",
    "message",
    "open_ranks",
    "reconstructed",
    "samples",
    "share_fixed",
    "verdict_note",
]

CHAPTER = "reconstruction"
_SAY = Frames(__file__)


def reconstructed(study: Study) -> bool:
    """Whether other answers would show the same published figures."""
    return study.config.data.alternatives is not None


@lru_cache(maxsize=4)
def distributions(study: Study) -> tuple[Distribution, ...]:
    """How often each theme took each rank, in the edition's own data and in every alternative."""
    sets, own = (
        study.alternatives,
        Distribution.read(overall_ranks(study), all_ranks(study), study.ranked),
    )
    if sets is None:
        return (own,)
    depth = len(sets.themes)
    counts = sets.counts()
    sums = counts @ np.arange(1, depth + 1)
    places = 1 + (sums[:, None, :] < sums[:, :, None]).sum(axis=2)
    where = {theme: place for place, theme in enumerate(sets.themes)}
    others = [
        Distribution(
            {theme: tuple(map(float, table[where[theme]])) for theme in own.counts},
            own.bases,
            {theme: int(order[where[theme]]) for theme in own.counts},
        )
        for table, order in zip(counts, places, strict=True)
    ]
    return own, *others


def samples(study: Study, breakdown: str) -> Iterator[pd.DataFrame]:
    """Respondents of each group that has any, in the edition's own data and every alternative."""
    part = study.config.breakdown(breakdown)
    labels = {group.key: group.label for group in part.groups}
    sets, own = study.alternatives, study.respondents[part.column]
    others = [] if sets is None else [pd.Series(row) for row in sets.groups[part.column]]
    for answers in (own, *others):
        counts = sample(answers, labels)
        yield counts[counts["count"] > 0]


def share_fixed(study: Study, theme: str, measure: str) -> bool:
    """Whether every alternative prints the same share.

    Parameters
    ----------
    study : the edition.
    theme : key of the theme.
    measure : a share: ``first``, ``top3``, ``bottom2``, ``at7``.
    """
    printed = {
        percent(data.count(theme, measure), data.bases[theme]) for data in distributions(study)
    }
    return len(printed) == 1


def open_ranks(study: Study, theme: str) -> list[int]:
    """Ranks of which the theme's share differs among the alternatives."""
    ranks = range(1, len(study.themes) + 1)
    return [rank for rank in ranks if not share_fixed(study, theme, f"at{rank}")]


def mean_fixed(study: Study) -> bool:
    """Whether every alternative has the same mean ranks."""
    sets = study.alternatives
    return sets is None or bool((sets.ranks.sum(axis=1) == study.ranks.sum().to_numpy()).all())


@lru_cache(maxsize=32)
def base_fixed(study: Study, breakdown: str) -> bool:
    """Whether every alternative has groups of the same sizes."""
    sets = study.alternatives
    if sets is None:
        return True
    column = study.config.breakdown(breakdown).column
    own = study.respondents[column]
    return all(
        ((sets.groups[column] == group.label).sum(axis=1) == int((own == group.label).sum())).all()
        for group in study.config.breakdown(breakdown).groups
    )


def agreed(
    study: Study, observe: Callable[[Distribution], Sequence[Observation]]
) -> list[Observation]:
    """Observations that every alternative makes in the same words.

    Parameters
    ----------
    study : the edition.
    observe : gives the observations of a distribution of ranks.
    """
    own, *others = distributions(study)
    found = list(observe(own))
    for other in others:
        if not found:
            break
        said = {one.wordings for one in observe(other)}
        found = [one for one in found if one.wordings in said]
    return found


def message(found: Iterable[Sequence[str]], plain: str) -> str:
    """The most striking message that the edition's own data and every alternative give.

    Parameters
    ----------
    found : messages of each, the edition's own first, the most striking first.
    plain : what stands where they share none.
    """
    own, *others = found
    kept = list(own)
    for other in others:
        kept = [one for one in kept if one in other]
    return kept[0] if kept else plain


def mark(text: str, *, fixed: bool) -> str:
    """Mark what is printed where no published figure fixes it."""
    return text if fixed else _SAY("marked", text=text)


def mark_note(*, fixed: bool) -> list[str]:
    """Say under a table what its mark means; nothing where everything is fixed."""
    return [] if fixed else [_SAY("note")]


def verdict_note(study: Study) -> list[str]:
    """Say where the verdict of a test stands that differs among the alternatives.

    One chapter tells it, over all of them; an edition without that chapter gives no verdict.
    """
    return [_SAY("verdict")] if study.has_section(CHAPTER) else []
