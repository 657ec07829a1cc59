"""Tables of some of the respondents: the filters of an edition, and whom each of them leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.counts import counts_of, nesting
from research.chapters.thinness import enough
from research.errors import InputError, Problem
from research.problems.nearest import known_or_meant
from research.tabulation.columns import gave
from research.tabulation.respondents import Respondents
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from research.chapters.tabs.rows import Rows
    from research.study import Study

__all__ = ["answers_filtered", "filters_of", "inside_of", "parts_of", "respondents_of"]

_SAY = Frames(__file__)

_Given = tuple[tuple[str, tuple[str, ...]], ...]


def answers_filtered(study: Study, name: str) -> dict[str, list[str]]:
    """Give the answers of a filter of the edition by question; none for no filter.

    Parameters
    ----------
    study : the edition.
    name : of the filter; nothing for everybody.

    Raises
    ------
    InputError
        If the edition has no such filter.
    """
    known = study.config.filters
    if name and name not in known:
        near = known_or_meant(name, known)
        raise InputError([Problem(study.path, f"'{name}' is no filter", hint=near)])
    return dict(known[name].answers) if name else {}


def filters_of(study: Study, rows: Rows) -> dict[_Given, str]:
    """Give the words of the edition's filters that a table can be narrowed by, by their answers.

    Parameters
    ----------
    study : the edition.
    rows : that are counted.
    """
    names = set(rows.answers.table.names)
    return {
        tuple(sorted((key, tuple(wanted)) for key, wanted in one.answers.items())): one.text
        for one in study.config.filters.values()
        if names.issuperset(one.answers)
    }


def parts_of(study: Study, rows: Rows, given: _Given, weight: str) -> Iterator[NDArray[np.bool_]]:
    """Give whom each filter of the edition leaves, and one more, whose tables are planned together.

    Parameters
    ----------
    study : the edition.
    rows : that are counted.
    given : answers by question of one more filter; none for no more.
    weight : name of the weight that is used; empty for none.
    """
    for one in dict.fromkeys([*filters_of(study, rows), *([given] if given else [])]):
        inside = _left(study, rows, one, weight)
        if inside.any():
            yield inside


def inside_of(study: Study, rows: Rows, given: _Given, weight: str) -> NDArray[np.bool_]:
    """Say who is tabulated: whom filters leave, and who has a weight where one is used.

    Parameters
    ----------
    study, rows, given, weight : as of `parts_of`.

    Raises
    ------
    ThinDataError
        If nobody is left.
    """
    inside = _left(study, rows, given, weight)
    enough(bool(inside.any()), _SAY("nobody left"))
    return inside


def _left(study: Study, rows: Rows, given: _Given, weight: str) -> NDArray[np.bool_]:
    inside = np.ones(len(rows.index), dtype=bool)
    for key, wanted in given:
        inside &= gave(key, wanted, rows.answers)
    if weight:
        inside &= (counts_of(study, weight, rows) > 0).to_numpy()
    return inside


def respondents_of(study: Study, rows: Rows, given: _Given, weight: str) -> Respondents:
    """Give those whom filters leave, with what they count for and what they are nested in.

    Parameters
    ----------
    study, rows, given, weight : as of `parts_of`.
    """
    index = rows.index[inside_of(study, rows, given, weight)]
    weights = counts_of(study, weight, rows) if weight else None
    owners = None if study.config.privacy.account_base else rows.persons
    nested, raked, rule = nesting(study, weight, rows)
    return Respondents(index, weights, nested, raked, owners, rows.parents, rule)
