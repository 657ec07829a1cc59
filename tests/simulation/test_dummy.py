from __future__ import annotations

from typing import Any

import pytest

from research.edition.parameters import Edition
from research.errors import StatisticsError
from research.simulation.dummy import dummy_tables

ANSWERS: dict[str, Any] = {
    "file": "answers.csv",
    "id": "respondent",
    "personal": ["Full name", "E-mail", "Firm", "IP"],
    "cluster": "account",
    "filter": {"finished": ["1"]},
}
BUYERS = {"text": "Buyers", "filter": {"buys": ["yes"]}}
IN_MONEY = {"text": "In money", "filter": {"money": ["in"]}}
SAW_IT = {"text": "Those who saw it"}
QUESTIONS: list[dict[str, Any]] = [
    {"name": "why", "type": "open", "column": "why", "base": BUYERS},
    {"name": "money", "type": "single", "of": "sector", "codes": {"in": ["a"], "out": ["b"]}},
    {"name": "rating", "type": "scale", "column": "rating", "range": [1, 5], "base": IN_MONEY},
    {"name": "some", "type": "nps", "column": "some", "base": SAW_IT},
    {"name": "buys", "type": "single", "column": "buys", "codes": ["yes", "no"]},
    {"name": "sector", "type": "single", "column": "sector", "codes": ["a", "b"]},
]


def edition(**data: dict[str, Any]) -> Edition:
    content = {"edition": "made", "title": "Made", "questions": QUESTIONS}
    weights = {"main": {"column": "wgt"}}
    content |= {"data": {"answers": ANSWERS, **data}, "weights": weights}
    return Edition.model_validate({**content, "report": {"sections": [{"heading": "A"}]}})


def test_only_those_answer_who_are_asked() -> None:
    made = dummy_tables(edition(), count=60, seed=1)["answers"]
    assert ((made["why"] != "") == (made["buys"] == "yes")).all()
    assert ((made["rating"] != "") == (made["sector"] == "a")).all()
    assert 0 < (made["some"] != "").sum() < 60


def test_a_table_has_the_columns_that_are_named_and_no_other() -> None:
    made = dummy_tables(edition(), count=9)["answers"]
    known = [*ANSWERS["personal"], "respondent", "account", "finished", "wgt"]
    asked = ["why", "rating", "some", "buys", "sector"]
    assert sorted(made.columns) == sorted([*known, *asked])
    assert set(made["wgt"]) == {"1"}
    assert made["respondent"].is_unique
    assert "1" in set(made["finished"])


def test_people_are_plainly_made_up() -> None:
    made = dummy_tables(edition(), count=9)["answers"]
    assert made["E-mail"].str.endswith("@example.com").all()
    assert made["Full name"].is_unique
    assert made["IP"].str.startswith("made up").all()


def test_rows_belong_to_rows_of_the_table_that_is_named() -> None:
    contacts = {"file": "c.csv", "id": "contact", "of": "accounts", "by": "account"}
    accounts = {"file": "a.csv", "id": "account"}
    made = dummy_tables(edition(contacts=contacts, accounts=accounts), count=30)
    assert len(made["accounts"]) == 10
    assert set(made["contacts"]["account"]) <= set(made["accounts"]["account"])
    assert made["contacts"]["account"].duplicated().any()


def test_nobody_to_make_up_is_an_error() -> None:
    with pytest.raises(StatisticsError, match="at least one"):
        dummy_tables(edition(), count=0)


PIPED: list[dict[str, Any]] = [
    {"name": "used", "type": "multi", "rows": {"web": {"column": "a"}, "shop": {"column": "b"}}},
    {
        "name": "rated",
        "type": "grid",
        "range": [1, 5],
        "rows": {"web": {"column": "c"}, "shop": {"column": "d"}},
        "base": {"text": "Users", "rows": "used"},
    },
    {
        "name": "sector",
        "type": "single",
        "column": "s",
        "codes": {"1": "Banks", "9": {"key": "else", "text": "Other", "words": "t"}},
    },
    {
        "name": "since",
        "type": "numeric",
        "column": "n",
        "base": {"text": "Others", "filter": {"sector": {"but": "1"}}},
    },
]


def test_rows_words_and_filters_of_others_are_honoured() -> None:
    content = {"edition": "made", "title": "Made", "questions": PIPED}
    content |= {"data": {"answers": {"file": "answers.csv"}}}
    made = dummy_tables(
        Edition.model_validate({**content, "report": {"sections": [{"heading": "A"}]}}),
        count=60,
        seed=2,
    )["answers"]
    for option, row in (("a", "c"), ("b", "d")):
        assert ((made[row] != "") == (made[option] == "1")).all()
        assert 0 < (made[row] != "").sum() < 60
    assert ((made["t"] != "") == (made["s"] == "9")).all()
    assert ((made["n"] != "") == (made["s"] == "9")).all()
