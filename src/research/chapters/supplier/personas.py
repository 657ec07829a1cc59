"""Types of contacts by rule: how many there are, what they recommend, and the revenue with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.chapters.customers import customers
from research.chapters.thinness import enough, or_why
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.personas import (
    PERSONAS,
    persona_plays,
    persona_words,
    personas,
    personas_summary,
)
from research.wording.figures import DASH, grouped, interval, money, plain, signed
from research.wording.frames import Frames
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.result import Unit
    from research.edition.personas import Cut
    from research.edition.tables import DataTable
    from research.study import Study

__all__ = ["personas_table"]

NEEDS = ("data.accounts.revenue_this_year", "data.contacts.recommend")

_SAY = Frames(__file__)
# What of a type is a result: its column, and its unit.
_TOLD: dict[str, tuple[str, Unit]] = {
    "share": ("share", "percent"),
    "nps": ("nps", "score"),
    "revenue": ("revenue_share", "percent"),
}


@or_why
def personas_table(study: Study, part: str = "") -> Table:
    """Types of contacts with their number, net promoter score, revenue and next play."""
    about, settings = customers(study, part), study.supplier.personas
    cuts: dict[str, Cut] = dict(settings or ())
    enough(bool(cuts), _SAY("unasked"))
    contacts = about.contacts(1)
    answers = pd.DataFrame({name: contacts[cut.question] for name, cut in cuts.items()})
    edges = {name: cut.at_least for name, cut in cuts.items()}
    typed = contacts.assign(persona=personas(answers.astype(float), edges))
    enough(bool(typed["persona"].notna().any()), _SAY("nobody"))
    revenue = about.accounts.set_index("account")["revenue_this_year"]
    found = personas_summary(typed, revenue, study.config.statistics.confidence)
    least = max(study.config.privacy.hide_base, 1)
    base = int(found["people"].sum())
    found.loc[found["scored"] < least, ["nps", "low", "high"]] = np.nan
    found.loc[found["people"] < least, ["revenue", "revenue_share"]] = np.nan
    words, plays, table = persona_words(), persona_plays(), study.table("contacts")
    asked = {name: _heading(table, cut.question) for name, cut in cuts.items()}
    return Table(
        id=f"tbl-personas{about.slug}",
        caption=_SAY("caption"),
        frame=found.rename(index=words),
        cells=[
            [*_counted(row), Cell(plays[name])]
            for name, row in zip(PERSONAS, found.to_dict("records"), strict=True)
        ],
        stub=_SAY("stub"),
        labels=[capitalise(words[name]) for name in PERSONAS],
        heads=_SAY.listed("heads", currency=study.supplier.currency),
        align="lrrrrrl",
        widths=(30, 9, 8, 24, 13, 9, 33),
        notes=[
            _SAY(
                "note",
                base=grouped(base),
                **{name: plain(edge) for name, edge in edges.items()},
                **{f"{name}_asked": heading for name, heading in asked.items()},
            )
        ],
        results=[
            Result(
                f"relationship{about.dotted}.persona.{name.replace(' ', '')}.{what}",
                float(row[column]),
                unit,
                base if what == "share" else int(row["people"]),
                words[name],
            )
            for name, row in zip(PERSONAS, found.to_dict("records"), strict=True)
            for what, (column, unit) in _TOLD.items()
            if not np.isnan(row[column])
        ],
    )


def _heading(table: DataTable, name: str) -> str:
    """What a question, or a row of a grid, is called."""
    question, row = table.owner(name)
    assert question is not None  # noqa: S101 - the parameter file is checked
    return row.text if row is not None else question.heading


def _counted(row: dict[Any, Any]) -> list[Cell]:
    score = DASH
    if not np.isnan(row["nps"]):
        score = signed(row["nps"])
        if not np.isnan(row["low"]):
            limits = interval(row["low"], row["high"], 0, sign=True)
            score = _SAY("within", value=score, span=limits)
    held = [DASH, DASH]
    if not np.isnan(row["revenue"]):
        held = [money(row["revenue"]), percent(row["revenue_share"])]
    return [
        Cell(grouped(row["people"])),
        Cell(percent(row["share"])),
        Cell(score),
        *map(Cell, held),
    ]
