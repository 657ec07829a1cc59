"""Sentences on a question from wave to wave: what rose, what fell, what chance may explain.

One sentence a question. It calls a change one only where the test says so after the correction for
all that is compared, tells apart what the table's own test alone takes for one, and sets no two
waves beside each other between which the question was changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.tabulation.changes import PREVIOUS, YEAR
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.plurals import counted
from research.wording.sentences import capitalise, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from research.prose.waves_view import Change, Told, WavesView
    from research.tabulation.tab import Break

__all__ = ["changed_in", "describe_waves", "lead_waves", "title_waves"]

_SAY = Frames(__file__)

_LISTED = 3
_FIRM = ("up", "down")


def lead_waves(changes: pd.DataFrame, labels: dict[str, str]) -> str:
    """Say how many changes there are, of all that were compared.

    Parameters
    ----------
    changes : from `research.tabulation.changes.wave_changes`.
    labels : of the waves by key.
    """
    tested = changes[changes["p"].notna()]
    if tested.empty:
        return _SAY("lead.nothing")
    clauses = []
    for step in (PREVIOUS, YEAR):
        own = tested[tested["step"] == step]
        if own.empty:
            continue
        firm = int(own["significant"].sum())
        some = _SAY.form("lead.some", many=firm != 1, firm=number(firm)) if firm else ""
        parts = {
            "told": some or _SAY("lead.none"),
            "before": labels[str(own["before"].iloc[0])],
            "comparisons": counted(len(own), _SAY("lead.comparison")),
        }
        clauses.append(_SAY(f"lead.{step}", **parts))
    return sentence("; ".join(clauses))


def describe_waves(view: WavesView) -> str:
    """Say in a sentence how a question moved since the wave before, and since the year before.

    Parameters
    ----------
    view : of the question.

    Returns
    -------
    Empty where the last wave shows nothing that could be told.
    """
    if not view.told or not view.before(PREVIOUS):
        return ""
    steps = [step for step in (PREVIOUS, YEAR) if view.before(step)]
    both = _both(view) if len(steps) > 1 else ""
    return sentence(both or "; ".join(_clause(view, step) for step in steps))


def title_waves(view: WavesView) -> str:
    """Message of a question's chart.

    Parameters
    ----------
    view : of the question.
    """
    if not view.told or not view.before(PREVIOUS):
        return view.first.title
    for step in (PREVIOUS, YEAR):
        if not view.before(step) or view.broken(step):
            continue
        moved = _firm([view.change(one, step) for one in view.told])
        if moved:
            return capitalise(_move(view, moved[0], step, "title"))
    before = view.label(view.before(PREVIOUS))
    found = view.broken(PREVIOUS)
    if found:
        return capitalise(_SAY("title.broken", before=before, changed=changed_in(found)))
    states = {view.change(one, PREVIOUS).state for one in view.told}
    known = states <= {"still", "same"}
    still = "title.still in part" if view.partial else "title.still"
    return capitalise(_SAY(still if known else "title.open", before=before))


def changed_in(found: Break) -> str:
    """Say what was changed between two waves: "the question was asked in other words".

    Parameters
    ----------
    found : the break.
    """
    words = _SAY.named("changed")
    return series(words[kind] for kind in found.kinds)


def _both(view: WavesView) -> str:
    """Say of both steps together that chance may explain them, or that neither is compared."""
    breaks = [view.broken(step) for step in (PREVIOUS, YEAR)]
    changed = {changed_in(each) if each else "" for each in breaks}
    states = {view.change(one, step).state for one in view.told for step in (PREVIOUS, YEAR)}
    if len(changed) > 1 or not (changed != {""} or states <= {"still", "same"}):
        return ""
    one = view.told[0]
    key = f"{'one' if len(view.told) == 1 else 'many'}.both.{'broken' if any(changed) else 'still'}"
    parts = {
        "figure": view.figure_name(one),
        "value": view.figure(one, view.now),
        "now": view.label(view.now),
        "before": view.label(view.before(PREVIOUS)),
        "then": view.figure(one, view.before(PREVIOUS)),
        "year": view.label(view.before(YEAR)),
        "was": view.figure(one, view.before(YEAR)),
        "count": number(len(view.told)),
        "noun": _noun(view),
        "changed": changed.pop(),
    }
    return _SAY(key, **{name: parts[name] for name in _SAY.fields(key)})


def _noun(view: WavesView) -> str:
    """What several figures of a question are called; where some are not told of, which are."""
    noun = _SAY.named("nouns")[view.first.question.type]
    return _SAY("partial", noun=noun) if view.partial else noun


def _clause(view: WavesView, step: str) -> str:
    found = view.broken(step)
    before = view.label(view.before(step))
    if len(view.told) == 1:
        [told] = view.told
        if found:
            return _told_alone(view, told, step, "broken", changed=changed_in(found))
        return _told_alone(view, told, step, view.change(told, step).state)
    if found:
        return _SAY(f"many.{step}.broken", before=before, changed=changed_in(found))
    return _SAY(f"many.{step}.compared", before=before, moves=_moves(view, step))


def _told_alone(view: WavesView, told: Told, step: str, state: str, changed: str = "") -> str:
    """Say how the one figure of a question moved."""
    before = view.before(step)
    key = f"one.{step}.{state}"
    parts = {
        "figure": view.figure_name(told),
        "value": view.figure(told, view.now),
        "now": view.label(view.now),
        "then": view.figure(told, before),
        "before": view.label(before),
        "changed": changed,
    }
    return _SAY(key, **{name: parts[name] for name in _SAY.fields(key)})


def _moves(view: WavesView, step: str) -> str:
    """Say which of several figures moved, and that the others did not where that is known."""
    changes = [view.change(one, step) for one in view.told]
    tested = [one for one in changes if one.state not in ("missing", "untested", "broken")]
    if not tested:
        return _SAY("many.untested")
    broken = [one for one in changes if one.state == "broken"]
    firm = _firm(changes)
    alone = [one for one in tested if one.state == "alone"]
    others = [one for one in tested if one.state in ("still", "same")]
    said = []
    if firm:
        told = [_move(view, one, step, "many") for one in firm[:_LISTED]]
        if len(firm) > _LISTED:
            told.append(_SAY("many.more", count=number(len(firm) - _LISTED)))
        said.append(series(told))
    if alone:
        listed = view.listed([one.told for one in alone], _LISTED)
        said.append(_SAY.form("many.alone", many=len(alone) > 1, names=listed))
    if broken:
        listed = view.listed([one.told for one in broken], _LISTED)
        said.append(_SAY.form("many.broken", many=len(broken) > 1, names=listed))
    if others and len(others) + len(firm) + len(alone) + len(broken) == len(changes):
        said.append(_unmoved(view, len(others), len(changes)))
    return _SAY("and").join(said) if said else _SAY("many.hair")


def _unmoved(view: WavesView, count: int, whole: int) -> str:
    """Say of the others, or of all, that chance may explain how they moved."""
    if count == whole:
        return _SAY("many.none", count=number(count), noun=_noun(view))
    return _SAY("many.others.many", count=number(count)) if count > 1 else _SAY("many.others.one")


def _move(view: WavesView, change: Change, step: str, frame: str) -> str:
    """Say of one figure from what to what it moved."""
    before = view.before(step)
    name = view.figure_name(change.told) if len(view.told) == 1 else view.name(change.told)
    key = f"{frame}.{'up' if change.up else 'down'}"
    parts = {
        "figure": name,
        "then": view.figure(change.told, before),
        "value": view.figure(change.told, view.now),
        "before": view.label(before),
        "now": view.label(view.now),
    }
    return _SAY(key, **{name: parts[name] for name in _SAY.fields(key)})


def _firm(changes: Sequence[Change]) -> list[Change]:
    """Changes beyond chance among all that were compared, the surest first."""
    firm = [one for one in changes if one.state in _FIRM]
    return sorted(firm, key=lambda one: -abs(one.t))
