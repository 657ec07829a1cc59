"""Dummy tasks of a MaxDiff: a design where there is none yet, and picks without meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.sources.answers.maxdiff_sets import DesignSets
from research.statistics.choices.designs import maxdiff_design

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question

    Cells = list[str]

__all__ = ["design_frame", "dummy_design", "dummy_picks"]

_VERSIONS, _TIMES, _LARGEST = 4, 3, 5


def dummy_design(question: Question, *, seed: int = 0) -> DesignSets:
    """Design the tasks of a MaxDiff whose design is not there yet, as evenly as can be.

    Parameters
    ----------
    question : of type maxdiff.
    seed : the same seed gives the same design.
    """
    items, tasks = len(question.codes), len(question.tasks)
    wanted = min(-(-_TIMES * items // tasks), _LARGEST)
    size = max(2, min(max(wanted, -(-items // tasks)), items - 1))
    versions = _VERSIONS if question.design and question.design.version else 1
    if tasks * size < items:
        whole = np.tile(np.arange(items, dtype=np.int16), (versions, tasks, 1))
        return DesignSets(_named(versions), whole)
    made = maxdiff_design(range(items), per_set=size, sets=tasks, versions=versions, seed=seed).sets
    places = [name for name in made if str(name).startswith("item")]
    shown = made[places].to_numpy(dtype=np.int16).reshape(versions, tasks, size)
    return DesignSets(_named(versions), shown)


def _named(versions: int) -> tuple[str, ...]:
    return tuple(map(str, range(1, versions + 1)))


def design_frame(question: Question, sets: DesignSets) -> pd.DataFrame:
    """Give a design as its file has it: version, task, and the codes of the items shown.

    Parameters
    ----------
    question : of type maxdiff.
    sets : its design.
    """
    codes = [code.code for code in question.codes]
    rows = [
        [version, str(task), *(codes[at] if at >= 0 else "" for at in places.tolist())]
        for version, tasks in zip(sets.versions, sets.shown, strict=True)
        for task, places in enumerate(tasks, start=1)
    ]
    wide = sets.shown.shape[2]
    heads = ["version", "task", *(f"item{place}" for place in range(1, wide + 1))]
    return pd.DataFrame(rows, columns=heads, dtype="str")


def dummy_picks(
    question: Question, sets: DesignSets | None, count: int, rng: np.random.Generator
) -> dict[str, Cells]:
    """Make up the picks of people who answered all tasks.

    Parameters
    ----------
    question : of type maxdiff.
    sets : its design; ``None`` where columns say what each task showed.
    count : how many people.
    rng : source of chance.

    Returns
    -------
    By column of the file, as many cells as people.
    """
    codes = [code.code for code in question.codes]
    made: dict[str, Cells] = {}
    versions = rng.integers(len(sets.versions), size=count) if sets else np.zeros(count, dtype=int)
    if sets and question.design and question.design.version:
        made[question.design.version] = [sets.versions[at] for at in versions.tolist()]
    for number, task in enumerate(question.tasks):
        shown = sets.shown[versions, number] if sets else _drawn(len(codes), len(task.shown), count,
                                                                 rng)  # fmt: skip
        made |= dict(zip(task.shown, _cells(shown, codes), strict=False))
        order = np.argsort(np.where(shown >= 0, rng.random(shown.shape), np.inf), axis=1)
        last = (shown >= 0).sum(axis=1) - 1
        rows = np.arange(count)
        for column, at in ((task.best, order[:, 0]), (task.worst, order[rows, last])):
            made[column] = [codes[item] for item in shown[rows, at].tolist()]
    return made


def _drawn(items: int, places: int, count: int, rng: np.random.Generator) -> NDArray[np.int16]:
    """Items that columns say were shown: other ones for everybody."""
    order = rng.permuted(np.tile(np.arange(items, dtype=np.int16), (count, 1)), axis=1)
    spare = np.full((count, max(places - items, 0)), -1, dtype=np.int16)
    return np.concatenate([order[:, :places], spare], axis=1)


def _cells(shown: NDArray[np.int16], codes: Sequence[str]) -> list[Cells]:
    return [[codes[at] if at >= 0 else "" for at in column.tolist()] for column in shown.T]
