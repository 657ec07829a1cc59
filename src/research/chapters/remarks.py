"""What chapters say in sentences, as passages of the report: openings, observations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.thinness import line_or_why
from research.display.escape import escape
from research.display.text import Text
from research.prose.choice import MOST, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from research.display.result import Result
    from research.prose.observation import Observation

__all__ = ["bulleted", "noted", "opened", "passage"]


def opened(
    name: str, title: str, lead: Callable[[], str], more: str = "", *, sheet: bool = False
) -> Text:
    """Put heading and first sentence of a chapter into a passage.

    Parameters
    ----------
    name : of the passage.
    title : as Markdown.
    lead : gives the sentence as Markdown; where the data are too thin for it, they say so.
    more : what follows, with the line feed before it.
    sheet : whether the chapter is a page by itself wherever it stands.
    """
    said = line_or_why(lead)
    title += " {.sheet}" if sheet else ""
    return Text(f"txt-{name}", f"## {title}\n\n::: {{.lead}}\n\n{said}\n\n:::\n{more}")


def bulleted(
    name: str, lines: Iterable[str], results: Sequence[Result] = (), *, held: bool = False
) -> Text:
    """Put sentences into a list; nothing where there are none.

    Parameters
    ----------
    name : of the passage.
    lines : the sentences, as Markdown.
    results : what they cite.
    held : whether they stay together in print, with the table right before them.
    """
    said = "\n".join(f"- {line}" for line in lines)
    classes = ".observations .held" if held else ".observations"
    body = f"::: {{{classes}}}\n\n{said}\n\n:::\n" if said else ""
    return Text(f"txt-{name}", body, results)


def noted(told: Sequence[str]) -> str:
    """Sentences under a passage; nothing where there are none."""
    said = " ".join(filter(None, told))
    return f"\n::: {{.notes}}\n\n{escape(said)}\n\n:::\n" if said else ""


def passage(name: str, found: Iterable[Observation], *, place: int, limit: int = MOST) -> Text:
    """Put the most unusual observations into a list.

    Parameters
    ----------
    name : of the passage.
    found : all observations of one table or chart.
    place : place of the chapter among its kind, from 0; neighbours do not open alike.
    limit : most observations to keep.
    """
    chosen = select(found, limit, chapter_position=place)
    return bulleted(name, (one.sentence for one in chosen))
