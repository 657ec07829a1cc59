"""What has changed between a supplier's own two surveys: scores, and accounts that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.customers import SCORED, customers
from research.chapters.naming import source_of
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.flows import Flow, Flows
from research.display.specification.parts import Base, Entry
from research.display.table import Cell, Table
from research.frameworks.relationship import CATEGORIES, account_scores
from research.frameworks.relationship_change import (
    UNKNOWN,
    direction,
    movement,
    score_changes,
)
from research.wording.figures import figure, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.probabilities import probability
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    import pandas as pd

    from research.chapters.customers import Customers
    from research.display.palette import Role
    from research.display.text import Text
    from research.study import Study

__all__ = ["flow_chart", "moves_table", "opening", "scores_table"]

NEEDS = ("data.accounts", "data.contacts", "supplier.surveys", *SCORED)

_SAY = Frames(__file__)

_ROLES: dict[str, Role] = {"better": "subject", "worse": "contrast", "same": "other"}


def _surveys(about: Customers) -> tuple[str, str]:
    surveys = about.supplier.surveys
    enough(surveys is not None, _SAY("one survey"))
    assert surveys is not None  # noqa: S101 - enough has seen to it
    return str(surveys[0]), str(surveys[1])


def _moved(about: Customers) -> pd.DataFrame:
    _surveys(about)
    counts = movement(account_scores(about.contacts(0)), about.scores)
    enough(int(counts.loc[list(CATEGORIES), list(CATEGORIES)].sum().sum()) > 0, _SAY("nothing"))
    return counts


def _ways(counts: pd.DataFrame) -> dict[str, int]:
    """How many accounts with a category in both surveys got better, worse or stayed."""
    found = dict.fromkeys(_ROLES, 0)
    for before, row in counts.loc[list(CATEGORIES), list(CATEGORIES)].to_dict("index").items():
        for after, count in row.items():
            found[direction(str(before), str(after))] += int(count)
    return found


@or_why
def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter, and how many accounts moved which way."""
    about = customers(study, part)

    def lead() -> str:
        first, second = _surveys(about)
        ways = _ways(_moved(about))
        return escape(
            _SAY(
                "opening.lead",
                first=first,
                second=second,
                both=sum(ways.values()),
                better=ways["better"],
                worse=ways["worse"],
            )
        )

    name = f"movement-opening{about.slug}"
    return opened(name, escape(about.titled(_SAY("opening.title"))), lead)


@or_why
def scores_table(study: Study, part: str = "") -> Table:
    """Quality, its parts and net promoters in both surveys, with the change."""
    about, confidence = customers(study, part), study.config.statistics.confidence
    first, second = _surveys(about)
    found = score_changes(about.contacts(0), about.contacts(1), confidence)
    labels = _SAY.named("scores.labels")
    cells = []
    for name, row in found.to_dict("index").items():
        digits = 0 if name == "nps" else 2
        sides = [
            _SAY(
                "within",
                value=figure(row[side], digits),
                span=interval(row[f"{side}_low"], row[f"{side}_high"], digits),
            )
            for side in ("earlier", "later")
        ]
        change = _SAY(
            "within",
            value=signed(row["change"], digits),
            span=interval(row["low"], row["high"], digits, sign=True),
        )
        cells.append([*map(Cell, sides), Cell(change), Cell(probability(row["p_adjusted"]))])
    accounts = [about.contacts(when).dropna(subset=["recommend"])["account"] for when in (0, 1)]
    shared = len(set(accounts[0]) & set(accounts[1]))
    bases = [int(found[f"base_{side}"].iloc[0]) for side in ("earlier", "later")]
    key = f"relationship{about.dotted}.change"
    return Table(
        id=f"tbl-movement-scores{about.slug}",
        caption=_SAY("scores.caption", first=first, second=second),
        frame=found[["earlier", "later", "change", "low", "high", "p_adjusted"]],
        cells=cells,
        stub=_SAY("scores.stub"),
        labels=[labels[str(name)] for name in found.index],
        heads=_SAY.listed("scores.heads", first=first, second=second),
        names=_SAY.named("scores.columns", first=first, second=second),
        widths=(26, 22, 22, 26, 10),
        notes=[
            _SAY(
                "scores.note",
                before=grouped(bases[0]),
                after=grouped(bases[1]),
                first=first,
                second=second,
                shared=grouped(shared),
            )
        ],
        results=[
            Result(f"{key}.{name}{end}", float(row[column]), "score", bases[1], labels[str(name)])
            for name, row in found.to_dict("index").items()
            for end, column in (
                ("", "change"),
                (".low", "low"),
                (".high", "high"),
                (".before", "earlier"),
            )
        ],
    )


@or_why
def flow_chart(study: Study, part: str = "") -> Chart:
    """Accounts by category in both surveys, and the streams between them."""
    about = customers(study, part)
    first, second = _surveys(about)
    counts, names = _moved(about), {name: capitalise(name) for name in CATEGORIES}
    ways, went = _ways(counts), counts.to_dict("index")
    flows = [
        Flow(
            label=_SAY("flow.label", before=names[before], after=names[after]),
            before=names[before],
            after=names[after],
            count=int(went[before][after]),
            role=_ROLES[direction(before, after)],
        )
        for before in CATEGORIES
        for after in CATEGORIES
        if went[before][after]
    ]
    words = _SAY.named("flow.key")
    chart = Flows(
        title=_SAY("flow.title", better=ways["better"], worse=ways["worse"]),
        subtitle=_SAY("flow.subtitle"),
        base=Base(counts=(sum(ways.values()),), of=_SAY("flow.base")),
        source=source_of(study),
        stub=_SAY("flow.stub"),
        flows=tuple(flows),
        stages=tuple(names.values()),
        ends=(first, second),
        key=tuple(
            Entry(role=role, text=_SAY("flow.counted", text=words[way], count=ways[way]))
            for way, role in _ROLES.items()
        ),
    )
    return Chart(
        id=f"fig-movement-flow{about.slug}",
        caption=_SAY("flow.caption", first=first, second=second),
        alt=_SAY("flow.alt", listed=chart.listing()),
        figure=chart,
    )


@or_why
def moves_table(study: Study, part: str = "") -> Table:
    """Accounts by category before, in rows, and after, in columns."""
    about = customers(study, part)
    first, second = _surveys(about)
    counts, ways = _moved(about), _ways(_moved(about))
    names = {**{name: capitalise(name) for name in CATEGORIES}, UNKNOWN: _SAY("moves.none")}
    frame = counts.assign(all=counts.sum(axis=1))
    frame.loc["all"] = frame.sum()
    names["all"] = _SAY("moves.all")
    key = f"relationship{about.dotted}.moved"
    return Table(
        id=f"tbl-movement-moves{about.slug}",
        caption=_SAY("moves.caption", first=first, second=second),
        frame=frame.rename(index=names, columns=names),
        cells=[[Cell(grouped(count)) for count in row] for row in frame.to_numpy()],
        stub=_SAY("moves.stub", first=first),
        labels=[names[str(name)] for name in frame.index],
        heads=[names[str(name)] for name in frame.columns],
        widths=(20, 14, 12, 14, 11, 12, 14, 9),
        notes=[_SAY("moves.note", second=second)],
        results=[
            Result(f"{key}.{way}", count, "count", sum(ways.values()), _SAY(f"flow.key.{way}"))
            for way, count in ways.items()
        ],
    )
