"""What of an edition's results its published figures fix: marks, sentences and messages.

The data of an edition may be a reconstruction: one of many sets of answers that show the same
published figures. Where the edition has such alternatives, a value is a finding only when every
one of them prints it alike; any other is marked, and a sentence or a message that some of them
would not give is left out. Without alternatives everything is a finding.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, get_args

import numpy as np

from research.chapters.groups import all_ranks, every_sector, overall_ranks
from research.chapters.naming import names_of
from research.display.specification.ranges import Measure
from research.frameworks.capability import benchmark, benchmarks
from research.frameworks.priorities import group_sizes, sample
from research.frameworks.standings import standings
from research.memory import remembered
from research.prose.claims import OVERALL
from research.prose.evidence import Distribution
from research.prose.observation import Thresholds
from research.prose.score_evidence import Benchmark
from research.sources.alternatives import MEMBER
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from research.edition.themes import Breakdown
    from research.prose.names import Names
    from research.prose.observation import Observation
    from research.sources.alternatives import Alternatives
    from research.study import Study

__all__ = [
    "agreed",
    "base_fixed",
    "benchmark_base_fixed",
    "distributions",
    "mark",
    "mark_note",
    "mean_fixed",
    "message",
    "open_measures",
    "open_ranks",
    "reconstructed",
    "samples",
    "score_sets",
    "share_fixed",
    "standing_sets",
    "verdict_note",
]

CHAPTER = "reconstruction"

Said = TypeVar("Said")
_SAY = Frames(__file__)


def reconstructed(study: Study) -> bool:
    """Whether other answers would show the same published figures."""
    return study.config.reconstructed.answers is not None


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
    # In the order of the edition's own, which sentences go by.
    themes = list(own.counts)
    order = [sets.themes.index(theme) for theme in themes]
    others = [
        Distribution(
            dict(zip(themes, map(tuple, table), strict=True)),
            own.bases,
            dict(zip(themes, ranked, strict=True)),
        )
        for table, ranked in zip(
            counts[:, order].astype(float).tolist(), places[:, order].tolist(), strict=True
        )
    ]
    return own, *others


def samples(study: Study, breakdown: str) -> Iterator[pd.DataFrame]:
    """Respondents of each group that has any, in the edition's own data and the alternatives.

    Alternatives with groups of the same sizes come once.
    """
    part = study.config.breakdown(breakdown)
    labels = {group.key: group.label for group in part.groups}
    sets, own = study.alternatives, group_sizes(study.read().texts(part.column), labels)
    other = [] if sets is None else np.unique(_sizes(sets, part), axis=0).tolist()
    for sizes in (own, *other):
        counts = sample(sizes, labels)
        yield counts[counts["count"] > 0]


def _sizes(sets: Alternatives, part: Breakdown) -> NDArray[np.int64]:
    """Respondents of each group of a breakdown in each alternative: (m, groups)."""
    member = sets.groups[part.column]
    return member.sizes()[:, [member.labels.index(group.label) for group in part.groups]]


def share_fixed(study: Study, theme: str, measure: str) -> bool:
    """Whether every alternative prints the same share.

    Parameters
    ----------
    study : the edition.
    theme : key of the theme.
    measure : a share: ``first``, ``top3``, ``bottom2``, ``at7``.
    """
    shares = {(data.count(theme, measure), data.bases[theme]) for data in distributions(study)}
    printed = {percent(count, base) for count, base in shares}
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
    part = study.config.breakdown(breakdown)
    labels = {group.key: group.label for group in part.groups}
    own = group_sizes(study.read().texts(part.column), labels)
    return bool((_sizes(sets, part) == own).all())


@lru_cache(maxsize=4)
def score_sets(study: Study) -> tuple[Benchmark, ...]:
    """Capability scores of every theme, the edition's own first, then every alternative's."""
    own, sets = study.assessments, study.alternative_assessments
    return _score_sets(own, sets, every_sector(study), names_of(study))


@remembered
def _score_sets(
    own: pd.DataFrame, sets: pd.DataFrame | None, groups: Mapping[str, str], names: Names
) -> tuple[Benchmark, ...]:
    others = [] if sets is None else benchmarks(sets, groups, by=MEMBER)
    return tuple(Benchmark.read(frame, names) for frame in (benchmark(own, groups), *others))


def open_measures(study: Study, theme: str, group: str) -> tuple[Measure, ...]:
    """Which of lowest, mean and highest score the alternatives print differently.

    Parameters
    ----------
    study : the edition.
    theme : key of the theme.
    group : key of a sector of the benchmark, or ``overall``.
    """
    part = study.config.benchmark
    reference = group if group == OVERALL or part is None else f"{part.key}.{group}"
    found: list[Measure] = []
    for measure in get_args(Measure):
        printed = {
            figure(data.scores[theme][reference].value(measure)) for data in score_sets(study)
        }
        if len(printed) > 1:
            found.append(measure)
    return tuple(found)


@lru_cache(maxsize=4)
def standing_sets(study: Study) -> tuple[pd.DataFrame, ...]:
    """From which score a firm has each standing: in its own scores, then in all others."""
    own, sets = study.assessments, study.alternative_assessments
    themes, band = [theme.key for theme in study.themes], Thresholds().band
    others = [] if sets is None else [part for _, part in sets.groupby(MEMBER, sort=True)]
    return tuple(standings(part, themes, band=band) for part in (own, *others))


def benchmark_base_fixed(study: Study) -> bool:
    """Whether as many firms are assessed in every alternative."""
    sets = study.alternative_assessments
    return sets is None or bool((sets.groupby(MEMBER).size() == len(study.assessments)).all())


def agreed(
    sets: Sequence[Distribution], observe: Callable[[Distribution], Sequence[Observation]]
) -> list[Observation]:
    """Observations that every alternative makes in the same words.

    Parameters
    ----------
    sets : distributions of ranks, the edition's own first.
    observe : gives the observations of one of them.
    """
    own, *others = sets
    found = list(observe(own))
    for other in others:
        if not found:
            break
        said = {one.wordings for one in observe(other)}
        found = [one for one in found if one.wordings in said]
    return found


def message(found: Iterable[Sequence[Said]], plain: Said) -> Said:
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
