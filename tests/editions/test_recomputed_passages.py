"""Every computed passage of 2015 and 2016 that is not about one theme, sentence by sentence.

A passage is known by its name; each of its sentences must match a frame whose computation bears it
out. A passage that nobody knows fails, and so does a sentence that matches no frame.
"""

from __future__ import annotations

import operator
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml
from clauses import NEEDED, spelt
from clauses_certainty import SENTENCES as CERTAINTY
from clauses_comments import SENTENCES as COMMENTS
from clauses_comments import CommentFacts
from clauses_crosstabs import SENTENCES as CROSSTABS
from clauses_crosstabs import CrosstabFacts
from clauses_integrity import SENTENCES as INTEGRITY
from clauses_integrity import IntegrityFacts
from clauses_listening import OURS
from clauses_orders import SENTENCES as CHANGES
from clauses_orders import OrderFacts
from clauses_reconstructions import SENTENCES as RECONSTRUCTIONS
from clauses_reconstructions import ReconstructionFacts
from clauses_supplier import SENTENCES as SUPPLIER
from clauses_supplier import SupplierFacts
from frames import verdict
from recomputation import ROOT, Recomputed, Shown, shown_of
from test_recomputed_maturity import TEXTS as ABOUT_MATURITY

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

ORDERS = [*CHANGES, *CERTAINTY]
EDITIONS = ("2015", "2016")
ABOUT_THEMES = ("opening", "ranks", "distribution", "verbatims", "benchmark", "practice", "aim")
SUPPLIERS = (
    "relationship|categories|movement|accounts|portfolios|loyalty|roi|register|pilot|operations|planning|"
    "checklist|finance|drivers"
)
ABOUT_SUPPLIER = rf"txt-(?:{SUPPLIERS})\b.*"
ABOUT_CROSSTABS = r"txt-(?:question-contacts|crosstab|crosstab-legend|tab)-.*"
ABOUT_COMMENTS = r"txt-comments-.*"
ABOUT_INTEGRITY = r"txt-integrity-.*"
ABOUT_RECONSTRUCTIONS = r"txt-(?:reconstruction-.*|published-claims)"
ABOUT_ORDERS = r"txt-(?:overall-.*|changes.*|agreement|confidence-.*)"
AIMS = {
    "first": "Firms that rank it first", "top3": "Firms that rank it in their top three",
    "top6": "Firms that rank it in their top six", "others": "Firms that rank it lower",
}  # fmt: skip


@cache
def orders(edition: str) -> OrderFacts:
    return OrderFacts(Recomputed(edition))


@cache
def supplier() -> SupplierFacts:
    return SupplierFacts()


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    return shown_of(each, EDITIONS)


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


def chosen(shown: Shown, own: Recomputed, subject: str) -> list[str]:
    """Sentences of the passages on a subject."""
    return [
        sentence
        for text in shown.ids("text")
        if re.fullmatch(subject, text) or (subject == ABOUT_ORDERS and text in leads(own))
        for sentence in passages(shown, text)
    ]


def leads(own: Recomputed) -> set[str]:
    """Passages that open the chapters on breakdowns."""
    return {f"txt-{key}-opening" for key in own.breakdowns}


def test_every_passage_is_known(shown: Shown, each: Built) -> None:
    own = Recomputed(each.edition)
    known = {f"txt-{theme}-{kind}" for theme in own.names for kind in ABOUT_THEMES}
    known |= leads(own) | {f"txt-{key}-groups" for key in own.breakdowns}
    subjects = f"{ABOUT_SUPPLIER}|{ABOUT_CROSSTABS}|{ABOUT_RECONSTRUCTIONS}|{ABOUT_ORDERS}"
    subjects = f"{subjects}|{ABOUT_COMMENTS}"
    # Those on maturity are held beside their tables.
    subjects = f"{subjects}|{ABOUT_INTEGRITY}|{ABOUT_MATURITY}|{OURS}"
    texts = set(shown.ids("text"))
    # A heading of its own says nothing that could be false.
    known |= {
        text
        for text in texts
        if text.endswith(("-heading", "-questionnaire")) and not passages(shown, text)
    }
    # What it says of quartiles is held against the scores of its table.
    known |= {"txt-standing-opening", "txt-stages-opening"} & texts
    assert {text for text in texts - known if not re.fullmatch(subjects, text)} == set()
    assert known <= texts


