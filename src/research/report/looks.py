"""Looks: how the cells of a workbook are set, each made once for all cells that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.display.palette import ACCENT, CONTRAST, INK, MUTED, RULE, TINT
from research.typefaces.house import FAMILY

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Looks"]

_PLAIN = {"font_name": FAMILY, "font_size": 10.5, "font_color": INK, "valign": "top"}
_HEAD = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
_RIGHT = {"align": "right"}
_BEHIND = {"align": "left", "indent": 1}
_FINE = {"font_size": 9.5}

_NAMED: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "caption": {"bold": True, "font_size": 12},
    "head": _HEAD,
    "head_right": _HEAD | _RIGHT,
    "head_behind": _HEAD | _BEHIND,
    "base": {"font_color": MUTED},
    "base_right": {"font_color": MUTED, "num_format": "#,##0"} | _RIGHT,
    "text": {"text_wrap": True},
    "text_behind": {"text_wrap": True} | _BEHIND,
    "whole": {"num_format": "#,##0"} | _RIGHT,
    "decimal": {"num_format": "#,##0.0"} | _RIGHT,
    "decimals": {"num_format": "#,##0.00"} | _RIGHT,
    "fine": {"num_format": "0.000"} | _RIGHT,
    "share": {"num_format": "0.0%"} | _RIGHT,
    "date": {"num_format": "d mmm yyyy"} | _BEHIND,
    "note": {"font_color": MUTED, "text_wrap": True} | _FINE,
    "link": {"font_color": ACCENT, "underline": 1},
}

# Of the grid of a tab book: what a line's numbers show; an arrow, or the room of one.
_NUMBERS = {
    "text": "@",
    "share": "0%",
    "score": "+0;-0;0",
    "whole": "#,##0",
    "decimal": "#,##0.0",
    "decimals": "#,##0.00",
}
_RESTS = {"higher": ('" ▲"', ACCENT), "lower": ('" ▼"', CONTRAST), "same": ("_ _▲", "")}

# A number's colour where it has an arrow.
_SIGNS = {"▲": ACCENT, "▼": CONTRAST}


class Looks:
    """The formats of one workbook.

    Parameters
    ----------
    book : of XlsxWriter.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Any] = {}
        # A book has tens of thousands of numbers, and a few looks of them.
        self._numbers: dict[tuple[Any, ...], Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The look with this name."""
        return self.made(**_NAMED[name])

    def marked(self, name: str, signs: str, *, tinted: bool) -> Any:
        """The look with this name of a cell that a table tints, or whose number has signs.

        Parameters
        ----------
        name : of the look.
        signs : behind the number.
        tinted : whether the cell is.
        """
        plain = _NAMED[name]
        more: dict[str, Any] = {"bg_color": TINT} if tinted else {}
        if signs and "num_format" in plain:
            more["num_format"] = f'{plain["num_format"]}"{signs}"'
            colour = next((_SIGNS[sign] for sign in _SIGNS if sign in signs), INK)
            more["font_color"] = colour
        return self.made(**{**plain, **more})

    def made(self, **properties: Any) -> Any:
        """A look with these properties of XlsxWriter beside the plain ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_PLAIN, **properties})
        return self._made[key]

    def number(self, show: str, rest: str = "", *, first: bool = False, **more: Any) -> Any:
        """The look of a number in a grid.

        Parameters
        ----------
        show : ``text``, ``share``, ``score``, ``whole``, ``decimal`` or ``decimals``.
        rest : ``higher`` or ``lower`` than the rest; ``same`` keeps the room of an arrow.
        first : whether the column is the first of its group.
        more : other properties.
        """
        key = (show, rest, first, *more.items())
        if key not in self._numbers:
            self._numbers[key] = self._number(show, rest, first=first, **more)
        return self._numbers[key]

    def _number(self, show: str, rest: str, *, first: bool, **more: Any) -> Any:
        plain = _NUMBERS[show]
        arrow, colour = _RESTS.get(rest, ("", ""))
        parts = [f"{part}{arrow}" for part in plain.split(";")]
        colours = {"font_color": colour} if colour else {}
        shown = {"num_format": ";".join(parts), **_RIGHT, **more, **colours, **edge(first=first)}
        return self.made(**shown)


def edge(*, first: bool) -> dict[str, Any]:
    """A hair before the first column of a group."""
    return {"left": 1, "left_color": RULE} if first else {}
