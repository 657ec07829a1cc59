"""Fields: what a file itself says of its columns, before anybody says what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Field", "Kind", "MultipleSet"]

Kind = Literal["text", "number", "day", "moment", "truth", "any"]
"""What the cells of a column are in the file; "any" where each cell says so for itself (.xlsx)."""


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Field:
    """One column, as the file describes it.

    Parameters
    ----------
    name : what the file calls it.
    label : what the file says of it: a label of SPSS, the further head rows of a platform.
    codes : labels of values, by the text of the value (``1``, not ``1.0``).
    missing : codes that the file declares as missing, and ranges of them, both ends within.
    kind : what the cells are, as far as the format knows.
    measure : ``nominal``, ``ordinal`` or ``scale`` where the file says so.
    place : number of the column in the file, from 1.
    """

    name: str
    label: str = ""
    codes: Mapping[str, str] = field(default_factory=_nothing)
    missing: tuple[str | tuple[float, float], ...] = ()
    kind: Kind = "text"
    measure: str = ""
    place: int = 0

    def is_missing(self, code: str) -> bool:
        """Whether the file declares this code as missing.

        Examples
        --------
        >>> field = Field("q1", missing=("99", (-9.0, -1.0)))
        >>> [field.is_missing(code) for code in ("99", "-4", "4", "none")]
        [True, True, False, False]
        """
        if code in self.missing:
            return True
        ranges = [part for part in self.missing if not isinstance(part, str)]
        try:
            number = float(code)
        except ValueError:
            return False
        return any(low <= number <= high for low, high in ranges)

    @property
    def named(self) -> Mapping[str, str]:
        """Labels of the codes that are answers: those not declared as missing."""
        return {code: label for code, label in self.codes.items() if not self.is_missing(code)}


@dataclass(frozen=True)
class MultipleSet:
    """Columns that a file declares to be one question with several answers.

    Parameters
    ----------
    name : what the file calls it.
    label : its wording.
    columns : names of the columns, in the file's order.
    kind : ``D`` where each column is an answer, chosen or not; ``E`` the same, with labels taken
        from the counted value; ``C`` where each column holds the code of one more answer.
    counted : text of the value that says chosen; empty for ``C`` and where the file does not say.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    kind: Literal["D", "C", "E"]
    counted: str = ""
