"""What is heard beside the survey, as chapters take it: tables as frames, parts that are set."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from research.errors import InputError, Problem

if TYPE_CHECKING:
    import pandas as pd

    from research.edition.listening import Listening
    from research.study import Study

__all__ = ["answers_of", "listening", "part_of", "who"]


def listening(study: Study) -> Listening:
    """What the parameter file says under ``supplier.listening``.

    Raises
    ------
    InputError
        If it says nothing.
    """
    if (own := study.supplier.listening) is None:
        raise InputError(_lacking(study, "supplier.listening"))
    return own


def part_of(study: Study, name: str) -> Any:
    """One part of it.

    Raises
    ------
    InputError
        If the parameter file does not have it.
    """
    own = getattr(listening(study), name)
    if not own:
        raise InputError(_lacking(study, f"supplier.listening.{name}"))
    return own


def _lacking(study: Study, key: str) -> list[Problem]:
    return [Problem(study.path, "this key is missing", key=key)]


@lru_cache(maxsize=32)
def answers_of(study: Study, table: str) -> pd.DataFrame:
    """Give a table as columns; of one asked in waves, the present survey.

    Parameters
    ----------
    study : with the table.
    table : its name.
    """
    held = study.table(table)
    frame = study.read(table).tidy("id")
    surveys = study.supplier.surveys
    if surveys is not None and held.wave in frame:
        return frame[frame[held.wave] == surveys[1]]
    return frame


def who(study: Study, table: str) -> str:
    """What the rows of a table are called, in the plural.

    Parameters
    ----------
    study : with the table.
    table : its name.
    """
    return study.table(table).many or table
