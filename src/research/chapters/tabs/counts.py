"""What respondents count for in tables: a weight, an amount of their account, or one each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from research.chapters.tabs.rows import about_of, raking_of, weight_of, weight_used
from research.edition.parameters import ANSWERS
from research.errors import InputError, Problem
from research.problems.nearest import known_or_meant
from research.sources.answers.volumes import Amounts, amounts
from research.statistics.tables.concentration import Dominance
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from research.chapters.tabs.rows import Rows
    from research.statistics.samples.calibration import Calibration
    from research.study import Study

__all__ = [
    "NO_WEIGHT",
    "amounts_of",
    "count_notes",
    "count_words",
    "counted_by",
    "counts_of",
    "nesting",
]

_SAY = Frames(__file__)

NO_WEIGHT = "none"
"""In place of a weight: everybody counts for one."""

# Before the name of a volume, where one is asked for: no name of a weight has such a sign.
_VOLUME = "volume:"


def counted_by(study: Study, weight: str | None, volume: str, table: str = ANSWERS) -> str:
    """Say what respondents count for: a weight by its name, a volume, or nothing.

    Parameters
    ----------
    study : the edition.
    weight : as of `research.chapters.tabs.rows.weight_used`.
    volume : name of a volume, or nothing.
    table : that the tables are of.

    Raises
    ------
    InputError
        If both are asked for, or there is no such volume.
    """
    if not volume:
        return weight_used(study, weight, table)
    if weight:
        what = _SAY("both.what", weight=weight, volume=volume)
        raise InputError([Problem(study.path, what, hint=_SAY("both.hint"))])
    known = study.config.volumes
    if volume not in known:
        near = known_or_meant(volume, known) if known else _SAY("unknown.none")
        raise InputError([Problem(study.path, _SAY("unknown.what", volume=volume), hint=near)])
    return f"{_VOLUME}{volume}"


@lru_cache(maxsize=8)
def amounts_of(study: Study, volume: str, rows: Rows) -> Amounts:
    """Give a volume, split over the rows of each account.

    Parameters
    ----------
    study : the edition with its data.
    volume : its name.
    rows : that are counted.
    """
    named = study.config.volumes[volume]
    own = named.table == rows.table
    held = rows.answers if own else study.read(named.table)
    return amounts(rows.answers, held, volume, named, study.path)


def counts_of(study: Study, used: str, rows: Rows) -> pd.Series[float]:
    """Give what each row counts for.

    Parameters
    ----------
    study : the edition with its data.
    used : a weight or volume, of `counted_by`.
    rows : that are counted.
    """
    if used.startswith(_VOLUME):
        return amounts_of(study, used.removeprefix(_VOLUME), rows).shares
    return weight_of(study, used, rows)


def nesting(
    study: Study, used: str, rows: Rows
) -> tuple[pd.Series[str] | None, Calibration | None, Dominance | None]:
    """Say what rows are nested in, what their weights were raked over, and how much one may make.

    Parameters
    ----------
    study : the edition with its data.
    used : of `counted_by`; empty for one each.
    rows : that are counted.
    """
    if not used.startswith(_VOLUME):
        return rows.clusters, raking_of(study, used, rows) if used else None, None
    held = amounts_of(study, used.removeprefix(_VOLUME), rows)
    nested = held.accounts if held.accounts.duplicated().any() else None
    return nested, None, Dominance(most=study.config.privacy.dominant)


def count_words(study: Study, used: str) -> str:
    """Name what respondents count for, as tables print it; empty for one each.

    Parameters
    ----------
    study : the edition with its data.
    used : of `counted_by`.
    """
    if not used.startswith(_VOLUME):
        return used
    held = study.config.volumes[used.removeprefix(_VOLUME)]
    name = used.removeprefix(_VOLUME)
    if not held.unit:
        return _SAY("volume.bare", name=name)
    return _SAY("volume.unit", name=name, unit=held.unit)


def count_notes(study: Study, used: str, rows: Rows, inside: NDArray[np.bool_]) -> Iterator[str]:
    """Say of tables by volume what their shares are of, and what one account makes.

    Parameters
    ----------
    study : the edition with its data.
    used : of `counted_by`.
    rows : that are counted.
    inside : which of them are tabulated.
    """
    if not used.startswith(_VOLUME):
        return
    held, rule = amounts_of(study, used.removeprefix(_VOLUME), rows), Dominance()
    by_account = held.shares[inside].groupby(held.accounts[inside]).sum()
    largest = percent(100 * float(by_account.max() / by_account.sum()))
    about = about_of(study, rows.table)
    yield _SAY("shares", name=held.name, largest=largest, rows=about.many)
    if held.missing:
        many = held.missing > 1
        unit = about.many if many else about.one
        yield _SAY.form("missing", many=many, count=held.missing, unit=unit)
    if held.differing:
        many = held.differing > 1
        yield _SAY.form("differing", many=many, count=held.differing, rows=about.many)
    yield _SAY(
        "rule",
        most=percent(100 * study.config.privacy.dominant),
        compared=percent(100 * rule.compared),
        fewest=round(rule.fewest),
    )
