"""Dummy data: answers without meaning, in the shape that fieldwork will bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.edition.levels import PLACE
from research.errors import StatisticsError
from research.simulation.cells import END, dummy_cells, members
from research.simulation.maxdiff import dummy_design, dummy_picks
from research.simulation.people import made_up_people
from research.simulation.routing import asked_in_order, led, named_in
from research.sources.answers.personal import kind_of_head

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from research.edition.parameters import Edition
    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.sources.answers.maxdiff_sets import DesignSets

__all__ = ["dummy_tables"]

# Rows that one row of the table they belong to has, and respondents of one account.
_EACH = 3
_ANSWERED = 0.5
# Between the seeds of the items of a loop.
_APART = 101
# What a loop has no columns of its own for.
_BARE: dict[str, Any] = {
    "id": None, "of": None, "by": None, "wave": None, "cluster": None, "filter": {},
    "personal": [], "levels": {},
}  # fmt: skip


def dummy_tables(
    edition: Edition,
    *,
    count: int = 100,
    seed: int = 0,
    designs: Mapping[str, Mapping[str, DesignSets]] | None = None,
) -> dict[str, pd.DataFrame]:
    """Make up every table of an edition as its questions describe them.

    Everybody who is asked a question answers it, at random; of a question whose base has no filter,
    half do. Answers come with falling shares, each at least once as long as there are enough rows,
    so that small bases show up before fieldwork does. Every weight is 1.

    Parameters
    ----------
    edition : the parameter file.
    count : rows of a table; one that others belong to has a third as many.
    seed : the same seed gives the same tables.
    designs : of each MaxDiff that has one, by table and question; made up if left out.

    Returns
    -------
    By name, one row a record, all cells as text, empty where there is no answer; the columns that
    the parameter file names, in its order.

    Raises
    ------
    StatisticsError
        If there is nobody to make up.
    """
    if count < 1:
        msg = f"{count} respondents: at least one is needed"
        raise StatisticsError(msg)
    made: dict[str, pd.DataFrame] = {}
    held = {table.of for table in edition.data.values()}
    for name in _in_order(edition.data):
        table = edition.table(name)
        if table is not None:
            rows = max(count // _EACH, 1) if name in held else count
            place = [*edition.data].index(name)
            known = (designs or {}).get(name, {})
            frame = _Made(edition, name, table, rows, seed + place, known).frame(made)
            made[name] = _with_loops(edition, table, frame, seed + place)
    return made


def _with_loops(edition: Edition, table: DataTable, frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Add columns of loops: everybody is asked of the first item, some of the next ones."""
    rng, beside = np.random.default_rng(seed), [frame]
    for name, level in table.levels.items():
        many = rng.integers(1, len(level.items) + 1, size=len(frame))
        first = rng.integers(len(frame), size=len(frame))
        alone = table.model_copy(update={**_BARE, "questions": level.questions})
        for at, item in enumerate(level.items):
            made = _Made(edition, name, alone, len(frame), seed + _APART * (at + 1), {}).frame({})
            if level.id is not None:
                known = sorted(set(made.get(level.id, ()))) or level.items
                # Nobody is asked of an item twice, as far as there are so many.
                made[level.id] = [known[(own + at) % len(known)] for own in first.tolist()]
            columns = {
                column: column.replace(PLACE, item)
                for column in map(str, made.columns)
                if column != PLACE
            }
            made = made[[*columns]].rename(columns=columns)
            made.loc[many <= at] = ""
            beside.append(made)
    return pd.concat(beside, axis="columns")


def _in_order(tables: Mapping[str, DataTable]) -> list[str]:
    """Names of tables, each after the one that its rows belong to."""
    order: list[str] = []
    while left := [name for name in tables if name not in order]:
        ready = [name for name in left if tables[name].of not in left or tables[name].of == name]
        order += ready or left
    return order


