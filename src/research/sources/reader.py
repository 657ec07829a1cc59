"""The reading room: files of respondents and assessed firms in, checked and tidy frames out."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import pandas as pd

from research.errors import InputError, Problem
from research.memory import read_once
from research.sources.cells import read_cells
from research.sources.contracts import (
    RANK,
    assessments_contract,
    enforce,
    respondents_contract,
)
from research.sources.keys import remark_alike
from research.sources.masking import mask_persons
from research.sources.privacy import PERSONAL, without_persons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from research.sources.cells import Cells

__all__ = [
    "Respondents",
    "judge_assessments",
    "judge_respondents",
    "read_assessments",
    "read_respondents",
]

WRITTEN = ("industry", "country", "reason")


@dataclass(frozen=True)
class Respondents:
    """Who answered, and how they ranked; nothing in it tells who they are.

    Parameters
    ----------
    frame : one row a respondent, by ``respondent``: groups, industry as written, country, reason
        (missing where none was given), further columns asked for.
    ranks : one row a respondent, one column a theme: its rank, 1 best.
    waived : one a respondent, whether they waived their anonymity; where the file has no column
        ``anonymity_waived``, nobody did.
    clusters : one a respondent, a mark of the account that they answer for, the same in every file;
        ``None`` where no column names it.
    """

    frame: pd.DataFrame
    ranks: pd.DataFrame
    waived: pd.Series[bool]
    clusters: pd.Series[str] | None = None


@read_once
def read_respondents(
    path: Path | str,
    *,
    themes: Sequence[str],
    groups: Mapping[str, Sequence[str]],
    required: Sequence[str] = WRITTEN,
    extra: Sequence[str] = (),
    personal: Sequence[str] = PERSONAL,
    cluster: str | None = None,
    complete: bool = True,
) -> Respondents:
    """Read respondents with their rankings.

    Parameters
    ----------
    path : a ``.csv``, ``.xlsx``, ``.sav`` or ``.parquet`` file with a column ``respondent`` and one
        ``rank_<key>`` for each theme.
    themes : keys of the k themes, in the study's order.
    groups : allowed labels of each column of groups.
    required : further columns that must be there; their cells may be empty.
    extra : further columns that are kept as text where they are there. Any other is a problem,
        lest something personal passes unseen.
    personal : columns that are dropped; what they say of anybody is also taken out of what
        respondents wrote (`research.sources.masking.mask_persons`).
    cluster : column that names the account of each respondent. It may be personal, since marks are
        kept in place of names; who has none there answers for themselves.
    complete : whether every theme must have a rank; if not, a missing one is NaN.

    Raises
    ------
    InputError
        With every problem: file, row, column, what stands there, what may.
    """
    cells = read_cells(path, numbers=[f"{RANK}{theme}" for theme in themes])
    contract = respondents_contract(
        themes=themes,
        groups=groups,
        required=[*required, *([cluster] if cluster and cluster not in personal else [])],
        optional=[*extra, *personal, "anonymity_waived"],
        complete=complete,
    )
    enforce(contract, cells, [*personal, *required])
    remark_alike(cells, "respondent")
    frame = cells.frame.set_index("respondent")
    for name in (*required, *extra):
        if name in frame and name not in personal:
            frame[name] = mask_persons(frame[name], frame, personal)
    given = frame[[f"{RANK}{theme}" for theme in themes]].set_axis(list(themes), axis="columns")
    ranks = given.astype("int64") if complete else given.apply(pd.to_numeric).astype("float64")
    kept = [name for name in (*groups, *required, *extra) if name in frame]
    tidy = without_persons(frame[list(dict.fromkeys(kept))], personal)
    said = frame.get("anonymity_waived", pd.Series("no", index=frame.index))
    nested = None if cluster is None else _marks(cells, frame, cluster)
    return Respondents(tidy.replace("", None), ranks, said == "yes", nested)


def _marks(cells: Cells, frame: pd.DataFrame, cluster: str) -> pd.Series[str]:
    """Marks of accounts that tell them apart, and nothing of their names."""
    if cluster not in frame:
        columns = ", ".join(map(str, cells.frame.columns))
        problem = Problem(
            cells.path, f"there is no column '{cluster}' that names accounts", allowed=columns
        )
        raise InputError([problem])
    names = frame[cluster].fillna("").str.strip().str.casefold()
    marks = [
        blake2b((name or f"respondent {own}").encode(), digest_size=8).hexdigest()
        for own, name in names.items()
    ]
    return pd.Series(marks, index=frame.index, name="cluster")


def judge_respondents(
    path: Path | str, *, themes: Sequence[str], groups: Mapping[str, Sequence[str]]
) -> None:
    """Hold a file of respondents against as much as is known of it.

    Parameters
    ----------
    path : as in `read_respondents`.
    themes : keys of the themes; none where they are not known.
    groups : allowed labels of the columns of groups that are known. Other columns are not judged.

    Raises
    ------
    InputError
        With every problem.
    """
    contract = respondents_contract(
        themes=themes,
        groups=groups,
        required=WRITTEN,
        optional=["anonymity_waived"],
        complete=True,
        strict=False,
    )
    cells = read_cells(path, numbers=[f"{RANK}{theme}" for theme in themes])
    enforce(contract, cells, [*PERSONAL, *WRITTEN])


def judge_assessments(path: Path | str) -> None:
    """Hold a file of assessed firms against what is known of it without its themes.

    Raises
    ------
    InputError
        With every problem.
    """
    enforce(assessments_contract(themes=(), sectors=None, strict=False), read_cells(path))


@read_once
def read_assessments(
    path: Path | str, *, themes: Sequence[str], sectors: Sequence[str] | None = None
) -> pd.DataFrame:
    """Read capability assessments of firms.

    Parameters
    ----------
    path : a ``.csv``, ``.xlsx``, ``.sav`` or ``.parquet`` file with columns ``firm``, ``sector``
        and one for each theme's score.
    themes : keys of the themes.
    sectors : allowed sectors; None for any.

    Returns
    -------
    pandas.DataFrame
        One row a firm, by ``firm``: sector, then the scores of 0 to 100, NaN where not assessed.

    Raises
    ------
    InputError
        With every problem: file, row, column, what stands there, what may.
    """
    cells = read_cells(path, numbers=themes)
    enforce(assessments_contract(themes=themes, sectors=sectors), cells)
    remark_alike(cells, "firm")
    frame = cells.frame.set_index("firm")
    scores: pd.DataFrame = frame[list(themes)].apply(pd.to_numeric)
    return pd.concat([frame[["sector"]], scores], axis="columns")
