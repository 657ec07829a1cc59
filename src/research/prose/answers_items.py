"""Observations on items beside each other: rows of a grid, parts of a whole, things ranked.

For each figure that a table has of its items - a mean, a share - it is told which comes first, and
of means which comes last, as carefully as of answers: level where the figures print alike, with the
items named that cannot be told apart from it where there are such.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from research.prose.answers_contests import apart, are_tested, contest
from research.prose.answers_shares import followed
from research.prose.answers_view import LISTED, scale_ends
from research.wording.figures import plain
from research.wording.frames import Frames
from research.wording.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.prose.answers_contests import Contest
    from research.prose.answers_view import AnswersView
    from research.prose.claims import Claim
    from research.prose.observation import Observation

__all__ = ["ORDERS", "Order", "observe_items", "order_of"]

_SAY = Frames(__file__)


class Order(NamedTuple):
    """An order of items that a table gives.

    Parameters
    ----------
    ending : of the keys of its lines.
    name : of its words.
    lowest : whether the item with the lowest figure comes first.
    salience : of what is told of it.
    """

    ending: str
    name: str
    lowest: bool
    salience: float


ORDERS = {
    "grid": (
        Order(".mean", "mean", lowest=False, salience=0.92),
        Order(".mean", "low mean", lowest=True, salience=0.9),
    ),
    "allocation": (
        Order(".mean", "part", lowest=False, salience=0.92),
        Order(".mean", "low part", lowest=True, salience=0.68),
        Order(".named", "named", lowest=False, salience=0.72),
    ),
    "ranking": (
        Order(".mean", "rank", lowest=True, salience=0.92),
        Order(".first", "first", lowest=False, salience=0.85),
        Order(".top3", "top3", lowest=False, salience=0.7),
        Order(".mean", "low rank", lowest=False, salience=0.66),
    ),
    "maxdiff": (
        Order(".score", "score", lowest=False, salience=0.92),
        Order(".score", "low score", lowest=True, salience=0.8),
        Order(".best", "best", lowest=False, salience=0.76),
        Order(".worst", "worst", lowest=False, salience=0.72),
        Order(".share", "preference", lowest=False, salience=0.7),
    ),
}
"""The orders that a table has, by type of question."""

# Shares that most items have in full: told only where one is ahead of all.
_CLEAR_ALONE = ("named", "top3")
# Of two items one need not say which is last.
_FEWEST = 3


def observe_items(view: AnswersView) -> list[Observation]:
    """Observe the items of a grid, an allocation or a ranking.

    Parameters
    ----------
    view : of the tab; of a grid, the summary of its rows.
    """
    found = [one for order in ORDERS[view.kind] for one in _of_order(view, order)]
    return [*found, *_boxes(view)]


def order_of(view: AnswersView, order: Order) -> Contest | None:
    """Hold the items against each other by one of their figures.

    Parameters
    ----------
    view, order : whose lines.
    """
    return contest(view, view.ending(order.ending), lowest=order.lowest)


def _of_order(view: AnswersView, order: Order) -> Iterator[Observation]:
    found = order_of(view, order)
    last = order.name.startswith("low ")
    if found is None or found.open or (last and len(found.keys) < _FEWEST):
        return
    leader = found.first[0]
    if order.name in _CLEAR_ALONE and not found.clear:
        return
    if view.figure(leader) == 0 and not last:
        return
    yield from _placed(view, order, found)


def _placed(view: AnswersView, order: Order, found: Contest) -> Iterator[Observation]:
    """Tell which item has the place, how surely, and which are next."""
    leader, *level = found.first
    last = "low" if order.name.startswith("low ") else "high"
    place = partial(view.claim, measure=order.ending, lowest=order.lowest)
    value = float(view.figure(leader))
    claims = [place("answer first", found.first, value=value), view.prints(leader)]
    shown = _SAY("shown") if found.partial else ""
    two = len(found.keys) == 2 and not found.partial
    does = _SAY.named(f"{'two' if two else 'does'}.{order.name}")
    parts = {"value": _valued(view, leader), "shown": shown}
    if level:
        if not any(apart(view, leader, other) for other in level):
            yield from _level(view, order, found, claims, parts | {"do": does["many"]})
        return
    parts |= {"leader": view.name(leader), "does": does["one"]}
    if found.close:
        claims.append(place("answer close", (leader, *found.close)))
        parts["close"] = followed(view, found.close, "item")
        if are_tested(view, leader, found.close[0]):
            rule, parts["gap"] = "item close", _SAY.named("gap")[last]
        else:
            many = len(found.close) > 1
            rule, parts["those"] = "item overlapping", _SAY.form("those", many=many)
        yield view.found(rule, leader, order.salience - 0.02, claims, _SAY, **parts)
        return
    following = view.figure(found.keys[1])
    after = [key for key in found.keys[1:] if view.figure(key) == following]
    claims.append(place("answer ahead", [leader]))
    claims += [view.prints(key) for key in after if len(after) <= LISTED]
    parts |= {"before": _SAY.named("before")[last], "next": followed(view, after, "item")}
    yield view.found("item ahead", leader, order.salience, claims, _SAY, **parts)


def _level(
    view: AnswersView,
    order: Order,
    found: Contest,
    claims: list[Claim],
    parts: dict[str, str],
) -> Iterator[Observation]:
    """Tell which items share the place; once, where all of them do."""
    names = [view.name(key) for key in found.first]
    if len(names) < len(found.keys) or found.partial:
        parts["leader"] = view.listed(names, "item")
        yield view.found("item level", found.first[0], order.salience - 0.02, claims, _SAY, **parts)
    elif not order.name.startswith("low "):
        named = view.listed(names) if len(names) <= LISTED else _every(names)
        told = {"leader": named, "value": parts["value"], "as": _SAY.named("as")[order.name]}
        yield view.found("items level", found.first[0], order.salience, claims, _SAY, **told)


def _every(names: Sequence[str]) -> str:
    return _SAY("every", count=number(len(names)))


def _valued(view: AnswersView, key: str) -> str:
    """Figure with what it is measured on: a base, a scale, a whole."""
    line = view.lines[key]
    if line.kind == "share":
        return view.based(key)
    ends = scale_ends(view.tab.question) if view.kind == "grid" else None
    if ends:
        low, high = (plain(each) for each in ends)
        return _SAY("on scale", value=view.printed(key), low=low, high=high)
    if view.kind == "maxdiff" and key.endswith((".best", ".worst")):
        return _SAY("of times", value=view.printed(key))
    if view.kind == "allocation" and line.unit != "percent":
        return _SAY("of whole", value=view.printed(key), whole=plain(view.tab.question.sum))
    return view.printed(key)


def _boxes(view: AnswersView) -> Iterator[Observation]:
    """Tell from where to where the shares of the first box run over the rows of a grid."""
    blocks = dict.fromkeys(line.block for line in view.tab.lines if line.kind == "box")
    for block in list(blocks)[:1]:
        rows = [key for key in view.ending(f".{block}") if view.lines[key].kind == "box"]
        found = contest(view, rows)
        if (
            found is None
            or found.partial
            or view.figure(found.keys[0]) == view.figure(found.keys[-1])
        ):
            continue
        high, low = found.first, _lowest(view, found)
        if len(high) > 1 or len(low) > 1:
            continue
        ends = [float(view.figure(key)) for key in (low[0], high[0])]
        box = _SAY("quoted", label=view.lines[high[0]].head)
        parts = {
            "box": box,
            "most": view.printed(high[0]),
            "least": view.printed(low[0]),
            "best": view.name(high[0]),
            "worst": view.name(low[0]),
        }
        claims = [
            view.claim("answer between", found.keys, value=ends[0], other=ends[1]),
            view.prints(high[0]),
            view.prints(low[0]),
        ]
        yield view.found("boxes of items", high[0], 0.75, claims, _SAY, **parts)


def _lowest(view: AnswersView, found: Contest) -> list[str]:
    least = view.figure(found.keys[-1])
    return [key for key in found.keys if view.figure(key) == least]
