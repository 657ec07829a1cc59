from __future__ import annotations

from research.chapters.topline import opening, totals
from research.display.table import Table
from research.study import open_study


def test_all_questions_stand_in_one_table():
    study = open_study("params/customers.yml")
    assert "412 respondents" in opening(study).markdown
    table = totals(study)
    assert isinstance(table, Table)
    assert any("Likelihood to recommend" in label for label in table.labels)
    assert any("Speed of answer" in label for label in table.labels)
    few = totals(study, ["renew"])
    assert isinstance(few, Table)
    assert len(few.cells) == 1
