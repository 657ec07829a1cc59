"""What tables of questions come to, as passages of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.remarks import bulleted
from research.display.escape import escape
from research.identifiers import slug
from research.prose.answers import observe_answers, observe_columns
from research.prose.choice import MOST, Section

if TYPE_CHECKING:
    from research.display.text import Text
    from research.prose.observation import Observation
    from research.tabulation.tab import Tab

__all__ = ["passage_of"]


def passage_of(
    tab: Tab,
    name: str = "",
    *,
    place: int = 0,
    limit: int = MOST,
    columns: bool = False,
    more: str = "",
    section: Section | None = None,
) -> Text:
    """Put what a table comes to into a list; nothing where there is nothing to say.

    Parameters
    ----------
    tab : as its table prints it.
    name : of the passage; made of the tab's own where left out.
    place : place of the table among its kind, from 0; neighbours do not open alike.
    limit : most sentences.
    columns : whether only what the columns differ by is told, right under the table.
    more : a sentence that follows, where a chapter knows more than the table says.
    section : what has been said before under tables of the same book; nothing when left out.
    """
    observed = _differences(tab) if columns else observe_answers(tab)
    found = (section or Section()).choose(observed, limit, turn=place)
    made = slug(name or tab.id.replace("_", "-"))
    said = [*(one.sentence for one in found), *([more] if more else [])]
    return bulleted(f"{made}-observations", [escape(one) for one in said], held=columns)


def _differences(tab: Tab) -> list[Observation]:
    """What the columns of a table differ by; that they do not, its missing letters tell."""
    return [one for one in observe_columns(tab) if one.rule != "alike"]
