"""Observations of a chapter as a passage of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.text import Text
from research.prose.observation import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from research.prose.observation import Observation
    from research.study import Study

__all__ = ["passage", "position"]

_MOST = 5


def passage(name: str, found: Iterable[Observation], *, place: int, limit: int = _MOST) -> Text:
    """Put the most unusual observations into a list.

    Parameters
    ----------
    name : of the passage.
    found : all observations of one table or chart.
    place : place of the chapter among its kind, from 0; neighbours do not open alike.
    limit : most observations to keep.
    """
    chosen = select(found, limit, chapter_position=place)
    lines = "\n".join(f"- {one.sentence}" for one in chosen)
    body = f"::: {{.observations}}\n\n{lines}\n\n:::\n" if chosen else ""
    return Text(f"txt-{name}", body)


def position(study: Study, key: str) -> int:
    """Place of a theme or a breakdown among its kind, from 0."""
    themes = [theme.key for theme in study.themes]
    parts = [part.key for part in study.config.breakdowns]
    return themes.index(key) if key in themes else parts.index(key)
