from __future__ import annotations

from research.wording.lists import series


def test_lists_join_with_a_last_and() -> None:
    assert series([]) == ""
    assert series(["a", "b", "c", "d"]) == "a, b, c and d"
