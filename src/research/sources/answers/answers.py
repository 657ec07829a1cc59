"""Answers: a table of data as its questions describe it, tidy and typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import called
from research.sources.answers.parts import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from research.edition.tables import DataTable
    from research.sources.answers.findings import Audit
    from research.sources.answers.picks import Picks

__all__ = ["Answers", "plain", "whole"]

_SAID = ("none", "dont_know", "refused", "not_asked")


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers of n records that count; nothing in it tells who anybody is.

    Parameters
    ----------
    name : of the table.
    table : as its author describes it.
    frame : one row a record, by its id as text. A single answer is a category: the text of its
        code, other, none, don't know and refused last. Questions with rows have a column a row,
        ``question.row``: true, false or missing for options, a rank, a share, or a number of the
        scale. Numbers are NaN, days NaT, texts missing where there is no answer.
    keys : further ids, the key of the row in another table, the survey: text, empty where blank.
    audit : what was read and what is odd.
    bases : who was asked, one column for each of the frame's.
    said : number of the role of answers (`research.sources.answers.parts.ROLES`), of the frame's
        columns that hold any but plain answers.
    labels : of each question with a scale, the words for its numbers.
    points : of each question with a scale, the numbers that its codes stand for.
    consented : of each open question that asks for consent, who may be quoted by name of sector.
    picks : of each MaxDiff, its tasks.
    figures : columns of numbers that weights and volumes stand in.
    clusters : marks of the accounts that records are nested in, the same in every file; ``None``
        where no column names them.
    persons : whose records they are, where a person may have several; ``None`` where each has one.
    contradicted : which records hold answers that cannot be true, by the kind of finding
        (`research.sources.answers.contradictions`) and the question.
    moved : of each question that words beside an option are coded back into, whose were.
    """

    name: str
    table: DataTable
    frame: pd.DataFrame
    keys: pd.DataFrame
    audit: Audit
    bases: pd.DataFrame
    said: Mapping[str, NDArray[np.int8]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[float, str]] = field(default_factory=dict)
    points: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    consented: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    picks: Mapping[str, Picks] = field(default_factory=dict)
    figures: pd.DataFrame = field(default_factory=pd.DataFrame)
    clusters: pd.Series[str] | None = None
    persons: pd.Series[str] | None = None
    contradicted: Mapping[tuple[str, str], NDArray[np.bool_]] = field(default_factory=dict)
    moved: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many records count."""
        return len(self.keys)

    def columns(self, name: str) -> dict[str, str]:
        """Columns of the frame that hold a question, by the keys of its rows.

        Parameters
        ----------
        name : of a question. A question with one column has itself as the key.

        Raises
        ------
        UnknownNameError
            There is no such question.
        """
        if name in self.frame.columns:
            return {name: name}
        start = f"{name}."
        found = {
            column.removeprefix(start): column
            for column in map(str, self.frame.columns)
            if column.startswith(start)
        }
        if not found and name not in self.table.names:
            called("question", name, dict.fromkeys(self.table.names), f"table '{self.name}'")
        return found

    def question(self, name: str) -> pd.DataFrame:
        """Give the answers to one question.

        Parameters
        ----------
        name : of a question.

        Returns
        -------
        pandas.DataFrame
            One row a record; one column a row, option or item by its key, or one by the question's
            name.
        """
        columns = self.columns(name)
        return self.frame[list(columns.values())].set_axis(list(columns), axis="columns")

    def asked(self, name: str, row: str = "") -> pd.Series[bool]:
        """Say who was asked a question.

        Parameters
        ----------
        name : of a question.
        row : key of a row, which may have been shown to some only; any of them if left out.
        """
        wanted = self._wanted(name, row)
        return self.bases[wanted].any(axis="columns").rename(name)

    def roles(self, name: str, row: str = "") -> pd.DataFrame:
        """Say who gave an answer that is none of the ordinary ones.

        Parameters
        ----------
        name : of a question.
        row : key of a row; any of them if left out.

        Returns
        -------
        pandas.DataFrame
            One row a record: ``none, dont_know, refused, not_asked``, true or false.
        """
        wanted = self._wanted(name, row)
        said = [self.said[column] for column in wanted if column in self.said]
        found = {
            role: np.logical_or.reduce(
                [np.zeros(len(self.frame), dtype=bool), *(one == ROLES.index(role) for one in said)]
            )
            for role in _SAID
        }
        return pd.DataFrame(found, index=self.frame.index)

    def _wanted(self, name: str, row: str) -> list[str]:
        """Columns of a question, or that of one of its rows."""
        columns = self.columns(name)
        return [called("row", row, columns, f"'{name}'")] if row else list(columns.values())

    def taken(self, places: NDArray[np.intp], index: pd.Index | None = None) -> Answers:
        """Give some of the records, in an order of one's own; one may be taken several times.

        Parameters
        ----------
        places : of the records, from 0, shape ``(m,)``.
        index : names of those taken; their own where left out.
        """

        def some(held: pd.DataFrame) -> pd.DataFrame:
            found = held.take(places)
            return found if index is None else found.set_axis(index)

        def one(held: pd.Series[str] | None) -> pd.Series[str] | None:
            return None if held is None else some(held.to_frame()).iloc[:, 0]

        return Answers(
            self.name,
            self.table,
            some(self.frame),
            some(self.keys),
            self.audit,
            some(self.bases),
            {key: said[places] for key, said in self.said.items()},
            self.labels,
            self.points,
            {key: said[places] for key, said in self.consented.items()},
            {key: picks.taken(places) for key, picks in self.picks.items()},
            some(self.figures) if len(self.figures.columns) else pd.DataFrame(index=index),
            one(self.clusters),
            one(self.persons),
            {key: mask[places] for key, mask in self.contradicted.items()},
            {key: mask[places] for key, mask in self.moved.items()},
        )

    def consents(self, name: str) -> pd.Series[bool]:
        """Say who may be quoted by name of sector; nobody where the question asks for no consent.

        Parameters
        ----------
        name : of an open question.
        """
        given = self.consented.get(name, np.zeros(len(self.frame), dtype=bool))
        return pd.Series(given, index=self.frame.index, name=name)

    def weight(self, column: str) -> pd.Series[float]:
        """Give a column of weights or volumes, NaN where blank or no such number.

        Parameters
        ----------
        column : of the file, asked for when it was read.
        """
        given = {str(name): self.figures[name] for name in self.figures}
        return called("weight or volume read from column", column, given, f"table '{self.name}'")

    def profile(self, names: Iterable[str]) -> pd.DataFrame:
        """Give the answers to some questions as plain columns.

        Parameters
        ----------
        names : of questions with one column each.

        Returns
        -------
        pandas.DataFrame
            One row a record; texts in place of categories, missing where there is no answer.
        """
        columns = [self.question(name)[name] for name in names]
        return plain(pd.concat([self.keys[[]], *columns], axis="columns"))

    def texts(self, name: str) -> pd.Series[str]:
        """Give the answers to one question as texts, missing where there is no answer.

        Parameters
        ----------
        name : of a question with one column, such as a single or an open one.
        """
        return self.profile([name])[name]

    def tidy(self, key: str) -> pd.DataFrame:
        """Give a further table as analyses of accounts take it: keys and answers as plain columns.

        Parameters
        ----------
        key : what its id is called.

        Returns
        -------
        pandas.DataFrame
            One row a record: the id, the key of its row in another table under that table's name,
            the wave as a number where it is one, then the answers: those of questions with rows by
            their keys.
        """
        table = self.table
        rows = {f"{one.name}.{row.key}": row.key for one in table.questions for row in one.rows}
        frame = plain(self.frame).rename(columns=rows)
        keys = self.keys.set_axis(frame.index)
        if table.wave in keys:
            keys[table.wave] = keys[table.wave].map(_number)
        if table.by in keys:
            keys = keys.rename(columns={table.by: str(table.of).removesuffix("s")})
        answered = frame.apply(whole)
        made = pd.concat([keys, answered], axis="columns")
        made.insert(0, key, frame.index.astype("str"))
        return made.reset_index(drop=True)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Give categories as text, missing where there is no answer.

    Parameters
    ----------
    frame : of `Answers`.
    """
    texts = {
        name: frame[name].astype("str").where(frame[name].notna(), None)
        for name in frame.columns
        if isinstance(frame[name].dtype, pd.CategoricalDtype)
    }
    return frame.assign(**texts)


def _number(text: str) -> object:
    return int(text) if text.isdigit() else text


def whole(column: pd.Series[Any]) -> pd.Series[Any]:
    """Give numbers as whole ones where all are, and days in the unit of pandas.

    Parameters
    ----------
    column : answers to one question.
    """
    if column.dtype.kind == "M":
        return column.astype("datetime64[us]")
    if column.dtype.kind != "f" or column.isna().any() or (column % 1 != 0).any():
        return column
    return column.astype("int64")
