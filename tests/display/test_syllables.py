from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from research.display.syllables import SOFT, softened


@given(st.text())
def test_nothing_but_soft_hyphens_is_added(text: str) -> None:
    plain = text.replace(SOFT, "")
    assert softened(plain).replace(SOFT, "") == plain


def test_long_words_break_between_syllables_and_short_ones_do_not() -> None:
    assert softened("Pharmaceuticals").replace(SOFT, "-") == "Phar-ma-ceu-ti-cals"
    assert softened("Insurance") == "Insurance"


def test_no_piece_is_a_single_letter() -> None:
    for word in ("Organisation", "Automotive", "Geschäftsführung", "Utilisateurs"):
        assert min(map(len, softened(word).split(SOFT))) > 1
