"""What the chapters on themes and on breakdowns say, chosen over the whole of their section.

Chapters run apart, each in a kernel of its own; so that a section wears out no frame, each of them
makes the same choice for all of its kind, and takes its own part of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from research.chapters.groups import overall_ranks, rank_tables, shown_ranks
from research.chapters.naming import names_of
from research.chapters.priorities.alternatives import agreed, distributions, message
from research.chapters.priorities.scores import assessed, score_message, score_remarks
from research.chapters.priorities.separability import chance_of
from research.display.escape import escape
from research.errors import ThinDataError
from research.memory import remembered
from research.prose.choice import Section
from research.prose.claims import OVERALL, Claim
from research.prose.facts import facts_of
from research.prose.groups import observe_group
from research.prose.leads import lead_groups
from research.prose.ranks import observe_ranks
from research.prose.shares import observe_shares
from research.prose.titles import Message, share_messages
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from research.prose.evidence import Distribution
    from research.prose.names import Names
    from research.prose.observation import Observation
    from research.study import Study

__all__ = ["breakdown_sentences", "distribution_message", "theme_sentences"]

_SAY = Frames(__file__, "theme")

Sentences = dict[tuple[str, str], tuple[str, ...]]


@lru_cache(maxsize=4)
def theme_sentences(study: Study) -> Mapping[tuple[str, str], Sequence[str]]:
    """What the chapters on themes say: by theme, and by ``ranks``, ``distribution``, ``benchmark``.

    An exhibit for which the data are too thin says nothing; its chapter tells why.
    """
    section, said = Section(), Sentences()
    for place, theme in enumerate(study.themes):
        told = _told_by_lead(study, theme.key)
        for turn, (kind, (title, found)) in enumerate(_of_theme(study, theme.key).items(), place):
            chosen = section.choose(found, turn=turn, told=told | title.facts)
            said[theme.key, kind] = tuple(one.sentence for one in chosen)
            told |= title.facts | {fact for one in chosen for fact in one.facts}
    return said


def _told_by_lead(study: Study, theme: str) -> frozenset[tuple[str, ...]]:
    """What opens the chapter of an edition without texts on its themes: the overall rank."""
    if study.config.texts.themes is not None:
        return frozenset()
    return facts_of([Claim("rank", (theme,), groups=(OVERALL,))])


def _of_theme(study: Study, theme: str) -> dict[str, tuple[Message, list[Observation]]]:
    """Title and observations of each exhibit of a theme's chapter."""
    return {
        "ranks": (Message(""), _or_nothing(lambda: _on_ranks(study)[theme])),
        "distribution": (
            _or_untitled(lambda: distribution_message(study, theme, escape)),
            _or_nothing(lambda: _on_shares(study)[theme]),
        ),
        "benchmark": (
            _or_untitled(lambda: score_message(study, theme, escape)),
            _or_nothing(lambda: score_remarks(study, theme)),
        )
        if assessed(study)
        else (Message(""), []),
    }


def _or_nothing(found: Callable[[], list[Observation]]) -> list[Observation]:
    try:
        return found()
    except ThinDataError:
        return []


def _or_untitled(found: Callable[[], Message]) -> Message:
    try:
        return found()
    except ThinDataError:
        return Message("")


@lru_cache(maxsize=4)
def _on_ranks(study: Study) -> Mapping[str, list[Observation]]:
    tables = rank_tables(study) if study.config.breakdowns else {}
    return _ranks_of([one.key for one in study.themes], tables, names_of(study))


@remembered
def _ranks_of(
    themes: Sequence[str], tables: Mapping[str, pd.DataFrame], names: Names
) -> dict[str, list[Observation]]:
    """What can be said of each theme's ranks, by its key; nothing without breakdowns."""
    return {theme: observe_ranks(theme, tables, names) if tables else [] for theme in themes}


@lru_cache(maxsize=4)
def _on_shares(study: Study) -> Mapping[str, list[Observation]]:
    return _shares_of([one.key for one in study.themes], distributions(study), names_of(study))


@remembered
def _shares_of(
    themes: Sequence[str], sets: Sequence[Distribution], names: Names
) -> dict[str, list[Observation]]:
    """What can be said of each theme's distribution; of reconstructed ones, what all share."""
    return {
        theme: agreed(sets, lambda ranks, theme=theme: observe_shares(theme, ranks, names))  # type: ignore[misc]
        for theme in themes
    }


def distribution_message(study: Study, theme: str, write: Callable[[str], str]) -> Message:
    """Title of the chart of a theme's ranks, which the edition's data and every alternative give.

    Parameters
    ----------
    study : the edition.
    theme : key of the theme.
    write : makes names fit for where the title stands.
    """
    names = names_of(study, write)
    return message(
        [share_messages(theme, ranks, names) for ranks in distributions(study)],
        Message(_SAY("distribution.caption", theme=study.config.theme(theme).short)),
    )


@lru_cache(maxsize=4)
def breakdown_sentences(study: Study) -> Mapping[tuple[str, str], Sequence[str]]:
    """What the chapters on breakdowns say: by breakdown, and by ``lead`` and ``groups``.

    A breakdown for which the data are too thin says nothing; its chapter tells why.
    """
    section, said, names = Section(), Sentences(), names_of(study)
    for place, part in enumerate(study.config.breakdowns):
        try:
            shown, overall = shown_ranks(study, part.key), overall_ranks(study)
            lead = lead_groups(part.key, shown, overall, names, chance=chance_of(study, part.key))
            found = observe_group(part.key, shown, overall, names)
        except ThinDataError:
            lead, found = None, []
        opening = section.choose([lead] if lead else [], 1, turn=place)
        told = facts_of(claim for one in opening for claim in one.claims)
        chosen = section.choose(found, turn=place + 1, told=told)
        said[part.key, "lead"] = tuple(one.sentence for one in opening)
        said[part.key, "groups"] = tuple(one.sentence for one in chosen)
    return said