class _Made:
    """One table that is made up, column by column.

    Parameters
    ----------
    edition : the parameter file.
    name : of the table.
    table : with its questions.
    count : how many rows.
    seed : of chance.
    designs : of each MaxDiff that has one.
    """

    def __init__(
        self,
        edition: Edition,
        name: str,
        table: DataTable,
        count: int,
        seed: int,
        designs: Mapping[str, DesignSets],
    ) -> None:
        self.designs = designs
        self.edition, self.name, self.table, self.count = edition, name, table, count
        self.rng = np.random.default_rng(seed)
        self.people = made_up_people(["Management"] * count, seed=seed)
        self.wanted = named_in(table)
        self.cells: dict[str, list[str]] = {}

    def frame(self, others: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Make the table; its keys point to rows of the others."""
        self._keys(others)
        self._persons()
        for column in self._filtered():
            self._fill(column, [*self.wanted[column], "Dummy answer"])
        for question in asked_in_order(self.table):
            self._ask(question)
        self._figures()
        order = [*(name for name in self.table.named if name in self.cells), *self.cells]
        return pd.DataFrame({column: self.cells[column] for column in order}, dtype="str")

    def _keys(self, others: Mapping[str, pd.DataFrame]) -> None:
        table = self.table
        if table.ids:
            letter = self.name[0].upper() if self.name[0].isalpha() else "D"
            self.cells[table.ids[0]] = [f"{letter}{at:04d}" for at in range(1, self.count + 1)]
        held = self.edition.data.get(table.of or "")
        if table.of and table.by and held is not None and held.ids and table.of in others:
            self._fill(table.by, others[table.of][held.ids[0]].to_list(), evenly=True)
        if table.wave:
            surveys = self.edition.supplier.surveys if self.edition.supplier else ()
            self._fill(table.wave, [str(one) for one in surveys or ()] or [self.edition.edition])
        accounts = max(self.count // _EACH, 1)
        for column in filter(None, (table.by, table.cluster)):
            self._fill(column, [f"K{at:04d}" for at in range(1, accounts + 1)], evenly=True)
        for column in table.ids[1:]:
            self._fill(column, ["1"])

    def _persons(self) -> None:
        for column in self.table.personal:
            if column not in self.cells:
                self.cells[column] = _personal(column, self.people)

    def _filtered(self) -> list[str]:
        """Columns that filters name and no question answers."""
        known = {one.name for one in self.table.questions}
        asked = {column for one in self.table.questions for column in one.file_columns}
        rows = {row.key for one in self.table.questions for row in one.rows}
        return [
            key
            for key in self.wanted
            if key not in known | asked | rows and key.partition(".")[0] not in known
        ]

    def _fill(self, column: str, values: Sequence[str], *, evenly: bool = False) -> None:
        if column not in self.cells:
            places = self.rng.integers(len(values), size=self.count).tolist()
            drawn = (
                [values[at] for at in places] if evenly else members(values, self.count, self.rng)
            )
            self.cells[column] = drawn  # fmt: skip

    def _ask(self, question: Question) -> None:
        rows = {row.column: row.key for row in question.rows}
        made = self._picked(question) or dummy_cells(
            question,
            self.count,
            self.rng,
            worded=self._worded(question),
            wanted=self.wanted.get(question.name, ()),
            end=self._end,
        )
        for column, cells in made.items():
            # Keys and words beside an option stand where they stood first.
            if column not in self.cells:
                asked = self._asked(question, rows.get(column, ""))
                said = zip(cells, asked.tolist(), strict=True)
                self.cells[column] = [cell if was else "" for cell, was in said]

    def _picked(self, question: Question) -> dict[str, list[str]]:
        if question.type != "maxdiff":
            return {}
        known = self.designs.get(question.name)
        made = dummy_design(question) if question.design and known is None else known
        return dummy_picks(question, made, self.count, self.rng)

    def _asked(self, question: Question, row: str) -> np.ndarray:
        """Who was asked a question, or a row of it."""
        leads = question.led_by(row)
        found = [led(self.table, one, self.cells, self.count) for one in leads]
        masks = [mask for mask in found if mask is not None]
        if masks:
            whole: np.ndarray = np.logical_and.reduce(masks)
            return whole
        if question.base_of(row) is None:
            return np.ones(self.count, dtype=bool)
        return self.rng.random(self.count) < _ANSWERED

    def _worded(self, question: Question) -> set[str]:
        others = [one for one in self.table.questions if one is not question and one.type == "open"]
        return {column for one in others for column in one.file_columns}

    @property
    def _end(self) -> datetime.date:
        supplier = self.edition.supplier
        return supplier.today or END if supplier else END

    def _figures(self) -> None:
        for weight in self.edition.weights.values():
            if weight.table == self.name:
                for column in weight.columns:
                    self._fill(column, ["1"])
        for volume in self.edition.volumes.values():
            if volume.table == self.name:
                self._fill(volume.column, [str(1000 * at) for at in range(1, 11)], evenly=True)


def _personal(column: str, people: pd.DataFrame) -> list[str]:
    """Give a column of people who never existed, by what its head asks for."""
    head = column.casefold()
    kind = kind_of_head(column)
    if kind in ("firm", "title"):
        return people["company" if kind == "firm" else "job_title"].to_list()
    if "mail" in head:
        return people["email"].to_list()
    if kind != "name" and "name" not in head:
        return [f"made up {number}" for number in range(1, len(people) + 1)]
    part = 0 if "first" in head else 1 if "last" in head else None
    names = people["name"].to_list()
    return names if part is None else [name.split()[part] for name in names]
