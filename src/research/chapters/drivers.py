"""Key drivers: what goes with an outcome, how surely, and where to act first."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from research.chapters.customers import Customers, customers
from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Base, Entry, rows
from research.display.specification.scatter import Corner, Point, Scatter
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import InputError, Problem, StatisticsError, ThinDataError
from research.statistics.drivers.key_drivers import Importance, importance
from research.statistics.drivers.priority_map import importance_performance
from research.wording.figures import DASH, figure, grouped, interval, span
from research.wording.frames import Frames
from research.wording.lists import either, series
from research.wording.probabilities import level
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.edition.supplier import Drivers
    from research.study import Study

__all__ = ["map_chart", "methods_table", "missing_table", "observations", "opening", "share_chart"]

NEEDS = ("data.accounts", "supplier.drivers")

_SAY = Frames(__file__)

# Under this share of what is explained a driver carries hardly anything.
_SMALL = 5


def _asked(study: Study) -> Drivers:
    asked = study.supplier.drivers
    if asked is None:
        raise InputError([Problem(study.path, "this key is missing", key="supplier.drivers")])
    return asked


def _labels(study: Study) -> dict[str, str]:
    """What each driver is called, by the column of its answers."""
    asked = _asked(study)
    return {name: study.label(asked.of, name) for name in asked.questions}


@lru_cache(maxsize=8)
def _computed(study: Study, part: str) -> Importance:
    asked, chosen = _asked(study), customers(study, part)
    settings = study.config.statistics
    answers = _answers(chosen, asked)
    enough(len(answers) > 0, _SAY("nobody"))
    try:
        return importance(
            answers,
            asked.outcome,
            list(asked.questions),
            kind=asked.kind,
            clusters=asked.cluster,
            draws=asked.draws,
            confidence=settings.confidence,
            seed=settings.seed,
        )
    except StatisticsError as error:
        reason = str(error).partition(";")[0]
        # The outcome's column may be a plain word ("left"), so it counts where a reason opens.
        reason = re.sub(rf"^{re.escape(asked.outcome)}\b", lambda _: asked.label, reason)
        raise ThinDataError(_labelled(reason, _labels(study))) from error


def _answers(chosen: Customers, asked: Drivers) -> pd.DataFrame:
    """Rows that the drivers are read from; contacts only if they answered."""
    if asked.of == "accounts":
        return chosen.accounts
    contacts = chosen.contacts(1)
    return contacts[contacts["answered_on"].notna()]


def _ordered(study: Study, part: str) -> pd.DataFrame:
    """Drivers by importance, under their labels."""
    table = _computed(study, part).drivers.sort_values("share", ascending=False)
    labels = _labels(study)
    return table.assign(label=[labels[str(key)] for key in table.index])


def _leaders(study: Study, part: str) -> list[str]:
    """Drivers that may be the first of all."""
    table = _ordered(study, part).to_dict("records")
    return [str(row["label"]) for row in table if row["rank_low"] == 1]


@or_why
def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    about = customers(study, part)
    title = about.titled(_SAY("opening.title", outcome=_asked(study).label))
    name = f"drivers-opening{about.slug}"
    return opened(name, escape(title), lambda: escape(_lead(study, part)))


def _lead(study: Study, part: str) -> str:
    asked, leaders = _asked(study), _leaders(study, part)
    about = customers(study, part)
    parts = {"outcome": asked.label, "population": about.population}
    if len(leaders) == 1:
        return _SAY("opening.lead.one", first=leaders[0].lower(), **parts)
    return _SAY("opening.lead.many", drivers=either(map(str.lower, leaders)), **parts)


@or_why
def share_chart(study: Study, part: str = "") -> Chart:
    """Each driver's share of what the drivers explain, with its interval."""
    asked, about, found = _asked(study), customers(study, part), _computed(study, part)
    table = _ordered(study, part)
    frame = table.set_index("label")[["share", "share_low", "share_high"]]
    frame.columns = ["estimate", "low", "high"]
    base, sure = grouped(found.base), level(study.config.statistics.confidence)
    dots = Dots(
        title=_SAY("share.title", first=frame.index[0], share=percent(frame["estimate"].iloc[0])),
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
        id=f"fig-drivers{about.slug}",
        caption=_SAY("share.caption", outcome=asked.label),
        alt=_SAY("share.alt", count=len(frame), listed=dots.listing()),
        figure=dots,
        notes=[
            _SAY(
                "share.note",
                population=escape(about.population),
                base=_SAY("share.base clustered", base=base, clusters=grouped(found.clusters))
                if asked.cluster
                else _SAY("share.base", base=base),
                explained=percent(found.r2, 1),
                interval=interval(100 * found.r2_low, 100 * found.r2_high, 0),
                level=sure,
                method=escape(found.method),
            ),
            *(escape(_labelled(note, _labels(study))) for note in found.notes),
        ],
        results=_results(study, part),
    )


def _labelled(note: str, labels: Mapping[str, str]) -> str:
    """A note of the statistics with labels in the place of columns."""
    known = "|".join(map(re.escape, labels))
    return re.sub(rf"\b(?:{known})\b", lambda match: labels[match[0]], note)


def _ranks(row: dict[Any, Any]) -> str:
    return span(int(row["rank_low"]), int(row["rank_high"]))


