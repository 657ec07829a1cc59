"""What a researcher made without the house: frames, figures and plain texts, as results."""

from __future__ import annotations

import dataclasses
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.display.escape import escape
from research.display.made import made_id
from research.display.text import Text
from research.identifiers import slug
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.display.chart import Chart
    from research.display.table import Table

__all__ = ["own_result"]

_SAY = Frames(__file__)

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class _Kind:
    """A kind of thing, how its ids begin, and what may be said of it."""

    called: str
    prefix: str
    words: tuple[str, ...]


_FRAME = _Kind("a frame or series", "tbl", ("id", "caption", "note", "formats"))
_RESULT = dataclasses.replace(_FRAME, called="a result of the statistics")
_FIGURE = _Kind("a figure", "fig", ("id", "caption", "note", "alt", "data"))
_TEXT = _Kind("a plain text", "txt", ("id",))

# What to do with things that are often tried, by the name of their type.
_HINTS = {
    "NoneType": "did the call before it show or print its result itself?",
    "dict": "make a series or a frame of it",
    "list": "show(*it) shows one after the other",
    "tuple": "show(*it) shows one after the other",
    "ndarray": "make a frame of it, whose rows and columns have names",
    "Styler": "show its frame, it.data, with formats= and note=",
    "Study": "show one of its frames, such as study.questions",
}


def own_result(item: Any, words: Mapping[str, Any]) -> tuple[Table | Chart | Text, list[str]]:
    """Make a result of something of one's own.

    Parameters
    ----------
    item : a frame, series, result of the statistics, figure or text.
    words : what its author says of it: ``id``, ``caption``, ``note`` and so on.

    Returns
    -------
    result : a table, chart or text.
    remarks : what its author should mend.

    Raises
    ------
    TypeError
        If it is nothing of the kind, or has no use for a word.
    ValueError
        If it cannot be printed, or its id is of another kind.
    """
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(item, pandas.DataFrame | pandas.Series):
        from research.display.frametable import table_of_frame

        _require(_FRAME, words)
        return table_of_frame(item, **words), []
    if pandas is not None and _is_result(item, pandas.DataFrame):
        from research.display.frametable import table_of_frame

        _require(_RESULT, words)
        return table_of_frame(item.frame, **_spoken(item, words)), []
    if isinstance(item, str):
        _require(_TEXT, words)
        return _text(item, words.get("id", "")), []
    from research.display.figurechart import chart_of_figure, figure_of

    figure = figure_of(item)
    if figure is None:
        raise TypeError(_refusal(item))
    _require(_FIGURE, words)
    return chart_of_figure(figure, **words)


def _is_result(item: Any, frame: type[Any]) -> bool:
    """Whether something is a result of the statistics: a frame, and the method that it came by."""
    named = isinstance(getattr(item, "method", None), str)
    return named and isinstance(getattr(item, "frame", None), frame)


def _spoken(item: Any, words: Mapping[str, Any]) -> dict[str, Any]:
    """Give the words for a result: its kind as caption and its method as note, where none is given.

    >>> _spoken(type("RankSets", (), {"method": "bootstrap", "note": ""})(), {"id": "tbl-sets"})
    {'caption': 'Rank sets', 'note': 'Method: bootstrap.', 'id': 'tbl-sets'}
    """
    kind = _CAPITAL.sub(" ", type(item).__name__).capitalize()
    method = _SAY("method", method=item.method.removesuffix("."))
    told = " ".join(filter(None, (method, getattr(item, "note", ""))))
    return {"caption": kind, "note": told, **words}


def _require(kind: _Kind, words: Mapping[str, Any]) -> None:
    """Refuse words that a thing has no use for, and ids of another kind."""
    if unused := [name for name in words if name not in kind.words]:
        msg = f"{kind.called} has no {', '.join(unused)}; it may have {', '.join(kind.words)}"
        raise TypeError(msg)
    given = words.get("id", "")
    if given and not re.fullmatch(rf"{kind.prefix}(?:-[^\W_]+)+", given):
        meant = slug(given.removeprefix(f"{kind.prefix}-"))
        msg = (
            f"id '{given}': of {kind.called} it is '{kind.prefix}-' with letters, digits and "
            f"hyphens behind; write '{kind.prefix}-{meant}'"
        )
        raise ValueError(msg)


def _text(given: str, anchor: str) -> Text:
    """Make a passage of plain text, its paragraphs kept."""
    paragraphs = [escape(part) for part in _PARAGRAPHS.split(given) if part.strip()]
    if not paragraphs:
        msg = "this text is empty: there is nothing to show"
        raise ValueError(msg)
    return Text(anchor or made_id("txt", "", paragraphs), "\n\n".join(paragraphs))


def _refusal(item: Any) -> str:
    kind = type(item).__name__
    what = (
        f"the class {item.__name__}, not one of its kind" if kind == "type" else f"of type {kind}"
    )
    hint = f" ({_HINTS[kind]})" if kind in _HINTS else ""
    return (
        "show() takes tables, charts, texts, cross-tabulations and results of the house, and "
        f"frames, series, figures and plain texts of your own; this is {what}{hint}"
    )
