"""Code books: which cells mean which answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from research.edition.labels import same_code
from research.edition.options import Code
from research.identifiers import slug
from research.sources.answers.lookalikes import bare
from research.sources.answers.parts import ROLES, role_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.formats.fields import Field

__all__ = ["MISSING", "UNKNOWN", "CodeBook"]

UNKNOWN, MISSING = -1, -2
"""Places of a cell that is no code, and of one that the file declares as missing."""

_LAST = ("other", "none", "dont_know", "refused", "not_asked")


@dataclass(frozen=True)
class CodeBook:
    """The answers to a question and the cells that mean them.

    Parameters
    ----------
    codes : in the order that tables print them: other, none, don't know and refused last.
    field : what the file says of the column: its own labels lead to a code by the code's text.
    """

    codes: tuple[Code, ...]
    field: Field

    @classmethod
    def of(cls, question: Question, field: Field) -> CodeBook:
        """Take a question's codes, or the labels of the file where it has none."""
        codes = list(question.codes) or _labelled(field)
        order = sorted(codes, key=lambda code: _LAST.index(code.role) if code.role in _LAST else -1)
        return cls(tuple(order), field)

    def places(self, values: Sequence[str]) -> NDArray[np.int32]:
        """Give the place of each cell's answer among the codes, `UNKNOWN` or `MISSING`."""
        return np.array([self.place(value) for value in values], dtype="int32")

    def place(self, cell: str) -> int:
        """Give the place of one cell's answer.

        A code that the author names is an answer even where the file declares it as missing.
        """
        plain = same_code(cell)
        at = self._by_cell.get(plain)
        if at is not None:
            return at
        if self.field.is_missing(plain):
            return MISSING
        label = self.field.codes.get(plain)
        return UNKNOWN if label is None else self._by_cell.get(same_code(label), UNKNOWN)

    @cached_property
    def _by_cell(self) -> dict[str, int]:
        return {same_code(code.code): place for place, code in enumerate(self.codes)}

    @property
    def texts(self) -> list[str]:
        """Words of the answers, of those that can be given."""
        return [code.text for code in self.codes if code.role != "not_asked"]

    @cached_property
    def roles(self) -> NDArray[np.int8]:
        """Number of the role of each code; of `MISSING` and `UNKNOWN` cells from the end."""
        roles = [role_number(code.role) for code in self.codes]
        return np.array([*roles, ROLES.index("not_asked"), 0], dtype="int8")

    @cached_property
    def cells(self) -> list[str]:
        """Cells that mean an answer, as errors list them."""
        return [code.code for code in self.codes]

    def alike(self, cell: str) -> str:
        """The code that a cell differs from by signs alone that cannot be seen."""
        by_sight = {bare(code.code): code.code for code in self.codes}
        return by_sight.get(bare(cell), "")


def _labelled(field: Field) -> list[Code]:
    return list(_codes(field.named.items()))


def _codes(labels: Iterable[tuple[str, str]]) -> Iterable[Code]:
    """Codes of a file's own labels; a label given twice is told apart by its code."""
    keys: set[str] = set()
    texts: set[str] = set()
    for code, label in labels:
        text = label if label not in texts else f"{label} ({code})"
        key = slug(text, joint="")[:80] or "x"
        key = key if key not in keys else f"{key}{len(keys)}"
        keys.add(key)
        texts.add(text)
        yield Code(key=key, text=text, code=code)
