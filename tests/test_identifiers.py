from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.identifiers import chapter_id, slug, unused


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Why it comes *first*?", "why-it-comes-first"),
        ("Farmers' share", "farmers-share"),
        ("Africa/Middle East", "africa-middle-east"),
        ("C#", "c"),
        ("e\u0301lan", "élan"),
        ("हिन्दी", "हनद"),
        ("東京 2020", "東京-2020"),
        ("👍!", "1f44d-21"),
        ("ＦＵＬＬ", "full"),
    ],
)
def test_a_slug_is_letters_and_digits(text: str, wanted: str) -> None:
    assert slug(text) == wanted


def test_ids_of_keys_keep_their_bytes() -> None:
    assert [chapter_id("theme", "kam"), chapter_id("plan", "A0297"), chapter_id("overall")] == [
        "theme-kam",
        "plan-A0297",
        "overall",
    ]


def test_an_id_that_is_taken_is_numbered() -> None:
    assert [unused("a", set()), unused("a", {"a"}), unused("a", {"a", "a-2"})] == [
        "a",
        "a-2",
        "a-3",
    ]


@given(st.text(min_size=1).filter(str.strip))
def test_a_slug_is_never_empty_and_fits_an_attribute_and_a_file(text: str) -> None:
    found = slug(text)
    assert re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", found)
    assert slug(found) == found
