"""Order: where lines stand, nets with their members, and what stands last whatever its size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.tabulation.stub import Stub
    from research.tabulation.tab import Line

__all__ = ["ordered"]

_LAST = ("other", "none", "dont_know", "refused")


def ordered(stub: Stub, totals: Mapping[str, float]) -> list[Line]:
    """Put the lines of a table in order.

    Answers stand as in the questionnaire or, where their author says so, the largest first; each
    net stands over its members, which stay with it; *other*, *none*, *don't know* and *refused*
    come last, and figures after all answers. Parts of a whole and ranked items stand by size within
    their blocks.

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
    fixed = [block for block in blocks if block[0].kind in _LAST]
    free = [block for block in blocks if block[0].kind not in _LAST]
    if by_size:
        free = sorted(
            (_sized(block, totals) for block in free), key=lambda own: -_size(own[0], totals)
        )
    fixed.sort(key=lambda block: _LAST.index(block[0].kind))
    return [line for block in (*free, *fixed) for line in block] + figures


def _blocks(
    nets: Sequence[Line], answers: Sequence[Line], members: Mapping[str, Sequence[str]]
) -> list[list[Line]]:
    """Nets with their members below them, each member under the first net that has it."""
    owner: dict[str, Line] = {}
    for net in nets:
        for key in members.get(net.key, ()):
            owner.setdefault(key, net)
    blocks: list[list[Line]] = []
    begun: dict[str, list[Line]] = {}
    for line in answers:
        over = owner.get(line.key)
        if over is None:
            blocks.append([line])
            continue
        if over.key not in begun:
            begun[over.key] = [replace(over, block=over.key)]
            blocks.append(begun[over.key])
        begun[over.key].append(replace(line, depth=1, block=over.key))
    return [*blocks, *([net] for net in nets if net.key not in begun)]


def _sized(block: Sequence[Line], totals: Mapping[str, float]) -> list[Line]:
    head, *rest = block
    return [head, *sorted(rest, key=lambda line: (line.kind in _LAST, -_size(line, totals)))]


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
