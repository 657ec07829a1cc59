"""Levels: loops of a questionnaire, in which one respondent is asked the same of several items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from research.edition.labels import ColumnName
from research.edition.model import Model
from research.edition.worded import Questions

if TYPE_CHECKING:
    from typing import Self

__all__ = ["PLACE", "LoopLevel"]

PLACE = "{i}"
"""Stands in names of columns for each item in turn; alone, for the item itself."""


class LoopLevel(Model):
    """A loop: of each row several items are asked about, each in columns of its own.

    It opens as a further table with a row for each item that was asked about, and its questions are
    written once.
    """

    items: list[str] = Field(
        min_length=1, description="what stands for {i} in names of columns: [1, 2, 3]"
    )
    id: ColumnName | None = Field(
        default=None,
        description="column that says which item it is, such as sup_{i}: where it is blank, "
        "nothing was asked; the place in the loop where left out",
    )
    one: str = Field(default="", description="what a row is called: rating")
    many: str = Field(default="", description="what several are called: ratings")
    questions: Questions = Field(
        min_length=1, description="asked of each item, with {i} in the names of their columns"
    )

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if len(set(self.items)) < len(self.items):
            msg = f"an item is given twice: {', '.join(self.items)}"
            raise ValueError(msg)
        if bool(self.one) != bool(self.many):
            msg = "'one' and 'many' go together: what a row is called, and what several are"
            raise ValueError(msg)
        for name in (*([self.id] if self.id else []), *self.columns):
            if PLACE not in name:
                msg = f"the column '{name}' has no {PLACE}, which stands for each item in turn: "
                msg += "what is asked once is a question of the table around the loop"
                raise ValueError(msg)
        return self

    @property
    def columns(self) -> list[str]:
        """Columns of its questions, with {i} for the item."""
        return list(dict.fromkeys(name for one in self.questions for name in one.file_columns))

    @property
    def file_columns(self) -> list[str]:
        """All columns of the file that it is read from."""
        wanted = [*([self.id] if self.id else []), *self.columns]
        return [column for name in wanted if name != PLACE for column in self.originals(name)]

    def originals(self, name: str) -> list[str]:
        """Give the columns of the file that one with {i} stands for, item by item.

        Parameters
        ----------
        name : of a column.
        """
        return [name.replace(PLACE, item) for item in self.items]
