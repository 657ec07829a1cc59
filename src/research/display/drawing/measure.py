"""How wide text is, by the advance widths of the font that draws it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from research.display.lettering import foreign
from research.display.style import families
from research.typefaces.choice import choose
from research.typefaces.clusters import needed

__all__ = ["text_width"]


@lru_cache(maxsize=10_000)
def text_width(text: str, size: float, weight: int = 400) -> float:
    """Give the width of text on one line.

    Parameters
    ----------
    text : on one line.
    size : of the font, in points.
    weight : 400 for regular, 600 for semibold.

    Returns
    -------
    float
        Points.

    Examples
    --------
    >>> round(text_width("Wide", 10), 1) == round(text_width("Wide", 5) * 2, 1)
    True
    """
    beyond = 0.0
    for cluster in foreign(text):
        beyond += text.count(cluster) * _advance(cluster, size, weight)
        text = text.replace(cluster, "")
    # The ink of text ends before its advance does; between two bars, what is beyond them cancels.
    return beyond + _ink(f"|{text}|", size, weight) - _ink("||", size, weight)


@lru_cache(maxsize=10_000)
def _advance(cluster: str, size: float, weight: int) -> float:
    """Width of a character that another font draws: signs that join are as wide as the widest."""
    choice = choose([cluster], drawn=True)
    codes = "".join(f"U+{code:04X}" for code in choice.absent)
    widths = [
        face.advances[code]
        for face, own in choice.faces.items()
        for code in needed(cluster) & own
        if not unicodedata.combining(chr(code))
    ]
    joined = max if unicodedata.category(cluster[0]).startswith("S") else sum
    return size * float(joined(widths or [0.0])) + (text_width(codes, size, weight) if codes else 0)


@lru_cache(maxsize=10_000)
def _ink(text: str, size: float, weight: int) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=families(), size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)
