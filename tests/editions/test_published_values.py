"""Every published value against what stands in the built report's tables and in its ledger."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from published import published

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

PUBLISHED = published()
GROUPS = [
    (breakdown, label)
    for breakdown, groups in PUBLISHED["ranks"].items()
    if breakdown != "overall"
    for label in groups
]
SHARES = [
    (theme, box, value)
    for theme, shares in PUBLISHED["shares"].items()
    for box, value in shares.items()
    if isinstance(value, int)
]
COLUMNS = {"first": "Ranked first", "top3": "Top 3", "top6": "Top 6", "bottom3": "Bottom 3"}
SCORES = [
    (theme, measure, value[measure])
    for theme, value in PUBLISHED["benchmark"].items()
    if isinstance(value, dict)
    for measure in ("high", "mean", "low")
    if isinstance(value.get(measure), int)
]
SECTORS = {
    "Financial Services": "finance",
    "Telecommunications & Technology": "telco",
    "Manufacturing": "manufacturing",
    "Advertising & Marketing": "marketing",
}


def as_printed(ranks: list[int]) -> list[str]:
    return [f"{rank}=" if ranks.count(rank) > 1 else str(rank) for rank in ranks]


def percent(record: dict[str, float]) -> int:
    """Round a share of the ledger as the report does, from its count."""
    count = round(record["value"] * record["base"] / 100)
    assert record["value"] == pytest.approx(100 * count / record["base"], abs=1e-9)
    return round(Fraction(100 * count, record["base"]))


def test_the_list_of_published_values_is_whole() -> None:
    assert len(GROUPS) == 13
    assert all(len(PUBLISHED["ranks"][breakdown][label]) == 12 for breakdown, label in GROUPS)
    assert len(SHARES) == 38
    assert len(SCORES) == 17


@pytest.mark.parametrize("table", ["overall", "sector", "region", "size", "seniority"])
def test_the_overall_ranks_stand_in_every_table_of_ranks(built: Built, table: str) -> None:
    expected = as_printed(PUBLISHED["ranks"]["overall"])
    head = "Rank" if table == "overall" else "Overall"
    for rows in (built.html_rows(f"tbl-{table}"), built.docx_rows(f"tbl-{table}")):
        assert built.column(rows, head) == expected


@pytest.mark.parametrize(("breakdown", "label"), GROUPS)
def test_the_ranks_of_every_group_stand_in_its_table_ties_included(
    built: Built, breakdown: str, label: str
) -> None:
    expected = as_printed(PUBLISHED["ranks"][breakdown][label])
    table = f"tbl-{breakdown}"
    for rows in (built.html_rows(table), built.docx_rows(table)):
        assert built.column(rows, label) == expected


@pytest.mark.parametrize(("breakdown", "label"), [("overall", "overall"), *GROUPS])
def test_the_ranks_of_every_group_stand_in_the_ledger(
    built: Built, breakdown: str, label: str
) -> None:
    ranks = PUBLISHED["ranks"][breakdown]
    expected = ranks if breakdown == "overall" else ranks[label]
    key = breakdown if breakdown == "overall" else f"{breakdown}.{built.groups[breakdown][label]}"
    records = [built.ledger[f"{key}.{theme}.rank"] for theme in built.themes]
    assert [record["value"] for record in records] == expected
    assert [record.get("tied", False) for record in records] == [
        expected.count(rank) > 1 for rank in expected
    ]


def test_the_shown_groups_are_those_published_in_their_order(built: Built) -> None:
    for breakdown, groups in PUBLISHED["ranks"].items():
        if breakdown != "overall":
            head = built.html_rows(f"tbl-{breakdown}")[0]
            assert head == ["Theme", "Overall", *groups]


@pytest.mark.parametrize("place", range(12))
def test_each_theme_s_own_table_repeats_its_ranks(built: Built, place: int) -> None:
    theme = built.themes[place]
    expected = {
        label: as_printed(PUBLISHED["ranks"][breakdown][label])[place]
        for breakdown, label in GROUPS
    }
    for rows in (
        built.html_rows(f"tbl-{theme}-ranks"),
        built.docx_rows(f"tbl-{theme}-ranks"),
    ):
        assert rows[1][0] == "All respondents"
        assert rows[1][-1] == str(PUBLISHED["ranks"]["overall"][place])
        assert {row[1]: row[-1] for row in rows[2:]} == expected


@pytest.mark.parametrize(("theme", "box", "value"), SHARES)
def test_every_share_stands_in_the_ledger(built: Built, theme: str, box: str, value: int) -> None:
    assert percent(built.ledger[f"overall.{theme}.{box}"]) == value


@pytest.mark.parametrize(("theme", "box", "value"), SHARES)
def test_every_share_is_printed(built: Built, theme: str, box: str, value: int) -> None:
    place = built.themes.index(theme)
    if box in COLUMNS:
        for rows in (built.html_rows("tbl-overall"), built.docx_rows("tbl-overall")):
            assert built.column(rows, COLUMNS[box])[place] == f"{value}%"
    else:
        assert re.search(rf"(?<!\d){value}%", built.chapter(theme))


def test_shares_published_in_words_hold(built: Built) -> None:
    assert built.ledger["overall.kam.first"]["value"] < 5
    markets = built.ledger["overall.markets.top3_count"]["value"]
    assert markets in PUBLISHED["top3_count_of_markets"]
    assert built.ledger["overall.markets.top3"]["value"] > 100 / 3
    printed = built.column(built.html_rows("tbl-overall"), "Top 3")
    assert printed[built.themes.index("markets")] == "34%†"


def test_first_choices_are_counted_as_published(built: Built) -> None:
    counts = [built.ledger[f"overall.{theme}.first_count"]["value"] for theme in built.themes]
    assert counts == PUBLISHED["first_choice_counts"]
    assert sum(counts) == built.ledger["study.respondents"]["value"]
    for theme, count in zip(built.themes, counts, strict=True):
        share = round(Fraction(100 * count, 105))
        assert f"rank 1 {share}%," in built.alt(f"fig-{theme}-distribution")
    top = [built.ledger[f"overall.{theme}.top3_count"]["value"] for theme in built.themes]
    assert sum(top) == 3 * 105


def test_both_co_occurrences_stand_in_the_ledger_and_in_a_sentence(built: Built) -> None:
    hunters, farmers = PUBLISHED["co_occurrence"]
    text = " ".join(built.find("sec-overall").get_text(" ").split())
    for pair, name, given, then in (
        (hunters, "hunting.farming", "Hunting", "Farming"),
        (farmers, "farming.hunting", "Farming", "Hunting"),
    ):
        record = built.ledger[f"cooccurrence.{name}.count"]
        assert (record["value"], record["base"]) == (pair["count"], pair["of"])
        share = round(Fraction(100 * pair["count"], pair["of"]))
        told = rf"{pair['of']} respondents who rank {given} first\W[^.]*\b{then}\b[^.]*\({share}%"
        assert re.search(told, text)
    assert farmers["published"] == 12
    assert 40 <= built.ledger["cooccurrence.hunting.farming.share"]["value"] < 50


def ranges(alt: str) -> dict[str, dict[str, int]]:
    """Scores told by the description of a chart of the benchmark, by group."""
    told = re.findall(r"(?:: |; )([^:;]+) from (\d+)†? to (\d+)†?, mean (\d+)†?", alt)
    return {
        group: {"low": int(low), "high": int(high), "mean": int(mean)}
        for group, low, high, mean in told
    }


@pytest.mark.parametrize(("theme", "measure", "value"), SCORES)
def test_every_quoted_score_stands_in_its_figure_and_in_the_ledger(
    built: Built, theme: str, measure: str, value: int
) -> None:
    told = ranges(built.alt(f"fig-{theme}-benchmark"))
    assert set(told) == {"All firms assessed", *SECTORS}
    assert told["All firms assessed"][measure] == value
    assert round(built.ledger[f"benchmark.{theme}.overall.{measure}"]["value"]) == value


@pytest.mark.parametrize("theme", ["kam", "organisation", "category"])
def test_highs_and_lows_stand_in_the_sectors_named(built: Built, theme: str) -> None:
    told = ranges(built.alt(f"fig-{theme}-benchmark"))
    about = PUBLISHED["benchmark"][theme]
    for measure in ("high", "low"):
        if sector := about.get(f"{measure}_in"):
            assert told[sector][measure] == told["All firms assessed"][measure]
    for sector, mean in about.get("sector_mean", {}).items():
        assert told[sector]["mean"] == mean
        record = built.ledger[f"benchmark.{theme}.{SECTORS[sector]}.mean"]
        assert round(record["value"]) == mean


@pytest.mark.parametrize("theme", ["brand", "negotiating"])
def test_the_means_of_sectors_span_what_is_quoted(built: Built, theme: str) -> None:
    told = ranges(built.alt(f"fig-{theme}-benchmark"))
    means = [told[sector]["mean"] for sector in SECTORS]
    assert [min(means), max(means)] == PUBLISHED["benchmark"][theme]["sector_means"]


def test_the_best_in_target_markets_stays_below_seventy(built: Built) -> None:
    assert PUBLISHED["benchmark"]["markets"]["high"] == "below 70"
    assert ranges(built.alt("fig-markets-benchmark"))["All firms assessed"]["high"] < 70


def test_the_reasons_are_attributed_as_published(built: Built) -> None:
    for theme, reasons in PUBLISHED["reasons_published"].items():
        quotes = built.find(f"sec-theme-{theme}").find_all("blockquote")
        given = [quote.find(class_="attribution").get_text() for quote in quotes]
        assert sorted(given) == sorted(reasons)
        assert all(len(quote.get_text().split()) > 6 for quote in quotes)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (
            "Negotiating at C-level",
            [r"Negotiating", r"C-[Ll]evel", r"\b8\b|eighth", r"\b7\b|seventh"],
        ),
        ("large firms and Farming", [r"larger firms", r"Farming second", r"first"]),
        ("the second widest spread", [r"KAM", r"eight", r"Hunting five", r"IT four"]),
        (
            "seniors and technology",
            [r"technology", r"IT eighth", r"twelfth at C-level"],
        ),
        ("the first five by seniority", [r"seniority", r"Hunting seventh", r"KAM third"]),
        ("signs of shared ranks", [r"Table 7 to Table 29", r"Farming and People share the third"]),
        ("Ways of Working in marketing", [r"low place", r"WoW tenth", r"tenth overall"]),
        ("a slip in Table 28", [r"The original’s Table 28", r"is about IT"]),
    ],
)
def test_the_report_names_where_the_publication_contradicts_itself(
    built: Built, about: str, words: list[str]
) -> None:
    heading = built.html.find(re.compile("^h[1-6]$"), string=re.compile("contradicts itself"))
    assert heading is not None
    named = [item.get_text() for item in heading.find_parent("section").find_all("li")]
    assert len(named) == 12
    assert any(all(re.search(word, item) for word in words) for item in named), about
