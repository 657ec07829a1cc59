"""Two waves of a supplier's survey in Triple-S, each with fixed columns and again as CSV.

Written after the standard's version 2.0 (Triple-S Group, September 2011): metadata in XML, data
beside it. The second wave asks half of the first one's accounts again.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

import numpy as np

from surveys.drawing import Draws, texts
from surveys.truth import Truth, held, measure, tally, ticked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from surveys.truth import Flags, Texts

__all__ = ["NAME", "WAVES", "truth", "variables", "write"]

NAME = "wave2016.sss"
WAVES = {2015: 150, 2016: 160}
ACCOUNTS = 60

SECTOR = {"1": "Hospitals", "2": "Clinics", "3": "Laboratories", "4": "Care homes"}
BRANDS = {"1": "Adera", "2": "Bionta", "3": "Curaplus", "4": "Dr. Öhm", "5": "Elysia"}
NEW_BRAND = {"6": "Vitalux"}
PRODUCTS = {
    str(code): label
    for code, label in enumerate(
        (
            *("Beds", "Lifts", "Lamps", "Linen", "Masks", "Gloves", "Needles", "Scales"),
            *("Scanners", "Software", "Training", "Repairs"),
        ),
        1,
    )
}
SATISFIED = {
    2015: {"1": "Very poor", "2": "Poor", "3": "Fair", "4": "Good", "5": "Very good"},
    2016: {"1": "Bad", "2": "Rather bad", "3": "So-so", "4": "Rather good", "5": "Good"},
}
WORDING = {
    2015: "All in all, how good is our service?",
    2016: "Thinking of your last order, how good was our service?",
}
EFFORT = {2015: 5, 2016: 7}
UNKNOWN = {"99": "Don't know"}
UNKNOWN_STAFF = {"999": "Not known"}
REMARKS = ["Lieferung zu spät", "Good visits, too few", "None", "Ärger mit der Rechnung"]


@dataclass(frozen=True)
class Variable:
    """A variable of the metadata.

    Parameters
    ----------
    name, kind, label : as the standard has them; the kind is its type.
    width : characters of its field.
    codes : labels by code.
    lowest, highest : of a quantity or a date.
    places : decimals of a quantity.
    slots : of a multiple that is spread: how many codes it can hold; 0 is a bitstring.
    use : weight or serial.
    """

    name: str
    kind: str
    label: str
    width: int
    codes: Mapping[str, str] = field(default_factory=dict)
    lowest: str = ""
    highest: str = ""
    places: int = 0
    slots: int = 0
    use: str = ""

    def written(self, cell: str | None) -> str:
        """A cell as it stands in its field; a multiple's codes are given with commas between."""
        if cell is None:
            return ""
        if self.kind == "quantity":
            return f"{float(cell):0{self.width}.{self.places}f}"
        if self.kind != "multiple":
            return cell
        codes = [int(code) for code in cell.split(",") if code]
        if self.slots:
            each = self.width // self.slots
            return "".join(f"{code:0{each}d}" for code in codes).ljust(self.width, "0")
        return "".join("1" if at in codes else "0" for at in range(1, self.width + 1))


def variables(wave: int) -> list[Variable]:
    """All variables of a wave, in the order of the file."""
    brands = BRANDS | (NEW_BRAND if wave == 2016 else {})
    points = {"1": "Very hard", str(EFFORT[wave]): "Very easy"}
    every = {str(at): points.get(str(at), str(at)) for at in range(1, EFFORT[wave] + 1)}
    return [
        Variable("serial", "quantity", "Number", 5, lowest="1", highest="99999", use="serial"),
        Variable("account", "character", "Account", 5),
        Variable("done", "date", "Day of the answer", 8, lowest="20150101", highest="20161231"),
        Variable("sector", "single", "What is your house?", 1, SECTOR),
        Variable("buys", "logical", "Do you decide on orders?", 1),
        Variable("aware", "multiple", "Which of these brands do you know?", len(brands), brands),
        Variable("used", "multiple", "Which did you order, up to three?", 6, PRODUCTS, slots=3),
        Variable("satisfied", "single", WORDING[wave], 1, SATISFIED[wave]),
        Variable("effort", "single", "How easy is it to order from us?", 1, every),
        Variable(
            *("recommend", "quantity", "How likely are you to recommend us?", 2, UNKNOWN),
            lowest="0",
            highest="10",
        ),
        Variable(
            *("staff", "quantity", "How many people work in your house?", 3, UNKNOWN_STAFF),
            lowest="1",
            highest="998",
        ),
        Variable(
            *("spend", "quantity", "What did you spend last year, in thousands?", 8),
            lowest="0.00",
            highest="99999.99",
            places=2,
        ),
        Variable(
            *("wgt", "quantity", "Weight", 6),
            lowest="0.0001",
            highest="9.9999",
            places=4,
            use="weight",
        ),
        Variable("name", "character", "Name", 30),
        Variable("email", "character", "Address", 50),
        Variable("remark", "character", "Is there anything else?", 40),
    ]


