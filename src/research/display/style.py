"""The settings of every chart: its type and its lines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from research.display.palette import INK, MUTED, RULE
from research.typefaces.house import FAMILY, font_folder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["families", "settings"]

_SETTINGS: dict[str, Any] = {
    "font.family": [FAMILY],
    "font.size": 9.5,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "figure.dpi": 100,
    # Labels are data: a dollar in them opens no mathematics.
    "text.parse_math": False,
    "savefig.transparent": False,
}


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    for name in ("Regular", "Semibold", "Bold", "It"):
        font_manager.fontManager.addfont(font_folder() / f"SourceSansPro-{name}.ttf")


def families() -> list[str]:
    """Families of the charts' text, the first that has a character draws it."""
    _register_fonts()
    return list(_SETTINGS["font.family"])


def settings(**extra: Any) -> AbstractContextManager[None]:
    """Put matplotlib's settings for every chart of the report in force, for a while."""
    import matplotlib as mpl

    _register_fonts()
    return mpl.rc_context({**_SETTINGS, **extra})  # type: ignore[dict-item]  # any setting
