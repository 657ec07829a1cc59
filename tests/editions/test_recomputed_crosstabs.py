"""The cross-tabulations of 2016 against its files: cells, letters, bases, charts and the ledger."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from clauses_crosstabs import SENTENCES, TITLES, CrosstabFacts
from frames import verdict
from recomputation import ROOT, Shown, percent
from recomputation_crosstabs import PARTS, Crosstab, Crosstabs, interval, moved
from recomputation_supplier import printed, signed
from scipy import stats

if TYPE_CHECKING:
    import pandas as pd

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    "tbl-contacts-recommend-within", "tbl-contacts-relationship-quality-sides",
    "tbl-tab-accounts-renewed-kinds",
}  # fmt: skip
BANDS = {
    "Promoters (9, 10)": (9, 10), "10": (10, 10), "9": (9, 9),
    "Passives (7, 8)": (7, 8), "8": (8, 8), "7": (7, 7),
    "Detractors (0 to 6)": (0, 6), **{str(step): (step, step) for step in range(6, -1, -1)},
}  # fmt: skip


@cache
def facts() -> CrosstabFacts:
    return CrosstabFacts()


@pytest.fixture
def own(shown: Shown) -> Crosstabs:
    assert shown.items
    return facts().own


def rows(shown: Shown, table: str) -> list[list[str]]:
    """Rows of a table with a banner, heads and bases among them, letters beside their figures."""
    found = []
    for line in shown.items[table]["markdown"].splitlines():
        if line.startswith("|") and not line.startswith("|:"):
            cells = [bare(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            found.append(cells)
    return found


def bare(cell: str) -> str:
    """A cell without its marks, however deep they stand in each other."""
    before, text = "", cell.strip()
    while before != text:
        before, text = text, re.sub(r"(?<!\\)\[([^\[\]]*?)\]\{[^{}]*\}", r"\1", text)
    return re.sub(r"\\(.)", r"\1", text).replace("\xa0", " ").strip()


def starred(sizes: list[int]) -> list[str]:
    """Bases as printed: those under 100 with a star, under 30 with two."""
    marks = ["" if size >= 100 else " *" if size >= 30 else " **" for size in sizes]
    return [f"{size:,}{mark}" for size, mark in zip(sizes, marks, strict=True)]


def beside(values: list[str], letters: list[str]) -> list[str]:
    return [f"{value} {letter}".strip() for value, letter in zip(values, letters, strict=True)]


def shares(table: Crosstab, answers: pd.Series) -> list[str]:
    counts = [int(answers[inside].sum()) for _, inside in table.columns]
    percentages = [
        f"{percent(count, size)}%" for count, size in zip(counts, table.sizes(), strict=True)
    ]
    return beside(percentages, table.letters(answers, share=True))


def test_who_recommends_by_service_and_by_segment(shown: Shown, own: Crosstabs) -> None:
    table = own.within
    *_, heads, letters, bases, accounts = rows(shown, "tbl-contacts-recommend-within")[:7]
    assert heads[1:] == ["Total", *(name for name, _ in table.columns[1:])]
    assert letters[1:] == ["", *"ABCDEFGHIJK"]
    assert bases[1:] == [f"{size:,}" for size in table.sizes()]
    assert accounts == ["by accounts", *(str(size) for size in table.sizes("account"))]
    steps = facts().steps
    score = beside(
        [signed(value) for value in table.values(steps)], table.letters(steps, share=False)
    )
    numbers = table.rows["recommend"]
    expected = [
        [label, *shares(table, numbers.between(*band).astype(float))]
        for label, band in BANDS.items()
    ]
    printed_rows = rows(shown, "tbl-contacts-recommend-within")[7:]
    assert printed_rows == [*expected, ["Net Promoter Score", *score]]


def test_no_segment_is_ahead_of_another_within_a_kind_of_service(own: Crosstabs) -> None:
    letters = own.within.letters(facts().steps, share=False)
    assert letters[:3] == ["", "B", ""]
    assert letters[6:] == [""] * 6


def test_the_parts_of_the_relationship_by_side(shown: Shown, own: Crosstabs) -> None:
    table = own.sides
    _, heads, _, bases, accounts, *body = rows(shown, "tbl-contacts-relationship-quality-sides")
    assert heads[1:] == ["Total", *(name for name, _ in table.columns[1:])]
    assert bases[1:] == starred(table.sizes())
    assert accounts[1:] == [str(size) for size in table.sizes("account")]
    assert body == [
        ["Mean", *[""] * 5],
        *(
            [
                part.capitalize(),
                *beside(
                    [printed(value, 2) for value in table.values(answers)],
                    table.letters(answers, share=False),
                ),
            ]
            for part in PARTS
            for answers in [table.rows[part].astype(float)]
        ),
    ]


def test_who_renewed_by_service_and_by_segment(shown: Shown, own: Crosstabs) -> None:
    table = own.kinds
    _, heads, letters, bases, *body = rows(shown, "tbl-tab-accounts-renewed-kinds")
    assert heads[1:] == ["Total", *(name for name, _ in table.columns[1:])]
    assert letters[1:] == ["", *"ABCDE"]
    assert bases[1:] == starred(table.sizes())
    assert body == [
        [said, *shares(table, (table.rows["renewed"] == said).astype(float))]
        for said in ("yes", "no")
    ]


def test_the_chart_of_who_recommends(shown: Shown, own: Crosstabs) -> None:
    stacks = shown.items["fig-contacts-recommend-within"]["specification"]["stacks"]
    table, numbers = own.within, own.within.rows["recommend"]
    bands = [(0, 6), (7, 8), (9, 10)]
    expected = [table.values(100.0 * numbers.between(*band)) for band in bands]
    for place, stack in enumerate(stacks):
        assert stack["shares"] == pytest.approx([band[place] for band in expected])
        score, low, high = limits(table, place)
        assert stack["printed"] == f"{signed(score)} ({signed(low)} to {signed(high)})"
    assert len(stacks) == len(table.columns)


def limits(table: Crosstab, place: int) -> tuple[float, float, float]:
    """Score of a column, and its limits by Student's t at its clusters less one."""
    inside, steps = table.columns[place][1], facts().steps
    moves = moved(steps, inside, table.clusters)
    reach = float(stats.t.ppf(0.975, len(moves) - 1) * (moves**2).sum() ** 0.5)
    score = float(steps[inside].mean())
    return score, score - reach, score + reach


