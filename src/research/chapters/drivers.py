"""Key drivers: what goes with an outcome, how surely, and where to act first."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from research.chapters.customers import Customers, customers
from research.chapters.naming import source_of
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Base, Entry, rows
from research.display.specification.scatter import Corner, Point, Scatter
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import InputError, Problem
from research.statistics.drivers.key_drivers import Importance, importance
from research.statistics.drivers.priority_map import importance_performance
from research.wording.figures import grouped, interval
from research.wording.lists import either, series

if TYPE_CHECKING:
    import pandas as pd

    from research.edition.supplier import Drivers
    from research.study import Study

__all__ = ["map_chart", "methods_table", "missing_table", "observations", "opening", "share_chart"]

_METHODS = {
    "lmg": "LMG",
    "johnson": "Relative weight",
    "pratt": "Pratt",
    "beta": "Coefficient",
    "first": "Alone",
    "last": "Last in",
    "vif": "Inflation",
}


def _asked(study: Study) -> Drivers:
    asked = study.supplier.drivers
    if asked is None:
        raise InputError([Problem(study.path, "this key is missing", key="supplier.drivers")])
    return asked


@lru_cache(maxsize=8)
def _computed(study: Study, part: str) -> Importance:
    asked, chosen = _asked(study), customers(study, part)
    settings = study.config.statistics
    return importance(
        _answers(chosen, asked),
        asked.outcome,
        list(asked.columns),
        kind=asked.kind,
        clusters=asked.cluster,
        draws=asked.draws,
        confidence=settings.confidence,
        seed=settings.seed,
    )


def _answers(chosen: Customers, asked: Drivers) -> pd.DataFrame:
    """Rows that the drivers are read from; contacts only if they answered."""
    if asked.of == "accounts":
        return chosen.accounts
    contacts = chosen.contacts(1)
    return contacts[contacts["answered_on"].notna()]


def _ordered(study: Study, part: str) -> pd.DataFrame:
    """Drivers by importance, under their labels."""
    table = _computed(study, part).drivers.sort_values("share", ascending=False)
    return table.assign(label=[_asked(study).columns[str(key)] for key in table.index])


def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    asked, first = _asked(study), _ordered(study, part)["label"].iloc[0]
    about = customers(study, part)
    lead = f"What goes with {asked.label}, among {about.population}: {first.lower()} comes first."
    title = f"What drives {asked.label}" + (f": {about.value}" if part else "")
    return Text(
        f"txt-drivers-opening{about.slug}",
        f"## {escape(title)}\n\n::: {{.lead}}\n\n{escape(lead)}\n\n:::\n",
    )


def share_chart(study: Study, part: str = "") -> Chart:
    """Each driver's share of what the drivers explain, with its interval."""
    asked, about, found = _asked(study), customers(study, part), _computed(study, part)
    table = _ordered(study, part)
    frame = table.set_index("label")[["share", "share_low", "share_high"]]
    frame.columns = ["estimate", "low", "high"]
    level = f"{100 * study.config.statistics.confidence:g}%"
    dots = Dots(
        title=f"{frame.index[0]} carries {frame['estimate'].iloc[0]:.0f}% of what is explained",
        subtitle=f"Share of explained variance and {level} interval",
        base=Base(counts=(found.base,)),
        source=source_of(study),
        stub="Driver",
        dots=rows(
            Dot,
            frame,
            printed=[
                f"{row['share']:.0f}%  (rank {_ranks(row)})" for row in table.to_dict("records")
            ],
            role=["subject" if int(low) <= 1 else "other" for low in table["rank_low"]],
        ),
        axis=Axis(label="% of the explained variance"),
        line=100 / len(frame),
    )
    return Chart(
        id=f"fig-drivers{about.slug}",
        caption=f"Drivers of {asked.label} by importance",
        alt=f"Dots with intervals for {len(frame)} drivers: {dots.listing()}.",
        figure=dots,
        notes=[
            f"Population: {escape(about.population)}. Base: {grouped(found.base)} complete answers"
            + (f" from {grouped(found.clusters)} accounts" if asked.cluster else "")
            + f". Together the drivers explain {100 * found.r2:.0f}% of the variance "
            f"({interval(100 * found.r2_low, 100 * found.r2_high, 0)}%). In brackets the ranks "
            f"that each may have, all true at once with {level} confidence; the line marks equal "
            f"shares. Method: {escape(found.method)}.",
            *(escape(note) for note in found.notes),
        ],
        results=_results(study, part),
    )


