"""Whitespace: lines of business that accounts buy of rivals, and segments that value more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import LAID_OUT, SCORED, Customers, customers
from research.chapters.supplier.recorded import recorded
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.whitespace import line_faults, line_summary, premium_segments
from research.statistics.samples.intervals import wilson
from research.wording.figures import DASH, figure, grouped, interval, money, plain
from research.wording.frames import Frames
from research.wording.probabilities import level
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["lines_table", "premium_table", "summary"]

NEEDS = ("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT)

_SAY = Frames(__file__)

_SEGMENT = "industry"


@lru_cache(maxsize=4)
def _lines(study: Study) -> pd.DataFrame:
    enough(study.config.table("lines") is not None, _SAY("none"))
    own = study.supplier.planning.own
    accounts = study.accounts.set_index("account")
    return recorded(study, "lines", lambda rows: line_faults(rows, accounts, own))


def _happy(about: Customers) -> pd.Series[bool]:
    return about.landscape["nps"] >= about.cuts.nps


@lru_cache(maxsize=4)
def summary(study: Study) -> pd.DataFrame:
    """Lines of business, as of `research.frameworks.whitespace.line_summary`.

    Parameters
    ----------
    study : with a supplier.
    """
    asked = study.supplier.planning
    return line_summary(_lines(study), asked.own, _happy(customers(study)), asked.stronghold)


@or_why
def lines_table(study: Study) -> Table:
    """Each line: who buys it of whom, what only rivals sell, and where one of them is strong."""
    found, asked = summary(study), study.supplier.planning
    known = _lines(study)["account"].nunique()
    return Table(
        id="tbl-planning-lines",
        caption=_SAY("lines.caption"),
        frame=found,
        cells=[
            [
                *(Cell(grouped(row[name])) for name in ("accounts", "us", "both", "rivals")),
                *(Cell(money(row[name])) for name in ("whitespace", "happy")),
                Cell(_rival(row["rival"], row["share"]), "worse" if row["strong"] else ""),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("lines.stub"),
        labels=[escape(str(name)) for name in found.index],
        heads=_SAY.listed("lines.heads", currency=study.supplier.currency),
        names=_SAY.named("lines.columns", currency=study.supplier.currency),
        align="lrrrrrrl",
        widths=(20, 11, 11, 10, 13, 18, 18, 20),
        notes=[
            _SAY(
                "lines.note",
                accounts=grouped(known),
                high=plain(customers(study).cuts.nps),
                stronghold=plain(asked.stronghold),
            )
        ],
        results=[
            Result(
                "planning.whitespace",
                float(found["whitespace"].sum()),
                "money",
                label=_SAY("lines.result"),
            ),
            Result(
                "planning.whitespace.happy",
                float(found["happy"].sum()),
                "money",
                label=_SAY("lines.happy"),
            ),
        ],
    )


def _rival(name: str, share: float) -> str:
    return _SAY("lines.rival", rival=name, share=percent(share)) if name else DASH


@or_why
def premium_table(study: Study) -> Table:
    """Segments by how much they value what they get, who buys the premium line, and who may."""
    about, asked = customers(study), study.supplier.planning
    enough(bool(asked.premium), _SAY("premium.none"))
    enough(_SEGMENT in about.landscape, _SAY("premium.segment"))
    lines = _lines(study)
    own = lines[(lines["line"] == asked.premium) & (lines["seller"] == asked.own)]
    enough(len(own) > 0, _SAY("premium.nobody", line=asked.premium))
    buyers = set(own.loc[own["spend"] > 0, "account"])
    known = pd.Index(lines["account"].unique())
    buys = pd.Series(known.isin(buyers), index=known)
    confidence, least = study.config.statistics.confidence, study.config.privacy.hide_base
    whole = premium_segments(
        about.landscape,
        about.contacts(1),
        _SEGMENT,
        buys,
        high=about.cuts.nps,
        confidence=confidence,
    )
    found = whole[(whole["accounts"] >= least) & (whole["answers"] >= least)]
    enough(len(found) > 0, _SAY("premium.few", least=str(least)))
    left = len(whole) - len(found)
    cells = []
    for row in found.to_dict("records"):
        low, high = wilson(row["buyers"], row["accounts"], confidence)
        cells.append(
            [
                Cell(figure(row["value"], 2)),
                Cell(interval(row["low"], row["high"], 2)),
                Cell(grouped(row["accounts"])),
                Cell(percent(row["buyers"], row["accounts"])),
                Cell(interval(100 * low, 100 * high, 0)),
                Cell(grouped(row["offers"])),
            ]
        )
    return Table(
        id="tbl-planning-premium",
        caption=_SAY("premium.caption", line=asked.premium),
        frame=found,
        cells=cells,
        stub=_SAY("premium.stub"),
        labels=[escape(str(name)) for name in found.index],
        heads=_SAY.listed("premium.heads", level=level(confidence)),
        names=_SAY.named("premium.columns"),
        widths=(20, 12, 16, 11, 12, 16, 22),
        notes=[
            _SAY("premium.note", high=plain(about.cuts.nps)),
            *(
                [_SAY.form("premium.left", many=left > 1, count=left, least=str(least))]
                if left
                else []
            ),
        ],
    )
