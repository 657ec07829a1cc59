"""Where a supplier stands among others, segment by segment of its own accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.chapters.customers import POSITIONED, customers
from research.chapters.thinness import enough, or_why
from research.display.result import Result
from research.display.table import Cell, Table
from research.errors import StatisticsError
from research.frameworks.relationship_position import FEWEST_SUPPLIERS, position, supplier_scores
from research.identifiers import slug
from research.wording.figures import DASH, figure, grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.chapters.customers import Customers
    from research.study import Study

__all__ = ["segments_table"]

NEEDS = ("data.accounts", "data.suppliers", "supplier", *POSITIONED)

_SAY = Frames(__file__)
_SCORES = {"quality": 2, "nps": 0}
# Of the simulation behind each segment's interval: places of tenths need no more.
_DRAWS = 4_000
# Places of a score that are told.
_PLACES = ("quartile", "decile")


@or_why
def segments_table(study: Study, part: str = "") -> Table:
    """Scores of each segment of accounts with their quarter and tenth of the industry."""
    about, others = customers(study, part), study.suppliers
    inside = others[others["industry"] == study.supplier.industry]
    enough(
        len(inside) >= FEWEST_SUPPLIERS,
        _SAY("few", count=len(inside), least=FEWEST_SUPPLIERS),
    )
    enough(len(_splits(about)) > 0, _SAY("nothing"))
    found = dict(_rows(about, inside))
    frame = pd.DataFrame(found.values(), index=[": ".join(place) for place in found])
    heading = study.table("accounts").question
    return Table(
        id=f"tbl-relationship-segments{about.slug}",
        caption=_SAY("caption", industry=study.supplier.industry),
        frame=frame,
        cells=[
            [
                Cell(grouped(row["answers"])),
                *(
                    cell
                    for name, digits in _SCORES.items()
                    for cell in (
                        Cell(figure(row[name], digits)),
                        *(_within(row, f"{name}_{place}") for place in _PLACES),
                    )
                ),
            ]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("stub"),
        labels=[
            _SAY("label", column=heading(column).heading, value=value) for column, value in found
        ],
        heads=_SAY.listed("heads"),
        widths=(30, 11, 10, 14, 14, 10, 14, 14),
        notes=[
            _SAY("note", others=len(inside), least=study.config.privacy.hide_base),
        ],
        results=[
            Result(
                f"relationship{about.dotted}.segment.{slug(f'{column} {value}', '.')}.{name}{end}",
                row[f"{name}{kind}"],
                "rank" if kind else "score",
                int(row["answers"]),
                f"{value}, {_SAY.named('scores')[name]}",
            )
            for (column, value), row in found.items()
            for name in _SCORES
            for kind, end in (("", ""), ("_quartile", ".quartile"), ("_decile", ".decile"))
            if not np.isnan(row[f"{name}{kind}"])
        ],
    )


def _splits(about: Customers) -> list[str]:
    """Columns that part the accounts further."""
    return [name for name in about.supplier.segments if name != about.column]


def _rows(
    about: Customers, inside: pd.DataFrame
) -> Iterator[tuple[tuple[str, str], dict[str, float]]]:
    """Give answers, scores and places of every segment; scores of few answers stay missing."""
    study, contacts = about.study, about.contacts(1)
    settings, least = study.config.statistics, max(study.config.privacy.hide_base, 1)
    accounts = about.accounts.set_index("account")
    for column in _splits(about):
        held = accounts[column].astype("str").where(accounts[column].notna())
        own = contacts["account"].map(held)
        for value in sorted(held.dropna().unique()):
            chosen = contacts[own == value]
            answers = int(chosen["recommend"].notna().sum())
            row: dict[str, float] = {"answers": answers}
            names = [f"{name}_{place}" for name in _SCORES for place in _PLACES]
            ends = [f"{name}{end}" for name in names for end in ("_low", "_high")]
            row |= dict.fromkeys([*_SCORES, *names, *ends], np.nan)
            try:
                scores = supplier_scores(chosen) if answers >= least else {}
            except StatisticsError:  # answers of a single account
                scores = {}
            for name in _SCORES if scores else ():
                place = position(
                    scores[name],
                    inside[name],
                    draws=_DRAWS,
                    confidence=settings.confidence,
                    seed=settings.seed,
                )
                row[name] = scores[name].value
                row |= {
                    f"{name}_{key}": float(place[key])
                    for kind in _PLACES
                    for key in (kind, f"{kind}_low", f"{kind}_high")
                }
            yield (column, str(value)), row


def _within(row: dict[Any, Any], name: str) -> Cell:
    """Print a quarter or tenth, with where the segment may stand."""
    if np.isnan(row[name]):
        return Cell(DASH)
    stands, best, worst = (str(int(row[f"{name}{end}"])) for end in ("", "_low", "_high"))
    if best == worst:
        return Cell(stands)
    return Cell(_SAY("within", place=stands, best=best, worst=worst))