@dataclass(frozen=True)
class Drawn:
    """Cells by variable, as text, codes with commas between; who was asked; who counts."""

    cells: dict[str, Texts]
    buys: Flags
    kept: Flags
    odd: dict[str, int]


@cache
def draw(wave: int) -> Drawn:
    """Draw the respondents of a wave and plant the oddities."""
    size = WAVES[wave]
    draws = Draws(16_500 + wave, size)
    people = draws.people()
    first = 0 if wave == 2015 else ACCOUNTS // 2
    held_by = draws.rng.integers(first, first + ACCOUNTS, size)
    cells: dict[str, Texts] = {
        "serial": texts(range(1, size + 1)),
        "account": texts([f"{17 + 11 * at:05d}" for at in held_by]),
        "done": texts([f"{wave}0{at % 9 + 1}{at % 28 + 1:02d}" for at in range(size)]),
        "sector": draws.pick(dict(zip(SECTOR, (0.3, 0.3, 0.15, 0.25), strict=True))),
        "buys": draws.pick({"1": 0.75, "0": 0.25}),
    }
    buys = cells["buys"] == "1"
    brands = variables(wave)[5].codes
    appeal = [1.5, 0.8, 0.2, -0.4, -1.0, -0.2][: len(brands)]
    known = [draws.chance(1 / (1 + np.exp(-pull))) for pull in appeal]
    cells["aware"] = _several(list(brands), known)
    orders = draws.orders(list(PRODUCTS)[:-1], [*np.linspace(2, 0, 11)])
    many = draws.rng.integers(0, 4, size)
    bought = [",".join(row[:n]) for row, n in zip(orders, many, strict=True)]
    cells["used"] = np.where(buys, texts(bought), None)
    cells["satisfied"] = draws.rate(1, 5, 3.7 if wave == 2015 else 3.4)
    cells["effort"] = draws.rate(1, EFFORT[wave], EFFORT[wave] * 0.62)
    cells["recommend"] = draws.rate(0, 10, 7.0 if wave == 2015 else 7.5, 2.2)
    cells["staff"] = texts(draws.rng.integers(3, 900, size).tolist())
    cells["spend"] = texts(np.round(draws.rng.lognormal(4, 1.2, size), 2).tolist())
    cells["wgt"] = texts(np.round(draws.rng.uniform(0.3, 1.7, size), 4).tolist())
    cells["name"], cells["email"] = (texts(people[each].tolist()) for each in ("name", "email"))
    cells["remark"] = draws.remarks(REMARKS, 0.4)
    return _plant(draws, cells, buys)


def _several(codes: list[str], ticks: list[Flags]) -> Texts:
    rows = zip(*ticks, strict=True)
    return texts(
        [",".join(code for code, some in zip(codes, row, strict=True) if some) for row in rows]
    )


def _plant(draws: Draws, cells: dict[str, Texts], buys: Flags) -> Drawn:
    knows_none, unseen = draws.spots(6), draws.spots(5)
    cells["aware"][knows_none], cells["aware"][unseen] = "", None
    cells["recommend"][draws.spots(7)] = "99"
    cells["staff"][draws.spots(6)] = "999"
    cells["staff"][draws.spots(3)] = None
    cells["satisfied"][draws.spots(2)] = "8"
    cells["used"][draws.spots(2, among=~buys)] = "3"
    cells["used"][draws.spots(4, among=buys)] = None
    twice = draws.spots(2, among=buys)
    cells["used"][twice] = "5,5"
    first, second = draws.spots(2)
    first, second = sorted((first, second))
    cells["serial"][second] = cells["serial"][first]
    kept = np.ones(len(buys), dtype=bool)
    kept[second] = False
    return Drawn(
        cells,
        buys,
        kept,
        {
            "a product twice": len(twice),
        },
    )


