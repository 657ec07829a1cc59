"""Tables on how far the data of 2016 can be trusted, against its files."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from clauses_integrity import PARTS, RATINGS, SEGMENTS, SENTENCES, IntegrityFacts, share
from frames import verdict
from recomputation import ROOT, Shown
from recomputation_listening import REGIONS
from recomputation_supplier import DASH, printed, signed

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

TABLES = {
    f"tbl-integrity-{name}"
    for name in ("lights", "checks", "blanks", "response", "absence", "additions", "scale")
}


@cache
def facts() -> IntegrityFacts:
    return IntegrityFacts()


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    if each.edition != "2016":
        pytest.skip("an edition without a recomputation of these")
    return Shown(each.folder)


def body(shown: Shown, table: str) -> list[list[str]]:
    """Rows of a table as printed, without its heads."""
    rows = shown.rows(table)
    return [row for row in rows[1:] if any(cell for cell in row[1:])]


def test_the_lights_stand_with_their_numbers(shown: Shown) -> None:
    own, f = len(facts().own), facts()
    asked, blank = f.blank.sum()
    green, amber = "✓ green", "△ amber"
    rows = {row[0]: row[1:4] for row in body(shown, "tbl-integrity-lights")}
    assert rows == {
        "Better score of those who did what the firm wants": [
            printed(f.outcome[0], 2), f"{f.outcome[1]:,}", green,
        ],
        "Lowest reliability of a battery: Parts of the relationship": [
            printed(f.alpha, 2), f"{own:,}", green,
        ],
        "Answers of those invited": [share(own, len(f.invited)), f"{len(f.invited):,}", green],
        "Evenness of response over what is known of all invited": [
            printed(f.even, 2), f"{len(f.invited):,}", green,
        ],
        "Questions asked and left blank": [share(blank, asked), f"{asked:,}", green],
        "Answers that the questions do not allow": ["0%", f"{own:,}", green],
        "Careless answers: straight lines and copies": [
            share(f.careless, own), f"{own:,}", amber,
        ],
        "Differences between countries or regions that vanish on standardised answers": [
            "0%", f"{own:,}", green,
        ],
        "Columns that rest on too few": [share(f.thin, 1), f"{own:,}", amber],
        "Chance of a false difference in one row of the widest banner": ["5%", f"{own:,}", green],
    }  # fmt: skip
    # What the questions allow is whole numbers of the scale, and no region is apart from the rest.
    assert f.own[[*RATINGS, *PARTS]].melt(value_name="said")["said"].dropna().between(1, 7).all()
    assert f.apart > 0.05


def test_the_rules_say_where_the_lights_change(shown: Shown) -> None:
    rules = {row[0].partition(":")[0]: row[4] for row in body(shown, "tbl-integrity-lights")}
    assert rules["Answers of those invited"] == "green from 60%, red below 40%"
    assert rules["Questions asked and left blank"] == "green up to 5%, red above 10%"
    assert rules["Lowest reliability of a battery"] == "green from 0.70, red below 0.60"


def test_who_is_flagged_by_which_rule(shown: Shown) -> None:
    f, own = facts(), len(facts().own)
    counts = {
        "Straight lines in “Ratings of the service”": int(f.flat(RATINGS).sum()),
        "Straight lines in “Parts of the relationship”": int(f.flat(PARTS).sum()),
        "Copies of another record": int(f.copied.sum()),
        "Most of it left blank": 0,
    }
    rows = {row[0]: row[1:4] for row in body(shown, "tbl-integrity-checks")}
    everybody = len(f.everybody)
    assert rows.pop("Ids given again") == ["0", f"{everybody:,}", "0%"]
    assert not f.everybody.duplicated(["contact", "survey"]).any()
    assert rows == {
        name: [str(count), f"{own:,}", share(count, own)] for name, count in counts.items()
    }


def test_what_was_left_blank(shown: Shown) -> None:
    found = facts().blank
    rows = {row[0]: row[1:] for row in body(shown, "tbl-integrity-blanks")}
    thirds = {
        "First third of the questions": ["Likelihood to recommend", "Ratings of the service"],
        "Middle third of the questions": ["Parts of the relationship", "May be quoted"],
        "Last third of the questions": ["How much dearer than a rival", "Knows what is offered"],
    }
    expected = {name: found.loc[name] for name in found.index}
    expected |= {third: found.loc[names].sum() for third, names in thirds.items()}
    assert rows == {
        name: [f"{row['asked']:,}", f"{row['blank']:,}", share(row["blank"], row["asked"])]
        for name, row in expected.items()
    }


def test_who_answered_of_those_invited(shown: Shown) -> None:
    first, *rows = body(shown, "tbl-integrity-response")
    f = facts()
    assert first[:4] == [
        "All", f"{len(f.invited):,}", f"{len(f.own):,}", share(len(f.own), len(f.invited)),
    ]  # fmt: skip
    seen = iter(rows)
    for name in SEGMENTS:
        rates = f.rates(name)
        for row in [next(seen) for _ in range(len(rates))]:
            own = rates.loc[row[0]]
            lacking = max(int(np.ceil(round(0.6 * own["size"], 9))) - int(own["sum"]), 0)
            assert row[1:4] == [
                f"{int(own['size']):,}", f"{int(own['sum']):,}", share(own["mean"], 1),
            ], row  # fmt: skip
            low, high = (int(part) for part in row[4].split(" to "))
            assert low < 100 * own["mean"] < high
            # As wide as a share of so many drawn alone, or wider where accounts go together.
            alone = 196 * float(np.sqrt(own["mean"] * (1 - own["mean"]) / own["size"]))
            assert 0.8 * 2 * alone - 1 <= high - low <= 1.5 * 2 * alone + 1
            moved = 100 * (own["mean"] - own["before"])
            assert row[5:] == [str(lacking), share(own["before"], 1), signed(moved)], row
    assert next(seen, None) is None


def test_those_who_answered_beside_those_who_did_not(shown: Shown) -> None:
    f, seen = facts(), iter(body(shown, "tbl-integrity-absence"))
    for name in SEGMENTS:
        parts = f.invited.groupby("said")[name].value_counts(normalize=True).unstack("said")
        for row in [next(seen) for _ in range(len(parts))]:
            yes, no = float(parts.loc[row[0], True]), float(parts.loc[row[0], False])
            assert row[1:4] == [share(yes, 1), share(no, 1), signed(100 * (yes - no))], row
            low, high = (float(part.replace("−", "-")) for part in row[4].split(" to "))
            assert low <= 100 * (yes - no) <= high
    assert next(seen, None) is None


def test_how_far_accounts_were_heard(shown: Shown) -> None:
    held = facts().accounts
    enough = held["sum"] >= held["size"].clip(upper=2)
    rows = {row[0]: row[1:] for row in body(shown, "tbl-integrity-additions")}
    counts = {
        "Somebody was invited": len(held),
        "Somebody answered": int((held["sum"] > 0).sum()),
        "2 answers or more, or all who were invited": int(enough.sum()),
        "Heard, and too little": int(((held["sum"] > 0) & ~enough).sum()),
        "Nobody was invited": 0,
    }
    for name, count in counts.items():
        assert rows[name] == [str(count), share(count, 600)], name
    rate = facts().invited["said"].mean()
    lacking = (2 - held["sum"]).clip(lower=0)
    short = (lacking - rate * (held["size"] - held["sum"])).clip(lower=0)
    assert rows["People to add, where answers lack"][0] == str(int(np.ceil(short / rate).sum()))
    under = lacking > 0
    assert rows["People to remind there"][0] == str(int((held["size"] - held["sum"])[under].sum()))


def test_ratings_by_region_raw_and_standardised(shown: Shown) -> None:
    f = facts()
    *_, bases = [row for row in shown.rows("tbl-integrity-scale") if row[0] == "Base"]
    counts = [int((f.own["region"] == one).sum()) for one in REGIONS]
    assert bases[1:] == [str(count) for count in counts] * 2
    rows = {row[0]: row[1:] for row in shown.rows("tbl-integrity-scale")}
    levels = {one: f.level(one) for one in REGIONS}
    assert rows["All ratings"] == [
        *(printed(levels[one][0], 2) for one in REGIONS), *[DASH] * len(REGIONS)
    ]  # fmt: skip
    for item in RATINGS:
        raw = [f.raw(item, one) for one in REGIONS]
        own = [
            (value - levels[one][0]) / levels[one][1]
            for value, one in zip(raw, REGIONS, strict=True)
        ]
        expected = [*(printed(value, 2) for value in raw), *(signed(value, 2) for value in own)]
        assert rows[item.capitalize()] == expected, item


def test_the_committed_ledger_holds_the_same_values() -> None:
    path = ROOT / "reports" / "2016" / "results.json"
    ledger = {one["name"]: one for one in json.loads(path.read_text(encoding="utf-8"))}
    f = facts()
    expected = {
        "integrity.response": 100 * f.invited["said"].mean(),
        "integrity.alpha": f.alpha,
        "integrity.outcome": f.outcome[0],
        "integrity.careless": 100 * f.careless / len(f.own),
        "integrity.thin": 100 * f.thin,
    }
    for name, value in expected.items():
        assert ledger[name]["value"] == pytest.approx(value), name


@pytest.mark.parametrize(
    "sentence",
    [
        "104 of 1,513 contacts (8%) answered straight down a grid or "
        "the same as somebody else throughout.",
        "Amber: biased answers and the analysis. Five are green.",
    ],
)
def test_a_false_sentence_on_integrity_is_found_out(sentence: str) -> None:
    assert verdict(sentence, facts(), SENTENCES) == "not borne out by the data"
