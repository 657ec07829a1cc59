"""A figure of a researcher's own in the house style, wherever its author left the defaults.

What was chosen stays: only matplotlib's and seaborn's own fonts, colours, lines and frames become
the report's, so that a figure made without a thought looks as all others do.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache
from typing import TYPE_CHECKING, Any

from research.display.palette import AREAS, INK, MUTED, RULE, Role, lightened
from research.display.style import families
from research.display.ticks import part_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

__all__ = ["adopt"]

# The first ten colours of matplotlib, and of seaborn's themes.
_CYCLES = (
    ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd",
     "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"),
    ("#4c72b0", "#dd8452", "#55a868", "#c44e52", "#8172b3",
     "#937860", "#da8bc3", "#8c8c8c", "#ccb974", "#64b5cd"),
)  # fmt: skip
# What seaborn leaves of the colour in bars and boxes.
_SATURATION = 0.75
# The lightest, which a line shows least, comes last.
_ORDER: tuple[Role, ...] = ("group 1", "group 2", "group 4", "group 5", "group 3")
# How far the sixth colour and those after it lie from the first ones.
_LIGHTER = 0.45
_BLACKS = frozenset({"#000000", "#262626", "#333333", "#424242", "#4c4c4c"})
_GRIDS = frozenset({"#b0b0b0", "#cccccc", "#ffffff"})
# Backgrounds of seaborn's themes.
_GROUNDS = frozenset({"#eaeaf2"})
_FAMILIES = frozenset({"sans-serif", "DejaVu Sans", "Arial"})


def adopt(figure: Figure) -> None:
    """Put the house style in the place of defaults; once done, there are none left.

    Parameters
    ----------
    figure : changed in place.
    """
    from matplotlib.text import Text

    # Ticks have their labels once they have been drawn.
    figure.draw_without_rendering()
    for axes in figure.axes:
        _frame(axes)
    known = _replaced()
    for artist in figure.findobj(lambda artist: not isinstance(artist, Text)):
        _recolour(artist, known)
    for text in figure.findobj(Text):
        _letter(text)
    for axes in figure.axes:
        part_labels(axes)


@cache
def _replaced() -> Mapping[str, str]:
    """The report's colour for each default one."""
    ours = [AREAS[role] for role in _ORDER]
    ours += [lightened(colour, _LIGHTER) for colour in ours]
    found = {**dict.fromkeys(_BLACKS, INK), **dict.fromkeys(_GROUNDS, "#ffffff")}
    for cycle in _CYCLES:
        for theirs, colour in zip(cycle, ours, strict=True):
            found[theirs] = found[_paler(theirs)] = colour
    return found


def _paler(colour: str) -> str:
    """A colour with the saturation that seaborn leaves it.

    >>> _paler("#1f77b4")
    '#3274a1'
    """
    hue, light, saturation = rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    parts = hls_to_rgb(hue, light, saturation * _SATURATION)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _hex(colour: Any) -> str:
    from matplotlib.colors import to_hex

    return to_hex(colour)


def _frame(axes: Axes) -> None:
    """Give the frame, the ticks and the grid of axes their lines."""
    if axes.name == "rectilinear":
        _spines(axes)
    for axis in (axes.xaxis, axes.yaxis):
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            for mark in (tick.tick1line, tick.tick2line):
                if _hex(mark.get_markeredgecolor()) in _BLACKS:
                    mark.set_markeredgecolor(RULE)
            if _hex(tick.gridline.get_color()) in _GRIDS:
                tick.gridline.set(color=RULE, linewidth=0.5)
    if any(line.get_visible() for line in (*axes.get_xgridlines(), *axes.get_ygridlines())):
        axes.set_axisbelow(True)


def _spines(axes: Axes) -> None:
    boxed = [axes.spines[side] for side in ("top", "right", "left", "bottom")]
    whole = all(line.get_visible() for line in boxed)
    for line in boxed:
        if _hex(line.get_edgecolor()) in _BLACKS | _GRIDS:
            line.set(edgecolor=RULE, linewidth=0.6)
    # Nobody draws a whole frame by choice where the default is one.
    if whole and not _is_beside(axes):
        axes.spines[["top", "right"]].set_visible(False)


def _is_beside(axes: Axes) -> bool:
    """Whether axes are a colour bar, or stand on those of another scale."""
    twins = axes.figure.axes if axes.figure is not None else []
    place = axes.get_position().bounds
    return hasattr(axes, "_colorbar") or any(
        other is not axes and other.get_position().bounds == place for other in twins
    )


def _recolour(artist: Any, known: Mapping[str, str]) -> None:
    """Put the report's colours in the place of the default ones of a line, a shape or points."""
    from matplotlib.collections import Collection
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    if isinstance(artist, Line2D):
        for name in ("color", "markerfacecolor", "markeredgecolor"):
            _change_one(artist, name, known)
    elif isinstance(artist, Patch):
        _change_one(artist, "facecolor", known)
        _change_one(artist, "edgecolor", known)
    elif isinstance(artist, Collection) and artist.get_array() is None:
        for name in ("facecolor", "edgecolor"):
            _change_all(artist, name, known)


def _change_one(artist: Any, name: str, known: Mapping[str, str]) -> None:
    from matplotlib.colors import to_rgba

    held = getattr(artist, f"get_{name}")()
    if isinstance(held, str) and held in ("none", "auto", "inherit"):
        return
    *_, alpha = to_rgba(held)
    if alpha and _hex(held) in known:
        ours = to_rgba(known[_hex(held)], alpha)
        getattr(artist, f"set_{name}")(ours)


def _change_all(artist: Any, name: str, known: Mapping[str, str]) -> None:
    from matplotlib.colors import to_rgba

    held = getattr(artist, f"get_{name}")()
    if isinstance(held, str) or not _any_known(held, known):
        return
    ours = [to_rgba(known.get(_hex(one), one), one[3]) for one in held]
    getattr(artist, f"set_{name}")(ours)


def _any_known(colours: Iterable[Any], known: Mapping[str, str]) -> bool:
    return any(_hex(colour) in known for colour in colours)


def _letter(text: Text) -> None:
    """Give text the report's type and colours; a dollar opens mathematics where there are two."""
    from matplotlib.cbook import is_math_text

    if text.get_fontfamily() != families() and _FAMILIES & {*text.get_fontfamily()[:1]}:
        text.set_fontfamily(families())
    if not is_math_text(text.get_text()):
        text.set_parse_math(False)
    if _hex(text.get_color()) in _BLACKS:
        text.set_color(INK if _is_title(text) else MUTED)
    if _is_title(text) and text.get_fontweight() in ("normal", "regular", 400):
        text.set_fontweight(600)


def _is_title(text: Text) -> bool:
    axes = text.axes
    if axes is None:
        return text is getattr(text.figure, "_suptitle", None)
    return any(text is getattr(axes, name) for name in ("title", "_left_title", "_right_title"))
