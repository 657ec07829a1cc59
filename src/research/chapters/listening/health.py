"""Account health out of survey, product and service, and what came of alerts after low scores."""

from __future__ import annotations

from functools import lru_cache
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.customers import customers
from research.chapters.listening.listened import answers_of, part_of
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.health import (
    IN_TIME,
    OVERDUE,
    STATES,
    Scale,
    alerts,
    health,
    part_values,
)
from research.statistics.samples.intervals import wilson
from research.wording.dates import day
from research.wording.figures import figure, grouped, money, plain
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from typing import Any

    from research.display.text import Text
    from research.edition.listening import Alerts, Health
    from research.study import Study

__all__ = ["alerts_table", "health_table", "low_table", "measured", "opening", "raised"]

NEEDS = ("data.accounts", "supplier.listening.health")

_SAY = Frames(__file__)

_MOST = 10


class Measured(NamedTuple):
    """Accounts with their health."""

    asked: Health
    frame: pd.DataFrame
    labels: list[str]


@lru_cache(maxsize=8)
def measured(study: Study) -> Measured:
    """Health of every account; a part from people rests on as many as named scores do."""
    asked: Health = part_of(study, "health")
    least = study.config.privacy.named_base
    values = {}
    for part in asked.parts:
        held = study.table(part.table)
        people = held.id != held.by and part.table != "accounts"
        fewest = least if people else 1
        values[part.label] = part_values(answers_of(study, part.table), part.question, fewest)
    accounts = study.accounts.set_index("account")
    found = health(
        values,
        {one.label: Scale(one.worst, one.best, one.weight) for one in asked.parts},
        accounts.index,
        known=asked.known,
        low=asked.low,
        high=asked.high,
    )
    size = accounts[asked.size].astype(float) if asked.size else nan
    enough(bool(found["index"].notna().any()), _SAY("nothing"))
    return Measured(asked, found.assign(size=size), [*values])


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter: how many accounts are healthy, and where one part deceives."""

    def lead() -> str:
        own = measured(study)
        known = own.frame.dropna(subset=["index"])
        return escape(
            _SAY(
                "opening.lead",
                accounts=len(own.frame),
                known=len(known),
                low=int((known["state"] == "low").sum()),
                edge=plain(own.asked.low),
                hidden=int(known["hidden"].sum()),
                first=own.labels[0],
            )
        )

    return opened("health-opening", _SAY("opening.title"), lead)


@or_why
def health_table(study: Study) -> Table:
    """The index and its parts: all accounts, and each part of the portfolio."""
    own = measured(study)
    column = next(iter(study.supplier.segments), "")
    groups = {_SAY("table.all"): own.frame}
    if column:
        kinds = study.accounts.set_index("account")[column].reindex(own.frame.index)
        groups |= {str(kind): part for kind, part in own.frame.groupby(kinds.to_numpy())}
    least = study.config.privacy.hide_base
    shown = {name: part for name, part in groups.items() if part["index"].count() >= least}
    enough(bool(shown), _SAY("thin", least=least))
    rows = {name: _row(own, part) for name, part in shown.items()}
    frame = pd.DataFrame.from_dict(rows, orient="index")
    whole = next(iter(rows.values()))
    parts = series(
        _SAY("table.part", label=one.label, weight=percent(100 * share))
        for one, share in zip(own.asked.parts, _shares(own.asked), strict=True)
    )
    ends = {"low": plain(own.asked.low), "high": plain(own.asked.high)}
    return Table(
        id="tbl-health",
        caption=_SAY("table.caption"),
        frame=frame,
        cells=[_cells(own, row) for row in frame.to_dict("records")],
        stub=_SAY("table.stub"),
        labels=[*rows],
        heads=[*_SAY.listed("table.heads"), *own.labels],
        widths=(24, 10, 10, 10, 8, 8, 8, *[10] * len(own.labels)),
        notes=[
            escape(_SAY("table.index", parts=parts, known=percent(100 * own.asked.known))),
            _SAY("table.states", **ends),
        ],
        results=[
            Result("listening.health.index", whole["index"], "mean", whole["known"]),
            Result("listening.health.low", whole["low"], "count", whole["known"]),
            Result("listening.health.hidden", int(own.frame["hidden"].sum()), "count"),
        ],
    )


def _shares(asked: Health) -> list[float]:
    every = sum(part.weight for part in asked.parts)
    return [part.weight / every for part in asked.parts]


def _row(own: Measured, part: pd.DataFrame) -> dict[str, Any]:
    counts = {name: int((part["state"] == name).sum()) for name in ("low", "middle", "high")}
    means = {name: float(part[name].mean()) for name in own.labels}
    known = {"accounts": len(part), "known": int(part["index"].count())}
    return {**known, "index": float(part["index"].mean()), **counts, **means}


def _cells(own: Measured, row: Mapping[Hashable, Any]) -> list[Cell]:
    counts = [Cell(grouped(row[name])) for name in ("accounts", "known")]
    states = [Cell(grouped(row[name])) for name in ("low", "middle", "high")]
    means = [Cell(figure(row[name])) for name in own.labels]
    return [*counts, Cell(figure(row["index"])), *states, *means]


@or_why
def low_table(study: Study) -> Table:
    """The accounts with a low index or with a weak part behind a good survey, the largest first."""
    own = measured(study)
    known = own.frame.dropna(subset=["index"])
    found = known[(known["state"] == "low") | known["hidden"]]
    enough(len(found) > 0, _SAY("low.none"))
    first = ["size"] if own.asked.size else []
    order = found.sort_values(
        [*first, "index"], ascending=[*[False] * len(first), True], kind="stable"
    )
    shown = order.head(_MOST)
    size = [_SAY("low.size", currency=study.supplier.currency)] if own.asked.size else []
    why = {True: _SAY("low.hidden", first=own.labels[0]), False: _SAY("low.low")}
    return Table(
        id="tbl-health-low",
        caption=_SAY("low.caption"),
        frame=shown[["index", *own.labels, *first]],
        cells=[
            [
                *([Cell(money(row["size"]))] if size else []),
                Cell(figure(row["index"])),
                *(Cell(figure(row[name])) for name in own.labels),
                Cell(why[bool(row["hidden"])]),
            ]
            for row in shown.to_dict("records")
        ],
        stub=_SAY("low.stub"),
        labels=customers(study).account_names(shown.index),
        heads=[*size, _SAY("low.index"), *own.labels, _SAY("low.why")],
        align="l" + "r" * (len(size) + 1 + len(own.labels)) + "l",
        widths=(20, *[12] * len(size), 8, *[10] * len(own.labels), 34),
        notes=[
            _SAY("low.note", shown=len(shown), found=len(found)),
            _SAY("low.few", least=study.config.privacy.named_base),
        ],
    )


def raised(study: Study) -> pd.DataFrame:
    """Alerts after low scores, and what came of them; of `research.frameworks.health.alerts`.

    Raises
    ------
    ThinDataError
        Where nobody scored so low.
    """
    asked: Alerts = part_of(study, "alerts")
    answers = answers_of(study, asked.table)
    followed = answers_of(study, asked.followed.table)
    named = {asked.followed.day: "day"}
    if asked.followed.owner:
        named[asked.followed.owner] = "owner"
    found = alerts(
        answers.rename(columns={asked.score: "score", asked.day: "day"}),
        followed.rename(columns=named),
        customers(study).today,
        at_most=asked.at_most,
        days=asked.days,
    )
    enough(len(found) > 0, _SAY("alerts.none", at_most=plain(asked.at_most)))
    return found


@or_why
def alerts_table(study: Study) -> Table:
    """Accounts with a low score: who came back to them, and whether in time."""
    asked: Alerts = part_of(study, "alerts")
    found = raised(study)
    parts = {_SAY("alerts.all"): found}
    known = found[found["owner"].notna()]
    parts |= {str(name): own for name, own in known.groupby("owner")}
    if found["came"].isna().any():
        parts[_SAY("alerts.nobody")] = found[found["came"].isna()]
    rows = {
        name: {
            "alerts": len(own),
            **{state: int((own["state"] == state).sum()) for state in STATES},
        }
        for name, own in parts.items()
    }
    waits = {name: own["wait"].median() for name, own in parts.items()}
    frame = pd.DataFrame.from_dict(rows, orient="index").assign(wait=pd.Series(waits))
    whole = next(iter(rows.values()))
    low, high = wilson(whole[IN_TIME], len(found), study.config.statistics.confidence)
    return Table(
        id="tbl-alerts",
        caption=_SAY("alerts.caption"),
        frame=frame,
        cells=[
            [
                *(Cell(grouped(row[name])) for name in ("alerts", *STATES)),
                Cell(percent(row[IN_TIME], row["alerts"])),
                Cell(figure(row["wait"])),
            ]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("alerts.stub"),
        labels=[*rows],
        heads=_SAY.listed("alerts.heads"),
        names=_SAY.named("alerts.columns"),
        widths=(24, 10, 10, 8, 8, 10, 12, 14),
        notes=[
            _SAY("alerts.rule", at_most=plain(asked.at_most), days=number(asked.days)),
            _SAY(
                "alerts.share",
                share=percent(whole[IN_TIME], len(found)),
                low=percent(100 * low),
                high=percent(100 * high),
                today=day(customers(study).today),
            ),
        ],
        results=[
            Result("listening.alerts.count", len(found), "count"),
            Result("listening.alerts.intime", whole[IN_TIME], "count", len(found)),
            Result("listening.alerts.overdue", whole[OVERDUE], "count", len(found)),
        ],
    )
