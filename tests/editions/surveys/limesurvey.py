"""A survey of farms as LimeSurvey exports it: semicolons, decimal commas, codes, slots."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from surveys.drawing import Draws, texts
from surveys.truth import Measured, Truth, held, measure, tally, ticked

if TYPE_CHECKING:
    from pathlib import Path

    from surveys.truth import Flags, Floats, Texts

__all__ = ["NAME", "truth", "write"]

NAME = "limesurvey.csv"
SIZE = 200
OTHER = "-oth-"

BUYS = {"Y": "Yes", "N": "No"}
CROP = {"A1": "Wheat", "A2": "Rapeseed", "A3": "Sugar beet", "A4": "Vegetables", OTHER: "Other"}
USED = {
    "Q2[SQ001]": "Advice on site",
    "Q2[SQ002]": "Telephone line",
    "Q2[SQ003]": "Weather service",
    "Q2[SQ004]": "Soil samples",
}
AGREED = {
    "Q3[SQ001]": "The advice is sound",
    "Q3[SQ002]": "The prices are fair",
    "Q3[SQ003]": "Deliveries come on time",
}
POINTS = {"A1": "Not at all", "A2": "Hardly", "A3": "Partly", "A4": "Mostly", "A5": "Wholly"}
FIRST_THREE = ("Q4[1]", "Q4[2]", "Q4[3]")
ITEMS = {
    "R1": "Price",
    "R2": "Quality",
    "R3": "Speed",
    "R4": "Advice",
    "R5": "Closeness",
    "R6": "Brand",
}
# The same question as an older version exports it: a rank for each item.
RANKS = {"Q5[R1]": "Price", "Q5[R2]": "Quality", "Q5[R3]": "Speed", "Q5[R4]": "Advice"}
SHARED = {"Q6[SQ001]": "Seed", "Q6[SQ002]": "Feed", "Q6[SQ003]": "Fuel", "Q6[SQ004]": "Other"}
REMARKS = [
    "Kommt pünktlich; meistens.",
    'Sie sagen "morgen"; es wird Freitag.',
    "Zu wenig Beratung\nvor der Saat",
    "-",
    "k. A.",
]
# What LimeSurvey writes for the day of an answer where answers are anonymous.
NO_DAY = "1980-01-01 00:00:00"


@dataclass(frozen=True)
class Drawn:
    """Cells by column, as text; who sent the answers; areas in hectares; oddities."""

    cells: dict[str, Texts]
    sent: Flags
    area: Floats
    odd: dict[str, int]


def _comma(values: Floats, places: int) -> Texts:
    return texts([f"{value:.{places}f}".replace(".", ",") for value in values.tolist()])


@cache
def draw() -> Drawn:
    """Draw the respondents and plant the oddities."""
    draws = Draws(16_401, SIZE)
    cells = _about(draws)
    cells["Q0"] = draws.pick({"Y": 0.7, "N": 0.3})
    buys = cells["Q0"] == "Y"
    cells["Q1"] = draws.pick(dict(zip(CROP, (0.4, 0.2, 0.15, 0.15, 0.1), strict=True)))
    other = draws.remarks(["Hops", "Wein; und etwas Obst", "Christmas trees"], 1.0)
    cells["Q1[other]"] = np.where(cells["Q1"] == OTHER, other, None)
    for name, share in zip(USED, (0.5, 0.35, 0.6, 0.2), strict=True):
        cells[name] = np.where(buys & draws.chance(share), "Y", None)
    cells["Q2[other]"] = np.where(buys, draws.remarks(["Drones", "Messgeräte"], 0.08), None)
    for name, mean in zip(AGREED, (3.8, 2.6, 3.3), strict=True):
        points = draws.rate(1, 5, mean)
        cells[name] = np.where(buys, texts([f"A{point}" for point in points]), None)
    orders = draws.orders(list(ITEMS), [1.4, 1.1, 0.8, 0.5, 0.2, 0.0])
    for at, name in enumerate(FIRST_THREE):
        cells[name] = texts([order[at] for order in orders])
    fewer = draws.orders(list(RANKS), [1.0, 0.7, 0.3, 0.0])
    for name in RANKS:
        place = [order.index(name) + 1 for order in fewer]
        cells[name] = texts([rank if rank < 4 else None for rank in place])
    shares = np.round(draws.rng.dirichlet([3, 2, 1.5, 0.8], SIZE) * 200) / 2
    shares[:, 0] += 100 - shares.sum(axis=1)
    for at, name in enumerate(SHARED):
        cells[name] = _comma(shares[:, at], 1)
    area = np.round(draws.rng.lognormal(4.5, 1.3, SIZE), 1)
    cells["Q7"] = texts([_grouped(value) for value in area.tolist()])
    cells["Q8"] = draws.remarks(REMARKS, 0.45)
    cells["wgt"] = _comma(draws.rng.uniform(0.5, 1.5, SIZE), 4)
    return _plant(draws, cells, area)


def _grouped(value: float) -> str:
    return f"{value:,.1f}".translate(str.maketrans({",": ".", ".": ","}))


def _about(draws: Draws) -> dict[str, Texts]:
    people = draws.people()
    names = people["name"].str.split(" ", n=1, expand=True)
    tokens = draws.rng.permutation(26**3)[:SIZE]
    letters = "abcdefghijklmnopqrstuvwxyz"
    return {
        "id": texts(range(1, SIZE + 1)),
        "submitdate": texts([NO_DAY] * SIZE),
        "lastpage": texts([5] * SIZE),
        "startlanguage": draws.pick({"de": 0.8, "de-easy": 0.2}),
        "seed": texts(draws.rng.integers(10**8, 10**9, SIZE).tolist()),
        "token": texts(
            ["".join(letters[at // 26**k % 26] for k in range(3)) + "x7" for at in tokens]
        ),
        "ipaddr": texts([f"203.0.113.{at % 254 + 1}" for at in range(SIZE)]),
        "firstname": texts(names[0].tolist()),
        "lastname": texts(names[1].tolist()),
        "email": texts(people["email"].tolist()),
    }


def _plant(draws: Draws, cells: dict[str, Texts], area: Floats) -> Drawn:
    sent = np.ones(SIZE, dtype=bool)
    stopped = draws.spots(17)
    sent[stopped] = False
    cells["submitdate"][stopped], cells["lastpage"][stopped] = None, "3"
    for name in (*FIRST_THREE, *RANKS, *SHARED, "Q7", "Q8"):
        cells[name][stopped] = None
    buys = cells["Q0"] == "Y"
    odd = _odd_rankings(draws, cells)
    odd |= _odd_sums(draws, cells)
    cells["Q3[SQ002]"][draws.spots(5, among=buys)] = None
    cells["Q3[SQ001]"][draws.spots(2, among=~buys)] = "A4"
    cells["Q3[SQ003]"][draws.spots(2, among=buys)] = "A6"
    cells["Q2[SQ001]"][draws.spots(2, among=~buys)] = "Y"
    # Two thousand with a point between the digits, not two.
    large = draws.spots(1)
    cells["Q7"][large], area[large] = "2.000", 2000.0
    cells["Q7"][draws.spots(3)] = texts(["ca. 40", "12 ha", "5,5,5"])
    first, second = draws.spots(2)
    cells["token"][second] = cells["token"][first].upper()
    # A decimal point in a file of decimal commas.
    cells["wgt"][draws.spots(2)] = "0.75"
    return Drawn(cells, sent, area, odd | {"left before the end": len(stopped)})


def _odd_rankings(draws: Draws, cells: dict[str, Texts]) -> dict[str, int]:
    short = draws.spots(11)
    for name in FIRST_THREE[1:]:
        cells[name][short] = None
    gap = draws.spots(5)
    cells["Q4[2]"][gap] = None
    twice = draws.spots(3)
    cells["Q4[3]"][twice] = cells["Q4[1]"][twice]
    cells["Q4[3]"][draws.spots(2)] = "R9"
    tied = draws.spots(7)
    for at in tied:
        second = next(name for name in RANKS if cells[name][at] == "2")
        cells[second][at] = "1"
    beyond = draws.spots(2)
    for at in beyond:
        third = next(name for name in RANKS if cells[name][at] == "3")
        cells[third][at] = "5"
    return {
        "rankings of one": len(short),
        "rankings with a gap": len(gap),
        "rankings with an item twice": len(twice),
        "rankings with an unknown item": 2,
        "rankings with a tie": len(tied),
        "rankings beyond the top three": len(beyond),
    }


def _odd_sums(draws: Draws, cells: dict[str, Texts]) -> dict[str, int]:
    counts = {"sums of 99": 4, "sums of 101": 3, "sums of 90": 2}
    for (_, count), shift in zip(counts.items(), (-1, 1, -10), strict=True):
        for at in draws.spots(count):
            largest = max(SHARED, key=lambda name: _value(cells[name][at]))
            cells[largest][at] = f"{_value(cells[largest][at]) + shift:.1f}".replace(".", ",")
    return counts


def _value(cell: str) -> float:
    return float(cell.replace(".", "").replace(",", "."))


def write(folder: Path) -> Path:
    """Write the survey as limesurvey.csv: UTF-8 with its mark, all cells in quotes.

    Parameters
    ----------
    folder : gets the file.

    Returns
    -------
    pathlib.Path
        The file.
    """
    path, cells = folder / NAME, draw().cells
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(cells)
        for row in zip(*cells.values(), strict=True):
            writer.writerow(["" if cell is None else cell for cell in row])
    return path


def truth() -> Truth:
    """What is in the survey, of those who sent their answers."""
    drawn = draw()
    cells = {name: column[drawn.sent] for name, column in drawn.cells.items()}
    buys = cells["Q0"] == "Y"
    counted = {"buys": tally(cells["Q0"], BUYS), "crop": tally(cells["Q1"], CROP)}
    ticks = {name: cells[name] == "Y" for name in USED}
    counted["used"] = ticked(ticks | {"Q2[other]": held(cells["Q2[other]"])}, asked=buys)
    for name in AGREED:
        counted[f"agreed.{name}"] = tally(cells[name], POINTS, asked=buys)
    for name in FIRST_THREE:
        counted[f"choice.{name}"] = tally(cells[name], ITEMS)
    for name in RANKS:
        counted[f"rank.{name}"] = tally(cells[name], ["1", "2", "3"])
    return Truth(
        rows=SIZE,
        kept=int(drawn.sent.sum()),
        left_out={"not sent": int((~drawn.sent).sum())},
        counted=counted,
        measured=_measured(drawn, cells),
        odd=drawn.odd
        | {
            "duplicate tokens": len(cells["token"]) - len(set(cells["token"])),
            "tokens alike but for case": sum(str(each).isupper() for each in _letters(cells)),
            "other crops": int(held(cells["Q1[other]"]).sum()),
            "remarks": int(held(cells["Q8"]).sum()),
            "remarks of nothing": int(np.isin(cells["Q8"].astype(str), ["-", "k. A."]).sum()),
            "decimal points": int((cells["wgt"] == "0.75").sum()),
        },
    )


def _letters(cells: dict[str, Texts]) -> list[str]:
    return [token.replace("7", "") for token in cells["token"]]


def _measured(drawn: Drawn, cells: dict[str, Texts]) -> dict[str, Measured]:
    held = {name: np.array([_value(cell) for cell in cells[name]]) for name in SHARED}
    # Rounding may cost a point; more than that is no sharing out of a whole.
    wrong = np.abs(np.sum([*held.values()], axis=0) - 100) > 1.001
    shares = {f"shared.{name}": measure(values, wrong=wrong) for name, values in held.items()}
    typed = np.array([cell in {"ca. 40", "12 ha", "5,5,5"} for cell in cells["Q7"]])
    return shares | {"area": measure(drawn.area[drawn.sent], wrong=typed)}
