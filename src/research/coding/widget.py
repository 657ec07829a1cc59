"""The widget that shows a desk in JupyterLab, and hears what its reader does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

if TYPE_CHECKING:
    from research.coding.desk import Desk

__all__ = ["CodingWidget"]

_PAGE = Path(__file__)


class CodingWidget(anywidget.AnyWidget):
    """Comments to code, one at a time.

    Parameters
    ----------
    desk : where they lie.
    """

    _esm = _PAGE.with_suffix(".js").read_text(encoding="utf-8")
    _css = _PAGE.with_suffix(".css").read_text(encoding="utf-8")
    frame: Any = traitlets.List().tag(sync=True)
    most: Any = traitlets.Int().tag(sync=True)
    view: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        most = desk.sheet.coding.most
        super().__init__(frame=desk.frame, most=most, view=desk.view())
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        sheet = self._desk.sheet
        return f"<{len(sheet.coded)} of {len(self._desk)} comments coded in {sheet.path.name}>"

    def _hear(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Do what the page asks for, and show what came of it."""
        match content:
            case {"do": "give", "at": int(at), "code": str(code)}:
                self._desk.give(at, code)
            case {"do": "take", "at": int(at), "code": str(code)}:
                self._desk.take(at, code)
            case {"do": "move", "step": int(step)}:
                self._desk.move(step)
            case {"do": "only", "waiting": bool(waiting)}:
                self._desk.only(waiting)
        self.view = self._desk.view()
