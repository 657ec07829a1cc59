"""What a programme returns: its inputs, its value with a range, what moves it, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, opened
from research.chapters.supplier.appraisal import EFFECTS, Appraisal, appraised
from research.chapters.supplier.loyalty import asked_of
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, NumberFormat
from research.display.table import Cell, Table
from research.frameworks.roi import INPUTS, placed, tornado
from research.wording.figures import DASH, figure, grouped, money
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.probabilities import level
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.display.text import Text
    from research.study import Study

__all__ = [
    "inputs_table",
    "observations",
    "opening",
    "result_table",
    "tornado_chart",
    "years_table",
]

NEEDS = ("data.accounts", "supplier.loyalty", "supplier.roi")

_SAY = Frames(__file__)

_MONEY = ("outlay", "running")
_COUNTS = ("accounts",)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and what the programme returns, how surely."""

    def lead() -> str:
        own = appraised(study)
        gained = own.value["return"] > 0
        return escape(
            _SAY(
                "opening.gains" if gained else "opening.loses",
                name=capitalise(own.asked.name),
                share=percent(100 * abs(own.value["return"])),
                years=number(own.asked.years),
                chance=percent(own.chance),
                draws=own.asked.draws,
                basis=own.asked.basis,
            )
        )

    return opened("roi-opening", _SAY("opening.title"), lead)


def _written(name: str) -> Callable[[float], str]:
    """How values of an input are printed."""
    if name in _MONEY:
        return money
    if name in _COUNTS:
        return grouped
    if name in EFFECTS:
        return lambda value: _SAY("points", points=figure(100 * value, 1))
    return lambda value: percent(100 * value)


@or_why
def inputs_table(study: Study) -> Table:
    """Every input with its range, how it is drawn and where it comes from."""
    own, loyalty = appraised(study), asked_of(study)
    groups = {"treated": loyalty.treated, "control": loyalty.control}
    labels = _SAY.named("inputs.rows", currency=study.supplier.currency, **groups)
    cells = []
    for name in INPUTS:
        one, write = own.inputs[name], _written(name)
        ends = [write(one.low), write(one.high)] if one.open else [DASH, DASH]
        drawn = _SAY(f"inputs.drawn.{one.drawn if one.open else 'fixed'}")
        source = _SAY("inputs.data") if name in EFFECTS else own.asked.basis
        cells.append([Cell(text) for text in (write(one.likely), *ends, drawn, source)])
    found = own.portfolio
    frame = pd.DataFrame(
        [[own.inputs[name].likely, own.inputs[name].low, own.inputs[name].high] for name in INPUTS],
        index=[labels[name] for name in INPUTS],
        columns=_SAY.listed("inputs.heads")[:3],
    )
    return Table(
        id="tbl-roi-inputs",
        caption=_SAY("inputs.caption", name=own.asked.name),
        frame=frame,
        cells=cells,
        stub=_SAY("inputs.stub"),
        labels=list(frame.index),
        heads=_SAY.listed("inputs.heads"),
        align="lrrrll",
        widths=(42, 14, 14, 14, 17, 23),
        notes=[
            _SAY(
                "inputs.note",
                count=grouped(len(own.held)),
                control=escape(loyalty.control),
                currency=study.supplier.currency,
                revenue=money(found.revenue),
                deciding=percent(100 * found.deciding),
                renewal=percent(100 * found.renewal),
                growth=percent(100 * found.growth, digits=1),
            ),
            _SAY("inputs.groups", **{key: escape(name) for key, name in groups.items()}),
        ],
    )


@or_why
def result_table(study: Study) -> Table:
    """Value, return, payback and lifetime values, with the range that the draws give."""
    own = appraised(study)
    labels = _SAY.named("result.rows", currency=study.supplier.currency)
    ranges = {name: own.range(own.drawn[0][name]) for name in labels}
    frame = pd.DataFrame(
        [[own.value[name], *ranges[name]] for name in labels],
        index=list(labels.values()),
        columns=_SAY.listed("result.columns"),
    ).replace(np.inf, np.nan)
    cells = []
    for name in labels:
        low, high = (_told(own, name, end) for end in ranges[name])
        cells.append(
            [Cell(_told(own, name, own.value[name])), Cell(_spread(low, high, ranges[name]))]
        )
    settings = study.config.statistics
    return Table(
        id="tbl-roi-result",
        caption=_SAY("result.caption", name=own.asked.name, years=number(own.asked.years)),
        frame=frame,
        cells=cells,
        stub=_SAY("result.stub"),
        labels=list(labels.values()),
        heads=_SAY.listed("result.heads", level=level(settings.confidence)),
        align="lrr",
        widths=(44, 18, 34),
        notes=[
            _SAY("result.note", draws=own.asked.draws, seed=str(settings.seed)),
            _SAY("result.same"),
        ],
        results=_results(own, labels, ranges),
    )


def _told(own: Appraisal, name: str, value: float) -> str:
    """A figure of the appraisal as printed."""
    if name == "return":
        return percent(100 * value)
    if name == "payback":
        late = _SAY("result.never", years=number(own.asked.years))
        return late if np.isinf(value) else _SAY("result.years", years=figure(value, 1))
    return money(value)


def _spread(low: str, high: str, ends: tuple[float, float]) -> str:
    """A range as printed; one whose draws do not all pay back has no end."""
    if low == high:
        return low
    return _SAY("open" if np.isinf(ends[1]) else "range", low=low, high=high)


