"""An edition in use: whoever asks it for something is noted as one who depends on that.

It is the edition in every respect. What is asked of it, and of its tables, is told to who opened
it, by the names of `research.edition.reliance`. What a new property reads is noted with it.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from research.edition.parameters import ANSWERS, Edition
from research.edition.tables import DataTable
from research.edition.themes import Breakdown, Group

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.edition.banners import Banner
    from research.edition.options import Row
    from research.edition.questions import Question
    from research.edition.themes import Theme

    Use = Callable[[str], None]

__all__ = ["EditionInUse", "TableInUse", "in_use", "table_in_use"]


def in_use(edition: Edition, use: Use) -> EditionInUse:
    """Give an edition that tells what is asked of it.

    Parameters
    ----------
    edition : as read.
    use : told of each part that is used.
    """
    found: EditionInUse = _told(EditionInUse, edition, use)
    found._own = {
        name: _told(TableInUse, table, partial(_of_table, use, name))
        for name, table in edition.data.items()
    }
    found._tables = {
        name: _told(TableInUse, edition.table(name), partial(_of_table, use, name))
        for name in edition.table_names
    }
    return found


def table_in_use(table: DataTable, use: Use) -> TableInUse:
    """Give a table that tells what is asked of it.

    Parameters
    ----------
    table : as read.
    use : told of each question that is used, and of each aspect of one.
    """
    found: TableInUse = _told(TableInUse, table, use)
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

    def model_copy(self, **changes: Any) -> DataTable:  # type: ignore[override]
        """Give a copy with other values; who copies it has used all of it."""
        self._use("*")
        return self._plain.model_copy(**changes)

    def holds(self, name: str) -> bool:
        """Whether it has a question of this name."""
        self._use(f"{name}:kind")
        return self._plain.holds(name)

    def reasons(self, name: str) -> str | None:
        """Name of the open question that asks for the reasons of another; None without one."""
        self._use(f"{name}:reasons")
        return self._plain.reasons(name)

    def depth(self, name: str) -> int | None:
        """How many items of a ranking were asked for; None where no number is said."""
        self._use(f"{name}:answers")
        return self._plain.depth(name)

    def question(self, name: str) -> Question:
        """The question with this name.

        Raises
        ------
        UnknownNameError
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
    _own: dict[str, TableInUse] = PrivateAttr()
    _tables: dict[str, TableInUse] = PrivateAttr()

    def __getattribute__(self, name: str) -> Any:
        """Note the key that is asked for; tables are those that note their questions."""
        if name in _KEYS:
            self._use(_KEYS[name])
        if name == "data":
            return self._own
        return super().__getattribute__(name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the plain edition: who compares or keeps it has used all of it."""
        self._use("*")
        return _same, (self._plain,)

    def model_copy(self, **changes: Any) -> Edition:  # type: ignore[override]
        """Give a copy with other values; who copies it has used all of it."""
        self._use("*")
        return self._plain.model_copy(**changes)

    def table(self, name: str) -> DataTable | None:
        """The table of this name with all its questions; None where there is none."""
        self._use(f"data.{name}")
        return self._tables.get(name)

    @property
    def table_names(self) -> list[str]:
        """Names of the tables, those that loops are among them."""
        self._use("data.*")
        return self._plain.table_names

    def lineage(self, name: str) -> list[str]:
        """A table and those that its rows belong to, the nearest first."""
        found = self._plain.lineage(name)
        for one in found:
            self._use(f"data.{one}")
        return found

    def banners_of(self, name: str) -> dict[str, Banner]:
        """Banners that tables about the rows of a table can be split by."""
        self._use("banners")
        for one in self._plain.lineage(name):
            for banner in self._plain.banners.values():
                for group in banner:
                    self._use(f"data.{one}.{group.question}:kind")
        return self._plain.banners_of(name)

    @cached_property
    def items(self) -> list[Theme]:
        """The items of the ranking that the themes are about, in the order of the file."""
        if self.themes is not None:
            self._use(f"data.{ANSWERS}.{self.themes.question}:labels")
        return self._plain.items

    def holder_name(self, question: str) -> str:
        """The name of the further table that holds a question; empty where none does."""
        self._use("data.*")
        found = self._plain.holder_name(question)
        others = [name for name in self._tables if name != ANSWERS]
        for name in others[: others.index(found) + 1] if found else others:
            self._use(f"data.{name}.{question}:kind")
        return found

    def split(self, key: str) -> Breakdown | None:
        """A banner as a breakdown of the ranking; None where it is none."""
        self._use("themes")
        for group in self.banners.get(key, ()):
            self._use(f"data.{ANSWERS}.{group.question}:kind")
        found = self._plain.split(key)
        return None if found is None else _split_told(found, self._use, ANSWERS)

    @cached_property
    def benchmark(self) -> Breakdown | None:
        """Sectors of the firms that were assessed."""
        named = self.themes.benchmark if self.themes else None
        found = self._plain.benchmark
        if named is None or found is None:
            return None
        return _split_told(found, self._use, self.holder_name(named.question))


class _BreakdownInUse(Breakdown):
    """A breakdown that notes its question: its answers for its groups, else its words."""

    _use: Any = PrivateAttr()

    def __getattribute__(self, name: str) -> Any:
        if name in ("groups", "shown"):
            self._use(":answers")
        elif name in ("label", "one", "many"):
            self._use("")
        return super().__getattribute__(name)


class _GroupInUse(Group):
    """A group that notes its question when its words are asked for; its label is an answer."""

    _use: Any = PrivateAttr()

    def __getattribute__(self, name: str) -> Any:
        if name in ("short", "phrase"):
            self._use("")
        return super().__getattribute__(name)


def _split_told(plain: Breakdown, use: Use, table: str) -> Breakdown:
    def asked(aspect: str) -> None:
        use(f"data.{table}.{plain.column}{aspect}")

    found: Breakdown = _told(_BreakdownInUse, plain, asked)
    found.__dict__["groups"] = [_told(_GroupInUse, group, asked) for group in plain.groups]
    return found


_KEYS = {key: key for key in Edition.model_fields} | {"questions": f"data.{ANSWERS}.*"}


def _same(plain: Any) -> Any:
    return plain


def _told(kind: type[Any], plain: Any, use: Use) -> Any:
    """Give a model as one of a kind that tells what is asked of it."""
    values = {key: getattr(plain, key) for key in type(plain).model_fields}
    found = kind.model_construct(plain.model_fields_set, **values)
    own = {"_plain": plain, "_use": use, "_loop": getattr(plain, "_loop", None)}
    for name, value in own.items():
        if name in kind.__private_attributes__:
            setattr(found, name, value)
    return found
