"""Sentences on what changed between two editions: what rose, what fell, what chance could give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.prose.chance import unlikely
from research.wording.figures import interval, signed
from research.wording.frames import Frames
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

_SAY = Frames(__file__)

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
        return _SAY("title.none", before=before)
    most = firm.index[0]
    row = firm.loc[most]
    parts = {"theme": names.theme(str(most)), "before": before}
    if not row["places"]:
        return _SAY("title.kept", **parts)
    return _SAY("title.moved", moved=_moved(row), ranks=_from_to(row), **parts)


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
    changed = _SAY("lead.one") if some else _SAY("lead.none")
    if some > 1:
        changed = _SAY("lead.many", count=number(some))
    deep, moves = number(depth), []
    if now == then:
        return _SAY("lead.same", depth=deep, before=before, changed=changed)
    come, gone = (sorted(keys, key=list(items.index).index) for keys in (now - then, then - now))
    if come:
        listed = names.listed(come)
        moves.append(_SAY.form("lead.come", many=len(come) > 1, themes=listed, depth=deep))
    if gone:
        moves.append(_SAY.form("lead.gone", many=len(gone) > 1, themes=names.listed(gone)))
    return _SAY("lead.other", moves=capitalise(series(moves)), changed=changed)


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
    for up, rows in ((True, firm[firm["change"] < 0]), (False, firm[firm["change"] > 0])):
        if len(rows):
            listed = series(_one(str(key), row, names) for key, row in rows.iterrows())
            many = len(rows) > 1
            found.append(_SAY.form("risen" if up else "fallen", many=many, themes=listed))
    far = items[~items["significant"] & (items["places"].abs() >= _MOVED)]
    if len(far):
        listed = series(
            _SAY("with ranks", theme=names.theme(str(key)), ranks=_from_to(row))
            for key, row in far.iterrows()
        )
        found.append(_SAY.form("by chance", many=len(far) > 1, themes=listed))
    still = firm[firm["places"] == 0]
    if len(still):
        listed = names.listed(map(str, still.index))
        found.append(_SAY.form("hidden", many=len(still) > 1, themes=listed))
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
    rank = ordinal(int(row["rank_before"]))
    place = _SAY("note.joint", rank=rank) if row["tied_before"] else rank
    parts = {"before": before, "theme": names.theme(key), "place": place}
    if row["reason"]:
        return _SAY("note.untested", reason=str(row["reason"]), **parts)
    parts |= {"change": signed(row["change"], 2), "limits": _limits(row)}
    if row["significant"]:
        return _SAY("note.beyond", **parts)
    # The interval is that of the theme alone: where it leaves out nought, a reader sees a change.
    alone = row["low"] * row["high"] > 0
    return _SAY("note.alone" if alone else "note.chance", **parts)


def _firm(items: pd.DataFrame) -> pd.DataFrame:
    """Themes that changed beyond chance, the largest change first."""
    firm = items[items["significant"]]
    return firm.loc[firm["change"].abs().sort_values(ascending=False, kind="stable").index]


def _moved(row: Any) -> str:
    places = counted(abs(int(row["places"])), _SAY("place"))
    return _SAY("moved.up" if row["places"] > 0 else "moved.down", places=places)


def _from_to(row: Any) -> str:
    before, rank = ordinal(int(row["rank_before"])), ordinal(int(row["rank"]))
    return _SAY("from to", before=before, rank=rank)


def _whole(p: float, before: str, confidence: float) -> str:
    beyond = unlikely(p, confidence)
    return _SAY("whole.beyond" if beyond else "whole.chance", before=before, p=p_is(p))


def _one(key: str, row: Any, names: Names) -> str:
    change = signed(row["change"], 2)
    return _SAY("change", theme=names.theme(key), change=change, limits=_limits(row))


def _limits(row: Any) -> str:
    return interval(row["low"], row["high"], 2, sign=True)
