"""Account planning of 2016: its tables against plain loops over its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from recomputation_planning import DIGITS, limits, pilot
from recomputation_supplier import printed, signed

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {"tbl-pilot-change"}


def test_what_the_pilot_changed(shown: Shown) -> None:
    expected = []
    for name, own in pilot().items():
        digits = DIGITS[name]
        cells = [(True, False), (True, True), (False, False), (False, True)]
        means = [printed(own.means[cell], digits) for cell in cells]
        effect = signed(own.effect, digits)
        expected.append([*means, effect, limits(own.low, own.high, digits), str(own.base)])
    table = shown.rows("tbl-pilot-change")
    assert [row[1:] for row in table[1:]] == expected
    assert [row[0] for row in table[1:]] == [
        "Net promoter score",
        "Likelihood to recommend, mean",
        "Tickets and delays an account, 90 days",
    ]
