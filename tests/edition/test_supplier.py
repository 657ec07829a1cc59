from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from research.edition.supplier import Drivers, Loyalty, Supplier
from tests.edition.faulty import problems

ROOT = Path(__file__).parents[2]
OUTCOME = {"column": "renewal", "label": "Renewal"}


def test_sentiment_is_compared_when_nothing_else_is_said():
    loyalty = Loyalty(outcomes=[OUTCOME], confounders=["service"])
    assert (loyalty.group, loyalty.treated, loyalty.control) == ("band", "promoter", "detractor")


def test_a_compared_group_must_be_in_the_order():
    with pytest.raises(ValidationError, match="'Gold' is compared but missing from order"):
        Loyalty(outcomes=[OUTCOME], confounders=["service"], treated="Gold")


def test_twenty_one_drivers_are_too_many():
    named = [f"d{number}" for number in range(21)]
    with pytest.raises(ValidationError, match="at most 20"):
        Drivers(outcome="recommend", label="it", questions=named)


def test_four_key_accounts_are_too_few():
    with pytest.raises(ValidationError, match="greater than or equal to 5"):
        Supplier(population="made up", key_accounts=4)


def test_an_unknown_key_is_an_error():
    with pytest.raises(ValidationError, match="Extra inputs"):
        Supplier(population="made up", colour="red")


CUT = {"question": "satisfaction", "at_least": 5}


def test_types_of_contacts_need_all_three_questions():
    with pytest.raises(ValidationError, match="knowledge"):
        Supplier(population="made up", personas={"satisfaction": CUT, "willingness": CUT})


def test_types_are_told_by_three_cuts():
    cuts = dict.fromkeys(("satisfaction", "willingness", "knowledge"), CUT)
    personas = Supplier(population="made up", personas=cuts).personas
    assert personas is not None
    assert {cut.at_least for _, cut in personas} == {5}


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        (
            "premium: premium\n",
            "premium: premiun\n",
            "premium",
            "'premiun' is no question of data.",
        ),
        (
            "premium: premium\n",
            "premium: topics\n",
            "premium",
            "'topics' is of type multi; allowed",
        ),
        ("question: knows,", "question: known,", "personas.knowledge.question", "'known' is no q"),
        ("question: knows,", "question: role,", "personas.knowledge.question", "'role' is of type"),
    ],
)
def test_what_contacts_were_not_asked_is_told_where_it_is_named(tmp_path, old, new, place, what):
    sound = (ROOT / "params" / "2016.yml").read_text(encoding="utf-8")
    found = {one.key: one.what for one in problems(tmp_path / "2016.yml", sound, old, new)}
    assert found[f"supplier.{place}"].startswith(what)
