"""Answers in use: whoever asks them for a question is noted as one who depends on it.

They are the answers in every respect. Columns of one question are told by its name, whatever else
is asked for as all of them: the names are those of `research.edition.reliance`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from research.edition.in_use import table_in_use
from research.sources.answers.answers import Answers
from research.sources.answers.joining import joined

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from research.edition.tables import DataTable

__all__ = ["AnswersInUse", "joined_in_use"]

Use = Callable[[str], None]
V = TypeVar("V")

# What holds one column a question, or a row of one.
_ALL = frozenset({"frame", "bases", "contradicted"})
# What holds something for each question, or for each column of one.
_BY_NAME = frozenset({"said", "labels", "points", "consented", "picks", "moved"})


class AnswersInUse(Answers):
    """Answers whose questions are noted when they are asked for.

    Parameters
    ----------
    plain : as read.
    table : as its author describes it; notes who asks it for questions.
    use : told of the questions, and of keys of the parameter file.
    """

    _plain: Answers
    _use: Use

    def __init__(self, plain: Answers, table: DataTable, use: Use) -> None:
        given = {one.name: getattr(plain, one.name) for one in fields(plain)}
        super().__init__(**(given | {"table": table}))
        object.__setattr__(self, "_plain", plain)
        object.__setattr__(self, "_use", use)

    def __getattribute__(self, name: str) -> Any:
        """Note what is asked for at once."""
        found = super().__getattribute__(name)
        if name in _ALL:
            self._noted("*:answers")
        elif name in _BY_NAME:
            return _Noted(found, self._noted)
        elif name == "audit":
            self._noted("*")
        elif name == "figures":
            self._use("weights")
            self._use("volumes")
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as plain answers: who compares or keeps them has used all of them."""
        self._noted("*")
        return _same, (self._plain,)

    def _noted(self, asked: str) -> None:
        self._use(f"data.{self.name}.{asked}")

    def columns(self, name: str) -> dict[str, str]:
        """As of `Answers`."""
        self._noted(f"{name}:answers")
        return self._plain.columns(name)

    def question(self, name: str) -> pd.DataFrame:
        """As of `Answers`."""
        self._noted(f"{name}:answers")
        return self._plain.question(name)

    def asked(self, name: str, row: str = "") -> pd.Series[bool]:
        """As of `Answers`."""
        self._noted(f"{name}:answers")
        return self._plain.asked(name, row)

    def roles(self, name: str, row: str = "") -> pd.DataFrame:
        """As of `Answers`."""
        self._noted(f"{name}:answers")
        return self._plain.roles(name, row)

    def consents(self, name: str) -> pd.Series[bool]:
        """As of `Answers`."""
        self._noted(f"{name}:answers")
        return self._plain.consents(name)

    def taken(self, places: NDArray[np.intp], index: pd.Index | None = None) -> Answers:
        """As of `Answers`; who takes some has used what they answered."""
        self._noted("*:answers")
        return AnswersInUse(self._plain.taken(places, index), self.table, self._use)

    def tidy(self, key: str) -> pd.DataFrame:
        """As of `Answers`."""
        self._noted("*:answers")
        return self._plain.tidy(key)


def joined_in_use(own: AnswersInUse, parent: AnswersInUse) -> AnswersInUse:
    """Give the rows of a table with the answers of those that they belong to.

    What is asked of them is noted as asked of both.

    Parameters
    ----------
    own, parent : as of `research.sources.answers.joining.joined`.
    """
    plain = joined(own._plain, parent._plain)

    def use(part: str) -> None:
        held, _, asked = part.removeprefix("data.").partition(".")
        if not part.startswith("data.") or held != own.name:
            own._use(part)
            return
        own._noted(asked)
        parent._noted(asked)

    table = table_in_use(plain.table, lambda asked: use(f"data.{own.name}.{asked}"))
    return AnswersInUse(plain, table, use)


def _same(plain: Answers) -> Answers:
    return plain


class _Noted(Mapping[str, V]):
    """What there is for each question, or each column of one: who takes one has used that."""

    def __init__(self, plain: Mapping[str, V], use: Use) -> None:
        self._plain = plain
        self._use = use

    def __getitem__(self, name: str) -> V:
        self._use(f"{name}:answers")
        return self._plain[name]

    def __iter__(self) -> Iterator[str]:
        self._use("*:answers")
        return iter(self._plain)

    def __len__(self) -> int:
        self._use("*:answers")
        return len(self._plain)
