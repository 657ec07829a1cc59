from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from research.chapters import plan
from research.display.text import Text
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


def test_amounts_say_their_currency_and_parents_their_names(supplier):
    plans = [plan.facts_table(supplier, account) for account in plan.keys(supplier)]
    told = [
        dict(zip(facts.frame.index, (cell.text for [cell] in facts.cells), strict=True))
        for facts in plans
    ]
    assert all(each["Revenue this year"].startswith("EUR ") for each in told)
    parents = {each["Parent"] for each in told} - {"none"}
    assert parents
    assert all(re.fullmatch(r"[A-Z]\w+ \(P\d+\)", parent) for parent in parents)


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


@pytest.fixture(scope="module")
def written() -> pd.DataFrame:
    """Comments of the latest survey with their codes and consent, read from the files anew."""
    folder = ROOT / "data" / "2016"
    codes = pd.read_csv(folder / "comments.csv")
    both = pd.read_csv(folder / "contacts.csv").merge(codes, on=["contact", "survey"])
    return both[both["survey"] == 2016]


def topics(rows: pd.DataFrame) -> pd.Series:
    named = pd.concat([rows["code_1"], rows["code_2"]])
    return named[named != "nothing"].value_counts()


def test_what_an_accounts_contacts_speak_of_stands_beside_all_accounts(supplier, written):
    everywhere, shown = topics(written), 0
    for key in plan.keys(supplier):
        own, table = written[written["account"] == key], plan.comments_table(supplier, key)
        if topics(own).empty:
            assert isinstance(table, Text)
            assert table.markdown == ""
            continue
        counts = {result.name.rpartition(".")[2]: result.value for result in table.results}
        assert counts == topics(own).to_dict()
        for code, row in zip(counts, table.cells, strict=True):
            share = f"{100 * everywhere[code] / len(written):.0f}%"
            every = "the one" if len(own) == 1 else f"all {len(own)}"
            said = every if counts[code] == len(own) else f"{counts[code]} of {len(own)}"
            assert row[1].text == said
            assert row[2].text == f"{everywhere[code]} ({share})"
        assert list(counts.values()) == sorted(counts.values(), reverse=True)
        shown += 1
    assert shown > 12


def test_an_account_is_quoted_with_the_role_of_who_agreed_and_nobody_else(supplier, written):
    roles, quoted = set(written["role"]), 0
    for key in plan.keys(supplier):
        own = written[written["account"] == key]
        agreed = own[(own["quotable"] == "yes") & (own["code_1"] != "nothing")]
        lines = [
            line.removeprefix("> ").replace("\\", "")
            for line in plan.quotes(supplier, key).markdown.splitlines()
            if line.startswith("> ")
        ]
        said = [line for line in lines if not line.startswith("[")]
        under = [line.removeprefix("[").partition("]")[0] for line in lines if line[0] == "["]
        assert set(said) <= set(agreed["comment"])
        assert len(said) == min(2, agreed["comment"].nunique()) == len(under)
        assert set(under) <= set(agreed["role"]) <= roles
        quoted += len(said)
    assert quoted > 10


def test_an_edition_that_others_read_tells_no_topic_of_a_few_and_no_role(careful, written):
    fewest, shown = careful.config.privacy.named_base, 0
    for key in plan.keys(careful):
        own, table = written[written["account"] == key], plan.comments_table(careful, key)
        quotes = plan.quotes(careful, key).markdown
        if len(own) < fewest:
            assert table.markdown == quotes == ""
            continue
        assert ".attribution" not in quotes
        kept = topics(own)[topics(own) >= fewest]
        if kept.empty:
            assert table.markdown == ""
            continue
        assert {one.name.rpartition(".")[2] for one in table.results} == set(kept.index)
        assert "fewer than three" in " ".join(table.notes)
        shown += 1
    assert shown


def test_a_plan_has_no_comments_where_nobody_coded_them(tmp_path):
    text = (ROOT / "params" / "plans-2016.yml").read_text(encoding="utf-8")
    start = text.index("      - name: topics")
    (tmp_path / "params").mkdir()
    path = tmp_path / "params" / "plans.yml"
    path.write_text(text[:start] + text[text.index("  suppliers:\n", start) :], encoding="utf-8")
    shutil.copytree(ROOT / "data" / "2016", tmp_path / "data" / "2016")
    study = open_study(path)
    assert plan.comments_table(study, "A0297").markdown == ""
    assert plan.quotes(study, "A0297").markdown == ""
