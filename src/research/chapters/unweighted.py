"""Exhibits that count everybody alike: in an edition with a weight each of them says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from research.display.chart import Chart
from research.display.table import Table
from research.edition.parameters import ANSWERS
from research.edition.weights import own_weight
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["ALIKE", "told_alike", "unweighted"]

_SAY = Frames(__file__)

Made = TypeVar("Made")


def _of(room: str, *modules: str) -> list[str]:
    return [f"{room}.{module}" for module in modules]


_THEMES = _of(
    "priorities",
    *("breakdown", "changes", "confidence", "differences", "overall", "reconstruction"),
    *("robustness", "theme"),
)
_ACCOUNTS = [
    *_of("supplier", "accounts", "briefs", "categories", "checklist", "finance", "loop", "loyalty"),
    *_of("supplier", "loyalty_checks", "loyalty_value", "plan", "plan_scores", "planning"),
    *_of("supplier", "portfolios", "positions", "relationship", "roi", "whitespace"),
    *_of("listening", "health"),
]
_CONTACTS = [
    *_of("listening", "engagement", "ninedrivers", "touchpoints", "unit", "voices"),
    *_of("supplier", "movement", "operations", "personas", "pilot"),
]
_ASSESSMENTS = _of("priorities", "scores", "standing")
ALIKE = {
    **dict.fromkeys(_THEMES, ANSWERS),
    **dict.fromkeys(_ACCOUNTS, "accounts"),
    **dict.fromkeys(_CONTACTS, "contacts"),
    **dict.fromkeys(_ASSESSMENTS, "assessments"),
}
"""Modules of chapters without a weight, with their rooms, by the table whose rows they count."""
# What of them counts no rows of that table: scores of firms, and words of an author.
_COUNTLESS = ("benchmark_chart", "objectives_table")


def unweighted(study: Study, table: str) -> list[str]:
    """Say that figures are unweighted; nothing where the edition has no weight of the rows.

    Parameters
    ----------
    study : the edition.
    table : name of the table of data whose rows are counted.
    """
    if study.config.table(table) is None:
        return []
    name = own_weight(study.config.weights, study.config.lineage(table))
    return [_SAY("note", weight=name)] if name else []


def told_alike(study: Study, module: str, function: str, made: Made) -> Made:
    """Say under a table or a chart that it is unweighted, where it is and the edition has a weight.

    Parameters
    ----------
    study : the edition.
    module, function : names of what made it, in `research.chapters`: the module with its room.
    made : whatever a chapter makes; texts stay as they are.
    """
    table = ALIKE.get(module)
    if table is None or function in _COUNTLESS or not isinstance(made, Table | Chart):
        return made
    said = unweighted(study, table)
    return replace(made, notes=[*made.notes, *said]) if said else made
