from __future__ import annotations

import pytest

from research.wording.articles import article, possessive


@pytest.mark.parametrize(
    "phrase",
    [
        "an 8% share",
        "an 11th",
        "an 18",
        "a 1",
        "a UK firm",
        "an MD",
        "an SME",
        "a CEO",
        "an hour",
        "a university",
        "a European",
        "an idea",
        "a theme",
    ],
)
def test_the_article_follows_the_sound(phrase: str) -> None:
    assert article(phrase.split(" ", 1)[1]) == phrase


def test_a_name_that_ends_in_s_takes_no_second_one() -> None:
    assert [possessive(name) for name in ("OD", "Channels")] == ["OD's", "Channels'"]