def _definition(wave: int, *, as_csv: bool) -> bytes:
    root = Tree.Element("sss", version="2.0", languages="en-GB", modes="analysis")
    for name, text in (("date", f"30 September {wave}"), ("origin", "made up, no programme")):
        Tree.SubElement(root, name).text = text
    survey = Tree.SubElement(root, "survey")
    Tree.SubElement(survey, "name").text = f"SUPPLY{wave}"
    Tree.SubElement(survey, "title").text = f"Made-up survey of a supplier, {wave}"
    layout = {"format": "csv", "skip": "1"} if as_csv else {}
    record = Tree.SubElement(survey, "record", ident="A", **layout)
    start = 1
    for at, variable in enumerate(variables(wave), 1):
        width = 1 if as_csv else variable.width
        _describe(record, at, variable, start, start + width - 1)
        start += width
    Tree.indent(root)
    return Tree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _describe(record: Tree.Element, at: int, variable: Variable, start: int, end: int) -> None:
    extra = {"use": variable.use} if variable.use else {}
    node = Tree.SubElement(record, "variable", ident=str(at), type=variable.kind, **extra)
    Tree.SubElement(node, "name").text = variable.name
    Tree.SubElement(node, "label").text = variable.label
    place = {"start": str(start)} | ({"finish": str(end)} if end > start else {})
    Tree.SubElement(node, "position", **place)
    if variable.slots:
        each = str(variable.width // variable.slots)
        Tree.SubElement(node, "spread", subfields=str(variable.slots), width=each)
    if variable.kind == "character":
        Tree.SubElement(node, "size").text = str(variable.width)
    if not (variable.codes or variable.lowest):
        return
    values = Tree.SubElement(node, "values")
    if variable.lowest:
        limits = {"from": variable.lowest, "to": variable.highest}
        Tree.SubElement(values, "range", limits)
    for code, label in variable.codes.items():
        Tree.SubElement(values, "value", code=code).text = label


def write(folder: Path) -> Path:
    """Write both waves: wave2015.sss with wave2015.asc, and csv2015.sss with csv2015.csv.

    Parameters
    ----------
    folder : gets the files of 2015 and the same of 2016.

    Returns
    -------
    pathlib.Path
        The metadata of the second wave with fixed columns.
    """
    for wave in WAVES:
        cells, listed = draw(wave).cells, variables(wave)
        (folder / f"wave{wave}.sss").write_bytes(_definition(wave, as_csv=False))
        (folder / f"csv{wave}.sss").write_bytes(_definition(wave, as_csv=True))
        rows = [
            [variable.written(cells[variable.name][at]) for variable in listed]
            for at in range(WAVES[wave])
        ]
        lines = [
            "".join(cell.ljust(each.width) for cell, each in zip(row, listed, strict=True))
            for row in rows
        ]
        fixed = "".join(f"{line}\n" for line in lines)
        (folder / f"wave{wave}.asc").write_text(fixed, encoding="utf-8")
        with (folder / f"csv{wave}.csv").open("w", encoding="utf-8", newline="") as file:
            # A bitstring that begins with a nought would lose it without its quotes.
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerow([each.name for each in listed])
            writer.writerows(rows)
    return folder / NAME


def truth(wave: int = 2016) -> Truth:
    """What is in a wave of those who count, weights left aside.

    Parameters
    ----------
    wave : 2015 or 2016.
    """
    drawn = draw(wave)
    cells = {name: column[drawn.kept] for name, column in drawn.cells.items()}
    labels = {each.name: each.codes for each in variables(wave)}
    counted = {name: tally(cells[name], labels[name]) for name in ("sector", "satisfied", "effort")}
    counted["buys"] = tally(cells["buys"], ["1", "0"])
    counted["recommend"] = tally(cells["recommend"], [*map(str, range(11)), "99"])
    for name, asked in (("aware", None), ("used", drawn.buys[drawn.kept])):
        chosen = [set() if cell is None else set(cell.split(",")) for cell in cells[name]]
        # A reader gives a bitstring as a column a code.
        start = "aware_" if name == "aware" else ""
        ticks = {
            f"{start}{code}": np.array([code in each for each in chosen]) for code in labels[name]
        }
        counted[name] = ticked(ticks, asked=asked, seen=held(cells[name]))
    staff = np.array([np.nan if cell in (None, "999") else float(cell) for cell in cells["staff"]])
    before = set(draw(2015).cells["account"][draw(2015).kept]) if wave == 2016 else set()
    again = before & set(cells["account"])
    return Truth(
        rows=WAVES[wave],
        kept=int(drawn.kept.sum()),
        left_out={"id given above": int((~drawn.kept).sum())},
        counted=counted,
        measured={
            "staff": measure(staff),
            "spend": measure(cells["spend"].astype(float)),
            "weight": measure(cells["wgt"].astype(float)),
        },
        odd=drawn.odd
        | {
            "none of the brands": int((cells["aware"] == "").sum()),
            "no product": int((cells["used"] == "").sum()),
            "staff unknown": int((cells["staff"] == "999").sum()),
            "accounts": len(set(cells["account"])),
            "accounts asked before": len(again),
            "respondents of accounts asked before": int(
                np.isin(cells["account"], list(again)).sum()
            ),
            "remarks": int(held(cells["remark"]).sum()),
        },
    )
