"""Tables of data: a file, how to read it, what tells its rows apart, and its questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from research.edition.bases import Filter
from research.edition.coding import CodingBack
from research.edition.labels import ColumnName, LabelKey
from research.edition.levels import PLACE, LoopLevel
from research.edition.model import Model
from research.edition.paths import FilePath  # pydantic resolves it
from research.edition.worded import Questions, unread, worded_name
from research.errors import called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from research.edition.coding import Coding
    from research.edition.options import Row
    from research.edition.questions import Question

__all__ = ["DataTable", "Loop", "Platform"]

MOST = 4
"""Codes that words beside an option of several may be coded back to."""

Platform = Literal["qualtrics", "surveymonkey", "limesurvey"]


@dataclass(frozen=True)
class Loop:
    """Where the rows of a table come from that a file holds side by side.

    Parameters
    ----------
    level : as its author describes it.
    around : the table whose rows have it, with the questions that say which of them count.
    row : column that tells these apart.
    """

    level: LoopLevel
    around: DataTable
    row: str


class DataTable(Model):
    """A file of data: respondents' answers, or a further table such as accounts.

    What no question and no key names is not read. With ``strict`` such a column is an error, and so
    is each odd cell; without, they are counted and told.
    """

    file: FilePath = Field(
        description="relative to the parameter file: .csv, .tsv, .txt, .xlsx, .sav, .zsav, "
        ".parquet, or Triple-S (.sss, .xml) with its data beside it"
    )
    platform: Platform | None = Field(
        default=None,
        description="whose export it is, where heads and codes have a shape of their own",
    )
    sheet: str = Field(default="", description="of a workbook; the first where left out")
    header_rows: int = Field(
        default=1,
        ge=1,
        le=10,
        description="lines before the first row of data; as many as the platform's where left out",
    )
    skip_rows: int = Field(
        default=0, ge=0, le=100, description="filled rows of a sheet above its head: a title"
    )
    heads: Literal["as_written", "numbered"] = Field(
        default="as_written",
        description="numbered: heads that repeat are told apart by a number, Rating (2), and a "
        "column without a head is called by its place, column 8; else both are errors",
    )
    encoding: str = Field(default="", description="of a text file; found and said where left out")
    delimiter: str = Field(default="", max_length=1, description="of a text file; likewise")
    decimal: Literal[".", ","] = Field(default=".", description="mark in numbers: never guessed")
    thousands: Literal["", ".", ",", " ", "'"] = Field(
        default="", description="mark between thousands: never guessed"
    )
    id: ColumnName | list[ColumnName] | None = Field(
        default=None, description="what tells rows apart; row numbers where left out"
    )
    of: LabelKey | None = Field(default=None, description="table that each row belongs to")
    by: ColumnName | None = Field(default=None, description="column with the id of its row there")
    wave: ColumnName | None = Field(default=None, description="column that says which survey it is")
    one: str = Field(default="", description="what a row is called: rating, contact")
    many: str = Field(default="", description="what several are called: ratings, contacts")
    filter: Filter = Field(
        default_factory=dict,
        description="who counts, by question or column; the others are counted and told",
    )
    personal: list[ColumnName] = Field(
        default_factory=list, description="read only to take them out; nothing of them passes"
    )
    cluster: ColumnName | None = Field(
        default=None, description="account that respondents are nested in: every test uses it"
    )
    strict: bool = Field(
        default=False, description="whether odd cells and columns that nothing names are errors"
    )
    shared: bool = Field(
        default=False,
        description="whether the file has columns for other editions too: those that nothing names "
        "here are left, and neither told nor errors",
    )
    levels: dict[LabelKey, LoopLevel] = Field(
        default_factory=dict,
        description="loops by name: items that each row is asked about, which open as tables",
    )
    questions: Questions = Field(default_factory=list)
    _loop: Loop | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def _no_bare_path(cls, given: Any) -> Any:
        if isinstance(given, str):
            msg = (
                "a path alone is no table: write 'file:' and the path under its name, then 'id' "
                "and 'questions'; the respondents' table is called 'answers', 'cluster' stands in "
                "its table, and 'alternatives' are reconstructed.answers now"
            )
            raise ValueError(msg)
        return given

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.decimal == self.thousands:
            msg = f"decimal and thousands are both '{self.decimal}': they must differ"
            raise ValueError(msg)
        if (self.by is None) != (self.of is None):
            msg = "'of' and 'by' go together: the table that rows belong to, and the column for it"
            raise ValueError(msg)
        if bool(self.one) != bool(self.many):
            msg = "'one' and 'many' go together: what a row is called, and what several are"
            raise ValueError(msg)
        return self

    @property
    def loop(self) -> Loop | None:
        """Where its rows come from, where a file holds them side by side; None for most."""
        return self._loop

    def looped(self, name: str, own: str) -> DataTable:
        """Give a loop of its rows as a table.

        Parameters
        ----------
        name : of the loop.
        own : name of this table.
        """
        level = self.levels[name]
        row = self.ids[0] if self.ids else "row"
        asked = set(self.filter) & set(self.names)
        around = {"levels": {}, "questions": self.questions if asked else []}
        changed: dict[str, Any] = {
            "id": [row, level.id or PLACE],
            "of": own,
            "by": row,
            "wave": None,
            "cluster": None,
            "filter": {},
            "personal": [column for column in self.personal if column != row],
            "one": level.one,
            "many": level.many,
            "levels": {},
            "questions": level.questions,
        }
        found = self.model_copy(update=changed)
        found._loop = Loop(level, self.model_copy(update=around), row)
        return found

    @property
    def ids(self) -> list[str]:
        """Columns that together tell rows apart."""
        if self.id is None:
            return []
        return [self.id] if isinstance(self.id, str) else list(self.id)

    @property
    def named(self) -> list[str]:
        """Columns of the file that something names, in the order of the parameter file."""
        own = [self.by, self.wave, self.cluster]
        asked = [name for question in self.questions for name in question.file_columns]
        filters = [name for name in self.filter if name not in {q.name for q in self.questions}]
        loops = [name for level in self.levels.values() for name in level.file_columns]
        given = [*self.ids, *filter(None, own), *self.personal, *asked, *filters, *loops]
        return list(dict.fromkeys(given))

    @property
    def names(self) -> list[str]:
        """Names of its questions."""
        return [question.name for question in self.questions]

    @property
    def codings(self) -> dict[str, Coding]:
        """Codings by the question that they are of."""
        return {one.name: one.coding for one in self.questions if one.coding}

    @property
    def coded_back(self) -> dict[str, CodingBack]:
        """Codings of words beside an option, by the question that they are coded back into."""
        return dict(self._coded_back())

    def _coded_back(self) -> Iterator[tuple[str, CodingBack]]:
        for one in self.questions:
            option = one.back
            if option is not None and option.words and option.words.back:
                most = 1 if one.type == "single" else MOST
                of = worded_name(one.name, option.key)
                yield one.name, CodingBack(option.key, of, option.words.back, most)

    @property
    def readings(self) -> dict[str, Coding | CodingBack]:
        """All codings, of comments and of words beside options, by the question that they fill."""
        return {**self.codings, **self.coded_back}

    @property
    def uncoded(self) -> DataTable:
        """The table without its codings: what there is before anybody has read a comment."""
        asked = [unread(one) for one in self.questions if one.coding is None]
        return self.model_copy(update={"questions": asked})

    @property
    def frames(self) -> list[Path]:
        """Code frames, as the parameter file would name them."""
        return [self.file.parent / one.frame for one in self.codings.values()]

    @property
    def coding_files(self) -> list[Path]:
        """Files of codings, as the parameter file would name them."""
        named = [path for one in self.readings.values() for path in (one.file, one.second)]
        return [self.file.parent / path for path in named if path]

    @property
    def designs(self) -> dict[str, Path]:
        """Files of designs by question, as the parameter file would name them."""
        asked = {one.name: one.design for one in self.questions}
        return {name: self.file.parent / one.file for name, one in asked.items() if one}

    def holds(self, name: str) -> bool:
        """Whether it has a question of this name."""
        return name in self.names

    def reasons(self, name: str) -> str | None:
        """Name of the open question that asks for the reasons of another; None without one."""
        asked = (one for one in self.questions if one.type == "open" and one.of == name)
        return next((one.name for one in asked), None)

    def depth(self, name: str) -> int | None:
        """How many items of a ranking were asked for; None where no number is said."""
        return self.question(name).top

    def question(self, name: str) -> Question:
        """The question with this name.

        Raises
        ------
        UnknownNameError
            There is none.
        """
        known = {one.name: one for one in reversed(self.questions)}
        return called("question", name, known, f"questions to {self.file.name}")

    def owner(self, key: str) -> tuple[Question | None, Row | None]:
        """The question of this name, or the row of one that is called so, with its question."""
        for question in self.questions:
            if question.name == key:
                return question, None
            for row in question.rows:
                if row.key == key:
                    return question, row
        return None, None
