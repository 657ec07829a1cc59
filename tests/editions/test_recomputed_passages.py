"""Every computed passage of 2015 and 2016 that is not about one theme, sentence by sentence.

A passage is known by its name; each of its sentences must match a frame whose computation bears it
out. A passage that nobody knows fails, and so does a sentence that matches no frame.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from clauses import NEEDED
from clauses_certainty import SENTENCES as CERTAINTY
from clauses_orders import SENTENCES as CHANGES
from clauses_orders import OrderFacts
from clauses_supplier import SENTENCES as SUPPLIER
from clauses_supplier import SupplierFacts
from frames import verdict
from recomputation import ROOT, Recomputed, Shown

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

ORDERS = [*CHANGES, *CERTAINTY]
EDITIONS = ("2015", "2016")
ABOUT_SUPPLIER = r"txt-(?:relationship|accounts|loyalty|drivers)\b.*"
ABOUT_ORDERS = r"txt-(?:overall-.*|\w+-opening|changes|agreement|confidence-.*)"
RECONSTRUCTED = r"txt-(?:reconstruction-.*|published-claims)"


@cache
def orders(edition: str) -> OrderFacts:
    return OrderFacts(Recomputed(edition))


@cache
def supplier() -> SupplierFacts:
    return SupplierFacts()


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    if each.edition not in EDITIONS:
        pytest.skip("an edition without a recomputation")
    return Shown(each.folder)


def passages(shown: Shown, text: str) -> list[str]:
    """Bullets and paragraphs of a passage as their reader sees them; notes are no sentences."""
    markdown = re.sub(r"::: \{\.notes\}.*?:::", "", shown.items[text]["markdown"], flags=re.S)
    lines = [line.strip() for line in markdown.splitlines()]
    kept = [line.removeprefix("- ") for line in lines if line and line[:1] not in "#:>["]
    return [re.sub(r"\\(.)", r"\1", line).replace("*", "").replace("\xa0", " ") for line in kept]


def judged(sentence: str, facts: Any, frames: list[Any]) -> str:
    """What is wrong with a sentence; nothing where a frame bears it out."""
    told = verdict(sentence, facts, frames)
    if told is None:
        return "matches no frame" if NEEDED.search(sentence) else ""
    return told


def test_the_passages_on_orders(shown: Shown, each: Built) -> None:
    facts = orders(each.edition)
    own = {f"txt-{theme}-opening" for theme in facts.own.names}
    texts = [text for text in shown.ids("text") if re.fullmatch(ABOUT_ORDERS, text)]
    chosen = [
        text for text in texts if text not in own and not re.fullmatch(ABOUT_SUPPLIER, text)
        and not re.fullmatch(RECONSTRUCTED, text)
    ]  # fmt: skip
    said = [sentence for text in chosen for sentence in passages(shown, text)]
    assert len(said) > 6
    wrong = {sentence: judged(sentence, facts, ORDERS) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


def test_the_passages_on_the_supplier(shown: Shown, each: Built) -> None:
    texts = [text for text in shown.ids("text") if re.fullmatch(ABOUT_SUPPLIER, text)]
    assert bool(texts) == (each.edition == "2016")
    said = [sentence for text in texts for sentence in passages(shown, text)]
    wrong = {sentence: judged(sentence, supplier(), SUPPLIER) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


def test_what_a_theme_is_about_stands_as_its_author_wrote_it(shown: Shown, each: Built) -> None:
    for theme, name in Recomputed(each.edition).names.items():
        path = ROOT / "params" / "themes" / f"{theme}.yml"
        text = yaml.safe_load(path.read_text(encoding="utf-8"))
        written = [text["sentence"], text["covers"], *text["traits"]]
        known = "Firms that are strong in it can be told by this:"
        said = [line for line in passages(shown, f"txt-{theme}-opening") if line != known]
        assert said == [" ".join(line.split()) for line in written], name


@pytest.mark.parametrize(
    "sentence",
    [
        "People leads the order, ahead of Farming and IT.",
        "With 130 answers some positions cannot be separated. Of the 66 pairs of themes, 45 can be "
        "told apart; the order within each of the other 21 might be the other way round if "
        "everybody could be asked.",
        "No theme divides the sectors shown more than Brand & CVP: first in Advertising & "
        "Marketing and seventh in Telecommunications & Technology.",
        "Hunting and Negotiating divide the sizes of firm most, by two places each.",
        "The first position is open between Farming and IT; Category is last.",
        "Nobody leaves the first 30 pages unread.",
    ],
)
def test_a_false_or_an_unknown_sentence_on_orders_is_found_out(sentence: str) -> None:
    assert judged(sentence, orders("2016"), ORDERS)


@pytest.mark.parametrize(
    "sentence",
    [
        "EUR 30.7m of revenue is with 146 large but unhappy accounts; 109 happy ones spend EUR "
        "83.8m elsewhere.",
        "76 of the accounts at risk come up for renewal within 6 months.",
        "Rationals make up 36% of the portfolio, above the typical 50%.",
        "Renewal differs by 32 points between promoter and detractor accounts; 16 points of it "
        "remain once like is compared with like.",
        "Expertise is the first driver of the recommendation, beyond doubt.",
        "Delivery matters more than most and is rated below the mean: act there first.",
        "Customers stay longest in 2016.",
    ],
)
def test_a_false_or_an_unknown_sentence_on_the_supplier_is_found_out(sentence: str) -> None:
    assert judged(sentence, supplier(), SUPPLIER)
