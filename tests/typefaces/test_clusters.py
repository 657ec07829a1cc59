from __future__ import annotations

from research.typefaces.clusters import east_of, is_private, lacking, needed

ASCII = frozenset(range(0x20, 0x7F))


def test_a_mark_stays_with_its_letter_and_a_shade_with_its_sign() -> None:
    assert lacking(["x\u0302y and 👍🏽!"], ASCII) == ["x\u0302", "👍🏽"]


def test_what_shows_nothing_needs_no_glyph() -> None:
    assert lacking(["soft\u00adhyphen, no\u200djoiner\ufe0f, a\u00a0blank"], ASCII) == []
    assert needed("1\ufe0f\u20e3") == {0x31, 0x20E3}


def test_each_cluster_is_told_once_in_the_order_of_the_text() -> None:
    assert lacking(["ба", "аб"], ASCII) == ["б", "а"]


def test_shared_characters_take_the_shapes_of_the_language() -> None:
    assert [east_of(["東京"]), east_of(["東京", "です"]), east_of(["서울 東京"])] == [
        "SC",
        "JP",
        "KR",
    ]
    assert east_of(["東京です"], "zh-Hant-TW") == "TC"


def test_private_characters_are_told_apart() -> None:
    assert is_private(0xF0B7)
    assert not is_private(ord("•"))
