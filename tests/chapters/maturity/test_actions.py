"""The action sheet: in the order of its days, with what is overdue."""

from __future__ import annotations

import pytest
from assessed import COMPANY, stranger

from research.chapters.maturity import actions
from research.display.text import Text
from research.study import Study, open_study


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(COMPANY)


def test_actions_stand_by_their_day_with_owner_and_status(study):
    table = actions.actions_table(study)
    assert len(table.cells) == 7
    assert table.frame["due"].is_monotonic_increasing
    late = [row for row in table.cells if row[3].mark == "worse"]
    assert [row[3].text for row in late] == ["open, overdue", "under way, overdue"]
    assert {one.name: one.value for one in table.results} == {
        "actions.done": 2, "actions.late": 2, "actions.running": 3,
    }  # fmt: skip


def test_the_opening_counts_what_is_done_and_what_is_overdue(study):
    said = actions.opening(study).markdown
    assert "Two of seven actions are done on 1 October 2026. Two are overdue." in said


def test_without_a_sheet_it_says_so(tmp_path):
    study = stranger(tmp_path, company=True)
    held = study.config.maturity
    company = held.company.model_copy(update={"actions": None, "today": None})
    study.config.__dict__["maturity"] = held.model_copy(update={"company": company})
    said = actions.actions_table(study)
    assert isinstance(said, Text)
    assert "names no table of actions" in said.markdown
