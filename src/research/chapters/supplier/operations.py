"""Operations beside feedback: what tickets and delays go with, what is behind them, who owns it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.customers import customers
from research.chapters.questions.driving import driven
from research.chapters.remarks import bulleted, opened
from research.chapters.supplier.recorded import recorded
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.operations import before_answers, causes, record_faults, reported
from research.statistics.drivers.coefficients import regression
from research.statistics.effects.contrasts import crude
from research.wording.dates import day
from research.wording.figures import DASH, figure, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.numbers import number, out_of
from research.wording.probabilities import level, probability
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.chapters.questions.driven import Driven
    from research.display.text import Text
    from research.study import Study

__all__ = ["causes_table", "drivers_table", "observations", "opening"]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier.today", "supplier.drivers", "data.tickets"),
    *(f"data.tickets.{name}" for name in ("kind", "cause", "owner", "opened", "resolved")),
)

_SAY = Frames(__file__)

_TABLE = "tickets"


@dataclass(frozen=True, eq=False)
class _Operated:
    """Contacts who answered, with what happened at their accounts before.

    Parameters
    ----------
    record : tickets and delays.
    asked : what drives the outcome, by ratings alone.
    days : before an answer that count.
    """

    record: pd.DataFrame
    asked: Driven
    days: int

    @cached_property
    def counts(self) -> pd.DataFrame:
        """One column a kind."""
        return before_answers(self.asked.frame, self.record, self.days)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Column of each kind, apart from those of ratings."""
        return {f"operations {name}": str(name) for name in self.counts.columns}

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Ratings and counts side by side."""
        named = self.counts.set_axis(list(self.kinds), axis=1)
        return self.asked.frame.join(named)

    @cached_property
    def together(self) -> Driven:
        """Ratings and counts as drivers of the same outcome."""
        labels = {**self.asked.labels, **self.kinds}
        return replace(self.asked, frame=self.frame, labels=labels, rated=False)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Points of the outcome that go with one more of a kind: alone and beside ratings."""
        asked = self.asked
        rows = self.frame.dropna(subset=[asked.outcome, *asked.labels])
        shares = self.together.found.drivers["share"]
        found: dict[str, dict[str, float]] = {}
        for how, others in (("alone", []), ("beside", list(asked.labels))):
            table = regression(
                rows,
                asked.outcome,
                [*others, *self.kinds],
                clusters=asked.cluster,
                confidence=asked.confidence,
            ).table
            for name in self.kinds:
                row = found.setdefault(name, {})
                for key in ("coefficient", "low", "high", "p"):
                    row[f"{how}_{key}"] = float(table.loc[[name], key].iloc[0])
        for name, row in found.items():
            row["with"] = float((rows[name] > 0).sum())
            row["share"] = float(shares[name])
            row["base"] = float(len(rows))
        return pd.DataFrame.from_dict(found, orient="index")


