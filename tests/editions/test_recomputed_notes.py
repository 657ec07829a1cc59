"""Every note under a table or chart of 2015 and 2016 that gives a figure or a superlative."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from clauses import NEEDED
from clauses_categories import FRAMES as OF_CATEGORIES
from clauses_categories import STATED as STATED_OF_CATEGORIES
from clauses_integrity import NOTES, IntegrityFacts
from clauses_integrity import STATED as OF_INTEGRITY
from clauses_listening import FRAMES as LISTENING
from clauses_listening import OURS
from clauses_notes import FRAMES, STATED, NoteFacts
from clauses_orders import OrderFacts
from clauses_supplier import SupplierFacts
from frames import verdict
from recomputation import Recomputed, Shown
from recomputation_checklist import STATED as OF_CHECKLIST
from recomputation_planning import NOTES as PLANNED
from recomputation_planning import STATED as OF_PLANNING
from recomputation_plans import NOTES as IN_PLANS
from recomputation_plans import STATED as OF_PLANS
from test_recomputed_maturity import CHARTS, TABLES

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

EDITIONS = ("2015", "2016")


@cache
def facts(edition: str) -> tuple[Recomputed, OrderFacts, SupplierFacts]:
    own = Recomputed(edition)
    return own, OrderFacts(own), SupplierFacts()


ENDS = re.compile(r"(?<=[.)]) (?=[A-Z▲†]|p[ :]|\d+ accounts that)")


def sentences(notes: list[str]) -> list[str]:
    """Notes as their reader sees them, sentence by sentence."""
    plain = [re.sub(r"\\(.)", r"\1", note).replace("*", "") for note in notes]
    return [part for note in plain for part in ENDS.split(note.replace("\xa0", " "))]


def judged(sentence: str, edition: str, of: str) -> str:
    """What is wrong with a note; nothing where a frame bears it out or no figure is given."""
    told = verdict(sentence, NoteFacts(*facts(edition), of), [*FRAMES, *OF_CATEGORIES])
    if told is None and of.startswith("tbl-integrity-"):
        told = verdict(sentence, IntegrityFacts(), NOTES)
    if told is None and re.fullmatch(OURS, of):
        told = verdict(sentence, of, LISTENING)
    if told is None:
        told = verdict(sentence, None, [*PLANNED, *IN_PLANS])
    if told is None:
        stated = (
            STATED | OF_INTEGRITY | OF_PLANNING | OF_PLANS | OF_CHECKLIST | STATED_OF_CATEGORIES
        )
        known = sentence in stated or not NEEDED.search(sentence)
        return "" if known else "matches no frame"
    return told


def test_every_note_says_what_the_data_say(each: Built) -> None:
    if each.edition not in EDITIONS:
        pytest.skip("an edition without a recomputation")
    shown = Shown(each.folder)
    said = {
        (key, sentence): judged(sentence, each.edition, key)
        for kind in ("table", "chart")
        for key in shown.ids(kind)
        # Those on maturity are held beside their tables.
        if key not in TABLES | CHARTS
        for sentence in sentences(shown.items[key].get("notes", []))
    }
    assert len(said) > 20
    assert {pair: told for pair, told in said.items() if told} == {}


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        ("tbl-sector", "Some bases are under 30: read these ranks as indications."),
        ("tbl-overall", "Base: 130 respondents in 14 sectors."),
        ("tbl-accounts-quadrants", "Sentiment is high from a net promoter score of 40."),
        ("tbl-brand-ranks", "In 2015 Brand & CVP was fourth overall; the change of its mean rank, "
         "−0.32 (−1.17 to +0.54), cannot be told from chance."),
        ("tbl-region", "Over all themes, these groups differ by more than chance can explain (p = "
         "0.210 by permutation, 0.494 with Holm's correction for four breakdowns)."),
        ("tbl-kam-ranks", "Of the differences between groups, those by sector (p = 0.011 with "
         "Holm's "
         "correction for twelve themes, 0.043 for all 48 comparisons) stand out; the others cannot "
         "be told from chance."),
    ],
)  # fmt: skip
def test_a_false_or_an_unknown_note_is_found_out(of: str, sentence: str) -> None:
    assert judged(sentence, "2016", of)
