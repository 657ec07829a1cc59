from __future__ import annotations

import pytest

from research.coding.proposing import proposed_frame, topics_of
from research.edition.codeframe import read_frame
from research.errors import ThinDataError

SAID = ["the invoice is wrong again", "delivery late by a week", "the help desk is friendly"]


def test_comments_that_share_words_become_a_topic_each():
    topics = topics_of([f"{SAID[at % 3]} {at}" for at in range(45)], most=3)
    assert [topic.comments for topic in topics] == [15, 15, 15]
    assert {word for topic in topics for word in topic.words} >= {"invoice", "delivery", "desk"}


def test_a_proposed_frame_can_be_read_and_says_what_each_code_holds(tmp_path):
    topics = topics_of([f"{SAID[at % 3]} {at}" for at in range(45)], most=3)
    path = tmp_path / "frame.yml"
    path.write_text(proposed_frame(topics), encoding="utf-8")
    leaves = read_frame(path).leaves
    assert len(leaves) == 4
    assert leaves["nothing"].role == "none"
    assert "# 15 comments; words:" in path.read_text(encoding="utf-8")


def test_comments_that_look_like_yaml_do_no_harm(tmp_path):
    hostile = [f"key: value # {at}\n- it's 'quoted' \"twice\": {{}}" for at in range(40)]
    path = tmp_path / "frame.yml"
    path.write_text(proposed_frame(topics_of(hostile, most=3)), encoding="utf-8")
    assert read_frame(path).leaves


@pytest.mark.parametrize(
    ("comments", "what"),
    [(["one"] * 3, "there are 3 comments"), ([f"w{at}" for at in range(40)], "share a word")],
)
def test_too_little_to_find_topics_in_is_said(comments, what):
    with pytest.raises(ThinDataError, match=what):
        topics_of(comments)
