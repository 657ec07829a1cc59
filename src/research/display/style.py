"""The settings of every chart: its type and its lines, and the files of its fonts."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.display.palette import INK, MUTED, RULE

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["families", "font_folder", "settings"]

_FAMILY = "Source Sans Pro"

_SETTINGS: dict[str, Any] = {
    "font.family": [_FAMILY],
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


def font_folder() -> Path:
    """Folder of the font files, out of their wheel."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        msg = "the fonts are missing; install them with: pip install font-source-sans-pro"
        raise ModuleNotFoundError(msg)
    return Path(spec.origin).parent / "files"


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
