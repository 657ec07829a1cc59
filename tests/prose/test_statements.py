"""The publication's own statements, found again by the rules; its mistakes never asserted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from research.prose.claims import Claim
from research.prose.contradictions import contradictions, read_claims, verdict
from research.prose.kinds import holds
from research.wording.shares import whole_percent

ROOT = Path(__file__).parents[2]
BANKING, TELCO, MARKETING, MANUFACTURING, INSURANCE = (
    "sector.banking", "sector.telco", "sector.marketing", "sector.manufacturing",
    "sector.insurance",
)  # fmt: skip
EUROPE, AMERICAS, AFRICA = "region.europe", "region.americas", "region.africa"
SMALL, LARGE = "size.small", "size.large"
CEO, CLEVEL, MANAGEMENT = "seniority.ceo", "seniority.clevel", "seniority.management"
# A claim of these kinds about several themes makes the same claim about each of them.
DISTRIBUTIVE = {"peak", "gains", "above"}


@dataclass(frozen=True)
class Share:
    """A share as printed."""

    theme: str
    measure: str
    printed: int


def place(theme: str, measure: str, value: int, *sharers: str, lowest: bool = False) -> Claim:
    return Claim("place", (theme, *sharers), measure, value=value, lowest=lowest)


def within(theme: str, value: int, *groups: str, breakdown: str = "") -> Claim:
    return Claim("within", (theme,), "", breakdown, groups, value)


def outside(theme: str, value: int, *groups: str) -> Claim:
    return Claim("outside", (theme,), groups=groups, value=value)


def peak(breakdown: str, group: str, *themes: str, lowest: bool = False) -> Claim:
    return Claim("peak", themes, "", breakdown, (group,), lowest=lowest)


def gains(group: str, *themes: str, value: int = 3, lowest: bool = False) -> Claim:
    return Claim("gains", themes, groups=(group,), value=value, lowest=lowest)


def rank(theme: str, group: str, value: int) -> Claim:
    return Claim("rank", (theme,), groups=(group,), value=value)


# In the order of the statements in tests/data/published-2015.yml, every clause of each.
EXPECTED: list[tuple[str, list[Claim | Share]]] = [
    ("brand", [place("brand", "first", 1)]),
    ("farming", [
        place("farming", "first", 2),
        place("farming", "top3", 1),
        place("farming", "top6", 1),
    ]),
    ("people", [place("people", "top3", 2), place("people", "top6", 2)]),
    ("brand", [
        rank("brand", "overall", 3),
        Claim("even", ("brand",), value=1, other=9),
        Share("brand", "top3", 35),
        Share("brand", "bottom3", 18),
    ]),
    ("organisation", [
        place("organisation", "first", 3, "hunting"),
        Claim("gain", ("organisation",), "top3", value=8),
        Claim("at least", ("organisation",), "bottom3", value=30),
        Share("organisation", "bottom3", 33),
    ]),
    ("kam", [
        Claim("at most", ("kam",), "first", value=5),
        Share("kam", "top3", 31),
        Share("kam", "top6", 55),
        Claim("half", ("kam",)),
    ]),
    ("negotiating", [
        Claim("at most", ("negotiating",), "first", value=2.5),
        Share("negotiating", "top3", 10),
        Share("negotiating", "bottom3", 25),
        Share("negotiating", "top6", 47),
    ]),
    ("ways", [place("ways", "top3", 1, lowest=True)]),
    ("category", [
        place("category", "top6", 1, lowest=True),
        Share("category", "bottom2", 36),
        place("category", "top3", 3, "technology", lowest=True),
    ]),
    ("technology", [Claim("cell", ("technology",), "last", value=0, other=1)]),
    ("channels", [Share("channels", "bottom6", 63)]),
    ("every theme", [Claim("all first")]),
    ("farming", [
        within("farming", 1, BANKING, MARKETING, breakdown="sector"),
        within("farming", 3, BANKING, TELCO, MARKETING, MANUFACTURING, breakdown="sector"),
        outside("farming", 3, INSURANCE),
    ]),
    ("people", [
        within("people", 3, BANKING, TELCO, MANUFACTURING, INSURANCE, breakdown="sector"),
        Claim("range", ("people",), value=1, other=6),
        Claim("range", ("people",), groups=(AMERICAS,), value=1, other=4),
    ]),
    ("markets", [within("markets", 1, MANUFACTURING), outside("markets", 6, AFRICA, LARGE)]),
    ("kam", [
        Claim("range", ("kam",), value=3, other=11),
        peak("sector", INSURANCE, "kam", lowest=True),
        Claim("spread", ("kam",), breakdown="seniority", value=1),
    ]),
    ("negotiating", [within("negotiating", 4, TELCO, INSURANCE, AMERICAS)]),
    ("organisation", [
        Claim("best", ("organisation",), groups=(BANKING,), value=4),
        Claim("best", ("organisation",), groups=(MARKETING, AMERICAS), value=11, lowest=True),
    ]),
    ("channels", [within("channels", 6, CEO)]),
    ("ways", [Claim("steady", ("ways",), value=2)]),
    ("technology", [
        Claim("gains", ("technology",), groups=(TELCO, CEO), value=3),
        peak("sector", TELCO, "technology"),
        peak("seniority", CEO, "technology"),
    ]),
    ("category", [within("category", 9, AMERICAS)]),
    ("hunting", [within("hunting", 2, TELCO, MARKETING, MANUFACTURING, AMERICAS, AFRICA, CLEVEL)]),
    ("Advertising & Marketing", [
        Claim("closest", groups=(MARKETING,), breakdown="sector"),
        Claim("moved", ("organisation",), groups=(MARKETING,), value=3),
    ]),
    ("Banking", [
        gains(BANKING, "kam", "organisation"),
        gains(BANKING, "brand", "negotiating", lowest=True),
    ]),
    ("Telecommunications & Technology", [
        rank("brand", TELCO, 9),
        gains(TELCO, "brand", lowest=True),
        gains(TELCO, "hunting", "negotiating"),
        Claim("keeps", ("farming", "people"), groups=(TELCO,), value=3),
    ]),
    ("Manufacturing", [
        Claim("order", ("markets", "hunting"), groups=(MANUFACTURING,)),
        Claim("tie", ("farming", "people"), groups=(MANUFACTURING,), value=3),
        Claim("bottom", ("channels",), groups=(MANUFACTURING,)),
    ]),
    ("Insurance", [
        peak("sector", INSURANCE, "people", "brand", "negotiating"),
        peak("sector", INSURANCE, "kam", lowest=True),
    ]),
    ("UK/Europe", [peak("region", EUROPE, "hunting", lowest=True)]),
    ("Americas", [
        rank("hunting", AMERICAS, 1),
        peak("region", AMERICAS, "people", lowest=True),
        gains(AMERICAS, "channels", "category", value=1),
    ]),
    ("Africa/Middle East", [
        peak("region", AFRICA, "kam"),
        Claim("bottom", ("negotiating",), groups=(AFRICA,)),
    ]),
    ("farming", [within("farming", 2, EUROPE, AMERICAS, AFRICA, breakdown="region")]),
    ("5000+", [
        Claim("above", ("people", "kam", "organisation"), groups=(LARGE, SMALL), value=2),
        Claim("above", ("brand", "markets"), groups=(SMALL, LARGE), value=2),
    ]),
    ("seniority", [
        Claim("common", ("farming", "people", "brand", "markets"), breakdown="seniority", value=5),
        Claim("spread", ("kam",), breakdown="seniority", value=1),
        gains(CEO, "channels"),
    ]),
    ("hunting and farming", [
        Claim("together", ("hunting", "farming"), "top3", value=6, other=14),
        Claim("together", ("farming", "hunting"), "top3", value=2, other=16),
    ]),
]  # fmt: skip


def asserted(expected: Claim | Share, claims: frozenset[Claim]) -> bool:
    """Whether some sentence says what is expected."""
    if isinstance(expected, Share):
        return any(
            claim.kind == "count"
            and (claim.theme, claim.measure) == (expected.theme, expected.measure)
            and whole_percent(claim.value, claim.other) == expected.printed
            for claim in claims
        )
    if expected in claims:
        return True
    return expected.kind in DISTRIBUTIVE and any(
        set(expected.themes) <= set(claim.themes)
        and (claim.kind, claim.breakdown, claim.groups, claim.value, claim.lowest)
        == (expected.kind, expected.breakdown, expected.groups, expected.value, expected.lowest)
        for claim in claims
    )


def test_every_true_statement_of_the_publication_is_found_again(
    published: dict[str, Any], claims_2015: frozenset[Claim]
) -> None:
    missing = []
    for statement, (about, clauses) in zip(published["statements"], EXPECTED, strict=True):
        assert statement["about"] == about
        missing += [(about, clause) for clause in clauses if not asserted(clause, claims_2015)]
    assert missing == []


def test_no_rule_asserts_what_the_publication_has_wrong(
    published: dict[str, Any], claims_2015: frozenset[Claim]
) -> None:
    wrong = [
        rank("negotiating", CLEVEL, 8),
        Claim("above", ("farming",), groups=(LARGE, SMALL), value=2),
        Claim("spread", ("technology",), breakdown="seniority", value=2),
        gains(CLEVEL, "technology"),
        gains(CLEVEL, "technology", value=1),
    ]
    assert len(published["contradictions"]) == 4
    assert not any(asserted(claim, claims_2015) for claim in wrong)
    assert not any(
        claim.kind == "gains"
        and not claim.lowest
        and "technology" in claim.themes
        and CLEVEL in claim.groups
        for claim in claims_2015
    )


def test_every_sentence_about_the_edition_is_true(study_2015: Any) -> None:
    evidence = study_2015.evidence
    false = [
        (one.sentence, claim)
        for one in study_2015.observations()
        for claim in one.claims
        if not holds(claim, evidence)
    ]
    assert false == []


def test_rules_find_the_rank_statements_in_the_printed_tables_too(
    study_2015: Any, printed_tables: dict[str, Any]
) -> None:
    for breakdown, printed in printed_tables.items():
        if breakdown == "overall":
            continue
        computed = study_2015.tables[breakdown].set_index(["group", "item"])["rank"]
        expected = printed.set_index(["group", "item"])["rank"]
        assert (computed.reindex(expected.index) == expected).all()


@pytest.fixture(scope="module")
def printed_claims() -> list[Any]:
    text = (ROOT / "params/2015-published-claims.yml").read_text(encoding="utf-8")
    return read_claims(yaml.safe_load(text)["claims"])


# What the publication prints and its own tables do not bear out, by the data of `published`.
DISAGREE = [
    ("the original's Table 19", "the data put Negotiating seventh at C-level"),
    (
        "the original's Table 3",
        "the data have OD and IT share the seventh place in Telecommunications & Technology",
    ),
    ("the original's Table 3", "the data have KAM and Category share the tenth place"),
    (
        "the original's Table 5",
        "the data have Negotiating and Channels share the eighth place in firms of 5,000",
    ),
    (
        "the original's twelve tables from Table 7 to Table 29",
        "Farming and People share the third place in Manufacturing; ",
    ),
    ("the summary", "IT eighth among MDs and CEOs, twelfth at C-level and eleventh overall"),
    (
        "the text on sectors",
        "the data put WoW tenth in Advertising & Marketing and tenth overall",
    ),
    ("the text on size", "the data put Farming second in firms of 5,000 employees or more"),
    (
        "the text on seniority",
        "the data put Hunting seventh in management and KAM third in management",
    ),
    ("the text on seniority", "KAM spreads eight places, Hunting five places and IT four places"),
    ("the original's sentence on Figure 29, on Category,", "is about Category"),
    ("the original's Table 28, on IT,", "the passage is about IT"),
]


def test_the_contradictions_of_the_publication_are_named(
    printed_claims: list[Any], study_2015: Any
) -> None:
    found = contradictions(printed_claims, study_2015.evidence, study_2015.names)
    wrong = [one for one in printed_claims if not holds(one.claim, study_2015.evidence)]
    assert [one.place for one in wrong] == [place for place, _ in DISAGREE]
    for one, (_, computed) in zip(found, DISAGREE, strict=True):
        assert computed in one.sentence
    assert verdict(printed_claims, found) == (
        f"Of {len(printed_claims)} printed claims held against the data, twelve disagree with them."
    )


def test_whatever_the_publication_prints_is_held_against_the_data(
    printed_claims: list[Any], published: dict[str, Any]
) -> None:
    claims = [one.claim for one in printed_claims]
    assert len({(one.place, one.claim) for one in printed_claims}) == len(claims)
    order = [theme["key"] for theme in published["themes"]]
    columns = {one.group: one.values for one in claims if one.kind == "column"}
    printed = [
        tuple(ranks)
        for breakdown, groups in published["ranks"].items()
        for ranks in (groups.values() if breakdown != "overall" else [groups])
    ]
    assert list(columns.values()) == printed
    rows = {one.theme: one for one in claims if one.kind == "row"}
    assert list(rows) == order
    for place, theme in enumerate(order):
        row = zip(rows[theme].groups, rows[theme].values, strict=True)
        differ = [group for group, value in row if columns[group][place] != value]
        assert differ == (["seniority.clevel"] if theme == "negotiating" else [])
    shares = {(one.theme, one.measure, one.value) for one in claims if one.kind == "share"}
    assert shares == {
        (theme, measure, value)
        for theme, own in published["shares"].items()
        for measure, value in own.items()
        if isinstance(value, int)
    }
    scores = {
        (one.theme, one.measure, one.value) for one in claims if one.kind == "score" and one.groups
    } | {(one.theme, one.measure, one.value) for one in claims if one.kind == "score"}
    for theme in order:
        for measure in ("high", "mean", "low"):
            value = published["benchmark"][theme].get(measure)
            if isinstance(value, int):
                assert (theme, measure, value) in scores


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        (Claim("share", ("farming",), "top3", value=50), True),
        (Claim("share", ("farming",), "top3", value=49), False),
        (Claim("row", ("kam",), groups=("size.small", "size.large"), values=(6, 3)), True),
        (Claim("row", ("kam",), groups=("size.small", "size.large"), values=(6, 4)), False),
        (Claim("column", ("kam", "ways"), groups=("overall",), values=(6, 10)), True),
        (Claim("column", ("kam", "ways"), groups=("overall",), values=(10, 6)), False),
        (Claim("untied", ("ways",), groups=("sector.telco",)), True),
        (Claim("untied", ("organisation",), groups=("sector.telco",)), False),
        (Claim("names", ("kam", "kam")), True),
        (Claim("names", ("kam", "ways")), False),
    ],
)
def test_claims_of_what_tables_print_hold_or_fail(
    claim: Claim, true: bool, study_2015: Any
) -> None:
    assert holds(claim, study_2015.evidence) is true
