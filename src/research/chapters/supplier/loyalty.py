"""Loyalty economics: renewal and growth by sentiment, and what of the gap can be defended."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.customers import Customers, customers, require_groups, require_shown
from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, opened
from research.chapters.supplier.rungs import E_VALUE, cells_of, with_e_value, word
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Base, rows
from research.display.table import Cell, Table
from research.errors import InputError, Problem
from research.frameworks.loyalty import Comparison, by_group
from research.frameworks.loyalty_ladder import Ladder, ladder
from research.wording.columns import spoken
from research.wording.figures import DASH, figure, grouped, interval
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.plurals import numbered
from research.wording.probabilities import level
from research.wording.rounding import whole
from research.wording.sentences import capitalise, inside
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from research.display.text import Text
    from research.edition.supplier import Loyalty, Outcome
    from research.study import Study

__all__ = [
    "about_part",
    "asked_of",
    "climbed",
    "comparison_of",
    "groups_table",
    "ladder_chart",
    "ladder_table",
    "listing",
    "observations",
    "opening",
]

NEEDS = ("data.accounts", "supplier.loyalty")

_SAY = Frames(__file__)


def asked_of(study: Study) -> Loyalty:
    """What the parameter file asks of loyalty."""
    asked = study.supplier.loyalty
    if asked is None:
        raise InputError([Problem(study.path, "this key is missing", key="supplier.loyalty")])
    return asked


def listing(study: Study, columns: Iterable[str]) -> str:
    """Columns in running text, by the nouns of their questions or the words of their names."""
    return series(study.noun(name) or spoken(name) for name in columns)


def comparison_of(study: Study, about: Customers, outcome: Outcome) -> Comparison:
    """Groups and confounders; a part is no confounder of itself."""
    asked = asked_of(study)
    return Comparison(
        outcome.column,
        asked.group,
        asked.treated,
        asked.control,
        tuple(name for name in asked.confounders if name != about.column),
        asked.cluster,
    )


@lru_cache(maxsize=8)
def about_part(study: Study, part: str) -> Customers:
    """Customers of the part, opened once."""
    return customers(study, part)


@lru_cache(maxsize=16)
def climbed(study: Study, part: str, column: str) -> Ladder:
    """Ladder of an outcome, computed once."""
    about = about_part(study, part)
    outcome = next(item for item in asked_of(study).outcomes if item.column == column)
    comparison = comparison_of(study, about, outcome)
    require_groups(about, comparison)
    found = ladder(about.loyalty, comparison, study.config.statistics.confidence)
    fewest = int(found.overlap["base"].min())
    require_shown(study, fewest, f"{asked_of(study).treated} against {asked_of(study).control}")
    return found


@or_why
def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    about = about_part(study, part)
    name, head = f"loyalty-opening{about.slug}", escape(about.titled(_SAY("opening.title")))
    return opened(name, head, lambda: escape(_opening(study, part)))


def _opening(study: Study, part: str) -> str:
    about, asked = about_part(study, part), asked_of(study)
    first = asked.outcomes[0]
    rungs = climbed(study, part, first.column).rungs
    crude, sure = (float(rungs["estimate"][name]) for name in ("crude", asked.quoted))
    return lead(
        crude,
        sure,
        outcome=first.label,
        treated=asked.treated,
        control=asked.control,
        customers=about.supplier.many,
    )


def _remains(crude: float, sure: float) -> bool:
    """Whether the second is what remains of the first: smaller as printed, the same way round."""
    before, after = whole(crude), whole(sure)
    return 0 < after < before or before < after < 0


def _remain(sure: float) -> str:
    """The verb of so many points."""
    return _SAY.form("opening.remain", many=abs(whole(sure)) != 1)


def _points(value: float) -> str:
    return numbered(whole(value), _SAY("opening.point"))


def lead(crude: float, sure: float, **parts: str) -> str:
    """Say what is left of a difference once like is compared with like; or how much it is then.

    Parameters
    ----------
    crude, sure : points as they look, and as the edition quotes them.
    parts : outcome, groups and who is compared.
    """
    words = {"crude": _points(crude), "sure": _points(sure), **parts}
    if _remains(crude, sure):
        return _SAY("opening.lead.less", remain=_remain(sure), **words)
    return _SAY("opening.lead.other", **words)


def title(crude: float, sure: float) -> str:
    """Say the same in the line over the chart; arguments as for `lead`."""
    if _remains(crude, sure):
        left = figure(whole(sure))
        return _SAY("ladder.title.less", crude=_points(crude), sure=left, remain=_remain(sure))
    return _SAY("ladder.title.other", crude=_points(crude), sure=_points(sure))


@or_why
def groups_table(study: Study, part: str = "") -> Table:
    """Every outcome by group, with base and interval."""
    about, asked = about_part(study, part), asked_of(study)
    printed: dict[str, list[Cell]] = {group: [] for group in asked.order}
    columns: dict[str, dict[Any, Any]] = {}
    results = []
    for outcome in asked.outcomes:
        table = by_group(
            about.loyalty,
            outcome.column,
            asked.group,
            asked.cluster,
            study.config.statistics.confidence,
        ).reindex(asked.order)
        least = max(study.config.privacy.hide_base, 1)
        table.loc[~(table["base"] >= least), ["mean", "low", "high"]] = float("nan")
        for group, row in table.to_dict("index").items():
            known = row["base"] >= least
            printed[str(group)] += [
                Cell(grouped(row["base"]) if row["base"] > 0 else "0"),
                Cell(percent(row["mean"], 1, digits=1) if known else DASH),
                Cell(interval(100 * row["low"], 100 * row["high"]) if known else DASH),
            ]
            if known:
                name = f"loyalty{about.dotted}.{outcome.column}.{word(group)}"
                mean, base = 100 * float(row["mean"]), int(row["base"])
                label = _SAY("groups.result", outcome=outcome.label, group=str(group))
                results.append(Result(name, mean, "percent", base, label))
        for end, name in _SAY.named("groups.ends").items():
            values = table[end] if end == "base" else 100 * table[end]
            head = _SAY("groups.column", outcome=outcome.label, end=name)
            columns[head] = values.to_dict()
    labels = [item.label for item in asked.outcomes]
    return Table(
        id=f"tbl-loyalty-groups{about.slug}",
        caption=_SAY("groups.caption", outcomes=series([labels[0], *map(inside, labels[1:])])),
        frame=pd.DataFrame(columns).reindex(asked.order),
        cells=[printed[group] for group in asked.order],
        stub=_SAY("groups.stub"),
        labels=[capitalise(group) for group in asked.order],
        heads=[head for label in labels for head in _SAY.listed("groups.heads", outcome=label)],
        widths=(22, *[10, 16, 18] * len(asked.outcomes)),
        notes=[
            _SAY("groups.population", population=escape(about.population)),
            *_source_notes(study, about),
            _SAY("groups.crude"),
        ],
        results=results,
    )


def _source_notes(study: Study, about: Customers) -> list[str]:
    """Say when sentiment was measured and who is left out for want of it; or what is blank."""
    if study.config.table("contacts") is None or study.supplier.surveys is None:
        blanks = about.accounts.isna().sum()
        empty = ", ".join(
            _SAY("groups.blanks", column=listing(study, [str(name)]), count=count)
            for name, count in blanks[blanks > 0].items()
        )
        return [_SAY("groups.blank", columns=escape(empty))] if empty else []
    unheard = int(about.loyalty["band"].isna().sum())
    return [_SAY("groups.sentiment", survey=str(study.supplier.surveys[0]), unheard=unheard)]


@or_why
def ladder_chart(study: Study, part: str = "") -> Chart:
    """From the crude difference to those that can be defended, for the first outcome."""
    about, asked = about_part(study, part), asked_of(study)
    outcome = asked.outcomes[0]
    found = climbed(study, part, outcome.column)
    of = {
        "outcome": outcome.label,
        "treated": asked.treated,
        "control": asked.control,
        "customers": about.supplier.many,
    }
    rungs = found.rungs.drop(index=E_VALUE)
    frame = rungs[["estimate", "low", "high"]].rename(index=_SAY.named("rungs"))
    dots = Dots(
        title=title(
            float(rungs["estimate"]["crude"]),
            float(rungs["estimate"][asked.quoted]),
        ),
        subtitle=_SAY("ladder.subtitle", **of),
        base=Base(counts=(found.base,)),
        source=source_of(study),
        stub=_SAY("ladder.stub"),
        dots=rows(
            Dot,
            frame,
            printed=[
                _SAY(
                    "ladder.printed",
                    estimate=figure(row["estimate"], 1),
                    interval=interval(row["low"], row["high"]),
                )
                for row in frame.to_dict("records")
            ],
            role=["other" if name in {"crude", "clustered"} else "subject" for name in rungs.index],
        ),
        axis=Axis(label=_SAY("ladder.axis")),
        line=0,
    )
    return Chart(
        id=f"fig-loyalty-ladder{about.slug}",
        caption=_SAY("ladder.figure", **of),
        alt=_SAY("ladder.alt", listed=dots.listing()),
        figure=dots,
    )


@or_why
def ladder_table(study: Study, part: str = "") -> Table:
    """All rungs of all outcomes, with what each assumes."""
    about, asked = about_part(study, part), asked_of(study)
    found = {item.label: climbed(study, part, item.column) for item in asked.outcomes}
    rungs = {label: each.rungs for label, each in found.items()}
    first = next(iter(rungs.values())).drop(index=E_VALUE)
    frame = pd.concat(
        [
            with_e_value(table).add_prefix(_SAY("ladder.column", outcome=label))
            for label, table in rungs.items()
        ],
        axis=1,
    )
    rows = [
        [cell for table in rungs.values() for cell in cells_of(table, key, _e_value(table))]
        + [Cell(str(first["assumes"][key]))]
        for key in map(str, first.index)
    ]
    results = [
        one
        for item in asked.outcomes
        for one in _rung_results(
            f"loyalty{about.dotted}.{item.column}", item.label, found[item.label], asked.quoted
        )
    ]
    return Table(
        id=f"tbl-loyalty-ladder{about.slug}",
        caption=_SAY("ladder.caption", treated=asked.treated, customers=about.supplier.many),
        frame=frame.rename(index=_SAY.named("rungs")).rename_axis(_SAY("ladder.stub")),
        cells=rows,
        stub=_SAY("ladder.stub"),
        heads=[
            *(head for label in rungs for head in _SAY.listed("ladder.heads", outcome=label)),
            _SAY("ladder.assumes"),
        ],
        align="l" + "rrr" * len(rungs) + "l",
        widths=(24, *[10, 14, 13] * len(rungs), 40),
        notes=_ladder_notes(study, about, found),
        results=results,
    )


def _ladder_notes(study: Study, about: Customers, found: dict[str, Ladder]) -> list[str]:
    asked = asked_of(study)
    confounders = listing(study, comparison_of(study, about, asked.outcomes[0]).confounders)
    bases = _by_outcome({label: each.base for label, each in found.items()})
    notes = [
        _SAY(
            "ladder.differences",
            treated=escape(asked.treated),
            control=escape(asked.control),
            level=level(study.config.statistics.confidence),
            bases=bases,
            confounders=escape(confounders),
        )
    ]
    if asked.cluster:
        counts = {label: each.rungs["clusters"].min() for label, each in found.items()}
        many, clusters = about.supplier.many, _by_outcome(counts)
        notes.append(_SAY("ladder.clusters", customers=many, clusters=clusters))
    notes.append(_SAY("ladder.E-value"))
    for label, each in found.items():
        notes += [
            _SAY("ladder.note", outcome=escape(label), note=escape(note)) for note in each.notes
        ]
    return notes


def _by_outcome(counts: dict[str, int]) -> str:
    """A count for each outcome, in a line."""
    return "; ".join(
        escape(_SAY("ladder.base", outcome=label, base=grouped(count)))
        for label, count in counts.items()
    )


def _e_value(rungs: pd.DataFrame) -> str:
    ends = (figure(rungs[end][E_VALUE], 2) for end in ("estimate", "low"))
    return _SAY("ladder.E-value-cell", **dict(zip(("estimate", "low"), ends, strict=True)))


def _rung_results(name: str, label: str, found: Ladder, quoted: str) -> list[Result]:
    """Every rung by its own name, and the one that the edition quotes by the plain name."""
    results, rungs = [], _SAY.named("rungs")
    for key, row in found.rungs.to_dict("index").items():
        words = f"{name}.{word(key)}"
        about = _SAY("ladder.result", outcome=label, method=rungs[str(key)].lower())
        if key == E_VALUE:
            results.append(Result(words, row["estimate"], "ratio", row["base"], about))
            continue
        for end, value in (("", row["estimate"]), (".low", row["low"]), (".high", row["high"])):
            results.append(Result(f"{words}{end}", value, "score", row["base"], about))
            if key == quoted:
                results.append(Result(f"{name}{end}", value, "score", row["base"], about))
    return results


@or_why
def observations(study: Study, part: str = "") -> Text:
    """What can be said of each outcome."""
    about, asked = about_part(study, part), asked_of(study)
    lines = []
    for outcome in asked.outcomes:
        rungs = climbed(study, part, outcome.column).rungs
        crude, sure = (dict(rungs.loc[name]) for name in ("crude", asked.quoted))
        holds = sure["low"] > 0 or sure["high"] < 0
        lines.append(
            _SAY(
                "observations.outcome",
                outcome=outcome.label,
                crude=figure(crude["estimate"], 1),
                sure=figure(sure["estimate"], 1),
                interval=interval(sure["low"], sure["high"]),
                confounders=listing(study, comparison_of(study, about, outcome).confounders),
                verdict=_SAY("observations.verdict.holds" if holds else "observations.verdict.not"),
            )
        )
    return bulleted(f"loyalty{about.slug}", map(escape, lines))
