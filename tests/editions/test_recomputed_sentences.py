"""Computed sentences on themes against the data files, clause by clause.

Every figure, ordinal and superlative of a sentence must lie in a clause that the data bear out: a
sentence that says more than the clauses know fails, and so does one that says something false.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from clauses import CLAUSES, NEEDED, Theme, out_of
from clauses_groups import Groups, groups_clauses
from recomputation import Recomputed, Shown, percent

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

EDITIONS = ("2015", "2016")


def judged(sentence: str, theme: Theme, kind: str) -> list[str]:
    """What is wrong with a sentence: false clauses, and what no clause speaks of."""
    return held(sentence, theme, list(CLAUSES[kind](theme)))


def held(sentence: str, facts: Any, clauses: list[Any]) -> list[str]:
    """Clauses of a sentence that are false, and words that none of them speaks of."""
    covered: set[int] = set()
    wrong = []
    for pattern, check in clauses:
        for match in re.finditer(pattern, sentence, re.IGNORECASE):
            if check(facts, match, sentence):
                covered |= set(range(*match.span()))
            else:
                wrong.append(f"false: {match[0]}")
    left = [m[0] for m in NEEDED.finditer(sentence) if m.start() not in covered]
    return [*wrong, *(f"unknown: {word}" for word in left)]


@cache
def themes(edition: str) -> dict[str, Theme]:
    own = Recomputed(edition)
    return {key: Theme(own, key) for key in own.names}


def sentences(shown: Shown, theme: str, kind: str) -> list[str]:
    text = shown.items[f"txt-{theme}-{kind}"]["markdown"]
    return [re.sub(r"\\(.)", r"\1", line[2:]) for line in text.splitlines() if line[:2] == "- "]


@pytest.mark.parametrize(
    ("theme", "kind", "sentence"),
    [
        ("kam", "ranks", "KAM ranks third in Insurance, higher than any other sector places it."),
        ("kam", "ranks", "Over the 13 groups, KAM ranks from third (in five groups) to eleventh."),
        ("kam", "ranks", "In Insurance, KAM ranks tenth, the lowest rank of all."),
        ("ways", "ranks", "WoW rises above the bottom three only in Insurance (ninth)."),
        ("people", "ranks", "All three regions shown rank People first or second."),
        ("brand", "distribution", "A quarter of the 105 respondents put Brand & CVP first."),
        ("kam", "ranks", "Tenth in Insurance is the highest rank of KAM over the sectors shown."),
        ("hunting", "ranks", "Of the five sectors shown, four have Hunting in their top three."),
        ("people", "distribution", "People has the highest top-three share (37%)."),
        (
            "people",
            "distribution",
            "At the other end, 11% of respondents put People in the bottom three.",
        ),
        ("category", "distribution", "Only WoW have a lower top-three share than Category (12%)."),
        ("hunting", "distribution", "Hunting's most frequent rank is second (13% of 105)."),
        ("category", "distribution", "Nobody likes Category: 46% say so."),
        ("category", "benchmark", "Category has the highest mean (42)."),
        ("kam", "benchmark", "The highest score of all for KAM comes from a firm in Telco & Tech."),
        ("kam", "benchmark", "Nobody scores lower in KAM than a firm in Manufacturing: 13."),
        ("people", "benchmark", "Firms are good at People: 47 is no small score."),
    ],
)
def test_a_false_or_an_unknown_sentence_is_found_out(theme: str, kind: str, sentence: str) -> None:
    assert judged(sentence, themes("2015")[theme], kind)


@pytest.mark.parametrize("kind", list(CLAUSES))
def test_every_clause_of_a_themes_sentences_is_borne_out(each: Built, kind: str) -> None:
    if each.edition not in EDITIONS:
        pytest.skip("an edition without a recomputation")
    shown, wrong, count = Shown(each.folder), {}, 0
    for key, theme in themes(each.edition).items():
        for sentence in sentences(shown, key, kind):
            count += 1
            found = judged(sentence, theme, kind)
            if found:
                wrong[sentence] = found
    assert count > 10
    assert wrong == {}


def test_every_clause_on_groups_is_borne_out(each: Built) -> None:
    if each.edition not in EDITIONS:
        pytest.skip("an edition without a recomputation")
    shown, own, wrong = Shown(each.folder), Recomputed(each.edition), {}
    for key in own.breakdowns:
        groups = Groups(own, key)
        said = sentences(shown, key, "groups")
        assert said
        for sentence in said:
            found = held(sentence, groups, list(groups_clauses(groups)))
            if found:
                wrong[sentence] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "In Insurance, People (first) and Farming (fourth) have their highest rank of all.",
        "Four of the twelve themes fall by three places or more in Insurance: KAM (from sixth to "
        "tenth) and Farming (from first to fourth).",
        "KAM comes last in Insurance.",
        "KAM has the widest spread over the sectors shown: eight places.",
        "In Manufacturing, Hunting comes first and Farming second.",
        "Only Channels is three places or more from the overall order in Advertising & Marketing.",
    ],
)
def test_a_false_sentence_on_groups_is_found_out(sentence: str) -> None:
    groups = Groups(Recomputed("2015"), "sector")
    assert held(sentence, groups, list(groups_clauses(groups)))


def test_who_puts_one_theme_of_a_pair_first_and_the_other_near_it(each: Built) -> None:
    if each.edition not in EDITIONS:
        pytest.skip("an edition without a recomputation")
    own = Recomputed(each.edition)
    ranks, keys = own.ranks(), {short: key for key, short in own.shorts.items()}
    rest = (
        r"(?P<then>.+) in the top three \((?P<p>\d+)%\), "
        r"against (?P<all>\d+)% of all respondents\."
    )
    who = r"(?P<base>\w+) respondents who rank (?P<first>.+) first"
    frames = (
        rf"(?P<n>\w+) of the {who} (?:have|has) {rest}",
        rf"Among the {who}, (?P<n>\w+) (?:have|has) {rest}",
    )
    said = sentences(Shown(each.folder), "overall", "together")
    assert said
    for sentence in said:
        match = next(m for frame in frames if (m := re.fullmatch(frame, sentence)))
        first = ranks[ranks[keys[match["first"]]] == 1]
        both = int((first[keys[match["then"]]] <= 3).sum())
        everybody = int((ranks[keys[match["then"]]] <= 3).sum())
        word = match["n"].lower()
        assert (word, match["base"].lower()) == out_of(both, len(first))
        assert int(match["p"]) == percent(both, len(first))
        assert int(match["all"]) == percent(everybody, own.base)


def test_every_theme_is_somebodys_first_choice(each: Built) -> None:
    if each.edition not in EDITIONS:
        pytest.skip("an edition without a recomputation")
    own = Recomputed(each.edition)
    counts = (own.ranks() == 1).sum()
    said = sentences(Shown(each.folder), "overall", "shares")
    frame = (
        r"Each of the twelve themes is somebody's first choice, (?P<theme>.+) least often "
        r"\((?P<p>\d+)% of (?P<base>\d+) respondents\)\."
    )
    for sentence in said:
        match = re.fullmatch(frame, sentence)
        assert match, sentence
        assert counts.min() > 0
        assert own.shorts[str(counts.idxmin())] == match["theme"]
        assert (percent(counts.min(), own.base), own.base) == (int(match["p"]), int(match["base"]))
