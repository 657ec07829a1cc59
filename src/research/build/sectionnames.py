"""What parameters of a section may name: questions and banners of the table that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.edition.parameters import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.edition.parameters import Edition

__all__ = ["section_names"]


def section_names(edition: Edition, section: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give what a section may name, by parameter.

    Parameters
    ----------
    edition : the parameter file.
    section : as written; of a ``table`` that there is not it may name what the respondents' has.
    """
    known = edition.table_names
    about = [name for name in _tables(section) if name in known] or [ANSWERS]
    held = [table for table in map(edition.table, about) if table is not None]
    names = list(dict.fromkeys(name for table in held for name in table.names))
    banners = dict.fromkeys(key for name in about for key in edition.banner_names_of(name))
    return {
        "table": known,
        "question": names,
        "questions": ["all", *names],
        "banner": list(banners),
        "weight": ["none", *edition.weights],
        "volume": list(edition.volumes),
    }


def _tables(section: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for key in ("parameters", "each"):
        given = section.get(key)
        named = given.get("table") if isinstance(given, dict) else None
        found += [str(one) for one in (named if isinstance(named, list) else [named]) if one]
    return found
