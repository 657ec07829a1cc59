"""Observations on answers that are numbers: points of a scale, likelihoods to recommend, amounts.

A mean is told with the scale that it stands on; that it lies above the middle of that scale only
where its whole interval does. A score is told with its interval, and where this holds zero, with
what that leaves open. An amount is told by its median and its middle half, and by its mean where
this lies outside the middle half, which means that a few large or small answers make it.
"""

from __future__ import annotations

import re
from math import isnan
from typing import TYPE_CHECKING

from research.prose.answers_shares import answer_contest, everybody
from research.prose.answers_view import scale_ends
from research.wording.figures import grouped, plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.prose.answers_view import AnswersView
    from research.prose.claims import Claim
    from research.prose.observation import Observation

__all__ = ["amount", "bare_amount", "observe_amounts", "observe_nps", "observe_scale"]

_SAY = Frames(__file__)

# Figures that respondents gave themselves: whole ones stand without noughts after the point.
_GIVEN = ("median", "q1", "q3")
_NOUGHTS = re.compile(r"\.0+$")


def observe_scale(view: AnswersView) -> list[Observation]:
    """Observe a scale, or a row of a grid.

    Parameters
    ----------
    view : of the tab.
    """
    whole = list(everybody(view))
    return whole or [*_mean(view), *_boxes(view), *_mode(view)]


def observe_nps(view: AnswersView) -> list[Observation]:
    """Observe likelihoods to recommend.

    Parameters
    ----------
    view : of the tab.
    """
    return [*_score(view), *_sides(view)]


def observe_amounts(view: AnswersView) -> list[Observation]:
    """Observe numbers.

    Parameters
    ----------
    view : of the tab.
    """
    if not view.known("mean"):
        return []
    if view.known("deviation") and view.value("deviation") == 0:
        return list(_constant(view))
    rules = (_median, _quartiles, _pulled)
    found = [one for rule in rules for one in rule(view)]
    return found or list(_mean(view))


def amount(view: AnswersView, key: str) -> str:
    """Figure with the question's unit: "250 people"; "1" of a unit whose singular is not known.

    Parameters
    ----------
    view : of a numeric question.
    key : of the line.
    """
    figure, unit = bare_amount(view, key), view.tab.question.unit
    return _SAY("amount", figure=figure, unit=unit) if unit and figure != "1" else figure


def bare_amount(view: AnswersView, key: str) -> str:
    """Figure without a unit; one that respondents gave, such as a median, without noughts.

    Parameters
    ----------
    view : of a numeric question.
    key : of the line.
    """
    figure = view.printed(key)
    return _NOUGHTS.sub("", figure) if key in _GIVEN else figure


def _mean(view: AnswersView) -> Iterator[Observation]:
    """Tell the mean, the scale that it stands on, and on which side of its middle."""
    if not view.known("mean"):
        return
    ends = scale_ends(view.tab.question) if view.kind == "scale" else None
    side, claims = _side_of_middle(view, ends)
    scale = ""
    if ends:
        low, high = (plain(each) for each in ends)
        scale = _SAY("scale", low=low, high=high)
    parts = {
        "mean": amount(view, "mean"),
        "scale": scale,
        "side": side,
        "people": view.people("mean"),
        "row": _SAY("row", name=view.row) if view.row else "",
        "setting": _SAY("setting", name=view.row) if view.row else "",
    }
    yield view.found("mean", "mean", 0.9, [view.prints("mean"), *claims], _SAY, **parts)


def _side_of_middle(view: AnswersView, ends: tuple[float, float] | None) -> tuple[str, list[Claim]]:
    """Say on which side of the scale's middle the whole interval of the mean lies."""
    if ends is None:
        return "", []
    middle = sum(ends) / 2
    for name, lowest in (("above", False), ("below", True)):
        low, high = view.limits("mean")
        if (high < middle) if lowest else (low > middle):
            claim = view.claim("answer beyond", ["mean"], value=middle, lowest=lowest)
            return _SAY(f"side.{name}"), [claim]
    return "", []


