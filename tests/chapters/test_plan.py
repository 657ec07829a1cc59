from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters import plan
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_the_plans_that_are_built_are_those_of_the_key_accounts(supplier):
    planned = open_study(ROOT / "params" / "plans-2016.yml")
    sections = [section for section in planned.config.report.sections if section.notebook]
    assert sections[0].each["account"] == plan.keys(supplier)


def test_a_plan_shows_scores_people_and_steps(supplier):
    (account, *_) = plan.keys(supplier)
    facts = plan.facts_table(supplier, account)
    assert {"NPS", "Revenue this year", "Contract ends"} <= set(facts.frame.index)
    people = plan.people_table(supplier, account)
    assert len(people.cells) == facts.frame.loc["Invited", "Value"]
    assert len(plan.steps_table(supplier, account).cells) == 4
    assert account in plan.opening(supplier, account).markdown


def test_plays_are_named(supplier):
    assert "**Plays**" in plan.plays(supplier, plan.keys(supplier)[0]).markdown
