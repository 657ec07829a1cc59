"""Dummy codings: codes of made-up comments, in the files that coders would fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.coding import coded_columns
from research.sources.answers.codings import CODE, CODER

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from research.edition.tables import DataTable

__all__ = ["codings_apart"]

_NOBODY = "nobody: made up"


def codings_apart(
    frame: pd.DataFrame, table: DataTable, place: Path
) -> tuple[pd.DataFrame, dict[Path, pd.DataFrame]]:
    """Take the codes of comments out of a made-up table.

    Parameters
    ----------
    frame : all cells as text, the codes of comments in columns of their own.
    table : with its questions.
    place : of the table's file.

    Returns
    -------
    The table as its file holds it, and by their paths the codings that stand beside it.
    """
    files = {}
    for name, coding in table.codings.items():
        columns = coded_columns(name, coding.most)
        made = frame[[*table.ids, *columns]]
        heads = dict(zip(columns, (CODE.format(place=at + 1) for at in range(len(columns))),
                         strict=True))  # fmt: skip
        made = made[(made[columns] != "").any(axis="columns")].rename(columns=heads)
        frame = frame.drop(columns=columns)
        for file in filter(None, (coding.file, coding.second)):
            files[place.parent / file] = made.assign(**{CODER: _NOBODY})
    return frame, files
