"""Categories of the supplier of 2016: what is counted adds up, and little is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.customers import customers
from research.chapters.supplier import categories
from research.display.table import Table
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_bands_of_a_category_add_up_to_its_answers(supplier):
    frame = categories.meaning_table(supplier).frame
    assert (frame[["promoters", "passives", "detractors"]].sum(axis=1) == frame["answered"]).all()
    assert frame["accounts"].sum() == customers(supplier).scores["category"].notna().sum()


def test_of_twenty_buyers_all_are_told_beside_the_published_example_and_few_answers_tell_none(
    supplier,
):
    table = categories.meaning_table(supplier)
    assert isinstance(table, Table)
    for row, counts in zip(table.cells, table.frame.to_dict("records"), strict=True):
        told = [int(part) for part in row[6].text.split(", ")]
        assert sum(told) == 20
        for people, band in zip(told, ("promoters", "passives", "detractors"), strict=True):
            assert abs(people - 20 * counts[band] / counts["answered"]) < 1
    assert [row[7].text for row in table.cells] == ["12, 6, 2", "–", "–", "–", "–"]
    assert "The same answers make the category" in table.notes[0]
    few = categories.meaning_table(supplier, "region=Asia Pacific")
    assert isinstance(few, Table)
    thin = few.frame["answered"] < supplier.config.privacy.hide_base
    assert thin.any()
    assert [row[6].text == "–" for row in few.cells] == thin.tolist()


def test_kinds_add_up_to_the_weak_accounts(supplier):
    table = categories.kinds_table(supplier)
    weak = customers(supplier).scores["category"].isin(["ambivalent", "stalker", "opponent"]).sum()
    assert table.frame["accounts"].sum() == weak
    assert sum(result.value for result in table.results) == weak


def test_an_account_of_a_part_is_of_the_kind_that_it_is_in_the_whole(supplier):
    whole = customers(supplier).landscape["kind"]
    part = customers(supplier, "region=Americas").landscape["kind"]
    assert part.equals(whole.loc[part.index])
    assert part.notna().any()


def test_estimates_of_few_accounts_are_not_printed(supplier):
    table = categories.money_table(supplier, "region=Africa and the Middle East")
    assert isinstance(table, Table)
    few = table.frame["growth_base"] < supplier.config.privacy.hide_base
    assert few.any()
    printed = [row[3].text for row in table.cells]
    assert [text == "–" for text in printed] == few.tolist()
    names = {result.name for result in table.results}
    hidden = [str(name) for name in table.frame.index[few]]
    assert not any(f".{name}." in result for name in hidden for result in names)


def test_nobody_is_asked_for_a_referral_where_nothing_asks_for_consent(supplier, monkeypatch):
    monkeypatch.setattr(categories, "asking_of", lambda _: [])
    told = categories.referrals_table(supplier)
    assert not isinstance(told, Table)
    assert "no question asks contacts" in told.markdown.lower()


def test_the_referrals_of_the_report_are_those_of_the_export(supplier, tmp_path):
    from research.build.crm import export_crm

    export_crm(ROOT / "params" / "2016.yml", tmp_path)
    lines = (tmp_path / "referrals.csv").read_text(encoding="utf-8").splitlines()[1:]
    people = {line.split(",")[1] for line in lines}
    found = {one.name: one.value for one in categories.referrals_table(supplier).results}
    # The export leaves out accounts whose category would tell what one contact said.
    assert 0 < len(people) <= found["relationship.referrals.any"]
