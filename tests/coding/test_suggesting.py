from __future__ import annotations

import csv

import pytest

from research.coding.sheets import open_sheet
from research.coding.suggesting import held_back, suggest
from research.errors import ThinDataError

MEANT = ["slow", "quick", "price"]


@pytest.fixture
def half(study):
    """A sheet of which two thirds are coded as they were meant."""
    sheet = open_sheet(study)
    for at, ids in enumerate(sheet.comments):
        if at % 9 < 6:
            sheet.give(ids, [MEANT[at % 3]])
    return sheet


def test_comments_that_wait_get_the_codes_that_their_words_were_given(half):
    found = suggest(half.comments, half.coded)
    right = [found.of[ids][0][0] == MEANT[int(ids[0]) % 3] for ids in half.waiting]
    assert sum(right) >= 0.9 * len(right)
    assert set(found.of) == set(half.waiting)


def test_suggestions_are_shown_with_their_chance_and_never_given(half):
    path = half.write(suggest(half.comments, half.coded))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    waiting = [row for row in rows if not row["code_1"]]
    assert len(waiting) == len(half.waiting) == 18
    assert all(row["suggested_1"] and 0 < float(row["chance_1"]) <= 1 for row in waiting)
    assert {row["suggested_1"] for row in rows if row["code_1"]} == {""}


def test_accuracy_is_that_of_comments_held_back(half):
    found = suggest(half.comments, half.coded).accuracy
    assert found.comments == 42
    assert found.first >= 0.85
    assert found.first > found.usual + 0.3


def test_the_same_words_are_not_learnt_from_when_they_are_held_back():
    # Every text stands for its own code: known by heart it would be right, unseen it cannot be.
    texts = [f"word{at} word{at}" for at in range(10) for _ in range(6)]
    codes = [[f"code{at}"] for at in range(10) for _ in range(6)]
    assert held_back(texts, codes).first <= 0.1


def test_chance_alone_is_no_better_than_the_most_frequent_code():
    texts = [f"the same few words {at}" for at in range(60)]
    codes = [["a"] if (7 * at) % 11 < 6 else ["b"] for at in range(60)]
    found = held_back(texts, codes)
    assert found.first <= found.usual + 0.15


def test_too_few_coded_comments_suggest_nothing(study):
    sheet = open_sheet(study)
    sheet.give(("000",), ["slow"])
    with pytest.raises(ThinDataError, match="coded so far: 1"):
        suggest(sheet.comments, sheet.coded)
