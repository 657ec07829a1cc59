"""Observations on answers that are counted: of single and multiple choice, and of coded words.

What is said of a table: which answer is the most frequent and how surely (ahead, too close to tell,
level), where the answers gather, which is the least frequent, and what nobody chose. An answer that
says nothing - other, none, don't know, refused - is in no contest; where one is as frequent as the
first it is named beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.prose.answers_contests import Contest, apart, contest
from research.prose.answers_view import LISTED
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.lists import either
from research.wording.numbers import number
from research.wording.shares import percent, whole_percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.prose.answers_view import AnswersView
    from research.prose.claims import Claim
    from research.prose.observation import Observation

__all__ = ["answer_contest", "everybody", "followed", "observe_counted"]

_SAY = Frames(__file__)

# Answers of which one need not say that they lie close together, or where most are.
_FEW = 4
# Percent of all answers that a few of them gather; points between the first and last of even ones.
_GATHERED, _EVEN = 200 / 3, 10


def observe_counted(view: AnswersView) -> list[Observation]:
    """Observe the total of a table of answers.

    Parameters
    ----------
    view : of a single, multiple or open question.
    """
    whole = list(everybody(view))
    found = answer_contest(view)
    if found is None or (whole and not _multiple(view)):
        return whole
    if view.value(found.keys[0]) == 0:
        return [*_nobody(view, found), *_unsure(view, found)]
    rules = (_first, _unsure, _gathered, _even, _last, _untouched, _net)
    return [*whole, *(one for rule in rules for one in rule(view, found))]


def answer_contest(view: AnswersView) -> Contest | None:
    """Hold the answers against each other, those aside that say nothing.

    Parameters
    ----------
    view : of a question with answers to choose from.
    """
    return contest(view, [line.key for line in view.tab.of_kind("category")])


def followed(view: AnswersView, keys: Sequence[str], noun: str = "answer") -> str:
    """Say which lines come next, each with its figure; of many, how many they are.

    Parameters
    ----------
    view : of the tab.
    keys : of the lines.
    noun : for what they are: ``answer`` or ``item``.
    """
    names, figures = [view.name(key) for key in keys], [view.printed(key) for key in keys]
    if len(names) > LISTED:
        return view.listed(names, f"other {noun}")
    if len(set(figures)) == 1:
        many = len(names) > 1
        return _SAY.form("with share", many=many, names=view.listed(names), share=figures[0])
    told = zip(names, figures, strict=True)
    return view.listed([_SAY("with share.one", names=name, share=share) for name, share in told])


def _aside(view: AnswersView, found: Contest) -> str:
    """Say what the first place leaves aside: answers not compared, and those that say nothing."""
    best = view.figure(found.first[0])
    names = [view.name(key) for key in view.asides() if view.figure(key) >= best]
    said = _SAY("shown") if found.partial else ""
    return said + (_SAY("aside", names=view.listed(names)) if names else "")


def _multiple(view: AnswersView) -> bool:
    return view.kind in ("multi", "open")


def _words(view: AnswersView, part: str) -> str:
    """Give a part in the words of the type of question."""
    return _SAY.named(part)[view.kind if _multiple(view) else "single"]


def _first(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Say which answer is the most frequent, and how surely."""
    leader = found.first[0]
    place = view.claim("answer first", found.first, value=float(view.figure(leader)))
    claims = [place, view.prints(leader)]
    parts = {"leader": view.name(leader), "based": view.based(leader)}
    if len(found.first) > 1:
        yield from _level(view, found, claims, parts)
        return
    parts |= {
        "most": _words(view, "most" if len(found.keys) > 2 or view.asides() else "more"),
        "aside": _aside(view, found),
        "do": _words(view, "do.many"),
    }
    if found.close:
        claims.append(view.claim("answer close", (leader, *found.close)))
        close = followed(view, found.close)
        yield view.found("close", leader, 0.9, claims, _SAY, close=close, **parts)
    else:
        best = view.figure(found.keys[1])
        after = [key for key in found.keys[1:] if view.figure(key) == best]
        claims += [
            view.claim("answer ahead", [leader]),
            *(view.prints(key) for key in after if len(after) <= LISTED),
        ]
        yield view.found("ahead", leader, 0.92, claims, _SAY, next=followed(view, after), **parts)


def _level(
    view: AnswersView, found: Contest, claims: list[Claim], parts: dict[str, str]
) -> Iterator[Observation]:
    """Say which answers share the first place, unless a test tells them apart all the same."""
    leader, *others = found.first
    if any(apart(view, leader, other) for other in others):
        return
    names = [view.name(key) for key in found.first]
    if len(names) == len(found.keys) and not found.partial:
        every = _SAY("every", count=number(len(names)), options=_words(view, "options"))
        parts["leader"] = view.listed(names) if len(names) <= LISTED else every
        yield view.found("all level", leader, 0.9, claims, _SAY, **parts)
    else:
        parts |= {"leader": view.listed(names), "aside": _aside(view, found)}
        yield view.found("level", leader, 0.9, claims, _SAY, **parts)


