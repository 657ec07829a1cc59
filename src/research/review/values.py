"""Published values of two states: what moved in print, and first what changes a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.display.filters import apply
from research.display.result import MARKS
from research.review.tolerances import Tolerances

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Marked", "Moved", "Values", "compare_values", "printed"]

# Places in which tables print what has no fewer; the filter of a unit gives those of a sentence.
_PLACES = {"mean": "2", "ratio": "2", "score": "1"}


@dataclass(frozen=True)
class Moved:
    """A value that is printed otherwise than before.

    Parameters
    ----------
    name, label, unit, where : of the record as it is now.
    old, new : as printed.
    bases : how many answers it rested on, and rests on.
    crossing : what changes with it: ``rank``, ``significance``, ``sign`` or ``verdict``; empty
        where it only moved.
    size : how far it moved, as a share of the larger of both.
    rose : whether it is larger than before.
    """

    name: str
    label: str
    unit: str
    where: str
    old: str
    new: str
    bases: tuple[float | None, float | None] = (None, None)
    crossing: str = ""
    size: float = 0.0
    rose: bool = False

    @property
    def meaning(self) -> str:
        """What changes with it, in words; empty where it only moved."""
        if self.crossing == "significance":
            return "no longer significant" if self.rose else "now significant"
        return {"rank": "another rank", "sign": "another sign", "verdict": "another verdict"}.get(
            self.crossing, ""
        )


@dataclass(frozen=True)
class Marked:
    """A value that has a mark, such as tied, or another base, and had not.

    Parameters
    ----------
    name, label, where : of the record as it is now.
    old, new : the marks or the base, before and now, in words.
    """

    name: str
    label: str
    where: str
    old: str
    new: str


@dataclass(frozen=True)
class Values:
    """What became of the published values.

    Parameters
    ----------
    moved : printed otherwise; crossings first, then by how far they moved.
    below : names of those that moved by less than is printed.
    within : names of those that moved within the tolerance that the parameter file gives them.
    added, gone : records that are there only now, or were only before.
    marks : values that are tied or reconstructed now and were not, or the other way.
    bases : values that did not move, on another base.
    """

    moved: tuple[Moved, ...] = ()
    below: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    added: tuple[Mapping[str, Any], ...] = ()
    gone: tuple[Mapping[str, Any], ...] = ()
    marks: tuple[Marked, ...] = ()
    bases: tuple[Marked, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed beyond the tolerances."""
        parts = (self.moved, self.below, self.added, self.gone, self.marks, self.bases)
        return any(map(bool, parts))

    @property
    def crossings(self) -> list[Moved]:
        """Those that change a finding."""
        return [one for one in self.moved if one.crossing]


def compare_values(
    old: Sequence[Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
    *,
    confidence: float = 0.95,
    tolerances: Tolerances | None = None,
) -> Values:
    """Compare two ledgers, name by name.

    Parameters
    ----------
    old, new : records of the ledger, as `research.report.ledger` writes them.
    confidence : level of the tests; a probability that crosses one less it is a crossing.
    tolerances : how far values may move without being told.

    Examples
    --------
    >>> def line(name, value, unit):
    ...     return {"name": name, "value": value, "unit": unit, "base": 9, "where": "", "label": ""}
    >>> found = compare_values(
    ...     [line("a.top3", 49.6, "percent"), line("a.rank", 1, "rank"), line("b.p", 0.049, "p")],
    ...     [line("a.top3", 50.2, "percent"), line("a.rank", 2, "rank"), line("b.p", 0.052, "p")],
    ... )
    >>> [(one.name, one.old, one.new, one.crossing) for one in found.moved], found.below
    ([('a.rank', '1', '2', 'rank'), ('b.p', '0.049', '0.052', 'significance')], ('a.top3',))
    """
    allowed = tolerances or Tolerances()
    before = {record["name"]: record for record in old}
    now = {record["name"]: record for record in new}
    both = [(before[name], now[name]) for name in now if name in before]
    changed = [(one, other) for one, other in both if _other_value(one, other)]
    both_moved = [(_moved(one, other, 1 - confidence), one, other) for one, other in changed]
    # A finding that crosses a line is told however small the step.
    held = {
        one.name
        for one, before, now in both_moved
        if not one.crossing and allowed.hold(one.name, before["value"], now["value"])
    }
    moved = [one for one, _, _ in both_moved if one.name not in held]
    shown = [one for one in moved if one.old != one.new or one.crossing]
    named = {one.name for one in shown}
    return Values(
        tuple(sorted(shown, key=_order)),
        tuple(one.name for one in moved if one.name not in named),
        tuple(sorted(held)),
        tuple(record for name, record in now.items() if name not in before),
        tuple(record for name, record in before.items() if name not in now),
        tuple(_marked(one, other) for one, other in both if _marks(one) != _marks(other)),
        tuple(
            _rebased(one, other)
            for one, other in both
            if one.get("base") != other.get("base") and other["name"] not in named
        ),
    )


def printed(record: Mapping[str, Any]) -> str:
    """Give a value as tables and sentences print values of its unit.

    Examples
    --------
    >>> printed({"value": 4.22857142857, "unit": "mean"}), printed({"value": 0.0003, "unit": "p"})
    ('4.23', '< 0.001')
    >>> printed({"value": 2, "unit": "rank", "tied": True})
    '2='
    """
    if isinstance(record["value"], str):
        return str(record["value"])
    places = _PLACES.get(str(record["unit"]), "")
    return apply(record, "number", places) if places else apply(record)


_CROSSINGS = ("rank", "significance", "verdict", "sign", "")


def _order(moved: Moved) -> tuple[int, float, str]:
    return _CROSSINGS.index(moved.crossing), -moved.size, moved.name


def _other_value(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return bool(old["value"] != new["value"] or old["unit"] != new["unit"])


def _moved(old: Mapping[str, Any], new: Mapping[str, Any], alpha: float) -> Moved:
    one, other = old["value"], new["value"]
    size, rose = 0.0, False
    if not isinstance(one, str) and not isinstance(other, str):
        size, rose = abs(other - one) / (max(abs(one), abs(other)) or 1), other > one
    return Moved(
        new["name"],
        str(new.get("label", "")),
        str(new["unit"]),
        str(new.get("where", "")),
        printed(old),
        printed(new),
        (old.get("base"), new.get("base")),
        _crossing(old, new, alpha),
        size,
        rose,
    )


def _crossing(old: Mapping[str, Any], new: Mapping[str, Any], alpha: float) -> str:
    """What a change means beyond its size."""
    one, other, unit = old["value"], new["value"], new["unit"]
    if isinstance(one, str) or isinstance(other, str):
        return "verdict" if one != other and unit == "text" else ""
    if unit == "rank":
        return "rank" if one != other else ""
    if unit == "p":
        return "significance" if (one < alpha) != (other < alpha) else ""
    return "sign" if one * other < 0 else ""


def _marks(record: Mapping[str, Any]) -> list[str]:
    return [mark for mark in MARKS if record.get(mark)]


def _marked(old: Mapping[str, Any], new: Mapping[str, Any]) -> Marked:
    before, now = (", ".join(_marks(one)) or "no mark" for one in (old, new))
    return Marked(new["name"], str(new.get("label", "")), str(new.get("where", "")), before, now)


def _rebased(old: Mapping[str, Any], new: Mapping[str, Any]) -> Marked:
    before, now = (f"base {one.get('base')}" for one in (old, new))
    return Marked(new["name"], str(new.get("label", "")), str(new.get("where", "")), before, now)
