"""The lettering of charts: fonts for what the own family lacks, code points for the rest."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from research.files import digest
from research.typefaces import house
from research.typefaces.choice import Choice, choose
from research.typefaces.clusters import lacking
from research.typefaces.cuts import cut, weights
from research.typefaces.directions import bounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from research.typefaces.catalogue import Typeface

__all__ = ["foreign", "letter"]

# What nearly every label is made of, so that no font need be opened to know that it has it.
_PLAIN = re.compile(r"[\n -~\u00a0-\u017e–—‘’“”…−▲▼≤≥·•€†]*")


def foreign(text: str) -> list[str]:
    """Give the clusters of a text that the report's own family lacks, the longest first.

    Examples
    --------
    >>> foreign("50% – Ελλάδα, 広告")
    ['広', '告']
    """
    if _PLAIN.fullmatch(text):
        return []
    return sorted(lacking([text], house.coverage()), key=lambda cluster: -len(cluster))


def letter(figure: Figure) -> Choice:
    """Let every text of a figure have fonts for its characters.

    Parameters
    ----------
    figure : changed in place where a text holds what the report's own family lacks; what no font
        with outlines has becomes its code point.

    Returns
    -------
    Choice
        What was chosen; empty for most charts.
    """
    from matplotlib.text import Text

    texts = [text for text in figure.findobj(Text) if not _PLAIN.fullmatch(text.get_text())]
    if not texts:
        return Choice()
    choice = choose([text.get_text() for text in texts], drawn=True)
    if not (choice.faces or choice.absent):
        return choice
    families = [
        house.FAMILY,
        *(_family(face, frozenset(codes)) for face, codes in choice.faces.items()),
    ]
    codes = {code: f"U+{code:04X}" for code in choice.absent}
    _letter_ticks(figure, codes)
    for text in texts:
        if not text.get_text().isascii():
            text.set_text(bounded(text.get_text()).translate(codes))
            text.set_fontfamily(families)
    return choice


def _letter_ticks(figure: Figure, codes: dict[int, str]) -> None:
    """Let what labels ticks write as the labels stand: drawing sets each of them anew."""
    from matplotlib.ticker import FuncFormatter

    def lettered(label: Callable[[float, int | None], str]) -> Callable[[float, int | None], str]:
        return lambda value, place: bounded(label(value, place)).translate(codes)

    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        labels = axis.get_major_formatter()
        if not all(_PLAIN.fullmatch(tick.label1.get_text()) for tick in axis.get_major_ticks()):
            axis.set_major_formatter(FuncFormatter(lettered(labels)))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where this process keeps its cuts; gone with it."""
    return tempfile.TemporaryDirectory(prefix="research-fonts-")


@cache
def _family(face: Typeface, codes: frozenset[int]) -> str:
    """Make the glyphs known to matplotlib under a name of their own, and give it."""
    from matplotlib import font_manager

    name = f"{face.family} {digest(str(sorted(codes)))[:8]}"
    named = dataclasses.replace(face, family=name)
    for weight in weights(face):
        path = Path(_folder().name) / f"{''.join(name.split())}-{weight}.ttf"
        path.write_bytes(cut(named, codes, weight))
        font_manager.fontManager.addfont(path)
    return name