def _ranks(row: dict[Any, Any]) -> str:
    low, high = int(row["rank_low"]), int(row["rank_high"])
    return str(low) if low == high else f"{low}–{high}"


def _results(study: Study, part: str) -> list[Result]:
    found, about = _computed(study, part), customers(study, part)
    name, base = f"drivers{about.dotted}", found.base
    results = [
        Result(f"{name}.base", base, "count", base, "complete answers"),
        Result(f"{name}.explained", 100 * found.r2, "percent", base, "variance explained"),
    ]
    for place, (key, row) in enumerate(_ordered(study, part).iterrows(), start=1):
        word = str(key).lower().replace("_", "")
        label = str(row["label"])
        results += [
            Result(f"{name}.{word}.share", float(row["share"]), "percent", base, label),
            Result(f"{name}.{word}.low", float(row["share_low"]), "percent", base, label),
            Result(f"{name}.{word}.high", float(row["share_high"]), "percent", base, label),
            Result(f"{name}.rank{place}.driver", label, "text", base, "in this place"),
        ]
    return results


def map_chart(study: Study, part: str = "") -> Chart | Text:
    """Importance against performance, with error bars on both; for drivers rated on one scale."""
    asked, about, found = _asked(study), customers(study, part), _computed(study, part)
    if not asked.rated:
        return Text(f"txt-drivers-map{about.slug}", "")
    laid = importance_performance(found)
    names = [asked.columns[str(key)] for key in laid.index]
    frame = laid.rename(
        columns=lambda name: name.replace("importance", "y").replace("performance", "x")
    )[["x", "x_low", "x_high", "y", "y_low", "y_high"]].set_axis(names)
    wanted = laid["quadrant"] == "concentrate here"
    chosen = wanted & laid["certain"] if (wanted & laid["certain"]).any() else wanted
    first = [name for name, here in zip(names, chosen, strict=True) if here]
    title = f"Work first on {series(first)}" if first else "What matters is what is rated well"
    scatter = Scatter(
        title=_wrapped(title),
        subtitle=f"Importance against {asked.scale}, with intervals",
        base=Base(counts=(found.base,)),
        source=source_of(study),
        stub="Driver",
        points=rows(
            Point, frame, role=["subject" if sure else "other" for sure in laid["certain"]]
        ),
        x=Axis(label=asked.scale),
        y=Axis(label="% of the explained variance"),
        x_cut=laid["performance_cut"].iloc[0],
        y_cut=laid["importance_cut"].iloc[0],
        corners=(
            Corner(side="left", end="top", text="concentrate here"),
            Corner(side="right", end="top", text="keep up the good work"),
            Corner(side="left", end="bottom", text="low priority"),
            Corner(side="right", end="bottom", text="possible overkill"),
        ),
        key=(
            Entry(role="subject", text="sure of its quarter"),
            Entry(role="other", text="could lie in another quarter"),
        ),
    )
    listed = "; ".join(
        f"{name}: {place}" for name, place in zip(names, laid["quadrant"], strict=True)
    )
    return Chart(
        id=f"fig-drivers-map{about.slug}",
        caption=f"Importance for {asked.label} and performance",
        alt=f"Scatter chart of {len(laid)} drivers in four quarters: {listed}.",
        figure=scatter,
        data=laid.set_axis(names).rename_axis("Driver"),
        notes=[
            "Lines: an equal share of importance, and the mean of all drivers. Method: "
            "importance-performance analysis (Martilla and James 1977)."
        ],
    )


def _wrapped(title: str, width: int = 62) -> str:
    """Break a title that is too long for one line."""
    if len(title) <= width:
        return title
    at = title.rfind(" ", 0, width)
    return f"{title[:at]}\n{title[at + 1 :]}"


