"""Sentences of two states: added, removed, reworded word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from research.review.sentences import compare_sentences, word_by_word

WORDS = st.lists(st.sampled_from(["half", "of", "them", "agree", "50%", "49%", ",", "."]))
TEXTS = st.lists(st.sampled_from(["A leads.", "B is second.", "C and D are level.", "50% agree."]))


def test_a_changed_figure_is_a_reworded_sentence_and_not_two() -> None:
    found = compare_sentences(
        ["Farming leads.", "At 15%, its share of first choices is the highest."],
        ["Farming leads.", "At 14%, its share of first choices is the second-highest."],
    )
    assert not found.added
    assert not found.removed
    (reworded,) = found.reworded
    changed = [(one.of, one.text) for one in reworded.pieces if one.of != "both"]
    assert changed == [
        ("old", "15%"),
        ("new", "14%"),
        ("old", "highest"),
        ("new", "second-highest"),
    ]


def test_what_is_put_in_stands_where_it_is_put() -> None:
    pieces = word_by_word("in the top three and more", "in their first three, and more")
    assert [(one.of, one.text) for one in pieces] == [
        ("both", "in "),
        ("old", "the top"),
        ("new", "their first"),
        ("both", " three"),
        ("new", ","),
        ("both", " and more"),
    ]


def test_a_sentence_in_another_place_is_moved() -> None:
    found = compare_sentences(["One.", "Two.", "Three."], ["Two.", "Three.", "One."])
    assert found.moved == ("One.",)
    assert not [*found.added, *found.removed, *found.reworded]


@given(WORDS, WORDS)
def test_the_pieces_give_back_both_sentences(before: list[str], now: list[str]) -> None:
    old, new = " ".join(before), " ".join(now)
    pieces = word_by_word(old, new)
    assert "".join(one.text for one in pieces if one.of != "new") == old
    assert "".join(one.text for one in pieces if one.of != "old") == new


@given(TEXTS, TEXTS)
def test_every_sentence_is_accounted_for_once(before: list[str], now: list[str]) -> None:
    found = compare_sentences(before, now)
    kept = len(before) - len(found.removed) - len(found.reworded)
    assert kept == len(now) - len(found.added) - len(found.reworded)
    assert bool(found) == (before != now)
