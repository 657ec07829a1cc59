from __future__ import annotations

from research.chapters.questions.topline import opening, totals
from research.display.table import Table


def test_all_questions_stand_in_one_table(customers):
    assert "412 respondents" in opening(customers).markdown
    table = totals(customers)
    assert isinstance(table, Table)
    assert any("Likelihood to recommend" in label for label in table.labels)
    assert any("Speed of answer" in label for label in table.labels)
    rated = totals(customers, table="rival")
    assert "Q12 Supplier" in rated.labels
    assert rated.caption == "All questions at a glance: ratings"
    assert "## All questions at a glance: ratings" in opening(customers, table="rival").markdown
    few = totals(customers, ["renew"])
    assert isinstance(few, Table)
    assert len(few.cells) == 1
