"""An edition in use: whoever asks it for something is noted as one who depends on that.

It is the edition in every respect. What is asked of it, and of its tables, is told to who opened
it, by the names of `research.edition.reliance`. What a new property reads is noted with it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from research.edition.parameters import ANSWERS, Edition
from research.edition.tables import DataTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.edition.labels import Row
    from research.edition.questions import Question

    Use = Callable[[str], None]

__all__ = ["EditionInUse", "TableInUse", "in_use"]


def in_use(edition: Edition, use: Use) -> EditionInUse:
    """Give an edition that tells what is asked of it.

    Parameters
    ----------
    edition : as read.
    use : told of each part that is used.
    """
    tables = {
        name: _told(TableInUse, edition.table(name) or table, partial(_of_table, use, name))
        for name, table in edition.data.items()
    }
    found: EditionInUse = _told(EditionInUse, edition, use)
    found._tables = tables
    return found


def _of_table(use: Use, name: str, asked: str) -> None:
    use(f"data.{name}.{asked}")


class TableInUse(DataTable):
    """A table whose questions are noted when they are asked for."""

    _plain: DataTable = PrivateAttr()
    _use: Any = PrivateAttr()

    def __getattribute__(self, name: str) -> Any:
        """Note all questions where they are asked for at once."""
        if name == "questions":
            self._use("*")
        return super().__getattribute__(name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the plain table: who compares or keeps it has used all of it."""
        self._use("*")
        return _same, (self._plain,)

    def holds(self, name: str) -> bool:
        """Whether it has a question of this name."""
        self._use(f"{name}:answers")
        return self._plain.holds(name)

    def reasons(self, name: str) -> str | None:
        """Name of the open question that asks for the reasons of another; None without one."""
        self._use(f"{name}:reasons")
        return self._plain.reasons(name)

    def question(self, name: str) -> Question:
        """The question with this name.

        Raises
        ------
        KeyError
            There is none.
        """
        self._use(name)
        return self._plain.question(name)

    def owner(self, key: str) -> tuple[Question | None, Row | None]:
        """The question of this name, or the row of one that is called so, with its question."""
        self._use(key)
        return self._plain.owner(key)


class EditionInUse(Edition):
    """An edition whose keys and questions are noted when they are asked for."""

    _plain: Edition = PrivateAttr()
    _use: Any = PrivateAttr()
    _tables: dict[str, TableInUse] = PrivateAttr()

    def __getattribute__(self, name: str) -> Any:
        """Note the key that is asked for; tables are those that note their questions."""
        if name in _KEYS:
            self._use(_KEYS[name])
        if name == "data":
            return self._tables
        return super().__getattribute__(name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the plain edition: who compares or keeps it has used all of it."""
        self._use("*")
        return _same, (self._plain,)

    def table(self, name: str) -> DataTable | None:
        """The table of this name with all its questions; None where there is none."""
        self._use(f"data.{name}")
        return self._tables.get(name)


_KEYS = {key: key for key in Edition.model_fields} | {"questions": f"data.{ANSWERS}.*"}


def _same(plain: Any) -> Any:
    return plain


def _told(kind: type[Any], plain: Any, use: Use) -> Any:
    """Give a model as one of a kind that tells what is asked of it."""
    values = {key: getattr(plain, key) for key in type(plain).model_fields}
    found = kind.model_construct(plain.model_fields_set, **values)
    found._plain, found._use = plain, use
    return found
