"""Loyalty economics, checked: overlap, balance and reversals behind the adjusted difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.customers import require_groups
from research.chapters.remarks import bulleted
from research.chapters.supplier.loyalty import about_part, asked_of, climbed, comparison_of, listing
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.table import Cell, Table
from research.frameworks.loyalty_scan import simpson_scan
from research.wording.figures import figure, grouped, signed
from research.wording.frames import Frames
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.text import Text
    from research.study import Study

__all__ = ["balance_table", "overlap_table", "reversals"]

NEEDS = ("data.accounts", "supplier.loyalty")

_SAY = Frames(__file__)

_UNBALANCED = 0.1


@or_why
def overlap_table(study: Study, part: str = "") -> Table:
    """Whether both groups have members that are alike."""
    about, asked = about_part(study, part), asked_of(study)
    found = climbed(study, part, asked.outcomes[0].column).overlap
    names = {"treated": capitalise(asked.treated), "control": capitalise(asked.control)}
    quantiles = ["lowest", "q25", "median", "q75", "highest"]
    return Table(
        id=f"tbl-loyalty-overlap{about.slug}",
        caption=_SAY(
            "overlap.caption",
            treated=asked.treated,
            control=asked.control,
            customers=about.supplier.many,
        ),
        frame=found.rename(index=names),
        cells=[
            [
                Cell(grouped(row["base"])),
                *(Cell(figure(row[name], 2)) for name in quantiles),
                Cell(percent(row["extreme"])),
                Cell(grouped(row["effective"])),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("overlap.stub"),
        heads=_SAY.listed("overlap.heads"),
        widths=(18, 8, 9, 9, 9, 14, 9, 9, 10),
        notes=[
            _SAY(
                "overlap.note",
                treated=escape(asked.treated),
                customers=escape(about.supplier.many),
            )
        ],
    )


@or_why
def balance_table(study: Study, part: str = "") -> Table:
    """Confounders of the two groups before and after weighting."""
    about, asked = about_part(study, part), asked_of(study)
    found = climbed(study, part, asked.outcomes[0].column).balance
    labels = [_labelled(study, str(name), asked.confounders) for name in found.index]
    return Table(
        id=f"tbl-loyalty-balance{about.slug}",
        caption=_SAY("balance.caption"),
        frame=found.set_axis(labels),
        cells=[
            [Cell(_signed(row["before"])), Cell(_signed(row["after"]))]
            for row in found.to_dict("records")
        ],
        stub=_SAY("balance.stub"),
        labels=labels,
        heads=_SAY.listed("balance.heads"),
        widths=(40, 16, 16),
        notes=[_SAY("balance.note")],
    )


def _labelled(study: Study, name: str, confounders: Sequence[str]) -> str:
    """A confounder, or one of its categories, as the table has it."""
    for column in confounders:
        if name == column:
            return capitalise(listing(study, [column]))
        if name.startswith(f"{column}_"):
            category = name.removeprefix(f"{column}_")
            return capitalise(f"{listing(study, [column])}: {category}")
    return name


@or_why
def reversals(study: Study, part: str = "") -> Text:
    """Whether any firmographic turns a difference round."""
    about, asked = about_part(study, part), asked_of(study)
    columns = [name for name in asked.firmographics if name != about.column]
    lines = []
    for outcome in asked.outcomes:
        comparison = comparison_of(study, about, outcome)
        require_groups(about, comparison)
        found = simpson_scan(about.loyalty, comparison, columns)
        turned = [
            str(row["finding"]).replace(str(column), listing(study, [str(column)]))
            for column, row in found.to_dict("index").items()
            if row["reversal"]
        ]
        opposed = found[(found["opposed"] > 0) & (found["reversal"] == "")]
        against = listing(study, map(str, opposed.index))
        lines += turned
        if not turned:
            over = {"outcome": outcome.label, "columns": listing(study, columns)}
            lines.append(
                _SAY("reversals.single", opposed=against, **over)
                if against
                else _SAY("reversals.none", **over)
            )
    return bulleted(f"loyalty-reversals{about.slug}", map(escape, lines))


def _signed(value: float) -> str:
    difference = signed(value, 2)
    unbalanced = abs(value) > _UNBALANCED
    return _SAY("balance.unbalanced", difference=difference) if unbalanced else difference