def _boxes(view: AnswersView) -> Iterator[Observation]:
    """Tell the first box and the last."""
    boxes = view.of_kind("box")
    if not boxes:
        return
    first, *others = boxes
    last = others[-1:]
    names = {"top": view.name(first), "share": view.printed(first)}
    parts = dict.fromkeys(("and", "against", "others"), "")
    for key in last:
        beside = {"name": view.name(key), "share": view.printed(key)}
        parts = {name: _SAY(f"beside.{name}", **beside) for name in parts}
    claims = [view.prints(key) for key in (first, *last)]
    yield view.found("boxes", first, 0.86, claims, _SAY, **names, **parts)


def _mode(view: AnswersView) -> Iterator[Observation]:
    """Tell the most frequent answer, where it is ahead of every other."""
    found = answer_contest(view)
    if found is None or not found.clear or found.partial or len(found.keys) < 3:
        return
    leader = found.first[0]
    claims = [view.claim("answer ahead", [leader]), view.prints(leader)]
    parts = {"leader": view.name(leader), "share": view.printed(leader)}
    yield view.found("mode", leader, 0.5, claims, _SAY, **parts)


def _score(view: AnswersView) -> Iterator[Observation]:
    """Tell the score with its interval, and what this leaves open."""
    if not view.known("score"):
        return
    low, high = view.limits("score")
    claims = [view.prints("score")]
    between = left = ""
    if not isnan(low) and not isnan(high):
        ends = view.ends("score")
        between = _SAY("interval", ends=view.interval("score"))
        claims.append(view.claim("answer interval", ["score"], value=ends[0], other=ends[1]))
        if low <= 0 <= high:
            left = _SAY("left open")
            claims.append(view.claim("answer around", ["score"], value=0))
    parts = {"score": view.printed("score"), "interval": between, "left": left}
    yield view.found("score", "score", 0.95, claims, _SAY, people=view.people("score"), **parts)


def _sides(view: AnswersView) -> Iterator[Observation]:
    """Tell the shares of promoters and detractors."""
    if not view.known("promoters") or not view.known("detractors"):
        return
    sides = ("promoters", "detractors")
    parts = {side: view.printed(side) for side in sides}
    claims = [view.prints(side) for side in sides]
    yield view.found("sides", "promoters", 0.8, claims, _SAY, **parts)


def _constant(view: AnswersView) -> Iterator[Observation]:
    """Tell that all gave the same number."""
    parts = {"mean": amount(view, "mean"), "base": grouped(view.base("mean"))}
    claims = [view.prints("mean"), view.prints("deviation")]
    yield view.found("constant", "mean", 1, claims, _SAY, **parts)


def _median(view: AnswersView) -> Iterator[Observation]:
    """Tell the median."""
    if view.known("median"):
        parts = {"median": amount(view, "median"), "people": view.people("median")}
        yield view.found("median", "median", 0.95, [view.prints("median")], _SAY, **parts)


def _quartiles(view: AnswersView) -> Iterator[Observation]:
    """Tell between which numbers the middle half lies."""
    if not view.known("q1") or not view.known("q3"):
        return
    claims = [view.prints("q1"), view.prints("q3")]
    low, high = bare_amount(view, "q1"), amount(view, "q3")
    if view.value("q1") == view.value("q3"):
        yield view.found("one middle", "q1", 0.85, claims, _SAY, middle=high)
    elif view.figure("q1") < view.figure("q3"):
        yield view.found("quartiles", "q1", 0.85, claims, _SAY, low=low, high=high)


def _pulled(view: AnswersView) -> Iterator[Observation]:
    """Find a mean outside the middle half: a few answers far out make it."""
    if not view.known("q1") or not view.known("q3"):
        return
    for quartile, name, first, second in (
        ("q3", "up", "mean", "q3"),
        ("q1", "down", "q1", "mean"),
    ):
        if view.figure(first) > view.figure(second):
            claims = [view.claim("answer exceeds", [first, second]), view.prints("mean")]
            parts = {"mean": amount(view, "mean")}
            yield view.found(f"pulled {name}", quartile, 0.78, claims, _SAY, **parts)
