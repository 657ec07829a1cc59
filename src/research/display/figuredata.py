"""What a figure of one's own shows: its kind, its names, and the values that it draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.display.escape import clean
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["described", "drawn_values", "named", "titled"]

_SAY = Frames(__file__)

# Marks that a description lists with their values; of more it says how many there are.
_LISTED = 8
# Values that the workbook takes of a figure; a cloud of more is told of and left out.
MOST_VALUES = 5_000


@dataclass(frozen=True)
class _Marks:
    """Marks of one kind in one panel, with their places."""

    kind: str
    panel: str
    name: str
    across: list[Any]
    up: list[Any]


def titled(figure: Figure) -> str:
    """Give the title of a figure, or what stands on its axes; empty where nothing does.

    Parameters
    ----------
    figure : drawn by its author.
    """
    title = clean(figure.get_suptitle())
    if title:
        return title
    panels = _panels(figure)
    titles = [clean(axes.get_title(loc)) for axes in panels for loc in ("left", "center", "right")]
    given = [each for each in titles if each]
    if len(panels) == 1 and given:
        return given[0]
    across, up = _names(figure)
    if up and across:
        return _SAY("by", up=up, across=across)
    if across:
        return _SAY("across_alone", across=across)
    return up or series(dict.fromkeys(given))


def named(figure: Figure) -> list[str]:
    """Give all that a figure is called by, which stays when its values change.

    Parameters
    ----------
    figure : drawn by its author.
    """
    return [titled(figure), *_names(figure), *(clean(axes.get_title()) for axes in _panels(figure))]


def described(figure: Figure) -> str:
    """Say what a figure shows, for those who do not see it: its kind, its axes and its marks.

    Parameters
    ----------
    figure : drawn by its author, who would say better what it tells.
    """
    marks = list(_marks(figure))
    kinds = list(dict.fromkeys(mark.kind for mark in marks)) or ["chart"]
    said = [series(_SAY(f"kinds.{kind}") for kind in kinds)]
    if title := titled(figure):
        said.append(title)
    text = ": ".join(said)
    panels = [clean(axes.get_title()) for axes in _panels(figure)]
    if len(panels) > 1:
        named = series(each for each in panels if each)
        several = _SAY("several", count=len(panels))
        text += f"; {_SAY('panels', names=named) if named else several}"
    return f"{text[:1].upper()}{text[1:]}{_told(marks)}."


def drawn_values(figure: Figure) -> tuple[pd.DataFrame, bool]:
    """Give the values that a figure draws, a row a mark, and whether they are all.

    Parameters
    ----------
    figure : of lines, bars, points, or a raster; other marks give no row.
    """
    marks = list(_marks(figure))
    across, up = _names(figure)
    heads = [across or _SAY("across"), up or _SAY("up")]
    if heads[0] == heads[1]:
        heads = [_SAY("across"), _SAY("up")]
    several = len({mark.panel for mark in marks}) > 1
    total = sum(len(mark.up) for mark in marks)
    rows = [
        (mark.name, *([mark.panel] if several else []), *pair)
        for mark in (marks if total <= MOST_VALUES else [])
        for pair in zip(mark.across, mark.up, strict=True)
    ]
    columns = [_SAY("series"), *([_SAY("panel")] if several else []), *heads]
    frame = pd.DataFrame(rows, columns=columns).set_index(columns[0])
    return frame, total <= MOST_VALUES


def _panels(figure: Figure) -> list[Axes]:
    """Give the axes that show something: no colour bar, none that is hidden."""
    bars = [axes for axes in figure.axes if hasattr(axes, "_colorbar")]
    return [axes for axes in figure.axes if axes.get_visible() and axes not in bars]


def _names(figure: Figure) -> tuple[str, str]:
    """Give what the axes are called, each name once."""
    panels = _panels(figure)
    across = [figure.get_supxlabel(), *(axes.get_xlabel() for axes in panels)]
    up = [figure.get_supylabel(), *(axes.get_ylabel() for axes in panels)]
    return _joined(across), _joined(up)


def _joined(names: list[str]) -> str:
    return series(dict.fromkeys(clean(name) for name in names if clean(name)))


def _told(marks: list[_Marks]) -> str:
    """Tell the values of a few bars, or the names of several lines."""
    if len(marks) == 1 and marks[0].kind == "bars" and len(marks[0].up) <= _LISTED:
        pairs = zip(marks[0].across, marks[0].up, strict=True)
        return ": " + ", ".join(f"{place} {_number(value)}" for place, value in pairs)
    names = list(dict.fromkeys(mark.name for mark in marks if mark.name))
    if 1 < len(names) <= _LISTED:
        return "; " + _SAY("shown", names=series(names))
    return ""


def _number(value: Any) -> str:
    return f"{value:.3g}".replace("-", "−") if isinstance(value, float) else str(value)


def _marks(figure: Figure) -> Iterator[_Marks]:
    for axes in _panels(figure):
        panel = clean(axes.get_title())
        yield from _bars(axes, panel)
        yield from _lines(axes, panel)
        yield from _points(axes, panel)
        yield from _rasters(axes, panel)


def _bars(axes: Axes, panel: str) -> Iterator[_Marks]:
    from matplotlib.container import BarContainer

    for bars in axes.containers:
        if not isinstance(bars, BarContainer):
            continue
        upright = bars.orientation != "horizontal"
        places = [
            bar.get_x() + bar.get_width() / 2 if upright else bar.get_y() + bar.get_height() / 2
            for bar in bars.patches
        ]
        lengths = [float(bar.get_height() if upright else bar.get_width()) for bar in bars.patches]
        named = _ticks(axes, places, upright=upright)
        yield _Marks("bars", panel, _name(bars.get_label()), named, lengths)


def _ticks(axes: Axes, places: list[float], *, upright: bool) -> list[Any]:
    """Give the words under bars, or their places where there are none."""
    axis = axes.xaxis if upright else axes.yaxis
    pairs = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
    words = {round(float(place), 6): clean(text.get_text()) for place, text in pairs}
    return [words.get(round(place, 6)) or round(place, 6) for place in places]


def _lines(axes: Axes, panel: str) -> Iterator[_Marks]:
    for line in axes.lines:
        across, up = (np.asarray(part).tolist() for part in (line.get_xdata(), line.get_ydata()))
        # A line across all of the axes is a mark to read by, not a value.
        if len(up) > 1 and line.get_transform() == axes.transData:
            kind = "points" if line.get_linestyle() in ("None", "", " ") else "lines"
            yield _Marks(kind, panel, _name(line.get_label()), _plain(across), _plain(up))


def _points(axes: Axes, panel: str) -> Iterator[_Marks]:
    from matplotlib.collections import PathCollection

    for cloud in axes.collections:
        if isinstance(cloud, PathCollection):
            offsets: NDArray[np.float64] = np.ma.filled(
                np.ma.asarray(cloud.get_offsets(), dtype=float), np.nan
            )
            yield _Marks("points", panel, _name(cloud.get_label()), *offsets.T.tolist())


def _rasters(axes: Axes, panel: str) -> Iterator[_Marks]:
    from matplotlib.collections import QuadMesh
    from matplotlib.image import AxesImage

    for raster in (*axes.collections, *axes.images):
        if not isinstance(raster, QuadMesh | AxesImage):
            continue
        values: NDArray[np.float64] = np.ma.filled(
            np.ma.asarray(raster.get_array(), dtype=float), np.nan
        )
        if values.ndim == 2:
            rows, columns = values.shape
            half = 0.5 if isinstance(raster, QuadMesh) else 0.0
            across = _ticks(axes, [place + half for place in range(columns)], upright=True)
            down = _ticks(axes, [place + half for place in range(rows)], upright=False)
            for name, row in zip(down, values.tolist(), strict=True):
                yield _Marks("raster", panel, str(name), across, row)


def _plain(values: list[Any]) -> list[Any]:
    """Give days as text; numbers and words stay."""
    return [value if isinstance(value, int | float | str) else str(value) for value in values]


def _name(label: object) -> str:
    """Give the label of marks; matplotlib's own begin with a line below."""
    text = clean(label)
    return "" if text.startswith("_") else text
