"""What the themes and groups of a study are called in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.escape import escape
from research.prose.names import BreakdownName, GroupName, Names, ThemeName

if TYPE_CHECKING:
    from research.config import Breakdown
    from research.study import Study

__all__ = ["names_of"]


def names_of(study: Study) -> Names:
    """Names of themes, breakdowns and groups, escaped for Markdown.

    The sectors of the capability benchmark are a breakdown too, of the key ``benchmark``.
    """
    parts = [*study.config.breakdowns]
    if study.config.benchmark:
        parts.append(study.config.benchmark)
    return Names(
        tuple(
            ThemeName(theme.key, escape(theme.name), escape(theme.short)) for theme in study.themes
        ),
        tuple(_breakdown(part) for part in parts),
    )


def _breakdown(part: Breakdown) -> BreakdownName:
    groups = tuple(
        GroupName(group.key, escape(group.label), escape(group.phrase)) for group in part.columns
    )
    return BreakdownName(part.key, groups, part.one or "group")
