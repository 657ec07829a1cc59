"""Order: where lines stand, nets with their members, and what stands last whatever its size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.tabulation.stub import Stub
    from research.tabulation.tab import Line

__all__ = ["ordered"]

_LAST = ("other", "none", "dont_know", "refused")


def ordered(stub: Stub, totals: Mapping[str, float]) -> list[Line]:
    """Put the lines of a table in order.

    Answers stand as in the questionnaire or, where their author says so, the largest first; each
    net stands over its members, which stay with it, and over nets within it; *other*, *none*,
    *don't know* and *refused* come last, and figures after all answers. Parts of a whole and ranked
    items stand by size within their blocks.

    Parameters
    ----------
    stub : lines in the order of the questionnaire.
    totals : value of each line over everybody, by key; NaN where there is none.
    """
    kind = stub.question.type
    if kind in ("allocation", "ranking", "maxdiff"):
        return _by_size_in_blocks(stub, totals)
    if kind not in ("single", "multi"):
        return list(stub.lines)
    by_size = stub.question.sort == "size"
    nets = [line for line in stub.lines if line.kind == "net"]
    answers = [line for line in stub.lines if line.kind in ("category", *_LAST)]
    figures = [line for line in stub.lines if line.kind not in ("net", "category", *_LAST)]
    blocks = _blocks(nets, answers, stub.members)
    if by_size:
        blocks = _by_size(blocks, totals)
    fixed = [block for block in blocks if block.head.kind in _LAST]
    fixed.sort(key=lambda block: _LAST.index(block.head.kind))
    free = [block for block in blocks if block.head.kind not in _LAST]
    return [line for block in (*free, *fixed) for line in block.lines()] + figures


@dataclass(frozen=True)
class _Block:
    """A line, and what stands below it: a net with its members, some of them nets themselves."""

    head: Line
    below: tuple[_Block, ...] = ()

    def lines(self, depth: int = 0, block: str = "") -> Iterator[Line]:
        """Give its lines, each as far in as there are nets over it."""
        named = block or (self.head.key if self.below else "")
        yield replace(self.head, depth=depth, block=named) if named else self.head
        for one in self.below:
            yield from one.lines(depth + 1, named)


def _blocks(
    nets: Sequence[Line], answers: Sequence[Line], members: Mapping[str, Sequence[str]]
) -> list[_Block]:
    """Nets with their members below them, each member under the first net that has it.

    A net whose members are all another's, and not all of them, stands below that one.
    """
    held = {net.key: frozenset(members.get(net.key, ())) for net in nets}
    outer = [net for net in nets if not any(held[net.key] < one for one in held.values())]
    owned: dict[str, list[Line]] = {}
    places: list[Line] = []
    for line in answers:
        over = next((net for net in outer if line.key in held[net.key]), None)
        if over is None:
            places.append(line)
            continue
        if over.key not in owned:
            places.append(over)
        owned.setdefault(over.key, []).append(line)
    blocks = []
    for line in places:
        own = owned.get(line.key, []) if line.kind == "net" else []
        within = [net for net in nets if held[net.key] < held.get(line.key, frozenset())]
        blocks.append(_Block(line, tuple(_blocks(within, own, members)) if own else ()))
    return [*blocks, *(_Block(net) for net in outer if net.key not in owned)]


def _by_size(blocks: Sequence[_Block], totals: Mapping[str, float]) -> list[_Block]:
    """Put blocks by the size of their heads, likewise within them; what stands last stays so."""
    inner = [replace(block, below=tuple(_by_size(block.below, totals))) for block in blocks]
    return sorted(inner, key=lambda one: (one.head.kind in _LAST, -_size(one.head, totals)))


def _by_size_in_blocks(stub: Stub, totals: Mapping[str, float]) -> list[Line]:
    """The order of the first block, by size, in every block; ranks count from the top."""
    first = stub.lines[0].block
    falls = 1.0 if stub.question.type == "ranking" else -1.0
    heads = [line for line in stub.lines if line.block == first]
    order = sorted(heads, key=lambda line: falls * _size(line, totals, falls))
    places = {_item(line): place for place, line in enumerate(order)}
    blocks = list(dict.fromkeys(line.block for line in stub.lines))
    return [
        line
        for block in blocks
        for line in sorted(
            (each for each in stub.lines if each.block == block),
            key=lambda each: places[_item(each)],
        )
    ]


def _item(line: Line) -> str:
    return line.key.rpartition(".")[0]


def _size(line: Line, totals: Mapping[str, float], falls: float = -1.0) -> float:
    """The value to sort by; what is hidden stands last."""
    value = totals.get(line.key, float("nan"))
    return falls * np.inf if np.isnan(value) else value