def _results(study: Study, part: str) -> list[Result]:
    found, about = _computed(study, part), customers(study, part)
    name, base, said = f"drivers{about.dotted}", found.base, _SAY.named("share.results")
    results = [
        Result(f"{name}.base", base, "count", base, said["base"]),
        Result(f"{name}.explained", 100 * found.r2, "percent", base, said["explained"]),
    ]
    for place, (key, row) in enumerate(_ordered(study, part).iterrows(), start=1):
        word = str(key).lower().replace("_", "")
        label = str(row["label"])
        results += [
            Result(f"{name}.{word}.share", float(row["share"]), "percent", base, label),
            Result(f"{name}.{word}.low", float(row["share_low"]), "percent", base, label),
            Result(f"{name}.{word}.high", float(row["share_high"]), "percent", base, label),
            Result(f"{name}.rank{place}.driver", label, "text", base, said["place"]),
        ]
    return [*results, *_ratings(study, part, name)]


def _ratings(study: Study, part: str, name: str) -> list[Result]:
    """Mean rating of each driver and of all; nothing where they have no common scale."""
    asked, found = _asked(study), _computed(study, part)
    if not asked.rated:
        return []
    laid = importance_performance(found)
    rated = _SAY("share.results.rated")
    mean = float(laid["performance_cut"].iloc[0])
    return [
        Result(f"{name}.rating", mean, "mean", found.base, rated),
        *(
            Result(
                f"{name}.{str(key).lower().replace('_', '')}.rating",
                float(row["performance"]),
                "mean",
                found.base,
                study.label(asked.of, str(key)),
            )
            for key, row in laid.to_dict("index").items()
        ),
    ]


@or_why
def map_chart(study: Study, part: str = "") -> Chart | Text:
    """Importance against performance, with error bars on both; for drivers rated on one scale."""
    asked, about, found = _asked(study), customers(study, part), _computed(study, part)
    if not asked.rated:
        return Text(f"txt-drivers-map{about.slug}", "")
    laid = importance_performance(found)
    labels = _labels(study)
    names = [labels[str(key)] for key in laid.index]
    frame = laid.rename(
        columns=lambda name: name.replace("importance", "y").replace("performance", "x")
    )[["x", "x_low", "x_high", "y", "y_low", "y_high"]].set_axis(names)
    wanted = laid["quadrant"] == "concentrate here"
    chosen = wanted & laid["certain"] if (wanted & laid["certain"]).any() else wanted
    first = [name for name, here in zip(names, chosen, strict=True) if here]
    title = _SAY("map.work first", drivers=series(first)) if first else _SAY("map.none")
    quarters = _SAY.named("map.quarters")
    scatter = Scatter(
        title=title,
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
        id=f"fig-drivers-map{about.slug}",
        caption=_SAY("map.caption", outcome=asked.label),
        alt=_SAY("map.alt", count=len(laid), listed=listed),
        figure=scatter,
        data=laid.set_axis(names).rename_axis(_SAY("share.stub")),
        notes=[_SAY("map.note")],
    )


@or_why
def methods_table(study: Study, part: str = "") -> Table:
    """The same drivers by every method, with what to beware of."""
    about, found, table = customers(study, part), _computed(study, part), _ordered(study, part)
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
    agreed = ", ".join(
        _SAY("methods.agreement", method=heads[str(other)].lower(), correlation=figure(value, 2))
        for other, value in pair.dropna().items()
    )
    return Table(
        id=f"tbl-drivers-methods{about.slug}",
        caption=_SAY("methods.caption", outcome=_asked(study).label),
        frame=frame,
        cells=cells,
        stub=_SAY("share.stub"),
        align="l" + "r" * len(heads) + "l",
        widths=(22, *[9] * len(heads), 17),
        notes=[_SAY("methods.note", agreed=agreed)],
    )


@or_why
def missing_table(study: Study, part: str = "") -> Table:
    """Who did not answer what."""
    about, asked = customers(study, part), _asked(study)
    found = _computed(study, part).missing
    names = {asked.outcome: _SAY("missing.outcome", outcome=asked.label), **_labels(study)}
    return Table(
        id=f"tbl-drivers-missing{about.slug}",
        caption=_SAY("missing.caption"),
        frame=found.set_axis([names[str(key)] for key in found.index]),
        cells=[
            [Cell(grouped(row["answered"])), Cell(grouped(row["missing"])), Cell(_percent(row))]
            for row in found.to_dict("records")
        ],
        stub=_SAY("missing.stub"),
        heads=_SAY.listed("missing.heads"),
        widths=(40, 14, 14, 14),
        notes=[escape(_left_out(study, part))],
    )


def _percent(row: dict[Any, Any]) -> str:
    return percent(row["percent"], digits=1) if row["missing"] else DASH


def _left_out(study: Study, part: str) -> str:
    said = [note for note in _computed(study, part).notes if "left out" in note]
    return said[0] if said else _SAY("missing.none")


@or_why
def observations(study: Study, part: str = "") -> Text:
    """What the drivers say, in sentences."""
    table, found = _ordered(study, part), _computed(study, part)
    asked, about = _asked(study), customers(study, part)
    leaders, lines = _leaders(study, part), []
    if len(leaders) == 1:
        lines.append(_SAY("observations.first", driver=leaders[0], outcome=asked.label))
    else:
        lines.append(_SAY("observations.any", drivers=either(leaders), outcome=asked.label))
    small = [str(row["label"]) for _, row in table.iterrows() if row["share_high"] < _SMALL]
    if small:
        listed, least = series(small), percent(_SMALL)
        many = len(small) > 1
        lines.append(_SAY.form("observations.small", many=many, drivers=listed, least=least))
    laid = importance_performance(found)
    sure = laid[(laid["quadrant"] == "concentrate here") & laid["certain"]]
    if asked.rated:
        lines += [
            _SAY("observations.act", driver=study.label(asked.of, str(key))) for key in sure.index
        ]
    return bulleted(f"drivers{about.slug}", map(escape, lines))
