"""The look of charts and notebook tables: colours, type and sizes, one place for all."""

from __future__ import annotations

from functools import cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "ACCENT",
    "CONTRAST",
    "GREY",
    "GROUPS",
    "INK",
    "MARKS",
    "MUTED",
    "RULE",
    "TINT",
    "WIDTH",
    "canvas",
    "font_folder",
    "paint",
    "settings",
    "styled",
]

INK = "#17212b"
MUTED = "#566270"
ACCENT = "#0b5c73"
CONTRAST = "#a64617"
RULE = "#c9d3da"
TINT = "#e6eff2"
GREY = "#7d8a96"
# Told apart by colour-blind readers, and labelled directly all the same.
GROUPS = (ACCENT, CONTRAST, "#846500", "#6b3f73", "#3a6b35")

MARKS = {
    "better": f"color:{ACCENT};font-weight:600",
    "worse": f"color:{CONTRAST};font-weight:600",
    "base": f"color:{MUTED};font-size:85%",
    "muted": f"color:{MUTED}",
}

# Inches of a chart across the text of an A4 page.
WIDTH = 6.5
_FAMILY = "Source Sans Pro"

P = ParamSpec("P")
R = TypeVar("R")

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
    "svg.fonttype": "path",
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


def settings(**extra: Any) -> AbstractContextManager[None]:
    """Put matplotlib's settings for every chart of the report in force, for a while."""
    import matplotlib as mpl

    _register_fonts()
    return mpl.rc_context({**_SETTINGS, **extra})  # type: ignore[dict-item]  # any setting


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Draw in the report's style: text takes its font when it is made, not when it is saved."""

    @wraps(draw)
    def wrapper(*args: P.args, **options: P.kwargs) -> R:
        with settings():
            return draw(*args, **options)

    return wrapper


def canvas(height: float, title: str, subtitle: str, *, left: float = 0.3) -> tuple[Figure, Axes]:
    """Open a chart: its message on top, what is shown below it, one pair of axes under both.

    Parameters
    ----------
    height : of the whole chart, in inches.
    title : the message, one or two lines.
    subtitle : what is shown, its unit and its base.
    left : share of the width kept for labels at the left of the axes.
    """
    from matplotlib.figure import Figure

    lines = title.count("\n") + 1
    figure = Figure(figsize=(WIDTH, height))
    top = height - 0.08
    # Title and subtitle stand on the edge of the text, as the caption below the chart does.
    figure.text(0, top / height, title, size=12.5, weight=600, va="top", linespacing=1.15)
    below = top - 0.235 * lines
    figure.text(0, below / height, subtitle, size=9, color=MUTED, va="top")
    axes = figure.add_axes((left, 0.36 / height, 1 - left - 0.03, (below - 0.62) / height))
    return figure, axes


def paint(axes: Axes, colours: Sequence[str]) -> None:
    """Give each bar its colour.

    seaborn would do so by a `hue` for each bar, and then aggregate and draw every bar on its own,
    which takes longer than all the rest of the chart.

    Parameters
    ----------
    axes : with nothing but the bars in it yet.
    colours : of the bars, in order.
    """
    for bar, colour in zip(axes.patches, colours, strict=True):
        bar.set_facecolor(colour)