def everybody(view: AnswersView) -> Iterator[Observation]:
    """Find an answer that all have given.

    Parameters
    ----------
    view : of a question with answers to choose from.
    """
    keys = [*view.of_kind("category"), *view.asides()]
    full = [key for key in keys if view.value(key) == 100 and view.counted(key) == view.base(key)]
    if full and len(full) <= LISTED:
        claims = [view.claim("answer prints", [key], value=100) for key in full]
        parts = {
            "names": view.listed([view.name(key) for key in full]),
            "be": _SAY.form("be", many=len(full) > 1),
            "given": _words(view, "given"),
            "base": grouped(view.base(full[0])),
            "do": _words(view, "do.many"),
        }
        yield view.found("everybody", full[0], 1, claims, _SAY, **parts)


def _nobody(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Find that none of the answers was given."""
    if found.partial or any(view.counted(key) != 0 for key in found.keys):
        return
    parts = {
        "all": number(len(found.keys)),
        "options": _words(view, "options"),
        "given": _words(view, "given"),
        "do": _words(view, "do.one"),
        "base": grouped(view.base(found.keys[0])),
    }
    claims = [view.claim("answer nobody", found.keys)]
    yield view.found("nobody", found.keys[0], 1, claims, _SAY, **parts)


def _unsure(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Find an answer that says nothing ahead of each that says something."""
    asides = view.asides()
    for key in asides:
        others = [*found.keys, *(other for other in asides if other != key)]
        ahead = all(
            view.figure(key) > view.figure(other) and apart(view, key, other) for other in others
        )
        if ahead and not found.partial and view.value(key) < 100:
            claims = [view.claim("answer ahead of all", (key, *others)), view.prints(key)]
            parts = {
                "names": view.name(key),
                "based": view.based(key),
                "given": _words(view, "given"),
                "do": _words(view, "do.many"),
            }
            yield view.found("unsure", key, 0.95, claims, _SAY, **parts)


def _gathered(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Find a few answers that make up most, where each respondent gave one."""
    if _multiple(view) or len(found.keys) < _FEW or found.partial:
        return
    for size in range(2, min(LISTED, len(found.keys) // 2) + 1):
        keys, following = found.keys[:size], found.keys[size]
        total = sum(view.value(key) for key in keys)
        if total >= _GATHERED and view.figure(keys[-1]) > view.figure(following):
            claim = view.claim("answer sum", keys, value=whole_percent(total))
            names = view.listed([view.name(key) for key in keys])
            yield view.found(
                "gathered", keys[0], 0.6, [claim], _SAY, names=names, share=percent(total)
            )
            return


def _even(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Find answers that lie close together."""
    high, low = found.keys[0], found.keys[-1]
    apart_by = view.figure(high) - view.figure(low)
    if len(found.keys) < _FEW or not 0 < apart_by <= _EVEN:
        return
    ends = float(view.figure(low)), float(view.figure(high))
    parts = {
        "low": view.printed(low),
        "high": view.printed(high),
        "all": number(len(found.keys)),
        "options": _words(view, "options"),
        "shown": _SAY("shown") if found.partial else "",
    }
    claim = view.claim("answer between", found.keys, value=ends[0], other=ends[1])
    yield view.found("even", high, 0.7, [claim], _SAY, **parts)


def _last(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Find the answer given least often, where that is no matter of chance."""
    behind = contest(view, found.keys, lowest=True)
    if behind is None or not behind.clear or len(found.keys) < LISTED:
        return
    last = behind.first[0]
    if view.value(last) == 0:
        return
    claims = [
        view.claim("answer first", behind.first, value=float(view.figure(last)), lowest=True),
        view.claim("answer ahead", [last], lowest=True),
        view.prints(last),
    ]
    parts = {
        "names": view.name(last),
        "least": _words(view, "least"),
        "share": view.printed(last),
        "do": _words(view, "do.many"),
        "shown": _SAY("shown") if found.partial else "",
    }
    yield view.found("last", last, 0.5, claims, _SAY, **parts)


def _untouched(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Find answers that nobody gave."""
    none = [key for key in found.keys if view.counted(key) == 0 == view.value(key)]
    if not none or len(none) > LISTED:
        return
    names = [view.name(key) for key in none]
    parts = {
        "names": view.listed(names),
        "either": either(names),
        "do": _words(view, "do.one"),
        "given": _words(view, "given"),
        "be": _SAY.form("be", many=len(none) > 1),
    }
    claim = view.claim("answer nobody", none)
    yield view.found("untouched", none[0], 0.55, [claim], _SAY, **parts)


def _net(view: AnswersView, found: Contest) -> Iterator[Observation]:
    """Say what answers counted together come to."""
    nets = view.of_kind("net")
    if nets:
        net = max(nets, key=view.value)
        if view.figure(net) > view.figure(found.first[0]):
            parts = {"names": view.name(net), "share": view.printed(net)}
            parts |= {part: _words(view, part) for part in ("answers", "give")}
            yield view.found("net", net, 0.65, [view.prints(net)], _SAY, **parts)
