from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from research.chapters.supplier import plan, plan_room, plan_scores
from research.chapters.supplier.plan_heard import heard_of
from research.display.text import Text
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


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
    assert {"Revenue this year", "Contract ends"} <= set(facts.frame.index)
    assert {"NPS", "Relationship quality"} <= set(facts.frame["Score"])
    people = plan.people_table(supplier, account)
    assert len(people.cells) == score(supplier, account, "Invited")
    assert len(plan.steps_table(supplier, account).cells) >= 3
    assert account in plan.opening(supplier, account).markdown


def test_amounts_say_their_currency_and_parents_their_names(supplier):
    plans = [plan.facts_table(supplier, account) for account in plan.keys(supplier)]
    told = [
        dict(zip(facts.frame.index, (cell.text for cell, *_ in facts.cells), strict=True))
        for facts in plans
    ]
    assert all(each["Revenue this year"].startswith("EUR ") for each in told)
    parents = {each["Parent"] for each in told} - {"none"}
    assert parents
    assert all(re.fullmatch(r"[A-Z]\w+ \(P\d+\)", parent) for parent in parents)


def test_the_lead_of_a_plan_does_not_say_again_whose_plan_it_is(supplier):
    for key in plan.keys(supplier):
        title, _, lead = plan.opening(supplier, key).markdown.partition("::: {.lead}")
        name = title.removeprefix("## ").split()[0]
        assert name not in lead
        assert lead.strip()[0].isupper()


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
        assert "decide" not in text


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
        assert "Without a quadrant, without a category" in plan.opening(careful, key).markdown
        assert plan.plays(careful, key).markdown == ""
        assert set(plan.people_table(careful, key).frame.index) <= {"answered", "unreached"}
        assert len(plan.facts_table(supplier, key).results) > 2


def score(study: Study, key: str, name: str) -> int:
    frame = plan.facts_table(study, key).frame.set_index("Score")
    return int(frame.loc[name, "Here"])


def answers(study: Study, key: str) -> int:
    return score(study, key, "Answers")


def test_a_plan_whose_contacts_have_all_answered_reaches_for_nobody(supplier):
    reach = "Reach the buyers who have not answered"
    assert answers(supplier, "A0297") == score(supplier, "A0297", "Invited")
    for key in plan.keys(supplier):
        silent = answers(supplier, key) < score(supplier, key, "Invited")
        assert (reach in plan.steps_table(supplier, key).frame.index) == silent


def test_open_actions_of_the_register_stand_above_the_steps_with_owner_and_day(supplier):
    sheet = pd.read_csv(ROOT / "data" / "2016" / "actions.csv")
    found = 0
    for key in plan.keys(supplier):
        own = sheet[(sheet["account"] == key) & (sheet["status"] != "done")]
        table = plan.steps_table(supplier, key)
        assert list(table.frame.index[: len(own)]) == list(own.sort_values("due")["action"])
        for row, (_, action) in zip(table.cells, own.sort_values("due").iterrows(), strict=False):
            assert row[0].text == action["owner"]
            assert ("overdue" in row[1].text) == (action["due"] < "2016-07-01")
        overdue = (own["due"] < "2016-07-01").any()
        assert ("Settle the actions that are overdue" in table.frame.index) == overdue
        agree = "Agree the actions for the next twelve months"
        assert (agree in table.frame.index) == own.empty
        found += len(own)
    assert found


def test_last_survey_all_accounts_and_other_suppliers_stand_beside_the_scores(supplier):
    contacts = pd.read_csv(ROOT / "data" / "2016" / "contacts.csv").dropna(subset=["recommend"])
    others = pd.read_csv(ROOT / "data" / "2016" / "benchmark.csv")
    inside = others[others["industry"] == "Technology Services"]
    frame = plan.facts_table(supplier, "A0222").frame.set_index("Score")
    before = contacts[(contacts["survey"] == 2015) & (contacts["account"] == "A0222")]
    assert frame.loc["Solution", "2015"] == pytest.approx(before["solution"].mean())
    assert frame.loc["Answers", "2015"] == len(before)
    now = contacts[contacts["survey"] == 2016]
    assert frame.loc["Experience", "All"] == pytest.approx(now["experience"].mean())
    assert frame.loc["NPS", "Benchmark"] == pytest.approx(inside["nps"].mean())


def test_an_account_of_a_weak_kind_is_called_by_it_and_gets_its_play(supplier):
    said = plan.opening(supplier, "A0047").markdown
    assert "ambivalent (neither side ahead)" in said
    assert ". Mend solution and experience together" in plan.plays(supplier, "A0047").markdown


