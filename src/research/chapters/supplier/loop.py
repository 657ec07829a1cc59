"""Closing the loop after a survey: whom to meet, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.customers import SCORED, customers
from research.chapters.thinness import enough, or_why
from research.display.table import Cell, Table
from research.frameworks.relationship_loop import plays, whom_to_meet
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["meeting_table", "plays_table"]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier", *SCORED),
    *("data.contacts.role", "data.contacts.decides"),
)

_SAY = Frames(__file__)


@or_why
def meeting_table(study: Study, part: str = "") -> Table:
    """Whom to meet to close the loop, counted by reason."""
    about = customers(study, part)
    listed = whom_to_meet(about.contacts(1), about.scores)
    counts = listed.groupby(["urgency", "reason"]).agg(
        people=("contact", "size"), accounts=("account", "nunique")
    )
    frame = counts.reset_index("urgency", drop=True)
    enough(len(frame) > 0, _SAY("meeting.nobody"))
    return Table(
        id=f"tbl-relationship-meeting{about.slug}",
        caption=_SAY("meeting.caption"),
        frame=frame,
        cells=[
            [Cell(grouped(row["people"])), Cell(grouped(row["accounts"]))]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("meeting.stub"),
        labels=[capitalise(str(name)) for name in frame.index],
        heads=_SAY.listed("meeting.heads"),
        widths=(44, 14, 14),
        notes=[_SAY("meeting.note")],
    )


@or_why
def plays_table(study: Study, part: str = "") -> Table:
    """What to do next with the accounts of each category."""
    about = customers(study, part)
    frame = plays(about.scores)
    return Table(
        id=f"tbl-relationship-plays{about.slug}",
        caption=_SAY("plays.caption"),
        frame=frame,
        cells=[
            [Cell(grouped(row["accounts"])), Cell(row["play"])] for row in frame.to_dict("records")
        ],
        stub=_SAY("plays.stub"),
        labels=[capitalise(str(name)) for name in frame.index],
        heads=_SAY.listed("plays.heads"),
        align="lrl",
        widths=(16, 12, 70),
    )
