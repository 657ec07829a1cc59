"""Sentences on what changed between two editions: what rose, what fell, what chance could give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.prose.chance import unlikely
from research.wording.figures import interval, signed
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.plurals import counted
from research.wording.probabilities import p_is
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    import pandas as pd

    from research.prose.names import Names

__all__ = ["describe_changes", "lead_changes", "note_change", "title_changes"]

_TOP = 3
# A theme that moved so far is worth a sentence even where chance could have moved it.
_MOVED = 2


def title_changes(items: pd.DataFrame, names: Names, before: str) -> str:
    """Message of the chart of ranks: the theme that changed most, where it changed at all.

    Parameters
    ----------
    items : as ``OrderChanges.items``.
    names : what themes are called.
    before : the earlier edition.
    """
    firm = _firm(items)
    if firm.empty:
        return f"No theme has moved since {before} by more than chance can explain"
    most = firm.index[0]
    row = firm.loc[most]
    if not row["places"]:
        return f"{names.theme(str(most))} has changed most since {before}, and kept its place"
    return f"{names.theme(str(most))} has {_moved(row)} since {before}, {_from_to(row)}"


def lead_changes(items: pd.DataFrame, names: Names, before: str) -> str:
    """Sentence that opens the chapter: whether the head of the order is the same.

    Parameters
    ----------
    items, names, before : as for `title_changes`.
    """
    depth = min(_TOP, len(items) // 2)
    now, then = (
        set(items.index[items[column] <= depth].map(str)) for column in ("rank", "rank_before")
    )
    some = int(items["significant"].sum())
    who = f"{number(some)} themes have" if some > 1 else f"{'one' if some else 'no'} theme has"
    changed = f"{who} changed by more than chance can explain"
    if now == then:
        return f"The first {number(depth)} are the themes of {before}; {changed}."
    come = _listed(sorted(now - then, key=list(items.index).index), names)
    gone = _listed(sorted(then - now, key=list(items.index).index), names)
    parts = [f"{come} {_verb(now - then)} now among the first {number(depth)}" if come else ""]
    parts += [f"{gone} {_verb(then - now)} no longer there" if gone else ""]
    return f"{capitalise(' and '.join(part for part in parts if part))}; {changed}."


def describe_changes(
    items: pd.DataFrame, p: float, names: Names, before: str, confidence: float
) -> list[str]:
    """What the tests of the changes say, from the whole order to single themes.

    Parameters
    ----------
    items, names, before : as for `title_changes`.
    p : of all themes at once.
    confidence : one less the risk of a false alarm.
    """
    found = [_whole(p, before, confidence)]
    firm = _firm(items)
    for sign, verb in ((-1, "risen"), (1, "fallen")):
        rows = firm[firm["change"] * sign > 0]
        if len(rows):
            listed = series([_one(str(key), row, names) for key, row in rows.iterrows()])
            have = "has" if len(rows) == 1 else "have"
            found.append(f"{listed} {have} {verb} by more than chance can explain.")
    far = items[~items["significant"] & (items["places"].abs() >= _MOVED)]
    if len(far):
        listed = series([_places(str(key), row, names) for key, row in far.iterrows()])
        found.append(
            f"{listed} changed places too, and for {'that' if len(far) == 1 else 'each of them'} "
            "chance is explanation enough."
        )
    still = firm[firm["places"] == 0]
    if len(still):
        one = len(still) == 1
        which, has = ("its rank", "has") if one else ("their ranks", "have")
        found.append(
            f"A rank can hide a change: {_listed(map(str, still.index), names)} {has} kept {which} "
            f"while the mean behind {'it' if one else 'them'} moved."
        )
    return found


def note_change(row: Any, names: Names, key: str, before: str) -> str:
    """Quiet note on one theme: its rank before, and whether it has changed.

    Parameters
    ----------
    row : the theme's row of ``OrderChanges.items``.
    names : what themes are called.
    key : of the theme.
    before : the earlier edition.
    """
    place = f"{'joint ' if row['tied_before'] else ''}{ordinal(int(row['rank_before']))}"
    opening = f"In {before} {names.theme(key)} was {place} overall"
    if row["reason"]:
        return f"{opening}; the change was not tested: {row['reason']}."
    change = f"{signed(row['change'], 2)} ({_limits(row)})"
    says = "is more than chance can explain" if row["significant"] else "cannot be told from chance"
    return f"{opening}; the change of its mean rank, {change}, {says}."


def _firm(items: pd.DataFrame) -> pd.DataFrame:
    """Themes that changed beyond chance, the largest change first."""
    firm = items[items["significant"]]
    return firm.loc[firm["change"].abs().sort_values(ascending=False, kind="stable").index]


def _moved(row: Any) -> str:
    places = abs(int(row["places"]))
    return f"{'risen' if row['places'] > 0 else 'fallen'} {counted(places, 'place')}"


def _from_to(row: Any) -> str:
    return f"from {ordinal(int(row['rank_before']))} to {ordinal(int(row['rank']))}"


def _whole(p: float, before: str, confidence: float) -> str:
    if unlikely(p, confidence):
        return (
            f"Taken over all themes, the order differs from that of {before} by more than chance "
            f"can explain ({p_is(p)})."
        )
    return f"Taken over all themes, the order cannot be told from that of {before} ({p_is(p)})."


def _one(key: str, row: Any, names: Names) -> str:
    change = signed(row["change"], 2)
    return f"{names.theme(key)} ({change} in mean rank, {_limits(row)})"


def _limits(row: Any) -> str:
    return interval(row["low"], row["high"], 2, sign=True)


def _places(key: str, row: Any, names: Names) -> str:
    return f"{names.theme(key)} ({_from_to(row)})"


def _listed(keys: Any, names: Names) -> str:
    return names.listed(keys)


def _verb(keys: Any) -> str:
    return "is" if len(keys) == 1 else "are"
