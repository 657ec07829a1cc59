"""The action sheet of one company: who does what by when, and what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.maturity.given import assessment, company_of
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.maturity_actions import DONE, LATE, action_states
from research.wording.dates import day
from research.wording.figures import DASH
from research.wording.frames import Frames
from research.wording.numbers import number, out_of
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = ["actions_table", "opening"]

NEEDS = ("maturity.company.actions",)

_SAY = Frames(__file__)

_HEADS = ("competency", "owner", "due", "status")


def _sheet(study: Study) -> pd.DataFrame:
    """The actions in the order of their days, with their state."""
    company = company_of(study)
    enough(company.actions is not None, _SAY("no actions"))
    read = study.read(str(company.actions))
    codes = study.table(str(company.actions)).question("status").codes
    names = ["action", "owner", "due", "status"]
    if study.table(str(company.actions)).holds("competency"):
        names.append("competency")
    sheet = read.profile(names)
    enough(len(sheet) > 0, _SAY("empty"))
    today = None if company.today is None else pd.Timestamp(company.today)
    return action_states(sheet, today, done=codes[-1].text if codes else DONE)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and how far the actions have come."""

    def lead() -> str:
        sheet, today = _sheet(study), company_of(study).today
        late = int((sheet["state"] == LATE).sum())
        done, every = out_of(int((sheet["state"] == DONE).sum()), len(sheet))
        parts = {"done": capitalise(done), "all": every}
        if today is None:
            return escape(_SAY("opening.undated", **parts))
        told = _SAY("opening.lead", **parts, today=day(pd.Timestamp(today)))
        overdue = _SAY.form("opening.late", many=late != 1, count=capitalise(number(late)))
        return escape(f"{told} {overdue}")

    return opened("actions-opening", _SAY("opening.title"), lead)


@or_why
def actions_table(study: Study) -> Table:
    """Every action with its owner, its day and its status; what is overdue stands out."""
    sheet, names = _sheet(study), assessment(study).names
    rows = []
    for row in sheet.to_dict("records"):
        about = str(row.get("competency") or "")
        late = row["state"] == LATE
        status = _SAY("late", status=str(row["status"] or "")) if late else str(row["status"] or "")
        rows.append(
            [
                Cell(names.get(about, about) or DASH),
                Cell(str(row["owner"] or DASH)),
                Cell(DASH if pd.isna(row["due"]) else day(row["due"])),
                Cell(status or DASH, "worse" if late else ""),
            ]
        )
    states = sheet["state"].value_counts()
    return Table(
        id="tbl-actions",
        caption=_SAY("caption", company=company_of(study).name),
        frame=sheet.set_index("action"),
        cells=rows,
        stub=_SAY("stub"),
        labels=[str(text) for text in sheet["action"]],
        heads=_SAY.listed("heads"),
        align="lllll",
        widths=(50, 24, 26, 18, 18),
        results=[
            Result(f"actions.{state}", int(states.get(state, 0)), "count", len(sheet), label)
            for state, label in _SAY.named("states").items()
        ],
    )
