"""Contracts: what the cells of a data file may hold.

The contracts are pandera schemas over text cells, so that nothing is converted before it is known
to be right; every breach is found in one pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import InputError
from research.problems.breaches import translate
from research.sources.withholding import cells_shown, heads_shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandera.pandas import Check, Column, DataFrameSchema

    from research.sources.cells import Cells

__all__ = ["assessments_contract", "enforce", "respondents_contract"]

RANK = "rank_"


def respondents_contract(
    *,
    themes: Sequence[str],
    groups: Mapping[str, Sequence[str]],
    required: Sequence[str],
    optional: Sequence[str],
    complete: bool,
    strict: bool = True,
) -> DataFrameSchema:
    """Contract of a file of respondents.

    Parameters
    ----------
    themes : keys of the k themes; each has a column ``rank_<key>`` of distinct ranks 1 to k.
    groups : allowed labels of each column of groups.
    required : further columns that must be there, ``respondent`` the one that tells rows apart.
    optional : further columns that may be there; any other is a breach.
    complete : whether every theme must have a rank.
    strict : whether other columns are a breach; not where some that may be there are not known.
    """
    import pandera.pandas as pa

    ranks = [f"{RANK}{theme}" for theme in themes]
    allowed = [str(rank) for rank in range(1, len(themes) + 1)]
    columns = {
        **{name: pa.Column() for name in required},
        **{name: pa.Column(required=False) for name in optional},
        "respondent": _identity(),
        **{name: _labels(labels) for name, labels in groups.items()},
        **{name: _ranks(allowed, complete=complete) for name in ranks},
    }
    if "anonymity_waived" in columns:
        columns["anonymity_waived"] = _labels(
            ["yes", "no"], required=columns["anonymity_waived"].required
        )

    def distinct(frame: pd.DataFrame) -> pd.Series:
        given = frame[[name for name in ranks if name in frame]].to_numpy(dtype=object)
        places = np.sort(
            pd.Index(allowed).get_indexer(pd.Index(given.ravel())).reshape(given.shape), axis=1
        )
        doubled = (np.diff(places, axis=1) == 0) & (places[:, 1:] >= 0)
        return pd.Series(~doubled.any(axis=1), index=frame.index)

    return pa.DataFrameSchema(columns, checks=[pa.Check(distinct, name="distinct")], strict=strict)


def assessments_contract(
    *, themes: Sequence[str], sectors: Sequence[str] | None, strict: bool = True
) -> DataFrameSchema:
    """Contract of a file of assessed firms.

    Parameters
    ----------
    themes : keys of the themes; each has a column of scores from 0 to 100, empty where a firm was
        not assessed.
    sectors : allowed sectors; None for any.
    strict : whether other columns are a breach.
    """
    import pandera.pandas as pa

    columns = {
        "firm": _identity(),
        "sector": _filled() if sectors is None else _labels(sectors),
        **{theme: _scores() for theme in themes},
    }
    return pa.DataFrameSchema(columns, strict=strict)


def enforce(contract: DataFrameSchema, cells: Cells, personal: Sequence[str] = ()) -> None:
    """Hold a file's cells against their contract.

    Parameters
    ----------
    contract : of this module.
    cells : the file's.
    personal : columns of which no cell is shown, in whatever column it stands.

    Raises
    ------
    InputError
        With every breach: file, row, column, what stands there and what may. What may be personal
        is not shown (`research.sources.withholding`).
    """
    from pandera.errors import SchemaErrors

    required = [name for name, column in contract.columns.items() if column.required]
    try:
        contract.validate(cells.frame, lazy=True)
    except SchemaErrors as breach:
        breaches = breach.failure_cases
    else:
        return
    about = {name: column.metadata or {} for name, column in contract.columns.items()}
    frame, found = cells_shown(
        cells.frame,
        breaches,
        kinds={
            name: (str(item.get("kind")), item.get("allowed", ())) for name, item in about.items()
        },
        heads=heads_shown(cells.frame.columns.to_list(), required),
        personal=personal,
    )
    raise InputError(translate(contract, cells.path, frame, found))


def _identity() -> Column:
    import pandera.pandas as pa

    return pa.Column(
        checks=_filled_check(),
        unique=True,
        report_duplicates="exclude_first",
        metadata={"kind": "identity", "allowed": ()},
    )


def _filled() -> Column:
    import pandera.pandas as pa

    return pa.Column(checks=_filled_check(), metadata={"kind": "label", "allowed": ()})


def _filled_check() -> Check:
    import pandera.pandas as pa

    return pa.Check(lambda cells: cells != "", name="filled")


def _labels(labels: Sequence[str], *, required: bool = True) -> Column:
    import pandera.pandas as pa

    return pa.Column(
        checks=pa.Check.isin(list(labels)),
        required=required,
        metadata={"kind": "label", "allowed": tuple(labels)},
    )


def _ranks(allowed: Sequence[str], *, complete: bool) -> Column:
    import pandera.pandas as pa

    return pa.Column(
        checks=pa.Check.isin([*allowed] if complete else ["", *allowed]),
        metadata={"kind": "rank", "allowed": tuple(allowed)},
    )


def _scores() -> Column:
    import pandera.pandas as pa

    def within(cells: pd.Series) -> pd.Series:
        return pd.to_numeric(cells, errors="coerce").between(0, 100) | (cells == "")

    return pa.Column(checks=pa.Check(within, name="score"), metadata={"kind": "score"})
