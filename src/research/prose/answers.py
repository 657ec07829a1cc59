"""Observations on the answers to any question: what its table is worth saying, by its type.

Every sentence is true of the table at the precision that it prints, and says nothing that the
table's own intervals and tests deny: a first place that chance may have given is told as one, a
difference between columns only where its test is significant after all corrections. Nothing is said
of cells that are hidden, nor of what would give them away; nothing of columns whose base is marked
``**``. Of a total so marked only that is told. Sentences are plain text, to be escaped whole.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from research.prose.answers_groups import observe_differences
from research.prose.answers_items import observe_items
from research.prose.answers_scales import observe_amounts, observe_nps, observe_scale
from research.prose.answers_shares import observe_counted
from research.prose.answers_view import AnswersView
from research.wording.frames import Frames
from research.wording.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.prose.observation import Observation
    from research.tabulation.tab import Tab

__all__ = ["observe_answers", "observe_columns"]

_SAY = Frames(__file__)

_RULES: dict[str, Callable[[AnswersView], list[Observation]]] = {
    "single": observe_counted,
    "multi": observe_counted,
    "open": observe_counted,
    "scale": observe_scale,
    "nps": observe_nps,
    "numeric": observe_amounts,
    "grid": observe_items,
    "allocation": observe_items,
    "ranking": observe_items,
    "maxdiff": observe_items,
}


def observe_answers(tab: Tab) -> list[Observation]:
    """Observe a question, or a row of one, by the columns of a banner.

    Parameters
    ----------
    tab : as its table prints it.

    Returns
    -------
    list of Observation
        In no order; choose three at most with `research.prose.choice.select`. Empty for a
        type of question that makes no table, and where the total is hidden or nobody answered.
    """
    view = AnswersView(tab)
    if not _tells(view):
        return []
    if _few(view):
        return _thin(view)
    return [*_RULES[view.kind](view), *observe_differences(view)]


def observe_columns(tab: Tab) -> list[Observation]:
    """Observe what the columns of a banner differ by, and nothing of everybody together.

    Parameters
    ----------
    tab : as its table prints it.

    Returns
    -------
    list of Observation
        In no order. Empty where there are no columns to compare, or too few answered.
    """
    view = AnswersView(tab)
    return observe_differences(view) if _tells(view) and not _few(view) else []


def _tells(view: AnswersView) -> bool:
    """Whether there are rules for a question of this type, and somebody answered it."""
    return view.kind in _RULES and not view.tab.empty and not isnan(view.base())


def _few(view: AnswersView) -> bool:
    """Whether everybody together are too few for a sentence on the answers."""
    return view.tab.mark("total") == "**"


def _thin(view: AnswersView) -> list[Observation]:
    """Say that too few have answered for anything to be said."""
    base, about = int(view.base()), view.tab.about
    words = {
        "count": number(base),
        "respondents": about.one if base == 1 else about.many,
        "have": _SAY.form("have", many=base != 1),
    }
    claim = view.claim("answer base", [], value=base)
    return [view.found("thin", view.tab.question.name, 1, [claim], _SAY, **words)]
