"""Computed sentences on themes against the data files, clause by clause.

Every figure, ordinal and superlative of a sentence must lie in a clause that the data bear out: a
sentence that says more than the clauses know fails, and so does one that says something false.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from clauses import CLAUSES, NEEDED, Theme
from recomputation import Recomputed, Shown

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

EDITIONS = ("2015", "2016")


def judged(sentence: str, theme: Theme, kind: str) -> list[str]:
    """What is wrong with a sentence: false clauses, and what no clause speaks of."""
    clauses = list(CLAUSES[kind](theme))
    covered: set[int] = set()
    wrong = []
    for pattern, check in clauses:
        for match in re.finditer(pattern, sentence, re.IGNORECASE):
            if check(theme, match, sentence):
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
        ("people", "distribution", "People has the highest top-three share (37%)."),
        ("hunting", "distribution", "Hunting's most frequent rank is second (13% of 105)."),
        ("category", "distribution", "Nobody likes Category: 46% say so."),
        ("category", "benchmark", "Category has the highest mean (42)."),
        ("kam", "benchmark", "Seventy-one in Financial Services is the highest score of all."),
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
