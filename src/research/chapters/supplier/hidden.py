"""Happy accounts with an unhappy decider: named where the edition lists contacts, else counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.accounts import HAPPY
from research.wording.figures import grouped, money
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.sentences import capitalise, sentence

if TYPE_CHECKING:
    import pandas as pd

    from research.chapters.customers import Customers

__all__ = ["hidden_counted", "hidden_listed"]

_SAY = Frames(__file__)

_COUNTS = ("buyers", "unhappy", "unreached", "unhappy_deciders", "unreached_deciders")
_MOST = 6


def hidden_counted(about: Customers, unhappy: pd.DataFrame, found: int) -> Table:
    """By quadrant, without an account's name.

    Parameters
    ----------
    about : whose accounts.
    unhappy : those with an unhappy decider, of `research.frameworks.accounts.hidden_risks`.
    found : how many have a decider who is unhappy or was not reached.
    """
    groups = unhappy.assign(accounts=1).groupby("quadrant")
    frame = groups[["accounts", "revenue", *_COUNTS]].sum().reindex(list(HAPPY), fill_value=0)
    return Table(
        id=f"tbl-accounts-hidden{about.slug}",
        caption=_SAY("caption"),
        frame=frame,
        cells=_cells(frame, [grouped(count) for count in frame["accounts"]]),
        stub=_SAY("counted.stub"),
        labels=[capitalise(str(name)) for name in frame.index],
        heads=[_SAY("counted.first"), *_SAY.listed("heads")],
        widths=(24, 12, 10, 9, 10, 11, 11, 11),
        notes=[sentence(_SAY("counted.note", unhappy=number(len(unhappy)), found=number(found)))],
        results=_results(about, len(unhappy)),
    )


def hidden_listed(about: Customers, unhappy: pd.DataFrame, found: int) -> Table:
    """Those with most revenue, by name; parameters as of `hidden_counted`."""
    shown = unhappy.head(_MOST).join(about.accounts.set_index("account")[["name"]])
    return Table(
        id=f"tbl-accounts-hidden{about.slug}",
        caption=_SAY("caption"),
        frame=shown[["quadrant", "revenue", *_COUNTS]],
        cells=_cells(shown, [capitalise(quadrant) for quadrant in shown["quadrant"]]),
        stub=_SAY("listed.stub"),
        labels=about.account_names(shown.index),
        heads=[_SAY("listed.first"), *_SAY.listed("heads")],
        align="llrrrrrr",
        widths=(18, 20, 10, 9, 10, 11, 11, 11),
        notes=[
            sentence(
                _SAY(
                    "listed.note",
                    unhappy=number(len(unhappy)),
                    shown=number(len(shown)),
                    found=number(found),
                )
            )
        ],
        results=_results(about, len(unhappy)),
    )


def _cells(frame: pd.DataFrame, first: list[str]) -> list[list[Cell]]:
    return [
        [Cell(text), Cell(money(row["revenue"])), *(Cell(grouped(row[name])) for name in _COUNTS)]
        for text, row in zip(first, frame.to_dict("records"), strict=True)
    ]


def _results(about: Customers, count: int) -> list[Result]:
    name = f"accounts{about.dotted}.hidden.count"
    return [Result(name, count, "count", label=_SAY("result"))]
