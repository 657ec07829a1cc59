"""Account planning of 2016: its tables against plain loops over its files."""

from __future__ import annotations

from math import sqrt
from statistics import median
from typing import TYPE_CHECKING

import pytest
from recomputation import percent, wilson
from recomputation_planning import DIGITS, KINDS, Z, day, limits, operations, pilot, rows
from recomputation_plans import plans
from recomputation_supplier import DASH, QUADRANTS, money, printed, signed

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    "tbl-pilot-change",
    "tbl-operations-drivers",
    "tbl-operations-causes",
    "tbl-planning-pairs",
    "tbl-planning-asks",
    "tbl-planning-favours",
    "tbl-planning-introductions",
    "tbl-planning-paths",
    "tbl-planning-potential",
    "tbl-planning-lines",
    "tbl-planning-premium",
}
MOTIONS = {
    "big fans": "Thank, involve, ask for a reference",
    "underserved advocates": "Show what else there is, ask for introductions",
    "accounts at risk": "Meet, mend, then speak of renewal",
    "selective fixes": "Mend where a renewal or an upside is near",
}


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


def plain(found: list[list[str]]) -> list[list[str]]:
    """Rows without the head, marks or fixed spaces."""
    return [
        [cell.replace("\xa0", " ").removesuffix("▼").strip() for cell in row] for row in found[1:]
    ]


def test_pairs_of_equal_size_and_opposite_minds(shown: Shown) -> None:
    own = plans()
    expected = []
    for key in [key for pair in own.pairs[:3] for key in pair]:
        row = own.accounts[key]
        expected.append([
            "ABCDEF"[len(expected)], f"{row['name']} ({key})", money(row["revenue_this_year"]),
            f"{printed(row['wallet'])}%", signed(row["nps"]), str(row["quadrant"]).capitalize(),
            MOTIONS[str(row["quadrant"])],
        ])  # fmt: skip
    assert plain(shown.rows("tbl-planning-pairs")) == expected


def test_promoters_who_were_asked(shown: Shown) -> None:
    expected = []
    for name in [*QUADRANTS, "unplaced", "all"]:
        own = [row for row in plans().asked if name in (row["quadrant"], "all")]
        asked = [row for row in own if row["asked"]]
        accounts = {row["account"] for row in own}
        untouched = accounts - {row["account"] for row in asked}
        counts = [sum(row[key] for row in own) for key in ("agreed", "waiting")]
        expected.append([
            name.capitalize(), str(len(own)), str(len(asked)), f"{percent(len(asked), len(own))}%",
            *map(str, counts), printed(median(row["days"] for row in asked)),
            str(len(accounts)), str(len(untouched)),
        ])  # fmt: skip
    assert plain(shown.rows("tbl-planning-asks")) == expected


def test_what_was_asked_for(shown: Shown) -> None:
    expected = []
    favours = {row["favour"] for row in rows("asks")}
    for name in sorted(favours, key=lambda one: -sum(row["favour"] == one for row in rows("asks"))):
        own = [row for row in rows("asks") if row["favour"] == name]
        outcomes = [
            sum(row["outcome"] == told for row in own) for told in ("agreed", "declined", "waiting")
        ]
        won = {row["account"] for row in own if row["outcome"] == "agreed"}
        revenue = sum(plans().accounts[key]["revenue_this_year"] for key in won)
        counts = map(str, [len(own), *outcomes, len(won)])
        expected.append([name.capitalize(), *counts, money(revenue)])
    assert plain(shown.rows("tbl-planning-favours")) == expected


def test_whom_a_promoter_could_introduce(shown: Shown) -> None:
    expected = [
        [f"{text}, {does}", *map(str, plans().introduced(state, decides))]
        for state, text in (("unhappy", "Unhappy"), ("unreached", "Not reached"))
        for decides, does in (("yes", "and decide"), ("no", "do not decide"))
    ]
    assert plain(shown.rows("tbl-planning-introductions")) == expected


def test_paths_from_account_to_account(shown: Shown) -> None:
    assert plain(shown.rows("tbl-planning-paths")) == plans().paths[:8]


def test_parents_by_what_they_spend_in_all(shown: Shown) -> None:
    expected = [
        [
            plans().family(key),
            str(count),
            money(revenue),
            money(spend),
            money(spend - revenue),
            str(first),
            str(then),
        ]
        for key, count, revenue, spend, first, then in plans().potential[:8]
    ]
    assert plain(shown.rows("tbl-planning-potential")) == expected


def test_lines_of_business_and_strongholds(shown: Shown) -> None:
    expected, marked = [], []
    for name, own in plans().lines.items():
        rival = DASH
        if own["sold"]:
            first = max(own["sold"], key=lambda seller: own["sold"][seller])
            share = 100 * own["sold"][first] / sum(own["sold"].values())
            rival = f"{first} ({printed(share)}%)"
            marked += [name] * (share >= 50)
        counts = [str(own[key]) for key in ("accounts", "us", "both", "rivals")]
        expected.append([name, *counts, money(own["space"]), money(own["happy"]), rival])
    found = shown.rows("tbl-planning-lines")
    assert plain(found) == expected
    assert [row[0] for row in found[1:] if "▼" in row[-1]] == marked


def test_who_values_more_and_who_buys_the_premium_line(shown: Shown) -> None:
    own = plans()
    known = {row["account"] for row in rows("lines")}
    buyers = {row["account"] for row in rows("lines") if row["line"] == "Premium support"}
    said = own.supplier.answers().dropna(subset=["value"])
    industry = said["account"].map(lambda key: own.accounts[key]["industry"])
    found = []
    for name, answers in said.groupby(industry):
        mean = answers["value"].mean()
        sums = (answers["value"] - mean).groupby(answers["account"]).sum()
        spread = sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)) / len(answers)
        inside = {key for key in known if own.accounts[key]["industry"] == name}
        buys = inside & buyers
        low, high = (100 * end for end in wilson(len(buys), len(inside)))
        happy = [key for key in inside - buys if (own.accounts[key]["nps"] or 0) >= 30]
        ends = f"{printed(mean - Z * spread, 2)} to {printed(mean + Z * spread, 2)}"
        found.append([
            -mean,
            [str(name), printed(mean, 2), ends, str(len(inside)),
             f"{percent(len(buys), len(inside))}%", f"{printed(low)} to {printed(high)}",
             str(len(happy))],
        ])  # fmt: skip
    expected = [row for _, row in sorted(found)]
    assert plain(shown.rows("tbl-planning-premium")) == expected
