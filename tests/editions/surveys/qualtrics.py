"""A supplier survey as Qualtrics exports it: numeric codes, three head rows, a loop."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from surveys.drawing import Draws, texts
from surveys.truth import Truth, held, measure, tally, ticked

if TYPE_CHECKING:
    from pathlib import Path

    from surveys.truth import Flags, Texts

__all__ = ["NAME", "truth", "write"]

NAME = "qualtrics.csv"
SIZE = 260
UNANSWERED = "-99"

# In the order of the questionnaire; the codes are in the order in which somebody made them.
SECTOR = {"3": "Banking", "4": "Insurance", "1": "Retail", "7": "Public sector", "6": "Other"}
SATISFIED = {
    "4": "Very dissatisfied",
    "5": "Dissatisfied",
    "3": "Neither",
    "1": "Satisfied",
    "2": "Very satisfied",
}
# Exported one higher than what the respondent clicked.
LIKELY = {str(point + 1): str(point) for point in range(11)}
GROUPS = {"1": "Detractor", "2": "Passive", "3": "Promoter"}
USED = {
    "Q6_1": "Portal",
    "Q6_2": "Telephone",
    "Q6_4": "Account manager",
    "Q6_7": "None of these",
}
SUPPLIERS = ("Ostwind Logistics", "Ráček & Sons", 'Nova "Blue" Freight')
RATED = {"Q7_1": "Punctuality", "Q7_2": "Damage", "Q7_3": "Paperwork"}
SPENT = {"Q10_1": "Road", "Q10_2": "Rail", "Q10_3": "Air"}
REMARKS = [
    "They call back.\nEvery time.",
    'The driver said "wait", so we waited.',
    "Cheap, late; late, cheap.",
    "N/A",
    "More trains, please.",
]
TOPICS = ("Service", "Price", "Unknown")

PREVIEW, SPAM = "1", "8"
LOOPS = (1, 2, 3)
META = {
    "StartDate": "startDate",
    "EndDate": "endDate",
    "Status": "status",
    "IPAddress": "ipAddress",
    "Progress": "progress",
    "Duration (in seconds)": "duration",
    "Finished": "finished",
    "RecordedDate": "recordedDate",
    "ResponseId": "_recordId",
    "RecipientLastName": "recipientLastName",
    "RecipientFirstName": "recipientFirstName",
    "RecipientEmail": "recipientEmail",
    "ExternalReference": "externalDataReference",
    "LocationLatitude": "locationLatitude",
    "LocationLongitude": "locationLongitude",
    "DistributionChannel": "distributionChannel",
    "UserLanguage": "userLanguage",
}
TITLES = {
    "StartDate": "Start Date",
    "EndDate": "End Date",
    "Status": "Response Type",
    "IPAddress": "IP Address",
    "RecordedDate": "Recorded Date",
    "ResponseId": "Response ID",
    "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name",
    "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference",
    "LocationLatitude": "Location Latitude",
    "LocationLongitude": "Location Longitude",
    "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}
ASK = "How much do you agree?\n\nThink of the last\ntwelve months."


@dataclass(frozen=True)
class Drawn:
    """Cells by column, all as text; who counts; rows left out by reason."""

    cells: dict[str, Texts]
    kept: Flags
    left_out: dict[str, int]


@cache
def draw() -> Drawn:
    """Draw the respondents and plant the oddities."""
    draws = Draws(16_201, SIZE)
    cells = _about(draws)
    cells["Q1"] = draws.pick(dict(zip(SECTOR, (0.3, 0.2, 0.25, 0.15, 0.1), strict=True)))
    other = draws.remarks(["Shipping", "Farming, and a little fishing", "none"], 1.0)
    cells["Q1_6_TEXT"] = np.where(cells["Q1"] == "6", other, None)
    cells["Q2"] = draws.pick(dict(zip(SATISFIED, (0.06, 0.14, 0.2, 0.4, 0.2), strict=True)))
    cells["Q5"] = draws.rate(1, 11, 8.6, 2.0)
    for name, share in zip(USED, (0.55, 0.4, 0.3), strict=False):
        cells[name] = texts([1 if some else None for some in draws.chance(share)])
    ticked_none = ~np.any([held(cells[name]) for name in list(USED)[:3]], axis=0)
    cells["Q6_7"] = texts([1 if none else None for none in ticked_none])
    cells |= _loop(draws)
    cells |= _allocation(draws)
    cells["Q11"] = texts(draws.rng.integers(0, 101, SIZE).tolist())
    cells["Q9"] = draws.remarks(REMARKS, 0.5)
    return _plant(draws, cells)


def _about(draws: Draws) -> dict[str, Texts]:
    people = draws.people()
    minutes = draws.rng.integers(3, 40, SIZE)
    start = np.datetime64("2016-05-02T09:00:00") + np.arange(SIZE) * np.timedelta64(37, "m")
    end = start + minutes.astype("timedelta64[m]")
    names = people["name"].str.split(" ", n=1, expand=True)
    order = draws.rng.permutation(10**6)[:SIZE]
    return {
        "StartDate": texts([str(each).replace("T", " ") for each in start]),
        "EndDate": texts([str(each).replace("T", " ") for each in end]),
        "Status": texts([0] * SIZE),
        "IPAddress": texts([f"192.0.2.{at % 254 + 1}" for at in range(SIZE)]),
        "Progress": texts([100] * SIZE),
        "Duration (in seconds)": texts((minutes * 60).tolist()),
        "Finished": texts([1] * SIZE),
        "RecordedDate": texts([str(each).replace("T", " ") for each in end]),
        "ResponseId": texts([f"R_{each:06d}aBc" for each in order]),
        "RecipientLastName": texts(names[1].tolist()),
        "RecipientFirstName": texts(names[0].tolist()),
        "RecipientEmail": texts(people["email"].tolist()),
        "ExternalReference": texts([_account(at // 2) for at in range(SIZE)]),
        "LocationLatitude": texts([f"{48 + at % 7 / 8:.4f}" for at in range(SIZE)]),
        "LocationLongitude": texts([f"{9 + at % 5 / 8:.4f}" for at in range(SIZE)]),
        "DistributionChannel": texts(["email"] * SIZE),
        "UserLanguage": texts(["EN"] * SIZE),
        "company": texts(people["company"].tolist()),
    }


def _account(number: int) -> str:
    """Keys that other programs take for numbers, and for one and the same of them."""
    return {5: "1e2", 6: "100", 7: "0100"}.get(number, f"{number:05d}")


def _loop(draws: Draws) -> dict[str, Texts]:
    """Up to three suppliers each, drawn in any order, and their ratings."""
    orders = draws.orders(SUPPLIERS, [0.6, 0.3, 0.0])
    many = draws.rng.integers(1, 4, SIZE)
    cells = {}
    for loop in LOOPS:
        asked = many >= loop
        cells[f"sup_{loop}"] = texts(
            [row[loop - 1] if some else None for row, some in zip(orders, asked, strict=True)]
        )
        for row, mean in zip(RATED, (4.9, 5.6, 3.8), strict=True):
            cells[f"{loop}_{row}"] = np.where(asked, draws.rate(1, 7, mean, 1.4), None)
    return cells


def _allocation(draws: Draws) -> dict[str, Texts]:
    shares = draws.rng.dirichlet([3, 1.2, 0.5], SIZE)
    first, second = np.rint(shares[:, 0] * 100), np.rint(shares[:, 1] * 100)
    parts = [first, second, 100 - first - second]
    return {name: texts(part.astype(int).tolist()) for name, part in zip(SPENT, parts, strict=True)}


def _plant(draws: Draws, cells: dict[str, Texts]) -> Drawn:
    kept = np.ones(SIZE, dtype=bool)
    previews, spam, stopped = draws.spots(7), draws.spots(3), draws.spots(23)
    cells["Status"][previews], cells["Status"][spam] = PREVIEW, SPAM
    cells["DistributionChannel"][previews] = "preview"
    cells["Finished"][stopped], cells["Progress"][stopped] = "0", "43"
    later = [name for name in cells if name[0] in "123" or name.startswith(("Q7", "Q9", "Q1"))]
    for name in (name for name in later if name not in ("Q1", "Q1_6_TEXT")):
        cells[name][stopped] = None
    kept[[*previews, *spam, *stopped]] = False
    # Seen and left open: optional questions say so, and only those.
    for name, count in (("Q1", 4), ("Q2", 9), ("Q5", 5)):
        cells[name][draws.spots(count)] = UNANSWERED
    cells["1_Q7_2"][draws.spots(6)] = UNANSWERED
    cells["Q2"][draws.spots(2)] = "6"
    unseen = draws.spots(8)
    for name in USED:
        cells[name][unseen] = UNANSWERED
    both = draws.spots(3, among=held(cells["Q6_1"]) & kept)
    cells["Q6_7"][both] = "1"
    wrong = draws.spots(5)
    cells["Q10_1"][wrong] = texts([int(cells["Q10_1"][at]) + 5 for at in wrong])
    first, second = draws.spots(2)
    first, second = sorted((first, second))
    cells["ResponseId"][second] = cells["ResponseId"][first]
    kept[second] = False
    counts = {"preview": len(previews), "spam": len(spam), "unfinished": len(stopped)}
    counts["id given above"] = 1
    _derive(draws, cells)
    return Drawn(cells, kept, counts)


def _derive(draws: Draws, cells: dict[str, Texts]) -> None:
    """Columns that Qualtrics adds of its own."""
    # Grouped as if 1 to 11 were 0 to 10: what comes of it is no net promoter score.
    group = [None if cell in (None, UNANSWERED) else int(cell) for cell in cells["Q5"]]
    cells["Q5_NPS_GROUP"] = texts(
        [None if each is None else 1 + (each > 6) + (each > 8) for each in group]
    )
    cells["Q6_DO"] = texts(["|".join(order) for order in draws.orders("1247", [0, 0, 0, 0])])
    topic = draws.pick(dict.fromkeys(TOPICS, 1.0))
    cells["Q9 - Topics"] = np.where(held(cells["Q9"]), topic, None)
    cells["Q9 - Sentiment"] = np.where(held(cells["Q9"]), "Neutral", None)


def _questions() -> dict[str, tuple[str, str]]:
    """Text and import id of every column that is no part of the frame around the questions."""
    heads = {
        "company": ("company", "company"),
        "sup_1": ("sup_1", "sup_1"),
        "sup_2": ("sup_2", "sup_2"),
        "sup_3": ("sup_3", "sup_3"),
        "Q1": ("Which sector does your firm work in? - Selected Choice", "QID1"),
        "Q1_6_TEXT": ("Which sector does your firm work in? - Other - Text", "QID1_6_TEXT"),
        "Q2": ("All in all,\nhow satisfied are you with your freight, so far?", "QID2"),
        "Q5_NPS_GROUP": ('Would you "recommend" freight by rail?\n - Group', "QID5_NPS_GROUP"),
        "Q5": ('Would you "recommend" freight by rail?', "QID5"),
    }
    for name, label in USED.items():
        heads[name] = (f"What do you use? - Selected Choice - {label}", f"QID6_{name[3:]}")
    heads["Q6_DO"] = ("What do you use? - Display Order", "QID6_DO")
    for loop in LOOPS:
        for row, label in RATED.items():
            heads[f"{loop}_{row}"] = (
                f"{ASK} Rate ${{lm://Field/1}} - {label}",
                f"{loop}_QID7_{row[3:]}",
            )
    for name, label in SPENT.items():
        heads[name] = (f"Share out what you spend,\nin percent. - {label}", f"QID10_{name[4:]}")
    heads["Q11"] = ("How much of it could go by rail? - Percent", "QID11_1")
    heads["Q9"] = ("What should change?", "QID9_TEXT")
    heads["Q9 - Topics"] = ("What should change? - Topics", "QID9_TEXT_topics")
    heads["Q9 - Sentiment"] = ("What should change? - Sentiment", "QID9_TEXT_sentiment")
    return heads


def write(folder: Path) -> Path:
    """Write the survey as qualtrics.csv: UTF-8 with its mark, three head rows.

    Parameters
    ----------
    folder : gets the file.

    Returns
    -------
    pathlib.Path
        The file.
    """
    cells, questions = draw().cells, _questions()
    names = [*META, *questions]
    ids = META | {name: code for name, (_, code) in questions.items()}
    heads = {name: TITLES.get(name, name) for name in META}
    heads |= {name: text for name, (text, _) in questions.items()}
    path = folder / NAME
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerow([heads[name] for name in names])
        zone = {"timeZone": "Europe/Zurich"}
        writer.writerow(
            [
                json.dumps({"ImportId": ids[name]} | (zone if "Date" in name else {}))
                for name in names
            ]
        )
        for at in range(SIZE):
            writer.writerow(["" if cells[name][at] is None else cells[name][at] for name in names])
    return path


def truth() -> Truth:
    """What is in the survey, of those who finished and are no preview."""
    drawn = draw()
    cells = {name: column[drawn.kept] for name, column in drawn.cells.items()}
    counted = {
        "sector": tally(_answers(cells["Q1"]), SECTOR),
        "satisfied": tally(_answers(cells["Q2"]), SATISFIED),
        "recommend": tally(_answers(cells["Q5"]), LIKELY),
    }
    ticks = {name: cells[name] == "1" for name in USED}
    others = np.any([ticks[name] for name in list(USED)[:3]], axis=0)
    counted["used"] = ticked(ticks | {"Q6_7": ticks["Q6_7"] & ~others})
    points = [str(point) for point in range(1, 8)]
    for loop in LOOPS:
        asked = held(cells[f"sup_{loop}"])
        for row in RATED:
            name = f"{loop}_{row}"
            counted[f"rated.{name}"] = tally(_answers(cells[name]), points, asked=asked)
    sums = np.sum([cells[name].astype(float) for name in SPENT], axis=0)
    unanswered = sum(
        int((column == UNANSWERED).sum()) for name, column in cells.items() if name not in USED
    )
    return Truth(
        rows=SIZE,
        kept=int(drawn.kept.sum()),
        left_out=drawn.left_out,
        counted=counted,
        measured={
            "rail": measure(cells["Q11"].astype(float)),
            **{
                f"spent.{name}": measure(cells[name].astype(float), wrong=sums != 100)
                for name in SPENT
            },
        },
        odd={
            "seen and unanswered": unanswered,
            "all boxes left empty": int((cells["Q6_1"] == UNANSWERED).sum()),
            "none beside another": int((ticks["Q6_7"] & others).sum()),
            "sums off 100": int((sums != 100).sum()),
            "accounts": len(set(cells["ExternalReference"])),
            "other texts": int(held(cells["Q1_6_TEXT"]).sum()),
            "remarks": int(held(cells["Q9"]).sum()),
            "remarks that look missing": int((cells["Q9"] == "N/A").sum()),
        },
    )


def _answers(column: Texts) -> Texts:
    """What was seen and left open is blank."""
    return np.where(column == UNANSWERED, None, column)