def test_the_chart_of_the_parts_of_the_relationship(shown: Shown, own: Crosstabs) -> None:
    stacks = shown.items["fig-contacts-relationship-quality-sides"]["specification"]["stacks"]
    assert [stack["label"] for stack in stacks] == [
        name.capitalize() for name in facts().means.index
    ]
    for stack in stacks:
        answers = own.sides.rows[stack["label"].lower()]
        counted = [100 * float((answers == step).mean()) for step in range(1, 8)]
        assert stack["shares"] == pytest.approx(counted)
        low, high = interval(own.sides, answers)
        said = f"{printed(float(answers.mean()), 2)}±{printed((high - low) / 2, 2)}"
        assert stack["printed"] == said


def test_the_committed_ledger_holds_the_same_values(own: Crosstabs) -> None:
    path = ROOT / "reports" / "2016" / "results.json"
    ledger = {one["name"]: one for one in json.loads(path.read_text(encoding="utf-8"))}
    steps, numbers = facts().steps, own.within.rows["recommend"]
    checked = 0
    for table, name, answers in (
        (own.within, "contacts.recommend.score", steps),
        (own.within, "contacts.recommend.promoters", 100.0 * numbers.between(9, 10)),
        (own.within, "contacts.recommend.detractors", 100.0 * numbers.between(0, 6)),
        (own.kinds, "accounts.renewed.yes", 100.0 * (own.kinds.rows["renewed"] == "yes")),
        *(
            (own.sides, f"contacts.relationship_quality.{part}.mean", own.sides.rows[part])
            for part in PARTS
        ),
    ):
        for at, size, value in zip(
            points(table), table.sizes(), table.values(answers), strict=True
        ):
            found: dict[str, Any] = ledger[f"{name}{at}"]
            assert (found["value"], found["base"]) == (pytest.approx(value), size), name + at
            checked += 1
    assert checked == 3 * 12 + 6 + 6 * 5


def points(table: Crosstab) -> list[str]:
    """Ends of the names of results, by column."""
    if table is facts().own.sides:
        names = ["side.payer", "side.user", "decides.yes", "decides.no"]
    else:
        services = ["service.dedicated", "service.pooled"]
        segments = [f"segment.{name}" for name in ("smaller", "core", "strategic")]
        names = [*services, *segments]
        if len(table.columns) > 6:
            names += [f"{service}.{segment}" for service in services for segment in segments]
    return ["", *(f".{name}" for name in names)]


@pytest.mark.parametrize(
    ("sentence", "frames"),
    [
        ("Among the 1,513 contacts, the Net Promoter Score is +12 (interval from +6 to +17).",
         SENTENCES),
        ("By more than chance, the Net Promoter Score is higher in the strategic segment (+20) "
         "than in the core segment (+14).", SENTENCES),
        ("The answer “yes” is given more often in the core segment (73%) than in the smaller "
         "segment (63%).", SENTENCES),
        ("The answer “yes” comes up more often in the strategic segment (84%) than in the smaller "
         "segment (63%).", SENTENCES),
        ("The point “Knows the customer's business” comes up more often with pooled service (32%) "
         "than with a dedicated manager (14%).", SENTENCES),
        ("With pooled service (28%), “Answers come late” is mentioned more often than with a "
         "dedicated manager (13%).", SENTENCES),
        ("A point under “Delivery” is mentioned more often with a dedicated manager (35%) than "
         "with pooled service (16%).", SENTENCES),
        ("The mean of “Trust” is higher among payers (5.55) than among users (5.51).", SENTENCES),
        ("“Trust” has the highest mean: 5.53 on a scale from 1 to 7, ahead of “Solution” (5.35).",
         SENTENCES),
        ("“Trust” has the highest mean, “Experience” the lowest", TITLES),
        ("More promoters than detractors: a score of +14", TITLES),
    ],
)  # fmt: skip
def test_a_false_sentence_on_a_cross_tabulation_is_found_out(
    sentence: str, frames: list[Any]
) -> None:
    assert verdict(sentence, facts(), frames) == "not borne out by the data"
