"""Exhibits by another weight than the edition's own: they keep apart from those by its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from research.chapters.tabs.counts import NO_WEIGHT
from research.chapters.tabs.rows import weight_used
from research.display.chart import Chart
from research.display.table import Table
from research.display.text import Text
from research.identifiers import slug

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["apart", "suffix"]

Exhibit = TypeVar("Exhibit", Table, Chart, Text)


def suffix(study: Study, weight: str, volume: str = "") -> str:
    """Give what names of exhibits end in; nothing for the edition's own weight.

    Parameters
    ----------
    study : the edition.
    weight : as asked for: a name, ``none``, or nothing for the edition's own.
    volume : in place of a weight.
    """
    if volume:
        return volume
    used = weight_used(study, weight or None)
    return "" if used == weight_used(study, None) else used or NO_WEIGHT


def apart(exhibit: Exhibit, study: Study, weight: str, volume: str = "") -> Exhibit:
    """Give an exhibit a reference of its own where its weight is not the edition's.

    Names in the ledger say no weight: by another one, figures stay out of it.

    Parameters
    ----------
    exhibit : a table, a chart or a text.
    study, weight, volume : as of `suffix`.
    """
    ending = suffix(study, weight, volume)
    if not ending:
        return exhibit
    return replace(exhibit, id=f"{exhibit.id}-{slug(ending)}", results=())
