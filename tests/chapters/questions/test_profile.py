from __future__ import annotations

import pytest

from research.chapters.questions.profile import opening, profile_table
from research.display.table import Table


def test_it_opens_with_how_many_answered_and_when(customers):
    said = opening(customers).markdown
    assert "412 respondents from 168 accounts answered, 2 March to 10 April 2026." in said


def test_respondents_are_counted_by_the_questions_of_the_banners(customers):
    table = profile_table(customers)
    assert isinstance(table, Table)
    assert list(table.frame.columns) == ["Respondents", "Share", "Weighted"]
    retail = table.frame.loc["Retail"]
    assert retail["Respondents"] == 77
    assert retail["Share"] == pytest.approx(77 / 412)
    assert retail["Weighted"] != pytest.approx(77 / 412)
    heads = [stub.head for stub in table.banner.stubs if stub.head]
    banners = ["Sector", "Size of firm", "Region", "Tie to the supplier", "Renewal"]
    assert heads == [*banners, "Likelihood to recommend"]


def test_other_questions_can_be_named(customers):
    table = profile_table(customers, ["employees"])
    assert list(table.labels) == ["Fewer than 50", "50 to 249", "250 or more"]
    assert [(stub.head, stub.depth) for stub in table.banner.stubs] == [
        ("Employees", 1), ("", 1), ("", 1),
    ]  # fmt: skip
    assert list(table.frame.index) == ["Employees", *table.labels]


def test_members_stand_in_below_their_net(customers):
    table = profile_table(customers, ["sector"])
    depths = dict(zip(table.labels, (stub.depth for stub in table.banner.stubs), strict=True))
    assert depths["Industry"] == depths["Retail"] == 1
    assert depths["Manufacturing"] == 2
