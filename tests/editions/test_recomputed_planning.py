"""Account planning of 2016: its tables against plain loops over its files."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest
from recomputation import percent
from recomputation_planning import DIGITS, KINDS, day, limits, operations, pilot, rows
from recomputation_supplier import printed, signed

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {"tbl-pilot-change", "tbl-operations-drivers", "tbl-operations-causes"}


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


def test_what_goes_with_tickets_and_delays(shown: Shown) -> None:
    own = operations()
    fits = [own.fitted(ratings=ratings) for ratings in (False, True)]
    expected = []
    for at, kind in enumerate(KINDS):
        after = int((own.laid[:, at] > 0).sum())
        row = [f"{after:,} ({percent(after, len(own.laid))}%)"]
        for fitted in fits:
            points, low, high, chance = fitted[kind]
            row += [signed(points, 2), limits(low, high, 2)]
        told = "< 0.001" if chance < 0.001 else printed(chance, 3)
        share = printed(own.shares[kind], 1)
        expected.append([kind.capitalize(), *row, told, f"{share}%"])
    found = shown.rows("tbl-operations-drivers")[1:]
    assert [[cell.replace("\xa0", " ") for cell in row] for row in found] == expected


def test_the_causes_and_their_owners(shown: Shown) -> None:
    record = rows("tickets")
    kinds = {(row["kind"], row["cause"]) for row in record}
    cases = {pair: [r for r in record if (r["kind"], r["cause"]) == pair] for pair in kinds}
    expected = []
    for kind, cause in sorted(kinds, key=lambda pair: (pair[0], -len(cases[pair]), pair[1])):
        own = cases[kind, cause]
        closed = [row for row in own if row["resolved"]]
        owners = ", ".join(sorted({row["owner"] for row in own} - {""})) or "nobody"
        days = median((day(row["resolved"]) - day(row["opened"])).days for row in closed)
        gap, low, high = operations().apart(kind, cause)
        expected.append([
            cause, kind.capitalize(), owners, str(len(own)),
            str(len({row["account"] for row in own})), str(len(own) - len(closed)), printed(days),
            f"{signed(gap, 2)} ({limits(low, high, 2)})",
        ])  # fmt: skip
    found = shown.rows("tbl-operations-causes")[1:]
    assert [[cell.removesuffix("▼").strip() for cell in row] for row in found] == expected
