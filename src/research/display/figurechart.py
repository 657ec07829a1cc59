"""A figure of one's own as a chart of the report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.display.chart import Chart
from research.display.escape import clean, escape
from research.display.figuredata import MOST_VALUES, described, drawn_values, named, titled
from research.display.made import made_id
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

__all__ = ["chart_of_figure", "figure_of"]

_SAY = Frames(__file__)


def figure_of(given: object) -> Figure | None:
    """Give the figure that something is or stands in; None where it is nothing of the kind.

    Parameters
    ----------
    given : a figure, axes, a list or array of axes, or a grid or plot of seaborn.

    Raises
    ------
    ValueError
        If axes of several figures are given at once.
    """
    if "matplotlib" not in sys.modules:
        return None
    found = {id(figure): figure for figure in _figures(given)}
    if len(found) > 1:
        msg = f"these are axes of {len(found)} figures: show each with a caption of its own"
        raise ValueError(msg)
    return next(iter(found.values()), None)


def _figures(given: Any) -> Iterator[Figure]:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(given, Figure):
        yield given
    elif isinstance(given, Axes):
        figure = given.get_figure(root=True)
        if isinstance(figure, Figure):
            yield figure
    elif isinstance(given, list | tuple | set):
        for each in given:
            yield from _figures(each)
    elif isinstance(given, dict):
        yield from _figures(list(given.values()))
    elif type(given).__module__ == "numpy":
        yield from _figures(given.ravel().tolist() if hasattr(given, "ravel") else [])
    elif type(given).__module__.startswith("seaborn"):
        yield from _of_seaborn(given)


def _of_seaborn(given: Any) -> Iterator[Figure]:
    """Give the figure of a grid, or draw a plot on one."""
    from matplotlib.figure import Figure

    figure = getattr(given, "figure", None)
    if isinstance(figure, Figure):
        yield figure
    elif hasattr(given, "on") and hasattr(given, "plot"):
        drawn = Figure()
        given.on(drawn).plot()
        yield drawn


def chart_of_figure(
    figure: Figure,
    *,
    id: str = "",  # noqa: A002 - what a chart calls it
    caption: str = "",
    alt: str = "",
    note: str = "",
    data: pd.DataFrame | pd.Series[Any] | None = None,
) -> tuple[Chart, list[str]]:
    """Make a chart of a figure: in the house's type and lines, whole, with what it draws as data.

    Parameters
    ----------
    figure : as its author drew it; its lettering and its margins are changed in place.
    id : identifier, ``fig-`` first; made of the caption, or of what stands on the axes.
    caption : what the figure shows; its title, or the names of its axes, when left out.
    alt : what the figure tells, for those who do not see it.
    note : a sentence under the figure; plain text.
    data : the values behind it, for the workbook; what it draws when left out.

    Returns
    -------
    chart : as `show` shows it.
    remarks : what its author should mend.
    """
    said = clean(caption) or titled(figure) or _SAY("untitled")
    anchor = id or made_id("fig", caption, named(figure))
    remarks = []
    if not alt.strip():
        alt = described(figure)
        remarks.append(
            f"the figure '{anchor}' has no alt text of its own, and '{alt}' stands in: "
            "give alt=, what it tells those who do not see it"
        )
    values, whole = (pd.DataFrame(data), True) if data is not None else drawn_values(figure)
    if not whole:
        remarks.append(
            f"the figure '{anchor}' draws more than {MOST_VALUES:,} values, which the workbook "
            "leaves out: give data=, the frame to stand there"
        )
    _close(figure)
    notes = [escape(note)] if note else []
    return Chart(anchor, said, alt, figure, data=values, notes=notes), remarks


def _close(figure: Figure) -> None:
    """Keep a figure from being displayed once more at the end of its cell."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