def _results(
    own: Appraisal, labels: dict[str, str], ranges: dict[str, tuple[float, float]]
) -> list[Result]:
    found = [Result("roi.chance", own.chance, "percent", own.asked.draws, _SAY("result.chance"))]
    for name, label in labels.items():
        scale = 100 if name == "return" else 1
        unit = {"return": "percent", "payback": "mean"}.get(name, "money")
        word = name.replace("_", "")
        for end, value in zip(("", ".low", ".high"), (own.value[name], *ranges[name]), strict=True):
            if np.isfinite(value):
                result = Result(f"roi.{word}{end}", scale * value, unit, label=label)  # type: ignore[arg-type]
                found.append(result)
    return found


@or_why
def tornado_chart(study: Study) -> Chart:
    """Which input moves the value most: each in turn at its least and its most."""
    own = appraised(study)
    found = tornado(own.inputs, own.portfolio)
    enough(len(found) > 0, _SAY("tornado.none"))
    labels = _SAY.named("tornado.rows")
    dots = Dots(
        title=_SAY("tornado.title", input=labels[str(found.index[0])]),
        subtitle=_SAY("tornado.subtitle"),
        source=source_of(study),
        stub=_SAY("inputs.stub"),
        dots=tuple(
            Dot(
                label=capitalise(labels[str(name)]),
                estimate=own.value["value"],
                low=min(row["at_low"], row["at_high"]),
                high=max(row["at_low"], row["at_high"]),
                printed=_ends(own, str(name), row),
                role="subject" if name == found.index[0] else "other",
            )
            for name, row in found.to_dict("index").items()
        ),
        axis=Axis(
            label=_SAY("tornado.axis", currency=study.supplier.currency),
            format=NumberFormat(scaled=True),
        ),
        line=0,
        marked=_SAY("tornado.line"),
    )
    return Chart(
        id="fig-roi-tornado",
        caption=_SAY("tornado.caption", name=own.asked.name),
        alt=_SAY("tornado.alt", listed=dots.listing()),
        figure=dots,
        data=found.rename(index={name: capitalise(label) for name, label in labels.items()}),
        notes=[_SAY("tornado.note")],
        results=[
            Result("roi.first", labels[str(found.index[0])], "text", label=_SAY("tornado.first"))
        ],
    )


def _ends(own: Appraisal, name: str, row: dict[Any, Any]) -> str:
    """What the value is at the least and at the most of an input, and where these are."""
    one, write = own.inputs[name], _written(name)
    return _SAY(
        "tornado.ends",
        low=write(one.low),
        high=write(one.high),
        at_low=money(row["at_low"]),
        at_high=money(row["at_high"]),
    )


@or_why
def years_table(study: Study) -> Table:
    """Costs and gains by year as the model has them, and what has come about since."""
    own = appraised(study)
    cost, gain = own.flows.cost, own.flows.gain
    held = np.cumsum(own.flows.net)
    ranges = [own.range(own.drawn[1][:, year]) for year in range(own.asked.years + 1)]
    came = own.came
    cells = []
    for year, (low, high) in enumerate(ranges):
        known = year < len(came)
        actual = money(came[year]) if known else DASH
        where = _SAY.named("years.places")[placed(came[year], low, high)] if known else DASH
        texts = (money(cost[year]), money(gain[year]), money(held[year]))
        within = _SAY("range", low=money(low), high=money(high))
        cells.append([Cell(text) for text in (*texts, within, actual, where)])
    frame = pd.DataFrame(
        {"cost": cost, "gain": gain, "held": held},
        index=[str(year) for year in range(own.asked.years + 1)],
    )
    frame["low"], frame["high"] = zip(*ranges, strict=True)
    frame["actual"] = pd.Series(came, index=frame.index[: len(came)], dtype=float)
    frame.columns = pd.Index(_SAY.listed("years.columns"))
    confidence = study.config.statistics.confidence
    return Table(
        id="tbl-roi-years",
        caption=_SAY("years.caption", name=own.asked.name, currency=study.supplier.currency),
        frame=frame,
        cells=cells,
        stub=_SAY("years.stub"),
        labels=list(frame.index),
        heads=_SAY.listed("years.heads", level=level(confidence)),
        align="lrrrrrl",
        widths=(8, 12, 12, 16, 26, 16, 16),
        notes=[_SAY("years.note", basis=escape(own.asked.basis))],
    )


@or_why
def observations(study: Study) -> Text:
    """When it pays back, what moves it most, and where what came about lies."""
    own = appraised(study)
    years, back = own.asked.years, own.value["payback"]
    lines = [
        _SAY("observations.never", years=number(years))
        if np.isinf(back)
        else _SAY("observations.payback", after=figure(back, 1))
    ]
    found = tornado(own.inputs, own.portfolio)
    if len(found):
        first = str(found.index[0])
        labels = _SAY.named("tornado.rows")
        low, high = sorted((found["at_low"].iloc[0], found["at_high"].iloc[0]))
        told = {"input": labels[first], "low": money(low), "high": money(high)}
        told["currency"] = study.supplier.currency
        lines.append(_SAY("observations.sign" if low <= 0 < high else "observations.first", **told))
    came = own.came
    if came:
        year = len(came) - 1
        where = placed(came[-1], *own.range(own.drawn[1][:, year]))
        parts = {"year": str(year), "came": money(came[-1]), "currency": study.supplier.currency}
        lines.append(_SAY(f"observations.{where}", **parts))
    return bulleted("roi-observations", map(escape, lines))
