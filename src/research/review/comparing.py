"""Comparisons: two editions, built folders or revisions, from their parameters to their texts."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from research.build.waved import matched_lines, proposed_lines
from research.edition.waves.matching import matching
from research.errors import InputError, Problem
from research.review.changes import Changes, compare_states
from research.review.datachanges import data_changes
from research.review.settings import Written
from research.review.sides import sides_of
from research.review.wavetests import share_lines, shares_tested
from research.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from research.edition.parameters import Edition
    from research.review.sides import Side

__all__ = ["compare"]

# What is told of the questionnaire and of the data by themselves.
_APART = ("data", "questions")


def compare(old: str, new: str, project: Path, params: Sequence[Path] = ()) -> list[Changes]:
    """Compare two editions, two built folders or two revisions of git, or one with another.

    Parameters
    ----------
    old, new : a parameter file, a folder with a built report, or a revision.
    project : folder of the project.
    params : editions that are compared, for two revisions; all that both have if left out.

    Returns
    -------
    For each edition what is told of parameters, questionnaire, data and tests of waves, then values
    and texts section by section.

    Raises
    ------
    InputError
        If one of the two is not there, was never built, or they have no edition in common.
    """
    with scratch_folder("compare-") as scratch:
        before = sides_of(old, project, scratch, new, params)
        now = sides_of(new, project, scratch, old, params)
        return [_compared(*pair) for pair in _pairs(before, now, old, new)]


def _pairs(
    before: dict[str, Side], now: dict[str, Side], old: str, new: str
) -> list[tuple[Side, Side]]:
    """What is held against each other: of revisions the same edition, of others the two."""
    if len(before) == len(now) == 1:
        return list(zip(before.values(), now.values(), strict=True))
    both = [name for name in now if name in before]
    if not both:
        what = f"has no edition in common with {old}"
        hint = "name the parameter files of both instead"
        raise InputError([Problem(new, what, hint=hint)])
    return [(before[name], now[name]) for name in both]


def _compared(old: Side, new: Side) -> Changes:
    confidence = new.edition.statistics.confidence if new.edition else 0.95
    changes = compare_states(old.state, new.state, confidence=confidence)
    groups = tuple((title, tuple(lines)) for title, lines in _groups(old, new, confidence) if lines)
    return dataclasses.replace(changes, groups=(*groups, *changes.groups))


def _groups(old: Side, new: Side, confidence: float) -> Iterator[tuple[str, list[str]]]:
    if old.params is None or new.params is None:
        carried = old if old.params is None else new
        yield "Parameters, questionnaire and data", [f"{carried.name} stands in no project"]
        return
    written = Written(old.params.read_bytes(), new.params.read_bytes())
    yield "Parameters", written.but(_APART)
    earlier, later = old.edition, new.edition
    if earlier is None or later is None:
        unread = old if earlier is None else new
        told = f"the parameter file of {unread.name} is not one that this version reads"
        yield "Questionnaire and data", [told]
        return
    yield "Questionnaire", list(_questions(earlier, later, old.name))
    yield "Data", list(_data(old, new, earlier, later))
    if _are_waves(old, new, later):
        tests = shares_tested(old.state.ledger, new.state.ledger)
        yield "Changes between the waves", share_lines(tests, confidence)


def _questions(earlier: Edition, later: Edition, name: str) -> Iterator[str]:
    """What became of the questions of each table that both have."""
    for table, held in later.data.items():
        was = earlier.data.get(table)
        if was is None or held is None:
            continue
        asked, before = held.questions, was.questions
        found = matching(asked, before, later.waves)
        pairs = found.pairs.values()
        parted = any(pair.differences or pair.parts.new or pair.parts.gone for pair in pairs)
        if parted or found.new or found.gone:
            yield from matched_lines(found, len(asked), f"{table} of {name}")
            yield from proposed_lines(found, asked, before)


def _data(old: Side, new: Side, earlier: Edition, later: Edition) -> Iterator[str]:
    """Which tables, rows and cells differ: ids and heads, never what was said."""
    for name in dict.fromkeys([*earlier.data, *later.data]):
        was, table = earlier.data.get(name), later.data.get(name)
        if was is None or table is None:
            yield f"{name}: {'a new table' if table else 'this table is gone'}"
            continue
        before, now = _content(old, was.file), _content(new, table.file)
        if before is None or now is None or before == now:
            continue
        for line in data_changes(table.file.name, before, now, table):
            yield f"{name}: {line}"


def _content(side: Side, file: Path) -> bytes | None:
    path = side.params.parent / file if side.params else file
    return path.read_bytes() if path.is_file() else None


def _are_waves(old: Side, new: Side, later: Edition) -> bool:
    """Whether the later edition names the earlier one as a wave before it."""
    if old.params is None or new.params is None:
        return False
    named = [one.file for one in later.waves.earlier.values() if one.file is not None]
    return any((new.params.parent / file).resolve() == old.params.resolve() for file in named)
