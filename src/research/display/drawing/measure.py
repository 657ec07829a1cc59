"""How wide text is, by the advance widths of the font that draws it."""

from __future__ import annotations

from functools import lru_cache

from research.display.style import families

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
    # The ink of text ends before its advance does; between two bars, what is beyond them cancels.
    return _ink(f"|{text}|", size, weight) - _ink("||", size, weight)


@lru_cache(maxsize=10_000)
def _ink(text: str, size: float, weight: int) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=families(), size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)
