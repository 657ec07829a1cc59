"""A survey of dealers as SurveyMonkey exports it to a workbook: labels, two head rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import xlsxwriter

from surveys.drawing import Draws, texts
from surveys.truth import Truth, held, measure, tally, ticked

if TYPE_CHECKING:
    from pathlib import Path

    from surveys.truth import Flags, Texts

__all__ = ["NAME", "SHEET", "truth", "write"]

NAME = "surveymonkey.xlsx"
SHEET = "Sheet"
SIZE = 180

# Words that readers take for missing are answers here.
REGION = ["NA", "Österreich", "Zürich & Umgebung", "Köln/Düsseldorf", "null", "Elsewhere"]
NOBODY = "Liechtenstein"
SIZES = ["Fewer than 10", "10 to 49", "50 or more"]
CHANNELS = ["Workshop", "Web shop", "Vertreter (Außendienst)", "None"]
UNUSED = "Fax"
SATISFIED = ["Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied", "N/A"]
RATED = ["Spare parts", "Training", "Prüfgeräte"]
RANKED = [
    "Price",
    "Lead time",
    "Range",
    "Warranty",
    "Advice",
    "Rückgabe",
    "Sustainability",
]
ASKED_TWICE = "How satisfied are you with it?"
USE = "Which of these did you use? (Tick all that apply)"
RATE = "How do you rate these?"
RANK = "Please rank these from 1 to 7."
OTHER = "Other (please specify)"
REMARKS = ["None", "Mehr Schulungen, bitte!", "n/a", "Parts come late — always.", "Danke für alles"]

HEADS = (
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
)
# Names of ours for the columns, in the order of the file.
COLUMNS = {
    "region": ("In which region do you sell?", "Response"),
    "region_other": ("", OTHER),
    "size": ("How many people work for you?", "Response"),
    **{f"used_{at}": (USE if not at else "", item) for at, item in enumerate(CHANNELS)},
    "used_other": ("", OTHER),
    "shop": (ASKED_TWICE, "Response"),
    "delivery": (ASKED_TWICE, "Response"),
    **{f"rated_{at}": (RATE if not at else "", item) for at, item in enumerate(RATED)},
    "recommend": ("How likely is it that you would recommend us to a colleague?", "Response"),
    "staff": ("How many people do you train a year?", "Open-Ended Response"),
    **{f"rank_{at}": (RANK if not at else "", item) for at, item in enumerate(RANKED)},
    "remark": ("Is there anything else?", "Open-Ended Response"),
}
# Where somebody who stops may stop: what comes before is answered.
PAGES = ("used_0", "shop", "recommend", "rank_0")


@dataclass(frozen=True)
class Drawn:
    """Cells by our names, as text; how many respondents stopped half way."""

    cells: dict[str, Texts]
    stopped: Flags
    odd: dict[str, int]


@cache
def draw() -> Drawn:
    """Draw the respondents and plant the oddities."""
    draws = Draws(16_301, SIZE)
    cells: dict[str, Texts] = {}
    cells["region"] = draws.pick(dict(zip(REGION, (0.25, 0.2, 0.2, 0.2, 0.05, 0.1), strict=True)))
    elsewhere = draws.remarks(["Lëtzebuerg", "NaN", "Südtirol"], 1.0)
    cells["region_other"] = np.where(cells["region"] == "Elsewhere", elsewhere, None)
    cells["region"][cells["region"] == "Elsewhere"] = None
    cells["size"] = draws.pick(dict(zip(SIZES, (0.5, 0.3, 0.2), strict=True)))
    for at, share in enumerate((0.5, 0.6, 0.3)):
        cells[f"used_{at}"] = np.where(draws.chance(share), CHANNELS[at], None)
    cells["used_other"] = draws.remarks(["Messe", "A friend's van"], 0.06)
    some = np.any([held(cells[name]) for name in ("used_0", "used_1", "used_2", "used_other")], 0)
    cells["used_3"] = np.where(some, None, "None")
    for name, shares in (
        ("shop", (0.05, 0.1, 0.2, 0.4, 0.2, 0.05)),
        ("delivery", (0.1, 0.25, 0.3, 0.2, 0.1, 0.05)),
        ("rated_0", (0.05, 0.1, 0.25, 0.4, 0.2, 0.0)),
        ("rated_1", (0.02, 0.1, 0.3, 0.3, 0.1, 0.18)),
        # Nobody is very satisfied: the label stands nowhere in the column.
        ("rated_2", (0.2, 0.3, 0.3, 0.15, 0.0, 0.05)),
    ):
        cells[name] = draws.pick(dict(zip(SATISFIED, shares, strict=True)))
    cells["recommend"] = draws.rate(0, 10, 7.1, 2.3)
    cells["staff"] = texts(draws.rng.integers(1, 60, SIZE).tolist())
    orders = draws.orders(RANKED, [1.5, 1.2, 0.7, 0.5, 0.3, 0.1, 0.0])
    for at, item in enumerate(RANKED):
        cells[f"rank_{at}"] = texts([1 + row.index(item) for row in orders])
    cells["remark"] = draws.remarks(REMARKS, 0.5)
    return _plant(draws, cells)


def _plant(draws: Draws, cells: dict[str, Texts]) -> Drawn:
    stopped = np.zeros(SIZE, dtype=bool)
    names = list(COLUMNS)
    for page, count in zip(PAGES, (5, 4, 6, 3), strict=True):
        spots = draws.spots(count)
        stopped[spots] = True
        for name in names[names.index(page) :]:
            cells[name][spots] = None
    odd = {"stopped half way": int(stopped.sum())}
    ranks = [f"rank_{at}" for at in range(len(RANKED))]
    partial = draws.spots(8)
    for at in partial:
        for name in ranks:
            if int(cells[name][at]) > 3:
                cells[name][at] = None
    refused = draws.spots(5)
    for at in refused:
        last = next(name for name in ranks if cells[name][at] == "7")
        cells[last][at] = "N/A"
    odd |= {"rankings of three": len(partial), "rankings with an item set aside": len(refused)}
    cells["size"][draws.spots(6)] = None
    cells["staff"][draws.spots(3)] = texts(["about 50", "1'200", "~30"])
    cells["recommend"][draws.spots(4)] = None
    # A label that differs from another by a space that nobody sees.
    seen = draws.spots(3, among=cells["size"] == "10 to 49")
    cells["size"][seen] = "10 to\u00a049"
    return Drawn(cells, stopped, odd | {"labels that differ unseen": len(seen)})


def _about() -> list[list[object]]:
    draws = Draws(16_302, SIZE)
    people = draws.people()
    names = people["name"].str.split(" ", n=1, expand=True)
    start = datetime.datetime(2016, 6, 1, 8, 30)
    rows: list[list[object]] = []
    for at in range(SIZE):
        begun = start + datetime.timedelta(hours=3 * at)
        rows.append(
            [
                114_880_000_001 + 17 * at,
                418_220_011,
                begun,
                begun + datetime.timedelta(minutes=4 + at % 9),
                f"198.51.100.{at % 254 + 1}",
                people["email"][at],
                names[0][at],
                names[1][at],
                f"D-{at // 3:03d}",
            ]
        )
    return rows


def write(folder: Path) -> Path:
    """Write the survey as surveymonkey.xlsx: ranks and points as numbers, dates as dates.

    Parameters
    ----------
    folder : gets the file.

    Returns
    -------
    pathlib.Path
        The file.
    """
    path, cells = folder / NAME, draw().cells
    book = xlsxwriter.Workbook(path, {"default_date_format": "mm/dd/yyyy hh:mm:ss AM/PM"})
    book.set_properties({"created": datetime.datetime(2016, 7, 1)})
    sheet = book.add_worksheet(SHEET)
    for at, head in enumerate(HEADS):
        sheet.write_string(0, at, head)
    for at, (head, second) in enumerate(COLUMNS.values(), len(HEADS)):
        if head:
            sheet.write_string(0, at, head)
        sheet.write_string(1, at, second)
    for row, about in enumerate(_about(), 2):
        for at, value in enumerate(about):
            sheet.write(row, at, value)
        for at, name in enumerate(COLUMNS, len(HEADS)):
            cell = cells[name][row - 2]
            if cell is None:
                continue
            if name.startswith(("rank", "recommend", "staff")) and cell.isdigit():
                sheet.write_number(row, at, int(cell))
            else:
                sheet.write_string(row, at, cell)
    book.close()
    return path


def truth() -> Truth:
    """What is in the survey: everybody counts, who stopped half way among them."""
    drawn = draw()
    cells = drawn.cells
    # Who wrote a region of their own has a blank here: the words in the next column say which.
    region = np.where(held(cells["region_other"]), "Elsewhere", cells["region"])
    counted = {"region": tally(region, [*REGION, NOBODY]), "size": tally(cells["size"], SIZES)}
    for name in ("shop", "delivery"):
        counted[name] = tally(cells[name], SATISFIED[:5], aside=["N/A"])
    for at, item in enumerate(RATED):
        rated = tally(cells[f"rated_{at}"], SATISFIED[:5], aside=["N/A"])
        counted[f"rated.{RATE} - {item}"] = rated
    counted["recommend"] = tally(cells["recommend"], map(str, range(11)))
    ticks = {f"{USE} - {item}": held(cells[f"used_{at}"]) for at, item in enumerate(CHANNELS)}
    counted["used"] = ticked(ticks | {f"{USE} - {OTHER}": held(cells["used_other"])})
    for at, item in enumerate(RANKED):
        counted[f"priorities.{RANK} - {item}"] = tally(
            cells[f"rank_{at}"], map(str, range(1, 8)), aside=["N/A"]
        )
    numbers = np.array([_number(cell) for cell in cells["staff"]])
    wrong = held(cells["staff"]) & np.isnan(numbers)
    return Truth(
        rows=SIZE,
        kept=SIZE,
        left_out={},
        counted=counted,
        measured={"staff": measure(numbers, wrong=wrong)},
        odd=drawn.odd
        | {
            "regions that look missing": int(np.isin(region.astype(str), ["NA", "null"]).sum()),
            "other regions": int(held(cells["region_other"]).sum()),
            "remarks": int(held(cells["remark"]).sum()),
            "remarks that look missing": int(
                np.isin(cells["remark"].astype(str), ["n/a"]).sum()
                + (cells["remark"] == "None").sum()
            ),
        },
    )


def _number(cell: str | None) -> float:
    return float(cell) if cell is not None and cell.isdigit() else np.nan
