"""A customer survey in German and English, as an SPSS file with its sets.

``python -m surveys.spss FOLDER`` from `tests/editions` writes it, to be looked at.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyreadstat

from surveys.drawing import Draws, texts
from surveys.mrsets import category_set, dichotomy_set, extended_set, insert_sets
from surveys.truth import Truth, held, measure, tally, ticked

if TYPE_CHECKING:
    from pathlib import Path

    from surveys.truth import Flags, Texts

__all__ = ["NAME", "SETS", "truth", "write"]

NAME = "answers.sav"
SIZE = 240

STATUS = {"1": "Customer", "2": "Former customer", "3": "Prospect"}
SECTOR = {
    "1": "Banking",
    "2": "Insurance",
    "3": "Retail",
    "4": "Manufacturing",
    "97": "Other",
    "98": "Don't know",
    "99": "Refused",
}
REGION = {"N": "North", "S": "South", "W": "West", "Ö": "East (Österreich)"}
ENDS = {"1": "Very poor", "5": "Excellent", "98": "Don't know", "99": "Not applicable"}
LIKELY = {"0": "Not at all likely", "10": "Extremely likely", "98": "Don't know"}
RATED = {
    "Q7_1": "Speed of answer",
    "Q7_2": "Expertise",
    "Q7_3": "Fairness of prices",
    "Q7_4": "Care after the sale",
}
CHANNELS = {
    "Q9_1": "Web site",
    "Q9_2": "Telephone",
    "Q9_3": "Branch or office",
    "Q9_4": "E-mail",
    "Q9_5": "None of these",
}
EVENTS = {"Q10_1": "Trade fair", "Q10_2": "Webinar", "Q10_3": "Visit", "Q10_4": "Round table"}
MENTIONS = ["Q12_1", "Q12_2", "Q12_3"]
BRANDS = dict(
    zip(
        "12345678",
        ["Adlon", "Brückmann", "Corvex", "Delphin", "Ensa", "Fjell", "Größe 8", "Harl"],
        strict=True,
    )
)
PLANS = {"Q14_1": "Renew", "Q14_2": "Extend", "Q14_3": "Renegotiate", "Q14_4": "Leave"}
CONSENT = {"1": "You may quote me", "2": "Please do not quote me"}
UNKNOWN_STAFF = 99_999.0
REASONS = {
    "en": [
        "They answer before I have finished asking.",
        "Good people, slow invoices.",
        "NA",
        "We were promised a visit; nobody came.",
    ],
    "de": [
        "Die Leute verstehen unser Geschäft.",
        "Zu teuer für das, was übrig bleibt.",
        "Keine Überraschungen, und das ist gut so.",
    ],
}
# Longer than the 255 characters that a plain string variable holds.
LONG = "Every year we ask for the same three things, and every year we are given a fourth one. " * 4

TITLES = {
    "id": "Number of the respondent",
    "lang": "Language of the interview",
    "done": "Day of the interview",
    "status": "What are you to us?",
    "Q1": "Which sector does your firm work in?",
    "Q2": "In which region do you sit?",
    "Q5": "How likely are you to recommend us to a colleague?",
    **{name: f"How do you rate us? {label}" for name, label in RATED.items()},
    **CHANNELS,
    **EVENTS,
    "Q11": "How many people does your firm employ?",
    **{name: f"Which suppliers come to mind? {at}" for at, name in enumerate(MENTIONS, 1)},
    "Q13": "Why do you say so?",
    **dict.fromkeys(PLANS, "What will you do next year?"),
    "Q15": "May we print what you said?",
    "wgt": "Weight",
}
GERMAN = {
    "lang": "Sprache des Interviews",
    "done": "Tag des Interviews",
    "status": "Was verbindet Sie mit uns?",
    "Q1": "In welcher Branche arbeitet Ihr Unternehmen?",
    "Q2": "In welcher Region sitzen Sie?",
    "Q5": "Wie wahrscheinlich empfehlen Sie uns weiter?",
    "Q11": "Wie viele Menschen beschäftigt Ihr Unternehmen?",
    "Q13": "Warum sagen Sie das?",
    "Q15": "Dürfen wir drucken, was Sie gesagt haben?",
    "wgt": "Gewicht",
}
SETS = {
    "used": dichotomy_set("used", "Channels used", list(CHANNELS), "1"),
    "events": dichotomy_set("events", "Events attended", list(EVENTS), "Yes"),
    "brands": category_set("brands", "Suppliers that come to mind", MENTIONS),
    "plans": extended_set("plans", "Plans for next year", list(PLANS), "1"),
}


@dataclass(frozen=True)
class Drawn:
    """Cells by column, all as text; who is a customer; who counts: the first of each id."""

    cells: dict[str, Texts]
    customer: Flags
    kept: Flags
    twice: int


@cache
def draw() -> Drawn:
    """Draw the respondents and plant the oddities."""
    draws = Draws(16_101, SIZE)
    cells: dict[str, Texts] = {"id": texts(range(1001, 1001 + SIZE))}
    cells["lang"] = draws.pick({"de": 0.6, "en": 0.4})
    cells["status"] = draws.pick({"1": 0.7, "2": 0.2, "3": 0.1})
    shares = dict(zip(SECTOR, (0.28, 0.2, 0.17, 0.25, 0.05, 0.03, 0.02), strict=True))
    cells["Q1"] = draws.pick(shares)
    cells["Q2"] = draws.pick({"N": 0.3, "S": 0.3, "W": 0.25, "Ö": 0.15})
    cells["Q5"] = draws.rate(0, 10, 7.4, 2.2)
    for row, mean in zip(RATED, (3.9, 4.2, 2.8, 3.4), strict=True):
        cells[row] = draws.rate(1, 5, mean)
    for columns, shares in ((CHANNELS, (0.7, 0.5, 0.2, 0.6)), (PLANS, (0.6, 0.3, 0.25, 0.1))):
        for name, share in zip(columns, shares, strict=False):
            cells[name] = texts(draws.chance(share).astype(int).tolist())
    for name, share in zip(EVENTS, (0.3, 0.45, 0.2, 0.05), strict=True):
        cells[name] = texts(np.where(draws.chance(share), "Yes", "No").tolist())
    cells |= _mentions(draws)
    staff = np.rint(draws.rng.lognormal(6.5, 1.4, SIZE)).astype(int) + 1
    cells["Q11"] = texts(staff.tolist())
    spoken = {lang: draws.remarks(REASONS[lang], 0.4) for lang in REASONS}
    cells["Q13"] = np.where(cells["lang"] == "de", spoken["de"], spoken["en"])
    cells["Q15"] = draws.pick({"1": 0.5, "2": 0.5})
    cells["wgt"] = texts(np.round(draws.rng.uniform(0.4, 1.6, SIZE), 4).tolist())
    return _plant(draws, cells)


def _mentions(draws: Draws) -> dict[str, Texts]:
    """Up to three suppliers of eight; nobody thinks of the last."""
    named = draws.orders(list("1234567"), [2.0, 1.6, 1.2, 0.9, 0.5, 0.2, 0.0])
    many = draws.rng.integers(1, 4, size=SIZE)
    return {
        column: texts([row[at] if at < n else None for row, n in zip(named, many, strict=True)])
        for at, column in enumerate(MENTIONS)
    }


def _plant(draws: Draws, cells: dict[str, Texts]) -> Drawn:
    customer = cells["status"] == "1"
    none = np.all([cells[name] == "0" for name in list(CHANNELS)[:4]], axis=0)
    cells["Q9_5"] = texts(none.astype(int).tolist())
    cells["Q7_4"][~customer] = None
    for column, value, count in (
        ("Q1", "6", 2),
        ("Q2", "X", 1),
        ("Q5", "98", 6),
        ("Q5", "11", 2),
        ("Q7_1", "98", 4),
        ("Q7_2", "99", 7),
        ("Q7_2", "7", 3),
        ("Q7_3", None, 5),
        ("Q11", str(int(UNKNOWN_STAFF)), 5),
        ("Q11", None, 8),
        ("Q12_1", "77", 1),
    ):
        cells[column][draws.spots(count)] = value
    cells["Q7_4"][draws.spots(4, among=customer)] = None
    cells["Q7_4"][draws.spots(3, among=~customer)] = "4"
    unseen = draws.spots(6)
    for column in CHANNELS:
        cells[column][unseen] = None
    repeats = draws.spots(4, among=held(cells["Q12_2"]))
    cells["Q12_2"][repeats] = cells["Q12_1"][repeats]
    cells["Q13"][draws.spots(1)] = LONG.strip()
    first, second = draws.spots(2)
    first, second = sorted((first, second))
    cells["id"][second] = cells["id"][first]
    kept = np.ones(SIZE, dtype=bool)
    kept[second] = False
    return Drawn(cells, customer, kept, twice=len(repeats))


def _numbers(cells: Texts) -> list[float]:
    return [np.nan if cell is None else float(cell) for cell in cells]


def _frame(drawn: Drawn) -> pd.DataFrame:
    words = {"lang", "Q2", "Q13", *EVENTS}
    day = datetime.date(2016, 3, 1)
    columns: dict[str, Any] = {}
    for name in [*TITLES]:
        if name == "done":
            columns[name] = [day + datetime.timedelta(days=at % 40) for at in range(SIZE)]
        elif name in words:
            columns[name] = ["" if cell is None else cell for cell in drawn.cells[name]]
        else:
            columns[name] = _numbers(drawn.cells[name])
    people = Draws(16_101, SIZE).people()
    return pd.DataFrame(columns).assign(**{name: people[name] for name in PERSONAL})


PERSONAL = ("name", "email", "company")
MISSING: dict[str, list[Any]] = {
    "Q1": [98, 99],
    "Q5": [98],
    **{row: [{"lo": 98, "hi": 99}] for row in RATED},
    "Q11": [UNKNOWN_STAFF],
}


def _labels() -> dict[str, dict[Any, str]]:
    def coded(labels: dict[str, str]) -> dict[Any, str]:
        return {float(code): label for code, label in labels.items()}

    labels: dict[str, dict[Any, str]] = {"status": coded(STATUS), "Q1": coded(SECTOR), "Q2": REGION}
    labels |= {"Q5": coded(LIKELY), "Q15": coded(CONSENT)}
    labels |= {row: coded(ENDS) for row in RATED}
    labels |= {column: {0.0: "Not ticked", 1.0: "Ticked"} for column in CHANNELS}
    labels |= {column: coded(BRANDS) for column in MENTIONS}
    # The counted value is named after the item: what an extended set is about.
    labels |= {column: {0.0: "No", 1.0: label} for column, label in PLANS.items()}
    return labels | {"Q11": {UNKNOWN_STAFF: "Don't know"}}


def write(folder: Path) -> Path:
    """Write the survey.

    Parameters
    ----------
    folder : gets answers.sav, the same compressed as answers.zsav, and the same with German
        labels as answers_de.sav.

    Returns
    -------
    pathlib.Path
        The first of them.
    """
    frame = _frame(draw())
    plain = [SETS[name] for name in ("used", "events", "brands")]
    for name, titles, small in (
        (NAME, TITLES, False),
        ("answers.zsav", TITLES, True),
        ("answers_de.sav", TITLES | GERMAN, False),
    ):
        pyreadstat.write_sav(
            frame,
            folder / name,
            file_label="Made-up customer survey",
            column_labels=titles,
            variable_value_labels=_labels(),
            missing_ranges=MISSING,
            compress=small,
        )
        insert_sets(folder / name, plain, [SETS["plans"]])
    return folder / NAME


def truth() -> Truth:
    """What is in the survey of those who count, weights left aside."""
    drawn = draw()
    cells = {name: column[drawn.kept] for name, column in drawn.cells.items()}
    customer = drawn.customer[drawn.kept]
    counted = {
        "status": tally(cells["status"], STATUS),
        "sector": tally(cells["Q1"], SECTOR),
        "region": tally(cells["Q2"], REGION),
        "recommend": tally(cells["Q5"], [*map(str, range(11)), "98"]),
        "quoted": tally(cells["Q15"], CONSENT),
    }
    points = [*map(str, range(1, 6)), "98"]
    for row in RATED:
        asked = customer if row == "Q7_4" else None
        counted[f"service.{row}"] = tally(cells[row], points, asked=asked, aside=["99"])
    seen = held(cells["Q9_1"])
    counted["used"] = ticked({name: cells[name] == "1" for name in CHANNELS}, seen=seen)
    everybody = np.ones(len(seen), dtype=bool)
    counted["events"] = ticked({name: cells[name] == "Yes" for name in EVENTS}, seen=everybody)
    counted["plans"] = ticked({name: cells[name] == "1" for name in PLANS}, seen=everybody)
    named = {
        code: np.any([cells[column] == code for column in MENTIONS], axis=0) for code in BRANDS
    }
    counted["brands"] = ticked(named, unknown={"77": int((cells["Q12_1"] == "77").sum())})
    staff = np.array(_numbers(cells["Q11"]))
    unknown = staff == UNKNOWN_STAFF
    return Truth(
        rows=SIZE,
        kept=int(drawn.kept.sum()),
        left_out={"id given above": int((~drawn.kept).sum())},
        counted=counted,
        measured={
            "staff": measure(np.where(unknown, np.nan, staff)),
            "weight": measure(np.array(_numbers(cells["wgt"]))),
        },
        odd={
            "a supplier named twice": drawn.twice,
            "staff unknown": int(unknown.sum()),
            "reasons": int(held(cells["Q13"]).sum()),
            "reasons over 255 characters": 1,
            "reasons that look missing": int((cells["Q13"] == "NA").sum()),
        },
    )
