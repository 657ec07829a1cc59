"""Ranks in tables: their cells, their results, and the notes on small bases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.chapters.groups import rank_base
from research.display.result import Result
from research.display.table import Cell
from research.prose.evidence import span
from research.prose.observation import Thresholds
from research.wording.figures import DASH
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.ordinals import format_rank
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.display.palette import Role
    from research.study import Study

__all__ = [
    "apart_from",
    "base_note",
    "box_ends",
    "partial_note",
    "rank_cell",
    "rank_results",
    "records",
    "theme_stub",
]

_SAY = Frames(__file__)

# Ranks that differ from overall by more than this many places stand out.
_PLACES = 2
HIDDEN = Cell(DASH, "muted")


def theme_stub() -> str:
    """Head of a column of themes."""
    return _SAY("theme")


def records(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Give a frame's rows as mappings."""
    return frame.to_dict("records")


def rank_cell(rank: int | None, tied: bool, overall: int) -> Cell:
    """Print a group's rank: the top three tinted, far from overall in colour with an arrow."""
    if rank is None:
        return HIDDEN
    marks = ["top3"] if rank <= 3 else []
    found: dict[Role, str] = {"subject": "better", "contrast": "worse"}
    marks += [found[role] for role in [apart_from(rank, overall)] if role in found]
    return Cell(format_rank(rank, tied), " ".join(marks))


def apart_from(rank: int, overall: int) -> Role:
    """Give the role of a group's rank: the subject far above overall, contrast far below."""
    if overall - rank > _PLACES:
        return "subject"
    return "contrast" if rank - overall > _PLACES else "other"


def rank_results(tidy: pd.DataFrame, breakdown: str, names: Mapping[str, str]) -> list[Result]:
    """Ranks of themes within groups, for the ledger.

    Parameters
    ----------
    tidy : as `research.frameworks.priorities.group_ranks` gives it.
    breakdown : its key.
    names : label of each theme by its key.
    """
    return [
        Result(
            f"{breakdown}.{row['group']}.{row['item']}.rank",
            int(row["rank"]),
            "rank",
            int(row["base"]),
            _SAY("result", theme=names[row["item"]]),
            tied=bool(row["tied"]),
        )
        for row in records(tidy[~tidy["hidden"]])
    ]


def base_note(study: Study, bases: Mapping[str, int]) -> list[str]:
    """Say which bases are small and which are hidden."""
    privacy = study.config.privacy
    small = [
        label for label, base in bases.items() if privacy.hide_base <= base < privacy.flag_base
    ]
    hidden = [label for label, base in bases.items() if base < privacy.hide_base]
    notes = []
    if small:
        whole = len(small) == len(bases)
        notes.append(_SAY("small.all" if whole else "small.some", least=privacy.flag_base))
    if hidden:
        notes.append(_SAY("hidden", least=privacy.hide_base))
    return notes


def partial_note(study: Study) -> list[str]:
    """Say how themes count that respondents did not rank; nothing where all ranked all."""
    ranks, base = study.ranks, rank_base(study)
    given = ranks.notna().sum(axis=1)
    none, short = int((given == 0).sum()), int(((given > 0) & (given < study.ranked)).sum())
    told = []
    if study.ranked < ranks.shape[1]:
        asked, depth = number(study.ranked), number(ranks.shape[1])
        told.append(_SAY("partial.asked", asked=asked, depth=depth))
    if short:
        told.append(_SAY.form("partial.short", many=short > 1, count=number(short), base=base))
    if told:
        told.append(_SAY("partial.rule", base=base))
    if none:
        told.append(capitalise(_SAY.form("partial.none", many=none > 1, count=number(none))))
    return [" ".join(told)] if told else []


def box_ends(study: Study) -> dict[str, tuple[range, Role]]:
    """Positions and colour of the measures at either end; the lower one where all were asked."""
    depth = len(study.themes)
    deep = Thresholds().box(depth)
    top = min(deep, study.ranked)
    upper = "first" if top == 1 else f"top{top}"
    lower = "last" if deep == 1 else f"bottom{deep}"
    ends: dict[str, tuple[range, Role]] = {upper: (span(upper, depth), "subject")}
    if study.ranked == depth:
        ends[lower] = (span(lower, depth), "muted")
    return ends
