from __future__ import annotations

from research.wording.sentences import sentence


def test_a_sentence_starts_large_and_ends_with_one_stop() -> None:
    assert sentence("  half  of them ", "agree .") == "Half of them agree."
    assert sentence("12% agree") == "12% agree."
    assert sentence("1,234 agree") == "1,234 agree."
