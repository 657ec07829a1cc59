"""Key drivers: what goes with an outcome, how surely, and where to act first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.questions.driving import About, driven, driver_problems
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Base, Entry, rows
from research.display.specification.scatter import Corner, Point, Scatter
from research.display.table import Cell, Table
from research.display.text import Text
from research.statistics.drivers.priority_map import importance_performance
from research.wording.figures import DASH, figure, grouped, interval, span
from research.wording.frames import Frames
from research.wording.lists import either, series
from research.wording.numbers import number
from research.wording.probabilities import level, probability
from research.wording.sentences import inside
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.chapters.questions.driven import Driven
    from research.study import Study

__all__ = ["map_chart", "methods_table", "missing_table", "observations", "opening", "share_chart"]

NEEDS = ("data.accounts", "supplier.drivers")
# A section that names an outcome needs what it names, which is judged by itself.
NEEDS_WITH: dict[str, tuple[str, ...]] = {"outcome": ()}
judged = driver_problems

_SAY = Frames(__file__)

# Under this share of what is explained a driver carries hardly anything.
_SMALL = 5
# Of more that may come first, none is named for it.
_NAMED = 4


@or_why
def opening(study: Study, part: str = "", **about: Unpack[About]) -> Text:
    """Heading of the chapter and the sentence that opens it.

    Parameters
    ----------
    study : the edition with its data.
    part : of a supplier's portfolio, ``column=value``; empty for all.
    about : outcome, drivers, weight and table; nothing for those of ``supplier.drivers``.
    """
    asked = driven(study, part, **about)
    name = f"drivers-opening{asked.slug}"
    return opened(name, escape(asked.title), lambda: escape(_lead(asked)))


def _lead(asked: Driven) -> str:
    parts = {"outcome": asked.label, "population": asked.population}
    if not _tells(asked):
        return _SAY("opening.lead.none", **parts)
    leaders = list(map(inside, asked.leaders))
    if len(asked.labels) == 1:
        return _SAY("opening.lead.only", first=leaders[0], **parts)
    if len(leaders) == 1:
        return _SAY("opening.lead.one", first=leaders[0], **parts)
    if len(leaders) > _NAMED:
        return _SAY("opening.lead.unclear", count=number(len(asked.labels)), **parts)
    return _SAY("opening.lead.many", drivers=either(leaders), **parts)


def _tells(asked: Driven) -> bool:
    """Whether the drivers explain more than chance would have them explain."""
    return asked.found.p_value < 1 - asked.confidence


@or_why
def share_chart(study: Study, part: str = "", **about: Unpack[About]) -> Chart:
    """Each driver's share of what the drivers explain, with its interval.

    Parameters
    ----------
    study, part, about : as of `opening`.
    """
    asked = driven(study, part, **about)
    found, table = asked.found, asked.ordered
    frame = table.set_index("label")[["share", "share_low", "share_high"]]
    frame.columns = ["estimate", "low", "high"]
    base, sure = grouped(found.base), level(asked.confidence)
    dots = Dots(
        title=_title(asked),
        subtitle=_SAY("share.subtitle", level=sure),
        base=Base(counts=(found.base,)),
        source=source_of(study),
        stub=_SAY("share.stub"),
        dots=rows(
            Dot,
            frame,
            printed=[
                _SAY("share.printed", share=percent(row["share"]), ranks=_ranks(row))
                for row in table.to_dict("records")
            ],
            role=["subject" if int(low) <= 1 else "other" for low in table["rank_low"]],
        ),
        axis=Axis(label=_SAY("share.axis")),
        line=100 / len(frame),
    )
    return Chart(
        id=f"fig-drivers{asked.slug}",
        caption=_SAY("share.caption", outcome=asked.label),
        alt=_SAY("share.alt", count=len(frame), listed=dots.listing()),
        figure=dots,
        notes=[
            _SAY(
                "share.note",
                population=escape(asked.population),
                base=_SAY("share.base clustered", base=base, clusters=grouped(found.clusters))
                if asked.cluster
                else _SAY("share.base", base=base),
                explained=percent(found.r2, 1),
                interval=interval(100 * found.r2_low, 100 * found.r2_high, 0),
                level=sure,
                method=escape(found.method),
            ),
            *map(escape, _said(asked)),
        ],
        results=_results(asked),
    )


def _title(asked: Driven) -> str:
    first = asked.ordered.iloc[0]
    if not _tells(asked):
        return _SAY("share.untold", outcome=asked.label)
    if len(asked.labels) == 1:
        explained = percent(asked.found.r2, 1)
        return _SAY("share.only", first=first["label"], share=explained, outcome=asked.label)
    return _SAY("share.title", first=first["label"], share=percent(first["share"]))


def _said(asked: Driven) -> Iterator[str]:
    """What must be known of the answers, and of what may be concluded from them."""
    if asked.weighted:
        yield _SAY("share.weight", weight=asked.weighted)
    yield from map(asked.labelled, asked.found.notes)
    yield from asked.notes
    yield _SAY("share.cause")


def _ranks(row: dict[Any, Any]) -> str:
    return span(int(row["rank_low"]), int(row["rank_high"]))


def _results(asked: Driven) -> list[Result]:
    found, said = asked.found, _SAY.named("share.results")
    name, base = f"drivers{asked.dotted}", found.base
    results = [
        Result(f"{name}.base", base, "count", base, said["base"]),
        Result(f"{name}.explained", 100 * found.r2, "percent", base, said["explained"]),
    ]
    for place, (key, row) in enumerate(asked.ordered.iterrows(), start=1):
        word, label = asked.words[str(key)], str(row["label"])
        results += [
            Result(f"{name}.{word}.share", float(row["share"]), "percent", base, label),
            Result(f"{name}.{word}.low", float(row["share_low"]), "percent", base, label),
            Result(f"{name}.{word}.high", float(row["share_high"]), "percent", base, label),
            Result(f"{name}.rank{place}.driver", label, "text", base, said["place"]),
        ]
    return [*results, *_ratings(asked, name)]


def _ratings(asked: Driven, name: str) -> list[Result]:
    """Mean rating of each driver and of all; nothing where they have no common scale."""
    if not asked.rated:
        return []
    found, laid = asked.found, importance_performance(asked.found)
    rated = _SAY("share.results.rated")
    mean = float(laid["performance_cut"].iloc[0])
    return [
        Result(f"{name}.rating", mean, "mean", found.base, rated),
        *(
            Result(
                f"{name}.{asked.words[str(key)]}.rating",
                float(row["performance"]),
                "mean",
                found.base,
                asked.labels[str(key)],
            )
            for key, row in laid.to_dict("index").items()
        ),
    ]


@or_why
def map_chart(study: Study, part: str = "", **about: Unpack[About]) -> Chart | Text:
    """Importance against performance, with error bars on both; for drivers rated on one scale.

    Parameters
    ----------
    study, part, about : as of `opening`.
    """
    asked = driven(study, part, **about)
    found = asked.found
    if not asked.rated or not _tells(asked):
        return Text(f"txt-drivers-map{asked.slug}", "")
    laid = importance_performance(found)
    names = [asked.labels[str(key)] for key in laid.index]
    frame = laid.rename(
        columns=lambda name: name.replace("importance", "y").replace("performance", "x")
    )[["x", "x_low", "x_high", "y", "y_low", "y_high"]].set_axis(names)
    quarters = _SAY.named("map.quarters")
    scatter = Scatter(
        title=_map_title(laid.set_axis(names)),
        subtitle=_SAY("map.subtitle", scale=asked.scale),
        base=Base(counts=(found.base,)),
        source=source_of(study),
        stub=_SAY("share.stub"),
        points=rows(
            Point, frame, role=["subject" if sure else "other" for sure in laid["certain"]]
        ),
        x=Axis(label=asked.scale),
        y=Axis(label=_SAY("share.axis")),
        x_cut=laid["performance_cut"].iloc[0],
        y_cut=laid["importance_cut"].iloc[0],
        corners=(
            Corner(side="left", end="top", text=quarters["concentrate here"]),
            Corner(side="right", end="top", text=quarters["keep up the good work"]),
            Corner(side="left", end="bottom", text=quarters["low priority"]),
            Corner(side="right", end="bottom", text=quarters["possible overkill"]),
        ),
        key=(
            Entry(role="subject", text=_SAY("map.sure")),
            Entry(role="other", text=_SAY("map.unsure")),
        ),
    )
    listed = "; ".join(
        _SAY("map.one", driver=name, quarter=quarters[place])
        for name, place in zip(names, laid["quadrant"], strict=True)
    )
    return Chart(
        id=f"fig-drivers-map{asked.slug}",
        caption=_SAY("map.caption", outcome=asked.label),
        alt=_SAY("map.alt", count=len(laid), listed=listed),
        figure=scatter,
        data=laid.set_axis(names).rename_axis(_SAY("share.stub")),
        notes=[_SAY("map.note")],
    )


def _map_title(laid: pd.DataFrame) -> str:
    """Which drivers carry much and are rated low; what goes with an outcome need not move it."""
    low = laid[laid["quadrant"] == "concentrate here"]
    sure = list(low.index[low["certain"]])
    if sure:
        return _SAY.form("map.low", many=len(sure) > 1, drivers=series(sure))
    return _SAY("map.perhaps low", drivers=either(low.index)) if len(low) else _SAY("map.none")


@or_why
def methods_table(study: Study, part: str = "", **about: Unpack[About]) -> Table:
    """The same drivers by every method, with what to beware of.

    Parameters
    ----------
    study, part, about : as of `opening`.
    """
    asked = driven(study, part, **about)
    found, table = asked.found, asked.ordered
    flags, heads = _SAY.named("methods.flags"), _SAY.named("methods.heads")
    cells = []
    for row in table.to_dict("records"):
        warned = [text for flag, text in flags.items() if row[flag]]
        numbers = [Cell(figure(row[name], 1 if name == "vif" else 3)) for name in heads]
        beware = Cell(", ".join(warned)) if warned else Cell(DASH, "muted")
        cells.append([*numbers, beware])
    frame = table.set_index("label")[list(heads)].set_axis(list(heads.values()), axis=1)
    frame[_SAY("methods.beware")] = [row[-1].text for row in cells]
    pair = found.agreement[found.agreement["method"] == "lmg"].set_index("other")["spearman"]
    called = _SAY.named("methods.called")
    agreed = ", ".join(
        _SAY("methods.agreement", method=called[str(other)], correlation=figure(value, 2))
        for other, value in pair.dropna().items()
    )
    return Table(
        id=f"tbl-drivers-methods{asked.slug}",
        caption=_SAY("methods.caption", outcome=asked.label),
        frame=frame,
        cells=cells,
        stub=_SAY("share.stub"),
        align="l" + "r" * len(heads) + "l",
        widths=(16, *[11] * len(heads), 10),
        notes=[_SAY("methods.note", agreed=agreed and _SAY("methods.agreed", agreed=agreed))],
    )


@or_why
def missing_table(study: Study, part: str = "", **about: Unpack[About]) -> Table:
    """Who did not answer what.

    Parameters
    ----------
    study, part, about : as of `opening`.
    """
    asked = driven(study, part, **about)
    found = asked.found.missing
    # Answers to choose from are columns of one question: it stands here once.
    once = found[~pd.Series([asked.asked[str(key)] for key in found.index]).duplicated().to_numpy()]
    return Table(
        id=f"tbl-drivers-missing{asked.slug}",
        caption=_SAY("missing.caption"),
        frame=once.set_axis([asked.asked[str(key)] for key in once.index]),
        cells=[
            [Cell(grouped(row["answered"])), Cell(grouped(row["missing"])), Cell(_percent(row))]
            for row in once.to_dict("records")
        ],
        stub=_SAY("missing.stub"),
        heads=_SAY.listed("missing.heads"),
        widths=(40, 14, 14, 14),
        notes=list(map(escape, filter(None, (asked.left_out, _left_out(asked))))),
    )


def _percent(row: dict[Any, Any]) -> str:
    return percent(row["percent"], digits=1) if row["missing"] else DASH


def _left_out(asked: Driven) -> str:
    said = [note for note in asked.found.notes if "left out" in note]
    return said[0] if said else _SAY("missing.none")


@or_why
def observations(study: Study, part: str = "", **about: Unpack[About]) -> Text:
    """What the drivers say, in sentences.

    Parameters
    ----------
    study, part, about : as of `opening`.
    """
    asked = driven(study, part, **about)
    observed = _observed(asked) if _tells(asked) else _not_told(asked)
    return bulleted(f"drivers{asked.slug}", map(escape, observed))


def _not_told(asked: Driven) -> Iterator[str]:
    explained, chance = percent(asked.found.r2, 1), probability(asked.found.p_value)
    yield _SAY("observations.none", outcome=asked.label, explained=explained, chance=chance)


def _observed(asked: Driven) -> Iterator[str]:
    table, leaders = asked.ordered, asked.leaders
    if len(table) > 1:
        if len(leaders) == 1:
            yield _SAY("observations.first", driver=leaders[0], outcome=asked.label)
        elif len(leaders) > _NAMED:
            largest, count = asked.ordered["label"].iloc[0], len(leaders)
            parts = {"count": number(count), "outcome": asked.label}
            yield _SAY("observations.unclear", driver=largest, **parts)
        else:
            yield _SAY("observations.any", drivers=either(leaders), outcome=asked.label)
    small = [str(row["label"]) for _, row in table.iterrows() if row["share_high"] < _SMALL]
    if small:
        listed, least = series(small), percent(_SMALL)
        many = len(small) > 1
        yield _SAY.form("observations.small", many=many, drivers=listed, least=least)
    against = table[(table["beta_high"] < 0) & (table["correlation"] < 0)]
    if len(against):
        listed = series(against["label"])
        yield _SAY(f"observations.against.{asked.kind}", drivers=listed, outcome=asked.label)
    if asked.rated:
        laid = importance_performance(asked.found)
        sure = laid[(laid["quadrant"] == "concentrate here") & laid["certain"]]
        yield from (_SAY("observations.low", driver=asked.labels[str(key)]) for key in sure.index)
