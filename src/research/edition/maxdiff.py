"""MaxDiff: tasks in which the best and the worst of some items were picked, and their design."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from research.edition.labels import ColumnName
from research.edition.model import Model
from research.edition.paths import FilePath

__all__ = ["Design", "Task", "tasks_of"]

_MOST_TASKS = 200


class Task(Model):
    """One set of items: the columns with its best and its worst one."""

    best: ColumnName
    worst: ColumnName
    shown: list[ColumnName] = Field(
        default_factory=list,
        description="columns with the items shown, where no design file says them",
    )


class Design(Model):
    """The file that says which items each task showed."""

    file: FilePath = Field(
        description="beside the file of the table: a column version, a column task or set, and the "
        "items shown, a column a place"
    )
    version: ColumnName | None = Field(
        default=None,
        description="column of the answers that says which version a respondent had; one for all "
        "where left out",
    )


def tasks_of(given: Any) -> Any:
    """Give tasks as a list, however they are written.

    Parameters
    ----------
    given : a list; or ``count`` with the columns of any task, in which ``{task}`` is its number.

    Examples
    --------
    >>> tasks_of({"count": 2, "best": "b{task}", "worst": "w{task}"})
    [{'best': 'b1', 'worst': 'w1'}, {'best': 'b2', 'worst': 'w2'}]
    """
    if not isinstance(given, dict):
        return given
    count = given.get("count")
    if not isinstance(count, int | str) or not str(count).isdecimal() or int(count) > _MOST_TASKS:
        msg = f"tasks: 'count' is their number, 1 to {_MOST_TASKS}; or list them, each with 'best' "
        raise ValueError(msg + "and 'worst'")
    columns = {key: value for key, value in given.items() if key != "count"}
    return [
        {key: _numbered(value, number) for key, value in columns.items()}
        for number in range(1, int(count) + 1)
    ]


def _numbered(value: Any, number: int) -> Any:
    if isinstance(value, list):
        return [_numbered(one, number) for one in value]
    return value.replace("{task}", str(number)) if isinstance(value, str) else value
