from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import accounts
from research.study import Study, open_study
from research.wording.figures import money
from research.wording.numbers import out_of

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_both_views_draw_the_same_accounts(supplier):
    chart = accounts.views_chart(supplier)
    assert len(chart.figure.points) == len(chart.values)
    assert {point.role for point in chart.figure.points} == {"subject", "contrast", "other"}


def test_quadrants_and_the_unplaced_are_all_accounts(supplier):
    table = accounts.quadrant_table(supplier)
    assert table.frame["accounts"].sum() == 600
    assert table.frame["revenue"].sum() == pytest.approx(
        supplier.accounts["revenue_this_year"].sum()
    )


def test_five_accounts_come_first_in_each_quadrant(supplier):
    assert len(accounts.order_table(supplier).cells) == 20


def test_parents_name_their_accounts(supplier):
    assert all("(P" in label for label in accounts.parents_table(supplier).labels)


def test_no_score_of_one_or_two_answers_stands_beside_an_account(supplier):
    answered = supplier.contacts.query("survey == 2016").groupby("account")["recommend"].count()
    few = set(answered.index[answered < 3])
    drawn = accounts.views_chart(supplier).values
    assert few & set(drawn.index)
    assert drawn.loc[[key for key in drawn.index if key in few], "nps"].isna().all()
    assert not few & set(accounts.order_table(supplier).frame.index)
    listed = accounts.views_chart(open_study(ROOT / "params" / "plans-2016.yml")).values
    assert listed.loc[[key for key in listed.index if key in few], "nps"].notna().any()


def test_a_region_adds_up_to_itself(supplier):
    table = accounts.quadrant_table(supplier, "region=Americas")
    assert table.frame["accounts"].sum() == (supplier.accounts["region"] == "Americas").sum()
    assert "-region-americas" in table.id
    assert "accounts" in accounts.observations(supplier, "region=Americas").markdown


def test_each_table_is_led_by_what_it_comes_to(supplier):
    order = accounts.order_table(supplier).frame
    lead = accounts.order_text(supplier).markdown
    assert f"EUR {money(order['revenue'].sum())} of revenue" in lead
    assert f"of the {len(order)} come up for renewal" in lead
    hidden = accounts.hidden_text(supplier).markdown
    count = accounts.hidden_table(supplier).results[0].value
    assert hidden.startswith(f"{out_of(int(count), 219)[0]} of the 219 accounts ")
    parents = accounts.parents_table(supplier).frame
    mixed = sum("," in quadrants for quadrants in parents["quadrants"])
    found = accounts.parents_text(supplier).markdown
    some, every = out_of(mixed, len(parents))
    assert f"{some.capitalize()} of the {every} have accounts in more than" in found


@pytest.mark.parametrize(
    ("some", "words"),
    [(0, "None of the 219 accounts of high sentiment has a"), (1, "1 of "), (2, "2 of ")],
)
def test_one_and_none_are_no_plurals(supplier, monkeypatch, some, words):
    unhappy, found = accounts._unhappy_deciders(accounts.customers(supplier))
    monkeypatch.setattr(accounts, "_unhappy_deciders", lambda _: (unhappy.head(some), found))
    said = accounts.hidden_text(supplier).markdown
    assert said.startswith(words)
    assert (" have a decider" in said) is (some > 1)