def test_passages_on_themes_and_groups_are_bullets_and_nothing_more(
    shown: Shown, each: Built
) -> None:
    # The sentences of these are held against the files bullet by bullet, beside this file.
    own = Recomputed(each.edition)
    texts = [
        f"txt-{key}-{kind}" for key in own.names for kind in ("ranks", "distribution", "benchmark")
    ]
    for text in [*texts, *(f"txt-{key}-groups" for key in own.breakdowns)]:
        lines = shown.items[text]["markdown"].splitlines()
        bullets = [line for line in lines if line.startswith("- ")]
        # Of reconstructed scores nothing may be known for certain; and what the title of a chart
        # tells, or a section has told often enough, is not told below it.
        least = 1 if text.endswith(("-ranks", "-groups")) else 0
        assert len(bullets) == len(passages(shown, text)) >= least, text


def test_the_passages_on_orders(shown: Shown, each: Built) -> None:
    facts = orders(each.edition)
    said = chosen(shown, facts.own, ABOUT_ORDERS)
    assert len(said) > 6
    wrong = {sentence: judged(sentence, facts, ORDERS) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


def test_the_passages_on_reconstructions(shown: Shown, each: Built) -> None:
    own = Recomputed(each.edition)
    said = chosen(shown, own, ABOUT_RECONSTRUCTIONS)
    assert bool(said) == (len(own.sets) > 1)
    facts = ReconstructionFacts(own)
    wrong = {sentence: judged(sentence, facts, RECONSTRUCTIONS) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


def test_as_many_printed_claims_fail_as_are_said_to(shown: Shown, each: Built) -> None:
    if each.edition != "2015":
        pytest.skip("nothing was published of this edition")
    first, *failed = passages(shown, "txt-published-claims")
    assert f"{spelt(len(failed))} disagree with them." in first
    assert len(set(failed)) == len(failed)


def test_the_passages_on_the_supplier(shown: Shown, each: Built) -> None:
    said = chosen(shown, Recomputed(each.edition), ABOUT_SUPPLIER)
    assert bool(said) == (each.edition == "2016")
    wrong = {sentence: judged(sentence, supplier(), SUPPLIER) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


def test_the_passages_on_cross_tabulations(shown: Shown, each: Built) -> None:
    said = chosen(shown, Recomputed(each.edition), ABOUT_CROSSTABS)
    assert bool(said) == (each.edition == "2016")
    facts = CrosstabFacts()
    wrong = {sentence: judged(sentence, facts, CROSSTABS) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


def test_the_passages_on_comments(shown: Shown, each: Built) -> None:
    said = chosen(shown, Recomputed(each.edition), ABOUT_COMMENTS)
    assert bool(said) == (each.edition == "2016")
    facts = CommentFacts()
    wrong = {sentence: judged(sentence, facts, COMMENTS) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "All 595 comments were read. Most often they say “Knows the customer's business” (23%).",
        "All 596 comments were read. Most often they say “Answers come late” (21%).",
        "“Knows the customer's business” is the point made most often, by 23%.",
        "48 of the 238 promoters whose comments were read (20%) report a problem, most often "
        "“Hard to find things”.",
        "Since 2015, “Answers come late” and “Always on time” differ by more than chance explains "
        "if looked at alone, though not among all that were compared, and the other 14 moved no "
        "more than chance may explain.",
        "Comments are long.",
    ],
)
def test_a_false_sentence_on_comments_is_found_out(sentence: str) -> None:
    assert judged(sentence, CommentFacts(), COMMENTS) or not NEEDED.search(sentence)


def test_the_passages_on_integrity(shown: Shown, each: Built) -> None:
    said = chosen(shown, Recomputed(each.edition), ABOUT_INTEGRITY)
    assert bool(said) == (each.edition == "2016")
    facts = IntegrityFacts()
    wrong = {sentence: judged(sentence, facts, INTEGRITY) for sentence in said}
    assert {sentence: told for sentence, told in wrong.items() if told} == {}


def test_what_a_theme_is_about_stands_as_its_author_wrote_it(shown: Shown, each: Built) -> None:
    for theme, name in Recomputed(each.edition).names.items():
        text = text_of(theme)
        written = [text["sentence"], text["covers"], text["state"], *text["traits"]]
        known = "Firms that are strong in it can be told by this:"
        view = so_what(text, orders(each.edition).own)
        opening = plainly(shown.items[f"txt-{theme}-opening"]["markdown"])
        assert (
            opening.count("{.view}") == opening.count(f"[Author's view.]{{.view}} {view} :::") == 1
        )
        said = [line for line in passages(shown, f"txt-{theme}-opening") if line != known]
        head = rf"What respondents ranked, in meaning, as their firm by {horizon(each)}: "
        told = [re.sub(head, "", line) for line in said]
        assert told == [" ".join(line.split()) for line in written], name
        assert [told != line for told, line in zip(told, said, strict=True)].count(True) == 1


def so_what(text: dict[str, Any], own: Recomputed) -> str:
    """The author's sentence with its claims judged by the ranks and shares of the files."""
    values: dict[str, float] = {}
    for theme in own.names:
        values[f"overall.{theme}.rank"] = int(own.overall[theme])
        for box in ("top3", "top6", "bottom6"):
            values[f"overall.{theme}.{box}"] = 100 * own.count(theme, box) / own.base
    said = text["so_what"]
    claim = re.compile(
        r"\{% claim ((?:(?!%\}).)*) %\}((?:(?!\{% ).)*)"
        r"\{% else %\}((?:(?!\{% ).)*)\{% endclaim %\}",
        re.DOTALL,
    )
    while claim.search(said):
        said = claim.sub(lambda found: found[2] if held(found[1], values) else found[3], said)
    for name, value in values.items():
        said = said.replace(f"{{{{ {name} | percent }}}}", f"{round(value)}%")
    return " ".join(said.split())


def held(claim: str, values: dict[str, float]) -> bool:
    signs = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}
    parts = [part.split() for part in claim.split(" and ")]
    return all(
        signs[sign](values[left], values[right] if right in values else float(right))
        for left, sign, right in parts
    )


def text_of(theme: str) -> dict[str, Any]:
    path = ROOT / "params" / "themes" / f"{theme}.yml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def horizon(each: Built) -> int:
    path = ROOT / "params" / f"{each.edition}.yml"
    return int(yaml.safe_load(path.read_text(encoding="utf-8"))["horizon"])


def test_what_to_aim_for_is_what_its_author_wrote(shown: Shown, each: Built) -> None:
    for theme in Recomputed(each.edition).names:
        text = text_of(theme)
        written = {f"{AIMS[group]}: {aim}": aim for group, aim in text["target"].items()}
        other, *aims = passages(shown, f"txt-{theme}-aim")
        assert other == f"A firm that does not. {text['neglected']}"
        for line, (said, aim) in zip(aims, written.items(), strict=True):
            assert line.startswith(said)
            found = standing(each, theme, aim)
            assert scores_of(line.removeprefix(said)) == pytest.approx(found, abs=0.0501), line
        chosen = f"[Author's view.]{{.view}} **A firm that chooses it.** {text['chosen']}"
        assert plainly(chosen) in plainly(shown.items[f"txt-{theme}-aim"]["markdown"])


def scores_of(told: str) -> list[float]:
    return [float(score) for score in re.findall(r"\d+(?:\.\d+)?", told)]


def standing(each: Built, theme: str, aim: str) -> list[float]:
    """Scores that open the standings that an aim names, from the file of assessments."""
    scores = pd.read_csv(ROOT / "data" / each.edition / "assessments.csv")[theme]
    found = {
        "third quartile": scores.quantile(0.25),
        "benchmark": scores.mean() - 2.5,
        "second quartile": scores.quantile(0.5),
        "upper quartile": scores.quantile(0.75),
        "top decile": scores.quantile(0.9),
        "best score": scores.max(),
    }
    return [float(score) for key, score in found.items() if key in aim]


def plainly(markdown: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", markdown).split())


def test_every_claim_of_what_practice_shows_holds_where_it_was_published(
    shown: Shown, each: Built
) -> None:
    for theme in Recomputed(each.edition).names:
        said = plainly(shown.items[f"txt-{theme}-practice"]["markdown"])
        words = " ".join(re.sub(r"\{%.*?%\}", "", text_of(theme)["practice"], flags=re.S).split())
        parts = [re.escape(part) for part in re.split(r"\{\{.*?\}\}", words)]
        assert not said or said.startswith("[Author's view.]{.view} ")
        if each.edition == "2015":
            whole = r"\[Author's view\.\]\{\.view\} " + r"(\d+%?|[a-z]+)".join(parts)
            assert re.fullmatch(whole, said), theme


def test_reasons_are_those_of_respondents_who_ranked_the_theme_first(
    shown: Shown, each: Built
) -> None:
    own, quoted = Recomputed(each.edition), 0
    for theme in own.names:
        first = own.answers[own.ranks()[theme] == 1]
        reasons = {" ".join(reason.split()) for reason in first["reason"] if reason}
        lines = shown.items[f"txt-{theme}-verbatims"]["markdown"].splitlines()
        said = [
            line[2:] for line in lines if line.startswith("> ") and "{.attribution}" not in line
        ]
        plain = [re.sub(r"\\(.)", r"\1", line) for line in said]
        quoted += len(plain)
        assert set(plain) <= reasons, theme
    assert quoted > 10


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
        "EUR 30.7m of revenue is with 146 accounts at risk; 109 underserved advocates spend EUR "
        "83.8m elsewhere.",
        "76 of the accounts at risk come up for renewal within six months.",
        "Rationals make up 36% of the portfolio, above the typical 50%.",
        "Renewal differs by 32 points between promoter and detractor accounts; 16 points of it "
        "remain once like is compared with like.",
        "Expertise goes with the recommendation more than any other driver, beyond doubt.",
        "Delivery carries more than an equal share of what is explained and is rated below the "
        "mean: there a change is worth testing first.",
        "Customers stay longest in 2016.",
        "The service programme would return 15% more than it costs over five years at the likely "
        "values of its inputs; in 51% of 10,000 draws it brings more than it costs.",
        "At the likely values its costs are paid back after 2.8 years.",
        "Nothing moves the net present value more than the margin: from EUR −221k to EUR 392k, "
        "which is enough by itself to decide whether the costs are covered.",
        "By the end of year 1 it has added up to EUR −187k, below the range of the model.",
    ],
)
def test_a_false_or_an_unknown_sentence_on_the_supplier_is_found_out(sentence: str) -> None:
    assert judged(sentence, supplier(), SUPPLIER)


@pytest.mark.parametrize(
    "sentence",
    [
        "Of the 66 pairs of themes, 40 can be told apart in all 50 reconstructions, 16 in no "
        "reconstruction and 10 in some.",
        "The original's Table 3 prints rank 8 twice in Telecommunications & Technology without a "
        "sign that it is shared; the data have OD and IT share the seventh place in "
        "Telecommunications & Technology.",
        "The text on size calls larger firms more focused on keeping customers than smaller ones; "
        "the data put Farming first in firms of 5,000 employees or more.",
        "Corrected for all breakdowns, they do so by sector in 14, by region in 45, by size "
        "of firm in 16 and by seniority in 36.",
        "Most of the 50 reconstructions agree.",
    ],
)
def test_a_false_or_an_unknown_sentence_on_reconstructions_is_found_out(sentence: str) -> None:
    assert judged(sentence, ReconstructionFacts(Recomputed("2015")), RECONSTRUCTIONS)
