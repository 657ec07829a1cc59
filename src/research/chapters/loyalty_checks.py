"""Loyalty economics, checked: overlap, balance and reversals behind the adjusted difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.loyalty import about_part, asked_of, climbed, comparison_of
from research.display.escape import escape
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.loyalty_scan import simpson_scan
from research.wording.figures import grouped, signed

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["balance_table", "overlap_table", "reversals"]

_UNBALANCED = 0.1


def overlap_table(study: Study, part: str = "") -> Table:
    """Whether both groups have members that are alike."""
    about, asked = about_part(study, part), asked_of(study)
    found = climbed(study, part, asked.outcomes[0].column).overlap
    names = {"treated": asked.treated, "control": asked.control}
    quantiles = ["lowest", "q25", "median", "q75", "highest"]
    return Table(
        id=f"tbl-loyalty-overlap{about.slug}",
        caption=f"Overlap of {asked.treated} and {asked.control} {about.supplier.many}",
        frame=found.rename(index=names),
        cells=[
            [
                Cell(grouped(row["base"])),
                *(Cell(f"{row[name]:.2f}") for name in quantiles),
                Cell(f"{row['extreme']:.0f}%"),
                Cell(grouped(row["effective"])),
            ]
            for row in found.to_dict("records")
        ],
        stub="Group",
        heads=[
            "Base",
            "Lowest",
            "25%",
            "Median",
            "75%",
            "Highest",
            "Extreme",
            "Effective",
        ],
        widths=(18, 8, 9, 9, 9, 14, 9, 9, 10),
        notes=[
            f"Chance of being {escape(asked.treated)} given the confounders. Extreme: under 5% or "
            "over 95%, so that hardly anybody alike is in the other group. Effective: base left "
            "after weighting (Kish)."
        ],
    )


def balance_table(study: Study, part: str = "") -> Table:
    """Confounders of the two groups before and after weighting."""
    about, asked = about_part(study, part), asked_of(study)
    found = climbed(study, part, asked.outcomes[0].column).balance
    return Table(
        id=f"tbl-loyalty-balance{about.slug}",
        caption="Balance of the confounders before and after weighting",
        frame=found,
        cells=[
            [Cell(_signed(row["before"])), Cell(_signed(row["after"]))]
            for row in found.to_dict("records")
        ],
        stub="Confounder",
        labels=[str(name).replace("_", ": ") for name in found.index],
        heads=["Before", "After"],
        widths=(40, 16, 16),
        notes=["Standardised mean differences; more than 0.1 either way (\\*) is unbalanced."],
    )


def reversals(study: Study, part: str = "") -> Text:
    """Whether any firmographic turns a difference round."""
    about, asked = about_part(study, part), asked_of(study)
    columns = [name for name in asked.firmographics if name != about.column]
    lines = []
    for outcome in asked.outcomes:
        found = simpson_scan(about.loyalty, comparison_of(study, about, outcome), columns)
        turned = [row["finding"] for row in found.to_dict("records") if row["reversal"]]
        opposed = found[(found["opposed"] > 0) & (found["reversal"] == "")]
        against = ", ".join(map(str, opposed.index))
        lines += turned
        if not turned:
            lines.append(
                f"{outcome.label}: no reversal (Simpson's paradox) over {', '.join(columns)}"
                + (f"; single categories run the other way in {against}." if against else ".")
            )
    body = "\n".join(f"- {escape(line)}" for line in lines)
    return Text(f"txt-loyalty-reversals{about.slug}", f"::: {{.observations}}\n\n{body}\n\n:::\n")


def _signed(value: float) -> str:
    mark = "*" if abs(value) > _UNBALANCED else ""
    return f"{signed(value, 2)}{mark}"
