"""What a study, its themes and its groups are called in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.escape import escape
from research.prose.names import BreakdownName, GroupName, Names, ThemeName
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.edition.parameters import Breakdown
    from research.study import Study

__all__ = ["names_of", "source_of"]

_SAY = Frames(__file__)


def names_of(study: Study, write: Callable[[str], str] = escape) -> Names:
    """Names of themes, breakdowns and groups in running text.

    The sectors of the capability benchmark are a breakdown too, of the key ``benchmark``.

    Parameters
    ----------
    study : gives the names.
    write : what makes them literal: for Markdown when left out; `str` for pictures.
    """
    parts = [*study.config.breakdowns]
    if study.config.benchmark:
        parts.append(study.config.benchmark)
    return Names(
        tuple(ThemeName(item.key, write(item.name), write(item.short)) for item in study.themes),
        tuple(_breakdown(part, write) for part in parts),
    )


def _breakdown(part: Breakdown, write: Callable[[str], str]) -> BreakdownName:
    groups = tuple(
        GroupName(group.key, write(group.label), write(group.phrase)) for group in part.columns
    )
    return BreakdownName(part.key, groups, *filter(None, [part.one]))


def source_of(study: Study) -> str:
    """Say where a chart comes from, for who shows it by itself."""
    edition, fieldwork = study.config.edition, study.config.fieldwork
    if not fieldwork:
        return _SAY("source", edition=edition)
    return _SAY("fieldwork", edition=edition, fieldwork=fieldwork)
