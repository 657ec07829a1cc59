"""Observations on what differs between the columns of a table, as far as its own tests say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from research.prose.answers_tests import REST, above, against_rest, compared, sayable_points
from research.prose.answers_view import LISTED
from research.tabulation.figures import printed
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.prose.answers_view import AnswersView
    from research.prose.observation import Observation
    from research.tabulation.tab import Point

__all__ = ["line_differences", "observe_differences"]

_SAY = Frames(__file__)

# Figures of which a difference is told, by type of question; the first that the table has.
_FIGURES = {"scale": ("mean",), "nps": ("score",), "numeric": ("mean",)}
_ENDINGS = {
    "grid": (".mean",),
    "allocation": (".mean",),
    "ranking": (".first",),
    "maxdiff": (".score",),
}
_COUNTED = ("single", "multi", "open")
# Rules that tell a figure that is above, or below, by types of questions; of other types the first.
_RULES = ("higher", "lower")
_OWN_RULES = {
    "allocation": ("larger", "smaller"),
    "ranking": ("larger", "smaller"),
    "numeric": ("above", "below"),
}
# Share of a figure's difference, in percent of the larger one, and points of a share, that make a
# difference as unusual as any.
_WIDE = 40
_LEAST, _TINY = 0.7, 1e-9


class _Difference(NamedTuple):
    """A column that stands above (or below) others of its group, and those."""

    point: str
    others: tuple[str, ...]
    lower: bool


def observe_differences(view: AnswersView) -> list[Observation]:
    """Observe the columns of each group against each other.

    A difference is told only where the table's test says so, where both columns are shown, neither
    is marked as too small to test, and the two figures differ as printed. Where a table compares
    columns and finds no difference, that is told.

    Parameters
    ----------
    view : of the tab.
    """
    found: list[Observation] = []
    alike: list[Sequence[Point]] = []
    for group in view.tab.groups:
        told = [one for key in _told_of(view) for one in _of_line(view, key, group)]
        found += told
        if not told and compared(view, group):
            alike.append(group)
    return [*found, *_alike(view, alike)]


def line_differences(view: AnswersView, key: str) -> list[Observation]:
    """Observe the columns of each group against each other in one line, the widest apart first.

    Parameters
    ----------
    view : of the tab.
    key : of the line.
    """
    found = [one for group in view.tab.groups for one in _of_line(view, key, group)]
    return sorted(found, key=lambda one: -one.salience)


def _told_of(view: AnswersView) -> list[str]:
    """Lines of which differences are told; of two answers that leave no third, the first alone."""
    if view.kind == "single":
        answers = view.of_kind("category")
        both = len(answers) == 2 and abs(sum(map(view.value, answers)) - 100) < _TINY
        return [*answers[: 1 if both else None], *view.of_kind("net")]
    if view.kind in _COUNTED:
        return view.of_kind("category", "net")
    endings = [key for ending in _ENDINGS.get(view.kind, ()) for key in view.ending(ending)]
    figures = [key for key in _FIGURES.get(view.kind, ()) if key in view.lines]
    found = [key for key in (*endings, *figures) if view.known(key)]
    return found or view.of_kind("box")


def _of_line(view: AnswersView, key: str, group: Sequence[Point]) -> Iterator[Observation]:
    """Tell the largest difference of a line, or the column that differs from the rest."""
    found = _largest(view, key, sayable_points(view, key, group))
    if found:
        yield _difference(view, key, found)
        return
    sides = against_rest(view, key, group)
    if sides and len(group) > 2:
        point = max(sides, key=lambda each: abs(view.value(key, each) - view.value(key)))
        yield _from_rest(view, key, point, lower=sides[point] == "lower")


def _largest(view: AnswersView, key: str, points: Sequence[str]) -> _Difference | None:
    """Find the column that differs from most others, and of several the one that does so most."""
    pairs = [
        (high, low)
        for high in points
        for low in points
        if high != low
        and view.comparisons.get((key, high, low), True)
        and view.figure(key, high) > view.figure(key, low)
        and above(view, key, high, low)
    ]
    found = [
        *(_Difference(one, _lows(pairs, one), lower=False) for one in points),
        *(_Difference(one, _highs(pairs, one), lower=True) for one in points),
    ]
    told = [each for each in found if 0 < len(each.others) <= LISTED]
    return max(told, key=lambda each: (len(each.others), _gap(view, key, each)), default=None)


def _lows(pairs: Sequence[tuple[str, str]], point: str) -> tuple[str, ...]:
    return tuple(low for high, low in pairs if high == point)


def _highs(pairs: Sequence[tuple[str, str]], point: str) -> tuple[str, ...]:
    return tuple(high for high, low in pairs if low == point)


def _gap(view: AnswersView, key: str, found: _Difference) -> float:
    own = view.value(key, found.point)
    return max(abs(own - view.value(key, other)) for other in found.others)


def _salience(view: AnswersView, key: str, gap: float) -> float:
    """How unusual a difference is: by its points, or by its part of the figure itself."""
    whole = view.lines[key].unit in ("percent", "score")
    wide = gap if whole else 100 * gap / max(abs(view.value(key)), _TINY)
    return _LEAST + 0.2 * min(wide / _WIDE, 1)


def _difference(view: AnswersView, key: str, found: _Difference) -> Observation:
    point, others, lower = found
    cells = [view.prints(key, each) for each in (point, *others)]
    claims = (
        [view.claim("answer above", [key], other, point) for other in others]
        if lower
        else [view.claim("answer above", [key], point, *others)]
    )
    rule, parts = _worded(view, key, lower=lower)
    told = {"told": view.told(key, [point]), "others": view.told(key, others)}
    told["small"] = view.small(key, [point, *others])
    salience = _salience(view, key, _gap(view, key, found))
    return view.found(rule, key, salience, [*claims, *cells], _SAY, **parts, **told)


def _from_rest(view: AnswersView, key: str, point: str, *, lower: bool) -> Observation:
    claims = [view.claim("answer from rest", [key], point, lowest=lower), view.prints(key, point)]
    rule, parts = _worded(view, key, lower=lower)
    told = {"told": view.told(key, [point]), "others": _rest(view, key, point)}
    told["small"] = view.small(key, [point])
    return view.found(rule, key, _LEAST, claims, _SAY, **parts, **told)


def _rest(view: AnswersView, key: str, point: str) -> str:
    """The other columns of a group together, with their figure where the test of it tells."""
    tests = view.tab.tests
    told = [tests[name] == value for name, value in (("line", key), ("first", point))]
    own = tests.loc[told[0] & told[1] & (tests["second"] == REST), "difference"].dropna()
    if len(own) != 1:
        return _SAY("rest.unknown")
    value = view.value(key, point) - float(own.iloc[0])
    return _SAY("rest.known", figure=printed(value, view.lines[key], view.places))


def _worded(view: AnswersView, key: str, *, lower: bool) -> tuple[str, dict[str, str]]:
    """Give the rule that tells a difference of a line, and the words for the line."""
    if view.kind in _COUNTED:
        net = view.lines[key].kind == "net"
        name = view.name(key)
        parts = {
            "line": _SAY.named("under", net=name)[view.kind] if net else name,
            "given": _SAY.named("given")[view.kind],
            "naming": "" if net else _SAY.named("naming")[view.kind],
        }
        return ("less" if lower else "more"), parts
    return _OWN_RULES.get(view.kind, _RULES)[lower], {"line": view.figure_name(key)}


def _alike(view: AnswersView, groups: Sequence[Sequence[Point]]) -> list[Observation]:
    """Tell of groups whose columns were compared without two that differ; nested ones apart."""
    told = [group for group in groups if len({head for p in group for head in p.heads}) == 1]
    if not told:
        return []
    heads = series(_SAY("quoted", head=group[0].heads[0]) for group in told)
    claims = [view.claim("answer alike", [], *(point.key for point in group)) for group in told]
    return [view.found("alike", told[0][0].key, 0.3, claims, _SAY, head=heads)]