def methods_table(study: Study, part: str = "") -> Table:
    """The same drivers by every method, with what to beware of."""
    about, found, table = customers(study, part), _computed(study, part), _ordered(study, part)
    flags = {"collinear": "hard to part", "turned": "sign turned", "suppressed": "suppression"}
    cells = []
    for row in table.to_dict("records"):
        warned = [text for flag, text in flags.items() if row[flag]]
        numbers = [Cell(f"{row[name]:.3f}".replace("-", "−")) for name in list(_METHODS)[:-1]]
        beware = Cell(", ".join(warned)) if warned else Cell("–", "muted")
        cells.append([*numbers, Cell(f"{row['vif']:.1f}"), beware])
    frame = table.set_index("label")[list(_METHODS)].set_axis(list(_METHODS.values()), axis=1)
    frame["Beware"] = [row[-1].text for row in cells]
    pair = found.agreement[found.agreement["method"] == "lmg"].set_index("other")["spearman"]
    agreed = ", ".join(
        f"{_METHODS[str(other)].lower()} {value:.2f}".replace("-", "−")
        for other, value in pair.dropna().items()
    )
    return Table(
        id=f"tbl-drivers-methods{about.slug}",
        caption=f"Drivers of {_asked(study).label} by every method",
        frame=frame,
        cells=cells,
        stub="Driver",
        align="l" + "r" * len(_METHODS) + "l",
        widths=(22, *[9] * len(_METHODS), 17),
        notes=[
            "LMG, relative weights and Pratt add up to the explained variance. Rank correlation of "
            f"LMG with the other methods: {agreed}. Suppression: the coefficient exceeds the "
            "correlation with the outcome. A dash: nothing to beware of."
        ],
    )


def missing_table(study: Study, part: str = "") -> Table:
    """Who did not answer what."""
    about, asked = customers(study, part), _asked(study)
    found = _computed(study, part).missing
    names = {asked.outcome: f"Outcome: {asked.label}", **asked.columns}
    return Table(
        id=f"tbl-drivers-missing{about.slug}",
        caption="Missing answers",
        frame=found.set_axis([names[str(key)] for key in found.index]),
        cells=[
            [Cell(grouped(row["answered"])), Cell(grouped(row["missing"])), Cell(_percent(row))]
            for row in found.to_dict("records")
        ],
        stub="Question",
        heads=["Answered", "Missing", "Share missing"],
        widths=(40, 14, 14, 14),
        notes=[escape(_left_out(study, part))],
    )


def _percent(row: dict[Any, Any]) -> str:
    return "–" if not row["missing"] else f"{row['percent']:.1f}%"


def _left_out(study: Study, part: str) -> str:
    said = [note for note in _computed(study, part).notes if "left out" in note]
    return said[0] if said else "All rows are complete."


def observations(study: Study, part: str = "") -> Text:
    """What the drivers say, in sentences."""
    table, found = _ordered(study, part), _computed(study, part)
    asked, about = _asked(study), customers(study, part)
    leaders = [str(row["label"]) for _, row in table.iterrows() if row["rank_low"] == 1]
    lines = []
    if len(leaders) == 1:
        lines.append(f"{leaders[0]} is the first driver of {asked.label}, beyond doubt.")
    else:
        lines.append(f"Any of {either(leaders)} may be the first driver of {asked.label}.")
    null = [str(row["label"]) for _, row in table.iterrows() if row["share_high"] < 5]
    if null:
        lines.append(f"{series(null)} each carry less than 5% of the explained variance.")
    laid = importance_performance(found)
    sure = laid[(laid["quadrant"] == "concentrate here") & laid["certain"]]
    for key in sure.index if asked.rated else ():
        name = asked.columns[str(key)]
        lines.append(f"{name} matters more than most and is rated below the mean: act there first.")
    body = "\n".join(f"- {escape(line)}" for line in lines)
    return Text(f"txt-drivers{about.slug}", f"::: {{.observations}}\n\n{body}\n\n:::\n")
