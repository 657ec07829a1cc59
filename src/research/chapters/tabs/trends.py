"""A question by wave as a chart: its figures as lines with intervals, broken where it changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.drawn import axis_of, brief, limits_of, small_bases, value_of
from research.chapters.tabs.table import float_id
from research.display.chart import Chart
from research.display.escape import escape
from research.display.palette import GROUPS
from research.display.specification.parts import Axis
from research.display.specification.shifts import Shift, Shifts
from research.display.specification.trends import Break, Moment, Trend, Trends
from research.prose.answers_view import AnswersView
from research.prose.waves import title_waves
from research.tabulation.changes import PREVIOUS
from research.tabulation.figures import places_of, printed
from research.tabulation.tab import ANSWERED
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.probabilities import level

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from research.display.palette import Role
    from research.prose.waves_view import Told, WavesView
    from research.tabulation.tab import Line, Tab

__all__ = ["trend_chart"]

_SAY = Frames(__file__)

# Lines that stand together; more have a panel each.
_TOGETHER = 3
_TWO = 2


def trend_chart(
    view: WavesView, tab: Tab, *, source: str = "", confidence: float = 0.95
) -> Chart | None:
    """Draw what is told of a question, from its first wave to its last.

    Parameters
    ----------
    view : of the question.
    tab : its table, which gives the chart its name: of a grid the summary of its rows.
    source : where the data come from, for who shows the chart by itself.
    confidence : level of the intervals.

    Returns
    -------
    None where the last wave has nothing to draw.
    """
    if not view.told:
        return None
    several, line = len(view.told) > 1, _line(view.told[0])
    if several and len(view.first.points) == _TWO and not view.broken(PREVIOUS):
        return _two_waves(view, tab, source)
    panels = len(view.told) > _TOGETHER
    trends = [
        _trend(view, told, _role(view, told, at, panels)) for at, told in enumerate(view.told)
    ]
    figure = Trends(
        title=title_waves(view),
        subtitle=_subtitle(view, line, several),
        bases=tuple(_bases(view, line, several=several)),
        source=source,
        stub=_SAY("stub"),
        trends=tuple(trends),
        times=tuple(point.label for point in view.first.points),
        axis=axis_of(line, _scale(view.first, line), _drawn(trends)),
        breaks=() if panels else tuple(_breaks(view)),
        panels=panels,
    )
    shares = line.unit == "percent"
    return Chart(
        id=float_id(tab).replace("tbl-", "fig-", 1),
        caption=_caption(tab),
        alt=_SAY("alt", what=_SAY("what.many" if several else "what.one"), listed=figure.listing()),
        figure=figure,
        data=_data(figure, shares=shares),
        shares=_SAY.listed("heads")[1:] if shares else [],
        notes=[escape(note) for note in _notes(view, confidence)],
    )


def _two_waves(view: WavesView, tab: Tab, source: str) -> Chart | None:
    """Draw several figures of two waves as dumbbells."""
    line, before = _line(view.told[0]), view.before(PREVIOUS)
    roles: dict[str, Role] = {"up": "subject", "down": "contrast"}
    shifts = [
        Shift(
            label=view.name(told).strip("“”"),
            before=value_of(told.tab, _line(told), before),
            after=value_of(told.tab, _line(told), view.now),
            printed=_SAY(
                "from to", then=view.figure(told, before), now=view.figure(told, view.now)
            ),
            role=roles.get(view.change(told, PREVIOUS).state, "other"),
        )
        for told in view.told
        if told.tab.shown(told.line, before)
    ]
    if not shifts:
        return None
    figure = Shifts(
        title=title_waves(view),
        subtitle=_subtitle(view, line, several=True),
        bases=tuple(_bases(view, line, several=True)),
        source=source,
        stub=_SAY("stub"),
        shifts=tuple(shifts),
        ends=(view.label(before), view.label(view.now)),
        axis=Axis(label=_scale(view.first, line)),
    )
    shares = line.unit == "percent"
    data = figure.frame().astype(float) / (100 if shares else 1)
    coloured = [_SAY("beyond")] if any(shift.role != "other" for shift in shifts) else []
    return Chart(
        id=float_id(tab).replace("tbl-", "fig-", 1),
        caption=_caption(tab),
        alt=_SAY("alt", what=_SAY("what.two"), listed=figure.listing()),
        figure=figure,
        data=data,
        shares=[*figure.ends] if shares else [],
        notes=[escape(note) for note in [*coloured, *_told_of(view)]],
    )


def _line(told: Told) -> Line:
    return told.tab.line(told.line)


def _trend(view: WavesView, told: Told, role: Role) -> Trend:
    points = [point.key for point in told.tab.points]
    parted = [
        place
        for place, (before, after) in enumerate(pairwise(points), start=1)
        if told.tab.broken(before, after)
    ]
    name = view.name(told) if len(view.told) > 1 else ""
    return Trend(
        label=(name or _line(told).label).strip("“”"),
        moments=tuple(_moment(told, point) for point in points),
        breaks=tuple(parted),
        role=role,
    )


def _moment(told: Told, point: str) -> Moment:
    tab, line = told.tab, _line(told)
    if not tab.shown(told.line, point):
        return Moment()
    value = value_of(tab, line, point)
    low, high = limits_of(tab, line, point)
    text = printed(value, line, places_of(tab)) + tab.mark(point, line.base)
    return Moment(value=value, low=low, high=high, printed=text)


def _role(view: WavesView, told: Told, place: int, panels: bool) -> Role:
    """Of lines in panels those that changed beyond chance stand out; together each has its own."""
    if not panels:
        return GROUPS[place] if len(view.told) > 1 else "subject"
    state = view.change(told, PREVIOUS).state if view.before(PREVIOUS) else "missing"
    roles: dict[str, Role] = {"up": "subject", "down": "contrast"}
    return roles.get(state, "other")


def _subtitle(view: WavesView, line: Line, several: bool) -> str:
    """What is shown, of whom, and how many answered in a wave."""
    told, tab = view.told[0], view.first
    view_of = AnswersView(told.tab)
    figure = brief(told.tab, line) if line.kind == "category" else view_of.figure_name(told.line)
    kind = told.tab.question.type
    names = _SAY.named("shown")
    shown = names[kind] if several and kind in names else figure
    if several and kind == "ranking":
        depth = line.key.rpartition(".")[2].removeprefix("top")
        shown = _SAY("among", depth=number(int(depth))) if depth.isdigit() else line.head
    unit = _SAY("percent") if line.unit == "percent" else tab.question.unit
    if unit and line.unit != "score":
        shown = _SAY("with unit", figure=shown, unit=unit)
    known = _bases(view, line, several=several)
    said = _SAY("subtitle", shown=shown[:1].upper() + shown[1:], asked=tab.base).strip()
    if not known:
        return said
    low, high = grouped(min(known)), grouped(max(known))
    bases = _SAY("bases.one", count=low) if low == high else _SAY("bases.many", low=low, high=high)
    return _SAY("based", shown=said, bases=bases)


def _bases(view: WavesView, line: Line, *, several: bool) -> list[int]:
    """How many answered in each wave of which that is known."""
    base, told = ANSWERED if several else line.base, view.told[0]
    counts = [
        float(told.tab.bases[base][point.key].loc["unweighted"]) for point in view.first.points
    ]
    return [round(count) for count in counts if not np.isnan(count)]


def _scale(tab: Tab, line: Line) -> str:
    if line.unit == "percent":
        return _SAY("percent").capitalize()
    return tab.question.unit.capitalize() or _SAY.named("scale")[line.unit]


def _drawn(trends: Sequence[Trend]) -> list[float]:
    """All values of lines, and the ends of their intervals."""
    moments = [moment for trend in trends for moment in trend.moments]
    ends = (end for moment in moments for end in (moment.value, moment.low, moment.high))
    return [end for end in ends if end is not None]


def _breaks(view: WavesView) -> list[Break]:
    """Where the whole question was changed, in a word or two."""
    words, tab = _SAY.named("breaks"), view.first
    points = [point.key for point in tab.points]
    found = []
    for place, (before, after) in enumerate(pairwise(points), start=1):
        broken = tab.broken(before, after)
        if broken:
            text = series(words[kind] for kind in broken.kinds)
            found.append(Break(place=place, text=text))
    return found


def _caption(tab: Tab) -> str:
    title = _SAY("numbered", number=tab.number, title=tab.title) if tab.number else tab.title
    return _SAY("caption", title=title)


def _notes(view: WavesView, confidence: float) -> list[str]:
    panels = len(view.told) > _TOGETHER
    roles = [_role(view, told, at, panels) for at, told in enumerate(view.told) if panels]
    marks = [
        told.tab.mark(point.key, _line(told).base)
        for told in view.told
        for point in told.tab.points
        if told.tab.shown(told.line, point.key)
    ]
    broken = dict.fromkeys(
        found.text
        for told in view.told
        for before, after in pairwise([point.key for point in told.tab.points])
        if (found := told.tab.broken(before, after))
    )
    return [
        _SAY("limits", level=level(confidence)),
        *([_SAY("stand out")] if any(role != "other" for role in roles) else []),
        *broken,
        *small_bases(view.first, marks),
        *_told_of(view),
    ]


def _told_of(view: WavesView) -> list[str]:
    """Whom the chart is narrowed to, and what counts for whom."""
    said = [("filtered", view.first.filter), ("weighted", view.first.weight)]
    return [_SAY(key, said=text) for key, text in said if text]


def _data(figure: Trends, *, shares: bool) -> pd.DataFrame:
    frame = figure.frame()
    scale = 100 if shares else 1
    numbers = {name: frame[name].astype(float) / scale for name in ("value", "low", "high")}
    return frame.assign(**numbers).set_axis(_SAY.listed("heads"), axis="columns")
