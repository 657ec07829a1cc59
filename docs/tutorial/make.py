"""Write the workbook of the tutorial: made-up answers, with what strangers' workbooks often have.

``python docs/tutorial/make.py`` writes visits.xlsx beside itself; the same each time.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import xlsxwriter

ROWS = 180
HEADS = [
    "No.",
    "Date",
    "Status",
    "Name",
    "E-mail",
    "Customer",
    "In which region is your site?",
    "What do you use us for? - Cleaning",
    "What do you use us for? - Repairs",
    "What do you use us for? - Emergencies",
    "How satisfied are you? - Punctuality",
    "How satisfied are you? - Advice",
    "How satisfied are you? - Price",
    "How likely are you to recommend us?",
    "How many people work at your site?",
    "Is there anything else?",
]
REGIONS = ["North", "South", "East", "NA"]
SAID = [
    "They came twice for the same pump.",
    "Friendly people, slow invoices.",
    "We would like one number to call.",
    "n/a",
    "Nothing, all is well!",
]


def main(path: Path) -> Path:
    """Write the workbook.

    Parameters
    ----------
    path : the file.
    """
    rng = np.random.default_rng(2026)
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime.datetime(2026, 5, 4)})
    notes = book.add_worksheet("Notes")
    notes.write_column(0, 0, ["Everything in this file is made up.", "Satisfaction: 1 bad, 5 good"])
    sheet = book.add_worksheet("Answers")
    sheet.write(0, 0, "Visits of service engineers, spring 2026 (made up)")
    sheet.write_row(2, 0, HEADS)
    for at in range(ROWS):
        for place, cell in enumerate(row(rng, at)):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(3 + at, place, cell)
            elif cell is not None:
                sheet.write(3 + at, place, cell)
    for hidden in (40, 41):
        sheet.set_row(hidden, None, None, {"hidden": True})
    book.close()
    return path


def row(rng: np.random.Generator, at: int) -> list[object]:
    """One respondent's answers; number 90 answered twice."""
    number = at + 1 if at != 120 else 90
    region = str(rng.choice(REGIONS, p=[0.35, 0.3, 0.2, 0.15]))
    used = [("Yes" if rng.random() < share else None) for share in (0.6, 0.5, 0.3)]
    mood = 0.6 if region == "South" else 0.0
    rated = [int(np.clip(np.rint(rng.normal(3.4 + mood - at_, 1)), 1, 5)) for at_ in (0, -0.4, 0.6)]
    rated = [99 if rng.random() < 0.04 else one for one in rated]
    likely = int(np.clip(np.rint(rng.normal(7 + mood, 2)), 0, 10))
    people: object = int(rng.lognormal(3.5, 1)) + 1 if at % 45 else "about 40"
    finished = "Complete" if rng.random() > 0.06 else "Partial"
    day = datetime.date(2026, 3, 2) + datetime.timedelta(days=int(rng.integers(0, 30)))
    person = f"Person {number}"
    said = str(rng.choice(SAID)) if rng.random() < 0.4 else None
    return [
        number,
        day,
        finished,
        person,
        f"p{number}@site{at % 60}.example",
        f"Site {at % 60 + 1}",
        region,
        *used,
        *rated,
        likely,
        people,
        said,
    ]


if __name__ == "__main__":
    main(Path(__file__).with_name("visits.xlsx"))
