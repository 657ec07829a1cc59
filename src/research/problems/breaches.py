"""Breaches of a pandera contract as problems: row, column, what stands there, what may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.errors import Problem
from research.problems.nearest import meant, nearest
from research.problems.values import listed, one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd
    from pandera.pandas import DataFrameSchema

__all__ = ["translate"]


def translate(
    contract: DataFrameSchema, path: Path | str, frame: pd.DataFrame, cases: pd.DataFrame
) -> list[Problem]:
    """Turn the failure cases of a contract into problems.

    Parameters
    ----------
    contract : its columns say in their metadata what they hold: ``kind``, one of ``identity``,
        ``label``, ``rank`` and ``score``, and ``allowed``, the cells that may stand there.
    path : the file.
    frame : its cells as text; the index is the line in the file.
    cases : pandera's ``failure_cases``.

    Returns
    -------
    Each problem once, in the order of rows and columns.
    """
    wanted = [name for name, column in contract.columns.items() if column.required]
    if sum(name in frame for name in wanted) < len(wanted) / 4:
        # The first line is no head but somebody's answers: no word of it is shown.
        what = "the first line names next to none of the columns that are expected"
        hint = "put the names of the columns there"
        return [Problem(path, what, row=1, allowed=listed(wanted, most=40), hint=hint)]
    problems: dict[Problem, None] = {}
    told = _Breaches(contract, path, frame)
    for check, column, row, value in zip(
        cases["check"], cases["column"], cases["index"], cases["failure_case"], strict=True
    ):
        for problem in told.problems(str(check), str(column), row, value):
            problems[problem] = None
    order = {name: place for place, name in enumerate(frame.columns)}
    return sorted(problems, key=lambda each: (each.row or 0, order.get(each.column, len(order))))


class _Breaches:
    """The words for the breaches of one file."""

    def __init__(self, contract: DataFrameSchema, path: Path | str, frame: pd.DataFrame) -> None:
        self.contract = contract
        self.path = path
        self.frame = frame

    def problems(self, check: str, column: str, row: object, value: object) -> Iterator[Problem]:
        """Tell one failure case in a researcher's words."""
        if check == "column_in_dataframe":
            yield self._missing(str(value))
        elif check == "column_in_schema":
            yield self._unknown(str(value))
        elif check == "distinct":
            yield from self._doubled_ranks(int(str(row)))
        elif check == "field_uniqueness":
            if value:
                yield self._doubled(column, int(str(row)), str(value))
        else:
            yield self._wrong(column, int(str(row)), str(value))

    def _missing(self, name: str) -> Problem:
        what = "this column is missing"
        near = nearest(name, self.frame.columns)
        if near:
            return Problem(self.path, what, row=1, column=name, hint=f"is it '{near[0]}'?")
        hint = f"add it; the file has {listed(self.frame.columns, most=40)}"
        return Problem(self.path, what, row=1, column=name, hint=hint)

    def _unknown(self, name: str) -> Problem:
        free = [known for known in self.contract.columns if known not in self.frame]
        near = meant(name, free)
        hint = near or "delete it, or ask for it when reading"
        allowed = listed(free or self.contract.columns, most=40)
        what = "this column is unknown"
        return Problem(self.path, what, row=1, column=name, allowed=allowed, hint=hint)

    def _doubled_ranks(self, row: int) -> Iterator[Problem]:
        given: dict[str, list[str]] = {}
        for name, column in self.contract.columns.items():
            about = column.metadata or {}
            if about.get("kind") == "rank" and name in self.frame:
                rank = str(self.frame.loc[row, name])
                if rank in about["allowed"]:
                    given.setdefault(rank, []).append(name)
        for rank, names in given.items():
            if len(names) > 1:
                times = "twice" if len(names) == 2 else f"{len(names)} times"
                yield Problem(
                    self.path,
                    f"rank {rank} is given {times}, to {', '.join(names)}",
                    row=row,
                    column=names[1],
                    allowed="each rank once in a row",
                )

    def _doubled(self, name: str, row: int, value: str) -> Problem:
        first = int(str(self.frame.index[self.frame[name] == value][0]))
        return Problem(
            self.path,
            f"{shown(value)} is given twice, first in row {first}",
            row=row,
            column=name,
            allowed=f"each {name} once",
            hint="delete the copy, or give it a name of its own",
        )

    def _wrong(self, name: str, row: int, value: str) -> Problem:
        about = self.contract.columns[name].metadata or {}
        kind, known = str(about.get("kind")), about.get("allowed", ())
        hint = ""
        if not value:
            fault = "the cell is empty"
        elif kind == "label":
            fault, hint = f"{shown(value)} is unknown", meant(value, known)
        elif kind == "rank":
            fault = _wrong_rank(value)
        else:
            fault = f"{shown(value)} is no score"
        allowed = {
            "label": listed(known, most=40) or "any text",
            "rank": f"whole numbers from 1 to {len(known)}, each once in a row",
            "score": "numbers from 0 to 100",
            "identity": f"one {name} in each row",
        }[kind]
        return Problem(self.path, fault, row=row, column=name, allowed=allowed, hint=hint)


def _wrong_rank(value: str) -> str:
    try:
        int(value)
    except ValueError:
        return f"{shown(value)} is no whole number"
    return f"there is no rank {one_line(value)}"
