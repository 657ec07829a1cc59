"""Tables and charts of two states: which cells have other values, rows and columns aligned."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.review.sentences import SentenceChanges, compare_sentences
from research.review.tolerances import Tolerances, number_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.review.reading import Block

__all__ = ["Cell", "FloatChanges", "compare_floats"]


@dataclass(frozen=True)
class Cell:
    """A cell that has another value.

    Parameters
    ----------
    row, column : its stub and its head.
    old, new : as printed, before and now.
    """

    row: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class FloatChanges:
    """What became of a table or chart.

    Parameters
    ----------
    old, new : the table or chart, before and now.
    cells : with another value.
    within : how many moved within the tolerance of their column.
    added, gone : stubs of rows, and heads of columns, that are there only now, or were only before.
    order : whether the rows that both have stand in another order.
    """

    old: Block
    new: Block
    cells: tuple[Cell, ...] = ()
    within: int = 0
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    order: bool = False

    @property
    def redrawn(self) -> bool:
        """Whether the picture is another one, of the same values."""
        return self.old.picture != self.new.picture and self.old.rows == self.new.rows

    @property
    def said(self) -> bool:
        """Whether its caption, its notes or its alternative text are others."""
        before, now = self.old, self.new
        said = (before.caption, before.sentences) != (now.caption, now.sentences)
        # What a chart says of its values moves with them.
        return said or (before.alt != now.alt and not self.within)

    @property
    def notes(self) -> SentenceChanges:
        """Its notes."""
        return compare_sentences(self.old.sentences, self.new.sentences)

    def __bool__(self) -> bool:
        """Whether anything changed beyond the tolerances."""
        moved = bool(self.cells or self.added or self.gone or self.order)
        return moved or self.redrawn or self.said


def compare_floats(old: Block, new: Block, tolerances: Tolerances | None = None) -> FloatChanges:
    """Compare a table or chart with the one of the same id.

    Parameters
    ----------
    old, new : the table or chart, before and now.
    tolerances : how far values of a column may move without being told.
    """
    allowed = tolerances or Tolerances()
    before, now = _Grid.of(old), _Grid.of(new)
    shared = [head for head in now.heads if head in before.heads]
    stubs = [stub for stub in now.stubs if stub in before.rows]
    found, within = [], 0
    for stub in stubs:
        for head in shared:
            one, other = before.at(stub, head), now.at(stub, head)
            if one == other:
                continue
            if allowed.hold(f"{new.id}: {_name(head)}", one, other):
                within += 1
            else:
                found.append(Cell(_name(stub), _name(head), one, other))
    return FloatChanges(
        old,
        new,
        tuple(found),
        within,
        tuple(map(_name, [*_beyond(now.stubs, before.stubs), *_beyond(now.heads, before.heads)])),
        tuple(map(_name, [*_beyond(before.stubs, now.stubs), *_beyond(before.heads, now.heads)])),
        stubs != [stub for stub in before.stubs if stub in now.rows],
    )


_Key = tuple[str, int]


def _name(key: _Key) -> str:
    return key[0] if not key[1] else f"{key[0]} ({key[1] + 1})"


def _beyond(keys: Sequence[_Key], others: Sequence[_Key]) -> list[_Key]:
    known = set(others)
    return [key for key in keys if key not in known]


def _numbered(names: Sequence[str]) -> list[_Key]:
    """Tell alike names apart by how often they stood before."""
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        keys.append((name, seen[name]))
        seen[name] += 1
    return keys


@dataclass(frozen=True)
class _Grid:
    """Cells by stub and head; the stub is what stands before the first number of a column."""

    heads: list[_Key]
    stubs: list[_Key]
    rows: dict[_Key, dict[_Key, str]]

    def at(self, stub: _Key, head: _Key) -> str:
        return self.rows[stub].get(head, "")

    @classmethod
    def of(cls, block: Block) -> _Grid:
        if not block.rows:
            return cls([], [], {})
        head, *body = block.rows
        wide = _stub_columns(body)
        heads = _numbered([name or f"column {at}" for at, name in enumerate(head[wide:], wide + 1)])
        stubs = _numbered([", ".join(filter(None, row)) for row in _filled(body, wide)])
        rows = {
            stub: dict(zip(heads, row[wide:], strict=False))
            for stub, row in zip(stubs, body, strict=True)
        }
        return cls(heads, stubs, rows)


def _stub_columns(body: Sequence[Sequence[str]]) -> int:
    """How many columns from the left hold words, not numbers; one at least."""
    for at in range(1, min(map(len, body), default=1)):
        filled = [row[at] for row in body if row[at]]
        numbers = sum(number_in(cell) is not None for cell in filled)
        if 2 * numbers > len(filled):
            return at
    return 1


def _filled(body: Sequence[Sequence[str]], wide: int) -> list[list[str]]:
    """The stubs, with the word of a group put where it stands for the rows below it, too."""
    found: list[list[str]] = []
    for row in body:
        stub = list(row[:wide])
        if wide > 1 and found and not stub[0]:
            stub[0] = found[-1][0]
        found.append(stub)
    return found