@lru_cache(maxsize=4)
def _operated(study: Study) -> _Operated:
    today = customers(study).today
    record = recorded(study, _TABLE, lambda rows: record_faults(rows, today))
    asked = driven(study)
    enough("answered_on" in asked.frame, _SAY("accounts"))
    return _Operated(record, asked, study.supplier.operations.days)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and how much is open."""

    def lead() -> str:
        own = _operated(study).record
        left = own[own["resolved"].isna()]
        still, whole = out_of(len(left), len(own))
        told = _SAY(
            "opening.lead",
            count=whole,
            open=still,
            unowned=number(int(left["owner"].isna().sum())),
            today=day(customers(study).today),
        )
        return escape(capitalise(told))

    return opened("operations-opening", _SAY("opening.title"), lead)


@or_why
def drivers_table(study: Study) -> Table:
    """What goes with one more ticket or delay before an answer, alone and beside the ratings."""
    own = _operated(study)
    found = own.effects
    base = int(found["base"].iloc[0])
    labels = [capitalise(own.kinds[str(name)]) for name in found.index]
    cells = []
    for row in found.to_dict("records"):
        told = [Cell(_SAY("share", count=grouped(row["with"]), share=percent(row["with"], base)))]
        for how in ("alone", "beside"):
            told += [
                Cell(signed(row[f"{how}_coefficient"], 2)),
                Cell(interval(row[f"{how}_low"], row[f"{how}_high"], 2, sign=True)),
            ]
        cells.append(
            [*told, Cell(probability(row["beside_p"])), Cell(percent(row["share"], digits=1))]
        )
    return Table(
        id="tbl-operations-drivers",
        caption=_SAY("drivers.caption", outcome=own.asked.label, days=own.days),
        frame=found.assign(share=found["share"] / 100).set_axis(labels),
        cells=cells,
        stub=_SAY("drivers.stub"),
        labels=labels,
        heads=_SAY.listed("drivers.heads", level=level(own.asked.confidence)),
        names=_SAY.named("drivers.columns"),
        shares=["share"],
        align="lrrrrrrr",
        widths=(12, 16, 10, 20, 12, 20, 10, 14),
        notes=[
            _SAY(
                "drivers.note",
                base=grouped(base),
                days=own.days,
                ratings=number(len(own.asked.labels)),
            ),
            _SAY("drivers.cause"),
        ],
        results=[
            Result(f"operations.{kind.replace(' ', '')}{end}", float(row[key]), "score", base, kind)
            for (name, kind), row in zip(own.kinds.items(), found.to_dict("records"), strict=True)
            for end, key in (
                ("", "beside_coefficient"),
                (".low", "beside_low"),
                (".high", "beside_high"),
            )
        ],
    )


@or_why
def causes_table(study: Study) -> Table:
    """Root causes with their owners, and what was said where they came before an answer."""
    own, least = _operated(study), study.config.privacy.hide_base
    found = causes(own.record)
    answers = own.asked.frame.dropna(subset=[own.asked.outcome])
    told = [_apart(own, answers, row, least) for row in found.to_dict("records")]
    found[["difference", "low", "high"]] = told
    cells = [
        [
            Cell(capitalise(str(row["kind"]))),
            Cell(str(row["owner"]) or _SAY("causes.nobody"), "" if row["owner"] else "worse"),
            *(Cell(grouped(row[name])) for name in ("count", "accounts", "open")),
            Cell(figure(row["days"])),
            Cell(_difference(row)),
        ]
        for row in found.to_dict("records")
    ]
    return Table(
        id="tbl-operations-causes",
        caption=_SAY("causes.caption"),
        frame=found.set_index("cause"),
        cells=cells,
        stub=_SAY("causes.stub"),
        labels=[str(cause) or _SAY("causes.unknown") for cause in found["cause"]],
        heads=_SAY.listed("causes.heads", outcome=capitalise(own.asked.label)),
        names=_SAY.named("causes.columns"),
        align="lllrrrrr",
        widths=(28, 10, 16, 10, 10, 8, 14, 28),
        notes=[
            _SAY("causes.note", days=own.days, level=level(own.asked.confidence)),
            *([_SAY("causes.few", least=least)] if found["difference"].isna().any() else []),
        ],
    )


def _apart(
    own: _Operated, answers: pd.DataFrame, row: dict[Any, Any], least: int
) -> tuple[float, float, float]:
    """Mean outcome where a cause came before the answer, less the mean where it did not."""
    had = reported(answers, own.record, own.days, str(row["kind"]), str(row["cause"]))
    if min(int(had.sum()), int((~had).sum())) < max(least, 2):
        return (float("nan"),) * 3
    effect = crude(answers[own.asked.outcome].astype(float), had)
    clusters = answers[own.asked.cluster] if own.asked.cluster else None
    return (effect.estimate, *effect.interval(clusters, own.asked.confidence))


def _difference(row: dict[Any, Any]) -> str:
    if pd.isna(row["difference"]):
        return DASH
    within = interval(row["low"], row["high"], 2, sign=True)
    return _SAY("causes.difference", difference=signed(row["difference"], 2), interval=within)


@or_why
def observations(study: Study) -> Text:
    """Which kind goes with the outcome beside the ratings, and what nobody owns."""
    own = _operated(study)
    lines = []
    for name, row in own.effects.to_dict("index").items():
        sure = row["beside_low"] > 0 or row["beside_high"] < 0
        lines.append(
            _SAY(
                "observations.sure" if sure else "observations.chance",
                kind=own.kinds[str(name)],
                outcome=own.asked.label,
                points=signed(row["beside_coefficient"], 2),
            )
        )
    unowned = own.record[own.record["owner"].isna()]
    if len(unowned):
        share = percent(len(unowned), len(own.record))
        lines.append(_SAY("observations.unowned", share=share))
    return bulleted("operations-observations", map(escape, lines))
