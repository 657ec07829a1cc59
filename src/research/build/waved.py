"""What became of the questionnaire since earlier waves, as lines of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.waves.differences import replaced_words
from research.edition.waves.matching import matching
from research.edition.waves.proposals import proposals
from research.study import open_study
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from research.edition.questions import Question
    from research.edition.waves.differences import Difference
    from research.edition.waves.matching import Matching, Pair
    from research.study import Study

__all__ = ["matched_lines", "proposed_lines", "wave_lines"]

_SAY = Frames(__file__)

# Parts that are listed by name; of more the number is told.
_MOST = 6
_COUNTED = ("type", "wording", "scale", "base", "items", "words", "cells")


def wave_lines(params: Path | str) -> list[str]:
    """Set the questionnaire beside that of each earlier wave: a short table, and names proposed.

    Parameters
    ----------
    params : a parameter file in order.
    """
    study = open_study(params)
    asked = [key for key, wave in study.waves.items() if wave.config.answers]
    return [line for key in asked for line in _since(study, key)] if study.config.answers else []


def _since(study: Study, key: str) -> Iterator[str]:
    wave = study.waves[key]
    later, earlier = (one.table("answers").questions for one in (study, wave))
    found = matching(later, earlier, study.config.waves)
    yield from matched_lines(found, len(later), wave.config.waves.label or wave.config.edition)
    yield from _pasted(found, study, wave)


def matched_lines(found: Matching, asked: int, earlier: str) -> Iterator[str]:
    """Say how many questions are the same, and of the others what became of each.

    Parameters
    ----------
    found : the questions of both, matched.
    asked : how many the later one has.
    earlier : what the earlier one is called.
    """
    counts = {kind: len(found.having(kind)) for kind in _COUNTED}
    told = [
        _SAY.form(f"counts.{kind}", many=count > 1, count=count)
        for kind, count in counts.items()
        if count
    ]
    same = sum(not pair.differences and _whole(pair) for pair in found.pairs.values())
    yield _SAY(
        "since",
        wave=earlier,
        all=asked,
        same=same,
        new=len(found.new),
        gone=len(found.gone),
    ) + (_SAY("changed", listed=series(told)) if told else "")
    for name, pair in found.pairs.items():
        yield from (f"  {name}: {line}" for line in _changes(pair))
    for what in ("new", "gone"):
        names = getattr(found, what)
        if names:
            yield "  " + _SAY(f"questions.{what}", listed=_some(names))


def _whole(pair: Pair) -> bool:
    return not (pair.parts.new or pair.parts.gone)


def _changes(pair: Pair) -> Iterator[str]:
    if pair.later.name != pair.earlier.name:
        yield _SAY("renamed", name=pair.earlier.name)
    yield from map(_said, pair.differences)
    if pair.later.type == pair.earlier.type and pair.later.type not in ("scale", "nps"):
        for what in ("new", "gone"):
            keys = getattr(pair.parts, what)
            if keys:
                yield _SAY.form(
                    f"parts.{what}", many=len(keys) > 1, count=len(keys), listed=_some(keys)
                )


def _said(one: Difference) -> str:
    before, after = one.before or _SAY("nothing"), one.after or _SAY("nothing")
    if one.kind == "wording":
        told = "; ".join(
            _SAY("word", before=old or _SAY("nothing"), after=new or _SAY("nothing"))
            for old, new in replaced_words(one.before, one.after)
        )
    else:
        told = _SAY(f"kinds.{one.kind}", before=before, after=after)
    return _SAY("row", row=one.row, told=told) if one.row else told


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST])
    more = len(names) - _MOST
    return _SAY("more", listed=shown, count=more) if more > 0 else shown


def _pasted(found: Matching, study: Study, wave: Study) -> Iterator[str]:
    later, earlier = (one.table("answers").questions for one in (study, wave))
    yield from proposed_lines(found, later, earlier)


def proposed_lines(
    found: Matching, later: Sequence[Question], earlier: Sequence[Question]
) -> Iterator[str]:
    """Give names of old that seem to be the same, as the parameter file takes them.

    Parameters
    ----------
    found : the questions of both, matched.
    later, earlier : the questions.
    """
    named = proposals(found, later, earlier)
    if named:
        pairs = ", ".join(f"{key}: {old}" for key, old in named.items())
        yield "  " + _SAY("proposed", pairs=f"{{{pairs}}}")
