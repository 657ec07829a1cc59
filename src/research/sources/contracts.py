"""Contracts: what the cells of a data file may hold, and its breaches as problems of the input.

The contracts are pandera schemas over text cells, so that nothing is converted before it is known
to be right; every breach is found in one pass and translated here, and only here.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
) -> DataFrameSchema:
    """Contract of a file of respondents.

    Parameters
    ----------
    themes : keys of the k themes; each has a column ``rank_<key>`` of distinct ranks 1 to k.
    groups : allowed labels of each column of groups.
    required : further columns that must be there, ``respondent`` the one that tells rows apart.
    optional : further columns that may be there; any other is a breach.
    complete : whether every theme must have a rank.
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

    return pa.DataFrameSchema(columns, checks=[pa.Check(distinct, name="distinct")], strict=True)


def assessments_contract(
    *, themes: Sequence[str], sectors: Sequence[str] | None
) -> DataFrameSchema:
    """Contract of a file of assessed firms.

    Parameters
    ----------
    themes : keys of the themes; each has a column of scores from 0 to 100, empty where a firm was
        not assessed.
    sectors : allowed sectors; None for any.
    """
    import pandera.pandas as pa

    columns = {
        "firm": _identity(),
        "sector": _filled() if sectors is None else _labels(sectors),
        **{theme: _scores() for theme in themes},
    }
    return pa.DataFrameSchema(columns, strict=True)


def enforce(contract: DataFrameSchema, cells: Cells) -> None:
    """Hold a file's cells against their contract.

    Raises
    ------
    InputError
        With every breach: file, row, column, what stands there and what may.
    """
    from pandera.errors import SchemaErrors

    try:
        contract.validate(cells.frame, lazy=True)
    except SchemaErrors as breach:
        found = breach.failure_cases
    else:
        return
    problems: dict[Problem, None] = {}
    for _, case in found.iterrows():
        for problem in _problems(contract, cells, case):
            problems[problem] = None
    order = {name: place for place, name in enumerate(cells.frame.columns)}
    raise InputError(
        sorted(problems, key=lambda each: (each.row or 0, order.get(each.column, len(order))))
    )


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


def _problems(contract: DataFrameSchema, cells: Cells, case: pd.Series) -> Iterator[Problem]:
    """Tell one failure case of pandera in a researcher's words."""
    check, value = str(case["check"]), case["failure_case"]
    if check == "column_in_dataframe":
        yield _missing_column(cells, str(value))
    elif check == "column_in_schema":
        yield _unknown_column(contract, cells, str(value))
    elif check == "distinct":
        yield from _doubled_ranks(contract, cells, int(case["index"]))
    elif check == "field_uniqueness":
        if value:
            yield _doubled_identity(cells, str(case["column"]), int(case["index"]), str(value))
    else:
        yield _wrong_cell(contract, cells, str(case["column"]), int(case["index"]), str(value))


def _missing_column(cells: Cells, name: str) -> Problem:
    near = get_close_matches(name, list(cells.frame.columns), n=1)
    found = ", ".join(cells.frame.columns)
    hint = f"is it '{near[0]}'?" if near else f"add it; the file has {found}"
    return Problem(cells.path, "this column is missing", row=1, column=name, hint=hint)


def _unknown_column(contract: DataFrameSchema, cells: Cells, name: str) -> Problem:
    free = [known for known in contract.columns if known not in cells.frame]
    near = get_close_matches(name, free, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "delete it, or ask for it when reading"
    allowed = ", ".join(free or contract.columns)
    return Problem(
        cells.path, "this column is unknown", row=1, column=name, allowed=allowed, hint=hint
    )


def _doubled_ranks(contract: DataFrameSchema, cells: Cells, row: int) -> Iterator[Problem]:
    given: dict[str, list[str]] = {}
    for name, column in contract.columns.items():
        about = column.metadata or {}
        if about.get("kind") == "rank" and name in cells.frame:
            rank = str(cells.frame.loc[row, name])
            if rank in about["allowed"]:
                given.setdefault(rank, []).append(name)
    for rank, names in given.items():
        if len(names) > 1:
            times = "twice" if len(names) == 2 else f"{len(names)} times"
            yield Problem(
                cells.path,
                f"rank {rank} is given {times}, to {', '.join(names)}",
                row=row,
                column=names[1],
                allowed="each rank once in a row",
            )


def _doubled_identity(cells: Cells, name: str, row: int, value: str) -> Problem:
    first = int(cells.frame.index[cells.frame[name] == value][0])
    return Problem(
        cells.path,
        f"'{value}' is given twice, first in row {first}",
        row=row,
        column=name,
        allowed=f"each {name} once",
        hint="delete the copy, or give it a name of its own",
    )


def _wrong_cell(
    contract: DataFrameSchema, cells: Cells, name: str, row: int, value: str
) -> Problem:
    about = contract.columns[name].metadata or {}
    kind, known = str(about.get("kind")), about.get("allowed", ())
    if not value:
        fault, hint = "the cell is empty", ""
    elif kind == "label":
        near = get_close_matches(value, known, n=1)
        fault, hint = f"'{value}' is unknown", f"did you mean '{near[0]}'?" if near else ""
    elif kind == "rank":
        fault, hint = _wrong_rank(value), ""
    else:
        fault, hint = f"'{value}' is no score", ""
    allowed = {
        "label": ", ".join(known) or "any text",
        "rank": f"whole numbers from 1 to {len(known)}, each once in a row",
        "score": "numbers from 0 to 100",
        "identity": f"one {name} in each row",
    }[kind]
    return Problem(cells.path, fault, row=row, column=name, allowed=allowed, hint=hint)


def _wrong_rank(value: str) -> str:
    try:
        int(value)
    except ValueError:
        return f"'{value}' is no whole number"
    return f"there is no rank {value}"
