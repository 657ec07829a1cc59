"""A tab as a chart of the report: what each type of question is worth as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.tabs.bars import preference_bars, rank_bars, row_bars, share_bars
from research.chapters.tabs.columns import band_columns, count_columns
from research.chapters.tabs.dots import key_figure, point_dots
from research.chapters.tabs.stacks import allocation_stacks, nps_stacks, scale_stacks
from research.chapters.tabs.table import float_id
from research.display.chart import Chart
from research.display.escape import escape
from research.prose.answers_titles import title_of_answers
from research.tabulation.tab import TOTAL
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.sentences import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from research.chapters.tabs.drawn import Drawn
    from research.tabulation.tab import Tab

__all__ = ["chart_of"]

_SAY = Frames(__file__)

_ALONE: dict[str, Callable[[Tab, str, str], Drawn | None]] = {
    "single": share_bars,
    "multi": share_bars,
    "open": count_columns,
    "ranking": rank_bars,
    "maxdiff": preference_bars,
    "numeric": band_columns,
    "allocation": allocation_stacks,
    "nps": nps_stacks,
}
"""What is drawn of a question without a banner; scales and grids apart."""

# Charts that have a bar a column, whatever the banner.
_BY_COLUMN = ("allocation", "nps")


def chart_of(
    tab: Tab, title: str = "", *, source: str = "", rows: Sequence[Tab] = (), line: str = ""
) -> Chart | None:
    """Give a tab as a chart.

    Parameters
    ----------
    tab : a question by a banner, or by the total alone.
    title : as plain text; the message that the table bears out where left out.
    source : where the data come from, for who shows the chart by itself.
    rows : of a grid's summary, the tabs of its rows: their distributions are drawn together, of
        everybody. Without them the summary's first figure is.
    line : key of the figure that is drawn by a banner; the one that `key_figure` finds where left
        out.

    Returns
    -------
    None where there is nothing to draw: no answer, every cell hidden, a number without bands.

    Raises
    ------
    KeyError
        The tab has no such line.
    """
    tab = tab.part([TOTAL]) if _summed(tab) and not line else _by_others(tab)
    drawn = (
        _alone(tab, title or title_of_answers(tab), source, rows)
        if len(tab.points) == 1
        else _by_banner(tab, title, source, line)
    )
    if drawn is None:
        return None
    return Chart(
        id=float_id(tab).replace("tbl-", "fig-", 1),
        caption=_caption(tab),
        alt=_SAY("alt", what=drawn.alt, listed=drawn.figure.listing()),
        figure=drawn.figure,
        data=drawn.data,
        shares=[] if drawn.data is None else [str(name) for name in drawn.data.columns],
        notes=[escape(note) for note in _notes(tab, drawn)],
    )


def _summed(tab: Tab) -> bool:
    """Whether a tab sets the rows of a question side by side."""
    return tab.question.type == "grid" and not tab.row


def _by_others(tab: Tab) -> Tab:
    """Leave out the columns of the question's own answers: all who are in one gave it."""
    own = {tab.question.name, tab.question.of}
    kept = [point.key for point in tab.points if not own.intersection(point.questions)]
    return tab if len(kept) == len(tab.points) else tab.part(kept)


def _alone(tab: Tab, title: str, source: str, rows: Sequence[Tab]) -> Drawn | None:
    if tab.question.type not in ("scale", "grid"):
        make = _ALONE.get(tab.question.type)
        return make(tab, title, source) if make else None
    if _summed(tab):
        own = [each.part([TOTAL]) for each in rows]
        return (scale_stacks(own, title, source) if own else None) or row_bars(tab, title, source)
    return scale_stacks([tab], title, source) or band_columns(tab, title, source)


def _by_banner(tab: Tab, title: str, source: str, line: str) -> Drawn | None:
    if tab.question.type in _BY_COLUMN and not line:
        return _ALONE[tab.question.type](tab, title or title_of_answers(tab), source)
    figure = tab.line(line) if line else key_figure(tab)
    if figure is None:
        return None
    return point_dots(tab, figure, title or title_of_answers(tab, figure.key), source)


def _caption(tab: Tab) -> str:
    name = _SAY("numbered", number=tab.number, title=tab.title) if tab.number else tab.title
    heads = list(dict.fromkeys(point.heads[0] for point in tab.points if point.heads))
    return _SAY("by", name=name, heads=series(map(inside, heads))) if heads else name


def _notes(tab: Tab, drawn: Drawn) -> list[str]:
    said = [("filtered", tab.filter), ("weighted", tab.weight)]
    return [
        *drawn.notes,
        *drawn.left_out.sentences(),
        *(_SAY(key, said=text) for key, text in said if text),
    ]