def test_touchpoints_stand_beside_those_of_all_accounts_and_fewer_where_contacts_are_many(
    supplier, careful
):
    contacts = pd.read_csv(ROOT / "data" / "2016" / "contacts.csv").dropna(subset=["recommend"])
    now = contacts[contacts["survey"] == 2016]
    chart = plan_scores.touchpoints_chart(supplier, "A0222")
    shifts = chart.figure.shifts
    assert len(shifts) == plan_room.room(supplier, "A0222").touchpoints
    for shift in shifts:
        column = shift.label.lower()
        own = now[now["account"] == "A0222"]
        assert shift.after == pytest.approx(own[column].mean())
        assert shift.before == pytest.approx(now[column].mean())
    rooms = {plan_room.room(supplier, key).touchpoints for key in plan.keys(supplier)}
    assert max(rooms) > min(rooms)
    crowded = min(plan.keys(supplier), key=lambda key: plan_room.room(supplier, key))
    if not plan_room.room(supplier, crowded).touchpoints:
        assert plan_scores.touchpoints_chart(supplier, crowded).markdown == ""
    few = next(key for key in plan.keys(careful) if answers(supplier, key) in (1, 2))
    assert plan_scores.touchpoints_chart(careful, few).markdown == ""
    assert plan_scores.touchpoints_chart(supplier, few).id.startswith("fig-")


def test_nobody_is_named_for_a_referral_where_contacts_are_not_listed(supplier, careful):
    asked = [
        key
        for key in plan.keys(supplier)
        if any("Ask for a referral" in step for step in plan.steps_table(supplier, key).frame.index)
    ]
    assert asked
    for key in asked:
        steps = plan.steps_table(careful, key).frame.index
        assert not any("referral" in step or "unhappy" in step for step in steps)


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
        room = plan_room.room(supplier, key).topics
        everything, leaves = topics(own).to_dict(), heard_of(supplier, key).about.frame.leaves
        told = table.markdown if isinstance(table, Text) else table.markdown()
        places = {leaves[code].tone: told.index(leaves[code].text) for code in everything}
        assert all(leaves[code].text in told for code in everything)
        assert places.get("problem", -1) < places.get("praise", len(told))
        if not room:
            assert isinstance(table, Text)
            continue
        assert counts.items() <= everything.items()
        assert len(counts) == min(room, len(everything))
        for code, row in zip(counts, table.cells, strict=True):
            share = f"{100 * everywhere[code] / len(written):.0f}%"
            assert row[1].text == f"{counts[code]} of {len(own)}"
            assert row[2].text == f"{everywhere[code]} ({share})"
        order = [("problem", "neither", "praise").index(leaves[code].tone) for code in counts]
        assert order == sorted(order)
        shown += 1
    assert shown > 6


def test_an_account_at_risk_is_not_shown_as_praised(supplier):
    for key in ("A0047", "A0204"):
        told = plan.comments_table(supplier, key).markdown
        assert "problems:" in told.partition("praise:")[0]
        assert "left out" not in told


def test_no_step_asks_of_whom_the_page_says_that_it_cannot_be(supplier):
    """Promoters who were asked already, and sisters of accounts without a parent."""
    asked = set(pd.read_csv(ROOT / "data" / "2016" / "asks.csv")["contact"])
    named = 0
    for key in plan.keys(supplier):
        steps = " ".join(map(str, plan.steps_table(supplier, key).frame.index))
        people = set(re.findall(r"C\d{5}", steps))
        assert not people & asked
        assert people <= set(plan.people_table(supplier, key).frame.index)
        assert "sister" not in steps
        named += len(people)
    assert named


def test_a_selective_fix_is_mended_or_left_and_why(supplier):
    fixes = [
        plan.plays(supplier, key).markdown
        for key in plan.keys(supplier)
        if "selective fix" in plan.opening(supplier, key).markdown
    ]
    assert fixes
    for told in fixes:
        assert ("worth the work: " in told) != ("no renewal is due" in told)
    assert "NPS below 30" in plan.opening(supplier, "A0222").markdown


def test_an_account_is_quoted_with_the_role_of_who_agreed_and_nobody_else(supplier, written):
    roles, quoted = set(written["role"]), 0
    for key in plan.keys(supplier):
        own = written[written["account"] == key]
        agreed = own[(own["quotable"] == "yes") & (own["code_1"] != "nothing")]
        words = plan.quotes(supplier, key).markdown.replace("\\", "")
        said = re.findall(r"“(.+?)”", words)
        under = re.findall(r"\[(.+?)\]\{\.attribution\}", words)
        assert set(said) <= set(agreed["comment"])
        room = plan_room.room(supplier, key).quotes
        assert len(said) == min(room, agreed["comment"].nunique()) == len(under)
        assert ("In their words" in plan.quotes(supplier, key).markdown) == bool(said)
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
