from __future__ import annotations

import pytest
from pydantic import ValidationError

from research.edition.supplier import Drivers, Loyalty, Supplier

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
