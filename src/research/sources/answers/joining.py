"""Joining: rows of a table beside the answers of the row that each of them belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pandas as pd

from research.sources.answers.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question

    Places = NDArray[np.intp]

__all__ = ["joined", "parents_of", "places_in"]

V = TypeVar("V")

_RESPONDENTS = "answers"


def joined(own: Answers, parent: Answers) -> Answers:
    """Give the rows of a table with the answers of their parents as answers of their own.

    Parameters
    ----------
    own : of a table whose rows belong to those of another (``of`` and ``by``).
    parent : of that table.

    Returns
    -------
    Answers
        n rows as in `own`, named by their places. A question of the parent that is called as one of
        its own is left out; a row that belongs to none has no answer to the others and was not
        asked them. Rows are nested in what their parents are, or else in these.
    """
    at, index = places_in(own, parent), pd.RangeIndex(len(own))
    more = [one for one in parent.table.questions if one.name not in own.table.names]
    there = parent.taken(np.maximum(at, 0), index)
    columns = [column for one in more for column in there.columns(one.name).values()]
    known = at >= 0
    held = there.frame[columns]
    asked = there.bases[columns]
    if not known.all():
        held = pd.DataFrame({name: held[name].where(known) for name in columns}, index=index)
        asked = asked & known[:, None]
    mine = own.taken(np.arange(len(own)), index)
    return Answers(
        own.name,
        own.table.model_copy(update={"questions": [*own.table.questions, *more]}),
        pd.concat([mine.frame, held], axis="columns"),
        mine.keys,
        own.audit,
        pd.concat([mine.bases, asked], axis="columns"),
        {
            **{key: np.where(known, said, 0) for key, said in there.said.items() if key in columns},
            **own.said,
        },
        {**_of(parent.labels, more), **own.labels},
        {**_of(parent.points, more), **own.points},
        {
            **{key: said & known for key, said in _of(there.consented, more).items()},
            **own.consented,
        },
        {
            **{key: picks.of(known) for key, picks in _of(there.picks, more).items()},
            **mine.picks,
        },
        mine.figures,
        mine.clusters if mine.clusters is not None else _nested(mine, there, known),
        _persons(own, there, known, index),
        own.contradicted,
        {**{key: mask & known for key, mask in _of(there.moved, more).items()}, **own.moved},
    )


def places_in(own: Answers, parent: Answers) -> Places:
    """Give the place of the row that each row belongs to, shape ``(n,)``; -1 where there is none.

    Parameters
    ----------
    own, parent : as of `joined`.
    """
    return parent.frame.index.get_indexer(pd.Index(parents_of(own))).astype(np.intp)


def parents_of(own: Answers) -> pd.Series[str]:
    """Give the key of the row that each row belongs to.

    Parameters
    ----------
    own : of a table whose rows belong to those of another.
    """
    return own.keys[str(own.table.by)]


def _of(held: Mapping[str, V], more: Sequence[Question]) -> dict[str, V]:
    return {one.name: held[one.name] for one in more if one.name in held}


def _nested(mine: Answers, there: Answers, known: NDArray[np.bool_]) -> pd.Series[str]:
    """What rows are nested in: their parents' accounts, or the parents; the rest stand alone."""
    around = parents_of(mine) if there.clusters is None else there.clusters
    alone = pd.Series([f"\x1f{place}" for place in range(len(mine))], index=mine.frame.index)
    return around.where(known, alone).rename("cluster")


def _persons(
    own: Answers, there: Answers, known: NDArray[np.bool_], index: pd.Index
) -> pd.Series[str] | None:
    """Whose rows these are: of the respondent whom they belong to, or of their own first id."""
    if there.name == _RESPONDENTS:
        held = pd.Series(parents_of(own).to_numpy(), index=index, dtype="str")
    elif there.persons is not None:
        held = there.persons
    else:
        return pd.Series(own.frame.index.to_numpy(), index=index, dtype="str", name="person")
    alone = pd.Series([f"\x1f{place}" for place in range(len(own))], index=index)
    return held.where(known, alone).rename("person")
