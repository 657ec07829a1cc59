from __future__ import annotations

import numpy as np

from research.sources.answers.findings import Fault, Finding, Findings
from research.sources.answers.given import Given
from research.sources.formats.columns import Column
from research.sources.formats.fields import Field

FAULT = Fault("unknown", "no code of 'q'", known=("Banking",))


def tell(cells, *, strict=False, personal=()):
    given = Given(Column.of("Q1", cells, np.arange(2, 2 + len(cells))), Field("Q1"))
    findings = Findings("data.csv", strict, lambda: set(personal))
    findings.cells("q", given, given.filled, FAULT)
    return findings


def padded(*cells):
    """Wrong cells among so many right ones that nothing has shifted."""
    given = [*cells, *["Banking"] * 40]
    findings = Findings("data.csv", False, lambda: {"orvando"})
    column = Given(Column.of("Q1", given, np.arange(2, 2 + len(given))), Field("Q1"))
    findings.cells("q", column, np.array([cell != "Banking" for cell in given]), FAULT)
    return [one.what for one in findings.found]


def test_a_finding_tells_its_first_rows():
    one = Finding("unknown", "q", "Q1", 214, "214 cells hold 9", (3, 8, 11))
    assert str(one.problem("a.csv")) == "a.csv, column Q1: 214 cells hold 9 (rows 3, 8, 11, ...)"
    few = Finding("unknown", "q", "Q1", 2, "2 cells hold 9", (3, 8))
    assert str(few.problem("a.csv")) == "a.csv, column Q1: 2 cells hold 9 (rows 3, 8)"


def test_where_most_cells_are_wrong_none_is_shown():
    found = tell(["Ann Will", "A7", "Banking", "Bo"]).found
    assert {one.shown for one in found} == {
        "[not shown]",
        "[not shown, 2]",
        "[not shown, 3]",
        "[not shown, 4]",
    }


def test_what_several_hold_is_shown_but_no_word_of_a_personal_column():
    assert padded(*["Car Hire"] * 5) == ["5 cells hold 'Car Hire', which is no code of 'q'"]
    assert padded(*["Car Hire"] * 4) == ["4 cells hold '[not shown]', which is no code of 'q'"]
    assert padded(*["Orvando AG"] * 6) == ["6 cells hold '[not shown]', which is no code of 'q'"]


def test_a_short_code_is_shown():
    assert padded("A7") == ["1 cell holds 'A7', which is no code of 'q'"]


def test_many_wrong_values_are_told_together():
    told = padded(*(f"Ann Will {at}" for at in range(15)))
    assert len(told) == 7
    assert told[-1] == "9 cells hold 9 other texts, each of which is no code of 'q'"


def test_each_wrong_cell_is_an_error_in_a_strict_table():
    errors = tell(["x", "x", "y"], strict=True).errors
    assert [(one.row, one.column) for one in errors] == [(2, "Q1"), (3, "Q1"), (4, "Q1")]
