"""How a stranger's file is written, with what such files have."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from research.build.checks import examine
from research.proposing.proposal import propose
from research.starting.new import from_file
from tests.proposing.files import ROWS, only, proposed

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [date(2026, 3, 1) + timedelta(days=at) for at in range(ROWS)]
HEADS = ["Kunden-Nr", "Ansprechpartner", "Datum", "Branche", None, "Preis", "Preis", "Umsatz"]


def workbook(path: Path) -> Path:
    """Notes above the head, a column without one, a head twice, a row of totals below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Kundenbefragung 2026"])
    sheet.append(["Stand: 10.04.2026, vertraulich"])
    sheet.append(HEADS)
    for at in range(ROWS):
        day = DAYS[at].strftime("%d.%m.%Y")
        person = f"{['Anna', 'Emil'][at % 2]} {['Berg', 'Tal', 'See'][at % 3]}"
        row = [f"{at:05d}", person, day, ["Chemie", "Handel"][at % 2], None]
        sheet.append([*row, at % 5 + 1, (at + 2) % 5 + 1, 10.5 * at])
    sheet.append(["Summe", None, None, None, None, None, None, 8190.0])
    book.save(path)
    return path


def test_a_workbook_as_people_send_them_is_read_and_its_edition_is_in_order(tmp_path):
    started = from_file("visits", workbook(tmp_path / "x.xlsx"), tmp_path / "project")
    proposal = started.proposal
    assert (proposal.dialect.skip_rows, proposal.dialect.heads) == (2, "numbered")
    assert (proposal.roles.id, proposal.roles.personal) == ("Kunden-Nr", ["Ansprechpartner"])
    assert proposal.roles.totals == {"Kunden-Nr": ["Summe"]}
    assert [draft.type for draft in proposal.drafts] == [
        "day",
        "single",
        "scale",
        "scale",
        "numeric",
    ]
    assert proposal.fieldwork == "1 March to 9 April 2026"
    text = started.params.read_text(encoding="utf-8")
    assert "filter: {Kunden-Nr: {but: [Summe]}}" in text
    assert "Anna" not in text
    problems, remarks = examine(started.params)
    assert problems == []
    assert any("1 row does not count" in str(remark) for remark in remarks)


def test_a_second_row_of_the_head_is_no_record(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ID", "How important are these?", None, "Any comment?"])
    sheet.append([None, "Price", "Speed", None])
    for at in range(ROWS):
        sheet.append([f"{at:04d}", at % 5 + 1, (at + 1) % 5 + 1, f"Remark number {at}, at length."])
    book.save(tmp_path / "x.xlsx")
    proposal = propose(tmp_path / "x.xlsx")
    assert proposal.dialect.header_rows == 2
    assert [draft.type for draft in proposal.drafts] == ["grid", "open"]
    texts = [row["text"] for row in proposal.drafts[0].keys["rows"].values()]
    assert texts == ["Price", "Speed"]


@pytest.mark.parametrize(
    ("form", "unsure"), [("%d.%m.%Y", False), ("%m/%d/%Y", False), ("%d/%m/%y", False)]
)
def test_days_are_read_however_they_are_written(tmp_path, form, unsure):
    draft = only(proposed(tmp_path, {"answered": [day.strftime(form) for day in DAYS]}))
    assert (draft.type, draft.keys["form"]) == ("day", form)
    assert any("taken for the day, not" in note for note in draft.notes) == unsure


def test_days_that_may_be_months_are_told(tmp_path):
    draft = only(proposed(tmp_path, {"answered": ["03/04/2026", "05/04/2026", "11/12/2026"]}))
    assert draft.keys["form"] == "%d/%m/%Y"
    assert any("taken for the day, not the month" in note for note in draft.notes)


def test_what_looks_like_days_and_is_none_stays_what_it_is(tmp_path):
    for cells in (["31.31.2026", "01.02.2026"], ["1.2.2026", "1-2-2026"], ["1.2.3", "1.10.4"]):
        assert only(proposed(tmp_path, {"mark": cells})).type != "day"
