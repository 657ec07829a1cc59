from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters import plan
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "plans-2016.yml")


@pytest.fixture(scope="module")
def careful() -> Study:
    """The same accounts in an edition that others read."""
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


def test_contacts_are_counted_where_the_edition_does_not_list_them(supplier, careful):
    (account, *_) = plan.keys(careful)
    listed, counted = plan.people_table(supplier, account), plan.people_table(careful, account)
    assert counted.frame["buyers"].sum() == len(listed.frame)
    assert set(listed.frame.index) & set(supplier.contacts["contact"])
    for key in plan.keys(careful):
        said = [plan.people_table(careful, key), plan.facts_table(careful, key)]
        text = " ".join(table.markdown() for table in said)
        assert "C0" not in text
        assert "who decide" not in text


def test_few_answers_give_no_scores_beside_an_accounts_name(supplier, careful):
    few = [key for key in plan.keys(careful) if answers(supplier, key) in (1, 2)]
    assert few
    for key in few:
        facts = plan.facts_table(careful, key)
        assert {result.name.rpartition(".")[2] for result in facts.results} == {
            "answers",
            "invited",
        }
        assert "fewer than 3 answers" in " ".join(facts.notes)
        assert "without a quadrant, without a category" in plan.opening(careful, key).markdown
        assert plan.plays(careful, key).markdown == ""
        assert set(plan.people_table(careful, key).frame.index) <= {"answered", "unreached"}
        assert len(plan.facts_table(supplier, key).results) > 2


def answers(study: Study, key: str) -> int:
    return int(plan.facts_table(study, key).frame.loc["Answers", "Value"])
