"""A printed cell of a table."""

from __future__ import annotations

import html
from dataclasses import dataclass

from research.display.escape import escape

__all__ = ["Cell"]

_ARROWS = {"better": " ▲", "worse": " ▼"}
_JOINT = "\u00a0"


@dataclass(frozen=True)
class Cell:
    """One printed cell.

    Parameters
    ----------
    text : what is printed; literal text, escaped when written.
    mark : ``top3``, ``better``, ``worse``, ``base``, ``muted`` or several with a space between.
    items : bullets instead of text.
    letters : small beside the text: the columns that a figure lies above, the mark of a base.
    signed : whether the text brings a sign of its own, and no arrow beside its colour.
    """

    text: str = ""
    mark: str = ""
    items: tuple[str, ...] = ()
    letters: str = ""
    signed: bool = False

    @property
    def arrow(self) -> str:
        """An arrow for those who do not see the colour."""
        if self.signed:
            return ""
        return "".join(_ARROWS.get(mark, "") for mark in self.mark.split())

    def markdown(self) -> str:
        """Write the cell on one line of Markdown."""
        text = escape(self.text) + self.arrow
        if self.letters:
            text += f"{_JOINT}[{escape(self.letters)}]{{.letters}}"
        classes = " ".join(f".{mark}" for mark in self.mark.split())
        return f"[{text}]{{{classes}}}" if classes and text else text

    def html(self) -> str:
        """Write the cell's content as HTML."""
        if self.items:
            bullets = "".join(f"<li>{html.escape(item)}</li>" for item in self.items)
            return f'<ul style="margin:0;padding-left:1.2em">{bullets}</ul>'
        return html.escape(self.text + self.arrow)
